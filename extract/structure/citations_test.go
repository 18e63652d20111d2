package structure

import (
	"fmt"
	"strings"
	"testing"

	"github.com/irmtrail/irmtrail/corpus"
)

// cited writes the citations of a note, one a line: kind url {written} and what is stated.
func cited(t *testing.T, lang corpus.Language, note string) string {
	t.Helper()
	c := build(t, "Alpha[1].\n[1] "+note)
	s := Read(c)
	s.Language = lang
	var sb strings.Builder
	for _, x := range s.Citations(c, "doc-1") {
		if got := c.Text().Slice(*x.Start, *x.End); got != x.Quote {
			t.Errorf("quote %q stands for %q", x.Quote, got)
		}
		fmt.Fprintf(&sb, "%s %s", x.Kind, x.URL)
		if x.URLAsWritten != string(x.URL) {
			fmt.Fprintf(&sb, " {%s}", x.URLAsWritten)
		}
		for _, f := range []struct{ name, value string }{
			{"title", x.Title},
			{"by", x.Publisher},
			{"body", x.Body},
			{"date", string(x.Date)},
			{"accessed", string(x.AccessedOn)},
			{"for", strings.Join(x.CommitmentNumbers, ",")},
		} {
			if f.value != "" {
				fmt.Fprintf(&sb, " %s=%s", f.name, f.value)
			}
		}
		sb.WriteString("\n")
	}
	return sb.String()
}

const driveID = "1AbCdEfGhIjKlMnOpQrStUvWxYz012345"

func TestCitations(t *testing.T) {
	drive := "https://drive.google.com/file/d/" + driveID + "/view"
	tests := []struct {
		lang       corpus.Language
		note, want string
	}{
		// Minutes: body, date, commitments.
		{"en", "Consult the minutes of the Working Group dated December 13, 2021, available here: " + drive + ".", "minutes " + drive + " body=Working Group date=2021-12-13\n"},
		{"en", "For commitments 1, 3 and 7, see the minutes of the third ordinary meeting of the Steering Committee held on 3 May 2022: " + drive, "minutes " + drive + " body=Steering Committee date=2022-05-03 for=1,3,7\n"},
		{"en", "Minutes of the Working Group on Open Data of 2 December 2021, " + drive, "minutes " + drive + " body=Working Group on Open Data date=2021-12-02\n"},
		{"en", "Coordinating Committee minutes, May 3, 2022, " + drive, "minutes " + drive + " body=Coordinating Committee date=2022-05-03\n"},
		{"en", "Minutes of the multi-stakeholder forum dated 1 January 2022, available here: " + drive, "minutes " + drive + " body=multi-stakeholder forum date=2022-01-01\n"},
		{"en", "See the minutes of August 25, 2013: https://drive.google.com/open?id=" + driveID + " and https://www.parliament.example/35/minutes-2013.pdf.", "minutes https://drive.google.com/open?id=" + driveID + " date=2013-08-25\nminutes https://www.parliament.example/35/minutes-2013.pdf date=2013-08-25\n"},
		{"en", "Minutes of the CCAGA dated 5 June 2020 on commitment 4.2: " + drive, "minutes " + drive + " body=CCAGA date=2020-06-05 for=4.2\n"},
		{"es", "Minuta del Grupo de Trabajo del 13 de diciembre de 2021, compromisos 2 a 4, disponible en: " + drive, "minutes " + drive + " body=Grupo de Trabajo date=2021-12-13 for=2,3,4\n"},
		{"es", "Minuta del Comité Coordinador de fecha 1 de abril de 2018, disponible en: " + drive, "minutes " + drive + " body=Comité Coordinador date=2018-04-01\n"},
		{"es", "Véase el acta de la segunda sesión ordinaria del Comité Coordinador, 4 de mayo de 2020, sobre el compromiso 5: " + drive, "minutes " + drive + " body=Comité Coordinador date=2020-05-04 for=5\n"},
		{"fr", "Compte rendu de la réunion du comité de pilotage du 13 décembre 2021, disponible ici : " + drive, "minutes " + drive + " body=comité de pilotage date=2021-12-13\n"},
		{"fr", "Procès-verbal du groupe de travail en date du 1er mars 2020 (engagement 3), " + drive, "minutes " + drive + " body=groupe de travail date=2020-03-01 for=3\n"},
		{"pt", "Ata da reunião do Comitê Gestor de 13 de dezembro de 2021, compromisso 2, disponível em: " + drive, "minutes " + drive + " body=Comitê Gestor date=2021-12-13 for=2\n"},
		{"en", "See “Minutes of the 3rd meeting of the Interministerial Commission,” 4 February 2020, " + drive, "minutes " + drive + " title=Minutes of the 3rd meeting of the Interministerial Commission body=Interministerial Commission date=2020-02-04\n"},
		{"en", "OGP National Council meeting minutes (12 May 2021), " + drive, "minutes " + drive + " body=OGP National Council date=2021-05-12\n"},
		{"en", "Multi-Stakeholder Group, Minutes, 5 May 2021, " + drive, "minutes " + drive + " body=Multi-Stakeholder Group date=2021-05-05\n"},
		{"en", "On 5 May 2021, the Committee met and approved the plan; the minutes are available here: " + drive, "minutes " + drive + "\n"},
		{"es", "Minuta de la reunión del 5 de mayo de 2021 de la Mesa de Coordinación, compromiso núm. 3. Disponible en: " + drive, "minutes " + drive + " body=Mesa de Coordinación date=2021-05-05 for=3\n"},
		{"es", "Acta n.º 5 del Grupo Promotor, 3/4/2021, " + drive, "minutes " + drive + " body=Grupo Promotor date=2021-04-03\n"},
		{"es", "Minutas del Comité Coordinador de 5 de mayo y de 6 de junio de 2021: " + drive + " y https://a.example/e", "minutes " + drive + " body=Comité Coordinador\nminutes https://a.example/e body=Comité Coordinador\n"},
		{"fr", "Voir le PV de la réunion du CNC, 12 mars 2020, " + drive, "minutes " + drive + " body=CNC date=2020-03-12\n"},
		{"pt", "Ata da 4ª reunião ordinária do Comitê Interministerial Governo Aberto (CIGA), realizada em 10 de maio de 2019. Disponível em: " + drive, "minutes " + drive + " body=Comitê Interministerial Governo Aberto date=2019-05-10\n"},

		// Other kinds.
		{"en", "Law No. 1219/2013 on access to public information, https://www.gazette.gov.example/acts/2013/779", "law https://www.gazette.gov.example/acts/2013/779\n"},
		{"es", "Ley No. 5900/2020 de acceso a la información pública, https://www.gob.example/acts/575", "law https://www.gob.example/acts/575\n"},
		{"en", "Government of Ghana, “Self-Assessment Report 2013-2015”, 2014, https://www.opengovpartnership.org/wp-content/uploads/2014/09/Ghana_Self-Assessment_2013-2015.pdf.", "report https://www.opengovpartnership.org/wp-content/uploads/2014/09/Ghana_Self-Assessment_2013-2015.pdf title=Self-Assessment Report 2013-2015 by=Government of Ghana date=2014\n"},
		{"en", "Open data portal, accessed April 19, 2015: https://data.gov.example/dataset/sessions-75?lang=en", "dataset https://data.gov.example/dataset/sessions-75?lang=en accessed=2015-04-19\n"},
		{"en", "“Parliament opens its data”, The Daily, September 10, 2022, https://www.daily.example/2022/09/10/parliament-open-data/", "news https://www.daily.example/2022/09/10/parliament-open-data/ title=Parliament opens its data by=The Daily date=2022-09-10\n"},
		{"es", "“El parlamento abre sus datos”, El Diario, 16 de febrero de 2019, https://www.diario.example/a/", "news https://www.diario.example/a/ title=El parlamento abre sus datos by=El Diario date=2019-02-16\n"},
		{"en", "Interview with X, 5 May 2020; her tweet: https://twitter.com/x/status/1 and a talk https://youtu.be/abc", "social https://twitter.com/x/status/1\nvideo https://youtu.be/abc\n"},
		{"en", "Minutes of the meetings: [[https://a.example/x/view;https://a.example/y/view|https://a.example/x/view;https://a.example/y/view]]", "minutes https://a.example/x/view\nminutes https://a.example/y/view\n"},
		{"en", "“Rasprave postaju pravilo,” Vijesti24.example, 4 June 2021, https://www.vijesti24.example/bih/rasprave/210604.", "news https://www.vijesti24.example/bih/rasprave/210604 title=Rasprave postaju pravilo by=Vijesti24.example date=2021-06-04\n"},
		{"en", "OGP, https://www.opengovpartnership.org/members/mexico/ and https://www.opengovpartnership.org/documents/mexico-results-report-2019-2022/", "ogp_page https://www.opengovpartnership.org/members/mexico/\nreport https://www.opengovpartnership.org/documents/mexico-results-report-2019-2022/\n"},
		{"en", "See http://a.example/x (accessed 3 May 2022).", "other http://a.example/x accessed=2022-05-03\n"},
		{"es", "Gobierno, http://a.example/x, consultado el 3 de mayo de 2022.", "other http://a.example/x accessed=2022-05-03\n"},
		{"en", "On 3 May 2020 the plan began: http://a.example/x", "other http://a.example/x\n"},
		{"en", "The IRM calls this “early results”, you can consult: http://a.example/x", "other http://a.example/x\n"},

		// References whose parts are sentences.
		{"en", "Lind, Morten. “The value of address data.” Danish Enterprise Authority. July 7, 2010. http://a.example/v.pdf", "other http://a.example/v.pdf title=The value of address data by=Danish Enterprise Authority date=2010-07-07\n"},
		{"en", "Centers for Control. “Suicide in Rural America”. https://a.example/s.html. Accessed June 3, 2023.", "other https://a.example/s.html title=Suicide in Rural America by=Centers for Control accessed=2023-06-03\n"},
		{"en", "“Report on the Law of Charities.” Law Reform Commission. 1996. http://a.example/l.pdf", "report http://a.example/l.pdf title=Report on the Law of Charities by=Law Reform Commission date=1996\n"},
		{"es", "Ministerio de Salud (2020). “Plan de salud”. Disponible en: https://a.example/p (consultado el 4 de junio de 2021).", "other https://a.example/p title=Plan de salud by=Ministerio de Salud date=2020 accessed=2021-06-04\n"},
		{"en", "IRM, _Design Report: Kenya 2018-2020_ (OGP, 2020), 23, https://www.opengovpartnership.org/documents/kenya-design-report-2018-2020/.", "report https://www.opengovpartnership.org/documents/kenya-design-report-2018-2020/ title=Design Report: Kenya 2018-2020 by=OGP date=2020\n"},
		{"en", "Information provided to the IRM, 5 May 2021. See also https://a.example/m and https://b.example/n.", "other https://a.example/m\nother https://b.example/n\n"},

		// Damaged and odd addresses.
		{"en", "[[https://drive.google.com/file/d/|https://drive.google.com/file/d/]] " + driveID + "/view?usp=sharing.", "other https://drive.google.com/file/d/" + driveID + "/view?usp=sharing {https://drive.google.com/file/d/ " + driveID + "/view?usp=sharing}\n"},
		{"en", "https://drive.google.com/file/d/" + driveID[:12] + " " + driveID[12:] + "/view", "other " + drive + " {https://drive.google.com/file/d/" + driveID[:12] + " " + driveID[12:] + "/view}\n"},
		{"en", "http://www.a.example/article/pii/ S0740624X15300186", "other http://www.a.example/article/pii/S0740624X15300186 {http://www.a.example/article/pii/ S0740624X15300186}\n"},
		{"en", "https://drive.google.com/file/d/" + driveID + "/ view?usp=sharing; and more", "other https://drive.google.com/file/d/" + driveID + "/view?usp=sharing {https://drive.google.com/file/d/" + driveID + "/ view?usp=sharing}\n"},
		{"en", "https://drive.google.com/file/d/" + driveID + "/view? usp= sharing.", "other https://drive.google.com/file/d/" + driveID + "/view?usp=sharing {https://drive.google.com/file/d/" + driveID + "/view? usp= sharing}\n"},
		{"en", "https://drive. google.com/ open?id= " + driveID + ".", "other https://drive.google.com/open?id=" + driveID + " {https://drive. google.com/ open?id= " + driveID + "}\n"},
		{"en", "https://data.a.example/dataset/contracts?format=csv& lang=es", "dataset https://data.a.example/dataset/contracts?format=csv&lang=es {https://data.a.example/dataset/contracts?format=csv& lang=es}\n"},
		{"en", "Did you see https://a.example/b? Size=5 is wrong, https://a.example/c?q= and no more", "other https://a.example/b?Size=5 {https://a.example/b? Size=5}\nother https://a.example/c?q=\n"},
		{"en", "https://drive.google.com/file/d/1AbCd-EfGhIjKlMnOpQrStUvWxYz012345/view", "other https://drive.google.com/file/d/" + driveID + "/view {https://drive.google.com/file/d/1AbCd-EfGhIjKlMnOpQrStUvWxYz012345/view}\n"},
		{"en", "http://www.a.example/documents/ pdf/paper3.pdf.", "other http://www.a.example/documents/pdf/paper3.pdf {http://www.a.example/documents/ pdf/paper3.pdf}\n"},
		{"en", "https://drive.google.com/file/d/ and more words follow here", "other https://drive.google.com/file/d/\n"},
		{"en", "“A thing”: https://a.example/1/ ; “B thing”: https://b.example/2/.", "other https://a.example/1/ title=A thing\nother https://b.example/2/ title=B thing\n"},
		{"en", "See (https://en.wikipedia.example/wiki/X_(Y)), and <https://a.example/z>; “https://b.example/q”.", "other https://en.wikipedia.example/wiki/X_(Y)\nother https://a.example/z\nother https://b.example/q\n"},
		{"en", "www.a.example/x, bit.ly/3AbCdE and a.k.a/b or 5/2019.", "other https://www.a.example/x {www.a.example/x}\nother https://bit.ly/3AbCdE {bit.ly/3AbCdE}\n"},
		{"en", "https://a.example/1,https://b.example/2", "other https://a.example/1\nother https://b.example/2\n"},
		{"en", "https://web.archive.org/web/2020/https://a.example/1 [2]", "other https://web.archive.org/web/2020/https://a.example/1\n"},
		{"en", "https://a.exa\u200bmple/\u00adx", "other https://a.example/x {https://a.exa\u200bmple/\u00adx}\n"},
		{"en", "https://www.opengovpartnership. org/documents/x-y/ and https://a.example/es/ documents/mexico-results/.", "ogp_page https://www.opengovpartnership.org/documents/x-y/ {https://www.opengovpartnership. org/documents/x-y/}\nogp_page https://a.example/es/documents/mexico-results/ {https://a.example/es/ documents/mexico-results/}\n"},
		{"en", "https://a.example/long- name.pdf and https://a.example/2019/09/Mexico_EO TR_2016-2018.pdf.", "other https://a.example/long-name.pdf {https://a.example/long- name.pdf}\nreport https://a.example/2019/09/Mexico_EOTR_2016-2018.pdf {https://a.example/2019/09/Mexico_EO TR_2016-2018.pdf}\n"},
		{"en", "https: //a.example/x", "other https://a.example/x {https: //a.example/x}\n"},
		{"en", "[[https://gov.example/r.pdf|https://www.google.com/url?q=https://gov.example/r.pdf&sa=D]]", "other https://gov.example/r.pdf\n"},
		{"en", "The [[full report|https://a.example/r?utm_source=x]] and [[this|#_ftn1]].", "report https://a.example/r?utm_source=x\n"},
		{"es", "Ver [[aquí|https://a.example/r.]]", "other https://a.example/r {https://a.example/r.}\n"},
		{"en", "[[Soldiers and Silver|https://a.example/s]]: [[https://a.example/s|https://a.example/s]]", "other https://a.example/s title=Soldiers and Silver\n"},
		{"en", "[[https://a.example/very/lo...|https://a.example/very/long/path]]", "other https://a.example/very/long/path {https://a.example/very/lo}\n"},
		{"en", "Write to [[us|mailto:a@b.example]] or call [[here|tel:1]].", ""},
		{"en", "Ibid., supra note 4.", ""},
	}
	for _, tt := range tests {
		if got := cited(t, tt.lang, tt.note); got != tt.want {
			t.Errorf("%s\n got %swant %s", tt.note, got, tt.want)
		}
	}
}
