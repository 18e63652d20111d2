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

// tear is a gap in an address.
type tear struct {
	piece string // the address before the gap
	next  string // the token behind it
	rest  string // the text behind the token
	w     *words
}

// joins are asked in order. Each says what the piece loses at its end when the token goes on with it.
var joins = []struct {
	name string
	fits func(t *tear) (glue string, ok bool)
}{
	{"an id where a share link needs one", (*tear).joinsID},
	{"the rest of an id", (*tear).completesID},
	{"the rest of what a share link does", (*tear).completesAction},
	{"the rest of a host name", (*tear).joinsHost},
	{"what goes on with its own sign", (*tear).joinsSign},
	{"what follows a sign that ends no address", (*tear).joinsOpen},
	{"the end of a file name behind its stop", (*tear).joinsStop},
	{"a path behind a slash", (*tear).joinsPath},
	{"a word behind a hyphen at the line's end", (*tear).joinsHyphen},
	{"the end of a file name", (*tear).joinsFile},
	{"the rest of a query", (*tear).joinsQuery},
	{"what a share link does", (*tear).joinsAction},
	{"the rest of a path", (*tear).joinsMiddle},
}

// join returns the end of s[i:end] widened over one gap, with the text that results, or end itself.
func join(s string, i, end int, text string) (int, string) {
	if end >= len(s) || text == "" {
		return end, text
	}
	gap, size := utf8.DecodeRuneInString(s[end:])
	from := end + size
	if !unicode.IsSpace(gap) || gap == '\t' || from >= len(s) || strings.ContainsRune(")]", rune(text[len(text)-1])) {
		return end, text
	}
	to := tokenEnd(s, from, 0)
	next := s[from:to]
	if to == from || schemeAt(next) > 0 || strings.HasPrefix(strings.ToLower(next), "www.") || strings.Contains(next, "@") && !strings.Contains(next, "/") {
		return end, text
	}
	t := &tear{text, next, s[to:], vocabulary()}
	for _, j := range joins {
		if glue, ok := j.fits(t); ok {
			return to, strings.TrimSuffix(text, glue) + next
		}
	}
	return end, text
}

// closing is the punctuation that can stand behind an address.
const closing = ".,;:)”’"

// bare returns the token without the punctuation of the sentence.
func (t *tear) bare() string { return strings.TrimRight(t.next, closing) }

// closes reports whether the token ends a clause: a word of a sentence would mostly have others behind it.
func (t *tear) closes() bool {
	rest := strings.TrimLeft(t.rest, " \u00a0")
	return len(t.bare()) < len(t.next) || rest == "" || strings.ContainsRune("\n([", rune(rest[0]))
}

// says reports whether the token is a word that sentences go on with behind an address: "and", "Retrieved", "p".
func (t *tear) says() bool {
	ws := splitWords(t.bare())
	if len(ws) != 1 || ws[0].start > 0 || ws[0].end < len(t.bare()) {
		return len(ws) == 0
	}
	s := ws[0].lower
	if _, month := t.w.months[s]; month || t.w.common.known[s] != 0 || t.w.andWords[s] || t.w.articles[s] || len(s) == 1 && !startsDigit(s) {
		return true
	}
	return t.w.addresses.behind[s] || t.w.accessed.begins(s) || t.w.allLeads.begins(s) || t.w.kinds.begins(s)
}

// followed reports whether a word stands behind the token that sentences go on with behind an address.
func (t *tear) followed() bool {
	word, rest, _ := strings.Cut(strings.TrimLeft(t.rest, " "), " ")
	_, month := t.w.months[strings.ToLower(word)]
	return !month && (&tear{next: word, rest: rest, w: t.w}).says()
}

// hasPath reports whether the piece has more than a host.
func (t *tear) hasPath() bool { return strings.Contains(withoutScheme(t.piece), "/") }

// depth counts the slashes behind the piece's host.
func (t *tear) depth() int { return strings.Count(withoutScheme(t.piece), "/") }

func (t *tear) ends(s string) bool { return strings.HasSuffix(t.piece, s) }

// last returns the last part of the piece's path.
func (t *tear) last() string { return t.piece[strings.LastIndexByte(t.piece, '/')+1:] }

// hostOnly matches an address of which only a part of the host name is there: "https://www.opengovpartnership.".
var hostOnly = regexp.MustCompile(`^(?i:https?://)?([A-Za-z0-9.-]*[A-Za-z0-9-])([.-]?)$`)

// hostRest matches the rest of a host name and a path: "org/documents/x", ".org/documents/x".
var hostRest = regexp.MustCompile(`^(\.?)((?:[a-z0-9-]+\.)*[a-z]{2,})/\S*`)

// joinsHost takes the rest of a host name behind its stop, before it, or behind a hyphen. A host that is whole is no half of
// one; one torn inside a word is recognised where the whole is a host that is known.
func (t *tear) joinsHost() (string, bool) {
	a, b := hostOnly.FindStringSubmatch(t.piece), hostRest.FindStringSubmatch(t.next)
	if a == nil || b == nil {
		return "", false
	}
	suffix, icann := publicsuffix.PublicSuffix(b[2])
	_, whole := publicsuffix.PublicSuffix(a[1])
	switch {
	case a[2] == "" && b[1] == "":
		return "", t.w.hostClass(strings.ToLower(a[1]+b[2])) != "" && t.w.hostClass(b[2]) == "" || !whole && icann && suffix != b[2] && strings.Contains(t.piece, "://")
	case !icann || a[2] == "-" && suffix == b[2] || a[2] != "-" && whole && strings.Contains(a[1], ".") && suffix != b[2]:
		return "", false
	case a[2] == "-":
		return "-", true
	}
	return "", a[2] == "" || b[1] == ""
}

// joinsSign takes tokens that begin with what only the middle of an address begins with: "/es/a", "?usp=sharing", ".pdf".
func (t *tear) joinsSign() (string, bool) {
	next := t.next
	if t.ends(".") || t.ends(",") || t.ends(";") || !strings.Contains(t.piece, "://") && !strings.HasPrefix(t.piece, "www.") || len(next) < 2 {
		return "", false
	}
	word := isASCIIWord(next[1])
	switch next[0] {
	case '/', '?':
		return "", len(next) > 3 && word
	case '&':
		return "", strings.Contains(t.piece, "?") && strings.Contains(next, "=")
	case '=':
		return "", word && strings.ContainsAny(t.piece, "?&#")
	case '#':
		return "", t.hasPath() && word && (strings.Contains(next, "=") || next[1] >= 'a')
	case '_':
		return "", t.hasPath() && word
	case '%':
		return "", t.hasPath() && hexPair.MatchString(next[1:])
	case '-':
		return "", t.hasPath() && word && (strings.ContainsAny(next[1:], "-_/0123456789") || t.w.addresses.file.MatchString(next))
	case '.':
		return "", t.w.addresses.file.MatchString(next)
	}
	return "", false
}

var hexPair = regexp.MustCompile(`^[0-9A-Fa-f]{2}`)

// cutEscape matches an address that breaks off inside "%20".
var cutEscape = regexp.MustCompile(`%[0-9A-Fa-f]$`)

// joinsOpen takes what stands behind a sign that no address ends with: "_", "=", "&", "%", "#", "+", "~", "@".
func (t *tear) joinsOpen() (string, bool) {
	switch {
	case !t.hasPath():
		return "", false
	case t.ends("%"):
		return "", hexPair.MatchString(t.next)
	case cutEscape.MatchString(t.piece):
		return "", hexPair.MatchString(t.next + "0")
	case t.ends("==") || !isASCIIWord(t.next[0]) && t.next[0] != '%' || t.says():
		return "", false
	case t.ends("="):
		return "", strings.ContainsAny(t.piece, "?#") && !nameLike.MatchString(t.next)
	case t.ends("&"):
		return "", strings.Contains(t.piece, "?")
	case t.ends("#"):
		return "", !nameLike.MatchString(t.next) && !t.ends("/#")
	}
	return "", t.ends("_") || t.ends("~") || (t.ends("@") || t.ends("+")) && !nameLike.MatchString(t.next)
}

// nameLike matches a word as sentences begin with and names consist of: "Ministerio".
var nameLike = regexp.MustCompile(`^\p{Lu}\p{Ll}+[.,;:)”’]*$`)

// joinsStop takes "pdf" behind ".../minutes-16.", and "2.pdf" behind ".../report_v1.".
func (t *tear) joinsStop() (string, bool) {
	if !t.ends(".") || !t.hasPath() || t.last() == "." || t.last() == "" {
		return "", false
	}
	return "", t.w.addresses.fileEnd.MatchString(t.next) || t.w.addresses.file.MatchString(t.next) && strings.ContainsAny(t.next[:1], "0123456789abcdefghijklmnopqrstuvwxyz")
}

// slugPath matches a path of words with hyphens or of several parts: "documents/mexico-results-report-2019-2022/".
var slugPath = regexp.MustCompile(`^[A-Za-z0-9_%.~-]+/\S+$`)

// onePart matches one part of a path: "slovak-republic", with a slash behind it or not.
var onePart = regexp.MustCompile(`^[A-Za-z0-9_%~.-]*[A-Za-z0-9]/?$`)

// sourceID matches the id that a publisher gives: letters and many digits, "S0740624X15300186".
var sourceID = regexp.MustCompile(`^[A-Z]{1,4}\d[A-Z0-9]{8,}[.,;:)”’]*$`)

// joinsPath takes what looks like a path behind a slash, and a plain word there when it ends the clause: addresses end with a
// slash too.
func (t *tear) joinsPath() (string, bool) {
	if !t.ends("/") || t.ends("://") {
		return "", false
	}
	s := t.bare()
	switch {
	case t.says() || numbers.MatchString(s):
		return "", false
	case t.w.addresses.file.MatchString(t.next) || t.w.addresses.pathFile.MatchString(t.next) || sourceID.MatchString(t.next):
		return "", true
	case slugPath.MatchString(s):
		return "", strings.ContainsAny(s, "-_%0123456789") || strings.Count(s, "/") > 1 || longParts(s)
	case !onePart.MatchString(s):
		return "", false
	case strings.ContainsAny(s, "_%") || strings.HasSuffix(s, "/") || strings.Count(s, "-") > 2:
		return "", true
	case strings.Contains(s, "-"):
		return "", t.closes() || strings.ContainsAny(s, "0123456789")
	}
	closes := t.closes() || number(s) && t.followed()
	return "", closes && t.depth() > 1 && len(s) > 2 && !strings.Contains(s, ".") && !unicode.IsUpper(rune(s[0]))
}

// numbers matches years, spans of years and dates.
var numbers = regexp.MustCompile(`^(?:(?:19|20)\d\d(?:[-/–](?:(?:19|20)?\d\d))?|\d\d?[-/.]\d\d?[-/.]\d{2,4})$`)

// longParts reports whether the parts of a path are words, and not those of "and/or".
func longParts(s string) bool {
	for part := range strings.SplitSeq(s, "/") {
		if len(part) < 4 {
			return false
		}
	}
	return true
}

// joinsHyphen takes the next token behind a hyphen when it looks like an address itself. The hyphen stays: addresses break at
// hyphens that belong to them.
func (t *tear) joinsHyphen() (string, bool) {
	if !t.ends("-") {
		return "", false
	}
	return "", isASCIIWord(t.next[0]) && (strings.ContainsAny(t.bare(), "/-_=%") || t.w.addresses.file.MatchString(t.next))
}

// joinsFile takes "TR_2016-2018.pdf" behind ".../2019/09/Mexico_EO": the last part has no ending yet.
func (t *tear) joinsFile() (string, bool) {
	last := t.last()
	if t.depth() < 1 || last == "" || strings.ContainsAny(last, "?#") || t.w.addresses.file.MatchString(last) || strings.ContainsAny(last[len(last)-1:], ".,;:") {
		return "", false
	}
	return "", t.w.addresses.file.MatchString(t.next) && (strings.ContainsAny(last, "_-%0123456789") || t.next[0] >= 'a' && t.closes())
}

// parameter matches the beginning of a query's parameter: "usp=sharing", "id=1rpP".
var parameter = regexp.MustCompile(`^[A-Za-z_][A-Za-z0-9_.-]*=(?:[^\s=]|$)`)

// pageQuery matches a page with its query: "open?id=1IpL".
var pageQuery = regexp.MustCompile(`^[A-Za-z0-9_.%-]+\?[A-Za-z_][A-Za-z0-9_]*=`)

// joinsQuery takes "usp=sharing" behind ".../view?", "lang=es" behind "?format=csv&amp;" and "open?id=1IpL" behind a slash.
func (t *tear) joinsQuery() (string, bool) {
	switch {
	case t.ends("?"), t.ends(";") && strings.Contains(t.piece, "?"), t.ends(";") && strings.HasPrefix(t.next, "jsessionid="):
		return "", parameter.MatchString(t.next)
	}
	return "", t.ends("/") && !t.ends("://") && pageQuery.MatchString(t.next)
}

// cutParameter matches an address that breaks off inside a parameter's name.
var cutParameter = regexp.MustCompile(`[?&#][A-Za-z_]{1,12}$`)

// joinsMiddle takes what only the middle of an address looks like behind a word that was torn: "ens-budget-data/", "set/a?lang=en".
func (t *tear) joinsMiddle() (string, bool) {
	s := t.bare()
	if !t.hasPath() || !isASCIIWord(t.piece[len(t.piece)-1]) || !isASCIIWord(t.next[0]) || bareHost(t.next) || t.w.addresses.file.MatchString(t.last()) {
		return "", false
	}
	switch {
	case !strings.ContainsFunc(s, unicode.IsLetter):
		return "", false
	case cutParameter.MatchString(t.piece):
		return "", parameter.MatchString(s)
	case strings.Contains(t.piece, "?"):
		return "", strings.Contains(s, "&") && strings.Contains(s, "=")
	case pageQuery.MatchString(s[strings.LastIndexByte(s, '/')+1:]):
		return "", true
	}
	if k := strings.IndexAny(s, "?#"); k > 0 {
		s = s[:k]
	}
	switch {
	case !onePart.MatchString(strings.ReplaceAll(s, "/", "-")):
		return "", false
	case strings.HasSuffix(s, "/"):
		return "", strings.ContainsAny(s, "-_") || strings.Count(s, "/") > 1
	}
	return "", strings.Contains(s, "/") && (strings.Count(s, "/") > 1 || strings.ContainsAny(s, "-_")) && strings.ContainsAny(s, "-_0123456789") || strings.Contains(s, "_")
}
