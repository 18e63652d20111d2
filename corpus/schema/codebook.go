package schema

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/irmtrail/irmtrail/corpus"
)

// Codebook writes the description of tables and columns as Markdown: doc/records.md, and codebook.md of an export.
func Codebook(w io.Writer, tables []Table) error {
	var b strings.Builder
	b.WriteString(`# The records

Made from irmtrail's record types, not written by hand. The JSON Lines and CSV
files of ` + "`irmtrail export`" + `, the tables of the SQLite file and the objects of the HTTP API have these columns.

- Ids are stable: the same input gives the same ids on every machine and every run.
- A value that the source does not state is null (empty in CSV), never guessed. Lists are never null.
- Dates are ISO 8601, instants RFC 3339 in UTC, languages BCP 47, countries ISO 3166-1 alpha-3.
- Evidence: offsets count Unicode code points in the document's text, and text[start:end] equals quote, always
  (` + "`irmtrail verify`" + ` proves it). In CSV, lists and boxes are JSON, and an apostrophe stands before free text that a
  spreadsheet would take for a formula (` + "`--csv-raw`" + ` leaves it out).
`)
	for _, t := range tables {
		fmt.Fprintf(&b, "\n## %s\n%s\n\n| column | type | meaning |\n|---|---|---|\n", t.Name, t.Doc)
		for _, c := range t.Columns {
			fmt.Fprintf(&b, "| `%s` | %s | %s |\n", c.Name, c.describeType(), c.describe())
		}
	}
	if slices.ContainsFunc(tables, func(t Table) bool { return t.Name == "findings" }) {
		b.WriteString("\n## Rules of findings\n\n| rule | meaning |\n|---|---|\n")
		for _, r := range corpus.Rules {
			fmt.Fprintf(&b, "| `%s` | %s |\n", r.Rule, r.Meaning)
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func (c Column) describeType() string {
	name := string(c.Type)
	if c.Key {
		return name + ", key"
	}
	if c.Nullable() {
		return name + ", can be null"
	}
	return name
}

func (c Column) describe() string {
	out := strings.ReplaceAll(c.Doc, "|", `\|`)
	if c.Ref != "" {
		out += " Refers to " + c.Ref + "."
	}
	if c.Enum != nil {
		out += " One of `" + strings.Join(c.Enum, "` `") + "`."
	}
	return out
}
