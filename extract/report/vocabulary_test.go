package report

import (
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/irmtrail/irmtrail/corpus"
)

// enumOf returns the values that a field of a record can have.
func enumOf(t *testing.T, record any, field string) []string {
	t.Helper()
	f, ok := reflect.TypeOf(record).FieldByName(field)
	if !ok {
		t.Fatalf("%T has no field %s", record, field)
	}
	return strings.Fields(f.Tag.Get("enum"))
}

// TestVocabularies holds every language to the record contract and to the same lists.
func TestVocabularies(t *testing.T) {
	values, tallied := enumOf(t, corpus.Rating{}, "Value"), enumOf(t, corpus.Tally{}, "Value")
	types := enumOf(t, corpus.Report{}, "Type")
	for _, l := range languages {
		v, err := readVocabulary(l)
		if err != nil {
			t.Fatal(err)
		}
		if v.Language != string(l) {
			t.Errorf("%s: says that it is %q", l, v.Language)
		}
		if len(v.Numbers) != 101 {
			t.Errorf("%s: %d numbers, want 0 to 100", l, len(v.Numbers))
		}
		for key := range parts {
			if len(v.Words[key]) == 0 && key != "article" && key != "combined" {
				t.Errorf("%s: no words for %q", l, key)
			}
		}
		if len(v.Scales) != len(indicators) {
			t.Errorf("%s: %d scales, want %d", l, len(v.Scales), len(indicators))
		}
		for _, s := range v.Scales {
			for _, x := range s.Values {
				if s.Indicator != corpus.StatusIndicator && !slices.Contains(values, x.Value) || !slices.Contains(tallied, x.Value) {
					t.Errorf("%s: %s has no value %q", l, s.Indicator, x.Value)
				}
			}
		}
		for _, p := range v.Polar {
			for _, x := range []string{p.Yes, p.No} {
				if x != "" && !slices.Contains(tallied, x) {
					t.Errorf("%s: %s has no value %q", l, p.Indicator, x)
				}
			}
		}
		for kind := range v.Titles {
			if !slices.Contains(types, kind) {
				t.Errorf("%s: no report type %q", l, kind)
			}
		}
		for _, kind := range types {
			if len(v.Titles[kind]) == 0 {
				t.Errorf("%s: no title words for %s", l, kind)
			}
		}
	}
}

// TestNumbers reads each number word back.
func TestNumbers(t *testing.T) {
	for _, l := range languages {
		for i, spellings := range vocabularies()[l].Numbers {
			for _, w := range strings.Split(spellings, "|") {
				var s sentence
				s.read(lexicons()[l], w, 0)
				if n, k := s.numberAt(0); n != i || k != len(s.toks) {
					t.Errorf("%s: %q is %d in %d of %d words, want %d", l, w, n, k, len(s.toks), i)
				}
			}
		}
	}
}

// TestCountries holds the list of countries to its form.
func TestCountries(t *testing.T) {
	codes := map[string]bool{}
	last := ""
	for _, f := range rows(countriesTSV) {
		if len(f[0]) != 3 || f[0] <= last || len(f) < 2 || f[1] == "" {
			t.Errorf("row %q after %q", f, last)
		}
		codes[f[0]], last = true, f[0]
	}
	for _, f := range rows(localitiesTSV) {
		if len(f) != 2 || !codes[f[1]] {
			t.Errorf("row %q", f)
		}
	}
	for name, want := range map[string]string{
		"Mexico": "MEX", "MÉXICO": "MEX", "Corea del Sur": "KOR", "U.S.": "USA", "Côte d’Ivoire": "CIV", "Papua New Guinea": "PNG", "Guinea-Bissau": "GNB",
		"Dominican Republic": "DOM", "Países Bajos": "NLD", "Royaume-Uni": "GBR", "Türkiye": "TUR", "Turkey": "TUR", "Kyrgyzstan": "KGZ", "Slovakia": "SVK", "Czechia": "CZE",
	} {
		toks := tokens(nil, name, 0)
		if p, n := placeAt(toks, 0); p.country.code != want || n == 0 {
			t.Errorf("%q is %q", name, p.country.code)
		}
	}
}
