package resolve

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"net/url"
	"strings"
	"sync"
	"time"

	"github.com/goccy/go-yaml"

	"github.com/irmtrail/irmtrail/corpus"
)

const apiFiles = "https://www.googleapis.com/drive/v3/files/"

// apiFile plans the download of a file through the interface for programs.
func apiFile(id, key string) Plan {
	plan := Plan{URL: corpus.URL(apiFiles + id + "?alt=media&supportsAllDrives=true"), Via: DriveAPI, Keyed: true}
	if key != "" {
		plan.ResourceKeys = id + "/" + key
	}
	page := download(id, key)
	plan.or = &page
	return plan
}

//go:embed driveapi.yaml
var driveAPIYAML []byte

// apiError says what a reason of the interface means and what to do.
type apiError struct {
	Reasons  []string
	Outcome  corpus.Outcome
	Fault    corpus.Fault
	Sentence string
	Then     string // page, export, kind: see driveapi.yaml; "" nothing
	Wait     time.Duration
	Pause    time.Duration
}

// apiErrors returns those of driveapi.yaml, by reason.
var apiErrors = sync.OnceValue(func() map[string]apiError {
	var list []apiError
	if err := yaml.UnmarshalWithOptions(driveAPIYAML, &list, yaml.Strict()); err != nil {
		panic(fmt.Sprintf("embedded driveapi.yaml: %v", err))
	}
	byReason := map[string]apiError{}
	for _, e := range list {
		for _, r := range e.Reasons {
			byReason[r] = e
		}
	}
	return byReason
})

// apiAnswer judges what the interface answers: the file, or an error in JSON.
func apiAnswer(p Plan, a Answer) Verdict {
	if a.Outcome.Got() {
		return asIs(a)
	}
	for _, reason := range apiReasons(a.Payload) {
		e, ok := apiErrors()[reason]
		if !ok {
			continue
		}
		v := Verdict{Outcome: e.Outcome, Fault: e.Fault, Error: e.Sentence, Wait: e.Wait, Pause: e.Pause}
		switch e.Then {
		case "page":
			v.Next = p.or
		case "export":
			v.Next = p.apiExport()
		case "kind":
			if p.or != nil {
				v.Next = p.or.settle()
			}
		}
		return v
	}
	return asIs(a)
}

// apiReasons returns the reasons that an error of the interface gives, in both of its forms: "errors" with a reason each,
// and "details" of newer services. The first that is known decides.
func apiReasons(payload []byte) []string {
	type reason struct {
		Reason string `json:"reason"`
	}
	var answer struct {
		Error struct {
			Errors  []reason `json:"errors"`
			Details []reason `json:"details"`
		} `json:"error"`
	}
	if json.Unmarshal(payload, &answer) != nil {
		return nil
	}
	var reasons []string
	for _, r := range append(answer.Error.Details, answer.Error.Errors...) {
		reasons = append(reasons, r.Reason)
	}
	return reasons
}

// apiExport plans the export of what turned out to be a Google document.
func (p Plan) apiExport() *Plan {
	u, err := url.Parse(string(p.URL))
	if err != nil {
		return nil
	}
	id := strings.TrimPrefix(u.Path, "/drive/v3/files/")
	next := p
	next.URL = corpus.URL(apiFiles + id + "/export?mimeType=application/pdf")
	return &next
}
