package report

import (
	"slices"
	"strings"
)

// matrix reads the rows behind the head of a rating table, up to a row before the next head.
func (a *annex) matrix(g *grid, h *header, to int) {
	rows := a.ratingRows(g, h, to)
	a.continueRow(g, rows)
	m := markingOf(g, h, rows)
	rows = a.withoutMilestones(g, h, rows)
	for i := range rows {
		x := &rows[i]
		if !a.enter(x, len(rows) == 1) {
			continue
		}
		before := a.rated
		a.rated = false
		a.rateRow(g, h, &m, x)
		if a.rated && !a.open {
			a.commit()
		}
		a.rated = a.rated || before
		a.lastRow = x.heading
	}
}

// enter makes the commitment of a row the current one: by its number, by its title where a commitment of that title is known, or
// the one under whose heading the table stands. A number of its own closes another commitment's part.
func (a *annex) enter(x *ratingRow, alone bool) bool {
	h := x.heading
	if len(h.numbers) == 0 {
		if n, ok := a.titled(h.title); ok {
			h.numbers = []string{n}
		}
	}
	switch {
	case len(h.numbers) == 0:
		return a.open && (alone || a.lex.overall[foldPhrase(h.title)] || h.title == "" || sameTitle(h.title, a.current.title))
	case a.open && sameNumbers(h.numbers, a.current.numbers):
		if a.current.title == "" {
			a.current.title = h.title
		}
		return true
	}
	if a.lex.overall[foldPhrase(h.title)] {
		h.title = ""
	}
	a.close()
	a.current, a.rated = h, false
	return true
}

// continueRow gives the first lines of a table that goes on from another page to the commitment whose first line stands there.
func (a *annex) continueRow(g *grid, rows []ratingRow) {
	if len(rows) > 0 && rows[0].title == nil && g.block.After {
		rows[0].heading = a.lastRow
	}
}

// withoutMilestones drops the rows of milestones, which some tables rate under their commitment: "1.2" beside a rated "1".
func (a *annex) withoutMilestones(g *grid, h *header, rows []ratingRow) []ratingRow {
	rated := map[string]bool{}
	for i := range rows {
		x := &rows[i]
		overall := a.open && a.lex.overall[foldPhrase(x.heading.title)]
		if x.bare(g, h) || len(x.heading.numbers) != 1 && !overall {
			continue
		}
		if overall && len(x.heading.numbers) == 0 {
			rated[a.current.numbers[0]] = true
		} else {
			rated[x.heading.numbers[0]] = true
		}
	}
	kept := rows[:0]
	for _, x := range rows {
		if len(x.heading.numbers) == 1 {
			if whole, _, ok := cutLast(x.heading.numbers[0], "."); ok && rated[whole] {
				continue
			}
		}
		kept = append(kept, x)
	}
	return kept
}

func cutLast(s, sep string) (before, after string, ok bool) {
	if i := strings.LastIndex(s, sep); i >= 0 {
		return s[:i], s[i+len(sep):], true
	}
	return s, "", false
}

func sameNumbers(a, b []string) bool { return slices.Equal(a, b) }

// sameTitle reports whether two titles are the same but for case, accents and signs.
func sameTitle(a, b string) bool { return a != "" && foldPhrase(a) == foldPhrase(b) }

// titled returns the number of the commitment of a title that was read before.
func (a *annex) titled(title string) (string, bool) {
	if title == "" {
		return "", false
	}
	number, ok := "", false
	for i := range a.out.Commitments {
		if x := &a.out.Commitments[i]; sameTitle(title, x.Title) {
			if ok {
				return "", false
			}
			number, ok = x.Number, true
		}
	}
	return number, ok
}
