package pdfdoc

import (
	"bytes"
	"errors"
	"math"
	"strings"

	"github.com/ledongthuc/pdf"

	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/extract/charset"
)

// Limits on what a file may claim. Files of a few hundred bytes claim two thousand million pages, or a page tree that is its
// own child.
const (
	maxPages = 5000
	maxNodes = 15_000 // of the page tree; each is parsed anew
	maxDepth = 40     // of the page tree and of inheritance
)

// file is an open PDF.
type file struct {
	reader *pdf.Reader
	pages  []pdf.Value
}

// headerWithin is how far from the beginning a header may stand (ISO 32000-1, implementation note 13).
const headerWithin = 1024

func hasHeader(payload []byte) bool {
	return bytes.Contains(payload[:min(len(payload), headerWithin)], []byte("%PDF-"))
}

func errNoHeader() error {
	return corpus.Unreadable("pdf_malformed", "there is no %%PDF- header near the beginning of the file")
}

// open opens a PDF and finds its pages.
func open(payload []byte) (*file, error) {
	body, err := repaired(payload)
	if err != nil {
		return nil, err
	}
	r, err := pdf.NewReader(bytes.NewReader(body), int64(len(body)))
	if err != nil {
		return nil, openError(err)
	}
	f := &file{reader: r}
	nodes := 0
	f.collect(r.Trailer().Key("Root").Key("Pages"), 0, &nodes)
	switch {
	case len(f.pages) == 0:
		return nil, corpus.Unreadable("pdf_malformed", "the PDF has no pages")
	case len(f.pages) > maxPages:
		return nil, corpus.Unreadable("too_large", "the PDF has more than %d pages", maxPages)
	}
	return f, nil
}

// openError tells encrypted from malformed.
func openError(err error) error {
	if errors.Is(err, pdf.ErrInvalidPassword) || strings.Contains(err.Error(), "encrypt") {
		return &corpus.ReadError{Code: "encrypted", Status: corpus.TextEncrypted, Reason: "the PDF is encrypted and opens with a password only"}
	}
	return corpus.Unreadable("pdf_malformed", "%v", err)
}

// repaired returns a copy that begins and ends as the library wants it: a header of PDF 1.x with a line end behind it, and
// "%%EOF" at the very end. Real files have bytes before and behind, and PDF 2.0 differs in nothing that is read here.
func repaired(payload []byte) ([]byte, error) {
	at := bytes.Index(payload[:min(len(payload), headerWithin)], []byte("%PDF-"))
	if at < 0 {
		return nil, errNoHeader()
	}
	body := bytes.Clone(payload[at:])
	if len(body) < 64 {
		return nil, corpus.Unreadable("pdf_malformed", "the file ends behind its header")
	}
	if body[7] < '0' || body[7] > '7' || body[5] != '1' {
		copy(body[5:], "1.7")
	}
	if body[8] != '\r' {
		body[8] = '\n'
	}
	end := bytes.LastIndex(body, []byte("%%EOF"))
	start := bytes.LastIndex(body, []byte("startxref"))
	switch {
	case start < 0:
		return nil, corpus.Unreadable("pdf_malformed", "the file is cut off: it has no cross-reference")
	case end > start:
		body = body[:end+5]
	default:
		body = append(body[:min(len(body), start+40)], "\n%%EOF"...)
	}
	return body, nil
}

// collect appends the pages below a node of the page tree, whatever the tree says of their number.
func (f *file) collect(node pdf.Value, depth int, nodes *int) {
	if *nodes++; depth > maxDepth || *nodes > maxNodes || len(f.pages) > maxPages {
		return
	}
	kids := node.Key("Kids")
	if kids.Kind() != pdf.Array {
		if node.Kind() == pdf.Dict && depth > 0 {
			f.pages = append(f.pages, node)
		}
		return
	}
	for i := 0; i < kids.Len() && *nodes <= maxNodes; i++ {
		f.collect(kids.Index(i), depth+1, nodes)
	}
}

// inherited returns an attribute of a page that its ancestors may hold.
func inherited(page pdf.Value, key string) pdf.Value {
	for range maxDepth {
		if v := page.Key(key); !v.IsNull() {
			return v
		}
		page = page.Key("Parent")
	}
	return pdf.Value{}
}

// sheet is a page's visible rectangle in PDF space and its rotation.
type sheet struct {
	x0, y0, x1, y1 float64
	rotate         int // 0, 90, 180, 270, clockwise
}

// letter is the size of a page that does not state any.
var letter = sheet{x1: 612, y1: 792}

// sheetOf returns the crop box, or the media box.
func sheetOf(page pdf.Value) sheet {
	s, ok := rectangle(inherited(page, "CropBox"))
	if !ok {
		if s, ok = rectangle(inherited(page, "MediaBox")); !ok {
			s = letter
		}
	}
	s.rotate = int(((inherited(page, "Rotate").Int64()/90)%4+4)%4) * 90
	return s
}

// rectangle returns a rectangle with its corners in order, if it is one.
func rectangle(v pdf.Value) (sheet, bool) {
	if v.Kind() != pdf.Array || v.Len() != 4 {
		return sheet{}, false
	}
	var n [4]float64
	for i := range n {
		n[i] = v.Index(i).Float64()
		if math.IsNaN(n[i]) || math.Abs(n[i]) > 1e6 {
			return sheet{}, false
		}
	}
	s := sheet{x0: min(n[0], n[2]), y0: min(n[1], n[3]), x1: max(n[0], n[2]), y1: max(n[1], n[3])}
	return s, s.x1-s.x0 >= 1 && s.y1-s.y0 >= 1
}

// size returns width and height as shown.
func (s sheet) size() (w, h float64) {
	w, h = s.x1-s.x0, s.y1-s.y0
	if s.rotate == 90 || s.rotate == 270 {
		return h, w
	}
	return w, h
}

// shown converts a point of PDF space to points from the top left of the page as shown.
func (s sheet) shown(x, y float64) (float64, float64) {
	x, y = x-s.x0, y-s.y0
	w, h := s.x1-s.x0, s.y1-s.y0
	switch s.rotate {
	case 90:
		return y, x
	case 180:
		return w - x, y
	case 270:
		return h - y, w - x
	}
	return x, h - y
}

// title returns the title of the document's information dictionary.
func (f *file) title() string {
	t := f.reader.Trailer().Key("Info").Key("Title")
	if t.Kind() != pdf.String {
		return ""
	}
	return charset.OneLine(strings.ToValidUTF8(strings.Map(dropControl, t.Text()), ""))
}

func dropControl(r rune) rune {
	if r < ' ' && r != '\n' && r != '\t' {
		return -1
	}
	return r
}
