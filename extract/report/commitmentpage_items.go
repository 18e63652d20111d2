package report

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// pageItem is a piece of a commitment page in document order: words, or an element that may draw a value.
type pageItem struct {
	text string     // white space collapsed; "" for an element
	node *html.Node // the text node, or the element
	line int        // pieces of one line share a number
	head bool       // stands in a heading
	term bool       // stands in a dt or a th
	aid  bool       // is part of an explanation, a tooltip
	end  bool       // ends a section: a heading from which on the page speaks of something else
}

// flattener makes the items of a page.
type flattener struct {
	words *pageWords
	own   string // id of the page's commitment
	items []pageItem
	done  *html.Node // a row whose cells were taken with their heads
	line  int
	head  bool
	term  bool
	aid   bool
}

// maxPageItems bounds what a hostile page can cost: real ones have a few hundred items.
const maxPageItems = 20_000

// pageItems returns the pieces of a page.
func pageItems(root *html.Node, own string) []pageItem {
	f := &flattener{words: pageWordsOf(), own: own}
	f.children(root)
	return f.items
}

func (f *flattener) children(n *html.Node) {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		f.walk(c)
	}
}

func (f *flattener) walk(n *html.Node) {
	if len(f.items) > maxPageItems {
		return
	}
	switch n.Type {
	case html.TextNode:
		f.text(n)
		return
	case html.ElementNode:
	default:
		return
	}
	if leftOut[n.DataAtom] || n == f.done || f.unseen(n) || f.ofAnother(n) {
		return
	}
	if n.DataAtom == atom.Br || n.DataAtom == atom.Hr {
		f.line++
		return
	}
	if n.DataAtom == atom.Tr && headsColumns(n) { // of a table of milestones, which are rated too
		f.columns(n)
		return
	}
	was := *f
	block := ownLine[n.DataAtom]
	if block {
		f.line++
	}
	f.head = f.head || isHeadingTag(n)
	f.term = f.term || n.DataAtom == atom.Dt || n.DataAtom == atom.Th
	f.aid = f.aid || hasClassWord(n, f.words.tooltips) && !isHeadingTag(n) && n.DataAtom != atom.Dd
	f.items = append(f.items, pageItem{node: n, line: f.line, head: f.head, term: f.term, aid: f.aid})
	if n.Data == "svg" {
		f.head, f.term = was.head, was.term // its <title> is a name, not text
	} else {
		f.children(n)
	}
	f.head, f.term, f.aid = was.head, was.term, was.aid
	if block {
		f.line++
	}
}

// headsColumns reports whether a row holds nothing but heads of columns.
func headsColumns(row *html.Node) bool {
	heads := 0
	for c := row.FirstChild; c != nil; c = c.NextSibling {
		switch c.DataAtom {
		case atom.Td:
			return false
		case atom.Th:
			heads++
		}
	}
	return heads > 1
}

// columns takes a table of two rows, heads and values, column by column. Longer tables are lists of other things.
func (f *flattener) columns(heads *html.Node) {
	var rows []*html.Node
	for n := range tableAround(heads).Descendants() {
		if n.DataAtom == atom.Tr {
			rows = append(rows, n)
		}
	}
	if len(rows) != 2 || rows[0] != heads {
		return
	}
	f.done = rows[1]
	values := rows[1].FirstChild
	for h := heads.FirstChild; h != nil; h = h.NextSibling {
		if h.DataAtom != atom.Th {
			continue
		}
		for values != nil && values.DataAtom != atom.Td {
			values = values.NextSibling
		}
		if values == nil {
			return
		}
		f.walk(h)
		f.walk(values)
		values = values.NextSibling
	}
}

func tableAround(n *html.Node) *html.Node {
	for n.Parent != nil && n.DataAtom != atom.Table {
		n = n.Parent
	}
	return n
}

// leftOut lists elements that are not the page's text.
var leftOut = map[atom.Atom]bool{
	atom.Script: true, atom.Style: true, atom.Template: true, atom.Noscript: true, atom.Nav: true, atom.Footer: true, atom.Head: true,
	atom.Iframe: true, atom.Object: true, atom.Select: true, atom.Textarea: true,
}

// ownLine lists elements whose text is a line of its own.
var ownLine = map[atom.Atom]bool{
	atom.P: true, atom.Div: true, atom.Li: true, atom.Ul: true, atom.Ol: true, atom.Dl: true, atom.Dt: true, atom.Dd: true, atom.Table: true, atom.Tr: true,
	atom.Td: true, atom.Th: true, atom.Section: true, atom.Article: true, atom.Aside: true, atom.Header: true, atom.Main: true, atom.Figure: true,
	atom.Figcaption: true, atom.Blockquote: true, atom.H1: true, atom.H2: true, atom.H3: true, atom.H4: true, atom.H5: true, atom.H6: true,
	atom.Fieldset: true, atom.Legend: true, atom.Details: true, atom.Summary: true, atom.Form: true,
}

func isHeadingTag(n *html.Node) bool {
	switch n.DataAtom {
	case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
		return true
	}
	return false
}

// unseen reports whether nobody sees or hears an element.
func (f *flattener) unseen(n *html.Node) bool {
	for _, a := range n.Attr {
		if a.Key == "hidden" {
			return true
		}
		if a.Key == "style" {
			css := strings.ReplaceAll(strings.ToLower(a.Val), " ", "")
			if strings.Contains(css, "display:none") || strings.Contains(css, "visibility:hidden") {
				return true
			}
		}
	}
	return false
}

// ofAnother reports whether a box shows another commitment: it is a card and links to that one's page.
func (f *flattener) ofAnother(n *html.Node) bool {
	if n.DataAtom != atom.Article && n.DataAtom != atom.Li && !hasClassWord(n, f.words.cards) {
		return false
	}
	other := false
	for d := range n.Descendants() {
		if d.DataAtom == atom.H1 {
			return false
		}
		if d.DataAtom == atom.A {
			id := commitmentID(attrOf(d, "href"))
			other = other || id != "" && id != f.own
		}
	}
	return other
}

// text adds the pieces of a text node: pairs of label and value that signs part, "Verifiable: Yes | Completion: Limited",
// are pieces of their own.
func (f *flattener) text(n *html.Node) {
	for line := range linesOf(strings.Map(pairSign, n.Data)) {
		for line != "" {
			var pair string
			pair, line = f.firstPair(strings.Join(strings.Fields(line), " "))
			for _, sign := range []string{":", " — ", " – ", " - "} {
				if label, value, ok := strings.Cut(pair, sign); ok && f.labelled(label) && strings.TrimSpace(value) != "" {
					f.add(label+":", n)
					pair = strings.TrimSpace(value)
					break
				}
			}
			if pair != "" {
				f.add(pair, n)
			}
		}
	}
}

// firstPair cuts a text that begins with a label before a full stop or a semicolon behind which another follows: "Status:
// Inactive. Starred: No".
func (f *flattener) firstPair(text string) (pair, rest string) {
	if label, _, ok := strings.Cut(text, ":"); !ok || !f.labelled(label) {
		return text, ""
	}
	for i := 0; i+2 < len(text); i++ {
		if text[i] != '.' && text[i] != ';' || text[i+1] != ' ' {
			continue
		}
		if label, _, ok := strings.Cut(text[i+2:], ":"); ok && len(label) < maxLabelBytes && f.labelled(label) {
			return text[:i], text[i+2:]
		}
	}
	return text, ""
}

// pairSign makes a line of its own of what a sign parts from the pair before.
func pairSign(r rune) rune {
	switch r {
	case '|', '•', '▪', '●':
		return '\n'
	case '\n', '\r':
		return ' '
	}
	return r
}

func (f *flattener) labelled(s string) bool {
	_, ok := f.words.labels[labelKey(s)]
	return ok
}

func (f *flattener) add(text string, n *html.Node) {
	i := pageItem{text: text, node: n, line: f.line, head: f.head, term: f.term, aid: f.aid || f.words.marks[strings.ToLower(text)]}
	i.end = f.head && f.words.ends[foldPhrase(text)]
	f.items = append(f.items, i)
}

// labelKey folds a label for look-up, without signs.
func labelKey(s string) string { return foldPhrase(strings.Trim(s, " :?¿*")) }

func attrOf(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return strings.Join(strings.Fields(a.Val), " ")
		}
	}
	return ""
}

// classWords returns the words of an element's class, token by token: "gauge--complete" is gauge, complete.
func classWords(n *html.Node) [][]string {
	var out [][]string
	for _, token := range strings.Fields(attrOf(n, "class")) {
		out = append(out, strings.Fields(foldPhrase(strings.NewReplacer("_", " ", "-", " ").Replace(camel(token)))))
	}
	return out
}

// camel parts the words of "notStarted".
func camel(s string) string {
	var sb strings.Builder
	lower := false
	for _, r := range s {
		upper := r >= 'A' && r <= 'Z'
		if upper && lower {
			sb.WriteByte(' ')
		}
		lower = r >= 'a' && r <= 'z'
		sb.WriteRune(r)
	}
	return sb.String()
}

func hasClassWord(n *html.Node, set wordSet) bool {
	for _, token := range classWords(n) {
		for _, w := range token {
			if set[w] {
				return true
			}
		}
	}
	return false
}
