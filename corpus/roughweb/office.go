package roughweb

import (
	"archive/zip"
	"bytes"
	"fmt"
)

// officePart is the main part of an Office Open XML file (ECMA-376): where it is, its type, and how it holds a line.
type officePart struct {
	media, path, partType, xml string
}

const openXML = "application/vnd.openxmlformats-officedocument."

// officeParts holds the kinds of file that exports can have, by extension.
var officeParts = map[string]*officePart{
	"docx": {
		openXML + "wordprocessingml.document", "word/document.xml", openXML + "wordprocessingml.document.main+xml",
		`<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>%s</w:t></w:r></w:p></w:body></w:document>`,
	},
	"xlsx": {
		openXML + "spreadsheetml.sheet", "xl/workbook.xml", openXML + "spreadsheetml.sheet.main+xml",
		`<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheets/><!-- %s --></workbook>`,
	},
	"pptx": {
		openXML + "presentationml.presentation", "ppt/presentation.xml", openXML + "presentationml.presentation.main+xml",
		`<p:presentation xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"><!-- %s --></p:presentation>`,
	},
}

// officeFile makes a file that holds a line.
func officeFile(extension, line string) []byte {
	p := officeParts[extension]
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, f := range []struct{ name, body string }{
		{"[Content_Types].xml", `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/` + p.path + `" ContentType="` + p.partType + `"/></Types>`},
		{"_rels/.rels", `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="` + p.path + `"/></Relationships>`},
		{p.path, fmt.Sprintf(p.xml, line)},
	} {
		w, err := z.Create(f.name)
		if err == nil {
			_, _ = fmt.Fprint(w, `<?xml version="1.0" encoding="UTF-8"?>`, f.body)
		}
	}
	_ = z.Close()
	return b.Bytes()
}
