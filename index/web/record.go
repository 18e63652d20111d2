package web

import (
	"fmt"
	"reflect"
	"slices"

	"github.com/danielgtaylor/huma/v2"

	"github.com/irmtrail/irmtrail/corpus/health"
	"github.com/irmtrail/irmtrail/corpus/schema"
)

// tables is the one definition of the public tables, and of what is made of them for health.
var tables = append(schema.Tables(), health.Table, health.CountsTable)

// tableOf returns the table of a record type. Types that are no table are a mistake of ours, seen in the first test.
func tableOf[T any]() schema.Table {
	i := slices.IndexFunc(tables, func(t schema.Table) bool { return t.Row == reflect.TypeFor[T]() })
	if i < 0 {
		panic(fmt.Sprintf("web: %s is no table", reflect.TypeFor[T]()))
	}
	return tables[i]
}

// record is a row of a public table in an answer: an object with every column, null where absent.
type record[T any] struct{ row *T }

// MarshalJSON returns the row as the exports have it.
func (r record[T]) MarshalJSON() ([]byte, error) {
	if r.row == nil {
		return []byte("null"), nil
	}
	return tableOf[T]().JSON(r.row), nil
}

// Schema registers the table's schema under the record's name and returns a reference to it.
func (record[T]) Schema(r huma.Registry) *huma.Schema {
	t := tableOf[T]()
	name := t.Row.Name()
	if _, ok := r.Map()[name]; !ok {
		r.Map()[name] = tableSchema(r, t)
	}
	return &huma.Schema{Ref: schemaPrefix + name}
}

// records wraps rows for an answer, never nil.
func records[T any](rows []T) []record[T] {
	out := make([]record[T], len(rows))
	for i := range rows {
		out[i].row = &rows[i]
	}
	return out
}

const schemaPrefix = "#/components/schemas/"

// datePattern matches the dates of records: "2021-12-13", or less of it where the source states less.
const datePattern = `^\d{4}(-\d{2}(-\d{2})?)?$`

// tableSchema returns the JSON Schema of a table's rows.
func tableSchema(r huma.Registry, t schema.Table) *huma.Schema {
	s := &huma.Schema{
		Type: huma.TypeObject, Description: t.Doc,
		Properties: map[string]*huma.Schema{}, AdditionalProperties: false,
	}
	for _, c := range t.Columns {
		s.Properties[c.Name] = columnSchema(r, c)
		s.Required = append(s.Required, c.Name)
	}
	if row, ok := examples[t.Name]; ok {
		s.Examples = []any{rawJSON(t.JSON(row))}
	}
	return s
}

func columnSchema(r huma.Registry, c schema.Column) *huma.Schema {
	s := &huma.Schema{Description: c.Doc, Nullable: c.Nullable()}
	switch c.Type {
	case schema.Integer:
		s.Type, s.Format = huma.TypeInteger, "int64"
	case schema.Number:
		s.Type = huma.TypeNumber
	case schema.Boolean:
		s.Type = huma.TypeBoolean
	case schema.DateTime:
		s.Type, s.Format = huma.TypeString, "date-time"
	case schema.Date:
		s.Type, s.Pattern = huma.TypeString, datePattern
	case schema.List:
		s.Type, s.Items = huma.TypeArray, itemSchema(r, c.Item)
	case schema.Box:
		s.Type, s.Items = huma.TypeArray, &huma.Schema{Type: huma.TypeNumber}
		four := 4
		s.MinItems, s.MaxItems = &four, &four
	default:
		s.Type = huma.TypeString
	}
	for _, v := range c.Enum {
		s.Enum = append(s.Enum, v)
	}
	if c.Enum != nil && s.Nullable {
		s.Enum = append(s.Enum, nil)
	}
	return s
}

func itemSchema(r huma.Registry, item reflect.Type) *huma.Schema {
	if item.Kind() == reflect.String {
		return &huma.Schema{Type: huma.TypeString}
	}
	return r.Schema(item, true, item.Name())
}

// rawJSON is JSON that is written as it is.
type rawJSON []byte

// MarshalJSON returns the bytes.
func (j rawJSON) MarshalJSON() ([]byte, error) { return j, nil }
