package corpus

import (
	"strings"
	"testing"
)

func TestMediaType(t *testing.T) {
	long := strings.Repeat("plain words\n", 3000)
	for _, c := range []struct {
		payload, declared string
		u                 URL
		want              string
	}{
		{"plain words", "text/html", "", "text/plain"},
		{"words and a <b>fat</b><br>line", "text/html; charset=x", "", "text/html"},
		{"words and a <br>line", "", "file:minutes.HTM", "text/html"},
		{"words and a <br>line", "", "file:minutes.txt", "text/plain"},
		{"words and <p>two</p> tags", "", "", "text/html"},
		{"a < b and p > q, <p is no tag", "", "", "text/plain"},
		{long + "<div class=x>\n<p>words</p></div>", "", "", "text/html"},
		{"<p>a, b</p>\n<p>c, d</p>\n", "text/html", "", "text/html"},
		{"a,b\n1,2\n", "text/csv", "", "text/csv"},
		{"# Notes\n<p>of</p> somebody", "text/markdown", "", "text/markdown"},
		{"%PDF-1.7\n", "text/plain", "https://example.org/x.html", "application/pdf"},
		{long + "a stray\x00 byte in ménage", "", "", "text/plain"},
		{"\x00\x01\x02\x03", "text/html", "", "application/octet-stream"},
		{"\xff\xfet\x00<\x00p\x00>\x00x\x00", "text/html", "", "text/html"},
		{`<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><body/></html>`, "", "", "text/html"},
		{`<?xml version="1.0"?><urlset><url><loc>http://a.example/</loc></url></urlset>`, "", "", "text/xml"},
		{"just words", "application/pdf", "", "text/plain"},
		{"", "", "", "text/plain"},
	} {
		if got := MediaType([]byte(c.payload), c.declared, c.u); got != c.want {
			t.Errorf("MediaType(%.40q, %q, %q) = %q, want %q", c.payload, c.declared, c.u, got, c.want)
		}
	}
}

// Any bytes have one media type without parameters.
func FuzzMediaType(f *testing.F) {
	f.Add([]byte("%PDF-1.7\n%%EOF"), "text/html; charset=\"x", "https://example.org/a.htm")
	f.Add([]byte("PK\x03\x04"), ";;", "")
	f.Add([]byte("\xfe\xff<html><body>"), "text/html", "%zz")
	f.Fuzz(func(t *testing.T, payload []byte, declared, u string) {
		if m := MediaType(payload, declared, URL(u)); m == "" || m != baseType(m) {
			t.Errorf("media type %q", m)
		}
	})
}
