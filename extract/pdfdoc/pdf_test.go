package pdfdoc_test

import (
	"bytes"
	"compress/zlib"
	"fmt"
	"strings"

	"github.com/irmtrail/irmtrail/extract/pdfdoc/pdftest"
)

// object is an object of a PDF that a test makes; its number is its place in the list, from 1.
type object string

// stream makes a stream object.
func stream(dict, data string) object {
	return object(fmt.Sprintf("<< %s /Length %d >>\nstream\n%s\nendstream", dict, len(data), data))
}

// makePDF makes a file of objects, the first of which is the catalog. More of the trailer may be given.
func makePDF(trailer string, objects ...object) []byte {
	all := make([]string, len(objects))
	for i, o := range objects {
		all[i] = string(o)
	}
	return pdftest.Write(all, "/Root 1 0 R "+trailer)
}

// pagesPDF makes a file with a page for each content stream, in Helvetica (F1) and Helvetica-Bold (F2). Attributes are added
// to each page.
func pagesPDF(attributes string, contents ...string) []byte {
	objects := []object{
		"<< /Type /Catalog /Pages 2 0 R >>", "",
		"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
		"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold /Encoding /WinAnsiEncoding >>",
	}
	var kids []string
	for _, c := range contents {
		n := len(objects) + 1
		kids = append(kids, fmt.Sprintf("%d 0 R", n))
		objects = append(objects, object(fmt.Sprintf("<< /Type /Page /Parent 2 0 R /Contents %d 0 R %s >>", n+1, attributes)), stream("", c))
	}
	objects[1] = object(fmt.Sprintf("<< /Type /Pages /Count %d /Kids [%s] /MediaBox [0 0 600 800] /Resources << /Font << /F1 3 0 R /F2 4 0 R >> >> >>", len(kids), strings.Join(kids, " ")))
	return makePDF("/Info << /Title (A  title) >>", objects...)
}

// show sets one line of text.
func show(font string, size, x, y float64, text string) string {
	return fmt.Sprintf("BT /%s %g Tf %g %g Td (%s) Tj ET\n", font, size, x, y, text)
}

// paragraphAt sets lines of text with a leading of 1.2.
func paragraphAt(font string, size, x, y float64, lines ...string) string {
	var sb strings.Builder
	for i, l := range lines {
		sb.WriteString(show(font, size, x, y-float64(i)*size*1.2, l))
	}
	return sb.String()
}

func deflated(data string) string {
	var b bytes.Buffer
	w := zlib.NewWriter(&b)
	if _, err := w.Write([]byte(data)); err != nil {
		panic(err)
	}
	if err := w.Close(); err != nil {
		panic(err)
	}
	return b.String()
}
