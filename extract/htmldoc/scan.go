package htmldoc

import (
	"bytes"
	"encoding/json"
	"regexp"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/extract/charset"
)

// maxTags and maxCopies bound the tree that a page makes. A node costs about 150 bytes.
const (
	maxTags   = 400_000
	maxCopies = 500_000
)

// formatting are the elements that the parser opens again in every paragraph when their end tag is missing
// (HTML Living Standard 13.2.4.3, the list of active formatting elements).
var formatting = map[atom.Atom]bool{
	atom.A: true, atom.B: true, atom.Big: true, atom.Code: true, atom.Em: true, atom.Font: true, atom.I: true, atom.Nobr: true,
	atom.S: true, atom.Small: true, atom.Strike: true, atom.Strong: true, atom.Tt: true, atom.U: true,
}

// scanned looks at the tags before a tree is made of them: whether they are HTML at all, and whether the tree would
// outgrow memory. 500 <b> with different attributes followed by a million <p> make 500 million nodes of 3 MB.
func scanned(text string, maxCopies int) error {
	z := html.NewTokenizer(strings.NewReader(text))
	tags, known, copies := 0, 0, 0
	open := map[string]int{} // formatting elements without end tag, by the bytes of their tag
	active := 0              // how many of them the parser keeps: three of each
	names := map[atom.Atom][]string{}
	for {
		kind := z.Next()
		if kind == html.ErrorToken {
			break
		}
		if kind != html.StartTagToken && kind != html.EndTagToken && kind != html.SelfClosingTagToken {
			continue
		}
		raw := z.Raw()
		name, _ := z.TagName()
		a := atom.Lookup(name)
		if tags++; tags > maxTags {
			return corpus.Unreadable("too_large", "the page has more than %d tags", maxTags)
		}
		if known == 0 && kind == html.StartTagToken && foreignRoot(a, name) {
			return corpus.Unreadable("not_html", "the document's first element is <%s>, which is not of HTML", clip(string(name)))
		}
		if a != 0 {
			known++
		}
		if !formatting[a] {
			copies += active
		} else if kind == html.StartTagToken {
			key := string(raw[:min(len(raw), 200)])
			if open[key]++; open[key] <= 3 {
				active++
			}
			names[a] = append(names[a], key)
		} else if stack := names[a]; kind == html.EndTagToken && len(stack) > 0 {
			key := stack[len(stack)-1]
			names[a] = stack[:len(stack)-1]
			if open[key]--; open[key] < 3 {
				active--
			}
		}
		if copies > maxCopies {
			return corpus.Unreadable("nested_too_deep", "elements without end tag would be repeated %d times", copies)
		}
	}
	if known == 0 || isJSON(text) {
		return corpus.Unreadable("not_html", "the document has no HTML elements")
	}
	return nil
}

// foreignRoot reports whether the first element of a document shows that it is XML of another kind: a feed, a sitemap, a
// picture. Names with a hyphen are custom elements of HTML, those with a colon come from Word.
func foreignRoot(a atom.Atom, name []byte) bool {
	return a == atom.Svg || a == 0 && !bytes.ContainsAny(name, "-:")
}

func isJSON(text string) bool {
	head := strings.TrimLeft(text, " \t\r\n\ufeff")
	return head != "" && (head[0] == '{' || head[0] == '[') && json.Valid([]byte(head))
}

func clip(s string) string { return s[:min(len(s), 40)] }

// cutTag matches the rest of a tag, a comment or an entity that the document's end cut off: `<a href="https://exa`, "&nbs".
var cutTag = regexp.MustCompile(`(?s)(?:<[a-zA-Z/!][^>]*|<|&#?[0-9a-zA-Z]{0,8})$`)

// containers are the elements whose end tag is never left out on purpose. One that stays open at the end was cut off.
var containers = map[atom.Atom]bool{
	atom.Div: true, atom.Main: true, atom.Article: true, atom.Section: true, atom.Table: true, atom.Ul: true, atom.Ol: true,
	atom.A: true, atom.Script: true, atom.Style: true, atom.Blockquote: true, atom.Nav: true, atom.Header: true, atom.Footer: true,
}

// Truncated reports whether a page visibly ends early: it opened <html>, closed neither it nor <body>, and it stops inside
// a tag, an entity, or an element that must be closed. A page that leaves out only what may be left out is whole.
func Truncated(payload []byte) bool {
	if len(payload) > MaxBytes {
		return false
	}
	if tail := bytes.ToLower(payload[max(0, len(payload)-1024):]); bytes.Contains(tail, []byte("</html")) {
		return false // the usual case, without decoding
	}
	text := charset.Decode(payload, "").String
	lower := strings.ToLower(text)
	if !strings.Contains(lower, "<html") || strings.Contains(lower, "</html") {
		return false
	}
	if cutTag.MatchString(text[max(0, len(text)-4096):]) {
		return true
	}
	return !strings.Contains(lower, "</body") && leftOpen(text)
}

// leftOpen reports whether a container has more start tags than end tags.
func leftOpen(text string) bool {
	z := html.NewTokenizer(strings.NewReader(text))
	open := map[atom.Atom]int{}
	for {
		kind := z.Next()
		if kind == html.ErrorToken {
			break
		}
		if kind != html.StartTagToken && kind != html.EndTagToken {
			continue
		}
		name, _ := z.TagName()
		if a := atom.Lookup(name); containers[a] && kind == html.StartTagToken {
			open[a]++
		} else if containers[a] {
			open[a]--
		}
	}
	for _, n := range open {
		if n > 0 {
			return true
		}
	}
	return false
}
