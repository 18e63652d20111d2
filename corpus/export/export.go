// Package export writes the tables of the store as files, one a table, in the formats that data teams load: JSON Lines and
// CSV. Columns, their order and their types are those of corpus/schema; rows are sorted by key; two exports of one store
// are byte-identical.
//
// Files are written under temporary names, synced, and renamed when all are complete, so that a reader never sees half of one
// and a failed export leaves the older files. Beside the tables stands codebook.md, which describes their columns.
package export

import (
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"os"

	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/corpus/schema"
	"github.com/irmtrail/irmtrail/corpus/store"
)

// Format is a file format.
type Format string

// The formats.
const (
	JSONL Format = "jsonl" // one JSON object a line, every column present, null where absent
	CSV   Format = "csv"   // RFC 4180 with LF line ends, UTF-8, header row, empty where absent
)

// Formats lists the formats that Write knows.
var Formats = []Format{JSONL, CSV}

// Options chooses what is written.
type Options struct {
	Format Format
	Tables []string // names; all when empty
	RawCSV bool     // leave out the guard before text that spreadsheets take for a formula
}

// File tells of one file that was written.
type File struct {
	Path string
	Rows int // of a table; of the codebook, tables
}

// Write writes the tables into a folder, which it makes. The error names the table or format that it does not know.
func Write(ctx context.Context, s *store.Store, dir string, o Options) (files []File, err error) {
	tables, err := chosen(o.Tables)
	if err != nil {
		return nil, err
	}
	encode, ok := encoders[o.Format]
	if !ok {
		return nil, fmt.Errorf("no export format %q: there are %v", o.Format, Formats)
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return nil, fmt.Errorf("export: %w", err)
	}
	s, err = s.Snapshot(ctx) // all tables of one moment, also beside a run
	if err != nil {
		return nil, fmt.Errorf("export: %w", err)
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	set := fileSet{dir: dir}
	defer set.cleanup()
	for _, t := range tables {
		err := set.add(t.Name+"."+string(o.Format), func(w io.Writer) (int, error) {
			return writeRows(encode(w, t, o), rows(ctx, s, t))
		})
		if err != nil {
			return nil, fmt.Errorf("export %s: %w", t.Name, err)
		}
	}
	err = set.add(codebook, func(w io.Writer) (int, error) { return len(tables), schema.Codebook(w, tables) })
	if err != nil {
		return nil, fmt.Errorf("export codebook: %w", err)
	}
	return set.publish()
}

// codebook is the name of the file that describes the columns.
const codebook = "codebook.md"

// rowEncoder writes a table's head when it is made, and then its rows.
type rowEncoder interface {
	Row(row any) error
	Close() error
}

var encoders = map[Format]func(io.Writer, schema.Table, Options) rowEncoder{
	JSONL: newJSONL,
	CSV:   newCSV,
}

func chosen(names []string) ([]schema.Table, error) {
	all := schema.Tables()
	if len(names) == 0 {
		return all, nil
	}
	byName := map[string]schema.Table{}
	var known []string
	for _, t := range all {
		byName[t.Name] = t
		known = append(known, t.Name)
	}
	var out []schema.Table
	for _, n := range names {
		t, ok := byName[n]
		if !ok {
			return nil, fmt.Errorf("no table %q: there are %v", n, known)
		}
		out = append(out, t)
	}
	return out, nil
}

func writeRows(e rowEncoder, rows iter.Seq2[any, error]) (n int, err error) {
	for row, err := range rows {
		if err != nil {
			return n, err
		}
		if err := e.Row(row); err != nil {
			return n, err
		}
		n++
	}
	return n, e.Close()
}

// rows yields the rows of a table in order of key, as pointers to records.
func rows(ctx context.Context, s *store.Store, t schema.Table) iter.Seq2[any, error] {
	clause := "ORDER BY " + t.KeyColumn().Name
	switch t.Name {
	case "documents":
		return pointers(store.Rows[corpus.Document](ctx, s, clause))
	case "captures":
		return pointers(store.Rows[corpus.Capture](ctx, s, clause))
	case "reports":
		return pointers(store.Rows[corpus.Report](ctx, s, clause))
	case "commitments":
		return pointers(store.Rows[corpus.Commitment](ctx, s, clause))
	case "ratings":
		return pointers(store.Rows[corpus.Rating](ctx, s, clause))
	case "tallies":
		return pointers(store.Rows[corpus.Tally](ctx, s, clause))
	case "footnotes":
		return pointers(store.Rows[corpus.Footnote](ctx, s, clause))
	case "citations":
		return pointers(store.Rows[corpus.Citation](ctx, s, clause))
	case "minutes":
		return pointers(store.Rows[corpus.Minutes](ctx, s, clause))
	case "findings":
		return pointers(store.Rows[corpus.Finding](ctx, s, clause))
	case "runs":
		return pointers(store.Rows[corpus.Run](ctx, s, clause))
	}
	return func(yield func(any, error) bool) { yield(nil, fmt.Errorf("no rows known for table %s", t.Name)) }
}

func pointers[T any](in iter.Seq2[T, error]) iter.Seq2[any, error] {
	return func(yield func(any, error) bool) {
		for row, err := range in {
			if !yield(&row, err) {
				return
			}
		}
	}
}
