package discover

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/irmtrail/irmtrail/corpus"
)

// Answer says what the REST interface of WordPress answered.
type Answer string

// The answers.
const (
	AnswerItems   Answer = "items"    // a page of the collection, which may be empty
	AnswerPastEnd Answer = "past_end" // the page is behind the last
	AnswerLocked  Answer = "locked"   // only for those who log in, or for nobody
	AnswerNoRoute Answer = "no_route" // there is no such collection
	AnswerNotJSON Answer = "not_json" // a page or something else came, as where a firewall or no WordPress answers
	AnswerFailed  Answer = "failed"   // another refusal or a fault of the server
)

// Collection is what an answer brings.
type Collection struct {
	Answer  Answer
	Items   []Listed // in order
	Skipped int      // items that cannot be read or are not public
	Total   int      // items on all pages, as the head of the answer states; -1 when it does not
	Pages   int      // pages, likewise
	Next    corpus.URL
	Code    string       // by which WordPress refuses: "rest_no_route"
	Fault   corpus.Fault // "" for items and behind the end
	Message string       // what is wrong, in one sentence; "" likewise
}

// The limits of one answer. WordPress sends 100 items at most.
const (
	maxItems    = 1000
	maxJSON     = 50 << 20 // bytes
	maxNested   = 12       // levels of custom fields
	maxFieldSum = 10_000   // values in the custom fields of one item
)

// refusals is quirks/rest.yaml.
type refusals struct {
	PastEnd []string `yaml:"past_end"`
	Locked  []string
	NoRoute []string `yaml:"no_route"`
}

var knownRefusals = sync.OnceValue(func() refusals { return embedded[refusals](quirkFiles, "quirks/rest.yaml") })

// ReadWordPress reads an answer of the REST interface to an address that [WordPress] wrote. Items before a fault in it are
// returned with the fault. Next is the address with the number of the next page, "" when there is none.
func ReadWordPress(status int, header http.Header, payload []byte, at corpus.URL) Collection {
	c := Collection{Total: stated(header, "X-WP-Total"), Pages: stated(header, "X-WP-TotalPages")}
	payload = bytes.TrimPrefix(payload[:min(len(payload), maxJSON)], []byte("\ufeff"))
	values, refusal, err := elements(payload)
	switch {
	case refusal != nil || status >= 400:
		c.refused(status, refusal)
		return c
	case err != nil && len(values) == 0:
		c.fail(AnswerNotJSON, corpus.FaultPageInstead, "The interface answered with something that is no JSON.")
		return c
	}
	c.Answer = AnswerItems
	b := baseOf(at)
	for _, v := range values {
		if item, ok := b.item(v); ok {
			c.Items = append(c.Items, item)
		} else {
			c.Skipped++
		}
	}
	if err != nil {
		c.Fault, c.Message = corpus.FaultIncomplete, fmt.Sprintf("The answer breaks off behind %d items.", len(values))
	}
	c.turn(at, len(values))
	return c
}

// Terms returns the ids of the terms in the answer to a [WordPress.Lookup] that have the slug. Servers that do not know
// the parameter send others too.
func (c Collection) Terms(slug string) []string {
	var ids []string
	for _, item := range c.Items {
		if strings.EqualFold(item.Slug, slug) && item.ID != "" {
			ids = append(ids, item.ID)
		}
	}
	return ids
}

// turn sets the next page, or that this one is behind the last.
func (c *Collection) turn(at corpus.URL, values int) {
	p, err := corpus.Parse(at)
	if err != nil {
		return
	}
	q := p.Query()
	n := max(numberIn(q.Get("page")), 1)
	full := numberIn(q.Get("per_page"))
	if full < 1 {
		full = 10 // what WordPress takes where nothing is asked for
	}
	switch {
	case values == 0 && n > 1:
		c.Answer = AnswerPastEnd
	case values > 0 && (n < c.Pages || c.Pages < 0 && values >= full):
		c.Next = corpus.URL(withParameter(p, "page", n+1).String())
	}
}

// refusal is what WordPress sends in place of items.
type refusal struct {
	Code string
	Data json.RawMessage // mostly {"status": 404}
}

// refused says what a refusal means. Plugins and firewalls have codes of their own, or none: then the status tells.
func (c *Collection) refused(status int, r *refusal) {
	known := knownRefusals()
	if r != nil {
		c.Code = strings.ToValidUTF8(r.Code[:min(len(r.Code), 100)], "")
		var data struct{ Status int }
		if json.Unmarshal(r.Data, &data) == nil && data.Status >= 400 && status < 400 {
			status = data.Status
		}
	}
	switch {
	case slices.Contains(known.PastEnd, c.Code):
		c.Answer = AnswerPastEnd
	case status == http.StatusUnauthorized:
		c.fail(AnswerLocked, corpus.FaultLogin, "The interface is only for those who log in.")
	case status == http.StatusForbidden || slices.Contains(known.Locked, c.Code):
		c.fail(AnswerLocked, corpus.FaultForbidden, "The site has locked the interface.")
	case slices.Contains(known.NoRoute, c.Code) || r == nil && status == http.StatusNotFound:
		c.fail(AnswerNoRoute, corpus.FaultNotFound, "The site has no such collection.")
	case status >= 500:
		c.fail(AnswerFailed, corpus.FaultServer, fmt.Sprintf("The interface failed with status %d.", status))
	default:
		c.fail(AnswerFailed, corpus.FaultHTTP, fmt.Sprintf("The interface refused with status %d.", status))
	}
	if c.Message != "" && c.Code != "" {
		c.Message = strings.TrimSuffix(c.Message, ".") + " (" + c.Code + ")."
	}
}

func (c *Collection) fail(a Answer, f corpus.Fault, message string) {
	c.Answer, c.Fault, c.Message = a, f, message
}

// stated returns a number of the head, -1 when there is none.
func stated(header http.Header, name string) int {
	return numberIn(strings.TrimSpace(header.Get(name)))
}

// errNoItems says that an answer is JSON, but no list and no refusal.
var errNoItems = errors.New("neither a list nor a refusal")

// elements returns the items of an answer, or the refusal that it is. Where a plugin took items out of a list, PHP writes
// the rest as an object with numbers for names; it is a list all the same. The error says why it ends early.
func elements(payload []byte) (items []json.RawMessage, r *refusal, err error) {
	dec := json.NewDecoder(bytes.NewReader(payload))
	open, err := dec.Token()
	if err != nil {
		return nil, nil, err
	}
	if open != json.Delim('[') && open != json.Delim('{') {
		return nil, nil, errNoItems
	}
	named := map[string]json.RawMessage{}
	for dec.More() && len(items) < maxItems {
		name := ""
		if open == json.Delim('{') {
			token, err := dec.Token()
			if err != nil {
				return items, nil, err
			}
			name, _ = token.(string)
		}
		var v json.RawMessage
		if err := dec.Decode(&v); err != nil {
			return items, nil, err
		}
		if open == json.Delim('[') || numberIn(name) >= 0 {
			items = append(items, v)
		} else if slices.Contains([]string{"code", "data"}, name) {
			named[name] = v
		}
	}
	if open == json.Delim('{') && len(items) == 0 {
		if text(named["code"]) == "" {
			return nil, nil, errNoItems
		}
		return nil, &refusal{Code: text(named["code"]), Data: named["data"]}, nil
	}
	if len(items) == maxItems {
		return items, nil, nil
	}
	_, err = dec.Token() // that closes the list
	return items, nil, err
}

// item reads an item; ok is false for one without an address or not public. A field of another type than it should be
// counts as absent.
func (b base) item(raw json.RawMessage) (item Listed, ok bool) {
	var fields map[string]json.RawMessage
	if json.Unmarshal(raw, &fields) != nil {
		return item, false
	}
	switch text(fields["status"]) {
	case "auto-draft", "draft", "future", "pending", "private", "trash":
		return item, false
	}
	item = Listed{
		URL:      b.resolve(text(fields["link"])),
		Modified: timeOf(text(fields["modified_gmt"]), text(fields["date_gmt"])),
		ID:       number(fields["id"]),
		Slug:     text(fields["slug"]),
		Files:    appendNew(nil, b.file(text(fields["source_url"]))),
	}
	if text(fields["link"]) == "" {
		return item, false
	}
	var custom any
	if json.Unmarshal(fields["acf"], &custom) == nil {
		left := maxFieldSum
		b.customFiles(custom, maxNested, &left, &item.Files)
	}
	return item, item.URL != ""
}

// customFiles adds the addresses of files in the values of custom fields, in order of name.
func (b base) customFiles(v any, levels int, left *int, files *[]corpus.URL) {
	if *left--; levels == 0 || *left < 0 {
		return
	}
	switch v := v.(type) {
	case string:
		*files = appendNew(*files, b.file(v))
	case []any:
		for _, e := range v {
			b.customFiles(e, levels-1, left, files)
		}
	case map[string]any:
		for _, name := range slices.Sorted(maps.Keys(v)) {
			b.customFiles(v[name], levels-1, left, files)
		}
	}
}

// file returns a text that is the address of a file, "" for any other.
func (b base) file(s string) corpus.URL {
	if len(s) > maxAddress || !strings.HasPrefix(s, "http://") && !strings.HasPrefix(s, "https://") {
		return ""
	}
	u := b.resolve(s)
	if p, err := corpus.Parse(u); err != nil || !namesFile(p.Path) {
		return ""
	}
	return u
}

// text returns a string of JSON, "" for what is none.
func text(raw json.RawMessage) string {
	var s string
	if json.Unmarshal(raw, &s) != nil {
		return ""
	}
	return s
}

// number returns a whole number above 0 of JSON, also one in a string, as digits; "" for what is none.
func number(raw json.RawMessage) string {
	digits := strings.Trim(string(raw), `"`)
	if n, err := strconv.ParseInt(digits, 10, 64); err != nil || n <= 0 {
		return ""
	}
	return digits
}
