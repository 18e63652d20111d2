package report

import (
	"strings"

	"golang.org/x/net/html"
)

// stepsIn returns the children of an element when they can be the steps of a scale: some elements of one kind and no words
// beside them.
func stepsIn(n *html.Node) []*html.Node {
	var group []*html.Node
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		switch {
		case c.Type == html.TextNode && strings.TrimSpace(c.Data) != "":
			return nil
		case c.Type != html.ElementNode:
		case len(group) > 0 && group[0].Data != c.Data:
			return nil
		default:
			group = append(group, c)
		}
	}
	if len(group) < 2 || len(group) > maxSteps {
		return nil
	}
	return group
}

const maxSteps = 7

// steps notes the value that the lit ones of a row of steps say: by the words of the last that is lit where the steps have
// words, else by how many are lit. The lit steps must be one, or all up to one. It reports whether the elements are steps: all
// of them say a value, or they are enough without words and one is lit.
func (d *drawing) steps(group []*html.Node) bool {
	values := make([]string, len(group))
	worded, silent := 0, 0
	for i, s := range group {
		values[i] = d.stepValue(s)
		worded += boolInt(values[i] != "")
		silent += boolInt(stepText(s) == "")
	}
	last := d.lastLit(group)
	switch {
	case worded > 1 && worded == len(group):
		if last >= 0 {
			d.say(values[last], stepText(group[last]))
		}
		return true
	case silent >= fewestSteps && silent == len(group) && last >= 0:
		d.position(last+1, len(group))
		return true
	}
	return false
}

// fewestSteps is how many elements without words are a row of steps: two may be anything.
const fewestSteps = 3

// stepValue returns the value that a step's words or name say; "" for none.
func (d *drawing) stepValue(s *html.Node) string {
	if t := stepText(s); t != "" {
		return d.plain(t)
	}
	return ""
}

func stepText(s *html.Node) string {
	var sb strings.Builder
	for n := range s.Descendants() {
		if n.Type == html.TextNode {
			sb.WriteString(n.Data + " ")
		}
	}
	if t := strings.Join(strings.Fields(sb.String()), " "); t != "" {
		return t
	}
	for _, name := range namesOf(s) {
		return name
	}
	return ""
}

// lastLit returns the index of the step that the value is, -1 when the steps do not say so.
func (d *drawing) lastLit(group []*html.Node) int {
	var lit, here []int
	for i, s := range group {
		if d.isLit(s, d.words.here) || attrOf(s, "aria-current") != "" && attrOf(s, "aria-current") != "false" {
			here = append(here, i)
		}
		if d.isLit(s, d.words.lit) || stated(s) {
			lit = append(lit, i)
		}
	}
	switch {
	case len(here) == 1:
		return here[0]
	case len(lit) == 1:
		return lit[0]
	case len(lit) > 1 && lit[len(lit)-1] == len(lit)-1: // all up to one
		return len(lit) - 1
	}
	return -1
}

// isLit reports whether a class says that a step is lit: by a word of the set, and none that says the opposite.
func (d *drawing) isLit(s *html.Node, set wordSet) bool {
	for _, token := range classWords(s) {
		on, off := false, false
		for _, w := range token {
			on, off = on || set[w], off || d.words.unlit[w]
		}
		if on && !off {
			return true
		}
	}
	return false
}

// stated reports whether attributes say that a step is chosen.
func stated(s *html.Node) bool {
	for _, a := range s.Attr {
		switch a.Key {
		case "aria-checked", "aria-selected", "aria-pressed", "data-active", "data-selected", "data-on", "data-filled", "data-checked":
			if a.Val == "true" || a.Val == "1" {
				return true
			}
		case "checked", "selected":
			return true
		}
	}
	return false
}
