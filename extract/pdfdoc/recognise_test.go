package pdfdoc_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"image"
	"image/png"
	"math"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/corpus/corpustest"
	"github.com/irmtrail/irmtrail/extract/pdfdoc"
	"github.com/irmtrail/irmtrail/extract/pdfdoc/page"
	"github.com/irmtrail/irmtrail/extract/pdfdoc/pdftest"
)

// reading is a false recogniser: it finds the same words in every picture, or fails.
type reading struct {
	err   error
	found page.Recognised

	mu    sync.Mutex
	hints []corpus.Language
	sizes []string
}

func (r *reading) Recognise(_ context.Context, p page.Picture) (page.Recognised, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	conf, err := png.DecodeConfig(bytes.NewReader(p.PNG))
	if err != nil {
		return page.Recognised{}, err
	}
	r.hints = append(r.hints, p.Language)
	r.sizes = append(r.sizes, fmt.Sprintf("%dx%d at %.0f", conf.Width, conf.Height, p.DPI))
	return r.found, r.err
}

// recognisedPage is what a recogniser finds on a page of 612 by 792 points: a title, a ruled table and an item.
func recognisedPage() page.Recognised {
	r := page.Recognised{Width: 612, Height: 792, Language: "es", OCR: corpus.OCR{Language: "spa", Confidence: 91}}
	line := func(y, size float64, words ...string) {
		n := 0
		if len(r.Words) > 0 {
			n = r.Words[len(r.Words)-1].Line + 1
		}
		x := 72.0
		for _, w := range words {
			if w == "\t" {
				x = 72 + 150*math.Ceil((x-72+1)/150)
				continue
			}
			wide := 0.5 * size * float64(len([]rune(w)))
			r.Words = append(r.Words, page.RecognisedWord{Text: w, Box: corpus.Box{x, y - 0.71*size, x + wide, y + 0.2*size}, Line: n, LineBox: corpus.Box{72, y - size, 540, y}, Confidence: 90})
			x += wide + 0.3*size
		}
	}
	line(100, 18, "Minuta", "del", "Grupo")
	line(140, 11, "Fecha:", "15", "de", "septiembre", "de", "2023,", "y", "se", "revisaron", "los", "avances")
	for i, row := range [][]string{{"Nombre", "\t", "Cargo"}, {"Laura", "Méndez", "\t", "Directora"}, {"Irene", "Salas", "\t", "Técnica"}} {
		line(192+float64(i)*20, 11, row...)
	}
	for i := range 4 {
		y := 178 + float64(i)*20
		r.Rules = append(r.Rules, page.Rule{X0: 66, X1: 366, Y0: y, Y1: y, Width: 0.5})
	}
	for i := range 3 {
		x := 66 + float64(i)*150
		r.Rules = append(r.Rules, page.Rule{X0: x, X1: x, Y0: 178, Y1: 238, Width: 0.5})
	}
	line(300, 11, "1.", "INAI", "entregará", "el", "informe", "a", "más", "tardar", "el", "14", "de", "marzo.")
	return r
}

// scanned makes a PDF whose first page has text and whose others are pictures; drawn adds to each picture's page.
func scanned(pictures int, drawn string) []byte {
	p := &pdftest.PDF{}
	p.Standard("F1", "Helvetica")
	p.XObject("Im", p.Stream("/Type /XObject /Subtype /Image /Width 2 /Height 2 /ColorSpace /DeviceGray /BitsPerComponent 8", "\xf8\xff\xff\xf8"))
	p.Page("BT /F1 12 Tf 72 700 Td (The committee met in the town hall and agreed on the calendar of its work.) Tj ET")
	for range pictures {
		p.Page("q 612 0 0 792 0 0 cm /Im Do Q " + drawn)
	}
	return p.Bytes()
}

// TestRecognised: pages that are pictures are read, laid out as pages are, and say that they were recognised; the page with text is left
// alone.
func TestRecognised(t *testing.T) {
	rec := &reading{found: recognisedPage()}
	r := reader(t, "read", func(o *pdfdoc.Options) { o.Recogniser = rec })
	c, err := r.Read(t.Context(), scanned(1, "BT /F1 9 Tf 300 30 Td (2) Tj ET"))
	if err != nil {
		t.Fatal(err)
	}
	check(t, c)
	if len(rec.sizes) != 1 || rec.sizes[0] != "2550x3301 at 300" {
		t.Errorf("pictures %q", rec.sizes)
	}
	if len(c.Pages) != 2 || c.Pages[0].OCR != nil || c.Pages[1].OCR == nil || c.Pages[1].OCR.Confidence != 91 || len(c.Unread) != 0 {
		t.Errorf("pages %+v, unread %v", c.Pages, c.Unread)
	}
	if !strings.HasSuffix(c.Extractor, "+tesseract/1") {
		t.Errorf("extractor %q", c.Extractor)
	}
	var kinds []string
	for i := range c.Blocks {
		if c.Blocks[i].Page == 2 {
			kinds = append(kinds, fmt.Sprintf("%s %q", c.Blocks[i].Kind, c.Blocks[i].Text()))
		}
	}
	got := strings.Join(kinds, "\n")
	for _, want := range []string{`heading "Minuta del Grupo"`, `"Fecha: 15 de septiembre de 2023, y se revisaron los avances"`, `table "Nombre\tCargo\nLaura Méndez\tDirectora\nIrene Salas\tTécnica"`, "INAI entregará el informe a más tardar el 14 de marzo."} {
		if !strings.Contains(got, want) {
			t.Errorf("no %s in\n%s", want, got)
		}
	}
	checkWords(t, c, len(rec.found.Words))
}

// TestHint: the language that the first page was read in is a hint for the others.
func TestHint(t *testing.T) {
	rec := &reading{found: recognisedPage()}
	r := reader(t, "read", func(o *pdfdoc.Options) { o.Recogniser = rec })
	if _, err := r.Read(t.Context(), scanned(3, "")); err != nil || fmt.Sprint(rec.hints) != "[ es es]" {
		t.Errorf("%v, hints %q", err, rec.hints)
	}
}

// checkWords proves that every recognised word of page 2 is where the text has it.
func checkWords(t *testing.T, c *corpus.Content, want int) {
	t.Helper()
	n := 0
	for _, w := range c.Words {
		if w.Page != 2 {
			continue
		}
		n++
		if s := c.Text().Slice(w.Start, w.End); s == "" || strings.ContainsAny(s, " \t\n") || w.Confidence != 90 || w.Box[2] <= w.Box[0] {
			t.Errorf("word %q %+v", s, w)
		}
	}
	if n < want-1 { // the number of an item may be its label
		t.Errorf("%d words kept, want %d", n, want)
	}
}

// TestTurned: boxes of a page that was turned and slanted are given on the page as shown.
func TestTurned(t *testing.T) {
	found := recognisedPage()
	found.Width, found.Height = 612, 792
	found.OCR.Turn = 180
	r := reader(t, "read", func(o *pdfdoc.Options) { o.Recogniser = &reading{found: found} })
	c, err := r.Read(t.Context(), scanned(1, ""))
	if err != nil {
		t.Fatal(err)
	}
	for i := range c.Blocks {
		if b := &c.Blocks[i]; b.Page == 2 && strings.HasPrefix(b.Text(), "Minuta") && (b.Box[1] < 600 || b.Box[2] < 500) {
			t.Errorf("the title of a page that stood on its head is at %v", *b.Box)
		}
	}
	if c.Pages[1].Width != 612 || c.Pages[1].Height != 792 {
		t.Errorf("page %+v", c.Pages[1])
	}
}

// TestNotRecognised: without a recogniser the pages are unread, and a document of such pages alone says what it needs.
func TestNotRecognised(t *testing.T) {
	missing := corpus.Unreadable("no_text_layer", "no tesseract")
	missing.Status, missing.Needs = corpus.TextNeedsOCR, corpus.Tesseract
	whole := (&pdftest.PDF{})
	whole.XObject("Im", whole.Stream("/Type /XObject /Subtype /Image /Width 2 /Height 2 /ColorSpace /DeviceGray /BitsPerComponent 8", "\xf8\xff\xff\xf8"))
	whole.Page("q 612 0 0 792 0 0 cm /Im Do Q")
	alone := whole.Bytes()
	for _, x := range []struct {
		name   string
		rec    pdfdoc.Recogniser
		reason corpus.UnreadReason
		code   string
		needs  corpus.Tool
	}{
		{"no recogniser", nil, corpus.UnreadScan, "no_text_layer", corpus.Tesseract},
		{"no tesseract", &reading{err: missing}, corpus.UnreadScan, "no_text_layer", corpus.Tesseract},
		{"recognition fails", &reading{err: corpus.Unreadable("ocr_failed", "killed")}, corpus.UnreadOCR, "ocr_failed", ""},
		{"nothing is recognised", &reading{}, "", "no_text", ""},
	} {
		t.Run(x.name, func(t *testing.T) {
			r := reader(t, "read", func(o *pdfdoc.Options) { o.Recogniser = x.rec })
			c, err := r.Read(t.Context(), scanned(2, ""))
			if err != nil {
				t.Fatal(err)
			}
			want := []corpus.Unread{{From: 2, To: 3, Reason: x.reason}}
			if x.reason == "" {
				want = nil
			}
			if fmt.Sprint(c.Unread) != fmt.Sprint(want) {
				t.Errorf("unread %v, want %v", c.Unread, want)
			}
			_, err = r.Read(t.Context(), alone)
			var fault *corpus.ReadError
			if !errors.As(err, &fault) || fault.Code != x.code || fault.Needs != x.needs {
				t.Errorf("error %+v, want %s and %q", err, x.code, x.needs)
			}
		})
	}
	stop := errors.New("ours")
	r := reader(t, "read", func(o *pdfdoc.Options) { o.Recogniser = &reading{err: stop} })
	if _, err := r.Read(t.Context(), alone); !errors.Is(err, stop) {
		t.Errorf("error %v, want ours", err)
	}
}

// TestLegible: a page whose text is good is never recognised, one whose text is garbage is.
func TestLegible(t *testing.T) {
	const words = "The committee reviewed the progress of the commitments and asked the ministry to publish the data before the end of the year."
	shifted := strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' {
			return 'a' + (r-'a'+11)%26
		}
		return r
	}, words)
	for _, x := range []struct {
		name, content string
		pages         int
	}{
		{"text", "BT /F1 10 Tf 40 700 Td (" + words + ") Tj ET", 0},
		{"a good layer under a scan", "q 612 0 0 792 0 0 cm /Im Do Q BT 3 Tr /F1 10 Tf 40 700 Td (" + words + ") Tj ET", 0},
		{"numbers", "BT /F1 10 Tf 40 700 Td (2019 14.5 2020 15.5 2021 16.5 2022 17.5 2023 18.5 2024 19.5) Tj ET", 0},
		{"names", "BT /F1 10 Tf 40 700 Td (Ndlovu Mkhize Szczepanski Krzysztof Nguyen Tshwane Oyelaran Hlatshwayo Mbeki Zulu) Tj ET", 0},
		{"garbage", "BT /F1 10 Tf 40 700 Td (" + shifted + ") Tj ET", 1},
		{"a bad layer under a scan", "q 612 0 0 792 0 0 cm /Im Do Q BT 3 Tr /F1 10 Tf 40 700 Td (" + shifted + ") Tj ET", 1},
		{"a picture with a page number", "q 612 0 0 792 0 0 cm /Im Do Q BT /F1 10 Tf 300 20 Td (Page 3) Tj ET", 1},
		{"blank", "", 0},
	} {
		t.Run(x.name, func(t *testing.T) {
			p := &pdftest.PDF{}
			p.Standard("F1", "Helvetica")
			p.XObject("Im", p.Stream("/Type /XObject /Subtype /Image /Width 2 /Height 2 /ColorSpace /DeviceGray /BitsPerComponent 8", "\xf8\xff\xff\xf8"))
			p.Page("BT /F1 12 Tf 72 700 Td (" + words[:60] + ") Tj ET")
			p.Page(x.content)
			rec := &reading{found: recognisedPage()}
			r := reader(t, "read", func(o *pdfdoc.Options) { o.Recogniser = rec })
			if _, err := r.Read(t.Context(), p.Bytes()); err != nil {
				t.Fatal(err)
			}
			if len(rec.sizes) != x.pages {
				t.Errorf("%d pages recognised, want %d", len(rec.sizes), x.pages)
			}
		})
	}
}

// TestRealPages: of real documents only the scans are recognised.
func TestRealPages(t *testing.T) {
	scans := map[string]int{
		"coahuila-comision-2021-minuta-01.pdf": 2, "coahuila-comision-minuta-02.pdf": 2, "coahuila-cpc-acta-octava.pdf": 2, "coahuila-cpc-acta-septima.pdf": 2, "minutes-b.pdf": 1,
	}
	for _, folder := range []string{"minutes", "samples"} {
		files, err := filepath.Glob(filepath.Join(corpustest.Shared(t, "data", folder), "*.pdf"))
		if err != nil || len(files) == 0 {
			t.Fatalf("no files in %s: %v", folder, err)
		}
		for _, f := range files {
			rec := &reading{found: recognisedPage()}
			r := reader(t, "read", func(o *pdfdoc.Options) { o.Recogniser = rec })
			if _, err := r.Read(t.Context(), sharedFile(t, folder+"/"+filepath.Base(f))); err != nil {
				t.Errorf("%s: %v", f, err)
			}
			if n := scans[filepath.Base(f)]; len(rec.sizes) != n {
				t.Errorf("%s: %d pages recognised, want %d", filepath.Base(f), len(rec.sizes), n)
			}
		}
	}
}

// TestPictureFiles: a picture is a page of the size of A4.
func TestPictureFiles(t *testing.T) {
	rec := &reading{found: recognisedPage()}
	r := reader(t, "read", func(o *pdfdoc.Options) { o.Recogniser = rec })
	if !r.ReadsPictures("image/jpeg") || r.ReadsPictures("image/svg+xml") {
		t.Error("which pictures are read")
	}
	c, err := r.ReadPicture(t.Context(), whitePNG(t))
	if err != nil {
		t.Fatal(err)
	}
	check(t, c)
	if len(c.Pages) != 1 || math.Abs(c.Pages[0].Height-841.9) > 1 || c.Pages[0].OCR == nil || !strings.Contains(c.Text().String(), "INAI entregará") || rec.sizes[0] != "200x300 at 26" {
		t.Errorf("pages %+v, pictures %q: %q", c.Pages, rec.sizes, c.Text().String())
	}
	for name, payload := range map[string][]byte{"cut": whitePNG(t)[:60], "none": []byte("no picture")} {
		if _, err := r.ReadPicture(t.Context(), payload); codeOf(err) != "picture_malformed" {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := reader(t, "read").ReadPicture(t.Context(), whitePNG(t)); codeOf(err) != "no_text_layer" {
		t.Errorf("without a recogniser: %v", err)
	}
}

// whitePNG is an empty picture.
func whitePNG(t *testing.T) []byte {
	t.Helper()
	var b bytes.Buffer
	g := image.NewGray(image.Rect(0, 0, 200, 300))
	for i := range g.Pix {
		g.Pix[i] = 255
	}
	if err := png.Encode(&b, g); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}
