package structure

import (
	"regexp"
	"strings"
	"unicode"
)

// needsID matches an address that breaks off before an id: ".../file/d/", ".../folders/", "...?id=".
var needsID = regexp.MustCompile(`(?:/d/|/d/e/|/folders/|[?&]id=)$`)

// idStart matches the id of a shared file and what can follow it: "16NU9euOUgbzWF1GeIp8Sd6ldmmO5FBXa/view".
var idStart = regexp.MustCompile(`^[A-Za-z0-9_-]{20,80}(?:[/?&#.,;:)”’]|$)`)

func (t *tear) joinsID() (string, bool) {
	return "", needsID.MatchString(t.piece) && idStart.MatchString(t.next)
}

// partialID matches an address that breaks off inside an id; the part is group 1.
var partialID = regexp.MustCompile(`(?:drive|docs)\.google\.com/\S*(?:/d/e/|/d/|/folders/|[?&]id=)([A-Za-z0-9_-]+)$`)

// idPart matches the beginning of a token that can be the rest of an id; the part is group 1, what follows it group 2.
var idPart = regexp.MustCompile(`^([A-Za-z0-9_-]+)((?:[/?&#]\S*)?)[.,;:)”’]*$`)

// completesID takes the rest of an id: the whole is as long as ids are, or what the link does stands behind it. A part can be
// as long as an id itself.
func (t *tear) completesID() (string, bool) {
	a, b := partialID.FindStringSubmatch(t.piece), idPart.FindStringSubmatch(t.next)
	if a == nil || b == nil {
		return "", false
	}
	w := &t.w.addresses
	part, more := a[1], b[1]
	acts := strings.HasPrefix(b[2], "/") && w.action.MatchString(b[2][1:])
	switch {
	case w.wholeID(part) && !acts && !strings.ContainsAny(part[len(part)-1:], "-_"):
		return "", false
	case w.wholeID(part + more):
		return "", true
	case strings.HasSuffix(part, "-") && w.wholeID(part[:len(part)-1]+more):
		return "-", true
	}
	return "", !w.wholeID(part) && (acts || len(part+more) < shortestID && random(more))
}

// shortestID is how long an id is at least.
const shortestID = 28

// random reports whether a part of an id is none of a sentence: it mixes digits, capitals and small letters.
func random(s string) bool {
	return len(s) > 5 && strings.ContainsAny(s, "0123456789") && strings.ContainsFunc(s, unicode.IsUpper) && strings.ContainsFunc(s, unicode.IsLower)
}

// partialAction matches an address that breaks off inside what the link does ("/vie") or how it was made ("?usp=sha"); the parts
// are groups 1 and 2.
var partialAction = regexp.MustCompile(`(?:/d/|/d/e/|/folders/)[A-Za-z0-9_-]{20,80}/([a-z]+)$|[?&]usp=([a-z_]+)$`)

// completesAction takes "ring" behind "?usp=sha", and "w?usp=sharing" behind "/vie".
func (t *tear) completesAction() (string, bool) {
	m := partialAction.FindStringSubmatch(t.piece)
	if m == nil {
		return "", false
	}
	if m[2] != "" {
		value, _, _ := strings.Cut(t.bare(), "&")
		return "", !t.w.addresses.usp[m[2]] && t.w.addresses.usp[m[2]+value]
	}
	return "", !t.w.addresses.action.MatchString(m[1]) && t.w.addresses.action.MatchString(m[1]+t.next)
}

// sharedID matches an address that ends with the id of a shared file and a slash.
var sharedID = regexp.MustCompile(`(?:/d/|/d/e/|/folders/)[A-Za-z0-9_-]{20,80}/$`)

// joinsAction takes "view?usp=sharing" and "edit" behind an id.
func (t *tear) joinsAction() (string, bool) {
	return "", sharedID.MatchString(t.piece) && t.w.addresses.action.MatchString(t.next)
}
