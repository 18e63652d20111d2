package structure

import (
	"strings"

	"github.com/irmtrail/irmtrail/corpus"
)

// particulars is what a note says of a source. What it does not say is zero.
type particulars struct {
	kind        corpus.CitationKind
	title       string
	publisher   string
	body        string
	date        corpus.Date
	accessed    corpus.Date
	commitments []string

	noun         string // the phrase that names its kind, outside a title
	bare         bool   // nothing stands between this link and the one before
	severalDates bool   // the words hold more dates than one, so that of a further link is not sure
}

// reading is the state of one look at the words before a link.
type reading struct {
	*context
	w     *words
	ws    []word
	dates []dated
	own   int     // byte offset in before of the link's own words, when they are its reference; 0 otherwise
	host  *string // class of the host, once it is asked for
	title Range   // byte offsets of the title in before, quotes included; empty without one
	kinds []found
}

// found is a phrase of a class at a word.
type found struct {
	class     string
	word      int // index of its first word
	next      int // index behind its last word
	inTitle   bool
	last      bool // it stands in the last clause
	start     int  // byte offset
	endOffset int
}

// dated is a date and what it is the date of.
type dated struct {
	DateMention
	access bool
}

// particulars reads the words around a link. A link that follows another one with nothing between but "and" or a semicolon
// takes over what was said of that one; one that leaves out the noun takes over the noun.
func (ctx *context) particulars(before particulars) particulars {
	r := &reading{context: ctx, w: vocabulary(), ws: splitWords(ctx.before)}
	if before.kind != "" && leadsOn(ctx.before) && !r.saysInWords() {
		p := particulars{accessed: r.accessed()}
		p.bare, p.severalDates = true, before.severalDates
		p.body, p.commitments, p.noun = before.body, before.commitments, before.noun
		if !before.severalDates {
			p.date = before.date
		}
		p.kind = r.hostKind()
		if p.kind == corpus.CitesOther || p.kind == corpus.CitesOGPPage && before.kind != corpus.CitesOther {
			p.kind = before.kind
		}
		return p
	}
	r.takeWords()
	p := particulars{accessed: r.accessed()}
	if words, ok := r.elided(before.noun); ok {
		return r.withNoun(words, &before)
	}
	r.findTitle(&p)
	r.findKinds()
	r.findPublisher(&p)
	p.kind = r.kind(&p)
	p.date = r.date(p.kind)
	p.severalDates = r.sourceDates() > 1
	if p.kind == corpus.CitesMinutes {
		p.body = r.body(p.publisher)
	}
	p.commitments, p.noun = r.commitments(), r.nounOf(&p)
	return p
}

// saysInWords reports whether the words of the link name a kind of source or a date, and so are its reference.
func (r *reading) saysInWords() bool {
	ws := splitWords(r.link.words)
	for i := range ws {
		if class, _ := r.w.kindAt(r.link.words, ws, i); class != "" {
			return true
		}
	}
	return len(Dates(r.link.words, r.lang)) > 0
}

// takeWords adds the words of the link to what introduces it when they are its reference: notes that were written in a word processor
// link "Minutes of the Steering Committee, 5 May 2021" as a whole.
func (r *reading) takeWords() {
	if r.link.words == "" || !r.saysInWords() {
		return
	}
	own := *r.context
	own.before = r.before + r.link.words
	r.context, r.ws, r.own = &own, splitWords(own.before), len(r.before)
}

// accessed returns the day of access, which notes state before the link or behind it.
func (r *reading) accessed() corpus.Date {
	for _, m := range Dates(r.before, r.lang) {
		access := r.follows(r.before[:m.Start], &r.w.accessed)
		r.dates = append(r.dates, dated{m, access})
	}
	for _, d := range r.dates {
		if d.access {
			return d.Date
		}
	}
	if !r.accessBehind() {
		return ""
	}
	for _, m := range Dates(r.after, r.lang) {
		lead := strings.TrimLeft(r.after[:m.Start], " .,;:([")
		if ws := splitWords(lead); len(ws) > 0 && len(ws) <= 4 {
			if _, n := r.w.accessed.at(ws, 0); n > 0 && r.follows(lead, &r.w.accessed) {
				return m.Date
			}
		}
	}
	return ""
}

// accessBehind reports whether the words behind the link begin like a date of access.
func (r *reading) accessBehind() bool {
	ws := splitWords(r.after)
	if len(ws) == 0 {
		return false
	}
	_, n := r.w.accessed.at(ws, 0)
	return n > 0
}

// sourceDates counts the dates in the words that are none of access.
func (r *reading) sourceDates() int {
	n := 0
	for _, d := range r.dates {
		if !d.access {
			n++
		}
	}
	return n
}

// follows reports whether a text ends in one of the phrases, punctuation aside.
func (r *reading) follows(s string, p *phrases) bool {
	ws := splitWords(s)
	for i := max(0, len(ws)-4); i < len(ws); i++ {
		if _, n := p.at(ws, i); n > 0 && i+n == len(ws) {
			return strings.Trim(s[ws[len(ws)-1].end:], " :,(.") == ""
		}
	}
	return false
}
