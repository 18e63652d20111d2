package pdfdoc

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"image/png"
	"maps"
	"slices"
	"sync"

	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/extract/pdfdoc/page"
)

// Recogniser reads the text of pictures of pages. It is used from several goroutines, and says itself how many pictures are read at
// once.
type Recogniser interface {
	// Recognise returns the words of a page; the error is a *corpus.ReadError for what is wrong with the picture, or says
	// that there is nothing to recognise text with (Needs).
	Recognise(ctx context.Context, p page.Picture) (page.Recognised, error)
}

// scanned is a page without usable text, with its size as shown.
type scanned struct {
	Page   int     `json:"page"`
	Width  float64 `json:"width"`
	Height float64 `json:"height"`
}

const (
	recogniseDPI    = 300 // what recognisers are made for
	pagesInFlight   = 4   // pictures of one document that are held at once
	recognitionName = "+tesseract/1"
)

// recognised is what came of the pages without usable text.
type recognised struct {
	pages map[int]page.Recognised
	fault map[int]*corpus.ReadError // of the pages that were not recognised
}

// withRecognised returns the answer that a document has when its pages without usable text are recognised; a is what it has
// without.
func (r *Reader) withRecognised(ctx context.Context, payload []byte, a answer) (answer, error) {
	if len(a.Scans) == 0 {
		return a, nil
	}
	found, err := r.recogniseAll(ctx, payload, a)
	if err != nil {
		return a, err
	}
	if len(found.pages) > 0 {
		q := request{Want: wantContent, Within: r.timeout, Recognised: found.pages}
		again, err := r.askOnce(ctx, q, payload)
		switch {
		case ctx.Err() != nil:
			return a, err
		case err == nil && (again.Content != nil || a.Content == nil):
			a = again
		default: // what was read without them stands
			found.lost(err, again.Fault)
		}
	}
	return found.noted(a), nil
}

// lost notes that what was recognised could not be made part of the document.
func (found recognised) lost(err error, fault *corpus.ReadError) {
	if fault == nil {
		fault = corpus.Unreadable("ocr_failed", "what was recognised cannot be laid out: %v", err)
	}
	for n := range found.pages {
		found.fault[n] = fault
	}
	clear(found.pages)
}

// recogniseAll recognises the pages, some at once, the first alone: its language is a hint for the others.
func (r *Reader) recogniseAll(ctx context.Context, payload []byte, a answer) (recognised, error) {
	found := recognised{map[int]page.Recognised{}, map[int]*corpus.ReadError{}}
	hint := corpus.Language("")
	if a.Content != nil {
		hint = a.Content.Language.Base()
	}
	var mu sync.Mutex
	var failed error
	one := func(s scanned, hint corpus.Language) {
		got, err := r.recogniseOne(ctx, payload, s, hint)
		mu.Lock()
		defer mu.Unlock()
		var fault *corpus.ReadError
		switch {
		case err == nil:
			found.pages[s.Page] = got
		case errors.As(err, &fault):
			found.fault[s.Page] = fault
		default:
			failed = errors.Join(failed, err)
		}
	}
	one(a.Scans[0], hint)
	if f := found.fault[a.Scans[0].Page]; f != nil && f.Needs != "" {
		for _, s := range a.Scans[1:] { // nor can the others be
			found.fault[s.Page] = f
		}
		return found, failed
	}
	hint = cmp.Or(found.pages[a.Scans[0].Page].Language, hint)
	slots := make(chan struct{}, pagesInFlight)
	var wg sync.WaitGroup
	for _, s := range a.Scans[1:] {
		if ctx.Err() != nil {
			break
		}
		slots <- struct{}{}
		wg.Go(func() {
			one(s, hint)
			<-slots
		})
	}
	wg.Wait()
	return found, failed
}

func (r *Reader) recogniseOne(ctx context.Context, payload []byte, s scanned, hint corpus.Language) (page.Recognised, error) {
	if r.recogniser == nil {
		return page.Recognised{}, errNoRecogniser()
	}
	a, err := r.askOnce(ctx, request{Want: wantPNG, Page: s.Page, DPI: recogniseDPI, Grey: true, Within: r.timeout}, payload)
	if err == nil && a.PNG == nil {
		err = a.fault()
	}
	if err != nil {
		return page.Recognised{}, err
	}
	drawn, err := png.DecodeConfig(bytes.NewReader(a.PNG))
	if err != nil {
		return page.Recognised{}, corpus.Unreadable("ocr_failed", "page %d is drawn as no picture: %v", s.Page, err)
	}
	return r.recogniser.Recognise(ctx, page.Picture{PNG: a.PNG, DPI: float64(drawn.Width) * 72 / s.Width, Language: hint})
}

// sortedPages returns the numbers of pages in order.
func sortedPages(faults map[int]*corpus.ReadError) []int { return slices.Sorted(maps.Keys(faults)) }

// joined sorts runs of pages and makes one of those that follow each other for the same reason.
func joined(runs []corpus.Unread) (out []corpus.Unread) {
	slices.SortStableFunc(runs, func(a, b corpus.Unread) int { return cmp.Compare(a.From, b.From) })
	for _, u := range runs {
		if n := len(out) - 1; n >= 0 && out[n].Reason == u.Reason && out[n].To+1 == u.From {
			out[n].To = u.To
			continue
		}
		out = append(out, u)
	}
	return out
}

func errNoRecogniser() *corpus.ReadError {
	e := needsOCR("the page is a picture, and nothing is there to recognise its text")
	e.Needs = corpus.Tesseract
	return e
}

// noted writes into an answer which pages were not recognised, and what of the whole document there is to say when it has no text.
func (found recognised) noted(a answer) answer {
	if a.Content != nil {
		for _, f := range sortedPages(found.fault) {
			why := corpus.UnreadOCR
			if found.fault[f].Needs != "" {
				why = corpus.UnreadScan
			}
			a.Content.Unread = append(a.Content.Unread, corpus.Unread{From: f, To: f, Reason: why})
		}
		a.Content.Unread = joined(a.Content.Unread)
		return a
	}
	if a.Fault == nil || a.Fault.Code != codeNoLetters {
		return a
	}
	failed := sortedPages(found.fault)
	switch {
	case len(failed) > 0: // the first says it for all
		fault := *found.fault[failed[0]]
		if fault.Needs != "" {
			fault.Reason = a.Fault.Reason
		}
		a.Fault = &fault
	case len(found.pages) > 0:
		a.Fault = corpus.Unreadable("no_text", "the pages are pictures in which no text is recognised")
	}
	return a
}
