package discover

import (
	"fmt"
	"strings"
	"testing"

	"github.com/irmtrail/irmtrail/corpus"
)

// reportPage returns the page of a report as sites write it: a head with links and metadata, a menu with a switcher of
// languages, paragraphs with links in them, files to download; of about so many bytes and links.
func reportPage(bytes, links int) []byte {
	var b strings.Builder
	b.WriteString(`<!DOCTYPE html><html lang="en-US"><head><meta charset="utf-8"><title>Results Report 2019-2022</title>
<link rel="canonical" href="https://www.example.org/documents/results-report-2019-2022/">
<link rel="alternate" hreflang="es" href="https://www.example.org/es/documents/informe-de-resultados-2019-2022/">
<meta property="article:modified_time" content="2024-01-05T15:00:00+00:00"><link rel="stylesheet" href="/wp-content/themes/x/style.css?ver=6.4">
</head><body class="document-template single"><header><nav><ul class="menu">`)
	menu := min(links/2, 40)
	for i := range menu - 1 {
		fmt.Fprintf(&b, "<li id=\"menu-item-%d\" class=\"menu-item menu-item-type-page\"><a href=\"https://www.example.org/about/section-%d/\">Section %d</a></li>\n", i, i, i)
	}
	b.WriteString(`<li class="menu-item wpml-ls-item wpml-ls-item-es"><a href="/es/documents/informe-de-resultados-2019-2022/"><span lang="es">Español</span></a></li></ul></nav></header><main><article><h1>Results Report</h1>`)
	rest := links - menu - 2
	for i := range rest {
		switch fmt.Fprintf(&b, `<p class="has-text">The commitment on open contracting was completed in part <a href="`); i % 4 {
		case 0:
			fmt.Fprintf(&b, `/documents/report-%d/`, i)
		case 1:
			fmt.Fprintf(&b, `https://www.example.org/members/country/commitments/XX%04d/`, i)
		case 2:
			fmt.Fprintf(&b, `https://other.example/a/page?id=%d&amp;lang=en`, i)
		case 3:
			fmt.Fprintf(&b, `#note-%d`, i)
		}
		b.WriteString(`">see here</a>. `)
		text := (bytes-b.Len()-300)/(rest-i) - 70
		for words := 0; words < text; words += 30 {
			b.WriteString("Stakeholders met &amp; discussed ")
			if words%120 == 90 {
				b.WriteString("<em>progress</em>")
			}
		}
		b.WriteString("</p>\n")
	}
	b.WriteString(`<section><h2>Downloads</h2><ul><li><a href="/wp-content/uploads/2023/06/Results-Report_2019-2022_EN.pdf">English</a></li><li><a href="/wp-content/uploads/2023/06/Results-Report_2019-2022_ES.docx">Word</a></li></ul></section></article></main></body></html>`)
	return []byte(b.String())
}

// listingPage returns a page of a listing with so many items and a pager.
func listingPage(items int) []byte {
	var b strings.Builder
	b.WriteString(`<!DOCTYPE html><html lang="en-US"><head><meta charset="utf-8"><title>Reports</title></head><body class="archive"><main>`)
	for i := range items {
		fmt.Fprintf(&b, `<article id="post-%d" class="post type-document"><h2><a href="https://www.example.org/documents/report-of-country-%d/">Report of Country %d</a></h2><p class="excerpt">What was promised and what was done.</p></article>`+"\n", i, i, i)
	}
	b.WriteString(`<nav class="pagination"><a class="page-numbers" href="/documents/">1</a><span class="page-numbers current">2</span><a class="page-numbers" href="/documents/page/3/">3</a><a class="page-numbers" href="/documents/page/40/">40</a><a class="next page-numbers" href="/documents/page/3/">Next »</a></nav></main></body></html>`)
	return []byte(b.String())
}

func BenchmarkReadPage(b *testing.B) {
	for _, c := range []struct{ bytes, links int }{{5 << 10, 20}, {100 << 10, 500}} {
		page := reportPage(c.bytes, c.links)
		if n := strings.Count(string(page), "<a "); n != c.links || len(page) < c.bytes*9/10 || len(page) > c.bytes*11/10 {
			b.Fatalf("%d bytes with %d links", len(page), n)
		}
		b.Run(fmt.Sprintf("%dkB", c.bytes>>10), func(b *testing.B) {
			b.SetBytes(int64(len(page)))
			b.ReportAllocs()
			for b.Loop() {
				ReadPage(page, "https://www.example.org/documents/results-report-2019-2022/")
			}
		})
	}
}

func BenchmarkReadListing(b *testing.B) {
	page := listingPage(100)
	b.SetBytes(int64(len(page)))
	b.ReportAllocs()
	for b.Loop() {
		ReadListing(page, corpus.URL("https://www.example.org/documents/page/2/"))
	}
}
