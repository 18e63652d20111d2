package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/extract/structure"
)

// showText prints the text whole, or that of one page.
func (s subject) showText(c *corpus.Content) error {
	if s.json {
		return eachPage(io.Discard, c, s.page, func(_ io.Writer, n int) error {
			return printLine(s.out, pageText{n, textOf(c, n)})
		})
	}
	text := c.Text().String()
	if s.page > 0 {
		text = textOf(c, s.page)
	}
	_, err := fmt.Fprintln(s.out, plain(text))
	return err
}

type pageText struct {
	Page int    `json:"page,omitempty"`
	Text string `json:"text"`
}

// textOf returns the text of a page, block by block.
func textOf(c *corpus.Content, n int) string {
	var lines []string
	for _, p := range pieces(c, n) {
		lines = append(lines, p.block.Text())
	}
	return strings.Join(lines, "\n")
}

// eachPage calls f for the page that is asked for, or for each, with a writer that puts a heading before what f writes: of all
// pages, those of which nothing is written are left out. A web page is page 0.
func eachPage(w io.Writer, c *corpus.Content, only int, f func(w io.Writer, n int) error) error {
	if len(c.Pages) == 0 {
		return f(w, 0)
	}
	for i, p := range c.Pages {
		n := i + 1
		if only > 0 && n != only {
			continue
		}
		h := &headed{w: w, heading: pageHeading(n, len(c.Pages), p.Label, p.Width, p.Height) + "\n"}
		if only > 0 {
			if _, err := h.Write(nil); err != nil {
				return err
			}
		}
		if err := f(h, n); err != nil {
			return err
		}
	}
	return nil
}

// headed writes a heading before the first that is written.
type headed struct {
	w       io.Writer
	heading string
}

func (h *headed) Write(b []byte) (int, error) {
	if h.heading != "" {
		if _, err := io.WriteString(h.w, h.heading); err != nil {
			return 0, err
		}
		h.heading = ""
	}
	return h.w.Write(b)
}

// pageHeading is "--- page 3 of 19, labelled iv, 612 by 792 points ---".
func pageHeading(n, of int, label string, width, height float64) string {
	if label != "" {
		label = ", labelled " + plain(label)
	}
	return fmt.Sprintf("--- page %d of %d%s, %.0f by %.0f points ---", n, of, label, width, height)
}

// piece is the part of a block that stands on one page.
type piece struct {
	index int // of the block
	block corpus.Block
	on    bool // it goes on from the page or column before
}

// pieces returns what stands on a page, in reading order; of a web page (0) all blocks.
func pieces(c *corpus.Content, n int) []piece {
	var out []piece
	for i := range c.Blocks {
		b := c.Blocks[i]
		page, from := b.Page, b.Start
		for j := range len(b.Parts) + 1 {
			to, next := b.End, page
			if j < len(b.Parts) {
				to, next = b.Parts[j].At, b.Parts[j].Page
			}
			if page == n && (from < to || b.Start == b.End) {
				out = append(out, piece{i, clipped(b, from, to), j > 0})
			}
			page, from = next, to
		}
	}
	return out
}

// clipped returns the block with the spans of a stretch of its text.
func clipped(b corpus.Block, from, to int) corpus.Block {
	if from <= b.Start && to >= b.End {
		return b
	}
	var spans []corpus.Span
	for _, s := range b.Spans {
		lo, hi := max(s.Start, from), min(s.End, to)
		if lo >= hi {
			continue
		}
		s.Text = string([]rune(s.Text)[lo-s.Start : hi-s.Start])
		s.Start, s.End = lo, hi
		spans = append(spans, s)
	}
	b.Spans, b.Start, b.End = spans, from, to
	return b
}

// showBlocks prints one block a line: offsets, page, kind, and the text with its styles and links in ASCII marks:
// *bold*, /italic/, ^raised^, ~lowered~, text->link.
func (s subject) showBlocks(c *corpus.Content) error {
	if s.json {
		return s.blockRows(c)
	}
	return eachPage(s.out, c, s.page, func(w io.Writer, n int) error {
		for _, p := range pieces(c, n) {
			if _, err := fmt.Fprintln(w, p); err != nil {
				return err
			}
		}
		return nil
	})
}

// blockRow is a block with its text.
type blockRow struct {
	Index int `json:"index"`
	corpus.Block
	Text string `json:"text"`
}

func (s subject) blockRows(c *corpus.Content) error {
	for i := range c.Blocks {
		b := &c.Blocks[i]
		if s.page > 0 && !onPage(b, s.page) {
			continue
		}
		if err := printLine(s.out, blockRow{i, *b, b.Text()}); err != nil {
			return err
		}
	}
	return nil
}

// onPage reports whether a block or a part of it stands on a page.
func onPage(b *corpus.Block, n int) bool {
	on := b.Page == n
	for _, p := range b.Parts {
		on = on || p.Page == n
	}
	return on
}

// String is "120-164 p3 heading 2: *Early results*".
func (p piece) String() string {
	kind := string(p.block.Kind)
	if p.block.Level > 0 {
		kind += fmt.Sprint(" ", p.block.Level)
	}
	if p.on || p.block.After {
		kind += " (goes on)"
	}
	page := ""
	if p.block.Page > 0 {
		page = fmt.Sprintf(" p%d", p.block.Page)
	}
	label := ""
	if p.block.Label != "" {
		label = p.block.Label + " "
	}
	return fmt.Sprintf("%d-%d%s %s: %s%s", p.block.Start, p.block.End, page, kind, plain(label), marked(p.block))
}

func marked(b corpus.Block) string {
	var sb strings.Builder
	for _, s := range b.Spans {
		text := strings.NewReplacer("\n", "⏎", "\t", "⇥").Replace(plain(s.Text))
		for _, m := range []struct {
			style corpus.Style
			mark  string
		}{{corpus.Bold, "*"}, {corpus.Italic, "/"}, {corpus.Superscript, "^"}, {corpus.Subscript, "~"}} {
			if s.Style.Has(m.style) {
				text = m.mark + text + m.mark
			}
		}
		sb.WriteString(text)
		if s.Link != "" {
			sb.WriteString("->" + plain(s.Link) + " ")
		}
	}
	return sb.String()
}

// printLine prints a value as one line of JSON.
func printLine(w io.Writer, v any) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	return e.Encode(v)
}

// showNotes prints each note with the sentence that refers to it and the sources that it cites.
func (s subject) showNotes(ctx context.Context, c *corpus.Content) error {
	if s.json {
		return s.noteRecords(ctx)
	}
	found := structure.Read(c)
	cites := map[string][]corpus.Citation{}
	for _, n := range found.Citations(c, "") {
		cites[n.FootnoteID] = append(cites[n.FootnoteID], n)
	}
	notes := found.Footnotes(c, "")
	return eachPage(s.out, c, s.page, func(w io.Writer, n int) error {
		for i := range notes {
			if notes[i].Page == n {
				printNote(w, &notes[i], cites[corpus.NoteKey(notes[i].Section, notes[i].Number)])
			}
		}
		return nil
	})
}

func printNote(w io.Writer, f *corpus.Footnote, cites []corpus.Citation) {
	fmt.Fprintf(w, "note %s %s %d-%d\n", plain(corpus.NoteKey(f.Section, f.Number)), plain(f.Label), *f.Start, *f.End)
	switch {
	case f.MarkerStart == nil:
		fmt.Fprintln(w, "  nothing refers to it")
	case f.MarkerPage > 0 && f.MarkerPage != f.Page:
		fmt.Fprintf(w, "  claim %d, page %d: %s\n", *f.MarkerStart, f.MarkerPage, oneLine(f.MarkerContext, 400))
	default:
		fmt.Fprintf(w, "  claim %d: %s\n", *f.MarkerStart, oneLine(f.MarkerContext, 400))
	}
	for _, p := range f.Paragraphs {
		fmt.Fprintf(w, "  text: %s\n", plain(p))
	}
	for _, n := range cites {
		fmt.Fprintf(w, "  cites %s %s%s\n", n.Kind, plain(string(n.URL)), described(n))
	}
}

func described(n corpus.Citation) string {
	var sb strings.Builder
	for _, f := range []struct{ name, value string }{
		{"title", n.Title},
		{"body", n.Body},
		{"date", string(n.Date)},
		{"publisher", n.Publisher},
		{"commitments", strings.Join(n.CommitmentNumbers, ",")},
	} {
		if f.value != "" {
			fmt.Fprintf(&sb, " %s=%q", f.name, plain(f.value))
		}
	}
	return sb.String()
}
