// Package words turns the glyphs of a PDF's page into words and lines: it leaves out what the page does not show, mends the
// text of what it does, and finds where words end, by white space or by the gaps between glyphs.
//
// Words are rows of glyphs of one direction on one baseline. Which rows make a column, a cell or a paragraph is for others
// to say. Whether a raised number is a note's marker or an exponent is too. Text that is read from the right is not turned.
// The terms are those of ISO 32000-1.
package words

import (
	"cmp"
	"slices"

	"github.com/irmtrail/irmtrail/extract/pdfdoc/page"
)

// Of returns the words of a page, direction by direction, row by row from the top, each row in reading order. A raised or
// lowered word follows the word that it stands at. The words share the page's glyphs.
func Of(p *page.Page) []page.Word {
	inks := inksOf(p)
	composeAccents(inks)
	runs := runsOf(inks)
	s := setter{page: p, bold: boldFonts(p)}
	for _, row := range rowsOf(runs) {
		s.row++
		for _, chain := range chainsOf(inks, row) {
			s.add(chain)
		}
	}
	raise(s.placed)
	return wordsOf(s.placed)
}

// placed is a word with its place along and across its reading direction.
type placed struct {
	word page.Word
	span
	row   int // numbered from the top within a direction
	host  int // index of the word that it is raised or lowered at; -1 for none
	order float64
}

// wordsOf puts raised words behind their hosts and tells which words have a gap before them.
func wordsOf(ps []placed) []page.Word {
	for i := range ps {
		p := &ps[i]
		p.order = p.u0
		if p.host >= 0 {
			p.row = ps[p.host].row
		}
	}
	order := make([]int, len(ps))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(i, j int) int {
		a, b := &ps[i], &ps[j]
		return cmp.Or(cmp.Compare(a.row, b.row), cmp.Compare(a.order, b.order))
	})
	out := make([]page.Word, len(ps))
	for i, at := range order {
		p := &ps[at]
		if i > 0 {
			before := &ps[order[i-1]]
			if before.row == p.row && (p.word.Raised != 0 || before.word.Raised != 0) {
				p.word.Space = p.u0-before.u1 > markerGap*max(p.size, before.size) || p.u0 < before.u0
			}
		}
		out[i] = p.word
	}
	return out
}
