package report

import (
	"strings"

	"github.com/irmtrail/irmtrail/corpus"
)

// survey looks through the headings of the document: whether they open commitments by that word, at what level, and which of the
// others a document repeats.
func (a *annex) survey() {
	a.repeated = map[string]int{}
	for i := range a.c.Blocks {
		b := &a.c.Blocks[i]
		if b.Kind != corpus.Heading || b.End-b.Start > longestHeading {
			continue
		}
		text := unstarred(strings.ReplaceAll(b.Text(), "\n", " "))
		a.x.read(a.lex, text, b.Start)
		h, ok := headingOf(&a.x, text, b.Start, true)
		switch {
		case ok && h.title != "" && (a.headLevel == 0 || b.Level < a.headLevel):
			a.named, a.headLevel = true, b.Level
		case !ok && b.Page > 0 && len(a.repeated) < mostHeadings:
			a.repeated[foldPhrase(text)]++
		}
	}
}

// mostHeadings bounds how many different headings are counted.
const mostHeadings = 10000

// headingAt reads the heading of a commitment in a line without its stars.
func (a *annex) headingAt(line string, at int, b *corpus.Block, marked bool) (heading, bool) {
	level := 0
	if b.Kind == corpus.Heading {
		level = b.Level
	}
	h, ok := headingOf(&a.x, line, at, marked)
	if !ok && marked {
		h, ok = otherHeading(&a.x, line, at, level > 0 && !a.named)
		below := a.open && !a.current.tentative && a.current.level > 0 && (level == 0 || level > a.current.level)
		ok = ok && !below // a part of the commitment that is open
	}
	h.level, h.set = level, level > 0 || marked && b.Page > 0 && a.bold(b, b.Start, b.End) && h.title != ""
	return h, ok
}

// endsPart reports whether a heading ends the part of the report about the commitment that is open. Headings that a report repeats are
// those of parts of each commitment, "IRM assessment"; others of its heading's level or above are not.
func (a *annex) endsPart(b *corpus.Block, line string) bool {
	level := a.current.level
	if level == 0 {
		level = a.headLevel
	}
	return level == 0 || b.Level < level || b.Level == level && a.repeated[foldPhrase(line)] < 2
}

// opensCommitment reports whether a line is the heading of a commitment.
func (a *annex) opensCommitment(line string) bool {
	plain := unstarred(strings.TrimSpace(line))
	a.x.read(a.lex, plain, 0)
	_, ok := headingOf(&a.x, plain, 0, true)
	return ok
}

// opensLine reports whether a line is one of its own: a bullet, a label with or without its value, another heading.
func (a *annex) opensLine(line string) bool {
	if a.opensCommitment(line) {
		return true
	}
	a.x.read(a.lex, line, 0)
	if i := a.x.opening(); i > 0 && !a.x.sign(0, "¿") || strings.TrimSpace(line) == "" {
		return true
	}
	_, ok := a.labelAt(a.x.opening(), true)
	return ok
}

// opensPair reports whether the line begins with a label that has words behind it: "Completion: Limited".
func (a *annex) opensPair() bool {
	l, ok := a.labelAt(a.x.opening(), true)
	return ok && l.to < len(a.x.toks)
}
