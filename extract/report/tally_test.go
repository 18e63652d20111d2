package report

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/extract/structure"
)

// page makes a report page out of a title and paragraphs; a line that starts with "# " is a heading, one that starts with
// "- " an item of a list.
func page(title string, lines ...string) *corpus.Content {
	c := &corpus.Content{Title: title, Extractor: "test/1"}
	add := func(kind corpus.BlockKind, level, list int, text string) {
		c.Blocks = append(c.Blocks, corpus.Block{Kind: kind, Level: level, List: list, Spans: []corpus.Span{{Text: text}}})
	}
	add(corpus.Heading, 1, 0, title)
	for _, l := range lines {
		switch {
		case strings.HasPrefix(l, "# "):
			add(corpus.Heading, 2, 0, l[2:])
		case strings.HasPrefix(l, "- "):
			add(corpus.ListItem, 1, 1, l[2:])
		default:
			add(corpus.Paragraph, 0, 0, l)
		}
	}
	c.Layout()
	return c
}

// tallyLines prints tallies one a line: "completion limited 7/13", "previous completion complete 2/11 [1 5]".
func tallyLines(ts []corpus.Tally) []string {
	var out []string
	for _, t := range ts {
		total := "?"
		if t.Total != nil {
			total = fmt.Sprint(*t.Total)
		}
		line := fmt.Sprintf("%s %s %d/%s", t.Indicator, t.Value, t.Count, total)
		if t.ActionPlan == corpus.PreviousPlan {
			line = "previous " + line
		}
		if len(t.CommitmentNumbers) > 0 {
			line += fmt.Sprint(" ", t.CommitmentNumbers)
		}
		out = append(out, line)
	}
	return out
}

// TestTallies reads the sentences of testdata/tallies-LANGUAGE.txt. A case is its sentences, one paragraph a line, and
// under them the tallies, each behind "=> ".
func TestTallies(t *testing.T) {
	files, err := filepath.Glob("testdata/tallies-*.txt")
	if err != nil || len(files) < 2 {
		t.Fatalf("testdata/tallies-*.txt: %d files, %v", len(files), err)
	}
	titles := map[string]string{
		"en": "Ruritania Results Report 2019-2022", "es": "Informe de Resultados Ruritania 2019-2022",
		"fr": "Rapport sur les résultats Ruritanie 2019-2022", "pt": "Relatório de Resultados Ruritânia 2019-2022",
	}
	for _, file := range files {
		lang := corpus.Language(strings.TrimSuffix(strings.TrimPrefix(filepath.Base(file), "tallies-"), ".txt"))
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, text := range strings.Split(string(data), "\n\n") {
			var lines, want []string
			for _, l := range strings.Split(strings.TrimSpace(text), "\n") {
				if w, ok := strings.CutPrefix(l, "=> "); ok {
					want = append(want, w)
				} else if !strings.HasPrefix(l, "## ") {
					lines = append(lines, l)
				}
			}
			if len(lines) == 0 {
				continue
			}
			c := page(titles[string(lang)], lines...)
			s := &structure.Structure{Language: lang}
			p := &prose{lex: lexicons()[lang], own: planFacts{number: 4, start: 2019, end: 2022, kind: corpus.ResultsReport}}
			g := newGlance(p.lex)
			p.document(c, s, g)
			plan := countedTotals(append(p.votes, g.votes...))
			got := p.tallies(c, "doc-1", plan)
			for _, x := range g.tallies(c, "doc-1", plan.this) {
				got = merge(got, x)
			}
			for _, x := range got {
				if q := c.Text().Slice(*x.Start, *x.End); q != x.Quote {
					t.Errorf("%s: quote %q at its place is %q", lang, x.Quote, q)
				}
			}
			if g, w := strings.Join(tallyLines(got), "\n"), strings.Join(want, "\n"); g != w {
				t.Errorf("%s: %s\n got:\n%s\nwant:\n%s", lang, strings.Join(lines, "\n"), indent(g), indent(w))
			}
		}
	}
}

func indent(s string) string { return "   " + strings.ReplaceAll(s, "\n", "\n   ") }
