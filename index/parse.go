package index

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Limits of a query.
const (
	MaxText   = 1000  // code points of Query.Text
	MaxTerms  = 64    // words in it
	MaxLimit  = 100   // Query.Limit
	MaxOffset = 10000 // Query.Offset

	defaultLimit = 10
)

// QueryError says why a query cannot be answered. It is the asker's fault.
type QueryError struct {
	Message  string
	Position int // in the query's text, in code points from 0; -1 when it is not about the text
}

// Error returns the message and the position.
func (e *QueryError) Error() string {
	if e.Position < 0 {
		return e.Message
	}
	return fmt.Sprintf("%s (at character %d)", e.Message, e.Position+1)
}

func outside(format string, args ...any) error {
	return &QueryError{Message: fmt.Sprintf(format, args...), Position: -1}
}

// check refuses what is out of range and fills in the default.
func (q *Query) check() error {
	switch {
	case q.Limit < 0 || q.Limit > MaxLimit:
		return outside("limit must be 1 to %d", MaxLimit)
	case q.Offset < 0 || q.Offset > MaxOffset:
		return outside("offset must be 0 to %d", MaxOffset)
	}
	for _, k := range q.Kinds {
		if !slices.Contains([]Kind{Passage, Footnote, Commitment}, k) {
			return outside("there is no kind %q", k)
		}
	}
	if q.Limit == 0 {
		q.Limit = defaultLimit
	}
	return nil
}

// mode says what a clause asks of a hit.
type mode int

const (
	wanted   mode = iota // any clause of this mode will do; more are better
	required             // +word, and every "phrase"
	excluded             // -word, -"phrase"
)

// clause is a part of a query: a word, or the words of a phrase.
type clause struct {
	mode   mode
	phrase bool
	words  []string // folded; one unless it is a phrase
}

// parse reads a query's text: words, "phrases", +required, -excluded. What stands in quotes is required unless it is
// excluded. A quote that is not closed ends with the text. There are no other operators: any other sign parts words.
func (a *analyzers) parse(text string) ([]clause, error) {
	if err := checkText(text); err != nil {
		return nil, err
	}
	var out []clause
	words := 0
	rest := []rune(text)
	for len(rest) > 0 {
		position := utf8.RuneCountInString(text) - len(rest)
		var found []clause
		found, rest = a.nextClauses(rest)
		for _, c := range found {
			words += len(c.words)
		}
		if words > MaxTerms {
			return nil, &QueryError{Message: fmt.Sprintf("more than %d words", MaxTerms), Position: position}
		}
		out = append(out, found...)
	}
	return out, nil
}

func checkText(text string) error {
	position := 0
	for i, r := range text {
		switch {
		case r == utf8.RuneError && !strings.HasPrefix(text[i:], "\uFFFD"):
			return &QueryError{Message: "not valid UTF-8", Position: position}
		case r == 0:
			return &QueryError{Message: "a NUL character", Position: position}
		}
		position++
	}
	if position > MaxText {
		return &QueryError{Message: fmt.Sprintf("longer than %d characters", MaxText), Position: MaxText}
	}
	return nil
}

// quotes pairs the signs that open a phrase with those that close it.
var quotes = map[rune]string{'"': `"`, '“': "”\"", '„': "“”\"", '«': "»"}

// nextClauses reads what stands up to the next white space, or a phrase.
func (a *analyzers) nextClauses(runes []rune) (found []clause, rest []rune) {
	if unicode.IsSpace(runes[0]) {
		return nil, runes[1:]
	}
	m := wanted
	if len(runes) > 1 && !unicode.IsSpace(runes[1]) {
		switch runes[0] {
		case '+':
			m, runes = required, runes[1:]
		case '-', '−':
			m, runes = excluded, runes[1:]
		}
	}
	if closing, ok := quotes[runes[0]]; ok {
		inside := runes[1:]
		end := slices.IndexFunc(inside, func(r rune) bool { return strings.ContainsRune(closing, r) })
		if end < 0 {
			end, rest = len(inside), nil
		} else {
			rest = inside[end+1:]
		}
		return a.phraseClause(m, string(inside[:end])), rest
	}
	end := slices.IndexFunc(runes, func(r rune) bool { return unicode.IsSpace(r) || quotes[r] != "" })
	if end < 0 {
		end = len(runes)
	}
	return a.wordClauses(m, string(runes[:end])), runes[end:]
}

func (a *analyzers) phraseClause(m mode, text string) []clause {
	words := a.foldedWords(text)
	if len(words) == 0 {
		return nil
	}
	if m == wanted {
		m = required
	}
	return []clause{{mode: m, phrase: true, words: words}}
}

// wordClauses makes a clause of each word. Several words without a space, as in co-creation or 2019-2022, are excluded
// as the phrase that they are.
func (a *analyzers) wordClauses(m mode, text string) []clause {
	words := a.foldedWords(text)
	if m == excluded && len(words) > 1 {
		return []clause{{mode: m, phrase: true, words: words}}
	}
	var out []clause
	for _, w := range words {
		out = append(out, clause{mode: m, words: []string{w}})
	}
	return out
}

func (a *analyzers) foldedWords(text string) []string {
	var out []string
	for _, t := range a.folded.Analyze([]byte(text)) {
		out = append(out, string(t.Term))
	}
	return out
}
