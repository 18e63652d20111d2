package main

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"strings"
	"time"
)

// layout is what the site consists of: pages from 1, of which every so many offers a PDF, and listings of them.
//
//	/reports/                  listing; /reports/page/2/ and so on
//	/documents/report-1/       page
//	/files/report-1.pdf        its PDF
//	/private/...               forbidden; listings and some pages link there
//	/sitemap.xml               index of /sitemap-1.xml and so on
type layout struct {
	pages, pdfs int
	links       int // of a page to others
}

const (
	perListing = 100
	perSitemap = 50_000 // the most that the protocol allows
	pdfBytes   = 200_000
	draftEvery = 10 // pages, one of which links to what is forbidden
)

func (l layout) listings() int { return (l.pages + perListing - 1) / perListing }

func (l layout) sitemaps() int { return (l.pages + perSitemap - 1) / perSitemap }

// pdf returns the number of the PDF that a page offers, counted from 1; 0 for none. They are spread evenly.
func (l layout) pdf(page int) int {
	if n := page * l.pdfs / l.pages; n > (page-1)*l.pdfs/l.pages {
		return n
	}
	return 0
}

// changed is when a page was last changed.
func changed(page int) time.Time {
	return time.Date(2024, 1, 1, 12, 0, 0, 0, time.UTC).Add(time.Duration(page) * time.Minute)
}

func listingPath(n int) string {
	if n == 1 {
		return "/reports/"
	}
	return fmt.Sprintf("/reports/page/%d/", n)
}

func (l layout) listing(n int) []byte {
	var b bytes.Buffer
	head(&b, fmt.Sprintf("Reports, page %d", n))
	b.WriteString("<ul class=\"reports\">\n")
	for page := (n-1)*perListing + 1; page <= min(n*perListing, l.pages); page++ {
		fmt.Fprintf(&b, "<li><article><h3><a href=\"/documents/report-%d/\">Report %d</a></h3><p>%s</p></article></li>\n", page, page, sentences[page%len(sentences)])
	}
	fmt.Fprintf(&b, "<li><a href=\"/private/list-%d/\">Drafts</a></li>\n</ul>\n<nav class=\"pagination\">", n)
	if n > 1 {
		fmt.Fprintf(&b, "<a class=\"prev\" rel=\"prev\" href=\"%s\">Previous</a> ", listingPath(n-1))
	}
	if n < l.listings() {
		fmt.Fprintf(&b, "<a class=\"next\" rel=\"next\" href=\"%s\">Next</a>", listingPath(n+1))
	}
	b.WriteString("</nav>\n")
	foot(&b)
	return b.Bytes()
}

// page makes a page of some 7 kB: paragraphs, links to others, and downloads where it has some.
func (l layout) page(n int) []byte {
	r := rand.New(rand.NewPCG(uint64(n), 1))
	var b bytes.Buffer
	head(&b, fmt.Sprintf("Report %d", n))
	for part := range 4 {
		fmt.Fprintf(&b, "<h2>Part %d</h2>\n", part+1)
		for range 3 {
			b.WriteString("<p>")
			for range 4 {
				b.WriteString(sentences[r.IntN(len(sentences))])
				b.WriteByte(' ')
			}
			b.WriteString("</p>\n")
		}
	}
	b.WriteString("<h2>Related</h2>\n<ul>\n")
	for range l.links {
		to := 1 + r.IntN(l.pages)
		fmt.Fprintf(&b, "<li><a href=\"/documents/report-%d/\">Report %d</a></li>\n", to, to)
	}
	b.WriteString("</ul>\n")
	l.downloads(&b, n)
	foot(&b)
	return b.Bytes()
}

func (l layout) downloads(b *bytes.Buffer, page int) {
	draft := page%draftEvery == 0
	if l.pdf(page) == 0 && !draft {
		return
	}
	b.WriteString("<section class=\"downloads\"><h2>Downloads</h2>\n<ul>\n")
	if l.pdf(page) > 0 {
		fmt.Fprintf(b, "<li><a href=\"/files/report-%d.pdf\">Report %d (PDF)</a></li>\n", page, page)
	}
	if draft {
		fmt.Fprintf(b, "<li><a href=\"/private/draft-%d.pdf\">Draft (PDF)</a></li>\n", page)
	}
	b.WriteString("</ul></section>\n")
}

func head(b *bytes.Buffer, title string) {
	fmt.Fprintf(b, `<!DOCTYPE html>
<html lang="en">
<head><meta charset="utf-8"><title>%[1]s</title></head>
<body class="single">
<header><nav><ul class="menu"><li><a href="/reports/">Reports</a></li></ul></nav></header>
<main>
<h1>%[1]s</h1>
`, title)
}

func foot(b *bytes.Buffer) {
	b.WriteString("</main>\n<footer><p>Made for a benchmark.</p></footer>\n</body>\n</html>\n")
}

// pdf makes a PDF of one empty page with a stream that does not compress, of its own for each number.
func pdf(n int) []byte {
	var b bytes.Buffer
	offsets := []int{}
	object := func(text string) {
		offsets = append(offsets, b.Len())
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", len(offsets), text)
	}
	b.WriteString("%PDF-1.7\n")
	object("<< /Type /Catalog /Pages 2 0 R >>")
	object("<< /Type /Pages /Kids [3 0 R] /Count 1 >>")
	object("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>")
	const tail = 250 // the rest of the file, about
	noise := make([]byte, pdfBytes-b.Len()-tail)
	seed := [32]byte{}
	copy(seed[:], fmt.Sprintf("report %d", n))
	_, _ = rand.NewChaCha8(seed).Read(noise) // which never fails
	object(fmt.Sprintf("<< /Length %d >>\nstream\n%s\nendstream", len(noise), noise))
	start := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(offsets)+1)
	for _, o := range offsets {
		fmt.Fprintf(&b, "%010d 00000 n \n", o)
	}
	fmt.Fprintf(&b, "trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n", len(offsets)+1, start)
	return b.Bytes()
}

// robots is understood alike by those that take the first rule that matches and those that take the longest.
const robots = `User-agent: *
Disallow: /private/
Disallow: /search
Disallow: /*?replytocom=

Sitemap: %s/sitemap.xml
`

// sitemap returns a child of the index, which names pages and their PDFs.
func (l layout) sitemap(n int, base string) []byte {
	var b bytes.Buffer
	b.WriteString(`<?xml version="1.0" encoding="UTF-8"?>` + "\n" + `<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">` + "\n")
	for page := (n-1)*perSitemap + 1; page <= min(n*perSitemap, l.pages); page++ {
		fmt.Fprintf(&b, "<url><loc>%s/documents/report-%d/</loc><lastmod>%s</lastmod></url>\n", base, page, changed(page).Format(time.RFC3339))
	}
	b.WriteString("</urlset>\n")
	return b.Bytes()
}

func (l layout) sitemapIndex(base string) []byte {
	var b bytes.Buffer
	b.WriteString(`<?xml version="1.0" encoding="UTF-8"?>` + "\n" + `<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">` + "\n")
	for n := range l.sitemaps() {
		fmt.Fprintf(&b, "<sitemap><loc>%s/sitemap-%d.xml</loc></sitemap>\n", base, n+1)
	}
	b.WriteString("</sitemapindex>\n")
	return b.Bytes()
}

// sentences are what the pages are filled with.
var sentences = strings.Split(strings.TrimSpace(`
The ministry published the register of contracts in an open format and keeps it up to date every month.
Civil society took part in the working group, which met nine times between March and November.
Two of the five milestones were reached before the end of the period; the others have begun.
The agency answered requests for information within twelve days on average, three fewer than before.
Local governments were invited to join, and fourteen of them adopted a plan of their own.
No evidence was found that the portal led to changes in how budgets are decided.
The law was passed by parliament in June and is in force since the first of January.
Participants asked for a clearer schedule and for minutes that are published sooner.
The audit office follows up recommendations and publishes what became of each of them.
Training was given to four hundred officials, half of them outside the capital.
The commitment is relevant to public participation and to access to information.
Its potential for results is modest, since similar rules existed in part of the sector.
`), "\n")
