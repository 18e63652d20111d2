package resolve

import (
	"bytes"
	"embed"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"sync"
	"unicode"

	"github.com/PuerkitoBio/goquery"
	"github.com/goccy/go-yaml"
)

//go:embed notfound/*.yaml
var notFoundYAML embed.FS

// vocabulary is how the pages of a language say that there is no such page.
type vocabulary struct {
	Fillers []string // words that stand around it and mean nothing
	Phrases []string // the whole of a title's part or of a heading; * stands for up to eight words
}

// notFoundWords returns the words of all languages.
var notFoundWords = sync.OnceValue(func() (all struct {
	fillers map[string]bool
	phrases [][]string
},
) {
	files, err := notFoundYAML.ReadDir("notfound")
	if err != nil {
		panic(fmt.Sprintf("embedded notfound: %v", err))
	}
	all.fillers = map[string]bool{}
	for _, f := range files {
		raw, err := notFoundYAML.ReadFile("notfound/" + f.Name())
		if err != nil {
			panic(fmt.Sprintf("embedded notfound/%s: %v", f.Name(), err))
		}
		var v vocabulary
		if err := yaml.UnmarshalWithOptions(raw, &v, yaml.Strict()); err != nil {
			panic(fmt.Sprintf("embedded notfound/%s: %v", f.Name(), err))
		}
		for _, w := range v.Fillers {
			all.fillers[w] = true
		}
		for _, p := range v.Phrases {
			all.phrases = append(all.phrases, wordsOf(p))
		}
	}
	return all
})

// wordsOf returns the words of a text in lower case, with the stars of a phrase.
func wordsOf(s string) []string {
	return strings.FieldsFunc(plain(s), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r) && r != '\'' && r != '*'
	})
}

// saying is how clearly a title or heading says that there is no such page.
type saying int

const (
	saysNothing saying = iota
	saysCode           // "404", "Error 404"
	saysIt             // "404: Page not found", "Oops! That page can't be found."
)

// maxSaid is more words than such a heading has.
const maxSaid = 20

// said reads a heading, which must say it and nothing else: "How to style the page not found message" does not.
func said(text string) saying {
	words := wordsOf(text)
	if len(words) == 0 || len(words) > maxSaid {
		return saysNothing
	}
	all := len(words)
	words = slices.DeleteFunc(words, func(w string) bool { return w == "404" })
	code := len(words) < all
	filler := notFoundWords().fillers
	for len(words) > 0 {
		if matchesPhrase(words) {
			return saysIt
		}
		switch {
		case filler[words[0]]:
			words = words[1:]
		case filler[words[len(words)-1]]:
			words = words[:len(words)-1]
		default:
			return saysNothing
		}
	}
	if code {
		return saysCode
	}
	return saysNothing
}

func matchesPhrase(words []string) bool {
	return slices.ContainsFunc(notFoundWords().phrases, func(p []string) bool { return matchWords(p, words) })
}

// maxStar is how many words the star of a phrase stands for at most.
const maxStar = 8

func matchWords(pattern, words []string) bool {
	if len(pattern) == 0 {
		return len(words) == 0
	}
	if pattern[0] != "*" {
		return len(words) > 0 && pattern[0] == words[0] && matchWords(pattern[1:], words[1:])
	}
	for n := range min(len(words), maxStar) + 1 {
		if matchWords(pattern[1:], words[n:]) {
			return true
		}
	}
	return false
}

// titleParts matches what separates the parts of a title: " | ", " - ", "»", ": ".
var titleParts = regexp.MustCompile(`\s+[-–—/·•~]\s+|\s*[|»›«‹]+\s*|\s*[:：]\s+`)

// signs are what of a page can say that it is not what was asked for.
type signs struct {
	title    string
	headings []string // of the first and second level, in order
	classes  []string // of the body
	noIndex  bool     // it asks search engines to leave it out
	length   int      // letters and digits of its text, without what surrounds it
}

// The limits of a page that says nothing but that there is no such page. A page on the subject is longer.
const (
	shortText = 600
	longText  = 3000
)

// missingClasses are classes that templates give the body of such pages: Joomla, Drupal, static sites.
var missingClasses = map[string]bool{"error-404": true, "error-page": true, "page-404": true, "page-not-found": true, "page-system-404": true, "path-404": true, "notfound": true}

// notFound reports whether a page with a good status says that there is no such page. It takes several signs that agree:
// one that says it in words, and that the page says little else or does not want to be found. WordPress alone marks the
// page so that one sign is enough (the class error404 of its body).
func (s signs) notFound() bool {
	if slices.Contains(s.classes, "error404") {
		return true
	}
	if s.length > longText {
		return false
	}
	title := saysNothing
	for _, part := range append(titleParts.Split(s.title, -1), s.title) {
		title = max(title, said(part))
	}
	heading := saysNothing
	for _, h := range s.headings {
		heading = max(heading, said(h))
	}
	points := int(title) + int(heading)
	if points == 0 {
		return false
	}
	if slices.ContainsFunc(s.classes, func(c string) bool { return missingClasses[c] }) {
		points += 2
	}
	if s.noIndex {
		points++
	}
	if s.length <= shortText {
		points++
	}
	return points >= 3
}

// saysNotFound reports whether a page says that there is no such page. The tree is made only when title, headings or body
// hint at it.
func (pg *page) saysNotFound() bool {
	if !pg.whole || !pg.hintsNotFound() {
		return false
	}
	return pg.signs().notFound()
}

func (pg *page) hintsNotFound() bool {
	if bytes.Contains(pg.raw, []byte("error404")) {
		return true
	}
	return slices.ContainsFunc(pg.heads, func(h head) bool {
		if h.tag == "title" {
			return slices.ContainsFunc(append(titleParts.Split(h.text, -1), h.text), func(s string) bool { return said(s) != saysNothing })
		}
		return said(h.text) != saysNothing
	})
}

func (pg *page) signs() signs {
	doc := pg.document()
	s := signs{
		title:   plain(doc.Find("head title").First().Text()),
		classes: strings.Fields(strings.ToLower(doc.Find("body").First().AttrOr("class", ""))),
		length:  length(pg.text()),
	}
	doc.Find("h1, h2").EachWithBreak(func(i int, h *goquery.Selection) bool {
		if text := plain(h.Text()); len(text) <= maxHead {
			s.headings = append(s.headings, text)
		}
		return i < maxHeads
	})
	doc.Find("meta[name][content]").Each(func(_ int, m *goquery.Selection) {
		if strings.EqualFold(m.AttrOr("name", ""), "robots") && strings.Contains(strings.ToLower(m.AttrOr("content", "")), "noindex") {
			s.noIndex = true
		}
	})
	return s
}
