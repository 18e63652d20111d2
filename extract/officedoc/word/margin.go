package word

import (
	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/extract/officedoc/opc"
	"github.com/irmtrail/irmtrail/extract/officedoc/xmltree"
)

// margins writes the running heads or feet of the sections, each text once.
func (d *document) margins(sections []*xmltree.Node, reference string) {
	seen := map[string]bool{}
	for _, sect := range sections {
		sect.All(reference, func(ref *xmltree.Node) {
			part := d.relations.Part(ref.Attr("r:id"))
			if part == "" || !d.shown(sect, ref.Attr("w:type")) || seen[part] {
				return
			}
			seen[part] = true
			d.margin(part, seen)
		})
	}
}

// shown reports whether a running head or foot of a type is printed.
func (d *document) shown(sect *xmltree.Node, kind string) bool {
	switch kind {
	case "first":
		return on(sect.Child("w:titlePg"))
	case "even":
		return d.settings.evenHeads
	}
	return true
}

// margin writes one running head or foot, unless another one had the same text.
func (d *document) margin(part string, seen map[string]bool) {
	root := opc.Tree(d.archive, part)
	if text := "text " + root.String(); root == nil || seen[text] {
		return
	} else {
		seen[text] = true
	}
	s := d.story(opc.RelationsOf(d.archive, part), corpus.Block{Kind: corpus.Furniture})
	s.blocks(root)
	s.end()
	d.flow.DropAnchors()
}

// sectionOf returns the properties of the section that a piece of the text ends, at most one.
func sectionOf(n *xmltree.Node) []*xmltree.Node {
	if n.Name == "w:p" {
		n = n.Child("w:pPr", "w:sectPr")
	}
	if n == nil || n.Name != "w:sectPr" {
		return nil
	}
	return []*xmltree.Node{n}
}
