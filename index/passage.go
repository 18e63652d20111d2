package index

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/irmtrail/irmtrail/corpus"
)

// Sizes of passages, in words.
const (
	passageWords = 120 // a passage is full
	passageLimit = 180 // the most that one may have, but for a list's lead-in with its first item
)

// passage is a stretch of a document under one heading and on one page.
type passage struct {
	start, end int // offsets in the document's text
	page       int
	section    string // heading over it
}

// passages cuts a document into passages. Furniture is left out; so are footnotes unless notes is set: the notes of a
// report are entries of their own, those of any other document stand nowhere else. A heading that nothing follows is
// a passage, so that every word can be found.
func passages(c *corpus.Content, notes bool) []passage {
	k := cutter{text: c.Text()}
	for i := range c.Blocks {
		b := &c.Blocks[i]
		switch {
		case b.Kind == corpus.Heading:
			k.heading(b)
		case b.Kind == corpus.Furniture, b.Kind == corpus.Note && !notes:
			k.flush()
		default:
			leads := b.Kind != corpus.ListItem && i+1 < len(c.Blocks) && c.Blocks[i+1].Kind == corpus.ListItem && c.Blocks[i+1].Page == b.Page
			k.block(b, leads)
		}
	}
	k.flush()
	k.bareHeading()
	return k.out
}

// cutter collects pieces into passages.
type cutter struct {
	text *corpus.Text
	out  []passage

	current passage
	words   int  // of the current passage, 0 when there is none
	leadIn  bool // the last piece leads into a list

	over *corpus.Block // heading, nil before the first
	bare bool          // nothing followed it yet
}

func (k *cutter) heading(b *corpus.Block) {
	k.flush()
	k.bareHeading()
	if b.Start < b.End {
		k.over, k.bare = b, true
	}
}

func (k *cutter) bareHeading() {
	if k.bare {
		k.out = append(k.out, passage{start: k.over.Start, end: k.over.End, page: k.over.Page, section: headingText(k.over)})
		k.bare = false
	}
}

func (k *cutter) block(b *corpus.Block, leads bool) {
	if k.words > 0 && k.current.page != b.Page {
		k.flush()
	}
	pieces := k.pieces(b)
	for i, p := range pieces {
		k.add(p, b.Page, leads && i == len(pieces)-1)
	}
}

func (k *cutter) add(p piece, page int, leads bool) {
	full := k.words >= passageWords || k.words+p.words > passageLimit || leads && k.words >= passageWords/2
	if full && !k.leadIn {
		k.flush()
	}
	if k.words == 0 {
		k.current = passage{start: p.start, page: page}
		if k.over != nil {
			k.current.section = headingText(k.over)
		}
	}
	k.current.end = p.end
	k.words += p.words
	k.leadIn = leads
	k.bare = false
}

func (k *cutter) flush() {
	if k.words > 0 {
		k.out = append(k.out, k.current)
	}
	k.words, k.leadIn = 0, false
}

// piece is what is not divided any more: a paragraph, an item, a row of a table, some sentences of a long one of these.
type piece struct {
	start, end int
	words      int
}

func (k *cutter) pieces(b *corpus.Block) []piece {
	var out []piece
	for _, span := range rows(b) {
		text := k.text.Slice(span[0], span[1])
		words := wordCount(text)
		switch {
		case words == 0:
		case words <= passageLimit:
			out = append(out, piece{span[0], span[1], words})
		default:
			out = append(out, sentences(text, span[0])...)
		}
	}
	return out
}

// rows returns the offsets of the rows of a table, or those of the whole block.
func rows(b *corpus.Block) [][2]int {
	if len(b.Cells) == 0 {
		return [][2]int{{b.Start, b.End}}
	}
	var out [][2]int
	row := -1
	for _, c := range b.Cells {
		switch {
		case c.Start >= c.End:
		case c.Row != row || len(out) == 0:
			out = append(out, [2]int{c.Start, c.End})
			row = c.Row
		default:
			last := &out[len(out)-1]
			last[0], last[1] = min(last[0], c.Start), max(last[1], c.End)
		}
	}
	return out
}

// wordCount counts words; scripts that do not part them, and unbroken rows of signs, count ten code points as one.
func wordCount(text string) int {
	return max(len(strings.Fields(text)), utf8.RuneCountInString(text)/10)
}

// sentences divides a long text that starts at an offset into pieces of about passageWords, at the ends of sentences
// where there are any, else between words, else anywhere.
func sentences(text string, offset int) []piece {
	var out []piece
	runes := []rune(text)
	for start := 0; start < len(runes); {
		end := pieceEnd(runes[start:])
		for end > 0 && unicode.IsSpace(runes[start+end-1]) && start+end < len(runes) {
			end--
		}
		if words := wordCount(string(runes[start : start+end])); words > 0 {
			out = append(out, piece{offset + start, offset + start + end, words})
		}
		start += max(end, 1)
		for start < len(runes) && unicode.IsSpace(runes[start]) {
			start++
		}
	}
	return out
}

// pieceEnd returns where the first piece of a text ends.
func pieceEnd(runes []rune) int {
	words, sentence, space := 0, 0, 0
	for i, r := range runes {
		if max(words, i/10) >= passageLimit {
			switch {
			case sentence > 0:
				return sentence
			case space > 0:
				return space
			}
			return i
		}
		if !unicode.IsSpace(r) {
			continue
		}
		if i > 0 && !unicode.IsSpace(runes[i-1]) {
			words++
			space = i
			if endsSentence(runes[:i]) && i+1 < len(runes) && !unicode.IsLower(runes[i+1]) {
				sentence = i
				if max(words, i/10) >= passageWords {
					return sentence
				}
			}
		}
	}
	return len(runes)
}

func endsSentence(runes []rune) bool {
	for i := len(runes) - 1; i >= 0; i-- {
		switch runes[i] {
		case '.', '!', '?', '…', '。', '؟', '।':
			return true
		case '"', '\'', '”', '’', '»', ')', ']':
			continue
		}
		return false
	}
	return false
}
