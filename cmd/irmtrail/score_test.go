package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/corpus/corpustest"
	"github.com/irmtrail/irmtrail/corpus/store"
)

// labelled is a report's labels, as the sample reports have them beside them.
type labelled struct {
	Title       string `json:"title"`
	CountryCode string `json:"country_code"`
	Type        string `json:"type"`
	PeriodStart int    `json:"period_start"`
	PeriodEnd   int    `json:"period_end"`
	Language    string `json:"language"`
	Commitments []struct {
		Number  string            `json:"number"`
		Title   string            `json:"title"`
		Ratings map[string]string `json:"ratings"`
	} `json:"commitments"`
	Tallies []struct {
		Indicator string `json:"indicator"`
		Value     string `json:"value"`
		Count     int    `json:"count"`
		Total     *int   `json:"total"`
		Plan      string `json:"action_plan"`
	} `json:"tallies"`
	Footnotes []struct {
		Number int      `json:"number"`
		Text   string   `json:"text"`
		URLs   []string `json:"urls"`
		Kinds  []string `json:"kinds"`
	} `json:"footnotes"`
}

// TestScore reads the labelled reports and keeps precision and recall of each, kind by kind, in a golden file.
func TestScore(t *testing.T) {
	data := t.TempDir()
	folder := corpustest.Shared(t, "data/samples")
	golds, err := filepath.Glob(filepath.Join(folder, "*-[0-9]*.gold.json"))
	if err != nil || len(golds) == 0 {
		t.Fatalf("no labelled reports in %s (%v)", folder, err)
	}
	files := []string{"add", "--data", data, "-q"}
	for _, g := range golds {
		files = append(files, strings.TrimSuffix(g, ".gold.json")+".pdf")
	}
	var said bytes.Buffer
	for _, args := range [][]string{files, {"extract", "--data", data, "-q"}} {
		if code := run(args, nil, io.Discard, &said); code != exitDone {
			t.Fatalf("%s ends with %d:\n%s", args[0], code, said.String())
		}
	}
	s, err := store.OpenReadOnly(t.Context(), data)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	var out strings.Builder
	total := tally{}
	for _, g := range golds {
		score := scoreOf(t, s, g)
		fmt.Fprintf(&out, "%s\n%s", strings.TrimSuffix(filepath.Base(g), ".gold.json"), score)
		for kind, c := range score {
			total.add(kind, c)
		}
	}
	fmt.Fprintf(&out, "all\n%s", total)
	corpustest.Golden(t, "testdata/score.golden", out.String())
}

// counts are how many facts of one kind are right, wrong and missed.
type counts struct{ right, wrong, missed int }

// tally has the counts by kind.
type tally map[string]counts

func (s tally) add(kind string, c counts) {
	sum := s[kind]
	s[kind] = counts{sum.right + c.right, sum.wrong + c.wrong, sum.missed + c.missed}
}

// String prints a line for each kind, by name.
func (s tally) String() string {
	var sb strings.Builder
	for _, kind := range slices.Sorted(func(yield func(string) bool) {
		for k := range s {
			if !yield(k) {
				return
			}
		}
	}) {
		c := s[kind]
		f1 := 1.0
		if c.right+c.wrong+c.missed > 0 {
			f1 = 2 * float64(c.right) / float64(2*c.right+c.wrong+c.missed)
		}
		fmt.Fprintf(&sb, "  %-12s F1 %.3f  %d right, %d wrong, %d missed\n", kind, f1, c.right, c.wrong, c.missed)
	}
	return sb.String()
}

// match counts two lists of facts as sets, and says what differs.
func (s tally) match(t *testing.T, kind string, want, got []string) {
	var c counts
	slices.Sort(got)
	got = slices.Compact(got)
	for _, g := range got {
		if !slices.Contains(want, g) {
			c.wrong++
			t.Logf("%s wrong: %s", kind, g)
		}
	}
	slices.Sort(want)
	want = slices.Compact(want)
	for _, w := range want {
		if slices.Contains(got, w) {
			c.right++
		} else {
			c.missed++
			t.Logf("%s missed: %s", kind, w)
		}
	}
	s.add(kind, c)
}

// scoreOf compares what the store holds of a labelled report with its labels.
func scoreOf(t *testing.T, s *store.Store, gold string) tally {
	body, err := os.ReadFile(gold)
	if err != nil {
		t.Fatal(err)
	}
	var want labelled
	if err := json.Unmarshal(body, &want); err != nil {
		t.Fatalf("%s: %v", gold, err)
	}
	file := strings.TrimSuffix(filepath.Base(gold), ".gold.json") + ".pdf"
	captured := rows[corpus.Capture](t, s, "WHERE url = ?", "file:"+file)
	if len(captured) == 0 {
		t.Fatalf("%s was not added", file)
	}
	found := rows[corpus.Report](t, s, "WHERE EXISTS (SELECT 1 FROM json_each(document_ids) WHERE value = ?)", captured[0].DocumentID)
	score := tally{}
	r := corpus.Report{}
	if len(found) == 1 {
		r = found[0]
	}
	score.match(t, "report", factsOf(want.Title, want.CountryCode, want.Type, want.PeriodStart, want.PeriodEnd, want.Language),
		factsOf(r.Title, r.CountryCode, string(r.Type), r.PeriodStart, r.PeriodEnd, string(r.Language)))
	scoreCommitments(t, s, score, want, r.ReportID)
	scoreNotes(t, s, score, want, r.ReportID)
	return score
}

func factsOf(title, country, kind string, start, end int, language string) []string {
	return []string{"title " + title, "country " + country, "type " + kind, fmt.Sprint("from ", start), fmt.Sprint("to ", end), "language " + language}
}

func scoreCommitments(t *testing.T, s *store.Store, score tally, want labelled, id corpus.ReportID) {
	var wantC, wantR, wantT, gotC, gotR, gotT []string
	said := func(indicator, value string) bool {
		return value != "no" || !strings.HasPrefix(indicator, "relevance_")
	}
	for _, c := range want.Commitments {
		wantC = append(wantC, c.Number+" "+squeezed(c.Title))
		for i, v := range c.Ratings {
			if said(i, v) {
				wantR = append(wantR, c.Number+" "+i+" "+v)
			}
		}
	}
	for _, c := range want.Tallies {
		plan := c.Plan
		if plan == "" {
			plan = string(corpus.ThisPlan)
		}
		wantT = append(wantT, fmt.Sprint(c.Indicator, " ", c.Value, " ", c.Count, "/", *c.Total, " ", plan))
	}
	for _, c := range rows[corpus.Commitment](t, s, "WHERE report_id = ?", id) {
		gotC = append(gotC, c.Number+" "+squeezed(c.Title))
	}
	for _, r := range rows[corpus.Rating](t, s, "WHERE report_id = ? AND method <> 'prose'", id) {
		if said(string(r.Indicator), r.Value) {
			gotR = append(gotR, r.Number+" "+string(r.Indicator)+" "+r.Value)
		}
	}
	for _, c := range rows[corpus.Tally](t, s, "WHERE report_id = ?", id) {
		total := "null"
		if c.Total != nil {
			total = strconv.Itoa(*c.Total)
		}
		gotT = append(gotT, fmt.Sprint(c.Indicator, " ", c.Value, " ", c.Count, "/", total, " ", c.ActionPlan))
	}
	score.match(t, "commitments", wantC, gotC)
	score.match(t, "ratings", wantR, gotR)
	score.match(t, "tallies", wantT, gotT)
}

func scoreNotes(t *testing.T, s *store.Store, score tally, want labelled, id corpus.ReportID) {
	var wantN, wantU, gotN, gotU []string
	for _, n := range want.Footnotes {
		wantN = append(wantN, fmt.Sprint(n.Number, " ", squeezed(n.Text)))
		for i, u := range n.URLs {
			wantU = append(wantU, fmt.Sprint(n.Number, " ", addressKey(u), " ", n.Kinds[i]))
		}
	}
	for _, n := range rows[corpus.Footnote](t, s, "WHERE report_id = ?", id) {
		gotN = append(gotN, fmt.Sprint(n.Number, " ", squeezed(n.Text)))
	}
	for _, c := range rows[corpus.Citation](t, s, "WHERE report_id = ?", id) {
		gotU = append(gotU, fmt.Sprint(c.FootnoteNumber, " ", addressKey(string(c.URL)), " ", c.Kind))
	}
	score.match(t, "footnotes", wantN, gotN)
	score.match(t, "citations", wantU, gotU)
}

// squeezed is a text without white space, case and compatibility forms.
func squeezed(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return -1
		}
		return unicode.ToLower(r)
	}, norm.NFKC.String(s))
}

// addressKey is an address without what labels and records may write differently: scheme, final slash or full stop.
func addressKey(s string) string {
	u, err := url.Parse(s)
	if err != nil {
		return s
	}
	key := strings.ToLower(u.Host) + strings.TrimRight(u.EscapedPath(), "/")
	if u.RawQuery != "" {
		key += "?" + u.RawQuery
	}
	return strings.TrimRight(key, ".")
}
