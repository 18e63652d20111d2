package cited

import (
	"strings"
	"testing"
	"time"

	"github.com/irmtrail/irmtrail/corpus"
)

// dayForms are ways in which documents write a day that a note gives as in the first column, each with its language.
var dayForms = []struct {
	note string
	lang corpus.Language
	doc  string
}{
	{"13 December 2021", "en", "Monday, December 13, 2021"},
	{"13 December 2021", "en", "13th December 2021"},
	{"13 December 2021", "en", "13 th of December, 2021"},
	{"13 December 2021", "en", "the thirteenth day of December 2021"},
	{"13 December 2021", "en", "December thirteenth, 2021"},
	{"13 December 2021", "en", "Dec. 13, 2021"},
	{"13 December 2021", "en", "13-Dec-2021"},
	{"13 December 2021", "en", "13-Dec-21"},
	{"13 December 2021", "en", "12/13/2021"},
	{"13 December 2021", "en", "13/12/2021"},
	{"13 December 2021", "en", "2021-12-13"},
	{"13 December 2021", "en", "2021.12.13"},
	{"13 December 2021", "en", "2021/12/13"},
	{"13 December 2021", "en", "MONDAY - - - DECEMBER 13, 2021 - - - 7:00 P.M."},
	{"13 December 2021", "en", "13-14 December 2021"},
	{"14 December 2021", "en", "13-14 December 2021"},
	{"14 December 2021", "en", "December 13–15, 2021"},
	{"1 December 2021", "en", "30 November - 2 December 2021"},
	{"30 November 2021", "en", "30 November to 2 December 2021"},
	{"3 May 2022", "en", "05/03/2022"},
	{"3 May 2022", "en", "03/05/2022"},
	{"13 December 2021", "es", "13 de diciembre de 2021"},
	{"13 December 2021", "es", "13 de diciembre del 2021"},
	{"13 December 2021", "es", "diciembre 13 del 2021"},
	{"13 December 2021", "es", "Diciembre 13, 2021"},
	{"13 December 2021", "es", "lunes 13 de Diciembre de 2021"},
	{"13 December 2021", "es", "13 DE DICIEMBRE DE 2021"},
	{"13 December 2021", "es", "13 dic. 2021"},
	{"13 December 2021", "es", "13-dic-2021"},
	{"13 December 2021", "es", "13/dic/2021"},
	{"13 December 2021", "es", "13/DIC/21"},
	{"13 December 2021", "es", "13-diciembre-2021"},
	{"13 December 2021", "es", "13-XII-2021"},
	{"13 December 2021", "es", "13/XII/2021"},
	{"13 December 2021", "es", "13/12/2021"},
	{"13 December 2021", "es", "13 / 12 / 2021"},
	{"13 December 2021", "es", "13.12.2021"},
	{"13 December 2021", "es", "13/12/21"},
	{"13 December 2021", "es", "13 de diciembre de 2.021"},
	{"13 December 2021", "es", "13 de diciembre del año 2021"},
	{"13 December 2021", "es", "13 días del mes de diciembre de 2021"},
	{"13 December 2021", "es", "a los trece días del mes de diciembre del año dos mil veintiuno"},
	{"13 December 2021", "es", "trece de diciembre de dos mil veintiuno"},
	{"13 December 2021", "es", "trece (13) de diciembre de dos mil veintiuno (2021)"},
	{"13 December 2021", "es", "13 (trece) de diciembre de 2021"},
	{"13 December 2021", "es", "13 y 14 de diciembre de 2021"},
	{"14 December 2021", "es", "del 13 al 15 de diciembre de 2021"},
	{"13 December 2021", "es", "13, 14 y 15 de diciembre de 2021"},
	{"1 December 2021", "es", "30 de noviembre al 2 de diciembre de 2021"},
	{"1 March 2022", "es", "1º de marzo de 2022"},
	{"1 March 2022", "es", "1° de marzo de 2022"},
	{"1 March 2022", "es", "1.º de marzo de 2022"},
	{"1 March 2022", "es", "1ero de marzo de 2022"},
	{"1 March 2022", "es", "primero de marzo de dos mil veintidós"},
	{"1 March 2022", "es", "01 de marzo de 2022"},
	{"5 March 2022", "es", "05/03/2022"},
	{"5 March 2022", "es", "5-III-2022"},
	{"21 September 2020", "es", "21 de setiembre de 2020"},
	{"31 August 2020", "es", "treinta y uno de agosto de dos mil veinte"},
	{"13 December 2021", "fr", "le lundi 13 décembre 2021"},
	{"13 December 2021", "fr", "13 DÉCEMBRE 2021"},
	{"13 December 2021", "fr", "13 déc. 2021"},
	{"13 December 2021", "fr", "13-déc-2021"},
	{"13 December 2021", "fr", "treize décembre deux mille vingt et un"},
	{"13 December 2021", "fr", "13 et 14 décembre 2021"},
	{"13 December 2021", "fr", "13/12/2021"},
	{"1 March 2022", "fr", "1er mars 2022"},
	{"1 March 2022", "fr", "1 er mars 2022"},
	{"1 March 2022", "fr", "premier mars deux mille vingt-deux"},
	{"17 August 2019", "fr", "17 aout 2019"},
	{"13 December 2021", "pt", "13 de dezembro de 2021"},
	{"13 December 2021", "pt", "13 de Dezembro de 2021"},
	{"13 December 2021", "pt", "aos treze dias do mês de dezembro de dois mil e vinte e um"},
	{"13 December 2021", "pt", "aos 13 dias do mês de dezembro de 2021"},
	{"13 December 2021", "pt", "13 dez. 2021"},
	{"13 December 2021", "pt", "13.12.2021"},
	{"13 December 2021", "pt", "13 e 14 de dezembro de 2021"},
	{"1 March 2022", "pt", "1º de março de 2022"},
	{"2 February 2022", "pt", "2 de fevereiro de 2022"},
	{"27 June 2019", "uk", "27 червня 2019 року"},
	{"27 June 2019", "uk", "27.06.2019"},
	{"5 March 2019", "uk", "05.03.2019"},
	{"27 June 2019", "ru", "27 июня 2019 г."},
	{"13 December 2021", "mk", "13 декември 2021 година"},
	{"13 December 2021", "sr", "13. децембра 2021. године"},
	{"13 December 2021", "sr", "13. decembra 2021. godine"},
	{"13 December 2021", "ro", "13 decembrie 2021"},
	{"13 December 2021", "it", "lunedì 13 dicembre 2021"},
	{"13 March 2021", "de", "13. März 2021"},
	{"13 December 2021", "id", "13 Desember 2021"},
	{"13 December 2021", "hr", "13. prosinca 2021."},
	{"13 December 2021", "ka", "13 დეკემბერი 2021"},
	{"13 December 2021", "ko", "2021년 12월 13일"},
}

// around puts a date into minutes or another document of a language.
var around = map[corpus.Language][2]string{
	"en": {"# Minutes of the Steering Committee\nDate: ", "\nPlace: Accra\nThe members heard the report on the registers and agreed on what to do next."},
	"es": {"# Minuta del Comité Coordinador\nFecha: ", "\nLugar: Ciudad de México\nSe revisaron los avances y se escucharon las opiniones de las organizaciones."},
	"fr": {"# Compte rendu du comité de pilotage\nDate : ", "\nLieu : Tunis\nLes membres ont entendu le rapport sur les registres et se sont accordés sur la suite."},
	"pt": {"# Ata do Comitê Gestor\nData: ", "\nLocal: Brasília\nOs membros ouviram o relatório sobre os registros e decidiram o que fazer."},
}

// surrounded puts a date into minutes of a language; into lines without a language where there are none of it.
func surrounded(lang corpus.Language, date string) string {
	parts, ok := around[lang]
	if !ok {
		parts = [2]string{"# OGP 7/2\n", "\n1. AAA\n2. BBB"}
	}
	return parts[0] + date + parts[1]
}

// TestDaysInAnyForm proves that no form of the right day contradicts the note: in minutes whose day was read, in minutes whose day was
// read wrongly short or not at all, and in other documents.
func TestDaysInAnyForm(t *testing.T) {
	for _, f := range dayForms {
		note := "Minutes of the Steering Committee, " + f.note + ", @."
		c, _ := cite(t, "en", note)
		if c.Date == "" {
			t.Fatalf("no date in %q", note)
		}
		for _, held := range []string{"{held " + string(c.Date) + "|" + f.doc + "}", "{held " + string(c.Date[:7]) + "|" + f.doc + "}", "{title|" + f.doc + "}", f.doc} {
			doc := surrounded(f.lang, held)
			_, a := ask(t, "en", note, f.lang, doc)
			if strings.Contains(f.doc, "November") && strings.Contains(held, "-11|") {
				continue
			}
			if a.Check != corpus.Confirmed || !strings.Contains(a.Detail, "the date ("+f.note+")") {
				t.Errorf("%s in %q: %s, %s", f.note, held, a.Check, a.Detail)
			}
			if len(a.Passages) == 0 || !strings.Contains(f.doc, a.Passages[0].Quote) {
				t.Errorf("%s in %q: passages %s", f.note, held, quotes(&a))
			}
		}
	}
}

// TestOtherDays proves that each form of a day contradicts a note that is off by a day, a month or a year, and says how near it is.
func TestOtherDays(t *testing.T) {
	for _, f := range dayForms {
		on, err := time.Parse("2 January 2006", f.note)
		if err != nil {
			t.Fatal(err)
		}
		for miss, at := range map[string]time.Time{
			"four days apart": on.AddDate(0, 0, -4), "the same day of another year": on.AddDate(-1, 0, 0), "the same day of another month": on.AddDate(0, -1, 0),
		} {
			note := "Minutes of the Steering Committee, " + at.Format("2 January 2006") + ", @."
			_, a := ask(t, "en", note, f.lang, surrounded(f.lang, "{held "+on.Format(time.DateOnly)+"|"+f.doc+"}"))
			if a.Check != corpus.Contradicted || !strings.Contains(a.Detail, miss) || a.Finding.Rule != corpus.RuleMinutesDateMismatch {
				t.Errorf("%s and %q: %s, %s", at.Format(time.DateOnly), f.doc, a.Check, a.Detail)
			}
		}
	}
}

// sameBodies are names of one body in the note and in its minutes.
var sameBodies = [][2]string{
	{"Working Group", "Grupo de Trabajo del Compromiso 1"},
	{"Working Group of commitment 1", "Grupo de Trabajo del Compromiso 1"},
	{"Working Group for Commitment 4", "GRUPO DE TRABAJO COMPROMISO 4"},
	{"Working Group on Open Data", "Grupo de Trabajo de Datos Abiertos"},
	{"Working Group on Open Data", "Groupe de travail sur les données ouvertes"},
	{"Working Group on Open Data", "Grupo de Trabalho de Dados Abertos"},
	{"Working Group", "GT Compromiso 5"},
	{"Technical Working Group", "Grupo Técnico de Trabajo"},
	{"Coordinating Committee", "Comité Coordinador"},
	{"Coordinating Committee", "Comité Coordinador de la Alianza para el Gobierno Abierto"},
	{"Coordinating Committee", "COMITÉ COORDINADOR DE LA AGA EN MÉXICO"},
	{"Coordinating Committee of OGP in Mexico", "Comité Coordinador de la Alianza para el Gobierno Abierto en México"},
	{"Coordinating Committee of OGP in Mexico (CC-AGA MX)", "Comité Coordinador"},
	{"Coordination Committee", "Comisión Coordinadora"},
	{"Steering Committee", "Comité de pilotage"},
	{"Steering Committee", "Comitê Gestor"},
	{"Steering Committee", "PH-OGP Steering Committee"},
	{"National Steering Committee", "OGP National Steering Committee"},
	{"National Council", "OGP National Council"},
	{"National Council of Open Government", "Consejo Nacional de Gobierno Abierto"},
	{"Commission for Citizen Participation", "Comité de Participación Ciudadana"},
	{"Tripartite Technical Secretariat", "Secretariado Técnico Tripartita"},
	{"Tripartite Technical Secretariat", "STT"},
	{"Multi-Stakeholder Forum", "Foro Multiactor"},
	{"Multi-Stakeholder Forum", "Forum multipartite"},
	{"Multi-stakeholder Forum", "Foro Multi Actores de Gobierno Abierto"},
	{"Monitoring Committee", "Comité de Seguimiento"},
	{"Monitoring Committee", "Comité de suivi"},
	{"Selection Commission", "Comisión de Selección"},
	{"Rent Review Advisory Committee", "RENT REVIEW ADVISORY COMMITTEE"},
	{"Open Government Commission", "OPEN GOVERNMENT COMMISSION"},
	{"Advisory Council", "Consejo Consultivo"},
	{"Executive Committee", "Comitê Executivo"},
	{"Comité Coordinador", "Comite Coordinador"},
	{"comité de pilotage", "Comité de Pilotage du Partenariat pour un gouvernement ouvert"},
	{"Interministerial Committee", "Comitê Interministerial Governo Aberto"},
	{"Steering Committee", "Grupo Promotor"},
	{"NSC", "National Steering Committee"},
	{"CC-AGA", "Comité Coordinador de la Alianza para el Gobierno Abierto"},
	{"Committee", "Comité Coordinador"},
	{"Joint Table", "Mesa Conjunta de Gobierno Abierto"},
	{"Open Government Group", "Grupo de Gobierno Abierto"},
	{"Working Group of Commitment 3", "Grupo Interministerial do Compromisso 3"},
	{"Permanent Commission of the Open Government Forum", "Comisión Permanente del Foro de Gobierno Abierto"},
	{"Joint Committee", "Comité conjoint de suivi"},
	{"Coordination Council", "Permanent Interagency Coordination Council"},
	{"Multisectoral Commission", "Comissão Multissetorial para a Parceria Governo Aberto"},
	{"National Commission for an Open State", "COMISIÓN NACIONAL POR UN ESTADO ABIERTO"},
	{"OGP Working Group", "Grupo de Trabajo de Gobierno Abierto"},
	{"Civil Society Nucleus", "Núcleo de Organizaciones de la Sociedad Civil"},
	{"Council for Transparency and Integrity", "Conselho de Transparência, Integridade e Combate à Corrupção"},
	{"Technical Committee", "Mesa Técnica de Coordinación"},
	{"High-Level Commission on Anti-Corruption", "Comisión de Alto Nivel Anticorrupción"},
	{"Expert Council", "Consejo de Expertos"},
	{"Thematic Working Group on Justice", "Mesa de Trabajo de Justicia Abierta"},
	{"Advisory Board", "Consejo Asesor"},
	{"Executive Secretariat", "Secretaría Ejecutiva"},
	{"Monitoring Group", "Grupo de Seguimiento"},
	{"Follow-up Committee", "Comité de Monitoreo y Evaluación"},
	{"OGP Steering Committee", "Comité Directivo de la Alianza"},
	{"Working Group on Extractives", "Grupo de Trabajo sobre Minería"},
	{"Working Group on Forest Resources", "Grupo de Trabajo sobre Recursos Forestales"},
	{"Working Group on Consumer Protection", "Grupo de Trabajo de Protección al Consumidor"},
	{"Coordination Council", "Coordination Council on the Implementation of the OGP Initiative"},
	{"Comité conjoint de pilotage", "COMITE CONJOINT DE PILOTAGE"},
	{"Secretariado Técnico Local", "SECRETARIADO TECNICO L0CAL DE G0BIERNO ABIERTO"},
	{"Working Group of the Coordinating Committee", "Grupo de Trabajo del Comité Coordinador"},
}

// unclearBodies are names that may be of one body, or not: they neither bear the note out nor contradict it.
var unclearBodies = [][2]string{
	{"Steering Committee", "Comité Coordinador"},
	{"Coordinating Committee", "Comité Ejecutivo"},
	{"Multi-Stakeholder Forum", "Comité Coordinador"},
	{"Multi-Stakeholder Forum", "Grupo de Trabajo del Compromiso 5"},
	{"Working Group of Commitment 5", "Grupo de Trabajo de Datos Abiertos"},
	{"Working Group on Bridges", "Grupo de Trabajo sobre Puentes"},
	{"Working Group", "Comité"},
	{"National Council", "Comité Nacional"},
	{"Commission", "Asamblea"},
	{"Tripartite Technical Secretariat", "Comité Técnico"},
	{"CNC", "Comité Coordinador"},
	{"Coordinating Committee", "Alianza para el Gobierno Abierto"},
	{"Technical Working Group", "Comité Técnico"},
	{"Open Government Table", "Comité de Gobierno Abierto"},
}

// otherBodies are names of different bodies.
var otherBodies = [][2]string{
	{"Coordinating Committee", "Grupo de Trabajo del Compromiso 5"},
	{"Working Group of commitment 1", "Grupo de Trabajo del Compromiso 5"},
	{"Working Group", "Comité Coordinador"},
	{"Coordinating Committee", "Comité de Participación Ciudadana"},
	{"Working Group on Open Data", "Grupo de Trabajo de Salud"},
	{"Steering Committee", "Working Group on Water"},
	{"Selection Commission", "Comité Coordinador"},
	{"Comité de pilotage", "Groupe de travail sur les données ouvertes"},
	{"Tripartite Technical Secretariat", "Comité de Participación Ciudadana"},
	{"Advisory Council", "Comité Coordinador"},
	{"Comitê Gestor", "Grupo de Trabalho do Compromisso 2"},
	{"Ethics Committee", "Comité Coordinador"},
}

func TestBodies(t *testing.T) {
	for want, pairs := range map[likeness][][2]string{same: sameBodies, unclear: unclearBodies, different: otherBodies} {
		for _, p := range pairs {
			doc := "# Minutes\n{body|" + p[1] + "}\n{held 2021-12-13|13 December 2021}\nThey agreed on what to do."
			q := Question{ReportLanguage: "en", Citation: corpus.Citation{Kind: corpus.CitesMinutes, Body: p[0], Status: corpus.Archived, ReportID: "r"}}
			q.Document, q.Content, q.Minutes = minutes(t, "es", doc)
			a := Check(q)
			exact(t, &q, &a)
			got := map[string]likeness{corpus.Confirmed: same, corpus.NotCheckable: unclear, corpus.Contradicted: different}[a.Check]
			if got != want {
				t.Errorf("%s and %s: %s, %s", p[0], p[1], a.Check, a.Detail)
			}
		}
	}
}
