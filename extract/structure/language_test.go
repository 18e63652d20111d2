package structure

import (
	"strings"
	"testing"

	"github.com/irmtrail/irmtrail/corpus"
)

func TestLanguage(t *testing.T) {
	tests := map[corpus.Language]string{
		"en": "The committee met every month and wrote down what it had agreed, so that everybody could see who had to do what by when. ",
		"es": "El comité se reunió cada mes y dejó por escrito lo acordado, de modo que cualquiera pudiera ver quién debía hacer qué y cuándo. ",
		"fr": "Le comité s'est réuni chaque mois et a consigné par écrit ce qui avait été convenu, afin que chacun puisse voir qui devait agir. ",
		"pt": "O comitê reuniu-se todos os meses e registrou por escrito o que foi acordado, para que todos pudessem ver quem devia fazer o quê. ",
		"uk": "Комітет збирався щомісяця і записував усе, про що було домовлено, щоб кожен міг побачити, хто і коли має це зробити. ",
		"":   "too short to tell",
	}
	for want, text := range tests {
		if want != "" {
			text = strings.Repeat(text, 3)
		}
		if got := Language(text); got != want {
			t.Errorf("Language(%.40q) = %q, want %q", text, got, want)
		}
	}
	if got := documentLanguage("short", "pt-BR"); got != "pt-BR" {
		t.Errorf("a short text has language %q, want the declared pt-BR", got)
	}
}
