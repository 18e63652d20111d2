package cited

import "strings"

// titleShare is the part of a title's or a quotation's words that must be found in order.
const (
	titleShare = 0.8
	quoteShare = 0.9
)

// sequence returns where the text has the words one after another: first in a heading or title, else, when anywhere is set, the
// first time in the article of a page or, where they are not in it, in the text. Offsets are in bytes.
func (s *source) sequence(ws []string, anywhere bool) (start, end int, ok bool) {
	for i := 0; i+len(ws) <= len(s.words); i++ {
		if !s.hasAt(ws, i) {
			continue
		}
		if s.headed(s.words[i].start) {
			return s.words[i].start, s.words[i+len(ws)-1].end, true
		}
		if anywhere && (!ok || !s.inMain(start) && s.inMain(s.words[i].start)) {
			start, end, ok = s.words[i].start, s.words[i+len(ws)-1].end, true
		}
	}
	return start, end, ok
}

func (s *source) hasAt(ws []string, i int) bool {
	for k, w := range ws {
		if s.words[i+k].fold != w {
			return false
		}
	}
	return true
}

// loosely returns where the text has a share of the content words in order, within little more words than they take. A word
// of recognised text may be spelled wrongly.
func (s *source) loosely(ws []string, share float64) (start, end int, ok bool) {
	var want []string
	for _, w := range ws {
		if !vocabulary().small[w] {
			want = append(want, w)
		}
	}
	if len(want) < 3 {
		return 0, 0, false
	}
	best := 0
	for i := range s.words {
		if !s.alikeWord(s.words[i].fold, want[0]) && !s.alikeWord(s.words[i].fold, want[1]) {
			continue
		}
		n, last, numbers := s.inOrder(want, i, len(ws)+len(ws)/2+2)
		if numbers && n > best && float64(n) >= share*float64(len(want)) {
			best, start, end, ok = n, s.words[i].start, s.words[last].end, true
		}
	}
	return start, end, ok
}

// inOrder counts the wanted words that stand in order from word i on, and returns the last of them, and whether no number was left
// out: the second meeting is not the third.
func (s *source) inOrder(want []string, i, reach int) (n, last int, numbers bool) {
	k := 0
	numbers = true
	for j := i; j < min(len(s.words), i+reach) && k < len(want); j++ {
		for skip := 0; skip <= 1 && k+skip < len(want); skip++ {
			if s.alikeWord(s.words[j].fold, want[k+skip]) {
				numbers = numbers && (skip == 0 || !numberWord(want[k]))
				n, last, k = n+1, j, k+skip+1
				break
			}
		}
	}
	for _, w := range want[k:] {
		numbers = numbers && !numberWord(w)
	}
	return n, last, numbers
}

func numberWord(w string) bool {
	return vocabulary().ordinalWords[w] || strings.ContainsAny(w, "0123456789")
}

// alikeWord reports whether a word is the wanted one; in recognised text, whether it is but for a sign in five.
func (s *source) alikeWord(w, want string) bool {
	return w == want || s.scanned && len(want) >= 5 && w[0] < 0x80 && distance(w, want) <= len(want)/5
}
