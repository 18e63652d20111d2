// Package sqlite opens SQLite files in the one way in which irmtrail uses them: write-ahead log, one writer, statements
// that are parsed once.
//
// A [Writer] holds the connection that writes; its transactions are all or nothing, and what was parsed for one serves
// the next. Readers are plain [sql.DB] pools. The package knows no tables.
package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"strings"
	"sync"

	_ "modernc.org/sqlite" // the driver "sqlite"
)

// Options of a file, as parts of its address. Pragmas are there because each connection needs them anew.
const (
	// Log is what every file has that is written.
	Log = "_pragma=journal_mode(WAL)&_pragma=foreign_keys(1)&_txlock=immediate"
	// Full keeps what was committed, also when the power goes.
	Full = "_pragma=synchronous(FULL)"
	// Normal may lose the last transactions when the power goes, never when the process dies. What is left is one state.
	Normal = "_pragma=synchronous(NORMAL)"
	// Small keeps 1 MB of a file in memory for each connection, half of what SQLite takes unasked.
	Small = "_pragma=cache_size(-1024)"
	// ReadOnly is for readers.
	ReadOnly = "mode=ro&_pragma=query_only(1)"
)

// Memory is the path of a database that is gone when it is closed. It has one connection.
const Memory = ":memory:"

// Open returns the connections to a file, which are made when they are needed.
func Open(path string, options ...string) (*sql.DB, error) {
	dsn := path
	if path != Memory {
		dsn = "file:" + (&url.URL{Path: path}).EscapedPath() + "?_pragma=busy_timeout(10000)"
		for _, o := range options {
			dsn += "&" + o
		}
	}
	db, err := sql.Open("sqlite", dsn)
	if err != nil {
		return nil, fmt.Errorf("open %s: %w", path, err)
	}
	if path == Memory {
		db.SetMaxOpenConns(1) // each would have a memory of its own
	}
	return db, nil
}

// Writer is the connection that writes. It is safe for concurrent use: transactions wait for each other.
type Writer struct {
	mu         sync.Mutex
	conn       *sql.Conn
	statements *Prepared
}

// NewWriter takes a connection for writing.
func NewWriter(ctx context.Context, db *sql.DB) (*Writer, error) {
	conn, err := db.Conn(ctx)
	if err != nil {
		return nil, fmt.Errorf("connect to write: %w", err)
	}
	return &Writer{conn: conn, statements: NewPrepared(conn)}, nil
}

// Close gives the connection back.
func (w *Writer) Close() error {
	w.mu.Lock()
	defer w.mu.Unlock()
	return errors.Join(w.statements.Close(), w.conn.Close())
}

// Statements returns the statements of the connection, for use between transactions.
func (w *Writer) Statements() *Prepared { return w.statements }

// Update runs fn in a transaction, which is committed when fn returns nil, and undone else.
func (w *Writer) Update(ctx context.Context, fn func(*Prepared) error) error {
	return w.do(ctx, "COMMIT", fn)
}

// Dry runs fn in a transaction that is undone.
func (w *Writer) Dry(ctx context.Context, fn func(*Prepared) error) error {
	return w.do(ctx, "ROLLBACK", fn)
}

func (w *Writer) do(ctx context.Context, end string, fn func(*Prepared) error) (err error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if _, err := w.statements.ExecContext(ctx, "BEGIN IMMEDIATE"); err != nil {
		return fmt.Errorf("begin transaction: %w", err)
	}
	open := true
	defer func() {
		if open { // fn failed or panicked
			err = errors.Join(err, w.undo(ctx))
		}
	}()
	if err := fn(w.statements); err != nil {
		return err
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	// From here on the end of ctx does not count: half a commit would be no answer.
	if _, err := w.statements.ExecContext(context.WithoutCancel(ctx), end); err != nil {
		return fmt.Errorf("commit: %w", err)
	}
	open = false
	return nil
}

// undo ends a transaction that failed. One that SQLite ended itself, as when the disk was full, is no further error.
func (w *Writer) undo(ctx context.Context) error {
	_, err := w.statements.ExecContext(context.WithoutCancel(ctx), "ROLLBACK")
	if err == nil || strings.Contains(err.Error(), "no transaction is active") {
		return nil
	}
	return fmt.Errorf("roll back: %w", err)
}
