package sample

import "strings"

// look is how text is set.
type look struct {
	font    font
	size    float64 // points
	leading float64 // points from baseline to baseline
}

var (
	bodyLook     = look{regular, 10.5, 14.5}
	noteLook     = look{regular, 8, 10}
	cellLook     = look{regular, 9.5, 12}
	runningLook  = look{oblique, 8, 10}
	headingLooks = [...]look{{bold, 20, 26}, {bold, 14, 20}, {bold, 11.5, 16}}
)

// piece is text of one look on a line; x from the line's start.
type piece struct {
	x, width float64
	look     look
	rise     float64 // of a marker above the baseline
	upward   bool    // set from the bottom to the top, as the heads of narrow columns are
	text     string
	link     string
}

// line is a line of pieces and the labels of the notes that it refers to.
type line struct {
	pieces  []piece
	leading float64
	notes   []string
}

// atom is text that is not broken: no space inside, glued to the next one unless a space stands between.
type atom struct {
	piece
	space bool // a space stands before it
	part  bool // the second or a later part of what was cut
	note  string
}

// breakLines sets runs in lines of at most the width, as a typist would: filled from the left, not justified.
func breakLines(rs []run, l look, width float64) []line {
	var lines []line
	cur := line{leading: l.leading}
	x := 0.0
	for _, group := range glued(atoms(rs, l, width)) {
		need := 0.0
		for _, a := range group {
			need += a.width
		}
		gap := 0.0
		if group[0].space && len(cur.pieces) > 0 {
			gap = l.font.width(" ") * l.size / 1000
		}
		if len(cur.pieces) > 0 && x+gap+need > width {
			lines = append(lines, cur)
			cur, x, gap = line{leading: l.leading}, 0, 0
		}
		for i, a := range group {
			if i == 0 && gap > 0 {
				cur.space(gap)
				x += gap
			}
			cur.put(a, x)
			x += a.width
		}
	}
	if len(cur.pieces) > 0 {
		lines = append(lines, cur)
	}
	return lines
}

// space writes the gap between words into the piece before it.
func (l *line) space(gap float64) {
	p := &l.pieces[len(l.pieces)-1]
	p.text += " "
	p.width += gap
}

// put sets an atom, as part of the piece before it where both look the same.
func (l *line) put(a atom, x float64) {
	if a.note != "" {
		l.notes = append(l.notes, a.note)
	}
	if n := len(l.pieces); n > 0 {
		p := &l.pieces[n-1]
		if p.look == a.look && p.rise == a.rise && p.link == a.link {
			p.text += a.text
			p.width += a.width
			return
		}
	}
	a.x = x
	l.pieces = append(l.pieces, a.piece)
}

// atoms cuts runs at white space. What is longer than a line, as addresses are, is cut in the middle.
func atoms(rs []run, l look, width float64) []atom {
	var out []atom
	space := false
	for _, r := range rs {
		if r.marker {
			out = append(out, markerAtom(r.text, l))
			space = false
			continue
		}
		rest := r.text
		for rest != "" {
			trimmed := strings.TrimLeft(rest, " ")
			space = space || len(trimmed) < len(rest)
			word, after, _ := strings.Cut(trimmed, " ")
			if len(word) < len(trimmed) {
				after = " " + after
			}
			for i, part := range cut(word, l, width) {
				p := piece{look: l, text: part, width: l.font.width(part) * l.size / 1000, link: r.link}
				out = append(out, atom{piece: p, space: space, part: i > 0})
				space = false
			}
			rest = after
		}
	}
	return out
}

// markerAtom is a smaller raised digit.
func markerAtom(label string, l look) atom {
	small := look{l.font, l.size * 0.62, l.leading}
	return atom{piece: piece{look: small, rise: l.size * 0.36, text: label, width: small.font.width(label) * small.size / 1000}, note: label}
}

// cut breaks a word into parts that fit a line, the way a word processor breaks an address: at the edge of the line.
func cut(word string, l look, width float64) []string {
	var parts []string
	start, w := 0, 0.0
	for i, r := range word {
		cw := l.font.width(string(r)) * l.size / 1000
		if w+cw > width {
			parts = append(parts, word[start:i])
			start, w = i, 0
		}
		w += cw
	}
	if start < len(word) {
		parts = append(parts, word[start:])
	}
	return parts
}

// glued groups the atoms that no space parts. The parts of a word that was cut are groups of their own.
func glued(as []atom) [][]atom {
	var groups [][]atom
	for i, a := range as {
		if i == 0 || a.space || a.part {
			groups = append(groups, nil)
		}
		groups[len(groups)-1] = append(groups[len(groups)-1], a)
	}
	return groups
}
