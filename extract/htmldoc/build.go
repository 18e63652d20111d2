package htmldoc

import (
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/extract/chrome"
)

// run is how text is set: what a span has besides its text.
type run struct {
	style corpus.Style
	link  string
}

// item is an item of a list while its blocks are built. Only its first block bears its label.
type item struct {
	label string
	used  bool
}

// context is what a block that begins now would be.
type context struct {
	kind  corpus.BlockKind
	level int
	item  *item
	list  int  // number of the list
	depth int  // of lists around
	note  int  // 1 + depth of lists at the beginning of the notes; 0 outside notes
	one   bool // inside one note: lists in it number no notes
	flat  flat // what the end of an inner block means
	pre   bool // white space counts
}

// flat says what the end of a block means inside another that cannot be divided.
type flat int

const (
	divided flat = iota // it ends the block
	spaced              // a space, in headings
	lined               // a new line, in cells
)

// builder makes blocks of the tree. One block is open at a time; white space, line breaks and anchors wait until a word
// follows them.
type builder struct {
	p       *page
	content *corpus.Content
	ctx     context

	open  *corpus.Block
	runes int    // in the open block
	begin int    // runes before the open cell
	buf   []byte // of the open span
	cur   run    // of the open span

	space    bool // white space was seen since the last word
	spaceRun run
	breaks   int      // <br> since the last word
	pending  []string // anchors since the last word

	lists int
	seen  map[string]bool // web links
	kept  int             // links of blocks that are closed
	label string          // of the next note: its number stood in a block of its own
}

func newBuilder(p *page, c *corpus.Content) *builder {
	return &builder{p: p, content: c, ctx: context{kind: corpus.Paragraph}, seen: map[string]bool{}}
}

// parts builds the blocks of some elements.
func (b *builder) parts(nodes []*html.Node) {
	for _, n := range nodes {
		b.walk(n, run{})
		b.end()
	}
}

// tooltipNotes appends notes that stood in tooltips. One that a list of the page repeats gives its anchor to the list's.
func (b *builder) tooltipNotes(notes []tooltipNote) {
	known := map[string]int{} // key of a note to its block
	for i, blk := range b.content.Blocks {
		if blk.Kind == corpus.Note || blk.Kind == corpus.ListItem {
			known[noteKey(blk.Text())] = i
		}
	}
	for _, n := range notes {
		key := noteKey(n.text)
		if i, ok := known[key]; ok {
			b.content.Anchors = append(b.content.Anchors, corpus.Anchor{Name: n.name, Block: i})
			continue
		}
		known[key] = len(b.content.Blocks)
		b.pending = append(b.pending, n.name)
		b.ctx = context{kind: corpus.Note, note: 1, item: &item{label: n.label}}
		for _, c := range n.nodes {
			b.walk(c, run{})
		}
		b.end()
	}
	b.ctx = context{kind: corpus.Paragraph}
}

// noteKey is equal for a note in a list and in a tooltip, which may cut it off and has no number of its own.
func noteKey(s string) string {
	key := strings.TrimLeft(chrome.Key(s), "0123456789 ")
	return key[:min(len(key), 80)]
}

// finish adds the heading that stood outside the main part, unless the text has one, and the anchors that nothing follows.
func (b *builder) finish(h1 *html.Node) {
	c := b.content
	for _, name := range b.pending {
		c.Anchors = append(c.Anchors, corpus.Anchor{Name: name, Block: len(c.Blocks)})
	}
	b.pending = nil
	if h1 != nil && len(c.Blocks) > 0 && !slices.ContainsFunc(c.Blocks, func(blk corpus.Block) bool {
		return blk.Kind == corpus.Heading && blk.Level == 1
	}) {
		b.putFirst(h1)
	}
	c.Anchors = sorted(c.Anchors)
}

// putFirst builds an element in front of everything.
func (b *builder) putFirst(n *html.Node) {
	c := b.content
	blocks, anchors := c.Blocks, c.Anchors
	c.Blocks, c.Anchors = nil, nil
	b.walk(n, run{})
	b.end()
	for i := range anchors {
		anchors[i].Block += len(c.Blocks)
	}
	c.Blocks, c.Anchors = append(c.Blocks, blocks...), append(c.Anchors, anchors...)
}

// walk builds what is in a node.
func (b *builder) walk(n *html.Node, r run) {
	switch n.Type {
	case html.TextNode:
		b.text(n.Data, r)
		return
	case html.ElementNode:
	default:
		return
	}
	saved := b.ctx
	if block[n.DataAtom] {
		b.boundary()
	}
	b.pending = append(b.pending, names(n)...)
	if b.p.notes[n] && b.ctx.note == 0 && b.ctx.flat == divided {
		b.ctx.note = 1 + b.ctx.depth
		b.ctx.kind, b.ctx.item = corpus.Note, nil
		if n.DataAtom == atom.Li && b.ctx.depth > 0 {
			b.ctx.note-- // the list around counts as the list of notes
		}
	}
	b.ctx.one = b.ctx.one || b.p.notes[n] && isOneNote(n)
	b.element(n, r)
	if block[n.DataAtom] {
		b.boundary()
	}
	b.ctx = saved
}

// element builds an element by its kind. The context is the element's own; boundaries were set.
func (b *builder) element(n *html.Node, r run) {
	if level := headingLevel(n); level > 0 {
		b.heading(n, level, r)
		return
	}
	switch n.DataAtom {
	case atom.Br:
		b.lineBreak(r)
	case atom.Img:
		b.image(n, r)
	case atom.Ul, atom.Ol, atom.Menu, atom.Dir:
		b.list(n, r)
	case atom.Li: // without a list
		b.listItem(n, "", r)
	case atom.Table:
		b.table(n, r)
	case atom.Pre:
		b.ctx.pre = b.ctx.flat == divided
		b.children(n, r)
	case atom.Caption, atom.Figcaption:
		b.caption(n, r)
	case atom.A:
		b.children(n, b.linked(n, r))
	default:
		b.paragraph(n, r)
	}
}

func (b *builder) children(n *html.Node, r run) {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		b.walk(c, r)
	}
}

// paragraph builds any element that has no rule of its own, inline ones too.
func (b *builder) paragraph(n *html.Node, r run) {
	class := b.p.class(n)
	if n.DataAtom == atom.P && strings.Contains(attr(n, "class"), "wp-caption-text") {
		b.caption(n, r)
		return
	}
	r.style = styleOf(n, class, r.style)
	if l := b.p.links[n]; l != "" {
		r.link = l
	}
	b.children(n, r)
}

func (b *builder) caption(n *html.Node, r run) {
	if b.ctx.flat == divided && b.ctx.note == 0 {
		b.ctx.kind, b.ctx.level, b.ctx.item = corpus.Caption, 0, nil
	}
	b.children(n, r)
}

// linked returns the run of a link's text and remembers the link.
func (b *builder) linked(n *html.Node, r run) run {
	r.style = styleOf(n, b.p.class(n), r.style)
	link := b.p.links[n]
	if link == "" {
		link = b.p.link(attr(n, "href"))
	}
	if link == "" {
		return r
	}
	r.link = link
	if link[0] != '#' && !b.seen[link] {
		b.seen[link] = true
		b.content.Head.Links = append(b.content.Head.Links, corpus.Link{URL: corpus.URL(link), Text: b.p.text(n)})
	}
	return r
}

// image builds the text of a picture that stands for a character: WordPress replaces emoji, ✔ among them, by pictures.
func (b *builder) image(n *html.Node, r run) {
	if alt := attr(n, "alt"); len(alt) <= longestGlyph && strings.Contains(attr(n, "class"), "emoji") {
		b.text(alt, r)
	}
}

// headingLevel returns 1 to 6 for h1 to h6 and for role=heading, else 0.
func headingLevel(n *html.Node) int {
	switch n.DataAtom {
	case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
		return int(n.Data[1] - '0')
	case atom.Div, atom.P, atom.Span:
		if attr(n, "role") == "heading" {
			if l := attr(n, "aria-level"); len(l) == 1 && l[0] >= '1' && l[0] <= '6' {
				return int(l[0] - '0')
			}
			return 2 // WAI-ARIA 1.2: the value where none is given
		}
	}
	return 0
}

// heading builds a heading. A heading whose end tag is missing swallows the paragraphs behind it: they are let out.
func (b *builder) heading(n *html.Node, level int, r run) {
	if b.ctx.flat != divided {
		b.children(n, r)
		return
	}
	b.boundary()
	before := len(b.content.Blocks)
	rest := b.ctx
	b.ctx = context{kind: corpus.Heading, level: level, flat: spaced}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if b.ctx.kind == corpus.Heading && (b.runes > 0 && b.open != nil) && paragraphs(c) {
			b.closeBlock()
		}
		if b.ctx.kind == corpus.Heading && len(b.content.Blocks) > before {
			b.ctx = rest
		}
		b.walk(c, r)
	}
	b.closeBlock()
}

// paragraphs reports whether an element is text of its own, never part of a heading.
func paragraphs(n *html.Node) bool {
	switch n.DataAtom {
	case atom.P, atom.Ul, atom.Ol, atom.Table, atom.Blockquote, atom.Dl, atom.Section, atom.Pre:
		return true
	}
	return false
}

// boundary ends the open block, or sets a space or a new line where blocks are not divided.
func (b *builder) boundary() {
	switch b.ctx.flat {
	case divided:
		b.closeBlock()
	case spaced:
		b.sawSpace(run{})
	case lined:
		if b.runes > b.begin {
			b.breaks = max(b.breaks, 1)
		}
	}
}

// end closes what is open.
func (b *builder) end() { b.closeBlock() }

// openBlock begins a block of the context.
func (b *builder) openBlock() {
	blk := &corpus.Block{Kind: b.ctx.kind, Level: b.ctx.level, List: b.ctx.list}
	if it := b.ctx.item; it != nil {
		if it.used {
			if blk.Kind == corpus.ListItem {
				blk.Kind, blk.Level, blk.List = corpus.Paragraph, 0, 0
			}
		} else {
			it.used = true
			blk.Label = it.label
		}
	}
	if blk.Kind == corpus.Paragraph && b.ctx.note > 0 {
		blk.Kind = corpus.Note
	}
	if blk.Kind == corpus.Note && b.label != "" {
		blk.Label = b.label
	}
	b.label = ""
	b.open, b.runes, b.begin, b.buf, b.cur = blk, 0, 0, b.buf[:0], run{}
	b.space, b.breaks = false, 0
}

// closeBlock appends the open block to the content, unless it is a line of furniture.
func (b *builder) closeBlock() {
	blk := b.open
	b.space, b.breaks = false, 0
	if blk == nil {
		return
	}
	b.flush()
	b.open = nil
	trimArrows(blk)
	b.runes = 0
	text := blk.Text()
	if blk.Kind == corpus.Note && len(text) <= 12 && marker.MatchString(text) { // "Modern Footnotes" sets <span>8</span><div>text</div>
		b.label, text = label(text), ""
	}
	if text == "" || blk.Kind != corpus.Note && blk.Kind != corpus.Table && b.isFurniture(text) {
		b.withdraw()
		return
	}
	b.kept = len(b.content.Head.Links)
	at := utf8.RuneCountInString(text)
	for i := len(b.content.Anchors) - 1; i >= 0 && b.content.Anchors[i].Block == len(b.content.Blocks); i-- {
		b.content.Anchors[i].At = min(b.content.Anchors[i].At, at)
	}
	for _, name := range b.pending { // they follow the last word
		b.content.Anchors = append(b.content.Anchors, corpus.Anchor{Name: name, Block: len(b.content.Blocks), At: at})
	}
	b.pending = nil
	b.content.Blocks = append(b.content.Blocks, *blk)
}

func (b *builder) isFurniture(text string) bool {
	role := b.p.words.Line(text)
	return role == chrome.Furniture || role == chrome.Comments
}

// withdraw forgets the links of a block that was dropped and lets its anchors wait for the next one.
func (b *builder) withdraw() {
	links := &b.content.Head.Links
	for _, l := range (*links)[b.kept:] {
		delete(b.seen, string(l.URL))
	}
	*links = (*links)[:b.kept]
	a := b.content.Anchors
	from := len(a)
	for from > 0 && a[from-1].Block == len(b.content.Blocks) {
		from--
	}
	var names []string
	for _, waiting := range a[from:] {
		names = append(names, waiting.Name)
	}
	b.content.Anchors, b.pending = a[:from], append(names, b.pending...)
}
