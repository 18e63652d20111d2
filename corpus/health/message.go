package health

import (
	_ "embed"
	"fmt"
	"strings"
	"sync"
	"time"

	"github.com/goccy/go-yaml"
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

// Advice returns the key of what is to be done about a source: sources with one key can be treated together, see
// [Heading].
func (s Source) Advice() string {
	var details []string
	if strings.HasPrefix(s.Target, drivePrefix) {
		details = append(details, "drive")
	}
	if s.Dead {
		details = append(details, "dead")
	}
	if s.Fault != "" {
		details = append(details, string(s.Fault))
	}
	for _, detail := range details {
		key := string(s.State) + "." + detail
		if _, ok := messages()[key]; ok {
			return key
		}
	}
	return string(s.State)
}

// message returns what is to be done about a source.
func message(s Source) string {
	words := messages()[s.Advice()].One
	if !strings.Contains(words, "{") {
		return words
	}
	return strings.NewReplacer("{to}", string(s.MovedTo), "{copied}", day(s.CopyAt)).Replace(words)
}

// Heading returns what is to be done about n sources, two or more, with the same advice.
func Heading(key string, n int) string {
	return strings.ReplaceAll(messages()[key].Many, "{n}", number(n))
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
