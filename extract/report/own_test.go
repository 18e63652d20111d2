package report

import (
	"fmt"
	"strings"
	"testing"

	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/extract/structure"
)

// TestOwnPlan reads the number of the report's own plan and of its commitments.
func TestOwnPlan(t *testing.T) {
	rated := func(n int) []string {
		var lines []string
		for i := range n {
			lines = append(lines, fmt.Sprintf("# Commitment %d: Title", i+1), "Completion: Limited")
		}
		return lines
	}
	for _, x := range []struct {
		name, lang string
		lines      []string
		number     int
		total      int // 0 for none
	}{
		{"the first plan named is the report's", "en", []string{"The fourth action plan was short.", "In the third action plan, all was better."}, 4, 0},
		{"years of another plan", "en", []string{"The third action plan (2016-2018) was short. The third action plan was long, too.", "The fourth action plan is new."}, 4, 0},
		{"it has", "en", []string{"The fourth action plan was short. It has five commitments."}, 4, 5},
		{"left out pronoun", "es", []string{"El cuarto plan de acción fue breve. Tenía cinco compromisos, todos con una institución responsable."}, 4, 5},
		{"totals of the previous plan", "en", []string{"Four of the six commitments were complete.", "In the previous plan, one of the eight commitments was complete.", "In the previous plan, three of the eight commitments were limited."}, 0, 6},
		{"a fraction is no total", "en", []string{"Of the proposals on commitments, three of every five were accepted."}, 0, 0},
		{"the commitments as a whole", "en", []string{"The seven commitments are verifiable."}, 0, 7},
		{"the commitments as a whole", "es", []string{"Los siete compromisos son verificables."}, 0, 7},
		{"some that were named", "en", []string{"These seven commitments are verifiable."}, 0, 0},
		{"some of a section", "en", []string{"The seven commitments covered in this chapter are verifiable."}, 0, 0},
		{"milestones", "en", []string{"The seven commitments are verifiable, with fewer milestones (the plan had 30)."}, 0, 7},
		{"rated commitments", "en", rated(3), 0, 3},
		{"some commitments rated", "en", rated(4)[2:], 0, 0},
		{"rated commitments and another count", "en", append(rated(3), "Seven commitments are a small plan."), 0, 3},
	} {
		title := map[string]string{"en": "Kenya Results Report 2019-2022", "es": "Kenia Informe de Resultados 2019-2022"}[x.lang]
		r := Read(page(title, x.lines...), &structure.Structure{Language: corpus.Language(x.lang)}, Source{MediaType: "text/html"}).Report
		if r == nil {
			t.Errorf("%s: no report", x.name)
			continue
		}
		total := 0
		if r.CommitmentsTotal != nil {
			total = *r.CommitmentsTotal
		}
		if r.ActionPlanNumber != x.number || total != x.total {
			t.Errorf("%s: plan %d with %d commitments, want %d with %d: %s", x.name, r.ActionPlanNumber, total, x.number, x.total, strings.Join(x.lines, " / "))
		}
	}
}
