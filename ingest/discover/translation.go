package discover

import (
	"net/url"
	"regexp"
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/publicsuffix"

	"github.com/irmtrail/irmtrail/corpus"
)

// switchers is quirks/switchers.yaml.
type switchers struct {
	Classes []string
}

// languageClass matches a class that says the language of a link; the language is group 1: "lang-es", "wpml-ls-item-fr".
var languageClass = regexp.MustCompile(`(?:^|\s)(?:lang|language|locale|lang-item|wpml-ls-item)[-_]([a-z]{2}(?:[-_][A-Za-z]{2})?)(?:\s|$)`)

// tagOf returns a language, as attributes state it ("es", "pt-BR", "zh_Hans"), in the form of BCP 47; "" for what is none,
// as is "x-default".
func tagOf(s string) corpus.Language {
	s = strings.ReplaceAll(strings.TrimSpace(s), "_", "-")
	base, rest, more := strings.Cut(s, "-")
	if len(base) < 2 || len(base) > 3 || strings.ContainsAny(base, "0123456789") || !isAlphanumeric(base) {
		return ""
	}
	for more {
		var subtag string
		subtag, rest, more = strings.Cut(rest, "-")
		if len(subtag) < 2 || len(subtag) > 8 || !isAlphanumeric(subtag) {
			return ""
		}
	}
	return corpus.Language(s)
}

func isAlphanumeric(s string) bool {
	for i := range len(s) {
		if c := s[i]; !('0' <= c && c <= '9' || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z') {
			return false
		}
	}
	return true
}

// translations returns the addresses of a page in other languages: those of link elements, which say so, and those of a
// language switcher. The links of a switcher can lead anywhere where there is no translation, mostly to the front page,
// so they count only when they are of the same site and no front page.
func (d *document) translations(at, canonical corpus.URL) []corpus.URL {
	t := translations{document: d, at: at, canonical: canonical}
	for l := range d.marked(isAlternate) {
		if tag, _ := attribute(l.node, "hreflang"); tagOf(tag) != "" {
			t.add(l, tagOf(tag))
		}
	}
	for l := range d.marked(inSwitcher) {
		t.addSwitch(l)
	}
	for l := range d.marked(isAnchor) {
		if l.mark&inSwitcher == 0 && len(t.found) < maxFiles && (languageOf(l.node) != "" || says(textOf(l.node))&saysName != 0) {
			t.addSwitch(l)
		}
	}
	return t.found
}

// translations are those of a page while they are collected.
type translations struct {
	*document
	at, canonical corpus.URL

	site  string          // of the page
	seen  map[string]bool // keys of the page and of what was found
	found []corpus.URL
}

// addSwitch adds what a link of a switcher leads to when it can be a translation.
func (t *translations) addSwitch(a *link) {
	if len(t.found) >= maxFiles || strings.HasPrefix(a.href, "#") {
		return
	}
	p, err := corpus.Parse(t.resolve(a))
	if err != nil || siteOf(p) != t.ownSite() || isFront(p) || namesFile(p.Path) || isTrap(corpus.URL(p.String())) {
		return
	}
	t.add(a, languageOf(a.node))
}

// ownSite returns the site of the page; one of which there is none has no translations on it.
func (t *translations) ownSite() string {
	if t.site == "" {
		if p, err := corpus.Parse(t.at); err == nil {
			t.site = siteOf(p)
		}
	}
	return t.site
}

// add adds what a link leads to unless it is there, or the page itself, which is in the same language under its canonical
// address.
func (t *translations) add(l *link, language corpus.Language) {
	u := t.resolve(l)
	if u == "" || u == t.at || len(t.found) >= maxFiles || slices.Contains(t.found, u) {
		return
	}
	same := sameLanguage(language, t.language)
	if same && l.mark&isAnchor != 0 {
		return
	}
	if t.seen == nil {
		t.seen = map[string]bool{corpus.TargetKey(t.at): true}
	}
	key := corpus.TargetKey(u)
	if t.seen[key] || same && key == corpus.TargetKey(t.canonical) {
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
		if !strings.Contains(class, "lang") && !strings.Contains(class, "locale") && !strings.Contains(class, "wpml") {
			continue
		}
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
