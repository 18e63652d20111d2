package sample

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"fmt"
	"strings"
)

// The namespaces of Office Open XML (ECMA-376) that a small document needs.
const (
	nsWord          = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
	nsRelationships = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
	nsPackage       = "http://schemas.openxmlformats.org/package/2006/"
	xmlHead         = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"
)

// docxWriter collects the body and the links of a document.
type docxWriter struct {
	body  strings.Builder
	links []string
}

// makeDOCX sets a manuscript as a word processor's file: styles for headings, lists that the program numbers, tables,
// links by relationship. Footnotes are not set.
func makeDOCX(m *manuscript) ([]byte, error) {
	if len(m.notes) > 0 {
		return nil, fmt.Errorf("make %q: a DOCX of the sample has no footnotes", m.title)
	}
	w := &docxWriter{}
	for _, b := range m.blocks {
		w.block(b)
	}
	parts := [][2]string{
		{"[Content_Types].xml", contentTypes},
		{"_rels/.rels", packageRels},
		{"docProps/core.xml", coreProperties(m)},
		{"word/_rels/document.xml.rels", w.rels()},
		{"word/document.xml", xmlHead + `<w:document xmlns:w="` + nsWord + `" xmlns:r="` + nsRelationships + `"><w:body>` + w.body.String() + `</w:body></w:document>`},
		{"word/numbering.xml", numbering},
		{"word/styles.xml", styles(m.language)},
	}
	return zipped(parts)
}

// zipped stores the parts without compression and without times.
func zipped(parts [][2]string) ([]byte, error) {
	var buf bytes.Buffer
	z := zip.NewWriter(&buf)
	for _, p := range parts {
		f, err := z.CreateHeader(&zip.FileHeader{Name: p[0], Method: zip.Store})
		if err != nil {
			return nil, err
		}
		if _, err := f.Write([]byte(p[1])); err != nil {
			return nil, err
		}
	}
	if err := z.Close(); err != nil {
		return nil, err
	}
	return buf.Bytes(), nil
}

func (w *docxWriter) block(b passage) {
	switch b.kind {
	case heading:
		w.paragraph(fmt.Sprintf(`<w:pStyle w:val="Heading%d"/>`, b.level), b.runs)
	case bullet:
		w.paragraph(`<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>`, b.runs)
	case numbered:
		w.paragraph(`<w:numPr><w:ilvl w:val="0"/><w:numId w:val="2"/></w:numPr>`, b.runs)
	case table:
		w.table(b.rows)
	case pageBreak:
		w.body.WriteString(`<w:p><w:r><w:br w:type="page"/></w:r></w:p>`)
	default:
		w.paragraph("", b.runs)
	}
}

func (w *docxWriter) paragraph(properties string, rs []run) {
	w.body.WriteString("<w:p>")
	if properties != "" {
		w.body.WriteString("<w:pPr>" + properties + "</w:pPr>")
	}
	for _, r := range rs {
		text := `<w:r><w:t xml:space="preserve">` + escaped(r.text) + `</w:t></w:r>`
		if r.link != "" {
			w.links = append(w.links, r.link)
			text = fmt.Sprintf(`<w:hyperlink r:id="rLink%d">%s</w:hyperlink>`, len(w.links), text)
		}
		w.body.WriteString(text)
	}
	w.body.WriteString("</w:p>")
}

func (w *docxWriter) table(rows [][][]run) {
	w.body.WriteString("<w:tbl><w:tblPr/><w:tblGrid>" + strings.Repeat("<w:gridCol/>", len(rows[0])) + "</w:tblGrid>")
	for _, row := range rows {
		w.body.WriteString("<w:tr>")
		for _, cell := range row {
			w.body.WriteString("<w:tc><w:tcPr/>")
			w.paragraph("", cell)
			w.body.WriteString("</w:tc>")
		}
		w.body.WriteString("</w:tr>")
	}
	w.body.WriteString("</w:tbl>")
}

func (w *docxWriter) rels() string {
	var sb strings.Builder
	sb.WriteString(xmlHead + `<Relationships xmlns="` + nsPackage + `relationships">`)
	sb.WriteString(`<Relationship Id="rStyles" Type="` + nsRelationships + `/styles" Target="styles.xml"/>`)
	sb.WriteString(`<Relationship Id="rNumbering" Type="` + nsRelationships + `/numbering" Target="numbering.xml"/>`)
	for i, l := range w.links {
		fmt.Fprintf(&sb, `<Relationship Id="rLink%d" Type="%s/hyperlink" Target="%s" TargetMode="External"/>`, i+1, nsRelationships, escaped(l))
	}
	sb.WriteString(`</Relationships>`)
	return sb.String()
}

func escaped(s string) string {
	var buf bytes.Buffer
	_ = xml.EscapeText(&buf, []byte(s)) // a buffer does not fail
	return buf.String()
}

func coreProperties(m *manuscript) string {
	return xmlHead + `<cp:coreProperties xmlns:cp="` + nsPackage + `metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/">` +
		`<dc:title>` + escaped(m.title) + `</dc:title><dc:language>` + escaped(m.language) + `</dc:language></cp:coreProperties>`
}

func styles(language string) string {
	var sb strings.Builder
	sb.WriteString(xmlHead + `<w:styles xmlns:w="` + nsWord + `"><w:docDefaults><w:rPrDefault><w:rPr><w:lang w:val="` + escaped(language) +
		`"/></w:rPr></w:rPrDefault></w:docDefaults>`)
	sb.WriteString(`<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>`)
	for level := 1; level <= 3; level++ {
		fmt.Fprintf(&sb, `<w:style w:type="paragraph" w:styleId="Heading%d"><w:name w:val="heading %d"/><w:basedOn w:val="Normal"/>`+
			`<w:pPr><w:outlineLvl w:val="%d"/></w:pPr></w:style>`, level, level, level-1)
	}
	sb.WriteString(`</w:styles>`)
	return sb.String()
}

const (
	contentTypes = xmlHead + `<Types xmlns="` + nsPackage + `content-types">` +
		`<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
		`<Default Extension="xml" ContentType="application/xml"/>` +
		`<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>` +
		`<Override PartName="/word/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/>` +
		`<Override PartName="/word/numbering.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.numbering+xml"/>` +
		`<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>`
	packageRels = xmlHead + `<Relationships xmlns="` + nsPackage + `relationships">` +
		`<Relationship Id="r1" Type="` + nsRelationships + `/officeDocument" Target="word/document.xml"/>` +
		`<Relationship Id="r2" Type="` + nsPackage + `relationships/metadata/core-properties" Target="docProps/core.xml"/></Relationships>`
	numbering = xmlHead + `<w:numbering xmlns:w="` + nsWord + `">` +
		`<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="•"/></w:lvl></w:abstractNum>` +
		`<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl></w:abstractNum>` +
		`<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num></w:numbering>`
)
