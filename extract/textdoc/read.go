// Package textdoc turns plain text into blocks: paragraphs, list items and, guessed with caution, headings.
//
// Plain text has no standard. What is read is what people and programs write: paragraphs between blank lines, or one on
// each line; lines broken by hand or by a mail program; bullets and numbers; form feeds between pages; and the lines of
// navigation that come along when a web page is saved as text, which become furniture. A paragraph that begins with "[5]" stays a
// paragraph: footnotes are recognised elsewhere. Tables drawn with spaces are not recognised.
package textdoc

import (
	"strings"

	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/extract/charset"
	"github.com/irmtrail/irmtrail/extract/chrome"
)

// Extractor names this reader and its version.
const Extractor = "textdoc/1"

// MaxBytes is the longest text that is read.
const MaxBytes = 16 << 20

// maxLines bounds the blocks that a text makes.
const maxLines = 400_000

// Read returns the content of a plain text that came with the given Content-Type, which may be empty.
//
// A fault of the text is a *corpus.ReadError with one of these codes: empty, too_large, binary.
func Read(payload []byte, contentType string) (*corpus.Content, error) {
	if len(payload) > MaxBytes {
		return nil, corpus.Unreadable("too_large", "the text is %d MiB long, the limit is %d MiB", len(payload)>>20, MaxBytes>>20)
	}
	text := charset.Decode(payload, contentType)
	// Text may hold a stray control character; a fiftieth of it is more than any text has.
	if rubbish := text.Controls + text.Invalid; rubbish > 8 && rubbish*50 > len(text.String) || len(payload) > 0 && text.String == "" {
		return nil, corpus.Unreadable("binary", "%d of %d characters are control characters or invalid", rubbish, len(payload))
	}
	if strings.TrimSpace(text.String) == "" {
		return nil, corpus.Unreadable("empty", "the text has no content")
	}
	lines, pages := linesOf(text.String)
	if len(lines) > maxLines {
		return nil, corpus.Unreadable("too_large", "the text has more than %d lines", maxLines)
	}
	if len(lines) == 0 {
		return nil, corpus.Unreadable("empty", "the text has no visible characters")
	}
	pieces := piecesOf(lines)
	markFurniture(pieces, chrome.Load())
	markLists(pieces)
	title := markHeadings(pieces)
	c := &corpus.Content{Title: title, Extractor: Extractor, Blocks: blocksOf(pieces)}
	if pages > 1 {
		c.Pages = make([]corpus.Page, pages) // without size: a form feed says only that a page ends
	}
	c.Layout()
	return c, nil
}

// blocksOf makes blocks of the pieces.
func blocksOf(pieces []piece) []corpus.Block {
	blocks := make([]corpus.Block, len(pieces))
	for i, p := range pieces {
		blocks[i] = corpus.Block{
			Kind: p.kind, Level: p.level, Label: p.label, List: p.list, Page: p.page,
			Spans: []corpus.Span{{Text: p.text}},
		}
	}
	return blocks
}
