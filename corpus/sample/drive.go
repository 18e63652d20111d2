package sample

import (
	"fmt"
	"html"
	"net/http"
	"net/url"
	"regexp"
	"strings"
)

// Files behind share links. An archive holds such a file under the address of its view page, and X-Drive says what comes
// of asking for it. The answers have the shape that the real hosts were seen or reported to give:
//
//	ok       303 to the download host, then the file with Content-Disposition
//	big      a page that warns of the missing virus scan; its form leads to the file
//	quota    a page, status 200, that says that too many people asked
//	private  302 to the login page
//	gone     404
//	doc      a native document: no download, but an export as docx or txt
//
// driveHosts are the hosts that answer for them beside those that the archives name.
var driveHosts = []string{
	"accounts.google.com", "docs.google.com", "drive.google.com", "drive.usercontent.google.com", exportHost,
}

const (
	exportHost = "doc-0s-00-docstext.googleusercontent.com"
	scanUUID   = "00000000-0000-4000-8000-000000000000"
)

// sharePath matches "/file/d/ID/view" and "/document/d/ID/edit"; kind and id are groups 1 and 2.
var sharePath = regexp.MustCompile(`^/(file|document)/d/([A-Za-z0-9_-]{20,})(?:/|$)`)

// notASCII matches "á".
var notASCII = regexp.MustCompile(`[^ -~]`)

// fileID returns the id that a share link of any spelling names, or "".
func fileID(u *url.URL) string {
	if m := sharePath.FindStringSubmatch(u.Path); m != nil {
		return m[2]
	}
	return u.Query().Get("id")
}

// serveDrive answers for the share hosts; false means that the address is an ordinary page (robots.txt).
func (s *site) serveDrive(w http.ResponseWriter, r *http.Request, u *url.URL) bool {
	id := fileID(u)
	if id == "" {
		return false
	}
	f := s.files[id]
	switch u.Host + strings.TrimSuffix(u.Path, id) {
	case "drive.google.com/open":
		s.viewPage(w, r, f, id)
	case "drive.google.com/uc":
		s.startDownload(w, r, f, id)
	case "drive.usercontent.google.com/download":
		s.download(w, r, f, u.Query())
	case exportHost + "/export/":
		s.export(w, r, f, u.Query().Get("format"))
	default:
		switch {
		case u.Host == "docs.google.com" && strings.HasSuffix(u.Path, "/export"):
			s.startExport(w, r, f, id, u.Query().Get("format"))
		case u.Host == "drive.google.com" || u.Host == "docs.google.com":
			s.viewPage(w, r, f, id)
		default:
			return false
		}
	}
	return true
}

func kindOf(f *entry) string {
	if f == nil {
		return "gone"
	}
	return f.orders.Get("X-Drive")
}

// refuse answers for the files that nobody gets; true when it did.
func refuse(w http.ResponseWriter, r *http.Request, kind string) bool {
	switch kind {
	case "gone":
		htmlPage(w, http.StatusNotFound, "Google Drive -- Page Not Found", "<p>Sorry, the file you have requested does not exist.</p>")
	case "private":
		back := url.QueryEscape("https://" + r.Host + r.URL.RequestURI())
		to := "https://accounts.google.com/ServiceLogin?service=wise&passive=1209600&continue=" + back + "&followup=" + back
		http.Redirect(w, r, to, http.StatusFound)
	default:
		return false
	}
	return true
}

// viewPage is the page that a person sees: the file's name in the title, its content drawn by scripts.
func (s *site) viewPage(w http.ResponseWriter, r *http.Request, f *entry, id string) {
	if refuse(w, r, kindOf(f)) {
		return
	}
	if r.URL.Path == "/open" {
		http.Redirect(w, r, shareURL(f, id), http.StatusTemporaryRedirect)
		return
	}
	name := f.orders.Get("X-Name")
	htmlPage(w, http.StatusOK, name+" - Google Drive", `<noscript>This page draws the file with scripts.</noscript>`)
}

func shareURL(f *entry, id string) string {
	if kindOf(f) == "doc" {
		return "https://docs.google.com/document/d/" + id + "/edit"
	}
	return "https://drive.google.com/file/d/" + id + "/view"
}

func (s *site) startDownload(w http.ResponseWriter, r *http.Request, f *entry, id string) {
	kind := kindOf(f)
	switch {
	case refuse(w, r, kind):
	case kind == "doc":
		htmlPage(w, http.StatusInternalServerError, "Error 500", "<p>The server encountered an error.</p>")
	default:
		to := "https://drive.usercontent.google.com/download?id=" + id + "&export=download"
		if c := r.URL.Query().Get("confirm"); c != "" {
			to += "&confirm=" + url.QueryEscape(c)
		}
		http.Redirect(w, r, to, http.StatusSeeOther)
	}
}

// download sends the file. A big one needs the hidden fields of the warning's form, all of them.
func (s *site) download(w http.ResponseWriter, r *http.Request, f *entry, q url.Values) {
	kind := kindOf(f)
	switch {
	case refuse(w, r, kind):
	case kind == "quota":
		htmlPage(w, http.StatusOK, "Google Drive - Quota exceeded", quotaBody)
	case kind == "big" && (q.Get("confirm") == "" || q.Get("uuid") != scanUUID):
		name := html.EscapeString(f.orders.Get("X-Name"))
		htmlPage(w, http.StatusOK, "Google Drive - Virus scan warning", fmt.Sprintf(scanBody, q.Get("id"), name, q.Get("id"), scanUUID))
	case kind == "doc":
		htmlPage(w, http.StatusInternalServerError, "Error 500", "<p>The server encountered an error.</p>")
	default:
		f.attach(w, r)
	}
}

func (s *site) startExport(w http.ResponseWriter, r *http.Request, f *entry, id, format string) {
	kind := kindOf(f)
	switch {
	case refuse(w, r, kind):
	case kind != "doc" || (format != "docx" && format != "txt"):
		htmlPage(w, http.StatusBadRequest, "Error 400", "<p>This file has no such format.</p>")
	default:
		http.Redirect(w, r, "https://"+exportHost+"/export/"+id+"?id="+id+"&format="+format, http.StatusTemporaryRedirect)
	}
}

func (s *site) export(w http.ResponseWriter, r *http.Request, f *entry, format string) {
	switch {
	case kindOf(f) != "doc":
		htmlPage(w, http.StatusNotFound, "Error 404", "<p>Sorry, the file you have requested does not exist.</p>")
	case format == "txt":
		w.Header().Set("Content-Type", "text/plain; charset=UTF-8")
		w.Header().Set("Content-Disposition", `attachment; filename="export.txt"`)
		_, _ = w.Write([]byte(f.manuscript().plain()))
	default:
		f.attach(w, r)
	}
}

// attach sends the file under its name.
func (e *entry) attach(w http.ResponseWriter, r *http.Request) {
	name := e.orders.Get("X-Name")
	plain := notASCII.ReplaceAllString(name, "_")
	w.Header().Set("Content-Disposition", fmt.Sprintf(`attachment; filename="%s"; filename*=UTF-8''%s`, plain, url.PathEscape(name)))
	e.serve(w, r)
}

func htmlPage(w http.ResponseWriter, status int, title, body string) {
	w.Header().Set("Content-Type", mediaHTML)
	w.WriteHeader(status)
	fmt.Fprintf(w, "<!DOCTYPE html><html><head><title>%s</title></head><body>%s</body></html>\n", html.EscapeString(title), body)
}

// quotaBody and scanBody carry the ids, classes and names that the real pages are recognised by.
const (
	quotaBody = `<div id="uc-text"><p class="uc-error-caption">This file cannot be downloaded now.</p>` +
		`<p class="uc-error-subcaption">Too many users have viewed or downloaded this file recently.</p></div>`
	scanBody = `<div id="uc-text"><p class="uc-warning-caption">Google Drive can't scan this file for viruses.</p>` +
		`<p class="uc-warning-subcaption"><span class="uc-name-size"><a href="/open?id=%s">%s</a> (143M)</span></p>` +
		`<form id="download-form" action="https://drive.usercontent.google.com/download" method="get">` +
		`<input type="submit" id="uc-download-link" value="Download anyway"/>` +
		`<input type="hidden" name="id" value="%s"><input type="hidden" name="export" value="download">` +
		`<input type="hidden" name="confirm" value="t"><input type="hidden" name="uuid" value="%s"></form></div>`
)
