package table

import (
	"cmp"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// scored is a table as the competition of ICDAR 2013 has it.
type scored struct {
	Page  int          `json:"page"`
	Box   [4]float64   `json:"bbox"`
	Cells []scoredCell `json:"cells"`
}

type scoredCell struct {
	R    int    `json:"r"`
	C    int    `json:"c"`
	R2   int    `json:"r2"` // the last row, included
	C2   int    `json:"c2"`
	Text string `json:"text"`
}

// relation is a pair of neighbouring cells that hold text, the blank ones between them skipped (Göbel, Hassan, Oro, Orsi:
// ICDAR 2013 Table Competition).
type relation struct {
	page int
	a, b string
	down bool
}

// relations counts the relations of tables.
func relations(ts []scored) map[relation]int {
	out := map[relation]int{}
	for _, t := range ts {
		for pair := range pairs(t.Cells) {
			out[relation{t.Page, letters(t.Cells[pair.a].Text), letters(t.Cells[pair.b].Text), pair.down}]++
		}
	}
	return out
}

type pair struct {
	a, b int
	down bool
}

func pairs(cells []scoredCell) map[pair]bool {
	type at struct{ line, pos, cell int }
	var across, down []at
	taken := map[[2]int]bool{}
	for i, c := range cells {
		if letters(c.Text) == "" {
			continue
		}
		for r := c.R; r <= c.R2; r++ {
			for k := c.C; k <= c.C2; k++ {
				if !taken[[2]int{r, k}] {
					taken[[2]int{r, k}] = true
					across, down = append(across, at{r, k, i}), append(down, at{k, r, i})
				}
			}
		}
	}
	out := map[pair]bool{}
	for d, all := range [][]at{across, down} {
		slices.SortFunc(all, func(a, b at) int { return cmp.Or(cmp.Compare(a.line, b.line), cmp.Compare(a.pos, b.pos)) })
		for i := 1; i < len(all); i++ {
			if a, b := all[i-1], all[i]; a.line == b.line && a.cell != b.cell {
				out[pair{a.cell, b.cell, d == 1}] = true
			}
		}
	}
	return out
}

// letters returns a text's letters and digits in lower case.
func letters(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsNumber(r) {
			return r
		}
		return -1
	}, strings.ToLower(norm.NFKC.String(s)))
}

// tally is what a document scores.
type tally struct {
	want, got, right int
}

func (t tally) precision() float64 {
	if t.got == 0 {
		return 0
	}
	return float64(t.right) / float64(t.got)
}

func (t tally) recall() float64 { return float64(t.right) / float64(max(t.want, 1)) }

func compared(want, got []scored) tally {
	w, g := relations(want), relations(got)
	var t tally
	for _, n := range w {
		t.want += n
	}
	for r, n := range g {
		t.got += n
		t.right += min(n, w[r])
	}
	return t
}
