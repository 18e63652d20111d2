package report

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/irmtrail/irmtrail/corpus"
)

// commitmentAddress matches the address of a commitment's own page on the OGP site, "/members/mexico/commitments/MX0075/";
// local members have three letters, "KAD0004".
var commitmentAddress = regexp.MustCompile(`(?i)/members/([^/?#]+)/commitments/([a-z]{2,3}\d{3,5})/?(?:[?#]|$)`)

// commitmentID returns the official id that an address names, "MX0075"; "" when it is not that of a commitment's own page.
func commitmentID(address string) string {
	if m := commitmentAddress.FindStringSubmatch(address); m != nil {
		return strings.ToUpper(m[2])
	}
	return ""
}

// CommitmentPageID returns the official id of the commitment whose own page a document is, by the address that it was found
// at or by the one that it calls its own; "" for any other document. Such a page goes with reports and is none.
func CommitmentPageID(c *corpus.Content, src Source) string {
	if !onlyWeb(src.MediaType) {
		return ""
	}
	if id := commitmentID(string(src.URL)); id != "" {
		return id
	}
	return commitmentID(string(c.Head.Canonical))
}

// CommitmentKey is the id of the commitment that a page of the OGP site is of, "ogp/MX0075".
func CommitmentKey(ogpID string) string { return commitmentKeys + ogpID }

// commitmentKeys is what the ids of such commitments begin with; no id of a report does.
const commitmentKeys = "ogp/"

// IsCommitmentKey reports whether an id is that of a commitment with a page of its own.
func IsCommitmentKey(id string) bool { return strings.HasPrefix(id, commitmentKeys) }

// ReadCommitmentPage reads a commitment's own page: the commitment, its ratings, and findings where a value is drawn in a way
// that the markup does not tell. markup is the page as HTML, c what was made of it as text: labels and printed values are
// quoted from the text, drawn values are read from the markup. Ids are set; there is no report.
func ReadCommitmentPage(c *corpus.Content, markup string, src Source) corpus.Reading {
	id := CommitmentPageID(c, src)
	root, err := html.Parse(strings.NewReader(markup))
	if id == "" || err != nil {
		return corpus.Reading{}
	}
	p := &commitmentPage{c: c, src: src, lang: pageLanguage(c, src), places: newTextPlaces(c), out: &corpus.Reading{}}
	p.commitment = corpus.Commitment{CommitmentID: CommitmentKey(id), OGPID: id}
	p.heading(root)
	for _, f := range pageFields(pageItems(root, id)) {
		p.field(f)
	}
	p.memberOfAddress()
	p.out.Commitments = []corpus.Commitment{p.commitment}
	for i := range p.out.Ratings {
		p.out.Ratings[i].Number = p.commitment.Number
	}
	return *p.out
}

// commitmentPage collects what a page says.
type commitmentPage struct {
	c          *corpus.Content
	src        Source
	lang       corpus.Language
	places     *textPlaces
	commitment corpus.Commitment
	out        *corpus.Reading
}

// pageLanguage returns the language of a page's labels: the site names it in the address, the page in its markup.
func pageLanguage(c *corpus.Content, src Source) corpus.Language {
	for _, u := range []corpus.URL{src.URL, c.Head.Canonical} {
		if m := addressLanguage.FindStringSubmatch(string(u)); m != nil {
			return corpus.Language(m[1])
		}
	}
	return c.Language.Base()
}

// addressLanguage finds the language in "https://www.opengovpartnership.org/es/members/mexico/...".
var addressLanguage = regexp.MustCompile(`^https?://[^/]+/(es|fr|pt)/`)

// heading takes title and number from the page's main heading, "Commitment 6: Right to information (GH0031)", and quotes it
// as the commitment's evidence.
func (p *commitmentPage) heading(root *html.Node) {
	printed := withoutSite(p.c.Title)
	for n := range root.Descendants() {
		if n.DataAtom == atom.H1 && n.Type == html.ElementNode {
			if t := nodeText(n); t != "" {
				printed = t
				break
			}
		}
	}
	p.commitment.Evidence = corpus.Evidence{DocumentID: p.src.DocumentID}
	if start, end, ok := p.places.find(printed, 0); ok {
		p.commitment.Evidence = p.c.Evidence(p.src.DocumentID, start, end)
	}
	p.title(printed)
}

// title sets title and number from a heading without what is not part of it.
func (p *commitmentPage) title(printed string) {
	title := strings.TrimSpace(idInBrackets.ReplaceAllString(printed, " "))
	for _, l := range languages {
		var x sentence
		x.read(lexicons()[l], title, 0)
		if h, ok := headingOf(&x, title, 0, true); ok && len(h.numbers) == 1 && h.title != "" {
			title = h.title
			if p.commitment.Number == "" {
				p.commitment.Number = h.numbers[0]
			}
			break
		}
	}
	if title = cleanTitle(title); title != "" && commitmentIDAlone.FindString(title) == "" {
		p.commitment.Title = title
	}
}

var (
	idInBrackets      = regexp.MustCompile(`\(\s*[A-Za-z]{2,3}\d{3,5}\s*\)|^[A-Z]{2,3}\d{3,5}\s*[:–—|-]|[:–—|-]\s*[A-Z]{2,3}\d{3,5}$`) // "(MX0075)", "MX0075: "
	commitmentIDAlone = regexp.MustCompile(`^[A-Za-z]{2,3}\d{3,5}$`)
)

func nodeText(n *html.Node) string {
	var sb strings.Builder
	for d := range n.Descendants() {
		if d.Type == html.TextNode {
			sb.WriteString(d.Data)
		}
	}
	return strings.Join(strings.Fields(sb.String()), " ")
}

// field reads one label and what stands behind it.
func (p *commitmentPage) field(f pageField) {
	if f.indicator != "" {
		p.rating(f)
		return
	}
	switch f.fact {
	case factNumber:
		if m := numberField.FindString(f.first); m != "" && p.commitment.Number == "" {
			p.commitment.Number = m
		}
	case factStatus:
		if p.commitment.Status == "" {
			p.commitment.Status = pageWordsOf().statuses[foldPhrase(f.first)]
		}
	case factPlan:
		p.plan(f.first)
	}
}

// numberField matches a commitment's number as a field prints it: "4.2", "3a".
var numberField = regexp.MustCompile(`^\d{1,3}(?:\.\d{1,3})*[a-z]?$`)

// rating reads the value of an indicator: printed words first, then what is drawn.
func (p *commitmentPage) rating(f pageField) {
	words := pageWordsOf()
	if words.noValues[foldPhrase(f.first)] {
		return
	}
	if !p.options(f) {
		d := &drawing{words: words, language: p.lang, indicator: f.indicator}
		if v := d.plain(f.first); v != "" {
			p.put(f.indicator, v, f.first, f.label, f.first)
			return
		}
		if f.indicator == corpus.OpenGovLens && p.values(f) {
			return
		}
	}
	value, said, pending := drawnValue(p.lang, f.indicator, f.elements())
	switch {
	case value != "":
		p.put(f.indicator, value, said, f.label, "")
	case pending:
	case f.same && f.first != "" && !p.options(f):
		p.stray(f)
	case f.sure || f.draws():
		p.unreadable(f)
	}
}

// options reports whether the words behind a label are the values of the scale, among which markup marks one.
func (p *commitmentPage) options(f pageField) bool {
	seen := map[string]bool{}
	for _, t := range f.texts {
		v := pageWordsOf().value(p.lang, f.indicator, t)
		if v == "" {
			break
		}
		seen[v] = true
	}
	return len(seen) > 1
}

// values rates the OGP values that a list names: "Relevance: Access to information, Civic participation".
func (p *commitmentPage) values(f pageField) bool {
	found := false
	for part := range strings.FieldsFuncSeq(f.first, func(r rune) bool { return r == ',' || r == ';' || r == '/' }) {
		for _, l := range languages {
			i := lexicons()[l].labels[foldPhrase(part)]
			if strings.HasPrefix(string(i), "relevance_") {
				p.put(i, "yes", strings.TrimSpace(part), f.label, f.first)
				found = true
				break
			}
		}
	}
	return found
}

// put adds a rating. The quote runs from the label to the printed value, where the text has that right behind it.
func (p *commitmentPage) put(i corpus.Indicator, value, said, label, printed string) {
	e := p.quote(label, printed)
	for k := range p.out.Ratings {
		r := &p.out.Ratings[k]
		switch {
		case r.Indicator != i:
		case r.Value == value:
			if e.Quoted() {
				r.OtherEvidence = append(r.OtherEvidence, e.Place())
			}
			return
		default:
			p.find(corpus.RuleRatingContradicted, corpus.Warning, r.Evidence, "%s is %q in one place and %q in another.", i, r.Label, said)
			return
		}
	}
	p.out.Ratings = append(p.out.Ratings, corpus.Rating{
		RatingID: p.commitment.CommitmentID + "/" + string(i), CommitmentID: p.commitment.CommitmentID,
		Indicator: i, Value: value, Code: corpus.Code(i, value), Label: said, Method: corpus.PageField, Evidence: e,
	})
}

// quote returns the place of a label and the value printed behind it.
func (p *commitmentPage) quote(label, printed string) corpus.Evidence {
	start, end, ok := p.places.pair(label, printed)
	if !ok {
		return corpus.Evidence{DocumentID: p.src.DocumentID}
	}
	return p.c.Evidence(p.src.DocumentID, start, end)
}

// stray notes that the words behind a label are on no scale; longer text is none of a rating.
func (p *commitmentPage) stray(f pageField) {
	if strings.Count(foldPhrase(f.first), " ")+1 <= longestStrayValue {
		p.find(corpus.RuleValueNotOnScale, corpus.Info, p.quote(f.label, f.first), "%[2]q is no value of the scale of %[1]s.", f.indicator, f.first)
	}
}

// unreadable notes that a label is there whose value is drawn in a way that the markup does not tell.
func (p *commitmentPage) unreadable(f pageField) {
	p.find(corpus.RuleValueNotReadable, corpus.Info, p.quote(f.label, ""), "the value of %s is drawn, and the markup does not say which it is.", f.indicator)
}

func (p *commitmentPage) find(rule string, severity corpus.Severity, e corpus.Evidence, format string, i corpus.Indicator, more ...any) {
	message := fmt.Sprintf(format, append([]any{strings.ReplaceAll(string(i), "_", " ")}, more...)...)
	f := corpus.Finding{Rule: rule, Severity: severity, Message: "Commitment " + p.commitment.OGPID + ": " + message, Evidence: e}
	if !slices.ContainsFunc(p.out.Findings, func(x corpus.Finding) bool { return x.Rule == rule && x.Message == f.Message }) {
		p.out.Findings = append(p.out.Findings, f)
	}
}

// plan takes the action plan that the page names, and the member and the years that its name states.
func (p *commitmentPage) plan(name string) {
	f := readTitle(name)
	if p.commitment.ActionPlan != "" || f.start == 0 {
		return
	}
	p.commitment.ActionPlan, p.commitment.PeriodStart, p.commitment.PeriodEnd = name, f.start, f.end
	if f.country.code != "" {
		p.member(f)
	}
}

func (p *commitmentPage) member(f titleFacts) {
	p.commitment.Country, p.commitment.CountryCode, p.commitment.Locality = f.country.name, f.country.code, f.locality
}

// memberOfAddress takes the member that the address names, "/members/ghana/", where the page's plan names none.
func (p *commitmentPage) memberOfAddress() {
	for _, u := range []corpus.URL{p.src.URL, p.c.Head.Canonical} {
		m := commitmentAddress.FindStringSubmatch(string(u))
		if m == nil || p.commitment.CountryCode != "" {
			continue
		}
		if f := readTitle(strings.ReplaceAll(m[1], "-", " ")); f.country.code != "" {
			p.member(f)
		}
	}
}
