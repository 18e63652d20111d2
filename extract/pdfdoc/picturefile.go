package pdfdoc

import (
	"bytes"
	"context"
	"image/png"
	"slices"
	"time"

	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/extract/pdfdoc/page"
	"github.com/irmtrail/irmtrail/extract/pdfdoc/photo"
)

// pictureName is what a picture was read by, with the version of what is made of it.
const pictureName = "picture/1"

// ReadsPictures reports whether picture files of a media type are read.
func (r *Reader) ReadsPictures(mediaType string) bool {
	return slices.Contains(photo.MediaTypes, mediaType)
}

// ReadPicture returns the content of a picture file: one page, whose text is recognised.
//
// A fault of the picture is a *corpus.ReadError: picture_malformed, too_large, ocr_failed, ocr_timeout, no_text, and no_text_layer (status
// needs_ocr) when nothing is there to recognise text with. Any other error is ours, or the context's.
func (r *Reader) ReadPicture(ctx context.Context, payload []byte) (*corpus.Content, error) {
	if r.recogniser == nil {
		return nil, errNoRecogniser()
	}
	a, err := r.askOnce(ctx, request{Want: wantPicture, Within: r.timeout}, payload)
	if err != nil {
		return nil, err
	}
	if a.PNG == nil || len(a.Scans) != 1 {
		return nil, a.fault()
	}
	sheet := a.Scans[0]
	drawn, err := png.DecodeConfig(bytes.NewReader(a.PNG))
	if err != nil {
		return nil, corpus.Unreadable("picture_malformed", "%v", err)
	}
	found, err := r.recogniser.Recognise(ctx, page.Picture{PNG: a.PNG, DPI: float64(drawn.Width) * 72 / sheet.Width})
	if err != nil {
		return nil, err
	}
	q := request{Want: wantBlank, Within: r.timeout, Blank: &sheet, Recognised: map[int]page.Recognised{1: found}}
	if a, err = r.askOnce(ctx, q, nil); err != nil {
		return nil, err
	}
	if a.Fault != nil && a.Fault.Code == codeNoLetters {
		return nil, corpus.Unreadable("no_text", "no text is recognised in the picture")
	}
	return a.content()
}

// picture makes a page of a picture file in this process.
func (s *server) picture(payload []byte) (answer, error) {
	g, width, height, err := photo.Page(payload)
	if err != nil {
		return answer{}, err
	}
	var b bytes.Buffer
	if err := (&png.Encoder{CompressionLevel: png.BestSpeed}).Encode(&b, g); err != nil {
		return answer{}, err
	}
	return answer{PNG: b.Bytes(), Scans: []scanned{{1, width, height}}}, nil
}

// blank makes a document of what was recognised on a page without anything else.
func (s *server) blank(q request) (*corpus.Content, error) {
	if q.Blank == nil {
		return nil, corpus.Unreadable("pdf_crashed", "the request names no page")
	}
	until := time.Now().Add(time.Duration(readingShare * float64(q.Within)))
	b := &bounded{source: photo.Blank{Width: q.Blank.Width, Height: q.Blank.Height}, server: s, until: until, most: 1, recognised: q.Recognised}
	return b.content(pictureName)
}
