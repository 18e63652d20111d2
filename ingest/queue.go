package ingest

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/ingest/frontier"
)

// Queue is what a crawl has before it.
type Queue struct {
	ByRole  []corpus.Count `json:"by_role"`      // addresses in the queue
	Waiting []Wait         `json:"waiting"`      // of these, those that were tried before or have to wait, the next first
	Paused  []Pause        `json:"paused"`       // hosts that are left alone
	Due     time.Time      `json:"due,omitzero"` // when the next finished address is looked at again, zero never
}

// Wait is an address that is to be tried again.
type Wait struct {
	URL      corpus.URL   `json:"url"`
	Attempts int          `json:"attempts"`
	Code     corpus.Fault `json:"code,omitempty"`
	Reason   string       `json:"reason,omitempty"`
	Until    time.Time    `json:"until,omitzero"` // zero: in the next run
}

// Pause is a host that is left alone.
type Pause struct {
	Host  string    `json:"host"`
	Until time.Time `json:"until"`
}

// ReadQueue reads what a crawl of a data folder has before it, also while one runs. A folder without a frontier has none.
func ReadQueue(ctx context.Context, data string, now time.Time) (q Queue, err error) {
	path := filepath.Join(data, frontier.FileName)
	if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) {
		return q, nil
	}
	f, err := frontier.Open(ctx, path)
	if err != nil {
		return q, err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	byRole, due, err := f.Queued(ctx)
	if err != nil {
		return q, err
	}
	q.Due = due
	for role, n := range byRole {
		q.ByRole = append(q.ByRole, corpus.Count{Name: string(role), Count: n})
	}
	slices.SortFunc(q.ByRole, func(a, b corpus.Count) int { return strings.Compare(a.Name, b.Name) })
	for host, until := range f.Paused(now) {
		if until.Sub(now) > time.Minute { // else it is the pause between two requests
			q.Paused = append(q.Paused, Pause{host, until})
		}
	}
	slices.SortFunc(q.Paused, func(a, b Pause) int { return strings.Compare(a.Host, b.Host) })
	return q, f.Waits(ctx, now, func(w frontier.Waiting) error {
		wait := Wait{URL: w.URL, Attempts: w.Attempts, Code: w.Fault, Reason: w.Error}
		if w.NotBefore.After(now) {
			wait.Until = w.NotBefore
		}
		q.Waiting = append(q.Waiting, wait)
		return nil
	})
}
