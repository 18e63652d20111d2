package sample

import (
	"fmt"
	"strings"
)

// The page: A4, in points.
const (
	pageWidth  = 595.0
	pageHeight = 842.0
	margin     = 72.0
	textWidth  = pageWidth - 2*margin
	top        = pageHeight - margin
	bottom     = margin
	noteGap    = 16.0 // between the text and the first note, with the rule in it
)

// sheet is a page with everything at its place; y from the bottom, as PDF counts.
type sheet struct {
	placed  []placed
	rules   []rectangle // filled
	shades  []rectangle // filled grey, under the text
	notes   []line
	y       float64 // where the next line's top goes
	noteTop float64 // height of the notes
}

type placed struct {
	piece
	y float64 // baseline
}

type rectangle struct{ x0, y0, x1, y1 float64 }

type linkArea struct {
	rectangle
	uri string
}

// setter sets a manuscript on sheets.
type setter struct {
	m     *manuscript
	pages []*sheet
	cited map[string]bool // notes that are set
}

func setPages(m *manuscript) []*sheet {
	s := &setter{m: m, cited: map[string]bool{}}
	s.turn()
	for _, b := range m.blocks {
		s.set(b)
	}
	for i, p := range s.pages {
		p.setNotes()
		p.setFurniture(m.running, i+1)
	}
	return s.pages
}

func (s *setter) page() *sheet { return s.pages[len(s.pages)-1] }

func (s *setter) turn() { s.pages = append(s.pages, &sheet{y: top}) }

func (s *setter) set(b passage) {
	switch b.kind {
	case pageBreak:
		s.turn()
	case heading:
		l := headingLooks[min(b.level, len(headingLooks))-1]
		s.room(3 * l.leading) // a heading never ends a page
		s.page().y -= 8
		s.lines(breakLines(b.runs, l, textWidth), 0)
		s.page().y -= 4
	case paragraph:
		s.lines(breakLines(b.runs, bodyLook, textWidth), 0)
		s.page().y -= 7
	case bullet, numbered:
		label := b.label
		if b.kind == bullet {
			label = "•"
		}
		ls := breakLines(b.runs, bodyLook, textWidth-24)
		for i := range ls {
			if i == 0 {
				mark := piece{x: -14, look: bodyLook, text: label}
				ls[0].pieces = append([]piece{mark}, ls[0].pieces...)
			}
		}
		s.lines(ls, 24)
		s.page().y -= 3
	case table:
		s.table(b)
		s.page().y -= 10
	}
}

// room turns the page unless the height is free.
func (s *setter) room(height float64) {
	if p := s.page(); p.y-height < bottom+p.noteTop {
		s.turn()
	}
}

// lines sets lines, each on the page that has room for it and for its notes.
func (s *setter) lines(ls []line, indent float64) {
	for _, l := range ls {
		notes := s.notesOf(l)
		s.room(l.leading + height(notes))
		p := s.page()
		p.addNotes(notes)
		p.y -= l.leading
		p.place(l, margin+indent, p.y+l.leading*0.28)
	}
}

// notesOf returns the lines of the notes that a line is the first to refer to.
func (s *setter) notesOf(l line) []line {
	var out []line
	for _, label := range l.notes {
		if s.cited[label] {
			continue
		}
		s.cited[label] = true
		for i, para := range s.m.notes[label] {
			if i == 0 {
				para = append([]run{{text: label, marker: true}, {text: " "}}, para...)
			}
			ls := breakLines(para, noteLook, textWidth)
			for j := range ls {
				ls[j].notes = nil
			}
			out = append(out, ls...)
		}
	}
	return out
}

func height(ls []line) float64 {
	h := 0.0
	for _, l := range ls {
		h += l.leading
	}
	return h
}

func (p *sheet) addNotes(ls []line) {
	if len(ls) == 0 {
		return
	}
	if len(p.notes) == 0 {
		p.noteTop = noteGap
	}
	p.notes = append(p.notes, ls...)
	p.noteTop += height(ls)
}

// setNotes puts the notes at the page's foot under a short rule.
func (p *sheet) setNotes() {
	if len(p.notes) == 0 {
		return
	}
	y := bottom + p.noteTop - noteGap
	p.rules = append(p.rules, rectangle{margin, y + 5, margin + 140, y + 5.6})
	for _, l := range p.notes {
		y -= l.leading
		p.place(l, margin, y+2)
	}
}

// setFurniture sets the running head and the page's number; the first page is a cover and has none.
func (p *sheet) setFurniture(running string, number int) {
	if running == "" || number == 1 {
		return
	}
	p.place(line{pieces: []piece{{look: runningLook, text: running}}}, margin, pageHeight-44)
	p.place(line{pieces: []piece{{look: bodyLook, text: fmt.Sprint(number)}}}, pageWidth/2, 40)
}

func (p *sheet) place(l line, x, y float64) {
	for _, pc := range l.pieces {
		pc.x += x
		p.placed = append(p.placed, placed{pc, y + pc.rise})
	}
}

func (p *sheet) links() []linkArea {
	var out []linkArea
	for _, pl := range p.placed {
		if pl.link != "" {
			out = append(out, linkArea{rectangle{pl.x, pl.y - 2, pl.x + pl.width, pl.y + pl.look.size}, pl.link})
		}
	}
	return out
}

// content writes the page's content stream.
func (p *sheet) content() (string, error) {
	var sb strings.Builder
	for _, r := range p.shades {
		fmt.Fprintf(&sb, "0.85 g %.2f %.2f %.2f %.2f re f 0 g\n", r.x0, r.y0, r.x1-r.x0, r.y1-r.y0)
	}
	for _, r := range p.rules {
		fmt.Fprintf(&sb, "%.2f %.2f %.2f %.2f re f\n", r.x0, r.y0, r.x1-r.x0, r.y1-r.y0)
	}
	for _, pl := range p.placed {
		s, err := literal(pl.text)
		if err != nil {
			return "", err
		}
		turn := "1 0 0 1"
		if pl.upward {
			turn = "0 1 -1 0"
		}
		fmt.Fprintf(&sb, "BT /F%d %.2f Tf %s %.2f %.2f Tm %s Tj ET\n", pl.look.font, pl.look.size, turn, pl.x, pl.y, s)
	}
	return sb.String(), nil
}
