package robots

import "net/http"

// Access is what an answer for robots.txt amounts to.
type Access int

// The kinds of access.
const (
	ByFile    Access = iota // the file that came decides
	Unchanged               // the rules that are held go on (304)
	All                     // there are no rules (most 4xx)
	Nothing                 // the host cannot say now, so nothing may be got (5xx, 429)
)

// After says what an answer amounts to (RFC 9309 section 2.3.1). Redirects are followed before; a chain that is too
// long counts as no file. 429 is a host that is overloaded, not one without rules.
func After(status int) Access {
	switch {
	case status == http.StatusNotModified:
		return Unchanged
	case status >= 200 && status < 300:
		return ByFile
	case status == http.StatusTooManyRequests:
		return Nothing
	case status >= 300 && status < 500:
		return All
	}
	return Nothing
}
