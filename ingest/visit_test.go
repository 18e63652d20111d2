package ingest

import (
	"testing"

	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/ingest/frontier"
)

func TestSoftNotFound(t *testing.T) {
	for _, c := range []struct {
		asked, answered corpus.URL
		gone            bool
	}{
		{"https://a.example/2019/01/09/story/", "https://www.a.example/", true},
		{"https://a.example/2019/01/09/story/", "https://www.a.example/fr/", true},
		{"https://a.example/2019/01/09/story/", "https://a.example", true},
		{"https://a.example/2019/01/09/story/", "https://a.example/2019/01/09/story", false},
		{"https://a.example/story", "https://a.example/?p=12", false},
		{"https://short.example/x7", "https://a.example/", false},
		{"https://a.example/", "https://www.a.example/", false},
		{"https://a.example", "https://a.example/es/", false},
		{"https://a.example/old", "https://a.example/new", false},
		{"https://a.example/old/report.pdf", "https://a.example/pt-br/", true},
		{"https://a.example/old/report.pdf", "https://a.example/about", false},
		{"https://a.example/?p=7", "https://a.example/", false},
	} {
		if got := (&visit{entry: frontier.Entry{URL: c.asked}}).softNotFound(c.answered); got != c.gone {
			t.Errorf("%s -> %s: %v", c.asked, c.answered, got)
		}
	}
}
