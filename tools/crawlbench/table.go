package main

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"text/tabwriter"
	"time"
)

// spread is the median of some values with the least and the most.
type spread struct{ median, least, most float64 }

func spreadOf(values []float64) spread {
	if len(values) == 0 {
		return spread{}
	}
	v := slices.Sorted(slices.Values(values))
	median := v[len(v)/2]
	if len(v)%2 == 0 {
		median = (v[len(v)/2-1] + median) / 2
	}
	return spread{median, v[0], v[len(v)-1]}
}

func (s spread) format(form string) string {
	if s == (spread{}) {
		return "-"
	}
	return fmt.Sprintf(form+" ("+form+" to "+form+")", s.median, s.least, s.most)
}

func each(rounds []figures, value func(figures) float64) spread {
	var values []float64
	for _, f := range rounds {
		values = append(values, value(f))
	}
	return spreadOf(values)
}

func milliseconds(d time.Duration) float64 { return d.Seconds() * 1000 }

func cpuOf(f figures) float64 { return milliseconds(f.perResource()) }

// ratio compares a crawler with colly round by round, so that both met the same machine.
func (o outcome) ratio(name string, value func(figures) float64) spread {
	var ratios []float64
	base := o.rounds[nameColly]
	for round, f := range o.rounds[name] {
		if round < len(base) && value(base[round]) > 0 {
			ratios = append(ratios, value(f)/value(base[round]))
		}
	}
	return spreadOf(ratios)
}

func printTable(w io.Writer, o outcome) {
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(t, "crawler\tCPU ms/resource\tresources/s\tpeak MB\tconnections (at once)\tforbidden\trepeats\tkept MB\tCPU to colly's\tthroughput to colly's")
	for _, c := range o.crawlers {
		rounds := o.rounds[c.name]
		fmt.Fprintf(t, "%s\t%s\t%s\t%.0f\t%.0f (%.0f)\t%.0f\t%.0f\t%.0f\t%s\t%s\n", c.name,
			each(rounds, cpuOf).format("%.2f"), each(rounds, figures.rate).format("%.0f"), each(rounds, peakMB).most,
			each(rounds, func(f figures) float64 { return float64(f.site.Connections) }).most,
			each(rounds, func(f figures) float64 { return float64(f.site.MostOpen) }).most,
			each(rounds, func(f figures) float64 { return float64(f.site.Forbidden.Requests) }).most,
			each(rounds, func(f figures) float64 { return float64(f.site.repeats()) }).most,
			each(rounds, func(f figures) float64 { return float64(f.disk) / 1e6 }).median,
			o.ratio(c.name, cpuOf).format("%.2f"), o.ratio(c.name, figures.rate).format("%.2f"))
	}
	_ = t.Flush() // to the standard output
}

func peakMB(f figures) float64 { return float64(f.peak) / 1e6 }

// The goals for irmtrail.
const (
	goalCPU         = 1.3 // times colly's
	goalThroughput  = 0.8
	goalPeakMB      = 80
	goalConnections = 10
)

func printGoals(w io.Writer, o outcome) {
	ours := o.rounds[nameOurs]
	if len(ours) == 0 {
		return
	}
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	goal := func(what string, met bool, form string, args ...any) {
		fmt.Fprintf(t, "%s\t%s\t%s\n", what, fmt.Sprintf(form, args...), map[bool]string{true: "met", false: "MISSED"}[met])
	}
	fmt.Fprintln(t)
	if cpu, rate := o.ratio(nameOurs, cpuOf), o.ratio(nameOurs, figures.rate); cpu != (spread{}) {
		goal(fmt.Sprintf("CPU at most %.1f times colly's", goalCPU), cpu.median <= goalCPU, "%s", cpu.format("%.2f"))
		goal(fmt.Sprintf("throughput at least %.1f times colly's", goalThroughput), rate.median >= goalThroughput, "%s", rate.format("%.2f"))
	}
	peak := each(ours, peakMB).most
	goal(fmt.Sprintf("peak memory at most %d MB", goalPeakMB), peak <= goalPeakMB, "%.0f MB", peak)
	most := 0
	asked := 0
	for _, f := range ours {
		most, asked = max(most, f.site.MostOpen), asked+f.site.Forbidden.Requests
	}
	goal(fmt.Sprintf("at most %d connections", goalConnections), most <= goalConnections, "%d at once", most)
	goal("nothing forbidden asked for", asked == 0, "%d requests", asked)
	if a := o.again; a != nil {
		goal("second crawl: 304 for everything, no body", unchanged(*a), "%s", tellAgain(*a))
	}
	_ = t.Flush() // to the standard output
}

// unchanged reports whether a second crawl looked at everything and brought nothing.
func unchanged(f figures) bool {
	s := f.site
	full := s.Pages.OK + s.PDFs.OK + s.Listings.OK + s.Sitemaps.OK
	return f.incomplete() == "" && full == 0 && s.BodyBytes == 0
}

func tellAgain(f figures) string {
	s := f.site
	return fmt.Sprintf("%d answers 304, %d with a body (%d bytes), %.2f ms of CPU each, %.0f/s, %.0f MB%s",
		s.Pages.NotModified+s.PDFs.NotModified+s.Listings.NotModified+s.Sitemaps.NotModified+s.Robots.NotModified,
		s.Pages.OK+s.PDFs.OK+s.Listings.OK+s.Sitemaps.OK+s.Robots.OK, s.BodyBytes, cpuOf(f), f.rate(), peakMB(f), prefixed(", only ", f.incomplete()))
}

func prefixed(prefix, s string) string {
	if s == "" {
		return ""
	}
	return prefix + s
}

// faults returns what makes the comparison void: crawls that differ in what they got, and disobedience.
func (o outcome) faults() (faults []string) {
	for _, c := range o.crawlers {
		for round, f := range o.rounds[c.name] {
			if lacks := f.incomplete(); lacks != "" {
				faults = append(faults, fmt.Sprintf("%s, round %d: got only %s\n%s", c.name, round+1, lacks, lastLines(f.output, 5)))
			}
			if n := f.site.Forbidden.Requests; n > 0 {
				faults = append(faults, fmt.Sprintf("%s, round %d: asked %d times for what robots.txt forbids", c.name, round+1, n))
			}
		}
	}
	return faults
}

func printScale(w io.Writer, grown []figures) {
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(t, "\npages\tpeak MB\tCPU ms/resource\tresources/s\tkept MB\tlacks")
	for _, f := range grown {
		fmt.Fprintf(t, "%d\t%.0f\t%.2f\t%.0f\t%.0f\t%s\n", f.layout.pages, peakMB(f), cpuOf(f), f.rate(), float64(f.disk)/1e6, strings.TrimSpace(f.incomplete()))
	}
	_ = t.Flush() // to the standard output
}
