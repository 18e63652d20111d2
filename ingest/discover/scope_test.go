package discover

import (
	"testing"

	"github.com/irmtrail/irmtrail/corpus"
)

func TestScope(t *testing.T) {
	s := Scope{
		{"https://www.example.org/documents/", InScope},
		{"https://example.org/es/documents/", InScope},
		{"https://example.org/documents/drafts/", Outside},
		{"https://example.org/one-page", InScope},
		{"https://example.org/members/", Through},
		{"https://example.org/members/*/commitments/", Linked},
		{"https://example.org/members/mexico/commitments/", InScope},
		{"https://example.org/info%c3%b3n/", InScope},
		{"https://example.org/list/*", Through},
		{"https://example.org/?post_type=documents&", InScope},
		{"https://example.org:8443/x/", InScope},
		{"no address", InScope},
		{"", InScope},
	}
	for u, want := range map[corpus.URL]Class{
		"https://www.example.org/documents/a/":               InScope,
		"http://EXAMPLE.org/documents/a":                     InScope,
		"https://www.example.org/documents/":                 Outside,
		"https://www.example.org/documents/../other/":        Outside,
		"https://www.example.org/documents/drafts/a/":        Outside,
		"https://www.example.org/documents/drafts/":          InScope, // the rule is for what is below
		"https://example.org/es/documents/a/":                InScope,
		"https://example.org/one-page":                       InScope,
		"https://example.org/one-page?x=1":                   InScope,
		"https://example.org/members/tunisia/":               Through,
		"https://example.org/members/tunisia/commitments/":   Through,
		"https://example.org/members/tunisia/commitments/T1": Linked,
		"https://example.org/members/mexico/commitments/M1":  InScope,
		"https://example.org/members//commitments/M1":        Through,
		"https://example.org/members/a/b/commitments/M1":     Through,
		"https://example.org/info%C3%B3n/a":                  InScope,
		"https://example.org/infoón/a":                       InScope,
		"https://example.org/%64ocuments/a":                  InScope,
		"https://example.org/100%/documents/a":               Outside,
		"https://example.org/list/x":                         Through,
		"https://example.org/list/":                          Outside,
		"https://example.org/?post_type=documents&p=3":       InScope,
		"https://example.org:8443/x/a":                       InScope,
		"https://example.org/x/a":                            Outside,
		"https://other.org/documents/a/":                     Outside,
		"https://example.org.evil.com/documents/a/":          Outside,
		"https://user@example.org/documents/a/":              InScope,
		"ftp://example.org/documents/a/":                     Outside,
		"":                                                   Outside,
	} {
		if got := s.Of(u); got != want {
			t.Errorf("Of(%s) = %v, want %v", u, got, want)
		}
	}
}

// Of equally long prefixes the one decides that allows less, in whatever order they stand.
func TestScopeTies(t *testing.T) {
	order := []Class{Outside, Through, Linked, InScope}
	for i, less := range order {
		for _, more := range order[i:] {
			for _, s := range []Scope{{{"http://a.org/x/", less}, {"https://www.a.org/x/", more}}, {{"http://a.org/x/", more}, {"https://www.a.org/x/", less}}} {
				if got := s.Of("https://a.org/x/y"); got != less {
					t.Errorf("%v: %v", s, got)
				}
			}
		}
	}
	if got := (Scope{{"https://a.org/*/y", InScope}, {"https://a.org/x/y", Outside}}).Of("https://a.org/x/y"); got != Outside {
		t.Errorf("a star counts for nothing: %v", got)
	}
}

func TestWantsLinks(t *testing.T) {
	for class, want := range map[Class]bool{Outside: false, InScope: false, Through: true, Linked: true} {
		if got := (Scope{{"https://a.org/", InScope}, {"https://a.org/x/", class}}).WantsLinks(); got != want {
			t.Errorf("%v: %v", class, got)
		}
	}
}

// Another spelling of an address has the same class.
func FuzzScope(f *testing.F) {
	f.Add("https://example.org/members/*/commitments/", "https://www.example.org/members/x/commitments/%4d1")
	f.Add("https://www.org/a", "https://www.org/a%20b")
	f.Fuzz(func(t *testing.T, prefix, u string) {
		s := Scope{{corpus.URL(prefix), InScope}}
		p, err := corpus.Parse(corpus.URL(u))
		if err != nil {
			if s.Of(corpus.URL(u)) != Outside {
				t.Errorf("%q is no address", u)
			}
			return
		}
		if a, b := s.Of(corpus.URL(u)), s.Of(corpus.URL(p.String())); a != b {
			t.Errorf("%q is %v, %q is %v", u, a, p, b)
		}
	})
}
