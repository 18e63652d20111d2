package discover

import (
	"net/url"
	"regexp"
	"strings"
	"sync"

	"github.com/PuerkitoBio/goquery"
	"golang.org/x/net/html"
	"golang.org/x/net/publicsuffix"

	"github.com/irmtrail/irmtrail/corpus"
)

// switchers is quirks/switchers.yaml.
type switchers struct {
	Classes []string
}

// switcher selects the links of language switchers by the classes around them or of their own.
var switcher = sync.OnceValue(func() string {
	var parts []string
	for _, c := range embedded[switchers](quirkFiles, "quirks/switchers.yaml").Classes {
		parts = append(parts, "."+c+" a[href]", "a."+c+"[href]")
	}
	return strings.Join(parts, ", ")
})

// languageTag matches a language as attributes state it; "x-default" is none: "es", "pt-BR", "zh_Hans".
var languageTag = regexp.MustCompile(`^[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*$`)

// languageClass matches a class that says the language of a link; the language is group 1: "lang-es", "wpml-ls-item-fr".
var languageClass = regexp.MustCompile(`(?:^|\s)(?:lang|language|locale|lang-item|wpml-ls-item)[-_]([a-z]{2}(?:[-_][A-Za-z]{2})?)(?:\s|$)`)

// tagOf returns a language in the form of BCP 47, "" for what is none.
func tagOf(s string) corpus.Language {
	if s = strings.TrimSpace(s); !languageTag.MatchString(s) {
		return ""
	}
	return corpus.Language(strings.ReplaceAll(s, "_", "-"))
}

// language returns the language that a page says it is in.
func (d document) language() corpus.Language {
	root := d.Find("html").First()
	return tagOf(firstOf(root.AttrOr("lang", ""), root.AttrOr("xml:lang", "")))
}

// translations returns the addresses of a page in other languages: those of link elements, which say so, and those of a
// language switcher. The links of a switcher can lead anywhere where there is no translation, mostly to the front page,
// so they count only when they are of the same site and no front page.
func (d document) translations(at, canonical corpus.URL, own corpus.Language) []corpus.URL {
	t := translations{document: d, own: own, canonical: corpus.TargetKey(canonical), seen: map[string]bool{corpus.TargetKey(at): true}}
	for _, n := range d.Find(`link[rel~=alternate][hreflang][href]`).Nodes {
		if l, _ := attribute(n, "hreflang"); tagOf(l) != "" {
			t.add(n, tagOf(l))
		}
	}
	here, err := corpus.Parse(at)
	if err != nil {
		return t.found
	}
	site := siteOf(here)
	switches := d.Find(switcher()).AddSelection(d.Find("a[href]").FilterFunction(func(_ int, a *goquery.Selection) bool {
		return languageOf(a.Nodes[0]) != "" || says(textOf(a.Nodes[0]), words().Name)
	}))
	for _, a := range switches.Nodes {
		if len(t.found) >= maxFiles {
			break
		}
		href, _ := attribute(a, "href")
		p, err := corpus.Parse(d.resolve(href))
		if err != nil || strings.HasPrefix(href, "#") || siteOf(p) != site || isFront(p) || fileName.MatchString(p.Path) || IsTrap(corpus.URL(p.String())) {
			continue
		}
		t.add(a, languageOf(a))
	}
	return t.found
}

// translations are those of a page while they are collected.
type translations struct {
	document
	own       corpus.Language
	canonical string
	seen      map[string]bool
	found     []corpus.URL
}

// add adds what an element leads to unless it is there, or the page itself, which is in the same language under its
// canonical address.
func (t *translations) add(n *html.Node, language corpus.Language) {
	href, _ := attribute(n, "href")
	u := t.resolve(href)
	key := corpus.TargetKey(u)
	same := sameLanguage(language, t.own)
	if u == "" || t.seen[key] || same && (n.Data == "a" || key == t.canonical) || len(t.found) >= maxFiles {
		return
	}
	t.seen[key] = true
	t.found = append(t.found, u)
}

// sameLanguage reports whether two tags are the same, where a region that only one of them has does not count.
func sameLanguage(a, b corpus.Language) bool {
	return a != "" && a.Base() == b.Base() && (strings.EqualFold(string(a), string(b)) || a == a.Base() || b == b.Base())
}

// languageOf returns the language that the markup of a link says its target is in: attributes or class of the link,
// of the list item around it or of the one element in it.
func languageOf(a *html.Node) corpus.Language {
	around := []*html.Node{a}
	if a.Parent != nil && a.Parent.Type == html.ElementNode && a.Parent.Data != "body" && a.Parent.Data != "html" {
		around = append(around, a.Parent)
	}
	if c := a.FirstChild; c != nil && c.NextSibling == nil && c.Type == html.ElementNode {
		around = append(around, c)
	}
	for i, n := range around {
		names := []string{"hreflang", "data-lang", "data-language", "lang"}
		if i == 1 && n == a.Parent && n.Data != "li" {
			names = nil // a paragraph in another language is about what its links say, not about where they lead
		}
		for _, name := range names {
			if v, ok := attribute(n, name); ok && tagOf(v) != "" {
				return tagOf(v)
			}
		}
		class, _ := attribute(n, "class")
		if m := languageClass.FindStringSubmatch(class); m != nil {
			return tagOf(m[1])
		}
	}
	return ""
}

// siteOf returns the domain that somebody registered, which the languages of a site can share: "example.org" of
// "es.example.org".
func siteOf(p *url.URL) string {
	if domain, err := publicsuffix.EffectiveTLDPlusOne(p.Hostname()); err == nil {
		return domain
	}
	return p.Hostname()
}

// frontPage matches the path of a front page, also of one language: "/", "/es/", "/pt-br".
var frontPage = regexp.MustCompile(`^/(?:[a-z]{2}(?:[-_][A-Za-z]{2,4})?)?/?$`)

// isFront reports whether an address is a front page. One with a query can be any page ("/?p=3445").
func isFront(p *url.URL) bool {
	return (p.RawQuery == "" || strings.HasPrefix(p.RawQuery, "lang=")) && frontPage.MatchString(p.Path)
}
