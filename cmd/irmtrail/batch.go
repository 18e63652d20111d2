package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"runtime/debug"
	"slices"
	"strings"
	"time"

	"github.com/vbauerster/mpb/v8"
	"github.com/vbauerster/mpb/v8/decor"

	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/corpus/store"
	"github.com/irmtrail/irmtrail/ingest"
	"github.com/irmtrail/irmtrail/ingest/warc"
)

// batch is one run of a verb that writes: the opened parts and the row that tells of it.
type batch struct {
	app     *app
	store   *store.Store
	archive *warc.Archive
	run     corpus.Run
	report  runReport
}

// recorded opens the data folder for writing, does the work, and keeps a row of how it went. When the work is done but
// something failed on the way, the error is errPartial.
func (a *app) recorded(ctx context.Context, verb string, work func(*batch) error) error {
	percent := debug.SetGCPercent(100) // which the stages choose for themselves
	debug.SetGCPercent(percent)
	defer debug.SetGCPercent(percent)
	return a.writing(ctx, verb, func(s *store.Store, archive *warc.Archive) error {
		b := &batch{app: a, store: s, archive: archive}
		b.run = corpus.Run{StartedAt: time.Now().UTC(), Version: version, Verb: verb}
		b.run.RunID = corpus.RunIDOf(b.run.StartedAt)
		if err := s.PutRun(ctx, b.run); err != nil {
			return err
		}
		err := work(b)
		if err == nil && b.run.Failures > 0 {
			err = errPartial
		}
		b.run.FinishedAt = time.Now().UTC()
		b.run.ExitCode = corpus.Ptr(exitCode(ctx, err))
		slices.SortFunc(b.run.Counts, func(x, y corpus.Count) int { return strings.Compare(x.Name, y.Name) })
		if path, e := b.report.write(a.set.Data, b.run, err); e != nil {
			err = errors.Join(err, e)
		} else {
			a.sayReport(b, path)
		}
		// The row is wanted most when the run was interrupted, so its context does not count here.
		if e := s.PutRun(context.WithoutCancel(ctx), b.run); e != nil {
			return errors.Join(err, e)
		}
		return err
	})
}

// sayReport says what of the report nobody should miss, and where the rest is.
func (a *app) sayReport(b *batch, path string) {
	for _, l := range b.report.LeftOut {
		a.say("left out: %s, because the robots.txt of %s forbids it. %s\n", plural(l.Count, "address"), l.Host, l.Allow)
	}
	for _, p := range b.report.Problems {
		if p.Code == ingest.LimitReached {
			a.say("%s\n", p.Message)
		}
	}
	switch {
	case b.run.Failures > 0:
		a.say("what failed and why: %s\n", path)
	case len(b.report.LeftOut) > 0:
		a.say("how it went: %s\n", path)
	}
}

// count adds to a named count of the run.
func (b *batch) count(name string, n int) {
	if n == 0 {
		return
	}
	for i := range b.run.Counts {
		if b.run.Counts[i].Name == name {
			b.run.Counts[i].Count += n
			return
		}
	}
	b.run.Counts = append(b.run.Counts, corpus.Count{Name: name, Count: n})
}

// say writes a line of progress to standard error, unless the user wants quiet; where the log is JSON, as a record of it.
func (a *app) say(format string, args ...any) {
	switch {
	case a.set.Quiet:
	case a.set.LogFormat == "json":
		slog.New(slog.NewJSONHandler(a.errOut, nil)).Info(strings.TrimSpace(fmt.Sprintf(format, args...)))
	default:
		fmt.Fprintf(a.errOut, format, args...)
	}
}

func plural(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	if strings.HasSuffix(noun, "s") {
		noun += "e"
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

// bar is a progress bar on a terminal, and nothing elsewhere.
type bar struct {
	progress *mpb.Progress
	bar      *mpb.Bar
}

func (a *app) bar(title string, total int) *bar {
	if !a.terminal() || a.set.Quiet || total == 0 {
		return &bar{}
	}
	p := mpb.New(mpb.WithOutput(a.errOut), mpb.WithWidth(50))
	return &bar{p, p.AddBar(int64(total),
		mpb.PrependDecorators(decor.Name(title+" "), decor.CountersNoUnit("%d of %d")),
		mpb.AppendDecorators(decor.AverageETA(decor.ET_STYLE_GO), decor.Percentage(decor.WCSyncSpace)),
		mpb.BarRemoveOnComplete(),
	)}
}

func (b *bar) step() {
	if b.bar != nil {
		b.bar.Increment()
	}
}

func (b *bar) set(done, total int) {
	if b.bar != nil {
		b.bar.SetTotal(int64(total), false)
		b.bar.SetCurrent(int64(done))
	}
}

func (b *bar) done() {
	if b.bar != nil {
		b.bar.SetTotal(-1, true)
		b.progress.Wait()
	}
}
