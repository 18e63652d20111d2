package roughweb

import (
	"fmt"
	"net/http"
	"strings"

	"github.com/irmtrail/irmtrail/corpus"
)

// addShares adds the other services that people share links of.
func (w *web) addShares() {
	pdfFile, notFound := archivedAs(mediaPDF), gone(corpus.NotFound, corpus.FaultNotFound)
	removed := softGone() // a page that says that it was deleted (corpus.FaultGone), with status 200
	removed.Faults = append(removed.Faults, corpus.FaultGone, corpus.FaultNotFound)
	hosts := map[string]*host{
		"www.dropbox.com": {any: dropbox}, "ucrough.dl.dropboxusercontent.com": {any: dropboxFile},
		"rough.sharepoint.com": {any: sharePoint},
		"onedrive.live.com":    {any: oneDrive}, "1drv.ms": {any: toOneDrive}, "api.onedrive.com": {any: unauthorized}, "login.live.com": {any: loginPage},
		"login.microsoftonline.com": {any: loginPage},
		"bit.ly":                    {any: shortener}, "tinyurl.com": {any: shortener}, "is.gd": {any: shortener}, "goo.gl": {any: shortener},
		"t.co": {any: metaRefresh}, "lnkd.in": {any: interstitial}, "lands.example": {any: document},
		"doi.org": {any: doi}, "dx.doi.org": {any: oldDOI}, "press.example": {any: document},
	}
	loop := failed(corpus.FaultRedirectLoop, corpus.HTTPError, corpus.NetworkError)
	for _, c := range []struct {
		name, cite string
		want       Want
	}{
		{"dropbox file", "https://www.dropbox.com/s/ok1a2b3c4d5e6f7/minutes.pdf?dl=0", pdfFile},
		{"dropbox key", "https://www.dropbox.com/scl/fi/ok9z8y7x/minutes.pdf?rlkey=k3y&st=x&dl=0", pdfFile},
		{"dropbox removed", "https://www.dropbox.com/s/removed3c4d5e6f7/minutes.pdf?dl=0", removed},
		{"dropbox gone", "https://www.dropbox.com/s/gone1a2b3c4d5e6/minutes.pdf?dl=0", notFound},
		{"dropbox password", "https://www.dropbox.com/s/password3c4d5e6/minutes.pdf?dl=0", login()},
		{"sharepoint file", "https://rough.sharepoint.com/:b:/g/personal/clerk/EaBcDeFgH0123?e=4xYz", pdfFile}, // needs the cookie of the first hop
		{"sharepoint private", "https://rough.sharepoint.com/:b:/g/personal/clerk/PrivateH0123?e=4xYz", login()},
		{"onedrive retired", "https://onedrive.live.com/redir?cid=0a1b2c3d4e5f&resid=0A1B2C3D4E5F!107&authkey=!AKey", login()}, // login_required, not dead
		{"onedrive short", "https://1drv.ms/b/s!AroughOldLink", login()},
		{"bit.ly", "https://bit.ly/3RoughA", archivedAt("https://lands.example/minutes/a")},
		{"bit.ly http", "http://bit.ly/3RoughB", archivedAt("https://lands.example/minutes/b")},
		{"bit.ly to drive", "https://bit.ly/3RoughDrive", pdfFile},
		{"bit.ly unknown", "https://bit.ly/3RoughNone", notFound},
		{"bit.ly removed", "https://bit.ly/3RoughGone", gone(corpus.Gone, corpus.FaultGone)},
		{"tinyurl", "https://tinyurl.com/rough-minutes", archivedAt("https://lands.example/minutes/c")},
		{"shortener loop", "https://is.gd/roughLoopA", loop},
		{"goo.gl off", "https://goo.gl/RoughOff", notFound},
		{"t.co page", "https://t.co/RoughPage1", archivedAt("https://lands.example/minutes/t")},
		{"lnkd.in page", "https://lnkd.in/eRoughPage", archivedAt("https://lands.example/minutes/l")},
		{"doi", "https://doi.org/10.5555/rough.2022.12", archivedAt("https://press.example/articles/12")},
		{"doi old host", "http://dx.doi.org/10.5555/rough.2022.13", archivedAt("https://press.example/articles/13")},
		{"doi unknown", "https://doi.org/10.5555/rough.none", notFound},
	} {
		if c.name == "bit.ly to drive" && w.o.ForbidFiles {
			c.want = blocked(corpus.BlockedByRobots, corpus.FaultRobots)
		}
		w.add(Case{Name: c.name, Group: Shares, Cite: c.cite, Want: c.want, Never: []string{"https://" + loginHost}}, hosts)
	}
}

func dropbox(w http.ResponseWriter, r *http.Request) {
	q := r.URL.Query()
	switch {
	case strings.Contains(r.URL.Path, "/removed"):
		short(w, http.StatusOK, "Dropbox - File Deleted", "<h1>This item was deleted</h1><p>The file you are looking for has been deleted or moved.</p>")
	case strings.Contains(r.URL.Path, "/gone"), strings.HasPrefix(r.URL.Path, "/scl/") && q.Get("rlkey") != "k3y":
		short(w, http.StatusNotFound, "Dropbox - 404", "<h1>Error (404)</h1><p>We cannot find the page you are looking for.</p>")
	case strings.Contains(r.URL.Path, "/password"):
		short(w, http.StatusOK, "Dropbox - Password Required", `<h1>Password required</h1><form method="post"><p>Enter the password for this link.</p><input type="password" name="password"></form>`)
	case q.Get("dl") != "1":
		short(w, http.StatusOK, "minutes.pdf - Dropbox", "<noscript>This page draws the file with scripts.</noscript>")
	default:
		goTo(w, http.StatusFound, "https://ucrough.dl.dropboxusercontent.com/cd/0/get/"+strings.Split(r.URL.Path, "/")[2]+q.Get("rlkey")+"/file?_download_id=77&dl=1")
	}
}

func dropboxFile(w http.ResponseWriter, r *http.Request) {
	attach(w, mediaPDF, "minutes.pdf", pdf("Minutes kept in a box "+r.URL.Path))
}

// sharePoint sets a cookie on the way to the file, and wants it back.
func sharePoint(w http.ResponseWriter, r *http.Request) {
	const cookie = "FedAuth"
	switch {
	case strings.HasPrefix(r.URL.Path, "/_layouts/15/download.aspx"):
		if c, err := r.Cookie(cookie); err != nil || c.Value != "anonymous" {
			short(w, http.StatusForbidden, "403 Forbidden", "<h1>403 Forbidden</h1>")
			return
		}
		attach(w, mediaPDF, "minutes.pdf", pdf("Minutes kept at a point for sharing"))
	case strings.Contains(r.URL.Path, "/Private"):
		goTo(w, http.StatusFound, "https://login.microsoftonline.com/common/oauth2/authorize?client_id=0")
	case r.URL.Query().Get("download") != "1":
		short(w, http.StatusOK, "minutes.pdf", "<noscript>This page draws the file with scripts.</noscript>")
	default:
		w.Header().Add("Set-Cookie", cookie+"=anonymous; path=/; secure; HttpOnly")
		goTo(w, http.StatusFound, "/_layouts/15/download.aspx?share="+r.URL.Path[strings.LastIndex(r.URL.Path, "/")+1:])
	}
}

// oneDrive has retired links with keys in them: the answer to HEAD looks dead, that to GET wants a login.
func oneDrive(w http.ResponseWriter, r *http.Request) {
	if r.Method == http.MethodHead {
		w.WriteHeader(http.StatusNotFound)
		return
	}
	goTo(w, http.StatusFound, "https://login.live.com/login.srf?wa=wsignin1.0&wreply=https%3a%2f%2fonedrive.live.com%2f")
}

func toOneDrive(w http.ResponseWriter, _ *http.Request) {
	goTo(w, http.StatusMovedPermanently, "https://onedrive.live.com/redir?resid=0A1B2C3D4E5F!108&authkey=!AKey")
}

// links is what the shorteners know, by path.
var links = map[string]string{
	"/3RoughA":       "https://lands.example/minutes/a",
	"/3RoughB":       "https://lands.example/minutes/b",
	"/3RoughDrive":   drive("OKshortened"),
	"/rough-minutes": "https://lands.example/minutes/c",
	"/roughLoopA":    "https://is.gd/roughLoopB",
	"/roughLoopB":    "https://is.gd/roughLoopA",
}

func shortener(w http.ResponseWriter, r *http.Request) {
	switch to := links[r.URL.Path]; {
	case to != "":
		goTo(w, http.StatusMovedPermanently, to)
	case r.URL.Path == "/3RoughGone":
		short(w, http.StatusGone, "Link removed", "<p>This link was removed.</p>")
	default:
		short(w, http.StatusNotFound, "Not found", "<p>There is no such link.</p>")
	}
}

// metaRefresh is the page that t.co shows to browsers.
func metaRefresh(w http.ResponseWriter, _ *http.Request) {
	const to = "https://lands.example/minutes/t"
	w.Header().Set("Content-Type", mediaHTML)
	fmt.Fprintf(w, `<head><meta name="referrer" content="always"><noscript><META http-equiv="refresh" content="0;URL=%s"></noscript><title>%s</title></head><script>window.opener = null; location.replace("%s")</script>`,
		to, to, strings.ReplaceAll(to, "/", `\/`))
}

// interstitial is the page that lnkd.in shows for links that lead away.
func interstitial(w http.ResponseWriter, _ *http.Request) {
	short(w, http.StatusOK, "LinkedIn", `<main><h1>This link will take you to a page that is not on LinkedIn</h1>`+
		`<p>Because this is an external link, we are unable to verify it for safety.</p>`+
		`<a class="artdeco-button" data-tracking-control-name="external_url_click" data-tracking-will-navigate href="https://lands.example/minutes/l">https://lands.example/minutes/l</a></main>`)
}

func doi(w http.ResponseWriter, r *http.Request) {
	if name, ok := strings.CutPrefix(r.URL.Path, "/10.5555/rough.2022."); ok {
		goTo(w, http.StatusFound, "https://press.example/articles/"+name)
		return
	}
	short(w, http.StatusNotFound, "DOI Not Found", "<h1>DOI Not Found</h1><p>This DOI cannot be found in the DOI System.</p>")
}

func oldDOI(w http.ResponseWriter, r *http.Request) {
	goTo(w, http.StatusMovedPermanently, "https://doi.org"+r.URL.Path)
}
