package slides

import (
	"regexp"
	"strconv"
	"strings"

	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/extract/officedoc/xmltree"
)

// Limits on tables.
const (
	maxSpan  = 1000
	maxCells = 100_000
)

// table builds a table.
func (sl *slide) table(n *xmltree.Node) {
	var cells []corpus.Cell
	var nodes []*xmltree.Node
	header := n.Child("a:tblPr").Attr("firstRow")
	row := 0
	n.All("a:tr", func(tr *xmltree.Node) {
		col := 0
		tr.All("a:tc", func(tc *xmltree.Node) {
			if !covered(tc) && len(cells) < maxCells {
				cells = append(cells, corpus.Cell{
					Row: row, Col: col, RowSpan: span(tc, "rowSpan"), ColSpan: span(tc, "gridSpan"),
					Header: row == 0 && (header == "1" || header == "true"), Fill: fillOf(tc),
				})
				nodes = append(nodes, tc)
			}
			col++
		})
		row++
	})
	sl.flow.Table(corpus.Block{Page: sl.page}, cells, func(i int) {
		nodes[i].Child("a:txBody").All("a:p", func(p *xmltree.Node) { sl.paragraph(nodes[i], p) })
	})
}

// covered reports whether a cell is one with the cell to its left or above.
func covered(tc *xmltree.Node) bool {
	return strings.Contains("1 true", tc.Attr("hMerge")) && tc.Attr("hMerge") != "" || strings.Contains("1 true", tc.Attr("vMerge")) && tc.Attr("vMerge") != ""
}

// span returns how many rows or columns a cell covers; 0 for one.
func span(tc *xmltree.Node, name string) int {
	v, err := strconv.Atoi(tc.Attr(name))
	if err != nil || v < 2 {
		return 0
	}
	return min(v, maxSpan)
}

// colour matches a colour: "D9E2F3".
var colour = regexp.MustCompile(`^[0-9A-Fa-f]{6}$`)

// fillOf returns the colour of a cell's ground where it is given as such; "" for none and for white.
func fillOf(tc *xmltree.Node) string {
	c := tc.Child("a:tcPr", "a:solidFill", "a:srgbClr").Attr("val")
	if !colour.MatchString(c) || strings.EqualFold(c, "ffffff") {
		return ""
	}
	return "#" + strings.ToLower(c)
}
