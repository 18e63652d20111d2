package report

import (
	"strings"

	"github.com/irmtrail/irmtrail/corpus"
)

// begin opens a commitment. The members of a cluster that it lists one right below the other share the values that follow.
func (a *annex) begin(h heading) {
	if a.listedAfter(h) {
		first := a.current
		if len(first.parts) == 0 {
			first.parts = []heading{first}
		}
		first.numbers, first.title = append(first.numbers[:len(first.numbers):len(first.numbers)], h.numbers...), ""
		first.parts, first.end = append(first.parts, h), h.end
		a.current = first
		return
	}
	a.close()
	a.current, a.open, a.rated = h, true, false
}

// close ends the commitment that is open. It is a commitment of the report when its line is a heading with a title or
// when values stand under it: a sentence that only names a number is none.
func (a *annex) close() {
	a.label = nil
	if !a.open {
		return
	}
	a.open = false
	for _, h := range a.current.each() {
		if a.rated || h.title != "" && h.set && !h.tentative {
			a.addHeading(h)
		}
	}
}

// each returns the headings of the commitments that are open.
func (h heading) each() []heading {
	if len(h.parts) > 0 {
		return h.parts
	}
	return []heading{h}
}

// commit adds the commitments of the heading that is open, or completes those that are there.
func (a *annex) commit() {
	for _, h := range a.current.each() {
		a.addHeading(h)
	}
}

func (a *annex) addHeading(h heading) {
	title := h.title
	if len(h.numbers) > 1 {
		title = ""
	}
	for _, n := range h.numbers {
		cluster := a.cluster
		if cluster == "" {
			cluster = a.members[n]
		}
		if cluster == "" && len(h.numbers) > 1 {
			cluster = h.title
		}
		a.addCommitment(n, title, cluster, h)
	}
}

// addCommitment adds a commitment, or completes the one of its number.
func (a *annex) addCommitment(n, title, cluster string, h heading) {
	i, known := a.index[n]
	if !known {
		if len(a.out.Commitments) >= largestAnnex {
			return
		}
		a.index[n], a.headed[n] = len(a.out.Commitments), h.set && title != ""
		a.out.Commitments = append(a.out.Commitments, corpus.Commitment{
			Number: n, Title: title, Cluster: cluster, Evidence: a.c.Evidence(a.id, h.start, h.end),
		})
		return
	}
	x := &a.out.Commitments[i]
	cut := x.Title != "" && len(title) > len(x.Title) && strings.HasPrefix(foldPhrase(title), foldPhrase(x.Title)+" ")
	if title != "" && (x.Title == "" || cut || h.set && !a.headed[n] && !strings.HasPrefix(foldPhrase(x.Title), foldPhrase(title)+" ")) {
		// a heading names it better than a table, unless it is broken off
		x.Title, x.Evidence = title, a.c.Evidence(a.id, h.start, h.end)
	}
	a.headed[n] = a.headed[n] || h.set && title != ""
	if x.Cluster == "" {
		x.Cluster = cluster
	}
}

// addStatuses gives commitments the status that sentences state: by number ("Commitments 2 and 3 were withdrawn") or in a
// count that names them ("classified three of the commitments as inactive (1, 5, and 9)").
func addStatuses(out *corpus.Reading, p *prose, c *corpus.Content, id corpus.DocumentID) {
	mentions := p.statuses
	for i := range p.candidates {
		x := &p.candidates[i]
		if x.indicator == corpus.StatusIndicator && len(x.numbers) > 0 && x.scope != previousPlan && x.scope != otherPlan {
			mentions = append(mentions, statusMention{x.numbers, x.value, x.start, x.end})
		}
	}
	index := map[string]int{}
	for i := range out.Commitments {
		index[out.Commitments[i].Number] = i
	}
	for pass := range 2 { // what names several states it best: its evidence comes first
		for _, m := range mentions {
			if (len(m.numbers) > 1) != (pass == 0) {
				continue
			}
			for _, n := range m.numbers {
				i, known := index[n]
				if !known {
					i = len(out.Commitments)
					index[n] = i
					out.Commitments = append(out.Commitments, corpus.Commitment{Number: n, Evidence: c.Evidence(id, m.start, m.end)})
				}
				if out.Commitments[i].Status == "" {
					out.Commitments[i].Status = m.status
				}
			}
		}
	}
}
