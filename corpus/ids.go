package corpus

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"
	"time"
)

// Digest is the SHA-256 of a payload in lower-case hexadecimal (64 digits).
type Digest string

// DigestOf returns the digest of a payload.
func DigestOf(payload []byte) Digest {
	sum := sha256.Sum256(payload)
	return Digest(hex.EncodeToString(sum[:]))
}

// DocumentID names a distinct payload: "doc-" and the first 16 digits of its digest.
type DocumentID string

// DocumentIDOf returns the id of the document whose payload has the digest.
func DocumentIDOf(d Digest) DocumentID {
	if len(d) < 16 {
		return ""
	}
	return DocumentID("doc-" + string(d[:16]))
}

// CaptureID names one attempt to get a URL.
type CaptureID string

// ReportID is the slug of a report, such as "mexico-results-report-2019-2022".
type ReportID string

// URL is an address as the field writes it, absolute, after repair of print damage. [TargetKey] tells which URLs are one
// target.
type URL string

// Date is a calendar date in ISO 8601 ("2021-12-13"), or less of it ("2021-12", "2021") where the source states less.
type Date string

// DateOf returns the full date, or "" when there is no such day.
func DateOf(year, month, day int) Date {
	t := time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC)
	if year < 1 || t.Year() != year || int(t.Month()) != month || t.Day() != day {
		return ""
	}
	return Date(t.Format(time.DateOnly))
}

// Language is a BCP 47 tag ("en", "es", "pt-BR"); "" when unknown.
type Language string

// Base returns the primary subtag in lower case: "pt" for "pt-BR".
func (l Language) Base() Language {
	base, _, _ := strings.Cut(strings.ToLower(strings.ReplaceAll(string(l), "_", "-")), "-")
	return Language(base)
}

// StableID makes an id out of what identifies a thing: the prefix, a hyphen and 16 hexadecimal digits of the SHA-256 of
// the parts. The same parts give the same id on every machine.
func StableID(prefix string, parts ...string) string {
	h := sha256.New()
	for _, p := range parts {
		fmt.Fprintf(h, "%d:%s,", len(p), p)
	}
	return prefix + "-" + hex.EncodeToString(h.Sum(nil))[:16]
}
