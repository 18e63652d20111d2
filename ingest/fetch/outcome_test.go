package fetch

import (
	"net/http"
	"net/url"
	"testing"
	"time"

	"github.com/irmtrail/irmtrail/corpus"
)

func TestRetryAfter(t *testing.T) {
	now := time.Date(2026, 11, 24, 12, 0, 0, 0, time.UTC)
	for value, want := range map[string]time.Duration{
		"": 0, "120": 2 * time.Minute, " 1.5 ": 1500 * time.Millisecond, "-5": 0, "-1e400": 0, "soon": 0, "NaN": 0, "0x10": 0,
		"99999999999999999999": 24 * time.Hour, "Inf": 24 * time.Hour, "1e400": 24 * time.Hour, "12 minutes": 0, "\xff\x00": 0,
		"Tue, 24 Nov 2026 12:00:30 GMT": 30 * time.Second, "Tue, 24 Nov 2026 11:00:00 GMT": 0, "Tue, 24 Nov 2099 12:00:00 GMT": 24 * time.Hour,
		"Fri, 31 Dec 9999 23:59:59 GMT": 24 * time.Hour, "Mon, 01 Jan 0001 00:00:00 GMT": 0,
	} {
		if got := retryAfter(value, now); got != want {
			t.Errorf("retryAfter(%q) = %v, want %v", value, got, want)
		}
	}
}

// Every status has an outcome, a fault that the corpus knows, and a sentence.
func TestEveryStatus(t *testing.T) {
	known := map[corpus.Fault]bool{"": true}
	for _, f := range corpus.Faults {
		known[f.Fault] = true
	}
	u, _ := url.Parse("http://www.example.org/")
	for status := range 1000 {
		r := Result{Status: status, Header: http.Header{}}
		judge(u, false, &r)
		if r.Outcome == "" || !known[r.Fault] || (r.Fault == "") != (r.Outcome == corpus.Fetched) || r.Fault != "" && !sentence.MatchString(r.Error) {
			t.Errorf("%d: %s %q %q", status, r.Outcome, r.Fault, r.Error)
		}
	}
}

func TestLocation(t *testing.T) {
	from, _ := url.Parse("https://www.example.org/a/b?c=d")
	for value, want := range map[string]string{
		"/page":                         "https://www.example.org/page",
		"page":                          "https://www.example.org/a/page",
		"?e=f":                          "https://www.example.org/a/b?e=f",
		"//other.example/x":             "https://other.example/x",
		"http:/x":                       "http://x/",
		"\\x\\y":                        "https://www.example.org/x/y",
		"/100%/report":                  "https://www.example.org/100%25/report",
		"/two words.pdf":                "https://www.example.org/two%20words.pdf",
		"/a\xe7\xe3o":                   "https://www.example.org/a%E7%E3o",
		"/ação":                         "https://www.example.org/a%C3%A7%C3%A3o",
		"https://m\u00fcnchen.example/": "https://xn--mnchen-3ya.example/",
		"#top":                          "https://www.example.org/a/b?c=d#top",
		"javascript:alert(1)":           "javascript:alert(1)",
		"":                              "",
		"  ":                            "",
		"http://[::1":                   "",
		"http://a b/":                   "",
	} {
		got, err := location(from, value)
		if got != want || (err == nil) != (want != "") {
			t.Errorf("location(%q) = %q, %v; want %q", value, got, err, want)
		}
	}
}

// A redirect leads to an address that can be parsed, or nowhere.
func FuzzLocation(f *testing.F) {
	for _, s := range []string{"/page", "//x", "http://[::1", "\x00", "http://user:pw@x:99999/", "/%zz", "\xff", "data:x"} {
		f.Add(s)
	}
	from, _ := url.Parse("https://www.example.org/a/b?c=d")
	f.Fuzz(func(t *testing.T, value string) {
		to, err := location(from, value)
		if _, bad := url.Parse(to); bad != nil || (err == nil) != (to != "") {
			t.Errorf("location(%q) = %q, %v", value, to, err)
		}
	})
}

func FuzzRetryAfter(f *testing.F) {
	for _, s := range []string{"120", "-1", "1e999", "Fri, 31 Dec 9999 23:59:59 GMT", "NaN", "\x00"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, value string) {
		if d := retryAfter(value, time.Unix(0, 0)); d < 0 || d > maxRetryAfter {
			t.Error(d)
		}
	})
}

func TestChallenged(t *testing.T) {
	if len(challenges()) != 4 {
		t.Errorf("%d fields", len(challenges()))
	}
	for value, want := range map[string]bool{"challenge": true, " CHALLENGE ": true, "block": false, "": false} {
		if challenged(http.Header{"X-Vercel-Mitigated": {value}}) != want {
			t.Errorf("%q", value)
		}
	}
}
