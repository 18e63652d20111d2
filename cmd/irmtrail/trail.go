package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"

	"github.com/blevesearch/bleve/v2/search"
	"github.com/spf13/cobra"
	"golang.org/x/term"

	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/corpus/store"
	"github.com/irmtrail/irmtrail/corpus/trail"
	"github.com/irmtrail/irmtrail/index/web"
)

func (a *app) trailCmd() *cobra.Command {
	var commitment string
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "trail REPORT [FOOTNOTE]",
		Short: "Follow a claim to its source: sentence, note, citation, document, passage",
		Long: `Print the trail of a report's notes, or of one: the sentence that the note backs, the note, each source
that it cites, what became of it, whether it bears out what the note says of it, and the words that do.
With --commitment, the ratings of a commitment beside the meetings whose minutes concern it, by date.`,
		Example: "  irmtrail trail ghana-results-report-2021-2023\n  irmtrail trail ghana-results-report-2021-2023 2\n  irmtrail trail ghana-results-report-2021-2023 --commitment 3",
		Args:    exactly(cobra.RangeArgs(1, 2)),
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.reading(cmd.Context(), func(s *store.Store) error {
				p := trailPrinter{app: a, store: s, report: corpus.ReportID(args[0]), json: asJSON}
				if commitment != "" {
					if len(args) > 1 {
						return usageError{errors.New("a footnote or --commitment, not both")}
					}
					return p.timeline(cmd.Context(), commitment)
				}
				return p.trail(cmd.Context(), strings.Join(args[1:], ""))
			})
		},
	}
	cmd.Flags().StringVar(&commitment, "commitment", "", "the meetings that concern this commitment, beside its ratings")
	cmd.Flags().BoolVar(&asJSON, "json", false, "print JSON")
	return cmd
}

// trailPrinter prints trails for people and for programs.
type trailPrinter struct {
	*app
	store  *store.Store
	report corpus.ReportID
	json   bool
}

// trail prints the notes of the report, or the one that is named.
func (p trailPrinter) trail(ctx context.Context, note string) error {
	t, err := trail.Of(ctx, p.store, p.report, note)
	if err != nil {
		return p.hint(ctx, err)
	}
	if p.json {
		return printJSON(p.out, web.TrailJSON(t))
	}
	fmt.Fprintf(p.out, "%s (%s)\n", p.style(sgrBold, plain(t.Report.Title)), t.Report.ReportID)
	shown := 0
	for _, n := range t.Notes {
		if note == "" && len(n.Sources) == 0 {
			continue // a list of all is for what is cited
		}
		shown++
		fmt.Fprintln(p.out)
		p.note(n, note != "")
	}
	if shown == 0 {
		fmt.Fprintln(p.out, "None of its notes cites anything that can be followed.")
	}
	return nil
}

// shortClaim is how much of a sentence and of a note is printed where all notes are.
const shortClaim = 200

func (p trailPrinter) note(n trail.Note, whole bool) {
	claim, text := n.Footnote.MarkerContext, strings.Join(strings.Fields(n.Footnote.Text), " ")
	if !whole {
		claim, text = oneLine(claim, shortClaim), oneLine(text, shortClaim)
	}
	if claim != "" {
		p.entry(0, "claim", "“"+claim+"”"+atPage(n.Footnote.MarkerPage))
	}
	p.entry(1, "note "+n.Footnote.Label, text+atPage(n.Footnote.Page))
	for _, s := range n.Sources {
		p.source(s)
	}
	if len(n.Sources) == 0 {
		p.entry(2, "source", "the note cites nothing that can be followed")
	}
}

func atPage(page int) string {
	if page == 0 {
		return ""
	}
	return fmt.Sprintf(" (page %d)", page)
}

func (p trailPrinter) source(s trail.Source) {
	c := s.Citation
	p.entry(2, string(c.Kind), string(c.URL))
	p.entry(3, "state", stateOf(s))
	if s.Document != nil {
		p.entry(3, "document", documentLine(s))
	}
	if s.Minutes != nil {
		p.entry(3, "minutes", minutesLine(*s.Minutes))
	}
	if c.Check != "" && c.Check != corpus.NotChecked {
		p.check(3, "check", c)
	}
	for _, place := range c.Passages {
		p.entry(4, "passage", "“"+strings.Join(strings.Fields(place.Quote), " ")+"”"+atPage(place.Page)+fmt.Sprintf(" at %d", place.Start))
	}
}

func stateOf(s trail.Source) string {
	text := strings.ReplaceAll(string(s.Citation.Status), "_", " ")
	if s.Capture == nil {
		return text
	}
	text += ", " + s.Capture.CapturedAt.UTC().Format(statusTime)
	if !s.Capture.MementoDate.IsZero() {
		text += ", a web archive's copy of " + s.Capture.MementoDate.UTC().Format("2006-01-02")
	}
	if s.Capture.Error != "" {
		text += ": " + s.Capture.Error
	}
	return text
}

func documentLine(s trail.Source) string {
	d := s.Document
	text := fmt.Sprintf("%s, %s", d.DocumentID, d.MediaType)
	if d.Title != "" {
		text += ", “" + oneLine(d.Title, 100) + "”"
	}
	switch d.TextStatus {
	case corpus.TextOCR:
		text += ", text recognised in its pictures"
	case corpus.TextRead:
	default:
		text += fmt.Sprintf(", %s: %s", d.TextStatus, d.Error)
	}
	if len(s.Twins) > 0 {
		text += fmt.Sprintf("; the same text as %s", joinIDs(s.Twins))
	}
	return text
}

func joinIDs(ids []corpus.DocumentID) string {
	var names []string
	for _, id := range ids {
		names = append(names, string(id))
	}
	return strings.Join(names, ", ")
}

func minutesLine(m corpus.Minutes) string {
	return describe(m, m.Body, string(m.HeldOn), m.Place)
}

// describe says of minutes what is given, where it is known, and how much is in them.
func describe(m corpus.Minutes, known ...string) string {
	parts := []string{}
	for _, s := range known {
		if s != "" {
			parts = append(parts, s)
		}
	}
	parts = append(parts, plural(len(m.Attendees), "attendee"), plural(len(m.Agreements), "agreement"))
	switch len(m.CommitmentNumbers) {
	case 0:
	case 1:
		parts = append(parts, "on commitment "+m.CommitmentNumbers[0])
	default:
		parts = append(parts, "on commitments "+strings.Join(m.CommitmentNumbers, ", "))
	}
	return strings.Join(parts, "; ")
}

// timeline prints the meetings of a commitment beside its ratings.
func (p trailPrinter) timeline(ctx context.Context, commitment string) error {
	t, err := trail.TimelineOf(ctx, p.store, p.report, commitment)
	if err != nil {
		return p.hint(ctx, err)
	}
	if p.json {
		return printJSON(p.out, web.TimelineJSON(t))
	}
	fmt.Fprintf(p.out, "%s, %s\n\n", p.style(sgrBold, plain("Commitment "+t.Commitment.Number+": "+t.Commitment.Title)), t.Report.ReportID)
	for _, r := range t.Ratings {
		p.entry(0, string(r.Indicator), r.Value+atPage(r.Page))
	}
	for _, m := range t.Meetings {
		fmt.Fprintln(p.out)
		when := string(m.Minutes.HeldOn)
		if when == "" {
			when = "no date"
		}
		p.entry(0, when, describe(m.Minutes, m.Minutes.Body, m.Minutes.Place))
		for _, a := range m.Agreements {
			p.entry(1, "agreed", agreementLine(a))
		}
		for _, c := range m.Citations {
			p.check(1, fmt.Sprintf("note %d", c.FootnoteNumber), c)
		}
		p.entry(1, "document", joinIDs(m.Documents))
	}
	if len(t.Meetings) == 0 {
		fmt.Fprintln(p.out, "\nNo minutes that the report cites concern it.")
	}
	return nil
}

func agreementLine(a corpus.Agreement) string {
	text := a.Text
	if a.Number != "" {
		text = a.Number + ". " + text
	}
	var more []string
	if a.Responsible != "" {
		more = append(more, a.Responsible)
	}
	if a.Due != "" {
		more = append(more, "by "+string(a.Due))
	}
	if len(more) > 0 {
		text += " [" + strings.Join(more, ", ") + "]"
	}
	return text
}

// trailWidth is how many characters a line has where the terminal does not say.
const trailWidth = 110

// entry prints a step of the trail: its name, and what it is in lines that stand below each other.
func (p trailPrinter) entry(depth int, name, text string) { p.styled(depth, name, "", text) }

// check prints what the check of a citation came to.
func (p trailPrinter) check(depth int, name string, c corpus.Citation) {
	colour := map[string]string{corpus.Confirmed: sgrGreen, corpus.Contradicted: sgrRed, corpus.NotCheckable: sgrAmber}[c.Check]
	verdict := strings.ReplaceAll(c.Check, "_", " ")
	if c.CheckDetail != "" {
		verdict += ": " + c.CheckDetail
	}
	p.styled(depth, name, colour, verdict)
}

func (p trailPrinter) styled(depth int, name, colour, text string) {
	indent := strings.Repeat("  ", depth)
	label := name + "  "
	lines := wrapped(plain(text), max(40, trailWidth-len(indent)-len([]rune(label))))
	for i, l := range lines {
		if colour != "" {
			l = p.style(colour, l)
		}
		if i == 0 {
			fmt.Fprintf(p.out, "%s%s%s\n", indent, p.style(sgrDim, label), l)
			continue
		}
		fmt.Fprintf(p.out, "%s%s%s\n", indent, strings.Repeat(" ", len([]rune(label))), l)
	}
}

// The escape sequences of a terminal.
const (
	sgrBold  = "\x1b[1m"
	sgrDim   = "\x1b[2m"
	sgrGreen = "\x1b[32m"
	sgrRed   = "\x1b[31m"
	sgrAmber = "\x1b[33m"
	sgrReset = "\x1b[0m"
)

// style sets a text in a colour where standard output is a terminal.
func (p trailPrinter) style(code, s string) string {
	f, ok := p.out.(*os.File)
	if !ok || !term.IsTerminal(int(f.Fd())) || os.Getenv("NO_COLOR") != "" {
		return s
	}
	return code + s + sgrReset
}

// hint adds to an error about an id what the user may have meant.
func (p trailPrinter) hint(ctx context.Context, err error) error {
	if !errors.Is(err, trail.ErrNoReport) {
		return err
	}
	reports, listed := store.List[corpus.Report](ctx, p.store, "ORDER BY report_id")
	if listed != nil || len(reports) == 0 {
		return err
	}
	var ids []string
	for _, r := range reports {
		ids = append(ids, string(r.ReportID))
	}
	return fmt.Errorf("%w: did you mean %s?", err, nearest(string(p.report), ids))
}

// nearest returns the name with the fewest characters that differ.
func nearest(name string, names []string) string {
	return slices.MinFunc(names, func(a, b string) int {
		return search.LevenshteinDistance(name, a) - search.LevenshteinDistance(name, b)
	})
}
