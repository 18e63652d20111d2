package cited

import (
	"os"
	"testing"

	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/corpus/corpustest"
	"github.com/irmtrail/irmtrail/extract/htmldoc"
	"github.com/irmtrail/irmtrail/extract/structure"
)

// TestSeed checks the three minutes that the second note of a real report cites: against minutes that agree, none to be had, and minutes of
// another day.
func TestSeed(t *testing.T) {
	notes, citations := seed(t)
	agreeing := "# {title|Minuta de la sesión del Grupo de Trabajo del Compromiso 1}\n{body|Grupo de Trabajo del Compromiso 1}\nFecha: lunes {held 2021-12-13|13 de diciembre de 2021}"
	otherDay := "# Acta del {body|Comité Coordinador de la Alianza para el Gobierno Abierto}\nFecha: jueves {held 2022-10-27|27 de octubre de 2022}\nSe revisaron los compromisos 5 y 9."
	tests := []struct {
		date, body, doc string
		check, detail   string
	}{
		{"2021-12-13", "Working Group", agreeing, corpus.Confirmed, "The minutes bear out the date (13 December 2021), the body (“Grupo de Trabajo del Compromiso 1”) and commitment 1."},
		{"2022-05-03", "Coordinating Committee", "", corpus.NotCheckable, "The file is private: its address opens only for those who are let in."},
		{"2022-10-20", "Coordinating Committee", otherDay, corpus.Contradicted, "The note says 20 October 2022, the minutes say 27 October 2022: seven days apart. They bear out the body (“Comité Coordinador de la Alianza para el Gobierno Abierto”) and commitment 9."},
	}
	if len(citations) != len(tests) {
		t.Fatalf("%d minutes cited", len(citations))
	}
	for i, tt := range tests {
		q := Question{ReportLanguage: "en", Citation: citations[i], Note: notes}
		if string(q.Citation.Date) != tt.date || q.Citation.Body != tt.body {
			t.Errorf("the note says %s, %s", q.Citation.Date, q.Citation.Body)
		}
		q.Citation.Status, q.Citation.ReportID = corpus.CitationLogin, "mexico-results-report-2019-2022"
		if tt.doc != "" {
			q.Citation.Status = corpus.Archived
			q.Document, q.Content, q.Minutes = minutes(t, "es", tt.doc)
		}
		a := Check(q)
		if a.Check != tt.check || a.Detail != tt.detail {
			t.Errorf("%s: %s, %q", tt.date, a.Check, a.Detail)
		}
		exact(t, &q, &a)
	}
}

// seed returns the text of the seed's second note and its citations of minutes.
func seed(t *testing.T) (string, []corpus.Citation) {
	t.Helper()
	b, err := os.ReadFile(corpustest.Shared(t, "data", "seed", "mexico-word.html"))
	if err != nil {
		t.Fatal(err)
	}
	c, err := htmldoc.Read(b, "https://www.opengovpartnership.org/documents/mexico-results-report-2019-2022/", "text/html")
	if err != nil {
		t.Fatal(err)
	}
	st := structure.Read(c)
	var found []corpus.Citation
	for _, row := range st.Citations(c, "doc-0000000000000001") {
		if row.FootnoteNumber == 2 && row.Kind == corpus.CitesMinutes {
			found = append(found, row)
		}
	}
	note := ""
	for i := range st.Notes {
		if st.Notes[i].Number == 2 {
			for _, p := range st.Notes[i].Paragraphs {
				note += c.Text().Slice(p.Start, p.End) + "\n"
			}
		}
	}
	return note, found
}
