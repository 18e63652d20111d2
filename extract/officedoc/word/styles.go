package word

import (
	"strconv"
	"strings"

	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/extract/officedoc/xmltree"
)

// look is how a run is set, by style or directly. What is not said has its zero value.
type look struct {
	bold, italic, hidden toggle
	rise                 string // w:vertAlign: "superscript", "subscript", "baseline"
	size                 float64
	lift                 int // w:position: half points above the line
	font                 string
	language             string
}

// toggle is a property that styles switch over and runs set (ISO/IEC 29500-1, 17.7.3).
type toggle int8

const (
	unsaid toggle = iota
	off
	set
)

// style is a paragraph or character style with what it has from the styles that it is based on.
type style struct {
	id, name string
	based    string
	look     look
	heading  int    // level from 1; 0 none; -1 what a style above says is taken back
	kind     string // what the name says: "caption", "title", "toc"
	number   string // w:numId; "0" for none
	level    int    // w:ilvl
}

// styles are the styles of a document.
type styles struct {
	byID      map[string]*style
	defaults  look
	paragraph *style // the default one
}

// maxBased bounds how many styles one is based on.
const maxBased = 30

func readStyles(root *xmltree.Node) *styles {
	s := &styles{byID: map[string]*style{}}
	s.defaults = readLook(root.Child("w:docDefaults", "w:rPrDefault", "w:rPr"))
	root.All("w:style", func(n *xmltree.Node) {
		st := readStyle(n)
		s.byID[n.Attr("w:type")+" "+st.id] = st
		if n.Attr("w:type") == "paragraph" && n.Attr("w:default") != "" && n.Attr("w:default") != "0" && n.Attr("w:default") != "false" {
			s.paragraph = st
		}
	})
	return s
}

func readStyle(n *xmltree.Node) *style {
	st := &style{
		id: n.Attr("w:styleId"), name: n.Child("w:name").Attr("w:val"), based: n.Child("w:basedOn").Attr("w:val"),
		look: readLook(n.Child("w:rPr")),
	}
	p := n.Child("w:pPr")
	st.heading = outline(p)
	st.number, st.level = numberOf(p)
	st.kind = kindOf(st.name)
	if level := headingOf(st.name); st.heading == 0 && level > 0 {
		st.heading = level
	}
	return st
}

// outline returns the level that a paragraph's properties give it in the outline, from 1; -1 for body text, 0 when they say
// nothing.
func outline(p *xmltree.Node) int {
	v, err := strconv.Atoi(p.Child("w:outlineLvl").Attr("w:val"))
	switch {
	case err != nil:
		return 0
	case v >= 0 && v < 9:
		return v + 1
	}
	return -1
}

// numberOf returns the list that a paragraph's properties put it in, "" when they say nothing, and its level from 0, -1 when
// they do not say.
func numberOf(p *xmltree.Node) (id string, level int) {
	n := p.Child("w:numPr")
	level, err := strconv.Atoi(n.Child("w:ilvl").Attr("w:val"))
	if err != nil {
		level = -1
	}
	return n.Child("w:numId").Attr("w:val"), level
}

func readLook(r *xmltree.Node) look {
	if r == nil {
		return look{}
	}
	l := look{
		bold: toggleOf(r, "w:b"), italic: toggleOf(r, "w:i"), hidden: toggleOf(r, "w:vanish"),
		rise: r.Child("w:vertAlign").Attr("w:val"), language: r.Child("w:lang").Attr("w:val"),
	}
	if half, err := strconv.ParseFloat(r.Child("w:sz").Attr("w:val"), 64); err == nil && half > 0 && half < 4000 {
		l.size = half / 2
	}
	fonts := r.Child("w:rFonts")
	l.font = fonts.Attr("w:ascii")
	if l.font == "" {
		l.font = fonts.Attr("w:hAnsi")
	}
	l.lift, _ = strconv.Atoi(r.Child("w:position").Attr("w:val"))
	return l
}

// Text is raised or lowered by hand where it stands at least so many half points off the line and is set so much smaller than
// its paragraph, as LibreOffice writes what was raised by percentages.
const (
	liftByHand    = 3
	smallerByHand = 0.9
)

// risen returns the look with a rise that is set by position and size instead of by name.
func (l look) risen(paragraph look) look {
	if l.rise != "" || l.size == 0 || l.size >= smallerByHand*paragraph.size {
		return l
	}
	switch {
	case l.lift >= liftByHand:
		l.rise = "superscript"
	case l.lift <= -liftByHand:
		l.rise = "subscript"
	}
	return l
}

func toggleOf(r *xmltree.Node, name string) toggle {
	n := r.Child(name)
	switch {
	case n == nil:
		return unsaid
	case truth(n):
		return set
	}
	return off
}

// over returns the look with what another says in its place.
func (l look) over(o look) look {
	l.bold, l.italic, l.hidden = l.bold.over(o.bold), l.italic.over(o.italic), l.hidden.over(o.hidden)
	l.rise, l.font, l.language = first(o.rise, l.rise), first(o.font, l.font), first(o.language, l.language)
	if o.size > 0 {
		l.size = o.size
	}
	if o.lift != 0 {
		l.lift = o.lift
	}
	return l
}

func (t toggle) over(o toggle) toggle {
	if o != unsaid {
		return o
	}
	return t
}

// switched returns the look with a character style laid over: what both have set is off.
func (l look) switched(o look) look {
	out := l.over(o)
	out.bold, out.italic = l.bold.switched(o.bold), l.italic.switched(o.italic)
	return out
}

func (t toggle) switched(o toggle) toggle {
	if t == set && o == set {
		return off
	}
	return t.over(o)
}

func first(a, b string) string {
	if a != "" {
		return a
	}
	return b
}

// style returns the look of the span of a look.
func (l look) style() (s corpus.Style) {
	if l.bold == set {
		s |= corpus.Bold
	}
	if l.italic == set {
		s |= corpus.Italic
	}
	switch l.rise {
	case "superscript":
		s |= corpus.Superscript
	case "subscript":
		s |= corpus.Subscript
	}
	return s
}

// chain returns a style and those that it is based on, from the first one up.
func (s *styles) chain(kind, id string) []*style {
	var found []*style
	for st := s.byID[kind+" "+id]; st != nil && len(found) < maxBased; st = s.byID[kind+" "+st.based] {
		found = append(found, st)
		if st.based == st.id {
			break
		}
	}
	return found
}

// paragraphStyle returns what a paragraph style says with the styles that it is based on; that of the default one for "".
func (s *styles) paragraphStyle(id string) style {
	chain := s.chain("paragraph", id)
	if len(chain) == 0 && s.paragraph != nil {
		chain = s.chain("paragraph", s.paragraph.id)
	}
	out := style{level: -1}
	out.look = s.defaults
	for i := len(chain) - 1; i >= 0; i-- {
		st := chain[i]
		out.id, out.name = st.id, st.name
		out.look = out.look.over(st.look)
		if st.heading != 0 {
			out.heading = st.heading
		}
		if st.number != "" {
			out.number, out.level = st.number, st.level
		} else if st.level >= 0 {
			out.level = st.level
		}
		out.kind = first(st.kind, out.kind)
	}
	return out
}

// characterLook returns what a character style says with the styles that it is based on.
func (s *styles) characterLook(id string) (l look) {
	if id == "" {
		return l
	}
	chain := s.chain("character", id)
	for i := len(chain) - 1; i >= 0; i-- {
		l = l.over(chain[i].look)
	}
	return l
}

// lower returns a name for comparing.
func lower(name string) string { return strings.ToLower(strings.Join(strings.Fields(name), " ")) }
