package export

import (
	"encoding/csv"
	"io"

	"github.com/irmtrail/irmtrail/corpus/schema"
)

// csvRows writes CSV after RFC 4180, but with LF line ends: CRLF would change the newlines inside quotes, and a quote must
// stay as it stands in its document.
type csvRows struct {
	w     *csv.Writer
	table schema.Table
	raw   bool
	err   error
	cells []string
}

func newCSV(w io.Writer, t schema.Table, o Options) rowEncoder {
	e := &csvRows{w: csv.NewWriter(w), table: t, raw: o.RawCSV, cells: make([]string, len(t.Columns))}
	for i, c := range t.Columns {
		e.cells[i] = c.Name
	}
	e.err = e.w.Write(e.cells)
	return e
}

// Row writes one row.
func (e *csvRows) Row(row any) error {
	if e.err != nil {
		return e.err
	}
	for i, c := range e.table.Columns {
		text, _ := c.Text(row)
		if !e.raw && freeText(c) {
			text = schema.Guarded(text)
		}
		e.cells[i] = text
	}
	return e.w.Write(e.cells)
}

// Close writes what is buffered.
func (e *csvRows) Close() error {
	e.w.Flush()
	if e.err != nil {
		return e.err
	}
	return e.w.Error()
}

// freeText reports whether a column holds words of strangers.
func freeText(c schema.Column) bool {
	return c.Type == schema.String && c.Enum == nil && !c.Key && c.Ref == ""
}
