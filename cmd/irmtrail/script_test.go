package main

import (
	"archive/zip"
	"bytes"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"github.com/irmtrail/irmtrail/corpus/store"
)

// TestScripts runs what a user types and sees, one script a behaviour.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:   "testdata/script",
		Setup: setUpScript,
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"exitcode":   exitCodeCmd,
			"badfiles":   badFilesCmd,
			"lockdata":   lockDataCmd,
			"unlockdata": unlockDataCmd,
			"damage":     damageCmd,
		},
	})
}

// setUpScript gives a script report.pdf, a report of two pages, and the cache of compiled code that all processes share.
func setUpScript(env *testscript.Env) error {
	if cache, err := os.UserCacheDir(); err == nil {
		env.Setenv("XDG_CACHE_HOME", cache)
	}
	report, err := os.ReadFile("testdata/report.pdf")
	if err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(env.WorkDir, "report.pdf"), report, 0o600)
}

// exitCodeCmd runs a program that must end with a code: exitcode 3 irmtrail extract.
func exitCodeCmd(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: exitcode CODE PROGRAM [ARG...]")
	}
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	err = ts.Exec(args[1], args[2:]...)
	got := 0
	var exit *exec.ExitError
	if errors.As(err, &exit) {
		got = exit.ExitCode()
	} else {
		ts.Check(err)
	}
	if got != want {
		ts.Fatalf("exit code %d, want %d", got, want)
	}
}

// damageCmd flips bits in every record of an archive but the first, which says who wrote it.
func damageCmd(ts *testscript.TestScript, _ bool, args []string) {
	files, err := filepath.Glob(filepath.Join(ts.MkAbs(args[0]), "*.warc.gz"))
	ts.Check(err)
	if len(files) == 0 {
		ts.Fatalf("no archive in %s", args[0])
	}
	for _, path := range files {
		b, err := os.ReadFile(path)
		ts.Check(err)
		for i := 500; i < len(b); i += 100 {
			b[i] ^= 0x10
		}
		ts.Check(os.WriteFile(path, b, 0o644))
	}
}

// lockDataCmd holds the lock of a data folder, as a run does, until unlockdata.
func lockDataCmd(ts *testscript.TestScript, _ bool, args []string) {
	unlock, err := store.Lock(ts.MkAbs(args[0]), "run")
	ts.Check(err)
	held[ts] = unlock
	ts.Defer(func() {
		if unlock := held[ts]; unlock != nil {
			_ = unlock() // the script failed before unlockdata
		}
		delete(held, ts)
	})
}

func unlockDataCmd(ts *testscript.TestScript, _ bool, _ []string) {
	ts.Check(held[ts]())
	held[ts] = nil
}

var held = map[*testscript.TestScript]func() error{}

// badFilesCmd writes files as they come in from the world: one good report and fourteen that are wrong in some way.
func badFilesCmd(ts *testscript.TestScript, _ bool, _ []string) {
	const good = `<!DOCTYPE html><html><head><title>Ghana Results Report 2021-2023</title></head><body><h1>Ghana Results Report 2021-2023</h1>
<p>The council met twice. Two of the six commitments were complete, and the council says why.</p></body></html>`
	titled := func(country, body string) string {
		return "<html><head><title>" + country + " Results Report 2021-2023</title></head><body><h1>" + country + " Results Report 2021-2023</h1><p>" + body + "</p></body></html>"
	}
	var docx bytes.Buffer
	z := zip.NewWriter(&docx)
	for _, name := range []string{"[Content_Types].xml", "word/document.xml"} {
		w, err := z.Create(name)
		ts.Check(err)
		_, err = w.Write([]byte("<x/>"))
		ts.Check(err)
	}
	ts.Check(z.Close())
	for name, body := range map[string]string{
		"good.html":                good,
		"empty.html":               "",
		"blank.html":               " \n\t\r\n ",
		"binary.html":              strings.Repeat("\x00\x01\x02\xff\xfe\x89PNG", 500),
		"deep.html":                titled("Peru", strings.Repeat("<div>", 10_000)+"deep"),
		"huge.html":                titled("Chile", strings.Repeat("many words on one page ", 50<<20/23)),
		"truncated.html":           titled("Kenya", "It ends in the middle of a ")[:150] + `<a href="https://a.exam`,
		"badutf8.html":             titled("Italy", "caf\xc3\x28 \xff\xfe \xf0\x28\x8c\x28 broken"),
		"nul.html":                 titled("Spain", "before\x00\x00after"),
		"noreport.html":            "<html><body><h1>Recipes</h1><p>Take two onions and a carrot.</p></body></html>",
		"pdf-that-is-html.pdf":     "<html><body><h1>Not found</h1><p>The file is not here any more.</p></body></html>",
		"html-that-is-binary.html": "\x7fELF\x02\x01\x01" + strings.Repeat("\x00\x13\x37", 400),
		"cut.pdf":                  "%PDF-1.7\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n2 0 obj\n<< /Type /Pa",
		"page.docx":                docx.String(),
		"latin1.html":              "<html><head><title>Paraguay: Informe de Resultados 2021-2023</title></head><body><h1>Paraguay: Informe de Resultados 2021-2023</h1><p>La participaci\xf3n de la ciudadan\xeda creci\xf3 en los municipios durante el a\xf1o.</p></body></html>",
	} {
		ts.Check(os.WriteFile(filepath.Join(ts.MkAbs("."), name), []byte(body), 0o644))
	}
}
