package report

import (
	"sort"
	"strings"
	"sync"

	"github.com/irmtrail/irmtrail/corpus"
)

// sense is a value on a scale.
type sense struct {
	indicator corpus.Indicator
	value     string
}

// lexicon is a vocabulary made ready for look-up.
type lexicon struct {
	language     corpus.Language
	grammar      grammar
	entries      map[string][]entry // by first word, longest first
	senses       []sense            // payloads of asWord and asPhrase
	direct       []bool             // of senses: the words say the value right before "commitments"
	polar        []polarity
	values       map[string][]sense // folded printed value -> what it can stand for
	noValues     map[string]bool
	labels       map[string]corpus.Indicator // folded label -> indicator
	labelLen     int                         // words of the longest label
	heads        *headWords
	relevance    map[string]bool // folded labels before names of OGP values
	results      map[string]bool // folded nouns for early results
	headingWords [][]string      // folded words that head commitments beside that one
	otherStars   [][]string      // folded words of what a star can mean else
	overall      map[string]bool // folded names of a commitment's own row among those of its milestones

	planWords []string // what every phrase for a plan contains one of, in the spellings of running text
}

// entry is a phrase with the part that it plays.
type entry struct {
	words   []string
	part    part
	payload int // number, ordinal, index into senses or polar, or indicator
}

// indicators gives indicators small numbers, for payloads.
var indicators = []corpus.Indicator{
	corpus.Completion, corpus.CompletionMidterm, corpus.EarlyResults, corpus.PotentialImpact, corpus.PotentialForResults,
	corpus.Specificity, corpus.Verifiable, corpus.OpenGovLens, corpus.Starred, corpus.RelevanceAccess, corpus.RelevanceCivic,
	corpus.RelevanceAccount, corpus.RelevanceTechnology, corpus.Ambition, corpus.Timing, corpus.StatusIndicator,
}

func indexOf(i corpus.Indicator) int {
	for n, x := range indicators {
		if x == i {
			return n
		}
	}
	return -1
}

// lexicons makes each language's lexicon once.
var lexicons = sync.OnceValue(func() map[corpus.Language]*lexicon {
	all := map[corpus.Language]*lexicon{}
	for _, l := range languages {
		all[l] = newLexicon(vocabularies()[l])
	}
	return all
})

// lexiconOf returns the lexicon of a language; that of English for languages that have none.
func lexiconOf(l corpus.Language) *lexicon {
	if x, ok := lexicons()[l.Base()]; ok {
		return x
	}
	return lexicons()["en"]
}

func newLexicon(v *vocabulary) *lexicon {
	x := &lexicon{
		language: corpus.Language(v.Language), grammar: v.Grammar,
		entries: map[string][]entry{}, values: map[string][]sense{},
		noValues: map[string]bool{}, labels: map[string]corpus.Indicator{}, polar: v.Polar,
	}
	x.addList(v.Numbers, asNumber, 0)
	x.addList(v.Ordinals, asOrdinal, 1)
	for _, m := range v.Months {
		x.add(m, asMonth, 0)
	}
	for key, list := range v.Words {
		for _, w := range list {
			x.add(w, parts[key], boolInt(second[key]))
		}
	}
	for _, s := range v.Scales {
		x.addScale(s)
	}
	for i, p := range v.Polar {
		for _, w := range p.Phrases {
			x.add(w, asPolar, i)
		}
	}
	for _, w := range v.PolarVerbs {
		x.add(w, asPolarVerb, 0)
	}
	for _, list := range v.Titles {
		for _, w := range list {
			x.add(w, asReport, 0)
		}
	}
	for _, w := range v.NoValues {
		x.noValues[foldPhrase(w)] = true
	}
	x.heads = newHeadWords(v, x.noValues)
	for _, w := range v.HeadingWords {
		x.headingWords = append(x.headingWords, strings.Fields(foldPhrase(w)))
	}
	for _, w := range v.OtherStars {
		x.otherStars = append(x.otherStars, strings.Fields(foldPhrase(w)))
	}
	x.results = map[string]bool{}
	for _, s := range v.Scales {
		for _, h := range s.Heads {
			if s.Indicator == corpus.EarlyResults && !strings.Contains(h, " ") {
				x.results[foldPhrase(h)] = true
			}
		}
	}
	x.relevance = map[string]bool{}
	for _, w := range v.Relevance {
		x.relevance[foldPhrase(w)] = true
		x.labelLen = max(x.labelLen, len(strings.Fields(foldPhrase(w))))
	}
	x.overall = map[string]bool{}
	for _, w := range v.Overall {
		x.overall[foldPhrase(w)] = true
	}
	x.planWords = shortest(v.Words["plan"])
	for first := range x.entries {
		list := x.entries[first]
		sort.SliceStable(list, func(i, j int) bool {
			if len(list[i].words) != len(list[j].words) {
				return len(list[i].words) > len(list[j].words)
			}
			if list[i].part != list[j].part {
				return list[i].part < list[j].part
			}
			return list[i].payload < list[j].payload
		})
	}
	return x
}

// shortest returns the phrases that contain no other of the list, in small letters, capitals and with a capital.
func shortest(list []string) []string {
	var kept []string
	for _, w := range list {
		contains := false
		for _, other := range list {
			contains = contains || other != w && strings.Contains(w, other)
		}
		if !contains {
			kept = append(kept, w, strings.ToUpper(w), strings.ToUpper(w[:1])+w[1:])
		}
	}
	return kept
}

func (x *lexicon) addScale(s scale) {
	at := indexOf(s.Indicator)
	for _, w := range s.Labels {
		key := foldPhrase(w)
		x.labels[key] = s.Indicator
		x.labelLen = max(x.labelLen, strings.Count(key, " ")+1)
	}
	x.addAll(s.Cues, asCue, at)
	x.addAll(s.Heads, asHead, at)
	x.addAll(s.WeakHeads, asWeakHead, at)
	for _, v := range s.Values {
		meaning := sense{s.Indicator, v.Value}
		x.senses = append(x.senses, meaning)
		x.direct = append(x.direct, v.Attributive)
		n := len(x.senses) - 1
		x.addAll(v.Words, asWord, n)
		x.addAll(v.Phrases, asPhrase, n)
		x.addAll(v.Verbs, asVerb, n)
		labels := v.Labels
		if len(labels) == 0 {
			labels = v.Words
		}
		for _, w := range labels {
			x.addPrinted(foldPhrase(w), s, meaning)
		}
	}
}

// addPrinted adds a value as printed behind a label, alone and with the noun that it goes with: "Significant", "Significant
// results", "Resultados significativos".
func (x *lexicon) addPrinted(value string, s scale, meaning sense) {
	x.values[value] = append(x.values[value], meaning)
	for _, h := range s.Heads {
		noun := foldPhrase(h)
		for _, key := range [...]string{value + " " + noun, noun + " " + value} {
			x.values[key] = append(x.values[key], meaning)
		}
	}
}

func (x *lexicon) addAll(list []string, p part, payload int) {
	for _, w := range list {
		x.add(w, p, payload)
	}
}

// addList adds a list whose places are the payloads; spellings are parted by "|".
func (x *lexicon) addList(list []string, p part, first int) {
	for i, spellings := range list {
		for _, w := range strings.Split(spellings, "|") {
			x.add(w, p, i+first)
		}
	}
}

func (x *lexicon) add(phrase string, p part, payload int) {
	toks := tokens(nil, phrase, 0)
	if len(toks) == 0 {
		return
	}
	e := entry{part: p, payload: payload}
	for _, t := range toks {
		e.words = append(e.words, t.text)
	}
	x.entries[e.words[0]] = append(x.entries[e.words[0]], e)
}

// foldPhrase returns the words of s, folded and joined by one space, without signs.
func foldPhrase(s string) string { return wordsOf(tokens(nil, s, 0)) }

// wordsOf returns the words and numbers of the tokens, joined by one space.
func wordsOf(toks []token) string {
	var sb strings.Builder
	for _, t := range toks {
		if t.kind == mark {
			continue
		}
		if sb.Len() > 0 {
			sb.WriteByte(' ')
		}
		sb.WriteString(t.text)
	}
	return sb.String()
}

// valueOn returns the value that printed words stand for on a scale; "" when they stand for none.
func (x *lexicon) valueOn(i corpus.Indicator, printed string) string {
	if i == corpus.CompletionMidterm {
		i = corpus.Completion // one scale
	}
	for _, s := range x.values[foldPhrase(printed)] {
		if s.indicator == i {
			return s.value
		}
	}
	return ""
}

// asksOfOpening reports whether a label asks "Did it open government?", on whose scale some reports print "significant" for major, as
// the Mexico Results Report 2019-2022 does, rather than for early results.
func (x *lexicon) asksOfOpening(label string) bool {
	for _, w := range strings.Fields(foldPhrase(label)) {
		if x.results[w] {
			return false
		}
	}
	return label != ""
}
