package report

import (
	"sort"
	"strings"
	"sync"

	"github.com/irmtrail/irmtrail/corpus"
)

// titleFacts is what a title, a file name or a slug says of the report.
type titleFacts struct {
	kind       corpus.ReportType
	generic    bool // names the IRM without a type: "Independent Reporting Mechanism Report"
	country    country
	locality   string
	start, end int // years
	number     int // of the action plan
	draft      bool
	refused    bool     // a self-assessment, comments on a report, an invitation
	strange    []string // words that a title of a report does not have
	extra      bool     // has words beside type, place and years
}

// exact reports whether the title is a member, a type of report that only the IRM writes and a range of years, and
// nothing else: "Ghana Results Report 2021-2023". Ministries and donors too write progress reports and special reports.
func (f titleFacts) exact() bool {
	return f.kind != "" && f.kind != corpus.ProgressReport && f.kind != corpus.SpecialReport && f.country.code != "" &&
		f.start > 0 && f.end > f.start && !f.extra && !f.refused && !f.draft && len(f.strange) == 0
}

// isReport reports whether the title is that of an IRM report: type, country or years, and hardly a strange word.
func (f titleFacts) isReport() bool {
	named := f.kind != "" || f.generic
	return named && !f.refused && len(f.strange) <= maxStrange && (f.country.code != "" || f.start > 0)
}

// maxStrange is how many unknown words a title may have, for names of local members that no list holds.
const maxStrange = 2

// titlePart is what a phrase means in a title.
type titlePart uint8

const (
	titleType titlePart = iota
	titleGeneric
	titleFiller
	titleDraft
	titleRefused
	titleOrdinal
	titlePlan
)

type titleEntry struct {
	words  []string
	part   titlePart
	kind   corpus.ReportType
	number int
}

// titleWords holds the words of titles of all languages by their first word: a page in one language can bear a title in
// another.
var titleWords = sync.OnceValue(func() map[string][]titleEntry {
	all := map[string][]titleEntry{}
	add := func(phrase string, e titleEntry) {
		for _, t := range tokens(nil, phrase, 0) {
			e.words = append(e.words, t.text)
		}
		all[e.words[0]] = append(all[e.words[0]], e)
	}
	for _, l := range languages {
		v := vocabularies()[l]
		for kind, list := range v.Titles {
			for _, w := range list {
				add(w, titleEntry{part: titleType, kind: corpus.ReportType(kind)})
			}
		}
		for p, list := range map[titlePart][]string{
			titleGeneric: v.TitleGeneric, titleFiller: v.TitleFillers, titleDraft: v.Drafts, titleRefused: v.NotTitles,
			titlePlan: v.Words["plan"],
		} {
			for _, w := range list {
				add(w, titleEntry{part: p})
			}
		}
		for i, spellings := range v.Ordinals {
			for _, w := range strings.Split(spellings, "|") {
				add(w, titleEntry{part: titleOrdinal, number: i + 1})
			}
		}
	}
	for first := range all {
		list := all[first]
		sort.SliceStable(list, func(i, j int) bool {
			if len(list[i].words) != len(list[j].words) {
				return len(list[i].words) > len(list[j].words)
			}
			if list[i].part != list[j].part {
				return list[i].part < list[j].part
			}
			return list[i].kind < list[j].kind
		})
	}
	return all
})

// typeOfPhrase returns the report type that the tokens name.
func typeOfPhrase(l corpus.Language, toks []token) corpus.ReportType {
	for _, e := range titleWords()[toks[0].text] {
		if e.part == titleType && sameWords(toks, e.words) == len(toks) {
			return e.kind
		}
	}
	return ""
}

// readTitle reads a title such as "Kaduna State, Nigeria Results Report 2021-2023", a slug or a file name.
func readTitle(title string) titleFacts {
	var f titleFacts
	toks := withoutMechanism(tokens(nil, title, 0), &f)
	var before []string // words right before a comma and a country name a local member
	for i := 0; i < len(toks); {
		t := toks[i]
		if n := f.yearsOf(toks, i); n > 0 {
			i += n
			continue
		}
		if t.kind != word {
			i++
			continue
		}
		e, n := titleEntryAt(toks, i)
		p, m := placeAt(toks, i)
		switch {
		case m > 0 && m >= n && (n == 0 || e.part != titleType):
			f.addPlace(p, before, i > 0 && toks[i-1].kind == mark && toks[i-1].text == ",")
			i, before = i+m, nil
			continue
		case n > 0:
			f.addEntry(e, toks, i+n)
			f.extra = f.extra || e.part != titleType
			i += n
			continue
		}
		if !t.glued || len(t.text) > 1 {
			f.strange = append(f.strange, t.text)
			before = append(before, title[byteOf(title, t.start):byteOf(title, t.end)])
		}
		i++
	}
	return f
}

// byteOf returns the byte offset of a code point offset in a short text.
func byteOf(s string, offset int) int {
	n := 0
	for i := range s {
		if n == offset {
			return i
		}
		n++
	}
	return len(s)
}

// withoutMechanism drops "IRM" and "MRI", which can stand anywhere in a title, even inside the type: "End-of-Term IRM
// Report".
func withoutMechanism(toks []token, f *titleFacts) []token {
	kept := toks[:0:0]
	for i := 0; i < len(toks); {
		n := 0
		for _, e := range titleWords()[toks[i].text] {
			if e.part == titleGeneric {
				n = max(n, sameWords(toks[i:], e.words))
			}
		}
		if n > 0 {
			f.generic = true
			i += n
			continue
		}
		kept = append(kept, toks[i])
		i++
	}
	return kept
}

func titleEntryAt(toks []token, i int) (titleEntry, int) {
	for _, e := range titleWords()[toks[i].text] {
		if n := sameWords(toks[i:], e.words); n > 0 {
			return e, n
		}
	}
	return titleEntry{}, 0
}

func (f *titleFacts) addEntry(e titleEntry, toks []token, next int) {
	switch e.part {
	case titleType:
		if f.kind == "" {
			f.kind = e.kind
		}
	case titleDraft:
		f.draft = true
	case titleRefused:
		f.refused = true
	case titleOrdinal:
		for k := next; k < min(next+3, len(toks)); k++ {
			if x, _ := titleEntryAt(toks, k); x.part == titlePlan && len(x.words) > 0 {
				f.number = e.number
			}
		}
	}
}

// addPlace takes a country or a local member. The words before a comma and a country are the name of a local member.
func (f *titleFacts) addPlace(p place, before []string, comma bool) {
	switch {
	case p.locality != "":
		if f.country.code == "" {
			f.locality, f.country = p.locality, p.country
		}
	case f.locality != "" && f.country.code == p.country.code:
	case f.country.code == "" || f.locality == "" && comma:
		f.country = p.country
		if comma && len(before) > 0 && len(before) <= 4 {
			f.locality = strings.Join(before, " ")
			f.strange = f.strange[:len(f.strange)-len(before)]
		}
	}
}

// yearsOf takes "2019-2022", "2013-14" or "2021–2023" at a token and returns how many tokens it has.
func (f *titleFacts) yearsOf(toks []token, i int) int {
	if toks[i].kind != number {
		return 0
	}
	j := i + 1
	if j < len(toks) && toks[j].kind == mark && strings.Contains("-–—/", toks[j].text) {
		j++
	}
	if j == i+1 || j >= len(toks) || toks[j].kind != number {
		return 1
	}
	start, end := toks[i].value, toks[j].value
	if len(toks[j].text) == 2 {
		end += start / 100 * 100
	}
	if f.start == 0 && plausiblePeriod(start, end) {
		f.start, f.end = start, end
	}
	return j + 1 - i
}
