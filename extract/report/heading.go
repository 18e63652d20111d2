package report

import (
	"strings"
	"unicode/utf8"
)

// heading is a line that opens the part of a report about one commitment or several.
type heading struct {
	numbers    []string // more than one where the report treats them together
	title      string
	start, end int       // offsets of the line
	level      int       // of the heading's block; 0 for a line of text
	set        bool      // as a heading: a block of that kind, or a bold one of its own
	parts      []heading // of each commitment, where a cluster lists them one below the other
	tentative  bool      // its words alone do not say that it is a commitment: "Action 2", "3. Open data"
}

// longestHeading bounds a heading line, in code points: titles of commitments run long, but paragraphs longer.
const longestHeading = 300

// otherHeading reads headings of commitments that do not say the word: "Action 2.3: Title", where the vocabulary lists the word, and
// "4. Title" where bare is set. They are tentative.
func otherHeading(s *sentence, line string, at int, bare bool) (heading, bool) {
	h := heading{start: at, end: at + runes(line), tentative: true}
	if h.end-h.start > longestHeading {
		return h, false
	}
	rest := line
	for _, words := range s.lex.headingWords {
		if s.says(0, words) && len(s.toks) > len(words) && s.toks[len(words)].kind == number {
			rest, bare = substring(line, s.toks[len(words)].start-at), true
			break
		}
	}
	if !bare {
		return h, false
	}
	n, title, ok := numberedTitle(rest)
	h.numbers, h.title = []string{n}, cleanTitle(title)
	return h, ok && h.title != ""
}

// headingOf reads "Commitment 3: Title", "Compromiso 4.2. Título", "Engagement 3 : Titre", "Commitments 1, 3 and 7" in a
// line. Without a colon or a full stop behind the number the line must be marked as a heading.
func headingOf(s *sentence, line string, at int, marked bool) (heading, bool) {
	h := heading{start: at, end: at + runes(line)}
	i := 0
	if s.sign(i, "•", "-", "*", "—") {
		i++
	}
	n := max(s.len(i, asSingular), s.len(i, asPlural))
	if n == 0 || h.end-h.start > longestHeading {
		return h, false
	}
	i += n
	for i < len(s.toks) && (s.sign(i, "#", "°", "º", ".") || numero(s.toks[i].text)) {
		i++
	}
	if i >= len(s.toks) || s.toks[i].kind != number {
		return h, false
	}
	numbers, end := s.numberList(i)
	if s.sign(i+1, "(") { // a bracket behind the number explains it in lists only
		numbers, end = []string{s.toks[i].text}, i+1
	}
	if end < len(s.toks) && s.toks[end].kind == word && s.toks[end].glued && len(s.toks[end].text) == 1 { // "3a"
		numbers[len(numbers)-1] += string([]rune(line)[s.toks[end].start-at : s.toks[end].end-at])
		end++
	}
	if letter := s.letterBehind(line, at, end); letter != "" {
		numbers[len(numbers)-1] += "." + letter
		end += 2
	}
	h.numbers = numbers
	if end == len(s.toks) {
		return h, marked
	}
	separated := s.sign(end, ":", ".", "-", "–", "—", "|", ")")
	if separated {
		end++
	} else if !marked || s.toks[end].kind != word && !s.quoted(end) {
		return h, false
	}
	if end < len(s.toks) {
		h.title = cleanTitle(substring(line, s.toks[end].start-at))
	}
	if !marked && len(numbers) > 1 {
		return h, false
	}
	return h, true
}

// letterBehind returns the capital that goes on with a number at a token, "2.3.2.A: Title"; "" for none.
func (s *sentence) letterBehind(line string, at, i int) string {
	if i == 0 || i+1 >= len(s.toks) || !s.sign(i, ".") || s.toks[i].start != s.toks[i-1].end || s.toks[i+1].start != s.toks[i].end || len(s.toks[i+1].text) != 1 {
		return ""
	}
	letter := line[byteOf(line, s.toks[i+1].start-at):byteOf(line, s.toks[i+1].end-at)]
	if letter[0] < 'A' || letter[0] > 'Z' || !s.sign(i+2, ":", ".", "-", "–", "—", ")") && i+2 < len(s.toks) && !strings.Contains(s.toks[i-1].text, ".") {
		return ""
	}
	return letter
}

// numero reports whether a word stands between "commitment" and its number: "No.", "Nº".
func numero(w string) bool {
	switch w {
	case "no", "n", "nº", "º", "num", "nro", "number", "numero":
		return true
	}
	return false
}

// cleanTitle trims what does not belong to a title: white space, a full stop at the end, enclosing quotes.
func cleanTitle(t string) string {
	t = strings.Join(strings.Fields(t), " ")
	t = strings.TrimSpace(strings.TrimSuffix(t, ":"))
	for _, q := range [...][2]string{{"“", "”"}, {`"`, `"`}, {"«", "»"}} {
		if strings.HasPrefix(t, q[0]) && strings.HasSuffix(t, q[1]) && len(t) > len(q[0])+len(q[1]) {
			t = strings.TrimSpace(strings.TrimSuffix(strings.TrimPrefix(t, q[0]), q[1]))
		}
	}
	return t
}

func runes(s string) int { return utf8.RuneCountInString(s) }

// substring returns s from a code point offset on.
func substring(s string, from int) string { return s[byteOf(s, from):] }
