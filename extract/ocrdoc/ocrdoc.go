// Package ocrdoc turns the picture of a page into words with boxes and confidence, by the tesseract that is installed: one process
// a page, of low priority, with one thread and a time limit. It stands the picture upright first, finds the straight lines of tables,
// reads again in another way what was read badly, and keeps results by what the picture shows and the settings.
//
// It knows no PDF: [Reader.Recognise] takes a picture and its resolution. It does not make blocks of words either, which is done by what makes
// them of a page's own text. Note markers and addresses do not survive recognition, so nothing should be read from them.
package ocrdoc

import (
	"context"
	"fmt"
	"image"
	"runtime"
	"time"

	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/extract/pdfdoc/page"
)

// Version names what is made of pictures; raising it reads kept pages again.
const Version = "ocrdoc/4"

// Options say how a Reader reads. The zero value is fit for use.
type Options struct {
	Command   string        // tesseract; "" finds it on the PATH
	Languages []string      // models to read with where a page's language is not known; nil: those of [Languages] that are installed
	Workers   int           // processes at a time; 0 means one for each processor
	Cache     string        // folder for results; "" for none
	Timeout   time.Duration // for one process; 0 means two minutes
}

// defaultTimeout is for one process. A dense page of A4 takes 3 to 6 seconds of an idle processor.
const defaultTimeout = 2 * time.Minute

// Reader recognises pages. It may be used from several goroutines.
type Reader struct {
	program tesseract
	wanted  []string
	slots   chan struct{}
	cache   cache
}

// New returns a reader. Nothing is started.
func New(o Options) *Reader {
	if o.Workers <= 0 {
		o.Workers = runtime.GOMAXPROCS(0)
	}
	if o.Timeout <= 0 {
		o.Timeout = defaultTimeout
	}
	return &Reader{
		program: tesseract{command: o.Command, timeout: o.Timeout},
		wanted:  o.Languages,
		slots:   make(chan struct{}, o.Workers),
		cache:   cache(o.Cache),
	}
}

// Available reports whether tesseract is installed with a model that can be used.
func (r *Reader) Available() bool {
	_, err := r.setting("")
	return err == nil
}

// Recognise returns what stands in the picture of a page; no words where there are none.
//
// The error is a *corpus.ReadError for what is wrong with the picture or with its recognition: ocr_failed, ocr_timeout, picture_malformed,
// too_large, and no_text_layer (status needs_ocr) when tesseract is not there. Any other is the context's.
func (r *Reader) Recognise(ctx context.Context, p page.Picture) (page.Recognised, error) {
	set, err := r.setting(p.Language)
	if err != nil {
		return page.Recognised{}, err
	}
	g, err := decode(p)
	if err != nil {
		return page.Recognised{}, err
	}
	key := keyOf(g.img, g.dpi, set)
	if kept, ok := r.cache.get(key); ok {
		return kept, nil
	}
	select {
	case r.slots <- struct{}{}:
		defer func() { <-r.slots }()
	case <-ctx.Done():
		return page.Recognised{}, fmt.Errorf("recognise a page: %w", ctx.Err())
	}
	found, err := r.read(ctx, g, set)
	if err != nil {
		return page.Recognised{}, err
	}
	r.cache.put(key, found)
	return found, nil
}

// gray is a picture of a page with its resolution.
type gray struct {
	img *image.Gray
	dpi float64
}

// points turns pixels into points.
func (g gray) points(px int) float64 { return float64(px) * 72 / g.dpi }

// missing says that there is no tesseract to read with.
func missing(format string, args ...any) error {
	e := corpus.Unreadable("no_text_layer", format, args...)
	e.Status, e.Needs = corpus.TextNeedsOCR, corpus.Tesseract
	return e
}
