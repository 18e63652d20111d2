package health

import (
	"encoding/csv"
	"io"
	"slices"

	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/corpus/schema"
)

// line is a row of the CSV: a source and one note that cites it.
type line struct {
	Country           string          `col:"country" doc:"Country of the report."`
	CountryCode       string          `col:"country_code" doc:"ISO 3166-1 alpha-3."`
	ReportID          corpus.ReportID `col:"report_id,ref=reports" doc:"The report."`
	FootnoteID        string          `col:"footnote_id,ref=footnotes" doc:"The note."`
	Number            int             `col:"footnote_number" doc:"Number of the note."`
	CommitmentNumbers []string        `col:"commitment_numbers" doc:"Commitments that the note ties the source to."`
	Source
}

// notInLines are the columns of sources that lines have for each note.
var notInLines = []string{"reports", "footnotes"}

// CSV writes sources as CSV, one row a source and note: after RFC 4180, UTF-8, with the LF line ends, the JSON lists and
// the apostrophe before what a spreadsheet would take for a formula that the files of an export have.
type CSV struct {
	w       *csv.Writer
	places  Places
	columns []schema.Column
	cells   []string
	err     error
}

// NewCSV writes the head.
func NewCSV(w io.Writer, places Places) *CSV {
	c := &CSV{w: csv.NewWriter(w), places: places}
	for _, column := range schema.Of[line]("", "").Columns {
		if slices.Contains(notInLines, column.Name) || slices.Contains(c.cells, column.Name) {
			continue
		}
		c.columns, c.cells = append(c.columns, column), append(c.cells, column.Name)
	}
	c.err = c.w.Write(c.cells)
	return c
}

// Add writes the rows of a source.
func (c *CSV) Add(s Source) error {
	for _, n := range s.Footnotes {
		p := c.places[n.ReportID]
		row := line{
			Country: p.Country, CountryCode: p.CountryCode, ReportID: n.ReportID, FootnoteID: n.FootnoteID, Number: n.Number,
			CommitmentNumbers: n.CommitmentNumbers, Source: s,
		}
		for i, column := range c.columns {
			text, _ := column.Text(&row)
			if freeText(column) {
				text = schema.Guarded(text)
			}
			c.cells[i] = text
		}
		if c.err == nil {
			c.err = c.w.Write(c.cells)
		}
	}
	return c.err
}

// Close writes what is buffered.
func (c *CSV) Close() error {
	c.w.Flush()
	if c.err != nil {
		return c.err
	}
	return c.w.Error()
}

// freeText reports whether a column holds words of strangers. Unlike an id, a target is made of an address of theirs.
func freeText(c schema.Column) bool {
	return c.Type == schema.String && c.Enum == nil && c.Ref == ""
}
