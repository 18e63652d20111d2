package report

import (
	"fmt"
	"strings"
	"unicode"

	"github.com/irmtrail/irmtrail/corpus"
)

// ID returns the report's id: a slug of local member and country, type and years ("mexico-results-report-2019-2022"),
// with the language where it is not English and "-for-public-comment" for a draft. Where country, type or years are
// unknown it is a slug of the title.
func ID(r *corpus.Report) corpus.ReportID {
	name := r.Country
	if r.Locality != "" {
		name = r.Locality + " " + r.Country
	}
	id := slug(fmt.Sprintf("%s %s %d-%d", name, strings.ReplaceAll(string(r.Type), "_", " "), r.PeriodStart, r.PeriodEnd))
	if r.Country == "" || r.Type == "" || r.PeriodStart == 0 || r.PeriodEnd == 0 {
		id = slug(r.Title)
	}
	if r.PublicComment && !strings.HasSuffix(id, draftSuffix) {
		id += draftSuffix
	}
	if l := r.Language.Base(); l != "" && l != "en" {
		id += "-" + string(l)
	}
	return corpus.ReportID(id)
}

const draftSuffix = "-for-public-comment"

// slug returns s in lower case without accents, other signs than letters and digits as single hyphens.
func slug(s string) string {
	var sb strings.Builder
	for _, r := range fold(s) {
		switch {
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			sb.WriteRune(r)
		case isApostrophe(r):
		case sb.Len() > 0 && !strings.HasSuffix(sb.String(), "-"):
			sb.WriteByte('-')
		}
	}
	return strings.TrimRight(sb.String(), "-")
}
