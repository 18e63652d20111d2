package ingest

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/corpus/sqlite"
	"github.com/irmtrail/irmtrail/ingest/frontier"
	"github.com/irmtrail/irmtrail/ingest/resolve"
	"github.com/irmtrail/irmtrail/ingest/robots"
)

// Preview is an address that a run would get.
type Preview struct {
	URL    corpus.URL  `json:"url"`
	Asks   corpus.URL  `json:"asks,omitempty"` // what would be asked for, when it is another address
	Role   corpus.Role `json:"role"`
	Source string      `json:"source,omitempty"`
	Why    string      `json:"why"`            // one sentence
	Not    string      `json:"not,omitempty"`  // why not in this run, one sentence; "" it would be got
	Until  time.Time   `json:"until,omitzero"` // when that ends, zero not known
}

// Preview calls f for each address that [Crawler.Run] would begin with, in order, as far as it is known without asking
// anybody: what the pages of listings lead to is found only by getting them. Nothing is requested and nothing changes.
// Records may be nil when there are none yet; archive and client are not needed.
func (c Crawler) Preview(ctx context.Context, f func(Preview) error) (err error) {
	path := filepath.Join(c.Data, frontier.FileName)
	if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) {
		path = sqlite.Memory
	}
	queue, err := frontier.Open(ctx, path)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, queue.Close()) }()
	r := c.newRun(queue)
	r.began = r.started
	var waiting []frontier.Waiting
	seeds, err := r.seeds(ctx)
	if err != nil {
		return err
	}
	err = queue.Dry(ctx, func(tx *frontier.Tx) error {
		if err := r.queueAll(ctx, tx, seeds); err != nil {
			return err
		}
		return tx.Queue(ctx, r.choice(), func(w frontier.Waiting) error {
			waiting = append(waiting, w)
			return nil
		})
	})
	if err != nil {
		return err
	}
	rules := map[string]*robots.Rules{}
	for _, w := range waiting {
		p, err := r.preview(ctx, w, rules)
		if err != nil {
			return err
		}
		if err := f(p); err != nil {
			return err
		}
	}
	return nil
}

func (r *run) preview(ctx context.Context, w frontier.Waiting, rules map[string]*robots.Rules) (Preview, error) {
	plan := r.services.PlanOf(w.URL)
	p := Preview{URL: w.URL, Role: w.Role, Source: w.Source, Why: r.why(w)}
	if w.Kind == frontier.Copy {
		plan = resolve.Plan{URL: resolve.CDXQuery(w.URL, w.Near), Via: corpus.ViaWayback}
	}
	if !sameURL(plan.URL, w.URL) {
		p.Asks = plan.URL
	}
	forbidden, err := r.forbidden(ctx, w, plan, rules)
	if err != nil {
		return p, err
	}
	last := r.started.Add(r.Patience)
	switch paused := r.frontier.Host(w.Host).NextAt; {
	case w.Role == corpus.RoleCited && r.Cited.left(plan.URL):
		p.Not = "The configuration leaves it out."
	case forbidden != "":
		p.Not = forbidden
	case w.NotBefore.After(last):
		p.Not, p.Until = "It is to be tried again later.", w.NotBefore
	case paused.After(last):
		p.Not, p.Until = w.Host+" wants to be left alone.", paused
	}
	return p, nil
}

// why says why an entry is in the queue.
func (r *run) why(w frontier.Waiting) string {
	at := w.FinishedAt.Format("2006-01-02 15:04")
	switch {
	case w.Attempts > 0:
		return strings.TrimSpace(fmt.Sprintf("It was tried %s: %s %s", times(w.Attempts), strings.ReplaceAll(string(w.LastOutcome), "_", " "), w.Error))
	case w.Kind == frontier.Copy && w.FinishedAt.IsZero():
		return "It is gone, so a web archive is asked."
	case w.Kind == frontier.Copy:
		return "No web archive had a copy on " + at + "."
	case w.Role == corpus.RoleListing && w.Depth == 0:
		return "It is the first page of a source."
	case w.Role == corpus.RoleListing:
		return "It was found on " + string(w.Via) + " and leads on."
	case w.FinishedAt.IsZero() && w.Role == corpus.RoleCited && w.Depth > 0:
		return "It is in a folder that a report cites, " + string(w.Via) + "."
	case w.FinishedAt.IsZero() && w.Role == corpus.RoleCited:
		return "A report cites it."
	case w.FinishedAt.IsZero() && w.Role == corpus.RoleImported:
		return "You asked for it."
	case w.FinishedAt.IsZero():
		return "It was found on " + string(w.Via) + "."
	case w.LastOutcome.Got():
		return fmt.Sprintf("It was last looked at on %s.", at)
	}
	return strings.TrimSpace(fmt.Sprintf("On %s it was %s. %s", at, strings.ReplaceAll(string(w.LastOutcome), "_", " "), w.Error))
}

func times(n int) string {
	if n == 1 {
		return "once"
	}
	return fmt.Sprintf("%d times", n)
}

// forbidden says what the robots.txt that is held says against a plan, "" nothing.
func (r *run) forbidden(ctx context.Context, w frontier.Waiting, plan resolve.Plan, parsed map[string]*robots.Rules) (string, error) {
	u, err := corpus.Parse(plan.URL)
	if err != nil || plan.Keyed {
		return "", nil
	}
	if _, ok := r.Cited.exception(u.Hostname()); ok && w.Role == corpus.RoleCited {
		return "", nil
	}
	origin := u.Scheme + "://" + u.Host
	rules, known := parsed[origin]
	if !known {
		held, ok, err := r.frontier.Robots(ctx, origin)
		if err != nil {
			return "", err
		}
		if ok && robots.Access(held.Access) == robots.ByFile {
			rules = robots.Parse(held.Body)
		}
		parsed[origin] = rules
	}
	if rules == nil {
		return "", nil
	}
	if d := rules.Decide(Token, u.String()); !d.Allowed {
		return fmt.Sprintf("robots.txt of %s forbids it, line %d: %s.", u.Host, d.Line, d.Rule), nil
	}
	return "", nil
}
