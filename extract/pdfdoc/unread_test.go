package pdfdoc

import (
	"errors"
	"math"
	"runtime"
	"runtime/debug"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/extract/pdfdoc/page"
)

// pages is an open PDF each of whose pages shows a word, but for those that are broken.
type pages struct {
	n      int
	broken map[int]bool
}

func (p pages) Info() page.Info { return page.Info{Pages: p.n} }
func (p pages) Close() error    { return nil }

func (p pages) Page(n int) (*page.Page, error) {
	if p.broken[n] {
		return nil, errors.New("broken")
	}
	return &page.Page{Number: n, Width: 600, Height: 800, Fonts: []page.Font{{Name: "F"}}, Glyphs: []page.Glyph{
		{Text: "A", Box: corpus.Box{100, 90, 108, 104}, X: 100, Y: 100, Size: 12, Element: -1, Code: 'A'},
	}}, nil
}

// TestUnread: the pages that are missing from a content, and why.
func TestUnread(t *testing.T) {
	t.Cleanup(func() { debug.SetMemoryLimit(math.MaxInt64) }) // which the reading sets
	some := map[int]bool{2: true, 4: true, 5: true}
	roomy, tight := greeting{Memory: 1 << 40, Most: 1 << 40}, greeting{}
	tests := []struct {
		name  string
		pages pages
		want  []corpus.Unread
	}{
		{"all read", pages{n: 3}, nil},
		{"broken", pages{6, some}, []corpus.Unread{{From: 2, To: 2, Reason: corpus.UnreadBroken}, {From: 4, To: 5, Reason: corpus.UnreadBroken}}},
		{"too many", pages{6 + 9, some}, []corpus.Unread{
			{From: 2, To: 2, Reason: corpus.UnreadBroken}, {From: 4, To: 5, Reason: corpus.UnreadBroken}, {From: 6 + 1, To: 6 + 9, Reason: corpus.UnreadLimit},
		}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			b := &bounded{source: tt.pages, most: 6, server: &server{limits: roomy}, until: time.Now().Add(time.Hour)}
			c, err := b.content("test")
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tt.want, c.Unread); diff != "" {
				t.Error(diff)
			}
		})
	}
	t.Run("no time", func(t *testing.T) {
		b := &bounded{source: pages{n: 3}, server: &server{limits: roomy}, until: time.Now().Add(-time.Second)}
		for n := range 3 {
			if _, err := b.Page(n + 1); err == nil {
				t.Errorf("page %d is read", n+1)
			}
		}
		if diff := cmp.Diff([]corpus.Unread{{From: 1, To: 3, Reason: corpus.UnreadTime}}, b.unread); diff != "" {
			t.Error(diff)
		}
	})
	t.Run("no memory", func(t *testing.T) {
		held := make([]byte, 2*leastHeap)
		runtime.GC() // which counts what is alive
		b := &bounded{source: pages{n: 1}, server: &server{limits: tight}, until: time.Now().Add(time.Hour)}
		if _, err := b.Page(1); err == nil || len(b.unread) != 1 || b.unread[0].Reason != corpus.UnreadMemory {
			t.Errorf("%v, %v", err, b.unread)
		}
		runtime.KeepAlive(held)
	})
}
