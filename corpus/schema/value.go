package schema

import (
	"bytes"
	"encoding/json"
	"fmt"
	"reflect"
	"time"
)

// Value returns what a row (a record or a pointer to one) holds in the column: nil when absent, else string, int64,
// float64, bool, time.Time, or the list or box itself.
func (c Column) Value(row any) any {
	v := reflect.Indirect(reflect.ValueOf(row)).FieldByIndex(c.path)
	if v.Kind() == reflect.Pointer {
		if v.IsNil() {
			return nil
		}
		if c.Type == Box {
			return v.Elem().Interface()
		}
		v = v.Elem()
	}
	switch c.Type {
	case List:
		if v.IsNil() {
			return reflect.MakeSlice(v.Type(), 0, 0).Interface()
		}
		return v.Interface()
	case DateTime:
		t := v.Interface().(time.Time)
		if t.IsZero() {
			return nil
		}
		return t.UTC()
	case Boolean:
		return v.Bool()
	case Integer:
		if c.null && v.IsZero() {
			return nil
		}
		return v.Int()
	case Number:
		if c.null && v.IsZero() {
			return nil
		}
		return v.Float()
	}
	if v.Len() == 0 {
		return nil
	}
	return v.String()
}

// Text returns the value as text: RFC 3339 for instants, JSON for lists and boxes; ok is false when it is absent.
func (c Column) Text(row any) (text string, ok bool) {
	switch v := c.Value(row).(type) {
	case nil:
		return "", false
	case string:
		return v, true
	case time.Time:
		return v.Format(time.RFC3339Nano), true
	case bool, int64, float64:
		return fmt.Sprint(v), true
	default:
		return string(mustJSON(v)), true
	}
}

// SQL returns the value as SQLite stores it: nil, string, int64 or float64.
func (c Column) SQL(row any) any {
	switch v := c.Value(row).(type) {
	case nil:
		return nil
	case bool:
		if v {
			return int64(1)
		}
		return int64(0)
	case string, int64, float64:
		return v
	case time.Time:
		return v.Format(time.RFC3339Nano)
	default:
		return string(mustJSON(v))
	}
}

// Set puts a value that SQLite stored back into a row, which must be a pointer to a record.
func (c Column) Set(row, value any) error {
	if value == nil {
		return nil
	}
	v := reflect.ValueOf(row).Elem().FieldByIndex(c.path)
	if v.Kind() == reflect.Pointer {
		v.Set(reflect.New(v.Type().Elem()))
		v = v.Elem()
	}
	switch x := value.(type) {
	case int64:
		switch c.Type {
		case Boolean:
			v.SetBool(x != 0)
		case Number:
			v.SetFloat(float64(x))
		default:
			v.SetInt(x)
		}
	case float64:
		v.SetFloat(x)
	case string:
		return c.setText(v, x)
	case []byte:
		return c.setText(v, string(x))
	default:
		return fmt.Errorf("column %s: no place for a %T", c.Name, value)
	}
	return nil
}

func (c Column) setText(v reflect.Value, s string) error {
	switch c.Type {
	case List, Box:
		if err := json.Unmarshal([]byte(s), v.Addr().Interface()); err != nil {
			return fmt.Errorf("column %s: %w", c.Name, err)
		}
	case DateTime:
		t, err := time.Parse(time.RFC3339Nano, s)
		if err != nil {
			return fmt.Errorf("column %s: %w", c.Name, err)
		}
		v.Set(reflect.ValueOf(t))
	default:
		v.SetString(s)
	}
	return nil
}

// JSON returns a row as a JSON object with every column of the table, in order, null where absent.
func (t Table) JSON(row any) []byte {
	var b bytes.Buffer
	b.WriteByte('{')
	for i, c := range t.Columns {
		if i > 0 {
			b.WriteByte(',')
		}
		b.Write(mustJSON(c.Name))
		b.WriteByte(':')
		b.Write(mustJSON(c.Value(row)))
	}
	b.WriteByte('}')
	return b.Bytes()
}

// mustJSON encodes a value of a record without escaping HTML, so that quotes stay as they are. Records hold no type that
// cannot be encoded.
func mustJSON(v any) []byte {
	if t, ok := v.(time.Time); ok {
		v = t.Format(time.RFC3339Nano)
	}
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		panic(fmt.Sprintf("schema: %v", err))
	}
	return bytes.TrimSuffix(b.Bytes(), []byte("\n"))
}
