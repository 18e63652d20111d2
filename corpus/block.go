package corpus

import (
	"strings"
	"unicode/utf8"
)

// BlockKind says what a block is on the page.
type BlockKind string

// The kinds of block.
const (
	Heading   BlockKind = "heading"
	Paragraph BlockKind = "paragraph"
	ListItem  BlockKind = "list_item"
	Table     BlockKind = "table"
	Note      BlockKind = "footnote"  // a paragraph of a footnote or an endnote
	Caption   BlockKind = "caption"   // of a figure or a table
	Furniture BlockKind = "furniture" // running heads and feet, page numbers: in the text, never searched or read for records
)

// Content is what a reader makes of a document, whatever its format.
//
// The document's text is the text of the blocks joined by one newline; offsets of blocks, spans, cells and anchors are
// set by [Content.Layout]. A reader fills Blocks (spans with text) and calls Layout once at its end.
type Content struct {
	Title     string   `json:"title,omitempty"`    // as the format states it (HTML title, PDF Info), white space collapsed
	Language  Language `json:"language,omitempty"` // as the format states it (html lang)
	Pages     []Page   `json:"pages,omitempty"`    // in order; nil on the web
	Blocks    []Block  `json:"blocks"`             // in reading order
	Anchors   []Anchor `json:"anchors,omitempty"`  // places that links inside the document can name, in order of offset
	Head      Head     `json:"head,omitzero"`      // what a web page says of itself
	Unread    []Unread `json:"unread,omitempty"`   // pages that the document has and that were not read, in order
	Words     []Word   `json:"words,omitempty"`    // of recognised pages, in order of offset; set after [Content.Layout]
	Main      []Range  `json:"main,omitempty"`     // the article of a web page, in order; nil when all of it counts. Set after [Content.Layout]
	Extractor string   `json:"extractor"`          // name and version of the reader, "htmldoc/1"

	text *Text
}

// Range is a stretch of a document's text in code points.
type Range struct {
	Start int `json:"start"`
	End   int `json:"end"` // behind its last
}

// Page is a page's size in points, as it is shown (rotation applied).
type Page struct {
	Width  float64 `json:"width"`
	Height float64 `json:"height"`
	Label  string  `json:"label,omitempty"` // as the document numbers it, "iv"
	OCR    *OCR    `json:"ocr,omitempty"`   // how its text was recognised; nil when the page holds its text
}

// OCR says how the text of a page was recognised in its picture.
type OCR struct {
	Language   string  `json:"language"`       // models that were used, as tesseract names them: "spa", "eng+spa"
	Confidence float64 `json:"confidence"`     // mean over the words, 0 to 100
	Turn       int     `json:"turn,omitempty"` // clockwise degrees by which the picture was turned to stand upright: 0, 90, 180 or 270
	Skew       float64 `json:"skew,omitempty"` // clockwise degrees by which its lines were slanted after that
}

// Word is a recognised word.
type Word struct {
	Start      int     `json:"start"` // offset of its first code point in the document's text
	End        int     `json:"end"`
	Page       int     `json:"page"` // from 1
	Box        Box     `json:"box"`
	Confidence float64 `json:"confidence"` // 0 to 100
}

// Unread is a run of pages that were not read.
type Unread struct {
	From   int          `json:"from"` // from 1
	To     int          `json:"to"`   // the last one
	Reason UnreadReason `json:"reason"`
}

// UnreadReason says why pages were not read.
type UnreadReason string

// The reasons for which pages are not read.
const (
	UnreadBroken UnreadReason = "broken" // the page itself cannot be read
	UnreadTime   UnreadReason = "time"   // the pages before it took too long
	UnreadMemory UnreadReason = "memory" // the pages before it took all memory
	UnreadLimit  UnreadReason = "limit"  // the document has more pages than are read
	UnreadScan   UnreadReason = "scan"   // the page is a picture, or its text is garbage, and there is no tool to recognise its text
	UnreadOCR    UnreadReason = "ocr"    // recognising its text failed
)

// Head is what a web page says of itself outside its text.
type Head struct {
	Canonical  URL         `json:"canonical,omitempty"`
	Alternates []Alternate `json:"alternates,omitempty"` // link rel=alternate hreflang
	Modified   string      `json:"modified,omitempty"`   // article:modified_time, RFC 3339
	Published  string      `json:"published,omitempty"`  // article:published_time, RFC 3339
	Publisher  string      `json:"publisher,omitempty"`  // name of the site
	Date       Date        `json:"date,omitempty"`       // day of publication of an article
	Downloads  []Link      `json:"downloads,omitempty"`  // files that the page offers under "Downloads"
	Links      []Link      `json:"links,omitempty"`      // every other link of the page's main part, once each, in order
}

// Alternate is the same page in another language.
type Alternate struct {
	Language Language `json:"language"`
	URL      URL      `json:"url"`
}

// Link is a link with its words.
type Link struct {
	URL  URL    `json:"url"`
	Text string `json:"text"`
}

// Anchor is a named place (id or name attribute): what "#_ftn1" points to.
type Anchor struct {
	Name  string `json:"name"`
	Block int    `json:"block"` // index of the block that it stands in or before
	At    int    `json:"at"`    // offset in the document's text
}

// Box is a rectangle in points from the top left of the page: x0, y0, x1, y1.
type Box [4]float64

// Block is one piece of the page: a heading, a paragraph, an item of a list, a table.
type Block struct {
	Kind  BlockKind `json:"kind"`
	Level int       `json:"level,omitempty"` // headings 1 to 6; list items by depth, from 1
	Label string    `json:"label,omitempty"` // of a list item as numbered by its list ("3", "iv"); of a note where markup states it. Not part of the text
	List  int       `json:"list,omitempty"`  // items of one list share a number, from 1
	Page  int       `json:"page,omitempty"`  // from 1; 0 on the web
	Box   *Box      `json:"box,omitempty"`   // nil on the web
	Parts []Part    `json:"parts,omitempty"` // where the block goes on in another column or on another page, in order; nil when it does not
	After bool      `json:"after,omitempty"` // a table that goes on from the table block before it, with the same columns
	Start int       `json:"start"`           // offset of the first code point
	End   int       `json:"end"`             // offset behind the last
	Spans []Span    `json:"spans"`           // in order; their text joined is the block's text
	Cells []Cell    `json:"cells,omitempty"` // of a table, row by row
}

// Part is where a block goes on in another column or on another page.
type Part struct {
	At   int  `json:"at"` // offset of its first code point
	Page int  `json:"page"`
	Box  *Box `json:"box,omitempty"`
}

// Style is a set of text attributes.
type Style uint8

// The attributes of a span.
const (
	Bold Style = 1 << iota
	Italic
	Superscript
	Subscript
)

// Has reports whether all of the attributes are set.
func (s Style) Has(a Style) bool { return s&a == a }

// Span is a run of text with one style and one link target.
type Span struct {
	Text  string  `json:"-"` // valid UTF-8, white space collapsed; set again from the document's text on loading
	Start int     `json:"start"`
	End   int     `json:"end"`
	Style Style   `json:"style,omitempty"`
	Size  float64 `json:"size,omitempty"` // points; 0 unknown
	Link  string  `json:"link,omitempty"` // absolute URL as the source writes it; "#name" for a place in this document; "" none
}

// Mark says what sign a cell holds instead of words.
type Mark string

// The marks of a cell. A mark that is a glyph stands in the text too, as its Unicode character.
const (
	MarkCheck  Mark = "check"  // a tick, whatever its font
	MarkCross  Mark = "cross"  // an X, which marks as a tick does
	MarkDot    Mark = "dot"    // a bullet, disc or square
	MarkStar   Mark = "star"   // a starred commitment
	MarkDrawn  Mark = "drawn"  // a small drawing or picture without text
	MarkHollow Mark = "hollow" // an empty box or circle: the place of a mark that is not made
)

// Cell is a cell of a table. Its text is the document's text between Start and End. In a table's text the cells of a row
// are joined by a tab and the rows by a newline.
type Cell struct {
	Row     int    `json:"row"`                // from 0
	Col     int    `json:"col"`                // from 0
	RowSpan int    `json:"row_span,omitempty"` // 0 means 1
	ColSpan int    `json:"col_span,omitempty"` // 0 means 1
	Header  bool   `json:"header,omitempty"`
	Start   int    `json:"start"`
	End     int    `json:"end"`
	Box     *Box   `json:"box,omitempty"`
	Mark    Mark   `json:"mark,omitempty"` // "" for words or nothing
	Fill    string `json:"fill,omitempty"` // colour of its ground, "#rrggbb"; "" for the page's own
}

// Text returns the block's text.
func (b *Block) Text() string {
	if len(b.Spans) == 1 {
		return b.Spans[0].Text
	}
	var sb strings.Builder
	for _, s := range b.Spans {
		sb.WriteString(s.Text)
	}
	return sb.String()
}

// Layout sets the offsets of blocks and spans from the spans' text and returns the document's text. Before it, cells, parts
// and anchors count code points from the start of their block (Cell.Start, Cell.End, Part.At, Anchor.At); after it, from the start of
// the document. It must be called once.
func (c *Content) Layout() *Text {
	var sb strings.Builder
	at := 0
	for i := range c.Blocks {
		b := &c.Blocks[i]
		if i > 0 {
			sb.WriteByte('\n')
			at++
		}
		b.Start = at
		for j := range b.Spans {
			s := &b.Spans[j]
			sb.WriteString(s.Text)
			s.Start = at
			at += utf8.RuneCountInString(s.Text)
			s.End = at
		}
		b.End = at
		for j := range b.Cells {
			b.Cells[j].Start += b.Start
			b.Cells[j].End += b.Start
		}
		for j := range b.Parts {
			b.Parts[j].At += b.Start
		}
	}
	for i := range c.Anchors {
		a := &c.Anchors[i]
		if a.Block < len(c.Blocks) {
			a.At += c.Blocks[a.Block].Start
		} else {
			a.At = at
		}
	}
	c.text = NewText(sb.String())
	return c.text
}

// Restore gives a content that was decoded from JSON its text back.
func (c *Content) Restore(text *Text) {
	c.text = text
	for i := range c.Blocks {
		for j := range c.Blocks[i].Spans {
			s := &c.Blocks[i].Spans[j]
			s.Text = text.Slice(s.Start, s.End)
		}
	}
}

// Text returns the document's text; nil before Layout or Restore.
func (c *Content) Text() *Text { return c.text }

// BlockAt returns the index of the block that holds the offset, or of the nearest one before it; -1 when there is none.
func (c *Content) BlockAt(offset int) int {
	lo, hi := 0, len(c.Blocks)
	for lo < hi {
		mid := (lo + hi) / 2
		if c.Blocks[mid].Start <= offset {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	return lo - 1
}

// PageAt returns the page of an offset, from 1; 0 on the web.
func (c *Content) PageAt(offset int) int {
	i := c.BlockAt(offset)
	if i < 0 {
		return 0
	}
	page := c.Blocks[i].Page
	for _, p := range c.Blocks[i].Parts {
		if p.At <= offset {
			page = p.Page
		}
	}
	return page
}

// Evidence quotes the document's text between two offsets; the page is that of start.
func (c *Content) Evidence(id DocumentID, start, end int) Evidence {
	return c.text.Evidence(id, c.PageAt(start), start, end)
}
