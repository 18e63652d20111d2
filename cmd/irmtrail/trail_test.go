package main

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"
)

// trailOf runs the verb on the demo's data.
func trailOf(t *testing.T, args ...string) (code int, out, said string) {
	t.Helper()
	data, err := demoFolder()
	if err != nil {
		t.Fatal(err)
	}
	var o, e bytes.Buffer
	code = run(append([]string{"trail", "--data", data}, args...), nil, &o, &e)
	return code, o.String(), e.String()
}

// inOrder reports which of the texts does not follow the ones before.
func inOrder(s string, texts ...string) string {
	for _, x := range texts {
		i := strings.Index(s, x)
		if i < 0 {
			return x
		}
		s = s[i+len(x):]
	}
	return ""
}

// TestTrail follows a note of the sample whose second citation the minutes contradict.
func TestTrail(t *testing.T) {
	code, out, said := trailOf(t, "tunisia-design-report-2018-2020", "2")
	if code != exitDone || said != "" {
		t.Fatalf("exit code %d: %s", code, said)
	}
	missing := inOrder(out, "claim  “The Joint Steering Committee settled", "note 2  Minutes of the Joint Steering Committee",
		"minutes  https://drive.google.com/", "state  archived", "document  doc-", "check  confirmed", "passage  “7 mars 2019” (page 1) at ",
		"check  contradicted: The note says 18 April 2019, the minutes say 16 April 2019: two days apart", "passage  “16 avril 2019”")
	if missing != "" {
		t.Errorf("%q is not in its place:\n%s", missing, out)
	}
	if strings.Contains(out, "\x1b") {
		t.Error("colours, but no terminal")
	}
	for line := range strings.Lines(out) {
		if n := len([]rune(line)); n > trailWidth+1 && !strings.Contains(line, "http") {
			t.Errorf("a line of %d characters: %s", n, line)
		}
	}
	_, all, _ := trailOf(t, "tunisia-design-report-2018-2020")
	if missing := inOrder(all, "note 2", "note 3", "note 5"); missing != "" {
		t.Errorf("%q is not in the trail of the report:\n%s", missing, all)
	}
}

func TestTimeline(t *testing.T) {
	_, out, _ := trailOf(t, "ghana-results-report-2021-2023", "--commitment", "6")
	missing := inOrder(out, "Commitment 6: Beneficial ownership register", "completion  complete", "2022-11-03  Beneficial Ownership Working Group",
		"agreed  1. The Registrar and the Revenue Authority will sign a data agreement by 15 December 2022.", "by 2022-12-15", "note 2  confirmed")
	if missing != "" {
		t.Errorf("%q is not in its place:\n%s", missing, out)
	}
}

func TestTrailJSON(t *testing.T) {
	_, out, _ := trailOf(t, "tunisia-design-report-2018-2020", "2", "--json")
	var got struct {
		Notes []struct {
			Footnote struct {
				Context string `json:"marker_context"`
			} `json:"footnote"`
			Sources []struct {
				Citation struct {
					Check    string `json:"check"`
					Passages []struct {
						Quote string `json:"quote"`
					} `json:"passages"`
				} `json:"citation"`
				Minutes []struct {
					HeldOn string `json:"held_on"`
				} `json:"minutes"`
			} `json:"sources"`
		} `json:"notes"`
	}
	if err := json.Unmarshal([]byte(out), &got); err != nil {
		t.Fatal(err)
	}
	s := got.Notes[0].Sources
	if len(s) != 2 || s[1].Citation.Check != "contradicted" || s[1].Minutes[0].HeldOn != "2019-04-16" || s[1].Citation.Passages[0].Quote != "16 avril 2019" || got.Notes[0].Footnote.Context == "" {
		t.Errorf("%+v", got)
	}
	_, out, _ = trailOf(t, "ghana-results-report-2021-2023", "--commitment", "6", "--json")
	if !json.Valid([]byte(out)) || inOrder(out, `"commitment"`, `"ratings"`, `"meetings"`, `"agreements"`, `"due": "2022-12-15"`) != "" {
		t.Errorf("timeline: %s", out)
	}
}

// TestTrailMistakes: what is not there is said, with what may have been meant.
func TestTrailMistakes(t *testing.T) {
	for _, x := range []struct {
		args []string
		code int
		want string
	}{
		{[]string{"tunisia-desing-report-2018-2020"}, exitFailed, "did you mean tunisia-design-report-2018-2020?"},
		{[]string{"tunisia-design-report-2018-2020", "77"}, exitFailed, "no such note: the report has"},
		{[]string{"tunisia-design-report-2018-2020", "--commitment", "99"}, exitFailed, "no such commitment"},
		{[]string{"tunisia-design-report-2018-2020", "2", "--commitment", "4"}, exitUsage, "not both"},
		{nil, exitUsage, "usage: irmtrail trail REPORT [FOOTNOTE]"},
	} {
		if code, _, said := trailOf(t, x.args...); code != x.code || !strings.Contains(said, x.want) {
			t.Errorf("%q: exit code %d, want %d: %s", x.args, code, x.code, said)
		}
	}
}
