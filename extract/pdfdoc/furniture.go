package pdfdoc

import (
	"math"
	"regexp"
	"strings"
	"unicode"
)

// edge is how far from the top or the bottom of the page, as a fraction of its height, running heads and feet stand.
const edge = 0.13

// pageNumber matches a line that is a page number: "12", "- 12 -", "Page 3 of 9", "iv", "3 | Page".
var pageNumber = regexp.MustCompile(`(?i)^[-–—|]?\s?(?:(?:p(?:age|ágina|agina|\.)?|seite|pág\.?)\s?)?(?:\d{1,4}|[ivxl]{1,7})(?:\s?(?:/|of|de|sur|von)\s?\d{1,4})?\s?[-–—|]?(?:\s?(?:page|página))?$`)

// sheetLines is a page's lines, each a row of fragments across the page.
type sheetLines struct {
	rows   [][]fragment
	height float64
}

// running is a row at the edge of a page, as other pages may repeat it.
type running struct {
	letters string
	base    float64
}

// furniture tells, for each row of each page, whether it is a running head or foot or a page number: it stands near the
// edge, and its words, digits aside, stand at about the same height of other pages too.
func furniture(pages []sheetLines) [][]bool {
	heights := map[string][]float64{} // by words: one for each page that has them
	rows := make([][]running, len(pages))
	for i, p := range pages {
		once := map[string]bool{}
		for _, row := range p.rows {
			r := p.running(row)
			rows[i] = append(rows[i], r)
			if r.letters != "" && !once[r.letters] {
				once[r.letters] = true
				heights[r.letters] = append(heights[r.letters], r.base)
			}
		}
	}
	need := 3
	if len(pages) <= 3 {
		need = 2
	}
	out := make([][]bool, len(pages))
	for i, p := range pages {
		out[i] = make([]bool, len(p.rows))
		for j, row := range p.rows {
			out[i][j] = repeated(heights[rows[i][j].letters], rows[i][j].base, need) || p.isPageNumber(j, row)
		}
	}
	return out
}

// repeated reports whether enough pages have a row within a line's height of a baseline.
func repeated(heights []float64, base float64, need int) bool {
	n := 0
	for _, h := range heights {
		if math.Abs(h-base) < 10 {
			n++
		}
	}
	return n >= need
}

// running returns what two rows of two pages must have in common to be a running head; no letters when a row cannot be one.
func (p sheetLines) running(row []fragment) running {
	l := newLine(row)
	text := strings.ToLower(l.text())
	if !p.atEdge(row) || len(text) > 200 || strings.Contains(text, "ibid") {
		return running{}
	}
	letters := strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) {
			return r
		}
		return -1
	}, text)
	if len(letters) < 3 {
		return running{}
	}
	return running{letters, l.base}
}

func (p sheetLines) atEdge(row []fragment) bool {
	return row[0].base < edge*p.height || row[0].base > (1-edge)*p.height
}

// isPageNumber reports whether a row is the page's number: the first or the last row, at the edge, a number and no more.
func (p sheetLines) isPageNumber(i int, row []fragment) bool {
	if i > 0 && i < len(p.rows)-1 || !p.atEdge(row) {
		return false
	}
	l := newLine(row)
	return pageNumber.MatchString(l.text())
}
