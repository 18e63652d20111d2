package web

import (
	"slices"
	"strconv"
	"strings"

	"github.com/irmtrail/irmtrail/corpus"
)

// partLength is how many code points of text a page shows at most, unless one block alone is longer. A report has some
// 100,000; laws and data files come much longer.
const partLength = 120_000

// piece is a run of text with one look.
type piece struct {
	Text                     string
	Mark, First              bool // inside the quote; its first piece
	URL                      string
	Out                      bool // the link leaves this site
	Bold, Italic, Super, Sub bool
}

// blockView is a block as the page shows it.
type blockView struct {
	Kind    corpus.BlockKind
	Level   int // of a heading on our page, 3 to 6; of a list item 1 to 4
	Label   string
	Name    string // of a table, for screen readers
	Anchors []string
	Pieces  []piece
	Rows    [][]tableCell
}

type tableCell struct {
	Header           bool
	RowSpan, ColSpan int // 0 stands for 1
	Pieces           []piece
}

// blockGroup is blocks that stand together: the items of one list, or blocks of one page.
type blockGroup struct {
	Page   int // set on the first group of a page
	List   bool
	Blocks []blockView
}

// textView lays a part of a document's text out.
type textView struct {
	content    *corpus.Content
	start, end int // the quote; equal when there is none
	tableName  string
	marked     bool // the first piece of the quote is out
	heading    int  // level of the last heading on our page
}

// parts cuts blocks into runs of at most partLength code points; it returns the index of the first block of each.
func parts(blocks []corpus.Block) []int {
	out := []int{0}
	for i, b := range blocks {
		if first := out[len(out)-1]; i > first && b.End-blocks[first].Start > partLength {
			out = append(out, i)
		}
	}
	return out
}

// groups lays out the blocks from one index to another.
func (v *textView) groups(from, to int) []blockGroup {
	var out []blockGroup
	v.heading = 2 // the heading "Text" over it
	lastPage, lastList := 0, 0
	for i := from; i < to; i++ {
		b := &v.content.Blocks[i]
		list := 0
		if b.Kind == corpus.ListItem {
			list = max(1, b.List)
		}
		newPage := b.Page != 0 && b.Page != lastPage
		if len(out) == 0 || newPage || list != lastList {
			out = append(out, blockGroup{List: list != 0})
			if newPage {
				out[len(out)-1].Page = b.Page
				lastPage = b.Page
			}
		}
		lastList = list
		g := &out[len(out)-1]
		g.Blocks = append(g.Blocks, v.block(i))
	}
	return out
}

func (v *textView) block(i int) blockView {
	b := &v.content.Blocks[i]
	out := blockView{Kind: b.Kind, Label: b.Label, Anchors: v.anchorsIn(i)}
	switch b.Kind {
	case corpus.Heading:
		// Headings of strangers skip levels; ours must not.
		out.Level = min(max(3, b.Level+2), v.heading+1, 6)
		v.heading = out.Level
	case corpus.ListItem:
		out.Level = min(max(1, b.Level), 4)
	case corpus.Table:
		if len(b.Cells) > 0 {
			out.Name, out.Rows = v.tableName, v.rows(b)
			return out
		}
		out.Kind = corpus.Paragraph
	}
	out.Pieces = v.pieces(b, b.Start, b.End)
	return out
}

// rows returns the cells of a table by rows. Spans are kept small: what a stranger's table claims must not make a
// browser lay out a million columns.
func (v *textView) rows(b *corpus.Block) [][]tableCell {
	var out [][]tableCell
	row := -1
	for _, c := range b.Cells {
		if c.Row != row || len(out) == 0 {
			out, row = append(out, nil), c.Row
		}
		cell := tableCell{Header: c.Header, RowSpan: spanOf(c.RowSpan), ColSpan: spanOf(c.ColSpan), Pieces: v.pieces(b, c.Start, c.End)}
		out[len(out)-1] = append(out[len(out)-1], cell)
	}
	return out
}

func spanOf(n int) int {
	if n < 2 {
		return 0
	}
	return min(n, 100)
}

// pieces cuts the spans of a block between two offsets where the look changes and where the quote starts and ends.
func (v *textView) pieces(b *corpus.Block, from, to int) []piece {
	var out []piece
	for i := range b.Spans {
		s := &b.Spans[i]
		a, z := max(from, s.Start), min(to, s.End)
		for a < z {
			next := z
			for _, cut := range []int{v.start, v.end} {
				if cut > a && cut < next {
					next = cut
				}
			}
			out = append(out, v.piece(s, a, next))
			a = next
		}
	}
	return out
}

func (v *textView) piece(s *corpus.Span, from, to int) piece {
	p := piece{
		Text: v.content.Text().Slice(from, to), Mark: from >= v.start && to <= v.end && v.start < v.end,
		Bold: s.Style.Has(corpus.Bold), Italic: s.Style.Has(corpus.Italic), Super: s.Style.Has(corpus.Superscript), Sub: s.Style.Has(corpus.Subscript),
	}
	if p.Mark && !v.marked {
		p.First, v.marked = true, true
	}
	if name, ok := strings.CutPrefix(s.Link, "#"); ok && name != "" {
		p.URL = "#" + documentAnchor(name)
	} else if u := webAddress(s.Link); u != "" {
		p.URL, p.Out = u, true
	}
	return p
}

// anchorsIn returns the names of the places in a block that links inside the document can name.
func (v *textView) anchorsIn(block int) []string {
	all := v.content.Anchors
	i, _ := slices.BinarySearchFunc(all, block, func(a corpus.Anchor, block int) int { return a.Block - block })
	var out []string
	for ; i < len(all) && all[i].Block == block; i++ {
		if name := documentAnchor(all[i].Name); !slices.Contains(out, name) {
			out = append(out, name)
		}
	}
	return out
}

// documentAnchor names a place of the document on our page. The prefix keeps a stranger's names apart from ours, and
// letters that our ids do not use are written as numbers, so that two names stay two.
func documentAnchor(name string) string {
	var b strings.Builder
	b.WriteString("in-")
	for _, r := range name {
		if s := anchorName(string(r)); s != "-" || r == '-' {
			b.WriteString(s)
		} else {
			b.WriteString("_" + strconv.FormatInt(int64(r), 16) + "_")
		}
	}
	return b.String()
}
