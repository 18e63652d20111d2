package textdoc

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/irmtrail/irmtrail/corpus"
)

var (
	// markerAtEnd matches a footnote marker at the end of a line: "Early Results[1]".
	markerAtEnd = regexp.MustCompile(`\s?[\[(]\d{1,3}[\])]$`)
	// noteStart matches the beginning of a note or a reference: "[5] According to".
	noteStart = regexp.MustCompile(`^\[\d{1,3}\]`)
	// sectionNumber matches the number of a section: "4.2 Findings", "III. Method".
	sectionNumber = regexp.MustCompile(`^(\d{1,2}(?:\.\d{1,2})*)\.?\s`)
)

// Headings are at most this long.
const (
	maxHeading      = 100 // code points
	maxHeadingWords = 14
)

// markHeadings makes headings of lines that look like one, stand behind a blank line (where blank lines part the
// paragraphs) and have text behind. It returns the title: the
// first line of the document, furniture aside, if it looks like a heading; it gets level 1.
func markHeadings(pieces []piece) string {
	gaps := 0
	for _, p := range pieces {
		if p.before {
			gaps++
		}
	}
	spaced := gaps*3 > len(pieces) // blank lines part the paragraphs, so they part headings too
	title := ""
	first := true
	for i := range pieces {
		p := &pieces[i]
		if p.kind == corpus.Furniture {
			continue
		}
		candidate := p.kind == corpus.Paragraph && looksLikeHeading(p.text) && p.lines == 1 && (!spaced || p.before || first)
		switch {
		case first && candidate && next(pieces, i) >= 0:
			p.kind, p.level = corpus.Heading, 1
			title = markerAtEnd.ReplaceAllString(p.text, "")
		case candidate && introduces(pieces, i):
			p.kind, p.level = corpus.Heading, headingLevel(p.text)
		}
		first = false
	}
	return title
}

// looksLikeHeading reports whether a line can be a heading by itself: short, no sentence, no address, begins with a capital
// or a number.
func looksLikeHeading(text string) bool {
	text = markerAtEnd.ReplaceAllString(text, "")
	words := strings.Fields(text)
	if len(words) == 0 || len(words) > maxHeadingWords || utf8.RuneCountInString(text) > maxHeading || noteStart.MatchString(text) {
		return false
	}
	if strings.Contains(text, "://") || strings.Contains(text, "@") || strings.HasPrefix(words[0], "www.") {
		return false
	}
	last, _ := utf8.DecodeLastRuneInString(text)
	if strings.ContainsRune(".,;:!…", last) {
		return false
	}
	r, _ := utf8.DecodeRuneInString(strings.TrimLeft(text, "¿¡“”\"«'‘("))
	letters := strings.ContainsFunc(text, unicode.IsLetter)
	return letters && (unicode.IsUpper(r) || unicode.IsDigit(r) || unicode.Is(unicode.Lo, r))
}

// introduces reports whether the text behind a line is longer than the line and is text: a paragraph with sentences, or a
// list.
func introduces(pieces []piece, i int) bool {
	j := next(pieces, i)
	if j < 0 {
		return false
	}
	p := pieces[j]
	if p.kind == corpus.ListItem {
		return true
	}
	return p.kind == corpus.Paragraph && !noteStart.MatchString(p.text) && p.width*int(max(1, p.lines)) > pieces[i].width &&
		(strings.ContainsAny(p.text, ".:;?!") && utf8.RuneCountInString(p.text) > 60 || utf8.RuneCountInString(p.text) > 2*maxHeading)
}

// next returns the index of the next piece that is no furniture, or -1.
func next(pieces []piece, i int) int {
	for j := i + 1; j < len(pieces); j++ {
		if pieces[j].kind != corpus.Furniture {
			return j
		}
	}
	return -1
}

// headingLevel returns 2, or more where the number of a section shows it: 3 for "4.2 Findings".
func headingLevel(text string) int {
	m := sectionNumber.FindStringSubmatch(text)
	if m == nil {
		return 2
	}
	return min(6, 2+strings.Count(m[1], "."))
}
