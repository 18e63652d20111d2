package odf

import (
	"regexp"
	"strconv"
	"strings"

	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/extract/officedoc/flow"
	"github.com/irmtrail/irmtrail/extract/officedoc/xmltree"
)

// style is a style with the one that it is based on.
type style struct {
	name, parent string
	display      string // name as people see it
	text         *xmltree.Node
	table        *xmltree.Node // properties of a cell
	list         string        // list style
	outline      int           // level in the outline, from 1
	hidden       bool          // of a sheet
	master       string        // master page that begins with a paragraph of the style
}

// styles are the styles of a document by family and name.
type styles struct {
	byName   map[string]*style
	defaults map[string]*xmltree.Node // text properties by family
	lists    map[string]*xmltree.Node
	outline  *xmltree.Node     // how headings are numbered
	fonts    map[string]string // families by name
	known    map[string]string // kinds of paragraph styles
}

func newStyles() *styles {
	return &styles{byName: map[string]*style{}, defaults: map[string]*xmltree.Node{}, lists: map[string]*xmltree.Node{}, fonts: map[string]string{}, known: map[string]string{}}
}

// add adds the styles of a part.
func (s *styles) add(root *xmltree.Node) {
	for _, group := range []string{"office:font-face-decls", "office:font-decls", "office:styles", "office:automatic-styles"} {
		s.addAll(root.Child(group))
	}
}

// addAll adds the styles of a group.
func (s *styles) addAll(group *xmltree.Node) {
	if group == nil {
		return
	}
	for _, n := range group.Children {
		switch n.Name {
		case "style:default-style":
			s.defaults[n.Attr("style:family")] = textProperties(n)
		case "style:style":
			s.addStyle(n)
		case "text:list-style":
			s.lists[n.Attr("style:name")] = n
		case "text:outline-style":
			s.outline = n
		case "style:font-face", "style:font-decl":
			s.fonts[n.Attr("style:name")] = strings.Trim(first(n.Attr("svg:font-family"), n.Attr("fo:font-family")), "'")
		}
	}
}

func (s *styles) addStyle(n *xmltree.Node) {
	st := &style{
		name: n.Attr("style:name"), parent: n.Attr("style:parent-style-name"), text: textProperties(n),
		table: n.Child("style:table-cell-properties"), list: n.Attr("style:list-style-name"), master: n.Attr("style:master-page-name"),
	}
	st.display = first(n.Attr("style:display-name"), st.name)
	st.hidden = n.Child("style:table-properties").Attr("table:display") == "false"
	st.outline, _ = strconv.Atoi(n.Attr("style:default-outline-level"))
	s.byName[n.Attr("style:family")+" "+st.name] = st
}

// textProperties returns how text of a style is set. OpenOffice.org 1 had one element for all properties.
func textProperties(n *xmltree.Node) *xmltree.Node {
	if p := n.Child("style:text-properties"); p != nil {
		return p
	}
	return n.Child("style:properties")
}

// maxParents bounds how many styles one is based on.
const maxParents = 30

// chain returns a style and those that it is based on.
func (s *styles) chain(family, name string) []*style {
	var found []*style
	for st := s.byName[family+" "+name]; st != nil && len(found) < maxParents; st = s.byName[family+" "+st.parent] {
		found = append(found, st)
	}
	return found
}

// master returns the master page that a paragraph of a style begins.
func (s *styles) master(name string) string {
	for _, st := range s.chain("paragraph", name) {
		if st.master != "" {
			return st.master
		}
	}
	return ""
}

// look is how text is set.
type look struct {
	style    corpus.Style
	size     float64
	font     string
	hidden   bool
	language corpus.Language
}

// over returns a look with what properties say in its place.
func (s *styles) over(l look, p *xmltree.Node) look {
	if p == nil {
		return l
	}
	if v := p.Attr("fo:font-weight"); v != "" {
		l.style = with(l.style, corpus.Bold, v == "bold" || len(v) == 3 && v >= "600")
	}
	if v := p.Attr("fo:font-style"); v != "" {
		l.style = with(l.style, corpus.Italic, v != "normal")
	}
	if v := p.Attr("style:text-position"); v != "" {
		l.style = with(l.style, corpus.Superscript, strings.HasPrefix(v, "super") || v[0] >= '1' && v[0] <= '9')
		l.style = with(l.style, corpus.Subscript, strings.HasPrefix(v, "sub") || v[0] == '-')
	}
	if v, ok := strings.CutSuffix(p.Attr("fo:font-size"), "pt"); ok {
		if size, err := strconv.ParseFloat(v, 64); err == nil && size > 0 && size < 2000 {
			l.size = size
		}
	}
	if v := p.Attr("text:display"); v != "" {
		l.hidden = v == "none"
	}
	if v := first(p.Attr("style:font-name"), p.Attr("fo:font-family")); v != "" {
		l.font = first(s.fonts[v], strings.Trim(v, "'"))
	}
	if v := p.Attr("fo:language"); v != "" {
		l.language = languageOf(v, p.Attr("fo:country"))
	}
	return l
}

func languageOf(language, country string) corpus.Language {
	if country != "" && country != "none" {
		language += "-" + country
	}
	return flow.Tag(language)
}

// with sets or clears an attribute.
func with(s, a corpus.Style, on bool) corpus.Style {
	if on {
		return s | a
	}
	return s &^ a
}

// look returns how text of a style is set inside text of a look.
func (s *styles) look(l look, family, name string) look {
	chain := s.chain(family, name)
	for i := len(chain) - 1; i >= 0; i-- {
		l = s.over(l, chain[i].text)
	}
	return l
}

// paragraphLook returns how text of a paragraph is set.
func (s *styles) paragraphLook(name string) look {
	return s.look(s.over(look{}, s.defaults["paragraph"]), "paragraph", name)
}

// escaped matches how ODF writes a character in the name of a style: "Heading_20_1".
var escaped = regexp.MustCompile(`_([0-9a-f]{2,4})_`)

// kinds of paragraph styles by their names, in lower case. OpenDocument has them in English whatever the language of the program; captions of
// tables and figures are based on the one here.
var kinds = map[string]string{
	"title": "title", "subtitle": "subtitle", "caption": "caption",
}

// kind returns what a paragraph style, or one that it is based on, says by its name: "title", "subtitle", "caption"; "" for
// nothing.
func (s *styles) kind(name string) string {
	if k, ok := s.known[name]; ok {
		return k
	}
	kind := ""
	for _, st := range s.chain("paragraph", name) {
		kind = first(kind, first(kinds[strings.ToLower(st.display)], kinds[escaped.ReplaceAllString(strings.ToLower(st.name), " ")]))
	}
	s.known[name] = kind
	return kind
}

// listOf returns the list style that a paragraph style puts a paragraph in; "" for none.
func (s *styles) listOf(name string) string {
	for _, st := range s.chain("paragraph", name) {
		if st.list != "" {
			return st.list
		}
	}
	return ""
}

// fill returns the colour of a cell's ground; "" for none and for white.
func (s *styles) fill(name string) string {
	for _, st := range s.chain("table-cell", name) {
		if c := st.table.Attr("fo:background-color"); colour.MatchString(c) && !strings.EqualFold(c, "#ffffff") {
			return strings.ToLower(c)
		}
	}
	return ""
}

// colour matches a colour: "#d9e2f3".
var colour = regexp.MustCompile(`^#[0-9A-Fa-f]{6}$`)

func first(a, b string) string {
	if a != "" {
		return a
	}
	return b
}
