package structure

import (
	"sort"
	"strings"
	"unicode"

	"github.com/irmtrail/irmtrail/corpus"
)

// gluedMarks returns the numbers that hang on the end of a word or a punctuation mark ("of the plan.12"): markers that lost
// their style. They are read only in order and only where notes have no other marker.
func (r *reader) gluedMarks() []mark {
	if r.lost != nil {
		return r.lost
	}
	r.lost = []mark{}
	for i := range r.c.Blocks {
		b := &r.c.Blocks[i]
		if b.Kind == corpus.Furniture || b.Kind == corpus.Table {
			continue
		}
		rs := []rune(b.Text())
		for j := 1; j < len(rs); j++ {
			if rs[j] < '1' || rs[j] > '9' {
				continue
			}
			k := j
			for k < len(rs) && rs[k] >= '0' && rs[k] <= '9' {
				k++
			}
			if !gluable(rs, j-1) && !(r.named && r.loose(rs, j, k, b.Start)) {
				j = k
				continue
			}
			l, ok := parseLabel(string(rs[j:k]))
			if ok && (k == len(rs) || unicode.IsSpace(rs[k]) || strings.ContainsRune(".,;:)”\"", rs[k])) {
				r.lost = append(r.lost, mark{label: l, block: i, start: b.Start + j, end: b.Start + k, form: glued})
			}
			j = k
		}
	}
	return r.lost
}

// loose reports whether the number from j to k can be a marker where pages name their notes: behind a cut word of one letter, at
// the end of its block, or behind another marker.
func (r *reader) loose(rs []rune, j, k, start int) bool {
	if unicode.IsLower(rs[j-1]) {
		return true
	}
	n := len(r.lost)
	return rs[j-1] == ' ' && (k == len(rs) || n > 0 && r.lost[n-1].end == start+j-1)
}

// gluable reports whether a marker can hang on the rune at i: a letter of a word, or the punctuation behind one.
func gluable(rs []rune, i int) bool {
	if unicode.IsLower(rs[i]) {
		return i > 0 && unicode.IsLetter(rs[i-1])
	}
	if !strings.ContainsRune(".,;:)”\"’»%", rs[i]) {
		return false
	}
	for i--; i >= 0 && strings.ContainsRune(".,;:)”\"’»", rs[i]); i-- {
	}
	return i >= 0 && (unicode.IsLetter(rs[i]) || endsYear(rs[:i+1]))
}

// endsYear reports whether the last four runes are a year, behind which a full stop is no decimal point.
func endsYear(rs []rune) bool {
	if len(rs) < 4 || len(rs) > 4 && unicode.IsDigit(rs[len(rs)-5]) {
		return false
	}
	y := string(rs[len(rs)-4:])
	return number(y) && validYear(smallNumber(y))
}

// lostMarkers looks for the markers of notes among glued numbers where fewer than half of the notes have a marker, or where the
// reader says which note stands on which page: each behind the marker of the note before it.
func (r *reader) lostMarkers() {
	known := map[int]bool{}
	for _, m := range r.s.Markers {
		known[m.Note] = true
	}
	if len(known)*2 >= len(r.s.Notes) && !r.named {
		return
	}
	lost := r.gluedMarks()
	places := map[string][]int{}
	for k := range lost {
		if r.noteAt(lost[k].block, lost[k].start) < 0 {
			places[lost[k].core] = append(places[lost[k].core], k)
		}
	}
	at := 0
	for i := range r.s.Notes {
		if known[i] || r.heads[i].label.series != digits {
			continue
		}
		list := places[r.heads[i].label.core]
		k := sort.SearchInts(list, at)
		if r.named {
			from := r.pageStart(r.c.PageAt(r.s.Notes[i].Start) - 1)
			k = max(k, sort.Search(len(list), func(k int) bool { return lost[list[k]].start >= from }))
		}
		if k < len(list) && lost[list[k]].start < r.s.Notes[i].Start {
			r.addMarker(&lost[list[k]], i)
			at = list[k] + 1
		}
	}
}
