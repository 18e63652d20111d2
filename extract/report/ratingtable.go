package report

import (
	"strings"

	"github.com/irmtrail/irmtrail/corpus"
)

// table reads a table: two columns of labels and values under a commitment's heading, or one row per commitment and a
// column per indicator.
func (a *annex) table(b *corpus.Block) {
	a.label = nil
	grid := rowsOf(b.Cells)
	if len(grid) == 0 {
		return
	}
	if columns, header := a.columns(grid); len(columns) > 0 {
		a.matrix(grid[header+1:], columns, b)
		return
	}
	for _, row := range grid {
		a.pair(row, b)
	}
}

// rowsOf returns the cells row by row.
func rowsOf(cells []corpus.Cell) [][]corpus.Cell {
	var grid [][]corpus.Cell
	for i := 0; i < len(cells); {
		j := i + 1
		for j < len(cells) && cells[j].Row == cells[i].Row {
			j++
		}
		grid = append(grid, cells[i:j])
		i = j
	}
	return grid
}

// columns returns the indicator of each column whose header names one, and the row of the headers. A table of pairs has
// none: there only its first column holds labels.
func (a *annex) columns(grid [][]corpus.Cell) (columns map[int]corpus.Indicator, header int) {
	for r := 0; r < min(2, len(grid)); r++ {
		columns = map[int]corpus.Indicator{}
		for _, cell := range grid[r] {
			key := foldPhrase(a.text(cell))
			if i, ok := a.lex.labels[key]; ok && cell.Col > 0 {
				columns[cell.Col] = i
			} else if cell.Col > 0 && a.isRelevance(key) {
				columns[cell.Col] = relevanceColumn
			}
		}
		_, labelled := a.lex.labels[foldPhrase(a.text(grid[r][0]))]
		if len(columns) > 0 && !labelled && r+1 < len(grid) {
			return columns, r
		}
	}
	return nil, 0
}

// relevanceColumn stands for a column that names OGP values: "Relevance".
const relevanceColumn corpus.Indicator = "relevance"

// matrix reads the rows of a table with a column per indicator. A row without a commitment's number gives nothing.
func (a *annex) matrix(grid [][]corpus.Cell, columns map[int]corpus.Indicator, b *corpus.Block) {
	a.close()
	for _, row := range grid {
		h, ok := a.rowHeading(row, columns)
		if !ok {
			continue
		}
		a.current, a.rated = h, false
		for _, cell := range row {
			i, ok := columns[cell.Col]
			printed := a.text(cell)
			if !ok || printed == "" || !wordy(printed) {
				continue
			}
			box := cell.Box
			if box == nil {
				box = b.Box
			}
			if i == relevanceColumn {
				a.x.read(a.lex, printed, cell.Start)
				a.relevance(label{start: cell.Start}, 0, len(a.x.toks), corpus.Matrix, b)
				continue
			}
			a.add(i, printed, corpus.Matrix, cell.Start, cell.End, box)
		}
		if a.rated {
			a.commit()
		}
	}
	a.open = false
}

// wordy reports whether a cell holds words: marks are read with the document's geometry, not here.
func wordy(s string) bool {
	toks := tokens(nil, s, 0)
	return len(toks) > 0 && toks[0].kind == word && len(toks[0].text) > 1
}

// rowHeading reads the commitment of a row: "Commitment 3: Title", "3. Title", or a number and a title in cells of their
// own.
func (a *annex) rowHeading(row []corpus.Cell, columns map[int]corpus.Indicator) (heading, bool) {
	var h heading
	for _, cell := range row {
		if _, rated := columns[cell.Col]; rated {
			break
		}
		text := a.text(cell)
		if text == "" {
			continue
		}
		if len(h.numbers) > 0 {
			if h.title == "" {
				h.title, h.end = cleanTitle(text), cell.End
			}
			continue
		}
		a.x.read(a.lex, text, cell.Start)
		if x, ok := headingOf(&a.x, text, cell.Start, true); ok {
			h = x
			h.end = cell.End
			continue
		}
		toks := a.x.toks
		if toks[0].kind != number {
			return h, false
		}
		h.numbers, h.start, h.end = []string{toks[0].text}, cell.Start, cell.End
		i := 1
		for i < len(toks) && toks[i].kind == mark {
			i++
		}
		if i < len(toks) {
			h.title = cleanTitle(substring(text, toks[i].start-cell.Start))
		}
	}
	return h, len(h.numbers) == 1
}

// pair reads a row of a label and a value, or a commitment's heading that spans the row.
func (a *annex) pair(row []corpus.Cell, b *corpus.Block) {
	text := a.c.Text().Slice(row[0].Start, row[0].End)
	if len(row) == 1 || strings.Contains(text, "\n") {
		a.cellLines(text, row[0].Start, b, len(row) == 1)
	}
	first := a.text(row[0])
	if len(row) == 1 || first == "" {
		return
	}
	a.x.read(a.lex, first, row[0].Start)
	if h, ok := headingOf(&a.x, first, row[0].Start, true); ok {
		if h.title == "" && len(row) == 2 {
			h.title, h.end = cleanTitle(a.text(row[1])), row[1].End
		}
		a.begin(h)
		return
	}
	if !a.open {
		return
	}
	for i := 0; i+1 < len(row); i += 2 { // pairs can stand side by side
		a.x.read(a.lex, a.text(row[i]), row[i].Start)
		l, ok := a.labelAt(0, true)
		if !ok || l.to != len(a.x.toks) {
			continue
		}
		a.x.read(a.lex, a.text(row[i+1]), row[i+1].Start)
		l.start = row[i].Start
		a.rate(l, 0, len(a.x.toks), "", row[i+1].Start, b)
	}
}

// cellLines reads the lines of a cell as those of a paragraph.
func (a *annex) cellLines(text string, at int, b *corpus.Block, marked bool) {
	for line := range linesOf(text) {
		trimmed := strings.TrimLeft(line, " \t\u00a0")
		lead := runes(line) - runes(trimmed)
		a.line(strings.TrimRight(trimmed, " \t\u00a0"), at+lead, b, marked)
		at += runes(line) + 1
	}
}
