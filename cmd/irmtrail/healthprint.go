package main

import (
	"bufio"
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/corpus/health"
)

// healthPrinter writes sources as they come; what it writes is complete after Close.
type healthPrinter interface {
	Add(health.Source) error
	Close() error
}

// healthPrinter returns the printer of a format. The text lists the sources that need attention, or all for all.
func (a *app) healthPrinter(format string, w io.Writer, places health.Places, all bool) healthPrinter {
	switch format {
	case "csv":
		return health.NewCSV(w, places)
	case "json":
		return jsonLines{bufio.NewWriter(w)}
	}
	return &healthText{w: bufio.NewWriter(w), places: places, summary: health.NewSummary(places), all: all}
}

// jsonLines writes one object a line.
type jsonLines struct{ *bufio.Writer }

// Add writes a source.
func (j jsonLines) Add(s health.Source) error {
	_, err := fmt.Fprintf(j, "%s\n", health.Table.JSON(&s))
	return err
}

// Close writes what is buffered.
func (j jsonLines) Close() error { return j.Flush() }

// healthText writes for people: counts by country and report, then the sources by country, report and what to do.
type healthText struct {
	w       *bufio.Writer
	places  health.Places
	summary *health.Summary
	all     bool
	listed  []health.Source
}

// Add counts a source, and keeps it when it is to be listed.
func (t *healthText) Add(s health.Source) error {
	t.summary.Add(s)
	if t.all || s.State.NeedsAttention() {
		t.listed = append(t.listed, s)
	}
	return nil
}

// Close writes everything.
func (t *healthText) Close() error {
	if t.summary.Total.Sources == 0 {
		fmt.Fprintln(t.w, "No cited sources.")
		return t.w.Flush()
	}
	t.table()
	byReport := map[corpus.ReportID][]health.Source{}
	for _, s := range t.listed {
		for _, id := range s.Reports {
			byReport[id] = append(byReport[id], s)
		}
	}
	country := "\x00" // none yet
	for _, r := range t.summary.Reports() {
		if len(byReport[r.ReportID]) == 0 {
			continue
		}
		if name := countryName(r); name != country {
			country = name
			fmt.Fprintf(t.w, "\n%s\n%s\n", name, strings.Repeat("=", len([]rune(name))))
		}
		t.report(r, byReport[r.ReportID])
	}
	return t.w.Flush()
}

// healthColumns are the columns of the table of counts, with their heads.
var healthColumns = []struct {
	head  string
	state health.State // "" all
}{
	{"cited", ""},
	{"alive", health.Alive},
	{"moved", health.Moved},
	{"private", health.Private},
	{"quota", health.Quota},
	{"gone", health.Gone},
	{"dead", health.Dead},
	{"copy", health.ArchivedCopy},
	{"blocked", health.Blocked},
	{"failed", health.Failed},
	{"untried", health.NotTried},
}

// table writes the counts: a line with the name of the country or report, which can be long, and below it the counts.
func (t *healthText) table() {
	for i, c := range healthColumns {
		fmt.Fprintf(t.w, "%*s", columnWidth(i), c.head)
	}
	fmt.Fprintln(t.w)
	reports := t.summary.Reports()
	for _, land := range t.summary.Countries() {
		t.counts(countryName(land), land.Counts)
		for _, r := range reports {
			if countryName(r) == countryName(land) {
				t.counts("  "+oneLine(string(r.ReportID), 78), r.Counts)
			}
		}
	}
	t.counts("In all", t.summary.Total)
}

// columnWidth returns the width of a column: together they fill 79 of a terminal's 80.
func columnWidth(i int) int {
	if i == 0 {
		return len(healthColumns[i].head)
	}
	return len(healthColumns[i].head) + 2
}

func (t *healthText) counts(name string, c health.Counts) {
	fmt.Fprintln(t.w, name)
	for i, column := range healthColumns {
		n := c.Sources
		if column.state != "" {
			n = *c.Of(column.state)
		}
		cell := "-"
		if n > 0 {
			cell = fmt.Sprint(n)
		}
		fmt.Fprintf(t.w, "%*s", columnWidth(i), cell)
	}
	fmt.Fprintln(t.w)
}

func countryName(r health.SourceCounts) string {
	name := oneLine(r.Country, 60)
	switch {
	case name == "" && r.CountryCode == "":
		return "Country not known"
	case name == "":
		return oneLine(r.CountryCode, 60)
	case r.CountryCode == "":
		return name
	}
	return fmt.Sprintf("%s (%s)", name, oneLine(r.CountryCode, 10))
}

// report writes the sources of a report, those that can be treated together below one heading.
func (t *healthText) report(r health.SourceCounts, sources []health.Source) {
	fmt.Fprintf(t.w, "\n%s\n", oneLine(cmp.Or(r.Title, string(r.ReportID)), 80))
	if r.Title != "" {
		fmt.Fprintf(t.w, "%s\n", oneLine(string(r.ReportID), 200))
	}
	groups := map[string][]health.Source{}
	var keys []string
	for _, s := range sources {
		key := s.Advice()
		if groups[key] == nil {
			keys = append(keys, key)
		}
		groups[key] = append(groups[key], s)
	}
	slices.SortFunc(keys, func(a, b string) int {
		return cmp.Or(cmp.Compare(place(groups[a][0].State), place(groups[b][0].State)), cmp.Compare(a, b))
	})
	for _, key := range keys {
		t.group(r.ReportID, key, groups[key])
	}
}

// place returns where a state comes in the list of states.
func place(s health.State) int { return slices.Index(health.States, s) }

func (t *healthText) group(report corpus.ReportID, key string, sources []health.Source) {
	heading := sources[0].Message
	if len(sources) > 1 {
		heading = health.Heading(key, len(sources))
	}
	fmt.Fprintln(t.w)
	t.wrapped("  ", heading)
	notesOf := func(s health.Source) []health.Note {
		return slices.DeleteFunc(slices.Clone(s.Footnotes), func(n health.Note) bool { return n.ReportID != report })
	}
	slices.SortStableFunc(sources, func(a, b health.Source) int { return cmp.Compare(notesOf(a)[0].Number, notesOf(b)[0].Number) })
	for _, s := range sources {
		fmt.Fprintf(t.w, "  - %s\n", oneLine(string(s.URL), 300)) // not cut at 80: it is to be opened
		if s.MovedTo != "" && len(sources) > 1 {
			fmt.Fprintf(t.w, "    now at %s\n", oneLine(string(s.MovedTo), 300))
		}
		t.wrapped("    ", noteWords(notesOf(s))+"; "+historyWords(s))
	}
}

// noteWords names notes and commitments: "notes 2, 7 (commitments 1, 4)".
func noteWords(notes []health.Note) string {
	var numbers, commitments []string
	for _, n := range notes {
		numbers = append(numbers, fmt.Sprint(n.Number))
		for _, c := range n.CommitmentNumbers {
			if c = oneLine(c, 20); !slices.Contains(commitments, c) {
				commitments = append(commitments, c)
			}
		}
	}
	out := list("note", slices.Compact(numbers))
	if len(commitments) > 0 {
		out += " (" + list("commitment", commitments) + ")"
	}
	return out
}

func list(what string, items []string) string {
	if len(items) != 1 {
		what += "s"
	}
	return what + " " + strings.Join(items, ", ")
}

// historyWords tells of the tries and of what is held: "gone since 2024-05-06, 4 attempts on 3 days, the last 2024-05-08;
// web archive's copy of 2023-02-01".
func historyWords(s health.Source) string {
	const day = "2006-01-02"
	words := "not tried"
	if s.Tries > 0 {
		words = fmt.Sprintf("%s since %s", s.Link(), s.Since.UTC().Format(day))
	}
	if s.Tries > 1 {
		words += fmt.Sprintf(", %s on %s, the last %s", plural(s.Tries, "attempt"), plural(s.Days, "day"), s.LastTriedAt.UTC().Format(day))
	}
	if s.State == health.Alive || s.State == health.Moved {
		return words
	}
	if !s.HeldAt.IsZero() {
		words += "; own copy of " + s.HeldAt.UTC().Format(day)
	}
	if !s.CopyAt.IsZero() {
		words += "; web archive's copy of " + s.CopyAt.UTC().Format(day)
	}
	return words
}

// textWidth is how wide lines of words are.
const textWidth = 80

// wrapped writes words in lines that begin with the indent.
func (t *healthText) wrapped(indent, words string) {
	at := 0
	for _, word := range strings.Fields(plain(words)) {
		n := len([]rune(word))
		switch {
		case at == 0:
			fmt.Fprint(t.w, indent, word)
			at = len(indent) + n
		case at+1+n > textWidth:
			fmt.Fprint(t.w, "\n", indent, word)
			at = len(indent) + n
		default:
			fmt.Fprint(t.w, " ", word)
			at += 1 + n
		}
	}
	fmt.Fprintln(t.w)
}
