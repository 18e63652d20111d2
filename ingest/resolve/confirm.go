package resolve

import (
	"net/url"
	"strings"

	"github.com/PuerkitoBio/goquery"

	"github.com/irmtrail/irmtrail/corpus"
)

// confirmation returns the request that the page "cannot scan this file for viruses" asks to send: its form with all
// hidden fields, or, on old pages, its link. It is sent once.
func confirmation(p Plan, doc *goquery.Document) *Plan {
	if p.Via != Drive || p.forms > 0 {
		return nil
	}
	base, err := url.Parse(string(p.URL))
	if err != nil {
		return nil
	}
	to := formAddress(base, doc.Find("form#download-form, form#downloadForm").First())
	if to == nil {
		link, ok := doc.Find(`a#uc-download-link[href], a[href*="/uc?"][href*="confirm="]`).First().Attr("href")
		if !ok {
			return nil
		}
		if to, err = base.Parse(link); err != nil {
			return nil
		}
	}
	if corpus.DriveID(corpus.URL(to.String())) != corpus.DriveID(p.URL) {
		return nil // of another file, or of another host
	}
	next := p.then(keepKey(p.URL, corpus.URL(to.String())))
	next.forms++
	return &next
}

// formAddress returns the address that a form asks for with its hidden fields; nil when it is none that gets something.
func formAddress(base *url.URL, form *goquery.Selection) *url.URL {
	action, ok := form.Attr("action")
	if !ok || !strings.EqualFold(form.AttrOr("method", "get"), "get") {
		return nil
	}
	to, err := base.Parse(action)
	if err != nil {
		return nil
	}
	q := to.Query()
	form.Find("input[type=hidden][name]").Each(func(_ int, in *goquery.Selection) {
		q.Set(in.AttrOr("name", ""), in.AttrOr("value", ""))
	})
	to.RawQuery = q.Encode()
	return to
}
