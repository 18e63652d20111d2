package resolve

import (
	"bytes"
	"html"
	"io"
	"regexp"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/PuerkitoBio/goquery"
	xhtml "golang.org/x/net/html"
	"golang.org/x/net/html/charset"
)

// maxPage bounds how much of a page is looked at: what stands on a page that says no stands at its start.
const maxPage = 1 << 20

// page is an HTML payload that is looked at for what it says about the document that is not there. Most pages are the
// document, so what is cheap is asked first and the tree is made only when something points that way.
type page struct {
	raw    []byte // UTF-8, at most maxPage
	whole  bool   // raw is all of it
	heads  []head
	doc    *goquery.Document
	found  map[string]bool // marks
	looked bool            // for marks
}

// head is the title or a heading of a page.
type head struct {
	tag, text string
}

// pageOf decodes a payload.
func pageOf(payload []byte, contentType string) *page {
	pg := &page{raw: payload[:min(len(payload), maxPage)], whole: len(payload) <= maxPage}
	if start := pg.raw[:max(0, len(pg.raw)-utf8.UTFMax)]; !utf8.Valid(start) || bytes.IndexByte(start, 0) >= 0 {
		if r, err := charset.NewReader(bytes.NewReader(pg.raw), contentType); err == nil {
			if decoded, err := io.ReadAll(io.LimitReader(r, 3*maxPage)); err == nil {
				pg.raw = decoded
			}
		}
	}
	pg.raw = bytes.TrimPrefix(pg.raw, []byte("\ufeff")) // else it is text, and what follows stands in the body
	pg.heads = headsOf(pg.raw)
	return pg
}

// marks returns the marks of refusals that the page has.
func (pg *page) marks() map[string]bool {
	if !pg.looked {
		pg.found, pg.looked = allMarks().in(pg.raw), true
	}
	return pg.found
}

// maxHeads and maxHead bound the headings that are looked at, and their length: those of pages that say no are few.
const (
	maxHeads = 8
	maxHead  = 600
)

// headsOf returns the title and first headings without making a tree, so that it may be fooled by comments and scripts.
func headsOf(raw []byte) (heads []head) {
	for len(heads) < maxHeads {
		i := bytes.IndexByte(raw, '<')
		if i < 0 {
			return heads
		}
		raw = raw[i+1:]
		tag := headTag(raw)
		if tag == "" {
			continue
		}
		open := bytes.IndexByte(raw, '>')
		if open < 0 {
			return heads
		}
		raw = raw[open+1:]
		if end := indexClose(raw[:min(len(raw), 4*maxHead)], tag); end >= 0 {
			heads = append(heads, head{tag, plain(html.UnescapeString(tagText.ReplaceAllString(string(raw[:end]), " ")))})
			raw = raw[end:]
		}
	}
	return heads
}

// headTag returns the name when what follows "<" is a title or a high heading.
func headTag(raw []byte) string {
	if len(raw) == 0 || raw[0]|0x20 != 't' && raw[0]|0x20 != 'h' {
		return ""
	}
	for _, tag := range []string{"title", "h1", "h2"} {
		if n := len(tag); len(raw) > n && strings.EqualFold(string(raw[:n]), tag) && (raw[n] == '>' || raw[n] <= ' ') {
			return tag
		}
	}
	return ""
}

func indexClose(raw []byte, tag string) int {
	for at := 0; ; {
		i := bytes.Index(raw[at:], []byte("</"))
		if i < 0 {
			return -1
		}
		at += i + 2
		if len(raw) >= at+len(tag) && strings.EqualFold(string(raw[at:at+len(tag)]), tag) {
			return at - 2
		}
	}
}

// tagText matches "<span class=x>" and "<!-- x -->".
var tagText = regexp.MustCompile(`<[^<>]*>`)

// title returns the title, as [plain] has it.
func (pg *page) title() string {
	for _, h := range pg.heads {
		if h.tag == "title" {
			return h.text
		}
	}
	return ""
}

// document returns the tree, with what browsers show when scripts are off; an empty one when there is none.
func (pg *page) document() *goquery.Document {
	if pg.doc == nil {
		root, err := xhtml.ParseWithOptions(bytes.NewReader(pg.raw), xhtml.ParseOptionEnableScripting(false))
		if err != nil { // nested beyond what the library follows
			root = &xhtml.Node{Type: xhtml.DocumentNode}
		}
		pg.doc = goquery.NewDocumentFromNode(root)
	}
	return pg.doc
}

// chrome is what stands around the text of a page.
const chrome = "script, style, noscript, template, nav, header, footer, aside, form, select, svg"

// text returns the words of the page that are its text, as [plain] has them.
func (pg *page) text() string {
	body := pg.document().Find("body").Clone()
	body.Find(chrome).Remove()
	return plain(body.Text())
}

// length counts the letters and digits of a text.
func length(text string) (n int) {
	for _, r := range text {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			n++
		}
	}
	return n
}

// plain brings words to the form of the lists: lower case, white space collapsed, straight apostrophes.
func plain(s string) string {
	return strings.Join(strings.Fields(strings.ToLower(apostrophes.Replace(s))), " ")
}

var apostrophes = strings.NewReplacer("’", "'", "‘", "'", "`", "'")

// The size of a page that consists of nothing but a move to another address, and how soon it moves.
const (
	maxMoveBytes  = 8 << 10
	maxMoveText   = 300
	maxMoveLinks  = 2
	maxMoveDelay  = 5
	refreshMarker = "refresh"
)

// refresh returns what <meta http-equiv="refresh" content="0;URL='x'"> asks for: seconds and address.
func (pg *page) refresh() (seconds float64, to string, ok bool) {
	if !bytes.Contains(bytes.ToLower(pg.raw[:min(len(pg.raw), 64<<10)]), []byte(refreshMarker)) {
		return 0, "", false
	}
	pg.document().Find("meta[http-equiv][content]").EachWithBreak(func(_ int, m *goquery.Selection) bool {
		if !strings.EqualFold(strings.TrimSpace(m.AttrOr("http-equiv", "")), refreshMarker) {
			return true
		}
		parts := refreshContent.FindStringSubmatch(m.AttrOr("content", ""))
		if parts == nil {
			return true
		}
		seconds, _ = strconv.ParseFloat(parts[1], 64)
		to, ok = strings.Trim(parts[2], ` "'`), true
		return false
	})
	return seconds, to, ok
}

// refreshContent matches "0; url='https://example.org/'"; seconds and address are groups 1 and 2.
var refreshContent = regexp.MustCompile(`(?i)^\s*(\d{1,4}(?:\.\d*)?)\s*[;,]?\s*url\s*=\s*(\S.*)$`)

// move returns the address that a page of any host goes to by itself, when it does nothing else: no text to speak of, and
// at once. A page that is read and then reloaded or left is a document.
func (pg *page) move() (string, bool) {
	if !pg.whole || len(pg.raw) > maxMoveBytes {
		return "", false
	}
	seconds, to, ok := pg.refresh()
	if !ok || seconds > maxMoveDelay || pg.document().Find("a[href]").Length() > maxMoveLinks || length(pg.text()) > maxMoveText {
		return "", false
	}
	return to, true
}
