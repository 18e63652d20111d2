package structure

import (
	"embed"
	"fmt"
	"maps"
	"slices"
	"sync"

	"github.com/goccy/go-yaml"

	"github.com/irmtrail/irmtrail/corpus"
)

//go:embed words/*.yaml
var wordFiles embed.FS

// language is the vocabulary of one language as its file states it; the files explain the fields.
type language struct {
	NoteHeadings      []string            `yaml:"note_headings"`
	MaybeNoteHeadings []string            `yaml:"maybe_note_headings"`
	BackWords         []string            `yaml:"back_words"`
	NoteWords         []string            `yaml:"note_words"`
	Abbreviations     []string            `yaml:"abbreviations"`
	BeforeNumber      []string            `yaml:"before_number"`
	MaybeFinal        []string            `yaml:"maybe_final"`
	Starters          []string            `yaml:"starters"`
	PartWords         []string            `yaml:"part_words"`
	Months            map[string]int      `yaml:"months"`
	ShortMonths       map[string]int      `yaml:"short_months"`
	CapitalMonths     bool                `yaml:"capital_months"`
	DateWords         []string            `yaml:"date_words"`
	RangeWords        []string            `yaml:"range_words"`
	Ordinals          []string            `yaml:"ordinals"`
	DayFirst          bool                `yaml:"day_first"`
	Numbers           map[string]int      `yaml:"numbers"`
	NumberWords       []string            `yaml:"number_words"`
	Kinds             map[string][]string `yaml:"kinds"`
	NamedKinds        map[string][]string `yaml:"named_kinds"`
	NoKinds           []string            `yaml:"no_kinds"`
	NewsNames         []string            `yaml:"news_names"`
	FinalNewsNames    []string            `yaml:"final_news_names"`
	Institutions      []string            `yaml:"institutions"`
	Bodies            []string            `yaml:"bodies"`
	MeetingWords      []string            `yaml:"meeting_words"`
	BodyOpeners       []string            `yaml:"body_openers"`
	Articles          []string            `yaml:"articles"`
	Pronouns          []string            `yaml:"pronouns"`
	BodyStops         []string            `yaml:"body_stops"`
	Commitments       []string            `yaml:"commitments"`
	AndWords          []string            `yaml:"and_words"`
	ThroughWords      []string            `yaml:"through_words"`
	NumeroWords       []string            `yaml:"numero_words"`
	Accessed          []string            `yaml:"accessed"`
	PublishedBy       []string            `yaml:"published_by"`
	LinkLeads         []string            `yaml:"link_leads"`
	SeeLeads          []string            `yaml:"see_leads"`
}

// hosts is what words/hosts.yaml states.
type hosts struct {
	Video  []string            `yaml:"video"`
	Social []string            `yaml:"social"`
	OGP    []string            `yaml:"ogp"`
	Law    []string            `yaml:"law"`
	News   []string            `yaml:"news"`
	Labels map[string][]string `yaml:"labels"`
	Paths  map[string][]string `yaml:"paths"`

	ReportNames []string `yaml:"report_names"`
}

// markup is what words/markup.yaml states.
type markup struct {
	NoteAnchors    []string `yaml:"note_anchors"`
	CommentAnchors []string `yaml:"comment_anchors"`
	BackGlyphs     []string `yaml:"back_glyphs"`
	Units          []string `yaml:"units"`
}

// languageCodes are the languages that have a vocabulary, in the order in which a phrase of several of them is looked up.
var languageCodes = []corpus.Language{"en", "es", "fr", "pt"}

// words answers whether a word belongs to a class. All keys are in lower case.
type words struct {
	noteHeadings, maybeNoteHeadings map[string]bool
	backWords, noteWords            map[string]bool
	months                          map[string]month
	numbers                         map[string]int
	numberWords                     map[string]bool
	dateWords, rangeWords, ordinals map[string]bool
	newsNames, finalNewsNames       map[string]bool
	institutions                    map[string]bool
	units                           map[string]bool
	kinds, commitments, accessed    phrases
	namedKinds, noKinds             phrases
	publishedBy                     phrases
	bodies, meetings, openers       map[string]bool
	articles, andWords, pronouns    map[string]bool
	throughWords, numeroWords       map[string]bool
	reportNames                     []string
	bodyStops, bodyHeads            phrases
	linkLeads, allLeads             phrases                            // the second with the words that lead to another source
	sentences                       map[corpus.Language]*sentenceWords // "" holds those of all languages
	shortMonths                     map[corpus.Language]map[string]int
	dayFirst                        map[corpus.Language]bool
	hostEnds                        map[string]string // end of a host name to its class
	hostLabels, pathWords           map[string]string // word to its class
	markup                          markup
	common                          commonWords
	addresses                       addressWords
}

// month is a month's name in some language.
type month struct {
	number  int
	capital bool // counts only when it is written with a capital
}

// sentenceWords are the words that decide where a sentence ends.
type sentenceWords struct {
	never, beforeNumber, maybe, starters, parts map[string]bool
}

// vocabulary reads the embedded files once. They are part of the program and are read by its tests, so a fault in them is a
// fault of the build.
var vocabulary = sync.OnceValue(func() *words {
	w, err := readWords()
	if err != nil {
		panic(err)
	}
	return w
})

func readWords() (*words, error) {
	w := &words{
		months: map[string]month{}, numbers: map[string]int{},
		sentences:   map[corpus.Language]*sentenceWords{"": newSentenceWords()},
		shortMonths: map[corpus.Language]map[string]int{}, dayFirst: map[corpus.Language]bool{},
		hostEnds: map[string]string{}, hostLabels: map[string]string{}, pathWords: map[string]string{},
	}
	for _, code := range languageCodes {
		var l language
		if err := readYAML(string(code), &l); err != nil {
			return nil, err
		}
		w.add(code, &l)
	}
	var h hosts
	if err := readYAML("hosts", &h); err != nil {
		return nil, err
	}
	w.addHosts(&h)
	if err := readYAML("markup", &w.markup); err != nil {
		return nil, err
	}
	addAll(&w.units, w.markup.Units)
	var a addressFile
	if err := readYAML("addresses", &a); err != nil {
		return nil, err
	}
	w.addresses = newAddressWords(&a)
	var common map[corpus.Language][]string
	if err := readYAML("common", &common); err != nil {
		return nil, err
	}
	for _, code := range slices.Sorted(maps.Keys(common)) {
		w.common.addLanguage(code, common[code])
	}
	return w, nil
}

func readYAML(name string, into any) error {
	data, err := wordFiles.ReadFile("words/" + name + ".yaml")
	if err != nil {
		return err
	}
	if err := yaml.UnmarshalWithOptions(data, into, yaml.Strict()); err != nil {
		return fmt.Errorf("words/%s.yaml: %w", name, err)
	}
	return nil
}

func (w *words) add(code corpus.Language, l *language) {
	addAll(&w.noteHeadings, l.NoteHeadings)
	addAll(&w.maybeNoteHeadings, l.MaybeNoteHeadings)
	addAll(&w.backWords, l.BackWords)
	addAll(&w.noteWords, l.NoteWords)
	addAll(&w.numberWords, l.NumberWords)
	addAll(&w.dateWords, l.DateWords)
	addAll(&w.rangeWords, l.RangeWords)
	addAll(&w.ordinals, l.Ordinals)
	addAll(&w.newsNames, l.NewsNames)
	addAll(&w.finalNewsNames, l.FinalNewsNames)
	addAll(&w.institutions, l.Institutions)
	addAll(&w.bodies, l.Bodies)
	addAll(&w.meetings, l.MeetingWords)
	addAll(&w.openers, l.BodyOpeners)
	addAll(&w.articles, l.Articles)
	addAll(&w.pronouns, l.Pronouns)
	addAll(&w.andWords, l.AndWords)
	addAll(&w.throughWords, l.ThroughWords)
	addAll(&w.numeroWords, l.NumeroWords)
	for kind, list := range l.Kinds {
		w.kinds.add(kind, list)
	}
	w.noKinds.add("none", l.NoKinds)
	for kind, list := range l.NamedKinds {
		w.namedKinds.add(kind, list)
	}
	w.commitments.add("commitment", l.Commitments)
	w.accessed.add("accessed", l.Accessed)
	w.publishedBy.add("publisher", l.PublishedBy)
	w.bodyStops.add("stop", l.BodyStops)
	w.bodyHeads.add("body", l.Bodies)
	w.linkLeads.add("lead", l.LinkLeads)
	w.allLeads.add("lead", l.LinkLeads)
	w.allLeads.add("see", l.SeeLeads)
	w.dayFirst[code] = l.DayFirst
	w.addDates(code, l)
	w.sentences[code] = newSentenceWords()
	for _, s := range []*sentenceWords{w.sentences[code], w.sentences[""]} {
		addAll(&s.never, l.Abbreviations)
		addAll(&s.beforeNumber, l.BeforeNumber)
		for name := range l.ShortMonths { // "10 abr. 2021"
			s.beforeNumber[name] = true
		}
		addAll(&s.maybe, l.MaybeFinal)
		addAll(&s.starters, l.Starters)
		addAll(&s.parts, l.PartWords)
	}
}

func (w *words) addDates(code corpus.Language, l *language) {
	for name, n := range l.Months {
		w.months[name] = month{n, l.CapitalMonths}
	}
	w.shortMonths[code] = l.ShortMonths
	for name, n := range l.Numbers {
		w.numbers[name] = n
	}
}

func (w *words) addHosts(h *hosts) {
	for class, ends := range map[string][]string{"video": h.Video, "social": h.Social, "ogp": h.OGP, "law": h.Law, "news": h.News} {
		for _, end := range ends {
			w.hostEnds[end] = class
		}
	}
	w.reportNames = h.ReportNames
	for class, labels := range h.Labels {
		for _, label := range labels {
			w.hostLabels[label] = class
		}
	}
	for class, list := range h.Paths {
		for _, word := range list {
			w.pathWords[word] = class
		}
	}
}

func newSentenceWords() *sentenceWords { return &sentenceWords{} }

func addAll(set *map[string]bool, list []string) {
	if *set == nil {
		*set = map[string]bool{}
	}
	for _, s := range list {
		(*set)[s] = true
	}
}
