package report

import (
	"slices"
	"strings"

	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/extract/structure"
)

// annex walks through a document and reads its commitments with the values printed under each.
type annex struct {
	c   *corpus.Content
	s   *structure.Structure
	lex *lexicon
	id  corpus.DocumentID
	out *corpus.Reading
	own corpus.ReportType

	x         sentence
	current   heading
	open      bool   // under a commitment's heading
	rated     bool   // a value was read under it
	cluster   string // heading of the cluster that the commitments stand under
	members   map[string]string
	level     int    // of the cluster's heading
	label     *label // a label alone on its line: the next line may be its value
	index     map[string]int
	headed    map[string]bool   // the title is that of a heading
	ratings   map[ratingKey]int // index of the rating
	named     bool              // headings say the word: "Commitment 3"
	headLevel int               // the highest of them; 0 for none
	repeated  map[string]int    // folded headings, with how often a PDF has them
	head      *header           // of the table before, for one that goes on from it
	lastRow   heading           // of the table before
}

// ratingKey names a rating within a document.
type ratingKey struct {
	number    string
	indicator corpus.Indicator
}

// largestAnnex bounds how many commitments are read from one document: no plan comes near it, but a hostile file can.
const largestAnnex = 2000

// readCommitments adds the commitments and ratings that the document prints as labels and values.
func readCommitments(out *corpus.Reading, c *corpus.Content, s *structure.Structure, lex *lexicon, id corpus.DocumentID) {
	a := &annex{c: c, s: s, lex: lex, id: id, out: out, own: out.Report.Type, members: map[string]string{}, index: map[string]int{}, headed: map[string]bool{}, ratings: map[ratingKey]int{}}
	a.survey()
	for i := range c.Blocks {
		b := &c.Blocks[i]
		switch {
		case b.Kind == corpus.Furniture || b.Kind == corpus.Note || s.InNote(i):
		case b.Kind == corpus.Table:
			a.table(b)
		default:
			a.block(b)
		}
	}
	a.close()
}

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

// block reads the lines of a block: headings, labels and values.
func (a *annex) block(b *corpus.Block) {
	if b.End-b.Start > longestLine && !broken(b) {
		a.label = nil
		a.pairsInProse(b)
		return
	}
	text := a.joinTitle(a.s.Plain(a.c, structure.Range{Start: b.Start, End: b.End}), b.Kind == corpus.Heading)
	if b.Kind == corpus.Heading && a.titleGoesOn(text, b) {
		return
	}
	at := b.Start
	first := true
	for line := range linesOf(text) {
		trimmed := strings.TrimLeft(line, " \t\u00a0•·▪●-–*")
		lead := runes(line) - runes(trimmed)
		marked := b.Kind == corpus.Heading || b.Kind == corpus.Paragraph && a.bold(b, at+lead, at+lead+min(runes(trimmed), boldLead))
		a.line(strings.TrimRight(trimmed, " \t\u00a0"), at+lead, b, marked && (first || b.Kind != corpus.Heading))
		at += runes(line) + 1
		first = false
	}
}

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

// broken reports whether a block has several lines.
func broken(b *corpus.Block) bool {
	for i := range b.Spans {
		if strings.Contains(b.Spans[i].Text, "\n") {
			return true
		}
	}
	return false
}

// boldLead is how much of a line, in code points, must be bold for a heading: "Commitment 3".
const boldLead = 12

// bold reports whether the text between two offsets is bold.
func (a *annex) bold(b *corpus.Block, from, to int) bool {
	covered := 0
	for _, sp := range b.Spans {
		if sp.Style.Has(corpus.Bold) {
			covered += max(0, min(sp.End, to)-max(sp.Start, from))
		}
	}
	return to > from && covered == to-from
}

// line reads one line.
func (a *annex) line(line string, at int, b *corpus.Block, marked bool) {
	if line == "" {
		return
	}
	if len(line) > 4*longestLine || runes(line) > longestLine {
		a.label = nil
		return
	}
	if i := a.titleEnd(line); i > 0 {
		a.line(strings.TrimRight(line[:i], " "), at, b, marked)
		at += runes(line[:i])
		line = line[i:]
	}
	plain := unstarred(line)
	a.x.read(a.lex, plain, at)
	if a.clusterHeading(line, b, marked) {
		return
	}
	if h, ok := a.headingAt(plain, at, b, marked); ok {
		a.begin(h)
		if plain != line {
			a.put(corpus.Starred, "yes", firstStar(line), corpus.KeyValue, h.start, h.end, b.Box)
		}
		return
	}
	if b.Kind == corpus.Heading && a.open && a.opensPair() {
		a.values(line, at, b) // set in bold, and taken for a heading
		return
	}
	if b.Kind == corpus.Heading && a.open && a.endsPart(b, line) {
		a.close()
	}
	if b.Kind == corpus.Heading && a.cluster != "" && b.Level < a.level {
		a.cluster = ""
	}
	if a.open {
		a.values(line, at, b)
	}
}

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

// valueFollows reports whether a value of a label's scale stands right behind it.
func (a *annex) valueFollows(l label) bool {
	if l.relevance {
		return a.relevanceName(l.to) > 0
	}
	for n := 1; n <= longestValue && l.to+n <= len(a.x.toks); n++ {
		if a.lex.valueOn(l.indicators[0], wordsOf(a.x.toks[l.to:l.to+n])) != "" {
			return true
		}
	}
	return false
}

// opensPair reports whether the line begins with a label that has words behind it: "Completion: Limited".
func (a *annex) opensPair() bool {
	l, ok := a.labelAt(a.x.opening(), true)
	return ok && l.to < len(a.x.toks)
}

// bullets are the signs that begin an item inside a line.
const bullets = "•▪●■◦‣"

// longestLine bounds a line with labels and values, in code points.
const longestLine = 400

// begin opens a commitment. The members of a cluster that it lists one right below the other share the values that follow.
func (a *annex) begin(h heading) {
	if a.listedAfter(h) {
		first := a.current
		if len(first.parts) == 0 {
			first.parts = []heading{first}
		}
		first.numbers, first.title = append(first.numbers[:len(first.numbers):len(first.numbers)], h.numbers...), ""
		first.parts, first.end = append(first.parts, h), h.end
		a.current = first
		return
	}
	a.close()
	a.current, a.open, a.rated = h, true, false
}

// listedAfter reports whether a heading names a commitment of the cluster that the one right before it is of, too.
func (a *annex) listedAfter(h heading) bool {
	if !a.open || a.rated || len(h.numbers) != 1 || a.members[h.numbers[0]] == "" || slices.Contains(a.current.numbers, h.numbers[0]) {
		return false
	}
	for _, n := range a.current.numbers {
		if a.members[n] != a.members[h.numbers[0]] {
			return false
		}
	}
	return a.c.BlockAt(h.start)-a.c.BlockAt(max(a.current.end-1, a.current.start)) <= 1
}

// close ends the commitment that is open. It is a commitment of the report when its line is a heading with a title or
// when values stand under it: a sentence that only names a number is none.
func (a *annex) close() {
	a.label = nil
	if !a.open {
		return
	}
	a.open = false
	for _, h := range a.current.each() {
		if a.rated || h.title != "" && h.set && !h.tentative {
			a.addHeading(h)
		}
	}
}

// each returns the headings of the commitments that are open.
func (h heading) each() []heading {
	if len(h.parts) > 0 {
		return h.parts
	}
	return []heading{h}
}

// commit adds the commitments of the heading that is open, or completes those that are there.
func (a *annex) commit() {
	for _, h := range a.current.each() {
		a.addHeading(h)
	}
}

func (a *annex) addHeading(h heading) {
	title := h.title
	if len(h.numbers) > 1 {
		title = ""
	}
	for _, n := range h.numbers {
		cluster := a.cluster
		if cluster == "" {
			cluster = a.members[n]
		}
		if cluster == "" && len(h.numbers) > 1 {
			cluster = h.title
		}
		a.addCommitment(n, title, cluster, h)
	}
}

// addCommitment adds a commitment, or completes the one of its number.
func (a *annex) addCommitment(n, title, cluster string, h heading) {
	i, known := a.index[n]
	if !known {
		if len(a.out.Commitments) >= largestAnnex {
			return
		}
		a.index[n], a.headed[n] = len(a.out.Commitments), h.set && title != ""
		a.out.Commitments = append(a.out.Commitments, corpus.Commitment{
			Number: n, Title: title, Cluster: cluster, Evidence: a.c.Evidence(a.id, h.start, h.end),
		})
		return
	}
	x := &a.out.Commitments[i]
	cut := x.Title != "" && len(title) > len(x.Title) && strings.HasPrefix(foldPhrase(title), foldPhrase(x.Title)+" ")
	if title != "" && (x.Title == "" || cut || h.set && !a.headed[n] && !strings.HasPrefix(foldPhrase(x.Title), foldPhrase(title)+" ")) {
		// a heading names it better than a table, unless it is broken off
		x.Title, x.Evidence = title, a.c.Evidence(a.id, h.start, h.end)
	}
	a.headed[n] = a.headed[n] || h.set && title != ""
	if x.Cluster == "" {
		x.Cluster = cluster
	}
}

// clusterHeading reads "Cluster 1: Fiscal transparency (Commitments 2, 5 and 6)".
func (a *annex) clusterHeading(line string, b *corpus.Block, marked bool) bool {
	n := 0
	for _, w := range vocabularies()[a.lex.language].Cluster {
		words := strings.Fields(foldPhrase(w))
		if a.x.says(0, words) {
			n = max(n, len(words))
		}
	}
	if n == 0 || !marked || n >= len(a.x.toks) || a.x.toks[n].kind != number && !a.x.sign(n, ":") && !a.lettered(n) {
		return false
	}
	a.close()
	a.cluster, a.level = cleanTitle(line), b.Level
	for i := n + 1; i < len(a.x.toks); i++ {
		if k := max(a.x.len(i, asPlural), a.x.len(i, asSingular)); k > 0 {
			numbers, _ := a.x.numberList(i + k)
			for _, x := range numbers {
				a.members[x] = a.cluster
			}
			if len(numbers) > 0 {
				a.cluster = "" // it holds these, not every commitment that follows; values under it are theirs
				a.current = heading{numbers: numbers, start: a.x.toks[0].start, end: a.x.toks[len(a.x.toks)-1].end, level: b.Level}
				a.open, a.rated = true, false
			}
			break
		}
	}
	return true
}

// lettered reports whether a letter or a roman number with a sign behind it stands at a token: "Cluster B."
func (a *annex) lettered(i int) bool {
	return a.x.toks[i].kind == word && len(a.x.toks[i].text) <= longestLettering && a.x.sign(i+1, ".", ":", "-", "–", "—", "(")
}

// longestLettering is the length of "viii".
const longestLettering = 4

// addStatuses gives commitments the status that sentences state: by number ("Commitments 2 and 3 were withdrawn") or in a
// count that names them ("classified three of the commitments as inactive (1, 5, and 9)").
func addStatuses(out *corpus.Reading, p *prose, c *corpus.Content, id corpus.DocumentID) {
	mentions := p.statuses
	for i := range p.candidates {
		x := &p.candidates[i]
		if x.indicator == corpus.StatusIndicator && len(x.numbers) > 0 && x.scope != previousPlan && x.scope != otherPlan {
			mentions = append(mentions, statusMention{x.numbers, x.value, x.start, x.end})
		}
	}
	index := map[string]int{}
	for i := range out.Commitments {
		index[out.Commitments[i].Number] = i
	}
	for pass := range 2 { // what names several states it best: its evidence comes first
		for _, m := range mentions {
			if (len(m.numbers) > 1) != (pass == 0) {
				continue
			}
			for _, n := range m.numbers {
				i, known := index[n]
				if !known {
					i = len(out.Commitments)
					index[n] = i
					out.Commitments = append(out.Commitments, corpus.Commitment{Number: n, Evidence: c.Evidence(id, m.start, m.end)})
				}
				if out.Commitments[i].Status == "" {
					out.Commitments[i].Status = m.status
				}
			}
		}
	}
}
