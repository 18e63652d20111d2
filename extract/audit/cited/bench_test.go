package cited

import (
	"strings"
	"testing"

	"github.com/irmtrail/irmtrail/corpus"
)

// BenchmarkCheck checks a note against a document of 400 pages that does not say what the note says: the first
// citation of it, and a further one.
func BenchmarkCheck(b *testing.B) {
	line := "El 4 de mayo de 2022 el Comité Coordinador revisó los avances de los compromisos 1, 3 y 7 y escuchó a las organizaciones de la sociedad civil del país.\n"
	q := Question{ReportLanguage: "en", Citation: corpus.Citation{
		Kind: corpus.CitesReport, Status: corpus.Archived, Date: "2021-12-13", Body: "Working Group on Forests", Title: "A report of the working group on what was not done", CommitmentNumbers: []string{"12"},
	}}
	q.Document, q.Content, _ = minutes(b, "es", strings.Repeat(line, 6000))
	first, further := q, q
	further.Reading = Read(q.Document, q.Content, q.Minutes)
	for name, q := range map[string]Question{"first": first, "further": further} {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(q.Content.Text().String())))
			for b.Loop() {
				if a := Check(q); a.Check != corpus.NotCheckable {
					b.Fatal(a)
				}
			}
		})
	}
}
