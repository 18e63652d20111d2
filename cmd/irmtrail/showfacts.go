package main

import (
	"fmt"
	"strings"

	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/extract/pdfdoc/page"
)

// pageFacts returns everything that a page consists of, in the order of the content stream kind by kind.
func pageFacts(p *page.Page) []fact {
	var out []fact
	for i := range p.Glyphs {
		out = append(out, glyphFact(p, &p.Glyphs[i]))
	}
	for _, r := range p.Rules {
		out = append(out, fact{Kind: "rule", Box: corpus.Box{r.X0, r.Y0, r.X1, r.Y1}, Color: hex(r.Color), Style: fmt.Sprintf("%.2f wide", r.Width)})
	}
	for _, f := range p.Fills {
		out = append(out, fact{Kind: "fill", Box: f.Box, Color: hex(f.Color)})
	}
	for _, s := range p.Shapes {
		how := "drawn"
		if s.Filled {
			how = "filled"
		}
		out = append(out, fact{Kind: "shape", Box: s.Box, Color: hex(s.Color), Style: fmt.Sprintf("%s, %s", how, plural(s.Segments, "segment"))})
	}
	for _, i := range p.Images {
		out = append(out, fact{Kind: "image", Box: i.Box})
	}
	for i := range p.Links {
		out = append(out, fact{Kind: "link", Box: p.Links[i].Box, Target: target(p, i)})
	}
	return ofPage(p, out)
}

// ofPage gives the rows the page's number.
func ofPage(p *page.Page, rows []fact) []fact {
	for i := range rows {
		rows[i].Page = p.Number
	}
	return rows
}

func glyphFact(p *page.Page, g *page.Glyph) fact {
	f := fact{Kind: "glyph", Box: g.Box, Size: g.Size, Angle: g.Angle, Color: hex(g.Color), Code: fmt.Sprintf("U+%04X", g.Code), Text: g.Text}
	if g.Font >= 0 && g.Font < len(p.Fonts) {
		font := p.Fonts[g.Font]
		f.Font = font.Name
		f.Style = styles(map[string]bool{"bold": font.Bold, "italic": font.Italic, "hidden": g.Hidden})
	}
	return f
}

func hex(c page.Color) string { return fmt.Sprintf("#%06x", uint32(c)) }

// styles joins the names that are true, in a fixed order.
func styles(on map[string]bool) string {
	var names []string
	for _, n := range []string{"bold", "italic", "raised", "lowered", "hidden", "joined"} {
		if on[n] {
			names = append(names, n)
		}
	}
	return strings.Join(names, " ")
}

// target says where a link of the page leads.
func target(p *page.Page, link int) string {
	if link < 0 || link >= len(p.Links) {
		return ""
	}
	if l := p.Links[link]; l.URI == "" {
		return fmt.Sprintf("page %d, %.0f", l.Page, l.Y)
	}
	return p.Links[link].URI
}

func wordFacts(p *page.Page, ws []page.Word) []fact {
	var out []fact
	for i := range ws {
		w := &ws[i]
		out = append(out, fact{
			Kind: "word", Box: w.Box, Size: w.Size, Angle: w.Angle, Base: w.Base, Text: w.Text, Target: target(p, w.Link),
			Style: styles(map[string]bool{"bold": w.Bold, "italic": w.Italic, "raised": w.Raised > 0, "lowered": w.Raised < 0, "joined": i > 0 && !w.Space && w.Raised != 0}),
		})
	}
	return ofPage(p, out)
}

func lineFacts(p *page.Page, ls []page.Line) []fact {
	var out []fact
	for i := range ls {
		l := &ls[i]
		out = append(out, fact{
			Kind: "line", Box: l.Box, Size: l.Size, Angle: l.Angle, Base: l.Base, Text: l.Text(), Style: styles(map[string]bool{"bold": l.Bold}),
		})
	}
	return ofPage(p, out)
}
