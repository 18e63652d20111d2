package word

import (
	"strings"

	"github.com/irmtrail/irmtrail/extract/officedoc/flow"
	"github.com/irmtrail/irmtrail/extract/officedoc/xmltree"
)

// inlines adds what stands in a paragraph, or in what wraps a part of one. The look is the paragraph's, the link that of a
// hyperlink around.
func (s *story) inlines(n *xmltree.Node, l look, link string) {
	if n == nil {
		return
	}
	for _, c := range n.Children {
		s.inline(c, l, link)
	}
}

// inline adds one run, or what wraps runs. Deletions (w:del, w:moveFrom) and everything that is unknown have no text.
func (s *story) inline(n *xmltree.Node, l look, link string) {
	switch n.Name {
	case "w:r":
		s.run(n, l, link)
	case "w:hyperlink":
		s.inlines(n, l, first(s.hyperlink(n), link))
	case "w:ins", "w:moveTo", "w:smartTag", "w:customXml", "w:dir", "w:bdo":
		s.inlines(n, l, link)
	case "w:sdt":
		s.inlines(n.Child("w:sdtContent"), l, link)
	case "w:fldSimple":
		s.inlines(n, l, first(linkOf(n.Attr("w:instr")), link))
	case "mc:AlternateContent":
		s.inlines(alternative(n), l, link)
	case "w:bookmarkStart":
		s.bookmark(n)
	case "m:oMath", "m:oMathPara":
		s.math(n, l, link)
	case "w:p", "w:tbl": // in content controls that wrap paragraphs inside one
		s.flow.Break(runOf(l, link))
		s.inlines(n, l, link)
	}
}

// hyperlink returns the link of a hyperlink: an address, or a place in the document.
func (s *story) hyperlink(n *xmltree.Node) string {
	if r, ok := s.relations[n.Attr("r:id")]; ok && r.External {
		target := r.Target
		if a := n.Attr("w:anchor"); a != "" {
			target += "#" + a
		}
		return targetOf(target)
	}
	return flow.Place(n.Attr("w:anchor"))
}

// targetOf returns the link to an address, or to a place in the document where the address is only a fragment, as LibreOffice
// writes it.
func targetOf(address string) string {
	if name, ok := strings.CutPrefix(address, "#"); ok {
		return flow.Place(name)
	}
	return flow.Link(address)
}
