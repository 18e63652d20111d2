package structure

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/publicsuffix"
)

// Print tears addresses apart: at a line's end, or where an author's word processor put a space. Two pieces are joined only
// where one of the rules below says that the second goes on with the first. A piece that begins another address never is.

// joins are asked in order; each gets the piece before the gap and the token behind it.
var joins = []struct {
	name string
	fits func(piece, next string) (glue string, ok bool)
}{
	{"an id where a share link needs one", joinsID},
	{"the rest of an id of known length", completesID},
	{"the rest of a host name", joinsHost},
	{"a path that goes on with its own sign", joinsSign},
	{"a path behind a slash", joinsPath},
	{"a word behind a hyphen at the line's end", joinsHyphen},
	{"the end of a file name", joinsFile},
	{"the rest of a query", joinsQuery},
	{"what a share link does", joinsAction},
}

// join returns the end of s[i:end] widened over one gap, with the text that results, or end itself.
func join(s string, i, end int, text string) (int, string) {
	if end >= len(s) || text == "" {
		return end, text
	}
	gap, size := utf8.DecodeRuneInString(s[end:])
	from := end + size
	if !unicode.IsSpace(gap) || gap == '\t' || from >= len(s) || strings.ContainsRune(",;)]", rune(text[len(text)-1])) {
		return end, text
	}
	to := tokenEnd(s, from, 0)
	next := s[from:to]
	if to == from || schemeAt(next) > 0 || strings.HasPrefix(strings.ToLower(next), "www.") {
		return end, text
	}
	for _, j := range joins {
		if glue, ok := j.fits(text, next); ok {
			return to, strings.TrimSuffix(text, glue) + next
		}
	}
	return end, text
}

// needsID matches an address that breaks off before an id: ".../file/d/", ".../folders/", "...?id=".
var needsID = regexp.MustCompile(`(?:/d/|/d/e/|/folders/|[?&]id=)$`)

// idStart matches the id of a shared file and what can follow it: "16NU9euOUgbzWF1GeIp8Sd6ldmmO5FBXa/view".
var idStart = regexp.MustCompile(`^[A-Za-z0-9_-]{20,80}(?:[/?&#.,;:)”’]|$)`)

func joinsID(piece, next string) (string, bool) {
	return "", needsID.MatchString(piece) && idStart.MatchString(next)
}

// partialID matches an address that breaks off inside an id; the part is group 1.
var partialID = regexp.MustCompile(`(?:drive|docs)\.google\.com/\S*(?:/d/|/folders/|[?&]id=)([A-Za-z0-9_-]+)$`)

// idPart matches the beginning of a token that can be the rest of an id; the part is group 1.
var idPart = regexp.MustCompile(`^([A-Za-z0-9_-]+)(?:[/?&#.,;:)”’]|$)`)

// idLengths are the lengths that ids of shared files have.
var idLengths = map[int]bool{28: true, 33: true, 44: true}

func completesID(piece, next string) (string, bool) {
	a, b := partialID.FindStringSubmatch(piece), idPart.FindStringSubmatch(next)
	if a == nil || b == nil || idLengths[len(a[1])] {
		return "", false
	}
	if strings.HasSuffix(a[1], "-") && idLengths[len(a[1])-1+len(b[1])] {
		return "-", true
	}
	return "", idLengths[len(a[1])+len(b[1])]
}

// hostOnly matches an address of which only a part of the host name is there: "https://www.opengovpartnership.".
var hostOnly = regexp.MustCompile(`^(?i:https?://)?[A-Za-z0-9.-]*[A-Za-z0-9-]([.-])$`)

// hostRest matches the rest of a host name and a path: "org/documents/x".
var hostRest = regexp.MustCompile(`^((?:[a-z0-9-]+\.)*[a-z]{2,})/\S*`)

func joinsHost(piece, next string) (string, bool) {
	a, b := hostOnly.FindStringSubmatch(piece), hostRest.FindStringSubmatch(next)
	if a == nil || b == nil {
		return "", false
	}
	if suffix, icann := publicsuffix.PublicSuffix(b[1]); !icann || a[1] == "-" && suffix == b[1] {
		return "", false
	}
	if a[1] == "-" {
		return "-", true
	}
	return "", true
}

// joinsSign takes tokens that begin with what only the middle of an address begins with: "/es/a", "?usp=sharing", ".pdf".
func joinsSign(piece, next string) (string, bool) {
	switch {
	case strings.HasSuffix(piece, "."), !strings.Contains(piece, "://") && !strings.HasPrefix(piece, "www."):
		return "", false
	case next[0] == '/' || next[0] == '?':
		return "", len(next) > 3 && isASCIIWord(next[1])
	case next[0] == '&':
		return "", strings.Contains(piece, "?") && strings.Contains(next, "=")
	}
	return "", fileEnd.MatchString(next) && next[0] == '.'
}

// parameter matches the beginning of a query's parameter: "usp=sharing", "id=1rpP".
var parameter = regexp.MustCompile(`^[A-Za-z_][A-Za-z0-9_.-]*=(?:[^\s=]|$)`)

// pageQuery matches a page with its query: "open?id=1IpL".
var pageQuery = regexp.MustCompile(`^[A-Za-z0-9_.%-]+\?[A-Za-z_][A-Za-z0-9_]*=`)

// queryValue matches values that are no words of a sentence: those of share links, and such with digits.
var queryValue = regexp.MustCompile(`^(?:sharing|share_link|drive_link|drive_web|embed_facebook|true|false|[A-Za-z_%-]*\d[A-Za-z0-9_%-]*)(?:[&#]\S*)?[.,;:)”’]*$`)

// joinsQuery takes "usp=sharing" behind ".../view?", "sharing" behind "?usp=" and "open?id=1IpL" behind a slash.
func joinsQuery(piece, next string) (string, bool) {
	switch {
	case strings.HasSuffix(piece, "?") || strings.HasSuffix(piece, "&"):
		return "", parameter.MatchString(next)
	case strings.HasSuffix(piece, "="):
		return "", strings.Contains(piece, "?") && queryValue.MatchString(next)
	}
	return "", strings.HasSuffix(piece, "/") && !strings.HasSuffix(piece, "://") && pageQuery.MatchString(next)
}

// sharedID matches an address that ends with the id of a shared file and a slash.
var sharedID = regexp.MustCompile(`(?:/d/|/d/e/|/folders/)[A-Za-z0-9_-]{20,80}/$`)

// action matches what stands behind the id in a share link: "view?usp=sharing", "edit".
var action = regexp.MustCompile(`^(?:view|edit|preview|copy|export|pub|pubhtml|htmlview|viewform)(?:[?/#]\S*)?[.,;:)”’]*$`)

func joinsAction(piece, next string) (string, bool) {
	return "", sharedID.MatchString(piece) && action.MatchString(next)
}

// fileEnd matches the end of a file's name: "annex_2.pdf", ".docx,".
var fileEnd = regexp.MustCompile(`^[A-Za-z0-9_%().-]*\.(?:pdf|docx?|xlsx?|pptx?|html?|aspx?|php|csv|odt|zip|jpe?g|png)(?:[?#][^\s]*)?[.,;:)”’]*$`)

// slugPath matches a path of words with hyphens or of several parts: "documents/mexico-results-report-2019-2022/".
var slugPath = regexp.MustCompile(`^[A-Za-z0-9_%.-]+/\S+$`)

// pathFile matches a path whose last part is a file: "pdf/wkgpaper3.pdf".
var pathFile = regexp.MustCompile(`^(?:[A-Za-z0-9_%.-]+/)+[A-Za-z0-9_%.-]+\.(?:pdf|docx?|xlsx?|pptx?|html?|aspx?|php|csv|odt|zip)[.,;:)”’]*$`)

// sourceID matches the id that a publisher gives: letters and many digits, "S0740624X15300186".
var sourceID = regexp.MustCompile(`^[A-Z]{1,4}\d[A-Z0-9]{8,}[.,;:)”’]*$`)

func joinsPath(piece, next string) (string, bool) {
	if !strings.HasSuffix(piece, "/") || strings.HasSuffix(piece, "://") {
		return "", false
	}
	return "", fileEnd.MatchString(next) || sourceID.MatchString(next) || pathFile.MatchString(next) || slugPath.MatchString(next) && (strings.ContainsAny(next, "-_%") || strings.Count(next, "/") > 1)
}

// joinsHyphen takes the next token behind a hyphen when it looks like an address itself. The hyphen stays: addresses break at
// hyphens that belong to them.
func joinsHyphen(piece, next string) (string, bool) {
	if !strings.HasSuffix(piece, "-") {
		return "", false
	}
	rest := strings.TrimRight(next, ".,;:)”’")
	return "", isASCIIWord(next[0]) && (strings.ContainsAny(rest, "/-_=%") || fileEnd.MatchString(next))
}

// joinsFile takes "TR_2016-2018.pdf" behind ".../2019/09/Mexico_EO": the last part has no ending yet and the same joints.
func joinsFile(piece, next string) (string, bool) {
	last := piece[strings.LastIndexByte(piece, '/')+1:]
	if strings.Count(piece, "/") < 4 || last == "" || fileEnd.MatchString(last) || strings.HasSuffix(last, ".") {
		return "", false
	}
	return "", fileEnd.MatchString(next) && strings.ContainsAny(last, "_-%") && strings.ContainsAny(next, "_-%0123456789")
}
