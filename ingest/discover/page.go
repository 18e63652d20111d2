package discover

import (
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/irmtrail/irmtrail/corpus"
)

// Page is what a report's page leads to.
type Page struct {
	Downloads  []corpus.URL // files that it offers, in order
	Alternates []corpus.URL // the page in other languages, in order

	document *document
}

// ReadPage reads a report's page, or one on the way to reports.
func ReadPage(payload []byte, at corpus.URL) Page {
	d, ok := parse(payload, at, true)
	if !ok {
		return Page{}
	}
	canonical := corpus.URL("")
	for l := range d.marked(isCanonical) {
		canonical = d.resolve(l)
		break
	}
	return Page{Downloads: d.addresses(isOffer), Alternates: d.translations(at, canonical), document: d}
}

// Links returns all that a page links to, once each, in order, except traps (see isTrap); Downloads and Alternates too. They
// are read when they are asked for, and not by two at a time.
func (p Page) Links() []corpus.URL {
	if p.document == nil {
		return nil
	}
	return p.document.followed()
}

// offers finds, while a page is walked, the links of the places where it offers files: what stands in an element that is
// classed as downloads, links to files below a heading that says so, and links that are marked as downloads. Links
// elsewhere, as in footnotes, may lead to files of the same site too, but they are citations.
//
// A section of downloads starts behind its heading and ends at the next heading beside it or with the heading's parent.
// When no file stood there, the heading is in a box of its own, and the section goes on beside that, once. Other links
// may follow too where nothing closes the section ("Filed under: ..."), so only those to files count.
type offers struct {
	classed int     // elements classed as downloads around the place where the walk is
	around  []level // the elements around it
}

// level is an element whose children are being walked.
type level struct {
	own     bool // a section of downloads is open whose heading is a child
	files   bool // it has files
	empty   bool // a section of a child had none
	lent    bool // a section is open that had none in the box of its heading
	classed bool // the element is classed as downloads
}

// enter tells that the walk goes into a node.
func (w *offers) enter(n *html.Node) {
	if last := len(w.around) - 1; last >= 0 && isHeading(n) {
		w.around[last].close()
		w.around[last].lent = false
	}
	l := level{classed: isClassed(n)}
	if l.classed {
		w.classed++
	}
	w.around = append(w.around, l)
}

// leave tells that the walk comes out of the node that it went into last.
func (w *offers) leave(n *html.Node) {
	last := len(w.around) - 1
	l := w.around[last]
	w.around = w.around[:last]
	if l.classed {
		w.classed--
	}
	if last == 0 {
		return
	}
	parent := &w.around[last-1]
	l.close()
	parent.lent = parent.lent || l.empty
	if isHeading(n) && corpus.HeadsDownloads(textOf(n)) {
		parent.own, parent.files = true, false
	}
}

// close ends the section whose heading is a child.
func (l *level) close() {
	l.empty = l.empty || l.own && !l.files
	l.own = false
}

// has reports whether a link where the walk is is an offer.
func (w *offers) has(a *html.Node, href string) bool {
	_, offered := attribute(a, "download")
	offered = offered || w.classed > 0
	if path, _, _ := strings.Cut(href, "?"); namesFile(path) {
		for i := range w.around {
			l := &w.around[i]
			offered = offered || l.own || l.lent
			l.files = l.files || l.own
		}
	}
	return offered
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
	return namesDownloads(class) || namesDownloads(id)
}

func namesDownloads(class string) bool {
	class = strings.ToLower(class)
	if !strings.Contains(class, "download") {
		return false
	}
	names := strings.FieldsFunc(class, func(r rune) bool { return strings.ContainsRune(" \t\r\n-_", r) })
	return slices.Contains(names, "download") || slices.Contains(names, "downloads")
}

// fileExtensions are those by which a path names a file and not a page.
var fileExtensions = [...]string{"pdf", "doc", "docx", "xls", "xlsx", "ppt", "pptx", "odt", "odp", "ods", "rtf", "txt", "csv", "zip"}

// namesFile reports whether a path ends in the name of a file: "/2023/06/Report_EN.pdf".
func namesFile(path string) bool {
	name := path[strings.LastIndexByte(path, '/')+1:]
	dot := strings.LastIndexByte(name, '.')
	if dot < 1 {
		return false
	}
	return slices.ContainsFunc(fileExtensions[:], func(e string) bool { return strings.EqualFold(e, name[dot+1:]) })
}
