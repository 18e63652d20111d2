package resolve

import (
	"net/url"
	"regexp"
	"strings"

	"github.com/irmtrail/irmtrail/corpus"
)

// filePath matches the start of the path to a file of Drive: "/file/d/ID/view", "/file/u/0/d/ID",
// "/a/example.org/file/d/ID/edit", "/u/0/uc", "/viewer".
var filePath = regexp.MustCompile(`^(?:/a/[^/]+)?(?:/u/\d+)?/(?:file/(?:u/\d+/)?d/|(?:uc|viewer|thumbnail)$)`)

// openPath matches the path of an address that names a file, a folder or a document without saying which: "/open",
// "/a/example.org/open", "/leaf".
var openPath = regexp.MustCompile(`^(?:/a/[^/]+)?(?:/u/\d+)?/(?:open|leaf)$`)

// downloadPath matches the paths of drive.usercontent.google.com, which sends the bytes: "/download", "/u/0/uc".
var downloadPath = regexp.MustCompile(`^(?:/u/\d+)?/(?:download|uc)$`)

// driveFile plans the download of a file, by the interface when there is a key for it. Where the address may name a
// folder as well, the list of the folder is asked for first: what has none is a file or a document, and [Judge] finds
// out which by the download.
func (s Services) driveFile(p *url.URL) (Plan, bool) {
	u := corpus.URL(p.String())
	id, key := corpus.DriveID(u), resourceKey(p)
	open := openPath.MatchString(p.Path)
	switch {
	case id == "":
		return Plan{}, false
	case hostOf(p) == "drive.usercontent.google.com":
		if !downloadPath.MatchString(p.Path) {
			return Plan{}, false
		}
		if !s.DriveKey {
			return Plan{URL: u, Via: Drive, Cookies: true}, true
		}
	case !open && !filePath.MatchString(p.Path):
		return Plan{}, false
	}
	file := download(id, key)
	if s.DriveKey {
		file = apiFile(id, key)
	}
	if !open || s.DriveKey {
		return file, true
	}
	list := folderList(id, key)
	list.or = &file
	return list, true
}

// download plans to get a file's bytes. Files shared before September 2021 need their resource key.
func download(id, key string) Plan {
	return Plan{
		URL: withQuery("https://drive.google.com/uc?export=download&id="+id, parameter("resourcekey", key)),
		Via: Drive, Cookies: true,
	}
}

func resourceKey(p *url.URL) string { return p.Query().Get("resourcekey") }

// folderPath matches the start of the path to a folder of Drive: "/drive/folders/ID", "/drive/u/0/folders/ID",
// "/folder/d/ID", "/folderview".
var folderPath = regexp.MustCompile(`^(?:/a/[^/]+)?(?:/u/\d+)?/(?:drive/(?:u/\d+/)?(?:mobile/)?folders/|folder/(?:u/\d+/)?d/|(?:embedded)?folderview$)`)

// driveFolder plans the list of a folder.
func driveFolder(p *url.URL) (Plan, bool) {
	id := corpus.DriveID(corpus.URL(p.String()))
	host := hostOf(p)
	if id == "" || host != "drive.google.com" && host != "docs.google.com" {
		return Plan{}, false
	}
	if !folderPath.MatchString(p.Path) && !strings.Contains(p.Fragment, "folders/"+id) {
		return Plan{}, false
	}
	return folderList(id, resourceKey(p)), true
}

// folderList plans the embedded view of a folder, which shows all of it without scripts.
func folderList(id, key string) Plan {
	return Plan{URL: withQuery("https://drive.google.com/embeddedfolderview?hl=en&id="+id, parameter("resourcekey", key)), Via: DriveFolder}
}

// documentPath matches the start of the path to a Google document: "/document/d/ID/edit", "/spreadsheets/u/0/d/ID",
// "/a/example.org/presentation/d/ID/view"; kind, id and what is asked of it are groups 1, 2 and 3.
var documentPath = regexp.MustCompile(`^(?:/a/[^/]+)?(?:/u/\d+)?/(document|spreadsheets|presentation|drawings)/(?:a/[^/]+/)?(?:u/\d+/)?d/([^/]+)(?:/([^/]*))?`)

// publishedPath matches the path to a document that is published as a page, or a form: "/document/d/e/2PACX-x/pub",
// "/spreadsheets/d/ID/pubhtml", "/forms/u/0/d/ID/edit"; kind and name are groups 1 and 2, the view is group 3.
var publishedPath = regexp.MustCompile(`^(?:/a/[^/]+)?/(document|spreadsheets|presentation|drawings|forms)/(?:a/[^/]+/)?(?:u/\d+/)?d/((?:e/)?[A-Za-z0-9_-]+)(?:/(\w*))?`)

// published plans what is fetched as the page that it is: published documents, which have no export, as they are, and
// forms as the page that people fill in.
func published(p *url.URL) (Plan, bool) {
	m := publishedPath.FindStringSubmatch(p.Path)
	if m == nil || hostOf(p) != "docs.google.com" {
		return Plan{}, false
	}
	switch {
	case m[1] == "forms":
		u := withQuery("https://docs.google.com/forms/d/"+m[2]+"/viewform", parameter("resourcekey", resourceKey(p)))
		return Plan{URL: u, Via: Direct}, true
	case strings.HasPrefix(m[2], "e/"), m[3] == "pub", m[3] == "pubhtml":
		return Plan{URL: corpus.URL(p.String()), Via: Direct}, true
	}
	return Plan{}, false
}

// exports are the forms in which the service sends documents of a kind, the first choice first. Of text that is PDF: it
// has the pages that people cite and looks as they saw it; what cannot be made into one (Google's limit is about 10 MB)
// can often be had as DOCX or ODT, which have the headings and tables, and else as bare text. Of a sheet it is the table
// that the address names; the other forms have all of them. Every export has other bytes, even of an unchanged document.
var exports = map[string][]string{
	"document":     {"/export?format=pdf", "/export?format=docx", "/export?format=odt", "/export?format=txt"},
	"spreadsheets": {"/export?format=csv", "/export?format=xlsx", "/export?format=pdf"},
	"presentation": {"/export/pdf", "/export/pptx", "/export/txt"},
	"drawings":     {"/export/pdf", "/export/png"},
}

// document plans the export of a Google document. An address that names an export itself is asked for as it is.
func document(p *url.URL) (Plan, bool) {
	m := documentPath.FindStringSubmatch(p.Path)
	u := corpus.URL(p.String())
	id := corpus.DriveID(u)
	if m == nil || m[2] != id || hostOf(p) != "docs.google.com" {
		return Plan{}, false
	}
	if m[3] == "export" || m[3] == "gviz" {
		return Plan{URL: u, Via: DocsExport}, true
	}
	gid := ""
	var list []corpus.URL
	for i, form := range exports[m[1]] {
		if i == 0 && m[1] == "spreadsheets" {
			gid = sheetOf(p)
		}
		list = append(list, withQuery("https://docs.google.com/"+m[1]+"/d/"+id+form, gid, parameter("resourcekey", resourceKey(p))))
		gid = ""
	}
	return Plan{URL: list[0], Via: DocsExport, Else: list[1:]}, true
}

// sheetOf returns the parameter for the sheet that an address names: "gid=5", in the query or the fragment.
func sheetOf(p *url.URL) string {
	gid := p.Query().Get("gid")
	if fragment, err := url.ParseQuery(p.Fragment); err == nil && gid == "" {
		gid = fragment.Get("gid")
	}
	return parameter("gid", gid)
}

// keepKey adds the resource key of the request before to the address of Drive that the service leads to without it.
func keepKey(before, next corpus.URL) corpus.URL {
	p, err := corpus.Parse(before)
	to, err2 := corpus.Parse(next)
	if err != nil || err2 != nil {
		return next
	}
	key := resourceKey(p)
	if key == "" || resourceKey(to) != "" || corpus.DriveID(before) == "" || corpus.DriveID(next) != corpus.DriveID(before) {
		return next
	}
	to.RawQuery = strings.TrimPrefix(to.RawQuery+"&"+parameter("resourcekey", key), "&")
	return corpus.URL(to.String())
}
