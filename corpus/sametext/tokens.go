package sametext

import (
	"crypto/sha256"
	_ "embed"
	"hash"
	"regexp"
	"strings"
	"sync"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// tokens is what a text is made of, whatever its layout.
type tokens struct {
	words   []string  // lower case without accents; single letters left out, since speckles of a scan read as such
	numbers []string  // runs of digits
	signs   int       // letters and digits
	all     hash.Hash // of them in order
}

// readTokens splits a text into words and numbers, line by line. Marks over letters, ligatures, case, hyphens at line ends and
// punctuation do not count, nor do labels at the start of a line, which some formats keep outside of the text.
func readTokens(text string) *tokens {
	t := &tokens{all: sha256.New()}
	plain := strings.NewReplacer("\u00ad", "", "-\n", "", "‐\n", "").Replace(norm.NFKD.String(text))
	for line := range strings.Lines(plain) {
		t.line(label.ReplaceAllString(line, ""))
	}
	return t
}

// label matches the number of an item at the start of its line: "3. ", "12) ", "4.1 ", "1.- ".
var label = regexp.MustCompile(`^\s*(?:\d{1,3}[.)]-?|\d{1,2}(?:\.\d{1,2})+\.?)\s`)

// line adds the tokens of a line. A run of letters and digits is a word when it has letters alone and a number when it has digits
// alone. What mixes them is neither: a mark of a note that stands to a word ("plan3"), or a misread number ("2O21").
func (t *tokens) line(line string) {
	var r run
	for _, c := range line {
		switch {
		case c >= firstMark && unicode.Is(unicode.Mn, c):
		case unicode.IsDigit(c):
			r.digits++
			r.WriteRune(c)
		case unicode.IsLetter(c):
			r.letters++
			r.WriteRune(unicode.ToLower(c))
			if unbroken(c) {
				t.add(&r)
			}
		default:
			t.add(&r)
		}
	}
	t.add(&r)
}

// firstMark is the first mark that stands over a letter.
const firstMark = '\u0300'

// run is a run of letters and digits that is being read.
type run struct {
	strings.Builder
	letters, digits int
}

// add adds a run and empties it.
func (t *tokens) add(r *run) {
	token := r.String()
	switch {
	case token == "":
		return
	case r.digits == 0 && (r.letters > 1 || token >= "\u0250"): // a sign that is no letter of an alphabet may be a whole word
		t.words = append(t.words, token)
	case r.letters == 0:
		t.numbers = append(t.numbers, token)
	}
	t.signs += r.letters + r.digits
	t.all.Write([]byte(token))
	*r = run{}
}

// firstUnbroken is where the first of those scripts begins, Thai: texts in letters of alphabets need not look further.
const firstUnbroken = '\u0e00'

// unbroken reports whether a letter is of a script that puts no spaces between words: each of its signs counts as a word.
func unbroken(c rune) bool {
	return c >= firstUnbroken && unicode.In(c, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar)
}

//go:embed counting.txt
var countingText string

// counting holds the words that tell one meeting from the next as numbers do.
var counting = sync.OnceValue(func() map[string]bool {
	words := map[string]bool{}
	for line := range strings.Lines(countingText) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		for _, w := range readTokens(line).words {
			words[w] = true
		}
	}
	return words
})

// counted returns the numbers of the text, in digits and in words.
func (t *tokens) counted() []string {
	out := t.numbers
	for _, w := range t.words {
		if counting()[w] {
			out = append(out, w)
		}
	}
	return out
}

// exact returns the hash of every letter and digit of the text in order.
func (t *tokens) exact() (sum [exactSize]byte) {
	copy(sum[:], t.all.Sum(nil))
	return sum
}
