package cited

import (
	"strings"
	"testing"

	"github.com/irmtrail/irmtrail/corpus"
)

// FuzzCheck asks about any note and any document. Passages stand where they say, the detail is never missing, and a check that is made
// twice comes out the same.
func FuzzCheck(f *testing.F) {
	f.Add("Minutes of the Coordinating Committee dated May 3, 2022", "# Minuta del Comité Coordinador\nFecha: 3 / 5 / 2022\ttrece (13) de diciembre", "2022-05-03", "Comité Coordinador", "2022-05-04")
	f.Add("“A title of 4.2 things” (2019)", "13-XII-2021, 1.º de marzo de 2.021 (dos)\n13, 14 y 15 de diciembre de 2021", "2021-12", "STT", "")
	f.Add("commitments 1, 3 and 7", "l3 de diclembre de 2O21 compromisos 2 a 4; L'an deux mil dix-neuf et le douze du mois de mars", "2019", "", "2019")
	f.Add("\xff“", "é\u0301 30 de noviembre al 2 de diciembre de 2021 (", "2021-13-99", "(", "x")
	f.Fuzz(func(t *testing.T, note, text, date, body, held string) {
		c := &corpus.Content{Blocks: []corpus.Block{{Kind: corpus.Paragraph, Spans: []corpus.Span{{Text: strings.ToValidUTF8(text, "�")}}}}}
		c.Layout()
		q := Question{
			ReportLanguage: "en", Note: note, Claim: note, Content: c,
			Citation: corpus.Citation{Kind: corpus.CitesMinutes, Date: corpus.Date(date), Body: body, Title: note, CommitmentNumbers: []string{"1"}, Status: corpus.Archived, ReportID: "r"},
			Document: &corpus.Document{DocumentID: "doc-0000000000000002", TextStatus: corpus.TextOCR, Title: body},
			Minutes:  &corpus.Minutes{Body: body, HeldOn: corpus.Date(held), Title: note},
		}
		a, again := Check(q), Check(q)
		exact(t, &q, &a)
		if a.Detail != again.Detail || a.Check != again.Check {
			t.Errorf("%q, then %q", a.Detail, again.Detail)
		}
		if a.Detail == "" {
			t.Error(a.Check, "without a detail")
		}
	})
}
