package resolve

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/irmtrail/irmtrail/corpus"
)

// maxMementos is how many copies the index is asked for: some around a day, in case that the nearest is of no use.
const maxMementos = 5

// CDXQuery returns the address that asks the index of the Wayback Machine for good copies of an address: those nearest
// to a time, nearest first, or, when the time is zero, the newest.
func CDXQuery(u corpus.URL, near time.Time) corpus.URL {
	q := "https://web.archive.org/cdx/search/cdx?url=" + url.QueryEscape(withoutFragment(u)) +
		"&output=json&fl=timestamp,original,mimetype,statuscode,digest,length&filter=statuscode:200"
	if near.IsZero() {
		return corpus.URL(q + "&limit=-" + strconv.Itoa(maxMementos))
	}
	return corpus.URL(q + "&closest=" + near.UTC().Format(archiveTime) + "&sort=closest&limit=" + strconv.Itoa(maxMementos))
}

func withoutFragment(u corpus.URL) string {
	s, _, _ := strings.Cut(string(u), "#")
	return s
}

// ReadCDX reads the answer of the index. No copies are an empty list or an empty body. Rows that make no sense are left
// out. A row of a revisit, which says only that the copy was the same as an earlier one, takes status and type from a row
// of the same digest. What is no such list is an error: the index answers in words when it refuses or fails.
func ReadCDX(payload []byte) ([]Memento, error) {
	payload = bytes.TrimSpace(payload)
	if len(payload) == 0 {
		return nil, nil
	}
	var rows []json.RawMessage
	if err := json.Unmarshal(payload, &rows); err != nil {
		return nil, fmt.Errorf("read the index of the web archive: it answers %q", firstLine(payload))
	}
	if len(rows) == 0 {
		return nil, nil
	}
	columns := map[string]int{}
	for i, name := range cells(rows[0]) {
		columns[name] = i
	}
	for _, name := range []string{"timestamp", "original"} {
		if _, ok := columns[name]; !ok {
			return nil, fmt.Errorf("read the index of the web archive: it has no column %q", name)
		}
	}
	var list []Memento
	for _, row := range rows[1:] {
		if m, ok := mementoRow(columns, cells(row)); ok {
			list = append(list, m)
		}
	}
	return revisited(list), nil
}

func firstLine(b []byte) string {
	line, _, _ := bytes.Cut(b, []byte("\n"))
	return strings.ToValidUTF8(string(line[:min(len(line), 120)]), "")
}

// cells returns the values of a row, nil when it is none. Numbers may stand without quotes.
func cells(row json.RawMessage) []string {
	var values []any
	d := json.NewDecoder(bytes.NewReader(row))
	d.UseNumber()
	if d.Decode(&values) != nil {
		return nil
	}
	out := make([]string, len(values))
	for i, v := range values {
		switch v := v.(type) {
		case string:
			out[i] = v
		case json.Number:
			out[i] = v.String()
		}
	}
	return out
}

// firstCopy is the year of the oldest copies.
const firstCopy = 1990

const revisitType = "warc/revisit"

func mementoRow(columns map[string]int, values []string) (Memento, bool) {
	value := func(name string) string {
		if i, ok := columns[name]; ok && i < len(values) && values[i] != "-" {
			return values[i]
		}
		return ""
	}
	at, err := time.Parse(archiveTime, value("timestamp"))
	m := Memento{Original: corpus.URL(value("original")), At: at, MediaType: strings.ToLower(value("mimetype")), Digest: value("digest")}
	if err != nil || at.Year() < firstCopy || !isWeb(m.Original) || PlanOf(m.RawURL()).Via != corpus.ViaWayback {
		return Memento{}, false
	}
	if s := value("statuscode"); s != "" {
		if m.Status, err = strconv.Atoi(s); err != nil {
			return Memento{}, false
		}
	}
	return m, true
}

// revisited gives the copies that are known to be the same as others what is known of those.
func revisited(list []Memento) []Memento {
	for i, m := range list {
		if m.MediaType != revisitType {
			continue
		}
		list[i].MediaType = ""
		for _, other := range list {
			if m.Digest != "" && other.Digest == m.Digest && other.MediaType != revisitType && other.Status != 0 {
				list[i].Status, list[i].MediaType = other.Status, other.MediaType
				break
			}
		}
	}
	return list
}
