package layout

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// vocabulary is the words that a document writes inside its lines, in lower case.
type vocabulary map[string]bool

// maxVocabulary bounds it.
const maxVocabulary = 1 << 18

// vocabularyOf gathers the words of paragraphs, those at the ends of lines left out where they are divided.
func vocabularyOf(ps []paragraph) vocabulary {
	v := vocabulary{}
	for i := range ps {
		for j := range ps[i].lines {
			v.add(&ps[i].lines[j])
		}
	}
	return v
}

func (v vocabulary) add(l *line) {
	for i, word := range strings.Fields(l.text) {
		if isAddress(word) {
			v.addParts(word, i == 0)
		}
		word = strings.ToLower(strings.TrimFunc(word, func(r rune) bool { return unicode.IsPunct(r) && r != '-' }))
		if word != "" && !strings.HasSuffix(word, "-") && len(v) < maxVocabulary {
			v[word] = true
		}
	}
}

// isAddress reports whether a word is an address, or a piece of one.
func isAddress(word string) bool { return strings.Contains(word, "/") }

// addParts gathers the words that an address is made of. The first of a line may be the rest of a divided one.
func (v vocabulary) addParts(address string, first bool) {
	parts := strings.FieldsFunc(strings.ToLower(address), notLetter)
	if first && len(parts) > 0 && !strings.Contains(address, "://") {
		parts = parts[1:]
	}
	if strings.HasSuffix(address, "-") && len(parts) > 0 {
		parts = parts[:len(parts)-1]
	}
	for _, part := range parts {
		if len(part) > 2 && len(v) < maxVocabulary {
			v[part] = true
		}
	}
}

func notLetter(r rune) bool { return !unicode.IsLetter(r) }

// dividesAddress reports whether a hyphen between two lines of an address divides a word that the document writes whole
// elsewhere ("docu-" and "ments/pdf"), of which it does not write both parts ("open-" and "data"). InDesign divides them so.
func (v vocabulary) dividesAddress(before, after string) bool {
	head := before[strings.LastIndexFunc(before, notLetter)+1:]
	tail := strings.ToLower(after)
	if i := strings.IndexFunc(tail, notLetter); i >= 0 {
		tail = tail[:i]
	}
	return len(head) > 1 && len(tail) > 1 && v[head+tail] && !(v[head] && v[tail])
}

// joint says what stands between two lines of a paragraph.
type joint uint8

const (
	spaced  joint = iota // a space
	joined               // nothing: the hyphen is a real one
	divided              // nothing, and the hyphen goes
)

// joint returns how the last word of a text goes on with the first of the next line. A hyphen between small letters divides a
// word, unless the document writes the word with it elsewhere ("co-creation"), or both parts as words of their own and never
// the whole ("evidence-based"). Addresses keep their hyphens but for [vocabulary.dividesAddress].
func (v vocabulary) joint(text, next string) joint {
	cut, ok := cutHyphen(text)
	if !ok {
		return spaced
	}
	before := cut[strings.LastIndexAny(cut, " \t\n")+1:]
	if before == "" {
		return spaced // a dash
	}
	after, _, _ := strings.Cut(next, " ")
	after = strings.TrimFunc(after, func(r rune) bool { return unicode.IsPunct(r) && r != '-' })
	first, _ := utf8.DecodeRuneInString(after)
	before = strings.ToLower(strings.TrimLeftFunc(before, unicode.IsPunct))
	if isAddress(before) && v.dividesAddress(before, after) {
		return divided
	}
	tail := before[strings.LastIndexByte(before, '-')+1:]
	if !unicode.IsLower(first) || before == "" || strings.ContainsFunc(before, func(r rune) bool { return !unicode.IsLetter(r) && r != '-' && r != '’' }) {
		return joined
	}
	whole := v[tail+after] || v[before+after]
	if v[before+"-"+after] && !whole {
		return joined
	}
	if !whole && len(tail) > 1 && v[tail] && v[after] {
		return joined
	}
	return divided
}
