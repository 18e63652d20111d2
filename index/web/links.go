package web

import (
	"fmt"
	"net/url"
	"strings"

	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/index"
)

// reportURL returns the address of a report's page.
func reportURL(id corpus.ReportID) string { return "/reports/" + url.PathEscape(string(id)) }

// documentURL returns the address of a document's page.
func documentURL(id corpus.DocumentID) string { return "/documents/" + url.PathEscape(string(id)) }

// placeURL returns the address of a place in a document, which its page marks and jumps to.
func placeURL(id corpus.DocumentID, start, end int) string {
	return fmt.Sprintf("%s?start=%d&end=%d#quote", documentURL(id), start, end)
}

// evidenceURL returns the address of the place that a piece of evidence names, of its document when it names none, or "".
func evidenceURL(e corpus.Evidence) string {
	switch {
	case e.DocumentID == "":
		return ""
	case !e.Quoted():
		return documentURL(e.DocumentID)
	}
	return placeURL(e.DocumentID, *e.Start, *e.End)
}

// apiURL returns the address of a resource in the API. Slashes in ids stay slashes.
func apiURL(kind, id string) string {
	parts := strings.Split(id, "/")
	for i, p := range parts {
		parts[i] = url.PathEscape(p)
	}
	return apiPrefix + "/" + kind + "/" + strings.Join(parts, "/")
}

// noteAnchor returns the name of a note's place on its report's page: "fn-2", with the section where numbering restarts.
func noteAnchor(footnoteID string) string {
	_, number, _ := strings.Cut(footnoteID, "/fn/")
	return "fn-" + anchorName(number)
}

// commitmentAnchor returns the name of a commitment's place on its report's page: "commitment-4.2".
func commitmentAnchor(number string) string { return "commitment-" + anchorName(number) }

// recordAnchor returns the fragment that leads to a hit on its report's page, "" for a passage.
func recordAnchor(h index.Hit) string {
	switch h.Kind {
	case index.Footnote:
		return "#" + noteAnchor(h.ID)
	case index.Commitment:
		return "#" + commitmentAnchor(strings.TrimPrefix(h.ID, string(h.ReportID)+"/"))
	}
	return ""
}

// anchorName keeps what can stand in an id and in a fragment without escapes.
func anchorName(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r >= '0' && r <= '9', r >= 'a' && r <= 'z', r >= 'A' && r <= 'Z', r == '.', r == '_', r == '-':
			return r
		}
		return '-'
	}, s)
}

// webAddress returns the address when it is one of the web (http, https), else "". Records hold what strangers wrote;
// nothing else becomes a link.
func webAddress(s string) string {
	u, err := url.Parse(strings.TrimSpace(s))
	if err != nil || u.Host == "" || (u.Scheme != "http" && u.Scheme != "https") {
		return ""
	}
	return u.String()
}
