package structure

import (
	"slices"
	"unicode/utf8"

	"github.com/abadojack/whatlanggo"

	"github.com/irmtrail/irmtrail/corpus"
)

// Detection costs time that grows with the text, and is sure long before the end of a report.
const (
	languageSample  = 2000 // bytes that are looked at
	languageMinimum = 200  // bytes below which a text is too short to tell
)

// memberLanguages are the languages that are looked for: the official languages of OGP members that the detector knows.
// Fewer candidates make fewer mistakes.
var memberLanguages = map[whatlanggo.Lang]corpus.Language{
	whatlanggo.Afr: "af", whatlanggo.Arb: "ar", whatlanggo.Azj: "az", whatlanggo.Bul: "bg", whatlanggo.Ces: "cs",
	whatlanggo.Cmn: "zh", whatlanggo.Dan: "da", whatlanggo.Deu: "de", whatlanggo.Ell: "el", whatlanggo.Eng: "en",
	whatlanggo.Est: "et", whatlanggo.Fin: "fi", whatlanggo.Fra: "fr", whatlanggo.Heb: "he", whatlanggo.Hrv: "hr",
	whatlanggo.Hun: "hu", whatlanggo.Ind: "id", whatlanggo.Ita: "it", whatlanggo.Kat: "ka",
	whatlanggo.Kor: "ko", whatlanggo.Lav: "lv", whatlanggo.Lit: "lt", whatlanggo.Mkd: "mk", whatlanggo.Nld: "nl",
	whatlanggo.Nob: "no", whatlanggo.Pol: "pl", whatlanggo.Por: "pt", whatlanggo.Ron: "ro", whatlanggo.Rus: "ru",
	whatlanggo.Slv: "sl", whatlanggo.Spa: "es", whatlanggo.Srp: "sr", whatlanggo.Swe: "sv", whatlanggo.Ukr: "uk",
}

var candidates = func() map[whatlanggo.Lang]bool {
	m := make(map[whatlanggo.Lang]bool, len(memberLanguages))
	for l := range memberLanguages {
		m[l] = true
	}
	return m
}()

// Language returns the language of a text by its common words or, where these do not tell, by its letters; "" for a text that is
// too short or gives no clear answer. Of a long text a stretch from its first quarter on is looked at: covers and menus stand before it.
func Language(text string) corpus.Language {
	if len(text) < languageMinimum {
		return ""
	}
	from := 0
	if len(text) > 2*languageSample {
		from = boundary(text, len(text)/4)
	}
	end := boundary(text, min(len(text), from+languageSample))
	if found := vocabulary().common.language(text[from:end]); slices.Contains(languageCodes, found) {
		return found
	}
	info := whatlanggo.DetectWithOptions(text[from:end], whatlanggo.Options{Whitelist: candidates})
	if !info.IsReliable() && end-from < languageSample {
		return ""
	}
	return memberLanguages[info.Lang]
}

// boundary returns the nearest byte offset from i on at which a code point begins.
func boundary(s string, i int) int {
	for i < len(s) && !utf8.RuneStart(s[i]) {
		i++
	}
	return i
}

// documentLanguage prefers what the text shows over what the page declares, whose template is often English.
func documentLanguage(text string, declared corpus.Language) corpus.Language {
	if found := Language(text); found != "" {
		return found
	}
	return declared
}
