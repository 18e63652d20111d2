package discover

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"
)

func TestReadFeed(t *testing.T) {
	f, err := ReadFeed(sample(t, "feed.xml"), "https://www.example.org/document-type/irm-report/feed/")
	if err != nil || len(f.Items) != 1 || f.Next != "https://www.example.org/document-type/irm-report/feed/?paged=2" || !f.Guessed {
		t.Fatalf("%+v, %v", f, err)
	}
	want := Listed{
		URL:      "https://www.example.org/documents/mexico-results-report-2019-2022/",
		Modified: time.Date(2023, 6, 14, 13, 12, 0, 0, time.UTC),
		ID:       "https://www.example.org/?post_type=documents&p=51234",
	}
	if fmt.Sprint(f.Items[0]) != fmt.Sprint(want) {
		t.Errorf("%+v", f.Items[0])
	}
}

// Feeds of several makers, as "address id day files; next".
func TestFeedKinds(t *testing.T) {
	for _, c := range []struct{ name, xml, want string }{
		{"Atom", `<feed xmlns="http://www.w3.org/2005/Atom"><link rel="self" href="/feed.atom"/><link rel="next" href="/feed.atom?before=9"/><entry><id>tag:example.org,2024:1</id><link rel="self" href="/entries/1"/><link href="/documents/a"/><link rel="enclosure" href="/a.pdf"/><published>2023-01-02T00:00:00Z</published><updated>2024-01-05T15:00:00-05:00</updated><source><id>x</id><link href="/other"/></source></entry></feed>`, "/documents/a tag:example.org,2024:1 2024-01-05 /a.pdf; /feed.atom?before=9"},
		{"RSS with Atom inside", `<rss><channel><atom:link xmlns:atom="x" rel="next" href="/feed?p=2"/><image><link>/i</link></image><item><atom:link rel="self" href="/self"/><link> /documents/a </link><guid isPermaLink="false">77</guid></item></channel></rss>`, "/documents/a 77 -; /feed?p=2"},
		{"guid is the address", `<rss><channel><item><title>&nbsp;&copy;</title><guid>https://example.org/documents/a</guid></item><item><guid isPermaLink="false">https://example.org/?p=3</guid></item></channel></rss>`, "/documents/a https://example.org/documents/a -; "},
		{"replaced links", `<rss xmlns:feedburner="x"><item><link>https://proxy.example/1</link><feedburner:origLink>https://example.org/documents/a</feedburner:origLink></item></rss>`, "/documents/a  -; "},
		{"RSS 1.0", `<rdf:RDF xmlns:rdf="r" xmlns:dc="d"><channel><items/></channel><item rdf:about="https://example.org/documents/a"><link>https://example.org/documents/a</link><dc:date>2024-01-05T10:00+00:00</dc:date></item></rdf:RDF>`, "/documents/a https://example.org/documents/a 2024-01-05; "},
		{"enclosures", `<rss><item><link>/documents/a</link><pubDate>Fri, 5 Jan 2024 15:00:00 GMT</pubDate><enclosure url="/a.pdf" length="1" type="application/pdf"/><enclosure url="/a.pdf"/><enclosure url="ftp://x/b"/></item></rss>`, "/documents/a  2024-01-05 /a.pdf; "},
		{"other schemes", `<rss><item><link>javascript:x()</link></item><item><link>mailto:a@example.org</link></item><item><link>/documents/a</link></item></rss>`, "/documents/a  -; "},
		{"Latin 1, bare ampersand", "<?xml version='1.0' encoding='iso-8859-1'?><rss><item><title>Informaci\xf3n & m\xe1s</title><link>/documents/a?x=1&y=2</link></item></rss>", "/documents/a?x=1&y=2  -; "},
		{"wrong bytes", "<rss><item><title>\xff\xfe\x01</title><link>/documents/a</link></item></rss>", "/documents/a  -; "},
		{"cut", `<rss><item><link>/documents/a</link></item><item><link>/docu`, "/documents/a  -; "},
		{"next is itself", `<feed><link rel="next" href="http://www.example.org/feed/"/><entry><link href="/documents/a"/></entry></feed>`, "/documents/a  -; "},
		{"date that is none", `<rss><item><link>/documents/a</link><pubDate>0000-00-00 00:00:00</pubDate></item></rss>`, "/documents/a  -; "},
	} {
		f, err := ReadFeed([]byte(c.xml), "https://example.org/feed/")
		var all []string
		for _, e := range f.Items {
			day := "-"
			if !e.Modified.IsZero() {
				day = e.Modified.Format(time.DateOnly)
			}
			all = append(all, strings.TrimSpace(fmt.Sprintf("%s %s %s %s", strings.TrimPrefix(string(e.URL), "https://example.org"), e.ID, day, strings.Trim(fmt.Sprint(e.Files), "[]"))))
		}
		got := strings.Join(all, ", ") + "; " + string(f.Next)
		if got = strings.ReplaceAll(got, " https://example.org/a.pdf", " /a.pdf"); strings.HasPrefix(string(f.Next), "https://example.org") {
			got = strings.Replace(got, string(f.Next), strings.TrimPrefix(string(f.Next), "https://example.org"), 1)
		}
		if err != nil || got != c.want {
			t.Errorf("%s: %q, want %q (%v)", c.name, got, c.want, err)
		}
	}
}

func TestFeedFaults(t *testing.T) {
	for name, payload := range map[string]string{
		"page": "<!DOCTYPE html><html><body>no feed</body></html>", "empty": "", "no XML": "\x00\x01", "JSON": `{"items":[]}`,
		"gzip": "\x1f\x8b\x08", "deep": strings.Repeat("<rss>", 100_000), "sitemap": "<urlset><url><loc>/a</loc></url></urlset>",
	} {
		if f, err := ReadFeed([]byte(payload), "https://example.org/feed/"); !errors.Is(err, ErrNoFeed) || len(f.Items) > 0 {
			t.Errorf("%s: %+v, %v", name, f, err)
		}
	}
	if f, err := ReadFeed([]byte("<rss><channel></channel></rss>"), "https://example.org/feed/"); err != nil || f.Next != "" {
		t.Errorf("empty feed: %+v, %v", f, err)
	}
	many := "<rss>" + strings.Repeat("<item><link>/a</link></item>", maxFeedItems+5)
	if f, err := ReadFeed([]byte(many), "https://example.org/feed/"); err != nil || len(f.Items) != maxFeedItems {
		t.Errorf("%d items, %v", len(f.Items), err)
	}
}
