package notes

import "strings"

// run is a stretch of starts whose numbers count up by one, as endnotes do.
type run struct {
	starts []*start
	sure   bool // a heading over it says notes
	maybe  bool // a heading says notes or bibliography
}

// shortestRun is how many endnotes it takes where no heading says so.
const shortestRun = 3

// chooseEndnotes takes the runs of numbered lines that are no footnotes and read as endnotes.
func (f *finder) chooseEndnotes() {
	f.claimMarkers()
	var forms [raised + 1]bool
	var short []run
	for _, r := range f.runs() {
		switch {
		case f.endnotes(&r):
			r.choose()
			forms[r.starts[0].form] = true
		case len(r.starts) < shortestRun:
			short = append(short, r)
		}
	}
	for _, r := range short { // a section of one or two notes among longer ones
		if forms[r.starts[0].form] && f.allMarked(&r) {
			r.choose()
		}
	}
}

// choose takes the starts of a run.
func (r *run) choose() {
	for _, s := range r.starts {
		s.chosen, s.run = true, true
	}
}

// allMarked reports whether a run begins at 1, and all its starts are small and have a marker in the text before them.
func (f *finder) allMarked(r *run) bool {
	for _, s := range r.starts {
		if !f.lines[s.line].small || !f.referredBefore(s, r.starts[0].line) {
			return false
		}
	}
	return r.starts[0].number == 1
}

// claim is a label on a page whose markers belong to a footnote there or on the next page.
type claim struct {
	key   string
	sheet int
}

func (f *finder) claimMarkers() {
	f.claimed = map[claim]bool{}
	for i := range f.starts {
		if s := &f.starts[i]; s.chosen {
			sheet := f.lines[s.line].ref.Sheet
			f.claimed[claim{s.key(), sheet}] = true
			f.claimed[claim{s.key(), sheet - 1}] = true
		}
	}
}

// runs returns the longest runs of starts that are not chosen yet.
func (f *finder) runs() []run {
	return append(f.runsOf(digits), f.runsOf(roman)...)
}

func (f *finder) runsOf(series series) []run {
	var free []*start
	for i := range f.starts {
		s := &f.starts[i]
		if !s.chosen && s.series == series && f.lines[s.line].note < 0 {
			free = append(free, s)
		}
	}
	var found []run
	for _, s := range chain(free, f.endWeight) {
		n := len(found)
		if n == 0 || s.number != found[n-1].last()+1 {
			found = append(found, run{})
			n++
			found[n-1].sure, found[n-1].maybe = f.headed(s.line)
			if n > 1 && !found[n-1].sure && found[n-2].sure && f.goesOnWith(found[n-2], s) {
				found[n-1].sure = true
			}
		}
		found[n-1].starts = append(found[n-1].starts, s)
	}
	return found
}

// goesOnWith reports whether a start begins the notes of the next chapter behind a run: nothing but lines as large stands between
// them, headings aside.
func (f *finder) goesOnWith(r run, s *start) bool {
	last := r.starts[len(r.starts)-1]
	if s.number != 1 || s.form != last.form || s.line-last.line > 60 {
		return false
	}
	other := 0
	for i := last.line; i < s.line; i++ {
		if l := &f.lines[i]; !l.furniture && !alike(l, &f.lines[s.line]) {
			other++
		}
	}
	return other <= 3
}

func (r *run) last() int { return r.starts[len(r.starts)-1].number }

// endWeight weighs a start inside a run: the order of the numbers counts most, a raised label decides between two of the same. A
// small line that the text refers to makes up for numbers that begin again with each section.
func (f *finder) endWeight(s *start) float64 {
	small := f.lines[s.line].small
	return either(s.form == raised, 0.5, 0.1) + either(small, 0.2, 0) + either(small && f.referredBefore(s, s.line), 1, 0)
}

// headed reports whether a heading over notes stands above a line, with at most two lines between.
func (f *finder) headed(i int) (sure, maybe bool) {
	for j := i - 1; j >= 0 && j >= i-3; j-- {
		if f.lines[j].furniture {
			continue
		}
		a, b := f.words.heading(f.lines[j].Text())
		sure, maybe = sure || a, maybe || b
	}
	return sure, maybe
}

// endnotes reports whether a run is one of endnotes: a heading says so, or the markers of the text before it do, or, in a part
// of a document that has neither, most of its lines cite something.
func (f *finder) endnotes(r *run) bool {
	marked, high := 0, 0
	for _, s := range r.starts {
		if f.referredBefore(s, r.starts[0].line) || f.referredBetween(s, r.starts[0].line) {
			marked++
		}
		if s.form == raised {
			high++
		}
	}
	n := len(r.starts)
	cites := f.citingShare(r)
	switch {
	case r.sure:
		return true
	case r.maybe:
		return marked*2 >= n
	case n < shortestRun:
		return false
	case marked*5 >= n*4:
		return cites >= 0.3 || high*2 > n
	}
	return r.starts[0].series == digits && cites >= 0.5 && n >= 2*shortestRun && (high*2 > n || r.starts[0].number > 1)
}

// referredBefore reports whether a marker of the running text before a line has the label and no other note. Numbers in
// parentheses are left out: those of lists are set so.
func (f *finder) referredBefore(s *start, before int) bool {
	for _, m := range f.markers[s.key()] {
		if m.line >= 0 && m.line < before && !m.rounded && !f.claimed[claim{s.key(), m.sheet}] {
			return true
		}
	}
	return false
}

// referredBetween reports whether running text that stands between a line and a start has the start's marker. Such a run is one of
// notes at the ends of sections; its text is larger than they are.
func (f *finder) referredBetween(s *start, from int) bool {
	note := &f.lines[s.line]
	for _, m := range f.markers[s.key()] {
		if m.line > from && m.line < s.line && !m.rounded && !f.claimed[claim{s.key(), m.sheet}] && note.Size <= smaller*f.lines[m.line].Size {
			return true
		}
	}
	return false
}

// citingShare returns the part of a run's notes that cite something.
func (f *finder) citingShare(r *run) float64 {
	cites := 0
	for k, s := range r.starts {
		end := min(s.line+6, len(f.lines))
		if k+1 < len(r.starts) {
			end = min(end, r.starts[k+1].line)
		}
		var sb strings.Builder
		for i := s.line; i < end; i++ {
			sb.WriteString(f.lines[i].Text() + " ")
		}
		if f.words.citing(sb.String()) {
			cites++
		}
	}
	return float64(cites) / float64(len(r.starts))
}
