package discover

import (
	"regexp"
	"slices"
	"strings"

	"github.com/PuerkitoBio/goquery"

	"github.com/irmtrail/irmtrail/corpus"
)

// Page is what a report's page leads to.
type Page struct {
	Downloads  []corpus.URL // files that it offers, in order
	Alternates []corpus.URL // the page in other languages
}

// ReadPage reads a report's page.
func ReadPage(payload []byte, at corpus.URL) Page {
	d, ok := parse(payload, at)
	if !ok {
		return Page{}
	}
	p := Page{Downloads: d.links(d.downloads())}
	for _, u := range d.links(d.Find(`link[rel~=alternate][hreflang][href]`)) {
		if corpus.TargetKey(u) != corpus.TargetKey(at) {
			p.Alternates = append(p.Alternates, u)
		}
	}
	return p
}

// downloads selects the links of the places where a page offers files: what stands in an element that is classed as
// downloads, what follows a heading that says so, and links that are marked as downloads. Links elsewhere, as in
// footnotes, may lead to files of the same site too, but they are citations.
func (d document) downloads() *goquery.Selection {
	found := d.Find("a[download][href]").AddSelection(d.Find("*").FilterFunction(func(_ int, s *goquery.Selection) bool {
		return classed(s) && !s.Is("body, html, a, button")
	}).Find("a[href]"))
	d.Find("h1, h2, h3, h4, h5, h6, dt, summary").Each(func(_ int, h *goquery.Selection) {
		if says(h.Text(), vocabulary().Downloads) {
			found = found.AddSelection(below(h))
		}
	})
	return found
}

// classed reports whether an element's class or id says that it holds downloads: "report-downloads", "download_list".
func classed(s *goquery.Selection) bool {
	names := strings.ToLower(s.AttrOr("class", "") + " " + s.AttrOr("id", ""))
	return slices.ContainsFunc(strings.FieldsFunc(names, func(r rune) bool { return r == ' ' || r == '-' || r == '_' }), func(word string) bool {
		return word == "download" || word == "downloads"
	})
}

// fileName matches the end of a path that names a file, "/2023/06/Report_EN.pdf", and not a page.
var fileName = regexp.MustCompile(`(?i)(?:^|/)[^/]+\.(?:pdf|docx?|xlsx?|pptx?|od[tps]|rtf|txt|csv|zip)$`)

// below selects the links to files that follow a heading up to the next one, in its parent or, when it stands in a box of
// its own, beside that. Other links may follow too where nothing closes the section ("Filed under: ...").
func below(h *goquery.Selection) *goquery.Selection {
	const headings = "h1, h2, h3, h4, h5, h6, dt, summary"
	for up := 0; up < 2; up++ {
		part := h.NextUntil(headings)
		files := part.Filter("a[href]").AddSelection(part.Find("a[href]")).FilterFunction(func(_ int, a *goquery.Selection) bool {
			path, _, _ := strings.Cut(a.AttrOr("href", ""), "?")
			return fileName.MatchString(path)
		})
		if files.Length() > 0 {
			return files
		}
		h = h.Parent()
	}
	return h.Slice(0, 0)
}
