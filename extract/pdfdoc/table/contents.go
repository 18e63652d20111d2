package table

import (
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/irmtrail/irmtrail/extract/pdfdoc/page"
)

// leader is a row of dots that leads to a page's number: ".....", ". . . .".
var leader = regexp.MustCompile(`(\.\s?){4,}|…{2,}`)

// section is the number of a heading: "4", "4.", "4.2", "A.1". A number below the first level has a point inside.
var section = regexp.MustCompile(`^([A-Z]|\d{1,2})((\.\d{1,2})*)\.?$`)

// isContents reports whether a draft is a table of contents: most lines have dot leaders, and few cells, or they begin with
// the numbers of headings and end with those of pages.
func isContents(d *draft, rg region, s stats) bool {
	if s.filled > 3*d.rows() {
		return false
	}
	at := map[float64]string{}
	for _, w := range rg.words {
		at[math.Round(w.Base)] += " " + w.Text
	}
	n := 0
	for _, text := range at {
		if leader.MatchString(text) {
			n++
		}
	}
	return 2*n > len(rg.lines) || !rg.ruled && listsSections(rg.lines)
}

// listsSections reports whether lines are the headings of a text with their pages: four of five begin with the number of a
// heading, a third and more with one below the first level, and end with a number no less than the one above.
func listsSections(ls []line) bool {
	var pages []int
	deep := 0
	for _, l := range ls {
		n := len(l.words)
		if n < 3 {
			continue
		}
		m := section.FindStringSubmatch(l.words[0].Text)
		at, err := strconv.Atoi(l.words[n-1].Text)
		if m == nil || err != nil || !slices.ContainsFunc(l.words[1:n-1], isWord) {
			continue
		}
		pages = append(pages, at)
		if m[2] != "" {
			deep++
		}
	}
	return len(pages) > 4 && 5*len(pages) >= 4*len(ls) && 3*deep >= len(pages) && slices.IsSorted(pages)
}

// isWord reports whether a word has letters.
func isWord(w *page.Word) bool { return strings.ToLower(w.Text) != strings.ToUpper(w.Text) }

// dots reports whether a word is nothing but a leader.
func dots(s string) bool { return len(s) > 1 && strings.Trim(s, ".…") == "" }
