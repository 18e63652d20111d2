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
	u = corpus.Unwrap(u)
	p, err := corpus.Parse(u)
	if err != nil {
		return Plan{URL: u, Via: Direct}
	}
	return planOf(u, p)
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

// filePath matches the start of the path to a file of Drive: "/file/d/ID/view", "/file/u/0/d/ID",
// "/a/example.org/file/d/ID/edit", "/uc", "/a/example.org/open".
var filePath = regexp.MustCompile(`^(?:/a/[^/]+)?(?:/u/\d+)?/(?:file/(?:u/\d+/)?d/|(?:uc|open)$)`)

// driveFile plans the download of a file. "open?id=" names a file, a folder or a document; it is taken for a file,
// which is what notes cite, and [Judge] finds out.
func driveFile(p *url.URL) (Plan, bool) {
	u := corpus.URL(p.String())
	id := corpus.DriveID(u)
	switch {
	case id == "":
		return Plan{}, false
	case hostOf(p) == "drive.usercontent.google.com":
		return Plan{URL: u, Via: Drive}, p.Path == "/download"
	case !filePath.MatchString(p.Path):
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

// folderPath matches the start of the path to a folder of Drive: "/drive/folders/ID", "/drive/u/0/folders/ID",
// "/folderview".
var folderPath = regexp.MustCompile(`^(?:/a/[^/]+)?/(?:drive/(?:u/\d+/)?(?:mobile/)?folders/|(?:embedded)?folderview$)`)

// driveFolder plans the list of a folder: the embedded view, which shows all of it without scripts.
func driveFolder(p *url.URL) (Plan, bool) {
	id := corpus.DriveID(corpus.URL(p.String()))
	if id == "" || hostOf(p) != "drive.google.com" || !folderPath.MatchString(p.Path) {
		return Plan{}, false
	}
	q := url.Values{"id": {id}, "hl": {"en"}}
	if key := p.Query().Get("resourcekey"); key != "" {
		q.Set("resourcekey", key)
	}
	return Plan{URL: corpus.URL("https://drive.google.com/embeddedfolderview?" + q.Encode()), Via: DriveFolder}, true
}

// documentPath matches the start of the path to a Google document: "/document/d/ID/edit", "/spreadsheets/u/0/d/ID",
// "/a/example.org/presentation/d/ID/view"; the kind is group 1. Published documents ("/d/e/.../pub") have no id and are
// fetched as they are.
var documentPath = regexp.MustCompile(`^(?:/a/[^/]+)?/(document|spreadsheets|presentation|drawings)/(?:u/\d+/)?d/`)

// document plans the export of a Google document: text as PDF (as plain text when that is refused: it is limited to about
// 10 MB), a sheet as CSV, slides and drawings as PDF. Every export has other bytes, even of an unchanged document.
func document(p *url.URL) (Plan, bool) {
	m := documentPath.FindStringSubmatch(p.Path)
	id := corpus.DriveID(corpus.URL(p.String()))
	if m == nil || id == "" || hostOf(p) != "docs.google.com" {
		return Plan{}, false
	}
	base := "https://docs.google.com/" + m[1] + "/d/" + id + "/export"
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
