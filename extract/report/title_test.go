package report

import (
	"fmt"
	"strings"
	"testing"

	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/extract/structure"
)

func TestReadTitle(t *testing.T) {
	for _, x := range []struct{ title, want string }{
		{"Mexico Results Report 2019-2022", "results_report MEX 2019-2022"},
		{"Tunisia Results Report 2021–2023", "results_report TUN 2021-2023"},
		{"Republic of Korea Design Report 2018-2020", "design_report KOR 2018-2020"},
		{"United States End-of-Term IRM Report 2015-2017", "end_of_term_report USA 2015-2017"},
		{"Mexico Results Report 2019-2022 – For Public Comment", "results_report MEX 2019-2022 draft"},
		{"Paraguay: Informe Transitorio de Resultados 2018-2020", "transitional_results_report PRY 2018-2020"},
		{"Informe de Resultados México 2019-2022", "results_report MEX 2019-2022"},
		{"Costa Rica Informe de avance 2013-2015", "progress_report CRI 2013-2015"},
		{"Ghana IRM Progress Report 2013-14", "progress_report GHA 2013-2014"},
		{"Kaduna State, Nigeria Results Report 2021-2023", "results_report NGA Kaduna State 2021-2023"},
		{"São Paulo, Brazil Final IRM Report 2016-2017", " BRA São Paulo 2016-2017 generic"},
		{"Vanadzor, Armenia Action Plan Review 2021-2025", "action_plan_review ARM Vanadzor 2021-2025"},
		{"Regueb, Tunisia Results Report 2021-2023", "results_report TUN Regueb 2021-2023"},
		{"Tbilisi, Georgia Design Report 2018-2019", "design_report GEO Tbilisi 2018-2019"},
		{"Georgia Action Plan Review 2024-2025", "action_plan_review GEO 2024-2025"},
		{"Northern Ireland, United Kingdom Action Plan Review 2021-2023", "action_plan_review GBR Northern Ireland 2021-2023"},
		{"Papua New Guinea Design Report 2018-2020", "design_report PNG 2018-2020"},
		{"Côte d’Ivoire Rapport de conception 2018-2020", "design_report CIV 2018-2020"},
		{"Tunisie Rapport sur les résultats 2021-2023", "results_report TUN 2021-2023"},
		{"Brasil Relatório de Resultados 2021–2023", "results_report BRA 2021-2023"},
		{"Ireland Co-Creation Brief 2022", "co_creation_brief IRL 0-0"},
		{"Independent Reporting Mechanism (IRM): Albania Transitional Results Report 2018–2020", "transitional_results_report ALB 2018-2020 generic"},
		{"Ukraine Mid-Term Progress Report 2016-2018", "mid_term_report UKR 2016-2018"},
		{"Honduras: Informe de fin de término 2016-2018", "end_of_term_report HND 2016-2018"},
		{"México: Revisión del Plan de Acción 2023-2024 – Para comentarios públicos", "action_plan_review MEX 2023-2024 draft"},
		{"Action Plan Review: Kenya 2023-2027", "action_plan_review KEN 2023-2027"},
		{"Macedonia del Norte Informe de Diseño 2018-2020", "design_report MKD 2018-2020"},
		{"Mexico EOTR 2016-2018", "end_of_term_report MEX 2016-2018"},
		{"south korea design report 2018-2020", "design_report KOR 2018-2020"},
		{"Mexico Third Action Plan Progress Report 2016-2018", "progress_report MEX 2016-2018 plan 3"},
	} {
		f := readTitle(x.title)
		got := fmt.Sprintf("%s %s", f.kind, f.country.code)
		if f.locality != "" {
			got += " " + f.locality
		}
		got += fmt.Sprintf(" %d-%d", f.start, f.end)
		if f.draft {
			got += " draft"
		}
		if f.number > 0 {
			got += fmt.Sprint(" plan ", f.number)
		}
		if f.generic && (f.kind == "" || strings.Contains(x.title, ":")) {
			got += " generic"
		}
		if got != x.want || !f.isReport() {
			t.Errorf("%q\n got %s (report %v, strange %v)\nwant %s", x.title, got, f.isReport(), f.strange, x.want)
		}
	}
}

func TestReadTitleRefuses(t *testing.T) {
	for _, title := range []string{
		"Mexico Midterm Self-Assessment Report 2016-2018", "Autoevaluación de medio término México 2016-2018", "Mexico Action Plan 2019-2021",
		"Plan de Acción México 2019-2022", "What We Learned from Mexico’s Results Report 2019-2022", "Kenya’s New Action Plan: Five Takeaways",
		"Government Comments on the Ghana Results Report 2021-2023", "Annual Progress Report", "IRM Procedures Manual", "About the IRM",
		"Webinar: Launch of the Ghana Results Report 2021-2023", "Criteria and Standards Subcommittee Resolution", "Members",
	} {
		if f := readTitle(title); f.isReport() {
			t.Errorf("%q is no title of a report, but read as %+v", title, f)
		}
	}
}

// document makes a document of one page without headings, as a plain text or a PDF gives.
func document(lines ...string) *corpus.Content {
	c := &corpus.Content{Extractor: "test/1"}
	for _, l := range lines {
		c.Blocks = append(c.Blocks, corpus.Block{Kind: corpus.Paragraph, Spans: []corpus.Span{{Text: l}}})
	}
	c.Layout()
	return c
}

func TestFacts(t *testing.T) {
	long := strings.Repeat("The plan was made in a year of change. ", 10)
	for _, x := range []struct {
		name  string
		c     *corpus.Content
		src   Source
		want  corpus.ReportID
		title string // "" where it is not looked at
	}{
		{"page", page("Ghana Results Report 2021-2023", "The Open Government Partnership has members."), Source{MediaType: "text/html"}, "ghana-results-report-2021-2023", ""},
		{"page in Spanish", withLanguage(page("Informe de Resultados México 2019-2022", "Alianza para el Gobierno Abierto."), "es"), Source{MediaType: "text/html"}, "mexico-results-report-2019-2022-es", ""},
		{"draft by heading", page("Ghana Results Report 2021-2023 – For Public Comment", "OGP"), Source{MediaType: "text/html"}, "ghana-results-report-2021-2023-for-public-comment", ""},
		{"draft by address", page("Ghana Results Report 2021-2023", "OGP"), Source{MediaType: "text/html", URL: "https://www.opengovpartnership.org/documents/ghana-results-report-2021-2023-for-public-comment/"}, "ghana-results-report-2021-2023-for-public-comment", ""},
		{"text file", document("Skip Navigation", "Mexico Results Report 2019-2022", long, "IRM Report"), Source{MediaType: "text/plain", URL: "file:///mexico.txt"}, "mexico-results-report-2019-2022", ""},
		{"cover over two lines", document("Independent Reporting Mechanism", "Ghana", "Results Report 2021–2023", long), Source{MediaType: "application/pdf"}, "ghana-results-report-2021-2023", "Ghana Results Report 2021–2023"},
		{"member above the type", page("Ireland", "# Progress Report 2014-2016", "OGP"), Source{MediaType: "application/pdf"}, "ireland-progress-report-2014-2016", "Ireland Progress Report 2014-2016"},
		{"years on a line of their own", page("Georgia Design Report", "2018-2019", "This version is open for public comment until 14 March 2020.", "OGP"), Source{MediaType: "application/pdf"}, "georgia-design-report-2018-2019", "Georgia Design Report 2018-2019"},
		{"member, type and years on three lines", document("Independent Reporting Mechanism", "Georgia", "Design Report", "2018–2019", long), Source{MediaType: "application/pdf"}, "georgia-design-report-2018-2019", "Georgia Design Report 2018–2019"},
		{"member, type and years as headings", page("Georgia", "# Design Report", "# (2018-2019)", "OGP"), Source{MediaType: "application/pdf"}, "georgia-design-report-2018-2019", "Georgia Design Report 2018-2019"},
		{"publisher before the title", page("Independent Reporting Mechanism (IRM): Kenya Results Report 2021-2023", "OGP"), Source{MediaType: "application/pdf"}, "kenya-results-report-2021-2023", "Kenya Results Report 2021-2023"},
		{"file name", document("Open Government Partnership", long), Source{MediaType: "application/pdf", URL: "https://x.org/2019/09/Mexico_EOTR_2016-2018.pdf"}, "mexico-end-of-term-report-2016-2018", ""},
		{"years from the text", page("Kenya IRM Progress Report", "This report is on the action plan 2016-2018 of Kenya, its second action plan."), Source{MediaType: "text/html"}, "kenya-progress-report-2016-2018", ""},
		{"no years anywhere", page("Ireland Co-Creation Brief 2022", "OGP"), Source{MediaType: "text/html"}, "ireland-co-creation-brief-2022", ""},
		{"local member", page("Kaduna State, Nigeria Results Report 2021-2023", "OGP"), Source{MediaType: "text/html"}, "kaduna-state-nigeria-results-report-2021-2023", ""},
		{"self-assessment", page("Mexico Midterm Self-Assessment Report 2016-2018", "OGP"), Source{MediaType: "text/html"}, "", ""},
		{"action plan", page("Mexico Action Plan 2019-2021", "The IRM's Mexico Results Report 2019-2022 is out."), Source{MediaType: "text/html"}, "", ""},
		{"news", page("A new report is out", "The Mexico Results Report 2019-2022 of the IRM says much.", "# Mexico in brief"), Source{MediaType: "text/html", URL: "https://news.org/2023/report-is-out"}, "", ""},
		{"nothing but the title", page("Kenya Design Report 2016-2018", "The council met."), Source{MediaType: "text/html"}, "kenya-design-report-2016-2018", ""},
		{"nothing but the title, in Spanish", withLanguage(page("Honduras: Informe de Resultados 2021-2023", "El consejo se reunió."), "es"), Source{MediaType: "text/html"}, "honduras-results-report-2021-2023-es", ""},
		{"more words and no signal", page("Kenya National Health Results Report 2016-2018", "The council met."), Source{MediaType: "text/html"}, "", ""},
		{"one year and no signal", page("Kenya Results Report 2018", "The council met."), Source{MediaType: "text/html"}, "", ""},
		{"report of someone else", page("Kenya Progress Report 2016-2018", "The health service can CONFIRM its figures."), Source{MediaType: "text/html"}, "", ""},
		{"PDF that cites a report", document("Minutes of the Working Group", long, "See the Mexico Results Report 2019-2022 of the Open Government Partnership for more, which says that the plan was late."), Source{MediaType: "application/pdf"}, "", ""},
		{"empty", document(), Source{}, "", ""},
	} {
		s := &structure.Structure{Language: x.c.Language}
		if s.Language == "" {
			s.Language = "en"
		}
		r := Read(x.c, s, x.src)
		got := corpus.ReportID("")
		if r.Report != nil {
			got = ID(r.Report)
		}
		if got != x.want {
			t.Errorf("%s: %q, want %q", x.name, got, x.want)
		}
		if x.title != "" && r.Report != nil && r.Report.Title != x.title {
			t.Errorf("%s: title %q, want %q", x.name, r.Report.Title, x.title)
		}
	}
}

func withLanguage(c *corpus.Content, l corpus.Language) *corpus.Content {
	c.Language = l
	return c
}

func TestDraftNotice(t *testing.T) {
	for _, x := range []struct {
		kind corpus.BlockKind
		page int
		text string
		want bool
	}{
		{corpus.Paragraph, 1, "This version is open for public comment until 14 March 2020. Please do not cite.", true},
		{corpus.Paragraph, 1, "Esta versión está abierta para comentarios públicos hasta el 3 de mayo.", true},
		{corpus.Paragraph, 1, "Cette version est ouverte pour commentaires publics.", true},
		{corpus.Paragraph, 1, "Esta versão está aberta para comentários públicos. Favor não citar.", true},
		{corpus.Furniture, 2, "Georgia Design Report 2018-2019 (version for public comment)", true},
		{corpus.Paragraph, 1, "The draft was open for public comment in March 2020, and nobody commented.", false},
		{corpus.Paragraph, 2, "This version is open for public comment until 14 March 2020.", false},
		{corpus.Furniture, 2, "Georgia Design Report 2018-2019", false},
		{corpus.Furniture, 2, "Law on public comment procedures of state bodies", false},
	} {
		c := &corpus.Content{Extractor: "test/1", Blocks: []corpus.Block{{Kind: x.kind, Page: x.page, Spans: []corpus.Span{{Text: x.text}}}}}
		c.Layout()
		if got := draftNotice(c, &structure.Structure{Language: "en"}); got != x.want {
			t.Errorf("%v on page %d: %q: %v", x.kind, x.page, x.text, got)
		}
	}
}
