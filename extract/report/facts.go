package report

import (
	"net/url"
	"path"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/extract/structure"
)

// titleCandidate is a text that can be the report's title.
type titleCandidate struct {
	text    string
	printed bool // stands in the document, so that it can be quoted as the title
	facts   titleFacts
}

// headTitles is how many headings from the top are looked at: the title of a page stands before the sections.
const headTitles = 3

// openingBlocks is how many blocks of a document without headings at its top can hold the title.
const openingBlocks = 14

// longestTitle bounds a title in code points, so that a paragraph that speaks of a report is none.
const longestTitle = 160

// facts reads what the document says of itself; nil when it is no IRM report. A document whose title, main heading and
// address do not say so is none, whatever its text says.
func facts(c *corpus.Content, s *structure.Structure, src Source) *corpus.Report {
	candidates := titleCandidates(c, s, src)
	best := -1
	for i := range candidates {
		f := &candidates[i].facts
		if f.refused && (f.kind != "" || f.generic) && candidates[i].printed && best < 0 {
			return nil // "Comments on the Results Report", "Midterm Self-Assessment Report"
		}
		if f.isReport() && (best < 0 || candidates[i].printed && (!candidates[best].printed || namesType(f, &candidates[best].facts))) {
			best = i
		}
	}
	if best < 0 || !signalled(c, src, candidates[best].facts) {
		return nil
	}
	best = withMember(candidates, best)
	r := &corpus.Report{Title: withYears(candidates, candidates[best], withoutPublisher(candidates[best].text)), Language: language(c, s), URL: address(c, src)}
	if !candidates[best].printed && len(candidates) > 0 && candidates[0].printed {
		r.Title = candidates[0].text
	}
	fill(r, candidates[best].facts)
	for _, x := range candidates {
		if x.facts.isReport() || x.facts.country.code != "" && x.facts.kind == "" && len(x.facts.strange) == 0 {
			complete(r, x.facts)
		}
		r.PublicComment = r.PublicComment || x.facts.draft && len(x.facts.strange) <= maxStrange && (x.facts.isReport() || x.facts.kind == "" && x.facts.country.code == "")
	}
	r.PublicComment = r.PublicComment || draftNotice(c, s)
	r.PublishedOn = day(c.Head.Published)
	for _, d := range c.Head.Downloads {
		r.Downloads = append(r.Downloads, d.URL)
	}
	r.ActionPlanID = planID(c)
	return r
}

// namesType reports whether a title names a type of report where another only names the mechanism.
func namesType(f, other *titleFacts) bool {
	return f.kind != "" && other.kind == "" && len(f.strange) == 0 && (other.country.code == "" || f.country.code == "" || f.country.code == other.country.code)
}

// withMember returns the title to which a line with the member's name above it belongs: covers set "Ireland" over "Progress Report
// 2014-2016".
func withMember(candidates []titleCandidate, best int) int {
	if candidates[best].facts.country.code != "" || !candidates[best].printed {
		return best
	}
	for i, x := range candidates {
		if x.printed && x.facts.isReport() && x.facts.country.code != "" && len(x.facts.strange) == 0 && strings.HasSuffix(x.text, " "+candidates[best].text) {
			return i
		}
	}
	return best
}

// withYears returns a title with the years that a line of its own gives it: covers set "2018-2019" under "Georgia Design Report".
func withYears(candidates []titleCandidate, best titleCandidate, title string) string {
	if best.facts.start > 0 || !best.printed {
		return title
	}
	years := ""
	for _, x := range candidates {
		if f := x.facts; !x.printed || f.start == 0 || runes(x.text) > longestYears || f.kind != "" || f.generic || f.extra || f.country.code != "" || len(f.strange) > 0 {
			continue
		}
		if years != "" && years != x.text {
			return title
		}
		years = x.text
	}
	return strings.TrimSpace(title + " " + strings.Trim(years, "()"))
}

// longestYears is how long, in code points, a line with nothing but years is at most: "(2018 – 2019)".
const longestYears = 13

// withoutPublisher returns a title without the mechanism's name before it: "Independent Reporting Mechanism (IRM): Ghana ...".
func withoutPublisher(title string) string {
	before, after, ok := strings.Cut(title, ":")
	if !ok || !readTitle(after).isReport() {
		return title
	}
	var f titleFacts
	for _, t := range withoutMechanism(tokens(nil, before, 0), &f) {
		if t.kind != mark {
			return title
		}
	}
	return strings.TrimSpace(after)
}

// titleCandidates returns the texts that can be the title, the most trusted first.
func titleCandidates(c *corpus.Content, s *structure.Structure, src Source) []titleCandidate {
	var list []titleCandidate
	add := func(text string, printed bool) {
		text = strings.Join(strings.Fields(text), " ")
		if text != "" && len(text) <= 4*longestTitle && len([]rune(text)) <= longestTitle {
			list = append(list, titleCandidate{text, printed, readTitle(text)})
		}
	}
	headings := 0
	for i := range c.Blocks {
		b := &c.Blocks[i]
		if b.Page > 1 || headings == headTitles {
			break
		}
		if b.Kind == corpus.Heading && b.Level <= 2 {
			headings++
			add(s.Plain(c, structure.Range{Start: b.Start, End: b.End}), true)
		}
	}
	if !onlyWeb(src.MediaType) {
		opening(c, s, add)
	}
	for _, t := range []string{c.Title, src.Title} {
		add(withoutSite(t), false)
	}
	for _, u := range []corpus.URL{c.Head.Canonical, src.URL} {
		add(lastPart(u), false)
	}
	return list
}

// onlyWeb reports whether a document is a web page, whose title is a heading.
func onlyWeb(mediaType string) bool { return strings.Contains(mediaType, "html") }

// opening offers the first lines of the document, alone and joined with the next: covers break titles over lines.
func opening(c *corpus.Content, s *structure.Structure, add func(string, bool)) {
	last := ""
	n := 0
	for i := range c.Blocks {
		b := &c.Blocks[i]
		if b.Page > 1 || n == openingBlocks {
			return
		}
		if b.Kind != corpus.Heading && b.Kind != corpus.Paragraph || b.End-b.Start > longestTitle {
			last = ""
			n++
			continue
		}
		n++
		for line := range strings.Lines(s.Plain(c, structure.Range{Start: b.Start, End: b.End})) {
			line = strings.TrimSpace(line)
			if b.Kind != corpus.Heading || b.Level > 2 {
				add(line, true)
			}
			if last != "" {
				add(last+" "+line, true)
			}
			last = line
		}
	}
}

// lastPart returns the words of an address's last part: "mexico results report 2019-2022" for a page's slug, "Mexico EOTR
// 2016-2018" for a file.
func lastPart(u corpus.URL) string {
	p, err := url.Parse(string(u))
	if err != nil {
		return ""
	}
	base := path.Base(strings.TrimSuffix(p.Path, "/"))
	if base == "." || base == "/" {
		return ""
	}
	base = strings.TrimSuffix(base, path.Ext(base))
	return slugYears.ReplaceAllString(strings.NewReplacer("_", " ", "-", " ", "+", " ").Replace(base), "$1-$2")
}

// slugYears finds the years in a slug whose hyphens became spaces: "2019 2022", "2013 14".
var slugYears = regexp.MustCompile(`\b(20\d\d) (20\d\d|\d\d)\b`)

// signalled reports whether something beside the title ties the document to the IRM: "Progress Report" is a common title.
func signalled(c *corpus.Content, src Source, f titleFacts) bool {
	if f.generic || f.exact() {
		return true
	}
	for _, u := range []corpus.URL{src.URL, c.Head.Canonical} {
		if publishes(u) {
			return true
		}
	}
	text := c.Text().String()
	for _, l := range languages {
		for _, signal := range vocabularies()[l].Signals {
			if containsWord(text, signal) {
				return true
			}
		}
	}
	return false
}

// containsWord reports whether a text holds w as a word of its own: "IRM", not "CONFIRM".
func containsWord(text, w string) bool {
	for {
		i := strings.Index(text, w)
		if i < 0 {
			return false
		}
		before, _ := utf8.DecodeLastRuneInString(text[:i])
		after, _ := utf8.DecodeRuneInString(text[i+len(w):])
		if !unicode.IsLetter(before) && !unicode.IsLetter(after) {
			return true
		}
		text = text[i+len(w):]
	}
}

func language(c *corpus.Content, s *structure.Structure) corpus.Language {
	if s.Language != "" {
		return s.Language.Base()
	}
	return c.Language.Base()
}

func address(c *corpus.Content, src Source) corpus.URL {
	if c.Head.Canonical != "" {
		return c.Head.Canonical
	}
	return src.URL
}

// fill sets what the title says.
func fill(r *corpus.Report, f titleFacts) {
	r.Type, r.Locality = f.kind, f.locality
	r.Country, r.CountryCode = f.country.name, f.country.code
	r.PeriodStart, r.PeriodEnd = f.start, f.end
	r.ActionPlanNumber, r.PublicComment = f.number, f.draft
}

// complete sets what the title leaves open and another title of the document says.
func complete(r *corpus.Report, f titleFacts) {
	if r.Type == "" {
		r.Type = f.kind
	}
	if r.CountryCode == "" {
		r.Country, r.CountryCode = f.country.name, f.country.code
	}
	if r.Locality == "" && f.country.code == r.CountryCode {
		r.Locality = f.locality
	}
	if r.PeriodStart == 0 {
		r.PeriodStart, r.PeriodEnd = f.start, f.end
	}
	if r.ActionPlanNumber == 0 {
		r.ActionPlanNumber = f.number
	}
}

// day returns the date of an RFC 3339 instant.
func day(instant string) corpus.Date {
	if m := isoDay.FindString(instant); m != "" {
		return corpus.Date(m)
	}
	return ""
}

// isoDay matches the start of "2023-08-30T15:04:11+00:00".
var isoDay = regexp.MustCompile(`^20\d\d-[01]\d-[0-3]\d`)

// officialPlan matches the official form of a plan's id at the start of a text: "AP_MEX04".
var officialPlan = regexp.MustCompile(`^AP_[A-Z]{3,4}\d{2}\b`)

// planID returns the plan's official id where the document names exactly one.
func planID(c *corpus.Content) string {
	found := ""
	text := c.Text().String()
	for i := strings.Index(text, "AP_"); i >= 0; i = strings.Index(text, "AP_") {
		m := officialPlan.FindString(text[i:])
		if m != "" && found != "" && found != m {
			return ""
		}
		if m != "" {
			found = m
		}
		text = text[i+3:]
	}
	return found
}
