package web

import (
	"net/http"
	"net/url"
	"strings"
	"unicode/utf8"
)

// maxURL bounds path and query together.
const maxURL = 8 << 10

// badRequest finds what no handler should see: addresses that are too long, escapes that do not decode, text that is no
// UTF-8, control characters. It returns 0 when there is nothing of the kind.
func badRequest(r *http.Request) (status int, detail string) {
	if len(r.URL.RawQuery)+len(r.URL.EscapedPath()) > maxURL {
		return http.StatusRequestURITooLong, "The address is too long."
	}
	if !clean(r.URL.Path) {
		return http.StatusBadRequest, "The path is not valid UTF-8 text."
	}
	values, err := url.ParseQuery(r.URL.RawQuery)
	if err != nil {
		return http.StatusBadRequest, "The query part of the address cannot be decoded."
	}
	for name, all := range values {
		if !clean(name) {
			return http.StatusBadRequest, "The name of a parameter is not valid UTF-8 text."
		}
		for _, v := range all {
			if !clean(v) {
				return http.StatusBadRequest, "The parameter " + name + " is not valid UTF-8 text, or holds control characters."
			}
		}
	}
	return 0, ""
}

// clean reports whether s is UTF-8 without control characters, white space apart.
func clean(s string) bool {
	return utf8.ValidString(s) && strings.IndexFunc(s, func(r rune) bool {
		return (r < ' ' && r != '\t' && r != '\n' && r != '\r') || r == 0x7f
	}) < 0
}
