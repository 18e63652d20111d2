package resolve

import (
	"bytes"
	"regexp"
	"strings"

	"github.com/PuerkitoBio/goquery"

	"github.com/irmtrail/irmtrail/corpus"
)

// FolderEntry is one line of the list of a Drive folder.
type FolderEntry struct {
	URL       corpus.URL // of its view page, absolute
	Title     string     // name of the file, as the owner has it
	MediaType string     // as its icon says, "application/vnd.google-apps.document" for a Google document; "" it has none
	Folder    bool       // leads to another list
	Modified  string     // day or hour of the last change as the page writes it, "11/17/25"
}

// isFolder reports whether a page is the list of a folder; an empty one has the frame of a list too.
func isFolder(payload []byte) bool { return bytes.Contains(payload, []byte("flip-entries")) }

// typeIcon matches the address of an entry's icon, ".../16/type/application/pdf"; the media type is group 1.
var typeIcon = regexp.MustCompile(`/type/([\w.+-]+/[\w.+-]+)`)

// Folder reads the embedded view of a folder of Drive, which lists all of it: its name, and its entries in their order.
// A page that is no such list has none.
func Folder(payload []byte, at corpus.URL) (title string, entries []FolderEntry) {
	if !isFolder(payload) {
		return "", nil
	}
	base, err := corpus.Parse(at)
	if err != nil {
		return "", nil
	}
	pg := &page{raw: payload, whole: true}
	doc := pg.document()
	seen := map[corpus.URL]bool{}
	doc.Find(".flip-entries .flip-entry").Each(func(_ int, s *goquery.Selection) {
		to, err := base.Parse(s.Find("a[href]").First().AttrOr("href", ""))
		if err != nil {
			return
		}
		e := FolderEntry{
			URL:      corpus.URL(to.String()),
			Title:    words(s.Find(".flip-entry-title").First().Text()),
			Modified: words(s.Find(".flip-entry-last-modified").First().Text()),
		}
		if !isWeb(e.URL) || seen[e.URL] || corpus.DriveID(e.URL) == "" && e.Title == "" {
			return
		}
		seen[e.URL] = true
		if m := typeIcon.FindStringSubmatch(s.Find("img[src]").First().AttrOr("src", "")); m != nil {
			e.MediaType = m[1]
		}
		_, e.Folder = driveFolder(to)
		entries = append(entries, e)
	})
	return words(doc.Find("title").First().Text()), entries
}

func words(s string) string { return strings.Join(strings.Fields(s), " ") }
