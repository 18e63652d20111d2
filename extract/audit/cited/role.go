package cited

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"github.com/irmtrail/irmtrail/corpus"
)

// role says what a date in minutes is the date of, as the words around it tell.
type role string

const (
	held      role = "held"
	opening   role = "opening"
	previous  role = "previous"
	next      role = "next"
	approval  role = "approval"
	due       role = "due"
	signed    role = "signed"
	published role = "published"
	invited   role = "invited"
)

// roleNames say it in a sentence that begins "That date stands in them".
var roleNames = map[role]string{
	previous:  "as the date of an earlier meeting",
	next:      "as the date of the next meeting",
	approval:  "as a date of approval",
	due:       "as a date by which something is due",
	signed:    "as the date of signing",
	published: "as the date on which they were written or published",
	invited:   "as the date of an invitation",
}

// roleReach is how far before a date the words that tell its role can stand, in bytes.
const roleReach = 90

// role returns what a date is the date of: the phrase nearest before it in its sentence decides, but one that says earlier, next,
// approved or due outweighs one that says held; so does "was approved" behind it. It is empty where no phrase tells.
func (s *source) role(m *mention) role {
	from := max(s.lineStart(m.start), m.start-roleReach)
	for from < m.start && !utf8.RuneStart(s.text[from]) {
		from++
	}
	ws := wordsOf(s.text[from:m.start])
	found, distance := role(""), 0
	for i := 0; i < len(ws); i++ {
		classes, n := vocabulary().roles.at(ws, i)
		if n == 0 {
			continue
		}
		found, distance = nearer(found, role(classes[0])), len(ws)-i-n
		i += n - 1
	}
	switch {
	case found.meeting() && s.approvedBehind(m):
		return approval
	case found == "" && m.formal:
		return opening
	case found == "" && letterForm.MatchString(s.text[from:m.start]):
		return published
	}
	if found == held && distance > heldReach {
		return ""
	}
	return found
}

// letterForm matches what stands before the date of a letter: "Tunis, le ", "Ciudad de México, a ".
var letterForm = regexp.MustCompile(`\p{Lu}\p{L}+, (?:le|a|el) (?:\p{Ll}+ )?$`)

// meeting reports whether a role is that of the meeting itself, as far as it is known.
func (r role) meeting() bool { return r == "" || r == held || r == opening }

// heldReach is how many words can stand between "Fecha", "held on" and the date: "Fecha de la reunión: lunes".
const heldReach = 4

// nearer returns which of two roles in a row holds: the later one, but "aprobación del acta de la sesión celebrada el" stays what it
// was.
func nearer(before, now role) role {
	if now.meeting() && !before.meeting() {
		return before
	}
	return now
}

// behindReach is how far behind a date "was approved" can stand, in bytes.
const behindReach = 50

func (s *source) approvedBehind(m *mention) bool {
	behind := s.text[m.end:min(len(s.text), m.end+behindReach)]
	if i := strings.IndexAny(behind, "\n\t.;"); i >= 0 {
		behind = behind[:i]
	}
	ws := wordsOf(behind)
	for i := range ws {
		if classes, _ := vocabulary().roles.at(ws, i); len(classes) > 0 && role(classes[0]) == approval {
			return true
		}
	}
	return false
}

// besideReach is how far beside a date the word stands that says meeting, in bytes.
const besideReach = 24

// meetingBeside reports whether a word that says meeting stands right beside a date: "the August 6, 2018 meeting".
func (s *source) meetingBeside(m *mention) bool {
	from := max(s.lineStart(m.start), boundary(s.text, m.start-besideReach))
	behind, _, _ := strings.Cut(s.text[m.end:min(len(s.text), m.end+besideReach)], "\n")
	for _, w := range append(foldWords(s.text[min(from, m.start):m.start]), foldWords(behind)...) {
		if vocabulary().meetings[w] {
			return true
		}
	}
	return false
}

// lineStart returns the offset at which the sentence or line of an offset begins.
func (s *source) lineStart(offset int) int {
	before := s.text[:offset]
	line := strings.LastIndexByte(before, '\n') + 1
	if stop := strings.LastIndex(before[line:], ". "); stop >= 0 && offset-line-stop > 12 {
		return line + stop + 2
	}
	return line
}

// heldLike reports whether a date stands where minutes state when they were held: behind a label, in an opening formula, in a heading,
// or in the lines from the title to the day that was read.
func (s *source) heldLike(m *mention) bool {
	switch s.role(m) {
	case held:
		return s.labelled(m) || s.atHead(m.start)
	case opening:
		return m.start < max(openingReach, len(s.text)/3) || s.atHead(m.start)
	case "":
		return s.atHead(m.start)
	}
	return false
}

// openingReach is how far into the text the formula stands at most that minutes open with, in bytes; in long ones, within their first
// third.
const openingReach = 1000

// labelled reports whether a line or a cell begins with a label and the date follows it: "Fecha: lunes ", "Held on ".
func (s *source) labelled(m *mention) bool {
	ws := wordsOf(s.text[s.lineStart(m.start):m.start])
	if len(ws) == 0 || len(ws) > 2*heldReach {
		return false
	}
	classes, n := vocabulary().roles.at(ws, 0)
	return n > 0 && role(classes[0]) == held
}

// atHead reports whether an offset lies in a heading, or before the end of the line that states the day of the meeting.
func (s *source) atHead(offset int) bool {
	i := s.Content.BlockAt(s.Content.Text().Offset(offset))
	if i >= 0 && s.Content.Blocks[i].Kind == corpus.Heading {
		return true
	}
	start, _, ok := s.stated("held_on")
	if !ok {
		return i == 0
	}
	return offset <= start || i == s.Content.BlockAt(s.Content.Text().Offset(start)) && s.Content.Blocks[i].Kind != corpus.Table && sameLine(s.text, start, offset)
}

// sameLine reports whether no line ends between two offsets, of which the second is the later one.
func sameLine(text string, a, b int) bool { return !strings.Contains(text[a:b], "\n") }
