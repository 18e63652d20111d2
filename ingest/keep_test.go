package ingest

import (
	"context"
	"errors"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/corpus/store"
	"github.com/irmtrail/irmtrail/ingest/fetch"
	"github.com/irmtrail/irmtrail/ingest/frontier"
	"github.com/irmtrail/irmtrail/ingest/warc"
)

// keeping opens the frontier of a bench, with addresses queued and claimed, and returns a run on it that keeps what they
// bring.
func keeping(t *testing.T, b *bench, addresses ...corpus.URL) (*run, []frontier.Entry) {
	t.Helper()
	ctx := context.Background()
	f := b.opened(t)
	t.Cleanup(func() { f.Close() })
	err := f.Update(ctx, func(tx *frontier.Tx) error {
		for _, u := range addresses {
			if _, err := tx.Add(ctx, entryOf(u, corpus.RoleCited, citedPriority, frontier.Entry{})); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := f.Begin(ctx, frontier.Choice{}); err != nil {
		t.Fatal(err)
	}
	entries := make([]frontier.Entry, len(addresses))
	for i := range entries {
		if entries[i], _, _, err = f.Claim(ctx, time.Now(), func(string) bool { return false }); err != nil {
			t.Fatal(err)
		}
	}
	return b.newRun(f), entries
}

// keepNow does both steps of the keeper for a batch.
func keepNow(t *testing.T, r *run, batch []*parcel) error {
	t.Helper()
	if err := r.keeper.archive(t.Context(), capturesOf(batch)); err != nil {
		return err
	}
	return r.keeper.record(t.Context(), batch)
}

// brought is the parcel of a visit that brought a page.
func brought(e frontier.Entry, page string) *parcel {
	r := fetch.Result{
		URL: string(e.URL), At: time.Now().UTC().Truncate(time.Microsecond), Status: http.StatusOK, Header: http.Header{}, Protocol: fetch.HTTP11,
		RequestHead: []byte("GET / HTTP/1.1\r\n\r\n"), ResponseHead: []byte("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"),
		Body: []byte(page), Payload: []byte(page), MediaType: "text/html", Framed: true, Outcome: corpus.Fetched,
	}
	t := &taken{result: &r, Capture: corpus.Capture{URL: e.URL, Outcome: corpus.Fetched, Role: e.Role, Via: "direct", Payload: corpus.DigestOf(r.Payload)}}
	fill(&t.Capture, r)
	return &parcel{captures: []*taken{t}, then: func(ctx context.Context, tx *frontier.Tx) error {
		return tx.Done(ctx, e, frontier.Ending{Outcome: corpus.Fetched, At: r.At})
	}}
}

const (
	one   = corpus.URL("http://a.example/1")
	two   = corpus.URL("http://b.example/2")
	three = corpus.URL("http://c.example/3")
)

// Of two answers with the same body that are kept together one is stored; the other refers to it.
func TestDuplicatesInOneBatch(t *testing.T) {
	b := newBench(t, nil, t.TempDir())
	r, e := keeping(t, b, one, two, three)
	batch := []*parcel{brought(e[0], newsPage), brought(e[1], newsPage), brought(e[2], "<html>other</html>")}
	if err := keepNow(t, r, batch); err != nil {
		t.Fatal(err)
	}
	wantLines(t, b.got, "fetched cited "+string(one), "duplicate cited "+string(two), "fetched cited "+string(three))
	types := []string{}
	for _, c := range b.got {
		checkPayload(t, b, c)
		h, err := b.Archive.Header(locationOf(c))
		if err != nil {
			t.Fatal(err)
		}
		types = append(types, h.Get("WARC-Type"))
	}
	if !slices.Equal(types, []string{warc.TypeResponse, warc.TypeRevisit, warc.TypeResponse}) {
		t.Errorf("%q", types)
	}
	bodies := 0
	b.records(t, func(_ *warc.Record, block string) { bodies += strings.Count(block, newsPage) })
	if bodies != 1 {
		t.Errorf("the body is in the archive %d times", bodies)
	}
	if b.captured(t) != 3 || len(b.queue(t)) != 0 {
		t.Errorf("%d captures, %d queued", b.captured(t), len(b.queue(t)))
	}
}

// captured returns how many captures the records hold.
func (b *bench) captured(t *testing.T) int {
	t.Helper()
	all, err := store.List[corpus.Capture](t.Context(), b.store.Store, "")
	if err != nil {
		t.Fatal(err)
	}
	return len(all)
}

// Parcels that come together are kept together, up to a number; each visit hears of it.
func TestKeeperWork(t *testing.T) {
	b := newBench(t, nil, t.TempDir())
	r, e := keeping(t, b, one, two, three)
	done := make(chan struct{})
	parcels := []*parcel{brought(e[0], "<html>1</html>"), brought(e[1], "<html>2</html>"), brought(e[2], "<html>3</html>")}
	r.keeper.in = make(chan *parcel, len(parcels))
	for _, p := range parcels {
		p.kept = make(chan error, 1)
		r.keeper.in <- p
	}
	close(r.keeper.in)
	stopped, cancel := context.WithCancel(t.Context())
	cancel() // what was brought is kept all the same
	go func() { r.keeper.work(stopped); close(done) }()
	for _, p := range parcels {
		if err := <-p.kept; err != nil {
			t.Error(err)
		}
	}
	<-done
	if b.captured(t) != 3 || len(b.queue(t)) != 0 {
		t.Errorf("%d captures, %d queued", b.captured(t), len(b.queue(t)))
	}
}

// failing is a record store that fails when it is asked to store captures of an address.
type failing struct {
	Records
	of corpus.URL
}

func (s failing) PutCaptures(ctx context.Context, kept ...corpus.Kept) error {
	for _, k := range kept {
		if k.Capture.URL == s.of {
			return errFull
		}
	}
	return s.Records.PutCaptures(ctx, kept...)
}

// When one of the three stores fails in the middle of a batch, nothing of the batch counts; the next run makes it good.
func TestFailureInABatch(t *testing.T) {
	errFrontier := errors.New("the frontier cannot be written")
	for _, c := range []struct {
		name     string
		spoil    func(*testing.T, *bench, *run, []*parcel)
		want     error
		captured int // that the records hold after the failure
	}{
		{"archive", func(t *testing.T, b *bench, _ *run, _ []*parcel) {
			if err := b.Archive.Close(); err != nil {
				t.Fatal(err)
			}
		}, warc.ErrClosed, 0},
		{"records", func(_ *testing.T, b *bench, r *run, _ []*parcel) { r.Records = failing{b.store, two} }, errFull, 0},
		{"frontier", func(_ *testing.T, _ *bench, _ *run, p []*parcel) {
			p[1].then = func(context.Context, *frontier.Tx) error { return errFrontier }
		}, errFrontier, 3},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := newWeb(t, map[string]http.HandlerFunc{"a.example/1": says(newsPage), "b.example/2": says(newsPage), "c.example/3": says("<html>other</html>")})
			b := newBench(t, w, t.TempDir())
			r, e := keeping(t, b, one, two, three)
			batch := []*parcel{brought(e[0], newsPage), brought(e[1], newsPage), brought(e[2], "<html>other</html>")}
			c.spoil(t, b, r, batch)
			if err := keepNow(t, r, batch); !errors.Is(err, c.want) {
				t.Fatalf("%v, want %v", err, c.want)
			}
			if len(b.got) > 0 || b.captured(t) != c.captured || len(b.queue(t)) != 3 {
				t.Errorf("%d told, %d captures, %d queued", len(b.got), b.captured(t), len(b.queue(t)))
			}
			if err := r.frontier.Close(); err != nil {
				t.Fatal(err)
			}
			b.reopen(t)
			got := b.run(t)
			if len(got) != 3 || len(b.queue(t)) != 0 {
				t.Errorf("%q, %d queued", lines(got), len(b.queue(t)))
			}
			for _, k := range got {
				if !k.Outcome.Got() {
					t.Errorf("%s of %s", k.Outcome, k.URL)
				}
				checkPayload(t, b, k)
			}
			payloads := 0
			err := b.store.Payloads(t.Context(), func(p corpus.Payload) error { payloads++; return nil })
			if want := 2; err != nil || payloads != want {
				t.Errorf("%d payloads, %v", payloads, err)
			}
		})
	}
}

// reopen opens the archive again, as the next run does.
func (b *bench) reopen(t *testing.T) {
	t.Helper()
	if err := b.Archive.Close(); err != nil {
		t.Fatal(err)
	}
	archive, err := warc.Open(filepath.Join(b.Data, "archive"), warc.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := archive.Close(); err != nil {
			t.Error(err)
		}
	})
	b.Archive = archive
}

// A payload that the archive has lost is stored again when its bytes come again, under whatever address.
func TestLostPayload(t *testing.T) {
	w := newWeb(t, map[string]http.HandlerFunc{"a.example/1": says(newsPage), "b.example/2": says(newsPage)})
	b := newBench(t, w, t.TempDir())
	b.store.cited = []corpus.URL{one}
	first := b.run(t)
	b.reopen(t)
	if err := os.Remove(filepath.Join(b.Data, "archive", first[0].WARCFile)); err != nil {
		t.Fatal(err)
	}
	b.store.cited = []corpus.URL{two}
	got := b.run(t)
	wantLines(t, got, "fetched cited "+string(two))
	checkPayload(t, b, got[0])
	if got[0].Payload != first[0].Payload {
		t.Errorf("%s, before %s", got[0].Payload, first[0].Payload)
	}
	checkPayload(t, b, first[0])
}
