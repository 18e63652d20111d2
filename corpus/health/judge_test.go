package health

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/corpus/store"
)

var noon = time.Date(2024, 5, 6, 12, 0, 0, 0, time.UTC)

const cited corpus.URL = "https://ministry.example/plan"

// story makes the captures of a source from words, a day apart: an outcome with "/fault" behind it, "copy", "none",
// "added", or "301>URL" for a hop of a redirect, which takes no day. "+" stays on the day of the word before.
func story(words string) (captures []corpus.Capture) {
	day := -1
	for i, word := range strings.Fields(words) {
		word, same := strings.CutPrefix(word, "+")
		if !same {
			day++
		}
		outcome, fault, _ := strings.Cut(word, "/")
		c := corpus.Capture{
			CaptureID: corpus.CaptureID(fmt.Sprint(i)), URL: cited, CapturedAt: noon.AddDate(0, 0, day),
			Outcome: corpus.Outcome(outcome), ErrorCode: corpus.Fault(fault), Via: "direct", Role: corpus.RoleCited,
		}
		switch {
		case strings.Contains(word, ">"):
			status, to, _ := strings.Cut(word, ">")
			fmt.Sscan(status, &c.HTTPStatus)
			c.Outcome, c.ErrorCode, c.FinalURL = corpus.Redirected, "", corpus.URL(to)
		case outcome == "copy":
			c.Outcome, c.Via, c.MementoDate = corpus.Fetched, corpus.ViaWayback, time.Date(2021, 3, 4, 0, 0, 0, 0, time.UTC)
		case outcome == "none":
			c.Outcome, c.Via = corpus.NotFound, corpus.ViaWayback
		case outcome == "added":
			c.Outcome, c.Via = corpus.Imported, "file"
		}
		if c.Outcome.Got() {
			c.DocumentID = corpus.DocumentID("doc-" + outcome)
			if n := len(captures); n > 0 && captures[n-1].Outcome == corpus.Redirected {
				c.FinalURL = captures[n-1].FinalURL
			}
		}
		captures = append(captures, c)
	}
	return captures
}

func TestJudge(t *testing.T) {
	for _, c := range []struct {
		story    string
		state    State
		since    int // day
		tries    int
		days     int
		dead     bool
		document corpus.DocumentID
	}{
		{"", NotTried, -1, 0, 0, false, ""},
		{"fetched", Alive, 0, 1, 1, false, "doc-fetched"},
		{"fetched not_modified not_modified", Alive, 0, 3, 3, false, "doc-not_modified"},
		{"timeout/timeout +timeout/timeout fetched", Alive, 1, 3, 2, false, "doc-fetched"},
		{"login_required/login", Private, 0, 1, 1, false, ""},
		{"fetched login_required/login login_required/login", Private, 1, 3, 3, false, "doc-fetched"},
		{"blocked_by_robots/robots", Blocked, 0, 1, 1, false, ""},
		{"blocked_by_robots/robots_unknown", Blocked, 0, 1, 1, false, ""},
		{"fetched blocked_by_robots/robots_unknown", Alive, 0, 2, 2, false, "doc-fetched"},
		{"http_error/quota", Quota, 0, 1, 1, false, ""},
		{"http_error/quota timeout/timeout", Failed, 1, 2, 2, false, ""},
		{"network_error/tls", Failed, 0, 1, 1, false, ""},

		// Only three different days make a link dead, and a success revives it.
		{"not_found/not_found", Gone, 0, 1, 1, false, ""},
		{"not_found/not_found +not_found/not_found +not_found/not_found", Gone, 0, 3, 1, false, ""},
		{"not_found/not_found not_found/not_found +gone/gone", Gone, 0, 3, 2, false, ""},
		{"not_found/not_found not_found/soft_not_found gone/gone", Gone, 0, 3, 3, true, ""},
		{"fetched not_found not_found timeout/timeout not_found", Gone, 1, 5, 5, true, "doc-fetched"},
		{"not_found not_found fetched not_found not_found", Gone, 3, 5, 5, false, "doc-fetched"},
		{"not_found not_found not_found fetched", Alive, 3, 4, 4, false, "doc-fetched"},
		{"network_error/dns network_error/dns", Failed, 0, 2, 2, false, ""},
		{"network_error/dns network_error/dns network_error/dns", Gone, 0, 3, 3, true, ""},
		{"fetched network_error/dns network_error/dns network_error/dns", Gone, 1, 4, 4, true, "doc-fetched"},
		{"network_error/dns not_found network_error/dns", Gone, 1, 3, 3, true, ""},
		{"network_error/connection network_error/connection network_error/connection network_error/connection", Failed, 0, 4, 4, false, ""},

		// A good answer outlives a bad day.
		{"fetched timeout/timeout timeout/timeout", Alive, 0, 3, 3, false, "doc-fetched"},
		{"fetched timeout/timeout timeout/timeout timeout/timeout", Failed, 1, 4, 4, false, "doc-fetched"},
		{"fetched timeout/timeout timeout/timeout timeout/timeout fetched", Alive, 4, 5, 5, false, "doc-fetched"},

		// Copies and files of the operator are no tries.
		{"not_found +copy", ArchivedCopy, 0, 1, 1, false, "doc-copy"},
		{"not_found +copy not_found not_found", ArchivedCopy, 0, 3, 3, true, "doc-copy"},
		{"not_found +copy fetched", Alive, 1, 2, 2, false, "doc-fetched"},
		{"not_found +none", Gone, 0, 1, 1, false, ""},
		{"network_error/tls +copy", ArchivedCopy, 0, 1, 1, false, "doc-copy"},
		{"login_required +copy", Private, 0, 1, 1, false, "doc-copy"},
		{"added", NotTried, -1, 0, 0, false, "doc-added"},
		{"login_required added", Private, 0, 1, 1, false, "doc-added"},

		// Redirects.
		{"301>https://new.example/plan +fetched", Moved, 0, 1, 1, false, "doc-fetched"},
		{"fetched 308>https://new.example/plan +not_modified", Moved, 1, 2, 2, false, "doc-not_modified"},
		{"301>https://new.example/plan +fetched fetched", Alive, 1, 2, 2, false, "doc-fetched"},
		{"302>https://new.example/plan +fetched", Alive, 0, 1, 1, false, "doc-fetched"},
		{"301>http://www.ministry.example/plan/ +fetched", Alive, 0, 1, 1, false, "doc-fetched"},
		{"301>https://new.example/plan +not_found", Gone, 0, 1, 1, false, ""},
		{"302>https://new.example/plan +not_found not_found not_found", Gone, 0, 3, 3, true, ""},
	} {
		s := Source{Target: corpus.TargetKey(cited), State: NotTried}
		judge(&s, story(c.story), nil)
		since := time.Time{}
		if c.since >= 0 {
			since = noon.AddDate(0, 0, c.since)
		}
		if s.State != c.state || !s.Since.Equal(since) || s.Tries != c.tries || s.Days != c.days || s.Dead != c.dead || s.DocumentID != c.document {
			t.Errorf("%s:\n got %s since %v, %d tries on %d days, dead %v, %q\nwant %s since %v, %d tries on %d days, dead %v, %q", c.story,
				s.State, s.Since, s.Tries, s.Days, s.Dead, s.DocumentID, c.state, since, c.tries, c.days, c.dead, c.document)
		}
		if s.Message == "" || strings.ContainsAny(s.Message, "{}") {
			t.Errorf("%s: message %q", c.story, s.Message)
		}
	}
}

func TestMovedTo(t *testing.T) {
	hops := map[string]store.Hop{
		"https://new.example/a":      {To: "https://newer.example/a", Status: 301},
		"https://new.example/b":      {To: "https://session.example/b", Status: 302},
		"https://new.example/loop":   {To: "https://newer.example/loop", Status: 301},
		"https://newer.example/loop": {To: "https://new.example/loop", Status: 301},
		"https://drive.google.com/x": {To: "https://elsewhere.example/x", Status: 301},
	}
	for _, c := range []struct {
		cited  corpus.URL
		status int
		to     corpus.URL
		final  corpus.URL
		want   corpus.URL
	}{
		{"https://old.example/a", 301, "https://new.example/a", "https://newer.example/a", "https://newer.example/a"},
		{"https://old.example/b", 301, "https://new.example/b", "https://session.example/b", "https://new.example/b"},
		{"https://old.example/c", 308, "https://new.example/c", "https://new.example/c", "https://new.example/c"},
		{"https://old.example/c", 307, "https://new.example/c", "https://new.example/c", ""},
		{"https://old.example/c", 301, "https://new.example/c", "", ""},
		{"https://old.example/c", 301, "https://new.example/c", "https://old.example/c/", ""}, // to set a cookie, and back
		{"https://old.example/loop", 301, "https://new.example/loop", "https://x.example/", "https://newer.example/loop"},
		{"https://old.example/x", 301, "https://drive.google.com/x", "https://elsewhere.example/x", "https://drive.google.com/x"},
		{"https://bit.ly/3xY", 301, "https://new.example/c", "https://new.example/c", ""},
		{"https://DX.doi.org/10.1000/182", 301, "https://new.example/c", "https://new.example/c", ""},
		{"https://www.dropbox.com/s/abc/f.pdf", 301, "https://uc1.dl.dropboxusercontent.com/f", "https://uc1.dl.dropboxusercontent.com/f", ""},
		{"https://notbit.ly/3xY", 301, "https://new.example/c", "https://new.example/c", "https://new.example/c"},
	} {
		came := corpus.Capture{URL: c.cited, FinalURL: c.final, Outcome: corpus.Fetched}
		hop := corpus.Capture{URL: c.cited, FinalURL: c.to, HTTPStatus: c.status, Outcome: corpus.Redirected}
		if got := movedTo(corpus.TargetKey(c.cited), &came, &hop, hops); got != c.want {
			t.Errorf("%s -%d-> %s ... %s: moved to %q, want %q", c.cited, c.status, c.to, c.final, got, c.want)
		}
	}
}

func TestMessages(t *testing.T) {
	for _, state := range States {
		if m := messages()[string(state)]; m.One == "" || m.Many == "" {
			t.Errorf("no words for %s", state)
		}
	}
	details := map[string]bool{"drive": true, "dead": true, "inside": true}
	for _, f := range corpus.Faults {
		details[string(f.Fault)] = true
	}
	for key, m := range messages() {
		if !strings.HasSuffix(m.One, ".") || !strings.HasSuffix(m.Many, ".") {
			t.Errorf("%s: %q, %q", key, m.One, m.Many)
		}
		if key == heldOwn || key == heldCopy {
			continue
		}
		parts := strings.Split(key, ".")
		for _, detail := range parts[1:] {
			if !details[detail] {
				t.Errorf("%s: no such detail", key)
			}
		}
		if !slices.Contains(States, State(parts[0])) {
			t.Errorf("%s: no such state", key)
		}
		if !strings.Contains(m.Many, "{n}") {
			t.Errorf("%s: %q", key, m.Many)
		}
	}
	for _, c := range []struct {
		source  Source
		n       int
		heading string
	}{
		{Source{Target: "gdrive:x", State: Private}, 4, `These four Drive files are not public. Share them with "anyone with the link".`},
		{Source{Target: "https://a.example", State: Private}, 12, "Only those who log in can see these 12 sources. Open them to everyone, or publish the documents elsewhere."},
		{Source{Target: "https://a.example", State: Gone, Dead: true, Fault: corpus.FaultNotFound}, 2, "These two links are dead, not found on three days or more. Put the documents back at these addresses, or say where they are now."},
		{Source{Target: "https://a.example", State: Failed, Fault: corpus.FaultTLS}, 3, "The certificates of the sites of these three sources are not trusted. Renew them, with the whole chain."},
		{Source{Target: "https://a.example", State: Failed, Fault: corpus.FaultProtocol}, 2, "These two sources could not be fetched. They will be tried again; open them in a browser to see whether they work there."},
		{Source{Target: "gdrive:x", State: Private, HeldAt: noon}, 2, `These two Drive files are not public. Share them with "anyone with the link". This archive holds the copies that it got before.`},
		{Source{Target: "https://a.example", State: ArchivedCopy, Fault: corpus.FaultDNS, Tries: 1, CopyAt: noon}, 2, "The names of the sites of these two sources have no address. If they have new names, say so; if not, renew the old ones. Web archives' copies of them are held, which can be cited instead."},
	} {
		if got := Heading(c.source.Advice(), c.n); got != c.heading {
			t.Errorf("%+v: %q", c.source, got)
		}
	}
	moved := Source{State: Moved, MovedTo: "https://new.example/{copied}", CopyAt: noon, HeldAt: noon}
	if got, want := message(moved), "It has moved for good to https://new.example/{copied}. Cite that address."; got != want {
		t.Errorf("%q", got)
	}
}

// TestMessageSaysWhatTheLinkDoes: what is held of a source is said beside what is the matter with its link, not in its place.
func TestMessageSaysWhatTheLinkDoes(t *testing.T) {
	const (
		copied = " A web archive's copy of 4 March 2021 is held, which can be cited instead."
		own    = " This archive holds the copy that it got on 6 May 2024."
		drive  = "https://drive.google.com/file/d/1ExampleExampleExample00001/view"
	)
	for _, c := range []struct {
		url     corpus.URL
		story   string
		link    State
		message string
	}{
		{cited, "network_error/tls +copy", Failed, "The site's certificate is not trusted. Renew it, with the whole chain." + copied},
		{cited, "network_error/dns +copy", Failed, "The site's name has no address. If it has a new name, say so; if not, renew the old one." + copied},
		{cited, "http_error/forbidden +copy", Failed, "The site refuses to show it. Open it to everyone." + copied},
		{cited, "not_found/not_found +copy", Gone, "It is not there any more. Put the document back at this address, or say where it is now." + copied},
		{cited, "gone +copy", Gone, "It is not there any more. Put the document back at this address, or say where it is now." + copied},
		{cited, "copy", NotTried, "It has not been tried yet." + copied},
		{cited, "network_error/dns +copy network_error/dns network_error/dns", Gone, "The link is dead: the site's name had no address on three days or more. If it has a new name, say so; if not, renew the old one." + copied},

		{cited, "fetched not_found/not_found", Gone, "It is not there any more. Put the document back at this address, or say where it is now." + own},
		{cited, "fetched not_found/not_found +copy", Gone, "It is not there any more. Put the document back at this address, or say where it is now." + own + copied},
		{cited, "fetched login_required/login", Private, "Only those who log in can see it. Open it to everyone, or publish the document elsewhere." + own},
		{cited, "fetched blocked_by_robots/robots", Blocked, messages()["blocked.robots"].One + own},
		{cited, "fetched fetched", Alive, "It works."},

		{cited, "http_error/too_large", Failed, "It is larger than this archive takes. Whoever runs it can raise the limit with --max-document (100 MB unless set)."},
		{cited, "302>http://10.1.2.3/plan +blocked_by_policy/refused_address", Blocked, messages()["blocked.refused_address"].One},
		{"http://169.254.169.254/latest", "blocked_by_policy/refused_address", Blocked, messages()["blocked.inside"].One},
		{"http://0x0a010203/plan", "blocked_by_policy/refused_address", Blocked, messages()["blocked.inside"].One},
		{"http://203.0.113.9/plan", "302>http://10.1.2.3/plan +blocked_by_policy/refused_address", Blocked, messages()["blocked.refused_address"].One},
		{cited, "blocked_by_policy/scope", Blocked, messages()["blocked.scope"].One},
		{cited, "blocked_by_policy/bad_address", Blocked, messages()["blocked.bad_address"].One},
		{drive, "blocked_by_robots/robots", Blocked, messages()["blocked.drive.robots"].One},
		{drive, "not_found/not_found", Gone, messages()["gone.drive"].One},
		{drive, "not_found/not_found not_found/not_found not_found/not_found", Gone, "The link is dead: the Drive file was not found on three days or more. Restore it from the bin, or publish it again and say where."},
	} {
		s := Source{Target: corpus.TargetKey(c.url), URL: c.url, State: NotTried}
		judge(&s, story(c.story), nil)
		if s.Link() != c.link || s.Message != c.message || c.message == "" {
			t.Errorf("%s: the link is %s, %q\nwant %s, %q", c.story, s.Link(), s.Message, c.link, c.message)
		}
	}
}
