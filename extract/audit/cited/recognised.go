package cited

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/irmtrail/irmtrail/corpus"
)

// Below these confidences (0 to 100) recognised words contradict nobody: the second holds where the two dates differ in signs
// that look alike.
const (
	surelyRead     = 75
	surelyReadLike = 92
)

// doubtful says why a date that was recognised in a scan cannot contradict the note; "" when it can.
func (s *source) doubtful(m mention, d, on corpus.Date) string {
	confidence, known := s.confidence(m)
	if !known {
		return ""
	}
	least := float64(surelyRead)
	if alike(d, on) {
		least = surelyReadLike
	}
	if day := s.weekdayRemark(&m, d, on); day != "" {
		return fmt.Sprintf("The scan of the minutes was recognised as %s; the note says %s. %s", printed(on), printed(d), day)
	}
	if confidence >= least {
		return ""
	}
	return fmt.Sprintf("The scan of the minutes was recognised as %s with little certainty (%.0f of 100); the note says %s.",
		printed(on), confidence, printed(d))
}

// confidence returns the least confidence of the recognised words of a date, or the mean of its page.
func (s *source) confidence(m mention) (float64, bool) {
	p := s.place(m.start, m.end)
	least, found := 101.0, false
	for _, w := range s.Content.Words {
		if w.Start < p.End && p.Start < w.End {
			least, found = min(least, w.Confidence), true
		}
	}
	if found {
		return least, true
	}
	if p.Page > 0 && p.Page <= len(s.Content.Pages) && s.Content.Pages[p.Page-1].OCR != nil {
		return s.Content.Pages[p.Page-1].OCR.Confidence, true
	}
	return 0, false
}

// lookalikes are digits that recognition takes for one another.
var lookalikes = []string{"06", "08", "09", "12", "13", "14", "17", "23", "27", "35", "38", "56", "58", "68", "69", "89"}

// alike reports whether two dates differ in one digit, by one that looks like the other.
func alike(a, b corpus.Date) bool {
	if len(a) != len(b) {
		return false
	}
	n := 0
	like := false
	for i := range len(a) {
		if a[i] == b[i] {
			continue
		}
		n++
		x, y := min(a[i], b[i]), max(a[i], b[i])
		like = slices.Contains(lookalikes, string([]byte{x, y}))
	}
	return n == 1 && like
}

// damagedDate finds the date in recognised text whose signs were mistaken: "l3 de diciembre de 2O21", "13 de diclembre". It is
// good for bearing out a date, not for contradicting one. Files that were recognised before they were published do not say so.
func (s *source) damagedDate(d corpus.Date) (mention, bool) {
	if len(d) < len("2021-12-13") || !s.scanned && len(s.text) > longestScan {
		return mention{}, false
	}
	for _, m := range mentionsOf(mended(s.text), s.lang) {
		if len(m.from) >= len(d) && m.states(d) {
			return m, true
		}
	}
	return s.misspelled(d)
}

// longestScan bounds the text of documents that do not say that they were recognised, in bytes.
const longestScan = 1 << 18

// numberLike matches a number of at most four signs in which letters may stand for digits.
var numberLike = regexp.MustCompile(`\b[0-9OoIlSBZg|]{1,4}\b`)

var digitOf = strings.NewReplacer("O", "0", "o", "0", "I", "1", "l", "1", "|", "1", "S", "5", "B", "8", "Z", "2", "g", "9")

// letterOf undoes what recognition does to letters of words in lower case.
var letterOf = strings.NewReplacer("rn", "m", "0", "o", "1", "l")

// mended returns the text with digits where letters stand for them. Its length and offsets are those of the text.
func mended(text string) string {
	return numberLike.ReplaceAllStringFunc(text, func(s string) string {
		if strings.ContainsAny(s, "0123456789") {
			return digitOf.Replace(s)
		}
		return s
	})
}

// misspelled finds a day, a word that is the month but for a sign or two, and the year.
func (s *source) misspelled(d corpus.Date) (mention, bool) {
	day, month, year := strings.TrimLeft(string(d[8:]), "0"), number(string(d[5:7])), string(d[:4])
	ws := wordsOf(mended(s.text))
	for i := range ws {
		if strings.TrimLeft(ws[i].fold, "0") != day {
			continue
		}
		for j := i + 1; j < min(i+4, len(ws)); j++ {
			if monthLike(ws[j].fold) != month {
				continue
			}
			for k := j + 1; k < min(j+4, len(ws)); k++ {
				if ws[k].fold == year {
					return mention{start: ws[i].start, end: ws[k].end, from: d, to: d}, true
				}
			}
		}
	}
	return mention{}, false
}

// monthLike returns the month whose name in some language a word is but for one sign, or for two of a long name; 0 when there is none, or
// when there are two.
func monthLike(w string) int {
	w = letterOf.Replace(w)
	if n := vocabulary().months[w]; n > 0 {
		return n
	}
	if len(w) < 5 {
		return 0
	}
	found := 0
	for name, n := range vocabulary().months {
		if len(name) < 5 || distance(w, name) > len(name)/5 {
			continue
		}
		if found != 0 && found != n {
			return 0
		}
		found = n
	}
	return found
}

// distance is the number of signs by which two words differ (Levenshtein).
func distance(a, b string) int {
	if len(a)-len(b) > 3 || len(b)-len(a) > 3 {
		return 4
	}
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := 1; i <= len(a); i++ {
		diagonal := row[0]
		row[0] = i
		for j := 1; j <= len(b); j++ {
			cost := diagonal
			if a[i-1] != b[j-1] {
				cost++
			}
			diagonal = row[j]
			row[j] = min(cost, row[j]+1, row[j-1]+1)
		}
	}
	return row[len(b)]
}
