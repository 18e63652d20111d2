package table

import (
	"math"
	"slices"

	"github.com/irmtrail/irmtrail/extract/pdfdoc/page"
)

// Join marks the tables that go on from the page before, over the pages of a document in order: the first table of a page
// that has the columns of the last table of the page before, with no running text between the two. A repeated header is
// marked as header, and where there is none no row is. Tables of one row that are no part of another are taken out.
func Join(sheets []page.Sheet) {
	body := bodySize(sheets)
	for i := 1; i < len(sheets); i++ {
		a, b := &sheets[i-1], &sheets[i]
		if len(a.Tables) == 0 || len(b.Tables) == 0 {
			continue
		}
		last, next := &a.Tables[len(a.Tables)-1], &b.Tables[0]
		if textBetween(a, b, body) || ownTitle(last, next) {
			continue
		}
		if !sameColumns(last, next) {
			again(last, next, b)
		}
		if sameColumns(last, next) {
			next.After = true
			repeatHeader(last, next)
		}
	}
	for i := range sheets {
		goesOn := i+1 < len(sheets) && len(sheets[i+1].Tables) > 0 && sheets[i+1].Tables[0].After
		sheets[i].Tables = withoutSingles(sheets[i].Tables, goesOn)
	}
}

// withoutSingles takes out the tables of one row, unless they go on a table or, the last one, the next page goes on it.
func withoutSingles(ts []page.Table, goesOn bool) []page.Table {
	var out []page.Table
	for i, t := range ts {
		if t.Rows > 1 || t.After || goesOn && i == len(ts)-1 {
			out = append(out, t)
		}
	}
	return out
}

// ownTitle reports whether a table begins with a cell over all columns that the table before does not begin with.
func ownTitle(before, t *page.Table) bool {
	first := t.Cells[0]
	return t.Cols > 1 && first.ColSpan == t.Cols && len(first.Lines) > 0 && Text(first) != Text(before.Cells[0])
}

// again builds the first table of a page anew with the columns of the table before it, when no rulings part its columns and
// it has the same sides: rows of marks without their headers show too few columns.
func again(before, t *page.Table, s *page.Sheet) {
	if math.Abs(before.Box[0]-t.Box[0]) > 8 || math.Abs(before.Box[2]-t.Box[2]) > 8 || before.Cols < t.Cols {
		return
	}
	ws := make([]*page.Word, len(s.Words))
	for i := range s.Words {
		ws[i] = &s.Words[i]
	}
	ls := withDrawn(s.Page, linesOf(ws, spacingOf(s.Page, ws)))
	rg := regionOf(t.Box, rulingsOf(s.Page, ls), ls)
	if innerColumns(rg) > 0 || bandIn(rg.lines) != nil {
		return
	}
	rg.take(ws, blocksOf(s.Page, ws))
	if d, ok := streamAt(rg, edges(before)); ok {
		d.complete()
		*t = tableOf(s.Page, d)
	}
}

// bodySize returns the size that most words outside tables have.
func bodySize(sheets []page.Sheet) float64 {
	count := map[float64]int{}
	best := 0.0
	for i := range sheets {
		for _, w := range sheets[i].Words {
			if inTables(&sheets[i], w) {
				continue
			}
			size := math.Round(w.Size*2) / 2
			count[size]++
			if n := count[size]; n > count[best] || n == count[best] && size > best {
				best = size
			}
		}
	}
	return best
}

func inTables(s *page.Sheet, w page.Word) bool {
	return slices.ContainsFunc(s.Tables, func(t page.Table) bool { return holds(t.Box, w.Box) })
}

// margin is the share of a page's height at its top and bottom where running heads and feet stand.
const margin = 0.09

// textBetween reports whether running text stands under the last table of a page or above the first one of the next: words
// of the body's size. Notes are smaller; heads and feet stand in the margins.
func textBetween(a, b *page.Sheet, body float64) bool {
	under, above := a.Tables[len(a.Tables)-1].Box, b.Tables[0].Box
	for _, w := range a.Words {
		if w.Box[1] > under[3] && w.Box[1] < (1-margin)*a.Page.Height && w.Size > 0.93*body {
			return true
		}
	}
	for _, w := range b.Words {
		if w.Box[3] < above[1] && w.Box[3] > margin*b.Page.Height && w.Size > 0.93*body {
			return true
		}
	}
	return false
}

// sameColumns reports whether two tables have the same number of columns, as wide. Margins may differ from page to page.
func sameColumns(a, b *page.Table) bool {
	if a.Cols != b.Cols {
		return false
	}
	x, y := edges(a), edges(b)
	for i := range x {
		if math.Abs((x[i]-x[0])-(y[i]-y[0])) > 5 {
			return false
		}
	}
	return true
}

// edges returns the left edges of a table's columns and the right edge of the last.
func edges(t *page.Table) []float64 {
	out := slices.Repeat([]float64{t.Box[0]}, t.Cols+1)
	out[t.Cols] = t.Box[2]
	for _, c := range t.Cells {
		out[c.Col] = c.Box[0]
	}
	return out
}

// repeatHeader marks the rows of a table that repeat the header of the one before, and no others.
func repeatHeader(before, t *page.Table) {
	header := headerTexts(before)
	rows := 0
	for _, c := range before.Cells {
		if c.Header {
			rows = max(rows, c.Row+c.RowSpan)
		}
	}
	repeated := len(header) > 0
	for _, c := range t.Cells {
		if c.Row < rows && header[[2]int{c.Row, c.Col}] != Text(c) {
			repeated = false
		}
	}
	for i := range t.Cells {
		t.Cells[i].Header = repeated && t.Cells[i].Row < rows
	}
}

func headerTexts(t *page.Table) map[[2]int]string {
	out := map[[2]int]string{}
	for _, c := range t.Cells {
		if c.Header {
			out[[2]int{c.Row, c.Col}] = Text(c)
		}
	}
	return out
}
