package main

import (
	"context"
	"crypto/x509"
	"fmt"
	"os"
	"time"

	"github.com/spf13/cobra"

	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/ingest"
	"github.com/irmtrail/irmtrail/ingest/fetch"
)

func (a *app) fetchCmd() *cobra.Command {
	var retry bool
	cmd := &cobra.Command{
		Use:   "fetch",
		Short: "Get what is due: reports of the sources, then what footnotes cite",
		Long: `Get what is due: the listings and sitemaps of the sources, the report pages that they lead to, the
files that those offer, and what their footnotes cite. Hosts are asked one request at a time, with a pause; robots.txt
is obeyed. Every attempt is kept, also one that failed.`,
		Args: exactly(cobra.NoArgs),
		RunE: func(cmd *cobra.Command, _ []string) error {
			return a.recorded(cmd.Context(), "fetch", func(b *batch) error {
				sources, err := a.sources()
				if err != nil {
					return err
				}
				return b.fetch(cmd.Context(), fetching{sources: sources, retry: retry})
			})
		},
	}
	cmd.Flags().BoolVar(&retry, "retry-failed", false, "try again now what failed")
	return cmd
}

func (a *app) runCmd() *cobra.Command {
	return &cobra.Command{
		Use:   "run",
		Short: "Do every stage once over the sources; what schedulers call",
		Long: `Fetch what is due, read it, fetch what its footnotes cite, read that, and index the lot. It can be
stopped or killed at any moment: the next run goes on.`,
		Args: exactly(cobra.NoArgs),
		RunE: func(cmd *cobra.Command, _ []string) error {
			return a.recorded(cmd.Context(), "run", func(b *batch) error {
				sources, err := a.sources()
				if err != nil {
					return err
				}
				return b.everything(cmd.Context(), sources)
			})
		},
	}
}

// everything runs the stages in the order of the trail. What the first reading finds cited is fetched in the second round.
func (b *batch) everything(ctx context.Context, sources []ingest.Source) error {
	for _, stage := range []func() error{
		func() error { return b.fetch(ctx, fetching{sources: sources}) },
		func() error { return b.extract(ctx, "") },
		func() error { return b.fetch(ctx, fetching{}) },
		func() error { return b.extract(ctx, "") },
		func() error { return b.index(ctx) },
	} {
		if err := stage(); err != nil {
			return err
		}
	}
	return nil
}

// fetching is what one call of fetch is about.
type fetching struct {
	sources []ingest.Source
	urls    []corpus.URL
	retry   bool
}

// fetch runs the crawler and counts its captures.
func (b *batch) fetch(ctx context.Context, what fetching) error {
	client, err := b.app.client()
	if err != nil {
		return err
	}
	defer client.Close()
	got, failed, problems := 0, 0, 0
	c := ingest.Crawler{
		Data: b.app.set.Data, Archive: b.archive, Client: client, Records: b.store,
		Sources: what.sources, URLs: what.urls, RetryFailed: what.retry, Delay: b.app.delay(), Log: b.app.log,
		OnCapture: func(c corpus.Capture) {
			got++
			b.count("captures "+string(c.Outcome), 1)
			if faulty(c.Outcome) {
				failed++
			}
			if len(what.urls) > 0 && c.Role != corpus.RoleRobots {
				b.said(c)
			}
			b.app.tick("fetching", got, c)
		},
		OnProblem: func(p ingest.Problem) {
			problems++
			b.app.say("source %s: %s (%s) %s\n", p.Source, p.Message, p.Code, p.URL)
		},
	}
	err = c.Run(ctx)
	b.app.tickDone()
	b.run.Captures += got
	b.run.Failures += failed + problems
	b.app.say("made %s, %d of them failed\n", plural(got, "capture"), failed)
	return err
}

// said prints what became of an address that was typed.
func (b *batch) said(c corpus.Capture) {
	b.app.tickDone()
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

// delay returns the pause between requests to a host in the crawler's terms, where zero is the default.
func (a *app) delay() time.Duration {
	if a.set.Delay == 0 {
		return -1
	}
	return a.set.Delay
}

func (a *app) sources() ([]ingest.Source, error) {
	text := ingest.DefaultSources()
	if a.set.Sources != "" {
		var err error
		if text, err = os.ReadFile(a.set.Sources); err != nil {
			return nil, usageError{fmt.Errorf("sources: %w", err)}
		}
	}
	sources, err := ingest.ParseSources(text)
	if err != nil {
		return nil, usageError{fmt.Errorf("sources %s: %w", a.set.Sources, err)}
	}
	return sources, nil
}

func (a *app) client() (*fetch.Client, error) {
	o := fetch.Options{UserAgent: "irmtrail/" + version}
	if a.set.Contact != "" {
		o.UserAgent += " (+" + a.set.Contact + ")"
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
