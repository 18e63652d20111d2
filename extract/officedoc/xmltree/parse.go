package xmltree

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/irmtrail/irmtrail/corpus"
)

// maxDepth bounds the nesting of elements. A table in a table in a text box takes some 60.
const maxDepth = 400

// ErrBroken is wrapped by the error of a part that breaks off or is no XML from some place on.
var ErrBroken = errors.New("the XML is broken")

// Parse returns a part as one tree. Of a broken part the tree holds what stands before the break; it is nil when nothing does. The error
// wraps [ErrBroken], or is a *corpus.ReadError with code office_malformed for a part that declares entities.
func Parse(part []byte) (*Node, error) {
	var root *Node
	err := Each(part, nil, func(n *Node) {
		if root == nil {
			root = n
		}
	})
	return root, err
}

// Each calls f, in order, with the tree of every element that stands in no element but containers. The containers' own
// attributes are not given. Of a broken part f gets what stands before the break. The error is as [Parse]'s.
func Each(part []byte, containers []string, f func(*Node)) error {
	text, err := decode(part)
	if err != nil {
		return err
	}
	p := &parser{d: xml.NewDecoder(bytes.NewReader(text)), names: map[xml.Name]string{}, containers: map[string]bool{}, f: f}
	p.d.CharsetReader = func(_ string, r io.Reader) (io.Reader, error) { return r, nil } // it is decoded
	p.d.Entity = xml.HTMLEntity                                                          // no file may have them, some do
	for _, c := range containers {
		p.containers[c] = true
	}
	err = p.run()
	if len(p.open) > 0 {
		f(p.open[0])
	}
	return err
}

// parser builds trees from tokens.
type parser struct {
	d          *xml.Decoder
	names      map[xml.Name]string
	containers map[string]bool
	f          func(*Node)
	open       []*Node // from the tree's root
	depth      int     // containers around
}

func (p *parser) run() error {
	for {
		token, err := p.d.Token()
		switch {
		case errors.Is(err, io.EOF):
			return nil
		case err != nil:
			return fmt.Errorf("%w: %w", ErrBroken, err)
		}
		switch t := token.(type) {
		case xml.StartElement:
			p.start(t)
		case xml.EndElement:
			p.end()
		case xml.CharData:
			p.text(string(t))
		case xml.Directive:
			if err := doctype(string(t)); err != nil {
				return err
			}
		}
		if len(p.open)+p.depth > maxDepth {
			return fmt.Errorf("%w: elements nest deeper than %d", ErrBroken, maxDepth)
		}
	}
}

func (p *parser) start(t xml.StartElement) {
	n := &Node{Name: p.name(t.Name)}
	if len(p.open) == 0 && p.containers[n.Name] {
		p.depth++
		return
	}
	for _, a := range t.Attr {
		if a.Name.Space != "xmlns" && a.Name.Local != "xmlns" {
			n.Attrs = append(n.Attrs, Attr{p.name(a.Name), a.Value})
		}
	}
	if len(p.open) > 0 {
		parent := p.open[len(p.open)-1]
		parent.Children = append(parent.Children, n)
	}
	p.open = append(p.open, n)
}

func (p *parser) end() {
	switch len(p.open) {
	case 0:
		p.depth--
	case 1:
		n := p.open[0]
		p.open = p.open[:0]
		p.f(n)
	default:
		p.open = p.open[:len(p.open)-1]
	}
}

func (p *parser) text(s string) {
	if len(p.open) > 0 && s != "" {
		parent := p.open[len(p.open)-1]
		parent.Children = append(parent.Children, &Node{Text: s})
	}
}

// name writes a name with its usual prefix. Each is made once, for a document has few names and many elements.
func (p *parser) name(n xml.Name) string {
	if s, ok := p.names[n]; ok {
		return s
	}
	s := n.Local
	if prefix := prefixOf(n.Space); prefix != "" {
		s = prefix + ":" + s
	}
	p.names[n] = s
	return s
}

// doctype refuses a document type that declares anything: office files have none, and entities are how XML explodes. The
// bare one that OpenOffice.org wrote says nothing.
func doctype(directive string) error {
	if strings.Contains(directive, "[") || strings.HasPrefix(directive, "ENTITY") {
		return corpus.Unreadable("office_malformed", "a part of the file declares entities")
	}
	return nil
}
