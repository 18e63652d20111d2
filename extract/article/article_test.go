package article_test

import (
	"strings"
	"testing"

	"github.com/irmtrail/irmtrail/extract/article"
	"github.com/irmtrail/irmtrail/extract/htmldoc"
)

// page is a story of our own among what surrounds stories.
const page = `<!DOCTYPE html><html lang="en"><head><title>Road contracts go online | The Courier</title>
<meta property="og:site_name" content="The Courier"><meta property="og:title" content="Road contracts go online">
<meta property="article:published_time" content="2022-11-14T08:00:00Z"></head><body>
<nav><ul><li><a href="/">Home</a></li><li><a href="/politics">Politics</a></li><li><a href="/sport">Sport</a></li></ul></nav>
<article><h1>Road contracts go online</h1><p class="meta">By our reporter, 14 November 2022</p>
<p>For the first time anybody can read what a road costs. The ministry published the contracts of the last month on Monday, and the
districts that asked for training will have it before the end of the year.</p>
<p>“Nobody had asked us before,” said the head of one district, who found three contracts for the same bridge in the list within an hour.</p>
<p>The committee that steers the plan had demanded the publication in May. Members of civil society called it a first step and asked for the
invoices, too, which are to follow in the spring.</p></article>
<aside><h2>Read also</h2><ul><li><a href="/a">Ten recipes for the rainy season that you must not miss this year</a></li></ul></aside>
<footer>Copyright 2026 The Courier. All rights reserved.</footer></body></html>`

func TestRead(t *testing.T) {
	c, err := htmldoc.Read([]byte(page), "https://www.courier.example/2022/11/road-contracts", "text/html")
	if err != nil {
		t.Fatal(err)
	}
	a, ok := article.Read(page, c.Text().String(), "https://www.courier.example/2022/11/road-contracts")
	if !ok || a.Title != "Road contracts go online" || a.Publisher != "The Courier" || a.Date != "2022-11-14" {
		t.Fatalf("%v %+v", ok, a)
	}
	var in strings.Builder
	for _, r := range a.In(c) {
		in.WriteString(c.Text().Slice(r.Start, r.End) + "\n")
	}
	for _, want := range []string{"For the first time", "Nobody had asked us", "invoices, too"} {
		if !strings.Contains(in.String(), want) {
			t.Errorf("%q is not in the article:\n%s", want, in.String())
		}
	}
	if strings.Contains(in.String(), "recipes") || strings.Contains(in.String(), "All rights reserved") {
		t.Errorf("the article has what surrounds it:\n%s", in.String())
	}
}

// TestNoDate: a year in the footer is no day of publication.
func TestNoDate(t *testing.T) {
	bare := strings.NewReplacer(`<meta property="article:published_time" content="2022-11-14T08:00:00Z">`, "", ", 14 November 2022", "").Replace(page)
	if a, ok := article.Read(bare, "", "https://www.courier.example/road-contracts"); !ok || a.Date != "" {
		t.Errorf("%v, date %q", ok, a.Date)
	}
}

func TestHostile(t *testing.T) {
	for name, html := range map[string]string{
		"empty": "", "no page": "\x00\x01", "deep": strings.Repeat("<div>", 20_000) + "x", "long": strings.Repeat("<p>word word word</p>", 200_000), "cut": page[:700],
	} {
		if a, ok := article.Read(html, html, "::no address"); ok && a.Text == "" {
			t.Errorf("%s: an article without text", name)
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add(page)
	f.Fuzz(func(t *testing.T, html string) {
		a, ok := article.Read(html, html, "https://www.courier.example/")
		c, err := htmldoc.Read([]byte(html), "https://www.courier.example/", "text/html")
		if !ok || err != nil {
			return
		}
		last := 0
		for _, r := range a.In(c) {
			if r.Start < last || r.End < r.Start || r.End > c.Text().Len() {
				t.Errorf("range %+v behind %d of %d", r, last, c.Text().Len())
			}
			last = r.End
		}
	})
}
