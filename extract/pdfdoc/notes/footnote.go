package notes

// chooseFootnotes chooses the starts that are footnotes: of each series the chain that explains most.
func (f *finder) chooseFootnotes() {
	usual := f.usualForm()
	for i := range f.starts {
		f.starts[i].weight = f.weigh(&f.starts[i], usual)
	}
	weight := func(s *start) float64 { return s.weight }
	for series := digits; series <= letters; series++ {
		for _, s := range chain(f.ofSeries(series), weight) {
			s.chosen = true
		}
	}
	f.dropRivals()
	f.fillZones()
	for i := range f.starts {
		s := &f.starts[i]
		s.chosen = s.chosen || s.series == symbols && f.symbolNote(s)
	}
}

// dropRivals takes starts back that claim the marker of another one on their page: a short list in a box, beside the notes.
func (f *finder) dropRivals() {
	best := map[claim]*start{}
	for i := range f.starts {
		s := &f.starts[i]
		if !s.chosen || f.markerWeight(s) < markerWeak {
			continue
		}
		c := claim{s.key(), f.lines[s.line].ref.Sheet}
		switch rival := best[c]; {
		case rival == nil:
			best[c] = s
		case f.markersOn(c) > 1:
		case s.weight > rival.weight:
			rival.chosen, best[c] = false, s
		case s.weight < rival.weight:
			s.chosen = false
		}
	}
}

// markersOn counts the markers of a label on a sheet.
func (f *finder) markersOn(c claim) int {
	n := 0
	for _, m := range f.markers[c.key] {
		if m.sheet == c.sheet {
			n++
		}
	}
	return n
}

// ofSeries returns the starts of a series. Numerals and letters begin many lines of lists: as notes they are raised.
func (f *finder) ofSeries(series series) []*start {
	var found []*start
	for i := range f.starts {
		s := &f.starts[i]
		if s.series == series && f.mayBe(s) {
			found = append(found, s)
		}
	}
	return found
}

// mayBe reports whether a start of its series can be a footnote at all.
func (f *finder) mayBe(s *start) bool {
	switch s.series {
	case digits:
		return true
	case roman:
		return s.form == raised && f.markerWeight(s) >= markerEarlier
	}
	return s.form == raised && f.markerWeight(s) >= markerBefore && f.lines[s.line].foot
}

// symbolNote reports whether a line that begins with a symbol is a note: symbols have no order, so the running text of the
// page must have the same one.
func (f *finder) symbolNote(s *start) bool {
	return s.weight > 0 && f.markerWeight(s) == markerOnPage && f.lines[s.line].foot
}
