package resolve

import (
	"net/url"
	"regexp"
	"strings"

	"github.com/irmtrail/irmtrail/corpus"
)

// dropboxPath matches the path of a Dropbox link: "/s/ID/NAME", "/sh/ID/KEY", "/scl/fi/ID/NAME", "/l/scl/x", "/e/scl/fo/ID".
var dropboxPath = regexp.MustCompile(`^/(?:[el]/)?(?:s|sh|scl)/.`)

// dropbox plans the download of a shared file; of a folder it is a ZIP file. The keys (rlkey, st) stay.
func dropbox(p *url.URL) (Plan, bool) {
	switch hostOf(p) {
	case "dropbox.com", "dl.dropbox.com", "dl.dropboxusercontent.com":
	default:
		return Plan{}, false
	}
	if !dropboxPath.MatchString(p.Path) {
		return Plan{}, false
	}
	u := withSet(p, func(q url.Values) {
		q.Del("raw")
		q.Set("dl", "1")
	})
	return Plan{URL: u, Via: Dropbox, Cookies: true}, true
}

// sharePath matches the path of a link to a file or folder in SharePoint, and in OneDrive since it runs on it:
// "/:b:/g/personal/x/TOKEN". b is PDF, w Word, x Excel, p slides, f a folder.
var sharePath = regexp.MustCompile(`^/:[a-z]{1,2}:/`)

// sharePoint plans the download of a file behind a SharePoint link. The answer leads through download.aspx, which wants
// the cookies of the first answer. A viewer's address ("Doc.aspx?sourcedoc={ID}") names the file that download.aspx sends.
func sharePoint(p *url.URL) (Plan, bool) {
	if !strings.HasSuffix(hostOf(p), ".sharepoint.com") {
		return Plan{}, false
	}
	page := strings.ToLower(p.Path[strings.LastIndexByte(p.Path, '/')+1:])
	source := strings.Trim(p.Query().Get("sourcedoc"), "{}")
	switch {
	case sharePath.MatchString(p.Path):
		return Plan{URL: askDownload(p), Via: SharePoint, Cookies: true}, true
	case (page == "doc.aspx" || page == "wopiframe.aspx") && source != "":
		to := *p
		to.Path = p.Path[:strings.LastIndexByte(p.Path, '/')+1] + "download.aspx"
		to.RawPath, to.RawQuery, to.Fragment, to.RawFragment = "", parameter("UniqueId", source), "", ""
		return Plan{URL: corpus.URL(to.String()), Via: SharePoint, Cookies: true}, true
	}
	return Plan{}, false
}

func askDownload(p *url.URL) corpus.URL {
	return withSet(p, func(q url.Values) { q.Set("download", "1") })
}

// oneDrive plans the download of a file behind a link of OneDrive for private persons. A short link (1drv.ms) says only
// where it leads what it is. The form with cid and resid is retired: where it still stands in documents, the service
// sends everyone to its login page, which [Judge] reports as it is.
func oneDrive(p *url.URL) (Plan, bool) {
	q := p.Query()
	switch host := hostOf(p); {
	case host == "1drv.ms":
		return Plan{URL: corpus.URL(p.String()), Via: OneDrive, Cookies: true}, true
	case host != "onedrive.live.com":
		return Plan{}, false
	case sharePath.MatchString(p.Path):
		return Plan{URL: askDownload(p), Via: OneDrive, Cookies: true}, true
	}
	item := q.Get("resid")
	if item == "" {
		item = q.Get("id")
	}
	if item == "" {
		return Plan{}, false
	}
	u := withQuery("https://onedrive.live.com/download", parameter("cid", q.Get("cid")), parameter("resid", item), parameter("authkey", q.Get("authkey")))
	return Plan{URL: u, Via: OneDrive, Cookies: true}, true
}

// boxPath matches the path of a link to a file of Box, "/s/ID"; the id is group 1.
var boxPath = regexp.MustCompile(`^/s/([A-Za-z0-9]+)/?$`)

// box plans the download of a file of Box. Not every account may give direct links; where there is none, the page of the
// link says whether there is a file.
func box(p *url.URL) (Plan, bool) {
	m := boxPath.FindStringSubmatch(p.Path)
	if m == nil || !below(hostOf(p), "box.com") {
		return Plan{}, false
	}
	direct := Plan{URL: corpus.URL("https://" + p.Host + "/shared/static/" + m[1]), Via: Box}
	direct.or = &Plan{URL: corpus.URL(p.String()), Via: Box}
	return direct, true
}
