package index

import (
	"strings"
	"testing"

	"github.com/irmtrail/irmtrail/corpus"
)

func TestFoldedWords(t *testing.T) {
	for text, want := range map[string]string{
		"México, ÑANDÚ y Ação":        "mexico nandu y acao",
		"Me\u0301xico":                "mexico", // two code points
		"Straße, øre, Łódź, Ægir":     "strasse ore lodz aegir",
		"government’s l’accès d'eau":  "government acces eau",
		"in\u00adfor\u00admation":     "information",           // soft hyphens
		"MX0075 AP_MEX04 4.2":         "mx0075 ap_mex04 4.2",   // identifiers stay whole
		"co-creation 2019–2022":       "co creation 2019 2022", // hyphens part words
		"Київ Βουλή":                  "киів βουλη",            // other alphabets lose their accents too
		"透明性":                         "透 明 性",                 // by sign
		"प्रतिवेदन":                   "प्रतिवेदन",             // vowel signs are no accents
		"a" + strings.Repeat("x", 96): "",                      // no word
		"":                            "",
	} {
		if got := strings.Join(newAnalyzers().foldedWords(text), " "); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

// TestSameStem: forms that readers take for one word have one stem, with and without their accents.
func TestSameStem(t *testing.T) {
	for _, c := range []struct{ language, words string }{
		{"en", "commitment commitments"},
		{"en", "government's governments"},
		{"es", "guía guías guia guias"},
		{"es", "acta actas"},
		{"es", "comisión comisiones comision"},
		{"pt", "informação informações informacao informacoes"},
		{"pt", "espanhol espanhóis"},
		{"fr", "révision révisions revision"},
		{"fr", "l'accès accès acces"},
		{"sr", "извештај Извештај"},
	} {
		stems := map[string]bool{}
		for _, w := range strings.Fields(c.words) {
			for _, token := range newAnalyzers().of(corpus.Language(c.language)).Analyze([]byte(w)) {
				stems[string(token.Term)] = true
			}
		}
		if len(stems) != 1 {
			t.Errorf("%s %s: stems %v", c.language, c.words, stems)
		}
	}
}

func TestStopWords(t *testing.T) {
	for language, text := range map[corpus.Language]string{"en": "the of and", "es": "de la está qué", "fr": "été à les", "pt": "não é são"} {
		if got := newAnalyzers().of(language).Analyze([]byte(text)); len(got) != 0 {
			t.Errorf("%s: %v", language, got)
		}
	}
	if got := newAnalyzers().of("pt-BR").Analyze([]byte("não")); len(got) != 0 {
		t.Errorf("a region changes the language: %v", got)
	}
}
