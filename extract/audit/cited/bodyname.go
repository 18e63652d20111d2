package cited

import (
	"maps"
	"slices"
	"strings"
	"unicode"
)

// bodyName is the name of a committee or working group, taken apart so that it can be compared with one in another language.
type bodyName struct {
	heads       map[string]bool // concepts of its head nouns
	qualifiers  map[string]bool // concepts of what tells it from others
	neutral     map[string]bool // concepts that it can gain or lose
	commitments []string        // numbers of the commitments that it is the body of
	other       []string        // content words that no concept has
	acronyms    []string        // words in capitals, in lower case
	unknown     []string        // those of them that no concept has
}

// parseBody takes a name apart.
func parseBody(name string) bodyName {
	b := bodyName{heads: map[string]bool{}, qualifiers: map[string]bool{}, neutral: map[string]bool{}}
	ws, x := wordsOf(name), vocabulary()
	mixed := strings.IndexFunc(name, unicode.IsLower) >= 0 || len(ws) <= 3
	for i := 0; i < len(ws); i++ {
		if l, ok := commitmentList(name, ws, i); ok {
			b.commitments = append(b.commitments, l.numbers...)
			i = l.last
			continue
		}
		classes, n := x.concepts.at(ws, i)
		acronym := mixed && capitals(name[ws[i].start:ws[i].end])
		if acronym {
			b.acronyms = append(b.acronyms, ws[i].fold)
		}
		switch {
		case n > 0:
			b.add(classes)
			i += n - 1
		case x.small[ws[i].fold] || x.commitments[ws[i].fold]:
		case acronym:
			b.unknown = append(b.unknown, ws[i].fold)
		default:
			b.other = append(b.other, ws[i].fold)
		}
	}
	return b
}

func (b *bodyName) add(classes []string) {
	x := vocabulary()
	for _, c := range classes {
		switch {
		case x.heads[c] != "":
			b.heads[c] = true
		case x.neutral[c]:
			b.neutral[c] = true
		default:
			b.qualifiers[c] = true
		}
	}
}

// capitals reports whether a word is written in capitals, as acronyms are.
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
	return n >= 2 && n <= 7
}

// plain reports whether a name says no more than what sort of body it is: "the Working Group".
func (b *bodyName) plain() bool {
	return len(b.qualifiers) == 0 && len(b.other) == 0 && len(b.commitments) == 0
}

// likeness says whether two names are of one body.
type likeness int

const (
	unclear likeness = iota
	same
	different
)

// compareBodies compares the name in the note with that in the document. Only names whose parts are all known and exclude each other are
// different.
func compareBodies(note, doc *bodyName) likeness {
	switch {
	case len(note.commitments) > 0 && len(doc.commitments) > 0 && !intersect(note.commitments, doc.commitments):
		return different
	case intersect(note.commitments, doc.commitments) && (note.family() == doc.family() || note.wide() || doc.wide()):
		return same
	case len(note.heads) == 0 || len(doc.heads) == 0:
		return headless(note, doc)
	case shared(note.heads, doc.heads):
		return ofOneHead(note, doc)
	case note.family() == doc.family():
		return ofOneFamily(note, doc)
	}
	return ofTwoFamilies(note, doc)
}

// headless compares names of which one has no known head noun.
func headless(note, doc *bodyName) likeness {
	if shared(note.qualifiers, doc.qualifiers) || intersect(note.unknown, doc.unknown) || cognate(note.other, doc.other) {
		return same
	}
	return unclear
}

// ofOneHead compares two committees, or two working groups.
func ofOneHead(note, doc *bodyName) likeness {
	switch {
	case note.plain(), doc.plain(), shared(note.qualifiers, doc.qualifiers), cognate(note.other, doc.other):
		return same
	case note.excludes(doc):
		return different
	}
	return unclear
}

// excludes reports whether two names are told apart by known words that do not translate each other.
func (b *bodyName) excludes(doc *bodyName) bool {
	return len(b.qualifiers) > 0 && len(doc.qualifiers) > 0 && !shared(b.qualifiers, doc.qualifiers) && !shared(groups(b.qualifiers), groups(doc.qualifiers))
}

// ofOneFamily compares a committee with a council: translations take one for the other.
func ofOneFamily(note, doc *bodyName) likeness {
	switch {
	case shared(note.qualifiers, doc.qualifiers):
		return same
	case note.wide() || doc.wide():
		return unclear
	case note.excludes(doc):
		return different
	}
	return unclear
}

// ofTwoFamilies compares a committee with a working group.
func ofTwoFamilies(note, doc *bodyName) likeness {
	if note.wide() || doc.wide() || shared(note.qualifiers, doc.qualifiers) || note.plain() && doc.plain() {
		return unclear
	}
	return different
}

func (b *bodyName) family() string {
	for _, h := range slices.Sorted(maps.Keys(b.heads)) {
		return vocabulary().heads[h]
	}
	return ""
}

// wide reports whether reports use all head nouns of the name for any body.
func (b *bodyName) wide() bool {
	for h := range b.heads {
		if !vocabulary().wide[h] {
			return false
		}
	}
	return true
}

// groups returns the groups of qualifiers that translate each other.
func groups(qualifiers map[string]bool) map[string]bool {
	m := map[string]bool{}
	for q := range qualifiers {
		if g := vocabulary().akin[q]; g != "" {
			m[g] = true
		}
	}
	return m
}

func shared(a, b map[string]bool) bool {
	for k := range a {
		if b[k] {
			return true
		}
	}
	return false
}

func intersect(a, b []string) bool {
	return slices.ContainsFunc(a, func(s string) bool { return slices.Contains(b, s) })
}

// cognateLength is how many letters at their beginning make words of two languages the same: "protección", "protection".
const cognateLength = 6

// cognate reports whether two lists share a word, or words of two languages that begin alike.
func cognate(a, b []string) bool {
	for _, x := range a {
		for _, y := range b {
			if x == y || len(x) >= cognateLength && len(y) >= cognateLength && x[:cognateLength] == y[:cognateLength] {
				return true
			}
		}
	}
	return false
}
