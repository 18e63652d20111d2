package resolve

import (
	"net/http"
	"os"
	"strings"
	"testing"

	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/corpus/corpustest"
)

// sample reads a shared page; without it the test is skipped, but not where everything must run.
func sample(t *testing.T, name string) []byte {
	t.Helper()
	raw, err := os.ReadFile(corpustest.Shared(t, "data/web_samples", name))
	if err != nil {
		t.Fatal(err)
	}
	return raw
}

func page(html string) Answer {
	return Answer{Status: 200, Header: http.Header{}, MediaType: "text/html", Payload: []byte(html), Outcome: corpus.Fetched}
}

func moved(to string) Answer {
	return Answer{Status: 302, Location: corpus.URL(to), Outcome: corpus.Redirected}
}

func TestDrivePages(t *testing.T) {
	plan := PlanOf("https://drive.google.com/file/d/" + id + "/view")
	for _, c := range []struct {
		file    string
		outcome corpus.Outcome
		next    string
		waits   bool
	}{
		{"drive_virus_scan.html", corpus.Redirected, "https://drive.usercontent.google.com/download?confirm=t&export=download&id=FILEID_FILEID_FILEID_FILEID_00&uuid=00000000-0000-4000-8000-000000000000", false},
		{"drive_no_download.html", corpus.HTTPError, "", false},
		{"drive_quota.html", corpus.HTTPError, "", true},
		{"drive_folder_embedded.html", corpus.HTTPError, "", false},
	} {
		v := Judge(plan, page(string(sample(t, c.file))))
		next := ""
		if v.Next != nil {
			next = string(v.Next.URL)
		}
		if v.Outcome != c.outcome || next != c.next || (v.Wait > 0) != c.waits || (next == "") != (v.Error != "") {
			t.Errorf("%s: %+v, next %s", c.file, v, next)
		}
		if v.Next != nil {
			if again := Judge(*v.Next, page(string(sample(t, c.file)))); again.Next != nil || again.Outcome != corpus.HTTPError {
				t.Errorf("%s: the form is sent twice: %+v", c.file, again)
			}
		}
	}
	folder := PlanOf("https://drive.google.com/drive/folders/" + id)
	if v := Judge(folder, page(string(sample(t, "drive_folder_embedded.html")))); v.Outcome != corpus.Fetched {
		t.Errorf("folder: %+v", v)
	}
}

func TestJudge(t *testing.T) {
	drive := PlanOf("https://drive.google.com/file/d/" + id + "/view")
	doc := PlanOf("https://docs.google.com/document/d/" + id + "/edit")
	drop := PlanOf("https://www.dropbox.com/s/abc/M.pdf?dl=0")
	direct := PlanOf("https://bit.ly/abc")
	file := page("<html>a file that is HTML</html>")
	file.Header.Set("Content-Disposition", `attachment; filename="a.html"`)
	pdf := Answer{Status: 200, Header: http.Header{}, MediaType: "application/pdf", Outcome: corpus.Fetched}
	for _, c := range []struct {
		name    string
		plan    Plan
		answer  Answer
		outcome corpus.Outcome
		next    string
		via     string
	}{
		{"page", direct, page("<html>"), corpus.Fetched, "", ""},
		{"file", drive, file, corpus.Fetched, "", ""},
		{"PDF without disposition", drive, pdf, corpus.Fetched, "", ""},
		{"view page", drive, page("<title>Minuta.pdf - Google Drive</title>"), corpus.HTTPError, "", ""},
		{"old confirmation", drive, page(`<a href="/uc?export=download&confirm=AbC&id=` + id + `">anyway</a>`), corpus.Redirected, "https://drive.google.com/uc?export=download&confirm=AbC&id=" + id, Drive},
		{"no such file", doc, page("<title>Google Docs</title><p>Sorry, the file you\nhave requested does not exist.</p>"), corpus.NotFound, "", ""},
		{"login page", drive, page("<title>Sign in - Google Accounts</title>"), corpus.LoginRequired, "", ""},
		{"login", drive, moved("https://accounts.google.com/ServiceLogin?continue=x"), corpus.LoginRequired, "", ""},
		{"login elsewhere", direct, moved("https://login.microsoftonline.com/x"), corpus.LoginRequired, "", ""},
		{"login by path", direct, moved("https://bit.ly/wp-login.php?redirect_to=x"), corpus.LoginRequired, "", ""},
		{"statutes", PlanOf("http://sso.agc.gov.sg/Act"), moved("https://sso.agc.gov.sg/Act"), corpus.Redirected, "https://sso.agc.gov.sg/Act", Direct},
		{"robot page", drive, moved("https://www.google.com/sorry/index?continue=x"), corpus.HTTPError, "", ""},
		{"download host", drive, moved("https://drive.usercontent.google.com/download?id=" + id + "&export=download"), corpus.Redirected, "https://drive.usercontent.google.com/download?id=" + id + "&export=download", Drive},
		{"export host", doc, moved("https://doc-0s-docstext.googleusercontent.com/export/x"), corpus.Redirected, "https://doc-0s-docstext.googleusercontent.com/export/x", DocsExport},
		{"shortener to Drive", direct, moved("https://drive.google.com/open?id=" + id), corpus.Redirected, string(drive.URL), Drive},
		{"no PDF of it", doc, Answer{Status: 400, Outcome: corpus.HTTPError}, corpus.HTTPError, "https://docs.google.com/document/d/" + id + "/export?format=txt", DocsExport},
		{"download of a document", drive, Answer{Status: 500, Outcome: corpus.HTTPError}, corpus.HTTPError, "https://drive.google.com/open?id=" + id, Drive},
		{"unavailable", drive, Answer{Status: 503, Outcome: corpus.HTTPError}, corpus.HTTPError, "", ""},
		{"gone", drive, Answer{Status: 404, Outcome: corpus.NotFound}, corpus.NotFound, "", ""},
		{"password", drop, page("<title>Dropbox - Password Required</title>"), corpus.LoginRequired, "", ""},
		{"deleted", drop, page("<title>Dropbox - File Deleted</title>"), corpus.NotFound, "", ""},
	} {
		v := Judge(c.plan, c.answer)
		next, via := "", ""
		if v.Next != nil {
			next, via = string(v.Next.URL), v.Next.Via
		}
		if v.Outcome != c.outcome || next != c.next || via != c.via {
			t.Errorf("%s: %+v, next %s via %s; want %s, %s via %s", c.name, v, next, via, c.outcome, c.next, c.via)
		}
	}
}

// An id that names a document is found by the page that "open" leads to.
func TestDocumentAskedForAsFile(t *testing.T) {
	p := PlanOf("https://drive.google.com/open?id=" + id)
	open := Judge(p, Answer{Status: 500, Outcome: corpus.HTTPError}).Next
	if again := Judge(*open, Answer{Status: 500, Outcome: corpus.HTTPError}); again.Next != nil {
		t.Errorf("asked for again: %+v", again.Next)
	}
	v := Judge(*open, moved("https://docs.google.com/document/d/"+id+"/edit"))
	if v.Next == nil || v.Next.Via != DocsExport || !strings.HasSuffix(string(v.Next.URL), "/export?format=pdf") || len(v.Next.Else) != 1 {
		t.Errorf("%+v", v.Next)
	}
}

func TestRefusalPages(t *testing.T) {
	list := refusals()
	if len(list) < 5 {
		t.Fatal(len(list))
	}
	for _, r := range list {
		if len(r.Via) == 0 || len(r.Title)+len(r.Text) == 0 || r.Outcome == "" || !strings.HasSuffix(r.Sentence, ".") {
			t.Errorf("%+v", r)
		}
		for _, phrase := range append(r.Title, r.Text...) {
			if phrase != plain(phrase) {
				t.Errorf("%q can never be found", phrase)
			}
		}
	}
}

// Pages of strangers: no panic, and what is asked for next is of the web.
func FuzzJudge(f *testing.F) {
	f.Add(`<form id="download-form" action="javascript:x"><input type=hidden name=a value=b></form>`)
	f.Add(`<title>Quota exceeded</title><a href="/uc?confirm=%zz">x</a>`)
	f.Fuzz(func(t *testing.T, html string) {
		v := Judge(PlanOf("https://drive.google.com/open?id="+id), page(html))
		if v.Outcome == "" || v.Next == nil && v.Outcome != corpus.Fetched && v.Error == "" {
			t.Errorf("%+v", v)
		}
	})
}
