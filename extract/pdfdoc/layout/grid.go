package layout

import (
	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/extract/pdfdoc/page"
)

// table writes a table: the cells of a row are joined by a tab, the rows by a newline, the paragraphs of a cell by a newline.
func (w *writer) table(p *paragraph) {
	t := &w.doc.leaves[p.sheet].sheet.Tables[p.table]
	w.block.Box, w.block.After = w.shown(t.Box, p.sheet+1), t.After
	row := 0
	for i := range t.Cells {
		c := &t.Cells[i]
		if i > 0 {
			w.put(map[bool]string{true: "\t", false: "\n"}[c.Row == row])
		}
		row = c.Row
		cell := corpus.Cell{
			Row: c.Row, Col: c.Col, RowSpan: spanOf(c.RowSpan), ColSpan: spanOf(c.ColSpan), Header: c.Header,
			Start: w.runes, Box: w.shown(c.Box, p.sheet+1), Mark: c.Mark, Fill: c.Fill,
		}
		w.cell(c, p.sheet)
		cell.End = w.runes
		w.block.Cells = append(w.block.Cells, cell)
	}
}

// spanOf returns a span as a content has it: 0 for one.
func spanOf(n int) int {
	if n <= 1 {
		return 0
	}
	return n
}

// cell writes the text of a cell, its lines made into paragraphs as those of a column are.
func (w *writer) cell(c *page.Cell, sheet int) {
	s := w.doc.leaves[sheet].sheet.Page
	start := w.runes
	for i := 0; i < len(c.Lines); {
		j := i + 1
		for j < len(c.Lines) && c.Lines[j].Angle == c.Lines[i].Angle {
			j++
		}
		t := turn{angle: c.Lines[i].Angle, width: s.Width, height: s.Height}
		lines := linesOf(c.Lines[i:j], t, page.LineRef{Sheet: sheet}, sheet+1)
		box := t.box(c.Box)
		for k := range lines {
			lines[k].left, lines[k].right = min(lines[k].left, box[0]+2), max(lines[k].right, box[2]-4)
		}
		for _, p := range (manner{}).paragraphsOf(lines) {
			if w.runes > start {
				w.put("\n")
			}
			for k := range p.lines {
				gap := k > 0 && w.newLine(p.lines[k].text)
				w.line(p.lines[k].Words, sheet+1, gap)
			}
		}
		i = j
	}
}
