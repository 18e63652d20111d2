package scan

import (
	"strings"
	"unicode"

	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/extract/pdfdoc/page"
)

// Words finds the recognised words of a page in the document's text: each word of the text that stands on the page is the first of the same
// letters that is left, nearest below where the one before was. What was mended on the way, such as a word that a hyphen parted, is left out.
func Words(c *corpus.Content, number int, r page.Recognised) (out []corpus.Word) {
	left := map[string][]int{}
	for i, w := range r.Words {
		left[w.Text] = append(left[w.Text], i)
	}
	for i := range c.Blocks {
		for _, t := range tokens(&c.Blocks[i]) {
			if c.PageAt(t.start) != number {
				continue
			}
			k := nearest(r, left[t.text], boxAt(&c.Blocks[i], t.start))
			if k < 0 {
				continue
			}
			w := r.Words[left[t.text][k]]
			left[t.text] = append(left[t.text][:k:k], left[t.text][k+1:]...)
			out = append(out, corpus.Word{Start: t.start, End: t.end, Page: number, Box: w.Box, Confidence: w.Confidence})
		}
	}
	return out
}

// token is a word of a block's text with its offsets.
type token struct {
	text       string
	start, end int
}

func tokens(b *corpus.Block) (out []token) {
	at := b.Start
	var word strings.Builder
	start := at
	flush := func() {
		if word.Len() > 0 {
			out = append(out, token{word.String(), start, at})
		}
		word.Reset()
	}
	for _, r := range b.Text() {
		if unicode.IsSpace(r) {
			flush()
			at++
			start = at
			continue
		}
		word.WriteRune(r)
		at++
	}
	flush()
	return out
}

// boxAt returns where on its page the text at an offset of a block stands, as near as the block tells: its cell, its part, itself.
func boxAt(b *corpus.Block, offset int) *corpus.Box {
	for i := range b.Cells {
		if c := &b.Cells[i]; c.Start <= offset && offset < c.End && c.Box != nil {
			return c.Box
		}
	}
	box := b.Box
	for i := range b.Parts {
		if b.Parts[i].At <= offset && b.Parts[i].Box != nil {
			box = b.Parts[i].Box
		}
	}
	return box
}

// slack is how far, in points, a word may stand outside the box of its block.
const slack = 3

// nearest returns which of the words stands in the box; -1 for none.
func nearest(r page.Recognised, words []int, box *corpus.Box) int {
	for k, i := range words {
		w := r.Words[i].Box
		x, y := (w[0]+w[2])/2, (w[1]+w[3])/2
		if box == nil || x >= box[0]-slack && x <= box[2]+slack && y >= box[1]-slack && y <= box[3]+slack {
			return k
		}
	}
	return -1
}

// Shown maps every box of a document's recognised page back to the page as it is shown, and gives the page its size.
func Shown(c *corpus.Content, number int, o corpus.OCR, width, height float64) {
	place := func(b *corpus.Box) *corpus.Box {
		if b == nil {
			return nil
		}
		back := page.Shown(*b, o, width, height)
		return &back
	}
	for i := range c.Blocks {
		b := &c.Blocks[i]
		if b.Page == number {
			b.Box = place(b.Box)
		}
		for j := range b.Cells {
			if c.PageAt(b.Cells[j].Start) == number {
				b.Cells[j].Box = place(b.Cells[j].Box)
			}
		}
		for j := range b.Parts {
			if b.Parts[j].Page == number {
				b.Parts[j].Box = place(b.Parts[j].Box)
			}
		}
	}
	for i := range c.Words {
		if c.Words[i].Page == number {
			c.Words[i].Box = page.Shown(c.Words[i].Box, o, width, height)
		}
	}
	p := &c.Pages[number-1]
	p.Width, p.Height, p.OCR = width, height, &o
}
