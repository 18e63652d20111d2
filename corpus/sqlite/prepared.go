package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"sync"
)

// Querier runs statements: a [Prepared], a *sql.DB or a *sql.Tx.
type Querier interface {
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
	ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error)
}

// Preparer is what *sql.DB, *sql.Conn and *sql.Tx share.
type Preparer interface {
	PrepareContext(ctx context.Context, query string) (*sql.Stmt, error)
	ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error)
}

// Prepared keeps the statements that it has run, since parsing one costs as much as storing a row with it. The number of
// statements is bounded: their text is ours, and values come by arguments.
type Prepared struct {
	on Preparer

	mu         sync.Mutex
	statements map[string]*sql.Stmt
}

// NewPrepared returns one for a database, a connection or a transaction, with no statements yet.
func NewPrepared(on Preparer) *Prepared {
	return &Prepared{on: on, statements: map[string]*sql.Stmt{}}
}

func (p *Prepared) statement(ctx context.Context, query string) (*sql.Stmt, error) {
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

// Once runs statements, one or several, that are not worth keeping.
func (p *Prepared) Once(ctx context.Context, query string, args ...any) (sql.Result, error) {
	return p.on.ExecContext(ctx, query, args...)
}

// QueryContext runs a statement that returns rows.
func (p *Prepared) QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error) {
	s, err := p.statement(ctx, query)
	if err != nil {
		return nil, err
	}
	return s.QueryContext(ctx, args...)
}

// ExecContext runs a statement that returns none.
func (p *Prepared) ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error) {
	s, err := p.statement(ctx, query)
	if err != nil {
		return nil, err
	}
	return s.ExecContext(ctx, args...)
}

// QueryRowContext runs a statement that returns one row at most.
func (p *Prepared) QueryRowContext(ctx context.Context, query string, args ...any) Row {
	s, err := p.statement(ctx, query)
	if err != nil {
		return Row{err: err}
	}
	return Row{Row: s.QueryRowContext(ctx, args...)}
}

// Row is a row, or why there is none.
type Row struct {
	*sql.Row
	err error
}

// Scan copies the columns; the error is sql.ErrNoRows when there is no row.
func (r Row) Scan(to ...any) error {
	if r.err != nil {
		return r.err
	}
	return r.Row.Scan(to...)
}

// Close closes the statements.
func (p *Prepared) Close() error {
	p.mu.Lock()
	defer p.mu.Unlock()
	var err error
	for _, s := range p.statements {
		err = errors.Join(err, s.Close())
	}
	clear(p.statements)
	return err
}
