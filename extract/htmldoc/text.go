package htmldoc

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/extract/charset"
	"github.com/irmtrail/irmtrail/extract/chrome"
)

// joiner reports whether a character is one of the two joiners.
func joiner(r rune) bool { return r == 0x200c || r == 0x200d }

// text adds the text of a node.
func (b *builder) text(s string, r run) {
	if b.ctx.pre {
		b.preformatted(s, r)
		return
	}
	var last rune // before the joiner
	for i := 0; i < len(s); {
		c, size := utf8.DecodeRuneInString(s[i:])
		switch {
		case charset.IsSpace(c):
			b.sawSpace(r)
			i += size
			continue
		case charset.Invisible(c) || joiner(c) && last < 0x590:
			i += size
			continue
		}
		j := i
		for j < len(s) {
			if s[j] > ' ' && s[j] < 0x7f {
				last = rune(s[j])
				j++
				continue
			}
			c, size := utf8.DecodeRuneInString(s[j:])
			if charset.IsSpace(c) || charset.Invisible(c) || joiner(c) && last < 0x590 {
				break
			}
			last = c
			j += size
		}
		b.word(s[i:j], r)
		i = j
	}
}

// preformatted adds text whose white space counts.
func (b *builder) preformatted(s string, r run) {
	s = strings.Map(func(c rune) rune {
		if charset.Invisible(c) {
			return -1
		}
		return c
	}, s)
	if b.open == nil {
		if s = strings.TrimLeft(s, "\r\n"); strings.TrimSpace(s) == "" {
			return
		}
		b.openBlock()
	}
	b.placeAnchors()
	b.write(strings.ReplaceAll(s, "\r\n", "\n"), r)
}

// sawSpace remembers white space.
func (b *builder) sawSpace(r run) {
	if b.open != nil && b.runes > b.begin && !b.space {
		b.space, b.spaceRun = true, r
	}
}

// lineBreak remembers a <br>.
func (b *builder) lineBreak(r run) {
	switch {
	case b.ctx.pre && b.open != nil:
		b.write("\n", r)
	case b.ctx.flat == spaced:
		b.sawSpace(r)
	case b.open != nil && b.runes > b.begin:
		b.breaks++
		b.space = false
	}
}

// word adds a word and what waited for it: two line breaks divide the block, one is a new line, white space is a space.
func (b *builder) word(w string, r run) {
	if b.breaks >= 2 && b.ctx.flat == divided && b.open != nil {
		waiting := b.pending
		b.pending = nil
		b.closeBlock()
		b.pending = waiting
	}
	if b.open == nil {
		b.openBlock()
	}
	switch {
	case b.breaks > 0:
		b.write("\n", b.cur)
	case b.space && b.spaceRun == b.cur || b.space && b.spaceRun == r:
		b.write(" ", b.spaceRun)
	case b.space:
		b.write(" ", run{})
	}
	b.space, b.breaks = false, 0
	b.placeAnchors()
	b.write(w, r)
}

// placeAnchors sets the anchors that waited in front of the next character.
func (b *builder) placeAnchors() {
	for _, name := range b.pending {
		b.content.Anchors = append(b.content.Anchors, corpus.Anchor{Name: name, Block: len(b.content.Blocks), At: b.runes})
	}
	b.pending = b.pending[:0]
}

// write adds text to the open block as it is.
func (b *builder) write(s string, r run) {
	if r != b.cur {
		b.flush()
		b.cur = r
	}
	b.buf = append(b.buf, s...)
	b.runes += utf8.RuneCountInString(s)
}

// flush ends the open span.
func (b *builder) flush() {
	if len(b.buf) > 0 && b.open != nil {
		b.open.Spans = append(b.open.Spans, corpus.Span{Text: string(b.buf), Style: b.cur.style, Link: b.cur.link})
	}
	b.buf = b.buf[:0]
}

// trimArrows takes white space and arrows back to the text off the end of a block. In links they were pruned.
func trimArrows(blk *corpus.Block) {
	if blk.Kind == corpus.Table {
		return
	}
	for len(blk.Spans) > 0 {
		s := &blk.Spans[len(blk.Spans)-1]
		s.Text = strings.TrimRightFunc(s.Text, func(r rune) bool {
			return charset.IsSpace(r) || r != '^' && chrome.IsArrow(r) && blk.Kind == corpus.Note
		})
		if s.Text != "" {
			return
		}
		blk.Spans = blk.Spans[:len(blk.Spans)-1]
	}
}

// sorted returns anchors in the order of their places, each once.
func sorted(a []corpus.Anchor) []corpus.Anchor {
	slices.SortStableFunc(a, func(x, y corpus.Anchor) int {
		return cmp.Or(cmp.Compare(x.Block, y.Block), cmp.Compare(x.At, y.At))
	})
	return slices.Compact(a)
}

// styleOf returns the style of an element's text inside text of a style: by tag, then by class, then by style attribute.
func styleOf(n *html.Node, class chrome.Class, s corpus.Style) corpus.Style {
	switch n.DataAtom {
	case atom.B, atom.Strong:
		s |= corpus.Bold
	case atom.I, atom.Em, atom.Cite, atom.Var, atom.Dfn:
		s |= corpus.Italic
	case atom.Sup:
		s |= corpus.Superscript
	case atom.Sub:
		s |= corpus.Subscript
	}
	if class.Has(chrome.Superscript) && !block[n.DataAtom] {
		s |= corpus.Superscript
	}
	css := attr(n, "style")
	if css == "" {
		return s
	}
	for rule := range strings.SplitSeq(squeeze(css), ";") {
		name, value, _ := strings.Cut(rule, ":")
		switch name {
		case "font-weight":
			s = with(s, corpus.Bold, value == "bold" || value == "bolder" || len(value) == 3 && value >= "600" && value <= "999")
		case "font-style":
			s = with(s, corpus.Italic, value == "italic" || value == "oblique")
		case "vertical-align":
			s = with(s, corpus.Superscript, value == "super" || s.Has(corpus.Superscript) && value != "baseline")
			s = with(s, corpus.Subscript, value == "sub" || s.Has(corpus.Subscript) && value != "baseline")
		}
	}
	return s
}

// with sets or clears an attribute.
func with(s, a corpus.Style, on bool) corpus.Style {
	if on {
		return s | a
	}
	return s &^ a
}
