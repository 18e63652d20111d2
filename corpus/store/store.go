// Package store keeps the nouns of corpus in a SQLite file, so that every stage of irmtrail can be stopped, restarted and
// tested alone: a stage reads what the one before it wrote, by a cursor, and writes its rows and its cursor in one
// transaction.
//
// There is one writer at a time (see [Lock]) and any number of readers, also in other processes: the file is in WAL mode.
// Every commit is synced. The payloads themselves are in the WARC archive; the store says where.
//
// Every error of this package wraps the one of the database and names what was being stored or read.
package store

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"slices"

	"github.com/pressly/goose/v3"
	_ "modernc.org/sqlite" // the driver "sqlite"
)

// FileName is the name of the store's file in the data folder.
const FileName = "irmtrail.db"

// ErrNoStore is returned by [OpenReadOnly] when the folder holds no store.
var ErrNoStore = errors.New("no irmtrail data in this folder")

// ErrNewerSchema is returned when the file was written by a newer irmtrail.
var ErrNewerSchema = errors.New("the data was written by a newer version of irmtrail")

// ErrOlderSchema is returned by [OpenReadOnly] when the file must be migrated first, which opening it for writing does.
var ErrOlderSchema = errors.New("the data was written by an older version of irmtrail: run irmtrail extract once")

//go:embed migrations/*.sql
var migrations embed.FS

// Store is the record store of one data folder. It is safe for concurrent use.
type Store struct {
	dir    string
	writer *sql.DB   // one connection; nil when read-only
	db     *sql.DB   // for reading, many connections; nil in a snapshot
	tx     *sql.Tx   // of a snapshot, nil otherwise
	reader *prepared // on db
}

// Open opens the store of a data folder for reading and writing, and makes or migrates it. A migration of a file that
// holds data is preceded by a copy of it beside it. The error wraps [ErrNewerSchema] when this program is too old.
func Open(ctx context.Context, dir string) (*Store, error) {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return nil, fmt.Errorf("open store: %w", err)
	}
	path := filepath.Join(dir, FileName)
	writer, err := openDB(path, slices.Concat(durable, roomy)...)
	if err != nil {
		return nil, err
	}
	writer.SetMaxOpenConns(1)
	if err := migrate(ctx, writer, path); err != nil {
		return nil, errors.Join(fmt.Errorf("open store %s: %w", path, err), writer.Close())
	}
	reader, err := openReader(path)
	if err != nil {
		return nil, errors.Join(err, writer.Close())
	}
	return &Store{dir: dir, writer: writer, db: reader, reader: newPrepared(reader)}, nil
}

// OpenReadOnly opens the store of a data folder for reading. The error is [ErrNoStore] when there is none.
func OpenReadOnly(ctx context.Context, dir string) (*Store, error) {
	path := filepath.Join(dir, FileName)
	if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("%s: %w", dir, ErrNoStore)
	}
	reader, err := openReader(path)
	if err != nil {
		return nil, err
	}
	var version int64
	if err := reader.QueryRowContext(ctx, "SELECT max(version_id) FROM goose_db_version").Scan(&version); err != nil {
		return nil, errors.Join(fmt.Errorf("open store %s: %w", path, err), reader.Close())
	}
	newest, err := newestMigration()
	switch {
	case err != nil:
	case version > newest:
		err = ErrNewerSchema
	case version < newest:
		err = ErrOlderSchema
	}
	if err != nil {
		return nil, errors.Join(fmt.Errorf("open store %s: %w", path, err), reader.Close())
	}
	return &Store{dir: dir, db: reader, reader: newPrepared(reader)}, nil
}

// Close closes the store.
func (s *Store) Close() error {
	err := s.reader.Close()
	if s.tx != nil {
		return errors.Join(err, rollback(s.tx))
	}
	err = errors.Join(err, s.db.Close())
	if s.writer != nil {
		err = errors.Join(err, s.writer.Close())
	}
	return err
}

// Dir returns the data folder.
func (s *Store) Dir() string { return s.dir }

// Snapshot returns a store that reads the state of one moment, whatever is written meanwhile, until it is closed. It is
// not safe for concurrent use.
func (s *Store) Snapshot(ctx context.Context) (*Store, error) {
	tx, err := s.db.BeginTx(ctx, &sql.TxOptions{ReadOnly: true})
	if err != nil {
		return nil, fmt.Errorf("begin to read: %w", err)
	}
	return &Store{dir: s.dir, tx: tx, reader: newPrepared(tx)}, nil
}

// durable keeps what was committed, also when the power goes.
var durable = []string{"_pragma=journal_mode(WAL)", "_pragma=synchronous(FULL)", "_pragma=foreign_keys(1)", "_txlock=immediate"}

// roomy fits rows that carry a page's whole text: pages, cache and log of several of them. Against SQLite's defaults
// extract spends about a third less time in the store.
var roomy = []string{"_pragma=page_size(16384)", "_pragma=cache_size(-32768)", "_pragma=wal_autocheckpoint(1024)"}

func openReader(path string) (*sql.DB, error) {
	return openDB(path, "mode=ro", "_pragma=query_only(1)")
}

func openDB(path string, options ...string) (*sql.DB, error) {
	dsn := "file:" + (&url.URL{Path: path}).EscapedPath() + "?_pragma=busy_timeout(10000)"
	for _, o := range options {
		dsn += "&" + o
	}
	db, err := sql.Open("sqlite", dsn)
	if err != nil {
		return nil, fmt.Errorf("open store %s: %w", path, err)
	}
	return db, nil
}

func migrate(ctx context.Context, db *sql.DB, path string) error {
	files, err := fs.Sub(migrations, "migrations")
	if err != nil {
		return err
	}
	p, err := goose.NewProvider(goose.DialectSQLite3, db, files, goose.WithDisableGlobalRegistry(true))
	if err != nil {
		return err
	}
	have, err := p.GetDBVersion(ctx)
	if err != nil {
		return err
	}
	newest, err := newestMigration()
	if err != nil {
		return err
	}
	switch {
	case have == newest:
		return nil
	case have > newest:
		return ErrNewerSchema
	case have > 0:
		backup := fmt.Sprintf("%s.before-%d", path, newest)
		if err := os.Remove(backup); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
		if _, err := db.ExecContext(ctx, "VACUUM INTO ?", backup); err != nil {
			return fmt.Errorf("copy before migration: %w", err)
		}
	}
	_, err = p.Up(ctx)
	return err
}

func newestMigration() (int64, error) {
	names, err := fs.Glob(migrations, "migrations/*.sql")
	if err != nil || len(names) == 0 {
		return 0, errors.Join(errors.New("no migrations embedded"), err)
	}
	return goose.NumericComponent(names[len(names)-1])
}
