package fetch

import (
	_ "embed"
	"net/http"
	"strings"
	"sync"
)

//go:embed challenges.txt
var challengesText string

// field is a field of a head.
type field struct{ name, value string }

// challenges returns the fields of challenges.txt.
var challenges = sync.OnceValue(func() []field {
	var list []field
	for line := range strings.Lines(challengesText) {
		name, value, ok := strings.Cut(strings.TrimSpace(line), ": ")
		if ok && !strings.HasPrefix(name, "#") {
			list = append(list, field{http.CanonicalHeaderKey(name), value})
		}
	}
	return list
})

// challenged reports whether an answer says that it asks for a proof of being human.
func challenged(h http.Header) bool {
	for _, f := range challenges() {
		if strings.EqualFold(strings.TrimSpace(h.Get(f.name)), f.value) {
			return true
		}
	}
	return false
}
