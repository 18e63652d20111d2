package index

import (
	"bytes"
	"unicode"
	"unicode/utf8"

	"github.com/blevesearch/bleve/v2/analysis"
	"github.com/blevesearch/bleve/v2/analysis/char/asciifolding"
	"github.com/blevesearch/bleve/v2/analysis/lang/en"
	"github.com/blevesearch/bleve/v2/analysis/lang/es"
	"github.com/blevesearch/bleve/v2/analysis/lang/fr"
	"github.com/blevesearch/bleve/v2/analysis/lang/pt"
	"github.com/blevesearch/bleve/v2/analysis/token/elision"
	"github.com/blevesearch/bleve/v2/analysis/token/lowercase"
	"github.com/blevesearch/bleve/v2/analysis/token/porter"
	unicodetokens "github.com/blevesearch/bleve/v2/analysis/tokenizer/unicode"
	"golang.org/x/text/unicode/norm"

	"github.com/irmtrail/irmtrail/corpus"
)

// maxTermBytes is the longest term that is indexed: what is longer (encoded data, rows of dots) is no word.
const maxTermBytes = 96

// analyzers take texts and queries apart. An [Index] and a build have their own.
type analyzers struct {
	folded   *folding
	stemmers []*stemming // in order of language
}

// folding turns a text into words as a reader might type them: lower case, without accents, without an English 's and
// a French or Catalan l'. Nothing is left out and nothing is stemmed.
type folding struct {
	tokenizer analysis.Tokenizer
	filters   []analysis.TokenFilter
}

// stemming turns a text of one language into folded words without stop words, reduced to stems. Folding comes first, so
// that a word typed without its accents has the same stem.
type stemming struct {
	language corpus.Language
	folded   *folding
	stop     analysis.TokenMap
	filters  []analysis.TokenFilter
}

func newAnalyzers() *analyzers {
	folded := &folding{
		tokenizer: unicodetokens.NewUnicodeTokenizer(),
		filters: []analysis.TokenFilter{
			fold{}, lowercase.NewLowerCaseFilter(), en.NewPossessiveFilter(), elision.NewElisionFilter(tokenMap(fr.FrenchArticles)),
		},
	}
	stemmer := func(l corpus.Language, stop []byte, filters ...analysis.TokenFilter) *stemming {
		return &stemming{language: l, folded: folded, stop: folded.tokenMap(stop), filters: filters}
	}
	return &analyzers{folded: folded, stemmers: []*stemming{
		stemmer("en", en.EnglishStopWords, porter.NewPorterStemmer()),
		stemmer("es", es.SpanishStopWords, spanishPlural{}, es.NewSpanishLightStemmerFilter()),
		stemmer("fr", fr.FrenchStopWords, fr.NewFrenchLightStemmerFilter()),
		stemmer("pt", pt.PortugueseStopWords, portuguesePlural{}, pt.NewPortugueseLightStemmerFilter()),
	}}
}

// of returns the analyzer for texts of a language. A text in a language without a stemmer, or in an unknown one, is
// folded only.
func (a *analyzers) of(l corpus.Language) analysis.Analyzer {
	if s := a.stemmer(l); s != nil {
		return s
	}
	return a.folded
}

// stemmer returns the stemmer of a language, nil when there is none.
func (a *analyzers) stemmer(l corpus.Language) *stemming {
	for _, s := range a.stemmers {
		if s.language == l.Base() {
			return s
		}
	}
	return nil
}

// Analyze returns the words of a text; offsets are bytes of the text as given.
func (f *folding) Analyze(text []byte) analysis.TokenStream {
	// The tokenizer follows older rules of Unicode, by which a colon is a part of a word: "Acta:reunión".
	tokens := f.tokenizer.Tokenize(bytes.ReplaceAll(text, []byte(":"), []byte(" ")))
	for _, filter := range f.filters {
		tokens = filter.Filter(tokens)
	}
	kept := tokens[:0]
	for _, t := range tokens {
		if len(t.Term) > 0 && len(t.Term) <= maxTermBytes {
			kept = append(kept, t)
		}
	}
	return kept
}

// Analyze returns the stems of a text.
func (s *stemming) Analyze(text []byte) analysis.TokenStream {
	tokens := s.folded.Analyze(text)
	kept := tokens[:0]
	for _, t := range tokens {
		if !s.stop[string(t.Term)] {
			kept = append(kept, t)
		}
	}
	for _, filter := range s.filters {
		kept = filter.Filter(kept)
	}
	return kept
}

// stem returns the stem of a folded word; "" when the word is a stop word.
func (s *stemming) stem(word string) string {
	if s.stop[word] {
		return ""
	}
	tokens := analysis.TokenStream{{Term: []byte(word), Type: analysis.AlphaNumeric}}
	for _, filter := range s.filters {
		tokens = filter.Filter(tokens)
	}
	return string(tokens[0].Term)
}

// tokenMap folds the entries of a word list in Bleve's form.
func (f *folding) tokenMap(list []byte) analysis.TokenMap {
	out := analysis.NewTokenMap()
	for word := range tokenMap(list) {
		for _, t := range f.Analyze([]byte(word)) {
			out.AddToken(string(t.Term))
		}
	}
	return out
}

func tokenMap(list []byte) analysis.TokenMap {
	out := analysis.NewTokenMap()
	for line := range bytes.Lines(list) {
		out.LoadLine(string(line))
	}
	return out
}

// fold takes the accents off, splits ligatures, and drops soft hyphens and other marks that are not seen. The PDFs
// write "é" in one code point or in two.
type fold struct{}

// Filter folds every term.
func (fold) Filter(tokens analysis.TokenStream) analysis.TokenStream {
	for _, t := range tokens {
		t.Term = foldTerm(t.Term)
	}
	return tokens
}

func foldTerm(term []byte) []byte {
	if isASCII(term) {
		return term
	}
	decomposed := norm.NFKD.Bytes(term)
	kept := decomposed[:0]
	for len(decomposed) > 0 {
		r, size := utf8.DecodeRune(decomposed)
		if (r < 0x300 || r > 0x36F) && !unicode.Is(unicode.Cf, r) {
			kept = append(kept, decomposed[:size]...)
		}
		decomposed = decomposed[size:]
	}
	if isASCII(kept) {
		return kept
	}
	return asciifolding.New().Filter(norm.NFC.Bytes(kept)) // ß, ø, æ, ł
}

func isASCII(b []byte) bool {
	for _, c := range b {
		if c >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// portuguesePlural makes the plurals singular that the stemmer knows by their accents only: informações, pães, espanhóis.
type portuguesePlural struct{}

// Filter changes the endings -oes, -aes and -ois.
func (portuguesePlural) Filter(tokens analysis.TokenStream) analysis.TokenStream {
	for _, t := range tokens {
		n := len(t.Term)
		if n < 5 {
			continue
		}
		switch string(t.Term[n-3:]) {
		case "oes", "aes":
			t.Term = append(t.Term[:n-3:n-3], "ao"...)
		case "ois":
			t.Term = append(t.Term[:n-3:n-3], "ol"...)
		}
	}
	return tokens
}

// spanishPlural makes the plurals of words of four letters singular, which the stemmer cuts shorter than it leaves their
// singulars: actas, guías.
type spanishPlural struct{}

// Filter takes the s off words of five letters in -as and -os.
func (spanishPlural) Filter(tokens analysis.TokenStream) analysis.TokenStream {
	for _, t := range tokens {
		if len(t.Term) == 5 && (bytes.HasSuffix(t.Term, []byte("as")) || bytes.HasSuffix(t.Term, []byte("os"))) {
			t.Term = t.Term[:4]
		}
	}
	return tokens
}
