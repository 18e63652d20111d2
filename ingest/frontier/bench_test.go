package frontier

import (
	"context"
	"fmt"
	"path/filepath"
	"testing"
	"time"

	"github.com/irmtrail/irmtrail/corpus"
)

// filled returns a frontier with so many addresses queued on so many hosts.
func filled(b *testing.B, addresses, hosts int) *Frontier {
	b.Helper()
	ctx := context.Background()
	f, err := Open(ctx, filepath.Join(b.TempDir(), FileName))
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { f.Close() })
	list := make([]Entry, addresses)
	for i := range list {
		list[i] = entry(fmt.Sprintf("h%d.example", i%hosts), fmt.Sprintf("/documents/%d/", i), corpus.RoleReport, 20)
	}
	if err := f.Update(ctx, func(tx *Tx) error { _, err := tx.Add(ctx, list...); return err }); err != nil {
		b.Fatal(err)
	}
	return f
}

// BenchmarkClaim claims and finishes addresses of a queue of 100,000, sixteen to a transaction, as a crawl does whose visits
// end together: on one host, on as many hosts as reports cite, and on those with the pause that each asks for after a request.
func BenchmarkClaim(b *testing.B) {
	for _, c := range []struct {
		name  string
		hosts int
		pause time.Duration
	}{{"hosts=1", 1, 0}, {"hosts=20000", 20_000, 0}, {"hosts=20000/pause=2s", 20_000, 2 * time.Second}} {
		b.Run(c.name, func(b *testing.B) {
			const queued, together = 100_000, 16
			ctx := context.Background()
			f := filled(b, queued, c.hosts)
			if err := f.Begin(ctx, Choice{}); err != nil {
				b.Fatal(err)
			}
			now := noon
			var batch []Entry
			b.ResetTimer()
			for range min(b.N, queued) {
				e, ok, _, err := f.Claim(ctx, now, anyHost)
				if err != nil || !ok {
					b.Fatal(ok, err)
				}
				now = now.Add(time.Millisecond)
				f.SetHost(e.Host, Host{NextAt: now.Add(c.pause)})
				if batch = append(batch, e); len(batch) < together {
					continue
				}
				err = f.Update(ctx, func(tx *Tx) error {
					for _, e := range batch {
						if err := tx.Done(ctx, e, got(now)); err != nil {
							return err
						}
					}
					return nil
				})
				if err != nil {
					b.Fatal(err)
				}
				batch = batch[:0]
			}
			b.ReportMetric(float64(min(b.N, queued))/b.Elapsed().Seconds(), "claims/s")
		})
	}
}

// BenchmarkBegin reads the hosts of a queue of 100,000 addresses on 20,000 hosts.
func BenchmarkBegin(b *testing.B) {
	f := filled(b, 100_000, 20_000)
	for b.Loop() {
		if err := f.Begin(context.Background(), Choice{}); err != nil {
			b.Fatal(err)
		}
	}
}
