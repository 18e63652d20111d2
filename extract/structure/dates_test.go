package structure

import (
	"testing"

	"github.com/irmtrail/irmtrail/corpus"
)

func TestDates(t *testing.T) {
	tests := []struct {
		lang corpus.Language
		text string
		want string // "date quoted text|..."
	}{
		{"en", "the minutes dated December 13, 2021, available", "2021-12-13 December 13, 2021"},
		{"en", "on 13 December 2021.", "2021-12-13 13 December 2021"},
		{"en", "Dec. 13th, 2021; the 3rd of May, 2022", "2021-12-13 Dec. 13th, 2021|2022-05-03 3rd of May, 2022"},
		{"en", "in March 2020 and August 31, 2022", "2020-03 March 2020|2022-08-31 August 31, 2022"},
		{"en", "you may 2020", ""},
		{"en", "February 30, 2021 was never", ""},
		{"en", "13-14 December 2021", "2021-12 13-14 December 2021"},
		{"en", "December 13-14, 2021", "2021-12 December 13-14, 2021"},
		{"en", "13 and 14 December 2021", "2021-12 13 and 14 December 2021"},
		{"en", "3/4/2021 and 13/12/2021 and 12/13/2021", "2021-12-13 13/12/2021|2021-12-13 12/13/2021"},
		{"es", "3/4/2021", "2021-04-03 3/4/2021"},
		{"", "3/4/2021 or 5/5/2021", "2021-05-05 5/5/2021"},
		{"en", "2021-12-13, 2021/12/14", "2021-12-13 2021-12-13|2021-12-14 2021/12/14"},
		{"en", "see https://x.org/2022/09/10/a and www.y.org/10/12/2022", ""},
		{"en", "law 10.12.2021.3 and 5900/2020/12", ""},
		{"es", "minuta del 13 de diciembre de 2021", "2021-12-13 13 de diciembre de 2021"},
		{"es", "el 1º de marzo del año 2020", "2020-03-01 1º de marzo del año 2020"},
		{"es", "el 1o. de marzo de 2020", "2020-03-01 1o. de marzo de 2020"},
		{"es", "del día trece de diciembre de dos mil veintiuno, reunidos", "2021-12-13 trece de diciembre de dos mil veintiuno"},
		{"es", "treinta y uno de enero de dos mil veinte", "2020-01-31 treinta y uno de enero de dos mil veinte"},
		{"es", "septiembre de 2019", "2019-09 septiembre de 2019"},
		{"es", "12 dic. 2021", "2021-12-12 12 dic. 2021"},
		{"fr", "le 13 décembre 2021 et le 1er mars 2020", "2021-12-13 13 décembre 2021|2020-03-01 1er mars 2020"},
		{"fr", "le vingt-deux mai deux mille vingt et un", "2021-05-22 vingt-deux mai deux mille vingt et un"},
		{"pt", "em 13 de dezembro de 2021", "2021-12-13 13 de dezembro de 2021"},
		{"pt", "aos vinte e um de maio de dois mil e vinte e um", "2021-05-21 vinte e um de maio de dois mil e vinte e um"},
		{"en", "13 de diciembre de 2021", "2021-12-13 13 de diciembre de 2021"},
		{"en", "Report 2016-2018, 2019", ""},
		{"en", "in 1 May", ""},
	}
	for _, tt := range tests {
		got := ""
		for i, m := range Dates(tt.text, tt.lang) {
			if i > 0 {
				got += "|"
			}
			got += string(m.Date) + " " + tt.text[m.Start:m.End]
		}
		if got != tt.want {
			t.Errorf("Dates(%q, %s) = %q, want %q", tt.text, tt.lang, got, tt.want)
		}
	}
}
