package discover

import (
	"regexp"
	"slices"
	"strings"
	"time"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/irmtrail/irmtrail/corpus"
)

// Page is what a report's page leads to, and what it says of itself.
type Page struct {
	Downloads  []corpus.URL    // files that it offers, in order
	Alternates []corpus.URL    // the page in other languages, in order
	Links      []corpus.URL    // all that it links to, once each, in order, except traps ([IsTrap]); Downloads and Alternates too
	Language   corpus.Language // "" when it does not say
	Canonical  corpus.URL      // the address that it gives for itself; "" when it gives none
	Modified   time.Time       // when it was last changed; zero when it does not say; a hint only
}

// ReadPage reads a report's page, or one on the way to reports.
func ReadPage(payload []byte, at corpus.URL) Page {
	d, ok := parse(payload, at)
	if !ok {
		return Page{}
	}
	var w offers
	for _, root := range d.Nodes {
		w.walk(root)
	}
	p := Page{Downloads: d.links(w.found), Links: d.followed(), Language: d.language()}
	if href, ok := d.Find("link[rel~=canonical][href]").First().Attr("href"); ok {
		p.Canonical = d.resolve(href)
	}
	p.Modified = timeOf(d.meta("article:modified_time"), d.meta("og:updated_time"))
	p.Alternates = d.translations(at, p.Canonical, p.Language)
	return p
}

// meta returns the content of the first element meta with the property.
func (d document) meta(property string) string {
	return d.Find(`meta[property="`+property+`"]`).First().AttrOr("content", "")
}

// offers finds in one walk the links of the places where a page offers files: what stands in an element that is classed
// as downloads, links to files below a heading that says so, and links that are marked as downloads. Links elsewhere, as
// in footnotes, may lead to files of the same site too, but they are citations.
//
// A section of downloads starts behind its heading and ends at the next heading beside it or with the heading's parent.
// When no file stood there, the heading is in a box of its own, and the section goes on beside that, once. Other links
// may follow too where nothing closes the section ("Filed under: ..."), so only those to files count.
type offers struct {
	found   []*html.Node
	classed int     // elements classed as downloads around the place where the walk is
	around  []level // the elements around it
}

// level is an element whose children are being walked.
type level struct {
	own   bool // a section of downloads is open whose heading is a child
	files bool // it has files
	empty bool // a section of a child had none
	lent  bool // a section is open that had none in the box of its heading
}

// walk walks an element and what is in it. HTML is nested 512 elements deep at most: the parser refuses more.
func (w *offers) walk(n *html.Node) {
	if n.Type == html.ElementNode && n.DataAtom == atom.A {
		w.link(n)
	}
	heading := len(w.around) > 0 && isHeading(n)
	if heading {
		parent := &w.around[len(w.around)-1]
		parent.close()
		parent.lent = false
	}
	w.children(n)
	if heading && corpus.HeadsDownloads(textOf(n)) {
		parent := &w.around[len(w.around)-1]
		parent.own, parent.files = true, false
	}
}

func (w *offers) children(n *html.Node) {
	inside := 0
	if isClassed(n) {
		inside = 1
	}
	w.classed += inside
	w.around = append(w.around, level{})
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		w.walk(c)
	}
	last := len(w.around) - 1
	w.around[last].close()
	if w.around[last].empty && last > 0 {
		w.around[last-1].lent = true
	}
	w.around = w.around[:last]
	w.classed -= inside
}

// close ends the section whose heading is a child.
func (l *level) close() {
	l.empty = l.empty || l.own && !l.files
	l.own = false
}

// link takes a link when it is an offer.
func (w *offers) link(a *html.Node) {
	href, ok := attribute(a, "href")
	if !ok {
		return
	}
	_, marked := attribute(a, "download")
	offered := marked || w.classed > 0
	if path, _, _ := strings.Cut(href, "?"); fileName.MatchString(path) {
		for i := range w.around {
			l := &w.around[i]
			offered = offered || l.own || l.lent
			l.files = l.files || l.own
		}
	}
	if offered {
		w.found = append(w.found, a)
	}
}

func isHeading(n *html.Node) bool {
	switch n.DataAtom {
	case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6, atom.Dt, atom.Summary:
		return n.Type == html.ElementNode
	}
	return false
}

// isClassed reports whether an element's class or id says that it holds downloads: "report-downloads", "download_list".
// The body's says what the page is about, that of a link or button what it does itself.
func isClassed(n *html.Node) bool {
	switch n.DataAtom {
	case atom.Html, atom.Body, atom.A, atom.Button:
		return false
	}
	class, _ := attribute(n, "class")
	id, _ := attribute(n, "id")
	names := strings.FieldsFunc(strings.ToLower(class+" "+id), func(r rune) bool { return strings.ContainsRune(" \t\r\n-_", r) })
	return slices.Contains(names, "download") || slices.Contains(names, "downloads")
}

func attribute(n *html.Node, name string) (value string, ok bool) {
	for _, a := range n.Attr {
		if a.Key == name && a.Namespace == "" {
			return a.Val, true
		}
	}
	return "", false
}

// maxHeading is how much of a heading is read, in bytes and in nodes: more than those that say "Downloads" have.
const maxHeading = 300

// textOf returns the text of a heading, the start of it when it is long.
func textOf(n *html.Node) string {
	var b strings.Builder
	nodes := 0
	for d := range n.Descendants() {
		if nodes++; nodes > maxHeading || b.Len() >= maxHeading {
			break
		}
		if d.Type == html.TextNode {
			b.WriteString(d.Data[:min(len(d.Data), maxHeading)])
		}
	}
	return b.String()
}

// fileName matches the end of a path that names a file, "/2023/06/Report_EN.pdf", and not a page.
var fileName = regexp.MustCompile(`(?i)(?:^|/)[^/]+\.(?:pdf|docx?|xlsx?|pptx?|od[tps]|rtf|txt|csv|zip)$`)
