package ingest

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"io"
	"math/rand/v2"
	"strings"
	"time"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/ingest/frontier"
)

const day = 24 * time.Hour

// pace says how often something is looked at: first after first, then after half the time when it had changed and after
// twice the time when it had not, within the bounds.
type pace struct{ least, first, most time.Duration }

// next returns the time to the next look after one that came every so often, 0 for the first.
func (p pace) next(every time.Duration, changed bool) time.Duration {
	switch {
	case every == 0:
		return p.first
	case changed:
		return max(every/2, p.least)
	}
	return min(every*2, p.most)
}

// What came of an attempt decides when the next is made. What is gone is tried on at least three days of its first
// week, since only then health calls it dead.
var (
	citedPace   = pace{7 * day, 30 * day, 180 * day}
	gonePace    = pace{day, day, 90 * day}
	refusedPace = pace{7 * day, 7 * day, 90 * day} // private, forbidden, left out
	failedPace  = pace{day, day, 30 * day}
	copyPace    = pace{30 * day, 30 * day, 360 * day} // no copy: until a web archive has one
)

// reportPace is that of report pages, which are looked at again at the earliest after the crawler's refresh time.
func (c Crawler) reportPace() pace { return pace{c.Refresh, c.Refresh, max(30*day, c.Refresh)} }

// endingOf returns how an attempt ended for the frontier, with the time of the next look, spread so that what was got
// together is not looked at together.
func (v *visit) endingOf(c corpus.Capture, changed bool) frontier.Ending {
	p, same := v.paceAfter(c)
	e := frontier.Ending{Outcome: c.Outcome, Fault: c.ErrorCode, Error: c.Error, At: v.Now()}
	if p == (pace{}) {
		return e
	}
	every := v.entry.Every
	if !same {
		every = 0
	}
	if e.Every = p.next(every, changed); every > 0 && v.entry.Attempts > 1 {
		e.Every = every // the attempts of one series count once
	}
	e.Due = e.At.Add(e.Every + rand.N(e.Every/10+1))
	return e
}

// paceAfter returns the pace after an attempt, the zero value when no further one is planned. Same says that the time
// since the last attempt was of this pace.
func (v *visit) paceAfter(c corpus.Capture) (p pace, same bool) {
	was := v.entry.LastOutcome
	switch {
	case v.entry.Kind == frontier.Copy && c.Outcome.Got():
		return pace{}, false // a copy does not change
	case v.entry.Role == corpus.RoleListing || v.entry.Role == corpus.RoleImported:
		return pace{}, false // each round asks for them, or the operator
	case c.ErrorCode == corpus.FaultRobotsUnknown:
		return failedPace, was == c.Outcome
	case c.Outcome.Got() && v.entry.Role == corpus.RoleReport:
		return v.reportPace(), was.Got()
	case c.Outcome.Got():
		return citedPace, was.Got()
	case c.Outcome == corpus.NotFound || c.Outcome == corpus.Gone:
		return gonePace, was == corpus.NotFound || was == corpus.Gone
	case c.Outcome == corpus.LoginRequired || c.Outcome == corpus.BlockedByRobots || c.Outcome == corpus.BlockedByPolicy || c.Outcome == corpus.TooLarge:
		return refusedPace, was == c.Outcome
	}
	return failedPace, !was.Got() && was != ""
}

// changed reports whether what came says something else than what is held: of a page by its fingerprint, else by its bytes.
func (v *visit) changed(ctx context.Context, t *taken, payload []byte) (bool, error) {
	if t.Outcome != corpus.Fetched || v.last.Payload == "" || t.Payload == v.last.Payload {
		return false, nil
	}
	if t.MediaType != "text/html" || v.last.MediaType != "text/html" {
		return true, nil
	}
	held, err := v.archived(ctx, v.last.Payload)
	if err != nil || held == nil {
		return true, err
	}
	return fingerprint(held) != fingerprint(payload), nil
}

// fingerprint returns a value that stays the same while a page says the same: that of its visible text without
// digits ("3 days ago") and the addresses that it links to without their queries (one-time tokens).
func fingerprint(payload []byte) string {
	h := sha256.New()
	z := html.NewTokenizer(bytes.NewReader(payload))
	hidden := 0
	for {
		switch z.Next() {
		case html.ErrorToken:
			return hex.EncodeToString(h.Sum(nil)[:16])
		case html.TextToken:
			if hidden == 0 {
				writeLetters(h, z.Text())
			}
		case html.StartTagToken:
			name, more := z.TagName()
			switch atom.Lookup(name) {
			case atom.Script, atom.Style, atom.Noscript, atom.Template:
				hidden++
			case atom.A:
				for more {
					var key, value []byte
					key, value, more = z.TagAttr()
					if string(key) == "href" {
						address, _, _ := strings.Cut(string(value), "?")
						_, _ = io.WriteString(h, address)
					}
				}
			}
		case html.EndTagToken:
			name, _ := z.TagName()
			switch atom.Lookup(name) {
			case atom.Script, atom.Style, atom.Noscript, atom.Template:
				hidden = max(hidden-1, 0)
			}
		}
	}
}

// writeLetters writes text without white space and digits. A hash never fails.
func writeLetters(h io.Writer, text []byte) {
	kept := text[:0]
	for _, c := range text {
		if c > ' ' && (c < '0' || c > '9') {
			kept = append(kept, c)
		}
	}
	_, _ = h.Write(kept)
}
