package charset_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"

	"github.com/irmtrail/irmtrail/extract/charset"
)

const spanish = "La Secretaría publicó información sobre la participación de México en la reunión del año 2021"

func encoded(t testing.TB, enc encoding.Encoding, s string) string {
	t.Helper()
	out, err := enc.NewEncoder().String(s)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestDecode(t *testing.T) {
	little := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM)
	big := unicode.UTF16(unicode.BigEndian, unicode.UseBOM)
	bare := unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM)
	const russian = "Отчёт о результатах работы рабочей группы по открытому правительству за прошлый год"
	tests := []struct {
		name, payload, contentType string
		want, encoding             string
	}{
		{"utf-8", spanish, "", spanish, "utf-8"},
		{"utf-8 with mark", "\xef\xbb\xbf" + spanish, "text/html; charset=iso-8859-1", spanish, "utf-8"},
		{"utf-8 labelled latin-1", spanish, "text/html; charset=iso-8859-1", spanish, "utf-8"},
		{"utf-8 with a latin-1 meta", `<meta charset="iso-8859-1">` + spanish, "", `<meta charset="iso-8859-1">` + spanish, "utf-8"},
		{"latin-1 by label", encoded(t, charmap.ISO8859_1, spanish), "text/html; charset=ISO-8859-1", spanish, "windows-1252"},
		{"windows-1252 quotes under latin-1 label", "\x93M\xe9xico\x94", "text/html; charset=iso-8859-1", "“México”", "windows-1252"},
		{"windows-1252 without label", encoded(t, charmap.Windows1252, spanish), "", spanish, "windows-1252"},
		{"windows-1252 called utf-8", encoded(t, charmap.Windows1252, spanish), "text/html; charset=utf-8", spanish, "windows-1252"},
		{"meta in the head", `<meta http-equiv="Content-Type" content="text/html; charset=windows-1251">` + encoded(t, charmap.Windows1251, russian), "", `<meta http-equiv="Content-Type" content="text/html; charset=windows-1251">` + russian, "windows-1251"},
		{"cyrillic without label", encoded(t, charmap.Windows1251, russian), "", russian, "windows-1251"},
		{"utf-16 little", encoded(t, little, spanish), "text/html; charset=utf-8", spanish, "utf-16le"},
		{"utf-16 big", encoded(t, big, spanish), "", spanish, "utf-16be"},
		{"utf-16 without mark", encoded(t, bare, spanish), "", spanish, "utf-16le"},
		{"ascii called utf-16", "plain", "text/html; charset=utf-16", "plain", "windows-1252"},
		{"one broken byte", "caf\xe9 and more", "text/html; charset=utf-8", "caf\ufffd and more", "utf-8"},
		{"a broken byte among many good ones", spanish + "\xff", "", spanish + "\ufffd", "utf-8"},
		{"cut in the middle of a character", "reunión del año\xc3", "", "reunión del año\ufffd", "utf-8"},
		{"controls", "a\x00b\x01\tc\r\n\x1bd\x7f", "", "ab\tc\r\nd", "utf-8"},
		{"unknown label", "plain", "text/html; charset=klingon", "plain", "utf-8"},
		{"empty", "", "", "", "utf-8"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := charset.Decode([]byte(tt.payload), tt.contentType)
			if got.String != tt.want || got.Encoding != tt.encoding {
				t.Errorf("got %q (%s)\nwant %q (%s)", got.String, got.Encoding, tt.want, tt.encoding)
			}
		})
	}
}

func FuzzDecode(f *testing.F) {
	f.Add([]byte(spanish), "text/html; charset=utf-8")
	f.Add([]byte("\xff\xfea\x00"), "")
	f.Add([]byte("\x1b$B\x1b(B\x93\x94"), "text/plain; charset=iso-2022-jp")
	f.Fuzz(func(t *testing.T, payload []byte, contentType string) {
		got := charset.Decode(payload, contentType)
		if !utf8.ValidString(got.String) || strings.ContainsRune(got.String, 0) {
			t.Errorf("%q", got.String)
		}
	})
}
