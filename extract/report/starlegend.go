package report

import "github.com/irmtrail/irmtrail/corpus"

// starLegend reports whether the report says that its stars mean something else than starred commitments: "Promising commitments are
// marked ★", as action plan reviews do.
func (a *annex) starLegend() bool {
	for i := range a.c.Blocks {
		b := &a.c.Blocks[i]
		if b.Kind == corpus.Heading || b.Kind == corpus.Table || b.End-b.Start > longestLegend {
			continue
		}
		text := b.Text()
		if i+1 < len(a.c.Blocks) && a.c.Blocks[i+1].Start == b.End { // the next goes on with its line
			text += a.c.Blocks[i+1].Text()
		}
		if starred(text) && a.explainsStars(text) {
			return true
		}
	}
	return false
}

// explainsStars reports whether a text with a star gives it another meaning; the heading or title of a commitment gives it none.
func (a *annex) explainsStars(text string) bool {
	if numbered(text) {
		return false
	}
	a.x.read(a.lex, unstarred(text), 0)
	if _, heads := headingOf(&a.x, unstarred(text), 0, true); heads || a.saysStarred() {
		return false
	}
	for _, words := range a.lex.otherStars {
		for i := range a.x.toks {
			if a.x.says(i, words) {
				return true
			}
		}
	}
	return false
}

// longestLegend bounds a text that explains signs, in code points.
const longestLegend = 600

// saysStarred reports whether the line speaks of starred commitments, or of values that make one.
func (a *annex) saysStarred() bool {
	s := &a.x
	for i := range s.toks {
		for _, m := range s.matches(i) {
			starredPolar := m.part == asPolar && s.lex.polar[m.payload].Indicator == corpus.Starred
			starredPhrase := m.part == asPhrase && s.lex.senses[m.payload].indicator == corpus.Starred
			if starredPolar || starredPhrase {
				return true
			}
		}
	}
	return false
}

// putStar adds that a commitment is starred, unless the report's stars mean something else.
func (a *annex) putStar(star string, m corpus.Method, start, end int, box *corpus.Box) {
	if !a.otherStars {
		a.put(corpus.Starred, "yes", star, m, start, end, box)
	}
}
