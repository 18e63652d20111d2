package resolve

import (
	"testing"

	"github.com/irmtrail/irmtrail/corpus"
)

const (
	id  = "1AbCdEfGhIjKlMnOpQrStUvWxYz012345"
	key = "0-AbCdEf_GhIj"
)

func TestPlanOf(t *testing.T) {
	file := "https://drive.google.com/uc?export=download&id=" + id
	docs := "https://docs.google.com/"
	for _, c := range []struct{ url, want, via string }{
		{"https://example.org/a.pdf", "https://example.org/a.pdf", Direct},
		{"not an address", "not an address", Direct},
		{"https://drive.google.com/file/d/" + id + "/view?usp=sharing", file, Drive},
		{"http://drive.google.com/file/d/" + id + "/edit", file, Drive},
		{"https://drive.google.com/file/d/" + id, file, Drive},
		{"https://drive.google.com/file/u/0/d/" + id + "/preview", file, Drive},
		{"https://drive.google.com/a/example.org/file/d/" + id + "/view", file, Drive},
		{"https://drive.google.com/open?id=" + id + "&authuser=0", file, Drive},
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
		{docs + "forms/d/" + id + "/viewform", docs + "forms/d/" + id + "/viewform", Direct},
		{"https://www.google.com/url?q=https://drive.google.com/file/d/" + id + "/view%3Fusp%3Dsharing&sa=D", file, Drive},
		{"https://www.google.com.mx/url?sa=t&url=http%3A%2F%2Fexample.org%2Fx", "http://example.org/x", Direct},
		{"https://google.com/url?q=https://google.com/url%3Fq%3Dhttps://example.org/x", "https://example.org/x", Direct},
		{"https://google.com/url?q=javascript:alert(1)", "https://google.com/url?q=javascript:alert(1)", Direct},
		{"https://l.facebook.com/l.php?u=https%3A%2F%2Fdrive.google.com%2Fopen%3Fid%3D" + id + "&h=x", file, Drive},
		{"https://drive.google.com/a/example.org/drive/folders/" + id, "https://drive.google.com/embeddedfolderview?hl=en&id=" + id, DriveFolder},
		{"https://www.dropbox.com/s/abc/Minutes.pdf?dl=0", "https://www.dropbox.com/s/abc/Minutes.pdf?dl=1", Dropbox},
		{"https://www.dropbox.com/scl/fi/abc/M.pdf?rlkey=k1&dl=0&raw=1", "https://www.dropbox.com/scl/fi/abc/M.pdf?dl=1&rlkey=k1", Dropbox},
		{"https://www.dropbox.com/help", "https://www.dropbox.com/help", Direct},
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
		if p.URL == "" && u != "" || p.Via == "" {
			t.Errorf("PlanOf(%q) = %+v", u, p)
		}
	})
}
