package main

import (
	"strings"
	"testing"

	"github.com/irmtrail/irmtrail/corpus"
)

// tableOf makes a content of one table of cells whose texts are given.
func tableOf(texts []string, cells []corpus.Cell) *corpus.Content {
	b := corpus.Block{Kind: corpus.Table, Cells: cells}
	at := 0
	for i, t := range texts {
		b.Cells[i].Start, b.Cells[i].End = at, at+len([]rune(t))
		b.Spans = append(b.Spans, corpus.Span{Text: t + "\t"})
		at = b.Cells[i].End + 1
	}
	c := &corpus.Content{Blocks: []corpus.Block{b}}
	c.Layout()
	return c
}

func TestGrid(t *testing.T) {
	for _, tt := range []struct {
		name  string
		texts []string
		cells []corpus.Cell
		want  string
	}{
		{
			"spans, headers, marks and fills",
			[]string{"Commitment", "Completion", "Limited", "Complete", "1. Open budgets", "", "✔"},
			[]corpus.Cell{
				{RowSpan: 2, Header: true},
				{Col: 1, ColSpan: 2, Header: true},
				{Row: 1, Col: 1, Header: true},
				{Row: 1, Col: 2, Header: true},
				{Row: 2},
				{Row: 2, Col: 1, Fill: "#d9ead3"},
				{Row: 2, Col: 2, Mark: corpus.MarkCheck},
			},
			`
+-----------------+-----------------------+
| Commitment      | Completion            |
|                 +===========+===========+
|                 | Limited   | Complete  |
+=================+===========+===========+
| 1. Open budgets | {#d9ead3} | ✔ <check> |
+-----------------+-----------+-----------+
`,
		},
		{
			"a wide cell widens the last column below it",
			[]string{"A title above", "a", "b"},
			[]corpus.Cell{{ColSpan: 2}, {Row: 1}, {Row: 1, Col: 1}},
			`
+---------------+
| A title above |
+---+-----------+
| a | b         |
+---+-----------+
`,
		},
		{
			"a cell that sticks into holes",
			[]string{"x\ny\u202ez"},
			[]corpus.Cell{{Row: 1, Col: 1}},
			`


    +-------+
    | x y` + "\uFFFD" + `z |
    +-------+
`,
		},
	} {
		c := tableOf(tt.texts, tt.cells)
		if got := newGrid(c, &c.Blocks[0]).String(); got != tt.want[1:] {
			t.Errorf("%s:\n%s\nwant\n%s", tt.name, got, tt.want)
		}
	}
}

// TestGridWidth keeps tables of many columns and long words within the width.
func TestGridWidth(t *testing.T) {
	var texts []string
	var cells []corpus.Cell
	for j := range 12 {
		texts = append(texts, strings.Repeat("word ", j)+"https://gov.example/an/address/that/goes/on/and/on")
		cells = append(cells, corpus.Cell{Col: j})
	}
	c := tableOf(texts, cells)
	for line := range strings.Lines(newGrid(c, &c.Blocks[0]).String()) {
		if n := len([]rune(line)); n > gridWidth+1 {
			t.Errorf("a line of %d characters: %s", n, line)
		}
	}
}

func TestWrapped(t *testing.T) {
	for text, want := range map[string]string{
		"":                 "",
		"one two three":    "one two|three",
		"abcdefghijk lm":   "abcdefgh|ijk lm",
		"ñandú ñandú ñand": "ñandú|ñandú|ñand",
	} {
		if got := strings.Join(wrapped(text, 8), "|"); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}
