package table

import (
	"cmp"
	"math"
	"slices"

	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/extract/pdfdoc/page"
)

// region is a part of a page that may be one table, with the rulings and the lines inside.
type region struct {
	box     corpus.Box
	ruled   bool // rulings bound it
	caption bool // a caption stands above it
	rulings
	lines  []line
	words  []*page.Word // upright ones
	blocks []block      // rotated ones
}

// minRule is how long a ruling must be to bound a region by itself, in points.
const minRule = 40

// ruledRegions returns the regions that rulings bound, from the top: rulings that cross each other, and such groups and
// single long rulings of the same width one above the other with rows of cells between them.
func ruledRegions(r rulings, ls []line) []region {
	frames := framesOf(r)
	frames = withoutOuter(besides(frames, ls), ls)
	var out []region
	for _, b := range stacked(frames, ls) {
		out = append(out, regionOf(withHead(b, r, ls), r, ls))
	}
	return out
}

func regionOf(b corpus.Box, r rulings, ls []line) region {
	near := corpus.Box{b[0] - reach, b[1] - reach, b[2] + reach, b[3] + reach}
	return region{box: b, ruled: true, rulings: r.within(b), lines: closely(setApart(linesInside(ls, near)))}
}

// framesOf returns the hulls of rulings that touch, those of a single horizontal ruling being flat.
func framesOf(r rulings) []corpus.Box {
	_, hulls := r.connected(reach)
	var out []corpus.Box
	for _, b := range hulls {
		if b[2]-b[0] >= minRule {
			out = append(out, b)
		}
	}
	byTop(out)
	return out
}

func byTop(bs []corpus.Box) {
	slices.SortFunc(bs, func(a, b corpus.Box) int {
		return cmp.Or(cmp.Compare(a[1], b[1]), cmp.Compare(a[0], b[0]), cmp.Compare(a[3], b[3]), cmp.Compare(a[2], b[2]))
	})
}

// sideBySideGap is how far apart the frames of a table may stand that has a column without rulings, in points.
const sideBySideGap = 120

// besides joins frames of the same top and bottom with words between them, or next to each other.
func besides(bs []corpus.Box, ls []line) []corpus.Box {
	var out []corpus.Box
	used := make([]bool, len(bs))
	for i := range bs {
		if used[i] {
			continue
		}
		b := bs[i]
		for j := i + 1; j < len(bs) && bs[j][1] < b[1]+reach; j++ {
			if !used[j] && isBeside(b, bs[j], ls) {
				used[j] = true
				b = union(b, bs[j])
			}
		}
		out = append(out, b)
	}
	return out
}

func isBeside(a, b corpus.Box, ls []line) bool {
	if a[0] > b[0] {
		a, b = b, a
	}
	gap := b[0] - a[2]
	if flat(a) || flat(b) || math.Abs(a[1]-b[1]) > reach || math.Abs(a[3]-b[3]) > reach || gap < 0 || gap > sideBySideGap {
		return false
	}
	return gap < thin || len(linesInside(ls, corpus.Box{a[2], a[1], b[0], a[3]})) > 1
}

// withoutOuter leaves out frames around other frames: where the outer one holds nothing but the inner ones, these, and
// where it holds more (a title, a source line), the outer one.
func withoutOuter(bs []corpus.Box, ls []line) []corpus.Box {
	drop := make([]bool, len(bs))
	for i, outer := range bs {
		for j, inner := range bs {
			if i == j || drop[i] || drop[j] || !encloses(outer, inner) {
				continue
			}
			if wordsBetween(outer, inner, ls) {
				drop[i] = !flat(inner) && area(inner) > 0.2*area(outer)
			}
			if !drop[i] {
				drop[j] = true
			}
		}
	}
	var out []corpus.Box
	for i, b := range bs {
		if !drop[i] {
			out = append(out, b)
		}
	}
	return out
}

func flat(b corpus.Box) bool    { return b[3]-b[1] < 1 }
func area(b corpus.Box) float64 { return (b[2] - b[0]) * (b[3] - b[1]) }

func encloses(outer, inner corpus.Box) bool {
	return inner[0] >= outer[0]-1 && inner[1] >= outer[1]-1 && inner[2] <= outer[2]+1 && inner[3] <= outer[3]+1 && outer != inner
}

func wordsBetween(outer, inner corpus.Box, ls []line) bool {
	for _, l := range ls {
		if l.box[3] < outer[1] || l.box[1] > outer[3] {
			continue
		}
		for _, w := range l.words {
			if holds(outer, w.Box) && !holds(inner, w.Box) {
				return true
			}
		}
	}
	return false
}

// stacked joins frames of the same width, one above the other, with rows of cells between them.
func stacked(bs []corpus.Box, ls []line) []corpus.Box {
	var out []corpus.Box
	used := make([]bool, len(bs))
	for i, b := range bs {
		if used[i] {
			continue
		}
		last := b
		for {
			j := nextBelow(bs, used, i, b)
			if j < 0 || !rowsBetween(corpus.Box{b[0], last[1], b[2], b[3]}, bs[j], ls) || obstructed(bs, b, bs[j]) {
				break
			}
			used[j] = true
			last = bs[j]
			b = union(b, last)
		}
		if !flat(b) {
			out = append(out, b)
		}
	}
	return out
}

// obstructed reports whether a frame with an inside stands between two others, so that these do not bound one table.
func obstructed(bs []corpus.Box, a, b corpus.Box) bool {
	return slices.ContainsFunc(bs, func(f corpus.Box) bool {
		return f[3]-f[1] > 2*thin && f[1] > a[3]-1 && f[3] < b[1]+1 && overlap(f[0], f[2], a[0], a[2]) > 0.5*(a[2]-a[0])
	})
}

// nextBelow returns the nearest unused frame under b with the same left and right edges, -1 for none.
func nextBelow(bs []corpus.Box, used []bool, i int, b corpus.Box) int {
	for j := i + 1; j < len(bs); j++ {
		c := bs[j]
		if used[j] || c[1] < b[3]-snap {
			continue
		}
		if overlap(b[0], b[2], c[0], c[2]) <= 0 {
			continue
		}
		if math.Abs(c[0]-b[0]) < 6 && math.Abs(c[2]-b[2]) < 6 {
			return j
		}
		if c[2]-c[0] > 0.9*(b[2]-b[0]) {
			return -1
		}
	}
	return -1
}

// rowsBetween reports whether what stands between two frames are rows of a table: nothing, or lines of which most have
// several chunks that are not running text.
func rowsBetween(a, b corpus.Box, ls []line) bool {
	between := linesInside(ls, corpus.Box{min(a[0], b[0]) - reach, a[3], max(a[2], b[2]) + reach, b[1]})
	if len(between) == 0 {
		return b[1]-a[3] <= thin || b[1]-a[3] < 12 && (flat(a) || flat(b))
	}
	rows, prose := 0, 0
	for _, l := range between {
		if l.cells() >= 2 {
			rows++
		}
		if l.running() {
			prose++
		}
	}
	if bandIn(between) != nil {
		return prose == 0
	}
	if len(between) == 1 && prose == 0 && (!flat(a) || !flat(b)) && (flat(a) || flat(b)) {
		return b[1]-a[3] < 2.5*between[0].size
	}
	if len(between) <= 8 && prose == 0 && isRow(between) || sideText(between) {
		return true
	}
	return float64(rows) >= 0.4*float64(len(between)) && float64(prose) <= 0.3*float64(len(between))
}

// sideText reports whether lines with running text are rows of cells: three and more chunks stand side by side in one of
// them, and a third and more of all chunks are no running text.
func sideText(ls []line) bool {
	most, prose, all := 0, 0, 0
	for _, l := range ls {
		most = max(most, len(l.chunks))
		all += len(l.chunks)
		prose += len(l.chunks) - l.cells()
	}
	return most >= 3 && 3*prose <= 2*all && isRow(ls)
}

// isRow reports whether lines may be one row of cells: one of them has several chunks, and no chunk of another runs across
// two of these.
func isRow(ls []line) bool {
	widest := slices.MaxFunc(ls, func(a, b line) int { return cmp.Compare(len(a.chunks), len(b.chunks)) })
	if len(widest.chunks) < 2 {
		return false
	}
	for _, l := range ls {
		for _, c := range l.chunks {
			across := 0
			for _, w := range widest.chunks {
				if overlap(c.box[0], c.box[2], w.box[0], w.box[2]) > 0 {
					across++
				}
			}
			if across > 1 {
				return false
			}
		}
	}
	return true
}

// cells returns how many chunks of a line are not running text.
func (l *line) cells() int {
	n := 0
	for _, c := range l.chunks {
		if !c.prose {
			n++
		}
	}
	return n
}

// running reports whether most of a line is running text.
func (l *line) running() bool {
	n := 0
	for _, c := range l.chunks {
		if c.prose {
			n += len(c.words)
		}
	}
	return 2*n > len(l.words)
}
