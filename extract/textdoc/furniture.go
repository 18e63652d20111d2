package textdoc

import (
	"regexp"
	"strings"

	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/extract/chrome"
)

// pageNumber matches a line with a page number only: "12", "- 12 -", "Page 3 of 9", "iv".
var pageNumber = regexp.MustCompile(`^(?i)(?:[-–—]\s?)?(?:p(?:age|ágina|[.])?\s)?(?:\d{1,4}|[ivxl]{1,7})(?:\s?(?:/|of|de|sur)\s?\d{1,4})?(?:\s?[-–—])?$`)

// Behind the line that opens the comments ("Leave a Reply") only furniture follows, as long as it is not much: the rest of
// the form, the site's footer.
const (
	longestFoot      = 20  // pieces
	longestFootShare = 0.1 // of the text
)

// markFurniture finds the lines that came along from a web page, and running heads and page numbers of paged text.
func markFurniture(pieces []piece, words *chrome.Data) {
	for i := range pieces {
		p := &pieces[i]
		if p.kind == corpus.Furniture {
			continue
		}
		switch words.Line(p.text) {
		case chrome.Furniture:
			p.kind = corpus.Furniture
		case chrome.Comments:
			markFoot(pieces, i)
		case chrome.Downloads, chrome.Related:
			markFileList(pieces, i, words)
		}
	}
	markRunning(pieces)
}

// markFoot makes furniture of a line that opens the comments and, where they are few, of all lines behind it.
func markFoot(pieces []piece, i int) {
	pieces[i].kind = corpus.Furniture
	if len(pieces)-i > longestFoot {
		return
	}
	all, foot := 0, 0
	for j, p := range pieces {
		all += p.width
		if j > i {
			foot += len(p.text)
		}
	}
	if float64(foot) > longestFootShare*float64(all) && foot > 500 {
		return
	}
	for j := i + 1; j < len(pieces); j++ {
		pieces[j].kind = corpus.Furniture
	}
}

// markFileList makes furniture of "Downloads" and the names of files below it, where furniture or the end follows: in a text the
// files themselves are lost. A "Downloads" that text follows is a heading.
func markFileList(pieces []piece, i int, words *chrome.Data) {
	j := i + 1
	for j < len(pieces) && j <= i+longestFoot && words.Line(pieces[j].text) == chrome.Text && looksLikeHeading(pieces[j].text) {
		j++
	}
	if j < len(pieces) && words.Line(pieces[j].text) == chrome.Text {
		return
	}
	for k := i; k < j; k++ {
		pieces[k].kind = corpus.Furniture
	}
}

// markRunning makes furniture of the first and last lines of pages: page numbers, and lines that three pages or more have
// in common but for digits.
func markRunning(pieces []piece) {
	edges := []int{}
	seen := map[string]int{}
	for i, p := range pieces {
		edge := p.page > 0 && (i == 0 || pieces[i-1].page != p.page || i+1 == len(pieces) || pieces[i+1].page != p.page)
		if !edge || p.lines > 1 || p.width > maxHeading {
			continue
		}
		edges = append(edges, i)
		seen[withoutDigits(p.text)]++
	}
	for _, i := range edges {
		if i == 0 && !pageNumber.MatchString(pieces[i].text) {
			continue // the title, which the pages behind repeat
		}
		if pageNumber.MatchString(pieces[i].text) || seen[withoutDigits(pieces[i].text)] >= 3 {
			pieces[i].kind = corpus.Furniture
		}
	}
}

func withoutDigits(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return -1
		}
		return r
	}, s)
}
