// Package charset turns the bytes of a text or a web page into valid UTF-8.
//
// It follows the WHATWG Encoding Standard for labels, but trusts bytes over labels: bytes that form valid UTF-8 are UTF-8
// whatever a header says, because labels are wrong far more often than such bytes are an accident. It does not judge
// whether the result is text; [Text.Controls] helps callers to.
package charset

import (
	"bytes"
	"mime"
	"strings"
	"unicode/utf8"

	"github.com/wlynxg/chardet"
	html "golang.org/x/net/html/charset"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
)

// Text is decoded text.
type Text struct {
	String   string // valid UTF-8, without a byte order mark, NUL and other C0 controls; line ends and form feeds stay
	Encoding string // WHATWG name, "utf-8", "windows-1252"
	Controls int    // C0 controls that were removed
	Invalid  int    // U+FFFD in String
}

// Decode decodes a payload. The charset is, in this order: that of a byte order mark; UTF-8 where the bytes are valid
// UTF-8, or nearly; UTF-16 where every other byte is zero; the one that contentType declares; the one that a meta element
// among the first bytes declares; a guess from the bytes; windows-1252.
func Decode(payload []byte, contentType string) Text {
	enc, name := choose(payload, contentType)
	if enc == nil {
		return clean(bytes.TrimPrefix(payload, []byte("\xef\xbb\xbf")), "utf-8")
	}
	decoded, err := enc.NewDecoder().Bytes(payload)
	if err != nil { // decoders substitute what they cannot read; an error means that the label is of no use
		return clean(payload, "utf-8")
	}
	return clean(decoded, name)
}

// choose returns the encoding and its name; nil for UTF-8.
func choose(payload []byte, contentType string) (encoding.Encoding, string) {
	switch {
	case bytes.HasPrefix(payload, []byte("\xef\xbb\xbf")):
		return nil, "utf-8"
	case bytes.HasPrefix(payload, []byte("\xff\xfe")):
		return unicode.UTF16(unicode.LittleEndian, unicode.ExpectBOM), "utf-16le"
	case bytes.HasPrefix(payload, []byte("\xfe\xff")):
		return unicode.UTF16(unicode.BigEndian, unicode.ExpectBOM), "utf-16be"
	}
	if enc, name := utf16WithoutMark(payload); enc != nil {
		return enc, name
	}
	c := count(payload)
	if c.multi > 0 && c.invalid*5 <= c.multi {
		return nil, "utf-8"
	}
	enc, name := declared(payload, contentType)
	switch {
	case name == "utf-8" && c.invalid > 0 && !c.looksLatin():
		return nil, "utf-8"
	case name == "utf-8" && c.invalid > 0:
		return guess(payload)
	case name == "utf-8" || enc == nil && c.invalid == 0:
		return nil, "utf-8"
	case enc == nil:
		return guess(payload)
	case strings.HasPrefix(name, "utf-16"): // a label that the bytes contradict: they hold no zeros
		return guess(payload)
	}
	return enc, name
}

// counts are what decides between UTF-8 and an 8-bit charset.
type counts struct {
	multi   int // valid sequences of several bytes
	invalid int // bytes that belong to none
	letters int // of the invalid ones: a letter of windows-1252 beside an ASCII letter
	marks   int // of the invalid ones: a quotation mark, a dash, a no-break space of windows-1252
}

// looksLatin reports whether the invalid bytes are words of an 8-bit charset rather than damage: a page that calls itself
// UTF-8 and holds "Informaci\xf3n p\xfablica" throughout was saved in windows-1252.
func (c counts) looksLatin() bool {
	return c.multi == 0 && c.invalid >= 3 && c.letters > 0 && (c.letters+c.marks)*4 >= c.invalid*3
}

func count(payload []byte) (c counts) {
	for i := 0; i < len(payload); {
		if payload[i] < utf8.RuneSelf {
			i++
			continue
		}
		r, size := utf8.DecodeRune(payload[i:])
		switch {
		case r != utf8.RuneError || size > 1:
			c.multi++
		case !utf8.FullRune(payload[i:]): // cut off at the end
			return c
		default:
			c.invalid++
			if b := payload[i]; b >= 0xC0 && (i > 0 && letter(payload[i-1]) || i+1 < len(payload) && letter(payload[i+1])) {
				c.letters++
			} else if strings.IndexByte("\x85\x91\x92\x93\x94\x96\x97\xa0\xa1\xab\xb0\xba\xbb\xbf", b) >= 0 {
				c.marks++
			}
		}
		i += size
	}
	return c
}

func letter(b byte) bool { return b|0x20 >= 'a' && b|0x20 <= 'z' }

// utf16WithoutMark finds UTF-16 by its zeros: in text of European languages nearly every other byte is one.
func utf16WithoutMark(payload []byte) (encoding.Encoding, string) {
	head := payload[:min(len(payload), 1024)&^1]
	if len(head) < 8 {
		return nil, ""
	}
	var zeros [2]int
	for i, b := range head {
		if b == 0 {
			zeros[i%2]++
		}
	}
	half := len(head) / 2
	switch {
	case zeros[1]*10 >= half*8 && zeros[0]*10 <= half:
		return unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM), "utf-16le"
	case zeros[0]*10 >= half*8 && zeros[1]*10 <= half:
		return unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM), "utf-16be"
	}
	return nil, ""
}

// declared returns the encoding of the Content-Type's charset parameter or of a meta element; nil when there is none.
func declared(payload []byte, contentType string) (encoding.Encoding, string) {
	if _, params, err := mime.ParseMediaType(contentType); err == nil {
		if enc, name := html.Lookup(params["charset"]); enc != nil {
			return enc, name
		}
	}
	// DetermineEncoding answers windows-1252 or utf-8 where nothing is declared: such an answer counts only when a
	// declaration stands there.
	head := payload[:min(len(payload), 1024)]
	if !bytes.Contains(bytes.ToLower(head), []byte("charset")) {
		return nil, ""
	}
	enc, name, _ := html.DetermineEncoding(head, "")
	if enc == encoding.Nop {
		return nil, ""
	}
	return enc, name
}

// guess asks a statistical detector, and falls back to windows-1252 where it is not sure.
func guess(payload []byte) (encoding.Encoding, string) {
	r := chardet.Detect(payload[:min(len(payload), 64<<10)])
	if enc, name := html.Lookup(r.Encoding); enc != nil && name != "utf-8" && r.Confidence >= 0.8 {
		return enc, name
	}
	return charmap.Windows1252, "windows-1252"
}

// clean makes the text valid UTF-8 and removes control characters.
func clean(b []byte, name string) Text {
	t := Text{Encoding: name}
	var sb strings.Builder
	sb.Grow(len(b))
	from := 0 // bytes before it are written
	for i := 0; i < len(b); {
		if c := b[i]; c < utf8.RuneSelf {
			if c < ' ' && c != '\n' && c != '\r' && c != '\t' && c != '\f' || c == 0x7f {
				sb.Write(b[from:i])
				from = i + 1
				t.Controls++
			}
			i++
			continue
		}
		r, size := utf8.DecodeRune(b[i:])
		if r == utf8.RuneError {
			t.Invalid++
			if size == 1 {
				sb.Write(b[from:i])
				sb.WriteRune(utf8.RuneError)
				from = i + 1
			}
		}
		i += size
	}
	if from == 0 {
		t.String = string(b)
		return t
	}
	sb.Write(b[from:])
	t.String = sb.String()
	return t
}
