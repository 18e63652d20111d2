package opc

import (
	"github.com/irmtrail/irmtrail/extract/officedoc/xmltree"
	"github.com/irmtrail/irmtrail/extract/officedoc/zipfile"
)

// DiagramText returns the paragraphs of a diagram by the part that holds its data (ISO/IEC 29500-1, 21.4), in its order.
func DiagramText(a *zipfile.Archive, part string) []string {
	var found []string
	Tree(a, part).Child("dgm:ptLst").All("dgm:pt", func(pt *xmltree.Node) {
		if t := pt.Attr("type"); t != "" && t != "node" && t != "asst" {
			return
		}
		pt.Child("dgm:t").All("a:p", func(p *xmltree.Node) {
			if text := p.String(); text != "" {
				found = append(found, text)
			}
		})
	})
	return found
}
