package report

import (
	"strings"

	"github.com/irmtrail/irmtrail/corpus"
)

// titleGoesOn takes a heading right behind that of a commitment for the rest of its title, where that lacks one or breaks off.
func (a *annex) titleGoesOn(text string, b *corpus.Block) bool {
	h := &a.current
	if !a.open || h.level == 0 || h.level != b.Level || a.rated || a.c.BlockAt(h.start)+1 != a.c.BlockAt(b.Start) || len(h.numbers) != 1 {
		return false
	}
	a.x.read(a.lex, text, b.Start)
	if _, ok := headingOf(&a.x, text, b.Start, true); ok || h.title != "" && !goesOn(h.title, text) && !a.breaksOff(h.title) {
		return false
	}
	if _, ok := a.labelAt(a.x.opening(), true); ok {
		return false
	}
	h.title, h.end = cleanTitle(h.title+" "+text), b.End
	return true
}

// breaksOff reports whether a title ends in a word that asks for another.
func (a *annex) breaksOff(title string) bool {
	a.x.read(a.lex, title, 0)
	last := len(a.x.toks) - 1
	return last > 0 && (a.x.is(last, asBoundary, asPreposition, asOf, asArticle, asDefinite) || a.x.toks[last].kind == mark && a.x.sign(last, ":", "–", "-", "&"))
}

// mostTitleLines is how many lines the heading of a commitment has at most.
const mostTitleLines = 4

// joinTitle puts the lines of a commitment's heading on one, so that offsets stay: all of a heading, elsewhere those up to the
// first label.
func (a *annex) joinTitle(text string, whole bool) string {
	if !strings.Contains(text, "\n") {
		return text
	}
	lines := strings.Split(text, "\n")
	for i := 0; i < len(lines)-1; i++ {
		if !a.opensCommitment(lines[i]) {
			continue
		}
		end := i + 1
		for end < len(lines) && end-i < mostTitleLines && !a.opensLine(lines[end]) {
			end++
		}
		if end < len(lines) && !a.opensLine(lines[end]) || end == len(lines) && !whole {
			continue
		}
		lines = append(append(lines[:i:i], strings.Join(lines[i:end], " ")), lines[end:]...)
	}
	return strings.Join(lines, "\n")
}

// titleEnd returns where, in bytes, the heading of a commitment ends that has its values on the same line: "Commitment 2: Courts
// • Verifiable: No", "Commitment 2: Courts Verifiable: No". 0 when the line is not both.
func (a *annex) titleEnd(line string) int {
	if i := strings.IndexAny(line, bullets); i > 0 && a.opensCommitment(line[:i]) {
		return i
	}
	a.x.read(a.lex, unstarred(line), 0)
	if !a.x.is(0, asSingular, asPlural) && !a.x.is(1, asSingular, asPlural) {
		return 0
	}
	for i := 2; i < len(a.x.toks); i++ {
		l, ok := a.labelAt(i, false)
		if !ok || !a.valueFollows(l) {
			continue
		}
		if a.x.sign(i-1, "¿") {
			i--
		}
		if end := byteOf(line, a.x.toks[i].start); a.opensCommitment(strings.TrimRight(line[:end], " ")) {
			return end
		}
		return 0
	}
	return 0
}

// headingBehind returns where, in bytes, the heading of another commitment begins behind the value that ends the one before on the same
// line, as where a page's columns or boxes run into each other: "Potential for results: Modest Commitment 6: Access to information". 0 for
// none.
func (a *annex) headingBehind(line string) int {
	a.x.read(a.lex, unstarred(line), 0)
	if _, ok := a.labelAt(a.x.opening(), true); !ok {
		return 0
	}
	for i := 2; i < len(a.x.toks); i++ {
		n := a.x.len(i, asSingular)
		if n == 0 || i+n >= len(a.x.toks) || a.x.toks[i+n].kind != number || !a.valueJustBefore(i) {
			continue
		}
		if at := byteOf(line, a.x.toks[i].start); a.opensCommitment(line[at:]) {
			return at
		}
		return 0
	}
	return 0
}

// bullets are the signs that begin an item inside a line.
const bullets = "•▪●■◦‣"
