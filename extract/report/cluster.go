package report

import (
	"slices"
	"strings"

	"github.com/irmtrail/irmtrail/corpus"
)

// clusterHeading reads "Cluster 1: Fiscal transparency (Commitments 2, 5 and 6)".
func (a *annex) clusterHeading(line string, b *corpus.Block, marked bool) bool {
	n := 0
	for _, w := range vocabularies()[a.lex.language].Cluster {
		words := strings.Fields(foldPhrase(w))
		if a.x.says(0, words) {
			n = max(n, len(words))
		}
	}
	if n == 0 || !marked || n >= len(a.x.toks) || a.x.toks[n].kind != number && !a.x.sign(n, ":") && !a.lettered(n) {
		return false
	}
	a.close()
	a.cluster, a.level = cleanTitle(line), b.Level
	for i := n + 1; i < len(a.x.toks); i++ {
		if k := max(a.x.len(i, asPlural), a.x.len(i, asSingular)); k > 0 {
			numbers, _ := a.x.numberList(i + k)
			for _, x := range numbers {
				a.members[x] = a.cluster
			}
			if len(numbers) > 0 {
				a.cluster = "" // it holds these, not every commitment that follows; values under it are theirs
				a.current = heading{numbers: numbers, start: a.x.toks[0].start, end: a.x.toks[len(a.x.toks)-1].end, level: b.Level}
				a.open, a.rated = true, false
			}
			break
		}
	}
	return true
}

// lettered reports whether a letter or a roman number with a sign behind it stands at a token: "Cluster B."
func (a *annex) lettered(i int) bool {
	return a.x.toks[i].kind == word && len(a.x.toks[i].text) <= longestLettering && a.x.sign(i+1, ".", ":", "-", "–", "—", "(")
}

// longestLettering is the length of "viii".
const longestLettering = 4

// listedAfter reports whether a heading names a commitment of the cluster that the one right before it is of, too.
func (a *annex) listedAfter(h heading) bool {
	if !a.open || a.rated || len(h.numbers) != 1 || a.members[h.numbers[0]] == "" || slices.Contains(a.current.numbers, h.numbers[0]) {
		return false
	}
	for _, n := range a.current.numbers {
		if a.members[n] != a.members[h.numbers[0]] {
			return false
		}
	}
	return a.c.BlockAt(h.start)-a.c.BlockAt(max(a.current.end-1, a.current.start)) <= 1
}
