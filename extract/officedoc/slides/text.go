package slides

import (
	"strconv"
	"strings"
	"unicode"

	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/extract/officedoc/flow"
	"github.com/irmtrail/irmtrail/extract/officedoc/xmltree"
)

// formats are the beginnings of the names of automatic numbers (ISO/IEC 29500-1, 20.1.10.61) with what flow.Number calls them.
var formats = []struct{ prefix, format string }{
	{"alphaLc", "a"}, {"alphaUc", "A"}, {"romanLc", "i"}, {"romanUc", "I"}, {"", "1"},
}

// label writes a number as a scheme names it: "1." for arabicPeriod, "(a)" for alphaLcParenBoth.
func label(scheme string, n int) string {
	text := ""
	for _, f := range formats {
		if strings.HasPrefix(scheme, f.prefix) {
			text = flow.Number(n, f.format)
			break
		}
	}
	switch {
	case strings.HasSuffix(scheme, "ParenBoth"):
		return "(" + text + ")"
	case strings.HasSuffix(scheme, "ParenR"):
		return text + ")"
	case strings.HasSuffix(scheme, "Period"):
		return text + "."
	}
	return text
}

// runs adds the runs of a paragraph. Their properties are laid over those of its levels.
func (sl *slide) runs(p *xmltree.Node, levels []*xmltree.Node) {
	for _, c := range p.Children {
		switch c.Name {
		case "a:r", "a:fld":
			props := c.Child("a:rPr")
			r := sl.run(props, levels)
			text := c.Child("a:t").String()
			if l := props.Attr("lang"); l != "" {
				sl.languages[l] += letters(text)
			}
			for i, part := range strings.Split(text, "\t") {
				if i > 0 {
					sl.flow.Tab(r)
				}
				sl.flow.Text(flow.Symbols(fontOf(props), part), r)
			}
		case "a:br":
			sl.flow.Break(flow.Run{})
		case "mc:AlternateContent":
			sl.runs(c.Child("mc:Choice"), levels)
		default:
			if c.Name == "m:oMath" || strings.HasSuffix(c.Name, ":m") || c.Name == "m:oMathPara" {
				sl.flow.Text(c.String(), flow.Run{})
			}
		}
	}
}

func fontOf(props *xmltree.Node) string {
	return first(props.Child("a:sym").Attr("typeface"), props.Child("a:latin").Attr("typeface"))
}

// run returns how a run is set.
func (sl *slide) run(props *xmltree.Node, levels []*xmltree.Node) flow.Run {
	var r flow.Run
	chain := []*xmltree.Node{props}
	for _, l := range levels {
		chain = append(chain, l.Child("a:defRPr"))
	}
	if v := nearest(chain, "b"); v == "1" || v == "true" {
		r.Style |= corpus.Bold
	}
	if v := nearest(chain, "i"); v == "1" || v == "true" {
		r.Style |= corpus.Italic
	}
	switch v, _ := strconv.Atoi(strings.TrimSuffix(nearest(chain[:1], "baseline"), "%")); {
	case v > 0:
		r.Style |= corpus.Superscript
	case v < 0:
		r.Style |= corpus.Subscript
	}
	if hundredths, err := strconv.Atoi(nearest(chain, "sz")); err == nil && hundredths > 0 && hundredths <= 400_000 {
		r.Size = float64(hundredths) / 100
	}
	if rel, ok := sl.relations[props.Child("a:hlinkClick").Attr("r:id")]; ok && rel.External {
		r.Link = flow.Link(rel.Target)
	}
	return r
}

// nearest returns the first value of an attribute along a chain of properties.
func nearest(chain []*xmltree.Node, name string) string {
	for _, n := range chain {
		if v := n.Attr(name); v != "" {
			return v
		}
	}
	return ""
}

func letters(s string) (n int) {
	for _, c := range s {
		if unicode.IsLetter(c) {
			n++
		}
	}
	return n
}
