package sample

import (
	"bytes"
	"cmp"
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/PuerkitoBio/goquery"

	"github.com/irmtrail/irmtrail/corpus"
)

// anyMarker matches what a label counts in the prose: "[2]" or "<sup>2</sup>".
var anyMarker = regexp.MustCompile(`\[(\d+)\]|<sup[^>]*>(?:<a[^>]*>)?\[?(\d+)\]?`)

// TestLabelsFitThePages holds the labels to what can be checked without reading: titles, dates, numbers of notes, links.
func TestLabelsFitThePages(t *testing.T) {
	want, err := Expect()
	if err != nil {
		t.Fatal(err)
	}
	s := must(newSite())
	for _, r := range want.Reports {
		e := s.find(must(url.Parse(string(r.URL))))
		doc := must(goquery.NewDocumentFromReader(strings.NewReader(string(e.body))))
		if h := doc.Find("h1").Text(); h != r.Title {
			t.Errorf("%s: heading %q, label %q", r.URL, h, r.Title)
		}
		if l := doc.Find("html").AttrOr("lang", "")[:2]; l != string(r.Language) {
			t.Errorf("%s: language %s, label %s", r.URL, l, r.Language)
		}
		if d := doc.Find("time").AttrOr("datetime", ""); d != string(r.PublishedOn) {
			t.Errorf("%s: date %s, label %s", r.URL, d, r.PublishedOn)
		}
		if d := doc.Find(".downloads a").AttrOr("href", ""); d != string(r.Downloads[0]) {
			t.Errorf("%s: download %s, label %s", r.URL, d, r.Downloads[0])
		}
		if n := highestMarker(string(e.body)); n != r.Footnotes {
			t.Errorf("%s: %d notes, label %d", r.URL, n, r.Footnotes)
		}
		if n := doc.Find("h3").FilterFunction(isCommitment).Length(); n != len(r.Commitments) {
			t.Errorf("%s: %d commitments, label %d", r.URL, n, len(r.Commitments))
		}
		for _, c := range r.Commitments {
			if !strings.Contains(string(e.body), fmt.Sprintf(" %s: %s</h3>", c.Number, c.Title)) {
				t.Errorf("%s: no commitment %s %q", r.URL, c.Number, c.Title)
			}
		}
		checkCitations(t, s, r, string(e.body))
	}
}

func isCommitment(_ int, s *goquery.Selection) bool {
	return strings.HasPrefix(s.Text(), "Commitment ") || strings.HasPrefix(s.Text(), "Compromiso ")
}

func highestMarker(html string) int {
	n := 0
	for _, m := range anyMarker.FindAllStringSubmatch(html, -1) {
		var k int
		if _, err := fmt.Sscan(m[1]+m[2], &k); err == nil {
			n = max(n, k)
		}
	}
	return n
}

// checkCitations compares the labelled links of a report with those on its page, and their labelled ends with what the
// server does.
func checkCitations(t *testing.T, s *site, r ExpectedReport, html string) {
	t.Helper()
	targets := map[string]bool{}
	for _, c := range r.Citations {
		targets[corpus.TargetKey(c.URL)] = true
		if got := ends(t, s, string(c.URL)); got != c.Status {
			t.Errorf("%s note %d: %s ends as %s, label %s", r.URL, c.Note, c.URL, got, c.Status)
		}
		if got := copied(s, c.URL, r.PublishedOn); c.Status == corpus.ArchivedCopy && got != c.Copied {
			t.Errorf("%s note %d: the nearest copy is of %s, label %s", r.URL, c.Note, got, c.Copied)
		}
		spellings := []string{string(c.URL), strings.NewReplacer("?", "%3F", "=", "%3D", "&", "%26").Replace(string(c.URL))}
		page := damaged.ReplaceAllString(html, "$1$2")
		if !strings.Contains(page, spellings[0]) && !strings.Contains(page, spellings[1]) {
			t.Errorf("%s note %d: %s is not on the page", r.URL, c.Note, c.URL)
		}
	}
	if len(targets) != r.Targets {
		t.Errorf("%s: %d targets, label %d", r.URL, len(targets), r.Targets)
	}
}

// copied returns the day of the web archive's copy that is nearest to another day.
func copied(s *site, u corpus.URL, near corpus.Date) corpus.Date {
	copies := s.closest(string(u), strings.ReplaceAll(string(near), "-", ""))
	if len(copies) == 0 {
		return ""
	}
	return corpus.Date(copies[0].at().Format(time.DateOnly))
}

// ends says what a polite crawler makes of an address.
func ends(t *testing.T, s *site, address string) corpus.CitationStatus {
	t.Helper()
	u := must(url.Parse(address))
	if e := s.pages[u.Host+"/robots.txt"]; e != nil && strings.Contains(string(e.body), "Disallow: /\n") {
		return corpus.CitationBlocked
	}
	if f := s.files[fileID(u)]; f != nil {
		switch kindOf(f) {
		case "private":
			return corpus.CitationLogin
		case "quota":
			return corpus.CitationFailed
		}
		return corpus.Archived
	}
	way, status, _, _ := answer(t, s, address)
	last := must(url.Parse(way[len(way)-1]))
	switch {
	case status == http.StatusNotFound || status == http.StatusGone, last.Path == "/" && u.Path != "/":
		if copied(s, corpus.URL(address), "") != "" {
			return corpus.ArchivedCopy
		}
		return corpus.CitationGone
	case status != http.StatusOK:
		return corpus.CitationFailed
	}
	return corpus.Archived
}

func TestLabelsFitTheFiles(t *testing.T) {
	want, s := must(Expect()), must(newSite())
	for _, f := range want.Files {
		e := s.find(must(url.Parse(string(f.URL))))
		m := e.manuscript()
		if m.title != f.Title || m.language != string(f.Language) || len(m.notes) != f.Footnotes || len(setPages(m)) != f.Pages {
			t.Errorf("%s: %q, %s, %d notes, %d pages; label %q, %s, %d, %d", f.URL, m.title, m.language, len(m.notes), len(setPages(m)),
				f.Title, f.Language, f.Footnotes, f.Pages)
		}
		links := 0
		for _, paras := range m.notes {
			for _, p := range paras {
				for _, r := range p {
					if r.link != "" {
						links++
					}
				}
			}
		}
		if links != f.Citations {
			t.Errorf("%s: %d links in notes, label %d", f.URL, links, f.Citations)
		}
		for _, c := range f.Commitments {
			if !strings.Contains(string(e.text), " "+c.Number+": "+c.Title) && !strings.Contains(string(e.text), c.Number+". "+c.Title) {
				t.Errorf("%s: no commitment %s %q", f.URL, c.Number, c.Title)
			}
		}
	}
}

func TestLabelsFitTheMinutes(t *testing.T) {
	want, s := must(Expect()), must(newSite())
	if len(want.Minutes) != 9 {
		t.Errorf("%d minutes", len(want.Minutes))
	}
	for _, m := range want.Minutes {
		e := s.find(must(url.Parse(string(cmp.Or(m.Copy, m.URL)))))
		doc := e.manuscript()
		plain := doc.plain()
		for _, words := range []string{m.Title, m.Body, m.Place} {
			if !strings.Contains(plain, words) {
				t.Errorf("%s: lacks %q", m.URL, words)
			}
		}
		if doc.language != string(m.Language) {
			t.Errorf("%s: language %s", m.URL, doc.language)
		}
		numbered := 0
		for _, b := range doc.blocks {
			if b.label != "" {
				numbered++
			}
		}
		if numbered != m.Agenda+m.Agreements {
			t.Errorf("%s: %d numbered items, label %d + %d", m.URL, numbered, m.Agenda, m.Agreements)
		}
	}
}

func TestLabelsFitTheCommitmentPages(t *testing.T) {
	for _, p := range must(Expect()).Commitments {
		doc := must(goquery.NewDocumentFromReader(bytes.NewReader(must(newSite()).find(must(url.Parse(string(p.URL)))).body)))
		if got, want := doc.Find("h1").Text(), p.Title+" ("+p.OGPID+")"; got != want {
			t.Errorf("%s: heading %q, label %q", p.URL, got, want)
		}
		read, drawn := 0, 0
		doc.Find(".commitment-ratings dd").Not(":has(a)").Each(func(_ int, dd *goquery.Selection) {
			if dd.Text() != "" || dd.Find("[aria-label]").Length() > 0 {
				read++
			} else {
				drawn++
			}
		})
		if read != len(p.Ratings) || drawn != len(p.Drawn) {
			t.Errorf("%s: %d values that can be read and %d that cannot, label %d and %d", p.URL, read, drawn, len(p.Ratings), len(p.Drawn))
		}
	}
}

// TestLabelledCountsAddUp: in every report but the one that is wrong on purpose, the tallies agree with the commitments.
func TestLabelledCountsAddUp(t *testing.T) {
	wrong := 0
	for _, r := range must(Expect()).Reports {
		sums, off := map[corpus.Indicator]int{}, false
		for _, tally := range r.Tallies {
			if tally.ActionPlan == corpus.PreviousPlan || tally.Value == "any" || tally.Indicator == corpus.StatusIndicator {
				continue
			}
			n := 0
			for _, c := range r.Commitments {
				if c.Ratings[tally.Indicator] == tally.Value {
					n++
				}
			}
			sums[tally.Indicator] += tally.Count
			off = off || n != tally.Count || tally.Total != len(r.Commitments)
		}
		for i, sum := range sums {
			off = off || sum != len(r.Commitments) && i != corpus.OpenGovLens
		}
		if off {
			wrong++
		}
		if off != slices.Contains(r.Findings, corpus.RuleSumMismatch) {
			t.Errorf("%s: counts are off %v, findings %v", r.URL, off, r.Findings)
		}
	}
	if wrong != 1 {
		t.Errorf("%d reports do not add up, want the one", wrong)
	}
}

func TestCount(t *testing.T) {
	reports, drafts, footnotes, citations, targets, tallies := must(Expect()).Count()
	got := fmt.Sprint(reports, drafts, footnotes, citations, targets, tallies)
	if want := "7 1 50 50 37 54"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}
