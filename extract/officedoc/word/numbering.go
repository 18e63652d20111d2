package word

import (
	"strconv"
	"strings"

	"github.com/irmtrail/irmtrail/extract/officedoc/xmltree"
)

// maxLevels is how many levels a list has (ISO/IEC 29500-1, 17.9.3).
const maxLevels = 9

// level is how one level of a list is numbered.
type level struct {
	start   int
	format  string // as flow.Number has it; bullet for bullets
	text    string // "%1.%2."
	style   string // paragraph style that is numbered by this level
	restart int    // level, from 1, behind which it starts anew; 0 never; -1 behind the one above
	legal   bool   // the numbers of other levels are written in digits
}

// bullet is the format of levels that have no numbers.
const bullet = "bullet"

// list is a definition of a list (w:abstractNum).
type list struct {
	id     string
	levels [maxLevels]level
	link   string // numbering style that defines it instead
	style  string // numbering style that it defines
}

// instance is a use of a list (w:num).
type instance struct {
	list   *list
	levels [maxLevels]*level // that are replaced
	starts [maxLevels]int    // where it starts anew; -1 where it goes on
}

// numbering is how a document's lists are numbered, with the counters.
type numbering struct {
	instances map[string]*instance
	counters  map[*list]*counter
	begun     map[string]bool // instance and level that were started anew
}

func readNumbering(root *xmltree.Node, s *styles) *numbering {
	n := &numbering{instances: map[string]*instance{}, counters: map[*list]*counter{}, begun: map[string]bool{}}
	lists, byStyle := map[string]*list{}, map[string]*list{}
	root.All("w:abstractNum", func(a *xmltree.Node) {
		l := readList(a)
		lists[l.id] = l
		if l.style != "" {
			byStyle[l.style] = l
		}
	})
	root.All("w:num", func(m *xmltree.Node) {
		l := lists[m.Child("w:abstractNumId").Attr("w:val")]
		if l != nil && l.link != "" && byStyle[l.link] != nil {
			l = byStyle[l.link]
		}
		if l != nil {
			n.instances[m.Attr("w:numId")] = readInstance(m, l)
		}
	})
	return n
}

func readList(a *xmltree.Node) *list {
	l := &list{id: a.Attr("w:abstractNumId"), link: a.Child("w:numStyleLink").Attr("w:val"), style: a.Child("w:styleLink").Attr("w:val")}
	for i := range l.levels {
		l.levels[i] = level{start: 1, restart: -1}
	}
	a.All("w:lvl", func(n *xmltree.Node) {
		if i, ok := levelIndex(n); ok {
			l.levels[i] = readLevel(n)
		}
	})
	return l
}

func levelIndex(n *xmltree.Node) (int, bool) {
	i, err := strconv.Atoi(n.Attr("w:ilvl"))
	return i, err == nil && i >= 0 && i < maxLevels
}

func readLevel(n *xmltree.Node) level {
	l := level{start: 1, restart: -1, style: n.Child("w:pStyle").Attr("w:val"), legal: on(n.Child("w:isLgl"))}
	if v, err := strconv.Atoi(n.Child("w:start").Attr("w:val")); err == nil {
		l.start = v
	} else if n.Child("w:start") == nil {
		l.start = 0 // the value where none is given
	}
	if v, err := strconv.Atoi(n.Child("w:lvlRestart").Attr("w:val")); err == nil && v >= 0 {
		l.restart = v
	}
	format := n.Child("w:numFmt")
	if format == nil { // Word wraps formats that older versions do not know
		format = n.Child("mc:AlternateContent", "mc:Choice", "w:numFmt")
	}
	l.format = formatOf(format)
	l.text = n.Child("w:lvlText").Attr("w:val")
	return l
}

// formats are the formats of numbers (ISO/IEC 29500-1, 17.18.59) as flow.Number has them; others are written in digits.
var formats = map[string]string{
	"bullet": bullet, "none": "", "decimal": "1", "decimalZero": "01", "lowerLetter": "a", "upperLetter": "A", "lowerRoman": "i",
	"upperRoman": "I", "chicago": "*",
}

func formatOf(n *xmltree.Node) string {
	v := n.Attr("w:val")
	if f, ok := formats[v]; ok {
		return f
	}
	if v == "custom" && strings.HasPrefix(n.Attr("w:format"), "0") { // "001, 002, 003, ..."
		return "01"
	}
	return "1"
}

func readInstance(m *xmltree.Node, l *list) *instance {
	in := &instance{list: l}
	for i := range in.starts {
		in.starts[i] = -1
	}
	m.All("w:lvlOverride", func(o *xmltree.Node) {
		i, ok := levelIndex(o)
		if !ok {
			return
		}
		if n := o.Child("w:lvl"); n != nil {
			lv := readLevel(n)
			in.levels[i] = &lv
		}
		if v, err := strconv.Atoi(o.Child("w:startOverride").Attr("w:val")); err == nil {
			in.starts[i] = v
		}
	})
	return in
}

// level returns how a level is numbered.
func (in *instance) level(i int) *level {
	if in.levels[i] != nil {
		return in.levels[i]
	}
	return &in.list.levels[i]
}

// styleLevel returns the level that a paragraph style is numbered by, 0 when none names it.
func (in *instance) styleLevel(style string) int {
	for i := range maxLevels {
		if style != "" && in.level(i).style == style {
			return i
		}
	}
	return 0
}
