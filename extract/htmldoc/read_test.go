package htmldoc_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"

	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/corpus/corpustest"
	"github.com/irmtrail/irmtrail/extract/htmldoc"
)

func TestReadErrors(t *testing.T) {
	tests := []struct{ name, payload, code string }{
		{"nothing", "", "empty"},
		{"white space", " \n\t\u00a0 ", "empty"},
		{"a PDF", "%PDF-1.7\n<html>", "not_html"},
		{"a ZIP", "PK\x03\x04<html><p>x</p>", "not_html"},
		{"binary", "<p>" + strings.Repeat("\x01\x02\xff\xfe\x8f", 500), "not_html"},
		{"plain text", "Minutes of the meeting: 3 < 5.", "not_html"},
		{"JSON", `{"content":{"rendered":"<p>Text</p>"}}`, "not_html"},
		{"a feed", `<?xml version="1.0"?><rss><channel><title>News</title></channel></rss>`, "not_html"},
		{"a sitemap", `<?xml version="1.0"?><urlset><url><loc>https://x.example/</loc></url></urlset>`, "not_html"},
		{"a picture", `<svg xmlns="http://www.w3.org/2000/svg"><text>Hello</text></svg>`, "not_html"},
		{"only tags", "<html><body><div></div></body></html>", "no_text"},
		{"only navigation", `<html><body><nav><a href="/">Home</a></nav><script>x()</script></body></html>`, "no_text"},
		{"10,000 deep", strings.Repeat("<div>", 10_000) + "text", "nested_too_deep"},
		{"10,000 deep in tables", strings.Repeat("<table><tr><td>", 10_000) + "text", "nested_too_deep"},
		{"formatting repeated", formattingBomb(), "nested_too_deep"},
		{"a million and a half tags", strings.Repeat("<p>", 1_600_000), "too_large"},
		{"17 MiB", "<p>" + strings.Repeat("text ", 17<<20/5), "too_large"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			c, err := htmldoc.Read([]byte(tt.payload), "", "text/html")
			if got := codeOf(err); got != tt.code {
				t.Errorf("got %q (%v), want %q; content %v", got, err, tt.code, c)
			}
		})
	}
}

// formattingBomb makes the parser open 200 elements anew in each of 100,000 paragraphs.
func formattingBomb() string {
	var sb strings.Builder
	sb.WriteString("<p>")
	for i := range 200 {
		sb.WriteString("<b id=a" + strings.Repeat("b", i) + ">")
	}
	sb.WriteString("</p>" + strings.Repeat("<p>x", 100_000))
	return sb.String()
}

func TestReadUnclosedFormatting(t *testing.T) {
	page := strings.Repeat("<p><b>text", 3000)
	if _, err := htmldoc.Read([]byte(page), "", ""); err != nil {
		t.Errorf("three copies at most are opened anew: %v", err)
	}
}

func TestReadHeadWithoutText(t *testing.T) {
	page := `<html lang="en"><head><title>Report</title></head><body><h3>Downloads</h3><ul><li><a href="/r.pdf">Report</a></li></ul></body></html>`
	c, err := htmldoc.Read([]byte(page), "https://site.example/documents/r/", "")
	if codeOf(err) != "no_text" || c == nil || len(c.Head.Downloads) != 1 || c.Head.Downloads[0].URL != "https://site.example/r.pdf" {
		t.Errorf("got %+v, %v", c, err)
	}
}

func TestReadCharset(t *testing.T) {
	const text = "Información pública: 13 compromisos – “México”"
	page := func(meta string) string {
		return "<html><head>" + meta + "<title>x</title></head><body><p>" + text + "</p></body></html>"
	}
	latin, err := charmap.Windows1252.NewEncoder().String(page(`<meta charset="iso-8859-1">`))
	if err != nil {
		t.Fatal(err)
	}
	wide, err := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().String(page(""))
	if err != nil {
		t.Fatal(err)
	}
	for name, tt := range map[string][2]string{
		"utf-8":            {page(""), ""},
		"mark":             {"\xef\xbb\xbf" + page(""), "text/html; charset=windows-1251"},
		"wrong header":     {page(`<meta charset="utf-8">`), "text/html; charset=iso-8859-1"},
		"wrong meta":       {page(`<meta charset="iso-8859-1">`), ""},
		"latin-1 meta":     {latin, ""},
		"latin-1 header":   {latin, "text/html; charset=ISO-8859-1"},
		"latin-1 as utf-8": {latin, "text/html; charset=utf-8"},
		"utf-16":           {wide, "text/html; charset=utf-8"},
	} {
		c, err := htmldoc.Read([]byte(tt[0]), "", tt[1])
		if err != nil || c.Text().String() != text {
			t.Errorf("%s: got %v, %v", name, c, err)
		}
	}
	c, err := htmldoc.Read([]byte("<p>a\x00b \xff c</p>"), "", "text/html; charset=utf-8")
	if err != nil || c.Text().String() != "ab \ufffd c" {
		t.Errorf("got %v, %v", c, err)
	}
}

func TestTruncated(t *testing.T) {
	const head = "<!DOCTYPE html><html><head><title>x</title></head><body>"
	tests := []struct {
		name, page string
		want       bool
	}{
		{"whole", head + "<p>text</p></body></html>", false},
		{"whole in capitals", "<HTML><BODY><P>text</BODY></HTML>\n", false},
		{"a fragment", "<p>text <a href=", false},
		{"end tags left out", head + "<p>text<ul><li>item", true},
		{"optional end tags left out", head + "<h1>Title</h1><p>text", false},
		{"in a tag", head + `<p>text <a href="https://exam`, true},
		{"in an end tag", head + "<p>text</", true},
		{"in an entity", head + "<p>text&nbs", true},
		{"in a comment", head + "<p>text<!-- rema", true},
		{"in an element", head + "<div><p>text goes on and", true},
		{"in a script", head + "<p>x</p><script>var a = 1", true},
		{"body closed", head + "<div><p>text</p></body>", false},
		{"in a tag, two bytes wide", utf16(t, head+"<p>text <a hr"), true},
		{"nothing", "", false},
	}
	for _, tt := range tests {
		if got := htmldoc.Truncated([]byte(tt.page)); got != tt.want {
			t.Errorf("%s: got %v", tt.name, got)
		}
	}
}

func utf16(t *testing.T, s string) string {
	t.Helper()
	out, err := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().String(s)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestTitle(t *testing.T) {
	tests := []struct{ head, h1, want string }{
		{"<title>Mexico Results Report 2019-2022 - Open Government Partnership</title>", "Mexico Results Report 2019-2022", "Mexico Results Report 2019-2022"},
		{"<title>Mexico Results Report 2019-2022 - Open Government Partnership</title>", "Another", "Mexico Results Report 2019-2022 - Open Government Partnership"},
		{"<title>Mexico Results Report | OGP</title>", "", "Mexico Results Report"},
		{"<title>OGP » Mexico Results Report</title><meta property='og:site_name' content='ogp'>", "", "Mexico Results Report"},
		{"<title>Mexico Results Report – For Public Comment</title>", "Mexico Results Report", "Mexico Results Report – For Public Comment"},
		{"<title>Informe - Resultados 2019 - Alianza</title><meta property='og:site_name' content='Alianza'>", "", "Informe - Resultados 2019"},
		{"<meta property='og:title' content='From  og'>", "From h1", "From og"},
		{"", "From h1", "From h1"},
		{"<title>  \n </title>", "", ""},
	}
	for _, tt := range tests {
		page := "<html><head>" + tt.head + "</head><body><h1>" + tt.h1 + "</h1><p>Text.</p></body></html>"
		c, err := htmldoc.Read([]byte(page), "", "")
		if err != nil || c.Title != tt.want {
			t.Errorf("%s: got %q, %v; want %q", tt.head, c.Title, err, tt.want)
		}
	}
}

// TestSharedFootnotes counts markers, notes and places of real markups. The texts were read by eye when it was written.
func TestSharedFootnotes(t *testing.T) {
	tests := []struct {
		file          string
		markers       int // links to a note
		notes         int // blocks of kind note
		labels, heads int
	}{
		{"br-separated-named-anchors.html", 3, 3, 0, 1},
		{"easy-footnotes-wrapper.html", 3, 3, 3, 0},
		{"google-docs-ftnt.html", 2, 2, 0, 2},
		{"govlab-canada.html", 116, 116, 0, 11},
		{"govlab-denmark.html", 84, 85, 0, 11},
		{"hhs-google-docs.html", 10, 0, 0, 102},
		{"hr-sup-numbered.html", 0, 0, 0, 1},
		{"labeled-section-ol.html", 0, 3, 3, 2},
		{"named-anchor.html", 4, 0, 0, 1},
		{"no-false-positive-equation-refs.html", 3, 0, 0, 3},
		{"word-ftn-ftnref.html", 2, 0, 0, 1},
		{"wp-block-footnotes.html", 3, 3, 3, 0},
	}
	for _, tt := range tests {
		t.Run(tt.file, func(t *testing.T) {
			c, err := htmldoc.Read(sharedFile(t, "footnotes_html/"+tt.file), corpus.URL("https://site.example/"+tt.file), "")
			if err != nil {
				t.Fatal(err)
			}
			check(t, c)
			got := tally(c)
			if got.markers != tt.markers || got.notes != tt.notes || got.labels != tt.labels || got.heads != tt.heads {
				t.Errorf("got %+v, want %+v", got, tt)
			}
		})
	}
}

type tallied struct{ markers, notes, labels, heads int }

// markerText matches "1", "[12]", "*".
var markerText = regexp.MustCompile(`^\[?(?:\d+|\*)\]?$`)

// tally counts what the footnotes of a page depend on. A marker is a link to a place in the page and looks like one
// that stands outside the notes.
func tally(c *corpus.Content) (n tallied) {
	for _, b := range c.Blocks {
		switch b.Kind {
		case corpus.Heading:
			n.heads++
		case corpus.Note:
			n.notes++
			if b.Label != "" {
				n.labels++
			}
		}
		for i, s := range b.Spans {
			if strings.HasPrefix(s.Link, "#") && markerText.MatchString(s.Text) && b.Kind != corpus.Note && (i > 0 || b.Kind == corpus.Heading) {
				n.markers++
			}
		}
	}
	return n
}

func TestSeed(t *testing.T) {
	c, err := htmldoc.Read(sharedFile(t, "seed/mexico-word.html"), "file:///import/mexico-word.html", "")
	if err != nil {
		t.Fatal(err)
	}
	check(t, c)
	if c.Title != "Mexico Results Report 2019-2022" || c.Language != "en-US" || c.Head.Modified != "2023-08-30T15:04:11Z" || len(c.Head.Downloads) != 2 {
		t.Errorf("got %q %q %q %v", c.Title, c.Language, c.Head.Modified, c.Head.Downloads)
	}
	if got := tally(c); got != (tallied{markers: 11, heads: 5}) || len(c.Blocks) != 34 {
		t.Errorf("got %+v in %d blocks", got, len(c.Blocks))
	}
	if b := c.Blocks[2]; b.Text() != "Early Results[1]" || b.Spans[1].Link != "#_ftn1" {
		t.Errorf("the heading lost its marker: %+v", b)
	}
	for _, word := range []string{"Skip Navigation", "No comments yet", "Leave a Reply", "Filed under", "Downloads", "Members"} {
		if strings.Contains(c.Text().String(), word) {
			t.Errorf("%q is in the text", word)
		}
	}
}

// TestSharedSamples reads the small pages of the markups that WordPress and text processors make.
func TestSharedSamples(t *testing.T) {
	names, err := filepath.Glob(corpustest.Shared(t, "data/web_samples") + "/*.html")
	if err != nil {
		t.Fatal(err)
	}
	if len(names) == 0 {
		t.Fatal("no samples")
	}
	notes := map[string]int{"libreoffice_sdfootnote.html": 1, "wp_core_footnotes.html": 1, "wp_easy_footnotes.html": 1, "wp_word_mso.html": 1}
	for _, name := range names {
		base := filepath.Base(name)
		c, err := htmldoc.Read(sharedFile(t, "web_samples/"+base), "https://example.org/documents/sample-report/", "")
		if base == "page_head.html" {
			if codeOf(err) != "no_text" || len(c.Head.Downloads) != 2 || len(c.Head.Alternates) != 3 {
				t.Errorf("%s: got %v, %+v", base, err, c)
			}
			continue
		}
		if err != nil {
			t.Errorf("%s: %v", base, err)
			continue
		}
		check(t, c)
		if got := tally(c).notes; got != notes[base] {
			t.Errorf("%s: got %d notes, want %d", base, got, notes[base])
		}
	}
}

func FuzzRead(f *testing.F) {
	files, err := filepath.Glob("testdata/*.html")
	if err != nil || len(files) == 0 {
		f.Fatal("no seeds", err)
	}
	for _, name := range files {
		b, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(b, "https://site.example/documents/sample-report/")
	}
	f.Add([]byte("<p>x<table><tr><td colspan=999 rowspan=0><td><ol start=-5><li value=2147483648>"), "")
	f.Fuzz(func(t *testing.T, payload []byte, base string) {
		htmldoc.Truncated(payload)
		c, err := htmldoc.Read(payload, corpus.URL(base), "")
		if err != nil && codeOf(err) == "" {
			t.Errorf("an error that is no fault of the page: %v", err)
		}
		if c != nil {
			check(t, c)
		}
	})
}

// benchPage is a report page of about 16 KB with Word-paste notes and the usual surroundings.
func benchPage() []byte {
	var sb strings.Builder
	sb.WriteString(`<!DOCTYPE html><html lang="en"><head><meta charset="UTF-8"><title>Freedonia Results Report 2019-2022 - Open Works</title>` +
		`<link rel="canonical" href="https://site.example/documents/freedonia-results-report-2019-2022/"></head><body>` +
		`<header><nav><ul><li><a href="/about/">About</a></li></ul></nav></header><main id="content"><article><h1>Freedonia Results Report 2019-2022</h1>`)
	const sentence = `The working group met <b>four times</b> and published what it agreed on, although the ministry changed twice in that year. `
	const number = "0123456789"
	for i := range 10 {
		n := number[i : i+1]
		sb.WriteString(`<h2>Section ` + n + `</h2>`)
		for range 2 {
			sb.WriteString(`<p>` + strings.Repeat(sentence, 4) + `<a href="#_ftn` + n + `" name="_ftnref` + n + `">[` + n + `]</a></p>`)
		}
		sb.WriteString(`<ul><li>First of the reasons.</li><li>Second of the reasons.</li></ul>`)
	}
	for i := range 10 {
		n := number[i : i+1]
		sb.WriteString(`<p><a href="#_ftnref` + n + `" name="_ftn` + n + `">[` + n + `]</a> ` + sentence + `<a href="https://drive.example/file/d/` + n + `/view">https://drive.example/file/d/` + n + `/view</a></p>`)
	}
	sb.WriteString(`</article><section id="comments"><p>No comments yet</p></section></main><footer>Open Works</footer></body></html>`)
	return []byte(sb.String())
}

func BenchmarkRead(b *testing.B) {
	page := benchPage()
	b.SetBytes(int64(len(page)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := htmldoc.Read(page, "", ""); err != nil {
			b.Fatal(err)
		}
	}
}
