package ocrdoc

import (
	"strconv"
	"strings"
	"unicode"

	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/extract/pdfdoc/page"
)

// The columns of tesseract's table.
const (
	colLevel = iota
	colPage
	colBlock
	colParagraph
	colLine
	colWord
	colLeft
	colTop
	colWidth
	colHeight
	colConfidence
	colText
	columns
)

// The levels of its rows.
const (
	levelLine = 4
	levelWord = 5
)

// wordsOf reads tesseract's table of words.
func wordsOf(tsv []byte, g gray) (words []page.RecognisedWord) {
	line, box := -1, corpus.Box{}
	for row := range strings.Lines(string(tsv)) {
		f := strings.SplitN(strings.TrimRight(row, "\r\n"), "\t", columns)
		if len(f) < columns {
			continue
		}
		switch level, _ := strconv.Atoi(f[colLevel]); level {
		case levelLine:
			line++
			box, _ = boxOf(f, g)
		case levelWord:
			b, ok := boxOf(f, g)
			confidence, err := strconv.ParseFloat(f[colConfidence], 64)
			text := clean(f[colText])
			if !ok || err != nil || text == "" {
				continue
			}
			words = append(words, page.RecognisedWord{Text: text, Box: b, Line: max(line, 0), LineBox: box, Confidence: confidence})
		}
	}
	return words
}

// boxOf returns the box of a row in points; ok is false when it is none.
func boxOf(f []string, g gray) (b corpus.Box, ok bool) {
	var px [4]int
	for i := range px {
		n, err := strconv.Atoi(f[colLeft+i])
		if err != nil {
			return b, false
		}
		px[i] = n
	}
	b = corpus.Box{g.points(px[0]), g.points(px[1]), g.points(px[0] + px[2]), g.points(px[1] + px[3])}
	return b, px[2] > 0 && px[3] > 0
}

// clean returns a word without white space and control characters.
func clean(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || unicode.IsSpace(r) || r == unicode.ReplacementChar {
			return -1
		}
		return r
	}, s)
}

// sure is the confidence from which a word counts as read well.
const sure = 80

// good returns how many words were read well.
func good(words []page.RecognisedWord) (n int) {
	for i := range words {
		if words[i].Confidence >= sure && isWord(words[i].Text) {
			n++
		}
	}
	return n
}

// weakShare is the share of words read well below which a reading is worth another try. Clean pages have more than nine in ten; the
// upside down, the slanted and the faint few.
const weakShare = 0.7

// weak reports whether another way of reading may read better. Single letters and signs say nothing either way.
func weak(words []page.RecognisedWord) bool {
	all := 0
	for i := range words {
		if isWord(words[i].Text) {
			all++
		}
	}
	return all == 0 || float64(good(words)) < weakShare*float64(all)
}

// isWord reports whether a text has two letters or digits.
func isWord(s string) bool {
	return strings.IndexFunc(s, isLetter) < strings.LastIndexFunc(s, isLetter)
}

// hasLetter reports whether a text has a letter or a digit.
func hasLetter(s string) bool { return strings.ContainsFunc(s, isLetter) }

func isLetter(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

// What is taken for the noise of pictures, stamps and signatures: lines without one word of this confidence, and single words of less
// than that.
const (
	noisyLine = 55
	noisyWord = 12
)

// kept returns the words without those that are noise: signatures and drawings give words that tesseract itself does not
// believe in, on lines of their own. A line of text has some word that it does, if only a number. Parts of ruled lines are no words either.
func kept(words []page.RecognisedWord, rules []page.Rule) (out []page.RecognisedWord) {
	best := map[int]float64{}
	for i := range words {
		if w := &words[i]; isWord(w.Text) || w.Confidence >= sure && hasLetter(w.Text) {
			best[w.Line] = max(best[w.Line], w.Confidence)
		}
	}
	for _, w := range words {
		if !isRule(w, rules) && best[w.Line] >= noisyLine && (w.Confidence >= noisyWord || isWord(w.Text)) {
			out = append(out, w)
		}
	}
	return out
}

// lying returns by how many degrees clockwise a picture must be turned whose words were read lying on their side: 270 where they run down,
// 90 where they run up; 0 where most are wider than they are high.
func lying(words []page.RecognisedWord) int {
	tall, all, down := 0, 0, 0
	for i := range words {
		w := &words[i]
		if len([]rune(w.Text)) < 4 {
			continue
		}
		all++
		if w.Box[3]-w.Box[1] <= w.Box[2]-w.Box[0] {
			continue
		}
		tall++
		if i > 0 && words[i-1].Line == w.Line {
			if w.Box[1] > words[i-1].Box[1] {
				down++
			} else {
				down--
			}
		}
	}
	switch {
	case 2*tall <= all:
		return 0
	case down > 0:
		return 270
	}
	return 90
}

// ruleSigns are what a piece of a ruled line is read as.
const ruleSigns = "|¦_—–-=~'`´‘’.,:;[](){}!lIí/\\"

// isRule reports whether a word is a piece of a ruled line: signs that look like one, where one is.
func isRule(w page.RecognisedWord, rules []page.Rule) bool {
	if hasLetter(w.Text) && w.Confidence >= sure || strings.Trim(w.Text, ruleSigns) != "" || len([]rune(w.Text)) > 3 {
		return false
	}
	for _, r := range rules {
		if r.X0 <= w.Box[2]+1 && r.X1 >= w.Box[0]-1 && r.Y0 <= w.Box[3]+1 && r.Y1 >= w.Box[1]-1 {
			return true
		}
	}
	return false
}
