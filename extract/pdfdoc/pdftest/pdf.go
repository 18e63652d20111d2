// Package pdftest writes small PDFs for tests: objects, pages and content streams as text, with a right cross-reference
// table. What it writes is as valid as what it is given.
package pdftest

import (
	"bytes"
	"fmt"
	"strings"
)

// PDF is a document while it is written. Object 1 is its catalog, 2 the root of the page tree, 3 the resources that all
// pages share; numbers from 4 on are given out in order.
type PDF struct {
	Catalog string // entries of the catalog beside Type and Pages
	Info    string // entries of the document information
	Trailer string // entries of the trailer beside Size, Root and Info
	objects []string
	pages   []int
	fonts   []string
	xobject []string
	state   []string
	other   []string
}

// first is the first number that is given out.
const first = 4

// Add appends an object and returns its number.
func (p *PDF) Add(object string) int {
	p.objects = append(p.objects, object)
	return first + len(p.objects) - 1
}

// Addf is Add with a format.
func (p *PDF) Addf(format string, args ...any) int { return p.Add(fmt.Sprintf(format, args...)) }

// Reserve returns the number of an object that [PDF.Set] gives later, which circles need.
func (p *PDF) Reserve() int { return p.Add("null") }

// Set gives a reserved number its object.
func (p *PDF) Set(number int, object string) { p.objects[number-first] = object }

// Stream appends a stream with more entries of its dictionary.
func (p *PDF) Stream(entries, data string) int { return p.Add(Stream(entries, data)) }

// Stream returns a stream object.
func Stream(entries, data string) string {
	return fmt.Sprintf("<< /Length %d %s >>\nstream\n%s\nendstream", len(data), entries, data)
}

// Font makes a font known to all pages by a name: "F1", "<< /Type /Font ... >>".
func (p *PDF) Font(name, dict string) { p.fonts = append(p.fonts, "/"+name+" "+dict) }

// Standard makes one of the fourteen standard fonts known: "F1", "Helvetica".
func (p *PDF) Standard(name, base string) {
	p.Font(name, fmt.Sprintf("<< /Type /Font /Subtype /Type1 /BaseFont /%s /Encoding /WinAnsiEncoding >>", base))
}

// XObject makes a stream known to all pages by a name.
func (p *PDF) XObject(name string, number int) {
	p.xobject = append(p.xobject, fmt.Sprintf("/%s %d 0 R", name, number))
}

// State makes a graphics state known to all pages by a name: "Clear", "<< /ca 0 >>".
func (p *PDF) State(name, dict string) { p.state = append(p.state, "/"+name+" "+dict) }

// Resource adds an entry to the resources: "/Properties << ... >>".
func (p *PDF) Resource(entry string) { p.other = append(p.other, entry) }

// Page appends a page of 612 by 792 points with a content stream and more entries, which may give it another MediaBox. It
// returns the page's object number.
func (p *PDF) Page(content string, entries ...string) int {
	stream := p.Stream("", content)
	return p.PageOf(fmt.Sprintf("/Contents %d 0 R %s", stream, strings.Join(entries, " ")))
}

// PageOf appends a page by its entries alone.
func (p *PDF) PageOf(entries string) int {
	box := "/MediaBox [0 0 612 792]"
	if strings.Contains(entries, "/MediaBox") {
		box = ""
	}
	n := p.Addf("<< /Type /Page /Parent 2 0 R /Resources 3 0 R %s %s >>", box, entries)
	p.pages = append(p.pages, n)
	return n
}

// NextPage returns the number that a page will have that is made next by [PDF.Page]: its stream comes first.
func (p *PDF) NextPage() int { return first + len(p.objects) + 1 }

// Bytes returns the document.
func (p *PDF) Bytes() []byte {
	info := p.Addf("<< %s >>", p.Info)
	all := append([]string{
		fmt.Sprintf("<< /Type /Catalog /Pages 2 0 R %s >>", p.Catalog),
		fmt.Sprintf("<< /Type /Pages /Count %d /Kids [%s] >>", len(p.pages), references(p.pages)),
		fmt.Sprintf("<< /Font << %s >> /XObject << %s >> /ExtGState << %s >> %s >>",
			strings.Join(p.fonts, " "), strings.Join(p.xobject, " "), strings.Join(p.state, " "), strings.Join(p.other, " ")),
	}, p.objects...)
	return Write(all, fmt.Sprintf("/Root 1 0 R /Info %d 0 R %s", info, p.Trailer))
}

func references(numbers []int) string {
	var b strings.Builder
	for _, n := range numbers {
		fmt.Fprintf(&b, "%d 0 R ", n)
	}
	return b.String()
}

// Write returns a file of objects, the first being number 1, with a cross-reference table and a trailer's entries.
func Write(objects []string, trailer string) []byte {
	var b bytes.Buffer
	b.WriteString("%PDF-1.7\n")
	offsets := make([]int, len(objects))
	for i, o := range objects {
		offsets[i] = b.Len()
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", i+1, o)
	}
	start := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(objects)+1)
	for _, at := range offsets {
		fmt.Fprintf(&b, "%010d 00000 n \n", at)
	}
	fmt.Fprintf(&b, "trailer\n<< /Size %d %s >>\nstartxref\n%d\n%%%%EOF\n", len(objects)+1, trailer, start)
	return b.Bytes()
}

// ToUnicode returns a font of Type 3 whose codes have no meaning but what a ToUnicode map gives them: hexadecimal code to
// hexadecimal UTF-16, "01" to "00660069". Each glyph is a square, 600 of 1000 units wide.
func (p *PDF) ToUnicode(name, base string, codes map[string]string) {
	var chars strings.Builder
	for code, text := range codes {
		fmt.Fprintf(&chars, "<%s> <%s>\n", code, text)
	}
	cmap := p.Stream("", fmt.Sprintf("/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n/CMapName /X def /CMapType 2 def\n"+
		"1 begincodespacerange <00> <ff> endcodespacerange\n%d beginbfchar\n%sendbfchar\nendcmap end end", len(codes), chars.String()))
	square := p.Stream("", "600 0 d0 0 0 500 700 re f")
	p.Font(name, fmt.Sprintf("<< /Type /Font /Subtype /Type3 /Name /%s /BaseFont /%s /FontBBox [0 -200 600 800] /FontMatrix [.001 0 0 .001 0 0] "+
		"/FirstChar 0 /LastChar 255 /Widths [%s] /Encoding << /Type /Encoding /Differences [0 %s] >> /CharProcs << /sq %d 0 R >> /ToUnicode %d 0 R "+
		"/FontDescriptor << /Type /FontDescriptor /FontName /%s /Flags 4 /Ascent 800 /Descent -200 >> >>",
		name, base, strings.Repeat("600 ", 256), strings.Repeat("/sq ", 256), square, cmap, base))
}
