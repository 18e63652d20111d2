package corpus

import (
	"net/url"
	"reflect"
	"testing"
	"unicode/utf8"

	whatwg "github.com/nlnwa/whatwg-url/url"
)

func TestTargetKey(t *testing.T) {
	const id = "16NU9euOUgbzWF1GeIp8Sd6ldmmO5FBXa"
	for _, same := range [][]URL{
		{
			"https://www.opengovpartnership.org/es/glossary/early-results", "http://opengovpartnership.org/es/glossary/early-results/",
			"HTTPS://WWW.OpenGovPartnership.org/es/glossary/early-results#top", "https://opengovpartnership.org:443/es/glossary/early-results?utm_source=x",
		},
		{
			"https://drive.google.com/file/d/" + id + "/view?usp=sharing", "https://drive.google.com/file/d/" + id + "/edit",
			"https://drive.google.com/open?id=" + id, "https://drive.google.com/uc?export=download&id=" + id,
			"https://drive.usercontent.google.com/download?id=" + id + "&export=download", "https://drive.google.com/file/u/1/d/" + id + "/view",
			"https://www.google.com/url?q=https://drive.google.com/file/d/" + id + "/view&sa=D",
			"https://l.facebook.com/l.php?u=https%3A%2F%2Fdrive.google.com%2Ffile%2Fd%2F" + id + "%2Fview&h=x",
		},
		{"https://drive.google.com/drive/folders/" + id, "https://drive.google.com/embeddedfolderview?id=" + id, "https://drive.google.com/drive/u/0/folders/" + id + "?usp=sharing"},
		{"https://docs.google.com/document/d/" + id + "x/edit?usp=sharing", "https://docs.google.com/document/u/0/d/" + id + "x/"},
		{"https://a.example/x?b=2&a=1", "https://a.example/x?a=1&b=2"},
		{"https://a.example", "https://a.example/"},
	} {
		for _, u := range same[1:] {
			if got, want := TargetKey(u), TargetKey(same[0]); got != want {
				t.Errorf("%s has key %s, but %s has %s", u, got, same[0], want)
			}
		}
	}
	different := []URL{
		"https://a.example/x", "https://a.example/X", "https://a.example/x?p=1", "https://a.example/x?p=2", "https://b.example/x",
		"https://a.example:8443/x", "https://es.a.example/x", "file:x.html", "file:y.html", "not a url", "",
		"https://a.example/p?id=5;lang=en", "https://a.example/p?id=5;lang=es", "https://a.example/p?q=100%", "https://a.example/p?q=50%",
		"https://drive.google.com/open?id=short", "https://drive.google.com/open?id=other",
	}
	seen := map[string]URL{}
	for _, u := range different {
		if before, ok := seen[TargetKey(u)]; ok {
			t.Errorf("%q and %q have one key, %s", u, before, TargetKey(u))
		}
		seen[TargetKey(u)] = u
	}
}

func FuzzTargetKey(f *testing.F) {
	for _, s := range []string{"https://www.google.com/url?q=https://a.example/", "http://[::1]:80/%zz", "https://drive.google.com/open?id=", "javascript:alert(1)"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		key := TargetKey(URL(s))
		if again := TargetKey(URL(key)); again != key {
			t.Errorf("%q has key %q, whose key is %q", s, key, again)
		}
	})
}

func TestText(t *testing.T) {
	const s = "Año 2021 – “¿qué?” 🙂 fin"
	text := NewText(s)
	if text.Len() != utf8.RuneCountInString(s) {
		t.Fatalf("length %d", text.Len())
	}
	r := []rune(s)
	for i := 0; i <= len(r); i++ {
		for j := i; j <= len(r); j++ {
			if got, want := text.Slice(i, j), string(r[i:j]); got != want {
				t.Fatalf("Slice(%d, %d) = %q, want %q", i, j, got, want)
			}
		}
		if got := text.Offset(text.Byte(i)); got != i {
			t.Errorf("Offset(Byte(%d)) = %d", i, got)
		}
	}
	if got := text.Slice(-5, 3) + text.Slice(len(r)-3, len(r)+9); got != "Año"+"fin" {
		t.Errorf("clipped slices: %q", got)
	}
}

func FuzzText(f *testing.F) {
	f.Add("aé🙂\n", 1, 3)
	f.Fuzz(func(t *testing.T, s string, start, end int) {
		if !utf8.ValidString(s) || start < 0 || end < start || end > utf8.RuneCountInString(s) {
			return
		}
		text := NewText(s)
		if got, want := text.Slice(start, end), string([]rune(s)[start:end]); got != want {
			t.Errorf("Slice(%d, %d) of %q = %q, want %q", start, end, s, got, want)
		}
		if got := text.Offset(text.Byte(start)); got != start {
			t.Errorf("Offset(Byte(%d)) of %q = %d", start, s, got)
		}
	})
}

func TestLayout(t *testing.T) {
	c := &Content{
		Blocks: []Block{
			{Kind: Heading, Spans: []Span{{Text: "Té "}, {Text: "[1]", Link: "#n"}}},
			{Kind: Table, Spans: []Span{{Text: "a\tb\nc\td"}}, Cells: []Cell{{Start: 0, End: 1}, {Col: 1, Start: 2, End: 3}, {Row: 1, Start: 4, End: 5}, {Row: 1, Col: 1, Start: 6, End: 7}}},
			{Kind: Note, Page: 2, Spans: []Span{{Text: "[1] x"}}},
		},
		Anchors: []Anchor{{Name: "n", Block: 2, At: 0}, {Name: "end", Block: 3}},
	}
	text := c.Layout()
	if text.String() != "Té [1]\na\tb\nc\td\n[1] x" {
		t.Fatalf("text %q", text)
	}
	for _, cell := range c.Blocks[1].Cells {
		if got := text.Slice(cell.Start, cell.End); len(got) != 1 || got == "\t" {
			t.Errorf("cell %d,%d is %q", cell.Row, cell.Col, got)
		}
	}
	if got := text.Slice(c.Anchors[0].At, c.Blocks[2].End); got != "[1] x" {
		t.Errorf("anchor leads to %q", got)
	}
	e := c.Evidence("doc-1", c.Blocks[2].Start, c.Blocks[2].End)
	if e.Quote != "[1] x" || e.Page != 2 || e.Prefix != "Té [1]\na\tb\nc\td\n" || e.Suffix != "" {
		t.Errorf("evidence %+v", e)
	}
	if c.BlockAt(0) != 0 || c.BlockAt(7) != 1 || c.BlockAt(10_000) != 2 || (&Content{}).BlockAt(0) != -1 {
		t.Error("BlockAt")
	}
}

func TestDateOf(t *testing.T) {
	if got := DateOf(2020, 2, 29); got != "2020-02-29" {
		t.Errorf("leap day %q", got)
	}
	for _, no := range [][3]int{{2021, 2, 29}, {2021, 13, 1}, {2021, 0, 1}, {0, 1, 1}, {2021, 4, 31}} {
		if got := DateOf(no[0], no[1], no[2]); got != "" {
			t.Errorf("%v is %q", no, got)
		}
	}
}

// A bare percent sign is sent as an escape, wherever it stands, and an escape stays one.
func TestParseBarePercent(t *testing.T) {
	for in, want := range map[URL]string{
		"https://a.example/100%/r%C3%A9sum%e9.pdf": "https://a.example/100%25/r%C3%A9sum%e9.pdf",
		"https://a.example/%%%41%":                 "https://a.example/%25%25%41%25",
		"https://a.example/%4":                     "https://a.example/%254",
		"https://a.example/a%zz?q=5%&r=%20":        "https://a.example/a%25zz?q=5%25&r=%20",
	} {
		got, err := Parse(in)
		if err != nil || got.String() != want {
			t.Errorf("%s: %v, %v, want %s", in, got, err, want)
		}
	}
}

func TestIsCopy(t *testing.T) {
	for u, want := range map[URL]bool{
		"https://example.org/minutes.pdf":                             true,
		"https://web.archive.org/web/2021/https://example.org/m.pdf":  false,
		"http://archive.org/wayback/x":                                false,
		"https://archive.organisation.example/x":                      true,
		"https://example.org/?u=https://web.archive.org/web/2021/abc": true,
	} {
		if got := (&Capture{URL: u, Via: ViaWayback}).IsCopy(); got != want {
			t.Errorf("%s: %v", u, got)
		}
	}
	if (&Capture{URL: "https://example.org/minutes.pdf", Via: "direct"}).IsCopy() {
		t.Error("got from its own host")
	}
}

// The short way through Parse gives what the long one does.
func FuzzParse(f *testing.F) {
	for _, s := range []string{
		"https://www.opengovpartnership.org/documents/mexico-results-report-2019-2022/", "http://a.example/x.pdf?a=1&b=c,d", "https://a.example/a/../b",
		"https://a.example/.x", "https://1.2.3/", "https://0x7f.1/", "https://xn--a.example/", "https://a.example//x", "https://a.example/?q=a+b:c~d", "https://a-.b/", "https://a.0x1/",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if !isPlain(s) {
			return
		}
		w, err := whatwg.Parse(s)
		if err != nil {
			t.Fatalf("%q is plain, and no address: %v", s, err)
		}
		short, err := Parse(URL(s))
		long, err2 := url.Parse(escapeBarePercents(w.Href(false)))
		if err != nil || err2 != nil || !reflect.DeepEqual(short, long) {
			t.Errorf("%q: %#v %v, %#v %v", s, short, err, long, err2)
		}
	})
}

func BenchmarkParse(b *testing.B) {
	for b.Loop() {
		if _, err := Parse("https://www.opengovpartnership.org/documents/mexico-results-report-2019-2022/"); err != nil {
			b.Fatal(err)
		}
	}
}
