// Package schema describes the nouns of corpus as tables: the name, type, enumeration, description and references of
// every column, read from the struct tags of the record types. It is the one definition behind the SQL statements of
// corpus/store, the files of corpus/export and the schemas of index/web.
//
// The tags of a field:
//
//	col:"name[,key][,null][,ref=table]" doc:"what it means" enum:"a b c"
//
// key marks the primary key, null says that zero means absent, ref names the table whose key it holds. Empty strings, nil
// pointers and zero times are always absent; lists never are. An embedded struct gives its own columns in its place.
package schema

import (
	"fmt"
	"reflect"
	"strings"
	"time"

	"github.com/irmtrail/irmtrail/corpus"
)

// Type is a column's type, in the words of Table Schema.
type Type string

// The column types.
const (
	String   Type = "string"
	Integer  Type = "integer"
	Number   Type = "number"
	Boolean  Type = "boolean"
	Date     Type = "date"
	DateTime Type = "datetime"
	List     Type = "list" // of strings, or of objects; JSON in SQL and CSV
	Box      Type = "box"  // four numbers; JSON in SQL and CSV
)

// Column is one column of a table.
type Column struct {
	Name    string
	Type    Type
	Doc     string
	Enum    []string     // the values allowed, nil when free
	Key     bool         // part of the primary key
	Ref     string       // table whose key this column holds, "" none
	Item    reflect.Type // element type of a list, nil otherwise
	null    bool
	pointer bool
	path    []int
}

// Table is a record type as a table.
type Table struct {
	Name    string
	Doc     string
	Columns []Column
	Row     reflect.Type
}

// Tables lists every public table, in the order in which they can be loaded with foreign keys on.
func Tables() []Table {
	return []Table{
		Of[corpus.Document]("documents", "One row per distinct payload (bytes)."),
		Of[corpus.Capture]("captures", "One row per attempt to get a URL."),
		Of[corpus.Report]("reports", "One row per IRM report and language, whatever the number of its files."),
		Of[corpus.Commitment]("commitments", "One row per commitment that a report treats."),
		Of[corpus.Rating]("ratings", "One row per commitment and indicator."),
		Of[corpus.Tally]("tallies", "Counts of commitments that the report's prose or boxes state."),
		Of[corpus.Footnote]("footnotes", "One row per note of a report."),
		Of[corpus.Citation]("citations", "One row per link of a footnote."),
		Of[corpus.Minutes]("minutes", "One row per set of minutes that was read. Empty as long as minutes are archived and searched, but not read into records."),
		Of[corpus.Finding]("findings", "What does not add up, or could not be read."),
		Of[corpus.Run]("runs", "One row per batch run."),
	}
}

// Of describes the record type T as a table.
func Of[T any](name, doc string) Table {
	row := reflect.TypeFor[T]()
	return Table{Name: name, Doc: doc, Row: row, Columns: columns(row, nil)}
}

// Column returns the column of the name; ok is false when there is none.
func (t Table) Column(name string) (c Column, ok bool) {
	for _, c := range t.Columns {
		if c.Name == name {
			return c, true
		}
	}
	return Column{}, false
}

// KeyColumn returns the primary key.
func (t Table) KeyColumn() Column {
	for _, c := range t.Columns {
		if c.Key {
			return c
		}
	}
	return t.Columns[0]
}

func columns(row reflect.Type, path []int) []Column {
	var out []Column
	for i := range row.NumField() {
		f := row.Field(i)
		at := append(append([]int{}, path...), i)
		if f.Anonymous {
			out = append(out, columns(f.Type, at)...)
			continue
		}
		tag, ok := f.Tag.Lookup("col")
		if !ok {
			continue
		}
		out = append(out, column(f, tag, at))
	}
	return out
}

func column(f reflect.StructField, tag string, path []int) Column {
	parts := strings.Split(tag, ",")
	c := Column{Name: parts[0], Doc: f.Tag.Get("doc"), path: path}
	if e := f.Tag.Get("enum"); e != "" {
		c.Enum = strings.Fields(e)
	}
	for _, option := range parts[1:] {
		switch {
		case option == "key":
			c.Key = true
		case option == "null":
			c.null = true
		case strings.HasPrefix(option, "ref="):
			c.Ref = strings.TrimPrefix(option, "ref=")
		}
	}
	c.pointer = f.Type.Kind() == reflect.Pointer
	c.Type, c.Item = typeOf(f.Type)
	return c
}

func typeOf(t reflect.Type) (Type, reflect.Type) {
	switch t {
	case reflect.TypeFor[time.Time]():
		return DateTime, nil
	case reflect.TypeFor[corpus.Date]():
		return Date, nil
	case reflect.TypeFor[*corpus.Box]():
		return Box, nil
	}
	switch t.Kind() {
	case reflect.Pointer:
		return typeOf(t.Elem())
	case reflect.Slice:
		return List, t.Elem()
	case reflect.Int, reflect.Int64:
		return Integer, nil
	case reflect.Float64:
		return Number, nil
	case reflect.Bool:
		return Boolean, nil
	case reflect.String:
		return String, nil
	}
	panic(fmt.Sprintf("schema: no column type for %s", t)) // a mistake in our own nouns, found by the package's test
}

// Nullable reports whether the column can be absent.
func (c Column) Nullable() bool {
	switch c.Type {
	case List:
		return false
	case Boolean:
		return c.pointer
	case Integer, Number:
		return c.null || c.pointer
	}
	return !c.Key
}
