package main

import (
	"bytes"
	"context"
	"fmt"
	"image/png"
	"io"
	"strings"

	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/corpus/store"
	"github.com/irmtrail/irmtrail/extract/pdfdoc/page"
	"github.com/irmtrail/irmtrail/extract/pdfdoc/picture"
	pdfwords "github.com/irmtrail/irmtrail/extract/pdfdoc/words"
	"github.com/irmtrail/irmtrail/extract/structure"
)

// drawDPI makes the footnotes of a report legible.
const drawDPI = 120

// draw draws a page of a PDF with the step over it.
func (s subject) draw(ctx context.Context) error {
	p, err := s.open(ctx)
	if err != nil {
		return err
	}
	f, err := s.firstPage(ctx, p)
	if err != nil {
		return err
	}
	signs, err := s.signs(ctx, f.Page)
	if err != nil {
		return err
	}
	file, err := p.reader.PNG(ctx, p.payload, f.Page.Number, drawDPI)
	if err != nil {
		return fmt.Errorf("%s, page %d: %w", s.name, f.Page.Number, err)
	}
	ground, err := png.Decode(bytes.NewReader(file))
	if err != nil {
		return fmt.Errorf("picture of %s, page %d: %w", s.name, f.Page.Number, err)
	}
	scale := float64(ground.Bounds().Dx()) / f.Page.Width
	return replacing(s.png, func(w io.Writer) error { return png.Encode(w, picture.Draw(ground, scale, signs)) })
}

// signs returns what the step draws over a page.
func (s subject) signs(ctx context.Context, p *page.Page) ([]picture.Sign, error) {
	switch s.step {
	case "glyphs":
		return picture.Facts(p), nil
	case "words":
		return picture.Words(pdfwords.Of(p)), nil
	case "lines":
		return picture.Columns([]page.Column{{Lines: pdfwords.Lines(pdfwords.Of(p))}}), nil
	}
	c, err := s.content(ctx)
	if err != nil {
		return nil, err
	}
	switch s.step {
	case "tables":
		return picture.Tables(c, p.Number), nil
	case "notes":
		return append(picture.Notes(c, p.Number), markers(c, p)...), nil
	case "records":
		return s.ratingSigns(ctx, p.Number)
	}
	return append(picture.Blocks(c, p.Number), markers(c, p)...), nil
}

// ratingSigns returns the ratings that were read on a page.
func (s subject) ratingSigns(ctx context.Context, n int) ([]picture.Sign, error) {
	rows, err := store.List[corpus.Rating](ctx, s.store, "WHERE document_id = ? AND page = ? ORDER BY rating_id", s.id, n)
	if err != nil {
		return nil, err
	}
	var out []picture.Sign
	for _, r := range rows {
		if r.Box != nil {
			out = append(out, picture.Sign{Kind: picture.RecordSign, Box: *r.Box, Label: fmt.Sprintf("%s %s=%s", r.Number, r.Indicator, r.Value)})
		}
	}
	return out, nil
}

// markers returns the places on a page that refer to notes. Where a marker stands is looked up among the page's words, since
// the content has boxes of blocks alone.
func markers(c *corpus.Content, p *page.Page) []picture.Sign {
	ws := pdfwords.Of(p)
	used := make([]bool, len(ws))
	var out []picture.Sign
	for _, m := range structure.Read(c).Markers {
		i := c.BlockAt(m.Start)
		if i < 0 || c.PageAt(m.Start) != p.Number {
			continue
		}
		box := boxOn(&c.Blocks[i], p.Number)
		for j := range ws {
			if !used[j] && box != nil && within(ws[j].Box, *box) && carries(&ws[j], m.Label) {
				used[j] = true
				out = append(out, picture.Sign{Kind: picture.MarkerSign, Box: ws[j].Box, Label: strings.Trim(m.Label, "[]()")})
				break
			}
		}
	}
	return out
}

// boxOn returns the box of a block, or of its part, on a page.
func boxOn(b *corpus.Block, n int) *corpus.Box {
	if b.Page == n {
		return b.Box
	}
	for _, p := range b.Parts {
		if p.Page == n {
			return p.Box
		}
	}
	return nil
}

// within reports whether the middle of a box is in another.
func within(b, in corpus.Box) bool {
	x, y := (b[0]+b[2])/2, (b[1]+b[3])/2
	return x >= in[0]-1 && x <= in[2]+1 && y >= in[1]-2 && y <= in[3]+2
}

// carries reports whether a word is a marker of a label, or ends in one in brackets.
func carries(w *page.Word, label string) bool {
	core := strings.Trim(label, "[]()")
	switch {
	case w.Raised > 0:
		return strings.Trim(w.Text, "[](),.;") == core
	case strings.ContainsAny(label, "[("):
		return strings.Contains(w.Text, label)
	}
	return false
}
