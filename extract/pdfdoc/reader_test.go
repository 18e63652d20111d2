package pdfdoc_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/corpus/corpustest"
	"github.com/irmtrail/irmtrail/extract/pdfdoc"
	"github.com/irmtrail/irmtrail/extract/process"
)

// childMode makes the test program run as the child of a Reader.
const childMode = "IRMTRAIL_TEST_PDF_CHILD"

func TestMain(m *testing.M) {
	switch os.Getenv(childMode) {
	case "read":
		if err := pdfdoc.Child(os.Stdin, os.Stdout); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		os.Exit(0)
	case "garbage":
		_ = process.Serve(os.Stdin, os.Stdout, func([]byte) (process.Handler, error) {
			return func(_, _ []byte) []byte { return []byte(`{"content":{"blocks":[{"kind":"paragraph"}]},"texts":[`) }, nil
		})
		os.Exit(0)
	}
	os.Exit(m.Run())
}

// shared is the reader of all tests that set no limits: a process takes a while to start, and ends with the tests.
var shared = sync.OnceValue(func() *pdfdoc.Reader {
	return pdfdoc.NewReader(pdfdoc.Options{Command: command("read"), Timeout: 20 * time.Second})
})

func command(mode string) []string {
	return []string{"/usr/bin/env", childMode + "=" + mode, os.Args[0]}
}

// reader returns a reader with one process of its own.
func reader(t testing.TB, mode string, change ...func(*pdfdoc.Options)) *pdfdoc.Reader {
	t.Helper()
	o := pdfdoc.Options{Command: command(mode), Processes: 1, Timeout: 20 * time.Second}
	for _, c := range change {
		c(&o)
	}
	r := pdfdoc.NewReader(o)
	t.Cleanup(func() {
		if err := r.Close(); err != nil {
			t.Error(err)
		}
	})
	return r
}

func codeOf(err error) string {
	var e *corpus.ReadError
	if errors.As(err, &e) {
		return e.Code
	}
	return ""
}

// printed prints a content, one block a line: page, kind and level, then the text with marked spans.
func printed(c *corpus.Content) string {
	var sb strings.Builder
	for _, b := range c.Blocks {
		fmt.Fprintf(&sb, "%d %s", b.Page, b.Kind)
		if b.Level > 0 {
			fmt.Fprintf(&sb, " %d", b.Level)
		}
		sb.WriteString(" | ")
		for _, s := range b.Spans {
			marks := ""
			for i, name := range []string{"b", "i", "^", "_"} {
				if s.Style.Has(1 << i) {
					marks += name
				}
			}
			if s.Link != "" {
				marks += " " + s.Link
			}
			if marks != "" {
				fmt.Fprintf(&sb, "<%s|%s>", marks, s.Text)
			} else {
				sb.WriteString(s.Text)
			}
		}
		sb.WriteByte('\n')
	}
	return sb.String()
}

// check holds a content to what every content of a PDF promises.
func check(t testing.TB, c *corpus.Content) {
	t.Helper()
	for i := range c.Blocks {
		b := &c.Blocks[i]
		if b.Text() == "" || c.Text().Slice(b.Start, b.End) != b.Text() {
			t.Errorf("block %d: %q", i, b.Text())
		}
		if b.Page < 1 || b.Page > len(c.Pages) || b.Box == nil {
			t.Fatalf("block %d is on page %d of %d, box %v", i, b.Page, len(c.Pages), b.Box)
		}
		p := c.Pages[b.Page-1]
		if x := *b.Box; x[0] < 0 || x[1] < 0 || x[2] > p.Width+0.1 || x[3] > p.Height+0.1 || x[0] > x[2] || x[1] > x[3] {
			t.Errorf("block %d: box %v outside of %v", i, x, p)
		}
	}
}

func TestLayout(t *testing.T) {
	body := paragraphAt("F1", 10, 72, 640,
		"The first plan of Freedonia had nine commitments, and the government completed four",
		"of them. The co-creation of the plan began in a work-",
		"shop, where civil society and the minis-",
		"try met for the first time; co-",
		"creation went on by mail") + "BT /F1 10 Tf 72 580 Td (\\(see the annex\\)) Tj /F1 6 Tf 4 Ts (12) Tj ET\n"
	page := func(n int, content string) string {
		return show("F1", 8, 72, 770, "Freedonia Progress Report") + content + show("F1", 8, 300, 30, fmt.Sprint(n))
	}
	payload := pagesPDF(`/Annots [<< /Subtype /Link /Rect [72 495 200 512] /A << /S /URI /URI (https://gov.example/law) >> >>]`,
		page(1, show("F2", 20, 72, 700, "Progress Report")+show("F2", 10, 72, 660, "1. Introduction")+body),
		page(2, paragraphAt("F1", 10, 72, 500, "The law says so.")+show("F1", 10, 72, 470, "\x95 an item")+show("F1", 10, 72, 458, "\x95 and another")+
			"BT 0 1 -1 0 500 400 Tm /F1 10 Tf (upward) Tj ET\n"),
		page(3, paragraphAt("F1", 8, 72, 120, "[1] A note that is long enough to fill its line up to the right margin of the page, more or less")+
			paragraphAt("F1", 8, 72, 110.4, "[2] Another note.")))
	c, err := shared().Read(t.Context(), payload)
	if err != nil {
		t.Fatal(err)
	}
	check(t, c)
	want := `1 furniture | Freedonia Progress Report
1 heading 1 | <b|Progress Report>
1 heading 2 | <b|1. Introduction>
1 paragraph | The first plan of Freedonia had nine commitments, and the government completed four of them. The co-creation of the plan began in a workshop, where civil society and the ministry met for the first time; co-creation went on by mail
1 paragraph | (see the annex)<^|12>
1 furniture | 1
2 furniture | Freedonia Progress Report
2 paragraph | < https://gov.example/law|The law says so.>
2 list_item 1 | an item
2 list_item 1 | and another
2 paragraph | upward
2 furniture | 2
3 furniture | Freedonia Progress Report
3 paragraph | [1] A note that is long enough to fill its line up to the right margin of the page, more or less
3 paragraph | [2] Another note.
3 furniture | 3
`
	if got := printed(c); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	if len(c.Pages) != 3 || c.Pages[0].Width != 600 || c.Extractor != pdfdoc.Extractor {
		t.Errorf("got %v %q", c.Pages, c.Extractor)
	}
}

func TestColumns(t *testing.T) {
	column := func(x, y float64, side string) string {
		var lines []string
		for i := range 6 {
			lines = append(lines, fmt.Sprintf("%s column line %d with words enough", side, i+1))
		}
		return paragraphAt("F1", 10, x, y, lines...)
	}
	table := show("F1", 10, 72, 300, "Verifiable") + show("F1", 10, 320, 300, "Yes") + show("F1", 10, 72, 285, "Completion") + show("F1", 10, 320, 285, "Limited") +
		show("F1", 10, 72, 270, "Early results") + show("F1", 10, 320, 270, "None") + show("F1", 10, 72, 255, "Starred") + show("F1", 10, 320, 255, "No")
	c, err := shared().Read(t.Context(), pagesPDF("", show("F2", 16, 72, 700, "A title that spans both of the columns of the page")+column(72, 660, "left")+column(320, 660, "right")+table))
	if err != nil {
		t.Fatal(err)
	}
	text := strings.ReplaceAll(c.Text().String(), "\t", " ")
	left, right, cell := strings.Index(text, "left column line 6"), strings.Index(text, "right column line 1"), strings.Index(text, "Completion Limited")
	if left < 0 || right < left || cell < right {
		t.Errorf("order: %d %d %d\n%s", left, right, cell, printed(c))
	}
}

func TestRotatedPage(t *testing.T) {
	for rotate, want := range map[int]corpus.Box{0: {100, 92, 132, 102}, 90: {698, 100, 708, 132}, 180: {468, 698, 500, 708}, 270: {92, 468, 102, 500}} {
		content := show("F1", 10, 100, 700, "rotated")
		c, err := shared().Read(t.Context(), pagesPDF(fmt.Sprintf("/Rotate %d", rotate), content))
		if err != nil {
			t.Fatal(err)
		}
		check(t, c)
		box := *c.Blocks[0].Box
		for i := range box {
			if d := box[i] - want[i]; d > 5 || d < -5 {
				t.Errorf("rotated by %d: box %v, want about %v", rotate, box, want)
				break
			}
		}
		if w := c.Pages[0].Width; (rotate%180 == 0) != (w == 600) {
			t.Errorf("rotated by %d: page is %v wide", rotate, w)
		}
	}
}

func TestRepairs(t *testing.T) {
	good := pagesPDF("", show("F1", 10, 72, 700, "text"))
	for name, payload := range map[string][]byte{
		"bytes before the header": append([]byte("\n\xef\xbb\xbf"), good...),
		"bytes behind the end":    append(bytes.Clone(good), "\n<!-- served by -->\n"+strings.Repeat("x", 300)...),
		"PDF 2.0":                 bytes.Replace(good, []byte("%PDF-1.4"), []byte("%PDF-2.0"), 1),
		"no end mark":             bytes.Replace(good, []byte("%%EOF\n"), nil, 1),
	} {
		c, err := shared().Read(t.Context(), payload)
		if err != nil || c.Text().String() != "text" {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestFaults(t *testing.T) {
	const catalog, pages = object("<< /Type /Catalog /Pages 2 0 R >>"), object("<< /Type /Pages /Kids [3 0 R] /Count 1 >>")
	const page = object("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R >>")
	good := pagesPDF("", show("F1", 10, 72, 700, "text"))
	hexless := pagesPDF("", "BT /F1 10 Tf <414243")
	tests := []struct {
		name    string
		payload []byte
		codes   string // any of these
	}{
		{"nothing", nil, "pdf_malformed"},
		{"HTML", []byte("<html><body>not found</body></html>"), "pdf_malformed"},
		{"only a header", []byte("%PDF-1.4\n"), "pdf_malformed"},
		{"truncated", good[:len(good)/2], "pdf_malformed"},
		{"no pages", makePDF("", catalog, "<< /Type /Pages /Kids [] /Count 0 >>"), "pdf_malformed"},
		{"page tree is its own child", makePDF("", catalog, "<< /Type /Pages /Kids [2 0 R] /Count 1 >>"), "pdf_malformed"},
		{"page tree is its own child twice", makePDF("", catalog, "<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 2 >>"), "pdf_malformed"},
		{"parent cycle", makePDF("", catalog, "<< /Type /Pages /Kids [3 0 R] /Count 1 /Parent 2 0 R >>", page, stream("", "BT ET")), "no_text"},
		{"only a picture", makePDF("", catalog, pages, page, stream("", "q 100 0 0 100 0 0 cm /Im0 Do Q")), "no_text"},
		{"encrypted", makePDF("/Encrypt << /Filter /Standard /V 1 /R 2 /O ("+strings.Repeat("x", 32)+") /U ("+strings.Repeat("y", 32)+") /P -4 >> /ID [(1234567890123456) (1234567890123456)]", catalog, pages, page, stream("", "")), "encrypted"},
		{"unterminated hex string", hexless, "pdf_timeout pdf_crashed no_text pdf_malformed"},
		{"xref chain is a loop", prevLoop(), "pdf_timeout pdf_malformed"},
		{"xref stream of two thousand million entries", xrefBomb(), "pdf_malformed"},
		{"size of two thousand million", bytes.Replace(good, []byte("/Size "), []byte("/Size 200000000"), 1), ""},
		{"two thousand million pages", makePDF("", catalog, "<< /Type /Pages /Kids [3 0 R] /Count 2000000000 >>", page, stream("", "BT ET")), "no_text"},
		{"Q without q", pagesPDF("", "Q Q Q "+show("F1", 10, 72, 700, "text")), ""},
		{"a form that shows itself", formLoop(), "no_text pdf_malformed"},
		{"unknown filter", makePDF("", catalog, pages, page, stream("/Filter /NoSuch", "x")), "no_text"},
		{"broken deflate", makePDF("", catalog, pages, page, stream("/Filter /FlateDecode", "not deflated")), "no_text"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			r := shared()
			if strings.Contains(tt.codes, "pdf_timeout") {
				r = reader(t, "read", func(o *pdfdoc.Options) { o.Timeout = time.Second })
			}
			c, err := r.Read(t.Context(), tt.payload)
			if got := codeOf(err); !strings.Contains(" "+tt.codes+" ", " "+got+" ") || err != nil && got == "" {
				t.Errorf("got %v, want %q", err, tt.codes)
			}
			if err == nil && c.Text().String() != "text" {
				t.Errorf("got %q", c.Text().String())
			}
		})
	}
}

// prevLoop makes a file whose cross-reference table names itself as the one before.
func prevLoop() []byte {
	b := []byte("%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\n")
	start := len(b)
	return append(b, fmt.Sprintf("xref\n0 1\n0000000000 65535 f \ntrailer\n<< /Size 2 /Root 1 0 R /Prev %d >>\nstartxref\n%d\n%%%%EOF\n", start, start)...)
}

// xrefBomb makes a file whose cross-reference stream claims two thousand million entries of no bytes each.
func xrefBomb() []byte {
	b := []byte("%PDF-1.5\n")
	start := len(b)
	return append(b, fmt.Sprintf("1 0 obj\n<< /Type /XRef /Size 2000000000 /W [0 0 0] /Index [0 2000000000] /Root 1 0 R /Length 1 >>\nstream\nx\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n", start)...)
}

// formLoop makes a page with a form that shows itself twice.
func formLoop() []byte {
	return makePDF("", "<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
		"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R /Resources << /XObject << /X 5 0 R >> >> >>", stream("", "/X Do"),
		stream("/Type /XObject /Subtype /Form /BBox [0 0 1 1] /Resources << /XObject << /X 5 0 R >> >>", "/X Do /X Do"))
}

func TestLimits(t *testing.T) {
	good := pagesPDF("", show("F1", 10, 72, 700, "text"))
	t.Run("output", func(t *testing.T) {
		r := reader(t, "read", func(o *pdfdoc.Options) { o.MaxOutput = 10 })
		if _, err := r.Read(t.Context(), good); codeOf(err) != "too_large" {
			t.Errorf("got %v", err)
		}
	})
	t.Run("cut off answer", func(t *testing.T) {
		if _, err := reader(t, "garbage").Read(t.Context(), good); codeOf(err) != "pdf_crashed" {
			t.Errorf("got %v", err)
		}
	})
	t.Run("cancelled", func(t *testing.T) {
		ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
		defer cancel()
		_, err := shared().Read(ctx, prevLoop())
		if !errors.Is(err, context.DeadlineExceeded) || codeOf(err) != "" {
			t.Errorf("got %v", err)
		}
	})
	t.Run("no program", func(t *testing.T) {
		for _, command := range [][]string{nil, {"/nowhere/irmtrail"}} {
			if _, err := pdfdoc.NewReader(pdfdoc.Options{Command: command}).Read(t.Context(), good); err == nil || codeOf(err) != "" {
				t.Errorf("%v: got %v", command, err)
			}
		}
	})
	t.Run("deflate bomb", func(t *testing.T) {
		data := deflated(strings.Repeat(" ", 64<<20) + show("F1", 10, 72, 700, "text"))
		payload := makePDF("", "<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
			"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R /Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >>",
			stream("/Filter /FlateDecode", data))
		if _, err := shared().Read(t.Context(), payload); err != nil && codeOf(err) == "" {
			t.Errorf("got %v", err)
		}
	})
}

// sharedFile reads a document that is not shipped.
func sharedFile(t testing.TB, name string) []byte {
	t.Helper()
	b, err := os.ReadFile(corpustest.Shared(t, "data", name))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// TestShared reads real and rendered reports. Pages, titles, headings in order and notes were read by eye.
func TestShared(t *testing.T) {
	tests := []struct {
		file  string
		pages int
		code  string
		want  []string // in this order in the text, one block each where a line begins with "|"
	}{
		{"samples/ghana-progress-2013-2015-en.pdf", 5, "", []string{"|Ghana Progress Report 2013-2015", "|Executive Summary", "for the period 2013-2015.1 Of the seven", "|1 See the minutes of August 25, 2013: https://drive.google.com/open?id=1IY2Nuplj7uQ11uLV1cRlsbCo6X3xeZdV and https://www.parliament.gh/en/committee/35/minutes-2013.pdf.", "|2 Law No. 1219/2013", "|Commitment 1: Fiscal Responsibility", "|Commitment 7: National Broadcasting"}},
		{"samples/ukraine-results-2020-2022-en.pdf", 6, "", []string{"|Executive Summary", "|Commitment 1: Expand budget", "|Annex I. Commitment Data", "Completion Limited"}},
		{"samples/serbia-design-2018-2020-en.pdf", 6, "", []string{"|Serbia Design Report 2018-2020", "|Section II. Analysis of commitments"}},
		{"samples/minutes-a.pdf", 1, "", []string{"|Minuta de la sesión del Grupo de Trabajo del Compromiso 1", "|Fecha: 4 de agosto de 2018", "|Asistentes", "Ana Belén Cruz Subdirectora CONAFOR", "|Acuerdos"}},
		{"samples/minutes-b.pdf", 0, "no_text_layer", nil},
		{"minutes/coahuila-comision-minuta-02.pdf", 0, "no_text_layer", nil},
		{"minutes/alameda-golf-2005-01-19.pdf", 4, "", []string{"1. CALL TO ORDER", "|1-C Adoption of Agenda", "|7. OLD BUSINESS", "Brown Act."}},
		{"reports/govlab-canada.pdf", 19, "", []string{"|I. CONTEXT AND BACKGROUND", "is officially bilingual", "|9 http://www.opengovpartnership.org/country/canada", "|II. PROJECT DESCRIPTION AND INCEPTION"}},
		{"reports/transparencia-brasil-pt.pdf", 15, "", nil},
	}
	for _, tt := range tests {
		t.Run(filepath.Base(tt.file), func(t *testing.T) {
			t.Parallel()
			c, err := shared().Read(t.Context(), sharedFile(t, tt.file))
			if codeOf(err) != tt.code || err != nil && tt.code == "" {
				t.Fatal(err)
			}
			if err != nil {
				return
			}
			check(t, c)
			if len(c.Pages) != tt.pages {
				t.Errorf("%d pages", len(c.Pages))
			}
			text := "\n" + strings.ReplaceAll(c.Text().String(), "\t", " ")
			for _, w := range tt.want {
				at := strings.Index(text, strings.Replace(w, "|", "\n", 1))
				if at < 0 {
					t.Fatalf("%q is missing or out of order", w)
				}
				text = text[at+1:]
			}
		})
	}
}
