package discover

import (
	"bytes"
	"encoding/xml"
	"io"
	"regexp"

	"github.com/klauspost/compress/gzip"
	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/runes"
	"golang.org/x/text/transform"
)

// maxXML bounds the text that is read of a sitemap or feed: the limit of the protocol of sitemaps.
const maxXML = 50 << 20

// xmlHead matches the declaration of a charset; its name is group 1: `<?xml version="1.0" encoding="ISO-8859-1"?>`.
var xmlHead = regexp.MustCompile(`^\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w.:-]{1,40})["']`)

// opened returns the text of a payload in UTF-8, also of one compressed by gzip, at most so many bytes of it.
func opened(payload []byte, limit int64) (io.Reader, error) {
	in := io.Reader(bytes.NewReader(payload))
	if bytes.HasPrefix(payload, []byte{0x1f, 0x8b}) {
		z, err := gzip.NewReader(in)
		if err != nil {
			return nil, err
		}
		in = z
	}
	head := make([]byte, 512)
	n, err := io.ReadFull(in, head)
	if err != nil && n == 0 {
		return nil, err
	}
	in = io.LimitReader(io.MultiReader(bytes.NewReader(head[:n]), in), limit)
	utf8 := unicode.BOMOverride(encodingOf(head[:n]).NewDecoder())
	return transform.NewReader(in, transform.Chain(utf8, runes.Map(legal))), nil
}

// encodingOf returns the charset that a document declares, UTF-8 when it declares none. An unknown one is read as
// browsers do.
func encodingOf(head []byte) encoding.Encoding {
	m := xmlHead.FindSubmatch(head)
	if m == nil {
		return unicode.UTF8
	}
	if e, name := charset.Lookup(string(m[1])); e != nil && name != "utf-16le" && name != "utf-16be" { // those cannot say so themselves
		return e
	}
	if e, _ := charset.Lookup(string(m[1])); e != nil {
		return unicode.UTF8
	}
	return charmap.Windows1252
}

// legal replaces the control characters that XML has not, which texts pasted from word processors hold.
func legal(r rune) rune {
	if r < ' ' && r != '\t' && r != '\n' && r != '\r' || r == 0xFFFE || r == 0xFFFF {
		return ' '
	}
	return r
}

// newDecoder reads XML as strangers write it. No entity is ever defined by a document, so that none can be a bomb.
func newDecoder(text io.Reader) *xml.Decoder {
	dec := xml.NewDecoder(text)
	dec.Strict = false // bare "&" in addresses
	dec.Entity = xml.HTMLEntity
	dec.CharsetReader = func(_ string, in io.Reader) (io.Reader, error) { return in, nil } // it is UTF-8 already
	return dec
}
