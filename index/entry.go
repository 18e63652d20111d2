package index

import (
	"encoding/json"
	"fmt"
	"strconv"
	"strings"

	"github.com/blevesearch/bleve/v2/analysis"
	"github.com/blevesearch/bleve/v2/document"
	blevemapping "github.com/blevesearch/bleve/v2/mapping"
	bleveindex "github.com/blevesearch/bleve_index_api"

	"github.com/irmtrail/irmtrail/corpus"
)

// Format is the version of the index: of its fields, their analysis and what entries are made of. An index of another format
// is built again. 2: commitment pages have the facts of their plan.
const Format = 2

// The fields of an entry. Each is one for all languages: a text is reduced by the stemmer of its own language, a query
// by all of them. Fields of their own per language would each have an average length and term counts over all entries,
// which sets texts of the rarer languages back.
const (
	fieldText   = "text"   // stems of the text
	fieldTitle  = "title"  // stems of the entry's own title: the heading over it, the commitment's title
	fieldSource = "source" // stems of what stands around it: title of its report or document, a note's sentence
	fieldWords  = "words"  // words of title and text, unstemmed, with positions: phrases, misspellings, stop words
	fieldIDs    = "ids"    // identifiers, folded
	fieldFacts  = "facts"  // what is filtered and counted, see facts
	fieldSeq    = "seq"    // place in the order of entries
	fieldPlace  = "place"  // stored only, see place
)

// scored are the fields whose average lengths are kept.
var scored = []string{fieldSource, fieldText, fieldTitle, fieldWords}

// What each field keeps: no texts, doc values only of what is counted, positions only for phrases.
const (
	plain      = bleveindex.IndexField
	positioned = bleveindex.IndexField | bleveindex.IncludeTermVectors
	exact      = bleveindex.IndexField | bleveindex.SkipFreqNorm
	column     = bleveindex.IndexField | bleveindex.SkipFreqNorm | bleveindex.DocValues
	stored     = bleveindex.StoreField
)

// newMapping returns a mapping that maps nothing by itself: entries make their fields.
func newMapping() blevemapping.IndexMapping {
	m := blevemapping.NewIndexMapping()
	m.DefaultMapping = blevemapping.NewDocumentDisabledMapping()
	m.IndexDynamic, m.StoreDynamic, m.DocValuesDynamic = false, false, false
	m.ScoringModel = bleveindex.BM25Scoring
	return m
}

// entry is one thing that can be found.
type entry struct {
	id    string
	title string // own title
	text  string
	about string // a text that it belongs to: the sentence that refers to a note
	ids   []string
	facts facts
	place place
}

// facts is what entries are filtered and counted by. There are few different ones, so that an entry needs one number
// for all of them.
type facts struct {
	kind     Kind
	country  string
	typ      corpus.ReportType
	language corpus.Language // primary subtag
	from, to int             // years of the plan, 0 unknown
	report   corpus.ReportID
}

// place is what a hit says beyond its facts.
type place struct {
	Document corpus.DocumentID `json:"d,omitempty"`
	Source   string            `json:"t,omitempty"` // title of the report or the document
	Section  string            `json:"s,omitempty"`
	Page     int               `json:"p,omitempty"`
	Start    int               `json:"a,omitempty"`
	End      int               `json:"b,omitempty"`
}

const factSep = "\x1f"

func (f facts) encode() string {
	return strings.Join([]string{
		string(f.kind), f.country, string(f.typ), string(f.language), strconv.Itoa(f.from), strconv.Itoa(f.to), string(f.report),
	}, factSep)
}

func decodeFacts(s string) (f facts, err error) {
	p := strings.Split(s, factSep)
	if len(p) != 7 {
		return f, fmt.Errorf("facts %q have %d parts", s, len(p))
	}
	f = facts{kind: Kind(p[0]), country: p[1], typ: corpus.ReportType(p[2]), language: corpus.Language(p[3]), report: corpus.ReportID(p[6])}
	if f.from, err = strconv.Atoi(p[4]); err != nil {
		return f, fmt.Errorf("facts %q: %w", s, err)
	}
	if f.to, err = strconv.Atoi(p[5]); err != nil {
		return f, fmt.Errorf("facts %q: %w", s, err)
	}
	return f, nil
}

// document makes the entry's fields. seq is its place in the order of entries.
func (e *entry) document(a *analyzers, seq int) (*document.Document, error) {
	placed, err := json.Marshal(e.place)
	if err != nil {
		return nil, fmt.Errorf("entry %s: %w", e.id, err)
	}
	d := document.NewDocument(e.id)
	add := func(name, value string, position int, options bleveindex.FieldIndexingOptions, by analysis.Analyzer) {
		if value != "" {
			d.AddField(document.NewTextFieldCustom(name, []uint64{uint64(position)}, []byte(value), options, by))
		}
	}
	stems := a.of(e.facts.language)
	add(fieldTitle, e.title, 0, plain, stems)
	add(fieldText, e.text, 0, plain, stems)
	for i, around := range []string{e.place.Source, e.about} {
		add(fieldSource, around, i, plain, stems)
	}
	for i, words := range []string{e.title, e.text, e.about} { // a phrase does not run from one to the next
		add(fieldWords, words, i, positioned, a.folded)
	}
	for i, id := range e.ids {
		add(fieldIDs, id, i, exact, a.folded)
	}
	add(fieldFacts, e.facts.encode(), 0, column, nil)
	add(fieldSeq, fmt.Sprintf("%08x", seq), 0, column, nil)
	add(fieldPlace, string(placed), 0, stored, nil)
	return d, nil
}
