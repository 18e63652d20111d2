package ingest

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/ingest/frontier"
)

// driveID returns an id of Drive: "folder-1" and dashes.
func driveID(name string) string { return "1" + name + strings.Repeat("_", 27-len(name)) }

func folderPage(name string) string {
	return "drive.google.com/embeddedfolderview?hl=en&id=" + driveID(name)
}

func folderURL(name string) corpus.URL {
	return corpus.URL("https://drive.google.com/drive/folders/" + driveID(name))
}

// folder is the list of a folder; entries whose names begin with "f" are folders.
func folder(names ...string) http.HandlerFunc {
	page := `<html><title>Evidence</title><div class="flip-entries">`
	for _, n := range names {
		u := "https://drive.google.com/file/d/" + driveID(n) + "/view?usp=drive_web"
		if strings.HasPrefix(n, "f") {
			u = string(folderURL(n))
		}
		page += `<div class="flip-entry"><a href="` + u + `"><div class="flip-entry-title">` + n + `</div></a></div>`
	}
	return says(page + "</div></html>")
}

// A cited folder leads to its files, up to a number, and to the folders in it, a few deep; they can hold each other.
func TestFolders(t *testing.T) {
	pages := map[string]http.HandlerFunc{
		folderPage("f0"): folder("a0", "f1", "f0", "b0", "c0", "d0"),
		folderPage("f1"): folder("a1", "f0", "f2"),
		folderPage("f2"): folder("f3", "a2"),
		folderPage("f3"): folder("a3", "f4"),
		folderPage("f4"): folder("a4"),
	}
	for _, n := range []string{"a0", "b0", "c0", "d0", "a1", "a2", "a3", "a4"} {
		pages["drive.google.com/uc?export=download&id="+driveID(n)] = func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Disposition", "attachment")
			fmt.Fprintf(w, "%%PDF-1.4\n%s\n%%%%EOF\n", n)
		}
	}
	for _, c := range []struct {
		most int
		want string
	}{
		{0, "f0"},
		{1, "a0 f0"},
		{3, "a0 a1 a2 f0 f1 f2 f3"}, // what is too deep is a list only
		{5, "a0 a1 a2 b0 c0 f0 f1 f2 f3"},
		{100, "a0 a1 a2 b0 c0 d0 f0 f1 f2 f3"},
	} {
		t.Run(fmt.Sprint(c.most), func(t *testing.T) {
			w := newWeb(t, pages)
			b := newBench(t, w, t.TempDir())
			b.Client = secured(t, w, "drive.google.com")
			t.Cleanup(b.Client.Close)
			b.Cited.Folder, b.store.near = c.most, citedOn
			b.store.cited = []corpus.URL{folderURL("f0") + "?usp=sharing"}
			got := b.run(t)
			var names []string
			for _, k := range got {
				id := corpus.DriveID(k.URL)
				names = append(names, strings.Trim(id[1:], "_"))
				if !k.Outcome.Got() || k.Role != corpus.RoleCited {
					t.Errorf("%s %s of %s: %s", k.Outcome, k.Role, k.URL, k.Error)
				}
				if isList := k.Via == "drive_folder"; isList != strings.HasPrefix(names[len(names)-1], "f") {
					t.Errorf("%s via %s", k.URL, k.Via)
				}
				checkPayload(t, b, k)
			}
			slices.Sort(names)
			if got := strings.Join(names, " "); got != c.want {
				t.Errorf("got %s, want %s", got, c.want)
			}
			if len(got) != len(w.asked()) {
				t.Error("something was asked for twice")
			}
		})
	}
}

// What is in a folder knows the folder and the date of the report that cites it.
func TestFolderEntries(t *testing.T) {
	w := newWeb(t, map[string]http.HandlerFunc{folderPage("f0"): folder("a0")})
	b := newBench(t, w, t.TempDir())
	b.Client = secured(t, w, "drive.google.com")
	t.Cleanup(b.Client.Close)
	b.Cited.Folder, b.store.near, b.store.cited = 9, citedOn, []corpus.URL{folderURL("f0")}
	b.Limits.HostBytes = 100 // the list, and no more
	b.run(t)
	rows := b.queue(t)
	if len(rows) != 1 || !rows[0].Near.Equal(citedOn) || rows[0].Via != folderURL("f0") || rows[0].Depth != 1 || rows[0].Priority != folderPriority || rows[0].Kind != frontier.Page {
		t.Errorf("%+v", rows)
	}
}
