package schema

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/corpus/corpustest"
)

func TestCodebook(t *testing.T) {
	var b strings.Builder
	if err := Codebook(&b, Tables()); err != nil {
		t.Fatal(err)
	}
	corpustest.Golden(t, "../../doc/records.md", b.String())
}

func TestColumnsAreDescribed(t *testing.T) {
	names := map[string]bool{}
	for _, table := range Tables() {
		names[table.Name] = true
		keys := 0
		for _, c := range table.Columns {
			if !strings.HasSuffix(c.Doc, ".") {
				t.Errorf("%s.%s: description %q is no sentence", table.Name, c.Name, c.Doc)
			}
			if c.Ref != "" && !names[c.Ref] {
				t.Errorf("%s.%s refers to %s, which does not come before it", table.Name, c.Name, c.Ref)
			}
			if c.Key {
				keys++
			}
		}
		if keys != 1 {
			t.Errorf("%s has %d key columns", table.Name, keys)
		}
	}
}

// TestRoundTrip sends a full row and an empty one through SQL values and back.
func TestRoundTrip(t *testing.T) {
	full := corpus.Rating{
		RatingID: "r/1/completion", ReportID: "r", CommitmentID: "r/1", Number: "1", Indicator: corpus.Completion,
		Value: "limited", Code: corpus.Ptr(0), Label: "Limited", Method: corpus.Matrix,
		Evidence:      corpus.Evidence{DocumentID: "doc-1", Page: 3, Start: corpus.Ptr(0), End: corpus.Ptr(7), Quote: "Limited", Prefix: "a", Suffix: "<b>"},
		Box:           &corpus.Box{1, 2, 3.5, 4},
		OtherEvidence: []corpus.Place{{DocumentID: "doc-1", Start: 9, End: 16, Quote: "Limited"}},
	}
	table := Of[corpus.Rating]("ratings", "")
	for _, want := range []corpus.Rating{full, {}} {
		var got corpus.Rating
		for _, c := range table.Columns {
			if err := c.Set(&got, c.SQL(&want)); err != nil {
				t.Fatal(err)
			}
		}
		if want.OtherEvidence == nil {
			want.OtherEvidence = []corpus.Place{} // a list is never absent
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
	}
}

func TestJSON(t *testing.T) {
	run := corpus.Run{RunID: "run-1", StartedAt: time.Date(2024, 1, 2, 3, 4, 5, 0, time.FixedZone("", 3600)), Version: "<v>"}
	const want = `{"run_id":"run-1","started_at":"2024-01-02T02:04:05Z","finished_at":null,"version":"<v>","verb":null,` +
		`"captures":0,"failures":0,"documents":0,"reports":0,"counts":[],"exit_code":null}`
	got := string(Of[corpus.Run]("runs", "").JSON(&run))
	if got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	if !json.Valid([]byte(got)) {
		t.Error("not JSON")
	}
}
