package robots

import (
	"encoding/base64"
	"encoding/json"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/irmtrail/irmtrail/corpus/corpustest"
)

// load reads shared test data; without it the test is skipped, but not where everything must run.
func load(t *testing.T, name string, into any) {
	t.Helper()
	raw, err := os.ReadFile(corpustest.Shared(t, "data/robots", name))
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(raw, into); err != nil {
		t.Fatal(err)
	}
}

func TestCases(t *testing.T) {
	var cases []struct {
		ID        string `json:"id"`
		Robots    string `json:"robots"`
		UserAgent string `json:"user_agent"`
		URL       string `json:"url"`
		Allowed   bool   `json:"allowed"`
	}
	load(t, "robots_cases.json", &cases)
	if len(cases) != 145 {
		t.Fatalf("%d cases", len(cases))
	}
	for _, c := range cases {
		if got := Parse([]byte(c.Robots)).Decide(c.UserAgent, c.URL); got.Allowed != c.Allowed {
			t.Errorf("%s: %.300q for %q at %.300q: %+v, want %v", c.ID, c.Robots, c.UserAgent, c.URL, got.Allowed, c.Allowed)
		}
	}
}

func TestExtraCases(t *testing.T) {
	var extra struct {
		Path   [][2]string `json:"path_params_query"`
		Escape [][2]string `json:"escape_pattern"`
		Fetch  []struct {
			Status any    `json:"status"`
			Ref    string `json:"ref"`
			Answer any    `json:"allowed"`
		} `json:"rfc9309_fetch"`
		Parse []struct {
			Name    string `json:"name"`
			Body    string `json:"body_base64"`
			Valid   int    `json:"valid_directives"`
			Sitemap string `json:"sitemap"`
		} `json:"parse"`
	}
	load(t, "robots_extra_cases.json", &extra)
	for _, c := range extra.Path {
		if got := pathOf(c[0]); got != c[1] {
			t.Errorf("pathOf(%q) = %q, want %q", c[0], got, c[1])
		}
	}
	for _, c := range extra.Escape {
		if got := escaped(c[0]); got != c[1] {
			t.Errorf("escaped(%q) = %q, want %q", c[0], got, c[1])
		}
	}
	for _, c := range extra.Fetch {
		status, number := c.Status.(float64)
		allowed, decided := c.Answer.(bool)
		if !number || !decided || status < 400 {
			continue
		}
		if got := After(int(status)); (got == All) != allowed || got == ByFile {
			t.Errorf("After(%v) = %v, want allowed %v (%s)", status, got, allowed, c.Ref)
		}
	}
	for _, c := range extra.Parse {
		body, err := base64.StdEncoding.DecodeString(c.Body)
		if err != nil {
			t.Fatal(err)
		}
		r := Parse(body)
		if c.Sitemap != "" && (len(r.Sitemaps) != 1 || r.Sitemaps[0] != c.Sitemap) {
			t.Errorf("%s: sitemaps %v", c.Name, r.Sitemaps)
		}
		if n := directives(body); c.Valid > 0 && n != c.Valid {
			t.Errorf("%s: %d directives, want %d", c.Name, n, c.Valid)
		}
	}
}

func directives(body []byte) int {
	n := 0
	for _, line := range lines(body) {
		if key, _, ok := keyValue(line); ok && directive(key) != otherLine {
			n++
		}
	}
	return n
}

func TestDecideShowsTheRule(t *testing.T) {
	r := Parse([]byte("User-agent: *\nDisallow: /a\nAllow: /a/b # but this\nDisallow: /%c3%a1/*.pdf$\n"))
	for path, want := range map[string]Decision{
		"/x":                {true, 0, ""},
		"/a/c":              {false, 2, "Disallow: /a"},
		"/a/b/c":            {true, 3, "Allow: /a/b"},
		"/%C3%A1/x.pdf":     {false, 4, "Disallow: /%c3%a1/*.pdf$"},
		"/%c3%a1/x.pdf":     {false, 4, "Disallow: /%c3%a1/*.pdf$"},
		"/%C3%A1/x.pdf?v=1": {true, 0, ""},
		"/robots.txt":       {true, 0, ""},
	} {
		if got := r.Decide("irmtrail", "https://example.org"+path); got != want {
			t.Errorf("%s: %+v, want %+v", path, got, want)
		}
	}
}

func TestCrawlDelay(t *testing.T) {
	r := Parse([]byte("User-agent: *\nCrawl-delay: 10\nAllow: /\n\nUser-agent: irmtrail\nuser-agent: other\nCrawl-Delay: 2.5\nDisallow:\n\nUser-agent: mad\nCrawl-delay: 1e99\n"))
	for token, want := range map[string]time.Duration{
		"IRMtrail": 2500 * time.Millisecond, "other": 2500 * time.Millisecond, "someone": 10 * time.Second, "mad": 24 * time.Hour,
	} {
		if got := r.CrawlDelay(token); got != want {
			t.Errorf("%s: %v, want %v", token, got, want)
		}
	}
}

func TestLongFile(t *testing.T) {
	line := "Disallow: /" + strings.Repeat("x", 89) + "\n"
	within := "User-agent: *\n" + strings.Repeat(line, 5000) + "Disallow: /in\n"
	r := Parse([]byte(within + strings.Repeat(line, 1000) + "Disallow: /out\n"))
	if r.Decide("a", "/in").Allowed || !r.Decide("a", "/out").Allowed {
		t.Error("a rule within 500 KiB counts, one behind 512 KiB does not")
	}
	if n := len(r.forToken("a")[0].rules); n > MaxBytes/len(line)+2 {
		t.Errorf("%d rules", n)
	}
}

// What tries the wildcards in every combination never ends here.
func TestManyWildcards(t *testing.T) {
	r := Parse([]byte("User-agent: *\nDisallow: /" + strings.Repeat("*a", 2000) + "b\n"))
	if d := r.Decide("x", "/"+strings.Repeat("a", 8000)); !d.Allowed {
		t.Errorf("%.40s", d.Rule)
	}
}

// Any bytes: no panic, a rule that decided is one of the file, and the file cannot lock up its own robots.txt.
func FuzzDecide(f *testing.F) {
	f.Add([]byte("User-agent: *\nDisallow: /a*b$\nAllow: /index.html\n"), "/a/b")
	f.Add([]byte("\xef\xbbuser agent x\r\rdissallow /%e2%8"), "http://h/%e2%8?;#")
	f.Fuzz(func(t *testing.T, body []byte, url string) {
		r := Parse(body)
		d := r.Decide("irmtrail", url)
		if d.Line < 0 || d.Line > len(lines(body)) || (d.Line == 0) != (d.Rule == "") || d.Line == 0 && !d.Allowed {
			t.Errorf("%+v", d)
		}
		if r.CrawlDelay("irmtrail") < 0 || !r.Decide("irmtrail", "/robots.txt").Allowed {
			t.Error("robots.txt must stay open")
		}
	})
}
