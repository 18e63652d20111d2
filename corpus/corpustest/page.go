// Package corpustest makes input for tests and benchmarks of several packages: report pages of a real page's size and
// shape, as many different ones as are wanted. It writes its own sentences and reads no files.
package corpustest

import (
	"fmt"
	"strings"
)

// countries and years make the pages differ in what names a report.
var countries = []string{
	"Albania", "Argentina", "Armenia", "Australia", "Brazil", "Bulgaria", "Canada", "Chile", "Colombia", "Costa Rica", "Croatia",
	"Estonia", "Finland", "France", "Georgia", "Germany", "Ghana", "Greece", "Indonesia", "Ireland", "Italy", "Jordan", "Kenya",
	"Latvia", "Liberia", "Lithuania", "Malawi", "Mongolia", "Morocco", "Nigeria", "Norway", "Panama", "Peru", "Portugal", "Romania",
	"Serbia", "Spain", "Sweden", "Tunisia", "Ukraine", "Uruguay",
}

var kinds = []string{"Results Report", "Design Report", "End-of-Term Report", "Progress Report", "Action Plan Review"}

// PageCount is how many different pages there are.
var PageCount = len(countries) * len(kinds) * 10

// Page returns the n-th report page, of about 16,000 bytes, as a real one that was measured: five sections, eleven notes pasted from Word with seventeen
// links, counts in prose, a list of ratings, and what surrounds the text of a page on the site.
func Page(n int) []byte {
	country := countries[n%len(countries)]
	kind := kinds[n/len(countries)%len(kinds)]
	year := 2011 + n/(len(countries)*len(kinds))%10
	title := fmt.Sprintf("%s %s %d-%d", country, kind, year, year+2)
	var b strings.Builder
	fmt.Fprintf(&b, `<!DOCTYPE html><html lang="en-US"><head><meta charset="UTF-8"><title>%s - Open Government Partnership</title></head>
<body><header><a class="skip-link" href="#content">Skip Navigation</a><nav><ul><li><a href="/about/">About</a></li><li><a href="/irm/">IRM</a></li></ul></nav></header>
<main id="content"><article><h1>%s</h1><div class="entry-content">`, title, title)
	note := 0
	mark := func() string {
		note++
		return fmt.Sprintf(`<a href="#_ftn%d" name="_ftnref%d">[%d]</a>`, note, note, note)
	}
	fmt.Fprintf(&b, "<p>The Independent Reporting Mechanism looked at the plan of %s, which has nine commitments. %s</p>", country, filler(n, 5))
	for s, heading := range []string{"Early results", "Completion", "Participation and co-creation", "Implementation in context", "The next plan"} {
		fmt.Fprintf(&b, "<h2>%s%s</h2>\n", heading, mark())
		if s == 1 {
			fmt.Fprintf(&b, "<p>Four commitments were completed to a limited extent, three at a substantial level, and two were complete%s. %s</p>", mark(), filler(n+1, 5))
		}
		for p := range 3 {
			fmt.Fprintf(&b, "<p>%s", filler(n+s*7+p, 5))
			if p == 1 {
				fmt.Fprintf(&b, " The committee met again in spring%s.", mark())
			}
			b.WriteString("</p>\n")
		}
	}
	b.WriteString("<h2>Annex: Commitment data</h2>")
	for c := 1; c <= 9; c++ {
		fmt.Fprintf(&b, "<h3>Commitment %d: Open registers of district %d</h3><ul><li>Verifiable: Yes</li><li>Completion: %s</li></ul>\n", c, c+n, []string{"Limited", "Substantial", "Complete"}[c%3])
	}
	b.WriteString("<hr>")
	for i := 1; i <= note; i++ {
		fmt.Fprintf(&b, `<p><a href="#_ftnref%d" name="_ftn%d">[%d]</a> %s See the minutes of the Working Group dated %d May %d: `, i, i, i, filler(n+i, 2), i, year+1)
		for l := range 1 + i%2 {
			u := fmt.Sprintf("https://drive.google.com/file/d/1Example%08d%04d%04dabcdef/view?usp=sharing", n, i, l)
			fmt.Fprintf(&b, `<a href="%s">%s</a>. `, u, u)
		}
		b.WriteString("</p>\n")
	}
	b.WriteString(`</div><section class="downloads"><h3>Downloads</h3></section></article><section id="comments"><p>No comments yet</p>
<h3>Leave a Reply</h3><form><p>Your email address will not be published.</p></form></section></main><footer>Open Government Partnership</footer></body></html>`)
	return []byte(b.String())
}

var subjects = []string{"The ministry", "A group of citizens", "The city council", "The audit office", "Each agency", "The steering committee", "An independent reviewer", "The parliament"}

var verbs = []string{"published", "discussed", "postponed", "reviewed", "translated", "checked", "announced"}

var objects = []string{"the register of owners", "the budget of every district", "a guide for open contracts", "the list of permits", "its rules of procedure", "the answers to all requests", "the map of schools", "the reports of the inspectors", "a plan for the archives"}

var ends = []string{"before the elections", "with help from universities", "although staff had changed", "in two languages", "for the first time", "as the roadmap had asked", "without a public debate", "after a long delay", "in the course of the year", "and kept it up to date"}

// filler returns sentences without any claim in them.
func filler(seed, sentences int) string {
	var out []string
	for i := range sentences {
		k := seed*31 + i*17
		out = append(out, fmt.Sprintf("%s %s %s %s.", subjects[k%len(subjects)], verbs[k%len(verbs)], objects[k%len(objects)], ends[k%len(ends)]))
	}
	return strings.Join(out, " ")
}
