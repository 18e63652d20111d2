package roughweb

import (
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"sync"

	"github.com/irmtrail/irmtrail/corpus"
)

// The first letters of an id say what comes of it:
//
//	OK      303 to the download host, then the file with Content-Disposition
//	BIG     a page that warns of the missing virus scan; its form leads to the file, with a uuid that the page issued
//	NODL    the owner does not allow downloads
//	QUOTA   too many people asked
//	PRIV    302 to the login page
//	GONE    404
//	RK      404 without its resourcekey
//	PAGE    a page that nobody knows, where the file should be
//	FOLDER  a folder
//	DOC SHEET SLIDES  native documents: no download (500), but exports
//	SORRY   302 to the page for suspected robots
const (
	// FilesHost serves the bytes of Drive files.
	FilesHost = "drive.usercontent.google.com"

	driveHost   = "drive.google.com"
	docsHost    = "docs.google.com"
	exportHost  = "doc-04-9k-docstext.googleusercontent.com"
	loginHost   = "accounts.google.com"
	resourceKey = "0-roughKeyOfTheFile0000"
)

// addGoogle adds Drive and Docs.
func (w *web) addGoogle() {
	g := &google{issued: map[string]bool{}}
	hosts := map[string]*host{
		driveHost: {any: g.drive}, docsHost: {any: g.docs}, FilesHost: {any: g.files}, exportHost: {any: g.exported},
		loginHost: {any: loginPage}, "www.google.com": {any: googleSearch},
	}
	file, export := archivedBy("drive"), archivedBy("docs_export")
	owner, quota := failed(corpus.FaultForbiddenOwner, corpus.HTTPError), failed(corpus.FaultQuota, corpus.HTTPError)
	owner.Via, quota.Via = "drive", "drive"
	page := failed(corpus.FaultPageInstead, corpus.HTTPError)
	// A file's bytes come from the download host: where that forbids robots, so it ends.
	bytes := func(want Want) Want { return want }
	if w.o.ForbidFiles {
		hosts[FilesHost].robots = text("User-agent: *\nDisallow: /\n")
		bytes = func(Want) Want { return blocked(corpus.BlockedByRobots, corpus.FaultRobots) }
	}
	for _, c := range []struct {
		name, cite string
		want       Want
	}{
		{"drive file", drive("OKview"), bytes(file)},
		{"drive preview", "https://drive.google.com/file/d/" + id("OKpreview") + "/preview", bytes(file)},
		{"drive open", "https://drive.google.com/open?id=" + id("OKopen"), bytes(file)},
		{"drive uc", "https://drive.google.com/uc?id=" + id("OKuc") + "&export=download", bytes(file)},
		{"drive http", "http://drive.google.com/file/d/" + id("OKhttp") + "/view", bytes(file)},
		{"drive account", "https://drive.google.com/a/ministry.example/file/d/" + id("OKaccount") + "/view", bytes(file)},
		{"drive usercontent", "https://drive.usercontent.google.com/download?id=" + id("OKbytes") + "&export=download", bytes(file)},
		{"drive wrapped", "https://www.google.com/url?q=" + url.QueryEscape(drive("OKwrapped")) + "&sa=D", bytes(file)},
		{"drive big", drive("BIGscan"), bytes(file)},
		{"drive owner", drive("NODL"), bytes(owner)},
		{"drive quota", drive("QUOTA"), bytes(quota)},
		{"drive private", drive("PRIV"), login()},
		{"drive gone", drive("GONE"), gone(corpus.NotFound, corpus.FaultNotFound)},
		{"drive key", drive("RKwith") + "&resourcekey=" + resourceKey, bytes(file)},
		{"drive no key", drive("RKwithout"), gone(corpus.NotFound, corpus.FaultNotFound)},
		{"drive strange page", drive("PAGE"), bytes(page)},
		{"drive folder", "https://drive.google.com/drive/folders/" + id("FOLDERplain") + "?usp=sharing", archived()}, // the list is the document
		{"drive open folder", "https://drive.google.com/open?id=" + id("FOLDERopen"), archived()},
		{"drive open doc", "https://drive.google.com/open?id=" + id("DOCopen"), export},
		{"drive file doc", drive("DOCasFile"), export}, // uc answers 500: switch to export
		{"docs document", "https://docs.google.com/document/d/" + id("DOCedit") + "/edit?usp=sharing", export},
		{"docs account", "https://docs.google.com/document/u/1/d/" + id("DOCaccount") + "/edit", export},
		{"docs sheet", "https://docs.google.com/spreadsheets/d/" + id("SHEETbudget") + "/edit#gid=7", export},
		{"docs slides", "https://docs.google.com/presentation/d/" + id("SLIDESforum") + "/edit", export},
		{"docs published", "https://docs.google.com/document/d/e/2PACX-1vRoughPublishedDocument0000001/pub", archived()},
		{"docs private", "https://docs.google.com/document/d/" + id("PRIVdoc") + "/edit", login()},
		{"docs gone", "https://docs.google.com/document/d/" + id("GONEdoc") + "/edit", gone(corpus.NotFound, corpus.FaultNotFound)},
	} {
		w.add(Case{
			Name: c.name, Group: Shares, Cite: c.cite, Want: c.want,
			Never: []string{"https://" + loginHost, "https://www.google.com/url"}, // never follow to accounts.google.com; wrappers are unwrapped
		}, hosts)
	}
	w.add(Case{
		Name: "drive sorry", Group: Sorry, Cite: drive("SORRY"), Want: failed(corpus.FaultRateLimited, corpus.HTTPError),
		Never: []string{"https://" + loginHost},
	}, hosts)
}

// id makes an id of the length that Drive's have.
func id(start string) string { return start + "-" + strings.Repeat("0", 32-len(start)) }

func drive(start string) string {
	return "https://drive.google.com/file/d/" + id(start) + "/view?usp=sharing"
}

// sharedID matches the id in "/file/d/OKview-000/view" and "/drive/folders/FOLDER-000"; it is group 1.
var sharedID = regexp.MustCompile(`/(?:d|folders)/([A-Za-z0-9_-]{20,})(?:/|$)`)

func idOf(u *url.URL) string {
	if m := sharedID.FindStringSubmatch(u.Path); m != nil {
		return m[1]
	}
	return u.Query().Get("id")
}

// google answers for Drive, Docs and the host of the bytes.
type google struct {
	mu     sync.Mutex
	issued map[string]bool // uuids of forms
}

// refuse answers for what nobody gets; true when it did.
func (g *google) refuse(w http.ResponseWriter, r *http.Request, name string) bool {
	switch {
	case strings.HasPrefix(name, "PRIV"):
		back := url.QueryEscape("https://" + hostname(r.Host) + r.URL.RequestURI())
		goTo(w, http.StatusFound, "https://"+loginHost+"/ServiceLogin?service=wise&passive=1209600&continue="+back+"&followup="+back)
	case strings.HasPrefix(name, "SORRY"):
		goTo(w, http.StatusFound, "https://www.google.com/sorry/index?continue="+url.QueryEscape("https://"+hostname(r.Host)+r.URL.RequestURI()))
	case name == "" || strings.HasPrefix(name, "GONE") || strings.HasPrefix(name, "RK") && r.URL.Query().Get("resourcekey") != resourceKey:
		short(w, http.StatusNotFound, "Page Not Found", "<p>Sorry, the file you have requested does not exist.</p><p>Check the address and try again.</p>")
	default:
		return false
	}
	return true
}

func nativePath(name string) string {
	for prefix, path := range map[string]string{"DOC": "document", "SHEET": "spreadsheets", "SLIDES": "presentation"} {
		if strings.HasPrefix(name, prefix) {
			return path
		}
	}
	return ""
}

func (g *google) drive(w http.ResponseWriter, r *http.Request) {
	name := idOf(r.URL)
	folder := strings.HasPrefix(name, "FOLDER")
	switch base := r.URL.Path[strings.LastIndex(r.URL.Path, "/")+1:]; {
	case g.refuse(w, r, name):
	case base == "embeddedfolderview" && folder:
		short(w, http.StatusOK, "Evidence "+name, fmt.Sprintf(folderBody, id("OKinside"), name))
	case base == "embeddedfolderview":
		short(w, http.StatusOK, "Google Drive", "<p>There is nothing here.</p>")
	case base == "open" && folder:
		goTo(w, http.StatusTemporaryRedirect, "https://"+driveHost+"/drive/folders/"+name)
	case base == "open" && nativePath(name) != "":
		goTo(w, http.StatusTemporaryRedirect, "https://"+docsHost+"/"+nativePath(name)+"/d/"+name+"/edit")
	case base == "open":
		goTo(w, http.StatusTemporaryRedirect, "https://"+driveHost+"/file/d/"+name+"/view")
	case base == "uc" && (folder || nativePath(name) != ""):
		short(w, http.StatusInternalServerError, "Error 500", "<p>The server encountered an error.</p>")
	case base == "uc":
		q := r.URL.Query()
		q.Set("export", "download")
		goTo(w, http.StatusSeeOther, "https://"+FilesHost+"/download?"+q.Encode())
	default: // drawn by scripts
		short(w, http.StatusOK, name+" - Google Drive", "<noscript>This page needs scripts.</noscript>")
	}
}

// files sends bytes, or one of the pages with which it says no, mostly with status 200.
func (g *google) files(w http.ResponseWriter, r *http.Request) {
	name, q := idOf(r.URL), r.URL.Query()
	switch {
	case g.refuse(w, r, name):
	case r.URL.Path != "/download":
		http.NotFound(w, r)
	case strings.HasPrefix(name, "BIG") && !g.confirmed(q):
		short(w, http.StatusOK, "Google Drive - Virus scan warning", fmt.Sprintf(scanBody, name, g.issue()))
	case strings.HasPrefix(name, "NODL"):
		short(w, http.StatusOK, "Google Drive - Can't download file", `<div id="uc-text"><p class="uc-error-caption">Sorry, the owner hasn't given you permission to download this file.</p>`+
			`<p class="uc-error-subcaption">Only the owner and editors can download this file.</p></div>`)
	case strings.HasPrefix(name, "QUOTA"):
		short(w, http.StatusOK, "Google Drive - Quota exceeded", `<div id="uc-text"><p class="uc-error-caption">Sorry, you can't view or download this file at this time.</p>`+
			`<p class="uc-error-subcaption">Too many users have viewed or downloaded this file recently. Please try accessing the file again later.</p></div>`)
	case strings.HasPrefix(name, "PAGE"):
		short(w, http.StatusOK, "Google Drive", "<p>Something of a new kind has happened.</p>")
	case nativePath(name) != "" || strings.HasPrefix(name, "FOLDER"):
		short(w, http.StatusInternalServerError, "Error 500", "<p>The server encountered an error.</p>")
	default:
		attach(w, mediaPDF, "minutes.pdf", pdf("Minutes behind the share link "+name))
	}
}

func (g *google) issue() string {
	g.mu.Lock()
	defer g.mu.Unlock()
	uuid := fmt.Sprintf("7f3c0d1e-0000-4000-8000-%012d", len(g.issued)+1)
	g.issued[uuid] = true
	return uuid
}

// confirmed reports whether all fields of a form that was issued came back.
func (g *google) confirmed(q url.Values) bool {
	g.mu.Lock()
	defer g.mu.Unlock()
	return q.Get("confirm") == "t" && q.Get("export") == "download" && q.Get("at") == "AToken:1" && g.issued[q.Get("uuid")]
}

func (g *google) docs(w http.ResponseWriter, r *http.Request) {
	name := idOf(r.URL)
	switch format := exportFormat(r.URL); {
	case strings.HasPrefix(r.URL.Path, "/document/d/e/"):
		document(w, r)
	case g.refuse(w, r, name):
	case format != "":
		goTo(w, http.StatusTemporaryRedirect, "https://"+exportHost+"/export/token/"+nativePath(name)+"?id="+name+"&format="+format+"&gid="+r.URL.Query().Get("gid"))
	default:
		short(w, http.StatusOK, name+" - Google Docs", "<noscript>This page needs scripts.</noscript>")
	}
}

// exportPath matches "/document/d/DOC-000/export" and "/presentation/d/SLIDES-000/export/pdf"; the format is group 1.
var exportPath = regexp.MustCompile(`/d/[^/]+/export(?:/(\w+))?$`)

func exportFormat(u *url.URL) string {
	m := exportPath.FindStringSubmatch(u.Path)
	switch {
	case m == nil:
		return ""
	case m[1] != "":
		return m[1]
	}
	if f := u.Query().Get("format"); f != "" {
		return f
	}
	return u.Query().Get("exportFormat")
}

func (g *google) exported(w http.ResponseWriter, r *http.Request) {
	name, format := idOf(r.URL), r.URL.Query().Get("format")
	line := "Minutes kept as a native document " + name
	switch kind := nativePath(name); {
	case kind == "":
		short(w, http.StatusNotFound, "Page Not Found", "<p>Sorry, the file you have requested does not exist.</p>")
	case format == "pdf":
		attach(w, mediaPDF, "export.pdf", pdf(line))
	case kind == "spreadsheets" && format == "csv":
		attach(w, "text/csv", "export.csv", fmt.Appendf(nil, "line,amount,note\n1,500,%s\n2,700,sheet %s\n", line, r.URL.Query().Get("gid")))
	case format == "txt":
		attach(w, "text/plain; charset=UTF-8", "export.txt", []byte(line+"\n"))
	case format == "html":
		attach(w, mediaHTML, "export.html", minutes(name))
	case officeParts[format] != nil:
		attach(w, officeParts[format].media, "export."+format, officeFile(format, line))
	default:
		short(w, http.StatusBadRequest, "Error 400", "<p>There is no such format.</p>")
	}
}

func loginPage(w http.ResponseWriter, _ *http.Request) {
	short(w, http.StatusOK, "Sign in - Google Accounts", `<h1>Sign in</h1><form method="post"><input type="email" name="identifier"><input type="password" name="Passwd"></form>`)
}

// googleSearch answers at www.google.com: for suspected robots, and for wrapped links that somebody follows.
func googleSearch(w http.ResponseWriter, r *http.Request) {
	if to := r.URL.Query().Get("q"); r.URL.Path == "/url" && to != "" {
		goTo(w, http.StatusFound, to)
		return
	}
	short(w, http.StatusTooManyRequests, "Sorry...", "<p>Our systems have detected unusual traffic: automated queries come from your computer network.</p>")
}

// The marks of Drive's pages: ids, classes and names.
const (
	scanBody = `<div id="uc-text"><p class="uc-warning-caption">Google Drive can't scan this file for viruses.</p>` +
		`<p class="uc-warning-subcaption">minutes.pdf (143M) is too large to scan. Would you still like to download this file?</p>` +
		`<form id="download-form" action="https://drive.usercontent.google.com/download" method="get">` +
		`<input type="submit" id="uc-download-link" value="Download anyway"/>` +
		`<input type="hidden" name="id" value="%s"><input type="hidden" name="export" value="download">` +
		`<input type="hidden" name="confirm" value="t"><input type="hidden" name="uuid" value="%s"><input type="hidden" name="at" value="AToken:1"></form></div>`
	folderBody = `<div id="flip-contents"><div class="flip-entries">` +
		`<div class="flip-entry" id="entry-%[1]s"><a href="https://drive.google.com/file/d/%[1]s/view?usp=drive_web" target="_blank">` +
		`<div class="flip-entry-title">Minutes of %[2]s.pdf</div></a><div class="flip-entry-last-modified"><div>11/17/22</div></div></div></div></div>`
)
