package export

import (
	"io"

	"github.com/irmtrail/irmtrail/corpus/schema"
)

// jsonl writes JSON Lines (https://jsonlines.org): UTF-8, one object a line, a newline behind the last.
type jsonl struct {
	w     io.Writer
	table schema.Table
}

func newJSONL(w io.Writer, t schema.Table, _ Options) rowEncoder { return &jsonl{w: w, table: t} }

// Row writes one row.
func (e *jsonl) Row(row any) error {
	_, err := e.w.Write(append(e.table.JSON(row), '\n'))
	return err
}

// Close has nothing left to write.
func (e *jsonl) Close() error { return nil }
