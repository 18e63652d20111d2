package schema

import "strings"

// Guarded returns text for a cell of CSV, with an apostrophe before what a spreadsheet would take for a formula (OWASP
// ASVS 1.2.10). Text that begins with an apostrophe gets one too, so that taking away one apostrophe always gives the
// text back.
func Guarded(text string) string {
	if text != "" && strings.ContainsRune("=+-@\t\r\x00'", rune(text[0])) {
		return "'" + text
	}
	return text
}
