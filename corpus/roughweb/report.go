package roughweb

import (
	"fmt"
	"html"
	"strings"
)

// frame is a page of the site.
func frame(lang, title, head, body string) []byte {
	return []byte(fmt.Sprintf(`<!DOCTYPE html>
<html lang="%s">
<head>
<meta charset="UTF-8">
<title>%s - Rough Partnership</title>
%s</head>
<body>
<header><nav><ul><li><a href="/">Home</a></li><li><a href="/document-type/irm-report/">Reports</a></li><li><a href="/about/">About</a></li></ul></nav></header>
<main id="content">
<article>
<h1 class="entry-title">%s</h1>
%s</article>
</main>
<footer><p>Rough Partnership</p></footer>
</body>
</html>
`, lang, title, head, title, body))
}

// addReports makes the pages that do not change.
func (s *site) addReports() {
	s.pages["/"] = frame("en", "Welcome", "", "<p>News of the partnership and of its members.</p>\n")
	s.pages[ReportPath] = s.report()
	s.pages[reportES] = frame("es", "Informe de Resultados de Ghana 2021-2023", alternates(), "<p>El plan de acción tuvo seis compromisos sobre caminos, tierras y empresas.</p>\n")
	s.pages[reportFR] = frame("fr", "Rapport sur les résultats du Ghana 2021-2023", alternates(), "<p>Le plan d’action comptait six engagements sur les routes, les terres et les entreprises.</p>\n")
	s.pages[reportFile] = pdf("Ghana Results Report 2021-2023")
	for slug, title := range map[string]string{
		"kenya-action-plan-review-2022-2024":     "Kenya Action Plan Review 2022-2024",
		"malawi-design-report-2018-2020":         "Malawi Design Report 2018-2020",
		"liberia-end-of-term-report-2015-2017":   "Liberia End-of-Term Report 2015-2017",
		"senegal-co-creation-brief-2023":         "Senegal Co-Creation Brief 2023",
		"sierra-leone-mid-term-report-2016-2018": "Sierra Leone Mid-Term Report 2016-2018",
		"tunisia-results-report-2021-2023":       "Tunisia Results Report 2021-2023",
		"morocco-design-report-2018-2020":        "Morocco Design Report 2018-2020",
		"jordan-results-report-2018-2020":        "Jordan Results Report 2018-2020",
		"jordan-design-report-2016-2018":         "Jordan Design Report 2016-2018",
	} {
		s.pages["/documents/"+slug+"/"] = frame("en", title, "", "<p>The plan of "+strings.Fields(title)[0]+" put registers and budgets at its centre, and the ministry led the work.</p>\n")
	}
	s.pages["/members/ghana/"] = frame("en", "Ghana", "", `<p>Member since 2011.</p><ul><li><a href="/members/ghana/commitments/GH0001/">Open contracting for roads</a></li>`+
		`<li><a href="/members/ghana/commitments/GH0002/">Information offices in the regions</a></li></ul>`+"\n")
	for id, title := range map[string]string{"GH0001": "Open contracting for roads (GH0001)", "GH0002": "Information offices in the regions (GH0002)"} {
		s.pages["/members/ghana/commitments/"+id+"/"] = frame("en", title, "", "<p>Action Plan: Ghana Action Plan 2021-2023</p><p>Verifiable: Yes</p><p>Description of "+id+".</p>\n")
	}
	s.addSitemaps()
}

func alternates() string {
	return fmt.Sprintf(`<link rel="alternate" hreflang="en" href="https://%[1]s%[2]s">
<link rel="alternate" hreflang="es" href="https://%[1]s%[3]s">
<link rel="alternate" hreflang="fr" href="https://%[1]s%[4]s">
<link rel="alternate" hreflang="x-default" href="https://%[1]s%[2]s">
<meta property="article:published_time" content="2023-06-14T09:00:00+00:00">
<meta property="article:modified_time" content="2023-06-14T09:00:00+00:00">
`, SiteHost, ReportPath, reportES, reportFR)
}

// report is the page that cites every case, in the footnote markup of a paste from Word: note n cites case n-1.
func (s *site) report() []byte {
	var body, notes strings.Builder
	body.WriteString("<div class=\"entry-content\">\n<p>Ghana’s plan put roads, land and companies at its centre.</p>\n<h2>Sources</h2>\n")
	for i, c := range s.cases {
		n := i + 1
		if i%8 == 0 {
			body.WriteString("<p>")
		}
		fmt.Fprintf(&body, `The committee kept a record of its session%s<a href="#_ftn%d" name="_ftnref%d"><sup>[%d]</sup></a>. `, numbered(n), n, n, n)
		if i%8 == 7 || n == len(s.cases) {
			body.WriteString("</p>\n")
		}
		fmt.Fprintf(&notes, "<p><a href=\"#_ftnref%d\" name=\"_ftn%d\">[%d]</a> Minutes of the committee, <a href=\"%s\">available here</a>.</p>\n", n, n, n, escaped(c.Cite))
	}
	body.WriteString("<hr />\n" + notes.String() + "</div>\n<section class=\"downloads\"><h2>Downloads</h2><ul>\n")
	fmt.Fprintf(&body, "<li><a href=\"https://%s%s\">Ghana Results Report 2021-2023 (PDF)</a></li>\n</ul></section>\n", SiteHost, reportFile)
	return frame("en", "Ghana Results Report 2021-2023", alternates(), body.String())
}

func numbered(n int) string {
	return [...]string{" of May", " of June", " on roads", " on land", " on companies"}[n%5]
}

// escaped writes control characters as references too: a browser reads them back (HTML, section 13.2.5.80).
func escaped(address string) string {
	var b strings.Builder
	for _, r := range html.EscapeString(address) {
		if r < ' ' && r != '\n' {
			fmt.Fprintf(&b, "&#%d;", r)
			continue
		}
		b.WriteRune(r)
	}
	return b.String()
}
