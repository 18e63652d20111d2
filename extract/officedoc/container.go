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
	encryptedContainer           // OOXML with a password ([MS-OFFCRYPTO] 2.3), which is an OLE file, or Word 97
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
	case hasStream(payload, "EncryptedPackage"), lockedWord(payload):
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

// legacyType returns the media type of a file of an older format; "" for what is none. The bytes decide. What it is said to be counts
// where it may be several, for files embed others, and for an old file without a container (Word 2, Excel 4).
func legacyType(payload []byte, kind container, mediaType string) string {
	switch kind {
	case rtfContainer:
		return typeRTF
	case oleContainer:
		found := ""
		for _, s := range streams {
			if hasStream(payload, s.name) && (found == "" || s.mediaType == mediaType) {
				found = s.mediaType
			}
		}
		return found
	}
	if slices.Contains([]string{typeDOC, typeXLS, typePPT}, mediaType) {
		return mediaType
	}
	return ""
}

// Where the text of a Word 97 file says that it is encrypted ([MS-DOC] 2.5.2): wIdent, and fEncrypted among the flags. The
// stream nearly always stands in the first sector.
const (
	firstSector   = 512
	wordFlags     = firstSector + 10
	wordEncrypted = 1 << 8
)

// lockedWord reports whether a Word 97 file is encrypted.
func lockedWord(payload []byte) bool {
	return len(payload) > wordFlags+1 && payload[firstSector] == 0xec && payload[firstSector+1] == 0xa5 &&
		(int(payload[wordFlags])|int(payload[wordFlags+1])<<8)&wordEncrypted != 0
}
