package officedoc

import (
	"bytes"
	"slices"
	"unicode/utf16"
)

// container is what an office file is by its first bytes.
type container int

const (
	otherContainer     container = iota
	zipContainer                 // OOXML, ODF
	oleContainer                 // the formats of Office 97
	encryptedContainer           // OOXML with a password ([MS-OFFCRYPTO] 2.3): an OLE file around it
	rtfContainer
)

var oleSignature = []byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")

func containerOf(payload []byte) container {
	switch {
	case bytes.HasPrefix(payload, []byte("PK")):
		return zipContainer
	case bytes.HasPrefix(bytes.TrimLeft(payload[:min(len(payload), 64)], "\xef\xbb\xbf \r\n\t"), []byte(`{\rtf`)):
		return rtfContainer
	case !bytes.HasPrefix(payload, oleSignature):
		return otherContainer
	case hasStream(payload, "EncryptedPackage"):
		return encryptedContainer
	}
	return oleContainer
}

// hasStream reports whether an OLE file names a stream. Names stand in its directory in UTF-16.
func hasStream(payload []byte, name string) bool {
	var b []byte
	for _, u := range utf16.Encode([]rune(name)) {
		b = append(b, byte(u), byte(u>>8))
	}
	return bytes.Contains(payload, append(b, 0, 0))
}

// The media types of the older formats.
const (
	typeDOC = "application/msword"
	typeXLS = "application/vnd.ms-excel"
	typePPT = "application/vnd.ms-powerpoint"
	typeRTF = "text/rtf"
)

// streams tell the formats of Office 97 by the stream that holds the text.
var streams = []struct{ name, mediaType string }{
	{"PowerPoint Document", typePPT},
	{"Workbook", typeXLS},
	{"Book", typeXLS},
	{"WordDocument", typeDOC},
}

// legacyType returns the media type of a file of an older format; "" for what is none. The bytes decide; an old file without a container
// (Word 2, Excel 4) is what it is said to be.
func legacyType(payload []byte, kind container, mediaType string) string {
	switch kind {
	case rtfContainer:
		return typeRTF
	case oleContainer:
		for _, s := range streams {
			if hasStream(payload, s.name) {
				return s.mediaType
			}
		}
		return ""
	}
	if slices.Contains([]string{typeDOC, typeXLS, typePPT}, mediaType) {
		return mediaType
	}
	return ""
}
