package structure

import (
	"fmt"
	"strings"
	"testing"

	"github.com/irmtrail/irmtrail/corpus"
)

// TestSharedMarkups reads the small pages of the shared data, each in a markup that the web uses: key, label, beginning of the
// note, number of markers, addresses.
func TestSharedMarkups(t *testing.T) {
	tests := []struct {
		file string
		want []string
	}{
		{"footnotes_html/br-separated-named-anchors.html", []string{"1 1 It's genuinely odd ×1", "2 2 Other absences from ×1 https://example.com/thread", "3 3 It is still ×1 https://example.com/report"}},
		{"footnotes_html/easy-footnotes-wrapper.html", []string{"1 1 A. Smith, A ×1", "2 2 Calculating the combined ×1", "3 3 That is double ×1 https://example.com/soldiers-and-silver"}},
		{"footnotes_html/google-docs-ftnt.html", []string{"1 [1] These exploits target ×1", "2 [2] This testing was ×1"}},
		{"footnotes_html/hr-sup-numbered.html", []string{"1 1 This is the ×1", "2 2 This is the ×1"}},
		{"footnotes_html/labeled-section-ol.html", []string{"1 1 See Sections 2 ×1", "2 2 See this report ×1 https://example.com/report", "3 3 Testing regimes are ×1"}},
		{"footnotes_html/named-anchor.html", []string{"1 1 For a full ×1", "2 2 The measures are ×1", "3 3 A sketch of ×1", "4 4 Historical Essay on ×1"}},
		{"footnotes_html/no-false-positive-equation-refs.html", nil},
		{"footnotes_html/word-ftn-ftnref.html", []string{"1 [1] https://example.org/action-plan/ ×1 https://example.org/action-plan/", "2 [2] Country A, Country ×1"}},
		{"footnotes_html/wp-block-footnotes.html", []string{"1 1 Quote from the ×1", "2 2 A startup valued ×1", "3 3 See the full ×1 https://example.com/report"}},
		{"web_samples/gdocs_ftnt.html", []string{"1 [1] Ministry report, https://gov.example/r.pdf ×1 https://gov.example/r.pdf"}},
		{"web_samples/libreoffice_sdfootnote.html", []string{"1 1 Ministry report ×1"}},
		{"web_samples/plain_brackets.html", []string{"5 [5] IRM, 2019, https://example.org/a.pdf ×1 https://example.org/a.pdf", "7 [7] https://drive.google.com/file/d/1Tx704DMy5bNAvKMTfbmgmoOtGoS9hNa_/view, just like ×1 https://drive.google.com/file/d/1Tx704DMy5bNAvKMTfbmgmoOtGoS9hNa_/view https://example.org/es/b/"}},
		{"web_samples/wp_core_footnotes.html", []string{"1 1 Ministry report, link ×1 https://gov.example/r.pdf"}},
		{"web_samples/wp_easy_footnotes.html", []string{"1 1 Ministry report, https://gov.example/r.pdf ×1 https://gov.example/r.pdf"}},
		{"web_samples/wp_word_ftn.html", []string{
			"1 [1] See Section IV. ×1 https://example.org/es/glossary/early-results",
			"2 [2] Minutes of 13 ×1 https://drive.google.com/file/d/1AbCdEfGhIjKlMnOpQrStUvWxYz0123456/view?usp=sharing https://drive.google.com/file/d/1BbCdEfGhIjKlMnOpQrStUvWxYz0123456/view?usp=sharing",
			"3 [3] “#GobiernoEspía”: https://r3d.example/2017/06/19/gobierno-espia/ ; ×1 https://r3d.example/2017/06/19/gobierno-espia/ https://r3d.example/2019/06/19/x/ https://example.org/wp-content/uploads/2019/09/Mexico_EOTR_2016-2018.pdf",
		}},
		{"web_samples/wp_word_mso.html", []string{"1 [1] IRM, 2019, https://example.org/a.pdf ×1 https://example.org/a.pdf"}},
	}
	for _, tt := range tests {
		t.Run(tt.file, func(t *testing.T) {
			c, s := readHTML(t, shared(t, tt.file))
			got := summary(c, s)
			if len(got) != len(tt.want) {
				t.Fatalf("got %d notes: %q", len(got), got)
			}
			for i := range got {
				if got[i] != tt.want[i] {
					t.Errorf("note %d:\n got %s\nwant %s", i, got[i], tt.want[i])
				}
			}
			checkStructure(t, c, s)
		})
	}
}

// summary writes every note as its key, label, first three words, number of markers and addresses.
func summary(c *corpus.Content, s *Structure) []string {
	var found []string
	addresses := map[string][]string{}
	for _, x := range s.Citations(c, "doc-1") {
		addresses[x.FootnoteID] = append(addresses[x.FootnoteID], string(x.URL))
	}
	for i, f := range s.Footnotes(c, "doc-1") {
		words := strings.Fields(f.Text)
		line := fmt.Sprintf("%s %s %s ×%d", s.Notes[i].Key(), f.Label, strings.Join(words[:min(3, len(words))], " "), len(s.Notes[i].Markers))
		found = append(found, strings.Join(append([]string{line}, addresses[s.Notes[i].Key()]...), " "))
	}
	return found
}

// TestSharedReports reads the long pages of the shared data: two case studies with the notes of their PDFs and a notice that was
// exported from Google Docs with an editor's comment in it.
func TestSharedReports(t *testing.T) {
	tests := []struct {
		file                      string
		notes, markers, citations int
		some                      map[string]string // key of a note to its text
	}{
		{"footnotes_html/govlab-canada.html", 116, 116, 62, map[string]string{
			"1":         "http://www.statcan.gc.ca/daily-quotidien/150929/dq150929b-eng.htm",
			"24":        "GovLab interview with David Lasby, Director of Research, Imagine Canada, October 14, 2015.",
			"110":       "GovLab interview with David Lasby, Director of Research, Imagine Canada, October 14, 2015.",
			"symbols.1": "",
		}},
		{"footnotes_html/govlab-denmark.html", 84, 84, 39, map[string]string{
			"2":         "http://denmark.dk/en/quick-facts/facts/",
			"83":        "GovLab interview with Thorhildur Jetzek, September 21, 2015.",
			"symbols.1": "Special thanks to Akash Kapur who provided crucial editorial support for this case study, and to the peer reviewers who provided input on a pre-published draft.",
		}},
		{"footnotes_html/hhs-google-docs.html", 10, 10, 6, map[string]string{
			"2":  "Ibid.",
			"10": "Please find these terms defined in the BHW Glossary: https://bhw.hrsa.gov/glossary#d",
		}},
	}
	for _, tt := range tests {
		t.Run(tt.file, func(t *testing.T) {
			c, s := readHTML(t, shared(t, tt.file))
			rows := s.Footnotes(c, "doc-1")
			if n := len(s.Citations(c, "doc-1")); len(rows) != tt.notes || len(s.Markers) != tt.markers || n != tt.citations {
				t.Errorf("%d notes, %d markers, %d citations; want %d, %d, %d", len(rows), len(s.Markers), n, tt.notes, tt.markers, tt.citations)
			}
			for i, f := range rows {
				if want := tt.some[s.Notes[i].Key()]; want != "" && f.Text != want {
					t.Errorf("note %s is %q", s.Notes[i].Key(), f.Text)
				}
				if f.MarkerStart == nil {
					t.Errorf("note %s has no marker", s.Notes[i].Key())
				}
			}
			checkStructure(t, c, s)
		})
	}
}
