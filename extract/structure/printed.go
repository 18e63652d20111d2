package structure

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/publicsuffix"
)

// printedAddress is an address as it stands in a text; start and end are byte offsets.
type printedAddress struct {
	start, end int
	url        string
}

// printedAddresses finds the addresses that are printed in s, repairing what printing did to them.
func printedAddresses(s string) []printedAddress {
	var found []printedAddress
	for i := 0; i < len(s); {
		if !addressStart(s, i) {
			_, size := utf8.DecodeRuneInString(s[i:])
			i += size
			continue
		}
		a := scanAddress(s, i)
		if a.url != "" {
			found = append(found, a)
		}
		i = max(a.end, i+1)
	}
	return found
}

// addressStart reports whether an address begins at i: a scheme, "www.", or the name of a host with a path behind it
// ("r3d.mx/2017/06/19/a").
func addressStart(s string, i int) bool {
	switch s[i] {
	case 'h', 'H', 'f':
		if schemeAt(s[i:]) > 0 {
			return true
		}
	}
	if i > 0 {
		if before, _ := utf8.DecodeLastRuneInString(s[:i]); wordRune(before) || strings.ContainsRune("@/.-_:", before) && before != ':' {
			return false
		}
	}
	c := s[i]
	if c == 'w' || c == 'W' {
		if len(s) > i+5 && strings.EqualFold(s[i:i+4], "www.") && isASCIIWord(s[i+4]) {
			return true
		}
	}
	return (c >= 'a' && c <= 'z' || c >= '0' && c <= '9') && bareHost(s[i:])
}

func isASCIIWord(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_'
}

// schemeAt returns the length of "https://" at the start of s, also where it was torn apart ("https: //"); 0 when there is none.
func schemeAt(s string) int {
	n := 0
	for _, scheme := range []string{"https", "http", "ftp"} {
		if len(s) > len(scheme) && strings.EqualFold(s[:len(scheme)], scheme) {
			n = len(scheme)
			break
		}
	}
	if n == 0 || n >= len(s) || s[n] != ':' {
		return 0
	}
	n++
	if n < len(s) && s[n] == ' ' {
		n++
	}
	if !strings.HasPrefix(s[n:], "//") {
		return 0
	}
	return n + 2
}

// barePattern matches the host and path of an address without scheme: "bit.ly/3abcd", "r3d.mx/2017/06/19/gobierno-espia/".
var barePattern = regexp.MustCompile(`^((?:[a-z0-9][a-z0-9-]*\.)+[a-z]{2,})/[A-Za-z0-9_%~-]*[A-Za-z][A-Za-z0-9_%~-]*[A-Za-z0-9_%~/.?=&#-]*`)

func bareHost(s string) bool {
	dot := strings.IndexByte(s, '.')
	slash := strings.IndexByte(s, '/')
	space := strings.IndexByte(s, ' ')
	if dot <= 1 || slash < dot || slash > 60 || space >= 0 && space < slash || len(s) < slash+5 {
		return false
	}
	m := barePattern.FindStringSubmatch(s[:min(len(s), 200)])
	if m == nil {
		return false
	}
	suffix, icann := publicsuffix.PublicSuffix(m[1])
	return icann && suffix != m[1]
}

// scanAddress reads the address at i to its end, over the gaps that a repair can close.
func scanAddress(s string, i int) printedAddress {
	end := tokenEnd(s, i, schemeAt(s[i:]))
	text := s[i:end]
	for range 4 {
		next, joined := join(s, i, end, text)
		if next == end {
			break
		}
		end, text = next, joined
	}
	keep := addressEnd(text)
	end -= len(text) - keep
	return printedAddress{i, end, repaired(text[:keep])}
}

// tokenEnd returns the end of the token that begins at i and whose first skip bytes are its scheme. A second address glued to
// the first ends it, unless the first is that of an archive or a wrapper, which hold another address. So does the Greek question
// mark, as which some fonts set the semicolon.
func tokenEnd(s string, i, skip int) int {
	j := i + skip
	if skip > 0 && j < len(s) && s[j] == ' ' { // "https:// www.x.org"
		if m := bareOrWWW(s[j+1:]); m {
			j++
		}
	}
	for j < len(s) {
		c, size := utf8.DecodeRuneInString(s[j:])
		if unicode.IsSpace(c) || strings.ContainsRune("<>\"“”«»|\\^`{}[]\u037e", c) {
			break
		}
		if (c == 'h' || c == 'H') && j > i+skip && schemeAt(s[j:]) > 0 && !strings.ContainsRune("/=:", rune(s[j-1])) {
			break
		}
		j += size
	}
	return j
}

func bareOrWWW(s string) bool {
	return strings.HasPrefix(strings.ToLower(s), "www.") || bareHost(s)
}

// repaired returns the address as a browser would take it: with a scheme, without white space and invisible characters.
func repaired(s string) string {
	s = strings.Map(func(c rune) rune {
		if invisible(c) || unicode.IsSpace(c) {
			return -1
		}
		return c
	}, s)
	n := schemeAt(s)
	if n == 0 {
		s, n = "https://"+s, len("https://")
	}
	s = strings.ToLower(s[:n]) + s[n:]
	if !strings.Contains(s[n:], ".") {
		return ""
	}
	return withoutBreak(unwrapped(s))
}

// withoutBreak drops the hyphen that a line's end put into the id of a shared file: the id is one character longer than ids
// are, and it is its only hyphen.
func withoutBreak(s string) string {
	at := sharedFile.FindStringSubmatchIndex(s)
	if at == nil {
		return s
	}
	id := s[at[2]:at[3]]
	w := &vocabulary().addresses
	if w.wholeID(id) || !w.wholeID(strings.Replace(id, "-", "", 1)) || strings.Count(id, "-") != 1 {
		return s
	}
	return s[:at[2]] + strings.Replace(id, "-", "", 1) + s[at[3]:]
}

// sharedFile matches the address of a shared file; its id is group 1.
var sharedFile = regexp.MustCompile(`(?:drive|docs)\.google\.com/\S*?(?:/d/|/folders/|[?&]id=)([A-Za-z0-9_-]+)`)

// invisible reports whether a character leaves no trace on paper: zero-width space and joiners, soft hyphen, byte order mark.
func invisible(c rune) bool {
	return c == '\u200b' || c == '\u200c' || c == '\u200d' || c == '\u2060' || c == '\ufeff' || c == '\u00ad'
}

// addressEnd returns the length of s without the punctuation of the sentence at its end. A closing parenthesis stays when it
// is opened inside the address.
func addressEnd(s string) int {
	for len(s) > 0 {
		c, size := utf8.DecodeLastRuneInString(s)
		switch {
		case c == ')' && strings.Count(s, "(") >= strings.Count(s, ")"):
			return len(s)
		case !strings.ContainsRune(".,;:!?)]}»”’\"'…*", c) && !invisible(c):
			return len(s)
		}
		s = s[:len(s)-size]
	}
	return 0
}
