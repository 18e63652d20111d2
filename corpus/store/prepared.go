package store

import (
	"context"
	"database/sql"
	"errors"
	"sync"
)

// querier runs statements; see prepared.
type querier interface {
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
	ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error)
}

// preparer is what *sql.DB and *sql.Tx share.
type preparer interface {
	PrepareContext(ctx context.Context, query string) (*sql.Stmt, error)
}

// prepared keeps the statements that it has run, since parsing one costs as much as storing a row with it. The number of
// statements is bounded: their text is ours, and values come by arguments.
type prepared struct {
	on preparer

	mu         sync.Mutex
	statements map[string]*sql.Stmt
}

func newPrepared(on preparer) *prepared {
	return &prepared{on: on, statements: map[string]*sql.Stmt{}}
}

func (p *prepared) statement(ctx context.Context, query string) (*sql.Stmt, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if s, ok := p.statements[query]; ok {
		return s, nil
	}
	s, err := p.on.PrepareContext(ctx, query)
	if err != nil {
		return nil, err
	}
	p.statements[query] = s
	return s, nil
}

// QueryContext runs a statement that returns rows.
func (p *prepared) QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error) {
	s, err := p.statement(ctx, query)
	if err != nil {
		return nil, err
	}
	return s.QueryContext(ctx, args...)
}

// ExecContext runs a statement that returns none.
func (p *prepared) ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error) {
	s, err := p.statement(ctx, query)
	if err != nil {
		return nil, err
	}
	return s.ExecContext(ctx, args...)
}

// QueryRowContext runs a statement that returns one row at most.
func (p *prepared) QueryRowContext(ctx context.Context, query string, args ...any) row {
	s, err := p.statement(ctx, query)
	if err != nil {
		return row{err: err}
	}
	return row{Row: s.QueryRowContext(ctx, args...)}
}

// row is a row, or why there is none.
type row struct {
	*sql.Row
	err error
}

// Scan copies the columns; the error is sql.ErrNoRows when there is no row.
func (r row) Scan(to ...any) error {
	if r.err != nil {
		return r.err
	}
	return r.Row.Scan(to...)
}

// Close closes the statements.
func (p *prepared) Close() error {
	p.mu.Lock()
	defer p.mu.Unlock()
	var err error
	for _, s := range p.statements {
		err = errors.Join(err, s.Close())
	}
	clear(p.statements)
	return err
}
