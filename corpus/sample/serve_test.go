package sample_test

import (
	"bytes"
	"context"
	"crypto/tls"
	"io"
	"net"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/irmtrail/irmtrail/corpus/sample"
)

// start runs the false web and returns a client for which every host is that web, and which follows no redirect.
func start(t *testing.T) (*sample.Server, *http.Client) {
	t.Helper()
	s, err := sample.Serve(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.Close)
	dialer := &net.Dialer{}
	tr := &http.Transport{
		TLSClientConfig:    &tls.Config{RootCAs: s.CA},
		DisableCompression: true,
		DialContext: func(ctx context.Context, network, addr string) (net.Conn, error) {
			if strings.HasSuffix(addr, ":80") {
				return dialer.DialContext(ctx, network, s.PlainAddr)
			}
			return dialer.DialContext(ctx, network, s.Addr)
		},
	}
	t.Cleanup(tr.CloseIdleConnections)
	return s, &http.Client{Transport: tr, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
}

func get(t *testing.T, c *http.Client, u string, head ...string) (*http.Response, []byte) {
	t.Helper()
	req, err := http.NewRequest(http.MethodGet, u, nil)
	if err != nil {
		t.Fatal(err)
	}
	for i := 0; i+1 < len(head); i += 2 {
		req.Header.Set(head[i], head[i+1])
	}
	resp, err := c.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return resp, body
}

const (
	ogp     = "https://www.ogp.example"
	ghana   = ogp + "/documents/ghana-results-report-2021-2023/"
	uploads = ogp + "/wp-content/uploads/"
	view    = "https://drive.google.com/file/d/"
	uc      = "https://drive.google.com/uc?export=download&id="
	bytesOf = "https://drive.usercontent.google.com/download?id="
	cdx     = "https://web.archive.org/cdx/search/cdx?output=json&fl=timestamp,statuscode&filter=statuscode:200&url="
	near    = "&closest=20231005000000&sort=closest"
	replay  = "https://web.archive.org/web/"
	fees    = "https://www.lands.gov.example/statements/title-fees-2022/"
)

func TestAnswers(t *testing.T) {
	_, c := start(t)
	for _, tt := range []struct {
		url    string
		status int
		is     string // location, or media type when there is none
		has    string
	}{
		{ghana, 200, "text/html; charset=UTF-8", "<h1 class=\"entry-title\">Ghana Results Report"},
		{strings.TrimSuffix(ghana, "/"), 301, ghana, ""},
		{"https://ogp.example/documents/ghana-results-report-2021-2023/", 301, ghana, ""},
		{"http://ogp.example/irm-guidance/early-results", 301, "https://ogp.example/irm-guidance/early-results", ""},
		{"https://ogp.example/irm-guidance/early-results", 301, ogp + "/irm-guidance/early-results/", ""},
		{ghana + "?utm_source=newsletter", 200, "text/html; charset=UTF-8", ""},
		{ogp + "/?p=3445", 301, ogp + "/documents/tunisia-design-report-2018-2020/", ""},
		{ogp + "/documents/kaduna-state-eotr-2018-2020/", 301, ogp + "/documents/kaduna-state-nigeria-end-of-term-report-2018-2020/", ""},
		{ogp + "/fr/documents/tunisia-design-report-2018-2020/", 302, ogp + "/documents/tunisia-design-report-2018-2020/", ""},
		{ogp + "/document-type/irm-report/page/3/", 200, "text/html; charset=UTF-8", ""},
		{ogp + "/document-type/irm-report/page/4/", 404, "text/html; charset=UTF-8", "Page not found"},
		{ogp + "/wp-json/wp/v2/types", 401, "application/json; charset=UTF-8", "rest_not_logged_in"},
		{ogp + "/robots.txt", 200, "text/plain; charset=UTF-8", "Sitemap: "},
		{ogp + "/documents-sitemap.xml.gz", 200, "application/gzip", "\x1f\x8b"},
		{uploads + "2023/10/Ghana_Results-Report_2021-2023_EN.pdf", 200, "application/pdf", "%PDF-1.4"},
		{uploads + "2022/12/Philippines_Results-Report_2019-2022.pdf", 301, uploads + "2023/03/Philippines_Results-Report_2019-2022.pdf", ""},
		{"https://docs.modernizacion.gov.example/robots.txt", 200, "text/plain", "Disallow: /\n"},
		{"https://www.boletinoficial.gov.example/decretos/2021/5011.html", 200, "text/html; charset=ISO-8859-1", "ejecuci\xf3n"},
		{"https://pbc.kaduna.gov.example/dataset/project-reports.csv", 404, "text/html; charset=UTF-8", ""},

		{ogp + "/wp-json/wp/v2/documents?per_page=100&page=1&document-type=17", 200, "application/json; charset=UTF-8", `"link":"https:\/\/www.ogp.example\/documents\/ghana`},
		{ogp + "/members/ghana/commitments/GH0032", 301, ogp + "/members/ghana/commitments/GH0032/", ""},

		{cdx + fees + near, 200, "application/json", `[["timestamp","statuscode"],["20230912070809","200"],["20220715083000","200"]]`},
		{cdx + fees + near + "&limit=1", 200, "application/json", `["20230912070809","200"]]`},
		{cdx + fees + "&limit=-1", 200, "application/json", `[["timestamp","statuscode"],["20230912070809","200"]]`},
		{cdx + "www.tunisweekly.example/2019/01/09/what-young-people-asked-for/" + near, 200, "application/json", "[]\n"},
		{"https://archive.org/wayback/available?url=http://lands.gov.example/statements/title-fees-2022&timestamp=20220801", 200, "application/json", `"url":"http://web.archive.org/web/20220715083000/https://www.lands.gov.example/statements/title-fees-2022/"`},
		{"https://archive.org/wayback/available?url=pbc.kaduna.gov.example/dataset/project-reports.csv", 200, "application/json", `"archived_snapshots":{}`},
		{replay + "20230912070809id_/" + fees, 200, "text/html; charset=UTF-8", "the fee has been settled"},
		{replay + "2023id_/" + fees, 302, replay + "20220715083000id_/" + fees, ""},
		{replay + "20230912070809id_/https://pbc.kaduna.gov.example/dataset/project-reports.csv", 404, "text/html; charset=UTF-8", ""},
		{"https://web.archive.org/robots.txt", 200, "text/plain", "Disallow:\n"},

		{view + "1SampleMinutesGhana20220512aaaa/view?usp=sharing", 200, "text/html; charset=UTF-8", "<title>NSC minutes 12 May 2022.pdf - Google Drive"},
		{"https://drive.google.com/open?id=1SampleMinutesGhana20220512aaaa", 307, view + "1SampleMinutesGhana20220512aaaa/view", ""},
		{uc + "1SampleMinutesGhana20220512aaaa", 303, bytesOf + "1SampleMinutesGhana20220512aaaa&export=download", ""},
		{bytesOf + "1SampleMinutesGhana20220512aaaa&export=download", 200, "application/pdf", "%PDF-1.4"},
		{uc + "1SampleRegistroUruguayBig2020aaa", 303, bytesOf + "1SampleRegistroUruguayBig2020aaa&export=download", ""},
		{bytesOf + "1SampleRegistroUruguayBig2020aaa&export=download", 200, "text/html; charset=UTF-8", "Virus scan warning"},
		{bytesOf + "1SampleRegistroUruguayBig2020aaa&export=download&confirm=t", 200, "text/html; charset=UTF-8", "Virus scan warning"},
		{bytesOf + "1SampleEncuestaUruguayQuota2020&export=download", 200, "text/html; charset=UTF-8", "Quota exceeded"},
		{uc + "1SampleLineamientosParaguayGone1", 404, "text/html; charset=UTF-8", ""},
		{uc + "1SampleDocPhilippines20230815aaaa", 500, "text/html; charset=UTF-8", ""},
		{"https://docs.google.com/document/d/1SampleDocPhilippines20230815aaaa/edit", 200, "text/html; charset=UTF-8", "PH-OGP"},
		{"https://docs.google.com/document/d/1SampleDocPhilippines20230815aaaa/export?format=txt", 307, "https://doc-0s-00-docstext.googleusercontent.com/export/1SampleDocPhilippines20230815aaaa?id=1SampleDocPhilippines20230815aaaa&format=txt", ""},
		{"https://doc-0s-00-docstext.googleusercontent.com/export/1SampleDocPhilippines20230815aaaa?id=1SampleDocPhilippines20230815aaaa&format=txt", 200, "text/plain; charset=UTF-8", "Minutes of the PH-OGP Steering Committee\n"},
		{"https://doc-0s-00-docstext.googleusercontent.com/export/1SampleDocPhilippines20230815aaaa?id=1SampleDocPhilippines20230815aaaa&format=docx", 200, "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "PK"},
	} {
		resp, body := get(t, c, tt.url)
		is := resp.Header.Get("Location")
		if is == "" {
			is = resp.Header.Get("Content-Type")
		}
		if resp.StatusCode != tt.status || is != tt.is || !bytes.Contains(body, []byte(tt.has)) {
			t.Errorf("%s\n got %d %s %.80q\nwant %d %s %q", tt.url, resp.StatusCode, is, body, tt.status, tt.is, tt.has)
		}
	}
}

// hiddenField matches `name="uuid" value="0000"`; name and value are groups 1 and 2.
var hiddenField = regexp.MustCompile(`<input type="hidden" name="(\w+)" value="([^"]*)">`)

func TestBigFileNeedsAllFieldsOfTheForm(t *testing.T) {
	_, c := start(t)
	_, page := get(t, c, bytesOf+"1SampleRegistroUruguayBig2020aaa&export=download")
	q := url.Values{}
	for _, m := range hiddenField.FindAllSubmatch(page, -1) {
		q.Set(string(m[1]), string(m[2]))
	}
	resp, body := get(t, c, "https://drive.usercontent.google.com/download?"+q.Encode())
	if !bytes.HasPrefix(body, []byte("%PDF-")) {
		t.Errorf("got %.60q", body)
	}
	want := `attachment; filename="Registro mesas de di_logo.pdf"; filename*=UTF-8''Registro%20mesas%20de%20di%C3%A1logo.pdf`
	if got := resp.Header.Get("Content-Disposition"); got != want {
		t.Errorf("Content-Disposition %s\nwant %s", got, want)
	}
}

func TestPrivateFileLeadsToLogin(t *testing.T) {
	_, c := start(t)
	for _, u := range []string{view + "1SampleActaParaguay20220621bbbb/view", uc + "1SampleActaParaguay20220621bbbb"} {
		resp, _ := get(t, c, u)
		to := resp.Header.Get("Location")
		if resp.StatusCode != http.StatusFound || !strings.HasPrefix(to, "https://accounts.google.com/ServiceLogin?") || !strings.Contains(to, url.QueryEscape(u)) {
			t.Errorf("%s: %d %s", u, resp.StatusCode, to)
		}
	}
}

func TestFilesCarryValidators(t *testing.T) {
	_, c := start(t)
	for _, u := range []string{uploads + "2023/10/Ghana_Results-Report_2021-2023_EN.pdf", bytesOf + "1SampleMinutesGhana20220512aaaa&export=download"} {
		resp, body := get(t, c, u)
		tag := resp.Header.Get("ETag")
		if again, b := get(t, c, u, "If-None-Match", tag); tag == "" || again.StatusCode != http.StatusNotModified || len(b) > 0 {
			t.Errorf("%s: tag %q, then %d with %d bytes", u, tag, again.StatusCode, len(b))
		}
		part, b := get(t, c, u, "Range", "bytes=0-4")
		if part.StatusCode != http.StatusPartialContent || !bytes.Equal(b, body[:5]) {
			t.Errorf("%s: range gave %d %q", u, part.StatusCode, b)
		}
	}
}

func TestServerEndsWithItsContext(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	s, err := sample.Serve(ctx)
	if err != nil {
		t.Fatal(err)
	}
	cancel()
	deadline := time.Now().Add(5 * time.Second)
	for {
		conn, err := net.Dial("tcp", s.Addr)
		if err != nil {
			break
		}
		_ = conn.Close()
		if time.Now().After(deadline) {
			t.Fatal("the server still listens")
		}
		time.Sleep(5 * time.Millisecond)
	}
	s.Close()
	s.Close()
}

func TestRequestsAreRecorded(t *testing.T) {
	s, c := start(t)
	get(t, c, ghana, "User-Agent", "irmtrail-test")
	get(t, c, "http://ogp.example/about/?a=1")
	want := []sample.Request{
		{Method: "GET", URL: ghana, Agent: "irmtrail-test"},
		{Method: "GET", URL: "http://ogp.example/about/?a=1", Agent: "Go-http-client/1.1"},
	}
	got := s.Requests()
	if len(got) != 2 || got[0] != want[0] || got[1] != want[1] {
		t.Errorf("got %v", got)
	}
}

// TestCopiesSayWhenTheyWereMade, and where of (RFC 7089).
func TestCopiesSayWhenTheyWereMade(t *testing.T) {
	_, c := start(t)
	resp, _ := get(t, c, replay+"20230912070809id_/"+fees)
	if got := resp.Header.Get("Memento-Datetime"); got != "Tue, 12 Sep 2023 07:08:09 GMT" {
		t.Errorf("Memento-Datetime %q", got)
	}
	if got := resp.Header.Get("Link"); !strings.HasPrefix(got, "<"+fees+`>; rel="original"`) {
		t.Errorf("Link %q", got)
	}
}

func TestCollectionStatesItsLength(t *testing.T) {
	_, c := start(t)
	resp, _ := get(t, c, ogp+"/wp-json/wp/v2/documents?per_page=100&page=1")
	if got := resp.Header.Get("X-WP-Total") + " " + resp.Header.Get("X-WP-TotalPages"); got != "6 1" {
		t.Errorf("total and pages %q", got)
	}
}

func TestWritingIsRefused(t *testing.T) {
	_, c := start(t)
	resp, err := c.Post(ogp+"/wp-comments-post.php", "text/plain", strings.NewReader("hello"))
	if err != nil {
		t.Fatal(err)
	}
	_ = resp.Body.Close()
	if resp.StatusCode != http.StatusMethodNotAllowed {
		t.Errorf("status %d", resp.StatusCode)
	}
}
