package report

import (
	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/extract/structure"
)

// candidate is a count with its value as a sentence states it, before the report as a whole decides whether it is a
// tally.
type candidate struct {
	sense
	count
	scope      planScope
	start, end int   // offsets of the smallest clause that states it
	paragraph  int   // candidates of one paragraph share a number
	sentence   int   // candidates of one sentence share a number
	referred   int   // index, plus one, of the candidate that "of them" refers to; 0 when it refers to none
	whole      group // the total that the sentence or the one before states; n is 0 for none
	abroad     bool  // the sentence names another country
	weak       bool  // kept only where no stronger statement disagrees
}

// totalVote is a place that states a number of commitments as the whole of a plan.
type totalVote struct {
	scope  planScope
	n      int
	weight int
}

// prose reads the counts of commitments in a document's sentences, in five steps, each with a file of its own or several:
//
//	tokens and phrases   token.go, sentence.go   words, numbers and signs, with every phrase of the vocabulary found in them
//	counts and totals    count.go, nocount.go, total.go, numbers.go   "seven", "7 of the 13 commitments", "of which four"
//	values               value.go, head.go   "to a limited extent", "early results", by their nouns, cues and the heading
//	plans and times      planscope.go, planyears.go, midterm.go   "the third action plan", "its predecessor", "at the midterm"
//	pairs                assign.go, ellipsis.go, doubt.go   which value is said of which count, or of none
//
// What a sentence leaves open comes from the nearest that says it: its clause, its sentence, its paragraph (carry.go), its heading,
// the report. When all sentences are read, resolve.go settles totals and references and decides which pairs stand.
type prose struct {
	lex        *lexicon
	own        planFacts
	candidates []candidate
	votes      []totalVote
	statuses   []statusMention
	single     []single

	sentence   sentence
	values     []value
	plans      []planMention
	counts     []count
	abroad     bool // the sentence names another country
	reported   int  // the sentence that hands on what another report counted
	sentences  int
	paragraphs int
	heading    corpus.Indicator // scale that the section's heading puts its text on
	headScope  planScope
	section    section // the commitment that the text is about
	inNote     bool    // the text is that of a note
	carry      carry
}

// statusMention is a sentence that gives commitments by number a status: "Commitments 2 and 3 were withdrawn".
type statusMention struct {
	numbers    []string
	status     string
	start, end int
}

// block reads a block of running text.
func (p *prose) block(c *corpus.Content, s *structure.Structure, r structure.Range, item bool) {
	if !p.carry.pending && !item {
		p.carry = carry{noun: p.carry.noun && p.heading != ""} // a section on a scale goes on about commitments
	}
	p.paragraphs++
	p.carry.pending = false
	plain := corpus.NewText(s.Plain(c, r))
	for _, x := range structure.Sentences(plain, structure.Range{Start: 0, End: plain.Len()}, p.lex.language) {
		p.read(plain.Slice(x.Start, x.End), r.Start+x.Start)
	}
	if n := len(p.sentence.toks); n > 0 && p.sentence.sign(n-1, ":") {
		p.carry.pending = true
	}
}

// headed sets the scale and the plan that a heading puts the text under it on.
func (p *prose) headed(title string, level int) {
	p.carry = carry{}
	p.heading, p.headScope = "", unsaid
	if level == 1 {
		title = "" // the report's title names its type: "Results Report" puts no text on a scale
	}
	if len(title) > longestSentence {
		title = ""
	}
	p.sentence.read(p.lex, title, 0)
	for k := 0; k < len(p.sentence.toks); {
		n, on := p.sentence.cueAt(k)
		if n > 0 && p.heading != "" && p.heading != on {
			p.heading = ""
			break
		}
		if n > 0 {
			p.heading = on
		}
		k += max(n, 1)
	}
	p.plans = p.sentence.plans(p.plans, p.own, unsaid)
	if len(p.plans) == 1 && p.plans[0].compared < 0 {
		p.headScope = p.plans[0].scope
	}
}

// read reads one sentence.
func (p *prose) read(text string, offset int) {
	s := &p.sentence
	if len(text) > longestSentence || len(p.candidates) > mostCandidates {
		s.read(p.lex, "", offset)
		return
	}
	s.read(p.lex, text, offset)
	p.sentences++
	p.abroad = p.namesAbroad()
	groups := p.countsAndGroups()
	p.plans = s.plans(p.plans, p.own, p.carry.named)
	p.vote(groups)
	context := p.carry.scale
	if context == "" {
		context = p.heading
	}
	p.values = s.values(p.values, context)
	p.status()
	p.singles(context)
	first := len(p.candidates)
	if mixed := p.carry.mixed && !s.any(0, len(s.toks), asPlural) && !s.any(0, len(s.toks), asSingular); len(p.counts) > 0 && !mixed && (p.carry.noun || s.any(0, len(s.toks), asPlural) || s.any(0, len(s.toks), asSingular)) {
		p.assign(groups)
	}
	p.carryOn(groups, first, context)
}

// longestSentence, in bytes, and mostCandidates bound what hostile text can cost; real reports stay far below both.
const (
	longestSentence = 6000
	mostCandidates  = 1000
)

// countsAndGroups finds the counts of the sentence, and the totals that are no counts.
func (p *prose) countsAndGroups() []group {
	s := &p.sentence
	var groups []group
	p.counts = p.counts[:0]
	noun := p.carry.noun
	s.consumed = 0
	for i := 0; i < len(s.toks); {
		if s.toks[i].kind != number && s.parts[i]&countParts == 0 { // most tokens
			noun = noun || s.is(i, asPlural)
			i++
			continue
		}
		if m := s.len(i, asOnly); m > 1 && s.before(i, asContains) == 0 { // "a total of" is no group
			i += m
			continue
		}
		if g, ok := s.groupAt(i); ok {
			groups, noun = append(groups, g), true
			i = g.to
			s.consumed = i
			continue
		}
		c, ok := s.countAt(i)
		if !ok && len(p.counts) == 0 {
			c, ok = p.allOfPlan(i)
		}
		if ok && (c.noun || c.total > 0 || noun || c.them && s.is(c.to-1, asPlural) || c.instance && s.any(i, len(s.toks), asPlural)) {
			p.counts = append(p.counts, c)
			noun = noun || c.noun
			i = max(c.to, c.listEnd)
			s.consumed = i
			continue
		}
		noun = noun || s.is(i, asPlural)
		i = max(i+1, s.totalEnd(c, ok), i+s.len(i, asAll)) // "cada uno" holds no number
	}
	return groups
}

// allOfPlan reads "all" alone at the start of a sentence as the commitments whose number the sentence before said: "The plan has
// ten commitments. All are verifiable." Where that sentence counted a part of them, "all" is that part.
func (p *prose) allOfPlan(i int) (count, bool) {
	s := &p.sentence
	n := s.len(i, asAll)
	if n == 0 || !s.ends(i-1) || p.carry.whole.n == 0 || p.carry.last != 0 || !s.is(i+n, asCopula) {
		return count{}, false
	}
	whole := p.carry.whole.n
	return count{from: i, to: i + n, n: whole, total: whole, every: true, noun: true, inner: -1}, true
}

// countParts are the parts one of which a word plays that begins a count or a total.
const countParts uint64 = 1<<asNumber | 1<<asAll | 1<<asNone | 1<<asNo | 1<<asOf | 1<<asOnly | 1<<asSole

// scope returns the plan that the tokens are about, by the sentence, the one before it or the heading.
func (p *prose) scope(from, to int) planScope {
	if x := p.sentence.scopeAt(p.plans, from, to); x != unsaid {
		return x
	}
	if p.carry.scope != unsaid && len(p.plans) == 0 && (p.carry.scope == previousPlan || p.continues() || p.carry.pending) {
		return p.carry.scope // a paragraph that turned to the previous plan stays with it
	}
	return p.headScope
}

// scopeOfTotal returns the plan that a total is of. The number tells it where the words do not: "two of those six" is of the
// plan that was said to hold six, and a total other than that of the plan spoken of ends what was said of it.
func (p *prose) scopeOfTotal(from, to, total int) planScope {
	x := p.scope(from, to)
	if total == 0 || p.carry.whole.n == 0 || p.sentence.scopeAt(p.plans, from, to) != unsaid {
		return x
	}
	if total == p.carry.whole.n {
		if p.carry.wholeScope == unsaid {
			return p.headScope
		}
		return p.carry.wholeScope
	}
	if x == previousPlan && p.carry.wholeScope == previousPlan {
		return p.headScope
	}
	return x
}

// elliptical is how near to a sentence's start a count must be to go on about the plan of the sentence before: "Of these, only
// four were ..." in results reports begins three tokens in.
const elliptical = 3

// continues reports whether the sentence goes on about what the one before it counted: it begins with a bare count.
func (p *prose) continues() bool {
	return len(p.counts) > 0 && p.counts[0].from <= elliptical && !p.counts[0].noun
}
