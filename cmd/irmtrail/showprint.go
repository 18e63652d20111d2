package main

import (
	"context"
	"fmt"
	"io"
	"strings"

	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/corpus/store"
	"github.com/irmtrail/irmtrail/extract/structure"
)

// printBlocks prints one block a line: offsets, page, kind, and the text with its styles and links in ASCII marks:
// *bold*, /italic/, ^raised^, ~lowered~, text->link.
func printBlocks(w io.Writer, c *corpus.Content) error {
	for _, b := range c.Blocks {
		kind := string(b.Kind)
		if b.Level > 0 {
			kind += fmt.Sprint(" ", b.Level)
		}
		page := ""
		if b.Page > 0 {
			page = fmt.Sprintf(" p%d", b.Page)
		}
		label := ""
		if b.Label != "" {
			label = b.Label + " "
		}
		if _, err := fmt.Fprintf(w, "%d-%d%s %s: %s%s\n", b.Start, b.End, page, kind, plain(label), marked(b)); err != nil {
			return err
		}
	}
	return nil
}

func marked(b corpus.Block) string {
	var sb strings.Builder
	for _, s := range b.Spans {
		text := strings.NewReplacer("\n", "⏎", "\t", "⇥").Replace(plain(s.Text))
		for _, m := range []struct {
			style corpus.Style
			mark  string
		}{{corpus.Bold, "*"}, {corpus.Italic, "/"}, {corpus.Superscript, "^"}, {corpus.Subscript, "~"}} {
			if s.Style.Has(m.style) {
				text = m.mark + text + m.mark
			}
		}
		sb.WriteString(text)
		if s.Link != "" {
			sb.WriteString("->" + plain(s.Link) + " ")
		}
	}
	return sb.String()
}

// printNotes prints each note with the sentence that refers to it and the sources that it cites.
func printNotes(w io.Writer, c *corpus.Content) error {
	s := structure.Read(c)
	cites := map[string][]corpus.Citation{}
	for _, n := range s.Citations(c, "") {
		cites[n.FootnoteID] = append(cites[n.FootnoteID], n)
	}
	for _, f := range s.Footnotes(c, "") {
		key := corpus.NoteKey(f.Section, f.Number)
		fmt.Fprintf(w, "note %s %s %d-%d\n", plain(key), plain(f.Label), *f.Start, *f.End)
		if f.MarkerStart == nil {
			fmt.Fprintln(w, "  nothing refers to it")
		} else {
			fmt.Fprintf(w, "  claim %d: %s\n", *f.MarkerStart, oneLine(f.MarkerContext, 400))
		}
		for _, p := range f.Paragraphs {
			fmt.Fprintf(w, "  text: %s\n", plain(p))
		}
		for _, n := range cites[key] {
			fmt.Fprintf(w, "  cites %s %s%s\n", n.Kind, plain(string(n.URL)), described(n))
		}
	}
	return nil
}

func described(n corpus.Citation) string {
	var sb strings.Builder
	for _, f := range []struct{ name, value string }{
		{"title", n.Title},
		{"body", n.Body},
		{"date", string(n.Date)},
		{"publisher", n.Publisher},
		{"commitments", strings.Join(n.CommitmentNumbers, ",")},
	} {
		if f.value != "" {
			fmt.Fprintf(&sb, " %s=%q", f.name, plain(f.value))
		}
	}
	return sb.String()
}

// showRecords prints every row that was read in a document, table by table, as {"table": ..., "row": ...}.
func (a *app) showRecords(ctx context.Context, s *store.Store, id corpus.DocumentID) error {
	for _, show := range []func() error{
		func() error { return showTable[corpus.Document](ctx, a.out, s, "documents", "document_id", id) },
		func() error { return showTable[corpus.Commitment](ctx, a.out, s, "commitments", "document_id", id) },
		func() error { return showTable[corpus.Rating](ctx, a.out, s, "ratings", "document_id", id) },
		func() error { return showTable[corpus.Tally](ctx, a.out, s, "tallies", "document_id", id) },
		func() error { return showTable[corpus.Footnote](ctx, a.out, s, "footnotes", "document_id", id) },
		func() error { return showTable[corpus.Citation](ctx, a.out, s, "citations", "source_document_id", id) },
		func() error { return showTable[corpus.Minutes](ctx, a.out, s, "minutes", "document_id", id) },
		func() error { return showTable[corpus.Finding](ctx, a.out, s, "findings", "document_id", id) },
	} {
		if err := show(); err != nil {
			return err
		}
	}
	return nil
}
