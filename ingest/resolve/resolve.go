// Package resolve turns links that people share into requests that bring the document, and the answers of the services
// behind them into what they mean.
//
// [PlanOf] maps an address to a [Plan]: a view page of Google Drive to the download of its file, a Google document to an
// export of it, a Dropbox link to its file, a wrapped address to the one inside; any other address to itself. [Judge]
// maps the answer to a request of a plan to a [Verdict]: this is the document, ask for that next, or it cannot be had and
// why. Services answer with status 200 when they mean no: what their pages look like is data (pages.yaml), as are the
// hosts where one logs in (login.txt).
//
// All functions are pure; requests, pace and robots.txt are the crawler's. What is known of the services was reported by
// others or seen: they change without notice.
package resolve

import (
	"net/url"
	"regexp"
	"strings"

	"github.com/irmtrail/irmtrail/corpus"
)

// The ways by which a document is reached, as captures name them.
const (
	Direct      = "direct"
	Drive       = "drive"        // download of a Drive file
	DriveFolder = "drive_folder" // list of a Drive folder
	DocsExport  = "docs_export"
	Dropbox     = "dropbox"
	SharePoint  = "sharepoint"
)

// Plan is how a document is asked for.
type Plan struct {
	URL   corpus.URL   // to request
	Via   string       // one of the constants above
	Else  []corpus.URL // to request when the service does not have the one before
	forms int          // forms that were sent on the way
}

// PlanOf returns how to ask for what an address points to.
func PlanOf(u corpus.URL) Plan {
	for range 4 { // wrappers inside wrappers
		p, err := corpus.Parse(u)
		if err != nil {
			return Plan{URL: u, Via: Direct}
		}
		inner := unwrapped(p)
		if inner == "" {
			return planOf(u, p)
		}
		u = inner
	}
	return Plan{URL: u, Via: Direct}
}

func planOf(u corpus.URL, p *url.URL) Plan {
	for _, service := range []func(*url.URL) (Plan, bool){driveFile, driveFolder, document, dropbox, sharePoint} {
		if plan, ok := service(p); ok {
			return plan
		}
	}
	return Plan{URL: u, Via: Direct}
}

// hostOf returns the host in lower case without "www.".
func hostOf(p *url.URL) string { return strings.TrimPrefix(strings.ToLower(p.Hostname()), "www.") }

// unwrapped returns the address that a redirecting wrapper names, "" when the address is none:
// "https://www.google.com/url?q=TARGET&sa=D", "https://l.facebook.com/l.php?u=TARGET".
func unwrapped(p *url.URL) corpus.URL {
	var names []string
	switch {
	case p.Path == "/url" && (hostOf(p) == "google.com" || strings.HasPrefix(hostOf(p), "google.")):
		names = []string{"q", "url"}
	case p.Path == "/l.php" && strings.HasSuffix(hostOf(p), "facebook.com"):
		names = []string{"u"}
	}
	for _, name := range names {
		if inner := p.Query().Get(name); strings.HasPrefix(inner, "http://") || strings.HasPrefix(inner, "https://") {
			return corpus.URL(inner)
		}
	}
	return ""
}

// filePath matches "/file/d/ID/view", "/file/u/0/d/ID", "/a/example.org/file/d/ID/edit"; the id is group 1.
var filePath = regexp.MustCompile(`^(?:/a/[^/]+)?(?:/u/\d+)?/file/(?:u/\d+/)?d/([A-Za-z0-9_-]{20,})(?:/|$)`)

// driveID matches an id of Drive.
var driveID = regexp.MustCompile(`^[A-Za-z0-9_-]{20,}$`)

// driveFile plans the download of a file. "open?id=" names a file, a folder or a document; it is taken for a file,
// which is what notes cite, and [Judge] finds out.
func driveFile(p *url.URL) (Plan, bool) {
	id, host := "", hostOf(p)
	switch {
	case host == "drive.usercontent.google.com" && p.Path == "/download":
		return Plan{URL: corpus.URL(p.String()), Via: Drive}, driveID.MatchString(p.Query().Get("id"))
	case host != "drive.google.com" && host != "docs.google.com":
		return Plan{}, false
	}
	if m := filePath.FindStringSubmatch(p.Path); m != nil {
		id = m[1]
	} else if strings.HasSuffix(p.Path, "/uc") || strings.HasSuffix(p.Path, "/open") {
		id = p.Query().Get("id")
	}
	if !driveID.MatchString(id) {
		return Plan{}, false
	}
	return Plan{URL: download(id, p.Query().Get("resourcekey")), Via: Drive}, true
}

// download returns the address of a file's bytes. Files shared before September 2021 need their resource key.
func download(id, resourceKey string) corpus.URL {
	u := "https://drive.google.com/uc?export=download&id=" + id
	if resourceKey != "" {
		u += "&resourcekey=" + url.QueryEscape(resourceKey)
	}
	return corpus.URL(u)
}

// folderPath matches "/drive/folders/ID", "/drive/u/0/folders/ID"; the id is group 1.
var folderPath = regexp.MustCompile(`^/drive/(?:u/\d+/)?folders/([A-Za-z0-9_-]{20,})(?:/|$)`)

// driveFolder plans the list of a folder: the embedded view, which shows all of it without scripts.
func driveFolder(p *url.URL) (Plan, bool) {
	if hostOf(p) != "drive.google.com" {
		return Plan{}, false
	}
	id := ""
	if m := folderPath.FindStringSubmatch(p.Path); m != nil {
		id = m[1]
	} else if p.Path == "/folderview" || p.Path == "/embeddedfolderview" {
		id = p.Query().Get("id")
	}
	if !driveID.MatchString(id) {
		return Plan{}, false
	}
	q := url.Values{"id": {id}, "hl": {"en"}}
	if key := p.Query().Get("resourcekey"); key != "" {
		q.Set("resourcekey", key)
	}
	return Plan{URL: corpus.URL("https://drive.google.com/embeddedfolderview?" + q.Encode()), Via: DriveFolder}, true
}

// documentPath matches "/document/d/ID/edit", "/spreadsheets/u/0/d/ID", "/a/example.org/presentation/d/ID/view"; kind
// and id are groups 1 and 2. Published documents ("/d/e/ID/pub") have no such id and are fetched as they are.
var documentPath = regexp.MustCompile(`^(?:/a/[^/]+)?/(document|spreadsheets|presentation|drawings)/(?:u/\d+/)?d/([A-Za-z0-9_-]{20,})(?:/|$)`)

// document plans the export of a Google document: text as PDF (as plain text when that is refused: it is limited to about
// 10 MB), a sheet as CSV, slides and drawings as PDF. Every export has other bytes, even of an unchanged document.
func document(p *url.URL) (Plan, bool) {
	m := documentPath.FindStringSubmatch(p.Path)
	if m == nil || hostOf(p) != "docs.google.com" {
		return Plan{}, false
	}
	base := "https://docs.google.com/" + m[1] + "/d/" + m[2] + "/export"
	key := ""
	if k := p.Query().Get("resourcekey"); k != "" {
		key = "resourcekey=" + url.QueryEscape(k)
	}
	plan := Plan{Via: DocsExport}
	switch m[1] {
	case "document":
		plan.URL = withQuery(base, "format=pdf", key)
		plan.Else = []corpus.URL{withQuery(base, "format=txt", key)}
	case "spreadsheets":
		plan.URL = withQuery(base, "format=csv", sheetOf(p), key)
	default:
		plan.URL = withQuery(base+"/pdf", key)
	}
	return plan, true
}

// sheetOf returns the parameter for the sheet that an address names: "gid=5", in the query or the fragment.
func sheetOf(p *url.URL) string {
	gid := p.Query().Get("gid")
	if fragment, err := url.ParseQuery(p.Fragment); err == nil && gid == "" {
		gid = fragment.Get("gid")
	}
	if gid == "" {
		return ""
	}
	return "gid=" + url.QueryEscape(gid)
}

func withQuery(base string, parameters ...string) corpus.URL {
	sep := "?"
	for _, q := range parameters {
		if q != "" {
			base, sep = base+sep+q, "&"
		}
	}
	return corpus.URL(base)
}

// dropbox plans the download of a shared file; of a folder it is a ZIP file. The key (rlkey) stays.
func dropbox(p *url.URL) (Plan, bool) {
	if hostOf(p) != "dropbox.com" || !(strings.HasPrefix(p.Path, "/s/") || strings.HasPrefix(p.Path, "/sh/") || strings.HasPrefix(p.Path, "/scl/")) {
		return Plan{}, false
	}
	q := p.Query()
	q.Del("raw")
	q.Set("dl", "1")
	to := *p
	to.RawQuery, to.Fragment = q.Encode(), ""
	return Plan{URL: corpus.URL(to.String()), Via: Dropbox}, true
}

// sharePath matches the path of a SharePoint link to a file, "/:b:/g/personal/x/TOKEN": b PDF, w Word, x Excel, p slides.
var sharePath = regexp.MustCompile(`^/:[bwxptiuv]:/`)

// sharePoint plans the download of a file behind a SharePoint link.
func sharePoint(p *url.URL) (Plan, bool) {
	if !strings.HasSuffix(hostOf(p), ".sharepoint.com") || !sharePath.MatchString(p.Path) {
		return Plan{}, false
	}
	q := p.Query()
	q.Set("download", "1")
	to := *p
	to.RawQuery, to.Fragment = q.Encode(), ""
	return Plan{URL: corpus.URL(to.String()), Via: SharePoint}, true
}
