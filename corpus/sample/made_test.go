package sample

import (
	"archive/zip"
	"bytes"
	"compress/gzip"
	"encoding/xml"
	"errors"
	"io"
	"strings"
	"testing"

	"github.com/ledongthuc/pdf"
)

func TestBytesAreTheSameEveryTime(t *testing.T) {
	one, two := must(newSite()), must(newSite())
	if len(one.pages) < 60 {
		t.Fatalf("only %d entries", len(one.pages))
	}
	for k, e := range one.pages {
		if other := two.pages[k]; other == nil || !bytes.Equal(e.body, other.body) {
			t.Errorf("%s differs", e.url)
		}
	}
}

func TestPDFsOpen(t *testing.T) {
	pages := map[string]int{ // where the number matters
		"https://www.ogp.example/wp-content/uploads/2023/10/Ghana_Results-Report_2021-2023_EN.pdf":           4,
		"https://www.ogp.example/wp-content/uploads/2023/03/Paraguay_Informe-de-Resultados_2020-2022_ES.pdf": 3,
		"https://www.ogp.example/wp-content/uploads/2019/11/Tunisia_Design-Report_2018-2020_EN.pdf":          3,
	}
	n := 0
	for _, e := range must(newSite()).pages {
		if e.orders.Get("X-Made") != "pdf" {
			continue
		}
		n++
		r, err := pdf.NewReader(bytes.NewReader(e.body), int64(len(e.body)))
		if err != nil {
			t.Errorf("%s: %v", e.url, err)
			continue
		}
		if want := pages[e.url]; want > 0 && r.NumPage() != want {
			t.Errorf("%s: %d pages, want %d", e.url, r.NumPage(), want)
		}
		text, err := r.GetPlainText()
		if err != nil {
			t.Errorf("%s: %v", e.url, err)
			continue
		}
		got := letters(string(must(io.ReadAll(text))))
		for _, b := range e.manuscript().blocks {
			for _, run := range b.runs {
				if want := letters(run.text); !run.marker && run.link == "" && !strings.Contains(got, want) && len(want) < 40 {
					t.Errorf("%s: the text lacks %q", e.url, run.text)
				}
			}
		}
		if got := r.Trailer().Key("Info").Key("Title").Text(); got != e.orders.Get("X-Title") {
			t.Errorf("%s: title %q", e.url, got)
		}
	}
	if n < 15 {
		t.Errorf("only %d PDFs", n)
	}
}

// letters drops white space, which a reader of a PDF makes up.
func letters(s string) string { return strings.Join(strings.Fields(s), "") }

func TestPagesHoldTheirText(t *testing.T) {
	for _, e := range must(newSite()).pages {
		if e.orders.Get("X-Made") != "pdf" {
			continue
		}
		for i, p := range setPages(e.manuscript()) {
			for _, pl := range p.placed {
				if pl.x < margin-15 || !pl.upward && pl.x+pl.width > pageWidth-margin+1 || pl.y < 30 || pl.y > pageHeight-30 {
					t.Errorf("%s page %d: %q stands at %.0f, %.0f", e.url, i+1, pl.text, pl.x, pl.y)
				}
			}
			if p.y < bottom+p.noteTop-0.5 {
				t.Errorf("%s page %d: the text runs into the notes", e.url, i+1)
			}
		}
	}
}

func TestDOCXOpens(t *testing.T) {
	s := must(newSite())
	e := s.files["1SampleDocPhilippines20230815aaaa"]
	z, err := zip.NewReader(bytes.NewReader(e.body), int64(len(e.body)))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range z.File {
		d := xml.NewDecoder(must(f.Open()))
		for {
			if _, err := d.Token(); errors.Is(err, io.EOF) {
				break
			} else if err != nil {
				t.Fatalf("%s: %v", f.Name, err)
			}
		}
	}
	doc := string(must(io.ReadAll(must(z.Open("word/document.xml")))))
	for _, want := range []string{"Minutes of the PH-OGP Steering Committee", "<w:tbl>", `<w:numId w:val="2"/>`, `<w:hyperlink r:id="rLink1">`} {
		if !strings.Contains(doc, want) {
			t.Errorf("the document lacks %s", want)
		}
	}
}

func TestSitemapUnpacks(t *testing.T) {
	e := must(newSite()).pages["www.ogp.example/documents-sitemap.xml.gz"]
	z, err := gzip.NewReader(bytes.NewReader(e.body))
	if err != nil {
		t.Fatal(err)
	}
	if got := must(io.ReadAll(z)); !bytes.Equal(got, e.text) {
		t.Errorf("got %.80q", got)
	}
}

func TestManuscript(t *testing.T) {
	m := parseManuscript("# Head\n\nOne[^1] two\nthree, https://a.example/b.\n\n- item\n3. third\n| a | b |\n|---|---|\n| c | |\n---\n[^1]: First\n[^1]: Second [here](https://c.example)\n")
	want := "Head\nOne1 two three, https://a.example/b.\n* item\n3. third\na\tb\nc\t\n"
	if got := m.plain(); got != want {
		t.Errorf("got %q\nwant %q", got, want)
	}
	if n := m.notes["1"]; len(n) != 2 || n[1][1].link != "https://c.example" || n[1][1].text != "here" {
		t.Errorf("notes %v", n)
	}
	if !m.blocks[4].header || m.blocks[5].kind != pageBreak {
		t.Errorf("blocks %v", m.blocks[4:])
	}
}

func TestLiteral(t *testing.T) {
	if got := must(literal(`a (b) \ ñ – “c”`)); got != `(a \(b\) \\ \361 \226 \223c\224)` {
		t.Error(got)
	}
	if _, err := literal("a ✔"); err == nil {
		t.Error("a check mark has no code, want an error")
	}
}

// FuzzEntry: whatever an archive holds, reading it ends in an entry or an error.
func FuzzEntry(f *testing.F) {
	f.Add([]byte("HTTP/1.1 301 Moved Permanently\nLocation: /a\n\n"))
	f.Add([]byte("X-Made: pdf\nX-Title: T\n\n# Head\n\nText[^1]\n\n| a | b |\n|---|\n| c |\n\n[^1]: Note https://a.example/" + strings.Repeat("long", 80) + "\n"))
	f.Add([]byte("X-Made: docx\n\n| a |\n| b | c |\n1. x\n---\n"))
	f.Add([]byte("\nbody"))
	f.Fuzz(func(t *testing.T, data []byte) {
		if len(data) > 1<<16 {
			return
		}
		_, _ = parseEntry("https://a.example/", data)
	})
}
