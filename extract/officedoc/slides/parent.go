package slides

import (
	"github.com/irmtrail/irmtrail/extract/officedoc/opc"
	"github.com/irmtrail/irmtrail/extract/officedoc/xmltree"
)

// parent is a layout, or a master: what slides have from it is how the text of their placeholders is set.
type parent struct {
	shapes []*xmltree.Node // placeholders
	styles *xmltree.Node   // p:txStyles, of a master
	master *parent         // of a layout
}

// parent returns a layout or a master by its part; nil when there is none.
func (s *show) parent(part string) *parent {
	if part == "" {
		return nil
	}
	if p, ok := s.parents[part]; ok {
		return p
	}
	root := opc.Tree(s.archive, part)
	p := &parent{styles: root.Child("p:txStyles")}
	s.parents[part] = p
	for _, n := range flatten(root.Child("p:cSld", "p:spTree"), nil) {
		if placeholder(n) != "" {
			p.shapes = append(p.shapes, n)
		}
	}
	p.master = s.parent(opc.RelationsOf(s.archive, part).OfType("slideMaster"))
	return p
}

// shape returns the placeholder that one of a slide follows: of the same index, else of the same type.
func (p *parent) shape(ph *xmltree.Node, kind string) *xmltree.Node {
	var same *xmltree.Node
	for _, n := range p.shapes {
		other := placeholderNode(n)
		if index := ph.Attr("idx"); index != "" && other.Attr("idx") == index {
			return n
		}
		if same == nil && family(placeholder(n)) == family(kind) {
			same = n
		}
	}
	return same
}

// family joins types of placeholders that follow the same one of a master.
func family(kind string) string {
	switch kind {
	case "ctrTitle":
		return "title"
	case "subTitle", "obj", "tbl", "chart", "dgm", "media", "clipArt", "pic":
		return "body"
	}
	return kind
}

// levels returns the properties of a level of text, from 0, that a shape's placeholder has, the nearest first.
func (sl *slide) levels(n *xmltree.Node, level int) []*xmltree.Node {
	name := "a:lvl" + string(rune('1'+level)) + "pPr"
	found := []*xmltree.Node{n.Child("p:txBody", "a:lstStyle", name)}
	ph, kind := placeholderNode(n), placeholder(n)
	if ph == nil || sl.notes {
		return found
	}
	var master *parent
	for p, depth := sl.layout, 0; p != nil && depth < 3; p, depth = p.master, depth+1 {
		found = append(found, p.shape(ph, kind).Child("p:txBody", "a:lstStyle", name))
		master = p
	}
	if master != nil {
		styles := map[string]string{"title": "p:titleStyle", "body": "p:bodyStyle"}
		found = append(found, master.styles.Child(first(styles[family(kind)], "p:otherStyle"), name))
	}
	return found
}

func first(a, b string) string {
	if a != "" {
		return a
	}
	return b
}
