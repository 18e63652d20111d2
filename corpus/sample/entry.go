package sample

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"net/textproto"
	"regexp"
	"slices"
	"strconv"
	"time"
)

// entry is one answer of the false web.
type entry struct {
	url    string      // as the archive names it
	status int         // HTTP status
	header http.Header // as sent
	orders http.Header // the headers of orderNames, which are not sent
	text   []byte      // the body as the archive holds it
	body   []byte      // the body as sent
	delay  time.Duration
}

// orderNames are the headers that are orders to the server; the package comment says what for.
var orderNames = []string{"X-Made", "X-Title", "X-Running", "X-Language", "X-Drive", "X-Name", "X-Delay"}

// statusLine matches "HTTP/1.1 301 Moved Permanently"; the status is group 1.
var statusLine = regexp.MustCompile(`^HTTP/1\.1 (\d{3})( .*)?\r?\n`)

// entries reads all archives, in order of file name and place.
func entries() ([]*entry, error) {
	names, err := fs.Glob(archives, "web/*.txtar")
	if err != nil {
		return nil, err
	}
	var all []*entry
	for _, name := range names {
		data, err := archives.ReadFile(name)
		if err != nil {
			return nil, err
		}
		found, err := entriesOf(data)
		if err != nil {
			return nil, fmt.Errorf("sample %s: %w", name, err)
		}
		all = append(all, found...)
	}
	return all, nil
}

// entriesOf reads one archive.
func entriesOf(archive []byte) (all []*entry, err error) {
	for _, f := range archiveFiles(archive) {
		e, err := parseEntry(f.name, f.data)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", f.name, err)
		}
		all = append(all, e)
	}
	return all, nil
}

// nameLine matches "-- https://www.ogp.example/ --", the line that begins a file of a txtar archive.
var nameLine = regexp.MustCompile(`(?m)^-- (\S+) --\r?\n`)

type archiveFile struct {
	name string
	data []byte
}

// archiveFiles splits a txtar archive into its files; the text before the first one is a comment.
func archiveFiles(data []byte) []archiveFile {
	var files []archiveFile
	marks := nameLine.FindAllSubmatchIndex(data, -1)
	for i, m := range marks {
		end := len(data)
		if i+1 < len(marks) {
			end = marks[i+1][0]
		}
		files = append(files, archiveFile{name: string(data[m[2]:m[3]]), data: data[m[1]:end]})
	}
	return files
}

// parseEntry reads an answer and makes its body.
func parseEntry(url string, data []byte) (*entry, error) {
	e := &entry{url: url, status: http.StatusOK, header: http.Header{}, orders: http.Header{}}
	if m := statusLine.FindSubmatch(data); m != nil {
		e.status, _ = strconv.Atoi(string(m[1]))
		data = data[len(m[0]):]
	}
	r := bufio.NewReader(bytes.NewReader(data))
	head, err := textproto.NewReader(r).ReadMIMEHeader()
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, err
	}
	for k, v := range head {
		if slices.Contains(orderNames, k) {
			e.orders[k] = v
		} else {
			e.header[k] = v
		}
	}
	if e.text, err = io.ReadAll(r); err != nil {
		return nil, err
	}
	if d := e.orders.Get("X-Delay"); d != "" {
		if e.delay, err = time.ParseDuration(d); err != nil {
			return nil, err
		}
	}
	return e, e.make(e.orders.Get("X-Made"))
}
