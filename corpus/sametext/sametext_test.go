package sametext

import (
	"errors"
	"fmt"
	"iter"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/irmtrail/irmtrail/corpus"
)

// form is a form on which a committee writes its minutes, with what goes into it.
type form struct {
	text     string // body, number, day, month, hour, minute, chair, agreements, next day, next month
	months   []string
	people   []string
	verbs    []string
	objects  []string
	deadline string
}

var forms = map[string]form{
	"es": {
		text: `%[1]s
Minuta de la sesión número %[2]d
En la ciudad, siendo las %[5]d:%[6]02d horas del día %[3]d de %[4]s de 2021, se reunieron en la sala de juntas de la secretaría las
personas integrantes del secretariado técnico para llevar a cabo la sesión de trabajo convocada conforme a los lineamientos del
ejercicio local de gobierno abierto, con la asistencia de representantes de la sociedad civil, del órgano garante y de las
dependencias que participan en el plan de acción.
Preside la sesión %[7]s, quien da la bienvenida a las personas asistentes, verifica que existe el quórum que marcan los
lineamientos y somete a consideración el orden del día, que se aprueba por unanimidad de votos.
1. Lista de asistencia y declaración del quórum legal.
2. Lectura y aprobación del orden del día.
3. Seguimiento de los compromisos del plan de acción local.
4. Asuntos generales y clausura de la sesión.
En el desahogo del tercer punto las dependencias responsables exponen el avance de las actividades y responden a las preguntas de
la sociedad civil, que pide que la evidencia se publique en el micrositio en formatos abiertos. Se toman los siguientes acuerdos:
%[8]s
No habiendo otro asunto que tratar se da por concluida la sesión y se convoca a la siguiente para el día %[9]d de %[10]s. Firman al
calce las personas que en ella intervinieron, para constancia y para los efectos a que haya lugar.`,
		months:   []string{"enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre"},
		people:   []string{"Rosa Elena Marín", "Tomás Quiroga", "Lucía Ibarra Peña", "Jacinto Robles"},
		verbs:    []string{"publicará", "revisará", "entregará por escrito", "presentará al secretariado", "actualizará en el portal"},
		objects:  []string{"el padrón de beneficiarios", "el calendario de talleres", "la ficha del compromiso %d", "el informe de %d obras", "la lista de %d solicitudes"},
		deadline: "%s %s %s a más tardar el %d de %s.",
	},
	"en": {
		text: `%[1]s
Minutes of meeting no. %[2]d
Held on %[3]d %[4]s 2021 at %[5]d:%[6]02d in the conference room of the ministry. Present were the members of the steering committee who
had been invited in accordance with the terms of reference, among them delegates of civil society, of the oversight body and of the
agencies that carry out the action plan, as well as observers from the donor community and the secretariat, which took the record.
The meeting was chaired by %[7]s, who welcomed those present, established that there was a quorum as the terms of reference require
and put the agenda to the members, who adopted it without amendment.
1. Opening and confirmation of the quorum
2. Matters arising from the minutes of the last meeting
3. Progress of the commitments of the action plan
4. Any other business and closure
Under the third item the lead agencies reported on what they had done since the last meeting and answered questions from civil
society, which asked that evidence be published on the repository in open formats. The committee then agreed as follows:
%[8]s
There being no other business the chair thanked the members and closed the meeting. The committee meets again on %[9]d %[10]s, and the
secretariat will send the agenda and the papers to all members a week before that day.`,
		months:   []string{"January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"},
		people:   []string{"Ama Boateng", "Peter Lindqvist", "Grace Otieno", "Samuel Adeyemi"},
		verbs:    []string{"will publish", "will review", "will send round", "will present to the committee", "will update on the website"},
		objects:  []string{"the register of beneficiaries", "the calendar of workshops", "the fiche of commitment %d", "the report on %d works", "the list of %d requests"},
		deadline: "%s %s %s no later than %d %s.",
	},
}

// minutes writes the minutes of a meeting of one committee: what the seed decides differs from meeting to meeting.
func (f form) minutes(seed uint64) string {
	r := rand.New(rand.NewPCG(seed, 7))
	var agreements []string
	for range 4 + r.IntN(5) {
		object := f.pick(r, f.objects)
		if strings.Contains(object, "%d") {
			object = fmt.Sprintf(object, 1+r.IntN(60))
		}
		agreements = append(agreements, fmt.Sprintf(f.deadline, f.pick(r, f.people), f.pick(r, f.verbs), object, 1+r.IntN(28), f.pick(r, f.months)))
	}
	return fmt.Sprintf(f.text, "Secretariado Técnico Local", 1+seed%90, 1+r.IntN(28), f.pick(r, f.months), 9+r.IntN(9), 5*r.IntN(12),
		f.pick(r, f.people), strings.Join(agreements, "\n"), 1+r.IntN(28), f.pick(r, f.months))
}

func (form) pick(r *rand.Rand, from []string) string { return from[r.IntN(len(from))] }

// misreadText returns a text as a scan of it reads in which a share of the words is wrong.
func misreadText(text string, share float64, seed uint64) string {
	r := rand.New(rand.NewPCG(seed, 11))
	words := strings.Split(text, " ")
	for i, w := range words {
		if r.Float64() < share && w != "" {
			at := r.IntN(len(w))
			words[i] = strings.ToValidUTF8(w[:at]+string("lrcneO0"[r.IntN(7)])+w[at+1:], "")
		}
	}
	return strings.Join(words, " ")
}

func document(id string, text string, heldOn corpus.Date) Document {
	return Document{ID: corpus.DocumentID(id), Fingerprint: Fingerprint(text), HeldOn: heldOn}
}

func sequence(docs ...Document) iter.Seq2[Document, error] {
	return func(yield func(Document, error) bool) {
		for _, d := range docs {
			if !yield(d, nil) {
				return
			}
		}
	}
}

func groups(t *testing.T, docs ...Document) map[corpus.DocumentID]corpus.DocumentID {
	t.Helper()
	got, err := Groups(sequence(docs...))
	if err != nil {
		t.Fatal(err)
	}
	return got
}

// TestOneText writes minutes in another way and expects the two to be one text.
func TestOneText(t *testing.T) {
	ways := map[string]func(string) string{
		"case and accents": func(s string) string {
			return strings.NewReplacer("á", "A", "ó", "o\u0301", "é", "E").Replace(strings.ToUpper(s))
		},
		"lines":     func(s string) string { return strings.Join(strings.Fields(s), "\n") },
		"hyphens":   func(s string) string { return strings.NewReplacer("ción", "-\nción", "mit", "mi\u00adt").Replace(s) },
		"ligatures": func(s string) string { return strings.NewReplacer("fi", "ﬁ", "ff", "ﬀ").Replace(s) },
		"list labels": func(s string) string {
			return strings.NewReplacer("\n1. ", "\n", "\n2. ", "\n", "\n3. ", "\n", "\n4. ", "\n").Replace(s)
		},
		"header": func(s string) string {
			return "Gobierno del Estado · Oficina de Transparencia\n" + s + "\nwww.example.org/transparencia 1 / 3"
		},
		"note marks": func(s string) string { return strings.NewReplacer("plan", "plan³", "society", "society²").Replace(s) },
	}
	for lang, f := range forms {
		for way, write := range ways {
			text := f.minutes(3)
			got := groups(t, document("doc-b", text, ""), document("doc-a", write(text), "2021-03-04"))
			if got["doc-a"] != "doc-a" || got["doc-b"] != "doc-a" {
				t.Errorf("%s, %s: %v", lang, way, got)
			}
		}
	}
}

// TestScans expects scans of which up to a twentieth of the words is misread to be recognised, most of them where one of the
// two meetings has no known day, all where both have.
func TestScans(t *testing.T) {
	for lang, f := range forms {
		for _, share := range []float64{0.02, 0.05} {
			for heldOn, least := range map[corpus.Date]int{"": 85, "2021-03-04": 100} {
				found := 0
				for seed := range uint64(100) {
					text := f.minutes(seed)
					if len(groups(t, document("doc-a", text, "2021-03-04"), document("doc-b", misreadText(text, share, seed), heldOn))) == 2 {
						found++
					}
				}
				t.Logf("%s, %.0f %% misread, day %q: %d of 100", lang, 100*share, heldOn, found)
				if found < least {
					t.Errorf("%s, %.0f %% misread, day %q: only %d of 100", lang, 100*share, heldOn, found)
				}
			}
		}
	}
}

// TestMeetingsStayApart expects no two of a hundred meetings whose minutes are written on one form to be one text, whether they are
// read from files or from scans, although no day is known.
func TestMeetingsStayApart(t *testing.T) {
	for lang, f := range forms {
		for _, share := range []float64{0, 0.03} {
			var docs []Document
			for seed := range uint64(100) {
				docs = append(docs, document(fmt.Sprintf("doc-%03d", seed), misreadText(f.minutes(seed), share, seed), ""))
			}
			if got := groups(t, docs...); len(got) > 0 {
				t.Errorf("%s, %.0f %% misread: %v", lang, 100*share, got)
			}
		}
	}
}

// TestOnlyTheDateDiffers holds two meetings apart that differ in nothing but their day, in digits, in words, or as it is known.
func TestOnlyTheDateDiffers(t *testing.T) {
	text := forms["es"].minutes(1)
	for _, other := range []string{
		strings.Replace(text, " de 2021", " de 2022", 1),
		strings.Replace(text, "sesión número 2", "sesión número 3", 1),
	} {
		if other == text {
			t.Fatal("the text does not hold what is replaced")
		}
		if got := groups(t, document("doc-a", text, ""), document("doc-b", other, "")); len(got) > 0 {
			t.Errorf("one group although the texts differ in a number: %v", got)
		}
	}
	words := strings.Replace(text, "Preside", "El doce de marzo preside", 1)
	other := strings.Replace(text, "Preside", "El trece de marzo preside", 1)
	if got := groups(t, document("doc-a", words, ""), document("doc-b", other, "")); len(got) > 0 {
		t.Errorf("one group although the texts differ in a day in words: %v", got)
	}
	if got := groups(t, document("doc-a", text, "2021-03-04"), document("doc-b", text, "2021-03-05")); len(got) > 0 {
		t.Errorf("one group of meetings of two days: %v", got)
	}
	if got := groups(t, document("doc-a", text, "2021-03"), document("doc-b", text, "2021-03-05")); len(got) != 2 {
		t.Errorf("no group of a month and a day in it: %v", got)
	}
}

// TestUnknownDayJoinsOne has a copy whose day is not known, which may go with one of two meetings but not bring them together.
func TestUnknownDayJoinsOne(t *testing.T) {
	text := forms["en"].minutes(5)
	got := groups(t, document("doc-b", text, ""), document("doc-a", text, "2021-03-05"), document("doc-c", text, "2021-03-04"), document("doc-d", text, "2021-03-04"))
	want := map[corpus.DocumentID]corpus.DocumentID{"doc-a": "doc-a", "doc-b": "doc-a", "doc-c": "doc-c", "doc-d": "doc-c"}
	if !maps.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
}

func TestShortTexts(t *testing.T) {
	wall := strings.Repeat("Sign in to continue to the drive of your organisation. ", 6)
	if Fingerprint(wall[:120]) != nil {
		t.Error("a text of two lines has a fingerprint")
	}
	got := groups(t, document("doc-a", wall, ""), document("doc-b", strings.ToUpper(wall), ""), document("doc-c", wall+"Help", ""), Document{ID: "doc-d"}, Document{ID: "doc-e"})
	if len(got) != 2 || got["doc-b"] != "doc-a" {
		t.Errorf("%v, want doc-a and doc-b alone", got)
	}
}

// TestPagesOfOneSite holds pages apart that share a long frame around a short text without numbers.
func TestPagesOfOneSite(t *testing.T) {
	frame := forms["en"].text[strings.Index(forms["en"].text, "Present"):strings.Index(forms["en"].text, "The meeting was")]
	page := func(about string) string { return frame + "\n" + about + "\n" + frame }
	a := page("The ministry of health opens its data on clinics and asks for comments on the quality of what it publishes.")
	b := page("Farmers in the north can now see which roads will be repaired, and tell the council which others should be.")
	if got := groups(t, document("doc-a", a, ""), document("doc-b", b, "")); len(got) > 0 {
		t.Errorf("one group of two pages: %v", got)
	}
}

func TestOrderDoesNotMatter(t *testing.T) {
	var docs []Document
	for seed := range uint64(40) {
		text := forms["es"].minutes(seed)
		for copies := range seed % 4 {
			docs = append(docs, document(fmt.Sprintf("doc-%d-%02d", copies, seed), misreadText(text, 0.02*float64(copies), seed), ""))
		}
	}
	want := groups(t, docs...)
	if len(want) < 20 {
		t.Fatalf("only %d documents in groups", len(want))
	}
	r := rand.New(rand.NewPCG(1, 2))
	for range 5 {
		r.Shuffle(len(docs), func(i, j int) { docs[i], docs[j] = docs[j], docs[i] })
		if got := groups(t, docs...); !maps.Equal(got, want) {
			t.Fatalf("%v, in another order %v", want, got)
		}
	}
}

func TestFaults(t *testing.T) {
	broken := errors.New("broken")
	if _, err := Groups(func(yield func(Document, error) bool) { yield(Document{}, broken) }); !errors.Is(err, broken) {
		t.Errorf("error %v, want that of the sequence", err)
	}
	whole := Fingerprint(forms["en"].minutes(1))
	for _, n := range []int{5, 17, 100, len(whole) - 1} {
		if _, err := Groups(sequence(Document{ID: "doc-a", Fingerprint: whole[:n]})); !errors.Is(err, errDamaged) {
			t.Errorf("%d bytes of %d: error %v", n, len(whole), err)
		}
	}
	other := slices.Clone(whole)
	other[0]++
	if got := groups(t, Document{ID: "doc-a", Fingerprint: other}, Document{ID: "doc-b", Fingerprint: other}); len(got) > 0 {
		t.Errorf("fingerprints of another version make groups: %v", got)
	}
}

// BenchmarkGroups groups 100,000 documents: the minutes of a thousand committees, ninety of each on a form of its own, and scans of
// every ninth of them.
func BenchmarkGroups(b *testing.B) {
	var docs []Document
	r := rand.New(rand.NewPCG(3, 4))
	for committee := range 1000 {
		own := ownWords(r, 200)
		for meeting := range 90 {
			seed := uint64(100*committee + meeting)
			text := own + forms["en"].minutes(seed)
			docs = append(docs, document(fmt.Sprintf("doc-%06d", seed), text, ""))
			if meeting%9 == 0 {
				docs = append(docs, document(fmt.Sprintf("doc-x%06d", seed), misreadText(text, 0.02, seed), ""))
			}
		}
	}
	b.ResetTimer()
	for b.Loop() {
		got, err := Groups(sequence(docs...))
		if err != nil || len(got) < 18_000 || len(got) > 20_000 {
			b.Fatal(len(got), err)
		}
		b.ReportMetric(float64(len(got)), "grouped")
	}
}

// ownWords makes up n words and puts them into a paragraph.
func ownWords(r *rand.Rand, n int) string {
	var sb strings.Builder
	for range n {
		for range 3 + r.IntN(6) {
			sb.WriteByte(byte('a' + r.IntN(26)))
		}
		sb.WriteByte(' ')
	}
	return sb.String() + "\n"
}

func BenchmarkFingerprint(b *testing.B) {
	text := forms["es"].minutes(1)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		Fingerprint(text)
	}
}
