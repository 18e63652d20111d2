package table

import (
	"cmp"
	"slices"

	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/extract/pdfdoc/page"
)

// tableOf turns a draft into a table of its page: lines, marks and shades of the cells, header rows.
func tableOf(p *page.Page, d draft) page.Table {
	small := smallFrames(p)
	t := page.Table{Page: p.Number, Box: d.box(), Rows: d.rows(), Cols: d.cols()}
	for _, c := range d.cells {
		b := d.boxOf(c)
		out := page.Cell{
			Row: c.r0, Col: c.c0, RowSpan: c.r1 - c.r0, ColSpan: c.c1 - c.c0,
			Box: b, Lines: cellLines(c.words), Fill: fillUnder(p, b),
		}
		if len(c.words) == 0 {
			out.Mark = drawnIn(p, b, small)
		} else {
			out.Mark = signOf(c.words)
		}
		t.Cells = append(t.Cells, out)
	}
	n := d.header
	if n == 0 {
		n = headerRows(&t)
	}
	for i := range t.Cells {
		t.Cells[i].Header = t.Cells[i].Row < n
	}
	return t
}

// smallFrames returns the outlines of small boxes that are drawn as four rules.
func smallFrames(p *page.Page) []corpus.Box {
	if len(p.Rules) > maxInk {
		return nil
	}
	var out []corpus.Box
	for _, a := range p.Rules {
		if w := a.X1 - a.X0; !a.Horizontal() || w < 3 || w > markSize {
			continue
		}
		for _, b := range p.Rules {
			h := b.Y0 - a.Y0
			if b.Horizontal() && near(a.X0, b.X0) && near(a.X1, b.X1) && h > 3 && h < markSize {
				out = append(out, corpus.Box{a.X0, a.Y0, a.X1, b.Y0})
			}
		}
	}
	return out
}

func near(a, b float64) bool { return a-b < 1 && b-a < 1 }

// cellLines puts a cell's words into lines in reading order: upright ones first, then rotated ones.
func cellLines(ws []*page.Word) []page.Line {
	byAngle := map[int][]*page.Word{}
	for _, w := range ws {
		byAngle[w.Angle] = append(byAngle[w.Angle], w)
	}
	var out []page.Line
	for _, l := range linesOf(byAngle[0], nil) {
		out = append(out, lineWith(l.words))
	}
	delete(byAngle, 0)
	var angles []int
	for a := range byAngle {
		angles = append(angles, a)
	}
	slices.Sort(angles)
	for _, a := range angles {
		out = append(out, rotatedLines(byAngle[a], a)...)
	}
	return out
}

// rotatedLines puts words of one angle into lines. Text that reads up the page has its first line on the left, text that
// reads down has it on the right.
func rotatedLines(ws []*page.Word, angle int) []page.Line {
	along := func(w *page.Word) float64 { return w.Box[1] }
	across := func(w *page.Word) float64 { return -w.Base }
	switch angle {
	case 270:
		along = func(w *page.Word) float64 { return -w.Box[3] }
		across = func(w *page.Word) float64 { return w.Base }
	case 180:
		along = func(w *page.Word) float64 { return -w.Box[2] }
	}
	slices.SortStableFunc(ws, func(a, b *page.Word) int { return cmp.Compare(across(a), across(b)) })
	var out []page.Line
	for i := 0; i < len(ws); {
		j := i + 1
		for j < len(ws) && across(ws[j])-across(ws[i]) < 0.4*ws[i].Size {
			j++
		}
		row := slices.Clone(ws[i:j])
		slices.SortStableFunc(row, func(a, b *page.Word) int { return cmp.Compare(along(a), along(b)) })
		out = append(out, lineWith(row))
		i = j
	}
	return out
}

func lineWith(ws []*page.Word) page.Line {
	words := make([]page.Word, len(ws))
	for i, w := range ws {
		words[i] = *w
	}
	l := page.Line{Words: words, Box: boxOf(ws), Base: ws[0].Base, Angle: ws[0].Angle}
	bold, n := 0, 0
	var sizes []float64
	for _, w := range ws {
		n += len(w.Glyphs)
		if w.Bold {
			bold += len(w.Glyphs)
		}
		sizes = append(sizes, w.Size)
	}
	l.Size, l.Bold = median(sizes), 2*bold > n
	return l
}

// headerRows returns how many rows at a table's top are its header by how they look: rotated words, a shade that the last row
// lacks, bold type that the last row lacks, one cell over all columns; in a table of three and more columns the first row if
// it has no values.
func headerRows(t *page.Table) int {
	end := 0
	for r := 0; r < t.Rows-1; r++ {
		if r >= end && !headsTable(t, r) {
			break
		}
		for _, c := range t.Cells {
			if c.Row == r && c.RowSpan+r < t.Rows {
				end = max(end, r+c.RowSpan)
			}
		}
	}
	return end
}

func headsTable(t *page.Table, r int) bool {
	cells, filled, bold, words, values := 0, 0, 0, 0, 0
	lastFill, lastBold, fill := "", false, ""
	for _, c := range t.Cells {
		if c.Row+c.RowSpan == t.Rows && c.Col == 0 {
			lastFill = c.Fill
		}
		if c.Row+c.RowSpan == t.Rows && c.Col > 0 {
			lastBold = lastBold || len(c.Lines) > 0 && c.Lines[0].Bold && c.Mark == ""
		}
		if c.Row != r {
			continue
		}
		cells++
		if c.Mark != "" {
			return false
		}
		if c.Fill != "" && (fill == "" || fill == c.Fill) {
			filled++
			fill = c.Fill
		}
		if len(c.Lines) > 0 {
			words++
			if isValue(Text(c)) && !period.MatchString(Text(c)) {
				values++
			}
			if c.Lines[0].Bold {
				bold++
			}
			if a := c.Lines[0].Angle; a == 90 || a == 270 {
				return true
			}
		}
	}
	if cells == 1 && t.Cols > 1 && words == 1 || r == 0 && t.Cols > 2 && words > 1 && values == 0 {
		return true
	}
	return words > 0 && (filled == cells && fill != lastFill || bold == words && !lastBold)
}
