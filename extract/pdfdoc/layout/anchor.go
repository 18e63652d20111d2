package layout

import (
	"cmp"
	"fmt"
	"math"
	"net/url"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/irmtrail/irmtrail/corpus"
)

// targets are the places of the document that links lead to, by name.
type targets map[string]target

type target struct {
	page int
	y    float64
}

// name returns the name of a place, "page-3-412".
func (t targets) name(number int, y float64) string {
	name := fmt.Sprintf("page-%d", number)
	if y > 0 {
		name = fmt.Sprintf("page-%d-%.0f", number, y)
	}
	t[name] = target{number, y}
	return name
}

// anchors names the blocks that links lead to.
func (w *writer) anchors() {
	byPage := map[int][]int{} // indices of blocks, also by their parts
	for i := range w.content.Blocks {
		b := &w.content.Blocks[i]
		if b.Kind == corpus.Furniture {
			continue
		}
		byPage[b.Page] = append(byPage[b.Page], i)
		for _, p := range b.Parts {
			if p.Page != b.Page {
				byPage[p.Page] = append(byPage[p.Page], i)
			}
		}
	}
	for name, t := range w.targets {
		if block, at := w.nearest(byPage[t.page], t); block >= 0 {
			w.content.Anchors = append(w.content.Anchors, corpus.Anchor{Name: name, Block: block, At: at})
		}
	}
	slices.SortFunc(w.content.Anchors, func(a, b corpus.Anchor) int {
		return cmp.Or(cmp.Compare(a.Block, b.Block), cmp.Compare(a.At, b.At), strings.Compare(a.Name, b.Name))
	})
}

// nearest returns the block, and the offset in it, that a place is in or before; -1 for none.
func (w *writer) nearest(blocks []int, t target) (block, at int) {
	block, best := -1, math.Inf(1)
	for _, i := range blocks {
		b := &w.content.Blocks[i]
		if b.Page == t.page && b.Box != nil && away(*b.Box, t.y) < best {
			block, at, best = i, 0, away(*b.Box, t.y)
		}
		for _, p := range b.Parts {
			if p.Page == t.page && p.Box != nil && away(*p.Box, t.y) < best {
				block, at, best = i, p.At, away(*p.Box, t.y)
			}
		}
	}
	return block, at
}

// away returns how far a box is from a place: links lead to a little above what they mean.
func away(b corpus.Box, y float64) float64 {
	switch {
	case y < b[1]:
		return b[1] - y
	case y < b[3]-4:
		return 0
	}
	return 3 * (y - b[1])
}

// webAddress returns an address if it is one of the web, else "".
func webAddress(s string) string {
	s = strings.TrimSpace(s)
	u, err := url.Parse(s)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" || !utf8.ValidString(s) {
		return ""
	}
	return s
}
