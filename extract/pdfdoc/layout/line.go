package layout

import (
	"math"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/irmtrail/irmtrail/extract/pdfdoc/page"
)

// line is a line of a column in the turned space of its direction.
type line struct {
	page.Line
	ref         page.LineRef
	page        int // from 1
	text        string
	x0, x1      float64
	base        float64
	left, right float64 // of its column
}

// linesOf returns lines of a column.
func linesOf(ls []page.Line, t turn, ref page.LineRef, number int) []line {
	out := make([]line, len(ls))
	left, right := math.Inf(1), math.Inf(-1)
	for i, l := range ls {
		b := t.box(l.Box)
		left, right = min(left, b[0]), max(right, b[2])
		ref.Line = i
		out[i] = line{Line: l, ref: ref, page: number, text: l.Text(), x0: b[0], x1: b[2], base: t.base(l.Base)}
	}
	for i := range out {
		out[i].left, out[i].right = left, right
	}
	return out
}

// firstWord returns the width of a line's first word.
func (l *line) firstWord() float64 {
	n := 1
	for n < len(l.Words) && !l.Words[n].Space {
		n++
	}
	a, b := l.Words[0].Box, l.Words[n-1].Box
	if l.Angle == 0 || l.Angle == 180 {
		return max(b[2]-a[0], a[2]-b[0])
	}
	return max(b[3]-a[1], a[3]-b[1])
}

// firstGap returns how far the second word of a line stands from its first.
func (l *line) firstGap() float64 {
	a, b := l.Words[0].Box, l.Words[1].Box
	if l.Angle == 0 || l.Angle == 180 {
		return max(b[0]-a[2], a[0]-b[2])
	}
	return max(b[1]-a[3], a[1]-b[3])
}

// room returns how much of the column a line leaves free at its end.
func (l *line) room() float64 { return l.right - l.x1 }

// full reports whether the next line's first word did not fit on a line.
func (l *line) full(next *line) bool {
	return l.room() < next.firstWord()+0.3*l.Size
}

// beginsSmall reports whether a line begins with a small letter.
func (l *line) beginsSmall() bool {
	r, _ := utf8.DecodeRuneInString(l.text)
	return unicode.IsLower(r)
}

// endsSentence reports whether a line ends as sentences do, the raised numbers of notes left out.
func (l *line) endsSentence() bool {
	for i := len(l.Words) - 1; i >= 0; i-- {
		if l.Words[i].Raised != 0 {
			continue
		}
		text := strings.TrimRight(l.Words[i].Text, `)]"'”’»`)
		last, _ := utf8.DecodeLastRuneInString(text)
		return strings.ContainsRune(".!?:;…", last)
	}
	return false
}

// divided reports whether a line ends inside a word.
func (l *line) divided() bool {
	before, ok := cutHyphen(l.text)
	if !ok {
		return false
	}
	last, _ := utf8.DecodeLastRuneInString(before)
	return unicode.IsLetter(last)
}

// cutHyphen returns a text without the hyphen at its end.
func cutHyphen(s string) (string, bool) {
	r, size := utf8.DecodeLastRuneInString(s)
	if r != '-' && r != '\u2010' && r != '\u00ad' {
		return s, false
	}
	return s[:len(s)-size], true
}
