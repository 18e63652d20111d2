package minutes

import (
	"strings"
	"unicode/utf8"

	"github.com/irmtrail/irmtrail/corpus"
)

// grid is a table by rows, with what its columns hold.
type grid struct {
	rows    [][]line       // cells; nil lines for cells that another covers
	columns map[string]int // by kind, "name": index
	first   int            // row behind the header; 0 where there is none
}

// gridOf returns a table with its columns named by its header, which is looked for in the first rows: a title can stand above it.
func (d *document) gridOf(b *corpus.Block) grid {
	g := grid{columns: map[string]int{}}
	for i := range b.Cells {
		c := &b.Cells[i]
		for len(g.rows) <= c.Row {
			g.rows = append(g.rows, nil)
		}
		for len(g.rows[c.Row]) < c.Col {
			g.rows[c.Row] = append(g.rows[c.Row], line{})
		}
		x := line{text: d.c.Text().Slice(c.Start, c.End), start: c.Start, end: c.End, kind: corpus.Paragraph, block: d.c.BlockAt(c.Start)}
		g.rows[c.Row] = append(g.rows[c.Row], x.trimmed())
	}
	for r := range min(len(g.rows), 3) {
		if found := d.columns(g.rows[r]); len(found) >= 2 || len(found) == 1 && len(nonEmpty(g.rows[r])) == 1 && r == 0 && len(g.rows) > 1 && found["name"] == 0 && len(nonEmpty(g.rows[1])) == 1 {
			g.columns, g.first = found, r+1
			break
		}
	}
	return g
}

func nonEmpty(row []line) (out []line) {
	for _, x := range row {
		if x.text != "" {
			out = append(out, x)
		}
	}
	return out
}

// columnKinds are looked up in this order: a word such as "fecha" or "compromiso" is more than one.
var columnKinds = []string{"name", "role", "organization", "agreement", "responsible", "due", "topic", "other"}

// columns names the cells of a header by kind. A cell that holds two, "Nombre y cargo", is the first.
func (d *document) columns(row []line) map[string]int {
	out := map[string]int{}
	for i, x := range row {
		text := head(strings.ReplaceAll(x.text, "\n", ""))
		spaced := head(x.text)
		if utf8.RuneCountInString(text) > 45 {
			continue
		}
		for _, kind := range columnKinds {
			_, there := out[kind]
			if there {
				continue
			}
			if in(spaced, d.l.Columns[kind]) || in(text, d.l.Columns[kind]) || namedBy(spaced, d.l.Columns[kind], kind) {
				out[kind] = i
				break
			}
		}
	}
	return out
}

// namedBy reports whether a header of a few words has one that names the column: "Cargo que ocupa", "Institución que representa".
func namedBy(s string, words []string, kind string) bool {
	if kind == "other" || kind == "topic" || len(strings.Fields(s)) > 5 {
		return false
	}
	at, _ := contains(s, words)
	return at == 0
}

// cell returns the cell of a kind in a row; an empty line where there is none.
func (g *grid) cell(row []line, kind string) line {
	i, ok := g.columns[kind]
	if !ok || i >= len(row) {
		return line{}
	}
	return row[i]
}
