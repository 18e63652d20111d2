package corpus

import (
	"net/url"
	"path"
	"regexp"
)

// drivePath matches "/file/d/ID/view", "/document/u/0/d/ID/edit", "/drive/folders/ID"; the id is group 1. Published
// documents ("/document/d/e/2PACX-.../pub") have a name of another kind there, and no id.
var drivePath = regexp.MustCompile(`/(?:d|folders)/([A-Za-z0-9_-]{20,})(?:/|$)`)

// driveFragment matches the fragment of old addresses of folders, "#folders/ID"; the id is group 1.
var driveFragment = regexp.MustCompile(`^/?folders/(?:[^/]+/)*([A-Za-z0-9_-]{20,})/?$`)

// driveName matches an id of Drive: "16NU9euOUgbzWF1GeIp8Sd6ldmmO5FBXa".
var driveName = regexp.MustCompile(`^[A-Za-z0-9_-]{20,}$`)

// DriveID returns the id of the file, folder or document of Google Drive that an address names in one of its many forms,
// also inside a wrapper; "" when it names none.
func DriveID(u URL) string {
	p, err := Parse(Unwrap(u))
	if err != nil {
		return ""
	}
	return driveID(p)
}

func driveID(p *url.URL) string {
	switch bareHost(p) {
	case "drive.google.com", "docs.google.com", "drive.usercontent.google.com":
	default:
		return ""
	}
	if m := drivePath.FindStringSubmatch(p.Path); m != nil {
		return m[1]
	}
	switch path.Base(p.Path) { // also below "/a/example.org" and "/u/0"
	case "open", "leaf", "uc", "download", "thumbnail", "folderview", "embeddedfolderview":
		if id := valueOf(p, "id"); driveName.MatchString(id) {
			return id
		}
	case "viewer":
		if id := valueOf(p, "srcid"); driveName.MatchString(id) {
			return id
		}
	}
	if m := driveFragment.FindStringSubmatch(p.Fragment); m != nil {
		return m[1]
	}
	return ""
}
