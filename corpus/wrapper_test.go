package corpus

import (
	"slices"
	"strings"
	"testing"
)

func TestUnwrap(t *testing.T) {
	for u, want := range map[URL]URL{
		"https://www.google.com/url?q=https://example.org/x%3Fa%3D1&sa=D":                              "https://example.org/x?a=1",
		"https://www.google.com.mx/url?sa=t&url=http%3A%2F%2Fexample.org%2Fx":                          "http://example.org/x",
		"https://www.google.co.uk/url?q=HTTPS://Example.org/":                                          "HTTPS://Example.org/",
		"https://google.com/url?q=https://google.com/url%3Fq%3Dhttps://example.org/x":                  "https://example.org/x",
		"https://lm.facebook.com/l.php?u=https%3A%2F%2Fexample.org%2Fx&h=AT0":                          "https://example.org/x",
		"https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fexample.org%2F%3Bx&data=05": "https://example.org/;x",
		"https://eur01.safelinks.protection.outlook.com?url=https%3A%2F%2Fexample.org":                 "https://example.org",
		"https://docs.google.com/viewer?url=http://example.org/a.pdf&embedded=true":                    "http://example.org/a.pdf",
		"https://view.officeapps.live.com/op/view.aspx?src=http://example.org/a.docx":                  "http://example.org/a.docx",
		"https://www.google.com/url?q=https://example.org/100%25-x;y":                                  "https://example.org/100%-x;y",
		"https://drive.google.com/viewerng/viewer?embedded=true&url=http://example.org/a.pdf":          "http://example.org/a.pdf",
		"https://www.linkedin.com/redir/redirect?url=https%3A%2F%2Fexample.org%2Fx&urlhash=0":          "https://example.org/x",
		"https://google.com/url?q=javascript:alert(1)":                                                 "",
		"https://google.com/url?q=http://":                                                             "",
		"https://google.evil.example/url?q=https://example.org/":                                       "",
		"https://notfacebook.com/l.php?u=https://example.org/":                                         "",
		"https://www.google.com/search?q=https://example.org/":                                         "",
		"not a url?q=https://example.org/":                                                             "",
		"":                                                                                             "",
	} {
		if want == "" {
			want = u
		}
		if got := Unwrap(u); got != want {
			t.Errorf("Unwrap(%s) = %s, want %s", u, got, want)
		}
	}
	deep := URL(strings.Repeat("https://google.com/url?q=", 10_000) + "https://example.org/")
	if got := Unwrap(deep); got != deep {
		t.Errorf("10,000 wrappers are %.50s...", got)
	}
}

func TestWrappersAreSorted(t *testing.T) {
	if len(wrappers()) < 5 || !slices.IsSortedFunc(wrappers(), func(a, b wrapper) int { return strings.Compare(a.Host+a.Path, b.Host+b.Path) }) {
		t.Errorf("%+v", wrappers())
	}
	for _, w := range wrappers() {
		if w.Host == "" || w.Path == "" || w.Path[0] != '/' || len(w.Parameters) == 0 {
			t.Errorf("%+v", w)
		}
	}
}

func FuzzUnwrap(f *testing.F) {
	f.Add("https://www.google.com/url?q=https%3A%2F%2Fl.facebook.com%2Fl.php%3Fu%3Dhttps://a.example/;%zz")
	f.Add("https://x.safelinks.protection.outlook.com?url=//")
	f.Fuzz(func(t *testing.T, s string) {
		once := Unwrap(URL(s))
		if again := Unwrap(once); again != once {
			t.Errorf("%q holds %q, which holds %q", s, once, again)
		}
		if once != URL(s) && !isWeb(once) {
			t.Errorf("%q holds %q", s, once)
		}
	})
}

func TestDriveID(t *testing.T) {
	const id = "16NU9euOUgbzWF1GeIp8Sd6ldmmO5FBXa"
	for u, want := range map[URL]string{
		"https://drive.google.com/file/d/" + id + "/view":                               id,
		"https://drive.google.com/a/example.org/open?id=" + id:                          id,
		"https://drive.google.com/embeddedfolderview?id=" + id + "#list":                id,
		"https://docs.google.com/forms/d/" + id + "/viewform":                           id,
		"https://www.google.com/url?q=https://drive.google.com/open?id=" + id + "&sa=D": id,
		"https://docs.google.com/document/d/e/2PACX-" + id + "/pub":                     "",
		"https://drive.google.com/leaf?id=" + id + "&hl=en":                             id,
		"https://drive.google.com/viewer?srcid=" + id + "&pid=explorer":                 id,
		"https://docs.google.com/folder/d/" + id + "/edit":                              id,
		"https://drive.google.com/a/example.org/#folders/" + id:                         id,
		"https://drive.google.com/drive/#folders/0/" + id:                               id,
		"https://drive.usercontent.google.com/u/0/uc?id=" + id + "&export=download":     id,
		"https://drive.google.com/drive/#search/" + id:                                  "",
		"https://drive.google.com/open?id=short":                                        "",
		"https://drive.google.com/search?id=" + id:                                      "",
		"https://drive.google.com.example.org/file/d/" + id + "/view":                   "",
		"https://example.org/file/d/" + id + "/view":                                    "",
		"": "",
	} {
		if got := DriveID(u); got != want {
			t.Errorf("DriveID(%s) = %q, want %q", u, got, want)
		}
	}
}

// A share link has one key however it shows its file, and a DOI has one whatever resolver and case it is written with.
func TestTargetKeyOfShareLinks(t *testing.T) {
	for _, same := range [][]URL{
		{"https://www.dropbox.com/s/abc/M.pdf?dl=0", "https://dropbox.com/s/abc/M.pdf?raw=1", "https://www.dropbox.com/s/abc/M.pdf"},
		{"https://www.dropbox.com/scl/fi/abc/M.pdf?rlkey=k&dl=0&st=1", "https://www.dropbox.com/scl/fi/abc/M.pdf?rlkey=k&dl=1"},
		{"https://gov.sharepoint.com/:b:/s/x/TOKEN?e=a1", "https://gov.sharepoint.com/:b:/s/x/TOKEN?download=1&e=b2"},
		{"https://doi.org/10.1000/ABC.1", "http://dx.doi.org/10.1000/abc.1", "https://www.doi.org/10.1000/Abc.1"},
	} {
		for _, u := range same[1:] {
			if a, b := TargetKey(same[0]), TargetKey(u); a != b {
				t.Errorf("%s is %s, %s is %s", same[0], a, u, b)
			}
		}
	}
	for _, other := range [][2]URL{
		{"https://www.dropbox.com/scl/fi/abc/M.pdf?rlkey=k", "https://www.dropbox.com/scl/fi/abc/M.pdf?rlkey=l"},
		{"https://example.org/?dl=0", "https://example.org/?dl=1"},
		{"https://example.org/A", "https://example.org/a"},
	} {
		if TargetKey(other[0]) == TargetKey(other[1]) {
			t.Errorf("%s and %s are one", other[0], other[1])
		}
	}
}
