package report_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/extract/htmldoc"
	"github.com/irmtrail/irmtrail/extract/report"
)

// pageLines prints what was read of a commitment page, one statement a line.
func pageLines(r corpus.Reading) []string {
	var out []string
	for _, c := range r.Commitments {
		for _, f := range []struct{ name, value string }{{"title", c.Title}, {"number", c.Number}, {"status", c.Status}} {
			if f.value != "" {
				out = append(out, f.name+" "+f.value)
			}
		}
	}
	for _, x := range r.Ratings {
		out = append(out, fmt.Sprintf("%s %s", x.Indicator, x.Value))
	}
	for _, f := range r.Findings {
		out = append(out, f.Rule+" "+f.Quote)
	}
	slices.Sort(out)
	return out
}

// TestReadCommitmentPage reads the pages of testdata/commitmentpages-*.txt. A page starts with its address behind "==== "; under
// it stand, each behind "=> ", the statements that it makes.
func TestReadCommitmentPage(t *testing.T) {
	files, err := filepath.Glob("testdata/commitmentpages-*.txt")
	if err != nil || len(files) == 0 {
		t.Fatalf("no pages: %v", err)
	}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, text := range strings.Split(string(data), "==== ")[1:] {
			address, text, _ := strings.Cut(text, "\n")
			var markup, want []string
			for line := range strings.Lines(text) {
				if w, ok := strings.CutPrefix(line, "=> "); ok {
					want = append(want, strings.TrimSpace(w))
				} else {
					markup = append(markup, line)
				}
			}
			slices.Sort(want)
			page := strings.Join(markup, "")
			c, err := htmldoc.Read([]byte(page), corpus.URL(address), "text/html; charset=utf-8")
			if err != nil {
				t.Fatalf("%s: %v", address, err)
			}
			r := report.ReadCommitmentPage(c, page, report.Source{DocumentID: "doc-1", URL: corpus.URL(address), MediaType: "text/html"})
			if got := pageLines(r); !slices.Equal(got, want) {
				t.Errorf("%s\n got:\n   %s\nwant:\n   %s", address, strings.Join(got, "\n   "), strings.Join(want, "\n   "))
			}
			checkQuotes(t, c, r)
		}
	}
}

// checkQuotes proves every quote, and that every rating has one.
func checkQuotes(t *testing.T, c *corpus.Content, r corpus.Reading) {
	t.Helper()
	for _, x := range r.Ratings {
		if !x.Quoted() {
			t.Errorf("%s %s has no place in the text", x.CommitmentID, x.Indicator)
		} else if q := c.Text().Slice(*x.Start, *x.End); q != x.Quote {
			t.Errorf("%s: quote %q at its place is %q", x.CommitmentID, x.Quote, q)
		}
	}
}
