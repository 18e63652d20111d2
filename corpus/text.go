package corpus

import (
	"sort"
	"unicode/utf8"
)

// Text is a document's text with offsets in code points. Slicing costs a walk over at most textStride code points.
type Text struct {
	s     string
	marks []int // byte offset of every textStride-th code point
	n     int   // length in code points
}

const textStride = 64

// NewText indexes s, which must be valid UTF-8.
func NewText(s string) *Text {
	t := &Text{s: s, marks: make([]int, 0, len(s)/textStride+1)}
	for i := range s {
		if t.n%textStride == 0 {
			t.marks = append(t.marks, i)
		}
		t.n++
	}
	return t
}

// String returns the whole text.
func (t *Text) String() string { return t.s }

// Len returns the length in code points.
func (t *Text) Len() int { return t.n }

// Slice returns the text between two offsets; both are clipped to the text.
func (t *Text) Slice(start, end int) string {
	start, end = max(0, min(start, t.n)), max(0, min(end, t.n))
	if start >= end {
		return ""
	}
	return t.s[t.Byte(start):t.Byte(end)]
}

// Byte returns the byte offset of a code point offset.
func (t *Text) Byte(offset int) int {
	if offset >= t.n {
		return len(t.s)
	}
	b := t.marks[offset/textStride]
	for range offset % textStride {
		_, size := utf8.DecodeRuneInString(t.s[b:])
		b += size
	}
	return b
}

// Offset returns the code point offset of a byte offset, which must lie on a code point.
func (t *Text) Offset(b int) int {
	if b >= len(t.s) {
		return t.n
	}
	i := sort.SearchInts(t.marks, b+1) - 1
	return i*textStride + utf8.RuneCountInString(t.s[t.marks[i]:b])
}

// Evidence quotes the text between two offsets, with its context.
func (t *Text) Evidence(id DocumentID, page, start, end int) Evidence {
	start, end = max(0, min(start, t.n)), max(0, min(end, t.n))
	return Evidence{
		DocumentID: id, Page: page, Start: &start, End: &end,
		Quote:  t.Slice(start, end),
		Prefix: t.Slice(start-ContextLength, start),
		Suffix: t.Slice(end, end+ContextLength),
	}
}
