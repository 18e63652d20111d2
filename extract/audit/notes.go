package audit

import (
	"fmt"
	"slices"

	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/extract/structure"
)

// notes compares the notes with their markers and their numbers with each other, section by section where numbering
// restarts.
func notes(c *corpus.Content, s *structure.Structure, id corpus.DocumentID) []corpus.Finding {
	var found []corpus.Finding
	var sections []string
	bySection := map[string][]*structure.Note{}
	for i := range s.Notes {
		n := &s.Notes[i]
		if bySection[n.Section] == nil {
			sections = append(sections, n.Section)
		}
		bySection[n.Section] = append(bySection[n.Section], n)
	}
	for _, name := range sections {
		found = append(found, gaps(c, bySection[name], name, id)...)
		found = append(found, duplicates(c, bySection[name], name, id)...)
	}
	for i := range s.Notes {
		if n := &s.Notes[i]; len(n.Markers) == 0 {
			found = append(found, corpus.Finding{
				Rule: corpus.RuleFootnoteUnreferenced, Severity: corpus.Info,
				Message:  fmt.Sprintf("Nothing in the text refers to footnote %s.", n.Label),
				Evidence: c.Evidence(id, n.Start, labelEnd(n)),
			})
		}
	}
	return append(found, dangling(c, s, id)...)
}

// labelEnd returns where a note's own marker ends: the quote of a finding is the marker, not the whole note.
func labelEnd(n *structure.Note) int {
	if end := n.Start + len([]rune(n.Label)); end > n.Start && end <= n.End {
		return end
	}
	return n.End
}

// largestGap bounds how many missing numbers are listed: beyond it the numbers are no sequence.
const largestGap = 50

// gaps finds numbers that a sequence of notes leaves out.
func gaps(c *corpus.Content, ns []*structure.Note, section string, id corpus.DocumentID) []corpus.Finding {
	var numbers []int
	for _, n := range ns {
		numbers = append(numbers, n.Number)
	}
	slices.Sort(numbers)
	var found []corpus.Finding
	expected := 1
	if section == "" && len(numbers) > 0 && numbers[0] > 1 && numbers[0] > largestGap {
		expected = numbers[0] // one part of a longer document
	}
	for _, k := range numbers {
		if k > expected && k-expected <= largestGap {
			found = append(found, corpus.Finding{
				Rule: corpus.RuleFootnoteGap, Severity: corpus.Warning,
				Message:  fmt.Sprintf("Footnote %s missing%s: the notes go on with %d.", missing(expected, k-1), inSection(section), k),
				Evidence: place(c, ns, k, id),
			})
		}
		expected = max(expected, k+1)
	}
	return found
}

// missing names a run of numbers: "4 is", "4 to 6 are".
func missing(from, to int) string {
	if from == to {
		return fmt.Sprintf("%d is", from)
	}
	return fmt.Sprintf("%d to %d are", from, to)
}

func inSection(section string) string {
	if section == "" {
		return ""
	}
	return fmt.Sprintf(" in section %q", section)
}

func place(c *corpus.Content, ns []*structure.Note, number int, id corpus.DocumentID) corpus.Evidence {
	for _, n := range ns {
		if n.Number == number {
			return c.Evidence(id, n.Start, labelEnd(n))
		}
	}
	return corpus.Evidence{DocumentID: id}
}

// duplicates finds numbers that two notes of one section share.
func duplicates(c *corpus.Content, ns []*structure.Note, section string, id corpus.DocumentID) []corpus.Finding {
	var found []corpus.Finding
	first := map[int]*structure.Note{}
	for _, n := range ns {
		f, again := first[n.Number]
		if !again {
			first[n.Number] = n
			continue
		}
		found = append(found, corpus.Finding{
			Rule: corpus.RuleFootnoteDuplicated, Severity: corpus.Warning,
			Message:       fmt.Sprintf("Two footnotes bear the number %d%s.", n.Number, inSection(section)),
			Evidence:      c.Evidence(id, n.Start, labelEnd(n)),
			OtherEvidence: []corpus.Place{c.Evidence(id, f.Start, labelEnd(f)).Place()},
		})
	}
	return found
}

// dangling finds markers that refer to no note.
func dangling(c *corpus.Content, s *structure.Structure, id corpus.DocumentID) []corpus.Finding {
	var found []corpus.Finding
	for i := range s.Markers {
		if m := &s.Markers[i]; m.Note < 0 {
			found = append(found, corpus.Finding{
				Rule: corpus.RuleMarkerWithoutNote, Severity: corpus.Warning,
				Message:  fmt.Sprintf("The text refers to footnote %s, but there is none of that number.", m.Label),
				Evidence: c.Evidence(id, m.Start, m.End),
			})
		}
	}
	return found
}
