package sample

import (
	"bytes"
	"fmt"
	"strings"
	"unicode/utf16"
)

// pdfWriter writes the objects of a PDF 1.4 file one after the other (ISO 32000-1, section 7.5). Streams are not
// compressed: the bytes then do not depend on the release of a compressor, and a person can read them.
type pdfWriter struct {
	buf     bytes.Buffer
	offsets []int // of the objects, from number 1; 0 while promised only
}

// reserve promises an object and returns its number.
func (w *pdfWriter) reserve() int {
	w.offsets = append(w.offsets, 0)
	return len(w.offsets)
}

// object writes a promised object.
func (w *pdfWriter) object(n int, body string) {
	w.offsets[n-1] = w.buf.Len()
	fmt.Fprintf(&w.buf, "%d 0 obj\n%s\nendobj\n", n, body)
}

func (w *pdfWriter) add(body string) int {
	n := w.reserve()
	w.object(n, body)
	return n
}

func (w *pdfWriter) stream(data string) int {
	return w.add(fmt.Sprintf("<< /Length %d >>\nstream\n%s\nendstream", len(data), data))
}

// finish writes the cross-reference table and the trailer.
func (w *pdfWriter) finish(root, info int) []byte {
	at := w.buf.Len()
	fmt.Fprintf(&w.buf, "xref\n0 %d\n0000000000 65535 f \n", len(w.offsets)+1)
	for _, o := range w.offsets {
		fmt.Fprintf(&w.buf, "%010d 00000 n \n", o)
	}
	fmt.Fprintf(&w.buf, "trailer\n<< /Size %d /Root %d 0 R /Info %d 0 R >>\nstartxref\n%d\n%%%%EOF\n", len(w.offsets)+1, root, info, at)
	return w.buf.Bytes()
}

// makePDF sets a manuscript on A4 pages.
func makePDF(m *manuscript) ([]byte, error) {
	pages := setPages(m)
	w := &pdfWriter{}
	w.buf.WriteString("%PDF-1.4\n%\xe2\xe3\xcf\xd3\n")
	root, tree := w.reserve(), w.reserve()
	resources := w.add("<< /Font << " + w.fonts() + " >> >>")
	var kids []string
	for _, p := range pages {
		content, err := p.content()
		if err != nil {
			return nil, err
		}
		n := w.page(p, tree, resources, w.stream(content))
		kids = append(kids, fmt.Sprintf("%d 0 R", n))
	}
	w.object(tree, fmt.Sprintf("<< /Type /Pages /Count %d /Kids [%s] >>", len(kids), strings.Join(kids, " ")))
	w.object(root, fmt.Sprintf("<< /Type /Catalog /Pages %d 0 R /Lang (%s) >>", tree, m.language))
	info := w.add(fmt.Sprintf("<< /Title %s /Producer (irmtrail sample) /CreationDate (D:20240102030405Z) >>", textString(m.title)))
	return w.finish(root, info), nil
}

func (w *pdfWriter) fonts() string {
	var sb strings.Builder
	for i, name := range fontNames {
		d := w.add(fmt.Sprintf("<< /Type /FontDescriptor /FontName /%s /Flags 32 /FontBBox [-170 -228 1003 962] /ItalicAngle 0 "+
			"/Ascent 718 /Descent -207 /CapHeight 718 /StemV 88 >>", name))
		n := w.add(fmt.Sprintf("<< /Type /Font /Subtype /Type1 /BaseFont /%s /Encoding /WinAnsiEncoding /FirstChar 32 /LastChar 255 "+
			"/FontDescriptor %d 0 R /Widths %s >>", name, d, font(i).widths()))
		fmt.Fprintf(&sb, "/F%d %d 0 R ", i, n)
	}
	return sb.String()
}

func (w *pdfWriter) page(p *sheet, tree, resources, content int) int {
	var annots []string
	for _, l := range p.links() {
		n := w.add(fmt.Sprintf("<< /Type /Annot /Subtype /Link /Border [0 0 0] /Rect [%.2f %.2f %.2f %.2f] /A << /S /URI /URI (%s) >> >>",
			l.x0, l.y0, l.x1, l.y1, l.uri))
		annots = append(annots, fmt.Sprintf("%d 0 R", n))
	}
	list := ""
	if len(annots) > 0 {
		list = " /Annots [" + strings.Join(annots, " ") + "]"
	}
	return w.add(fmt.Sprintf("<< /Type /Page /Parent %d 0 R /MediaBox [0 0 %g %g] /Resources %d 0 R /Contents %d 0 R%s >>",
		tree, pageWidth, pageHeight, resources, content, list))
}

// textString writes a text string: UTF-16 with a byte order mark, in hexadecimal.
func textString(s string) string {
	var sb strings.Builder
	sb.WriteString("<FEFF")
	for _, u := range utf16.Encode([]rune(s)) {
		fmt.Fprintf(&sb, "%04X", u)
	}
	sb.WriteByte('>')
	return sb.String()
}
