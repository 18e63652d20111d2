package report

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/extract/structure"
)

// TestSingles reads the sentences of testdata/singles-*.txt: "## LANGUAGE" and then cases as in the files of tallies, of which
// each says "=> NUMBER INDICATOR VALUE" where it rates a commitment.
func TestSingles(t *testing.T) {
	files, err := filepath.Glob("testdata/singles-*.txt")
	if err != nil || len(files) == 0 {
		t.Fatalf("no sentences: %v", err)
	}
	right, wrong, missed := 0, 0, 0
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		lang := corpus.Language("en")
		for _, text := range strings.Split(string(data), "\n\n") {
			var lines, want []string
			for _, l := range strings.Split(strings.TrimSpace(text), "\n") {
				if w, ok := strings.CutPrefix(l, "=> "); ok {
					want = append(want, w)
				} else if code, ok := strings.CutPrefix(l, "## "); ok {
					lang = corpus.Language(code)
				} else {
					lines = append(lines, l)
				}
			}
			got := singleLines(t, lang, lines)
			slices.Sort(want)
			for _, w := range want {
				if slices.Contains(got, w) {
					right++
				} else {
					missed++
				}
			}
			for _, g := range got {
				if !slices.Contains(want, g) {
					wrong++
				}
			}
			if !slices.Equal(got, want) {
				t.Errorf("%s: %s\n got:\n%s\nwant:\n%s", lang, strings.Join(lines, "\n"), indent(strings.Join(got, "\n")), indent(strings.Join(want, "\n")))
			}
		}
	}
	t.Logf("%d right, %d wrong, %d missed", right, wrong, missed)
}

// singleLines prints the ratings that lines of a report state, one a line, sorted.
func singleLines(t *testing.T, lang corpus.Language, lines []string) []string {
	t.Helper()
	c := page("Results Report", lines...)
	p := &prose{lex: lexicons()[lang], own: planFacts{number: 4, start: 2019, end: 2022, kind: corpus.ResultsReport}}
	p.document(c, &structure.Structure{Language: lang}, newGlance(p.lex))
	var reading corpus.Reading
	addSingles(&reading, p, c, "doc-1", 0)
	var out []string
	for _, r := range reading.Ratings {
		if q := c.Text().Slice(*r.Start, *r.End); q != r.Quote || r.Method != corpus.Prose {
			t.Errorf("%s: quote %q at its place is %q", lang, r.Quote, q)
		}
		out = append(out, fmt.Sprintf("%s %s %s", r.Number, r.Indicator, r.Value))
	}
	slices.Sort(out)
	return out
}
