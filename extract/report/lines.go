package report

import (
	"iter"
	"strings"
)

// linesOf returns the lines of a text without their ends.
func linesOf(text string) iter.Seq[string] {
	return func(yield func(string) bool) {
		for {
			line, rest, more := strings.Cut(text, "\n")
			if !yield(line) || !more {
				return
			}
			text = rest
		}
	}
}
