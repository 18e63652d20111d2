package fetch

import (
	"bytes"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strings"
)

// withheld stands for values that are not to be archived.
const withheld = "[withheld]"

// requestHead writes the fields of a request by HTTP/2 as a head of HTTP/1.1: the host first, then names by the alphabet,
// in lower case as they were sent. Cookies are sent in crumbs (RFC 9113 section 8.2.3) and are put together.
func requestHead(fields http.Header) []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, "%s %s HTTP/1.1\r\nhost: %s\r\n", first(fields[":method"]), first(fields[":path"]), first(fields[":authority"]))
	for _, name := range slices.Sorted(maps.Keys(fields)) {
		switch {
		case strings.HasPrefix(name, ":"):
		case name == "cookie":
			fmt.Fprintf(&b, "cookie: %s\r\n", strings.Join(fields[name], "; "))
		default:
			writeField(&b, name, fields[name])
		}
	}
	b.WriteString("\r\n")
	return b.Bytes()
}

func first(values []string) string {
	if len(values) == 0 {
		return ""
	}
	return values[0]
}

// responseHead writes what was understood of an answer as a head of HTTP/1.1: names by the alphabet, and in lower case as
// HTTP/2 sends them. There is no reason phrase, for HTTP/2 has none.
func responseHead(resp *http.Response) []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, "HTTP/1.1 %03d \r\n", resp.StatusCode)
	for _, name := range slices.Sorted(maps.Keys(resp.Header)) {
		writeField(&b, strings.ToLower(name), resp.Header[name])
	}
	b.WriteString("\r\n")
	return b.Bytes()
}

func writeField(b *bytes.Buffer, name string, values []string) {
	for _, value := range values {
		b.WriteString(name)
		b.WriteString(": ")
		b.WriteString(value)
		b.WriteString("\r\n")
	}
}

// withhold returns the head of a request without the values of the fields that are named.
func withhold(head []byte, names []string) []byte {
	if len(names) == 0 {
		return head
	}
	var b bytes.Buffer
	for line := range bytes.Lines(head) {
		name, _, found := bytes.Cut(line, []byte(":"))
		if found && slices.ContainsFunc(names, func(s string) bool { return strings.EqualFold(s, string(name)) }) {
			fmt.Fprintf(&b, "%s: %s\r\n", name, withheld)
		} else {
			b.Write(line)
		}
	}
	return b.Bytes()
}

// cutHead cuts a head with its empty line from what follows. With clean false the lines of the head do not all end as
// they must (bare line feeds); with ok false the empty line is not there yet.
func cutHead(b []byte) (head, rest []byte, clean, ok bool) {
	clean = true
	for start := 0; ; {
		i := bytes.IndexByte(b[start:], '\n')
		if i < 0 {
			return b, nil, clean, false
		}
		end := start + i + 1
		line := b[start:end]
		clean = clean && bytes.HasSuffix(line, []byte("\r\n"))
		if empty := len(bytes.TrimRight(line, "\r\n")) == 0; empty && start > 0 {
			return b[:end], b[end:], clean, true
		}
		start = end
	}
}

// interim reports whether a head is one of those that come before the answer: 100 Continue, 103 Early Hints. 101 is an
// answer.
func interim(head []byte) bool {
	status := statusOf(head)
	return len(status) == 3 && status[0] == '1' && string(status) != "101"
}

// statusOf returns the status of an answer's head, as net/http finds it: after the version and any number of spaces.
func statusOf(head []byte) []byte {
	line, _, _ := bytes.Cut(head, []byte("\n"))
	_, rest, _ := bytes.Cut(bytes.TrimSpace(line), []byte(" "))
	status, _, _ := bytes.Cut(bytes.TrimLeft(rest, " "), []byte(" "))
	return status
}
