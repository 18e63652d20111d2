package structure

import (
	"fmt"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/corpus/corpustest"
	"github.com/irmtrail/irmtrail/extract/htmldoc"
	"github.com/irmtrail/irmtrail/extract/textdoc"
)

// shared reads a file of the shared data, which lies beside the project.
func shared(t testing.TB, path string) string {
	t.Helper()
	data, err := os.ReadFile(corpustest.Shared(t, "data", path))
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

func readHTML(t testing.TB, html string) (*corpus.Content, *Structure) {
	t.Helper()
	c, err := htmldoc.Read([]byte(html), "https://www.opengovpartnership.org/documents/mexico-results-report-2019-2022/", "text/html; charset=utf-8")
	if err != nil {
		t.Fatal(err)
	}
	return c, Read(c)
}

// seedNote is a note of the seed as its page marks it up: the paragraphs in HTML.
type seedNote struct {
	number     int
	paragraphs []string
}

// noteStart matches the label of a note in the seed; the number is group 1.
var noteStart = regexp.MustCompile(`^<a href="#_ftnref(\d+)" name="_ftn\d+">\[\d+\]</a> `)

// seedMarker matches a marker in the seed; the number is group 1.
var seedMarker = regexp.MustCompile(`<a href="#_ftn(\d+)" name="_ftnref\d+">\[\d+\]</a>`)

// dismantle splits the seed's page into what stands before the notes, the notes, and what stands behind.
func dismantle(t testing.TB, html string) (before string, notes []seedNote, behind string) {
	t.Helper()
	i := strings.Index(html, "<hr />")
	j := strings.Index(html[i:], "\n</div>") + i
	before, behind = html[:i], html[j:]
	for _, p := range strings.Split(strings.TrimSuffix(html[i+len("<hr /><p>"):j], "</p>"), "</p><p>") {
		if m := noteStart.FindStringSubmatch(p); m != nil {
			notes = append(notes, seedNote{number: len(notes) + 1})
			p = p[len(m[0]):]
		}
		last := &notes[len(notes)-1]
		last.paragraphs = append(last.paragraphs, p)
	}
	if len(notes) != 11 {
		t.Fatalf("found %d notes in the seed's page, want 11", len(notes))
	}
	return before, notes, behind
}

// each joins what f makes of every note.
func each(notes []seedNote, f func(n int, n0 seedNote) string) string {
	var sb strings.Builder
	for _, n := range notes {
		sb.WriteString(f(n.number, n))
	}
	return sb.String()
}

var tag = regexp.MustCompile(`<[^>]*>`)

// TestSeedInOtherMarkups sets the seed's notes in other markups: whatever it is, the same notes, markers and citations.
func TestSeedInOtherMarkups(t *testing.T) {
	before, notes, behind := dismantle(t, shared(t, "seed/mexico-word.html"))
	paragraphs := func(n seedNote, head, tail string) string {
		return "<p>" + head + strings.Join(n.paragraphs, "</p><p>") + tail + "</p>"
	}
	markers := func(format string) string {
		return seedMarker.ReplaceAllStringFunc(before, func(s string) string {
			return strings.ReplaceAll(format, "%d", seedMarker.FindStringSubmatch(s)[1])
		})
	}
	variants := []struct{ name, html string }{
		{"as it is", shared(t, "seed/mexico-word.html")},
		{"ordered list with arrows, paragraphs", markers(`<sup id="fnref%d"><a href="#fn%d">%d</a></sup>`) + `<hr><ol>` + each(notes, func(n int, s seedNote) string {
			return fmt.Sprintf(`<li id="fn%d">%s</li>`, n, paragraphs(s, "", fmt.Sprintf(` <a href="#fnref%d">↩</a>`, n)))
		}) + `</ol>` + behind},
		{"ordered list with arrows, line breaks", markers(`<sup><a id="ref-%d" href="#note-%d">%d</a></sup>`) + `<h2>Notes</h2><ol>` + each(notes, func(n int, s seedNote) string {
			return fmt.Sprintf(`<li id="note-%d">%s <a href="#ref-%d">↑</a></li>`, n, strings.Join(s.paragraphs, "<br><br>"), n)
		}) + `</ol>` + behind},
		{"ordered list without links", markers(`<sup>%d</sup>`) + `<ol>` + each(notes, func(_ int, s seedNote) string {
			return `<li>` + paragraphs(s, "", "") + `</li>`
		}) + `</ol>` + behind},
		{"Gutenberg", markers(`<sup data-fn="u-%d" class="fn"><a href="#u-%d" id="u-%d-link">%d</a></sup>`) + `<ol class="wp-block-footnotes">` + each(notes, func(n int, s seedNote) string {
			return fmt.Sprintf(`<li id="u-%d">%s <a href="#u-%d-link" aria-label="Jump to footnote reference %d">↩︎</a></li>`, n, strings.Join(s.paragraphs, "<br>"), n, n)
		}) + `</ol>` + behind},
		{"Google Docs", markers(`<sup><a href="#ftnt%d" id="ftnt_ref%d">[%d]</a></sup>`) + `<hr>` + each(notes, func(n int, s seedNote) string {
			wrapped := regexp.MustCompile(`href="(https?://[^"]*)"`).ReplaceAllString(paragraphs(s, fmt.Sprintf(`<a href="#ftnt_ref%d" id="ftnt%d">[%d]</a>&nbsp;`, n, n, n), ""), `href="https://www.google.com/url?q=$1&amp;sa=D&amp;source=editors&amp;usg=AOv"`)
			return `<div>` + strings.ReplaceAll(wrapped, "?usp=sharing&amp;sa", "?usp%3Dsharing&amp;sa") + `</div>`
		}) + behind},
		{"no anchors", markers(`[%d]`) + `<hr>` + each(notes, func(n int, s seedNote) string {
			return tag.ReplaceAllStringFunc(paragraphs(s, fmt.Sprintf("[%d] ", n), ""), func(s string) string {
				if strings.Contains(s, "p>") {
					return s
				}
				return ""
			})
		}) + behind},
		{"raised numbers without anchors", markers(`<sup>%d</sup>`) + `<hr>` + each(notes, func(n int, s seedNote) string {
			return paragraphs(s, fmt.Sprintf("<sup>%d</sup> ", n), "")
		}) + behind},
		{"numbers under a heading", markers(`<sup>%d</sup>`) + `<h3>Footnotes</h3>` + each(notes, func(n int, s seedNote) string {
			return paragraphs(s, fmt.Sprintf("%d. ", n), "")
		}) + behind},
		{"easy footnotes", markers(`<span id='easy-footnote-%d-77' class='easy-footnote-margin-adjust'></span><span class='easy-footnote'><a href='#easy-footnote-bottom-%d-77' title=''><sup>%d</sup></a></span>`) +
			`<ol class="easy-footnotes-wrapper">` + each(notes, func(n int, s seedNote) string {
			return fmt.Sprintf(`<li class="easy-footnote-single"><span id="easy-footnote-bottom-%d-77" class="easy-footnote-margin-adjust"></span>%s<a class="easy-footnote-to-top" href="#easy-footnote-%d-77"></a></li>`, n, strings.Join(s.paragraphs, "<br />"), n)
		}) + `</ol>` + behind},
		{"Word filtered", markers(`<a style="mso-footnote-id: ftn%d;" title="" href="#_ftn%d" name="_ftnref%d"><span class="MsoFootnoteReference">[%d]</span></a>`) + `<div style="mso-element: footnote-list;"><hr size="1" />` + each(notes, func(n int, s seedNote) string {
			return fmt.Sprintf(`<div id="ftn%d" style="mso-element: footnote;">%s</div>`, n, paragraphs(s, fmt.Sprintf(`<a href="#_ftnref%d" name="_ftn%d"><span class="MsoFootnoteReference">[%d]</span></a> `, n, n, n), ""))
		}) + `</div>` + behind},
		{"line breaks between notes", markers(`<a href="#n%d"><sup>%d</sup></a>`) + `<hr><p>` + each(notes, func(n int, s seedNote) string {
			return fmt.Sprintf(`<a name="n%d"><sup>%d</sup></a> %s<br><br>`, n, n, strings.Join(s.paragraphs, "<br>"))
		}) + `</p>` + behind},
	}
	for _, v := range variants {
		t.Run(v.name, func(t *testing.T) { checkSeed(t, v.html, notes) })
	}
}

func checkSeed(t *testing.T, html string, notes []seedNote) {
	t.Helper()
	c, s := readHTML(t, html)
	checkNotes(t, c, s, notes)
}

// checkNotes compares what was read with the notes of the seed.
func checkNotes(t *testing.T, c *corpus.Content, s *Structure, notes []seedNote) {
	t.Helper()
	rows := s.Footnotes(c, "doc-1")
	if len(rows) != 11 || len(s.Markers) != 11 {
		t.Errorf("%d notes and %d markers, want 11 and 11", len(rows), len(s.Markers))
	}
	for i := range min(len(rows), len(notes)) {
		var want []string
		for _, p := range notes[i].paragraphs {
			want = append(want, strings.TrimSpace(tag.ReplaceAllString(p, "")))
		}
		if got := rows[i].Text; got != strings.Join(want, "\n") {
			t.Errorf("note %d:\n got %q\nwant %q", i+1, got, strings.Join(want, "\n"))
		}
		if rows[i].Number != i+1 || rows[i].MarkerStart == nil || rows[i].Section != "" {
			t.Errorf("note %d has number %d, section %q, marker %v", i+1, rows[i].Number, rows[i].Section, rows[i].MarkerStart)
		}
	}
	checkSeedCitations(t, s.Citations(c, "doc-1"))
}

func checkSeedCitations(t *testing.T, cites []corpus.Citation) {
	t.Helper()
	targets, drive := map[string]bool{}, map[string]bool{}
	var minutes []string
	for _, x := range cites {
		targets[x.Target] = true
		if strings.HasPrefix(x.Target, "gdrive:") {
			drive[x.Target] = true
		}
		if x.Kind == corpus.CitesMinutes {
			minutes = append(minutes, fmt.Sprintf("%d %v %s %s", x.FootnoteNumber, x.CommitmentNumbers, x.Body, x.Date))
		}
	}
	if len(cites) != 17 || len(targets) != 13 || len(drive) != 5 {
		t.Errorf("%d citations of %d targets, %d of them on Drive; want 17, 13, 5", len(cites), len(targets), len(drive))
	}
	want := "2 [1] Working Group 2021-12-13|2 [5] Coordinating Committee 2022-05-03|2 [9] Coordinating Committee 2022-10-20"
	if got := strings.Join(minutes, "|"); got != want {
		t.Errorf("minutes %s\n   want %s", got, want)
	}
}

// TestSeedAsText reads the seed as it was captured: plain text with the lines of the site around it.
func TestSeedAsText(t *testing.T) {
	_, notes, _ := dismantle(t, shared(t, "seed/mexico-word.html"))
	c, err := textdoc.Read([]byte(shared(t, "seed/mexico-results-report-2019-2022.txt")), "text/plain")
	if err != nil {
		t.Fatal(err)
	}
	checkNotes(t, c, Read(c), notes)
}
