package report

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/irmtrail/irmtrail/corpus"
)

// pageField is a label of a commitment page with what stands behind it.
type pageField struct {
	pageLabel
	label string       // as printed, the colon included
	first string       // the words on the first line behind it that has any
	texts []string     // the pieces of words behind it, in order: options, where each is a value
	drawn []*html.Node // elements behind it, up to the next words, in order
	scope *html.Node   // the element that holds label and value
	same  bool         // the words stand on the label's line, or in the cell beside it
	sure  bool         // the markup or a colon says that it is a label; otherwise it may be a heading over prose
}

// pageFields returns the fields of a page in order, up to the heading behind which it speaks of something else.
func pageFields(items []pageItem) []pageField {
	var out []pageField
	for i := 0; i < len(items) && len(out) < mostFields; i++ {
		if items[i].end {
			break
		}
		l, to := labelOf(items, i)
		if to == 0 {
			continue
		}
		f := fieldAt(items, l, i, to)
		out = append(out, f)
		i = to - 1
	}
	return out
}

// mostFields and mostDrawn bound what a hostile page can cost: real pages have some twenty fields, of a dozen elements each.
const (
	mostFields = 200
	mostDrawn  = 100
)

// labelOf reads a label that starts at an item: the longest run of pieces of its line that is one. to is 0 for none.
func labelOf(items []pageItem, i int) (l pageLabel, to int) {
	words := pageWordsOf()
	if items[i].text == "" || items[i].aid || i > 0 && sameLineText(items, i) {
		return l, 0
	}
	text := ""
	for j := i; j < len(items) && items[j].line == items[i].line && j < i+maxLabelItems; j++ {
		if items[j].text == "" || items[j].aid {
			continue
		}
		text += " " + items[j].text
		if len(text) > maxLabelBytes {
			break
		}
		if found, ok := words.labels[labelKey(text)]; ok {
			l, to = found, j+1
		}
		if strings.HasSuffix(text, ":") {
			break
		}
	}
	return l, to
}

// maxLabelItems and maxLabelBytes bound a label: the longest is "Technology and innovation for transparency and accountability".
const (
	maxLabelItems = 8
	maxLabelBytes = 160
)

// sameLineText reports whether words of the same line stand right before an item, so that it is no label: unless they end as
// a value does, before a piece of a line of pairs.
func sameLineText(items []pageItem, i int) bool {
	for k := i - 1; k >= 0 && items[k].line == items[i].line; k-- {
		if items[k].text != "" && !items[k].aid {
			return items[k].node.Parent == items[i].node.Parent && !strings.HasSuffix(items[i].text, ":")
		}
	}
	return false
}

// fieldAt reads what stands behind the label between two items.
func fieldAt(items []pageItem, l pageLabel, from, to int) pageField {
	f := pageField{pageLabel: l, label: joined(items[from:to])}
	holder := items[to-1].node
	f.scope = scopeOf(holder)
	f.sure = strings.HasSuffix(f.label, ":") || items[from].term || tableLabel(holder)
	line := 0
	for k := to; k < len(items); k++ {
		x := items[k]
		if x.end || x.head && !items[from].head || !within(x.node, f.scope) {
			break
		}
		if other, next := labelOf(items, k); next > 0 && !(l.listsValues() && other.isValue() && x.line == items[from].line) {
			break
		}
		if x.aid {
			continue
		}
		if x.text == "" {
			if isHeadingTag(x.node) || x.node.DataAtom == atom.Dt || x.node.DataAtom == atom.Th {
				break
			}
			if len(f.drawn) < mostDrawn {
				f.drawn = append(f.drawn, x.node)
			}
			continue
		}
		if len(f.texts) == 0 {
			line = x.line
			f.same = x.line == items[from].line || besideLabel(x.node, holder)
		}
		if x.line == line {
			f.first = strings.TrimSpace(f.first + " " + x.text)
		}
		f.texts = append(f.texts, x.text)
		if len(f.texts) >= maxOptions {
			break
		}
	}
	return f
}

// listsValues reports whether OGP values can stand behind a label: "Relevant to OGP values: Access to information".
func (l pageLabel) listsValues() bool { return l.indicator == corpus.OpenGovLens }

// isValue reports whether a label is the name of an OGP value.
func (l pageLabel) isValue() bool { return strings.HasPrefix(string(l.indicator), "relevance_") }

// maxOptions is how many pieces of words behind a label are looked at: the scales have six values at most.
const maxOptions = 8

// joined returns the words of items without explanations.
func joined(items []pageItem) string {
	var parts []string
	for _, x := range items {
		if x.text != "" && !x.aid {
			parts = append(parts, x.text)
		}
	}
	return strings.Join(parts, " ")
}

// scopeOf returns the smallest element around a label that holds something behind it.
func scopeOf(label *html.Node) *html.Node {
	n := label
	for n.Parent != nil {
		for s := n.NextSibling; s != nil; s = s.NextSibling {
			if s.Type == html.ElementNode && s.DataAtom != atom.Br && s.DataAtom != atom.Th && !hasClassWord(s, pageWordsOf().tooltips) || s.Type == html.TextNode && strings.Trim(s.Data, " \t\r\n:") != "" {
				return n.Parent
			}
		}
		n = n.Parent
		if n.DataAtom == atom.Tr && headsColumns(n) {
			return tableAround(n)
		}
		if ownScope(n) {
			return n
		}
	}
	return n
}

// ownScope reports whether nothing outside an element can be the value of a label in it.
func ownScope(n *html.Node) bool {
	return n.DataAtom == atom.Tr || n.DataAtom == atom.Main || n.DataAtom == atom.Body
}

func within(n, scope *html.Node) bool {
	for ; n != nil; n = n.Parent {
		if n == scope {
			return true
		}
	}
	return false
}

// tableLabel reports whether a label stands in the first cell of a row.
func tableLabel(n *html.Node) bool {
	for ; n != nil && n.DataAtom != atom.Tr; n = n.Parent {
		if n.DataAtom == atom.Td {
			return elementBefore(n) == nil
		}
	}
	return false
}

func elementBefore(n *html.Node) *html.Node {
	for n = n.PrevSibling; n != nil && n.Type != html.ElementNode; {
		n = n.PrevSibling
	}
	return n
}

// besideLabel reports whether words stand in the element right behind the label's, as a cell or a dd does.
func besideLabel(n, label *html.Node) bool {
	for up := n; up != nil; up = up.Parent {
		if up.Type != html.ElementNode {
			continue
		}
		if before := elementBefore(up); before != nil {
			return within(label, before)
		}
	}
	return false
}

// elements returns what can draw the value: the elements behind the label, and the one around both where it holds no other
// label.
func (f *pageField) elements() []*html.Node {
	if f.scope == nil || ownScope(f.scope) || len(f.drawn) > 0 && f.draws() && hasSignal(f.drawn) {
		return f.drawn
	}
	labels := 0
	items := (&flattener{words: pageWordsOf()}).under(f.scope)
	for i := range items {
		if _, to := labelOf(items, i); to > 0 {
			labels++
		}
	}
	if labels != 1 {
		return f.drawn
	}
	return append([]*html.Node{f.scope}, f.drawn...)
}

// under returns the items of an element.
func (f *flattener) under(n *html.Node) []pageItem {
	f.children(n)
	return f.items
}

// hasSignal reports whether some element has anything that can say a value.
func hasSignal(nodes []*html.Node) bool {
	for _, n := range nodes {
		if len(n.Attr) > 0 || n.Data == "svg" {
			return true
		}
	}
	return false
}

// draws reports whether elements without words stand behind the label.
func (f *pageField) draws() bool {
	for _, n := range f.drawn {
		if nodeText(n) == "" {
			return true
		}
	}
	return false
}
