package web

import (
	"net/http"

	"github.com/danielgtaylor/huma/v2"
)

// operationView is an operation of the API as its page shows it.
type operationView struct {
	ID, Method, Path, Summary, Description string
	Parameters                             []parameterView
	Example                                string
}

type parameterView struct {
	Name, Type, Doc string
	Values          []any
	Default         any
	Required, Many  bool
}

// apiExamples are addresses to try, by operation.
var apiExamples = map[string]string{
	"search":       apiPrefix + "/search?q=minutes&kind=footnote&limit=3",
	"list-reports": apiPrefix + "/reports?limit=10",
	"list-sources": apiPrefix + "/health?state=gone&limit=10",
}

func (s *site) apiPage(w http.ResponseWriter, r *http.Request) error {
	var views []operationView
	for _, op := range s.operations() {
		views = append(views, operationViewOf(op))
	}
	s.render(w, r, http.StatusOK, "api", frame{
		Title: s.pages.words.must("api.title"), Section: "api", QuickSearch: true,
		Body: struct{ Operations []operationView }{views},
	})
	return nil
}

func operationViewOf(op *huma.Operation) operationView {
	v := operationView{ID: op.OperationID, Method: op.Method, Path: op.Path, Summary: op.Summary, Description: op.Description, Example: apiExamples[op.OperationID]}
	for _, p := range op.Parameters {
		values := p.Schema
		if p.Schema.Type == huma.TypeArray {
			values = p.Schema.Items
		}
		v.Parameters = append(v.Parameters, parameterView{
			Name: p.Name, Type: values.Type, Doc: p.Description, Values: values.Enum, Default: p.Schema.Default,
			Required: p.Required, Many: p.Schema.Type == huma.TypeArray,
		})
	}
	return v
}
