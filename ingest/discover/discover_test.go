package discover

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/corpus/corpustest"
)

// sample reads a shared file; without it the test is skipped, but not where everything must run.
func sample(t *testing.T, name string) []byte {
	t.Helper()
	raw, err := os.ReadFile(corpustest.Shared(t, "data/web_samples", name))
	if err != nil {
		t.Fatal(err)
	}
	return raw
}

func TestWords(t *testing.T) {
	if len(words()) < 30 {
		t.Fatal(words())
	}
	for phrase, m := range words() {
		if m == 0 || says(phrase) != m || says(" « "+strings.ToUpper(phrase)+" » ") != m {
			t.Errorf("%q can never be found", phrase)
		}
	}
}

// The lists of quirks are in order, in lower case where they are compared so, and every expression compiles.
func TestQuirks(t *testing.T) {
	trap, number, refused := knownTraps(), knownPaging(), knownRefusals()
	for name, list := range map[string][]string{
		"traps parameters": trap.Parameters, "traps last": trap.Last, "traps anywhere": trap.Anywhere, "traps hosts": trap.Hosts,
		"paging pages": number.Pages, "paging items": number.Items, "paging names": number.Names, "paging segments": number.Segments,
		"paging next": number.Next, "paging around": number.Around,
		"switchers":     embedded[switchers](quirkFiles, "quirks/switchers.yaml").Classes,
		"rest past_end": refused.PastEnd, "rest locked": refused.Locked, "rest no_route": refused.NoRoute,
	} {
		if len(list) == 0 || !slices.IsSorted(list) || !slices.Equal(list, slices.Compact(slices.Clone(list))) {
			t.Errorf("%s: not in order, or twice the same: %q", name, list)
		}
		for _, s := range list {
			if s != strings.ToLower(s) {
				t.Errorf("%s: %q is not in lower case", name, s)
			}
		}
	}
}

func TestNextPage(t *testing.T) {
	const seed = "https://www.example.org/document-type/irm-report/"
	for _, c := range []struct{ name, at, html, want string }{
		{"head", seed, `<link rel="next" href="/p2"><a href="/x">x</a>`, "https://www.example.org/p2"},
		{"rel", seed, `<a rel="nofollow next" href="page/2/">2</a>`, seed + "page/2/"},
		{"class", seed, `<a class="page-numbers" href="page/2/">2</a><a class="next page-numbers" href="page/2/">→</a>`, seed + "page/2/"},
		{"word", seed, `<a href="?paged=2">Siguiente »</a>`, seed + "?paged=2"},
		{"label", seed, `<a href="?paged=2" aria-label="Next Page"><svg/></a>`, seed + "?paged=2"},
		{"numbers", seed + "page/2/", `<a href="../../">1</a><a href="../9/">9</a><a href="../3/">3</a>`, seed + "page/3/"},
		{"last of numbers", seed + "page/3/", `<a href="../../">1</a><a href="../2/">2</a>`, ""},
		{"other listing's numbers", seed, `<a href="/other/page/2/">2</a>`, "guess " + seed + "page/2/"},
		{"parameters", seed + "?page=2&x=1", `<a href="?x=1&page=3">3</a><a href="?page=4">4</a>`, seed + "?x=1&page=3"},
		{"next leads to itself", seed + "page/3/", `<a class="next" href="../3/">Next</a><a href="../2/">2</a>`, ""},
		{"no paging", seed, `<a href="/documents/x/">x</a>`, "guess " + seed + "page/2/"},
		{"no paging behind a guess", seed + "page/2/", `<a href="/documents/x/">x</a>`, "guess " + seed + "page/3/"},
		{"no links", seed, `<p>Nothing here</p>`, ""},
		{"script", seed, `<a rel="next" href="javascript:next()">Next</a><a href="page/2">2</a>`, seed + "page/2"},
		{"base", seed, `<base href="https://cdn.example.org/l/"><a rel="next" href="2">2</a>`, "https://cdn.example.org/l/2"},
	} {
		l := ReadListing([]byte(c.html), corpus.URL(c.at))
		got := string(l.Next)
		if l.Guessed {
			got = "guess " + got
		}
		if got != c.want {
			t.Errorf("%s: next %q, want %q", c.name, got, c.want)
		}
	}
}

func TestListingLinks(t *testing.T) {
	html := `<a href="/documents/a/">a</a> <a href="/documents/a/#top">again</a> <a href="mailto:x@example.org">m</a>
		<a href="#here">here</a> <a href=" https://example.org/documents/b ">b</a> <a href="http://[bad">bad</a>`
	got := ReadListing([]byte(html), "https://www.example.org/list/").Links
	if want := []corpus.URL{"https://www.example.org/documents/a/", "https://example.org/documents/b"}; !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
}

// Pages that a walk per heading or per link does not finish.
func TestLargePages(t *testing.T) {
	const n = 100_000
	for name, c := range map[string]struct {
		html  string
		files int
	}{
		"empty sections":        {strings.Repeat(`<div><h2>Downloads</h2></div>`, n) + `<a href="x.pdf">x</a>`, 1},
		"headings in a row":     {strings.Repeat(`<h2>Downloads</h2>`, n) + `<p><a href="x.pdf">x</a>`, 1},
		"long headings":         {strings.Repeat(`<details><summary>`, 100) + strings.Repeat("words ", n) + `</summary><a href="x.pdf">x</a>`, 0},
		"boxes in boxes":        {strings.Repeat(strings.Repeat(`<div class=download>`, 400)+`<a href="x.pdf">x</a>`+strings.Repeat(`</div>`, 400), n/1000), 1},
		"long base, many links": {`<base href="https://example.org/` + strings.Repeat("x", n) + `"><h2>Downloads</h2>` + strings.Repeat(`<a href="x.pdf">x</a>`, n/10), 1},
	} {
		if got := ReadPage([]byte(c.html), "https://example.org/"); len(got.Downloads) != c.files {
			t.Errorf("%s: %d files, want %d", name, len(got.Downloads), c.files)
		}
	}
}

// Listings whose every link has to be looked at for paging and translations.
func TestLargeListings(t *testing.T) {
	var links strings.Builder
	for i := range maxLinks + 10 {
		fmt.Fprintf(&links, `<li class="lang-item"><a class="next" lang="es" data-next="%d" href="/list/page/%d/">Next</a>`, i, i)
	}
	const at = "https://example.org/list/page/3/"
	if l := ReadListing([]byte(links.String()), at); len(l.Links) != maxLinks || l.Next != "https://example.org/list/page/4/" {
		t.Errorf("%d links, next %q", len(l.Links), l.Next)
	}
	if p := ReadPage([]byte(links.String()), at); len(p.Links()) != maxLinks || len(p.Alternates) != maxFiles {
		t.Errorf("%d links, %d translations", len(p.Links()), len(p.Alternates))
	}
}

func TestReadPage(t *testing.T) {
	p := ReadPage(sample(t, "page_head.html"), "https://www.example.org/documents/mexico-results-report-2019-2022/")
	if got, want := fmt.Sprint(p.Downloads), "[https://www.example.org/wp-content/uploads/2023/06/Mexico_Results-Report_2019-2022_EN.pdf https://www.example.org/wp-content/uploads/2023/06/Mexico_Results-Report_2019-2022_ES.docx]"; got != want {
		t.Errorf("downloads %s", got)
	}
	if got, want := fmt.Sprint(p.Alternates), "[https://www.example.org/es/documents/mexico-informe-de-resultados-2019-2022/]"; got != want {
		t.Errorf("alternates %s", got)
	}
}

func TestDownloads(t *testing.T) {
	for _, c := range []struct{ name, html, want string }{
		{"section", `<section class="report-downloads"><h2>Files of this report</h2><p><a href="/a.pdf">a</a></p></section><p><a href="/cited.pdf">c</a></p>`, "[/a.pdf]"},
		{"heading", `<h3>Descargas</h3><p><a href="/a.pdf">a</a></p><ul><li><a href="/b.pdf">b</a></ul><h3>Notes</h3><p><a href="/cited.pdf">c</a></p>`, "[/a.pdf /b.pdf]"},
		{"heading in a box", `<div><h3>Téléchargements :</h3></div><div><a href="/a.pdf">a</a></div>`, "[/a.pdf]"},
		{"box with files, files beside it", `<div><h3>Downloads</h3><a href="/a.pdf">a</a></div><p><a href="/cited.pdf">c</a></p>`, "[/a.pdf]"},
		{"box, then a heading", `<div><h3>Downloads</h3></div><h3>Notes</h3><p><a href="/cited.pdf">c</a></p>`, "[]"},
		{"two boxes deep", `<div><div><h3>Downloads</h3></div></div><p><a href="/cited.pdf">c</a></p>`, "[]"},
		{"order", `<h3>Downloads</h3><a href="/a.pdf">a</a><h3>Notes</h3><a download href="/b.pdf">b</a><div class="download"><a href="/c">c</a></div>`, "[/a.pdf /b.pdf /c]"},
		{"attribute", `<a download href="/a.pdf">a</a><a href="/cited.pdf">c</a>`, "[/a.pdf]"},
		{"body class", `<body class="download-page"><a href="/cited.pdf">c</a>`, "[]"},
		{"heading that only mentions", `<h3>How to download the data</h3><p><a href="/cited.pdf">c</a></p>`, "[]"},
		{"footnote", `<p>[1] <a href="/wp-content/uploads/cited.pdf">c</a></p>`, "[]"},
	} {
		got := strings.ReplaceAll(fmt.Sprint(ReadPage([]byte(c.html), "https://example.org/documents/x/").Downloads), "https://example.org", "")
		if got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
}

// Bytes of strangers: no panic, and every link leads to the web.
func FuzzRead(f *testing.F) {
	f.Add([]byte(`<base href="//x"><a rel=next href="?page=2">Next</a><h2>Downloads</h2><a href="\\y">`))
	f.Add([]byte(`<urlset><url><loc>http://x/&amp;</loc></url>`))
	f.Fuzz(func(t *testing.T, payload []byte) {
		l, p := ReadListing(payload, "https://example.org/list/"), ReadPage(payload, "https://example.org/x/")
		s, _ := readSitemap(payload, "https://example.org/map.xml")
		all := slices.Concat(l.Links, p.Downloads, p.Alternates, p.Links())
		for _, e := range slices.Concat(s.Pages, s.Sitemaps) {
			all = append(all, e.URL)
		}
		for _, u := range all {
			if !strings.HasPrefix(string(u), "http://") && !strings.HasPrefix(string(u), "https://") {
				t.Errorf("%q", u)
			}
		}
	})
}
