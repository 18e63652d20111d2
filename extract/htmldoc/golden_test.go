package htmldoc_test

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/corpus/corpustest"
	"github.com/irmtrail/irmtrail/extract/htmldoc"
)

// sharedFile reads a document that is not shipped. Without it a test is skipped, but not in continuous integration.
func sharedFile(t testing.TB, name string) []byte {
	t.Helper()
	b, err := os.ReadFile(corpustest.Shared(t, "data", name))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// printed prints a content: its head, then one block a line, then the anchors. Spans with style or link stand in angle
// brackets, "⟨b #_ftn1|[1]⟩".
func printed(c *corpus.Content) string {
	var sb strings.Builder
	line := func(name string, value any) {
		if s := fmt.Sprint(value); s != "" {
			fmt.Fprintf(&sb, "%s: %s\n", name, s)
		}
	}
	line("title", c.Title)
	line("language", c.Language)
	line("canonical", c.Head.Canonical)
	line("published", c.Head.Published)
	line("modified", c.Head.Modified)
	for _, a := range c.Head.Alternates {
		line("alternate", string(a.Language)+" "+string(a.URL))
	}
	for _, l := range c.Head.Downloads {
		line("download", string(l.URL)+" "+l.Text)
	}
	for _, l := range c.Head.Links {
		line("link", string(l.URL)+" "+l.Text)
	}
	for i := range c.Blocks {
		printBlock(&sb, c, &c.Blocks[i])
	}
	for _, a := range c.Anchors {
		before := ""
		if a.Block < len(c.Blocks) {
			before = c.Text().Slice(a.At, min(a.At+20, c.Blocks[a.Block].End))
		}
		fmt.Fprintf(&sb, "anchor %s: %d %q\n", a.Name, a.Block, before)
	}
	return sb.String()
}

func printBlock(sb *strings.Builder, c *corpus.Content, b *corpus.Block) {
	sb.WriteString(string(b.Kind))
	if b.Level > 0 {
		fmt.Fprintf(sb, " %d", b.Level)
	}
	if b.List > 0 {
		fmt.Fprintf(sb, " list=%d", b.List)
	}
	if b.Label != "" {
		fmt.Fprintf(sb, " label=%s", b.Label)
	}
	sb.WriteString(" | ")
	for _, s := range b.Spans {
		sb.WriteString(printSpan(s))
	}
	sb.WriteByte('\n')
	for _, cell := range b.Cells {
		head := ""
		if cell.Header {
			head = " head"
		}
		fmt.Fprintf(sb, "  cell %d,%d %dx%d%s %q\n", cell.Row, cell.Col, max(1, cell.RowSpan), max(1, cell.ColSpan), head, c.Text().Slice(cell.Start, cell.End))
	}
}

func printSpan(s corpus.Span) string {
	text := strings.NewReplacer("\n", "⏎", "\t", "⇥").Replace(s.Text)
	var marks []string
	for i, name := range []string{"b", "i", "sup", "sub"} {
		if s.Style.Has(1 << i) {
			marks = append(marks, name)
		}
	}
	if s.Link != "" {
		marks = append(marks, s.Link)
	}
	if len(marks) == 0 {
		return text
	}
	return "⟨" + strings.Join(marks, " ") + "|" + text + "⟩"
}

// check holds a content to what every content promises.
func check(t testing.TB, c *corpus.Content) {
	t.Helper()
	for i := range c.Blocks {
		b := &c.Blocks[i]
		if got := c.Text().Slice(b.Start, b.End); got != b.Text() || got == "" && len(b.Cells) == 0 {
			t.Errorf("block %d: text %q is not %q", i, got, b.Text())
		}
		for _, cell := range b.Cells {
			if cell.Start < b.Start || cell.End < cell.Start || cell.End > b.End {
				t.Errorf("block %d %d-%d: cell %d-%d is outside", i, b.Start, b.End, cell.Start, cell.End)
			}
		}
	}
	for i, a := range c.Anchors {
		if a.Block < 0 || a.Block > len(c.Blocks) || a.Block < len(c.Blocks) && (a.At < c.Blocks[a.Block].Start || a.At > c.Blocks[a.Block].End) {
			t.Errorf("anchor %d %q at %d is outside of block %d", i, a.Name, a.At, a.Block)
		}
		if i > 0 && a.At < c.Anchors[i-1].At {
			t.Errorf("anchor %d %q is out of order", i, a.Name)
		}
	}
}

func codeOf(err error) string {
	var e *corpus.ReadError
	if errors.As(err, &e) {
		return e.Code
	}
	return ""
}

func TestPages(t *testing.T) {
	files, err := filepath.Glob("testdata/*.html")
	if err != nil || len(files) == 0 {
		t.Fatal("no pages", err)
	}
	for _, f := range files {
		t.Run(strings.TrimSuffix(filepath.Base(f), ".html"), func(t *testing.T) {
			payload, err := os.ReadFile(f)
			if err != nil {
				t.Fatal(err)
			}
			c, err := htmldoc.Read(payload, "https://site.example/documents/sample-report/", "text/html; charset=utf-8")
			if err != nil {
				t.Fatal(err)
			}
			check(t, c)
			corpustest.Golden(t, strings.TrimSuffix(f, ".html")+".golden", printed(c))
		})
	}
}
