package resolve

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/irmtrail/irmtrail/corpus"
)

func day(s string) time.Time {
	at, err := time.Parse(time.DateOnly, s)
	if err != nil {
		panic(err)
	}
	return at
}

func TestQueries(t *testing.T) {
	u := corpus.URL("http://gov.example/r.pdf?a=1&b=ñ#p3")
	escaped := "http%3A%2F%2Fgov.example%2Fr.pdf%3Fa%3D1%26b%3D%C3%B1"
	fields := "&output=json&fl=timestamp,original,mimetype,statuscode,digest,length&filter=statuscode:200"
	for got, want := range map[corpus.URL]string{
		CDXQuery(u, day("2023-02-27")):          "https://web.archive.org/cdx/search/cdx?url=" + escaped + fields + "&closest=20230227000000&sort=closest&limit=5",
		CDXQuery(u, time.Time{}):                "https://web.archive.org/cdx/search/cdx?url=" + escaped + fields + "&limit=-5",
		AvailabilityQuery(u, day("2023-02-27")): "https://archive.org/wayback/available?url=" + escaped + "&timestamp=20230227000000",
		AvailabilityQuery(u, time.Time{}):       "https://archive.org/wayback/available?url=" + escaped,
	} {
		if string(got) != want {
			t.Errorf("%s\nwant %s", got, want)
		}
		if p := PlanOf(got); p.Via != Direct || p.URL != got {
			t.Errorf("%s is planned as %+v", got, p)
		}
	}
}

func TestReadCDX(t *testing.T) {
	list, err := ReadCDX(sample(t, "wayback_cdx.json"))
	if err != nil || len(list) != 2 {
		t.Fatal(list, err)
	}
	for _, m := range list {
		if m.Status != 200 || m.MediaType != "application/pdf" || m.Original != "http://gov.example/r.pdf" {
			t.Errorf("%+v", m)
		}
	}
	if got := list[1].RawURL(); got != "https://web.archive.org/web/20230301120000id_/http://gov.example/r.pdf" {
		t.Error(got)
	}
	for name, c := range map[string]struct {
		payload string
		n       int
		wrong   string
	}{
		"none":        {"[]\n", 0, ""},
		"empty":       {" \n", 0, ""},
		"header only": {`[["timestamp","original"]]`, 0, ""},
		"numbers":     {`[["timestamp","original","statuscode"],[20200101000000,"http://a.example/",200]]`, 1, ""},
		"rows of strangers": {`[["timestamp","original","statuscode"],5,["2020","http://a.example/","200"],["20200101000000","javascript:x","200"],
			["20200101000000","http://a.example/","x"],["20200101000000"],[null,{},[]],["20200101000000","http://a.example/","200"]]`, 1, ""},
		"words":           {"org.archive.util.io.RuntimeIOException: Blocked Site Error\nat x", 0, "Blocked Site Error"},
		"page":            {"<html>429", 0, "<html>429"},
		"other columns":   {`[["urlkey","original"],["a","b"]]`, 0, `column "timestamp"`},
		"cut":             {`[["timestamp","original"],["2020`, 0, "answers"},
		"no list of rows": {`{"a":1}`, 0, "answers"},
	} {
		list, err := ReadCDX([]byte(c.payload))
		if len(list) != c.n || (err == nil) != (c.wrong == "") || err != nil && !strings.Contains(err.Error(), c.wrong) {
			t.Errorf("%s: %+v, %v", name, list, err)
		}
	}
	alone, err := ReadCDX([]byte(`[["timestamp","original","mimetype","statuscode","digest"],["20200101000000","http://a.example/","warc/revisit","-","D"]]`))
	if err != nil || len(alone) != 1 || alone[0].Status != 0 || alone[0].MediaType != "" {
		t.Errorf("%+v, %v", alone, err)
	}
}

func TestReadAvailability(t *testing.T) {
	m, ok, err := ReadAvailability(sample(t, "wayback_available_hit.json"))
	if err != nil || !ok || m.Status != 200 || m.RawURL() != "https://web.archive.org/web/20230301120000id_/http://gov.example/r.pdf" {
		t.Errorf("%+v, %v, %v", m, ok, err)
	}
	if _, ok, err := ReadAvailability(sample(t, "wayback_available_miss.json")); ok || err != nil {
		t.Errorf("%v, %v", ok, err)
	}
	for payload, wrong := range map[string]bool{
		`{"archived_snapshots":[]}`:                                                                                                   false,
		`{"archived_snapshots":{"closest":{"available":false}}}`:                                                                      false,
		`{"archived_snapshots":{"closest":{"available":true,"url":"http://web.archive.org/web/x"}}}`:                                  false,
		`{"archived_snapshots":{"closest":{"available":true,"url":"http://web.archive.org/web/20231301000000/http://gov.example/"}}}`: false,
		`{"url":"x"}`:       true,
		"Too many requests": true,
		"":                  true,
	} {
		if _, ok, err := ReadAvailability([]byte(payload)); ok || (err != nil) != wrong {
			t.Errorf("%s: %v, %v", payload, ok, err)
		}
	}
}

func TestNearest(t *testing.T) {
	list := []Memento{
		{At: day("2018-01-01"), Status: 200, MediaType: "application/pdf", Original: "old"},
		{At: day("2020-01-01"), Status: 200, MediaType: "application/pdf", Original: "good"},
		{At: day("2020-06-01"), Status: 200, MediaType: "text/html", Original: "page"},
		{At: day("2020-06-02"), Status: 404, MediaType: "application/pdf", Original: "missing"},
		{At: day("2020-06-03"), Status: 0, Original: "revisit"},
		{At: day("2020-06-04"), Status: 200, MediaType: "unk", Original: "unknown"},
	}
	for _, c := range []struct {
		near, typ string
		want      corpus.URL
	}{
		{"2020-06-02", "application/pdf", "good"},
		{"2017-01-01", "application/pdf", "old"},
		{"", "application/pdf", "good"},
		{"2020-06-02", "", "page"},
		{"", "", "unknown"},
		{"2020-06-02", "application/msword", "unknown"},
		{"2020-06-02", "text/html", "page"},
	} {
		near := time.Time{}
		if c.near != "" {
			near = day(c.near)
		}
		if m, ok := Nearest(list, near, c.typ); !ok || m.Original != c.want {
			t.Errorf("%s %s: %+v", c.near, c.typ, m)
		}
	}
	// A copy of the wanted type wins wherever it stands.
	if m, _ := Nearest([]Memento{list[5], list[0]}, day("2020-06-04"), "application/pdf"); m.Original != "old" {
		t.Errorf("%+v", m)
	}
	if m, _ := Nearest([]Memento{list[0], list[5]}, day("2020-06-04"), "application/pdf"); m.Original != "old" {
		t.Errorf("%+v", m)
	}
	if m, ok := Nearest(list[2:5], day("2020-06-02"), "application/pdf"); ok {
		t.Errorf("%+v", m)
	}
	if _, ok := Nearest(nil, time.Time{}, ""); ok {
		t.Error("something out of nothing")
	}
}

func TestMementoOf(t *testing.T) {
	h := http.Header{}
	h.Set("Memento-Datetime", "Wed, 01 Mar 2023 12:00:00 GMT")
	want := time.Date(2023, 3, 1, 12, 0, 0, 0, time.UTC)
	raw := corpus.URL("https://web.archive.org/web/20230301120000id_/http://gov.example/")
	for _, c := range []struct {
		u  corpus.URL
		h  http.Header
		ok bool
	}{
		{"https://archive.example/x", h, true},
		{raw, http.Header{}, true},
		{"https://web.archive.org/web/2023/http://gov.example/", http.Header{}, false},
		{"https://gov.example/", http.Header{}, false},
		{"%", nil, false},
	} {
		if at, ok := MementoOf(c.u, c.h); ok != c.ok || ok && !at.Equal(want) {
			t.Errorf("%s: %s, %v", c.u, at, ok)
		}
	}
}

func TestReplay(t *testing.T) {
	p := PlanOf("https://web.archive.org/web/20230301/http://gov.example/r")
	raw := func(stamp, u string) string { return "https://web.archive.org/web/" + stamp + "id_/" + u }
	to := func(u string) want { return want{corpus.Redirected, "", u, corpus.ViaWayback} }
	limited := status(429, corpus.HTTPError)
	hours := status(429, corpus.HTTPError)
	hours.Header.Set("Retry-After", "60")
	for _, c := range []struct {
		name   string
		answer Answer
		want   want
	}{
		{"another time", moved(raw("20230302101112", "http://gov.example/r")), to(raw("20230302101112", "http://gov.example/r"))},
		{"another time with frame", moved("https://web.archive.org/web/20230302101112/http://gov.example/r"), to(raw("20230302101112", "http://gov.example/r"))},
		{"captured redirect", moved(raw("20230301", "https://gov.example/es/r")), to(raw("20230301", "https://gov.example/es/r"))},
		{"out of the archive", moved("https://gov.example/es/r"), to(raw("20230301", "https://gov.example/es/r"))},
		{"captured share link stays", moved(raw("20230301", viewFile)), to(raw("20230301", viewFile))},
		{"the archive's own page", moved("https://web.archive.org/sry"), to("https://web.archive.org/sry")},
		{"captured login", moved(raw("20230301", "https://accounts.google.com/ServiceLogin?x")), want{outcome: corpus.LoginRequired, fault: corpus.FaultLogin}},
		{"captured refresh", shown(`<meta http-equiv=refresh content="0;url=/es/r">`), to(raw("20230301", "http://gov.example/es/r"))},
		{"captured soft 404", shown(`<title>404 Not Found</title><h1>Not Found</h1>`), want{outcome: corpus.NotFound, fault: corpus.FaultSoftNotFound}},
		{"page", shown(`<title>Report</title><h1>Report</h1>`), want{outcome: corpus.Fetched}},
		{"none", status(404, corpus.NotFound), want{outcome: corpus.NotFound, fault: corpus.FaultNotFound}},
		{"excluded", status(403, corpus.HTTPError), want{outcome: corpus.HTTPError, fault: corpus.FaultForbidden}},
		{"too fast", limited, want{outcome: corpus.HTTPError, fault: corpus.FaultRateLimited}},
		{"too fast, and for how long", hours, want{outcome: corpus.HTTPError, fault: corpus.FaultRateLimited}},
	} {
		check(t, c.name, Judge(p, c.answer), c.want)
	}
	if Judge(p, limited).Pause == 0 || Judge(p, hours).Pause != 0 {
		t.Error("the pause is not the archive's")
	}
}

func FuzzReadCDX(f *testing.F) {
	f.Add([]byte(`[["timestamp","original","mimetype","statuscode","digest"],["20200101000000","http://a.example/","text/html","200","D"],["20200102000000","http://a.example/","warc/revisit","-","D"]]`))
	f.Add([]byte(`{"archived_snapshots":{"closest":{"status":200,"available":true,"url":"http://web.archive.org/web/20230301120000/http://gov.example/r.pdf"}}}`))
	f.Add([]byte(`[["timestamp","original"],["00000101000000","http:A"],["20200101000000","http://%25"]]`))
	f.Fuzz(func(t *testing.T, b []byte) {
		list, _ := ReadCDX(b)
		if m, ok, _ := ReadAvailability(b); ok {
			list = append(list, m)
		}
		for _, m := range list {
			if !isWeb(m.Original) {
				t.Errorf("%+v", m)
			}
			if p := PlanOf(m.RawURL()); p.Via != corpus.ViaWayback {
				t.Errorf("%s is planned as %+v", m.RawURL(), p)
			}
		}
	})
}
