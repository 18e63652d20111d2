package main

import (
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

const module = "github.com/irmtrail/irmtrail/"

// imports lists every package and which of our own packages it may import. A folder that is not listed fails the test:
// adding a package is a decision about layers. Corpus imports nothing of ours but its own; ingest, extract and index
// import corpus and their own; cmd wires.
var imports = map[string][]string{
	"corpus":                 {},
	"corpus/schema":          {"corpus"},
	"corpus/sqlite":          {},
	"corpus/store":           {"corpus", "corpus/schema", "corpus/sqlite"},
	"corpus/export":          {"corpus", "corpus/schema", "corpus/store"},
	"corpus/health":          {"corpus", "corpus/schema", "corpus/store"},
	"corpus/trail":           {"corpus", "corpus/store"},
	"corpus/sametext":        {"corpus"},
	"corpus/sample":          {"corpus"},
	"corpus/roughweb":        {"corpus"},
	"corpus/corpustest":      {},
	"extract/article":        {"corpus", "extract/structure"},
	"extract/charset":        {},
	"extract/chrome":         {"corpus"},
	"extract/htmldoc":        {"corpus", "extract/charset", "extract/chrome"},
	"extract/textdoc":        {"corpus", "extract/charset", "extract/chrome"},
	"extract/pdfdoc":         {"corpus", "extract/pdfdoc/layout", "extract/pdfdoc/ledong", "extract/pdfdoc/legible", "extract/pdfdoc/page", "extract/pdfdoc/pdfium", "extract/pdfdoc/photo", "extract/process", "extract/pdfdoc/scan"},
	"extract/pdfdoc/legible": {"corpus", "extract/pdfdoc/page", "extract/pdfdoc/words"},
	"extract/pdfdoc/scan":    {"corpus", "extract/pdfdoc/page"},
	"extract/ocrdoc":         {"corpus", "extract/pdfdoc/page", "extract/program"},
	"extract/officedoc": {
		"corpus", "extract/officedoc/odf", "extract/officedoc/opc", "extract/officedoc/sheet", "extract/officedoc/slides", "extract/officedoc/word", "extract/officedoc/zipfile",
		"extract/process",
	},
	"extract/officedoc/odf":        {"corpus", "extract/officedoc/flow", "extract/officedoc/opc", "extract/officedoc/xmltree", "extract/officedoc/zipfile"},
	"extract/officedoc/slides":     {"corpus", "extract/officedoc/flow", "extract/officedoc/opc", "extract/officedoc/xmltree", "extract/officedoc/zipfile"},
	"extract/officedoc/word":       {"corpus", "extract/officedoc/flow", "extract/officedoc/opc", "extract/officedoc/xmltree", "extract/officedoc/zipfile"},
	"extract/officedoc/opc":        {"extract/officedoc/xmltree", "extract/officedoc/zipfile"},
	"extract/officedoc/zipfile":    {"corpus"},
	"extract/officedoc/xmltree":    {"corpus"},
	"extract/officedoc/officetest": {"corpus"},
	"extract/officedoc/convert":    {"corpus", "extract/program"},
	"extract/program":              {},
	"extract/officedoc/flow":       {"corpus", "extract/charset"},
	"extract/officedoc/sheet":      {"corpus", "extract/charset", "extract/officedoc/flow"},
	"extract/pdfdoc/layout":        {"corpus", "extract/pdfdoc/notes", "extract/pdfdoc/page", "extract/pdfdoc/table", "extract/pdfdoc/words"},
	"extract/pdfdoc/ledong":        {"corpus", "extract/charset", "extract/pdfdoc/page"},
	"extract/pdfdoc/notes":         {"corpus", "extract/pdfdoc/page"},
	"extract/pdfdoc/page":          {"corpus"},
	"extract/pdfdoc/pdfium":        {"corpus", "extract/pdfdoc/page"},
	"extract/pdfdoc/pdftest":       {},
	"extract/pdfdoc/photo":         {"corpus", "extract/pdfdoc/page"},
	"extract/pdfdoc/picture":       {"corpus", "extract/pdfdoc/page"},
	"extract/process":              {},
	"extract/pdfdoc/table":         {"corpus", "extract/pdfdoc/page"},
	"extract/pdfdoc/words":         {"corpus", "extract/pdfdoc/page"},
	"extract/structure":            {"corpus"},
	"extract/report":               {"corpus", "extract/structure"},
	"extract/minutes":              {"corpus", "extract/structure"},
	"extract/audit":                {"corpus", "extract/structure"},
	"extract/audit/cited":          {"corpus", "extract/structure"},
	"extract": {
		"corpus", "corpus/sametext", "corpus/store", "extract/article", "extract/charset", "extract/htmldoc", "extract/officedoc/sheet", "extract/textdoc", "extract/structure", "extract/report", "extract/audit", "extract/audit/cited", "extract/minutes",
	},
	"ingest/warc":     {},
	"ingest/fetch":    {"corpus"},
	"ingest/frontier": {"corpus", "corpus/sqlite"},
	"ingest/resolve":  {"corpus"},
	"ingest/discover": {"corpus"},
	"ingest/robots":   {},
	"ingest": {
		"corpus", "corpus/sqlite", "ingest/warc", "ingest/fetch", "ingest/frontier", "ingest/resolve", "ingest/discover", "ingest/robots",
	},
	"index":     {"corpus", "corpus/store"},
	"index/web": {"corpus", "corpus/health", "corpus/schema", "corpus/store", "corpus/trail", "index"},
	"cmd/irmtrail": {
		"corpus", "corpus/schema", "corpus/store", "corpus/export", "corpus/health", "corpus/sample", "corpus/trail",
		"ingest", "ingest/fetch", "ingest/warc", "extract", "extract/ocrdoc", "extract/officedoc", "extract/officedoc/convert", "extract/pdfdoc", "extract/pdfdoc/page", "extract/pdfdoc/picture", "extract/pdfdoc/words", "extract/structure", "index", "index/web",
	},
}

func TestLayout(t *testing.T) {
	root := "../.."
	seen := map[string]bool{}
	used := map[[2]string]bool{} // importing package, imported one
	err := filepath.WalkDir(root, func(path string, d os.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && (strings.HasPrefix(d.Name(), ".") && d.Name() != ".." || d.Name() == "testdata" || d.Name() == "tools") {
			return filepath.SkipDir
		}
		if d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return nil
		}
		rel, err := filepath.Rel(root, filepath.Dir(path))
		if err != nil {
			return err
		}
		pkg := filepath.ToSlash(rel)
		seen[pkg] = true
		checkImports(t, pkg, path, used)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(seen) < 10 {
		t.Fatalf("only %d packages found: is the root right?", len(seen))
	}
	for pkg := range seen {
		checkPackageComment(t, root, pkg)
	}
	for pkg, allowed := range imports {
		if !seen[pkg] {
			t.Errorf("package %s is in the import table, but not in the tree", pkg)
		}
		for _, ours := range allowed {
			if !used[[2]string{pkg, ours}] {
				t.Errorf("package %s may import %s, but does not", pkg, ours)
			}
		}
	}
}

func checkImports(t *testing.T, pkg, path string, used map[[2]string]bool) {
	t.Helper()
	allowed, listed := imports[pkg]
	if !listed {
		t.Errorf("package %s is not in the import table", pkg)
		return
	}
	f, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.ImportsOnly)
	if err != nil {
		t.Fatal(err)
	}
	for _, i := range f.Imports {
		ours, ok := strings.CutPrefix(strings.Trim(i.Path.Value, `"`), module)
		used[[2]string{pkg, ours}] = ok
		if ok && !slices.Contains(allowed, ours) {
			t.Errorf("%s imports %s, which the import table does not allow", path, ours)
		}
	}
}

// checkPackageComment demands one package comment, in one file, of some substance.
func checkPackageComment(t *testing.T, root, pkg string) {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(root, pkg, "*.go"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no files in %s: %v", pkg, err)
	}
	comments := 0
	for _, path := range files {
		if strings.HasSuffix(path, "_test.go") {
			continue
		}
		f, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.PackageClauseOnly|parser.ParseComments)
		if err != nil {
			t.Fatal(err)
		}
		if f.Doc != nil && len(f.Doc.Text()) > 60 {
			comments++
		}
	}
	if comments != 1 {
		t.Errorf("package %s has %d package comments, want 1", pkg, comments)
	}
}
