package minutes_test

import (
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/extract/minutes"
	"github.com/irmtrail/irmtrail/extract/structure"
	"github.com/irmtrail/irmtrail/extract/textdoc"
)

const spanish = `MINUTA DE LA SEGUNDA SESIÓN DEL COMITÉ DE GOBIERNO ABIERTO

Fecha: 4 de abril de 2022

Lugar: Sala 3, Villa Nueva

Asistentes:

- Ana Ruiz, Directora, Archivo Estatal
- Luis Paz (Colegio de Datos)

Orden del día:

1. Bienvenida
2. Avances del compromiso 5

Acuerdos:

1. El Archivo Estatal publicará el inventario.
`

const english = `MINUTES OF THE OPEN DATA COMMITTEE MEETING

Date: 3 May 2021

Present:

- Jane Doe, Director, City Archive
- Sam Hill (Data Society)

Agenda:

1. Welcome
2. Progress of commitment 7

Decisions:

1. City Archive will publish the inventory.
`

const french = `Compte rendu de la réunion du Comité de pilotage du jeudi 6 mai 2021

Présents :

- Marie Petit, Directrice, Archives communales
- Paul Grand (Maison des données)

Ordre du jour :

1. Accueil
2. Suivi de l'engagement 4

Décisions :

1. Les Archives communales publieront l'inventaire.
`

const portuguese = `ATA DA REUNIÃO DO COMITÊ GESTOR

Data: 7 de junho de 2021

Presentes:

- Rui Sá, Diretor, Arquivo Municipal
- Eva Luz (Casa dos Dados)

Pauta:

1. Abertura
2. Andamento do compromisso 6

Encaminhamentos:

1. O Arquivo Municipal publicará o inventário.
`

// read reads a text as minutes; it returns the content with them.
func read(t testing.TB, text string) (*corpus.Content, *corpus.Minutes) {
	t.Helper()
	c, err := textdoc.Read([]byte(text), "text/plain; charset=utf-8")
	if err != nil {
		t.Skip(err)
	}
	return c, minutes.Read(c, structure.Read(c), corpus.DocumentID(""))
}

// print prints what minutes state, a line for each field.
func print(m *corpus.Minutes) string {
	if m == nil {
		return "none"
	}
	var sb strings.Builder
	fmt.Fprintf(&sb, "%s; %s; %s; %s\n", m.Body, m.HeldOn, m.Place, m.Language)
	for _, a := range m.Attendees {
		fmt.Fprintf(&sb, "%s | %s | %s\n", a.Name, a.Role, a.Organization)
	}
	for _, x := range m.Agenda {
		fmt.Fprintf(&sb, "agenda: %s\n", x)
	}
	for _, a := range m.Agreements {
		fmt.Fprintf(&sb, "agreed %s: %s [%s]\n", a.Number, a.Text, a.Responsible)
	}
	fmt.Fprintf(&sb, "commitments: %v", m.CommitmentNumbers)
	return sb.String()
}

func TestRead(t *testing.T) {
	for name, x := range map[string]struct{ text, want string }{
		"es": {spanish, `COMITÉ DE GOBIERNO ABIERTO; 2022-04-04; Sala 3, Villa Nueva; es
Ana Ruiz | Directora | Archivo Estatal
Luis Paz |  | Colegio de Datos
agenda: Bienvenida
agenda: Avances del compromiso 5
agreed 1: El Archivo Estatal publicará el inventario. [Archivo Estatal]
commitments: [5]`}, "en": {english, `OPEN DATA COMMITTEE; 2021-05-03; ; en
Jane Doe | Director | City Archive
Sam Hill |  | Data Society
agenda: Welcome
agenda: Progress of commitment 7
agreed 1: City Archive will publish the inventory. [City Archive]
commitments: [7]`}, "fr": {french, `Comité de pilotage; 2021-05-06; ; fr
Marie Petit | Directrice | Archives communales
Paul Grand |  | Maison des données
agenda: Accueil
agenda: Suivi de l'engagement 4
agreed 1: Les Archives communales publieront l'inventaire. [Archives communales]
commitments: [4]`}, "pt": {portuguese, `COMITÊ GESTOR; 2021-06-07; ; pt
Rui Sá | Diretor | Arquivo Municipal
Eva Luz |  | Casa dos Dados
agenda: Abertura
agenda: Andamento do compromisso 6
agreed 1: O Arquivo Municipal publicará o inventário. [Arquivo Municipal]
commitments: [6]`},
	} {
		t.Run(name, func(t *testing.T) {
			_, m := read(t, x.text)
			if got := print(m); got != x.want {
				t.Errorf("got\n%s\nwant\n%s", got, x.want)
			}
		})
	}
}

// TestReadOther reads documents that tell of meetings and are no minutes.
func TestReadOther(t *testing.T) {
	for name, text := range map[string]string{
		"news":               "The committee met on Tuesday\n\nCapital, 3 May 2021. The Open Data Committee met and agreed to publish the inventory, its chair told reporters.\n\nThe next meeting is in June.\n",
		"invitation":         "INVITACIÓN\n\nSe le invita a la sesión del Comité de Gobierno Abierto.\n\nFecha: 4 de abril de 2022\n\nLugar: Sala 3\n\nOrden del día:\n\n1. Bienvenida\n2. Avances\n",
		"decree":             "DÉCRET N° 12 du 6 mai 2021\n\nArticle 1. Il est créé un Comité de pilotage.\n\nArticle 2. Le Comité se réunit deux fois par an.\n",
		"terms of reference": "Termos de referência do Comitê Gestor\n\nO Comitê reúne-se a cada três meses. As decisões constam de ata.\n\nMembros:\n\n- Rui Sá, Diretor\n- Eva Luz\n",
	} {
		t.Run(name, func(t *testing.T) {
			if _, m := read(t, text); m != nil {
				t.Errorf("taken for minutes:\n%s", print(m))
			}
		})
	}
}

// FuzzQuotes reads any text: whatever is stated quotes its place.
func FuzzQuotes(f *testing.F) {
	for _, s := range []string{spanish, english, french, portuguese} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if !utf8.ValidString(text) || len(text) > 4000 {
			return
		}
		c, m := read(t, text)
		if m == nil {
			return
		}
		for _, p := range m.Places {
			checkQuote(t, c, p.Field, p.TextQuote)
		}
		for _, a := range m.Attendees {
			checkQuote(t, c, a.Name, a.TextQuote)
		}
		for _, a := range m.Agreements {
			checkQuote(t, c, a.Text, a.TextQuote)
		}
	})
}

func checkQuote(t *testing.T, c *corpus.Content, what string, q corpus.TextQuote) {
	t.Helper()
	if got := c.Text().Slice(q.Start, q.End); got != q.Quote {
		t.Errorf("%s: quotes %q, its place has %q", what, q.Quote, got)
	}
}
