package odf

import (
	"regexp"
	"strconv"
	"strings"

	"github.com/irmtrail/irmtrail/extract/officedoc/flow"
	"github.com/irmtrail/irmtrail/extract/officedoc/xmltree"
)

// maxLevels is how many levels a list has (OpenDocument 1.3 part 3, 19.880).
const maxLevels = 10

// counter is how far a list is numbered.
type counter struct {
	value [maxLevels]int
	begun [maxLevels]bool
}

// openList is a list that is open around the text.
type openList struct {
	name    string // of its style
	id      string // of its counter
	depth   int    // from 1
	counter *counter
	start   int    // number that the item says it has; 0 none
	item    bool   // the next paragraph begins an item
	style   string // list style that the item has instead
}

// enterList opens a list in the one around it.
func (s *story) enterList(n *xmltree.Node) *openList {
	l := &openList{name: n.Attr("text:style-name"), depth: 1}
	if outer := s.list; outer != nil {
		l.depth, l.id, l.counter = outer.depth+1, outer.id, outer.counter
		l.name = first(l.name, outer.name)
		return l
	}
	s.lastList++
	l.id = first(n.Attr("xml:id"), "list "+strconv.Itoa(s.lastList))
	before := n.Attr("text:continue-list")
	if before == "" && n.Attr("text:continue-numbering") == "true" {
		before = s.lastOf[l.name]
	}
	if before != "" && s.counts[before] == nil {
		before = s.lastOf[l.name] // LibreOffice names lists that it does not write
	}
	if c := s.counts[before]; c != nil {
		s.counts[l.id], l.counter = c, c
		l.id = before
	} else {
		l.counter = &counter{}
		s.counts[l.id] = l.counter
	}
	s.lastOf[l.name] = l.id
	return l
}

// levelNode returns how a level of a list, from 1, is set; nil when the style does not say.
func levelNode(style *xmltree.Node, level int) *xmltree.Node {
	if style == nil {
		return nil
	}
	for _, n := range style.Children {
		if n.Attr("text:level") == strconv.Itoa(level) {
			return n
		}
	}
	return nil
}

// number counts an item of a level, from 1, and returns its printed label; "" for bullets and levels without number.
func (c *counter) number(style *xmltree.Node, level, start int) string {
	n := levelNode(style, level)
	i := min(level, maxLevels) - 1
	switch first := startOf(n); {
	case start > 0:
		c.value[i] = start
	case c.begun[i]:
		c.value[i]++
	default:
		c.value[i] = first
	}
	c.begun[i] = true
	for j := range i {
		if !c.begun[j] {
			c.value[j], c.begun[j] = startOf(levelNode(style, j+1)), true
		}
	}
	for j := i + 1; j < maxLevels; j++ {
		c.begun[j] = false
	}
	return c.label(style, n, i)
}

func startOf(n *xmltree.Node) int {
	if v, err := strconv.Atoi(n.Attr("text:start-value")); err == nil {
		return v
	}
	return 1
}

// label writes the label of level i, from 0, with the levels above that it shows.
func (c *counter) label(style, n *xmltree.Node, i int) string {
	if n == nil || strings.HasSuffix(n.Name, "-bullet") || strings.HasSuffix(n.Name, "-image") || n.Attr("style:num-format") == "" {
		return ""
	}
	if pattern := n.Attr("loext:num-list-format"); pattern != "" {
		return strings.TrimSpace(placeholder.ReplaceAllStringFunc(pattern, func(p string) string {
			j, _ := strconv.Atoi(strings.Trim(p, "%"))
			return c.printed(style, j-1)
		}))
	}
	shown, err := strconv.Atoi(n.Attr("text:display-levels"))
	if err != nil {
		shown = 1
	}
	var parts []string
	for j := max(0, i+1-shown); j <= i; j++ {
		if part := c.printed(style, j); part != "" {
			parts = append(parts, part)
		}
	}
	return strings.TrimSpace(n.Attr("style:num-prefix") + strings.Join(parts, ".") + n.Attr("style:num-suffix"))
}

// placeholder matches the place of a level's number in a label as LibreOffice writes it: "%1%.%2%.".
var placeholder = regexp.MustCompile(`%\d{1,2}%`)

// printed writes the number of level i, from 0.
func (c *counter) printed(style *xmltree.Node, i int) string {
	if i < 0 || i >= maxLevels {
		return ""
	}
	format := levelNode(style, i+1).Attr("style:num-format")
	if strings.HasPrefix(format, "01") { // "01, 02, 03, ..."
		format = "01"
	}
	return flow.Number(c.value[i], format)
}

// item returns the item that the next paragraph begins; nil outside lists, in list headers and behind the first paragraph of
// an item.
func (s *story) item(paragraphStyle string) *flow.Item {
	l := s.list
	if l == nil || !l.item {
		return nil
	}
	l.item = false
	name := first(l.style, first(l.name, s.styles.listOf(paragraphStyle)))
	it := &flow.Item{List: l.id, Level: l.depth}
	it.Label = l.counter.number(s.styles.lists[name], l.depth, l.start)
	it.Starts = l.counter.value[min(l.depth, maxLevels)-1] == 1
	l.start = 0
	return it
}
