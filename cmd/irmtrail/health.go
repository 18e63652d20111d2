package main

import (
	"context"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/corpus/health"
	"github.com/irmtrail/irmtrail/corpus/store"
)

// healthFlags is what is asked of health.
type healthFlags struct {
	countries, reports, states []string
	format, out                string
}

func (a *app) healthCmd() *cobra.Command {
	var f healthFlags
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "health",
		Short: "Say what became of the sources that notes cite",
		Long: `Count the cited sources by what became of them, for each country and report, and list those that
somebody should look after, with the notes that cite them and what to do:

  alive          the address brings it
  moved          it does, but leads on to another address for good
  private        only those who log in can see it
  quota          too many people asked for the shared file
  gone           not there any more; dead when that was so on three different days
  archived_copy  not to be had at its address, but a web archive's copy is held
  blocked        robots.txt or the configuration forbids to ask for it
  failed         no answer, or an error
  not_tried      not yet

--state dead asks for the sources whose link is dead, be a copy held or not. With --state the sources in
that state are listed, whatever it is.`,
		Example: "  irmtrail health --country Mexico\n  irmtrail health --state private --state gone --format csv --out links.csv\n  irmtrail health --report ghana-results-report-2021-2023 --format json",
		Args:    exactly(cobra.NoArgs),
		RunE: func(cmd *cobra.Command, _ []string) error {
			if asJSON {
				f.format = "json"
			}
			return a.reading(cmd.Context(), func(s *store.Store) error { return a.health(cmd.Context(), s, f) })
		},
	}
	flags := cmd.Flags()
	flags.StringArrayVar(&f.countries, "country", nil, "only sources that reports on this country cite: its alpha-3 code or English name")
	flags.StringArrayVar(&f.reports, "report", nil, "only sources that this report cites")
	flags.StringSliceVar(&f.states, "state", nil, "only sources in this state")
	flags.StringSliceVar(&f.states, "status", nil, "another name of --state, which takes the words of citations too")
	flags.StringVar(&f.format, "format", "text", "text, csv (a row for each source and note) or json (an object a line)")
	flags.StringVar(&f.out, "out", "", "file to write to instead of standard output")
	flags.BoolVar(&asJSON, "json", false, "short for --format json")
	return cmd
}

// health prints the cited sources that the flags select.
func (a *app) health(ctx context.Context, s *store.Store, f healthFlags) (err error) {
	if s, err = s.Snapshot(ctx); err != nil {
		return err
	}
	defer closing(&err, s.Close)
	places, err := health.PlacesOf(ctx, s)
	if err != nil {
		return err
	}
	filter, err := f.filter(places)
	if err != nil {
		return err
	}
	return a.writingTo(f.out, func(w io.Writer) error {
		p := a.healthPrinter(f.format, w, places, len(filter.States) > 0)
		n := 0
		for source, err := range health.Sources(ctx, s, places, filter) {
			if err != nil {
				return err
			}
			if err := p.Add(source); err != nil {
				return err
			}
			n++
		}
		if err := p.Close(); err != nil {
			return err
		}
		if f.out != "" && !a.set.Quiet {
			fmt.Fprintf(a.errOut, "%s written to %s\n", plural(n, "source"), f.out)
		}
		return nil
	})
}

// statusStates says which states the words for the status of a citation stand for, where they are others.
var statusStates = map[string][]health.State{
	string(corpus.Archived):      {health.Alive, health.Moved},
	string(corpus.CitationLogin): {health.Private},
}

func (f healthFlags) filter(places health.Places) (out health.Filter, err error) {
	if !slices.Contains([]string{"text", "csv", "json"}, f.format) {
		return out, usageError{fmt.Errorf("no format %q: there are text, csv and json", f.format)}
	}
	for _, word := range f.states {
		states := statusStates[word]
		if states == nil {
			states = []health.State{health.State(word)}
		}
		if !slices.Contains(health.States, states[0]) && states[0] != health.Dead {
			return out, usageError{fmt.Errorf("no state %q: there are %s and dead", word, joined(health.States))}
		}
		out.States = append(out.States, states...)
	}
	for _, id := range f.reports {
		if _, ok := places[corpus.ReportID(id)]; !ok {
			return out, fmt.Errorf("%s is not in the records (see: irmtrail export --tables reports)", id)
		}
		out.Reports = append(out.Reports, corpus.ReportID(id))
	}
	for _, country := range f.countries {
		if !places.Have(country) {
			return out, fmt.Errorf("no report on %s is in the records (see: irmtrail health)", country)
		}
	}
	out.Countries = f.countries
	return out, nil
}

func joined(states []health.State) string {
	words := make([]string, len(states))
	for i, s := range states {
		words[i] = string(s)
	}
	return strings.Join(words, ", ")
}

// writingTo calls f with a file that appears complete or not at all, or with standard output for "".
func (a *app) writingTo(path string, f func(io.Writer) error) error {
	if path == "" {
		return f(a.out)
	}
	if err := replacing(path, f); err != nil {
		return fmt.Errorf("write %s: %w", path, err)
	}
	return nil
}
