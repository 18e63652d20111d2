package sametext

import (
	"math"
	"slices"
)

// maxNumbers is how many numbers of a text are kept: those with the smallest hashes, so that two texts keep the same ones.
const maxNumbers = 512

// numbers holds hashes of the numbers of a text in ascending order, each as often as it stands there.
type numbers []uint32

func numbersOf(texts []string) numbers {
	out := make(numbers, len(texts))
	for i, s := range texts {
		out[i] = uint32(hashString(s))
	}
	slices.Sort(out)
	return out[:min(len(out), maxNumbers)]
}

// agree reports whether two texts' numbers are the same but for some: as many as exchanged of which stand in the place of another
// in the other text, and some that only one text has, such as numbers of its pages. common is how many are in both; it is counted
// only where they agree.
func (n numbers) agree(o numbers, exchanged int) (common int, ok bool) {
	limit := min(n.limit(), o.limit())
	n, o = n.below(limit), o.below(limit)
	i, j, onlyN, onlyO := 0, 0, 0, 0
	for i < len(n) && j < len(o) && min(onlyN, onlyO) <= exchanged {
		switch {
		case n[i] == o[j]:
			common++
			i++
			j++
		case n[i] < o[j]:
			i++
			onlyN++
		default:
			j++
			onlyO++
		}
	}
	onlyN, onlyO = onlyN+len(n)-i, onlyO+len(o)-j
	surplus := max(onlyN, onlyO) - min(onlyN, onlyO)
	return common, min(onlyN, onlyO) <= exchanged && surplus <= 3+min(len(n), len(o))/4
}

// limit returns the number from which on the text may have some that were not kept.
func (n numbers) limit() uint32 {
	if len(n) < maxNumbers {
		return math.MaxUint32
	}
	return n[len(n)-1]
}

func (n numbers) below(limit uint32) numbers {
	end, _ := slices.BinarySearch(n, limit)
	return n[:end]
}
