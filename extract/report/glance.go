package report

import (
	"slices"

	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/extract/structure"
)

// glance reads "At a glance" boxes, "Completed: 3 of 14 (21%)", which reports print as a table, as lines of labels and numbers
// under small headings ("Level of completion"), or with each number in a block behind its label's.
//
// A label with a colon and a number is read anywhere; without a colon only inside a box, or where the label speaks of
// commitments: matrices are full of lone numbers.
type glance struct {
	lex   *lexicon
	words *glanceWords
	found []candidate
	votes []totalVote

	scale    corpus.Indicator // that the last label without a number names
	counting bool             // a line "Number of commitments that were:" stands above
	box      bool             // a heading of a box or the number of commitments stands above
	pending  []token          // a label alone on its line: the next line may be its number
	x        sentence
	values   []value
}

func newGlance(lex *lexicon) *glance {
	return &glance{lex: lex, words: glanceWordsOf()[lex.language]}
}

// headed takes the scale of a heading, and whether it opens a box.
func (g *glance) headed(s *sentence, title string) {
	g.leave()
	g.x.read(g.lex, title, 0)
	g.box = g.x.anyPhrase(g.words.titles, 0, len(g.x.toks))
	g.group(s)
}

// leave ends a box.
func (g *glance) leave() {
	g.scale, g.counting, g.box, g.pending = "", false, false, nil
}

// group takes the scale that a label without a number names, "Level of completion".
func (g *glance) group(s *sentence) {
	key := wordsOf(s.toks)
	if i, ok := g.words.groups[key]; ok {
		g.scale = i
	} else if i, ok := g.lex.labels[key]; ok {
		g.scale = i
	}
	g.counting = s.is(0, asNumberOf)
}

// lines reads the lines of a block.
func (g *glance) lines(c *corpus.Content, s *structure.Structure, r structure.Range) {
	if r.End-r.Start > longestBox {
		g.leave()
		return
	}
	at := r.Start
	text := s.Plain(c, r)
	for line := range linesOf(text) {
		n := len([]rune(line))
		if n > 0 && n <= longestBoxLine {
			g.line(line, at)
		}
		at += n + 1
	}
}

// longestBox and longestBoxLine bound the text, in code points, that can be a box and a line of one.
const (
	longestBox     = 1200
	longestBoxLine = 120
)

// line reads "label: number", "label number", a label that heads the lines under it, or the number of the label above.
func (g *glance) line(line string, at int) {
	g.x.read(g.lex, line, at)
	s := &g.x
	pending := g.pending
	g.pending = nil
	for i := 1; i < len(s.toks); i++ {
		if s.sign(i, ":") {
			g.entry(s.toks, i, i+1)
			if i+1 == len(s.toks) && g.known(s.toks[:i]) {
				g.pending = slices.Clone(s.toks[:i])
			}
			return
		}
	}
	if i := g.trailingNumber(); i > 0 {
		if g.box && g.known(s.toks[:i]) || s.any(0, i, asPlural) && g.known(s.toks[:i]) {
			g.entry(s.toks, i, i)
		}
		return
	}
	if _, _, end := numberOnly(s.toks, 0, g.lex); end > 0 {
		if len(pending) > 0 {
			g.joined(pending, line, at)
		}
		return
	}
	if g.known(s.toks) && (g.box || s.any(0, len(s.toks), asPlural)) {
		g.pending = slices.Clone(s.toks)
	}
	g.box = g.box || s.anyPhrase(g.words.titles, 0, len(s.toks))
	if key := wordsOf(s.toks); g.words.groups[key] != "" || g.lex.labels[key] != "" || s.is(0, asNumberOf) || !g.known(s.toks) {
		g.group(s)
	}
}

// joined reads a label and the number on the line behind it.
func (g *glance) joined(label []token, number string, at int) {
	toks := tokens(label, number, at)
	g.x.toks = toks
	g.x.index()
	g.entry(toks, len(label), len(label))
}

// trailingNumber returns the token from which on the line is a number, "Completed commitments 1 (11%)"; 0 for none.
func (g *glance) trailingNumber() int {
	toks := g.x.toks
	for i := 1; i < len(toks); i++ {
		if _, n := g.x.numberAt(i); n == 0 {
			continue
		}
		if _, _, end := numberOnly(toks, i, g.lex); end > 0 {
			return i
		}
	}
	return 0
}

// known reports whether the tokens are a label of a box: of a value, or of the number of commitments.
func (g *glance) known(label []token) bool {
	key := wordsOf(label)
	if g.words.numberOf[key] {
		return true
	}
	_, ok := g.named(key)
	return ok
}

// named returns the value that a whole label names: a phrase of the boxes, an indicator's label with a value, or a value of
// the scale above it.
func (g *glance) named(key string) (sense, bool) {
	if v, ok := g.words.labels[key]; ok {
		return v, true
	}
	if g.scale != "" {
		if v := g.onScale(key); v != "" {
			return sense{g.scale, v}, true
		}
	}
	for i := 1; i < len(key); i++ { // "¿Abrió el gobierno? Mayor"
		if key[i] != ' ' {
			continue
		}
		on, ok := g.words.groups[key[:i]]
		if !ok {
			on, ok = g.lex.labels[key[:i]]
		}
		if v := g.lex.valueOn(on, key[i+1:]); ok && v != "" && v != "yes" && v != "no" {
			return sense{on, v}, true
		}
	}
	return sense{}, false
}

// onScale returns the value of the scale above that words stand for, as a table prints it or as a sentence does: "Limitados".
func (g *glance) onScale(key string) string {
	on := g.scale
	if v := g.lex.valueOn(on, key); v != "" {
		return v
	}
	if on == corpus.CompletionMidterm {
		on = corpus.Completion
	}
	if v, ok := g.words.labels[key]; ok && v.indicator == on {
		return v.value
	}
	var s sentence
	s.read(g.lex, key, 0)
	for _, m := range s.matches(0) {
		if (m.part == asWord || m.part == asPhrase) && m.n == len(s.toks) && g.lex.senses[m.payload].indicator == on {
			return g.lex.senses[m.payload].value
		}
	}
	return ""
}

// entry reads a label and the number behind it.
func (g *glance) entry(toks []token, labelEnd, numberAt int) {
	n, total, end := numberOnly(toks, numberAt, g.lex)
	if end == 0 {
		if numberAt == len(toks) {
			g.group(&g.x)
		}
		return
	}
	s := &g.x
	if m := s.len(0, asNumberOf); m > 0 && m == labelEnd || g.words.numberOf[wordsOf(toks[:labelEnd])] {
		g.box = true
		if total == 0 {
			g.votes = append(g.votes, totalVote{thisPlan, n, 3})
		}
		return
	}
	if v, ok := g.labelValue(toks, labelEnd); ok {
		g.add(v, toks, n, total, end)
	}
}

func (g *glance) add(v sense, toks []token, n, total, end int) {
	x := candidate{sense: v, count: count{n: n, total: total, noun: true}, scope: thisPlan}
	x.start, x.end = toks[0].start, toks[end-1].end
	if len(g.found) <= mostCandidates {
		g.found = append(g.found, x)
	}
}

// labelValue returns the value that a label names: as a whole, or by a phrase in it where it speaks of commitments.
func (g *glance) labelValue(toks []token, end int) (sense, bool) {
	if v, ok := g.named(wordsOf(toks[:end])); ok {
		return v, true
	}
	s := &g.x
	if !s.any(0, end, asPlural) && !g.counting {
		return sense{}, false
	}
	g.values = s.values(g.values, g.scale)
	var found []value
	for _, v := range g.values {
		if v.to <= end {
			found = append(found, v)
		}
	}
	if len(found) == 1 && !found[0].combined && !found[0].denied && found[0].value != "" {
		return found[0].sense, true
	}
	return sense{}, false
}

// numberOnly reads "3", "3 (23%)", "3 of 14" or "3 of 14 (21%)" as the whole of the tokens from i. end is 0 when something
// else stands there.
func numberOnly(toks []token, i int, lex *lexicon) (n, total, end int) {
	x := sentence{lex: lex}
	x.toks = toks
	x.index()
	n, k := x.numberAt(i)
	if k == 0 {
		return 0, 0, 0
	}
	i = x.skipAside(i+k, -1)
	m := x.len(i, asOf)
	if m == 0 && x.sign(i, "/") {
		m = 1
	}
	if m > 0 {
		v, k := x.numberAt(i + m)
		if k == 0 {
			return 0, 0, 0
		}
		total, i = v, x.skipAside(i+m+k, -1)
	}
	if m := x.len(i, asPlural); m > 0 {
		i += m
	}
	if i != len(toks) || total > 0 && n > total {
		return 0, 0, 0
	}
	return n, total, i
}

// tallies returns the rows that the boxes state.
func (g *glance) tallies(c *corpus.Content, id corpus.DocumentID, total int) []corpus.Tally {
	var rows []corpus.Tally
	for i := range g.found {
		x := g.found[i]
		if x.total == 0 {
			x.total = total
		}
		if x.n > 0 && (x.total == 0 || x.n <= x.total) {
			rows = merge(rows, x.tally(c, id))
		}
	}
	return rows
}
