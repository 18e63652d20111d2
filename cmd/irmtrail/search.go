package main

import (
	"fmt"
	"os"
	"strings"

	"github.com/spf13/cobra"
	"golang.org/x/term"

	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/corpus/store"
	"github.com/irmtrail/irmtrail/index"
)

func (a *app) searchCmd() *cobra.Command {
	var q index.Query
	var kinds, types, languages []string
	var report string
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "search QUERY",
		Short: "Search passages, footnotes and commitments",
		Long: `Search passages, footnotes and commitments. Any of the words will do, those with
more of them come first, and accents do not matter; "quoted phrases" are exact, +word must be there, -word must not (put
-- before a query that begins with -). Each hit says the report, the section, the page and the
place in the text: irmtrail show takes its document id.`,
		Example: "  irmtrail search 'minutes of the working group' --kind footnote\n  irmtrail search '\"beneficial ownership\"' --country GHA --json",
		Args:    exactly(cobra.MinimumNArgs(1)),
		RunE: func(cmd *cobra.Command, args []string) error {
			q.Text = strings.Join(args, " ")
			q.Kinds, q.Types, q.Languages = as[index.Kind](kinds), as[corpus.ReportType](types), as[corpus.Language](languages)
			q.Report = corpus.ReportID(report)
			if err := allowed[corpus.Report]("type", types...); err != nil {
				return err
			}
			if err := allowedKinds(kinds); err != nil {
				return err
			}
			return a.reading(cmd.Context(), func(s *store.Store) error {
				if err := known[corpus.Report](cmd.Context(), s, report); err != nil {
					return err
				}
				ix, err := index.Open(a.indexDir(), s)
				if err != nil {
					return err
				}
				defer ix.Close()
				found, err := ix.Search(cmd.Context(), q)
				if err != nil {
					return err
				}
				if asJSON {
					return printJSON(a.out, searchAnswer{Result: found, Limit: q.Limit, Offset: q.Offset})
				}
				return a.printHits(found)
			})
		},
	}
	f := cmd.Flags()
	f.StringSliceVar(&kinds, "kind", nil, "passage, footnote or commitment (repeatable, as all filters)")
	f.StringSliceVar(&q.Countries, "country", nil, "ISO 3166-1 alpha-3, such as MEX")
	f.StringSliceVar(&types, "type", nil, "report type, such as results_report")
	f.StringSliceVar(&languages, "lang", nil, "language, such as es")
	f.StringVar(&report, "report", "", "only this report")
	f.IntVar(&q.FromYear, "from", 0, "plans that run in this year or later")
	f.IntVar(&q.ToYear, "to", 0, "plans that run in this year or earlier")
	f.IntVar(&q.Limit, "limit", 10, "hits wanted, at most 100")
	f.IntVar(&q.Offset, "offset", 0, "hits to skip")
	f.BoolVar(&asJSON, "json", false, "print JSON")
	return cmd
}

// searchAnswer is what --json prints: the names of the API, and the same bytes for the same search.
type searchAnswer struct {
	index.Result
	Limit  int `json:"limit"`
	Offset int `json:"offset"`
}

func allowedKinds(kinds []string) error {
	for _, k := range kinds {
		switch index.Kind(k) {
		case index.Passage, index.Footnote, index.Commitment:
		default:
			return usageError{fmt.Errorf("no kind %q: there are %s, %s, %s", k, index.Passage, index.Footnote, index.Commitment)}
		}
	}
	return nil
}

func as[T ~string](in []string) []T {
	out := make([]T, len(in))
	for i, s := range in {
		out[i] = T(s)
	}
	return out
}

func (a *app) printHits(found index.Result) error {
	mark, unmark := "*", "*"
	if f, ok := a.out.(*os.File); ok && term.IsTerminal(int(f.Fd())) && os.Getenv("NO_COLOR") == "" {
		mark, unmark = "\x1b[1;33m", "\x1b[0m"
	}
	for _, h := range found.Hits {
		place := string(h.Kind)
		if h.Section != "" {
			place += ", " + oneLine(h.Section, 60)
		}
		if h.Page > 0 {
			place += fmt.Sprintf(", page %d", h.Page)
		}
		fmt.Fprintf(a.out, "%s (%s)\n  ", oneLine(h.Title, 100), place)
		for _, s := range h.Snippet {
			text := plain(s.Text)
			if s.Marked {
				text = mark + text + unmark
			}
			fmt.Fprint(a.out, strings.ReplaceAll(text, "\n", " "))
		}
		fmt.Fprintf(a.out, "\n  %s  %s %d-%d\n\n", h.ID, h.DocumentID, h.Start, h.End)
	}
	fmt.Fprintf(a.errOut, "%s of %d in %s\n", plural(len(found.Hits), "hit"), found.Total, found.Took.Round(1e5))
	return nil
}
