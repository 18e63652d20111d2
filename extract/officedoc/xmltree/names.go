package xmltree

import "strings"

// prefixes are the usual prefixes of namespaces. Each OOXML namespace has a transitional and a strict name.
var prefixes = map[string]string{
	"http://schemas.openxmlformats.org/wordprocessingml/2006/main":            "w",
	"http://purl.oclc.org/ooxml/wordprocessingml/main":                        "w",
	"http://schemas.microsoft.com/office/word/2010/wordml":                    "w14",
	"http://schemas.microsoft.com/office/word/2010/wordprocessingShape":       "wps",
	"http://schemas.openxmlformats.org/presentationml/2006/main":              "p",
	"http://purl.oclc.org/ooxml/presentationml/main":                          "p",
	"http://schemas.openxmlformats.org/drawingml/2006/main":                   "a",
	"http://purl.oclc.org/ooxml/drawingml/main":                               "a",
	"http://schemas.openxmlformats.org/drawingml/2006/diagram":                "dgm",
	"http://purl.oclc.org/ooxml/drawingml/diagram":                            "dgm",
	"http://schemas.microsoft.com/office/drawing/2008/diagram":                "dsp",
	"http://schemas.openxmlformats.org/officeDocument/2006/relationships":     "r",
	"http://purl.oclc.org/ooxml/officeDocument/relationships":                 "r",
	"http://schemas.openxmlformats.org/officeDocument/2006/math":              "m",
	"http://purl.oclc.org/ooxml/officeDocument/math":                          "m",
	"http://schemas.openxmlformats.org/markup-compatibility/2006":             "mc",
	"http://schemas.openxmlformats.org/package/2006/relationships":            "rel",
	"http://schemas.openxmlformats.org/package/2006/content-types":            "ct",
	"http://schemas.openxmlformats.org/package/2006/metadata/core-properties": "cp",
	"http://purl.org/dc/elements/1.1/":                                        "dc",
	"urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0":    "loext",
	"urn:schemas-microsoft-com:vml":                                           "v",
	"http://www.w3.org/1999/xlink":                                            "xlink",
	"http://www.w3.org/XML/1998/namespace":                                    "xml",
	"urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0":             "fo",
	"http://www.w3.org/1999/XSL/Format":                                       "fo",
	"urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0":                "svg",
}

// Namespaces of ODF and OpenOffice.org 1 name their prefix: "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
// "http://openoffice.org/2000/text".
const (
	odf    = "urn:oasis:names:tc:opendocument:xmlns:"
	office = "http://openoffice.org/2000/"
)

// prefixOf returns the prefix of a namespace; that of an unknown one is its name, "" for none. A prefix that the part does
// not declare is a namespace of the same name.
func prefixOf(space string) string {
	if p, ok := prefixes[space]; ok {
		return p
	}
	rest, ok := strings.CutPrefix(space, odf)
	if !ok {
		rest, ok = strings.CutPrefix(space, office)
	}
	if !ok {
		return space
	}
	p, _, _ := strings.Cut(rest, ":")
	if p == "drawing" {
		return "draw"
	}
	return p
}
