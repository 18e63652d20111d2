package cited

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/irmtrail/irmtrail/corpus"
)

// commitmentNumbers is a list of numbers behind the word commitment.
type commitmentNumbers struct {
	first, last int // words of the list, that of "commitment" included
	numbers     []string
}

// commitmentList reads "compromisos 1, 3 y 7", "commitment No. 5", "commitments 2 to 4" at word i.
func commitmentList(text string, ws []word, i int) (commitmentNumbers, bool) {
	x := vocabulary()
	if !x.commitments[ws[i].fold] {
		return commitmentNumbers{}, false
	}
	l := commitmentNumbers{first: i, last: i}
	through := false
	for j := i + 1; j < len(ws) && listGap(text[ws[j-1].end:ws[j].start], len(l.numbers) > 0); j++ {
		w := ws[j].fold
		n, ok := commitmentNumber(text[ws[j].start:ws[j].end], w, len(l.numbers) > 0)
		switch {
		case ok && !beforeMonth(ws, j):
			dashed := strings.ContainsAny(text[ws[j-1].end:ws[j].start], "-–")
			l.numbers = l.through(n, (through || dashed) && len(l.numbers) > 0)
			l.last, through = j, false
		case len(l.numbers) > 0 && (x.ands[w] || x.throughs[w]):
			through = x.throughs[w] && !x.ands[w]
		case len(l.numbers) == 0 && x.numeros[w]:
		default:
			return l, len(l.numbers) > 0
		}
	}
	return l, len(l.numbers) > 0
}

// listGap reports whether signs between two words keep a list together.
func listGap(gap string, begun bool) bool {
	signs := " \t\u00a0.#°º(-–"
	if begun {
		signs = " \t\u00a0,;/&-–)("
	}
	return strings.Trim(gap, signs) == ""
}

// beforeMonth reports whether the number at word j is the day of a date.
func beforeMonth(ws []word, j int) bool {
	for k := j + 1; k < min(j+3, len(ws)); k++ {
		if vocabulary().months[ws[k].fold] > 0 {
			return true
		}
		if !vocabulary().small[ws[k].fold] {
			return false
		}
	}
	return false
}

// commitmentNumber reads "5", "4.2", "IV" and, as the first of a list, "cinco".
func commitmentNumber(s, folded string, begun bool) (string, bool) {
	if whole, part, ok := strings.Cut(folded, "."); smallNumber(whole) && (!ok || smallNumber(part)) {
		return folded, true
	}
	if n := vocabulary().numbers[folded]; n > 0 && !begun {
		return strconv.Itoa(n), true
	}
	if n := slices.Index(romanNumbers, folded) + 1; n > 0 && s == strings.ToUpper(s) && (len(s) > 1 || !begun && s != "X") {
		return strconv.Itoa(n), true
	}
	return "", false
}

func smallNumber(s string) bool {
	n, err := strconv.Atoi(s)
	return err == nil && len(s) <= 2 && n >= 0
}

// through adds a number, and those between the last one and it.
func (l *commitmentNumbers) through(n string, fill bool) []string {
	numbers := l.numbers
	if fill && !strings.Contains(n, ".") {
		for k := number(numbers[len(numbers)-1]) + 1; k < number(n); k++ {
			numbers = append(numbers, strconv.Itoa(k))
		}
	}
	return append(numbers, strings.TrimLeft(n, "0"))
}

// commitmentAspect looks for the commitments that the note ties the source to.
func (s *source) commitmentAspect() aspect {
	stated := s.Citation.CommitmentNumbers
	if len(stated) == 0 {
		return aspect{}
	}
	a := aspect{state: silent, name: numbered(stated)}
	var found []string
	for i := range s.words {
		l, ok := commitmentList(s.text, s.words, i)
		if !ok || !anyNamed(stated, l.numbers, &found) {
			continue
		}
		a.places = append(a.places, s.place(s.words[l.first].start, s.words[l.last].end))
	}
	if len(found) == 0 {
		return s.otherCommitment(a)
	}
	a.state, a.name = agrees, numbered(found)
	if len(found) < len(stated) {
		a.remark = fmt.Sprintf("%s %s not name %s.", upperFirst(s.they()), s.verb("does", "do"), numbered(without(stated, found)))
	}
	return a
}

// anyNamed adds the stated numbers that a list names and that no list before did; it reports whether there are any. "4" is named by
// "4.2".
func anyNamed(stated, list []string, found *[]string) bool {
	added := false
	for _, n := range stated {
		if slices.Contains(*found, n) {
			continue
		}
		if slices.ContainsFunc(list, func(m string) bool { return m == n || strings.HasPrefix(m, n+".") || strings.HasPrefix(n, m+".") }) {
			*found, added = append(*found, n), true
		}
	}
	return added
}

// otherCommitment contradicts where minutes say in their title or in the name of their body which commitment they are about, and name
// none of the note's anywhere.
func (s *source) otherCommitment(a aspect) aspect {
	if s.Minutes == nil || intersect(s.Citation.CommitmentNumbers, s.Minutes.CommitmentNumbers) {
		if s.Minutes != nil {
			a.state = agrees
		}
		return a
	}
	own := append(numbersIn(s.Minutes.Title), numbersIn(s.Minutes.Body)...)
	if len(own) == 0 || !s.citesMinutes() {
		return a
	}
	own = slices.Compact(own)
	a.state, a.rule = differs, corpus.RuleCitationContradicted
	a.remark = fmt.Sprintf("The note cites them for %s, the minutes are about %s and do not name %s.", numbered(s.Citation.CommitmentNumbers), numbered(own), pronoun(s.Citation.CommitmentNumbers))
	for i := range s.words {
		if l, ok := commitmentList(s.text, s.words, i); ok && intersect(l.numbers, own) {
			a.places = []corpus.Place{s.place(s.words[l.first].start, s.words[l.last].end)}
			break
		}
	}
	return a
}

// numbersIn returns the numbers of commitments in a name or a title.
func numbersIn(text string) []string {
	var numbers []string
	ws := wordsOf(text)
	for i := range ws {
		if l, ok := commitmentList(text, ws, i); ok {
			numbers = append(numbers, l.numbers...)
		}
	}
	return numbers
}

// numbered prints "commitment 5", "commitments 1, 3 and 7".
func numbered(numbers []string) string {
	if len(numbers) == 1 {
		return "commitment " + numbers[0]
	}
	return "commitments " + listed(numbers, "and")
}

func pronoun(numbers []string) string {
	if len(numbers) == 1 {
		return "it"
	}
	return "them"
}

func without(list, found []string) []string {
	return slices.DeleteFunc(slices.Clone(list), func(n string) bool { return slices.Contains(found, n) })
}
