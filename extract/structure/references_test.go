package structure

import (
	"testing"

	"github.com/irmtrail/irmtrail/corpus"
)

// TestReferences reads notes in the manner of reviewers in four languages: what a note says of its source, and no more.
func TestReferences(t *testing.T) {
	drive := "https://drive.google.com/file/d/" + driveID + "/view"
	tests := []struct {
		lang       corpus.Language
		note, want string
	}{
		// The site of the Partnership and its sample.
		{"en", "The guidance explains the term: https://www.ogp.example/irm-guidance/early-results/.", "ogp_page https://www.ogp.example/irm-guidance/early-results/\n"},
		{"en", "Independent Reporting Mechanism, “Ghana End-of-Term Report 2017-2019”, 2020, https://www.ogp.example/wp-content/uploads/2020/10/Ghana_End-of-Term_Report_2017-2019.pdf.", "report https://www.ogp.example/wp-content/uploads/2020/10/Ghana_End-of-Term_Report_2017-2019.pdf title=Ghana End-of-Term Report 2017-2019 by=Independent Reporting Mechanism date=2020\n"},
		{"es", "Mecanismo de Revisión Independiente, “Informe Transitorio de Resultados de Paraguay 2018-2020”, 2021, https://www.opengovpartnership.org/sites/default/files/Paraguay_Transitional_2018-2020.pdf.", "report https://www.opengovpartnership.org/sites/default/files/Paraguay_Transitional_2018-2020.pdf title=Informe Transitorio de Resultados de Paraguay 2018-2020 by=Mecanismo de Revisión Independiente date=2021\n"},

		// Laws and decrees: the year in a law's name is no date of the source.
		{"en", "Right to Information Act, 2019 (Act 989), https://laws.parliament.gov.example/acts/2019/989.", "law https://laws.parliament.gov.example/acts/2019/989\n"},
		{"en", "Executive Order No. 31, series of 2023, https://www.officialgazette.gov.example/2023/executive-order-31/.", "law https://www.officialgazette.gov.example/2023/executive-order-31/\n"},
		{"en", "Republic Act No. 11032, 2018, https://www.senate.gov.example/ra-11032.pdf", "law https://www.senate.gov.example/ra-11032.pdf date=2018\n"},
		{"en", "Parliament of Kenya, Access to Information Act, 2016, http://www.kenyalaw.example/kl/AccessAct.pdf.", "law http://www.kenyalaw.example/kl/AccessAct.pdf by=Parliament of Kenya\n"},
		{"en", "Cabinet of Ministers Resolution No. 835 of 21 October 2015, https://a.example/835", "law https://a.example/835 date=2015-10-21\n"},
		{"es", "Decreto Supremo N.º 072-2003-PCM, publicado el 13 de agosto de 2003, https://www.gob.example/normas/1", "law https://www.gob.example/normas/1 date=2003-08-13\n"},
		{"es", "Resolución Ministerial N.° 123-2019-PCM, https://www.gob.example/r/123", "law https://www.gob.example/r/123\n"},
		{"fr", "Décret n° 2016-1036 du 28 juillet 2016, https://www.journal.example/d/1036", "law https://www.journal.example/d/1036 date=2016-07-28\n"},
		{"fr", "Loi organique n° 2016-22 relative au droit d’accès à l’information, https://a.example/l", "law https://a.example/l\n"},
		{"pt", "Lei nº 12.527, de 18 de novembro de 2011. Disponível em: https://a.example/l12527.htm", "law https://a.example/l12527.htm date=2011-11-18\n"},

		// News with author and newspaper.
		{"en", "Jane Doe, “City opens its ledgers”, The Irish Independent, 3 May 2021, https://a.example/x", "news https://a.example/x title=City opens its ledgers by=The Irish Independent date=2021-05-03\n"},
		{"en", "John Roe, “Auditors find gaps in contracts,” Daily Nation, 12 June 2020, https://nation.example/auditors", "news https://nation.example/auditors title=Auditors find gaps in contracts by=Daily Nation date=2020-06-12\n"},
		{"es", "Juan Pérez, “El Congreso aprueba la ley de transparencia”, El Comercio, 4 de marzo de 2020, https://a.example/n", "news https://a.example/n title=El Congreso aprueba la ley de transparencia by=El Comercio date=2020-03-04\n"},
		{"es", "Ministerio de Comercio, “Plan de acción sectorial”, 2021, https://a.example/plan.pdf", "other https://a.example/plan.pdf title=Plan de acción sectorial by=Ministerio de Comercio date=2021\n"},
		{"fr", "« Le gouvernement publie le budget », Le Temps, 6 février 2021, https://a.example/t", "news https://a.example/t title=Le gouvernement publie le budget by=Le Temps date=2021-02-06\n"},
		{"pt", "“Governo abre dados de contratos”, Folha de S. Paulo, 7 de julho de 2019, https://a.example/f", "news https://a.example/f title=Governo abre dados de contratos by=Folha de S. Paulo date=2019-07-07\n"},

		// Ministry pages, plans, data.
		{"en", "Department of Budget, “People’s Budget 2023”, 2023, https://www.budget.gov.example/files/peoples-budget-2023.pdf.", "other https://www.budget.gov.example/files/peoples-budget-2023.pdf title=People’s Budget 2023 by=Department of Budget date=2023\n"},
		{"en", "Ministry of Lands, public statement on title fees, 8 July 2022, https://www.lands.gov.example/statements/title-fees-2022/.", "statement https://www.lands.gov.example/statements/title-fees-2022/ by=Ministry of Lands date=2022-07-08\n"},
		{"en", "Office of the Registrar of Companies, beneficial ownership dataset, accessed 2 June 2023, https://a.example/owners.", "dataset https://a.example/owners by=Office of the Registrar of Companies accessed=2023-06-02\n"},
		{"es", "Registro de las mesas de diálogo sobre cuidados, 2020, " + drive + ".", "other " + drive + " date=2020\n"},
		{"fr", "Jeu de données sur les marchés publics, portail national, consulté le 3 mai 2022 : https://a.example/d", "dataset https://a.example/d accessed=2022-05-03\n"},
		{"pt", "Portal de dados abertos do Ministério da Saúde, acesso em 10 mai. 2021: https://a.example/dados", "dataset https://a.example/dados accessed=2021-05-10\n"},

		// Interviews, social media, videos.
		{"en", "Interview with an official of the Ministry of Finance, 4 June 2021; recording at https://a.example/rec", "video https://a.example/rec\n"},
		{"en", "@OpenGovKe, Twitter post, 5 May 2021, https://twitter.com/OpenGovKe/status/1389", "social https://twitter.com/OpenGovKe/status/1389 date=2021-05-05\n"},
		{"es", "Presidencia de la República, “Lanzamiento del Plan”, YouTube, 9 de junio de 2020, https://www.youtube.com/watch?v=abc", "video https://www.youtube.com/watch?v=abc title=Lanzamiento del Plan by=Presidencia de la República date=2020-06-09\n"},

		// Minutes and their bodies.
		{"en", "Multi-Stakeholder Forum, Meeting Minutes, 3 March 2020, " + drive, "minutes " + drive + " body=Multi-Stakeholder Forum date=2020-03-03\n"},
		{"en", "OGP Steering Committee Secretariat, Minutes of the 4th Multi-Stakeholder Forum meeting (10 September 2019), " + drive, "minutes " + drive + " by=OGP Steering Committee Secretariat body=Multi-Stakeholder Forum date=2019-09-10\n"},
		{"es", "Acta de la reunión de la Secretaría Técnica Tripartita (STT) del 8 de abril de 2019, disponible en: " + drive, "minutes " + drive + " body=Secretaría Técnica Tripartita date=2019-04-08\n"},
		{"es", "Secretaría Técnica Tripartita, “Minuta de la sesión extraordinaria”, 8 de abril de 2019, " + drive, "minutes " + drive + " title=Minuta de la sesión extraordinaria by=Secretaría Técnica Tripartita body=Secretaría Técnica Tripartita date=2019-04-08\n"},
		{"es", "Ayuda memoria de la reunión del Foro Multiactor, 15 de octubre de 2021, " + drive, "minutes " + drive + " body=Foro Multiactor date=2021-10-15\n"},
		{"fr", "PV de la 3ème réunion du Comité de pilotage mixte, tenue le 4 avril 2019, " + drive, "minutes " + drive + " body=Comité de pilotage mixte date=2019-04-04\n"},
		{"fr", "Comité de pilotage, compte rendu de la réunion du 4 avril 2019, " + drive, "minutes " + drive + " body=Comité de pilotage date=2019-04-04\n"},
		{"pt", "Memória da 2ª reunião do Grupo de Trabalho da Sociedade Civil, 3 de maio de 2018, " + drive, "minutes " + drive + " body=Grupo de Trabalho da Sociedade Civil date=2018-05-03\n"},
		{"pt", "Ata da reunião da Rede de Cooperação para o Governo Aberto, 5 de junho de 2020: " + drive, "minutes " + drive + " body=Rede de Cooperação para o Governo Aberto date=2020-06-05\n"},

		// References that the words of a link hold as a whole.
		{"en", "[[Minutes of the Multi-Stakeholder Forum, 12 March 2020|https://a.example/m]]", "minutes https://a.example/m title=Minutes of the Multi-Stakeholder Forum, 12 March 2020 body=Multi-Stakeholder Forum date=2020-03-12\n"},
		{"en", "See [[minutes of the Multi-Stakeholder Forum dated 12 March 2020|https://a.example/m]].", "minutes https://a.example/m body=Multi-Stakeholder Forum date=2020-03-12\n"},
		{"es", "Véase la [[Minuta del Comité Coordinador del 5 de agosto de 2020|https://a.example/m]] y el [[acta del 6 de junio de 2021|https://a.example/n]].", "minutes https://a.example/m title=Minuta del Comité Coordinador del 5 de agosto de 2020 body=Comité Coordinador date=2020-08-05\nminutes https://a.example/n date=2021-06-06\n"},
		{"en", "[[Right to Information Act, 2019|https://a.example/m]]", "law https://a.example/m title=Right to Information Act, 2019\n"},
		{"en", "[[Ministry of Health, Annual Report 2019|https://a.example/m]], accessed 5 May 2020", "report https://a.example/m title=Ministry of Health, Annual Report 2019 accessed=2020-05-05\n"},

		// What stands between a date and the link, or does not belong to the source.
		{"en", "Email correspondence with the Ministry of Justice, 14 February 2022; see https://mj.example/reg", "other https://mj.example/reg\n"},
		{"en", "Civil Society Portal, “Working group meeting,” 21 March 2021, [in Ukrainian], https://a.example/x", "other https://a.example/x title=Working group meeting by=Civil Society Portal date=2021-03-21\n"},
		{"es", "Entrevista con María López, Secretaría de la Función Pública, 12 de agosto de 2021. Disponible en https://a.example/e", "interview https://a.example/e date=2021-08-12\n"},
		{"en", "The minutes of the meetings held on 12 March and 3 April 2019 are available at https://a.example/minutes", "minutes https://a.example/minutes\n"},
		{"pt", "Controladoria-Geral da União, “Relatório de autoavaliação”, 2018. Disponível em: <https://a.example/r.pdf>. Acesso em: 5 jun. 2020.", "report https://a.example/r.pdf title=Relatório de autoavaliação by=Controladoria-Geral da União date=2018 accessed=2020-06-05\n"},
		{"fr", "Loi n° 2018-34 du 5 octobre 2018, JORT n° 80, https://a.example/j", "law https://a.example/j\n"},

		// Publishers: an official gazette is no newspaper, a place is no publisher.
		{"en", "Transparency International Georgia, “Assessment of the Georgian Open Government Action Plan,” 5 March 2019, https://www.transparency.example/en/post/x", "report https://www.transparency.example/en/post/x title=Assessment of the Georgian Open Government Action Plan by=Transparency International Georgia date=2019-03-05\n"},
		{"es", "Diario Oficial El Peruano, “Decreto Legislativo 1353”, 7 de enero de 2017, https://a.example/x", "law https://a.example/x title=Decreto Legislativo 1353 by=Diario Oficial El Peruano date=2017-01-07\n"},
		{"fr", "Burkina24, « Gouvernance ouverte : le plan adopté », 12 avril 2020, https://burkina24.example/2020/04/12/gouvernance/", "news https://burkina24.example/2020/04/12/gouvernance/ title=Gouvernance ouverte : le plan adopté by=Burkina24 date=2020-04-12\n"},
		{"en", "“Kaduna citizens track projects,” Premium Times (12 March 2020), https://www.premiumtimesng.example/x", "news https://www.premiumtimesng.example/x title=Kaduna citizens track projects by=Premium Times date=2020-03-12\n"},
		{"en", "World Bank, “Open Data Readiness Assessment,” (Washington DC: World Bank, 2015), https://a.example/w.pdf", "report https://a.example/w.pdf title=Open Data Readiness Assessment by=World Bank date=2015\n"},
		{"en", "Regulation of the Cabinet of Ministers “On the publication of datasets in the form of open data”, 21 October 2015, No. 835, https://a.example/laws/show/835", "law https://a.example/laws/show/835 title=On the publication of datasets in the form of open data\n"},
		{"en", "Ibid; Ministry of Health, “Circular on data”, 2020, https://a.example/c", "other https://a.example/c title=Circular on data by=Ministry of Health date=2020\n"},
		{"en", "Interview with civil society representative, 4 May 2020; “Data Act passes”, The Guardian, 6 May 2020, https://a.example/", "news https://a.example/ title=Data Act passes by=The Guardian date=2020-05-06\n"},
		{"en", "Global Witness, press release, “Registers open”, 4 May 2020, https://a.example/x", "statement https://a.example/x title=Registers open by=Global Witness date=2020-05-04\n"},

		// More bodies.
		{"en", "Minutes from the National OGP Working Group meeting on 4 May 2020 (in French): https://a.example/x", "minutes https://a.example/x body=National OGP Working Group date=2020-05-04\n"},
		{"en", "Minutes of the fourth meeting of the Council for Coordination of the OGP, 4 May 2020. https://a.example/x", "minutes https://a.example/x body=Council for Coordination of the OGP date=2020-05-04\n"},
		{"en", "Steering Committee of the OGP Process, “Minutes of Meeting No. 3”, 4 May 2020, https://a.example/x", "minutes https://a.example/x title=Minutes of Meeting No. 3 by=Steering Committee of the OGP Process body=Steering Committee of the OGP Process date=2020-05-04\n"},
		{"es", "Acta de la Tercera Sesión de la Mesa Nacional de Gobierno Abierto, celebrada el 5 de mayo de 2021: https://a.example/x", "minutes https://a.example/x body=Mesa Nacional de Gobierno Abierto date=2021-05-05\n"},
		{"es", "Grupo Núcleo, Minuta de reunión, 9 de julio de 2019: https://a.example/x", "minutes https://a.example/x body=Grupo Núcleo date=2019-07-09\n"},
		{"fr", "Compte-rendu de la 5e session du Comité technique de l’OGP, 12 mai 2021 : https://a.example/x", "minutes https://a.example/x body=Comité technique de l’OGP date=2021-05-12\n"},
		{"pt", "Ata da 12ª Reunião do Conselho de Transparência Pública e Combate à Corrupção, 5 de maio de 2021: https://a.example/x", "minutes https://a.example/x body=Conselho de Transparência Pública e Combate à Corrupção date=2021-05-05\n"},

		// Seen in the notes of GovLab's case study of Canada.
		{"en", "Roe, David. “Case Study: How data saved money.” [[Roe.example|http://roe.example/]]. April 14, 2010. [[http://roe.example/2010/04/case|http://roe.example/2010/04/case]]", "report http://roe.example/2010/04/case title=Case Study: How data saved money by=Roe.example date=2010-04-14\n"},
		{"en", "“Tax audits of groups: a pressing need.” Environmental Law Centre, University of the Coast. March 2015. http://a.example/t.pdf", "other http://a.example/t.pdf title=Tax audits of groups: a pressing need by=Environmental Law Centre date=2015-03\n"},
		{"en", "“‘Fair play’ no goal for tax purposes.” CBC News. July 25, 2014. http://a.example/1.27", "news http://a.example/1.27 title=‘Fair play’ no goal for tax purposes by=CBC News date=2014-07-25\n"},
	}
	for _, tt := range tests {
		if got := cited(t, tt.lang, tt.note); got != tt.want {
			t.Errorf("%s\n got %swant %s", tt.note, got, tt.want)
		}
	}
}
