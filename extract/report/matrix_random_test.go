package report

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/extract/structure"
)

// TestMadeMatrices reads tables of random layout with random ratings: every rating, and no other, must come back.
func TestMadeMatrices(t *testing.T) {
	for seed := range uint64(200) {
		m := &madeMatrix{rand: rand.New(rand.NewPCG(seed, 7)), want: map[string]bool{}}
		m.make()
		c := ratingCase{title: "Ruritania End-of-Term Report 2014-2016", lines: m.lines}.content(t)
		s := structure.Read(c)
		s.Language = m.language
		r := Read(c, s, Source{DocumentID: "doc-1", MediaType: "application/pdf"})
		got := map[string]bool{}
		for _, x := range r.Ratings {
			got[fmt.Sprint(x.Number, " ", x.Indicator, " ", x.Value)] = true
			check(t, c, x.Evidence)
		}
		var wrong []string
		for k := range m.want {
			if !got[k] {
				wrong = append(wrong, "missed "+k)
			}
		}
		for k := range got {
			if !m.want[k] {
				wrong = append(wrong, "wrong "+k)
			}
		}
		if slices.Sort(wrong); len(wrong) > 0 || len(r.Findings) > 0 {
			t.Errorf("seed %d (%s): %q %v\n%s", seed, m.language, wrong, r.Findings, strings.Join(m.lines, "\n"))
		}
	}
}

// madeMatrix makes a rating table in the notation of the test data.
type madeMatrix struct {
	rand     *rand.Rand
	language corpus.Language
	words    *vocabulary
	lines    []string
	want     map[string]bool
	groups   []madeGroup
	mark     string // sign of a marked cell
	twoRows  bool   // midterm and end of term
	named    bool   // the rows say so
	spans    bool   // heads that cover several columns say so
	centred  bool   // others stand over a column in their middle
	apart    bool   // number and title have columns of their own
	zebra    bool
}

type madeGroup struct {
	indicator corpus.Indicator
	head      string
	values    []string // of the scale
	printed   []string
}

func (m *madeMatrix) chance(n int) bool { return m.rand.IntN(n) == 0 }

func (m *madeMatrix) one(of ...string) string { return of[m.rand.IntN(len(of))] }

func (m *madeMatrix) make() {
	m.language = languages[m.rand.IntN(len(languages))]
	m.words = vocabularies()[m.language]
	m.mark = m.one("✔{check}", "X{cross}", "●{dot}", "{drawn}", "{#224466}", "■", "✓")
	m.twoRows, m.named, m.spans, m.zebra = m.chance(3), m.chance(2), !m.chance(4), m.chance(3)
	m.centred, m.apart = m.chance(2), m.chance(4)
	for _, i := range []corpus.Indicator{
		corpus.Specificity, corpus.Verifiable, relevanceColumn, corpus.PotentialImpact, corpus.Completion, corpus.EarlyResults,
	} {
		if i == corpus.Completion || !m.chance(3) {
			m.groups = append(m.groups, m.group(i))
		}
	}
	commitments := 1 + m.rand.IntN(5)
	if m.chance(3) { // a table for each commitment
		for n := range commitments {
			m.lines = append(m.lines, fmt.Sprintf("## %s %d: Title %c", m.words.Words["singular"][0], n+1, 'A'+n))
			m.head("|")
			m.rows(n + 1)
			m.lines = append(m.lines, "")
		}
		return
	}
	m.head("|")
	for n := range commitments {
		if n > 0 && m.chance(4) {
			m.lines = append(m.lines, "")
			if m.chance(2) {
				m.head("|+")
				m.rows(n + 1)
				continue
			}
			at := len(m.lines)
			m.rows(n + 1)
			m.lines[at] = "|+" + m.lines[at][1:]
			continue
		}
		m.rows(n + 1)
	}
}

func (m *madeMatrix) group(i corpus.Indicator) madeGroup {
	x := madeGroup{indicator: i}
	if i == relevanceColumn {
		x.head = m.one(m.words.Relevance...)
		for _, s := range m.words.Scales {
			if strings.HasPrefix(string(s.Indicator), relevancePrefix) {
				x.values, x.printed = append(x.values, string(s.Indicator)), append(x.printed, s.Labels[0])
			}
		}
		return x
	}
	standard := map[corpus.Indicator][]string{
		corpus.Specificity: {"none", "low", "medium", "high"}, corpus.Verifiable: {"no", "yes"},
		corpus.PotentialImpact: {"none", "minor", "moderate", "transformative"},
		corpus.Completion:      {"not_started", "limited", "substantial", "complete"},
		corpus.EarlyResults:    {"worsened", "did_not_change", "marginal", "major", "outstanding"},
	}
	for _, s := range m.words.Scales {
		if s.Indicator != i {
			continue
		}
		x.head = m.one(s.Labels[:2]...)
		for _, v := range standard[i] {
			k := slices.IndexFunc(s.Values, func(y scaleValue) bool { return y.Value == v })
			printed := append(slices.Clone(s.Values[k].Labels), s.Values[k].Words...)
			x.values, x.printed = append(x.values, v), append(x.printed, m.one(printed[:1+m.rand.IntN(len(printed))]...))
		}
	}
	if m.chance(10) {
		slices.Reverse(x.values)
		slices.Reverse(x.printed)
	}
	return x
}

// head writes the rows of heads.
func (m *madeMatrix) head(first string) {
	flag := m.one("", "{h}", "{#ddeeff}")
	top, below := []string{"Overview" + flag}, []string{"^"}
	if m.apart {
		top, below = append([]string{"No."}, top...), append([]string{"^"}, below...)
	}
	if m.twoRows && m.named {
		top, below = append(top, ""), append(below, "^")
	}
	for _, g := range m.groups {
		for k, p := range g.printed {
			switch {
			case !m.spans && m.centred && k == len(g.printed)/2, (m.spans || !m.centred) && k == 0:
				top = append(top, g.head+flag)
			case m.spans:
				top = append(top, "<")
			default:
				top = append(top, flag)
			}
			below = append(below, p+flag)
		}
	}
	m.lines = append(m.lines, first+" "+strings.Join(top, " | "), "| "+strings.Join(below, " | "))
}

// rows writes the row or rows of a commitment.
func (m *madeMatrix) rows(n int) {
	ground := ""
	if m.zebra && n%2 == 0 {
		ground = "{#f2f2f2}"
	}
	title := m.one("%d. Title %c", "%s %d: Title %c", "%d – Title %c")
	if strings.HasPrefix(title, "%s") {
		title = fmt.Sprintf(title, m.words.Words["singular"][0], n, 'A'+n-1)
	} else {
		title = fmt.Sprintf(title, n, 'A'+n-1)
	}
	upper, lower := []string{title + ground}, []string{"^"}
	if m.apart {
		upper, lower = []string{fmt.Sprint(n) + ground, fmt.Sprintf("Title %c", 'A'+n-1) + ground}, []string{"^", "^"}
	}
	if m.twoRows && m.named {
		upper = append(upper, m.words.Terms["midterm"][0]+ground)
		lower = append(lower, m.words.Terms["end_of_term"][0]+ground)
	}
	for _, g := range m.groups {
		marked := map[int]bool{}
		switch {
		case g.indicator == relevanceColumn:
			for k := range g.values {
				marked[k] = m.chance(3)
			}
		case !m.chance(8) || g.indicator == corpus.Completion:
			marked[m.rand.IntN(len(g.values))] = true
		}
		split := m.twoRows && g.indicator == corpus.Completion
		for k := range g.values {
			upper = append(upper, m.cell(marked[k], ground))
			lower = append(lower, "^")
			if marked[k] {
				m.expect(n, g, k, split)
			}
		}
		if split {
			second := m.rand.IntN(len(g.values))
			for k := range g.values {
				lower[len(lower)-len(g.values)+k] = m.cell(k == second, ground)
			}
			m.want[fmt.Sprint(n, " completion ", g.values[second])] = true
		}
	}
	m.lines = append(m.lines, "| "+strings.Join(upper, " | "))
	if m.twoRows {
		m.lines = append(m.lines, "| "+strings.Join(lower, " | "))
	}
}

func (m *madeMatrix) cell(marked bool, ground string) string {
	if marked && strings.HasPrefix(m.mark, "{#") {
		return m.mark
	}
	if marked {
		return m.mark + ground
	}
	return ground
}

func (m *madeMatrix) expect(n int, g madeGroup, k int, split bool) {
	switch {
	case g.indicator == relevanceColumn:
		m.want[fmt.Sprint(n, " ", g.values[k], " yes")] = true
	case split:
		m.want[fmt.Sprint(n, " completion_midterm ", g.values[k])] = true
	default:
		m.want[fmt.Sprint(n, " ", g.indicator, " ", g.values[k])] = true
	}
}
