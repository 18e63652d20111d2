package discover

import (
	"net/url"
	"slices"
	"strings"
	"testing"

	whatwg "github.com/nlnwa/whatwg-url/url"

	"github.com/irmtrail/irmtrail/corpus"
)

// asBrowsersDo resolves a link by the parser alone.
func asBrowsersDo(at, href string) corpus.URL {
	u, err := whatwg.ParseRef(at, strings.TrimSpace(href))
	if len(href) > maxAddress || err != nil || u.Scheme() != "http" && u.Scheme() != "https" {
		return ""
	}
	return corpus.URL(u.Href(true))
}

var (
	someBases = []string{
		"https://www.example.org/list/page/2/?a=b", "https://example.org", "http://127.0.0.1:8080/x", "https://example.org:443/a/b#c",
		"https://user:p%40ss@example.org/a", "HTTPS://Example.ORG/A/./b/../c", "https://[::1]/x?", "https://münchen.example/ü?ü", "https://example.org/a//b",
		"https://example.org\\a", "file:///c:/x", "mailto:a@example.org", "", "example.org", "https://a b/",
	}
	someLinks = []string{
		"", " ", "#x", " #x", "?", "?a=b#c", "?a=https://b/", "?'", "/", "//", "///", "//other.example/a", "/a/b/", "/a//b", "/a/../b", "/a/.b", "/a/%2e%2E/b", "/a/b%2ec",
		"/a?../b", "/%", "/a%zz", "/a|b", "/a'b", "/a\"b", "/a b", "/a\tb", "/a\\b", "/ü", "a", "a/b?c", "a:b", "a?b:c", "./a", "../a", ".", "..", "*", "https://other.example/a?b#c",
		"https://other.example", "https://other.example?a", "http://example.org/", "https:/a", "https:a", "HTTPS://other.example/", "https://OTHER.example/", "https://other.example:80/",
		"https://other.example:/", "https://1.2.3/", "https://a.0x1/", "https://a..b/", "https://-a.example-/", "https://xn--a.example/", "https://a--b.example/", "https://a_b.example/",
		"https://" + strings.Repeat("a", 70) + ".example/", "https://example.org", "https://example.org//a", "http://127.0.0.1:8080", "http://127.0.0.1:8080/a?b#c", "https://user:p%40ss@example.org/b",
		"https://[::1]/y", "javascript:x", "mailto:a@example.org", "\x01/a", "\u00a0/a", "/a\x7f", "/{a}", "/a^`b", strings.Repeat("a", maxAddress+1),
	}
)

// Links that are put together here lead where browsers would go.
func TestResolve(t *testing.T) {
	for _, at := range someBases {
		b := baseOf(corpus.URL(at))
		for _, href := range someLinks {
			if got, want := b.resolve(href), asBrowsersDo(at, href); got != want {
				t.Errorf("%q at %q: %q, want %q", href, at, got, want)
			}
		}
	}
	if b := baseOf("https://www.example.org/list/page/2/?a=b"); b.join("/documents/a?b=c#d") == "" || b.join("../3/") != "" {
		t.Error("a plain link takes the long way, or another one the short")
	}
}

func FuzzResolve(f *testing.F) {
	for _, at := range someBases {
		for _, href := range someLinks {
			f.Add(at, href)
		}
	}
	f.Fuzz(func(t *testing.T, at, href string) {
		if got, want := baseOf(corpus.URL(at)).resolve(href), asBrowsersDo(at, href); got != want {
			t.Errorf("%q at %q: %q, want %q", href, at, got, want)
		}
	})
}

// What is looked at for numbers only when it may have one has none otherwise.
func FuzzNumber(f *testing.F) {
	for _, s := range []string{"https://example.org/list/page/2/", "https://www.example.org/documents/a-2/", "https://example.org/%32", "https://drive.google.com/file/d/16NU9euOUgbzWF1GeIp8Sd6ldmmO5FBXa/view"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if u := corpus.URL(s); !mayBeNumbered(u) && placeOf(u).page >= 0 {
			t.Errorf("%q is page %d", u, placeOf(u).page)
		}
	})
}

// Addresses that are cut here have the parts that they have when they are parsed, and what a pattern matches has one of its
// texts.
func FuzzTrap(f *testing.F) {
	for _, s := range []string{
		"https://example.org/documents/x/feed/atom", "https://example.org/es/2023/06/14", "https://example.org/calendario/mes/2031-07", "https://example.org/eventos/2031-07",
		"https://example.org/events/month", "https://example.org/a/photo-1024x768.jpeg", "https://example.org/a/photo-scaled.webp", "https://WWW.x.com/share?a", "https://example.org:80/a%2Fprint",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		host, path, query, ok := plainParts(s)
		p, err := url.Parse(s)
		if ok && (err != nil || host != strings.ToLower(p.Host) || path != p.Path || query != p.RawQuery) {
			t.Errorf("%q: %q, %q, %q", s, host, path, query)
		}
		if err != nil {
			return
		}
		lower := strings.ToLower(p.Path)
		for _, p := range knownTraps().Patterns {
			if p.path.MatchString(lower) && !slices.ContainsFunc(p.With, func(text string) bool { return strings.Contains(lower, text) }) {
				t.Errorf("%q matches %s without %q", lower, p.Path, p.With)
			}
		}
	})
}
