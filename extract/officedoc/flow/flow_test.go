package flow_test

import (
	"strings"
	"testing"

	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/extract/officedoc/flow"
	"github.com/irmtrail/irmtrail/extract/officedoc/officetest"
)

func finished(t *testing.T, f *flow.Flow) string {
	t.Helper()
	c, err := f.Finish(flow.Document{Extractor: "test/1"})
	if err != nil {
		t.Fatal(err)
	}
	if err := officetest.Check(c); err != nil {
		t.Error(err)
	}
	_, blocks, _ := strings.Cut(officetest.Print(c), "\n")
	return strings.TrimSpace(blocks)
}

// TestGaps: of the gaps between two words the widest counts, at the ends of a block none does.
func TestGaps(t *testing.T) {
	bold := flow.Run{Style: corpus.Bold}
	tests := []struct {
		name string
		kind corpus.BlockKind
		add  func(f *flow.Flow)
		want string
	}{
		{"white space", corpus.Paragraph, func(f *flow.Flow) { f.Text("  a \u00a0\n b\u200b\u00adc ", flow.Run{}) }, "paragraph | a bc"},
		{"runs", corpus.Paragraph, func(f *flow.Flow) { f.Text("a ", bold); f.Text("b", bold); f.Text(" c", flow.Run{}) }, "paragraph | **a b** c"},
		{"a link", corpus.Paragraph, func(f *flow.Flow) {
			f.Text("1", flow.Run{Link: "#t"})
			f.Tab(flow.Run{Style: corpus.Italic, Link: "#t"})
			f.Text("a", flow.Run{Style: corpus.Bold, Link: "#t"})
		}, "paragraph | [1⇥](#t)[**a**](#t)"},
		{"tab and break", corpus.Paragraph, func(f *flow.Flow) {
			f.Tab(flow.Run{})
			f.Text("a", flow.Run{})
			f.Tab(flow.Run{})
			f.Text("b", flow.Run{})
			f.Break(flow.Run{})
			f.Tab(flow.Run{})
			f.Text("c", flow.Run{})
			f.Break(flow.Run{})
		}, "paragraph | a⇥b⏎c"},
		{"a heading", corpus.Heading, func(f *flow.Flow) { f.Text("a", flow.Run{}); f.Break(flow.Run{}); f.Text("b", flow.Run{}) }, "heading 1 | a b"},
		{"other white space", corpus.Paragraph, func(f *flow.Flow) { f.Text("a\u2028b\u2003c", flow.Run{}) }, "paragraph | a⏎b c"},
	}
	for _, tt := range tests {
		f := flow.New()
		b := corpus.Block{Kind: tt.kind}
		if tt.kind == corpus.Heading {
			b.Level = 1
		}
		f.Begin(b)
		tt.add(f)
		if got := finished(t, f); got != tt.want {
			t.Errorf("%s: %q, want %q", tt.name, got, tt.want)
		}
	}
}

// TestFirst: what is put first moves the anchors behind it.
func TestFirst(t *testing.T) {
	f := flow.New()
	f.Begin(corpus.Block{Kind: corpus.Paragraph})
	f.Text("see", flow.Run{Link: "#x"})
	f.Begin(corpus.Block{Kind: corpus.Paragraph})
	f.Anchor("x")
	f.Anchor("nobody")
	f.Text("here", flow.Run{})
	f.First(func() {
		f.Begin(corpus.Block{Kind: corpus.Furniture})
		f.Text("head", flow.Run{})
	})
	want := "furniture | head\nparagraph | [see](#x)\nparagraph | here\nanchor x: block 2, \"here\""
	if got := finished(t, f); got != want {
		t.Errorf("%s", got)
	}
}

func TestNumber(t *testing.T) {
	for _, tt := range []struct {
		n      int
		format string
		want   string
	}{
		{4, "1", "4"},
		{4, "01", "04"},
		{14, "01", "14"},
		{4, "a", "d"},
		{28, "A", "BB"},
		{4, "i", "iv"},
		{1999, "I", "MCMXCIX"},
		{0, "i", "0"},
		{5000, "I", "5000"},
		{2, "*", "†"},
		{5, "*", "**"},
		{3, "", ""},
		{-1, "01", "-1"},
		{3, "unknown", "3"},
	} {
		if got := flow.Number(tt.n, tt.format); got != tt.want {
			t.Errorf("%d as %q: %q, want %q", tt.n, tt.format, got, tt.want)
		}
	}
}

func TestLink(t *testing.T) {
	for address, want := range map[string]string{
		"https://example.org/a b?x=1#y": "https://example.org/a%20b?x=1#y", " HTTP://example.org ": "HTTP://example.org", "mailto:a@example.org": "mailto:a@example.org",
		"file:///C:/acta.docx": "", "javascript:alert(1)": "", "acta.docx": "", "https:": "", "": "", "ftp://example.org/": "", `\\server\share`: "", "http://[": "",
	} {
		if got := flow.Link(address); got != want {
			t.Errorf("%q: %q, want %q", address, got, want)
		}
	}
}

func TestSymbols(t *testing.T) {
	for _, tt := range []struct{ font, text, want string }{
		{"Wingdings", "ü þ", "✔ ☑"},
		{"Wingdings 2", "\uf050", "✔"},
		{"Symbol", "\uf0b7", "•"},
		{"Symbol", "a", "α"},
		{"Calibri", "ü", "ü"},
		{"Calibri", "\uf0fc", "✔"},
		{"", "\uf001", ""},
		{"Webdings", "\u2713", "\u2713"},
	} {
		if got := flow.Symbols(tt.font, tt.text); got != tt.want {
			t.Errorf("%q in %s: %q, want %q", tt.text, tt.font, got, tt.want)
		}
	}
}

func TestTag(t *testing.T) {
	for in, want := range map[string]corpus.Language{"es-MX": "es-MX", "pt_BR": "pt-BR", "": "", "x-none": "", "zxx": "", "none of them": "", "sr-Cyrl-RS": "sr-Cyrl-RS"} {
		if got := flow.Tag(in); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}
