package pdfdoc

import (
	"unicode"

	"github.com/ledongthuc/pdf"

	"github.com/irmtrail/irmtrail/corpus"
)

// leaf is a page on its way to blocks.
type leaf struct {
	turned
	head, foot []paragraph // running heads and feet
	text       []paragraph
	aside      []sideText // text in other directions
}

// sideText is what a page shows in one other direction.
type sideText struct {
	turned
	text []paragraph
}

// content makes blocks of all pages.
func (f *file) content() (*corpus.Content, error) {
	c := &corpus.Content{Title: f.title(), Extractor: Extractor}
	leaves := make([]leaf, len(f.pages))
	rows := make([]sheetLines, len(f.pages))
	glyphs := make([][]glyph, len(f.pages))
	broken := 0
	for i, page := range f.pages {
		s, shown, whole := readPage(page)
		w, h := s.size()
		c.Pages = append(c.Pages, corpus.Page{Width: w, Height: h})
		leaves[i].turned = turned{width: w, height: h}
		rows[i] = sheetLines{rows: joinRaised(rowsOf(fragmentsOf(shown, leaves[i].turned))), height: h}
		glyphs[i] = shown
		if !whole {
			broken++
		}
	}
	if !hasLetters(glyphs) {
		if broken > 0 {
			return nil, corpus.Unreadable("pdf_malformed", "%d of %d pages break off before any text", broken, len(f.pages))
		}
		return nil, &corpus.ReadError{Code: "no_text_layer", Status: corpus.TextNeedsOCR, Reason: "the pages hold images, but no characters"}
	}
	outside := furniture(rows)
	for i := range leaves {
		leaves[i].fill(rows[i], outside[i], glyphs[i])
	}
	markAsides(leaves)
	c.Blocks = blocksOf(leaves)
	return c, nil
}

// readPage reads one page; whatever is wrong with it stays with it.
func readPage(page pdf.Value) (s sheet, glyphs []glyph, whole bool) {
	s = letter
	defer func() {
		if recover() != nil { // a malformed page object
			whole = false
		}
	}()
	s = sheetOf(page)
	glyphs, whole = glyphsOf(page, s)
	setLinks(page, s, glyphs)
	return s, glyphs, whole
}

func hasLetters(pages [][]glyph) bool {
	for _, glyphs := range pages {
		for _, g := range glyphs {
			for _, r := range g.text {
				if unicode.IsLetter(r) {
					return true
				}
			}
		}
	}
	return false
}

// fill sorts the rows of a page into head, text and foot.
func (l *leaf) fill(rows sheetLines, outside []bool, glyphs []glyph) {
	var text []fragment
	for i, row := range rows.rows {
		switch {
		case !outside[i]:
			text = append(text, row...)
		case row[0].base < rows.height/2:
			l.head = append(l.head, furnitureOf(row))
		default:
			l.foot = append(l.foot, furnitureOf(row))
		}
	}
	l.text = textOf(text)
	for _, angle := range []int{90, 180, 270} {
		t := turned{angle: angle, width: l.width, height: l.height}
		if fragments := fragmentsOf(glyphs, t); len(fragments) > 0 {
			l.aside = append(l.aside, sideText{turned: t, text: textOf(fragments)})
		}
	}
}

// markAsides makes furniture of text in other directions that three pages have.
func markAsides(leaves []leaf) {
	seen := map[string]int{}
	each := func(f func(p *paragraph)) {
		for _, l := range leaves {
			for _, side := range l.aside {
				for i := range side.text {
					f(&side.text[i])
				}
			}
		}
	}
	each(func(p *paragraph) { seen[p.text()]++ })
	each(func(p *paragraph) {
		if seen[p.text()] >= 3 {
			p.kind = corpus.Furniture
		}
	})
}

func furnitureOf(row []fragment) paragraph {
	return paragraph{lines: []line{newLine(row)}, kind: corpus.Furniture}
}

// textOf reads fragments column by column.
func textOf(fragments []fragment) []paragraph {
	if len(fragments) == 0 {
		return nil
	}
	var out []paragraph
	for _, r := range regionsOf(fragments, 0) {
		out = append(out, paragraphsOf(linesOf(r))...)
	}
	return out
}

// blocksOf makes blocks of the pages in order.
func blocksOf(leaves []leaf) []corpus.Block {
	all := make([][]paragraph, len(leaves))
	for i, l := range leaves {
		all[i] = l.text
	}
	t, words := newTypography(all), hyphenated(all)
	var blocks []corpus.Block
	lists, open := 0, false
	add := func(p paragraph, page int, at turned) {
		if p.kind == corpus.Paragraph && at.angle == 0 {
			p.classify(t)
		}
		b := p.block(page+1, at, words)
		if b.Text() == "" {
			return
		}
		if b.Kind == corpus.ListItem {
			if !open {
				lists++
			}
			b.List = lists
		}
		if b.Kind != corpus.Furniture {
			open = b.Kind == corpus.ListItem
		}
		blocks = append(blocks, b)
	}
	for i, l := range leaves {
		for _, part := range [][]paragraph{l.head, l.text} {
			for _, p := range part {
				add(p, i, l.turned)
			}
		}
		for _, side := range l.aside {
			for _, p := range side.text {
				add(p, i, side.turned) // as paragraphs: the head of a column is no heading
			}
		}
		for _, p := range l.foot {
			add(p, i, l.turned)
		}
	}
	return blocks
}

// classify makes a heading or an item of a paragraph that is one.
func (p *paragraph) classify(t typography) {
	if bulletStart.MatchString(p.lines[0].text()) {
		p.kind, p.level = corpus.ListItem, 1
	} else if level := t.level(*p); level > 0 {
		p.kind, p.level = corpus.Heading, level
	}
}
