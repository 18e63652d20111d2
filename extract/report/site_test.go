package report

import (
	"testing"

	"github.com/irmtrail/irmtrail/corpus"
)

func TestWithoutSite(t *testing.T) {
	for in, want := range map[string]string{
		"Ghana Results Report 2021-2023 - Open Government Partnership":                     "Ghana Results Report 2021-2023",
		"Chile Informe de Resultados 2020-2022 | Alianza para el Gobierno Abierto":         "Chile Informe de Resultados 2020-2022",
		"Kenya Design Report 2018-2020 – OGP":                                              "Kenya Design Report 2018-2020",
		"The Open Government Partnership":                                                  "The Open Government Partnership",
		"Open Government Partnership":                                                      "Open Government Partnership",
		"Canada and OGP":                                                                   "Canada and OGP",
		"Guinée Rapport de conception 2020-2022 » Partenariat pour un gouvernement ouvert": "Guinée Rapport de conception 2020-2022",
	} {
		if got := withoutSite(in); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}

func TestPublishes(t *testing.T) {
	for in, want := range map[corpus.URL]bool{
		"https://www.opengovpartnership.org/documents/x/":       true,
		"http://OpenGovPartnership.org:8080/":                   true,
		"https://opengovpartnership.example.net/":               false,
		"https://example.org/mirror/www.opengovpartnership.org": false,
		"https://notopengovpartnership.org/":                    false,
		"::":                                                    false,
		"":                                                      false,
	} {
		if got := publishes(in); got != want {
			t.Errorf("%q: %v, want %v", in, got, want)
		}
	}
}

// TestFoldShort holds the accents of short words, which tell two words apart, and none of longer ones.
func TestFoldShort(t *testing.T) {
	for in, want := range map[string]string{"É": "é", "e": "e", "Où": "où", "Período": "periodo", "ACCIÓN": "accion", "œuvre": "oeuvre"} {
		if got := fold(in); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}
