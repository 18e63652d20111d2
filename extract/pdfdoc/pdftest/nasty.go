package pdftest

import (
	"bytes"
	"compress/zlib"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
)

// Nasty returns files that name themselves, claim too much, or grow when they are unpacked, by what is nasty about them. All
// are small; a reader must end with each of them soon, in little memory.
func Nasty() map[string][]byte {
	all := map[string][]byte{}
	for _, make := range []func(map[string][]byte){nastyTrees, nastyContent, nastyStreams, nastyNumbers, nastyTables, nastyTags} {
		make(all)
	}
	return all
}

// plainShare is how many of the nasty files a plain test run reads: one of so many.
const plainShare = 6

// Some returns the nasty files of a test run: all when IRMTRAIL_TORTURE is set, else a sixth, others for each turn.
func Some(turn int) map[string][]byte {
	all := Nasty()
	if os.Getenv("IRMTRAIL_TORTURE") != "" {
		return all
	}
	for i, name := range slices.Sorted(maps.Keys(all)) {
		if (i+turn)%plainShare != 0 {
			delete(all, name)
		}
	}
	return all
}

const helvetica = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"

// text shows a word.
const text = "BT /F1 12 Tf 100 700 Td (text) Tj ET\n"

// one returns a document of one page with Helvetica as F1.
func one(content string, entries ...string) *PDF {
	p := &PDF{}
	p.Font("F1", helvetica)
	p.Page(content, entries...)
	return p
}

func nastyTrees(all map[string][]byte) {
	const catalog, trailer = "<< /Type /Catalog /Pages 2 0 R >>", "/Root 1 0 R"
	page := "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Resources << /Font << /F1 " + helvetica + " >> >> /Contents 4 0 R >>"
	tree := func(name, pages string, more ...string) {
		all[name] = Write(append([]string{catalog, pages, page, Stream("", text)}, more...), trailer)
	}
	tree("page tree is its own child", "<< /Type /Pages /Count 1 /Kids [2 0 R] >>")
	tree("page tree is its own child many times", "<< /Type /Pages /Count 50 /Kids ["+strings.Repeat("2 0 R ", 50)+"] >>")
	tree("page tree of two that hold each other", "<< /Type /Pages /Count 9 /Kids [5 0 R 3 0 R] >>", "<< /Type /Pages /Count 9 /Kids [2 0 R 2 0 R] >>")
	tree("page tree claims two thousand million", "<< /Type /Pages /Count 2000000000 /Kids [3 0 R] >>")
	tree("page tree claims fewer than none", "<< /Type /Pages /Count -5 /Kids [3 0 R] >>")
	tree("page tree is its own parent", "<< /Type /Pages /Count 1 /Kids [3 0 R] /Parent 2 0 R >>")
	tree("one page a hundred thousand times", "<< /Type /Pages /Count 100000 /Kids ["+strings.Repeat("3 0 R ", 100_000)+"] >>")
	var deep []string
	for i := range 3000 {
		deep = append(deep, fmt.Sprintf("<< /Type /Pages /Count 1 /Kids [%d 0 R] >>", i+6))
	}
	tree("page tree three thousand deep", "<< /Type /Pages /Count 1 /Kids [5 0 R] >>", append(deep, page)...)
	all["catalog is its own page tree"] = Write([]string{"<< /Type /Catalog /Pages 1 0 R /Kids [1 0 R] /Count 1 >>"}, trailer)

	p := one(text)
	p.Set(p.Reserve(), "<< /Title (x) /Next 6 0 R /First 6 0 R /Parent 6 0 R >>")
	p.Catalog = "/Outlines 6 0 R"
	all["outline is its own child"] = p.Bytes()
	p = one(text, "/Annots [<< /Subtype /Link /Rect [0 0 99 99] /Dest (name) >>]")
	p.Set(p.Reserve(), "<< /Kids [6 0 R 6 0 R] /Limits [(a) (z)] >>")
	p.Catalog = "/Names << /Dests 6 0 R >> /PageLabels << /Kids [<< /Kids [6 0 R] >>] >>"
	all["name tree is its own child"] = p.Bytes()
}

func nastyContent(all map[string][]byte) {
	p := one("/Fm Do /Fm Do " + text)
	form := p.Reserve()
	p.XObject("Fm", form)
	p.Set(form, Stream("/Type /XObject /Subtype /Form /BBox [0 0 600 800] /Resources 3 0 R", "/Fm Do /Fm Do /Fm Do"))
	all["form shows itself"] = p.Bytes()

	p = one("/X0 Do " + text)
	for i := range 12 { // 8 to the power of 12 if it were all followed
		p.XObject(fmt.Sprintf("X%d", i), p.Stream("/Type /XObject /Subtype /Form /BBox [0 0 600 800] /Resources 3 0 R",
			strings.Repeat(fmt.Sprintf("/X%d Do ", i+1), 8)+"0 0 1 1 re f"))
	}
	all["forms show others, eight times each"] = p.Bytes()

	p = one("BT /F2 12 Tf 100 600 Td (aaaa) Tj ET " + text)
	glyph := p.Stream("", "600 0 d0 BT /F2 1 Tf (a) Tj ET 0 0 500 500 re f")
	p.Font("F2", fmt.Sprintf("<< /Type /Font /Subtype /Type3 /FontBBox [0 0 600 600] /FontMatrix [.001 0 0 .001 0 0] /FirstChar 97 /LastChar 97 /Widths [600] "+
		"/Encoding << /Differences [97 /a] >> /CharProcs << /a %d 0 R >> /Resources 3 0 R >>", glyph))
	all["glyph shows itself"] = p.Bytes()

	p = one("BT /F2 12 Tf 100 600 Td <00010002> Tj ET " + text)
	font := p.Reserve()
	p.Font("F2", fmt.Sprintf("%d 0 R", font))
	p.Set(font, fmt.Sprintf("<< /Type /Font /Subtype /Type0 /BaseFont /X /Encoding /Identity-H /DescendantFonts [%d 0 R] /ToUnicode %d 0 R >>", font, font))
	all["font descends from itself"] = p.Bytes()

	all["states saved a hundred thousand times"] = one(strings.Repeat("q ", 100_000) + text).Bytes()
	all["array a hundred thousand deep"] = one(strings.Repeat("[", 100_000) + text).Bytes()
	all["dictionary a hundred thousand deep"] = one("/P " + strings.Repeat("<< /A ", 100_000) + text).Bytes()
	all["marks a hundred thousand deep"] = one(strings.Repeat("/P BMC ", 100_000) + text).Bytes()
	all["object ten thousand deep"] = one(text, "/X "+strings.Repeat("[", 10_000)+strings.Repeat("]", 10_000)).Bytes()
	all["fifty thousand rules"] = one(strings.Repeat("0 0 9 1 re f\n", 50_000) + text).Bytes()
	all["one path of two hundred thousand lines"] = one("0 0 m " + strings.Repeat("9 9 l ", 200_000) + "S " + text).Bytes()
	all["a hundred thousand clips"] = one(strings.Repeat("0 0 600 800 re W n ", 100_000) + text + "0 0 9 9 re f").Bytes()
	all["three hundred thousand glyphs at one place"] = one("BT /F1 12 Tf 100 700 Td " + strings.Repeat("(aaaaaaaaaa) Tj 1 0 0 1 100 700 Tm ", 30_000) + "ET").Bytes()
	all["a million glyphs"] = one("BT /F1 1 Tf 0 700 Td (" + strings.Repeat("abcdefghij", 100_000) + ") Tj ET").Bytes()
	all["string that does not end"] = one("BT /F1 12 Tf (" + strings.Repeat("(", 50_000)).Bytes()
	all["hexadecimal string that does not end"] = one("BT /F1 12 Tf <414243").Bytes()
	all["inline picture that does not end"] = one(text + "BI /W 100000 /H 100000 /BPC 8 /CS /RGB ID xxxx").Bytes()
	all["empty content"] = one("").Bytes()
	all["operators without operands"] = one("Tj TJ Tm Td Tf cm re c v y l m h S f Do gs sh scn SCN d w J BDC EMC EMC Q Q Q ' \" T* " + text).Bytes()
}

// Deflated returns data packed by zlib.
func Deflated(data []byte) string {
	var b bytes.Buffer
	w := zlib.NewWriter(&b)
	_, _ = w.Write(data) // to memory
	_ = w.Close()
	return b.String()
}

func nastyStreams(all map[string][]byte) {
	page := func(stream string) []byte {
		p := &PDF{}
		p.Font("F1", helvetica)
		p.PageOf(fmt.Sprintf("/Contents %d 0 R", p.Add(stream)))
		return p.Bytes()
	}
	spaces := bytes.Repeat([]byte(" "), 100<<20)
	bomb := Deflated(append(spaces, text...))
	all["content that unpacks to a hundred megabytes"] = page(Stream("/Filter /FlateDecode", bomb))
	all["content that unpacks twice"] = page(Stream("/Filter [/FlateDecode /FlateDecode]", Deflated([]byte(Deflated(append(bytes.Repeat([]byte("q Q "), 1<<20), text...))))))
	all["fifty filters"] = page(Stream("/Filter ["+strings.Repeat("/ASCIIHexDecode ", 50)+"]", text))
	all["fifty deflate filters"] = page(Stream("/Filter ["+strings.Repeat("/FlateDecode ", 50)+"]", bomb))
	all["unknown filter"] = page(Stream("/Filter /NoSuch", text))
	all["broken deflate"] = page(Stream("/Filter /FlateDecode", "not deflated"))
	all["length names itself"] = page("<< /Length 4 0 R >>\nstream\n" + text + "endstream")
	all["length of two thousand million"] = page("<< /Length 2000000000 >>\nstream\n" + text + "endstream")
	all["length below zero"] = page("<< /Length -20 >>\nstream\n" + text + "endstream")
	all["predictor of a row of two thousand million"] = page(Stream("/Filter /FlateDecode /DecodeParms << /Predictor 12 /Columns 2000000000 /Colors 32 /BitsPerComponent 16 >>", Deflated([]byte(text))))
	all["run length bomb"] = page(Stream("/Filter [/RunLengthDecode /RunLengthDecode]", strings.Repeat("\x81\x81", 200_000)))
	all["LZW of nonsense"] = page(Stream("/Filter /LZWDecode", strings.Repeat("\x80\x0b\x60\x50\x22\x0c", 50_000)))

	p := one(text + "q 100 0 0 100 0 0 cm /Im Do Q")
	p.XObject("Im", p.Stream("/Type /XObject /Subtype /Image /Width 60000 /Height 60000 /ColorSpace /DeviceRGB /BitsPerComponent 8 /Filter /FlateDecode", Deflated(spaces)))
	all["picture of ten thousand million bytes"] = p.Bytes()
	p = one(text + "q 100 0 0 100 0 0 cm /Im Do Q")
	im := p.Reserve()
	p.XObject("Im", im)
	p.Set(im, Stream(fmt.Sprintf("/Type /XObject /Subtype /Image /Width 9 /Height 9 /ColorSpace [/Indexed %d 0 R 9 %d 0 R] /BitsPerComponent 8 /SMask %d 0 R", im, im, im), "x"))
	all["picture masks itself"] = p.Bytes()
}

func nastyNumbers(all map[string][]byte) {
	for name, box := range map[string]string{
		"page of no size": "0 0 0 0", "page inside out": "612 792 0 0", "page as great as numbers go": "-1e38 -1e38 1e38 1e38",
		"page of a million points": "0 0 1000000 1000000", "page without numbers": "/a (b) null true", "page of nothing": "", "page of NaN": "0 0 NaN Inf",
		"page of long numbers": strings.Repeat("9", 400) + " 0 0." + strings.Repeat("1", 400) + " 5",
	} {
		all[name] = one(text, "/MediaBox ["+box+"]").Bytes()
	}
	all["crop box beside the page"] = one(text, "/CropBox [5000 5000 6000 6000]").Bytes()
	all["crop box without end"] = one(text, "/CropBox [-1e30 -1e30 1e30 1e30]").Bytes()
	all["turned by a little"] = one(text, "/Rotate 45").Bytes()
	all["turned by very much"] = one(text, "/Rotate 2147483647").Bytes()
	all["units of a mile"] = one(text, "/UserUnit 1e9").Bytes()
	for name, content := range map[string]string{
		"matrix as great as numbers go": "1e38 0 0 1e38 1e38 1e38 cm " + text + "0 0 1 1 re f 0 0 m 9 9 l S",
		"matrix of nothing":             "0 0 0 0 0 0 cm " + text + "0 0 1 1 re f 0 0 m 9 9 l S",
		"matrices that multiply":        strings.Repeat("1e9 1e9 1e9 1e9 1e9 1e9 cm ", 50) + text + "0 0 1 1 re f",
		"font of no size":               "BT /F1 0 Tf 100 700 Td (text) Tj ET",
		"font as great as numbers go":   "BT /F1 1e38 Tf 100 700 Td (text) Tj ET",
		"words as far as numbers go":    "BT /F1 12 Tf 1e38 Tc 1e38 Tw 1e38 Tz 1e38 TL 1e38 Ts (a b) Tj T* (c) Tj ET",
		"line as wide as numbers go":    "1e38 w 0 0 m 100 0 l S [1e38 0 -5] 1e38 d 0 0 m 100 0 l S",
		"points as far as numbers go":   "1e38 1e38 m -1e38 1e38 l 1e38 -1e38 l h f -1e38 -1e38 1e38 1e38 re f 1e38 0 m 1e38 9 -1e38 9 9 9 c S",
	} {
		all[name] = one(content + " " + text).Bytes()
	}
}

func nastyTables(all map[string][]byte) {
	good := one(text).Bytes()
	all["size of two thousand million"] = bytes.Replace(good, []byte("/Size "), []byte("/Size 200000000"), 1)
	head := []byte("%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 1 0 R >>\nendobj\n")
	all["cross-reference table before itself"] = fmt.Appendf(bytes.Clone(head),
		"xref\n0 1\n0000000000 65535 f \ntrailer\n<< /Size 2 /Root 1 0 R /Prev %d >>\nstartxref\n%d\n%%%%EOF\n", len(head), len(head))
	all["cross-reference table of two thousand million"] = fmt.Appendf(bytes.Clone(head),
		"xref\n0 2000000000\n0000000000 65535 f \ntrailer\n<< /Size 2000000000 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n", len(head))
	head = []byte("%PDF-1.5\n")
	all["cross-reference stream of two thousand million"] = fmt.Appendf(bytes.Clone(head),
		"1 0 obj\n<< /Type /XRef /Size 2000000000 /W [0 0 0] /Index [0 2000000000] /Root 1 0 R /Length 1 >>\nstream\nx\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n", len(head))
	packed := fmt.Appendf(nil, "%%PDF-1.5\n1 0 obj\n<< /Type /ObjStm /N 2 /First 8 /Extends 1 0 R /Length 60 >>\nstream\n1 0 2 4 << /Type /Catalog /Pages 2 0 R >>                    \nendstream\nendobj\n")
	start := len(packed)
	all["object stream holds itself"] = fmt.Appendf(packed,
		"3 0 obj\n<< /Type /XRef /Size 4 /W [1 2 1] /Root 1 0 R /Length 16 >>\nstream\n\x00\x00\x00\xff\x02\x00\x01\x00\x02\x00\x01\x01\x01%c%c\x00\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n", byte(start>>8), byte(start), start)
	all["empty"] = nil
	all["header alone"] = []byte("%PDF-1.7\n")
	all["header and end"] = []byte("%PDF-1.7\n%%EOF\n")
	all["another type"] = []byte("<!DOCTYPE html><html><body>Not found</body></html>")
	all["another type behind a header"] = []byte("%PDF-1.7\nPK\x03\x04" + strings.Repeat("\x00\xff", 5000))
	all["zeros"] = append([]byte("%PDF-1.7\n"), make([]byte, 100_000)...)
	all["header a hundred thousand times"] = bytes.Repeat([]byte("%PDF-1.7\n1 0 obj\n<<"), 100_000)
	all["no pages"] = (&PDF{}).Bytes()
	all["reference to nothing"] = Write([]string{"<< /Type /Catalog /Pages 99 0 R >>"}, "/Root 1 0 R")
	all["object is a reference to itself"] = Write([]string{"1 0 R", "2 0 R"}, "/Root 1 0 R")
	for i := 1; i < 12; i++ {
		all[fmt.Sprintf("cut off after %d twelfths", i)] = good[:len(good)*i/12]
	}
	for _, sign := range []string{"xref", "trailer", "startxref", "%%EOF", "endstream", "endobj", "/Root", "/Kids"} {
		all["cut off before "+sign] = good[:bytes.Index(good, []byte(sign))]
		all["without "+sign] = bytes.ReplaceAll(good, []byte(sign), nil)
	}
}

func nastyTags(all map[string][]byte) {
	tagged := func(name string, root, element string) {
		p := one("/P << /MCID 0 >> BDC "+text+"EMC", "/StructParents 0")
		tree, e := p.Reserve(), p.Reserve() // 6 and 7
		p.Set(tree, root)
		p.Set(e, element)
		p.Catalog = "/MarkInfo << /Marked true >> /StructTreeRoot 6 0 R"
		all[name] = p.Bytes()
	}
	const root = "<< /Type /StructTreeRoot /K 7 0 R /ParentTree << /Nums [0 [7 0 R]] >> >>"
	tagged("element is its own child", root, "<< /S /P /P 6 0 R /Pg 5 0 R /K [7 0 R 7 0 R 0] >>")
	tagged("element is its own parent", root, "<< /S /P /P 7 0 R /Pg 5 0 R /K [0] >>")
	tagged("element of no type", root, "<< /P 6 0 R /Pg 5 0 R /K [<< /Type /MCR /MCID 0 >> << /Type /MCR /MCID -1 >> 2000000000 (x)] >>")
	tagged("roles in a circle", "<< /Type /StructTreeRoot /K 7 0 R /RoleMap << /A /B /B /A >> /ParentTree << /Nums [0 [7 0 R]] >> >>", "<< /S /A /P 6 0 R /Pg 5 0 R /K [0] >>")
	tagged("parent tree is its own child", "<< /Type /StructTreeRoot /K 7 0 R /ParentTree 6 0 R /Kids [6 0 R 6 0 R] >>", "<< /S /P /P 6 0 R /Pg 5 0 R /K [0] >>")
	tagged("element of a hundred thousand pieces", root, "<< /S /P /P 6 0 R /Pg 5 0 R /K ["+strings.Repeat("0 ", 100_000)+"] >>")
	tagged("cell that covers everything", root, "<< /S /TD /P 6 0 R /Pg 5 0 R /K [0] /A [<< /O /Table /RowSpan 1e38 /ColSpan -5 >>] >>")
}
