package table

import (
	"github.com/irmtrail/irmtrail/corpus"
)

// openRegions returns the regions outside the taken ones whose lines look like rows of a table, from the top.
func openRegions(ls []line, taken []region, r rulings) []region {
	var out []region
	all := outside(ls, taken)
	now := run{all: all}
	for _, l := range all {
		if !now.goesOn(l) {
			out = append(out, now.region(r)...)
			now = run{all: all}
		}
		now.lines = append(now.lines, l)
	}
	return append(out, now.region(r)...)
}

// run is a run of lines one below the other that may be rows.
type run struct {
	lines []line
	all   []line // of the page
}

// goesOn reports whether a line goes on the run: it is near, and no running text.
func (r *run) goesOn(l line) bool {
	if len(r.lines) == 0 {
		return true
	}
	last := r.lines[len(r.lines)-1]
	if l.base-last.base > 3.2*max(l.size, last.size) && l.box[1]-last.box[3] > 2.2*max(l.size, last.size) || l.running() {
		return false
	}
	return l.cells() > 1 || last.cells() > 1 || overlap(l.box[1], l.box[3], last.box[1], last.box[3]) > 0
}

// region returns the run's region: from its first to its last line of several chunks, with the headers over some of the
// columns above them. A run with too few such lines has none.
func (r *run) region(rs rulings) []region {
	from, to := -1, -1
	n := 0
	for i, l := range r.lines {
		if l.cells() > 1 {
			if from < 0 {
				from = i
			}
			to = i
			n++
		}
	}
	if n < 3 || 2*n < to-from+1 {
		return nil
	}
	first := r.lines[from]
	for from > 0 && headsSome(r.lines[from-1], first) {
		from--
	}
	b := r.lines[from].box
	for _, l := range r.lines[from : to+1] {
		b = union(b, l.box)
	}
	if bandIn(r.lines[from:to+1]) != nil {
		b = withLabels(b, r.all)
	}
	return []region{{box: b, rulings: rs.within(b), lines: closely(linesInside(r.all, b))}}
}

// withLabels returns the box of a region with rotated headers grown over the lines beside and above them.
func withLabels(b corpus.Box, ls []line) corpus.Box {
	for _, l := range ls {
		if (l.box[1]+l.box[3])/2 > b[1] && l.box[3] < b[3] {
			b = union(b, l.box)
		}
	}
	return withHead(b, rulings{}, ls)
}

// headsSome reports whether a line above a table's first one heads some of its columns: it stands near and to the right of
// the first column.
func headsSome(l, first line) bool {
	return first.base-l.base < 2.2*first.size && l.box[0] > first.chunks[0].box[2] && l.box[2] < first.box[2]+first.size
}

// outside returns the lines without what stands in taken regions and without running text beside other chunks.
func outside(ls []line, taken []region) []line {
	var out []line
	for _, l := range ls {
		rest := line{size: l.size, base: l.base, band: l.band, ends: l.ends}
		for _, c := range l.chunks {
			if c.prose && !l.running() {
				continue
			}
			for _, w := range c.words {
				if !takenAt(taken, w.Box) {
					rest.words = append(rest.words, w)
				}
			}
		}
		if len(rest.words) == 0 {
			continue
		}
		prose := l.running()
		rest.finish()
		for i := range rest.chunks {
			rest.chunks[i].prose = prose
		}
		out = append(out, rest)
	}
	return out
}

func takenAt(taken []region, b corpus.Box) bool {
	for _, t := range taken {
		near := corpus.Box{t.box[0] - reach, t.box[1] - reach, t.box[2] + reach, t.box[3] + reach}
		if holds(near, b) {
			return true
		}
	}
	return false
}
