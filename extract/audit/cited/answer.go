package cited

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/irmtrail/irmtrail/corpus"
)

// answer weighs the aspects: one that differs contradicts; without it, one that agrees confirms.
func (s *source) answer(aspects []aspect) Answer {
	agreeing, differing := of(aspects, agrees), of(aspects, differs)
	if title, class := s.standIn(); class != "" && len(agreeing) == 0 {
		return s.standsIn(title, class)
	}
	switch {
	case len(differing) > 0:
		return s.contradicted(differing, agreeing, aspects)
	case len(agreeing) > 0 && !inDoubt(aspects):
		return s.confirmed(agreeing, aspects)
	case len(agreeing) == 0 && len(of(aspects, unsure)) == 0 && s.isDocument() && s.unlike():
		return s.otherDocument()
	}
	return s.open(agreeing, aspects)
}

func of(aspects []aspect, st state) []aspect {
	var list []aspect
	for _, a := range aspects {
		if a.state == st {
			list = append(list, a)
		}
	}
	return list
}

// inDoubt reports whether something is unsure without which nothing is confirmed.
func inDoubt(aspects []aspect) bool {
	for _, a := range aspects {
		if a.state == unsure && a.blocks {
			return true
		}
	}
	return false
}

// confirmed lists what the document bears out and what it does not say.
func (s *source) confirmed(agreeing, aspects []aspect) Answer {
	detail := fmt.Sprintf("The %s %s %s", s.noun(), s.verb("bears out", "bear out"), listed(names(agreeing), "and"))
	if missing := of(aspects, silent); len(missing) > 0 {
		detail += fmt.Sprintf("; %s %s not state %s", s.they(), s.verb("does", "do"), listed(names(missing), "or"))
	}
	detail = s.withRemarks(detail+".", aspects)
	return Answer{Check: corpus.Confirmed, Detail: detail, Passages: places(agreeing)}
}

// contradicted says what differs, with both readings, and what agrees all the same.
func (s *source) contradicted(differing, agreeing, aspects []aspect) Answer {
	detail := differing[0].remark
	if len(differing) > 1 {
		detail = alongside(detail, differing[1].remark)
	}
	if len(agreeing) > 0 {
		detail += fmt.Sprintf(" %s %s out %s.", upperFirst(s.they()), s.verb("bears", "bear"), listed(names(agreeing), "and"))
	}
	detail = s.ofCopy(detail)
	passages := places(aspects)
	return Answer{Check: corpus.Contradicted, Detail: detail, Passages: passages, Finding: s.finding(differing[0].rule, detail, places(differing))}
}

// otherDocument contradicts where nothing agrees and the document is plainly another one.
func (s *source) otherDocument() Answer {
	detail := s.ofCopy(fmt.Sprintf("The document is titled %s and does not carry the title that the note gives (%s), nor anything else that it says.",
		quoted(s.ownTitles()[0]), quoted(s.Citation.Title)))
	return Answer{Check: corpus.Contradicted, Detail: detail, Finding: s.finding(corpus.RuleCitationContradicted, detail, nil)}
}

// open says why nothing was confirmed.
func (s *source) open(agreeing, aspects []aspect) Answer {
	missing := of(aspects, silent)
	a := Answer{Check: corpus.NotCheckable, Passages: places(agreeing)}
	switch {
	case len(missing) == 0 && len(of(aspects, unsure)) == 0:
		a.Detail = "The note states neither date nor body nor title."
		return a
	case len(missing) > 0:
		a.Detail = fmt.Sprintf("The %s %s not state %s.", s.noun(), s.verb("does", "do"), listed(names(missing), "or"))
	}
	a.Detail = s.withRemarks(a.Detail, aspects)
	if u := unreadPages(s.Content); u != "" {
		a.Detail += " " + u
	}
	return a
}

// standsIn says that what was got is no document but a page that says so.
func (s *source) standsIn(title, class string) Answer {
	what := map[string]string{
		"missing": "a page that says that it is missing",
		"login":   "a page that asks to log in",
		"moved":   "a page that stands there for now",
	}[class]
	return notCheckable(s.ofCopy(fmt.Sprintf("What was got is %s (%s), not the document that the note cites.", what, quoted(title))))
}

// withRemarks adds what the aspects have to say beside their names.
func (s *source) withRemarks(detail string, aspects []aspect) string {
	for _, a := range aspects {
		if a.remark != "" && a.state != differs {
			detail = strings.TrimSpace(detail + " " + a.remark)
		}
	}
	return s.ofCopy(detail)
}

// ofCopy says that a web archive's copy was read, and of which day.
func (s *source) ofCopy(detail string) string {
	if s.Citation.Status != corpus.ArchivedCopy {
		return detail
	}
	of := ""
	if s.Capture != nil && !s.Capture.MementoDate.IsZero() {
		of = " of " + s.Capture.MementoDate.UTC().Format("2 January 2006")
	}
	return detail + " This is the web archive's copy" + of + "."
}

// finding makes the finding of a contradiction: the note's statement in the report against the passage in the source.
func (s *source) finding(rule, message string, other []corpus.Place) *corpus.Finding {
	c := &s.Citation
	f := &corpus.Finding{
		Rule: rule, Severity: corpus.Warning, Message: fmt.Sprintf("Note %d: %s", c.FootnoteNumber, message), OtherEvidence: other,
		Evidence: corpus.Evidence{DocumentID: c.SourceDocumentID, Page: c.Page, Start: c.Start, End: c.End, Quote: c.Quote},
	}
	if c.ReportID != "" {
		f.SetID(c.ReportID)
	}
	return f
}

func names(aspects []aspect) []string {
	list := make([]string, len(aspects))
	for i := range aspects {
		list[i] = aspects[i].name
	}
	return list
}

func places(aspects []aspect) []corpus.Place {
	var list []corpus.Place
	for _, a := range aspects {
		list = append(list, a.places...)
	}
	return list
}

// listed joins a list: "a, b and c".
func listed(list []string, and string) string {
	if len(list) < 2 {
		return strings.Join(list, "")
	}
	return strings.Join(list[:len(list)-1], ", ") + " " + and + " " + list[len(list)-1]
}

func upperFirst(s string) string {
	r, size := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(r)) + s[size:]
}
