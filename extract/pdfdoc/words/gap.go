package words

import (
	"slices"
	"unicode"
	"unicode/utf8"
)

// The gaps that end a word, in ems over the spacing of the letters. A space is a quarter of an em, in justified lines as
// little as a sixth; kerning is less than a tenth. Where the file has its spaces, a gap alone must be wider, or nearly as wide
// as they are.
const (
	gapAlone  = 0.16
	gapSpaced = 0.2
	gapLeast  = 0.13
	likeSpace = 0.85 // of the usual space of the chain
)

// Letters are spaced where the gaps of most pairs of letters are the same. A few letters far apart are heads of columns.
const (
	minTracking  = 0.07
	maxTracking  = 0.8
	fewTracking  = 0.35 // at most, of a few letters
	trackingVary = 0.06
	minPairs     = 4
	manyPairs    = 8
)

// split is a word of a chain.
type split struct {
	inks []ink
	gap  bool // white or a gap stands before it
}

// splitsOf divides a chain into words; scratch is reused.
func splitsOf(chain []ink, scratch *[]float64) []split {
	limit := gapLimit(chain, scratch) + trackingOf(chain, scratch)
	var out []split
	from, white, gap := -1, false, true
	for i := range chain {
		switch {
		case chain[i].white:
			white = true
			if from >= 0 {
				out = append(out, split{inks: chain[from:i], gap: gap})
			}
			from, gap = -1, true
			continue
		case from < 0:
			from = i
			continue
		}
		wide := chain[i].u0-chain[i-1].u1 > limit*min(chain[i].size, chain[i-1].size)
		if wide || otherSize(&chain[i-1], &chain[i]) {
			out = append(out, split{inks: chain[from:i], gap: gap})
			from, gap = i, wide
		}
	}
	if from >= 0 {
		out = append(out, split{inks: chain[from:], gap: gap})
	}
	if white {
		out = joinSpaced(out)
	}
	return out
}

// otherSize reports whether two inks differ in size more than small capitals do: a letter that is two lines high and the word
// that it begins.
func otherSize(a, b *ink) bool {
	return max(a.size, b.size) > 1.6*min(a.size, b.size)
}

// gapLimit returns the gap from which a word ends, in ems.
func gapLimit(chain []ink, scratch *[]float64) float64 {
	spaces := (*scratch)[:0]
	defer func() { *scratch = spaces }()
	white := false
	for i := range chain {
		white = white || chain[i].white
		if i > 1 && i < len(chain) && chain[i-1].white && !chain[i].white && !chain[i-2].white {
			spaces = append(spaces, (chain[i].u0-chain[i-2].u1)/min(chain[i].size, chain[i-2].size))
		}
	}
	if !white {
		return gapAlone
	}
	if len(spaces) == 0 {
		return gapSpaced
	}
	slices.Sort(spaces)
	return max(gapLeast, min(gapSpaced, likeSpace*spaces[len(spaces)/2]))
}

// trackingOf returns the space that stands between the letters of a chain, in ems: 0 where it is none or uneven.
func trackingOf(chain []ink, scratch *[]float64) float64 {
	gaps := (*scratch)[:0]
	defer func() { *scratch = gaps }()
	for i := 1; i < len(chain); i++ {
		a, b := &chain[i-1], &chain[i]
		if isLetter(a) && isLetter(b) {
			gaps = append(gaps, (b.u0-a.u1)/min(a.size, b.size))
		}
	}
	if len(gaps) < minPairs {
		return 0
	}
	slices.Sort(gaps)
	middle := gaps[len(gaps)/2]
	if middle < minTracking || middle > maxTracking || middle > fewTracking && len(gaps) < manyPairs {
		return 0
	}
	same := 0
	for _, g := range gaps {
		if g > middle-trackingVary && g < middle+trackingVary {
			same++
		}
	}
	if same*2 <= len(gaps) {
		return 0
	}
	return middle
}

func isLetter(k *ink) bool {
	r, _ := utf8.DecodeRuneInString(k.text)
	return !k.white && unicode.IsLetter(r)
}

// A title whose letters are parted by spaces ("R E S U L T S") has at least this many of them; its words are parted by wider
// gaps.
const (
	minSpaced   = 4
	maxSpaced   = 0.6 // ems between its letters
	spacedWider = 1.5 // times the gap of letters
)

// joinSpaced joins the letters of titles that are written with spaces between them.
func joinSpaced(splits []split) []split {
	var out []split
	for i := 0; i < len(splits); {
		j := i
		for j < len(splits) && len(splits[j].inks) == 1 && (j == i || gapEms(splits, j) < 3*maxSpaced) {
			j++
		}
		if letters(splits[i:j]) < minSpaced {
			j = max(j, i+1)
			out = append(out, splits[i:j]...)
		} else {
			out = append(out, spacedWords(splits[i:j])...)
		}
		i = j
	}
	return out
}

// letters returns how many of the splits are letters, 0 where fewer than three of four are.
func letters(splits []split) int {
	n := 0
	for _, s := range splits {
		if isLetter(&s.inks[0]) {
			n++
		}
	}
	if n*4 < len(splits)*3 {
		return 0
	}
	return n
}

// gapEms returns the gap before split i in ems.
func gapEms(splits []split, i int) float64 {
	a, b := &splits[i-1].inks[len(splits[i-1].inks)-1], &splits[i].inks[0]
	return (b.u0 - a.u1) / min(a.size, b.size)
}

// spacedWords joins single letters up to the wider gaps between words. Letters that stand further apart stay.
func spacedWords(splits []split) []split {
	gaps := make([]float64, 0, len(splits))
	for i := 1; i < len(splits); i++ {
		gaps = append(gaps, gapEms(splits, i))
	}
	slices.Sort(gaps)
	usual := gaps[len(gaps)/3]
	if usual > maxSpaced {
		return splits
	}
	out := []split{splits[0]}
	for i := 1; i < len(splits); i++ {
		if gapEms(splits, i) > spacedWider*usual {
			out = append(out, splits[i])
			continue
		}
		last := &out[len(out)-1]
		last.inks = append(slices.Clip(last.inks), splits[i].inks...)
	}
	return out
}
