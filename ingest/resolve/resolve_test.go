package resolve

import (
	"slices"
	"strings"
	"testing"

	"github.com/irmtrail/irmtrail/corpus"
)

const (
	id  = "1AbCdEfGhIjKlMnOpQrStUvWxYz012345"
	key = "0-AbCdEf_GhIj"
)

func TestPlanOf(t *testing.T) {
	file := "https://drive.google.com/uc?export=download&id=" + id
	folder := "https://drive.google.com/embeddedfolderview?hl=en&id=" + id
	docs := "https://docs.google.com/"
	for _, c := range []struct{ url, want, via string }{
		{"https://example.org/a.pdf", "https://example.org/a.pdf", Direct},
		{"not an address", "not an address", Direct},
		{"https://drive.google.com/file/d/" + id + "/view?usp=sharing", file, Drive},
		{"http://drive.google.com/file/d/" + id + "/edit", file, Drive},
		{"https://drive.google.com/file/d/" + id, file, Drive},
		{"https://drive.google.com/file/u/0/d/" + id + "/preview", file, Drive},
		{"https://drive.google.com/a/example.org/file/d/" + id + "/view", file, Drive},
		{"https://drive.google.com/open?id=" + id + "&authuser=0", folder, DriveFolder},
		{"https://drive.google.com/u/1/open?id=" + id + "&resourcekey=" + key, folder + "&resourcekey=" + key, DriveFolder},
		{"https://docs.google.com/a/example.org/leaf?id=" + id, folder, DriveFolder},
		{"https://drive.google.com/u/0/uc?id=" + id, file, Drive},
		{"https://docs.google.com/file/d/" + id + "/edit", file, Drive},
		{"https://drive.google.com/viewer?srcid=" + id, file, Drive},
		{"https://drive.usercontent.google.com/u/0/uc?id=" + id, "https://drive.usercontent.google.com/u/0/uc?id=" + id, Drive},
		{"https://drive.usercontent.google.com/other?id=" + id, "https://drive.usercontent.google.com/other?id=" + id, Direct},
		{"https://docs.google.com/folder/d/" + id + "/edit", folder, DriveFolder},
		{"https://drive.google.com/a/example.org/#folders/" + id, folder, DriveFolder},
		{"https://drive.google.com/drive/folders/" + id + "?resourcekey=" + key, folder + "&resourcekey=" + key, DriveFolder},
		{"https://drive.google.com/uc?export=view&id=" + id, file, Drive},
		{"https://docs.google.com/uc?id=" + id, file, Drive},
		{"https://drive.google.com/file/d/" + id + "/view?resourcekey=" + key, file + "&resourcekey=" + key, Drive},
		{"https://drive.usercontent.google.com/download?id=" + id + "&export=download", "https://drive.usercontent.google.com/download?id=" + id + "&export=download", Drive},
		{"https://drive.google.com/drive/u/1/folders/" + id + "?usp=sharing", "https://drive.google.com/embeddedfolderview?hl=en&id=" + id, DriveFolder},
		{"https://drive.google.com/folderview?id=" + id, "https://drive.google.com/embeddedfolderview?hl=en&id=" + id, DriveFolder},
		{"https://drive.google.com/drive/my-drive", "https://drive.google.com/drive/my-drive", Direct},
		{"https://drive.google.com/file/d/short/view", "https://drive.google.com/file/d/short/view", Direct},
		{docs + "document/d/" + id + "/edit?usp=sharing", docs + "document/d/" + id + "/export?format=pdf", DocsExport},
		{docs + "document/u/0/d/" + id + "/mobilebasic", docs + "document/d/" + id + "/export?format=pdf", DocsExport},
		{docs + "spreadsheets/d/" + id + "/edit#gid=77", docs + "spreadsheets/d/" + id + "/export?format=csv&gid=77", DocsExport},
		{docs + "spreadsheets/d/" + id + "/edit?gid=77", docs + "spreadsheets/d/" + id + "/export?format=csv&gid=77", DocsExport},
		{docs + "presentation/d/" + id + "/view", docs + "presentation/d/" + id + "/export/pdf", DocsExport},
		{docs + "document/d/e/2PACX-" + id + "/pub", docs + "document/d/e/2PACX-" + id + "/pub", Direct},
		{docs + "spreadsheets/d/e/2PACX-" + id + "/pub?output=csv", docs + "spreadsheets/d/e/2PACX-" + id + "/pub?output=csv", Direct},
		{docs + "spreadsheets/d/" + id + "/pubhtml", docs + "spreadsheets/d/" + id + "/pubhtml", Direct},
		{docs + "document/d/" + id + "/export?format=docx", docs + "document/d/" + id + "/export?format=docx", DocsExport},
		{docs + "drawings/d/" + id + "/edit", docs + "drawings/d/" + id + "/export/pdf", DocsExport},
		{docs + "document/d/" + id + "/edit?resourcekey=" + key, docs + "document/d/" + id + "/export?format=pdf&resourcekey=" + key, DocsExport},
		{docs + "presentation/d/" + id + "/view?resourcekey=" + key, docs + "presentation/d/" + id + "/export/pdf?resourcekey=" + key, DocsExport},
		{docs + "a/example.org/u/1/document/d/" + id, docs + "document/d/" + id + "/export?format=pdf", DocsExport},
		{docs + "forms/d/" + id + "/viewform", docs + "forms/d/" + id + "/viewform", Direct},
		{docs + "forms/u/0/d/" + id + "/edit#responses", docs + "forms/d/" + id + "/viewform", Direct},
		{docs + "forms/d/e/1FAIpQL/formResponse", docs + "forms/d/e/1FAIpQL/viewform", Direct},
		{"https://www.google.com/url?q=https://drive.google.com/file/d/" + id + "/view%3Fusp%3Dsharing&sa=D", file, Drive},
		{"https://www.google.com.mx/url?sa=t&url=http%3A%2F%2Fexample.org%2Fx", "http://example.org/x", Direct},
		{"https://google.com/url?q=https://google.com/url%3Fq%3Dhttps://example.org/x", "https://example.org/x", Direct},
		{"https://google.com/url?q=javascript:alert(1)", "https://google.com/url?q=javascript:alert(1)", Direct},
		{"https://l.facebook.com/l.php?u=https%3A%2F%2Fdrive.google.com%2Fopen%3Fid%3D" + id + "&h=x", folder, DriveFolder},
		{"https://drive.google.com/a/example.org/drive/folders/" + id, "https://drive.google.com/embeddedfolderview?hl=en&id=" + id, DriveFolder},
		{"https://www.dropbox.com/s/abc/Minutes.pdf?dl=0", "https://www.dropbox.com/s/abc/Minutes.pdf?dl=1", Dropbox},
		{"https://www.dropbox.com/scl/fi/abc/M.pdf?rlkey=k1&dl=0&raw=1", "https://www.dropbox.com/scl/fi/abc/M.pdf?dl=1&rlkey=k1", Dropbox},
		{"https://www.dropbox.com/help", "https://www.dropbox.com/help", Direct},
		{"https://www.dropbox.com/sh/abc/KEY?dl=0", "https://www.dropbox.com/sh/abc/KEY?dl=1", Dropbox},
		{"https://www.dropbox.com/scl/fo/abc/h?rlkey=k&st=s&e=1", "https://www.dropbox.com/scl/fo/abc/h?dl=1&e=1&rlkey=k&st=s", Dropbox},
		{"https://dl.dropboxusercontent.com/s/abc/M.pdf", "https://dl.dropboxusercontent.com/s/abc/M.pdf?dl=1", Dropbox},
		{"https://1drv.ms/b/s!AbC?e=x", "https://1drv.ms/b/s!AbC?e=x", OneDrive},
		{"https://onedrive.live.com/?authkey=%21Ab&cid=C1&id=C1%21105", "https://onedrive.live.com/download?cid=C1&resid=C1%21105&authkey=%21Ab", OneDrive},
		{"https://onedrive.live.com/redir?resid=C1!105&authkey=!Ab", "https://onedrive.live.com/download?resid=C1%21105&authkey=%21Ab", OneDrive},
		{"https://onedrive.live.com/:w:/g/personal/c1/TOKEN?e=x", "https://onedrive.live.com/:w:/g/personal/c1/TOKEN?download=1&e=x", OneDrive},
		{"https://onedrive.live.com/about", "https://onedrive.live.com/about", Direct},
		{"https://gov.sharepoint.com/:f:/s/x/TOKEN", "https://gov.sharepoint.com/:f:/s/x/TOKEN?download=1", SharePoint},
		{"https://gov.sharepoint.com/sites/x/_layouts/15/Doc.aspx?sourcedoc=%7BAB-1%7D&action=default", "https://gov.sharepoint.com/sites/x/_layouts/15/download.aspx?UniqueId=AB-1", SharePoint},
		{"https://gov.sharepoint.com/sites/x", "https://gov.sharepoint.com/sites/x", Direct},
		{"https://app.box.com/s/abc123", "https://app.box.com/shared/static/abc123", Box},
		{"https://gov.app.box.com/s/abc123/", "https://gov.app.box.com/shared/static/abc123", Box},
		{"https://notbox.com/s/abc123", "https://notbox.com/s/abc123", Direct},
		{"https://app.box.com/s/abc123/file/7", "https://app.box.com/s/abc123/file/7", Direct},
		{"https://bit.ly/3abC", "https://bit.ly/3abC", Shortener},
		{"https://bit.ly/3abC+", "https://bit.ly/3abC", Shortener},
		{"https://goo.gl/AbC", "https://goo.gl/AbC?si=1", Shortener},
		{"https://goo.gl/maps/AbC", "https://goo.gl/maps/AbC", Direct},
		{"https://bit.ly/", "https://bit.ly/", Direct},
		{"https://doi.org/10.1000/182", "https://doi.org/10.1000/182", Direct},
		{"https://perma.cc/AB12-CD34", "https://api.perma.cc/v1/public/archives/AB12-CD34/", Perma},
		{"https://perma.cc/about", "https://perma.cc/about", Direct},
		{"https://web.archive.org/web/20230301120000/http://gov.example/r.pdf?a=1", "https://web.archive.org/web/20230301120000id_/http://gov.example/r.pdf?a=1", corpus.ViaWayback},
		{"http://web.archive.org/web/2019if_/https://gov.example/", "https://web.archive.org/web/2019id_/https://gov.example/", corpus.ViaWayback},
		{"https://archive.org/wayback/20190102/gov.example/r", "https://web.archive.org/web/20190102id_/http://gov.example/r", corpus.ViaWayback},
		{"https://wayback.archive.org/web/20190102/http:/gov.example/r", "https://web.archive.org/web/20190102id_/http://gov.example/r", corpus.ViaWayback},
		{"https://web.archive.org/web/*/http://gov.example/", "https://web.archive.org/web/*/http://gov.example/", Direct},
		{"https://archive.org/details/2019", "https://archive.org/details/2019", Direct},
		{"https://web.archive.org/web/20190102/mailto:a@b", "https://web.archive.org/web/20190102id_/http://mailto:a@b", corpus.ViaWayback},
		{"https://gov.sharepoint.com/:b:/g/personal/x/TOKEN?e=ab", "https://gov.sharepoint.com/:b:/g/personal/x/TOKEN?download=1&e=ab", SharePoint},
	} {
		got := PlanOf(corpus.URL(c.url))
		if string(got.URL) != c.want || got.Via != c.via {
			t.Errorf("PlanOf(%s) = %s via %s, want %s via %s", c.url, got.URL, got.Via, c.want, c.via)
		}
	}
}

// Whatever is shared: asking for what a plan asks for is a plan that stays.
func FuzzPlanOf(f *testing.F) {
	f.Add("https://drive.google.com/file/d/" + id + "/view?resourcekey=" + key)
	f.Add("https://docs.google.com/spreadsheets/d/" + id + "/edit?gid=%zz#gid=5")
	f.Add("https://www.google.com/url?q=https%3A%2F%2Fdropbox.com%2Fscl%2Ffi%2Fx%3Frlkey%3D1")
	f.Fuzz(func(t *testing.T, u string) {
		p := PlanOf(corpus.URL(u))
		if p.URL == "" && u != "" || p.Via == "" || p.Keyed {
			t.Errorf("PlanOf(%q) = %+v", u, p)
		}
		if again := PlanOf(p.URL); p.Via != Perma && p.Via != Box && again.URL != p.URL {
			t.Errorf("PlanOf(%q) = %s, and of that %s", u, p.URL, again.URL)
		}
	})
}

func TestExportOrder(t *testing.T) {
	base := "https://docs.google.com/"
	for u, want := range map[string]string{
		base + "document/d/" + id:                     "?format=pdf ?format=docx ?format=odt ?format=txt",
		base + "spreadsheets/d/" + id + "/edit?gid=7": "?format=csv&gid=7 ?format=xlsx ?format=pdf",
		base + "presentation/d/" + id:                 "/pdf /pptx /txt",
	} {
		p := PlanOf(corpus.URL(u))
		var got []string
		for _, next := range append([]corpus.URL{p.URL}, p.Else...) {
			_, form, _ := strings.Cut(string(next), "/export")
			got = append(got, form)
		}
		if s := strings.Join(got, " "); s != want {
			t.Errorf("%s: %s", u, s)
		}
	}
}

func TestPlanWithKey(t *testing.T) {
	s := Services{DriveKey: true}
	api := "https://www.googleapis.com/drive/v3/files/" + id + "?alt=media&supportsAllDrives=true"
	for u, keys := range map[string]string{
		"https://drive.google.com/file/d/" + id + "/view":                     "",
		"https://drive.google.com/open?id=" + id:                              "",
		"https://drive.usercontent.google.com/download?id=" + id:              "",
		"https://drive.google.com/file/d/" + id + "/view?resourcekey=" + key:  id + "/" + key,
		"https://www.google.com/url?q=https://drive.google.com/uc?id%3D" + id: "",
	} {
		if p := s.PlanOf(corpus.URL(u)); string(p.URL) != api || p.Via != DriveAPI || !p.Keyed || p.ResourceKeys != keys {
			t.Errorf("%s: %+v", u, p)
		}
	}
	for _, u := range []string{"https://drive.google.com/drive/folders/" + id, "https://docs.google.com/document/d/" + id, "https://example.org/"} {
		if p := s.PlanOf(corpus.URL(u)); p.Keyed {
			t.Errorf("%s: %+v", u, p)
		}
	}
}

func TestShorteners(t *testing.T) {
	list := shortHosts()
	if len(list) < 20 {
		t.Fatal(len(list))
	}
	for host, h := range list {
		if host == "" || host != strings.ToLower(host) || strings.HasPrefix(host, "www.") {
			t.Errorf("%+v", h)
		}
		if h.Link != "" {
			selector(h.Link)
		}
	}
	var hosts []string
	for line := range strings.Lines(string(shortenersYAML)) {
		if rest, ok := strings.CutPrefix(line, "- {host: "); ok {
			hosts = append(hosts, strings.TrimRight(strings.FieldsFunc(rest, func(r rune) bool { return r == ',' || r == '}' })[0], "\n"))
		}
	}
	if !slices.IsSorted(hosts) || len(hosts) != len(list) {
		t.Errorf("not sorted, or twice: %v", hosts)
	}
}
