package table

import (
	_ "embed"
	"strings"
	"sync"
	"unicode"

	"github.com/irmtrail/irmtrail/corpus"
)

//go:embed captions.tsv
var captionsTable string

// captionWords are the words that a table's caption begins with, before its number.
var captionWords = sync.OnceValue(func() []string {
	var out []string
	for row := range strings.Lines(captionsTable) {
		if word, _, ok := strings.Cut(row, "\t"); ok && !strings.HasPrefix(row, "#") {
			out = append(out, word)
		}
	}
	return out
})

// captioned reports whether one of the lines right above a box is a caption: "Table 2", "Cuadro II.".
func captioned(ls []line, b corpus.Box) bool {
	for _, l := range ls {
		if l.base > b[1]+l.size || l.base < b[1]-5*l.size || overlap(l.box[0], l.box[2], b[0], b[2]) <= 0 {
			continue
		}
		if isCaption(l) {
			return true
		}
	}
	return false
}

func isCaption(l line) bool {
	var s []string
	for _, w := range l.words[:min(len(l.words), 4)] {
		s = append(s, w.Text)
	}
	text := strings.ToLower(strings.Join(s, " "))
	for _, word := range captionWords() {
		rest, ok := strings.CutPrefix(text, word)
		if rest = strings.TrimLeft(rest, " ."); ok && rest != "" && (unicode.IsDigit(rune(rest[0])) || numeral(rest)) {
			return true
		}
	}
	return false
}

// numeral reports whether a text begins with a roman number or a single letter: "iv. ", "a-1".
func numeral(s string) bool {
	word := strings.FieldsFunc(s, func(r rune) bool { return !unicode.IsLetter(r) })
	return len(word) > 0 && (len(word[0]) == 1 || strings.Trim(word[0], "ivxl") == "")
}
