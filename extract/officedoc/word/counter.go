package word

import (
	"strconv"
	"strings"

	"github.com/irmtrail/irmtrail/extract/officedoc/flow"
)

// counter is how far a list is numbered.
type counter struct {
	value [maxLevels]int
	begun [maxLevels]bool // the level has a number since the levels above started anew
}

// item numbers the next paragraph of a list at a level from 0; nil where the list is not defined or the level has neither
// number nor bullet.
func (n *numbering) item(id string, at int) *flow.Item {
	in := n.instances[id]
	if in == nil || at < 0 || at >= maxLevels {
		return nil
	}
	lv := in.level(at)
	c := n.counters[in.list]
	if c == nil {
		c = &counter{}
		n.counters[in.list] = c
	}
	n.startAnew(c, in, id, at)
	if c.begun[at] {
		c.value[at]++
	} else {
		c.value[at], c.begun[at] = lv.start, true
		if in.starts[at] >= 0 {
			c.value[at] = in.starts[at]
		}
	}
	c.fillAbove(in, at)
	c.endBelow(in, at)
	it := &flow.Item{List: in.list.id, Level: at + 1}
	if lv.format == bullet {
		return it
	}
	it.Label, it.Starts = c.label(in, at), c.value[at] == lv.start
	if it.Label == "" {
		return nil
	}
	return it
}

// startAnew lets a level start where this use of the list says, once.
func (n *numbering) startAnew(c *counter, in *instance, id string, at int) {
	key := id + " " + strconv.Itoa(at)
	if in.starts[at] >= 0 && !n.begun[key] {
		n.begun[key] = true
		c.begun[at] = false
	}
}

// fillAbove counts the levels above that the text skipped: they have the number that they start with.
func (c *counter) fillAbove(in *instance, at int) {
	for i := range at {
		if !c.begun[i] {
			c.value[i], c.begun[i] = in.level(i).start, true
		}
	}
}

// endBelow lets the levels below start anew.
func (c *counter) endBelow(in *instance, at int) {
	for i := at + 1; i < maxLevels; i++ {
		switch r := in.level(i).restart; {
		case r == 0:
		case r < 0, at < r:
			c.begun[i] = false
		}
	}
}

// label writes the label of a level: "%1.%2)" with the numbers of levels 1 and 2.
func (c *counter) label(in *instance, at int) string {
	lv := in.level(at)
	var sb strings.Builder
	for text := lv.text; text != ""; {
		before, after, found := strings.Cut(text, "%")
		sb.WriteString(before)
		if !found {
			break
		}
		if after == "" || after[0] < '1' || after[0] > '9' {
			sb.WriteByte('%')
			text = after
			continue
		}
		i := int(after[0] - '1')
		format := in.level(i).format
		if lv.legal && format != "" {
			format = "1"
		}
		if format != bullet {
			sb.WriteString(flow.Number(c.value[i], format))
		}
		text = after[1:]
	}
	return strings.TrimSpace(sb.String())
}
