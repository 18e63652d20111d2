// Package xmltree parses the XML parts of office files into small trees, one for each piece of the text, so that a long
// document is never held as a whole.
//
// Names are written with the prefix that the standards use ("w:p", "text:h"), whatever prefix and edition of the namespace the part
// has: transitional and strict OOXML (ISO/IEC 29500), ODF 1.0 to 1.3, OpenOffice.org 1. Entities are not declared and
// nothing outside the part is looked at; nesting is bounded.
package xmltree

import "strings"

// Node is an element, or text between elements.
type Node struct {
	Name     string // "w:p"; "" for text
	Attrs    []Attr
	Children []*Node
	Text     string // of text
}

// Attr is an attribute. The name of one without a prefix has none.
type Attr struct{ Name, Value string }

// Attr returns the value of an attribute; "" when it is not there. A nil node has none.
func (n *Node) Attr(name string) string {
	v, _ := n.Lookup(name)
	return v
}

// Lookup returns the value of an attribute and whether it is there.
func (n *Node) Lookup(name string) (string, bool) {
	if n == nil {
		return "", false
	}
	for _, a := range n.Attrs {
		if a.Name == name {
			return a.Value, true
		}
	}
	return "", false
}

// Child returns the first element at the end of a path of names below the node, or nil.
func (n *Node) Child(path ...string) *Node {
	for _, name := range path {
		n = n.child(name)
	}
	return n
}

func (n *Node) child(name string) *Node {
	if n == nil {
		return nil
	}
	for _, c := range n.Children {
		if c.Name == name {
			return c
		}
	}
	return nil
}

// All calls f with every child of a name.
func (n *Node) All(name string, f func(*Node)) {
	if n == nil {
		return
	}
	for _, c := range n.Children {
		if c.Name == name {
			f(c)
		}
	}
}

// Find returns the first element of a name in the tree below the node, or nil.
func (n *Node) Find(name string) *Node {
	if n == nil {
		return nil
	}
	for _, c := range n.Children {
		if c.Name == name {
			return c
		}
		if found := c.Find(name); found != nil {
			return found
		}
	}
	return nil
}

// String returns all text in the tree.
func (n *Node) String() string {
	var sb strings.Builder
	n.write(&sb)
	return sb.String()
}

func (n *Node) write(sb *strings.Builder) {
	if n == nil {
		return
	}
	sb.WriteString(n.Text)
	for _, c := range n.Children {
		c.write(sb)
	}
}
