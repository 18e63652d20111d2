package fetch

import "testing"

func TestParseConnectTo(t *testing.T) {
	for s, want := range map[string]*ConnectTo{
		"example.org:443:127.0.0.1:8443": {"example.org", "443", "127.0.0.1", "8443"},
		"::127.0.0.1:8080":               {"", "", "127.0.0.1", "8080"},
		":80:[::1]:8080":                 {"", "80", "::1", "8080"},
		"[2001:db8::1]:80:Example.org:":  {"2001:db8::1", "80", "example.org", ""},
		"a:1:b":                          nil,
		"a:1:b:2:c":                      nil,
		"[::1:80:b:2":                    nil,
		"[::1]x:80:b:2":                  nil,
		"":                               nil,
	} {
		got, err := ParseConnectTo(s)
		if (err == nil) != (want != nil) || want != nil && got != *want {
			t.Errorf("ParseConnectTo(%q) = %v, %v; want %v", s, got, err, want)
		}
	}
}

func TestMediaType(t *testing.T) {
	for _, c := range []struct{ payload, declared, want string }{
		{"plain words", "text/html", "text/plain"},
		{"words and a <b>fat</b><br>line", "text/html; charset=x", "text/html"},
		{"a,b\n1,2\n", "text/csv", "text/csv"},
		{"%PDF-1.7\n", "text/plain", "application/pdf"},
		{"\x00\x01\x02\x03", "text/html", "application/octet-stream"},
		{"just words", "application/pdf", "text/plain"},
		{"", "", "text/plain"},
	} {
		if got := MediaType([]byte(c.payload), c.declared); got != c.want {
			t.Errorf("MediaType(%q, %q) = %q, want %q", c.payload, c.declared, got, c.want)
		}
	}
}

// Any bytes have one media type without parameters, and a body that says where it ends is told whole or not without harm.
func FuzzMediaType(f *testing.F) {
	f.Add([]byte("%PDF-1.7\n%%EOF"), "text/html; charset=\"x")
	f.Add([]byte("PK\x03\x04"), ";;")
	f.Add([]byte("<html><body>"), "text/html")
	f.Fuzz(func(t *testing.T, payload []byte, declared string) {
		m := MediaType(payload, declared)
		if m == "" || m != baseType(m) {
			t.Errorf("media type %q", m)
		}
		if !ended(m, payload, true) && ended(m, payload, false) {
			t.Error("a body that is cut when framed is whole when not")
		}
	})
}
