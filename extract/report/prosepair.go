package report

import (
	"strings"
	"unicode"

	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/extract/structure"
)

// pairsInProse reads the labels and values in a paragraph that a PDF's reader has run together with the text around them: two at
// least, each label with a capital and a sign, each value right behind it.
func (a *annex) pairsInProse(b *corpus.Block) {
	if !a.open || b.Page == 0 || b.End-b.Start > longestParagraph {
		return
	}
	text := a.s.Plain(a.c, structure.Range{Start: b.Start, End: b.End})
	if strings.Count(text, ":")+strings.Count(text, "?") < 2 {
		return
	}
	s := &a.x
	s.read(a.lex, text, b.Start)
	runes := []rune(text)
	var found []label
	for i := range s.toks {
		if s.toks[i].kind != word || !unicode.IsUpper(runes[s.toks[i].start-b.Start]) {
			continue
		}
		if l, ok := a.labelAt(i, false); ok && s.sign(l.to-1, ":", "?") && a.valueFollows(l) {
			found = append(found, l)
		}
	}
	if len(found) < 2 {
		return
	}
	for _, l := range found {
		a.rate(l, l.to, a.proseValueEnd(l), b)
	}
}

// longestParagraph bounds a paragraph that is searched for labels, in code points.
const longestParagraph = 8000

// proseValueEnd returns where the value behind a label ends in running text: the longest that is on the scale.
func (a *annex) proseValueEnd(l label) int {
	end := l.to + 1
	if l.relevance {
		for n := a.relevanceName(l.to); n > 0; n = a.relevanceName(end) {
			end = max(end, l.to) + n
			for a.x.sign(end, ",", ";", "&") || a.x.is(end, asBoundary) {
				end++
			}
			if a.x.sign(end-1, ".") {
				break
			}
		}
		return min(end, len(a.x.toks))
	}
	for n := 1; n <= longestValue && l.to+n <= len(a.x.toks); n++ {
		if a.lex.valueOn(l.indicators[0], wordsOf(a.x.toks[l.to:l.to+n])) != "" && a.x.toks[l.to+n-1].kind != mark {
			end = l.to + n
		}
	}
	return end
}
