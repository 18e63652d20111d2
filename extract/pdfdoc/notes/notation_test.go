package notes

import (
	"fmt"
	"strconv"
	"strings"
	"testing"

	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/extract/pdfdoc/page"
)

// sheetsOf builds sheets from a small notation, one line of a page a line:
//
//	page            a new page of 600 by 800 points
//	column          a new column
//	rule X0 X1 Y    a horizontal rule
//	table X0 Y0 X1 Y1 words   a table of one row
//	tag NAME        the lines behind belong to a new element of this type; "tag" alone ends it
//	SIZE X Y text   a line; "^" before a word raises it and glues it to the word before
//
// Words are half an em a character wide.
func sheetsOf(t *testing.T, notation string) []page.Sheet {
	t.Helper()
	var sheets []page.Sheet
	element := -1
	for _, l := range strings.Split(notation, "\n") {
		parts := strings.Fields(l)
		if len(parts) == 0 {
			continue
		}
		switch parts[0] {
		case "page":
			sheets = append(sheets, page.Sheet{Page: &page.Page{Number: len(sheets) + 1, Width: 600, Height: 800}, Columns: make([]page.Column, 1)})
			element = -1
			continue
		}
		s := &sheets[len(sheets)-1]
		switch parts[0] {
		case "table":
			s.Tables = append(s.Tables, tableFrom(t, strings.Join(parts[5:], " "), parts[1:5]))
		case "column":
			s.Columns = append(s.Columns, page.Column{})
		case "rule":
			y := numberOf(t, parts[3])
			s.Page.Rules = append(s.Page.Rules, page.Rule{X0: numberOf(t, parts[1]), X1: numberOf(t, parts[2]), Y0: y, Y1: y})
		case "tag":
			element = -1
			if len(parts) > 1 {
				element = len(s.Page.Elements)
				s.Page.Elements = append(s.Page.Elements, page.Element{Type: parts[1], Parent: -1})
			}
		default:
			c := &s.Columns[len(s.Columns)-1]
			c.Lines = append(c.Lines, lineFrom(t, parts, element))
		}
	}
	return sheets
}

// tableFrom makes a table of one row, a cell a word.
func tableFrom(t *testing.T, text string, box []string) page.Table {
	t.Helper()
	var tb page.Table
	for i := range tb.Box {
		tb.Box[i] = numberOf(t, box[i])
	}
	for i, s := range strings.Fields(text) {
		l := lineFrom(t, []string{"9", "80", box[1], s}, -1)
		tb.Cells = append(tb.Cells, page.Cell{Col: i, RowSpan: 1, ColSpan: 1, Lines: []page.Line{l}})
	}
	return tb
}

func numberOf(t *testing.T, s string) float64 {
	t.Helper()
	v, err := strconv.ParseFloat(s, 64)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func lineFrom(t *testing.T, parts []string, element int) page.Line {
	t.Helper()
	size, x, y := numberOf(t, parts[0]), numberOf(t, parts[1]), numberOf(t, parts[2])
	l := page.Line{Base: y, Size: size}
	for k, s := range parts[3:] {
		up := strings.HasPrefix(s, "^")
		for j, piece := range strings.Split(strings.TrimPrefix(s, "^"), "^") {
			w := page.Word{Text: piece, Size: size, Base: y, Space: k > 0 && j == 0 && !up}
			if up || j > 0 {
				w.Raised, w.Size, w.Base = 1, 0.6*size, y-0.35*size
			}
			if w.Space {
				x += 0.25 * size
			}
			wide := 0.5 * w.Size * float64(len(piece))
			w.Box = corpus.Box{x, w.Base - 0.8*w.Size, x + wide, w.Base + 0.2*w.Size}
			w.Glyphs = []page.Glyph{{Text: piece, Box: w.Box, Element: element}}
			x += wide
			l.Words = append(l.Words, w)
		}
	}
	l.Box = corpus.Box{l.Words[0].Box[0], y - 0.8*size, x, y + 0.2*size}
	return l
}

// printed writes notes as tests want them: "label: text|paragraph", "e" before the label of endnotes.
func printed(sheets []page.Sheet, notes []page.Note) string {
	var sb strings.Builder
	for _, n := range notes {
		end := ""
		if n.End {
			end = "e"
		}
		fmt.Fprintf(&sb, "%s%s:", end, n.Label)
		for p, lines := range n.Paragraphs {
			if p > 0 {
				sb.WriteString(" |")
			}
			for k, ref := range lines {
				l := sheets[ref.Sheet].Columns[ref.Column].Lines[ref.Line]
				if p == 0 && k == 0 {
					l.Words = l.Words[n.LabelWords:]
				}
				if text := strings.TrimSpace(l.Text()); text != "" {
					sb.WriteString(" " + text)
				}
			}
		}
		sb.WriteByte('\n')
	}
	return sb.String()
}
