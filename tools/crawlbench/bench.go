package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// options are what the benchmark is told.
type options struct {
	layout
	rounds    int
	workers   int
	names     string // of the crawlers, separated by commas
	folder    string
	ours      irmtrail
	quick     bool
	sizes     []int // of the sites on which irmtrail's memory is compared
	scaleKind string
}

// The kinds of source that irmtrail is given.
const (
	kindListing = "listing"
	kindSitemap = "sitemap"
)

func parseOptions(args []string) (o options, err error) {
	flags := flag.NewFlagSet("crawlbench", flag.ContinueOnError)
	flags.IntVar(&o.pages, "pages", 5000, "pages of the site")
	flags.IntVar(&o.pdfs, "pdfs", 500, "PDFs of 200 kB of the site")
	flags.IntVar(&o.links, "links", 20, "links of a page to others; they cost crawlers that follow all of them")
	flags.IntVar(&o.rounds, "rounds", 5, "crawls by each, in turn, Scrapy one at most; 0 for what -scale asks alone")
	flags.IntVar(&o.workers, "workers", 8, "requests at once, of those that can")
	flags.StringVar(&o.names, "crawlers", strings.Join([]string{nameWget, nameWgetWARC, nameScrapy, nameColly, nameOurs}, ","), "which to run")
	flags.StringVar(&o.folder, "tmp", "", "folder for what the crawlers keep, on the disk that is to be measured (default the system's)")
	flags.StringVar(&o.ours.path, "irmtrail", "bin/irmtrail", "the program to measure")
	flags.StringVar(&o.ours.kind, "kind", kindListing, "source that irmtrail is given, listing or sitemap")
	flags.BoolVar(&o.quick, "quick", false, "a site of a fifth and two rounds, in less than two minutes")
	flags.Func("scale", "also the memory of irmtrail on sites of so many pages: 5000,20000,100000", func(list string) (err error) {
		o.sizes, err = numbers(list)
		return err
	})
	flags.StringVar(&o.scaleKind, "scale-kind", kindSitemap, "source for -scale; a listing is walked to its page 1000 only")
	if err := flags.Parse(args); err != nil {
		return o, err
	}
	if o.quick {
		o.pages, o.pdfs, o.rounds = o.pages/5, o.pdfs/5, 2
	}
	for _, kind := range []string{o.ours.kind, o.scaleKind} {
		if kind != kindListing && kind != kindSitemap {
			return o, fmt.Errorf("kind is %q, want %s or %s", kind, kindListing, kindSitemap)
		}
	}
	o.ours.path, err = filepath.Abs(o.ours.path)
	return o, err
}

// bench runs the crawlers in turn and prints what they took. That a crawler did not get all of the site, or asked for
// what is forbidden, is an error; that a goal is missed is not.
func bench(ctx context.Context, args []string) error {
	o, err := parseOptions(args)
	if errors.Is(err, flag.ErrHelp) {
		return nil
	}
	if err != nil {
		return err
	}
	chosen, err := o.crawlers()
	if err != nil {
		return err
	}
	var faults []string
	if o.rounds > 0 {
		if faults, err = o.compare(ctx, chosen); err != nil {
			return err
		}
	}
	if len(o.sizes) > 0 {
		grown, err := o.grow(ctx)
		if err != nil {
			return err
		}
		printScale(os.Stdout, grown)
	}
	if len(faults) > 0 {
		return errors.New(strings.Join(faults, "\n"))
	}
	return nil
}

// compare lets the crawlers get one site and prints what they took. It returns what makes the comparison void.
func (o options) compare(ctx context.Context, chosen []crawler) (faults []string, err error) {
	site, err := startSite(ctx, o.layout)
	if err != nil {
		return nil, err
	}
	results, err := o.race(ctx, site, chosen)
	if err := errors.Join(err, site.close()); err != nil {
		return nil, err
	}
	fmt.Printf("\n%d pages with %d links, %d PDFs of %d kB, %d requests at once; medians of the rounds (least to most)\n\n",
		o.pages, o.links, o.pdfs, pdfBytes/1000, o.workers)
	printTable(os.Stdout, results)
	printGoals(os.Stdout, results)
	return results.faults(), nil
}

// crawlers returns the chosen ones.
func (o options) crawlers() (chosen []crawler, err error) {
	known := crawlers(o.ours)
	for name := range strings.SplitSeq(o.names, ",") {
		at := slices.IndexFunc(known, func(c crawler) bool { return c.name == name })
		if at < 0 {
			return nil, fmt.Errorf("crawler %q is not known", name)
		}
		if known[at].missing != nil {
			err = errors.Join(err, known[at].missing())
		}
		chosen = append(chosen, known[at])
	}
	return chosen, err
}

// outcome is what the crawlers took, in the order of the table.
type outcome struct {
	crawlers []crawler
	rounds   map[string][]figures // by name, by round
	again    *figures             // irmtrail's second crawl of the site
}

// race lets the crawlers run in turn. Every other round goes backwards, so that what gets faster or slower meanwhile, on a
// machine that others use too, does so for all.
func (o options) race(ctx context.Context, site *running, chosen []crawler) (out outcome, err error) {
	out = outcome{crawlers: chosen, rounds: map[string][]figures{}}
	for round := range o.rounds {
		turn := slices.Clone(chosen)
		if round%2 == 1 {
			slices.Reverse(turn)
		}
		for _, c := range turn {
			if c.rounds > 0 && round >= c.rounds {
				continue
			}
			last := c.name == nameOurs && round == o.rounds-1
			f, again, err := o.crawl(ctx, site, c, o.ours, last)
			if err != nil {
				return out, err
			}
			fmt.Fprintf(os.Stderr, "round %d: %-9s %5.1f s, %6.2f ms of CPU a resource, %4d MB %s\n",
				round+1, c.name, f.wall.Seconds(), milliseconds(f.perResource()), f.peak>>20, f.incomplete())
			out.rounds[c.name] = append(out.rounds[c.name], f)
			if again != nil {
				out.again = again
			}
		}
	}
	return out, nil
}

// crawl lets one crawler get the site, in a fresh folder. With twice, which is for irmtrail, it gets it again when that is due.
func (o options) crawl(ctx context.Context, site *running, c crawler, ours irmtrail, twice bool) (f figures, again *figures, err error) {
	folder, err := os.MkdirTemp(o.folder, "crawlbench-"+c.name+"-")
	if err != nil {
		return f, nil, err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(folder)) }()
	j := job{ctx: ctx, site: site.Site, folder: folder, workers: o.workers}
	if f, err = o.run(j, site, c); err != nil || !twice {
		return f, nil, err
	}
	if err := makeDue(ctx, ours.data(j)); err != nil {
		return f, nil, err
	}
	second, err := o.run(j, site, c)
	return f, &second, err
}

func (o options) run(j job, site *running, c crawler) (f figures, err error) {
	cmd, err := c.prepare(j)
	if err != nil {
		return f, err
	}
	if err := site.reset(j.ctx); err != nil {
		return f, err
	}
	allowed := []int{0}
	if c.name == nameOurs {
		allowed = append(allowed, 3) // done, and some addresses failed
	}
	if f, err = measure(cmd, allowed...); err != nil {
		return f, err
	}
	f.layout = site.layout
	if f.site, err = site.stats(j.ctx); err != nil {
		return f, err
	}
	f.disk, err = sizeOf(j.folder)
	return f, err
}
