package web

import (
	"context"
	"fmt"
	"math"
	"net/http"
	"strconv"
	"time"

	"github.com/dustin/go-humanize"

	"github.com/irmtrail/irmtrail/corpus"
)

// Lists on the page of a document are cut after this many entries.
const (
	capturesShown  = 10
	citationsShown = 50
)

// documentView is what the page of a document shows.
type documentView struct {
	Title          string
	Format         string
	Language       corpus.Language
	Facts          []fact
	Captures       []captureView
	MoreCaptures   int
	Original, Data string
	Reports        []card
	Cited          []citedBy
	Minutes        *corpus.Minutes
	textPart
}

// textPart is the part of the text that the page shows.
type textPart struct {
	Groups         []blockGroup
	NoText         string
	Quoted         bool // the quote is in this part
	Outside        bool // a quote was asked for that is not in the text
	Part, Parts    int  // from 1
	Previous, Next string
}

type captureView struct {
	At           time.Time
	Outcome      corpus.Outcome
	Address, URL string
}

type citedBy struct {
	Title, URL, Note string
	Language         corpus.Language
}

// placeAsked is what the address of a document's page asks for.
type placeAsked struct {
	start, end int // the quote; equal when none is asked for
	part       int // from 1; 0 when none is asked for
}

func (s *site) documentPage(w http.ResponseWriter, r *http.Request) error {
	asked, detail := placeAskedIn(r)
	if detail != "" {
		s.fault(w, r, http.StatusBadRequest, detail)
		return nil
	}
	d, ok, err := s.documentDossier(r.Context(), corpus.DocumentID(r.PathValue("id")))
	if err != nil {
		return err
	}
	if !ok {
		s.fault(w, r, http.StatusNotFound, "")
		return nil
	}
	v, err := s.documentView(r.Context(), d, asked)
	if err != nil {
		return err
	}
	s.render(w, r, http.StatusOK, "document", frame{Title: v.Title, QuickSearch: true, NoIndex: true, Body: v})
	return nil
}

func placeAskedIn(r *http.Request) (asked placeAsked, detail string) {
	query := r.URL.Query()
	for _, p := range []struct {
		name  string
		least int
		to    *int
	}{{"start", 0, &asked.start}, {"end", 0, &asked.end}, {"part", 1, &asked.part}} {
		v := query.Get(p.name)
		if v == "" {
			continue
		}
		n, err := strconv.Atoi(v)
		if err != nil || n < p.least || n > math.MaxInt32 {
			return asked, fmt.Sprintf("The parameter %s must be a whole number from %d.", p.name, p.least)
		}
		*p.to = n
	}
	if asked.end < asked.start {
		return asked, "The parameter end must not be less than start."
	}
	return asked, ""
}

func (s *site) documentView(ctx context.Context, d documentDossier, asked placeAsked) (documentView, error) {
	doc := d.document
	v := documentView{
		Title: doc.Title, Format: s.pages.words.format(doc.MediaType), Language: doc.Language, Facts: s.documentFacts(doc), Reports: cardsOf(d.reports),
		Original: apiURL("documents", string(doc.DocumentID)) + "/original", Data: apiURL("documents", string(doc.DocumentID)),
	}
	if v.Title == "" {
		v.Title = s.pages.words.must("document.untitled", doc.DocumentID)
	}
	for _, c := range portion(d.captures, 0, capturesShown) {
		v.Captures = append(v.Captures, captureView{c.CapturedAt, c.Outcome, string(c.URL), webAddress(string(c.URL))})
	}
	v.MoreCaptures = len(d.captures) - len(v.Captures)
	if len(d.minutes) > 0 {
		v.Minutes = &d.minutes[0]
	}
	all, err := s.reports.all(ctx)
	if err != nil {
		return v, err
	}
	for _, c := range portion(d.cited, 0, citationsShown) {
		r, _ := all.report(c.ReportID)
		v.Cited = append(v.Cited, citedBy{
			Title: reportTitle(all, string(c.ReportID)), Language: r.Language, Note: fmt.Sprint(c.FootnoteNumber),
			URL: reportURL(c.ReportID) + "#" + noteAnchor(c.FootnoteID),
		})
	}
	v.textPart, err = s.textPart(ctx, doc, asked)
	return v, err
}

func (s *site) documentFacts(d corpus.Document) []fact {
	t := s.pages.words
	size := humanize.Bytes(uint64(max(0, d.Bytes)))
	if d.Bytes >= 1000 {
		size = t.must("document.size", size, humanize.Comma(d.Bytes))
	}
	out := []fact{
		{Name: "document.media_type", Value: t.format(d.MediaType)},
		{Name: "document.language", Value: optional(string(d.Language), func(v string) string { return t.language(v) })},
		{Name: "document.bytes", Value: size},
		{Name: "document.status", Value: t.reading(d.TextStatus, d.MediaType)},
		{Name: "document.extractor", Value: d.Extractor, Code: true},
		{Name: "document.error", Value: d.Error},
		{Name: "document.sha256", Value: string(d.SHA256), Code: true},
	}
	if d.Pages > 0 {
		out = append(out, fact{Name: "document.pages", Value: humanize.Comma(int64(d.Pages))})
	}
	return s.named(out)
}

func (s *site) textPart(ctx context.Context, d corpus.Document, asked placeAsked) (textPart, error) {
	c, ok, err := s.Store.Content(ctx, d.DocumentID)
	if err != nil {
		return textPart{}, err
	}
	quoted := asked.start < asked.end
	if !ok || len(c.Blocks) == 0 {
		why := d.Error
		if d.TextStatus == "" {
			why = s.pages.words.must("document.text.unread")
		}
		return textPart{NoText: why, Outside: quoted}, nil
	}
	firsts := append(parts(c.Blocks), len(c.Blocks))
	p := textPart{Parts: len(firsts) - 1, Part: max(1, asked.part), Outside: quoted && asked.start >= c.Text().Len()}
	if quoted && asked.part == 0 {
		p.Part = partOf(firsts, c.BlockAt(asked.start))
	}
	p.Part = min(p.Part, p.Parts)
	view := textView{content: c, start: asked.start, end: asked.end, tableName: s.pages.words.must("document.table")}
	p.Groups = view.groups(firsts[p.Part-1], firsts[p.Part])
	p.Quoted = view.marked
	if p.Part > 1 {
		p.Previous = partURL(d.DocumentID, p.Part-1)
	}
	if p.Part < p.Parts {
		p.Next = partURL(d.DocumentID, p.Part+1)
	}
	return p, nil
}

// partOf returns the part, from 1, that holds a block; firsts are the first blocks of the parts and the number of blocks.
func partOf(firsts []int, block int) int {
	for i := len(firsts) - 2; i > 0; i-- {
		if firsts[i] <= block {
			return i + 1
		}
	}
	return 1
}

func partURL(id corpus.DocumentID, part int) string {
	return fmt.Sprintf("%s?part=%d#text", documentURL(id), part)
}
