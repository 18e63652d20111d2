package report

import (
	"cmp"
	"slices"
	"strings"

	"github.com/irmtrail/irmtrail/corpus"
)

// headWords is the words that head the columns and rows of rating tables.
type headWords struct {
	labels   []headWord[corpus.Indicator]                  // indicators and the relevance group, longest first
	values   map[corpus.Indicator][]headWord[printedValue] // of each indicator's columns, longest first
	terms    []headWord[term]
	noValues map[string]bool // folded words printed in the place of a value
}

// headWord is a phrase that means something at the head of a column or row.
type headWord[T any] struct {
	words    string // folded
	squeezed string // without spaces: narrow columns break words anywhere
	means    T
}

// printedValue is a value with its place on the scale, from 0.
type printedValue struct {
	value string
	place int
	short bool // an abbreviation: counts only where nothing else stands in the cell
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

func newHeadWords(v *vocabulary, noValues map[string]bool) *headWords {
	h := &headWords{values: map[corpus.Indicator][]headWord[printedValue]{}, noValues: noValues}
	for _, w := range v.Relevance {
		h.labels = appendHeadWord(h.labels, w, relevanceColumn)
	}
	names := 0
	for _, s := range v.Scales {
		if s.Indicator == corpus.StatusIndicator {
			continue
		}
		isName := strings.HasPrefix(string(s.Indicator), relevancePrefix)
		for _, w := range s.Labels {
			if isName {
				h.addValue(relevanceColumn, w, printedValue{value: string(s.Indicator), place: names})
			}
			h.labels = appendHeadWord(h.labels, w, s.Indicator)
		}
		for _, w := range s.Short {
			h.addValue(relevanceColumn, w, printedValue{value: string(s.Indicator), place: names, short: true})
		}
		if isName {
			names++
		}
		if s.Indicator != corpus.CompletionMidterm { // printed with the words of completion
			h.addScale(s)
		}
	}
	for name, list := range v.Terms {
		for _, w := range list {
			h.terms = appendHeadWord(h.terms, w, terms[name])
		}
	}
	h.values[corpus.CompletionMidterm] = h.values[corpus.Completion]
	h.sort()
	return h
}

// relevancePrefix begins the names of the indicators for OGP values.
const relevancePrefix = "relevance_"

func (h *headWords) addScale(s scale) {
	for place, v := range s.Values {
		printed := v.Labels
		if len(printed) == 0 {
			printed = v.Words
		}
		for _, w := range printed {
			h.addValue(s.Indicator, w, printedValue{value: v.Value, place: place})
			for _, noun := range s.Heads { // "No notable results", "Resultados significativos"
				h.addValue(s.Indicator, w+" "+noun, printedValue{value: v.Value, place: place})
				h.addValue(s.Indicator, noun+" "+w, printedValue{value: v.Value, place: place})
			}
		}
		for _, w := range v.Short {
			h.addValue(s.Indicator, w, printedValue{value: v.Value, place: place, short: true})
		}
	}
}

func (h *headWords) addValue(i corpus.Indicator, w string, v printedValue) {
	h.values[i] = appendHeadWord(h.values[i], w, v)
}

func appendHeadWord[T any](list []headWord[T], w string, means T) []headWord[T] {
	key := foldPhrase(w)
	return append(list, headWord[T]{key, strings.ReplaceAll(key, " ", ""), means})
}

// sort puts longer phrases first, so that the first that fits is the best.
func (h *headWords) sort() {
	sortHeadWords(h.labels)
	sortHeadWords(h.terms)
	for _, list := range h.values {
		sortHeadWords(list)
	}
}

func sortHeadWords[T any](list []headWord[T]) {
	slices.SortStableFunc(list, func(a, b headWord[T]) int {
		return cmp.Or(cmp.Compare(len(b.words), len(a.words)), cmp.Compare(a.words, b.words))
	})
}

// fit is how well a phrase fits the words of a cell.
type fit uint8

const (
	noFit   fit = iota
	holding     // the phrase stands among other words
	exact       // it is all of the cell
)

// longestBroken is the length in letters from which a phrase is looked for across broken words: shorter ones stand in others by chance.
const longestBroken = 7

// fits returns how a phrase fits the folded words of a cell.
func (w *headWord[T]) fits(key string) fit {
	if key == w.words {
		return exact
	}
	if strings.Contains(" "+key+" ", " "+w.words+" ") {
		return holding
	}
	if strings.Contains(key, " ") || strings.Contains(w.words, " ") {
		squeezed := strings.ReplaceAll(key, " ", "")
		if squeezed == w.squeezed {
			return exact
		}
		if len(w.squeezed) >= longestBroken && strings.Contains(squeezed, w.squeezed) {
			return holding
		}
	}
	return noFit
}

// extraWords is how many words can stand beside an indicator's label in the head of a column: "Completion (as assessed)".
const extraWords = 3

// label returns the indicator that the head of a column names.
func (h *headWords) label(key string) (corpus.Indicator, bool) {
	n := strings.Count(key, " ")
	for i := range h.labels {
		w := &h.labels[i]
		if len(w.squeezed) > len(key) {
			continue
		}
		if f := w.fits(key); f == exact || f == holding && n-strings.Count(w.words, " ") <= extraWords && len(w.squeezed) >= longestBroken {
			return w.means, true
		}
	}
	return "", false
}

// value returns the value of an indicator's scale that the head of a column names. Words of two values name none.
func (h *headWords) value(i corpus.Indicator, key string) (printedValue, fit) {
	var found *headWord[printedValue]
	if key == "" {
		return printedValue{}, noFit
	}
	list := h.values[i]
	for k := range list {
		w := &list[k]
		switch f := w.fits(key); {
		case f == exact:
			return w.means, exact
		case f == noFit || w.means.short:
		case found == nil:
			found = w
		case w.means.value != found.means.value && !strings.Contains(found.words, w.words):
			return printedValue{}, noFit
		}
	}
	if found == nil {
		return printedValue{}, noFit
	}
	return found.means, holding
}

// term returns the time that a cell names: "Midterm", "End of term".
func (h *headWords) term(key string) term {
	for i := range h.terms {
		if h.terms[i].words == key || h.terms[i].squeezed == strings.ReplaceAll(key, " ", "") {
			return h.terms[i].means
		}
	}
	return noTerm
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
