package main

import (
	"context"
	"fmt"
	"image"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/extract/pdfdoc/page"
	"github.com/irmtrail/irmtrail/extract/pdfdoc/pdfium"
	pdfwords "github.com/irmtrail/irmtrail/extract/pdfdoc/words"
)

// pdfFile is an open PDF. Pages count from 1.
type pdfFile interface {
	Info() page.Info
	Page(n int) (*page.Page, error)
	Render(n int, dpi float64) (*image.RGBA, error)
	Close() error
}

// open opens the document as a PDF.
func (s subject) open(ctx context.Context) (pdfFile, error) {
	body, err := s.pdf(ctx)
	if err != nil {
		return nil, err
	}
	dir, err := os.UserCacheDir()
	if err != nil {
		return nil, err
	}
	f, err := pdfium.Open(body, pdfium.Options{Cache: filepath.Join(dir, "irmtrail", "pdfium")})
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", s.name, err)
	}
	return f, nil
}

// showPages prints what the pages of a PDF consist of.
func (s subject) showPages(ctx context.Context) error {
	f, err := s.open(ctx)
	if err != nil {
		return err
	}
	defer f.Close()
	count := f.Info().Pages
	if err := s.checkPage(count); err != nil {
		return err
	}
	for n := 1; n <= count; n++ {
		if s.page > 0 && n != s.page {
			continue
		}
		p, err := f.Page(n)
		if err != nil {
			return fmt.Errorf("%s: %w", s.name, err)
		}
		if !s.json {
			fmt.Fprintln(s.out, pageHeading(n, count, p.Label, p.Width, p.Height))
		}
		if err := s.showPage(p); err != nil {
			return err
		}
	}
	return nil
}

func (s subject) showPage(p *page.Page) error {
	var rows []fact
	switch s.step {
	case "glyphs":
		rows = pageFacts(p)
	case "words":
		rows = wordFacts(p, pdfwords.Of(p))
	case "lines":
		rows = lineFacts(p, pdfwords.Lines(pdfwords.Of(p)))
	}
	for _, r := range rows {
		if err := s.print(r); err != nil {
			return err
		}
	}
	return nil
}

func (s subject) print(r fact) error {
	if s.json {
		return printLine(s.out, r)
	}
	return r.print(s.out)
}

// fact is one thing that a page consists of, as a row.
type fact struct {
	Page   int        `json:"page"`
	Kind   string     `json:"kind"`
	Box    corpus.Box `json:"box"` // points from the top left of the page as shown
	Size   float64    `json:"size,omitempty"`
	Angle  int        `json:"angle,omitempty"` // clockwise degrees
	Base   float64    `json:"base,omitempty"`
	Color  string     `json:"color,omitempty"`
	Font   string     `json:"font,omitempty"`
	Style  string     `json:"style,omitempty"` // words of bold, italic, raised, lowered, hidden, joined (no space before it)
	Code   string     `json:"code,omitempty"`  // "U+F0FC"
	Text   string     `json:"text,omitempty"`
	Target string     `json:"target,omitempty"` // of a link
}

// print prints the row: kind, box, what is known of it, text.
func (r fact) print(w io.Writer) error {
	var sb strings.Builder
	fmt.Fprintf(&sb, "%-6s %7.2f %7.2f %7.2f %7.2f", r.Kind, r.Box[0], r.Box[1], r.Box[2], r.Box[3])
	if r.Size > 0 {
		fmt.Fprintf(&sb, " %6.2f %3d", r.Size, r.Angle)
	}
	for _, part := range []string{r.Color, r.Code} {
		if part != "" {
			sb.WriteString(" " + part)
		}
	}
	if r.Font != "" {
		sb.WriteString(" " + plain(r.Font))
	}
	if r.Style != "" {
		sb.WriteString(" (" + r.Style + ")")
	}
	if r.Text != "" {
		fmt.Fprintf(&sb, " | %s", plain(r.Text))
	}
	if r.Target != "" {
		sb.WriteString(" -> " + plain(r.Target))
	}
	_, err := fmt.Fprintln(w, sb.String())
	return err
}
