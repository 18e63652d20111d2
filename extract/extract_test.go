package extract

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"testing"
	"time"

	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/corpus/corpustest"
	"github.com/irmtrail/irmtrail/corpus/store"
)

// shelf is an archive in memory.
type shelf map[corpus.Digest][]byte

func (s shelf) Payload(_ context.Context, d corpus.Digest) ([]byte, string, error) {
	if body, ok := s[d]; ok {
		return body, "", nil
	}
	return nil, "", fmt.Errorf("no payload %s", d)
}

// add puts a payload on the shelf and its capture into the store.
func (s shelf) add(t testing.TB, st *store.Store, u corpus.URL, role corpus.Role, body []byte) corpus.DocumentID {
	t.Helper()
	d := corpus.DigestOf(body)
	s[d] = body
	c := corpus.Capture{URL: u, CapturedAt: time.Date(2024, 1, 2, 3, 4, 5, len(s), time.UTC), Outcome: corpus.Fetched, Via: "direct", Role: role, Payload: d}
	c.SetID()
	if err := st.PutCapture(t.Context(), c, &corpus.Payload{Digest: d, Bytes: int64(len(body)), WARCFile: "x"}); err != nil {
		t.Fatal(err)
	}
	return corpus.DocumentIDOf(d)
}

func newStage(t testing.TB) (*Stage, shelf) {
	t.Helper()
	st, err := store.Open(t.Context(), t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { st.Close() })
	s := shelf{}
	return &Stage{Store: st, Archive: s, Log: slog.New(slog.DiscardHandler)}, s
}

func run(t testing.TB, s *Stage) Stats {
	t.Helper()
	stats, err := s.Run(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return stats
}

func counts(t *testing.T, s *Stage) map[string]int {
	t.Helper()
	n, err := s.Store.Counts(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func TestRunReadsWhatArrived(t *testing.T) {
	stage, shelf := newStage(t)
	for n := range 70 { // more than two batches
		shelf.add(t, stage.Store, corpus.URL(fmt.Sprintf("https://a.example/documents/%d/", n)), corpus.RoleReport, corpustest.Page(n))
	}
	if stats := run(t, stage); stats.Documents != 70 || stats.Reports != 70 || stats.Failed != 0 {
		t.Errorf("first run %+v", stats)
	}
	n := counts(t, stage)
	if n["reports"] != 70 || n["footnotes"] != 70*11 || n["commitments"] != 70*9 || n["ratings"] != 70*18 || n["tallies"] != 70*3 {
		t.Errorf("rows %v", n)
	}
	if stats := run(t, stage); stats != (Stats{}) {
		t.Errorf("second run %+v", stats)
	}
	if checked, err := stage.Store.VerifyQuotes(t.Context(), func(p store.Problem) { t.Error(p) }); err != nil || checked < 70*30 {
		t.Errorf("%d quotes checked, %v", checked, err)
	}
}

// TestSecondAddress reads a document again only when another of its addresses decides how it is read.
func TestSecondAddress(t *testing.T) {
	stage, shelf := newStage(t)
	shelf.add(t, stage.Store, "https://a.example/cited", corpus.RoleCited, corpustest.Page(1))
	run(t, stage)
	shelf.add(t, stage.Store, "https://a.example/documents/x/", corpus.RoleReport, corpustest.Page(1))
	if stats := run(t, stage); stats.Documents != 1 {
		t.Errorf("report's own page: %+v", stats)
	}
	shelf.add(t, stage.Store, "https://a.example/elsewhere", corpus.RoleCited, corpustest.Page(1))
	if stats := run(t, stage); stats.Documents != 0 || stats.Skipped != 1 {
		t.Errorf("a citation more: %+v", stats)
	}
}

// TestChangedPage captures a page twice: the rows are those of the page as it is now.
func TestChangedPage(t *testing.T) {
	stage, shelf := newStage(t)
	page := func(word string) []byte {
		return []byte(`<html><head><title>Ghana Results Report 2021-2023</title></head><body><h1>Ghana Results Report 2021-2023</h1>
<p>The IRM found two commitments. ` + word + ` commitment was complete.[1]</p><p>[1] See https://a.example/` + word + `</p></body></html>`)
	}
	shelf.add(t, stage.Store, "https://a.example/documents/x/", corpus.RoleReport, page("One"))
	run(t, stage)
	now := shelf.add(t, stage.Store, "https://www.a.example/documents/x", corpus.RoleReport, page("No"))
	run(t, stage)
	notes, err := store.List[corpus.Footnote](t.Context(), stage.Store, "")
	if err != nil {
		t.Fatal(err)
	}
	if len(notes) != 1 || notes[0].DocumentID != now {
		t.Errorf("notes %+v", notes)
	}
	reports, _ := store.List[corpus.Report](t.Context(), stage.Store, "")
	if len(reports) != 1 || len(reports[0].DocumentIDs) != 1 {
		t.Errorf("reports %+v", reports)
	}
}

// TestManyDocuments gives one report more documents than are composed with each batch. Killed between the batches and the
// end of the run, what waits is composed by the next one.
func TestManyDocuments(t *testing.T) {
	stage, shelf := newStage(t)
	for n := range 3 * composeAtOnce {
		page := fmt.Appendf(corpustest.Page(1), "<!-- %d -->", n)
		shelf.add(t, stage.Store, corpus.URL(fmt.Sprintf("https://a.example/documents/%d/", n)), corpus.RoleReport, page)
	}
	if stats := run(t, stage); stats.Reports != 1 {
		t.Errorf("%+v", stats)
	}
	reports, err := store.List[corpus.Report](t.Context(), stage.Store, "")
	if err != nil || len(reports) != 1 || len(reports[0].DocumentIDs) != 3*composeAtOnce {
		t.Fatalf("reports %+v, %v", reports, err)
	}
	id := reports[0].ReportID
	err = stage.Store.Update(t.Context(), func(tx *store.Tx) error {
		if err := tx.DeleteReport(t.Context(), id); err != nil {
			return err
		}
		return tx.SetPending(t.Context(), id, true)
	})
	if err != nil {
		t.Fatal(err)
	}
	if stats := run(t, stage); stats.Reports != 1 {
		t.Errorf("after a kill: %+v", stats)
	}
	if waiting, err := stage.Store.Pending(t.Context()); err != nil || len(waiting) != 0 {
		t.Errorf("still waiting: %v, %v", waiting, err)
	}
	if n := counts(t, stage); n["reports"] != 1 || n["footnotes"] != 11 {
		t.Errorf("rows %v", n)
	}
}

// TestPanicIsOneDocument lets the reader of PDFs panic: that document fails, the others do not.
func TestPanicIsOneDocument(t *testing.T) {
	stage, shelf := newStage(t)
	stage.PDF = panicking{}
	bad := shelf.add(t, stage.Store, "https://a.example/f.pdf", corpus.RoleReport, []byte("%PDF-1.4\n%%EOF"))
	shelf.add(t, stage.Store, "https://a.example/documents/1/", corpus.RoleReport, corpustest.Page(1))
	if stats := run(t, stage); stats.Documents != 2 || stats.Failed != 1 || stats.Reports != 1 {
		t.Errorf("%+v", stats)
	}
	d, _, err := store.Get[corpus.Document](t.Context(), stage.Store, string(bad))
	if err != nil || d.ErrorCode != "reader_panicked" || d.TextStatus != corpus.TextFailed {
		t.Errorf("%+v, %v", d, err)
	}
}

type panicking struct{}

func (panicking) Read(context.Context, []byte) (*corpus.Content, error) { panic("out of range") }

// TestPayloadDamaged meets a damaged record, which is a fact about one document, and an archive that is not there, which
// stops the run and loses nothing.
func TestPayloadDamaged(t *testing.T) {
	stage, shelf := newStage(t)
	id := shelf.add(t, stage.Store, "https://a.example/documents/1/", corpus.RoleReport, corpustest.Page(1))
	stage.Archive = broken{corpus.Unreadable("payload_damaged", "the record is damaged")}
	if stats := run(t, stage); stats.Failed != 1 {
		t.Errorf("%+v", stats)
	}
	if d, _, _ := store.Get[corpus.Document](t.Context(), stage.Store, string(id)); d.ErrorCode != "payload_damaged" {
		t.Errorf("%+v", d)
	}
	shelf.add(t, stage.Store, "https://a.example/documents/2/", corpus.RoleReport, corpustest.Page(2))
	stage.Archive = broken{fs.ErrNotExist}
	if _, err := stage.Run(t.Context()); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("without an archive: %v", err)
	}
	stage.Archive = shelf
	if stats := run(t, stage); stats.Reports != 1 {
		t.Errorf("with it again: %+v", stats)
	}
	if stats, err := stage.Again(t.Context(), string(id)); err != nil || stats.Failed != 0 || stats.Reports != 1 {
		t.Errorf("again: %+v, %v", stats, err)
	}
	if _, err := stage.Again(t.Context(), "doc-none"); !errors.Is(err, ErrNotStored) {
		t.Errorf("again, of nothing: %v", err)
	}
}

type broken struct{ err error }

func (b broken) Payload(context.Context, corpus.Digest) ([]byte, string, error) {
	return nil, "", b.err
}

func TestCancelled(t *testing.T) {
	stage, shelf := newStage(t)
	shelf.add(t, stage.Store, "https://a.example/documents/1/", corpus.RoleReport, corpustest.Page(1))
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := stage.Run(ctx); err == nil {
		t.Error("a cancelled run went well")
	}
	if n := counts(t, stage); n["reports"] != 0 {
		t.Errorf("rows %v", n)
	}
	if stats := run(t, stage); stats.Reports != 1 {
		t.Errorf("afterwards %+v", stats)
	}
}

// BenchmarkExtract reads pages of a real page's size into a real store, two at a time.
func BenchmarkExtract(b *testing.B) {
	stage, shelf := newStage(b)
	for n := range b.N {
		page := append(corpustest.Page(n%corpustest.PageCount), fmt.Sprintf("<!-- %d -->", n)...)
		shelf.add(b, stage.Store, corpus.URL(fmt.Sprintf("https://a.example/documents/%d/", n)), corpus.RoleReport, page)
	}
	b.ResetTimer()
	run(b, stage)
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "pages/s")
}
