package cited

import (
	"fmt"
	"slices"
	"strings"

	"github.com/irmtrail/irmtrail/corpus"
)

// bodyAspect compares the committee or working group that the note names. Only minutes that name another one contradict.
func (s *source) bodyAspect() aspect {
	if whole := s.bodyOfCommitment(); strings.Contains(whole, s.Citation.Body) {
		s.Citation.Body = whole
	}
	s.Citation.Body = trimmedName(s.Citation.Body)
	if s.Citation.Body == "" {
		return aspect{}
	}
	a := aspect{state: silent, name: "the body (" + quoted(s.Citation.Body) + ")"}
	note := parseBody(s.Citation.Body)
	if s.Minutes == nil || s.Minutes.Body == "" {
		return s.bodyInText(a, &note)
	}
	start, end, placed := s.bodyPlace()
	switch s.likeness(&note) {
	case same:
		return s.namedBody(a, start, end, placed)
	case different:
		return s.otherBody(a, &note, start, end, placed)
	}
	if from, to, ok := s.findBody(&note, s.headed); ok {
		return s.namedBody(a, from, to, true)
	}
	a.state = unsure
	a.remark = fmt.Sprintf("The minutes are of the %s; whether the note means it by %s is not clear.", quoted(s.Minutes.Body), quoted(s.Citation.Body))
	return a
}

// likeness compares the names themselves, then what acronyms in them stand for.
func (s *source) likeness(note *bodyName) likeness {
	doc := parseBody(s.Minutes.Body)
	l := compareBodies(note, &doc)
	if l != unclear {
		return l
	}
	if abbreviates(note.acronyms, s.Minutes.Body) || abbreviates(doc.acronyms, s.Citation.Body) {
		return same
	}
	for _, long := range s.expansions(note.acronyms, &doc) {
		name := parseBody(long)
		if l := compareBodies(&name, &doc); l == same {
			return l
		}
	}
	for _, long := range s.expansions(doc.acronyms, note) {
		name := parseBody(long)
		if l := compareBodies(note, &name); l == same {
			return l
		}
	}
	return unclear
}

// trimmedName cuts from the end of a name what leads on from it: "Steering Committee Meeting for".
func trimmedName(name string) string {
	ws := wordsOf(name)
	n := len(ws)
	for n > 1 && (vocabulary().small[ws[n-1].fold] || vocabulary().meetings[ws[n-1].fold]) {
		n--
	}
	if n == len(ws) {
		return strings.TrimSpace(name)
	}
	return name[:ws[n-1].end]
}

// bodyOfCommitment reads in the note's words the name of a body that is that of a commitment: "Grupo Interministerial do Compromisso 9".
func (s *source) bodyOfCommitment() string {
	if !s.citesMinutes() {
		return ""
	}
	own := s.ownWords()
	ws := wordsOf(own)
	for i := range ws {
		classes, n := vocabulary().concepts.at(ws, i)
		if n == 0 || !anyHead(classes) {
			continue
		}
		for j := i + n; j < min(len(ws), i+n+nameBefore) && strings.Trim(own[ws[j-1].end:ws[j].start], " ") == ""; j++ {
			if l, ok := commitmentList(own, ws, j); ok {
				return own[ws[i].start:ws[l.last].end]
			}
		}
	}
	return ""
}

func anyHead(classes []string) bool {
	return slices.ContainsFunc(classes, func(c string) bool { return vocabulary().heads[c] != "" })
}

func (s *source) namedBody(a aspect, start, end int, placed bool) aspect {
	a.state = agrees
	if placed {
		a.places = []corpus.Place{s.place(start, end)}
		if said := s.text[start:end]; !strings.EqualFold(said, s.Citation.Body) {
			a.name = "the body (" + quoted(said) + ")"
		}
	}
	return a
}

// otherBody contradicts, unless the title of the minutes names the note's body too: two bodies met together.
func (s *source) otherBody(a aspect, note *bodyName, start, end int, placed bool) aspect {
	if from, to, ok := s.findBody(note, s.besideBody(start, placed)); ok && (!placed || to <= start || from >= end) {
		return s.namedBody(a, from, to, true)
	}
	if placed {
		a.places = []corpus.Place{s.place(start, end)}
	}
	if !s.citesMinutes() {
		a.state, a.places = silent, nil
		return a
	}
	a.state, a.rule = differs, corpus.RuleCitationContradicted
	a.remark = fmt.Sprintf("The note names the %s, the minutes are of the %s.", quoted(s.Citation.Body), quoted(s.Minutes.Body))
	if s.scanned && placed && s.weaklyRead(start, end) {
		a.state = unsure
	}
	return a
}

func (s *source) weaklyRead(start, end int) bool {
	c, known := s.confidence(mention{start: start, end: end})
	return known && c < surelyRead
}

// bodyPlace returns where the minutes name their body.
func (s *source) bodyPlace() (start, end int, ok bool) {
	if start, end, ok = s.stated("body"); ok {
		return start, end, true
	}
	if i := strings.Index(s.text, s.Minutes.Body); i >= 0 {
		return i, i + len(s.Minutes.Body), true
	}
	return 0, 0, false
}

// bodyInText looks for the body in a document of which it is not known whose it is.
func (s *source) bodyInText(a aspect, note *bodyName) aspect {
	if start, end, ok := s.findBody(note, s.anywhere(note)); ok {
		return s.namedBody(a, start, end, true)
	}
	return a
}

// anywhere lets a name stand in all of the text, but "the committee" in titles only.
func (s *source) anywhere(note *bodyName) func(int) bool {
	if note.plain() {
		return s.headed
	}
	return func(int) bool { return true }
}

// besideBody lets a name stand in headings, in the block that names the body of the minutes, and in a line of its own above the text.
func (s *source) besideBody(start int, placed bool) func(int) bool {
	t := s.Content.Text()
	own := s.Content.BlockAt(t.Offset(start))
	return func(offset int) bool {
		i := s.Content.BlockAt(t.Offset(offset))
		if i < 0 {
			return false
		}
		b := &s.Content.Blocks[i]
		return b.Kind == corpus.Heading || placed && i == own && b.Kind != corpus.Table || offset < s.zone && titleLine(b)
	}
}

// titleLine reports whether a block is a line like a title: short, no sentence, no label.
func titleLine(b *corpus.Block) bool {
	text := strings.TrimSpace(b.Text())
	return b.Kind != corpus.Table && len(strings.Fields(text)) <= longestTitle && !strings.HasSuffix(text, ".") && !strings.Contains(text, ":")
}

// Around a head noun the words of a name stand this far.
const (
	nameBefore = 4
	nameAfter  = 9
)

// findBody returns where the text names the body in whatever language: a head noun with all that the note's name has beside it.
// The first word of the noun must stand where it may.
func (s *source) findBody(note *bodyName, may func(offset int) bool) (start, end int, ok bool) {
	if len(note.heads) == 0 {
		return s.findAcronym(note, may)
	}
	for i := range s.words {
		classes, n := vocabulary().concepts.at(s.words, i)
		if n == 0 || !anyIn(classes, note.heads) || !may(s.words[i].start) {
			continue
		}
		if first, last, ok := s.nameAround(note, i, i+n-1); ok {
			return s.words[first].start, s.words[last].end, true
		}
	}
	return 0, 0, false
}

func anyIn(classes []string, in map[string]bool) bool {
	for _, c := range classes {
		if in[c] {
			return true
		}
	}
	return false
}

// nameAround looks for the rest of a name around its head noun, in its line.
func (s *source) nameAround(note *bodyName, first, last int) (int, int, bool) {
	missing := map[string]bool{}
	for q := range note.qualifiers {
		missing[q] = true
	}
	for _, w := range note.other {
		missing[w] = true
	}
	numbered := len(note.commitments) == 0
	from, to := first, last
	for i := max(0, first-nameBefore); i < min(len(s.words), last+nameAfter); i++ {
		if strings.Contains(s.text[min(s.words[i].start, s.words[first].start):max(s.words[i].start, s.words[first].start)], "\n") {
			continue
		}
		n := s.take(missing, i)
		if l, ok := commitmentList(s.text, s.words, i); ok && intersect(l.numbers, note.commitments) {
			numbered, n = true, l.last-i+1
		}
		if n > 0 {
			from, to = min(from, i), max(to, i+n-1)
		}
	}
	if len(missing) > 0 || !numbered {
		return from, to, false
	}
	from, to = s.widen(note, from, to)
	return from, to, true
}

// widen takes in what the note's name has of words that names can leave out, where they stand beside: "Open Government".
func (s *source) widen(note *bodyName, from, to int) (int, int) {
	small := vocabulary().small
	for i := from - 1; i >= max(0, from-nameBefore); i-- {
		if classes, n := vocabulary().concepts.at(s.words, i); anyIn(classes, note.neutral) && i+n == from && s.together(i, from) {
			from = i
		}
	}
	for i := to + 1; i < min(len(s.words), to+nameBefore) && s.together(to, i); i++ {
		classes, n := vocabulary().concepts.at(s.words, i)
		if anyIn(classes, note.neutral) {
			to = i + n - 1
			i = to
		} else if !small[s.words[i].fold] {
			break
		}
	}
	return from, to
}

// together reports whether nothing but spaces stands between the words from one to another.
func (s *source) together(i, j int) bool {
	for ; i < j; i++ {
		if strings.Trim(s.text[s.words[i].end:s.words[i+1].start], " -\u00a0") != "" {
			return false
		}
	}
	return true
}

// take removes from the missing parts of a name those that word i has, and returns how many words have them.
func (s *source) take(missing map[string]bool, i int) int {
	taken := 0
	if missing[s.words[i].fold] {
		delete(missing, s.words[i].fold)
		taken = 1
	}
	classes, n := vocabulary().concepts.at(s.words, i)
	for _, c := range classes {
		if missing[c] {
			delete(missing, c)
			taken = max(taken, n)
		}
	}
	return taken
}

// findAcronym looks for a body that the note names by its acronym alone.
func (s *source) findAcronym(note *bodyName, may func(offset int) bool) (start, end int, ok bool) {
	if len(note.acronyms) == 0 {
		return 0, 0, false
	}
	for i := range s.words {
		if i+len(note.acronyms) > len(s.words) || !may(s.words[i].start) {
			continue
		}
		k := 0
		for k < len(note.acronyms) && s.words[i+k].fold == note.acronyms[k] {
			k++
		}
		if k == len(note.acronyms) {
			return s.words[i].start, s.words[i+k-1].end, true
		}
	}
	return 0, 0, false
}
