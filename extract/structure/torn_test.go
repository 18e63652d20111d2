package structure

import (
	"strings"
	"testing"
)

// tearable are addresses of the kinds that reports cite.
var tearable = []string{
	"https://drive.google.com/file/d/1AbC-dEfGhIj_lMnOpQrStUvWxYz01234/view?usp=sharing",
	"https://drive.google.com/open?id=1AbC-dEfGhIj_lMnOpQrStUvWxYz01234",
	"https://drive.google.com/drive/folders/1AbC-dEfGhIj_lMnOpQrStUvWxYz01234?usp=share_link",
	"https://docs.google.com/document/d/1AbC-dEfGhIj_lMnOpQrStUvWxYz01234/edit",
	"https://docs.google.com/spreadsheets/d/1dQZpAmpjqLNKlcnCRmuO9nmMJaNSu2t7dQZpAmpjqL8/edit#gid=0",
	"https://data.gov.gh/dataset/contracts-2021?format=csv&lang=fr",
	"https://www.ogp.sk/documents/2017/04/minutes-16.pdf",
	"https://www.opengovpartnership.org/wp-content/uploads/2019/09/Ghana_Self-Assessment_2013-2015.pdf",
	"https://www.opengovpartnership.org/members/slovak-republic/",
	"https://www.legislation.gov.uk/acts/2017/289",
	"https://www.daily.com.gh/2019/12/21/parliament-opens-budget-data/",
	"https://www.youtube.com/watch?v=Dh1Agil1eV2",
	"https://www.gob.mx/es/a%20b/acuerdo_5.1.docx",
	"https://www.portal.org/~people/list-12.html#part-2",
}

// followers are what stands behind an address in a note.
var followers = []string{"", ".", "; e de 12 de maio de 2014, Word.", " and other words.", ", consultado el 5 de mayo de 2020."}

// signs are those behind which a line's end tears addresses.
const signs = "_=&?/.%#"

func TestTornAddresses(t *testing.T) {
	for _, whole := range tearable {
		for i := len("https://"); i < len(whole); i++ {
			if !strings.ContainsAny(whole[i-1:i], signs) {
				continue
			}
			for _, f := range followers {
				s := "See " + whole[:i] + " " + whole[i:] + f
				if got := printedAddresses(s); len(got) != 1 || got[0].url != whole {
					t.Errorf("%q: %v", s, got)
				}
			}
		}
	}
}

// TestSharedFilesTornAnywhere tears the addresses of shared files inside their ids and actions, as browsers do that break words.
func TestSharedFilesTornAnywhere(t *testing.T) {
	for _, whole := range tearable[:5] {
		for i := strings.Index(whole, ".com/") + len(".com/"); i < len(whole); i++ {
			s := "Voir " + whole[:i] + " " + whole[i:] + " et ailleurs."
			if got := printedAddresses(s); len(got) != 1 || got[0].url != whole {
				t.Errorf("%q: %v", s, got)
			}
		}
	}
}

// TestWholeAddresses holds the rules to addresses that are whole: the words behind them stay out.
func TestWholeAddresses(t *testing.T) {
	words := []string{
		"and the minutes of 5 May 2020.", "and/or others.", "Retrieved 5 May 2020.", "accessed on 3/4/2020.", "p. 5", "pp. 12-14.", "p.12",
		"report on self-assessment.", "in Spanish", "(in Spanish).", "[in Spanish]", "12 May 2019.", "2019.", "May 2019", "see page 3.",
		"y el acta de 6 de junio de 2021.", "y/o otros", "consultado el 5 de mayo", "Ministerio de Comercio", "disponible aquí.", "última consulta: 5 de mayo",
		"et du 28 avril 2016,", "et/ou", "consulté le 3 mai 2022.", "Compte rendu du 4 avril", "e de 8 de março", "acesso em 5 jun. 2020.", "Ata da reunião",
		"IRM, 2019", "Ibid.", "ibid", "Email correspondence", "e-mail to the researcher", "end-of-term report", "2013-2015 plan", "info@portal.org", "Law 289/2017", "https://b.org/x", "www.b.org",
	}
	for _, whole := range tearable {
		for _, w := range words {
			for _, sep := range []string{" ", ", ", "; ", ". "} {
				s := "See " + whole + sep + w
				if got := printedAddresses(s); len(got) == 0 || got[0].url != whole {
					t.Errorf("%q: %v", s, got)
				}
			}
		}
	}
}
