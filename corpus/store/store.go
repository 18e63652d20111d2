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
	"os"
	"path/filepath"

	"github.com/pressly/goose/v3"

	"github.com/irmtrail/irmtrail/corpus/sqlite"
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
	files  []*sql.DB        // to be closed
	writer *sqlite.Writer   // nil when read-only
	db     *sql.DB          // for reading, many connections; nil in a snapshot
	tx     *sql.Tx          // of a snapshot, nil otherwise
	reader *sqlite.Prepared // on db
}

// Open opens the store of a data folder for reading and writing, and makes or migrates it. A migration of a file that
// holds data is preceded by a copy of it beside it. The error wraps [ErrNewerSchema] when this program is too old.
func Open(ctx context.Context, dir string) (*Store, error) {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return nil, fmt.Errorf("open store: %w", err)
	}
	path := filepath.Join(dir, FileName)
	file, err := sqlite.Open(path, sqlite.Log, sqlite.Full, roomy)
	if err != nil {
		return nil, fmt.Errorf("open store: %w", err)
	}
	file.SetMaxOpenConns(1)
	if err := migrate(ctx, file, path); err != nil {
		return nil, errors.Join(fmt.Errorf("open store %s: %w", path, err), file.Close())
	}
	writer, err := sqlite.NewWriter(ctx, file)
	if err != nil {
		return nil, errors.Join(fmt.Errorf("open store %s: %w", path, err), file.Close())
	}
	reader, err := openReader(path, sqlite.Small)
	if err != nil {
		return nil, errors.Join(err, writer.Close(), file.Close())
	}
	return &Store{dir: dir, files: []*sql.DB{reader, file}, writer: writer, db: reader, reader: sqlite.NewPrepared(reader)}, nil
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
	version, err := versionOf(ctx, reader)
	if err != nil && atRest(path) {
		// A folder that may not be written has no place for what readers of a log share, and needs none.
		_ = reader.Close() // it read nothing
		if reader, err = openReader(path, "immutable=1"); err != nil {
			return nil, err
		}
		version, err = versionOf(ctx, reader)
	}
	if err != nil {
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
	return &Store{dir: dir, files: []*sql.DB{reader}, db: reader, reader: sqlite.NewPrepared(reader)}, nil
}

// Close closes the store.
func (s *Store) Close() error {
	err := s.reader.Close()
	if s.tx != nil {
		return errors.Join(err, ignoreDone(s.tx.Rollback()))
	}
	if s.writer != nil {
		err = errors.Join(err, s.writer.Close())
	}
	for _, f := range s.files {
		err = errors.Join(err, f.Close())
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
	return &Store{dir: s.dir, tx: tx, reader: sqlite.NewPrepared(tx)}, nil
}

// roomy fits rows that carry a page's whole text: pages and log of several of them. See also [Store.Roomy].
const roomy = "_pragma=page_size(16384)&_pragma=cache_size(-4096)&_pragma=wal_autocheckpoint(1024)"

// Roomy gives the writer a cache of 32 MB for what stores whole texts, which then spends about a third less time here.
func (s *Store) Roomy(ctx context.Context) error {
	if _, err := s.writer.Statements().Once(ctx, "PRAGMA cache_size = -32768"); err != nil {
		return fmt.Errorf("enlarge the store's cache: %w", err)
	}
	return nil
}

func versionOf(ctx context.Context, reader *sql.DB) (version int64, err error) {
	err = reader.QueryRowContext(ctx, "SELECT max(version_id) FROM goose_db_version").Scan(&version)
	return version, err
}

// atRest reports whether everything that was written is in the file itself, and nothing in a log beside it.
func atRest(path string) bool {
	info, err := os.Stat(path + "-wal")
	return errors.Is(err, fs.ErrNotExist) || err == nil && info.Size() == 0
}

func openReader(path string, options ...string) (*sql.DB, error) {
	db, err := sqlite.Open(path, append(options, sqlite.ReadOnly)...)
	if err != nil {
		return nil, fmt.Errorf("open store: %w", err)
	}
	return db, nil
}

// ignoreDone passes over the end of a transaction that the context ended already.
func ignoreDone(err error) error {
	if errors.Is(err, sql.ErrTxDone) {
		return nil
	}
	return err
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
