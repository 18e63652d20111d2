package words

import (
	"math"
	"sort"
	"strings"

	"github.com/irmtrail/irmtrail/extract/pdfdoc/page"
)

// The measures of raised and lowered words, in ems of the word that they stand at.
const (
	raisedSize  = 0.86 // at most, where size tells
	smallest    = 0.45 // at least: beside a letter that is two lines high stands text
	leastRise   = 0.1
	mostRise    = 0.75
	leastFall   = 0.05
	mostFall    = 0.4
	nearHost    = 0.6  // furthest along the line
	closeHost   = 0.35 // where rise alone tells
	soleRise    = 0.2  // least, where rise alone tells
	soleMost    = 0.6
	markerGap   = 0.14 // from which white stands between a word and a marker
	markerChars = 12
	maxNear     = 500 // words that are looked through
)

// raise finds the words that are raised or lowered against a neighbour on their line. LibreOffice raises the numbers of
// notes without making them smaller.
func raise(ps []placed) {
	byV := make([]int, len(ps))
	for i := range byV {
		byV[i] = i
	}
	sort.SliceStable(byV, func(a, b int) bool { return ps[byV[a]].v < ps[byV[b]].v })
	largest := 0.0
	for i := range ps {
		largest = max(largest, min(ps[i].size, 40))
	}
	for at, i := range byV {
		if len(ps[i].word.Glyphs) > markerChars {
			continue
		}
		if host, rise := hostOf(ps, byV, at, largest); host >= 0 {
			ps[i].host, ps[i].word.Raised = host, rise
		}
	}
	for i := range ps {
		for depth := 0; ps[i].host >= 0 && ps[ps[i].host].host >= 0 && depth < 3; depth++ {
			ps[i].host = ps[ps[i].host].host
		}
	}
}

// hostOf returns the nearest word that word byV[at] is raised (1) or lowered (-1) against, or -1.
func hostOf(ps []placed, byV []int, at int, largest float64) (host int, rise int8) {
	w := &ps[byV[at]]
	host, best := -1, math.Inf(1)
	try := func(j int) {
		h := &ps[j]
		if h.word.Angle != w.word.Angle || h.word.Raised != 0 {
			return
		}
		if r, distance := against(w, h); r != 0 && distance < best {
			host, rise, best = j, r, distance
		}
	}
	for k := at + 1; k < min(len(byV), at+maxNear) && ps[byV[k]].v-w.v < mostRise*largest; k++ {
		try(byV[k])
	}
	for k := at - 1; k >= max(0, at-maxNear) && w.v-ps[byV[k]].v < mostFall*largest; k-- {
		try(byV[k])
	}
	return host, rise
}

// against reports whether w is raised or lowered at h, and how far along the line it is.
func against(w, h *placed) (int8, float64) {
	behind, before := w.u0-h.u1, h.u0-w.u1
	distance := max(behind, before)
	rise := (h.v - w.v) / h.size
	if w.size < smallest*h.size || distance > nearHost*h.size || distance < -0.35*h.size || rise < leastRise && rise > -leastFall {
		return 0, 0
	}
	distance = math.Abs(distance)
	if before > behind {
		distance += 0.1 * h.size // a marker stands behind its word
	}
	if w.size > raisedSize*h.size {
		if w.size > 1.02*h.size || rise < soleRise || rise > soleMost || distance > closeHost*h.size || !isMarker(&w.word) {
			return 0, 0
		}
		return 1, distance
	}
	switch {
	case rise >= leastRise && rise <= mostRise:
		return 1, distance
	case rise <= -leastFall && rise >= -mostFall:
		return -1, distance
	}
	return 0, 0
}

// isMarker reports whether a word can be the number or sign of a note: "12", "11,", "*".
func isMarker(w *page.Word) bool {
	return w.Text != "" && len(w.Text) <= 8 && strings.Trim(w.Text, "0123456789,;-–*†‡§") == ""
}
