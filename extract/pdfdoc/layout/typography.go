package layout

import (
	"math"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/irmtrail/irmtrail/extract/pdfdoc/page"
)

// typography is how a document sets its text.
type typography struct {
	body   float64        // size of most characters
	levels []float64      // sizes of headings, largest first
	marked map[string]int // levels of the outline's entries, by their letters
}

// Headings are larger than the text by this factor; only the largest sizes are told apart.
const (
	headingSize = 7.0 / 6
	sizeLevels  = 3
)

func newTypography(ps []paragraph, bookmarks []page.Bookmark) typography {
	count := map[float64]int{}
	for i := range ps {
		for _, l := range ps[i].lines {
			count[math.Round(l.Size*2)/2] += len(l.text)
		}
	}
	t := typography{marked: map[string]int{}}
	for size, n := range count {
		if n > count[t.body] || n == count[t.body] && size > t.body {
			t.body = size
		}
	}
	for size := range count {
		if size >= t.body*headingSize {
			t.levels = append(t.levels, size)
		}
	}
	slices.Sort(t.levels)
	slices.Reverse(t.levels)
	for _, b := range bookmarks {
		if key := lettersOf(b.Title); key != "" && b.Level > 0 {
			t.marked[key] = b.Level
		}
	}
	return t
}

// lettersOf returns the letters and digits of a text in lower case.
func lettersOf(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, s)
}

// Headings are at most this long.
const (
	maxHeading      = 200 // code points
	maxHeadingWords = 14  // where only weight tells
	maxHeadingLines = 4
	quoteWords      = 6 // of a sentence that is set larger
)

// level returns the level of a heading, 0 for other text. What the outline names is one; larger text is one by itself; bold
// text of the body's size is one where it is short, begins like one and does not end like a sentence.
func (t typography) level(p *paragraph) int {
	text := p.text()
	if utf8.RuneCountInString(text) > maxHeading || !strings.ContainsFunc(text, unicode.IsLetter) || len(p.lines) > maxHeadingLines {
		return 0
	}
	l := &p.lines[0]
	if l.beginsSmall() || len(strings.Fields(text)) > quoteWords && strings.HasSuffix(strings.TrimRight(text, `”"»0123456789`), ".") {
		return 0 // a passage that is set larger
	}
	if level := t.marked[lettersOf(text)]; level > 0 && l.Size >= t.body-0.5 {
		return min(level, 6)
	}
	size := math.Round(l.Size*2) / 2
	for i, s := range t.levels {
		if size >= s {
			return min(i+1, sizeLevels)
		}
	}
	if !l.Bold && !capitals(text) && !(labelled(l) && italic(l.Words)) || l.Size < t.body-0.5 || len(strings.Fields(text)) > maxHeadingWords || len(p.lines) > 2 {
		return 0
	}
	first, _ := utf8.DecodeRuneInString(text)
	last, _ := utf8.DecodeLastRuneInString(text)
	if !unicode.IsUpper(first) && !unicode.IsDigit(first) && first != '¿' || strings.ContainsRune(".,;:", last) {
		return 0
	}
	return min(len(t.levels), sizeLevels) + 1
}

// italic reports whether all words are.
func italic(ws []page.Word) bool {
	for i := range ws {
		if !ws[i].Italic {
			return false
		}
	}
	return true
}

// capitals reports whether a text is set in capitals: more than a short word or a code.
func capitals(s string) bool {
	n := 0
	for _, r := range s {
		if unicode.IsLower(r) {
			return false
		}
		if unicode.IsUpper(r) {
			n++
		}
	}
	return n >= 8 && n*2 > len(s)
}
