// Package layout turns what the pages of a PDF show into a document: blocks in reading order, with their page and box.
//
// Page by page it takes words, puts aside running heads and feet ([furniture]), finds tables, and parts the rest into columns
// in the order in which a reader takes them. Over all pages it finds notes, and makes paragraphs of lines: a paragraph goes on
// over columns and pages, around what stands between them. Which text is a rating, a marker or a source is for others.
package layout

import (
	"regexp"
	"strings"
	"unicode"

	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/extract/pdfdoc/notes"
	"github.com/irmtrail/irmtrail/extract/pdfdoc/page"
	"github.com/irmtrail/irmtrail/extract/pdfdoc/table"
	"github.com/irmtrail/irmtrail/extract/pdfdoc/words"
)

// File is an open PDF.
type File interface {
	Info() page.Info
	Page(n int) (*page.Page, error) // from 1
}

// Content makes a document of a PDF; extractor names the reader that opened it.
//
// A page that cannot be read is left empty. The error is a *corpus.ReadError with code no_text_layer (status needs_ocr) where
// no page has letters, or pdf_malformed where no page can be read.
func Content(f File, extractor string) (*corpus.Content, error) {
	d := document{info: f.Info()}
	broken := d.read(f)
	if !d.hasLetters() {
		if broken == len(d.leaves) {
			return nil, corpus.Unreadable("pdf_malformed", "none of the %d pages can be read", broken)
		}
		return nil, &corpus.ReadError{Code: "no_text_layer", Status: corpus.TextNeedsOCR, Reason: "the pages hold images, but no characters"}
	}
	sheets := d.sheets()
	table.Join(sheets)
	d.notes = notes.Of(sheets)
	c := &corpus.Content{Title: titleOf(d.info.Title), Language: corpus.Language(d.info.Language), Pages: d.pages(), Extractor: extractor}
	d.write(c)
	c.Layout()
	return c, nil
}

// document is a PDF on its way to blocks.
type document struct {
	info   page.Info
	leaves []leaf
	notes  []page.Note
}

// leaf is a page on its way to blocks.
type leaf struct {
	sheet   page.Sheet
	tags    []tag        // of the page's elements
	running map[int]bool // indices of words that are furniture
	head    []page.Line  // furniture of the upper half
	foot    []page.Line
	columns []column // as the sheet's
}

// batchPages is how many pages are held with all their glyphs at most. Running heads and feet are looked for among them.
const batchPages = 100

// batchSize divides pages into batches of about one size: a last batch of one page would show no running heads.
func batchSize(pages int) int {
	n := max(1, (pages+batchPages-1)/batchPages)
	return max(1, (pages+n-1)/n)
}

// read reads all pages, finds their furniture, tables and columns, and returns how many could not be read.
func (d *document) read(f File) (broken int) {
	d.leaves = make([]leaf, d.info.Pages)
	size := batchSize(len(d.leaves))
	for from := 0; from < len(d.leaves); from += size {
		b := batch(d.leaves[from:min(from+size, len(d.leaves))])
		for i := range b {
			p, err := f.Page(from + i + 1)
			if err != nil || p == nil {
				broken++
				p = &page.Page{Number: from + i + 1}
			}
			b[i].read(p)
		}
		b.findFurniture()
		for i := range b {
			b[i].arrange()
			b[i].slim(len(d.leaves) > batchPages)
		}
	}
	return broken
}

// read finds the words of a page.
func (l *leaf) read(p *page.Page) {
	ws := words.Of(p)
	if !turnedWords(ws) {
		p.Glyphs = nil // the words have them
	}
	l.sheet, l.tags, l.running = page.Sheet{Page: p, Words: ws}, tagsOf(p.Elements), map[int]bool{}
}

// slim lets go of what nobody asks an arranged page for. In long documents the words of an element share one glyph, which
// says what element that is.
func (l *leaf) slim(long bool) {
	p := l.sheet.Page
	p.Glyphs, p.Fills, p.Shapes, p.Images = nil, nil, nil, nil
	if !long {
		return
	}
	s := slimmer{}
	s.words(l.sheet.Words)
	for _, c := range l.columns {
		s.lines(c.Lines)
	}
	s.lines(l.head)
	s.lines(l.foot)
	for _, t := range l.sheet.Tables {
		for i := range t.Cells {
			s.lines(t.Cells[i].Lines)
		}
	}
}

// slimmer is a glyph for each element of a page.
type slimmer map[int][]page.Glyph

func (s slimmer) lines(ls []page.Line) {
	for i := range ls {
		s.words(ls[i].Words)
	}
}

func (s slimmer) words(ws []page.Word) {
	for i := range ws {
		e := ws[i].Glyphs[0].Element
		if s[e] == nil {
			s[e] = []page.Glyph{{Element: e}}
		}
		ws[i].Glyphs = s[e]
	}
}

// turnedWords reports whether words stand upright on the page, whose order the recognition of tables asks the glyphs for.
func turnedWords(ws []page.Word) bool {
	for i := range ws {
		if ws[i].Angle != 0 {
			return true
		}
	}
	return false
}

func (d *document) hasLetters() bool {
	for i := range d.leaves {
		for _, w := range d.leaves[i].sheet.Words {
			if strings.ContainsFunc(w.Text, unicode.IsLetter) {
				return true
			}
		}
	}
	return false
}

// arrange finds the tables of a page and the columns of what is left.
func (l *leaf) arrange() {
	s := &l.sheet
	text := make([]page.Word, 0, len(s.Words))
	for i := range s.Words {
		if !l.running[i] {
			text = append(text, s.Words[i])
		}
	}
	s.Tables = table.Of(s.Page, text)
	l.columns = columnsOf(s, outside(text, s.Tables))
	for _, c := range l.columns {
		s.Columns = append(s.Columns, c.Column)
	}
}

// outside returns the words that no table holds.
func outside(ws []page.Word, ts []page.Table) []page.Word {
	held := map[[2]float64]bool{} // origins of the first glyphs of words in tables
	for _, t := range ts {
		for _, c := range t.Cells {
			for _, l := range c.Lines {
				for i := range l.Words {
					held[origin(&l.Words[i])] = true
				}
			}
		}
	}
	var out []page.Word
	for i := range ws {
		if !held[origin(&ws[i])] {
			out = append(out, ws[i])
		}
	}
	return out
}

func origin(w *page.Word) [2]float64 { return [2]float64{w.Box[0], w.Base} }

func (d *document) sheets() []page.Sheet {
	out := make([]page.Sheet, len(d.leaves))
	for i := range d.leaves {
		out[i] = d.leaves[i].sheet
	}
	return out
}

func (d *document) pages() []corpus.Page {
	out := make([]corpus.Page, len(d.leaves))
	for i := range d.leaves {
		p := d.leaves[i].sheet.Page
		out[i] = corpus.Page{Width: p.Width, Height: p.Height, Label: p.Label}
	}
	return out
}

// noTitle matches titles that programs make up: "Microsoft Word - Report.docx", "untitled", "Report_final.indd".
var noTitle = regexp.MustCompile(`(?i)^(?:microsoft (?:word|powerpoint|excel) - .*|untitled.*|document ?\d*|\S*\.(?:docx?|pdf|indd|rtf|odt|pptx?|xlsx?|tex|dvi|qxd|pub))$`)

// titleOf returns the title that a document states, "" where a program made it up.
func titleOf(s string) string {
	s = strings.Join(strings.Fields(strings.ToValidUTF8(s, "")), " ")
	if noTitle.MatchString(s) {
		return ""
	}
	return s
}
