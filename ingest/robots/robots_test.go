package robots

import (
	"bytes"
	"encoding/json"
	"os"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/jimsmart/grobotstxt"

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
		Token  [][2]any    `json:"valid_user_agent_to_obey"`
		Path   [][2]string `json:"path_params_query"`
		Escape [][2]string `json:"escape_pattern"`
		Fetch  []struct {
			Status any    `json:"status"`
			Body   string `json:"body"`
			URL    string `json:"url"`
			Answer any    `json:"allowed"`
			Ref    string `json:"ref"`
		} `json:"rfc9309_fetch"`
		Parse []parseCase `json:"parse"`
	}
	load(t, "robots_extra_cases.json", &extra)
	for _, c := range extra.Token {
		if name := c[0].(string); (name != "" && token(name) == name) != c[1] {
			t.Errorf("token(%q) = %q, valid %v", name, token(name), c[1])
		}
	}
	for _, c := range extra.Path {
		if got := pathOf(c[0]); got != c[1] {
			t.Errorf("pathOf(%q) = %q, want %q", c[0], got, c[1])
		}
	}
	for _, c := range extra.Escape {
		if got := Parse([]byte("User-agent: *\nAllow: " + c[0])).lines[1].value; got != c[1] {
			t.Errorf("%q is read as %q, want %q", c[0], got, c[1])
		}
	}
	for _, c := range extra.Fetch {
		status, number := c.Status.(float64)
		allowed, decided := c.Answer.(bool)
		switch {
		case !number || !decided:
		case status == 200:
			if d := Parse([]byte(c.Body)).Decide("irmtrail", c.URL); d.Allowed != allowed || After(200) != ByFile {
				t.Errorf("%s: %+v", c.Ref, d)
			}
		case status >= 400:
			if got := After(int(status)); (got == All) != allowed || got == ByFile {
				t.Errorf("After(%v) = %v, want allowed %v (%s)", status, got, allowed, c.Ref)
			}
		}
	}
	for _, c := range extra.Parse {
		c.check(t)
	}
}

type parseCase struct {
	Name    string `json:"name"`
	Body    []byte `json:"body_base64"`
	Valid   int    `json:"valid_directives"`
	Unknown *int   `json:"unknown_directives"`
	Last    int    `json:"last_line_seen"`
	Sitemap string `json:"sitemap"`
}

func (c parseCase) check(t *testing.T) {
	r := Parse(c.Body)
	if c.Sitemap != "" && (len(r.Sitemaps) != 1 || r.Sitemaps[0] != c.Sitemap) {
		t.Errorf("%s: sitemaps %v", c.Name, r.Sitemaps)
	}
	var n counter
	grobotstxt.Parse(string(c.Body), &n)
	if c.Valid > 0 && n.valid != c.Valid || c.Unknown != nil && n.unknown != *c.Unknown {
		t.Errorf("%s: %+v", c.Name, n)
	}
	if c.Last > 0 && r.lines[len(r.lines)-1].number != c.Last {
		t.Errorf("%s: the last line is %+v, want %d", c.Name, r.lines[len(r.lines)-1], c.Last)
	}
}

// counter counts what the library's parser tells of.
type counter struct{ valid, unknown int }

func (*counter) HandleRobotsStart()                        {}
func (*counter) HandleRobotsEnd()                          {}
func (c *counter) HandleUserAgent(int, string)             { c.valid++ }
func (c *counter) HandleAllow(int, string)                 { c.valid++ }
func (c *counter) HandleDisallow(int, string)              { c.valid++ }
func (c *counter) HandleSitemap(int, string)               { c.valid++ }
func (c *counter) HandleUnknownAction(int, string, string) { c.unknown++ }

func TestDecideShowsTheLine(t *testing.T) {
	r := Parse([]byte("User-agent: *\r\nDisallow: /a\rAllow: /a/b # but this\nDisallow: /%c3%a1/*.pdf$\ndissalow /ñ\xff\nAllow: /c/index.html\nDisallow: /c\nDisallow:\n"))
	for path, want := range map[string]Decision{
		"/x":                {true, 0, ""},
		"/a/c":              {false, 2, "Disallow: /a"},
		"/a/b/c":            {true, 3, "Allow: /a/b"},
		"/%C3%A1/x.pdf":     {false, 4, "Disallow: /%c3%a1/*.pdf$"},
		"/%c3%a1/x.pdf":     {false, 4, "Disallow: /%c3%a1/*.pdf$"},
		"/%C3%A1/x.pdf?v=1": {true, 0, ""},
		"/%c3%b1%FF":        {false, 5, "dissalow /ñ\uFFFD"},
		"/c/":               {true, 6, "Allow: /c/index.html"},
		"/c/d":              {false, 7, "Disallow: /c"},
		"/robots.txt":       {true, 0, ""},
		"/a%":               {false, 2, "Disallow: /a"},
		"/b?100%":           {true, 0, ""},
	} {
		if got := r.Decide("irmtrail", "https://example.org"+path); got != want {
			t.Errorf("%s: %+v, want %+v", path, got, want)
		}
	}
}

func TestToken(t *testing.T) {
	for _, name := range []string{"irmtrail", "IRMtrail/2.0", "irmtrail*", "irmtrail2", "irmtrail.example", "irmtrail and friends"} {
		r := Parse([]byte("User-agent: *\nDisallow: /\n\nUser-agent: " + name + "\nDisallow: /mine\n"))
		if !r.Decide("irmtrail", "/yours").Allowed || r.Decide("irmtrail", "/mine").Line != 5 {
			t.Errorf("%q names us", name)
		}
	}
	for _, name := range []string{"irmtrails", "my-irmtrail", "2irmtrail", "*irmtrail"} {
		if Parse([]byte("User-agent: "+name+"\nDisallow: /")).Decide("irmtrail", "/").Line != 0 {
			t.Errorf("%q does not name us", name)
		}
	}
}

func TestCrawlDelay(t *testing.T) {
	for _, c := range []struct {
		file  string
		token string
		want  time.Duration
	}{
		{"", "a", 0},
		{"User-agent: *\nCrawl-delay: 10\nAllow: /\n\nUser-agent: a\nuser-agent: b\nCrawl-Delay: 2.5\nDisallow:", "A", 2500 * time.Millisecond},
		{"User-agent: *\nCrawl-delay: 10\nAllow: /\n\nUser-agent: a\nuser-agent: b\nCrawl-Delay: 2.5\nDisallow:", "b", 2500 * time.Millisecond},
		{"User-agent: *\nCrawl-delay: 10\nAllow: /\n\nUser-agent: a\nCrawl-Delay: 2.5", "c", 10 * time.Second},
		{"User-agent: *\nCrawl-delay: 10\nAllow: /\n\nUser-agent: a\nAllow: /", "a", 0},
		{"User-agent: a\nCrawl-delay: 3\nUser-agent: b\nDisallow: /x", "b", 3 * time.Second},               // one group
		{"User-agent: a\nCrawl-delay: 3\nUser-agent: b", "b", 3 * time.Second},                             // without rules too
		{"User-agent: a\nDisallow: /x\nCrawl-delay: 3\nUser-agent: b\nDisallow: /x", "b", 0},               // two groups
		{"User-agent: a\nDisallow: /x\nCrawl-delay: 3\nUser-agent: b\nDisallow: /x", "a", 3 * time.Second}, // behind rules
		{"User-agent: a\nCrawl-delay: 2\n\nUser-agent: b\nCrawl-delay: 9\nAllow: /\nUser-agent: a\nAllow: /\ncrawldelay 4", "a", 9 * time.Second},
		{"Crawl-delay: 5\nUser-agent: *\nDisallow: /x", "a", 0},
		{"User-agent: inf\nDisallow: /x", "inf", 0},
		{"User-agent: *\nCrawl-delay: 1e99", "a", 24 * time.Hour},
		{"User-agent: *\nCrawl-delay: -1\nCrawl-delay: soon\nCrawl-delay: NaN", "a", 0},
	} {
		if got := Parse([]byte(c.file)).CrawlDelay(c.token); got != c.want {
			t.Errorf("%q for %s: %v, want %v", c.file, c.token, got, c.want)
		}
	}
}

func TestSitemapsAsWritten(t *testing.T) {
	r := Parse([]byte("Sitemap: https://example.org/%c3%b1.xml\nuser-agent: *\nsite-map: /b.xml # here\n"))
	if !slices.Equal(r.Sitemaps, []string{"https://example.org/%c3%b1.xml", "/b.xml"}) {
		t.Errorf("%q", r.Sitemaps)
	}
}

func TestLongFile(t *testing.T) {
	line := "Disallow: /" + strings.Repeat("x", 89) + "\n"
	within := "User-agent: *\n" + strings.Repeat(line, 5000) + "Disallow: /in\n"
	r := Parse([]byte(within + strings.Repeat(line, 1000) + "Disallow: /out\n"))
	if r.Decide("a", "/in").Allowed || !r.Decide("a", "/out").Allowed {
		t.Error("a rule within 500 KiB counts, one behind 512 KiB does not")
	}
	if n := len(r.lines); n > MaxBytes/len(line)+2 {
		t.Errorf("%d lines", n)
	}
}

// What tries the wildcards in every combination never ends here.
func TestManyWildcards(t *testing.T) {
	r := Parse([]byte("User-agent: *\nDisallow: /" + strings.Repeat("*a", 2000) + "b\n"))
	if d := r.Decide("x", "/"+strings.Repeat("a", 8000)); !d.Allowed {
		t.Errorf("%.40s", d.Rule)
	}
}

// A file of which every rule costs the library much does not stop the crawl. It is obeyed.
func TestHostileFile(t *testing.T) {
	path := "/" + strings.Repeat("a", 16000)
	for name, rule := range map[string]string{
		"wildcards":   "Disallow: /*" + strings.Repeat("*a", 8000) + "b\n",
		"few letters": "Disallow: /*a*b\n",
		"matches":     "Disallow: /*a\n",
		"allowed":     "Allow: /" + strings.Repeat("*", 100) + "a\n",
		"lines":       "Allow:/\n",
		"agents":      "User-agent: " + strings.Repeat("a", 100) + "\n",
		"escapes":     "Disallow: " + strings.Repeat("%aa", 5000) + "\n",
		"delays":      "User-agent:*\nCrawl-delay:9\n",
		"keys":        strings.Repeat("A", 16000) + ": /\n",
		"colonless":   strings.Repeat(" a", 8000) + "\n",
		"returns":     "\r",
	} {
		body := []byte("User-agent: x\nDisallow: /*z\n" + strings.Repeat(rule, MaxBytes/len(rule)))
		start := time.Now()
		r := Parse(body)
		parsed := time.Now()
		d := r.Decide("x", path)
		decided := time.Now()
		r.CrawlDelay("x")
		t.Logf("%-11s parsed in %v, decided in %v, pause in %v, %d lines, allowed %v", name, parsed.Sub(start), decided.Sub(parsed), time.Since(decided), len(r.lines), d.Allowed)
		if took := time.Since(start); took > 10*time.Second {
			t.Errorf("%s: %v", name, took)
		}
		if d.Line == 0 && !d.Allowed {
			t.Errorf("%s: forbidden by no line", name)
		}
	}
}

// Passing over patterns that differ must not change what the library says of any.
func FuzzLongest(f *testing.F) {
	f.Add("/a/b.pdf", "/*/b$")
	f.Add("/$a$", "/$*$a$$")
	f.Fuzz(func(t *testing.T, path, pattern string) {
		want := grobotstxt.LongestMatchStrategy{}
		s := &longest{path: path}
		if got := s.MatchAllow("", pattern); got != want.MatchAllow(path, pattern) || got != s.MatchDisallow("", pattern) {
			t.Errorf("%q with %q: %d", pattern, path, got)
		}
	})
}

// Any bytes: no panic, a line that decided is one of the file, and the file cannot lock up its own robots.txt.
func FuzzDecide(f *testing.F) {
	f.Add([]byte("User-agent: *\nDisallow: /a*b$\nAllow: /index.html\n"), "/a/b")
	f.Add([]byte("\xef\xbbuser agent x\r\rdissallow /%e2%8"), "http://h/%e2%8?;#")
	f.Add([]byte("user-agent: irmtrail\ncrawl-delay: 2\nuser-agent: *\nallow: /%c3%A1\r\ndisallow:\ncrawl-delay 7\nsitemap: /s"), "//h/%C3%a1")
	f.Fuzz(func(t *testing.T, body []byte, url string) {
		r := Parse(body)
		d := r.Decide("irmtrail", url)
		if d.Line < 0 || d.Line > bytes.Count(body, []byte("\n"))+bytes.Count(body, []byte("\r"))+1 {
			t.Errorf("no such line: %+v", d)
		}
		if (d.Line == 0) != (d.Rule == "") || d.Line == 0 && !d.Allowed || !utf8.ValidString(d.Rule) {
			t.Errorf("%+v", d)
		}
		if delay := r.CrawlDelay("irmtrail"); delay < 0 || delay > 24*time.Hour {
			t.Errorf("pause of %v", delay)
		}
		if !r.Decide("irmtrail", "/robots.txt").Allowed {
			t.Error("robots.txt must stay open")
		}
	})
}
