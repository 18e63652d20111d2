package minutes

import (
	"regexp"
	"strings"

	"github.com/irmtrail/irmtrail/corpus"
)

// agenda returns the items of the first section of an agenda that has any.
func (d *document) agenda() (out []line) {
	for _, s := range d.sectionsOf("agenda") {
		for _, x := range s.lines {
			if x.table != nil {
				out = append(out, d.topics(x.table)...)
				continue
			}
			out = append(out, runIn(x)...)
		}
		if items := onlyItems(out); len(items) > 0 {
			return items
		}
		out = nil
	}
	return nil
}

// onlyItems returns the items of a list, where lines around it introduce it or go on after it; else all lines that are no sentences.
func onlyItems(xs []line) (out []line) {
	for _, x := range xs {
		if x.kind == corpus.ListItem || x.table != nil {
			out = append(out, x)
		}
	}
	if len(out) > 0 {
		return out
	}
	for _, x := range xs {
		if !strings.HasSuffix(x.text, ":") && len(strings.Fields(x.text)) <= 40 {
			out = append(out, x)
		}
	}
	return out
}

// inner matches the number of an item inside a line: " 2. Avances", "; b) Asuntos". The number starts group 1.
var inner = regexp.MustCompile(`(?:^|[\s;,:])((?:\d{1,2}(?:\.\d{1,2})?|[a-z]|[IVX]{1,4})[.)]\s?-?\s+)\p{Lu}`)

// dotted matches a number of two parts: in an item "2.1" one more such number is enough to begin the next.
var dotted = regexp.MustCompile(`^\d{1,2}\.\d{1,2}`)

// runIn parts a line that holds several numbered items, or several between semicolons.
func runIn(x line) (out []line) {
	starts := inner.FindAllStringSubmatchIndex(x.text, -1)
	if len(starts) >= 2 || len(starts) == 1 && dotted.MatchString(x.label) && dotted.MatchString(x.text[starts[0][2]:]) {
		for i, m := range starts {
			end := len(x.text)
			if i+1 < len(starts) {
				end = starts[i+1][2]
			}
			part := x.upto(end).after(m[2])
			part.kind = corpus.Paragraph
			out = append(out, trimEnd(part.unnumbered()))
		}
		if x.kind == corpus.ListItem && starts[0][2] > 0 { // the line's own number was taken from it
			first := x.upto(starts[0][2])
			out = append([]line{trimEnd(first)}, out...)
		}
		return out
	}
	if parts := strings.Split(x.text, ";"); len(parts) >= 3 && x.kind != corpus.ListItem {
		at := 0
		for _, p := range parts {
			part := x.upto(at + len(p)).after(at)
			at += len(p) + 1
			if part.text != "" {
				part.kind = corpus.ListItem
				out = append(out, trimEnd(part.unnumbered()))
			}
		}
		return out
	}
	return []line{x}
}

// trimEnd drops what parts items from the end of one.
func trimEnd(x line) line {
	return x.upto(len(strings.TrimRight(x.text, " ;,\t\n")))
}

// topics returns the cells of a table that hold the items of an agenda: the column that its header calls so, else the one with most words.
func (d *document) topics(b *corpus.Block) (out []line) {
	g := d.gridOf(b)
	column, ok := g.columns["topic"]
	if !ok {
		column = wordiest(g)
	}
	for _, row := range g.rows[g.first:] {
		if column < len(row) && row[column].text != "" {
			x := row[column].unnumbered()
			x.kind = corpus.ListItem
			out = append(out, x)
		}
	}
	return out
}

// wordiest returns the column with most letters.
func wordiest(g grid) (column int) {
	letters := map[int]int{}
	for _, row := range g.rows[g.first:] {
		for j, x := range row {
			letters[j] += len(x.text)
		}
	}
	for j, n := range letters {
		if n > letters[column] || n == letters[column] && j < column {
			column = j
		}
	}
	return column
}
