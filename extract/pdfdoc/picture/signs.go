package picture

import (
	"fmt"
	"strings"

	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/extract/pdfdoc/page"
)

// Blocks returns the blocks of a page, numbered in reading order within the document from 0, with the cells and marks of its
// tables.
func Blocks(c *corpus.Content, n int) []Sign {
	var out []Sign
	for i := range c.Blocks {
		b := &c.Blocks[i]
		if b.Page == n && b.Box != nil {
			out = append(out, Sign{Kind(b.Kind), *b.Box, fmt.Sprint(i)})
		}
		for _, p := range b.Parts {
			if p.Page == n && p.Box != nil {
				out = append(out, Sign{Kind(b.Kind), *p.Box, fmt.Sprint(i, "+")})
			}
		}
	}
	return append(out, cells(c, n, false)...)
}

// Tables returns the tables of a page with their cells, by row and column, and their marks.
func Tables(c *corpus.Content, n int) []Sign {
	var out []Sign
	for i := range c.Blocks {
		if b := &c.Blocks[i]; b.Kind == corpus.Table && b.Page == n && b.Box != nil {
			out = append(out, Sign{Kind(b.Kind), *b.Box, ""})
		}
	}
	return append(out, cells(c, n, true)...)
}

func cells(c *corpus.Content, n int, labels bool) []Sign {
	var out []Sign
	for i := range c.Blocks {
		b := &c.Blocks[i]
		for j := range b.Cells {
			cell := &b.Cells[j]
			if b.Page != n || cell.Box == nil {
				continue
			}
			s := Sign{Kind: CellSign, Box: *cell.Box}
			if labels {
				s.Label = fmt.Sprintf("%d,%d", cell.Row, cell.Col)
			}
			out = append(out, s)
			if cell.Mark != "" {
				out = append(out, Sign{MarkSign, inset(*cell.Box), string(cell.Mark)})
			}
		}
	}
	return out
}

// inset makes a box smaller, so that its lines stand beside those of the cell.
func inset(b corpus.Box) corpus.Box {
	d := min(2, (b[2]-b[0])/3, (b[3]-b[1])/3)
	return corpus.Box{b[0] + d, b[1] + d, b[2] - d, b[3] - d}
}

// Facts returns what a page consists of: glyphs, paths, pictures and links.
func Facts(p *page.Page) []Sign {
	var out []Sign
	for i := range p.Glyphs {
		g := &p.Glyphs[i]
		kind := GlyphSign
		if g.Hidden {
			kind = HiddenSign
		}
		if strings.TrimSpace(g.Text) != "" {
			out = append(out, Sign{Kind: kind, Box: g.Box})
		}
	}
	for _, r := range p.Rules {
		out = append(out, Sign{Kind: RuleSign, Box: corpus.Box{r.X0, r.Y0, r.X1, r.Y1}})
	}
	for _, f := range p.Fills {
		out = append(out, Sign{Kind: FillSign, Box: f.Box})
	}
	for _, s := range p.Shapes {
		out = append(out, Sign{Kind: ShapeSign, Box: s.Box})
	}
	for _, i := range p.Images {
		out = append(out, Sign{Kind: ImageSign, Box: i.Box})
	}
	for _, l := range p.Links {
		out = append(out, Sign{Kind: LinkSign, Box: l.Box})
	}
	return out
}

// Words returns words, raised and lowered ones apart.
func Words(ws []page.Word) []Sign {
	var out []Sign
	for i := range ws {
		kind := WordSign
		if ws[i].Raised != 0 {
			kind = RaisedSign
		}
		out = append(out, Sign{Kind: kind, Box: ws[i].Box})
	}
	return out
}

// Columns returns columns, numbered in reading order from 1, and their lines.
func Columns(cs []page.Column) []Sign {
	var out []Sign
	for i := range cs {
		kind := ColumnSign
		if cs[i].Aside {
			kind = AsideSign
		}
		out = append(out, Sign{kind, cs[i].Box, fmt.Sprint(i + 1)})
		for j := range cs[i].Lines {
			out = append(out, Sign{Kind: LineSign, Box: cs[i].Lines[j].Box})
		}
	}
	return out
}

// Notes returns the notes of a page.
func Notes(c *corpus.Content, n int) []Sign {
	var out []Sign
	for _, s := range Blocks(c, n) {
		if s.Kind == Kind(corpus.Note) {
			out = append(out, s)
		}
	}
	return out
}
