package resolve

import (
	"testing"

	"github.com/irmtrail/irmtrail/corpus"
)

func TestFolder(t *testing.T) {
	at := corpus.URL("https://drive.google.com/embeddedfolderview?hl=en&id=" + id)
	title, entries := Folder(sample(t, "drive_folder_embedded.html"), at)
	want := []FolderEntry{
		{"https://drive.google.com/file/d/FILEID_FILEID_FILEID_FILEID_01/view?usp=drive_web", "Minuta de la sesión.pdf", "application/pdf", false, "11/17/25"},
		{"https://drive.google.com/drive/folders/FOLDERID_FOLDERID_FOLDERID_02", "Anexos", "", true, ""},
		{"https://docs.google.com/document/d/DOCID_DOCID_DOCID_DOCID_DOCID_03/edit?usp=drive_web", "Bitácora", "", false, ""},
	}
	if title != "Evidence 2022" || len(entries) != len(want) {
		t.Fatalf("%q, %+v", title, entries)
	}
	for i, e := range entries {
		if e != want[i] {
			t.Errorf("got %+v\nwant %+v", e, want[i])
		}
	}
	frame := `<title> A  folder </title><div class="flip-entries">`
	for html, n := range map[string]int{
		"<title>You need access</title>": 0,
		frame + "</div>":                 0,
		frame + `<div class="flip-entry"><a href="javascript:x"><div class="flip-entry-title">x</div></a></div>`:                                             0,
		frame + `<div class="flip-entry"><div class="flip-entry-title">x</div></div>`:                                                                        1, // links to the list itself
		frame + `<div class="flip-entry"><a href="//[">x</a></div>`:                                                                                          0,
		frame + `<div class="flip-entry"><a href="https://example.org/">x</a></div>`:                                                                         0,
		frame + `<div class="flip-entry"><a href="/file/d/` + id + `/view">x</a></div><div class="flip-entry"><a href="/file/d/` + id + `/view">x</a></div>`: 1,
	} {
		if _, entries := Folder([]byte(html), at); len(entries) != n {
			t.Errorf("%s: %+v", html, entries)
		}
	}
	if title, entries := Folder([]byte(frame), "%"); title != "" || entries != nil {
		t.Error(title, entries)
	}
	if title, _ := Folder([]byte(frame), at); title != "A folder" {
		t.Errorf("%q", title)
	}
}

func FuzzFolder(f *testing.F) {
	f.Add(`<div class="flip-entries"><div class="flip-entry"><a href="/drive/folders/` + id + `"><img src="/16/type/a/b"><div class="flip-entry-title">&oacute;</div></a></div></div>`)
	f.Fuzz(func(t *testing.T, html string) {
		_, entries := Folder([]byte(html), "https://drive.google.com/embeddedfolderview?id="+id)
		for _, e := range entries {
			if !isWeb(e.URL) || e.Title != words(e.Title) {
				t.Errorf("%+v", e)
			}
		}
	})
}
