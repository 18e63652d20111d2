package cited

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// abbreviates reports whether acronyms are made of the first letters of a name's words: "NSC" of "National Steering Committee",
// "CC-AGA" of "Comité Coordinador de la Alianza para el Gobierno Abierto".
func abbreviates(acronyms []string, name string) bool {
	if len(acronyms) == 0 {
		return false
	}
	all, capital := initials(name)
	for n := len(acronyms); n > 0; n-- {
		letters := strings.Join(acronyms[:n], "")
		if len(letters) >= 2 && (letters == all || letters == capital) {
			return true
		}
	}
	return false
}

// initials returns the first letters of a name's words, small words left out, and those of its words with a capital.
func initials(name string) (all, capital string) {
	for _, w := range wordsOf(name) {
		if vocabulary().small[w.fold] {
			continue
		}
		r, _ := utf8.DecodeRuneInString(name[w.start:])
		first := w.fold[:1]
		all += first
		if unicode.IsUpper(r) {
			capital += first
		}
	}
	return all, capital
}

// definitionLength bounds the words that stand before an acronym in parentheses and that it stands for, in bytes.
const definitionLength = 120

// expansions returns what the document and the note say that acronyms stand for, where names are compared with one that has a
// head noun: "Comité Coordinador (CC-AGA MX)" gives "Comité Coordinador".
func (s *source) expansions(acronyms []string, with *bodyName) []string {
	if len(acronyms) == 0 || len(with.heads) == 0 {
		return nil
	}
	quoted := make([]string, len(acronyms))
	for i, a := range acronyms {
		quoted[i] = regexp.QuoteMeta(a)
	}
	form, err := regexp.Compile(`(?i)[(\[“"]\s*` + strings.Join(quoted, `[-\s.]*`) + `\b`)
	if err != nil {
		return nil
	}
	var found []string
	for _, text := range []string{s.text, s.Note, s.Claim} {
		for _, m := range form.FindAllStringIndex(text, 4) {
			before := text[max(0, m[0]-definitionLength):m[0]]
			if i := strings.LastIndexAny(before, ".;:\n"); i >= 0 {
				before = before[i+1:]
			}
			found = append(found, before)
		}
	}
	return found
}
