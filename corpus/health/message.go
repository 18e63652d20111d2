package health

import (
	_ "embed"
	"fmt"
	"net/netip"
	"strings"
	"sync"
	"time"

	"github.com/goccy/go-yaml"

	"github.com/irmtrail/irmtrail/corpus"
)

//go:embed messages/en.yaml
var messagesYAML []byte

// advice is what to do about one source, and about many.
type advice struct{ One, Many string }

// messages returns those of messages/en.yaml, by key.
var messages = sync.OnceValue(func() map[string]advice {
	var byKey map[string]advice
	if err := yaml.UnmarshalWithOptions(messagesYAML, &byKey, yaml.Strict()); err != nil {
		panic(fmt.Sprintf("embedded messages/en.yaml: %v", err))
	}
	return byKey
})

// drivePrefix begins the targets of files of Google Drive, see [corpus.TargetKey].
const drivePrefix = "gdrive:"

// The keys of what is said behind the advice when something is held: a document of the source's own, a web archive's copy.
const (
	heldOwn  = "held.own"
	heldCopy = "held.copy"
)

// Advice returns the key of what is to be done about a source, "failed.tls", with what is held of it behind a plus,
// "failed.tls+held.copy": sources with one key can be treated together, see [Heading].
func (s Source) Advice() string {
	key := s.adviceKey()
	if s.State == Alive || s.State == Moved {
		return key
	}
	if !s.HeldAt.IsZero() {
		key += "+" + heldOwn
	}
	if s.State == ArchivedCopy || !s.CopyAt.IsZero() {
		key += "+" + heldCopy
	}
	return key
}

// adviceKey returns the longest key of the messages that fits what the link does.
func (s Source) adviceKey() string {
	state := string(s.Link())
	for _, detail := range s.details() {
		if key := state + "." + detail; hasMessage(key) {
			return key
		}
	}
	return state
}

func hasMessage(key string) bool {
	_, ok := messages()[key]
	return ok
}

// details returns what the advice may turn on, the closest first.
func (s Source) details() (out []string) {
	fault := string(s.Fault)
	if strings.HasPrefix(s.Target, drivePrefix) {
		if s.Dead {
			out = append(out, "drive.dead")
		}
		out = append(out, "drive."+fault, "drive")
	}
	if s.Dead {
		out = append(out, "dead."+fault, "dead")
	}
	if s.Fault == corpus.FaultRefusedAddress && isInside(s.URL) {
		out = append(out, "inside")
	}
	return append(out, fault)
}

// isInside reports whether an address is itself one of a private network, "http://10.20.30.40/minutes": then it is the
// note, not the site, that leads there.
func isInside(u corpus.URL) bool {
	p, err := corpus.Parse(u)
	if err != nil {
		return false
	}
	host := p.Hostname()
	ip, err := netip.ParseAddr(host)
	return err == nil && (ip.IsPrivate() || ip.IsLoopback() || ip.IsLinkLocalUnicast()) || host == "localhost"
}

// message returns what is to be done about a source, and what is held of it.
func message(s Source) string {
	var sentences []string
	for key := range strings.SplitSeq(s.Advice(), "+") {
		sentences = append(sentences, messages()[key].One)
	}
	words := strings.Join(sentences, " ")
	if !strings.Contains(words, "{") {
		return words
	}
	return strings.NewReplacer("{to}", string(s.MovedTo), "{copied}", day(s.CopyAt), "{held}", day(s.HeldAt)).Replace(words)
}

// Heading returns what is to be done about n sources, two or more, with the same advice.
func Heading(key string, n int) string {
	var sentences []string
	for part := range strings.SplitSeq(key, "+") {
		sentences = append(sentences, messages()[part].Many)
	}
	return strings.ReplaceAll(strings.Join(sentences, " "), "{n}", number(n))
}

// numbers are written as words up to nine.
var numbers = [...]string{2: "two", 3: "three", 4: "four", 5: "five", 6: "six", 7: "seven", 8: "eight", 9: "nine"}

func number(n int) string {
	if n > 1 && n < len(numbers) {
		return numbers[n]
	}
	return fmt.Sprint(n)
}

func day(at time.Time) string {
	if at.IsZero() {
		return "an unknown day"
	}
	return at.UTC().Format("2 January 2006")
}
