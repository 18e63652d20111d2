package structure

import (
	"fmt"
	"os"
	"testing"

	"github.com/irmtrail/irmtrail/extract/htmldoc"
)

func TestZZDump(t *testing.T) {
	for _, f := range os.Args {
		_ = f
	}
	path := os.Getenv("DUMP")
	if path == "" {
		t.Skip()
	}
	data, _ := os.ReadFile(path)
	c, err := htmldoc.Read(data, "", "text/html")
	if err != nil {
		t.Fatal(err)
	}
	s := Read(c)
	if os.Getenv("BLOCKS") != "" {
		for i, b := range c.Blocks {
			fmt.Printf("%d %s l%d list%d %q [%d:%d]", i, b.Kind, b.Level, b.List, b.Label, b.Start, b.End)
			for _, sp := range b.Spans {
				fmt.Printf(" {%q %d %s}", sp.Text, sp.Style, sp.Link)
			}
			fmt.Println()
		}
		fmt.Println(c.Anchors)
	}
	fmt.Println("lang", s.Language, "sections", len(s.Sections), "notes", len(s.Notes), "markers", len(s.Markers))
	for _, x := range s.Sections {
		fmt.Printf("S %+v\n", x)
	}
	for i, f := range s.Footnotes(c, "doc-x") {
		fmt.Printf("N %d %q %q markers=%v blocks=%v\n   %q\n   ctx %q\n", f.Number, f.Label, f.Section, s.Notes[i].Markers, s.Notes[i].Blocks, f.Paragraphs, f.MarkerContext)
	}
	for _, x := range s.Citations(c, "doc-x") {
		fmt.Printf("C %s/%d %s kind=%s title=%q pub=%q body=%q date=%s acc=%s com=%v\n    q=%q\n", x.FootnoteID, x.Ordinal, x.URL, x.Kind, x.Title, x.Publisher, x.Body, x.Date, x.AccessedOn, x.CommitmentNumbers, x.Quote)
	}
	for _, m := range s.Markers {
		if m.Note < 0 {
			fmt.Printf("M %+v\n", m)
		}
	}
}
