package report

import (
	"strings"
	"testing"

	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/extract/structure"
)

// FuzzRead feeds pages of any text to the reader: it must not fail, every quote must stand at its place and no count may
// pass its total.
func FuzzRead(f *testing.F) {
	f.Add("en", "Of the 13 commitments, seven saw limited completion.\n# Completion\nCompleted: 3 (23%)\n- five were limited")
	f.Add("es", "De los 13 compromisos, siete tuvieron un cumplimiento limitado, cinco sustancial y solo uno se completó.")
	f.Add("fr", "# Engagement 3 : Données\nVérifiable : Oui\nRésultats précoces : modéré")
	f.Add("pt", "Compromissos 2 e 3 foram retirados. Nenhum dos compromissos foi concluído.")
	f.Add("en", "# Commitment 1: (\nRelevance: Access to information & civic participation;;;\nof of of 1 of 2 commitments (1, 2, 3")
	f.Add("en", "all all all commitments, none of the third plan’s commitments “limited” or / complete in 2016-18 plan; commitments 1, 2 and")
	f.Fuzz(func(t *testing.T, lang, text string) {
		if !strings.Contains("en es fr pt", lang) || len(text) > 1<<16 {
			return
		}
		c := page("Ghana Results Report 2021-2023", append(strings.Split(strings.ToValidUTF8(text, "?"), "\n"), "OGP")...)
		r := Read(c, &structure.Structure{Language: corpus.Language(lang)}, Source{DocumentID: "doc-1", MediaType: "text/html"})
		for _, x := range r.Tallies {
			check(t, c, x.Evidence)
			if x.Count < 0 || x.Total != nil && x.Count > *x.Total {
				t.Errorf("count %d of %d", x.Count, *x.Total)
			}
		}
		for _, x := range r.Ratings {
			check(t, c, x.Evidence)
		}
		for _, x := range r.Commitments {
			check(t, c, x.Evidence)
		}
		for _, x := range r.Findings {
			check(t, c, x.Evidence)
		}
	})
}

func check(t *testing.T, c *corpus.Content, e corpus.Evidence) {
	t.Helper()
	if !e.Quoted() || *e.Start < 0 || *e.End > c.Text().Len() || *e.Start >= *e.End || c.Text().Slice(*e.Start, *e.End) != e.Quote {
		t.Errorf("evidence %+v", e)
	}
}
