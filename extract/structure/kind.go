package structure

import (
	"net/url"
	"path"
	"regexp"
	"slices"
	"strings"

	"github.com/irmtrail/irmtrail/corpus"
)

// findKinds finds the phrases that name a kind of source. The last clause of the words is the one that introduces the link:
// "pre-publication comments by SFP, and a statement published by Article 19, https://...".
func (r *reading) findKinds() {
	clause := r.lastClause()
	for i := 0; i < len(r.ws); {
		class, n := r.w.kindAt(r.before, r.ws, i)
		if n == 0 {
			i++
			continue
		}
		w := &r.ws[i]
		if class != "" {
			r.kinds = append(r.kinds, found{class, i, i + n, r.inTitle(w.start), w.start >= clause, w.start, r.ws[i+n-1].end})
		}
		i += n
	}
}

// kindAt returns the phrase for a kind of source that stands at word i of s: one of any spelling, or one that is written as a
// name. A phrase that only holds such a word has a length and no class: "Time to Act".
func (w *words) kindAt(s string, ws []word, i int) (class string, length int) {
	if _, length = w.noKinds.at(ws, i); length > 0 {
		return "", length
	}
	if class, length = w.kinds.at(ws, i); length > 0 || !upperStart(s[ws[i].start:]) {
		return class, length
	}
	return w.namedKinds.at(ws, i)
}

// lastClause returns the byte offset of the last clause that says more than "available here". A clause begins behind a
// semicolon or colon, and at "and a", "and the".
func (r *reading) lastClause() int {
	for i := len(r.ws) - 1; i > 0; i-- {
		w := &r.ws[i]
		breaks := strings.ContainsAny(w.gap, ";:") || i+1 < len(r.ws) && r.w.andWords[w.lower] && r.w.articles[r.ws[i+1].lower]
		if breaks && !leadsOnly(r.before[w.start:]) {
			return w.start
		}
	}
	return 0
}

// kind classifies a source. Hosts that serve one kind alone decide first, then the words of the note, then what host and
// path suggest.
func (r *reading) kind(p *particulars) corpus.CitationKind {
	host := r.hostClass()
	switch host {
	case "video", "social":
		return corpus.CitationKind(host)
	case "ogp":
		return r.ogpKind()
	case "news":
		return corpus.CitesNews
	}
	if r.newsReference(p) {
		return corpus.CitesNews
	}
	r.dropKindsOf(p.publisher)
	if class := r.wordClass(); class != "" {
		return corpus.CitationKind(class)
	}
	return r.hostKind()
}

// wordClass returns the class of the phrase that names the source: minutes of the last clause before all others, then the
// first of that clause, then the last before it. Inside a title only the first phrase counts, and only without another.
func (r *reading) wordClass() string {
	first, last, title := "", "", ""
	for _, k := range r.kinds {
		switch {
		case k.inTitle:
			if title == "" && r.headsTitle(k) {
				title = k.class
			}
		case k.last && k.class == "minutes":
			return k.class
		case k.last && first == "":
			first = k.class
		case !k.last:
			last = k.class
		}
	}
	switch {
	case title != "":
		return title
	case first != "":
		return first
	case last != "":
		return last
	}
	ws := splitWords(r.link.words)
	for i := range ws {
		if class, _ := r.w.kindAt(r.link.words, ws, i); class != "" {
			return class
		}
	}
	return ""
}

// headsTitle reports whether a phrase says what the titled source is: it stands at the beginning ("Ley de acceso ...") or, years
// aside, at the end ("Self-Assessment Report 2013-2015").
func (r *reading) headsTitle(k found) bool {
	before, behind := 0, 0
	for i := range r.ws {
		switch {
		case !r.inTitle(r.ws[i].start):
		case i < k.word:
			before++
		case i >= k.next && !startsDigit(r.ws[i].lower):
			behind++
		}
	}
	return before <= 2 || behind == 0
}

// newsReference reports whether a reference reads like one to a newspaper: a title, and a publisher whose name says
// newspaper, or a full date that the address has as well.
func (r *reading) newsReference(p *particulars) bool {
	if p.title != "" && r.namesNewspaper(p.publisher) {
		return true
	}
	host := hostOf(r.link.url)
	named := len(r.kinds) == 0 && strings.EqualFold(strings.TrimPrefix(p.publisher, "www."), host) // a site that calls itself by its address, "Klix.ba"
	if p.title == "" || p.publisher == "" || !named && !datePath.MatchString(r.link.url) {
		return false
	}
	for _, d := range r.dates {
		if !d.access && d.Precision == Day {
			return true
		}
	}
	return false
}

// dropKindsOf forgets the phrases in the name of an office: "Environmental Law Centre" publishes other things than laws.
func (r *reading) dropKindsOf(publisher string) {
	start := strings.LastIndex(r.before, publisher)
	if publisher == "" || start < 0 || !slices.ContainsFunc(splitWords(publisher), func(w word) bool { return r.w.institutions[w.lower] }) {
		return
	}
	r.kinds = slices.DeleteFunc(r.kinds, func(k found) bool { return k.start >= start && k.endOffset <= start+len(publisher) })
}

// namesNewspaper reports whether a publisher's name says newspaper: "Daily Nation", "The Irish Independent", and neither
// "Independent Reporting Mechanism" nor "Ministerio de Comercio".
func (r *reading) namesNewspaper(publisher string) bool {
	ws := splitWords(publisher)
	says := false
	for i := range ws {
		word := ws[i].lower
		if r.w.institutions[word] {
			return false
		}
		says = says || r.w.newsNames[word] || i == len(ws)-1 && r.w.finalNewsNames[word]
	}
	return says
}

// datePath matches the path of a news page: "/2019/02/16/parliament-open-data".
var datePath = regexp.MustCompile(`/(?:19|20)\d\d/\d\d?/\d\d?/[^/]`)

// hostClass returns what is known about the host, "" when nothing is.
func (r *reading) hostClass() string {
	if r.host == nil {
		class := r.w.hostClass(hostOf(r.link.url))
		r.host = &class
	}
	return *r.host
}

func (w *words) hostClass(host string) string {
	for h := host; h != ""; {
		if class, ok := w.hostEnds[h]; ok {
			return class
		}
		i := strings.IndexByte(h, '.')
		if i < 0 {
			break
		}
		h = h[i+1:]
	}
	return ""
}

func hostOf(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return strings.TrimPrefix(strings.ToLower(u.Hostname()), "www.")
}

// hostKind classifies by host and path alone.
func (r *reading) hostKind() corpus.CitationKind {
	switch class := r.hostClass(); class {
	case "":
	case "ogp":
		return r.ogpKind()
	default:
		return corpus.CitationKind(class)
	}
	for _, l := range strings.FieldsFunc(hostOf(r.link.url), func(c rune) bool { return c == '.' || c == '-' }) {
		if class := r.w.hostLabels[l]; class != "" {
			return corpus.CitationKind(class)
		}
	}
	if class := r.pathClass(); class != "" {
		return corpus.CitationKind(class)
	}
	return corpus.CitesOther
}

// pathClass returns what the words of the path say it holds, the last ones first.
func (r *reading) pathClass() string {
	parts := pathWords(r.link.url)
	for i := len(parts) - 1; i >= 0; i-- {
		if class := r.w.pathWords[parts[i]]; class != "" {
			return class
		}
	}
	return ""
}

// pathWords returns the words of a path in lower case; a hyphenated part counts as a whole and in pieces.
func pathWords(address string) []string {
	u, err := url.Parse(address)
	if err != nil {
		return nil
	}
	var parts []string
	for _, part := range strings.Split(strings.ToLower(u.Path), "/") {
		part = strings.TrimSuffix(part, path.Ext(part))
		parts = append(parts, strings.FieldsFunc(part, func(c rune) bool { return c == '-' || c == '_' || c == '.' })...)
		parts = append(parts, part)
	}
	return parts
}

// uploads matches a file on the OGP site.
var uploads = regexp.MustCompile(`/wp-content/uploads/|/sites/default/files/|\.(?:pdf|docx?)$`)

// ogpKind tells the OGP site's reports from its other pages: files and pages with the words of a report in their name, files
// that the note calls a report, and minutes that are kept there.
func (r *reading) ogpKind() corpus.CitationKind {
	class := r.wordClass()
	file := uploads.MatchString(r.link.url)
	switch {
	case class == "minutes" && file:
		return corpus.CitesMinutes
	case class == "report" && file, r.reportName():
		return corpus.CitesReport
	}
	return corpus.CitesOGPPage
}

// reportName reports whether the last part of the path is the name of a report.
func (r *reading) reportName() bool {
	u, err := url.Parse(r.link.url)
	if err != nil {
		return false
	}
	last := strings.ToLower(path.Base(strings.TrimSuffix(u.Path, "/")))
	last = "-" + strings.ReplaceAll(strings.TrimSuffix(last, path.Ext(last)), "_", "-") + "-"
	for _, name := range r.w.reportNames {
		if strings.Contains(last, "-"+name+"-") {
			return true
		}
	}
	return false
}
