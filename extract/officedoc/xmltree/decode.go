package xmltree

import (
	"bytes"
	"fmt"
	"regexp"

	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/unicode"
)

// declared matches the encoding in an XML declaration: <?xml version="1.0" encoding="windows-1252"?>.
var declared = regexp.MustCompile(`^\s*<\?xml[^>]*?encoding\s*=\s*["']([A-Za-z0-9._-]+)["']`)

// decode returns a part as UTF-8 without what XML does not allow: bytes that are none and control characters, with which some
// programs write their text. White space in front of the declaration goes, too.
func decode(part []byte) ([]byte, error) {
	text := part
	if enc := encodingOf(part); enc != nil {
		decoded, err := enc.NewDecoder().Bytes(part)
		if err != nil {
			return nil, fmt.Errorf("%w: %w", ErrBroken, err)
		}
		text = decoded
	}
	text = bytes.TrimLeft(bytes.TrimPrefix(text, []byte("\xef\xbb\xbf")), " \t\r\n")
	if needsCleaning(text) {
		text = bytes.Map(allowed, bytes.ToValidUTF8(text, []byte("\ufffd")))
	}
	return text, nil
}

// encodingOf returns the encoding of a part by its byte order mark, its first bytes or its declaration; nil for UTF-8.
func encodingOf(part []byte) encoding.Encoding {
	switch {
	case bytes.HasPrefix(part, []byte("\xff\xfe")), bytes.HasPrefix(part, []byte("<\x00")):
		return unicode.UTF16(unicode.LittleEndian, unicode.UseBOM)
	case bytes.HasPrefix(part, []byte("\xfe\xff")), bytes.HasPrefix(part, []byte("\x00<")):
		return unicode.UTF16(unicode.BigEndian, unicode.UseBOM)
	}
	m := declared.FindSubmatch(part[:min(len(part), 200)])
	if m == nil {
		return nil
	}
	enc, name := charset.Lookup(string(m[1]))
	if name == "utf-8" || name == "utf-16le" || name == "utf-16be" { // what is declared as UTF-16 and got here is none
		return nil
	}
	return enc
}

func needsCleaning(text []byte) bool {
	valid := true
	for _, c := range text {
		if c < ' ' && c != '\n' && c != '\r' && c != '\t' {
			return true
		}
		valid = valid && c < 0x80
	}
	return !valid && !bytes.Equal(bytes.ToValidUTF8(text, nil), text) || bytes.Contains(text, []byte("\xef\xbf\xbe")) || bytes.Contains(text, []byte("\xef\xbf\xbf"))
}

// allowed drops characters that XML 1.0 does not allow.
func allowed(r rune) rune {
	if r < ' ' && r != '\n' && r != '\r' && r != '\t' || r == 0xfffe || r == 0xffff {
		return -1
	}
	return r
}
