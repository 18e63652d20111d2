package officedoc

import (
	"slices"
	"strings"

	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/extract/officedoc/odf"
	"github.com/irmtrail/irmtrail/extract/officedoc/opc"
	"github.com/irmtrail/irmtrail/extract/officedoc/sheet"
	"github.com/irmtrail/irmtrail/extract/officedoc/slides"
	"github.com/irmtrail/irmtrail/extract/officedoc/word"
	"github.com/irmtrail/irmtrail/extract/officedoc/zipfile"
)

// The beginnings of the media types of the formats that are read.
const (
	ooxml = "application/vnd.openxmlformats-officedocument."
	opend = "application/vnd.oasis.opendocument."
	macro = "application/vnd.ms-"
)

// mediaTypes are the media types that are read, as they are told from bytes: files with macros and templates have the type of
// the document. A container whose first part has an unusual name is only told as one.
var mediaTypes = []string{
	ooxml + "wordprocessingml.document", ooxml + "spreadsheetml.sheet", ooxml + "presentationml.presentation",
	opend + "text", opend + "text-template", opend + "spreadsheet", opend + "spreadsheet-template", opend + "presentation", opend + "presentation-template",
	"application/vnd.sun.xml.calc", "application/zip", "application/x-ole-storage", typeDOC, typeXLS, typePPT, typeRTF, "application/rtf",
}

// Reads reports whether files of a media type are read.
func (r *Reader) Reads(mediaType string) bool { return slices.Contains(mediaTypes, mediaType) }

// format is a format of office files in a ZIP container.
type format int

const (
	unknown format = iota
	wordText
	sheetBook
	slideShow
	odfFile
)

// readers read a format.
var readers = map[format]func(payload []byte) (*corpus.Content, error){
	wordText:  word.Read,
	sheetBook: sheet.Read,
	slideShow: slides.Read,
	odfFile:   odf.Read,
}

// read reads a file in a ZIP container.
func read(payload []byte) (*corpus.Content, error) {
	a, err := zipfile.Open(payload)
	if err != nil {
		return nil, err
	}
	f, mediaType := formatOf(a)
	reader := readers[f]
	if reader == nil {
		return nil, errUnsupported(first(mediaType, "application/zip"))
	}
	return reader(payload)
}

// formatOf tells the format of a file by what it says it is, else by the parts that it has.
func formatOf(a *zipfile.Archive) (format, string) {
	if kind, err := a.Read("mimetype"); err == nil {
		if mediaType := strings.TrimSpace(string(kind[:min(len(kind), 200)])); isODF(mediaType) {
			return odfFile, mediaType
		}
	}
	for _, part := range opc.Overrides(a) {
		if f, mediaType := mainFormat(part.ContentType); f != unknown {
			return f, mediaType
		}
	}
	for _, usual := range []struct {
		part      string
		format    format
		mediaType string
	}{
		{"word/document.xml", wordText, mediaTypes[0]},
		{"xl/workbook.xml", sheetBook, mediaTypes[1]},
		{"ppt/presentation.xml", slideShow, mediaTypes[2]},
		{"content.xml", odfFile, opend + "text"},
	} {
		if a.Has(usual.part) {
			return usual.format, usual.mediaType
		}
	}
	return unknown, ""
}

// isODF reports whether a media type is one of ODF or of OpenOffice.org 1 before it.
func isODF(mediaType string) bool {
	return strings.HasPrefix(mediaType, opend) || strings.HasPrefix(mediaType, "application/vnd.sun.xml.")
}

// mainFormat tells a format by the content type of a main part, and gives the media type of its documents.
func mainFormat(contentType string) (format, string) {
	if !strings.HasSuffix(contentType, ".main+xml") {
		return unknown, ""
	}
	switch name := strings.TrimPrefix(strings.TrimPrefix(contentType, ooxml), macro); {
	case strings.HasPrefix(name, "wordprocessingml."), strings.HasPrefix(name, "word."):
		return wordText, mediaTypes[0]
	case strings.HasPrefix(name, "spreadsheetml."), strings.HasPrefix(name, "excel."):
		return sheetBook, mediaTypes[1]
	case strings.HasPrefix(name, "presentationml."), strings.HasPrefix(name, "powerpoint."):
		return slideShow, mediaTypes[2]
	}
	return unknown, ""
}

func first(a, b string) string {
	if a != "" {
		return a
	}
	return b
}
