// Package sample is a small false web, written by the project and embedded in the program: an OGP-like site with IRM
// reports, and the hosts that their footnotes cite. The demo and the end-to-end tests crawl it over loopback.
//
// It turns the text archives under web/ into an [http.Handler] and an HTTPS server with a certificate authority of its
// own. It does not imitate a browser's view of the real sites, and nothing in it is read by the program that extracts
// records: what a reader should find in it stands in testdata/expect.yaml, labelled by hand.
//
// # Archives
//
// An archive is a txtar file: the name of an entry is a full URL, its text is an HTTP response: an optional status line,
// header lines, an empty line and the body. Without a status line the answer is 200. These headers are orders to
// the server and are not sent:
//
//	X-Made: pdf       the body is a manuscript (see manuscript.go); a PDF is made of it
//	X-Made: docx      the same for a DOCX
//	X-Made: scan      the same for a PDF of the pages' pictures, without text
//	X-Made: gzip      the body is compressed, as a file
//	X-Made: latin1    the body is encoded as ISO 8859-1
//	X-Title: ...      title of the made file
//	X-Running: ...    running head of the made PDF
//	X-Language: es    language of the made file
//	X-Drive: ok       a file behind a share link, and what comes of asking for it (see drive.go)
//	X-Name: a.pdf     its file name
//	X-Delay: 1s       the answer takes its time
//
// An entry under https://web.archive.org/web/TIMEid_/URL is a copy that a web archive holds of an address that is gone; what
// the archive's index says of it is made of that name (see wayback.go).
//
// Every byte that the server sends is the same on every machine and in every run.
package sample

import (
	"bytes"
	"embed"
)

//go:embed web/*.txtar
var archives embed.FS

//go:embed sources.yaml
var sources []byte

// Sources returns the list of sources for a crawl of the sample, as YAML.
func Sources() []byte { return bytes.Clone(sources) }
