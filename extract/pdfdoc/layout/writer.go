package layout

import (
	"math"
	"unicode/utf8"

	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/extract/pdfdoc/page"
)

// writer makes blocks of paragraphs.
type writer struct {
	doc     *document
	content *corpus.Content
	words   vocabulary
	targets targets

	block *corpus.Block
	open  corpus.Span // without its text
	text  []byte      // of the open span
	runes int         // of the block
}

func newWriter(d *document, c *corpus.Content, v vocabulary) *writer {
	return &writer{doc: d, content: c, words: v, targets: targets{}}
}

// paragraph writes a paragraph as a block.
func (w *writer) paragraph(p *paragraph) {
	b := corpus.Block{Kind: p.kind, Level: p.level, Label: p.label, Page: p.sheet + 1}
	w.block, w.runes = &b, 0
	if p.kind == corpus.Table {
		w.table(p)
	} else {
		w.lines(p)
	}
	w.flush()
	if len(b.Spans) > 0 {
		w.content.Blocks = append(w.content.Blocks, b)
	}
}

// lines writes the lines of a paragraph, with the boxes of its parts. The bullet of an item is no text.
func (w *writer) lines(p *paragraph) {
	from := 0
	for i := range p.lines {
		l := &p.lines[i]
		gap := i > 0 && w.newLine(l.text)
		if i > 0 && apart(&p.lines[i-1], l) {
			w.box(p.lines[from:i])
			from = i
			at := w.runes
			if gap {
				at++
			}
			w.block.Parts = append(w.block.Parts, corpus.Part{At: at, Page: l.page})
		}
		ws := l.Words
		if i == 0 && p.kind == corpus.ListItem {
			ws = withoutBullet(ws)
		}
		w.line(ws, l.page, gap)
	}
	w.box(p.lines[from:])
}

// apart reports whether two lines stand in different columns.
func apart(a, b *line) bool { return a.ref.Sheet != b.ref.Sheet || a.ref.Column != b.ref.Column }

// box sets the box of the block, or of its last part.
func (w *writer) box(lines []line) {
	b := lines[0].Box
	for i := range lines {
		b = union(b, lines[i].Box)
	}
	shown := w.shown(b, lines[0].page)
	if n := len(w.block.Parts); n > 0 {
		w.block.Parts[n-1].Box = shown
	} else {
		w.block.Box = shown
	}
}

// shown returns a box inside the page, to a tenth of a point.
func (w *writer) shown(b corpus.Box, number int) *corpus.Box {
	p := w.doc.leaves[number-1].sheet.Page
	for i, limit := range []float64{p.Width, p.Height, p.Width, p.Height} {
		b[i] = math.Round(max(0, min(limit, b[i]))*10) / 10
	}
	return &b
}

// withoutBullet drops an item's bullet.
func withoutBullet(ws []page.Word) []page.Word {
	text := ws[0].Text
	if len(ws) > 1 && utf8.RuneCountInString(text) == 1 {
		return ws[1:]
	}
	if cut := len(bulletStart.FindString(text)); cut > 0 && cut < len(text) {
		first := ws[0]
		first.Text = text[cut:]
		return append([]page.Word{first}, ws[1:]...)
	}
	return ws
}

// newLine ends a line and reports whether a space stands before the next.
func (w *writer) newLine(next string) bool {
	switch w.words.joint(string(w.text[max(0, len(w.text)-maxJoint):]), next) {
	case divided:
		_, size := utf8.DecodeLastRune(w.text)
		w.text = w.text[:len(w.text)-size]
		w.runes--
		return false
	case joined:
		return false
	}
	return true
}

// line writes words; gap says whether a space stands before the first.
func (w *writer) line(ws []page.Word, number int, gap bool) {
	for i := range ws {
		word := &ws[i]
		if i > 0 {
			gap = word.Space
		}
		next := corpus.Span{Style: styleOf(word), Size: math.Round(word.Size*10) / 10, Link: w.link(word, number)}
		if off := w.open.Style&(corpus.Superscript|corpus.Subscript) != 0; off {
			w.style(next) // a space belongs to the text, not to the marker
		}
		if gap && w.runes > 0 && !w.atBreak() {
			w.put(" ")
		}
		w.style(next)
		w.put(word.Text)
	}
}

// atBreak reports whether a line or a cell has just begun.
func (w *writer) atBreak() bool {
	n := len(w.text)
	return n > 0 && (w.text[n-1] == '\n' || w.text[n-1] == '\t')
}

func styleOf(word *page.Word) corpus.Style {
	var s corpus.Style
	for _, a := range []struct {
		set bool
		as  corpus.Style
	}{{word.Bold, corpus.Bold}, {word.Italic, corpus.Italic}, {word.Raised > 0, corpus.Superscript}, {word.Raised < 0, corpus.Subscript}} {
		if a.set {
			s |= a.as
		}
	}
	return s
}

// style opens a span where the attributes change.
func (w *writer) style(s corpus.Span) {
	if s == w.open {
		return
	}
	w.flush()
	w.open = s
}

func (w *writer) put(s string) {
	w.text = append(w.text, s...)
	w.runes += utf8.RuneCountInString(s)
}

// flush ends the open span.
func (w *writer) flush() {
	if len(w.text) > 0 {
		s := w.open
		s.Text = string(w.text)
		w.block.Spans = append(w.block.Spans, s)
	}
	w.text = w.text[:0]
	w.open = corpus.Span{}
}

// link returns where a word leads.
func (w *writer) link(word *page.Word, number int) string {
	links := w.doc.leaves[number-1].sheet.Page.Links
	if word.Link < 0 || word.Link >= len(links) {
		return ""
	}
	l := &links[word.Link]
	if l.URI != "" {
		return webAddress(l.URI)
	}
	if l.Page < 1 || l.Page > len(w.doc.leaves) {
		return ""
	}
	return "#" + w.targets.name(l.Page, l.Y)
}

// maxJoint is how many bytes before a line's end are looked at for a divided word.
const maxJoint = 120
