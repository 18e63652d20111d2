package discover

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/irmtrail/irmtrail/corpus"
)

func TestWordPressPage(t *testing.T) {
	after := time.Date(2026, 1, 3, 12, 30, 0, 0, time.FixedZone("", -5*3600))
	const asked = "_fields=id,link,slug,date_gmt,modified_gmt,status,type,source_url,acf"
	for _, c := range []struct {
		name string
		w    WordPress
		page int
		want string
	}{
		{"everything", WordPress{Seed: "https://example.org/wp-json/wp/v2/documents"}, 1, "https://example.org/wp-json/wp/v2/documents?" + asked + "&order=asc&orderby=id&page=1&per_page=100"},
		{"changes, 48 hours back", WordPress{Seed: "https://example.org/wp-json/wp/v2/documents/", After: after}, 3, "https://example.org/wp-json/wp/v2/documents?" + asked + "&modified_after=2026-01-01T17:30:00&order=desc&orderby=modified&page=3&per_page=100"},
		{"own parameters", WordPress{Seed: "https://example.org/wp-json/wp/v2/documents?lang=es&per_page=50&page=7&order=desc&modified_after=x"}, 0, "https://example.org/wp-json/wp/v2/documents?" + asked + "&lang=es&order=asc&orderby=id&page=1&per_page=50"},
		{"too many a page", WordPress{Seed: "https://example.org/wp-json/wp/v2/documents?per_page=500"}, 1, "https://example.org/wp-json/wp/v2/documents?" + asked + "&order=asc&orderby=id&page=1&per_page=100"},
		{"plain links, terms", WordPress{Seed: "https://example.org/?rest_route=/wp/v2/documents", Terms: map[string][]string{"source": {"9"}, "document-type": {"345", "346"}}}, 1, "https://example.org/?" + asked + "&document-type=345,346&order=asc&orderby=id&page=1&per_page=100&rest_route=/wp/v2/documents&source=9"},
	} {
		if got, err := c.w.Page(c.page); err != nil || string(got) != c.want {
			t.Errorf("%s: %s, %v", c.name, got, err)
		}
	}
	for _, seed := range []corpus.URL{"", "documents", "ftp://example.org/wp-json"} {
		if got, err := (WordPress{Seed: seed}).Page(1); err == nil {
			t.Errorf("%q: %s", seed, got)
		}
	}
}

func TestWordPressLookup(t *testing.T) {
	for seed, want := range map[corpus.URL]string{
		"https://example.org/wp-json/wp/v2/documents?x=1":            "https://example.org/wp-json/wp/v2/document-type?_fields=id,link,slug&per_page=100&slug=irm-report",
		"https://example.org/wp-json/wp/v2/documents/?lang=es":       "https://example.org/wp-json/wp/v2/document-type?_fields=id,link,slug&lang=es&per_page=100&slug=irm-report",
		"https://example.org/index.php?rest_route=/wp/v2/documents/": "https://example.org/index.php?_fields=id,link,slug&per_page=100&rest_route=/wp/v2/document-type&slug=irm-report",
	} {
		if got, err := (WordPress{Seed: seed}).Lookup("document-type", "irm-report"); err != nil || string(got) != want {
			t.Errorf("%s: %s, %v", seed, got, err)
		}
	}
	c := ReadWordPress(200, nil, []byte(`[{"id":345,"slug":"irm-report","link":"https://example.org/document-type/irm-report/"},{"id":346,"slug":"irm-report-es","link":"/x/"},{"id":347,"slug":"IRM-Report","link":"/y/"}]`), "https://example.org/wp-json/")
	if got := fmt.Sprint(c.Terms("irm-report")); got != "[345 347]" {
		t.Error(got)
	}
}

const collection = "https://www.example.org/wp-json/wp/v2/documents?page=2&per_page=2"

func head(total, pages string) http.Header {
	h := http.Header{}
	h.Set("X-WP-Total", total)
	h.Set("X-WP-TotalPages", pages)
	return h
}

func TestReadWordPress(t *testing.T) {
	c := ReadWordPress(200, head("403", "5"), sample(t, "wp_json_documents.json"), collection)
	if c.Answer != AnswerItems || c.Total != 403 || c.Pages != 5 || c.Fault != "" || len(c.Items) != 1 || c.Skipped != 0 {
		t.Fatalf("%+v", c)
	}
	if c.Next != "https://www.example.org/wp-json/wp/v2/documents?page=3&per_page=2" {
		t.Error(c.Next)
	}
	want := Listed{
		URL:      "https://www.example.org/documents/mexico-results-report-2019-2022/",
		Modified: time.Date(2024, 1, 5, 15, 0, 0, 0, time.UTC), ID: "51234", Slug: "mexico-results-report-2019-2022",
	}
	if fmt.Sprint(c.Items[0]) != fmt.Sprint(want) {
		t.Errorf("%+v", c.Items[0])
	}
}

func TestWordPressRefusals(t *testing.T) {
	for _, c := range []struct {
		name   string
		status int
		body   string
		answer Answer
		fault  corpus.Fault
	}{
		{"past the end", 400, string(sample(t, "wp_json_bad_page.json")), AnswerPastEnd, ""},
		{"login", 401, string(sample(t, "wp_json_forbidden.json")), AnswerLocked, corpus.FaultLogin},
		{"login, with a good status", 200, string(sample(t, "wp_json_forbidden.json")), AnswerLocked, corpus.FaultLogin},
		{"locked by a plugin", 403, `{"code":"rest_cannot_access","message":"Only authenticated users."}`, AnswerLocked, corpus.FaultForbidden},
		{"locked by a plugin with a code of its own", 401, `{"code":"my_plugin_says_no","message":""}`, AnswerLocked, corpus.FaultLogin},
		{"locked by a firewall", 403, `<html>Blocked</html>`, AnswerLocked, corpus.FaultForbidden},
		{"disabled", 404, `{"code":"rest_disabled","message":"x"}`, AnswerLocked, corpus.FaultForbidden},
		{"no route", 404, `{"code":"rest_no_route","message":"No route was found.","data":{"status":404}}`, AnswerNoRoute, corpus.FaultNotFound},
		{"no WordPress", 404, `<html>Not found</html>`, AnswerNoRoute, corpus.FaultNotFound},
		{"a page", 200, `<html><body>Welcome</body></html>`, AnswerNotJSON, corpus.FaultPageInstead},
		{"nothing", 200, ``, AnswerNotJSON, corpus.FaultPageInstead},
		{"another object", 200, `{"name":"Site","routes":{}}`, AnswerNotJSON, corpus.FaultPageInstead},
		{"a number", 200, `42`, AnswerNotJSON, corpus.FaultPageInstead},
		{"bad parameter", 400, `{"code":"rest_invalid_param","data":{"status":400}}`, AnswerFailed, corpus.FaultHTTP},
		{"fault of the server", 500, `{"code":"internal_server_error","data":"x"}`, AnswerFailed, corpus.FaultServer},
		{"empty page", 200, `[]`, AnswerPastEnd, ""},
		{"deep", 200, strings.Repeat("[", 1_000_000), AnswerNotJSON, corpus.FaultPageInstead},
		{"code of another type", 200, `{"code":{"a":1}}`, AnswerNotJSON, corpus.FaultPageInstead},
	} {
		got := ReadWordPress(c.status, nil, []byte(c.body), collection)
		if got.Answer != c.answer || got.Fault != c.fault || len(got.Items) > 0 || got.Next != "" || (got.Fault == "") != (got.Message == "") {
			t.Errorf("%s: %+v", c.name, got)
		}
	}
	if c := ReadWordPress(200, nil, []byte("[]"), "https://example.org/wp-json/wp/v2/documents"); c.Answer != AnswerItems || c.Next != "" {
		t.Errorf("empty collection: %+v", c)
	}
}

// One bad item costs itself, not the page.
func TestWordPressItems(t *testing.T) {
	for _, c := range []struct{ name, json, want string }{
		{"wrong types", `[{"id":"12","link":"/a","slug":7,"modified_gmt":{"x":1}},{"id":[1],"link":"/b"},7,null,"x",[],{"link":9},{"link":"/c"}]`, "12 /a, /b, /c; 5 skipped"},
		{"other schemes", `[{"link":"javascript:x"},{"link":"file:///etc/passwd"},{"link":"//example.org/a"}]`, "/a; 2 skipped"},
		{"status", `[{"link":"/a","status":"draft"},{"link":"/b","status":"private"},{"link":"/c","status":"publish"},{"link":"/d","status":"inherit"}]`, "/c, /d; 2 skipped"},
		{"list as an object", `{"0":{"link":"/a"},"2":{"link":"/b"},"code":"x"}`, "/a, /b; 0 skipped"},
		{"upload", `[{"id":5,"link":"/report/attachment/","source_url":"https://example.org/uploads/R_EN.pdf"}]`, "5 /report/attachment/ [/uploads/R_EN.pdf]; 0 skipped"},
		{"custom fields", `[{"link":"/a","acf":{"z":{"url":"https://example.org/z.pdf"},"files":[{"file":"https://example.org/b.docx"},{"file":"https://example.org/page/"},7,false,"see https://example.org/no.pdf"]}},{"link":"/b","acf":[]}]`, "/a [/b.docx /z.pdf], /b; 0 skipped"},
		{"byte order mark", "\ufeff" + `[{"link":"/a"}]`, "/a; 0 skipped"},
		{"cut", `[{"link":"/a"},{"link":"/b`, "/a; 0 skipped incomplete"},
		{"cut behind an item", `[{"link":"/a"}`, "/a; 0 skipped incomplete"},
		{"deep item", `[{"link":"/a"},{"link":"/b","x":` + strings.Repeat("[", 20_000) + strings.Repeat("]", 20_000) + `}]`, "/a; 0 skipped incomplete"},
		{"deep custom fields", `[{"link":"/a","acf":` + strings.Repeat("[", 5_000) + `"https://example.org/x.pdf"` + strings.Repeat("]", 5_000) + `}]`, "/a; 0 skipped"},
	} {
		got := ReadWordPress(200, nil, []byte(c.json), "https://example.org/wp-json/wp/v2/documents")
		var all []string
		for _, e := range got.Items {
			files := ""
			if len(e.Files) > 0 {
				files = fmt.Sprint(e.Files)
			}
			all = append(all, strings.TrimSpace(e.ID+" "+string(e.URL)+" "+files))
		}
		text := strings.TrimSpace(fmt.Sprintf("%s; %d skipped %s", strings.Join(all, ", "), got.Skipped, got.Fault))
		if text = strings.ReplaceAll(text, "https://example.org", ""); got.Answer != AnswerItems || text != c.want {
			t.Errorf("%s: %q, want %q", c.name, text, c.want)
		}
	}
}

func TestWordPressPaging(t *testing.T) {
	two := []byte(`[{"link":"/a"},{"link":"/b"}]`)
	for _, c := range []struct {
		name   string
		header http.Header
		body   []byte
		want   string
	}{
		{"last page", head("4", "2"), two, ""},
		{"more pages", head("5", "3"), two, "page=3"},
		{"no head, full page", nil, two, "page=3"},
		{"no head, part of a page", nil, []byte(`[{"link":"/a"}]`), ""},
		{"head without sense", head("-1", "99999999999"), two, "page=3"},
		{"only items that are skipped", head("9", "9"), []byte(`[{},{}]`), "page=3"},
	} {
		got := ReadWordPress(200, c.header, c.body, collection)
		if c.want == "" && got.Next != "" || !strings.Contains(string(got.Next), c.want) {
			t.Errorf("%s: %q", c.name, got.Next)
		}
	}
	if c := ReadWordPress(200, nil, []byte("["+strings.Repeat(`{"link":"/a"},`, maxItems+10)+"{}]"), collection); len(c.Items) != maxItems {
		t.Errorf("%d items", len(c.Items))
	}
}

func FuzzWordPress(f *testing.F) {
	f.Add(200, "2", []byte(`[{"id":1,"link":"/a","acf":{"x":["https://example.org/a.pdf"]}}]`))
	f.Add(400, "", []byte(`{"code":"rest_post_invalid_page_number","data":{"status":400}}`))
	f.Fuzz(func(t *testing.T, status int, pages string, payload []byte) {
		c := ReadWordPress(status, http.Header{"X-Wp-Totalpages": {pages}}, payload, collection)
		if c.Pages < -1 || c.Total < -1 || c.Answer == "" || c.Answer != AnswerItems && (len(c.Items) > 0 || c.Next != "") {
			t.Errorf("%+v", c)
		}
	})
}
