package layout

import (
	"cmp"
	"math"
	"slices"

	"github.com/irmtrail/irmtrail/extract/pdfdoc/page"
	"github.com/irmtrail/irmtrail/extract/pdfdoc/words"
)

// column is a column with the tables that stand in it.
type column struct {
	page.Column
	turn
	pieces []piece
}

// piece is a run of a column's lines, or a table of the sheet between them.
type piece struct {
	from, to int // lines
	table    int // index of the sheet's tables; -1 for lines
}

// unit is what the search for columns moves: the words of a row up to a gap that is wider than a space, or a table. It lies
// in the turned space of its direction.
type unit struct {
	words  []page.Word
	table  int // -1 for words
	row    int // units of one baseline share it
	x0, x1 float64
	base   float64
	size   float64
	chars  int
}

// unitGap parts units, in ems. Spaces of justified lines can be wider; what they part is put together again.
const unitGap = 0.6

// columnsOf parts the words of a page that no table holds into columns, in reading order: the direction that most text has
// first, then what is turned against it.
func columnsOf(s *page.Sheet, ws []page.Word) []column {
	var out []column
	for i, angle := range anglesOf(ws, s.Tables) {
		t := turn{angle: angle, width: s.Page.Width, height: s.Page.Height}
		same := ofAngle(ws, angle)
		setDropCaps(same)
		units := unitsOf(same, t)
		if i == 0 {
			units = append(units, tableUnits(s.Tables, t)...)
		}
		for _, r := range regionsOf(units, 0) {
			c := columnOf(r.units, t)
			c.Aside = i > 0 || r.aside
			out = append(out, c)
		}
	}
	return out
}

// anglesOf returns the directions of words, the one with most text first.
func anglesOf(ws []page.Word, ts []page.Table) []int {
	count := map[int]int{}
	if len(ts) > 0 {
		count[0] = 1
	}
	for i := range ws {
		count[ws[i].Angle] += len(ws[i].Text)
	}
	var out []int
	for angle := range count {
		out = append(out, angle)
	}
	slices.SortFunc(out, func(a, b int) int { return cmp.Or(cmp.Compare(count[b], count[a]), cmp.Compare(a, b)) })
	return out
}

func ofAngle(ws []page.Word, angle int) []page.Word {
	out := make([]page.Word, 0, len(ws))
	for i := range ws {
		if ws[i].Angle == angle {
			out = append(out, ws[i])
		}
	}
	return out
}

// unitsOf makes units of the words of one direction.
func unitsOf(ws []page.Word, t turn) []unit {
	var out []unit
	for i, row := range words.Rows(ws) {
		from := 0
		for j := 1; j <= len(row.Words); j++ {
			if j < len(row.Words) && gapBefore(row.Words, j, t) <= unitGap*max(row.Words[j].Size, row.Words[j-1].Size) {
				continue
			}
			out = append(out, wordUnit(row, row.Words[from:j:j], i, t))
			from = j
		}
	}
	return out
}

func gapBefore(ws []page.Word, i int, t turn) float64 {
	return t.box(ws[i].Box)[0] - t.box(ws[i-1].Box)[2]
}

func wordUnit(row page.Line, ws []page.Word, number int, t turn) unit {
	u := unit{words: ws, table: -1, row: number, base: t.base(row.Base), x0: math.Inf(1), x1: math.Inf(-1), size: row.Size}
	for i := range ws {
		b := t.box(ws[i].Box)
		u.x0, u.x1 = min(u.x0, b[0]), max(u.x1, b[2])
		u.chars += len(ws[i].Glyphs)
	}
	return u
}

// tableUnits makes units of tables, each a row of its own at the table's top.
func tableUnits(ts []page.Table, t turn) []unit {
	var out []unit
	for i := range ts {
		b := t.box(ts[i].Box)
		out = append(out, unit{table: i, row: -1 - i, x0: b[0], x1: b[2], base: b[1] + 1, size: 10, chars: 100})
	}
	return out
}

// columnOf makes a column of the units of a region.
func columnOf(units []unit, t turn) column {
	c := column{turn: t}
	from := 0
	flush := func() {
		if len(c.Lines) > from {
			c.pieces = append(c.pieces, piece{from: from, to: len(c.Lines), table: -1})
			from = len(c.Lines)
		}
	}
	for _, row := range rowsOf(units) {
		if row[0].table >= 0 {
			flush()
			c.pieces = append(c.pieces, piece{table: row[0].table})
			continue
		}
		ws := row[0].words
		for _, u := range row[1:] {
			ws = append(ws[:len(ws):len(ws)], u.words...)
		}
		c.Lines = append(c.Lines, words.LineOf(ws))
	}
	flush()
	if len(c.Lines) > 0 {
		c.Box = around(c.Lines)
	}
	return c
}

// rowsOf groups units by row, from the top, each from its left.
func rowsOf(units []unit) [][]unit {
	sorted := slices.Clone(units)
	slices.SortStableFunc(sorted, func(a, b unit) int {
		return cmp.Or(cmp.Compare(a.base, b.base), cmp.Compare(a.row, b.row), cmp.Compare(a.x0, b.x0))
	})
	var rows [][]unit
	for i := 0; i < len(sorted); {
		j := i + 1
		for j < len(sorted) && sorted[j].row == sorted[i].row {
			j++
		}
		rows = append(rows, sorted[i:j:j])
		i = j
	}
	return rows
}
