package main

import (
	"context"
	"crypto/x509"
	"fmt"
	"net/mail"
	"os"
	"runtime/debug"
	"strings"
	"time"

	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/ingest"
	"github.com/irmtrail/irmtrail/ingest/fetch"
)

// fetching is what one call of the crawler is about.
type fetching struct {
	sources ingest.Sources
	urls    []corpus.URL
	retry   bool
}

// crawler returns a crawler for the settings. It has neither archive nor records yet.
func (a *app) crawler(what fetching) ingest.Crawler {
	return ingest.Crawler{
		Data: a.set.Data, Sources: what.sources.List, Cited: what.sources.Cited, DriveKey: a.set.DriveKey,
		URLs: what.urls, RetryFailed: what.retry, Delay: a.delay(), PerHost: a.set.PerHost, Log: a.log,
		Patience: max(a.set.Patience, time.Millisecond),
		Limits: ingest.Limits{
			RunBytes: int64(a.set.MaxBytes), HostBytes: int64(a.set.HostMaxBytes), RunTime: a.set.MaxTime, HostTime: a.set.HostMaxTime,
		},
	}
}

// fetch runs the crawler and tells of its captures.
func (b *batch) fetch(ctx context.Context, what fetching) error {
	client, err := b.app.client()
	if err != nil {
		return err
	}
	defer client.Close()
	got, problems := 0, 0
	failed := map[corpus.URL]bool{} // as their last attempts ended
	c := b.app.crawler(what)
	c.Archive, c.Client, c.Records = b.archive, client, b.store
	live := b.app.live("fetching")
	c.OnCapture = func(c corpus.Capture) {
		got++
		b.count("captures "+string(c.Outcome), 1)
		if faulty(c.Outcome) && !isLookUp(c) {
			failed[c.URL] = true
		} else if c.Outcome != corpus.Redirected {
			delete(failed, c.URL)
		}
		b.report.capture(c)
		if len(what.urls) > 0 && c.Role != corpus.RoleRobots {
			live.clear()
			b.said(c)
		}
	}
	c.OnProblem = func(p ingest.Problem) { // which the log tells already
		b.report.problem(p)
		if !p.Optional {
			problems++
		}
	}
	// A crawl holds little for long; collecting a little more often keeps it small for hardly any time.
	debug.SetGCPercent(75)
	var last ingest.Progress
	c.OnProgress = func(p ingest.Progress) {
		last = p
		live.show(p)
	}
	if b.app.set.Contact == "" && !b.report.warned && b.run.Verb != "demo" {
		b.report.warned = true
		b.app.say("no contact is set, so hosts cannot tell who asks: --contact mailto:you@example.org\n")
	}
	err = c.Run(ctx)
	live.clear()
	// What is left, the report and the archive's index, is short work that makes much garbage. recorded ends this.
	debug.SetGCPercent(30)
	debug.FreeOSMemory()
	b.report.spent(last)
	b.run.Captures += got
	b.run.Failures += len(failed) + problems
	b.app.say("made %s; %s failed\n", plural(got, "capture"), plural(len(failed), "address"))
	return err
}

func sourceName(p ingest.Problem) string {
	if p.Source == "" {
		return "crawl"
	}
	return "source " + p.Source
}

// said prints what became of an address that was typed.
func (b *batch) said(c corpus.Capture) {
	id := string(corpus.DocumentIDOf(c.Payload))
	if id == "" {
		id = string(c.Outcome)
	}
	fmt.Fprintf(b.app.out, "%s %s %s\n", id, plain(string(c.URL)), plain(c.Error))
	if !c.Outcome.Got() && c.Outcome != corpus.Redirected && !faulty(c.Outcome) {
		b.run.Failures++ // what was asked for by name is wanted
	}
}

// faulty reports whether an outcome is a failure that the next run may mend. A dead, private or forbidden source is what
// the trail wants to know, not a failure of the run.
func faulty(o corpus.Outcome) bool {
	switch o {
	case corpus.Timeout, corpus.NetworkError, corpus.HTTPError, corpus.Truncated, corpus.TooLarge:
		return true
	}
	return false
}

// isLookUp reports whether a capture is a question to a web archive about a source, not an attempt to get one. One that
// failed is in the queue.
func isLookUp(c corpus.Capture) bool {
	return c.Role == corpus.RoleListing && c.Via == corpus.ViaWayback
}

// delay returns the pause between requests to a host in the crawler's terms, where zero is the default.
func (a *app) delay() time.Duration {
	if a.set.Delay == 0 {
		return -1
	}
	return a.set.Delay
}

func (a *app) sources() (ingest.Sources, error) {
	text := ingest.DefaultSources()
	if a.set.Sources != "" {
		var err error
		if text, err = os.ReadFile(a.set.Sources); err != nil {
			return ingest.Sources{}, usageError{fmt.Errorf("sources: %w", err)}
		}
	}
	sources, err := ingest.ParseSources(text)
	if err != nil {
		return sources, usageError{fmt.Errorf("sources %s: %w", a.set.Sources, err)}
	}
	return sources, nil
}

func (a *app) client() (*fetch.Client, error) {
	o := fetch.Options{UserAgent: "irmtrail/" + version, PerHost: a.set.PerHost}
	o.Limits.MaxBytes = int64(a.set.MaxDocument)
	if strings.ContainsFunc(a.set.Contact, func(r rune) bool { return r < ' ' || r > '~' || r == '(' || r == ')' }) {
		return nil, usageError{fmt.Errorf("contact %q: want one address or URL in plain letters", a.set.Contact)}
	}
	if a.set.Contact != "" {
		o.UserAgent += " (+" + a.set.Contact + ")"
		if address, err := mail.ParseAddress(strings.TrimPrefix(a.set.Contact, "mailto:")); err == nil {
			o.From = address.Address
		}
	}
	for _, s := range a.set.ConnectTo {
		c, err := fetch.ParseConnectTo(s)
		if err != nil {
			return nil, usageError{err}
		}
		o.ConnectTo = append(o.ConnectTo, c)
	}
	if a.set.CAFile != "" {
		pem, err := os.ReadFile(a.set.CAFile)
		if err != nil {
			return nil, usageError{fmt.Errorf("ca-file: %w", err)}
		}
		pool, err := x509.SystemCertPool()
		if err != nil {
			pool = x509.NewCertPool()
		}
		if !pool.AppendCertsFromPEM(pem) {
			return nil, usageError{fmt.Errorf("ca-file: %s holds no certificate", a.set.CAFile)}
		}
		o.CAs = pool
	}
	return fetch.New(o), nil
}
