package report

import (
	"cmp"
	"slices"
	"strings"

	"github.com/irmtrail/irmtrail/corpus"
)

// headWords is the words that head the columns and rows of rating tables.
type headWords struct {
	labels   *headPhrases[corpus.Indicator]                  // indicators and the relevance group
	values   map[corpus.Indicator]*headPhrases[printedValue] // of each indicator's columns
	terms    *headPhrases[term]
	noValues map[string]bool // folded words printed in the place of a value
}

// headPhrases is phrases that mean something at the head of a column or row.
type headPhrases[T any] struct {
	exact    map[string]T // by folded words
	squeezed map[string]T // without spaces: narrow columns break words anywhere
	held     []headPhrase[T]
}

// headPhrase is a phrase that counts among other words, too.
type headPhrase[T any] struct {
	words    string // folded
	squeezed string
	means    T
}

// printedValue is a value with its place on the scale, from 0.
type printedValue struct {
	value string
	place int
}

// term says which time a row or column of completion is about.
type term uint8

const (
	noTerm        term = iota
	midterm            // at midterm
	endOfTerm          // at the end of term
	projectedTerm      // as planned for now: no rating
)

// terms names the lists of the vocabularies.
var terms = map[string]term{"midterm": midterm, "end_of_term": endOfTerm, "projected": projectedTerm}

// relevanceColumn stands for the columns that name OGP values, and for a column that lists them: "Relevance".
const relevanceColumn corpus.Indicator = "relevance"

// relevancePrefix begins the names of the indicators for OGP values.
const relevancePrefix = "relevance_"

func newHeadWords(v *vocabulary, noValues map[string]bool) *headWords {
	h := &headWords{
		labels: newHeadPhrases[corpus.Indicator](), values: map[corpus.Indicator]*headPhrases[printedValue]{},
		terms: newHeadPhrases[term](), noValues: noValues,
	}
	for _, w := range v.Relevance {
		h.labels.add(w, relevanceColumn, true)
	}
	for place, s := range v.Scales {
		if s.Indicator == corpus.StatusIndicator {
			continue
		}
		h.addLabels(s, place)
		if s.Indicator != corpus.CompletionMidterm { // printed with the words of completion
			h.addScale(s)
		}
	}
	h.values[corpus.CompletionMidterm] = h.values[corpus.Completion]
	for name, list := range v.Terms {
		for _, w := range list {
			h.terms.add(w, terms[name], true)
		}
	}
	h.labels.sort()
	h.terms.sort()
	for _, list := range h.values {
		list.sort()
	}
	return h
}

// addLabels adds the labels of an indicator; those of OGP values head columns of the relevance group.
func (h *headWords) addLabels(s scale, place int) {
	named := strings.HasPrefix(string(s.Indicator), relevancePrefix)
	for _, w := range s.Labels {
		h.labels.add(w, s.Indicator, true)
		if named {
			h.of(relevanceColumn).add(w, printedValue{string(s.Indicator), place}, true)
		}
	}
	for _, w := range s.Short {
		h.of(relevanceColumn).add(w, printedValue{string(s.Indicator), place}, false)
	}
}

func (h *headWords) addScale(s scale) {
	list := h.of(s.Indicator)
	for place, v := range s.Values {
		means := printedValue{v.Value, place}
		for k, w := range append(slices.Clone(v.Labels), v.Words...) {
			list.add(w, means, k < len(v.Labels) || len(v.Labels) == 0)
			for _, noun := range s.Heads { // "No notable results", "Resultados significativos"
				list.add(w+" "+noun, means, false)
				list.add(noun+" "+w, means, false)
			}
		}
		for _, w := range v.Short {
			list.add(w, means, false)
		}
	}
}

func (h *headWords) of(i corpus.Indicator) *headPhrases[printedValue] {
	if h.values[i] == nil {
		h.values[i] = newHeadPhrases[printedValue]()
	}
	return h.values[i]
}

func newHeadPhrases[T any]() *headPhrases[T] {
	return &headPhrases[T]{exact: map[string]T{}, squeezed: map[string]T{}}
}

// add adds a phrase; held where it counts among other words. The first meaning of a phrase stays.
func (p *headPhrases[T]) add(phrase string, means T, held bool) {
	words := foldPhrase(phrase)
	squeezed := strings.ReplaceAll(words, " ", "")
	if _, known := p.exact[words]; !known {
		p.exact[words] = means
	}
	if _, known := p.squeezed[squeezed]; !known {
		p.squeezed[squeezed] = means
	}
	if held {
		p.held = append(p.held, headPhrase[T]{words, squeezed, means})
	}
}

// sort puts longer phrases first, so that the first that fits is the best.
func (p *headPhrases[T]) sort() {
	slices.SortStableFunc(p.held, func(a, b headPhrase[T]) int {
		return cmp.Or(cmp.Compare(len(b.words), len(a.words)), cmp.Compare(a.words, b.words))
	})
}

// whole returns what the words of a cell mean where they are one phrase.
func (p *headPhrases[T]) whole(key string) (T, bool) {
	if m, ok := p.exact[key]; ok {
		return m, true
	}
	if !strings.Contains(key, " ") {
		m, ok := p.squeezed[key]
		return m, ok
	}
	m, ok := p.squeezed[strings.ReplaceAll(key, " ", "")]
	return m, ok
}

// longestBroken is the length in letters from which a phrase is looked for across broken words: shorter ones stand in others by chance.
const longestBroken = 7

// among returns the phrases that stand among the words of a cell, longest first.
func (p *headPhrases[T]) among(key string) []*headPhrase[T] {
	var found []*headPhrase[T]
	padded, squeezed := " "+key+" ", strings.ReplaceAll(key, " ", "")
	for i := range p.held {
		w := &p.held[i]
		if len(w.squeezed) > len(squeezed) {
			continue
		}
		if at := strings.Index(padded, w.words); at > 0 && padded[at-1] == ' ' && padded[at+len(w.words)] == ' ' ||
			len(w.squeezed) >= longestBroken && strings.Contains(squeezed, w.squeezed) {
			found = append(found, w)
		}
	}
	return found
}

// fit is how well a phrase fits the words of a cell.
type fit uint8

const (
	noFit   fit = iota
	holding     // the phrase stands among other words
	exact       // it is all of the cell
)

// longestHeadCell bounds the words of a head, in bytes.
const longestHeadCell = 160

// extraWords is how many words can stand beside an indicator's label in the head of a column: "Completion (as assessed)".
const extraWords = 3

// label returns the indicator that the head of a column names.
func (h *headWords) label(key string) (corpus.Indicator, bool) {
	if key == "" || len(key) > longestHeadCell {
		return "", false
	}
	if i, ok := h.labels.whole(key); ok {
		return i, true
	}
	for _, w := range h.labels.among(key) {
		if len(w.squeezed) >= longestBroken && strings.Count(key, " ")-strings.Count(w.words, " ") <= extraWords {
			return w.means, true
		}
	}
	return "", false
}

// value returns the value of an indicator's scale that the head of a column names. Words of two values name none.
func (h *headWords) value(i corpus.Indicator, key string) (printedValue, fit) {
	list := h.values[i]
	if key == "" || list == nil || len(key) > longestHeadCell {
		return printedValue{}, noFit
	}
	if v, ok := list.whole(key); ok {
		return v, exact
	}
	found := list.among(key)
	if len(found) == 0 {
		return printedValue{}, noFit
	}
	for _, w := range found[1:] {
		if w.means.value != found[0].means.value && !strings.Contains(found[0].words, w.words) {
			return printedValue{}, noFit
		}
	}
	return found[0].means, holding
}

// term returns the time that a cell names: "Midterm", "End of term".
func (h *headWords) term(key string) term {
	if key == "" {
		return noTerm
	}
	t, _ := h.terms.whole(key)
	return t
}

// bothTerms reports whether a cell names midterm and end of term, and nothing else.
func (h *headWords) bothTerms(key string) bool {
	for at := strings.IndexByte(key, ' '); at > 0 && at < len(key); {
		if h.term(key[:at]) == midterm && h.term(key[at+1:]) == endOfTerm {
			return true
		}
		next := strings.IndexByte(key[at+1:], ' ')
		if next < 0 {
			return false
		}
		at += next + 1
	}
	return false
}
