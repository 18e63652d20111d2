package fetch

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"io"
	"net/http"
	"runtime"
	"strconv"
	"sync"
	"sync/atomic"
	"testing"
	"testing/iotest"
	"time"

	"github.com/irmtrail/irmtrail/corpus"
)

// zeros is a body that compresses to almost nothing: 20 MB in 20 kB.
func zeros() []byte {
	var out bytes.Buffer
	w := gzip.NewWriter(&out)
	for range 20 {
		w.Write(make([]byte, 1<<20))
	}
	w.Close()
	return out.Bytes()
}

func TestBomb(t *testing.T) {
	bomb := zeros()
	for _, protocol := range []string{HTTP11, HTTP2} {
		c := secure(t, func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Encoding", "gzip")
			w.Write(bomb)
		}, protocol)
		c.limits.MaxBytes, c.limits.MaxHTMLBytes = 100_000_000, 100_000_000
		want{"", corpus.TooLarge, corpus.FaultBombed, "application/octet-stream", "length"}.check(t, c, "https://www.example.org/")
	}
}

// Large bodies are read one at a time, small ones beside them, and who waits for its turn is not taken for slow.
func TestLargeBodiesTakeTurns(t *testing.T) {
	for _, protocol := range []string{"", HTTP2} {
		var inside, most, small atomic.Int32
		release := make(chan struct{})
		handler := func(w http.ResponseWriter, r *http.Request) {
			if r.URL.Path == "/small" {
				small.Add(1)
				io.WriteString(w, page)
				return
			}
			// More than the buffers on the way hold: all but the last byte is written when somebody reads.
			w.Header().Set("Content-Length", strconv.Itoa(32<<20))
			w.Write(make([]byte, 32<<20-1))
			if n := inside.Add(1); n > most.Load() {
				most.Store(n)
			}
			<-release
			inside.Add(-1)
			w.Write([]byte{0})
		}
		c := site(t, handler)
		scheme := "http://"
		if protocol != "" {
			c, scheme = secure(t, handler, protocol), "https://"
		}
		c.limits.MaxBytes, c.limits.Idle, c.limits.Grace = 100_000_000, 300*time.Millisecond, 500*time.Millisecond
		var wg sync.WaitGroup
		for _, host := range []string{"a", "b", "c"} {
			wg.Go(func() {
				r, err := c.Get(context.Background(), Request{URL: corpus.URL(scheme + host + ".example.org/")})
				if r.Outcome != corpus.Fetched || len(r.Payload) != 32<<20 || err != nil {
					t.Errorf("%s: %s %s %v, %d bytes", host, r.Outcome, r.Error, err, len(r.Payload))
				}
			})
		}
		for range 3 {
			time.Sleep(200 * time.Millisecond) // three times it is more than the idle time
			r, _ := c.Get(context.Background(), Request{URL: corpus.URL(scheme + "d.example.org/small")})
			if r.Outcome != corpus.Fetched {
				t.Errorf("small: %s %s", r.Outcome, r.Error)
			}
			release <- struct{}{}
		}
		wg.Wait()
		if most.Load() != 1 || small.Load() != 3 {
			t.Errorf("%d large at once, %d small", most.Load(), small.Load())
		}
	}
}

// Who waits for a turn can be called off.
func TestTurnCancelled(t *testing.T) {
	c := site(t, func(w http.ResponseWriter, _ *http.Request) { w.Write(make([]byte, 32<<20)) })
	c.limits.MaxBytes = 100_000_000
	c.large <- struct{}{}
	ctx, cancel := context.WithTimeout(context.Background(), 50*time.Millisecond)
	defer cancel()
	if _, err := c.Get(ctx, Request{URL: "http://www.example.org/"}); !errors.Is(err, context.DeadlineExceeded) {
		t.Error(err)
	}
	<-c.large
	want := want{"", corpus.Fetched, "", "application/octet-stream", ""}
	if r, _ := c.Get(context.Background(), Request{URL: "http://www.example.org/"}); r.Outcome != want.outcome || len(c.large) != 0 {
		t.Errorf("%s %s, %d turns taken", r.Outcome, r.Error, len(c.large))
	}
}

// A length that is announced is not believed before something came, and a body takes little more memory than it has bytes.
func TestMemoryOfBodies(t *testing.T) {
	for _, size := range []int{200_000, 3_000_000, 50_000_000} {
		for _, announce := range []bool{true, false} {
			c := site(t, func(w http.ResponseWriter, _ *http.Request) {
				if announce {
					w.Header().Set("Content-Length", strconv.Itoa(size))
				}
				for left := size; left > 0; left -= 50_000 {
					w.Write(zeroPage[:])
				}
			})
			c.limits.MaxBytes = 100_000_000
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			r, _ := c.Get(context.Background(), Request{URL: "http://www.example.org/"})
			runtime.ReadMemStats(&after)
			used := after.TotalAlloc - before.TotalAlloc
			limit := uint64(size) + 2<<20
			if !announce {
				limit = 4*uint64(size) + 1<<20
			}
			if r.Outcome != corpus.Fetched || len(r.Body) != size || used > limit {
				t.Errorf("%d bytes, announced %v: %s, %d allocated", size, announce, r.Outcome, used)
			}
		}
	}
}

var zeroPage [50_000]byte

// A coded body comes to the same however it is cut up, within its limits, and what was sent is kept as it is.
func FuzzBody(f *testing.F) {
	f.Add([]byte(page), "gzip", int64(0))
	f.Add(zipped([]byte(page)), "gzip", int64(0))
	f.Add(append(zipped([]byte(page)), zipped([]byte(page))...), "x-gzip", int64(60))
	f.Add(zipped([]byte(page))[:30], "GZIP", int64(0))
	f.Add(zeros()[:5000], "gzip", int64(0))
	f.Add([]byte("\x1f\x8b\x08\xff"), "gzip, gzip", int64(7))
	f.Add([]byte(page), "br", int64(0))
	c := New(Options{Limits: Limits{MaxBytes: 100_000, MaxHTMLBytes: 50_000, MaxErrorPage: 1000, Grace: time.Hour}})
	f.Fuzz(func(t *testing.T, sent []byte, coding string, prefix int64) {
		get := func(in io.Reader) (Result, error) {
			ctx, watch := watch(context.Background(), c.limits)
			defer watch.end()
			resp := &http.Response{StatusCode: 200, ContentLength: -1, Header: http.Header{"Content-Encoding": {coding}}, Body: io.NopCloser(in)}
			r := Result{Protocol: HTTP11}
			c.read(ctx, resp, max(0, prefix%200_000), watch, &r)
			return r, ctx.Err()
		}
		whole, _ := get(bytes.NewReader(sent))
		cut, _ := get(iotest.OneByteReader(bytes.NewReader(sent)))
		if !bytes.HasPrefix(sent, whole.Body) || len(whole.Payload) > 2*100_000+smallBody {
			t.Fatalf("%d bytes sent, %d kept, %d decoded", len(sent), len(whole.Body), len(whole.Payload))
		}
		if whole.Fault != cut.Fault || whole.Outcome != cut.Outcome || whole.Truncated == "" && !bytes.Equal(whole.Payload, cut.Payload) {
			t.Errorf("%s %s %q, by bytes %s %s %q", whole.Outcome, whole.Fault, whole.Error, cut.Outcome, cut.Fault, cut.Error)
		}
		if len(c.large) != 0 {
			t.Error("a turn was not given back")
		}
	})
}
