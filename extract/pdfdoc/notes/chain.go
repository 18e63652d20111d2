package notes

// What the step from one label of a chain to the next adds.
const (
	nextNumber  = 1.0
	skipped     = -1.5 // for each number left out, up to mostSkipped
	mostSkipped = 5
	beginsAgain = -2.0 // at 1
	jumps       = -5.0
	beginsLate  = -0.5 // the first note has another number than 1: a part of a document
)

// chain returns the starts that make up the best sequence of notes, in order: the one whose weights and steps add up to the
// most. Weights are positive for what looks like a note.
func chain(starts []*start, weight func(*start) float64) []*start {
	steps := make([]step, len(starts))
	latest := map[int]int{} // number to the best step that ends there
	best := -1
	for i, s := range starts {
		steps[i] = bestStep(steps, latest, best, s.number)
		steps[i].sum += weight(s)
		if k, ok := latest[s.number]; !ok || steps[i].sum >= steps[k].sum {
			latest[s.number] = i
		}
		if best < 0 || steps[i].sum >= steps[best].sum {
			best = i
		}
	}
	if best < 0 || steps[best].sum <= 0 {
		return nil
	}
	var found []*start
	for i := best; i >= 0; i = steps[i].before {
		found = append(found, starts[i])
	}
	for i, j := 0, len(found)-1; i < j; i, j = i+1, j-1 {
		found[i], found[j] = found[j], found[i]
	}
	return found
}

// step is the best sequence that ends at a start.
type step struct {
	sum    float64
	before int // index of the start before it; -1 when it is the first
}

// bestStep returns the best way to come to a number, without the weight of the start itself.
func bestStep(steps []step, latest map[int]int, best, number int) step {
	found := step{either(number == 1, 0, beginsLate), -1}
	try := func(i int, more float64) {
		if sum := steps[i].sum + more; sum > found.sum {
			found = step{sum, i}
		}
	}
	for gap := 0; gap <= mostSkipped; gap++ {
		if i, ok := latest[number-1-gap]; ok {
			try(i, either(gap == 0, nextNumber, skipped*float64(gap)))
		}
	}
	if best >= 0 {
		try(best, either(number == 1, beginsAgain, jumps))
	}
	return found
}
