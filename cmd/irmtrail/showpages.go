package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/extract/pdfdoc"
	"github.com/irmtrail/irmtrail/extract/pdfdoc/page"
	pdfwords "github.com/irmtrail/irmtrail/extract/pdfdoc/words"
)

// pdf is a PDF whose pages are looked at.
type pdf struct {
	reader  *pdfdoc.Reader
	payload []byte
	name    string
}

// open makes the document ready to look at its pages.
func (s subject) open(ctx context.Context) (pdf, error) {
	body, err := s.payload(ctx)
	if err != nil {
		return pdf{}, err
	}
	if t := corpus.MediaType(body, "", ""); t != "application/pdf" {
		return pdf{}, fmt.Errorf("%s is %s, no PDF: it has no pages to look at (see --step blocks)", s.name, t)
	}
	return pdf{s.readers.pdf, body, s.name}, nil
}

// page returns what a page shows.
func (p pdf) page(ctx context.Context, n int) (pdfdoc.Facts, error) {
	f, err := p.reader.Facts(ctx, p.payload, n)
	if err != nil {
		return f, fmt.Errorf("%s, page %d: %w", p.name, n, err)
	}
	return f, nil
}

// firstPage returns the page that is asked for, or the first.
func (s subject) firstPage(ctx context.Context, p pdf) (pdfdoc.Facts, error) {
	f, err := p.page(ctx, max(1, s.page))
	if err == nil || s.page <= 1 {
		return f, err
	}
	if first, other := p.page(ctx, 1); other == nil { // it knows how many there are
		err = cmp.Or(s.checkPage(first.Info.Pages), err)
	}
	return f, err
}

// showPages prints what the pages of a PDF consist of. A page that cannot be read is said, and the others are shown.
func (s subject) showPages(ctx context.Context) error {
	p, err := s.open(ctx)
	if err != nil {
		return err
	}
	f, err := s.firstPage(ctx, p)
	if err != nil {
		return err
	}
	if err = s.showPage(f); err != nil || s.page > 0 {
		return err
	}
	for n := 2; n <= f.Info.Pages && err == nil; n++ {
		var unreadable *corpus.ReadError
		next, fault := p.page(ctx, n)
		switch {
		case fault == nil:
			err = s.showPage(next)
		case errors.As(fault, &unreadable):
			fmt.Fprintf(s.errOut, "irmtrail: %v\n", fault)
		default:
			err = fault
		}
	}
	return err
}

// showPage prints the rows of a page, with a heading for people.
func (s subject) showPage(f pdfdoc.Facts) error {
	if !s.json {
		fmt.Fprintln(s.out, pageHeading(f.Page.Number, f.Info.Pages, f.Page.Label, f.Page.Width, f.Page.Height))
	}
	for _, r := range s.facts(f.Page) {
		if err := s.print(r); err != nil {
			return err
		}
	}
	return nil
}

// facts returns the rows of the step.
func (s subject) facts(p *page.Page) []fact {
	switch s.step {
	case "words":
		return wordFacts(p, pdfwords.Of(p))
	case "lines":
		return lineFacts(p, pdfwords.Lines(pdfwords.Of(p)))
	}
	return pageFacts(p)
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
