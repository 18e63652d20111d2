package minutes

import (
	"strings"

	"github.com/irmtrail/irmtrail/corpus"
)

// unruled reads a table of people that reached us as lines, because its columns stand no farther apart than words: a line of the names of
// columns, then a line for each person. The columns are parted at the word for what somebody is; where a line has none, or its place
// could be another, it is left out. Seen in minutes that LibreOffice made of a web page.
func (d *document) unruled(s section) (out []corpus.Attendee, ok bool) {
	if len(s.lines) < 2 || s.lines[0].table != nil {
		return nil, false
	}
	order := d.columnOrder(s.lines[0])
	if len(order) < 3 || order[0] != "name" || order[1] != "role" || order[2] != "organization" {
		return nil, false
	}
	for _, x := range s.lines[1:] {
		if x.table != nil {
			return nil, false
		}
		from, to := d.roleIn(x)
		if from <= 0 || to >= len(x.text) {
			continue
		}
		out = append(out, corpus.Attendee{
			Name: x.upto(from).value(), Role: x.upto(to).after(from).value(), Organization: x.after(to).value(), TextQuote: x.quote(d.c),
		})
	}
	return out, len(out) > 0
}

// columnOrder returns the kinds of columns that a line names, when it names nothing else.
func (d *document) columnOrder(x line) (kinds []string) {
	rest := head(x.text)
	for rest != "" {
		found := ""
		for _, kind := range []string{"name", "role", "organization", "other"} {
			if p, ok := begins(rest, d.l.Columns[kind]); ok {
				found = kind
				rest = strings.TrimSpace(rest[len(p):])
				break
			}
		}
		if found == "" {
			return nil
		}
		kinds = append(kinds, found)
	}
	return kinds
}

// roleIn returns where the words for what somebody is begin and end in a line, behind the first word. Words of that kind that follow each other
// are one.
func (d *document) roleIn(x line) (from, to int) {
	ts := tokensOf(x.text)
	for i := 1; i < len(ts); i++ {
		p, ok := begins(fold(x.text[ts[i].start:]), d.l.Roles)
		if !ok {
			continue
		}
		end := i + len(strings.Fields(p))
		for end < len(ts) {
			next, more := begins(fold(x.text[ts[end].start:]), d.l.Roles)
			if !more {
				break
			}
			end += len(strings.Fields(next))
		}
		if end >= len(ts) {
			return 0, 0
		}
		return ts[i].start, ts[end].start
	}
	return 0, 0
}
