package discover

import (
	"fmt"
	"strings"
	"testing"

	"github.com/irmtrail/irmtrail/corpus"
)

// nextOf returns the next page as a test writes it: without the host, "guess " before what is no link.
func nextOf(html, at string) string {
	l := ReadListing([]byte(html), corpus.URL("https://www.example.org"+at))
	next := strings.TrimPrefix(string(l.Next), "https://www.example.org")
	if l.Guessed {
		next = "guess " + next
	}
	return next
}

// Pagers of several themes and systems. {n} in their links is what stands for the pages; each is read on the first page,
// on the second and on the last, which is the third.
func TestPagers(t *testing.T) {
	item := `<article><a href="/documents/a/">A</a> <a href="/documents/a/">Read more</a></article>`
	for _, c := range []struct{ name, first, second, third, at1, at2, at3 string }{
		{
			"WordPress, numbers",
			`<nav class="pagination"><span class="page-numbers current">1</span><a class="page-numbers" href="/list/page/2/">2</a><a class="page-numbers" href="/list/page/3/">3</a></nav>`,
			`<nav class="pagination"><a class="page-numbers" href="/list/">1</a><span class="current">2</span><a class="page-numbers" href="/list/page/3/">3</a></nav>`,
			`<nav class="pagination"><a class="page-numbers" href="/list/">1</a><a class="page-numbers" href="/list/page/2/">2</a><span class="current">3</span></nav>`,
			"/list/", "/list/page/2/", "/list/page/3/",
		},
		{
			"WordPress with a language",
			`<a href="/list/page/2/?lang=es">Siguiente »</a>`,
			`<a href="/list/?lang=es">« Anterior</a><a href="/list/page/3/?lang=es">Siguiente »</a>`,
			`<a href="/list/page/2/?lang=es">« Anterior</a>`,
			"/list/?lang=es", "/list/page/2/?lang=es", "/list/page/3/?lang=es",
		},
		{
			"WordPress with plain links",
			`<a href="/?cat=7&#038;paged=2">Older posts</a>`,
			`<a href="/?cat=7">Newer posts</a><a href="/?cat=7&#038;paged=3">Older posts</a>`,
			`<a href="/?cat=7&#038;paged=2">Newer posts</a>`,
			"/?cat=7", "/?cat=7&paged=2", "/?cat=7&paged=3",
		},
		{
			"Drupal, from 0",
			`<ul class="pager__items"><li><a href="?page=0" title="Current page"><span class="visually-hidden">Page</span> 1</a></li><li><a href="?page=1">Page 2</a></li><li><a href="?page=2">Page 3</a></li></ul>`,
			`<ul class="pager__items"><li><a href="?page=0">Page 1</a></li><li><a href="?page=1">Page 2</a></li><li><a href="?page=2">Page 3</a></li></ul>`,
			`<ul class="pager__items"><li><a href="?page=0">Page 1</a></li><li><a href="?page=1">Page 2</a></li></ul>`,
			"/list", "/list?page=1", "/list?page=2",
		},
		{
			"offsets",
			`<a href="?offset=20">2</a><a href="?offset=40">3</a>`,
			`<a href="?offset=0">1</a><a href="?offset=40">3</a>`,
			`<a href="?offset=0">1</a><a href="?offset=20">2</a>`,
			"/list", "/list?offset=20", "/list?offset=40",
		},
		{
			"load more",
			`<a class="btn" href="/list/?sf_paged=2">Cargar más</a>`,
			`<a class="btn" href="/list/?sf_paged=3">Cargar más</a>`,
			`<a class="btn" href="/list/?sf_paged=3">Cargar más</a>`,
			"/list/", "/list/?sf_paged=2", "/list/?sf_paged=3",
		},
		{
			"data attribute",
			`<button class="load-more" data-next-url="/list/?pg=2">Charger plus</button>`,
			`<button class="load-more" data-next-url="/list/?pg=3">Charger plus</button>`,
			`<button class="load-more" data-next-url="/list/?pg=1">Charger plus</button><a href="/list/?pg=1">1</a>`,
			"/list/", "/list/?pg=2", "/list/?pg=3",
		},
		{
			"query block, with a carousel and a link to the next post",
			`<a class="next" href="/documents/a/">›</a><a href="/list/?query-3-page=2">2</a>`,
			`<a class="next" href="/documents/a/">›</a><a href="/list/?query-3-page=3">3</a>`,
			`<a class="next" href="/documents/a/">›</a><a href="/list/?query-3-page=2">2</a>`,
			"/list/", "/list/?query-3-page=2", "/list/?query-3-page=3",
		},
		{
			"the last page leads to the first",
			`<a class="next" href="/list/page/2/">Próxima</a>`,
			`<a class="next" href="/list/page/3/">Próxima</a>`,
			`<a class="next" href="/list/">Próxima</a>`,
			"/list/", "/list/page/2/", "/list/page/3/",
		},
		{
			"static files",
			`<a href="/list/reports-2.html">Suivant</a>`,
			`<a href="/list/reports-1.html">Précédent</a><a href="/list/reports-3.html">Suivant</a>`,
			`<a href="/list/reports-2.html">Précédent</a><a href="/list/reports-3.html">Suivant</a>`,
			"/list/reports-1.html", "/list/reports-2.html", "/list/reports-3.html",
		},
		{
			"cursors",
			`<a rel="next" href="?cursor=b">More</a>`,
			`<a href="?cursor=c">Load more</a>`,
			`<a href="?cursor=c">Load more</a>`,
			"/list?cursor=a", "/list?cursor=b", "/list?cursor=c",
		},
	} {
		if c.name == "cursors" {
			c.at3 = "" // nothing tells a cursor's last page but its end
		}
		one, two, three := nextOf(item+c.first, c.at1), nextOf(item+c.second, c.at2), nextOf(item+c.third, c.at3)
		if one != c.at2 || c.at3 != "" && two != c.at3 || c.at3 != "" && three != "" {
			t.Errorf("%s: %q, %q, %q", c.name, one, two, three)
		}
	}
}

func TestNextTraps(t *testing.T) {
	for _, c := range []struct{ name, at, html, want string }{
		{"cards that say more", "/list/", `<a href="/documents/a/">Ver más</a><a href="/documents/b/">Voir plus</a>`, "guess /list/page/2/"},
		{"next post below a list", "/list/", `<a href="/blog/2023/other/">Next</a>`, "guess /list/page/2/"},
		{"pager of comments", "/list/", `<a href="/documents/a/">a</a><a href="/list/?cpage=2">2</a>`, "guess /list/page/2/"},
		{"another list's pager", "/list/", `<a href="/other/?page=2">2</a>`, "guess /list/page/2/"},
		{"a file's page", "/list/", `<a href="/x.pdf#page=2">2</a>`, "guess /list/page/2/"},
		{"number for a script", "/list/", `<div data-next-page="2"><a href="/documents/a/">a</a></div>`, "guess /list/page/2/"},
		{"number for a script, by parameter", "/list/?pg=4", `<div data-next="5"><a href="/documents/a/">a</a></div>`, "guess /list/?pg=5"},
		{"slide", "/list/?pg=4", `<div data-next="1"><a href="/documents/a/">a</a></div>`, "guess /list/?pg=5"},
		{"guess by parameter", "/list?page=2&lang=fr", `<a href="/documents/a/">a</a>`, "guess /list?page=3&lang=fr"},
		{"guess with a language", "/list/page/2/?lang=es", `<a href="/documents/a/">a</a>`, "guess /list/page/3/?lang=es"},
		{"no guess by items", "/list?offset=20", `<a href="/documents/a/">a</a>`, ""},
		{"page 1 with its number", "/list/", `<a href="/list/page/1/">1</a><a href="/list/page/2/">2</a>`, "/list/page/2/"},
		{"only page 1", "/list/", `<a href="/list/page/1/">1</a><a href="/documents/a/">a</a>`, "guess /list/page/2/"},
		{"words in other letters", "/list/", `<a href="page/2/"> PÁGINA&nbsp;SIGUIENTE → </a>`, "/list/page/2/"},
		{"translated paging", "/informes/", `<a href="/informes/p%C3%A1gina/2/">2</a>`, "/informes/p%C3%A1gina/2/"},
		{"spelling of the host", "/list/", `<a href="http://example.org/list/page/2">2</a>`, "http://example.org/list/page/2"},
		{"absurd number", "/list/page/9999999/", `<a href="/documents/a/">a</a>`, "guess /list/page/10000000/"},
		{"not HTML", "/list/", "\x00\x01", ""},
	} {
		if got := nextOf(c.html, c.at); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

// A list that drifts while it is walked shows items twice, and each page once.
func TestDriftingWalk(t *testing.T) {
	pages := map[corpus.URL]string{}
	at := func(n int) corpus.URL {
		if n == 1 {
			return "https://example.org/list/"
		}
		return corpus.URL(fmt.Sprintf("https://example.org/list/page/%d/", n))
	}
	for n := 1; n <= 5; n++ {
		html := fmt.Sprintf(`<a href="/documents/%d/">a</a><a href="/documents/%d/">b</a>`, n, n+1)
		if n < 5 {
			html += fmt.Sprintf(`<a class="next page-numbers" href="%s">Next</a>`, at(n+1))
		} else {
			html += `<a class="next page-numbers" href="/list/">Next</a>`
		}
		pages[at(n)] = html
	}
	seen, walked := map[corpus.URL]bool{}, 0
	for next := at(1); next != ""; walked++ {
		if walked > len(pages) {
			t.Fatal("the walk does not end")
		}
		l := ReadListing([]byte(pages[next]), next)
		for _, u := range l.Links {
			if strings.Contains(string(u), "/documents/") {
				seen[u] = true
			}
		}
		next = l.Next
	}
	if walked != 5 || len(seen) != 6 {
		t.Errorf("%d pages, %d items", walked, len(seen))
	}
}

func TestTraps(t *testing.T) {
	html := `<a href="/documents/a/">a</a> <a href="/documents/a/feed/">f</a> <a href="/documents/a/feed/rss2/">f</a> <a href="/documents/a/?replytocom=4#respond">r</a>
		<a href="/documents/a/?share=facebook&amp;nb=1">s</a> <a href="/?s=mexico">s</a> <a href="/documents/a/amp/">a</a> <a href="/documents/a/?amp=1">a</a>
		<a href="/documents/a/?print=print">p</a> <a href="/documents/a/print">p</a> <a href="/wp-login.php?redirect_to=x">l</a> <a href="/wp-admin/">l</a>
		<a href="/2023/06/">June</a> <a href="/es/2023/06/14">14</a> <a href="/events/2031-07/">July</a> <a href="/calendar/month/2031-07">July</a> <a href="/?ical=1">c</a>
		<a href="/wp-content/uploads/2023/06/photo-1024x768.jpg">i</a> <a href="/wp-content/uploads/2023/06/photo-scaled.PNG">i</a>
		<a href="https://www.facebook.com/sharer/sharer.php?u=x">f</a> <a href="https://twitter.com/intent/tweet?text=x">t</a> <a href="/wp-json/wp/v2/documents/3">j</a>
		<a href="/documents/feed/the-future/">a document about feeds</a> <a href="/wp-content/uploads/2023/06/Report-2019-2022.pdf">p</a> <a href="/documents/2023/">y</a>
		<a href="/documents/plan-1024x768/">n</a> <a href="/?p=3445">p</a> <a href="/documents/print-media-report/">m</a> <map><area href="/documents/area/"></map>`
	want := "/documents/a/ /documents/feed/the-future/ /wp-content/uploads/2023/06/Report-2019-2022.pdf /documents/2023/ /documents/plan-1024x768/ /?p=3445 /documents/print-media-report/ /documents/area/"
	const at = "https://example.org/list/"
	for name, links := range map[string][]corpus.URL{"listing": ReadListing([]byte(html), at).Links, "page": ReadPage([]byte(html), at).Links()} {
		if got := strings.ReplaceAll(strings.Trim(fmt.Sprint(links), "[]"), "https://example.org", ""); got != want {
			t.Errorf("%s: %s", name, got)
		}
	}
}
