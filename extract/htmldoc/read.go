// Package htmldoc turns the bytes of a web page into blocks: the page's main part as headings, paragraphs, list items,
// tables and notes in reading order, with emphasis, links and the places that links inside the page name, and what the
// page says of itself in its head.
//
// Parsing follows the HTML Living Standard (golang.org/x/net/html). What surrounds the text (navigation, share boxes,
// comment forms, tooltips, hidden elements) is left out by the vocabulary of package chrome. The package does not pair
// footnote markers with notes and reads no records; it only keeps what that needs: markers with their links, anchors, and
// blocks of kind note where the markup plainly says so. It runs no scripts and loads nothing.
//
// The steps, each in a file of its own: scan the tags (scan.go), parse and index the tree (page.go), read the head
// (head.go), take out notes that plugins put into tooltips (tooltip.go) and the list of downloads (downloads.go), prune
// what is not text (prune.go), choose the main part (mainpart.go), build blocks (build.go, list.go, table.go).
package htmldoc

import (
	"bytes"
	"strings"

	"golang.org/x/net/html"

	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/extract/charset"
)

// Extractor names this reader and its version.
const Extractor = "htmldoc/1"

// MaxBytes is the longest page that is read.
const MaxBytes = 8 << 20

// Read returns the content of a web page that was found at base under the given Content-Type; both may be empty. Where
// base is no web address, the page's canonical link takes its place.
//
// A fault of the page is a *corpus.ReadError with one of these codes: empty, too_large, not_html, nested_too_deep, no_text.
// With no_text the content is returned too: it has no blocks, but a head, which may list downloads.
func Read(payload []byte, base corpus.URL, contentType string) (*corpus.Content, error) {
	if len(payload) > MaxBytes {
		return nil, corpus.Unreadable("too_large", "the page is %d MiB long, the limit is %d MiB", len(payload)>>20, MaxBytes>>20)
	}
	if name := magic(payload); name != "" {
		return nil, corpus.Unreadable("not_html", "the bytes are those of a %s file, not of a web page", name)
	}
	text := charset.Decode(payload, contentType)
	if strings.TrimSpace(text.String) == "" {
		return nil, corpus.Unreadable("empty", "the page has no content")
	}
	if rubbish := text.Controls + text.Invalid; rubbish > 32 && rubbish*10 > len(text.String) {
		return nil, corpus.Unreadable("not_html", "more than a tenth of the page is control characters and invalid bytes")
	}
	if err := scanned(text.String, maxCopies); err != nil {
		return nil, err
	}
	c, err := read(text.String, base, true)
	if err == nil && len(c.Blocks) == 0 && strings.Contains(text.String, "<noscript") {
		c, err = read(text.String, base, false)
	}
	if err != nil {
		return nil, err
	}
	if len(c.Blocks) == 0 {
		return c, corpus.Unreadable("no_text", "the page holds no text outside its navigation")
	}
	return c, nil
}

// read parses and builds. Without scripting the content of noscript elements counts as text.
func read(text string, base corpus.URL, scripting bool) (*corpus.Content, error) {
	root, err := parse(text, scripting)
	if err != nil {
		return nil, err
	}
	c := &corpus.Content{Extractor: Extractor}
	p := newPage(root, base)
	p.readHead(c)
	h1 := p.title1(c.Title)
	notes := p.tooltipNotes()
	p.dropReviewComments()
	p.holdFacts()
	c.Head.Downloads = p.takeDownloads()
	p.prune(p.body)
	b := newBuilder(p, c)
	b.parts(p.parts())
	b.tooltipNotes(notes)
	b.finish(h1)
	c.Layout()
	return c, nil
}

// parse parses the page. The parser refuses pages that are nested deeper than 512 elements.
func parse(text string, scripting bool) (root *html.Node, err error) {
	defer func() {
		if r := recover(); r != nil { // the parser panics on some limits of its own
			root, err = nil, corpus.Unreadable("nested_too_deep", "the page's elements cannot be made a tree: %v", r)
		}
	}()
	root, err = html.ParseWithOptions(strings.NewReader(text), html.ParseOptionEnableScripting(scripting))
	if err != nil {
		return nil, corpus.Unreadable("nested_too_deep", "the page's elements cannot be made a tree: %v", err)
	}
	return root, nil
}

// magic returns the name of the format whose signature the bytes begin with; "" when they may be a web page.
func magic(payload []byte) string {
	for _, m := range []struct{ prefix, name string }{
		{"%PDF-", "PDF"},
		{"PK\x03\x04", "ZIP (or DOCX, XLSX, ODT)"},
		{"\xd0\xcf\x11\xe0", "legacy Office"},
		{"\x89PNG", "PNG"},
		{"GIF8", "GIF"},
		{"\xff\xd8\xff", "JPEG"},
		{"\x1f\x8b", "gzip"},
		{"{\\rtf", "RTF"},
	} {
		if bytes.HasPrefix(payload, []byte(m.prefix)) {
			return m.name
		}
	}
	return ""
}
