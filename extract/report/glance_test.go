package report

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/extract/structure"
)

// boxed makes a document of lines: "# " a heading, "| a | b |" a row of a table, in whose cells ⏎ parts lines, all else a paragraph.
func boxed(lines []string) *corpus.Content {
	c := &corpus.Content{Extractor: "test/1"}
	for _, l := range lines {
		switch {
		case strings.HasPrefix(l, "# "):
			c.Blocks = append(c.Blocks, corpus.Block{Kind: corpus.Heading, Level: 2, Spans: []corpus.Span{{Text: l[2:]}}})
		case strings.HasPrefix(l, "|"):
			if n := len(c.Blocks); n == 0 || c.Blocks[n-1].Kind != corpus.Table {
				c.Blocks = append(c.Blocks, corpus.Block{Kind: corpus.Table})
			}
			addRow(&c.Blocks[len(c.Blocks)-1], strings.Split(strings.Trim(l, "|"), "|"))
		default:
			c.Blocks = append(c.Blocks, corpus.Block{Kind: corpus.Paragraph, Spans: []corpus.Span{{Text: l}}})
		}
	}
	c.Layout()
	return c
}

// addRow adds a row to a table.
func addRow(b *corpus.Block, cells []string) {
	row, text := 0, ""
	if len(b.Cells) > 0 {
		row, text = b.Cells[len(b.Cells)-1].Row+1, b.Spans[0].Text+"\n"
	}
	for i, cell := range cells {
		if i > 0 {
			text += "\t"
		}
		start := len([]rune(text))
		text += strings.ReplaceAll(strings.TrimSpace(cell), "⏎", "\n")
		b.Cells = append(b.Cells, corpus.Cell{Row: row, Col: i, Start: start, End: len([]rune(text))})
	}
	b.Spans = []corpus.Span{{Text: text}}
}

// TestGlance reads the boxes of testdata/glance-*.txt, which are set as boxed makes them; each says its tallies as the files of
// tallies do.
func TestGlance(t *testing.T) {
	files, err := filepath.Glob("testdata/glance-*.txt")
	if err != nil || len(files) == 0 {
		t.Fatalf("no boxes: %v", err)
	}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		lang := corpus.Language("en")
		for _, text := range strings.Split(strings.TrimSpace(string(data)), "\n\n") {
			var lines, want []string
			for _, l := range strings.Split(text, "\n") {
				if w, ok := strings.CutPrefix(l, "=> "); ok {
					want = append(want, w)
				} else if code, ok := strings.CutPrefix(l, "## "); ok {
					lang = corpus.Language(code)
				} else {
					lines = append(lines, l)
				}
			}
			c := boxed(lines)
			p, g := &prose{lex: lexicons()[lang]}, newGlance(lexicons()[lang])
			p.document(c, &structure.Structure{Language: lang}, g)
			rows := g.tallies(c, "doc-1", countedTotals(append(p.votes, g.votes...)).this)
			for _, x := range rows {
				if q := c.Text().Slice(*x.Start, *x.End); q != x.Quote {
					t.Errorf("%s: quote %q at its place is %q", lang, x.Quote, q)
				}
			}
			got := tallyLines(rows)
			slices.Sort(got)
			slices.Sort(want)
			if !slices.Equal(got, want) {
				t.Errorf("%s: %s\n got:\n%s\nwant:\n%s", lang, strings.Join(lines, "\n"), indent(strings.Join(got, "\n")), indent(strings.Join(want, "\n")))
			}
		}
	}
}
