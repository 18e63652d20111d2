package sheet

import (
	"encoding/csv"
	"errors"
	"io"
	"slices"
	"strings"

	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/extract/charset"
	"github.com/irmtrail/irmtrail/extract/officedoc/flow"
)

// commas are what parts the fields of a line, in the order in which they win when all do as well.
var commas = []rune{',', ';', '\t', '|'}

// sampled is how many lines show what parts the fields.
const sampled = 20

// ReadCSV returns the content of a file of comma-separated values, whatever its comma. The Content-Type counts for the charset. A fault of
// the file is a *corpus.ReadError: no_text, too_large.
func ReadCSV(payload []byte, contentType string) (*corpus.Content, error) {
	text := strings.TrimPrefix(charset.Decode(payload, contentType).String, "\ufeff")
	r := csv.NewReader(strings.NewReader(text))
	r.Comma, r.LazyQuotes, r.FieldsPerRecord = commaOf(text), true, -1
	var all rows
	for len(all) < maxRows {
		row, err := r.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil { // a quote that does not end: the rest is one field, which nobody can read
			break
		}
		all = append(all, slices.Clone(row))
	}
	f := flow.New()
	all.trimmed().write(f, nil)
	return f.Finish(flow.Document{Extractor: ExtractorCSV})
}

// commaOf returns what parts the fields: what stands in most of the first lines, as often in each.
func commaOf(text string) rune {
	best, at := -1, commas[0]
	for _, c := range commas {
		var counts []int
		for line := range strings.Lines(text) {
			if counts = append(counts, outside(line, c)); len(counts) == sampled {
				break
			}
		}
		if n := steady(counts); n > best {
			best, at = n, c
		}
	}
	return at
}

// outside counts a comma outside quotes.
func outside(line string, c rune) (n int) {
	quoted := false
	for _, r := range line {
		switch {
		case r == '"':
			quoted = !quoted
		case r == c && !quoted:
			n++
		}
	}
	return n
}

// steady returns how many lines have the number of commas that most lines have; 0 when that is none.
func steady(counts []int) (lines int) {
	seen := map[int]int{}
	for _, n := range counts {
		if n > 0 {
			seen[n]++
			lines = max(lines, seen[n])
		}
	}
	return lines
}
