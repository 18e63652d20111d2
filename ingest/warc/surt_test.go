package warc

import (
	"strings"
	"testing"
)

func TestSURT(t *testing.T) {
	for _, c := range []struct{ url, want string }{
		{"", "-"},
		{"http://www.example.org/", "org,example)/"},
		{"http://www.example.org", "org,example)/"},
		{"https://example.org/Reports/", "org,example)/reports"},
		{"https://www12.example.org/a", "org,example)/a"},
		{"http://www2example.org/", "org,www2example)/"},
		{"http://www2.www2example.org/", "org,www2example)/"},
		{"http://www.www.example.org/", "org,example,www)/"},
		{"http://example.org:80/", "org,example)/"},
		{"https://example.org:443/", "org,example)/"},
		{"http://example.org:443/", "org,example:443)/"},
		{"https://example.org:80/", "org,example:80)/"},
		{"http://example.org:8080/a?b", "org,example:8080)/a?b"},
		{"http://example.org:/a", "org,example)/a"},
		{"http://example.org:0/a", "org,example)/a"},
		{"http://ann:secret@example.org/a", "org,example)/a"},
		{"http://example.org/a#b", "org,example)/a"},
		{"http://example.org/a#b?c", "org,example)/a"},
		{"http://example.org?b=1", "org,example)/?b=1"},
		{"http://example.org/a?", "org,example)/a"},
		{"http://example.org/a/?", "org,example)/a"},
		{"http://example.org/a/?b&a", "org,example)/a?a&b"},
		{"http://example.org/a/?a=2&b&a=1", "org,example)/a?a=1&a=2&b"},
		{"http://example.org/a?a=1&", "org,example)/a?&a=1"},
		{"http://example.org/a?a=b=2&a=b&A", "org,example)/a?a&a=b&a=b=2"},
		{"http://example.org/a?a-b=1&a=2", "org,example)/a?a=2&a-b=1"},
		{"http://example.org/a?r?s", "org,example)/a?r?s"},
		{"http://example.org/a;x?b;", "org,example)/a;x?b;"},
		{"http://example.org//two//slashes?more//slashes", "org,example)/two/slashes?more//slashes"},
		{"http://example.org/a/./b/../c", "org,example)/a/c"},
		{"http://example.org/a/..", "org,example)/"},
		{"http://example.org/../a", "org,example)/../a"},
		{"http://example.org/a//", "org,example)/a"},
		{"http://example.org/%25%32%35", "org,example)/%25"},
		{"http://example.org/%2525252525", "org,example)/%25"},
		{"http://example.org/%%%25%32%35asd%%", "org,example)/%25%25%25asd%25%25"},
		{"http://example.org/ab%23cd", "org,example)/ab%23cd"},
		{"http://example.org/a b", "org,example)/a%20b"},
		{"http://example.org/a%20b", "org,example)/a%20b"},
		{"http://example.org/a+b", "org,example)/a+b"},
		{"http://example.org/México", "org,example)/m%c3%a9xico"},
		{"http://example.org/M%C3%A9xico", "org,example)/m%c3%a9xico"},
		{"http://example.org/M%E9xico", "org,example)/m%e9xico"},
		{"http://example.org/a\x00\x7f\xff", "org,example)/a%00%7f%ff"},
		{"  http://example.org/fo\to\r\n  ", "org,example)/foo"},
		{"http://bücher.example:8080/", "example,xn--bcher-kva:8080)/"},
		{"http://BÜCHER.example/", "example,xn--bcher-kva)/"},
		{"http://b%C3%BCcher.example/", "example,xn--bcher-kva)/"},
		{"http://xn--bcher-kva.example/", "example,xn--bcher-kva)/"},
		{"http://straße.example/", "example,strasse)/"},
		{"http://☃.example/", "example,xn--n3h)/"},
		{"http://EXAMPLE.org./", "org,example)/"},
		{"http://example.org.../", "org,example)/"},
		{"http://my_host.example.org/", "org,example,my_host)/"},
		{"http:// example.org/", "org,%20example)/"},
		{"http://host%23.example.org/", "org,example,host%23)/"},
		{"http://192.0.2.7/a", "7,2,0,192)/a"},
		{"http://%31%39%32.0.2.7/a", "7,2,0,192)/a"},
		{"http://3221225991/a", "7,2,0,192)/a"},
		{"http://192.519/a", "7,2,0,192)/a"},
		{"http://0300.0.2.7/a", "7,2,0,192)/a"},
		{"http://1.2.3.256/a", "256,3,2,1)/a"},
		{"http://39024579298/", "226,210,11,22)/"},
		{"http://[2001:DB8::1]/a", "2001:db8::1)/a"},
		{"http://[2001:db8::1]:8080/a", "2001:db8::1:8080)/a"},
		{"example.org/a", "org,example)/a"},
		{"HTTP://example.org/a", "org,example)/a"},
		{"http://https://order.example.org", "org,example,order)/"},
		{"http:////////example.org/a", "org,example)/a"},
		{"ftp://www.example.org/a", "org,example)/a"},
		{"whois://whois.example.org/a.example", "org,example,whois)/a.example"},
		{"dns:www.example.org", "dns:www.example.org"},
		{"mailto:Ann@example.org", "mailto:ann@example.org"},
		{"urn:isbn:1", "urn:isbn:1"},
		{"file:Minutes 1.txt", "file:minutes%201.txt"},
		{"file:///a/b", "file:/a/b"},
		{"warcinfo:a.warc.gz", "warcinfo:a.warc.gz"},
		{"filedesc://a.arc.gz", "filedesc://a.arc.gz"},
		{"http://example.org/index.php?PHPSESSID=0123456789abcdefghijklemopqrstuv&action=profile;u=4221", "org,example)/index.php?action=profile;u=4221"},
		{"http://example.org/a?sid=9682993c8daa2c5497996114facdc805&x=y", "org,example)/a?x=y"},
		{"http://example.org/a?one=two&jsessionid=0123456789abcdefghijklemopqrstuv", "org,example)/a?&one=two"},
		{"http://example.org/a?jsessionid=0123456789abcdefghijklemopqrstuv0", "org,example)/a?jsessionid=0123456789abcdefghijklemopqrstuv0"},
		{"http://example.org/a?jsessionid=0123456789abcdefghijklemopqrstuv", "org,example)/a"},
		{"http://example.org/a?CFID=1169580&CFTOKEN=48630702&d=1", "org,example)/a?d=1"},
		{"http://example.org/(S(4hqa0555fwsecu455xqckv45))/mileg.aspx", "org,example)/mileg.aspx"},
		{"http://example.org/(4hqa0555fwsecu455xqckv45)/mileg.aspx?page=1", "org,example)/mileg.aspx?page=1"},
		{"http://example.org/photos/36050182@N05/", "org,example)/photos/36050182@n05"},
	} {
		if got := surt(c.url); got != c.want {
			t.Errorf("surt(%q) = %q, want %q", c.url, got, c.want)
		}
	}
}

// A long row of escaped escapes is decoded in one go.
func TestUnescapeIsLinear(t *testing.T) {
	if got := unescape("%" + strings.Repeat("25", 4<<20)); got != "%" {
		t.Errorf("%d bytes left", len(got))
	}
}

// A key is one word of ASCII, and the key of the same address written in another way.
func FuzzSURT(f *testing.F) {
	for _, url := range []string{"http://www.example.org/a?b=1&a", "http://[::1]:80/%2525", "urn:x", "http://0x7f.1/", "http://b%C3%BCcher.example/(4hqa0555fwsecu455xqckv45)/a.aspx", "//", "http:?&", "\xff"} {
		f.Add(url)
	}
	f.Fuzz(func(t *testing.T, url string) {
		key := surt(url)
		if strings.HasPrefix(url, "filedesc") {
			return
		}
		if key == "" || strings.ContainsFunc(key, func(r rune) bool { return r <= ' ' || r >= 0x7f }) {
			t.Errorf("surt(%q) = %q", url, key)
		}
		if again := surt("  " + url + "\n"); url != "" && strings.TrimSpace(url) != "" && again != key {
			t.Errorf("surt(%q) = %q with blanks %q", url, key, again)
		}
	})
}
