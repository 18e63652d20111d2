package htmldoc

import (
	"encoding/json"
	"strings"
	"time"

	"github.com/PuerkitoBio/goquery"
	"github.com/andybalholm/cascadia"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
	"golang.org/x/text/language"

	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/extract/charset"
)

var (
	titleTag  = cascadia.MustCompile("title")
	baseTag   = cascadia.MustCompile("base[href]")
	linkTag   = cascadia.MustCompile("link[rel][href]")
	metaTag   = cascadia.MustCompile("meta[content]")
	jsonTag   = cascadia.MustCompile(`script[type="application/ld+json"]`)
	htmlTag   = cascadia.MustCompile("html")
	headlines = cascadia.MustCompile("h1")
)

// readHead reads what the page says of itself and learns the page's own addresses.
func (p *page) readHead(c *corpus.Content) {
	doc := goquery.NewDocumentFromNode(p.root)
	p.readBase(doc)
	links := doc.FindMatcher(linkTag)
	meta := metas(doc)
	p.readSelf(c, links, meta)
	links.Each(func(_ int, s *goquery.Selection) {
		lang, rel := s.AttrOr("hreflang", ""), strings.Fields(strings.ToLower(s.AttrOr("rel", "")))
		if u := p.resolve(s.AttrOr("href", "")); lang != "" && len(rel) > 0 && rel[0] == "alternate" && u != nil {
			c.Head.Alternates = append(c.Head.Alternates, corpus.Alternate{Language: corpus.Language(lang), URL: corpus.URL(u.String())})
		}
	})
	ld := linkedData(doc)
	p.site = firstOf(meta["og:site_name"], meta["application-name"], ld.site)
	c.Head.Modified = firstOf(instant(meta["article:modified_time"]), instant(meta["og:updated_time"]), instant(ld.modified))
	c.Head.Published = firstOf(instant(meta["article:published_time"]), instant(meta["og:published_time"]), instant(meta["datepublished"]), instant(ld.published))
	c.Language = firstLanguage(attr(doc.FindMatcher(htmlTag).Get(0), "lang"), attr(doc.FindMatcher(htmlTag).Get(0), "xml:lang"), meta["content-language"], meta["og:locale"])
	c.Title = p.pageTitle(doc, meta)
}

// readBase applies <base href>.
func (p *page) readBase(doc *goquery.Document) {
	if u := p.resolve(doc.FindMatcher(baseTag).AttrOr("href", "")); u != nil {
		if p.base != nil {
			p.self[selfKey(p.base)] = true
		}
		p.base = u
		return
	}
	if p.base != nil {
		p.self[selfKey(p.base)] = true
	}
}

// readSelf collects the page's own addresses. The canonical one becomes the base of a page that came without address.
func (p *page) readSelf(c *corpus.Content, links *goquery.Selection, meta map[string]string) {
	own := func(href string) string {
		u := p.resolve(href)
		if u == nil {
			return ""
		}
		p.self[selfKey(u)] = true
		if p.base == nil {
			p.base = u
		}
		return u.String()
	}
	links.Each(func(_ int, s *goquery.Selection) {
		switch strings.ToLower(s.AttrOr("rel", "")) {
		case "canonical":
			if u := own(s.AttrOr("href", "")); c.Head.Canonical == "" {
				c.Head.Canonical = corpus.URL(u)
			}
		case "shortlink":
			own(s.AttrOr("href", ""))
		}
	})
	own(meta["og:url"])
}

// metas returns the first content of each meta element by property, name, itemprop or http-equiv, in lower case.
func metas(doc *goquery.Document) map[string]string {
	out := map[string]string{}
	doc.FindMatcher(metaTag).Each(func(_ int, s *goquery.Selection) {
		for _, key := range []string{"property", "name", "itemprop", "http-equiv"} {
			k := strings.ToLower(s.AttrOr(key, ""))
			if _, ok := out[k]; k != "" && !ok {
				out[k] = strings.TrimSpace(s.AttrOr("content", ""))
			}
		}
	})
	return out
}

func firstOf(values ...string) string {
	for _, v := range values {
		if v != "" {
			return v
		}
	}
	return ""
}

// instant returns a time as RFC 3339 in UTC, a day as it is, "" for anything else.
func instant(s string) string {
	if t, err := time.Parse(time.RFC3339, s); err == nil {
		return t.UTC().Format(time.RFC3339)
	}
	if _, err := time.Parse(time.DateOnly, s); err == nil {
		return s
	}
	return ""
}

// firstLanguage returns the first value that is a language tag: "es-MX" for "es_MX".
func firstLanguage(values ...string) corpus.Language {
	for _, v := range values {
		v = strings.ReplaceAll(strings.TrimSpace(v), "_", "-")
		if tag, err := language.Parse(v); err == nil && v != "" && tag != language.Und {
			return corpus.Language(tag.String())
		}
	}
	return ""
}

// ldFacts is what the page's JSON-LD says.
type ldFacts struct{ published, modified, site string }

// maxLinkedData is the longest JSON-LD that is read, in bytes: as values it takes many times its length.
const maxLinkedData = 1 << 20

// linkedData reads the JSON-LD of the page (schema.org): dates of the page, the name of the site.
func linkedData(doc *goquery.Document) ldFacts {
	var f ldFacts
	doc.FindMatcher(jsonTag).Each(func(_ int, s *goquery.Selection) {
		var v any
		if text := s.Text(); len(text) <= maxLinkedData && json.Unmarshal([]byte(text), &v) == nil {
			f.read(v, 0)
		}
	})
	return f
}

func (f *ldFacts) read(v any, depth int) {
	if depth > 3 { // an array, its @graph, its items
		return
	}
	switch v := v.(type) {
	case []any:
		for _, e := range v {
			f.read(e, depth+1)
		}
	case map[string]any:
		kind, _ := v["@type"].(string)
		if name, ok := v["name"].(string); ok && kind == "WebSite" && f.site == "" {
			f.site = name
		}
		if kind != "Comment" && kind != "ImageObject" && kind != "VideoObject" {
			f.published = firstOf(f.published, str(v["datePublished"]))
			f.modified = firstOf(f.modified, str(v["dateModified"]))
		}
		f.read(v["@graph"], depth+1)
	}
}

func str(v any) string {
	s, _ := v.(string)
	return s
}

// titleSeparators stand between a page's title and its site's name.
var titleSeparators = []string{" | ", " – ", " — ", " - ", " » ", " :: ", " · "}

// pageTitle returns the page's title without the name of the site.
func (p *page) pageTitle(doc *goquery.Document, meta map[string]string) string {
	title := ""
	doc.FindMatcher(titleTag).EachWithBreak(func(_ int, s *goquery.Selection) bool {
		if n := s.Get(0); n.Namespace == "" { // an <svg> has titles too
			title = charset.OneLine(s.Text())
		}
		return title == ""
	})
	h1 := ""
	if n := doc.FindMatcher(headlines); n.Length() > 0 {
		h1 = p.text(n.Get(0))
	}
	if title == "" {
		return firstOf(charset.OneLine(meta["og:title"]), h1)
	}
	return p.withoutSite(title, h1, charset.OneLine(meta["og:title"]))
}

// withoutSite cuts the site's name off a title: the part behind the last separator, or before the first, where it is the name
// that the head states; the last where the rest is the page's h1 or og:title, or where the separator is one that titles of
// documents do not use. "– For Public Comment" is no site's name: it tells a draft from the report.
func (p *page) withoutSite(title, h1, og string) string {
	for _, sep := range titleSeparators {
		if rest, last, ok := cutLast(title, sep); ok && p.site != "" && strings.EqualFold(last, p.site) {
			return rest
		}
		if first, rest, ok := strings.Cut(title, sep); ok && p.site != "" && strings.EqualFold(first, p.site) {
			return rest
		}
	}
	for _, sep := range titleSeparators {
		rest, last, ok := cutLast(title, sep)
		if ok && !p.words.Draft(last) && (strings.EqualFold(rest, h1) || strings.EqualFold(rest, og) || sep == " | " || sep == " » ") {
			return rest
		}
	}
	return title
}

// cutLast is strings.Cut at the last separator.
func cutLast(s, sep string) (before, after string, found bool) {
	i := strings.LastIndex(s, sep)
	if i <= 0 {
		return s, "", false
	}
	return s[:i], s[i+len(sep):], true
}

// title1 returns the page's main heading where it stands outside the main part, in a banner; nil when no h1 says what
// the title says. It is taken before pruning.
func (p *page) title1(title string) *html.Node {
	if title == "" {
		return nil
	}
	for n := range p.body.Descendants() {
		if n.DataAtom != atom.H1 || inside(n, atom.Nav) {
			continue
		}
		if text := p.text(n); text != "" && len(text) >= 4 && strings.HasPrefix(strings.ToLower(title), strings.ToLower(text)) {
			return n
		}
	}
	return nil
}
