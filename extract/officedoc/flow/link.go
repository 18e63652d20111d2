package flow

import (
	"net/url"
	"strings"
)

// Link returns an address as a span has it; "" for what is no address of the web or of mail: files, scripts, places on the author's
// own machine.
func Link(address string) string {
	address = strings.TrimSpace(address)
	u, err := url.Parse(address)
	if err != nil {
		u, err = url.Parse(strings.ReplaceAll(address, " ", "%20"))
	}
	if err != nil {
		return ""
	}
	switch strings.ToLower(u.Scheme) {
	case "http", "https":
		if u.Host == "" {
			return ""
		}
	case "mailto":
	default:
		return ""
	}
	return strings.ReplaceAll(address, " ", "%20")
}

// Place returns the link to a place in the document.
func Place(name string) string {
	if name == "" {
		return ""
	}
	return "#" + name
}
