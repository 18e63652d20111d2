package report

import (
	"fmt"
	"strings"
	"unicode"

	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/extract/structure"
)

// label is an indicator's label found in a line.
type label struct {
	indicators []corpus.Indicator // one, or the relevance group: empty
	relevance  bool               // "Relevance: ..." names OGP values
	from, to   int                // tokens, the colon included
	start, end int                // offsets
}

// longestValue is how many words a value has at most; more is prose behind a label.
const longestValue = 7

// labelAt reads an indicator's label at a token: the label, a question mark, a colon or a dash. alone allows a label that
// ends the line.
func (a *annex) labelAt(i int, alone bool) (label, bool) {
	s := &a.x
	key, best := "", label{}
	for j := i; j < len(s.toks) && j < i+a.lex.labelLen+2; j++ {
		if s.toks[j].kind == mark {
			if s.sign(j, "&", "(", ")", "/", "’", "'") {
				continue
			}
			break
		}
		if key != "" {
			key += " "
		}
		key += s.toks[j].text
		ind, ok := a.lex.labels[key]
		relevance := a.isRelevance(key)
		if !ok && !relevance {
			continue
		}
		k := j + 1
		for s.sign(k, "?", ":", "–", "—", "-", ")", "*") {
			k++
		}
		if k == j+1 && (!alone || k < len(s.toks) && (!ok || a.lex.valueOn(ind, wordsOf(s.toks[k:])) == "")) {
			continue // a label without a sign behind it heads its line, with nothing or a value behind it
		}
		best = label{relevance: relevance, from: i, to: k, start: s.toks[i].start, end: s.toks[k-1].end}
		if ok {
			best.indicators = []corpus.Indicator{ind}
		}
	}
	return best, best.to > 0
}

func (a *annex) isRelevance(key string) bool { return a.lex.relevance[key] }

// values reads the labels and values of a line: "Verifiable: Yes", "Completion: Limited; Early results: Moderate".
func (a *annex) values(line string, at int, b *corpus.Block) {
	s := &a.x
	if a.label != nil {
		pending := *a.label
		a.label = nil
		if _, isLabel := a.labelAt(0, true); !isLabel || pending.relevance && a.relevanceName(0) > 0 {
			before := len(a.out.Ratings)
			a.rate(pending, 0, len(s.toks), b)
			if pending.relevance && len(a.out.Ratings) > before {
				a.label = &pending // a list of values can go on
			}
			return
		}
	}
	first := s.opening()
	next := first // where a pair can follow the one before
	for i := first; i < len(s.toks); {
		l, ok := a.labelAt(i, i == first)
		if !ok || i != next && !s.sign(i-1, ";", "•", "|", "·", "▪", "●") {
			if i == next && s.toks[i].kind == mark {
				next++
			}
			i++
			continue
		}
		if s.sign(i-1, "¿") {
			l.start = s.toks[i-1].start
		}
		end := a.valueEnd(l.to, l.relevance)
		if l.to == len(s.toks) {
			a.label = &l
			return
		}
		a.rate(l, l.to, end, b)
		i = max(end, l.to)
		next = i
	}
}

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

// opening returns the first token behind what can stand before a label: a bullet, an opening question mark.
func (s *sentence) opening() int {
	i := 0
	for s.sign(i, "¿", "•", "-", "·", "▪", "●", "–", "■") {
		i++
	}
	return i
}

// ticked returns the one of several values between two tokens that is ticked: "☒ Yes ☐ No"; all of them where none has a box.
func (s *sentence) ticked(from, to int) (int, int) {
	at, hollow := -1, false
	for i := from; i < to; i++ {
		switch signOfToken(s.toks[i]) {
		case tick, crossSign:
			if at >= 0 {
				return from, to
			}
			at = i
		case hollowSign:
			hollow = true
		}
	}
	if at < 0 || !hollow {
		return from, to
	}
	end := at + 1
	for end < to && signOfToken(s.toks[end]) == noSign {
		end++
	}
	if end == at+1 { // the boxes stand behind the values
		for at > from && signOfToken(s.toks[at-1]) == noSign {
			at--
		}
	}
	return at, end
}

func signOfToken(t token) sign {
	if t.kind != mark {
		return noSign
	}
	return signOf("", t.text)
}

// startsPair reports whether a pair of label and value can start at a token: at the line's start or behind a sign.
func (a *annex) startsPair(i int) bool {
	return i == 0 || a.x.sign(i-1, ";", "•", "|", ".", ",", "·", "▪", "●", "-", "–", "¿") || a.valueJustBefore(i)
}

// valueJustBefore reports whether a value ends right before a token: "Completion: Not started Early results: Moderate".
func (a *annex) valueJustBefore(i int) bool {
	for n := 1; n <= min(longestValue, i); n++ {
		if len(a.lex.values[wordsOf(a.x.toks[i-n:i])]) > 0 {
			return true
		}
	}
	return false
}

// valueEnd returns where the value that starts at a token ends: before the next pair, at a sign that parts pairs, at the
// end of the line. OGP values are a list that such signs part too.
func (a *annex) valueEnd(i int, list bool) int {
	s := &a.x
	for j := i; j < len(s.toks); j++ {
		if !list && s.sign(j, ";", "•", "|", "▪", "●", "(") {
			return j
		}
		if j > i {
			if _, ok := a.labelAt(j, false); ok && a.startsPair(j) {
				return j
			}
		}
	}
	return len(s.toks)
}

// rate adds the rating that a label and the tokens of its value state.
func (a *annex) rate(l label, from, to int, b *corpus.Block) {
	s := &a.x
	from, to = s.ticked(from, to)
	for to > from && s.toks[to-1].kind == mark {
		to--
	}
	for from < to && s.toks[from].kind == mark {
		from++
	}
	if !l.relevance {
		to = a.explained(l.indicators[0], from, to)
	}
	if from >= to || to-from > longestValue && !l.relevance {
		return
	}
	start, end := s.toks[from].start, s.toks[to-1].end
	printed := a.c.Text().Slice(start, end)
	if l.relevance {
		a.relevance(l, from, to, corpus.KeyValue, b)
		return
	}
	a.add(l.indicators[0], printed, corpus.KeyValue, l.start, end, b.Box)
}

// explained returns where the value ends between two tokens that an explanation follows: "High: the text names clear deliverables",
// "Limited – two of five milestones".
func (a *annex) explained(ind corpus.Indicator, from, to int) int {
	s := &a.x
	for i := from + 1; i < min(to, from+longestValue); i++ {
		if s.sign(i, ":", "–", "—", ".") && a.lex.valueOn(ind, wordsOf(s.toks[from:i])) != "" {
			return i
		}
	}
	return to
}

// relevance adds "yes" for every OGP value that is named behind "Relevance:".
func (a *annex) relevance(l label, from, to int, m corpus.Method, b *corpus.Block) {
	s := &a.x
	for i := from; i < to; {
		n := a.relevanceName(i)
		if n == 0 || i+n > to {
			i++
			continue
		}
		ind := a.lex.labels[wordsOf(s.toks[i:i+n])]
		end := s.toks[i+n-1].end
		a.put(ind, "yes", a.c.Text().Slice(s.toks[i].start, end), m, l.start, end, b.Box)
		i += n
	}
}

// relevanceName returns how many tokens the name of an OGP value at a token has, the longest that fits; 0 for none. A value
// printed behind it makes it a label of its own: "Civic participation: No".
func (a *annex) relevanceName(i int) int {
	s := &a.x
	key, best := "", 0
	for j := i; j < len(s.toks) && j < i+a.lex.labelLen+2; j++ {
		if s.toks[j].kind == mark {
			if s.sign(j, "&") {
				continue
			}
			break
		}
		if key != "" {
			key += " "
		}
		key += s.toks[j].text
		if ind, ok := a.lex.labels[key]; ok && strings.HasPrefix(string(ind), "relevance_") && !s.sign(j+1, ":", "?") {
			best = j + 1 - i
		}
	}
	return best
}

// add adds a rating, or a finding when the printed value is on no scale.
func (a *annex) add(i corpus.Indicator, printed string, m corpus.Method, start, end int, box *corpus.Box) {
	if a.lex.noValues[foldPhrase(printed)] {
		a.rated = true
		return
	}
	value := a.lex.valueOn(i, printed)
	if value == "" {
		if words := strings.Count(foldPhrase(printed), " ") + 1; words <= longestStrayValue && i != corpus.StatusIndicator {
			a.out.Findings = append(a.out.Findings, corpus.Finding{
				Rule: corpus.RuleValueNotOnScale, Severity: corpus.Info,
				Message:  fmt.Sprintf("Commitment %s: %q is no value of the scale of %s.", strings.Join(a.current.numbers, ", "), printed, strings.ReplaceAll(string(i), "_", " ")),
				Evidence: a.c.Evidence(a.id, start, end),
			})
		}
		return
	}
	a.put(i, value, printed, m, start, end, box)
}

// longestStrayValue is how many words something behind a label has at most to be reported as a value that is on no
// scale; more is text.
const longestStrayValue = 3

// put adds a rating to each commitment that is open. A second statement of the same is further evidence; one that differs
// is left to the audit, which sees both.
func (a *annex) put(i corpus.Indicator, value, printed string, m corpus.Method, start, end int, box *corpus.Box) {
	a.rated = true
	if i == corpus.StatusIndicator {
		return
	}
	evidence := a.c.Evidence(a.id, start, end)
	for _, n := range a.current.numbers {
		if k := a.rating(n, i); k != nil {
			if k.Value == value {
				k.OtherEvidence = append(k.OtherEvidence, evidence.Place())
			} else {
				a.contradiction(*k, value, printed, evidence)
			}
			continue
		}
		if len(a.ratings) >= largestAnnex*len(indicators) {
			return
		}
		a.ratings[ratingKey{n, i}] = len(a.out.Ratings)
		a.out.Ratings = append(a.out.Ratings, corpus.Rating{
			Number: n, Indicator: i, Value: value, Code: corpus.Code(i, value), Label: printed, Method: m, Evidence: evidence, Box: box,
		})
	}
}

// contradiction notes that the document prints two values for one commitment and indicator.
func (a *annex) contradiction(first corpus.Rating, value, printed string, second corpus.Evidence) {
	a.out.Findings = append(a.out.Findings, corpus.Finding{
		Rule: corpus.RuleRatingContradicted, Severity: corpus.Warning,
		Message: fmt.Sprintf("Commitment %s: %s is %q in one place and %q in another.", first.Number,
			strings.ReplaceAll(string(first.Indicator), "_", " "), first.Label, printed),
		Evidence: first.Evidence, OtherEvidence: []corpus.Place{second.Place()},
	})
}

func (a *annex) rating(n string, i corpus.Indicator) *corpus.Rating {
	if k, ok := a.ratings[ratingKey{n, i}]; ok {
		return &a.out.Ratings[k]
	}
	return nil
}

// text returns a cell's text without footnote markers; "" for a cell too long for a label, a value or a title.
func (a *annex) text(cell corpus.Cell) string {
	if cell.End-cell.Start > longestLine {
		return ""
	}
	return strings.TrimSpace(a.s.Plain(a.c, structure.Range{Start: cell.Start, End: cell.End}))
}
