package structure

import (
	"net/url"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/irmtrail/irmtrail/corpus"
)

// link is an address in a note: printed, behind words, or both.
type link struct {
	start, end int    // of what is quoted: the printed address, or the words
	written    string // as the source writes it
	url        string // repaired
	words      string // of a link behind words; "" where the address is printed
}

// linkRun is a stretch of spans that share one link target.
type linkRun struct {
	start, end int
	href       string
	used       bool
}

// links returns the links of one paragraph of a note, in order, each once: the target of a link is preferred to the printed
// address where it is whole.
func (s *Structure) links(c *corpus.Content, p Range) []link {
	block := c.BlockAt(p.Start)
	if block < 0 {
		return nil
	}
	runs := linkRuns(&c.Blocks[block], p, s.leadsBack)
	text := c.Text().Slice(p.Start, p.End)
	var found []link
	addresses := spelledOut(text, printedAddresses(text), p.Start, runs)
	n, counted, end := 0, 0, p.Start
	for _, pr := range addresses {
		start := end + utf8.RuneCountInString(text[counted:pr.start])
		end = start + utf8.RuneCountInString(text[pr.start:pr.end])
		counted = pr.end
		for n < len(runs) && runs[n].end <= start {
			found = appendWords(found, c, &runs[n])
			n++
		}
		l := link{start: start, end: end, written: text[pr.start:pr.end], url: pr.url}
		l.url = bestAddress(pr.url, end, runs[n:])
		for k := n; k < len(runs) && runs[k].start < end; k++ {
			runs[k].used = true
		}
		found = append(found, l)
	}
	for ; n < len(runs); n++ {
		found = appendWords(found, c, &runs[n])
	}
	return slices.DeleteFunc(found, func(l link) bool { return namesSite(&l, found) })
}

// namesSite reports whether a link is only the name of the site that a later one leads into: editors link the publisher in
// "“Case Study.” Eaves.ca. April 14, 2010. http://eaves.ca/2010/04/14/case-study/" on their own.
func namesSite(l *link, all []link) bool {
	if l.words == "" {
		return false
	}
	host := hostOf(l.url)
	if host == "" || !strings.EqualFold(strings.TrimPrefix(l.words, "www."), host) || strings.Trim(withoutScheme(l.url), "/") != host {
		return false
	}
	return slices.ContainsFunc(all, func(other link) bool { return other.start > l.end && hostOf(other.url) == host })
}

// bestAddress chooses between a printed address and the targets of the links on it. A target that is only the beginning of
// what is printed was cut where the print is damaged: "https://drive.google.com/file/d/" before a space and the id.
func bestAddress(printed string, end int, runs []linkRun) string {
	best := printed
	for k := range runs {
		if runs[k].start >= end {
			break
		}
		href := cleanAddress(runs[k].href)
		switch {
		case href == "":
		case sameUnescaped(href, printed): // print has "españa" where the link has "espa%C3%B1a"
		case len(printedAddresses(runs[k].href)) > 1: // "https://a.org/x;https://b.org/y" as one target
		case runs[k].end < end && strings.HasPrefix(printed, strings.TrimRight(href, "/")):
		case needsID.MatchString(href): // cut at the same place, and the print is unreadable before it: "/\u6600\u6900le/d/1AbC"
			if id := printedID.FindStringSubmatch(printed); id != nil {
				return href + id[1]
			}
		case runs[k].used && !related(href, printed):
		case len(runs) > k+1 && runs[k+1].start < end && !strings.HasPrefix(href, printed):
		default:
			return href
		}
	}
	return best
}

// printedID matches the id of a shared file in an address, with what follows; group 1.
var printedID = regexp.MustCompile(`(?:/d/|/d/e/|/folders/|[?&]id=)([A-Za-z0-9_-]{20,80}(?:[/?&#].*)?)$`)

// sameUnescaped reports whether a link leads to a printed address whose letters it writes as percent signs and digits.
func sameUnescaped(href, printed string) bool {
	if href == printed || !strings.Contains(href, "%") {
		return false
	}
	plain, err := url.PathUnescape(href)
	return err == nil && strings.TrimRight(plain, "/") == strings.TrimRight(printed, "/") && utf8.ValidString(plain)
}

// related reports whether one address begins with the other, scheme aside.
func related(a, b string) bool {
	a, b = withoutScheme(a), withoutScheme(b)
	return strings.HasPrefix(a, b) || strings.HasPrefix(b, a)
}

func withoutScheme(s string) string {
	if i := strings.Index(s, "://"); i >= 0 {
		s = s[i+3:]
	}
	return strings.TrimPrefix(s, "www.")
}

// appendWords adds the link of a run that no printed address covers.
func appendWords(found []link, c *corpus.Content, run *linkRun) []link {
	if run.used {
		return found
	}
	p := trimRange(c.Text(), Range{run.start, run.end})
	address := cleanAddress(run.href)
	if p.Start >= p.End || address == "" {
		return found
	}
	return append(found, link{start: p.Start, end: p.End, written: run.href, url: address, words: c.Text().Slice(p.Start, p.End)})
}

// linkRuns returns the stretches of a paragraph that lead out of the document.
func linkRuns(b *corpus.Block, p Range, back func(href, words string) bool) []linkRun {
	var runs []linkRun
	gap := false // only white space since the last run
	for i := range b.Spans {
		s := &b.Spans[i]
		if s.End <= p.Start || s.Start >= p.End {
			continue
		}
		if !leadsOut(s.Link) || back(s.Link, s.Text) {
			gap = gap && isBlank(s.Text)
			continue
		}
		start, end := max(s.Start, p.Start), min(s.End, p.End)
		if n := len(runs); n > 0 && gap && runs[n-1].href == s.Link {
			runs[n-1].end = end
		} else {
			runs = append(runs, linkRun{start: start, end: end, href: s.Link})
		}
		gap = true
	}
	return runs
}

func leadsOut(href string) bool {
	scheme, _, ok := strings.Cut(strings.ToLower(strings.TrimSpace(href)), ":")
	return ok && (scheme == "http" || scheme == "https" || scheme == "ftp")
}

// leadsBack reports whether a link is written in full and still leads to a place of this document.
func (s *Structure) leadsBack(href, words string) bool {
	i := strings.IndexByte(href, '#')
	return i >= 0 && s.anchors[href[i+1:]] && (isLabel(words) || isBlank(strings.Trim(words, "↩↑^←⤴\ufe0e\ufe0f")))
}

// cleanAddress repairs the target of a link: white space and invisible characters, a doubled scheme, a wrapper around the
// address, punctuation of the sentence at its end.
func cleanAddress(href string) string {
	s := strings.Map(func(c rune) rune {
		if invisible(c) || c <= ' ' {
			return -1
		}
		return c
	}, href)
	for strings.HasPrefix(s, "http://http") || strings.HasPrefix(s, "https://http") {
		s = s[strings.Index(s, "://")+3:]
	}
	for strings.HasSuffix(s, "%20") {
		s = strings.TrimSuffix(s, "%20")
	}
	s = strings.Replace(s, "/d/%20", "/d/", 1)
	s = s[:addressEnd(s)]
	if _, rest, ok := strings.Cut(s, "://"); !ok || rest == "" {
		return ""
	}
	return unwrapped(s)
}

// unwrapped returns the address that a wrapper leads to, without the punctuation that was wrapped with it.
func unwrapped(s string) string {
	inner := string(corpus.Unwrap(corpus.URL(s)))
	if inner == s {
		return s
	}
	return inner[:addressEnd(inner)]
}
