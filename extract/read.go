package extract

import (
	"context"
	"errors"
	"fmt"
	"runtime/debug"

	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/corpus/store"
	"github.com/irmtrail/irmtrail/extract/article"
	"github.com/irmtrail/irmtrail/extract/audit"
	"github.com/irmtrail/irmtrail/extract/charset"
	"github.com/irmtrail/irmtrail/extract/minutes"
	"github.com/irmtrail/irmtrail/extract/report"
	"github.com/irmtrail/irmtrail/extract/structure"
)

// result is what came of reading one document.
type result struct {
	reading store.DocumentReading
	content *corpus.Content // nil when the document has no text
	url     corpus.URL      // that it was read under
	fault   error           // a fault of ours that must stop the run, nil otherwise
	keep    bool            // what was read before is better than this failure
}

// readOne reads one document. Whatever is wrong with the document ends up in its row.
func (s *Stage) readOne(ctx context.Context, src source) (r result) {
	r.url = src.capture.URL
	r.reading.Document = src.document
	r.reading.Basis = src.basis()
	defer func() {
		if p := recover(); p != nil {
			s.Log.Error("reader panicked", "document", src.document.DocumentID, "panic", p, "stack", string(debug.Stack()))
			r.content, r.reading.Reading = nil, corpus.Reading{}
			r.fail(corpus.Unreadable("reader_panicked", "the reader gave up: %v", p))
		}
	}()
	body, contentType, err := s.Archive.Payload(ctx, src.document.SHA256)
	if err == nil {
		d := &r.reading.Document
		d.MediaType = corpus.MediaType(body, contentType, src.capture.URL)
		r.content, err = s.content(ctx, d.MediaType, body, contentType, src.capture.URL)
	}
	var unreadable *corpus.ReadError
	switch {
	case err == nil:
		r.recognise(src, body, contentType)
	case errors.As(err, &unreadable):
		r.content = nil
		r.keep = body == nil && src.document.TextStatus == corpus.TextRead // the archive lost what was read from it once
		r.fail(unreadable)
	default: // an archive that is not there, a reader that cannot be started: nothing about the document
		r.fault = fmt.Errorf("read document %s: %w", src.document.DocumentID, err)
	}
	return r
}

// fail writes into the document's row that it could not be read, and why.
func (r *result) fail(e *corpus.ReadError) {
	d := &r.reading.Document
	d.TextStatus, d.ErrorCode, d.Error = e.Status, e.Code, e.Reason
	d.Title, d.Language, d.Pages, d.TextLength, d.Extractor, d.Publisher, d.PublishedOn = "", "", 0, 0, "", "", ""
	r.reading.Lacks = e.Needs
	r.reading.Reading.Findings = []corpus.Finding{{
		Rule: corpus.DocumentRule + e.Code, Severity: corpus.Warning, Message: e.Reason + ".",
		Evidence: corpus.Evidence{DocumentID: d.DocumentID},
	}}
}

// recognise fills the document's row and its reading from the content.
func (r *result) recognise(src source, body []byte, contentType string) {
	c := r.content
	d := &r.reading.Document
	found := structure.Read(c)
	d.TextStatus, d.ErrorCode, d.Error = textStatus(c), "", ""
	d.Title, d.Pages, d.TextLength, d.Extractor = c.Title, len(c.Pages), c.Text().Len(), c.Extractor
	d.Language, d.Publisher, d.PublishedOn = found.Language, "", ""
	r.reading.Lacks = lacks(c)

	id := d.DocumentID
	from := report.Source{DocumentID: id, URL: src.capture.URL, MediaType: d.MediaType, Title: c.Title}
	page := report.CommitmentPageID(c, from)
	var reading corpus.Reading
	if page == "" {
		reading = report.Read(c, found, from)
	}
	switch {
	case page != "":
		reading = report.ReadCommitmentPage(c, charset.Decode(body, contentType).String, from)
		r.reading.ReportID = corpus.ReportID(report.CommitmentKey(page))
	case reading.Report != nil:
		reading.Footnotes = found.Footnotes(c, id)
		reading.Citations = found.Citations(c, id)
		reading.Findings = append(reading.Findings, audit.Findings(c, found, &reading, id)...)
		r.reading.ReportID = report.ID(reading.Report)
	default:
		reading.Minutes = minutes.Read(c, found, id)
		r.article(body, contentType)
	}
	if page == "" && reading.Report == nil && reading.Minutes == nil && src.capture.Role != corpus.RoleCited {
		reading.Findings = append(reading.Findings, corpus.Finding{
			Rule: corpus.RuleNotAReport, Severity: corpus.Info, Message: "Neither title, heading nor address says that this document is an IRM report.",
			Evidence: corpus.Evidence{DocumentID: id},
		})
	}
	reading.Findings = append(reading.Findings, unreadPages(c, id)...)
	if truncated(d.MediaType, body) {
		reading.Findings = append(reading.Findings, corpus.Finding{
			Rule: corpus.RuleDocumentTruncated, Severity: corpus.Warning, Message: "The document ends in the middle of its markup, so its end is missing.",
			Evidence: corpus.Evidence{DocumentID: id},
		})
	}
	r.reading.Reading, r.reading.Fingerprint = reading, fingerprint(c)
}

// article notes of a web page that is cited, and no report, what it is about: its article, who publishes it and when.
func (r *result) article(body []byte, contentType string) {
	c, d := r.content, &r.reading.Document
	if d.MediaType != "text/html" {
		return
	}
	a, ok := article.Read(charset.Decode(body, contentType).String, c.Text().String(), r.url)
	if !ok {
		return
	}
	c.Head.Publisher, c.Head.Date, c.Main = a.Publisher, a.Date, a.In(c)
	d.Publisher, d.PublishedOn = a.Publisher, a.Date
	if d.Title == "" {
		d.Title = a.Title
	}
}
