package web

import (
	"encoding/json"
	"fmt"
	"maps"
	"math"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/irmtrail/irmtrail/corpus/health"
	"github.com/irmtrail/irmtrail/corpus/schema"
)

type object = map[string]any

func openAPI(t *testing.T, h http.Handler) object {
	t.Helper()
	w := get(t, h, openAPIPath)
	var doc object
	if err := json.Unmarshal(w.Body.Bytes(), &doc); err != nil || w.Code != http.StatusOK {
		t.Fatalf("%d: %v", w.Code, err)
	}
	return doc
}

// TestOpenAPI holds the document to the structure of OpenAPI 3.1.
func TestOpenAPI(t *testing.T) {
	w := newWorld(t)
	doc := openAPI(t, w.handler(t, &fakeSearch{}))
	if v, _ := doc["openapi"].(string); !strings.HasPrefix(v, "3.1.") {
		t.Errorf("version %q", v)
	}
	info := doc["info"].(object)
	if info["title"] == "" || info["version"] != "test" || info["description"] == "" || info["license"].(object)["identifier"] != "Apache-2.0" {
		t.Errorf("info %v", info)
	}
	paths := doc["paths"].(object)
	want := []string{"/documents/{id}", "/documents/{id}/original", "/footnotes/{id}", "/health", "/health/summary", "/reports", "/reports/{id}", "/reports/{id}/commitments/{number}/timeline", "/reports/{id}/trail", "/search"}
	for i := range want {
		want[i] = apiPrefix + want[i]
	}
	if got := slices.Sorted(maps.Keys(paths)); !slices.Equal(got, want) {
		t.Errorf("paths %v", got)
	}
	seen := map[string]bool{}
	for path, item := range paths {
		for method, op := range item.(object) {
			if method != "get" {
				t.Errorf("%s %s", method, path)
			}
			checkOperation(t, path, op.(object), seen)
		}
	}
	checkRefs(t, doc, doc, "#")
}

func checkOperation(t *testing.T, path string, op object, seen map[string]bool) {
	t.Helper()
	id, _ := op["operationId"].(string)
	if id == "" || seen[id] || op["summary"] == "" || op["description"] == "" || len(op["tags"].([]any)) == 0 {
		t.Errorf("%s: operation id %q, summary %q", path, id, op["summary"])
	}
	seen[id] = true
	inPath := map[string]bool{}
	for _, m := range regexp.MustCompile(`\{([^}]*)\}`).FindAllStringSubmatch(path, -1) {
		inPath[m[1]] = true
	}
	params, _ := op["parameters"].([]any)
	for _, p := range params {
		p := p.(object)
		name := p["name"].(string)
		if p["description"] == "" || p["description"] == nil || p["schema"] == nil {
			t.Errorf("%s: parameter %s is not described", path, name)
		}
		if p["in"] == "path" {
			if !inPath[name] || p["required"] != true {
				t.Errorf("%s: path parameter %s", path, name)
			}
			delete(inPath, name)
		}
		if p["schema"].(object)["type"] == "array" && p["explode"] != true {
			t.Errorf("%s: list %s is not exploded", path, name)
		}
	}
	if len(inPath) > 0 {
		t.Errorf("%s: parameters without description: %v", path, inPath)
	}
	for _, status := range []string{"200", "400", "422", "500"} {
		r, ok := op["responses"].(object)[status].(object)
		if !ok || r["description"] == "" || len(r["content"].(object)) != 1 {
			t.Errorf("%s: response %s: %v", path, status, r)
		} else if status != "200" && r["content"].(object)["application/problem+json"] == nil {
			t.Errorf("%s: response %s is no problem", path, status)
		}
	}
}

func checkRefs(t *testing.T, doc object, v any, at string) {
	t.Helper()
	switch v := v.(type) {
	case object:
		if ref, ok := v["$ref"].(string); ok && resolve(doc, ref) == nil {
			t.Errorf("%s: %s leads nowhere", at, ref)
		}
		for k, x := range v {
			checkRefs(t, doc, x, at+"/"+k)
		}
	case []any:
		for i, x := range v {
			checkRefs(t, doc, x, fmt.Sprint(at, "/", i))
		}
	}
}

func resolve(doc object, ref string) object {
	var at any = doc
	for part := range strings.SplitSeq(strings.TrimPrefix(ref, "#/"), "/") {
		m, ok := at.(object)
		if !ok {
			return nil
		}
		at = m[part]
	}
	m, _ := at.(object)
	return m
}

// TestRecordSchemas holds the schemas of the records against the tables.
func TestRecordSchemas(t *testing.T) {
	w := newWorld(t)
	doc := openAPI(t, w.handler(t, &fakeSearch{}))
	for _, table := range append(schema.Tables(), health.Table, health.CountsTable) {
		if table.Name == "runs" {
			continue // not in the API
		}
		s := resolve(doc, schemaPrefix+table.Row.Name())
		if s == nil {
			t.Errorf("no schema of %s", table.Name)
			continue
		}
		properties := s["properties"].(object)
		if len(properties) != len(table.Columns) || len(s["required"].([]any)) != len(table.Columns) || s["additionalProperties"] != false {
			t.Errorf("%s: %d properties for %d columns", table.Name, len(properties), len(table.Columns))
		}
		for _, c := range table.Columns {
			p, _ := properties[c.Name].(object)
			types, _ := p["type"].([]any)
			if nullable := slices.Contains(types, any("null")); nullable != c.Nullable() || p["description"] != c.Doc {
				t.Errorf("%s.%s: %v", table.Name, c.Name, p)
			}
		}
		found := s["examples"].([]any)
		if err := conforms(doc, s, found[0]); err != nil || len(found) != 1 {
			t.Errorf("example of %s: %v", table.Name, err)
		}
	}
}

// TestAnswersConform holds the answers against the schemas that the document promises for them.
func TestAnswersConform(t *testing.T) {
	w := newWorld(t)
	h := w.handler(t, &fakeSearch{result: w.hits(t)})
	doc := openAPI(t, h)
	for path, targets := range map[string][]string{
		"/search":             {"/search?q=x"},
		"/reports":            {"/reports", "/reports?limit=1"},
		"/reports/{id}":       {"/reports/" + string(demoReport), "/reports/" + string(hostileReport)},
		"/footnotes/{id}":     {"/footnotes/" + string(demoReport) + "/fn/1", "/footnotes/" + string(demoReport) + "/fn/2", "/footnotes/" + string(hostileReport) + "/fn/1"},
		"/reports/{id}/trail": {"/reports/" + string(demoReport) + "/trail", "/reports/" + string(demoReport) + "/trail?footnote=1"},
		"/reports/{id}/commitments/{number}/timeline": {"/reports/" + string(demoReport) + "/commitments/1/timeline"},
		"/health":         {"/health", "/health?state=gone", "/health?country=XXX"},
		"/health/summary": {"/health/summary"},
		"/documents/{id}": {"/documents/" + string(w.page) + "?text=true", "/documents/" + string(w.minutes), "/documents/" + string(w.scan)},
	} {
		response := doc["paths"].(object)[apiPrefix+path].(object)["get"].(object)["responses"].(object)["200"].(object)
		s := response["content"].(object)["application/json"].(object)["schema"].(object)
		for _, target := range targets {
			var v any
			if err := json.Unmarshal(get(t, h, apiPrefix+target).Body.Bytes(), &v); err != nil {
				t.Fatal(err)
			}
			if err := conforms(doc, s, v); err != nil {
				t.Errorf("%s: %v", target, err)
			}
		}
	}
	problem := resolve(doc, schemaPrefix+"ErrorModel")
	for _, target := range []string{"/search?limit=0", "/nothing", "/search?q=%ff"} {
		var v any
		if err := json.Unmarshal(get(t, h, apiPrefix+target).Body.Bytes(), &v); err != nil {
			t.Fatal(err)
		}
		if err := conforms(doc, problem, v); err != nil {
			t.Errorf("%s: %v", target, err)
		}
	}
}

// conforms checks a value against a schema, as far as our schemas go in JSON Schema.
func conforms(doc, s object, v any) error {
	if ref, ok := s["$ref"].(string); ok {
		return conforms(doc, resolve(doc, ref), v)
	}
	if !ofType(s["type"], v) {
		return fmt.Errorf("%v is no %v", v, s["type"])
	}
	if enum, ok := s["enum"].([]any); ok && !slices.Contains(enum, v) {
		return fmt.Errorf("%v is none of %v", v, enum)
	}
	switch v := v.(type) {
	case string:
		return conformsString(s, v)
	case []any:
		items, _ := s["items"].(object)
		for i, x := range v {
			if err := conforms(doc, items, x); err != nil {
				return fmt.Errorf("[%d]: %w", i, err)
			}
		}
	case object:
		return conformsObject(doc, s, v)
	}
	return nil
}

func conformsString(s object, v string) error {
	if pattern, ok := s["pattern"].(string); ok && !regexp.MustCompile(pattern).MatchString(v) {
		return fmt.Errorf("%q does not match %s", v, pattern)
	}
	if s["format"] == "date-time" {
		_, err := time.Parse(time.RFC3339Nano, v)
		return err
	}
	return nil
}

func conformsObject(doc, s, v object) error {
	properties, _ := s["properties"].(object)
	required, _ := s["required"].([]any)
	for _, name := range required {
		if _, ok := v[name.(string)]; !ok {
			return fmt.Errorf("%s is missing", name)
		}
	}
	for name, x := range v {
		p, ok := properties[name].(object)
		if !ok {
			if p, ok = s["additionalProperties"].(object); !ok {
				return fmt.Errorf("%s is not in the schema", name)
			}
		}
		if err := conforms(doc, p, x); err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
	}
	return nil
}

func ofType(types, v any) bool {
	if types == nil {
		return true
	}
	if list, ok := types.([]any); ok {
		return slices.ContainsFunc(list, func(one any) bool { return ofType(one, v) })
	}
	switch v := v.(type) {
	case nil:
		return types == "null"
	case bool:
		return types == "boolean"
	case float64:
		return types == "number" || types == "integer" && v == math.Trunc(v)
	case string:
		return types == "string"
	case []any:
		return types == "array"
	}
	return types == "object"
}
