package structure

import (
	"testing"

	"github.com/irmtrail/irmtrail/corpus"
)

// TestElidedNouns reads lists whose second reference leaves out what the source is.
func TestElidedNouns(t *testing.T) {
	const a, b, c = "https://a.example/a", "https://a.example/b", "https://a.example/c"
	tests := []struct{ lang, note, want string }{
		{"en", "See the minutes of the Steering Committee of 5 May 2015, " + a + "; and of 3 May 2014, " + b + ".", "minutes " + a + " body=Steering Committee date=2015-05-05\nminutes " + b + " body=Steering Committee date=2014-05-03\n"},
		{"en", "Minutes of the Forum dated 5 May 2015, " + a + ", those dated June 3, 2014, " + b + " and those of 1 July 2014: " + c, "minutes " + a + " body=Forum date=2015-05-05\nminutes " + b + " body=Forum date=2014-06-03\nminutes " + c + " body=Forum date=2014-07-01\n"},
		{"en", "Minutes of the Forum of 5 May 2015, " + a + "; and of the Working Group of 3 May 2014, " + b, "minutes " + a + " body=Forum date=2015-05-05\nminutes " + b + " body=Working Group date=2014-05-03\n"},
		{"es", "Véanse las actas del Foro Multiactor del 27 de diciembre de 2015, " + a + "; y las del 25 de agosto de 2013, " + b + ".", "minutes " + a + " body=Foro Multiactor date=2015-12-27\nminutes " + b + " body=Foro Multiactor date=2013-08-25\n"},
		{"es", "Acta del Comité Coordinador de 5 de mayo de 2020, " + a + ", y la de 6 de junio de 2020, " + b, "minutes " + a + " body=Comité Coordinador date=2020-05-05\nminutes " + b + " body=Comité Coordinador date=2020-06-06\n"},
		{"fr", "Voir les comptes rendus du comité de pilotage du 5 mai 2015, " + a + " ; et du 28 avril 2016, " + b + ".", "minutes " + a + " body=comité de pilotage date=2015-05-05\nminutes " + b + " body=comité de pilotage date=2016-04-28\n"},
		{"fr", "Voir le procès-verbal du comité de pilotage du 5 mai 2015, " + a + ", et celui de la réunion du 28 avril 2016, " + b, "minutes " + a + " body=comité de pilotage date=2015-05-05\nminutes " + b + " body=comité de pilotage date=2016-04-28\n"},
		{"pt", "Ver as atas do Comitê Gestor de 6 de agosto de 2015, " + a + "; e de 8 de março de 2014, " + b + ".", "minutes " + a + " body=Comitê Gestor date=2015-08-06\nminutes " + b + " body=Comitê Gestor date=2014-03-08\n"},
		{"pt", "Ver a ata do Grupo Executivo de 6 de agosto de 2015, " + a + ", e as de 8 de março de 2014, " + b, "minutes " + a + " body=Grupo Executivo date=2015-08-06\nminutes " + b + " body=Grupo Executivo date=2014-03-08\n"},

		{"en", "Minutes of the Forum [[of 5 May 2015|" + a + "]] and [[of 3 May 2014|" + b + "]].", "minutes " + a + " body=Forum date=2015-05-05\nminutes " + b + " body=Forum date=2014-05-03\n"},

		// A second reference that says what it is, or that is no date and no body's.
		{"en", "Minutes of the Forum of 5 May 2015, " + a + "; and the report of 3 May 2014, " + b, "minutes " + a + " body=Forum date=2015-05-05\nreport " + b + " date=2014-05-03\n"},
		{"en", "Minutes of the Forum of 5 May 2015, " + a + ". The plan was published on 3 May 2014 at " + b, "minutes " + a + " body=Forum date=2015-05-05\nother " + b + " date=2014-05-03\n"},
		{"es", "Acta del Foro de 5 de mayo de 2015, " + a + ". El portal del ministerio está en " + b, "minutes " + a + " body=Foro date=2015-05-05\nother " + b + "\n"},
	}
	for _, tt := range tests {
		if got := cited(t, corpus.Language(tt.lang), tt.note); got != tt.want {
			t.Errorf("%s\ngot\n%swant\n%s", tt.note, got, tt.want)
		}
	}
}
