package structure

import (
	"strings"
	"testing"

	"github.com/irmtrail/irmtrail/corpus"
)

func TestCommonWords(t *testing.T) {
	tests := []struct {
		name string
		want corpus.Language
		text string
	}{
		{"English", "en", "The committee met every month and wrote down what it had agreed, so that the members could see which of the tasks were done. "},
		{"Spanish", "es", "El comité se reunió cada mes y dejó por escrito lo acordado, de modo que las organizaciones vieran cuáles de los trabajos se hacían. "},
		{"French", "fr", "Le comité s'est réuni chaque mois et a consigné par écrit ce qui avait été convenu dans les séances, afin que les membres puissent le voir. "},
		{"Portuguese", "pt", "O comitê reuniu-se todos os meses e registrou por escrito o que foi acordado nas reuniões, para que os membros não o esquecessem. "},
		{"Italian is none of ours", "it", "Il comitato si è riunito ogni mese e ha messo per iscritto le decisioni della riunione, perché i membri non le dimenticassero. "},
		{"Catalan is none of ours", "ca", "El comitè es va reunir cada mes amb els ministeris i va deixar per escrit els acords, per tal que les entitats els poguessin veure. "},
		{"German is none of ours", "de", "Der Ausschuss trat in jedem Monat zusammen und schrieb auf, was er mit den Mitgliedern vereinbart hatte, damit es nicht vergessen wird. "},
		{"a table without sentences", "", "Commitment 1 Substantial Complete Yes Commitment 2 Limited Not started No Commitment 3 Modest Substantial Yes "},
		{"two languages", "", "El comité se reunió cada mes y dejó por escrito lo acordado. The committee met every month and wrote down what it had agreed. "},
	}
	for _, tt := range tests {
		if got := vocabulary().common.language(strings.Repeat(tt.text, 5)); got != tt.want {
			t.Errorf("%s: %q, want %q", tt.name, got, tt.want)
		}
	}
	if got := vocabulary().common.language(tests[0].text); got != "" {
		t.Errorf("one sentence is enough for %q", got)
	}
}
