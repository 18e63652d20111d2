package report

import (
	_ "embed"
	"sort"
	"strings"
	"sync"
)

//go:embed data/countries.tsv
var countriesTSV string

//go:embed data/localities.tsv
var localitiesTSV string

// country is a country by its code and English short name.
type country struct{ code, name string }

// place is a name of a country or of a local member in some language.
type place struct {
	words    []string
	country  country
	locality string // as written in the list; "" for a country
}

// places holds every known name by its first word, the longest first.
var places = sync.OnceValue(func() map[string][]place {
	all := map[string][]place{}
	add := func(name string, p place) {
		for _, t := range tokens(nil, name, 0) {
			if t.kind == word {
				p.words = append(p.words, t.text)
			}
		}
		if len(p.words) > 0 {
			all[p.words[0]] = append(all[p.words[0]], p)
		}
	}
	known := map[string]country{}
	for _, f := range rows(countriesTSV) {
		c := country{f[0], f[1]}
		known[c.code] = c
		add(c.name, place{country: c})
		if len(f) > 2 {
			for _, n := range strings.Split(f[2], "|") {
				add(n, place{country: c})
			}
		}
	}
	for _, f := range rows(localitiesTSV) {
		if len(f) == 2 {
			for _, n := range strings.Split(f[0], "|") {
				add(n, place{country: known[f[1]], locality: strings.Split(f[0], "|")[0]})
			}
		}
	}
	for first := range all {
		sort.SliceStable(all[first], func(i, j int) bool { return len(all[first][i].words) > len(all[first][j].words) })
	}
	return all
})

// rows returns the fields of a table in tabs; lines that start with # are comments.
func rows(table string) [][]string {
	var out [][]string
	for line := range strings.Lines(table) {
		line = strings.TrimRight(line, "\r\n")
		if line != "" && !strings.HasPrefix(line, "#") {
			out = append(out, strings.Split(line, "\t"))
		}
	}
	return out
}

// placeAt returns the longest name of a country or a local member at a token, and how many tokens it has.
func placeAt(toks []token, i int) (place, int) {
	for _, p := range places()[toks[i].text] {
		if n := sameWords(toks[i:], p.words); n > 0 {
			return p, n
		}
	}
	return place{}, 0
}

// sameWords returns how many tokens at the start of toks say the words; full stops between them do not matter ("U.S.").
func sameWords(toks []token, words []string) int {
	n := 0
	for _, w := range words {
		for n > 0 && n < len(toks) && toks[n].kind == mark && toks[n].text == "." {
			n++
		}
		if n >= len(toks) || toks[n].text != w {
			return 0
		}
		n++
	}
	return n
}

// namesAbroad reports whether the sentence names another country than the report's.
func (p *prose) namesAbroad() bool {
	if p.own.country == "" {
		return false
	}
	for i := range p.sentence.toks {
		if at, n := placeAt(p.sentence.toks, i); n > 0 && at.locality == "" && at.country.code != p.own.country {
			return true
		}
	}
	return false
}
