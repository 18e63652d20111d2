package structure

import (
	"sort"
	"strings"
	"unicode"

	"github.com/irmtrail/irmtrail/corpus"
)

// Sentences returns the sentences of a stretch of text, in order, without the white space around them. Lines and cells
// end a sentence. A footnote marker behind the full stop belongs to the sentence before it ("2014-2016.[1]"), and so do
// closing quotes and brackets. The abbreviations of the language decide; those of all languages where it is unknown.
//
// A marker that lost its brackets is told from a decimal only by what [Structure.Sentences] knows of the document.
func Sentences(t *corpus.Text, r Range, lang corpus.Language) []Range {
	return sentences(t, r, lang, nil)
}

// Sentences returns the sentences of a stretch of text as the function of this name does, with the document's language and
// its markers known.
func (s *Structure) Sentences(c *corpus.Content, r Range) []Range {
	i := sort.Search(len(s.Markers), func(i int) bool { return s.Markers[i].End > r.Start })
	markers := map[int]int{}
	for ; i < len(s.Markers) && s.Markers[i].Start < r.End; i++ {
		markers[s.Markers[i].Start-r.Start] = s.Markers[i].End - r.Start
	}
	return sentences(c.Text(), r, s.Language, markers)
}

func sentences(t *corpus.Text, r Range, lang corpus.Language, markers map[int]int) []Range {
	w := vocabulary()
	sw := w.sentences[lang.Base()]
	if sw == nil {
		sw = w.sentences[""]
	}
	s := splitter{rs: []rune(t.Slice(r.Start, r.End)), words: sw, markers: markers}
	found := s.sentences()
	for i := range found {
		found[i].Start += r.Start
		found[i].End += r.Start
	}
	return found
}

// splitter cuts a text into sentences.
type splitter struct {
	rs      []rune
	words   *sentenceWords
	markers map[int]int // known markers: start to end
	from    int         // where the current sentence begins
	found   []Range
}

func (s *splitter) sentences() []Range {
	for i := 0; i < len(s.rs); i++ {
		switch s.rs[i] {
		case '\n', '\t':
			s.cut(i)
		case '.', '!', '?', '…':
			if end := s.tail(i); s.ends(i, end) {
				s.cut(end)
				i = end - 1
			}
		}
	}
	s.cut(len(s.rs))
	return s.found
}

// cut ends the current sentence at i.
func (s *splitter) cut(i int) {
	a, b := s.from, i
	for a < b && unicode.IsSpace(s.rs[a]) {
		a++
	}
	for a < b && unicode.IsSpace(s.rs[b-1]) {
		b--
	}
	if a < b {
		s.found = append(s.found, Range{a, b})
	}
	s.from = i
}

// tail returns the offset behind everything that belongs to the end mark at i: further end marks, closing quotes and
// brackets, footnote markers.
func (s *splitter) tail(i int) int {
	i++
	for i < len(s.rs) && strings.ContainsRune(".!?…”\"’'»)]›", s.rs[i]) {
		i++
	}
	for {
		end := s.marker(i)
		if end == i {
			return i
		}
		i = end
	}
}

// marker returns the offset behind the footnote marker at i, or i: "[1]", " [1]", "[3, 4]", "¹", and digits glued to the
// full stop. Quotes that close behind a marker belong to it.
func (s *splitter) marker(i int) int {
	if end, ok := s.markers[i]; ok && end <= len(s.rs) {
		return end
	}
	if end, ok := s.markers[i+1]; ok && i < len(s.rs) && s.rs[i] == ' ' && end <= len(s.rs) && s.boundary(end) {
		return end
	}
	j := i
	if j+1 < len(s.rs) && s.rs[j] == ' ' && s.rs[j+1] == '[' {
		j++
	}
	if j < len(s.rs) && s.rs[j] == '[' {
		k := j + 1
		for k < len(s.rs) && k-j < 12 && (unicode.IsDigit(s.rs[k]) || strings.ContainsRune(" ,;–-", s.rs[k]) || isRoman(s.rs[k])) {
			k++
		}
		if k > j+1 && k < len(s.rs) && s.rs[k] == ']' && s.boundary(k+1) {
			return k + 1
		}
		return i
	}
	if i < len(s.rs) && superDigit(s.rs[i]) >= 0 {
		for i < len(s.rs) && superDigit(s.rs[i]) >= 0 {
			i++
		}
		return i
	}
	return s.gluedMarker(i)
}

// gluedMarker reads digits directly behind the full stop of a word: "of the plan.12 The".
func (s *splitter) gluedMarker(i int) int {
	j := i
	for j < len(s.rs) && j-i < 3 && s.rs[j] >= '0' && s.rs[j] <= '9' {
		j++
	}
	if j == i || i < 2 || unicode.IsDigit(s.rs[i-2]) && !endsYear(s.rs[:i-1]) || !s.boundary(j) || s.rs[i] == '0' {
		return i
	}
	return j
}

func (s *splitter) boundary(i int) bool {
	return i >= len(s.rs) || unicode.IsSpace(s.rs[i]) || s.rs[i] == '[' || strings.ContainsRune("”\"’»)", s.rs[i])
}

// ends reports whether the end mark at i, whose tail ends at end, ends the sentence.
func (s *splitter) ends(i, end int) bool {
	if end >= len(s.rs) {
		return true
	}
	if !unicode.IsSpace(s.rs[end]) {
		return false
	}
	next := end
	for next < len(s.rs) && unicode.IsSpace(s.rs[next]) {
		if s.rs[next] == '\n' || s.rs[next] == '\t' {
			return true
		}
		next++
	}
	if next == len(s.rs) {
		return true
	}
	if !opens(s.rs[next]) {
		return false
	}
	if s.rs[i] != '.' || end > i+1 {
		return true
	}
	return !s.abbreviation(i, next)
}

// opens reports whether a sentence can begin with r.
func opens(r rune) bool {
	return unicode.IsUpper(r) || unicode.IsDigit(r) || unicode.IsLetter(r) && !unicode.IsLower(r) || strings.ContainsRune("“\"«(¿¡'‘[•–—#", r)
}

// abbreviation reports whether the full stop at i belongs to an abbreviation or an initial, given where the next word is.
func (s *splitter) abbreviation(i, next int) bool {
	a := i
	for a > s.from && (wordRune(s.rs[a-1]) || strings.ContainsRune(".-°º", s.rs[a-1])) {
		a--
	}
	w := strings.Trim(strings.ToLower(string(s.rs[a:i])), ".")
	if w == "" {
		return false
	}
	if number(w) {
		return s.blankBefore(a) // "1. Open data": the number of an item
	}
	following := s.word(next)
	switch {
	case s.words.never[w]:
		return true
	case s.words.beforeNumber[w]:
		return unicode.IsDigit(s.rs[next]) || isRomanNumeral(following)
	case s.words.maybe[w], strings.Contains(w, "."):
		return !s.words.starters[following]
	case len([]rune(w)) == 1 && unicode.IsUpper(s.rs[i-1]): // an initial, unless it names a part: "in Annex I. The"
		return !s.words.parts[s.wordBefore(a)] && (!s.words.starters[following] || len([]rune(following)) == 1)
	}
	return false
}

func (s *splitter) blankBefore(a int) bool {
	for a > s.from {
		if a--; !unicode.IsSpace(s.rs[a]) {
			return false
		}
	}
	return true
}

// word returns the word at or behind i in lower case.
func (s *splitter) word(i int) string {
	for i < len(s.rs) && !wordRune(s.rs[i]) && !unicode.IsSpace(s.rs[i]) {
		i++
	}
	j := i
	for j < len(s.rs) && wordRune(s.rs[j]) {
		j++
	}
	return strings.ToLower(string(s.rs[i:j]))
}

func (s *splitter) wordBefore(i int) string {
	for i > s.from && unicode.IsSpace(s.rs[i-1]) {
		i--
	}
	j := i
	for j > s.from && wordRune(s.rs[j-1]) {
		j--
	}
	return strings.ToLower(string(s.rs[j:i]))
}

func number(w string) bool {
	for _, r := range w {
		if r < '0' || r > '9' {
			return false
		}
	}
	return w != ""
}
