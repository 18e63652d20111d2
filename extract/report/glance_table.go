package report

import (
	"strings"

	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/extract/structure"
)

// glanceTable is a box that is set as a table.
type glanceTable struct {
	g *glance
	c *corpus.Content
	s *structure.Structure

	times map[int]corpus.Indicator // column -> completion, or completion at the midterm, where the box looks at two times
}

// table reads the rows of a table: a label and a number, pairs of them side by side, or a label and a number for each time.
// Cells that hold several lines are read line by line.
func (g *glance) table(c *corpus.Content, s *structure.Structure, b *corpus.Block) {
	box := g.box
	g.leave()
	g.box = box
	t := glanceTable{g, c, s, map[int]corpus.Indicator{}}
	for _, row := range cellRows(b.Cells) {
		t.row(row)
	}
	g.leave()
}

func (t *glanceTable) plain(cell corpus.Cell) string {
	return t.s.Plain(t.c, structure.Range{Start: cell.Start, End: cell.End})
}

func (t *glanceTable) row(row []corpus.Cell) {
	row = t.filled(row)
	switch {
	case len(row) == 0 || t.heads(row):
	case len(row) == 1:
		t.g.lines(t.c, t.s, structure.Range{Start: row[0].Start, End: row[0].End})
	case len(t.times) > 0:
		for _, cell := range row[1:] {
			t.timed(row[0], cell)
		}
	case len(row) == 3 && percentage(t.plain(row[2])):
		t.pair(row[0], row[1])
	case len(row)%2 == 0 && len(row) <= mostPairs:
		for i := 0; i < len(row); i += 2 {
			t.pair(row[i], row[i+1])
		}
	}
}

// mostPairs is how many cells a row of pairs has at most.
const mostPairs = 6

// filled returns the cells that hold words.
func (t *glanceTable) filled(row []corpus.Cell) []corpus.Cell {
	var kept []corpus.Cell
	for _, cell := range row {
		if cell.End > cell.Start {
			kept = append(kept, cell)
		}
	}
	return kept
}

// heads takes the times that the cells of a row head their columns with.
func (t *glanceTable) heads(row []corpus.Cell) bool {
	times := map[int]corpus.Indicator{}
	for _, cell := range row {
		switch key := foldPhrase(t.plain(cell)); {
		case t.g.words.midterm[key]:
			times[cell.Col] = corpus.CompletionMidterm
		case t.g.words.end[key]:
			times[cell.Col] = corpus.Completion
		}
	}
	if len(times) == 0 {
		return false
	}
	t.times = times
	t.g.x.read(t.g.lex, t.plain(row[0]), row[0].Start)
	t.g.group(&t.g.x)
	return true
}

// percentage reports whether a cell holds the share of the number before it: "31%", "(31 %)".
func percentage(s string) bool {
	s = strings.Trim(s, " ()")
	number, ok := strings.CutSuffix(s, "%")
	return ok && strings.Trim(number, "0123456789., \u00a0") == ""
}

// timed reads the number of a column; of what is rated once only, that at the end counts.
func (t *glanceTable) timed(label, number corpus.Cell) {
	time, ok := t.times[number.Col]
	if !ok {
		return
	}
	before := len(t.g.found)
	t.pair(label, number)
	for i := before; i < len(t.g.found); i++ {
		if time != corpus.CompletionMidterm {
			continue
		}
		if t.g.found[i].indicator != corpus.Completion {
			t.g.found = t.g.found[:before]
			return
		}
		t.g.found[i].indicator = time
	}
}

// pair reads a label and a number in two cells, or the lines of both.
func (t *glanceTable) pair(label, number corpus.Cell) {
	labels, numbers := t.cellLines(label), t.cellLines(number)
	if len(labels) != len(numbers) {
		return
	}
	for i := range labels {
		if n := len([]rune(labels[i].text)) + len([]rune(numbers[i].text)); n > longestBoxLine {
			continue
		}
		t.g.x.read(t.g.lex, labels[i].text, labels[i].at)
		toks := t.g.x.toks
		labelled := len(toks)
		for labelled > 0 && toks[labelled-1].kind == mark {
			labelled--
		}
		toks = tokens(toks, numbers[i].text, numbers[i].at)
		numberAt := len(t.g.x.toks)
		t.g.x.toks = toks
		t.g.x.index()
		t.g.entry(toks, labelled, numberAt)
	}
}

// cellLine is a line of a cell with its offset in the text.
type cellLine struct {
	text string
	at   int
}

func (t *glanceTable) cellLines(cell corpus.Cell) []cellLine {
	var out []cellLine
	at := cell.Start
	for line := range linesOf(t.plain(cell)) {
		if line != "" {
			out = append(out, cellLine{line, at})
		}
		at += len([]rune(line)) + 1
	}
	return out
}

// cellRows returns the cells of a table row by row.
func cellRows(cells []corpus.Cell) [][]corpus.Cell {
	var rows [][]corpus.Cell
	for i, cell := range cells {
		if i == 0 || cell.Row != cells[i-1].Row {
			rows = append(rows, nil)
		}
		rows[len(rows)-1] = append(rows[len(rows)-1], cell)
	}
	return rows
}
