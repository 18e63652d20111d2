package table

import (
	"slices"

	"github.com/irmtrail/irmtrail/corpus"
)

// withHead returns a frame grown up over the headers that stand above its first ruling: a row of rotated headers and the
// rulings and lines over it, or a line of several chunks.
func withHead(b corpus.Box, r rulings, ls []line) corpus.Box {
	left := b[2]     // of what rotated headers head, once they are met
	grouped := false // they are met and nothing above them is
	for i := len(ls) - 1; i >= 0; i-- {
		l := ls[i]
		if (l.box[1]+l.box[3])/2 >= b[1] {
			continue
		}
		gap := 1.3 * l.size
		if grouped && l.box[0] > left {
			gap = bandGap
		}
		if l.running() || b[1]-l.box[3] > gap || closedAbove(b, r, l) || l.box[0] < b[0]-reach || l.box[2] > b[2]+reach {
			break
		}
		if l.cells() < 2 && l.box[0] < left && !groupRule(b, r, l) {
			break
		}
		b[1] = min(b[1], l.box[1])
		grouped = l.band || grouped && l.box[0] < left
		if l.band {
			left = l.box[0]
			b[1] = ruleAbove(b, r, ls[:i])
		}
	}
	return b
}

// closedAbove reports whether a ruling as wide as a frame stands between it and a line above it.
func closedAbove(b corpus.Box, r rulings, l line) bool {
	return slices.ContainsFunc(r.h, func(h ruling) bool {
		return h.at > l.base-1 && h.at < b[1]-thin && overlap(h.lo, h.hi, b[0], b[2]) > 0.9*(b[2]-b[0])
	})
}

// groupRule reports whether a ruling under a line groups columns of a frame under its words.
func groupRule(b corpus.Box, r rulings, l line) bool {
	return slices.ContainsFunc(r.h, func(h ruling) bool {
		return h.at > l.base-1 && h.at < l.base+0.8*l.size && h.lo > b[0]+reach && h.hi < b[2]+reach && h.lo < l.box[0] && h.hi > l.box[2]
	})
}

// bandGap is how far above rotated headers the header of their group may stand, in points: not all are as long as the
// longest.
const bandGap = 40

// ruleAbove returns the height of the ruling that groups rotated headers, above a frame that they begin; without one the
// frame's own top.
func ruleAbove(b corpus.Box, r rulings, ls []line) float64 {
	y := b[1] - bandGap
	for _, l := range ls {
		if mid := (l.box[1] + l.box[3]) / 2; mid < b[1] {
			y = max(y, mid)
		}
	}
	for _, h := range r.h {
		if h.at > y && h.at < b[1] && h.lo > b[0]-reach && h.hi < b[2]+reach {
			return h.at
		}
	}
	return b[1]
}
