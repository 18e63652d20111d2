// Package officetest makes office files for tests out of txtar archives, in which each part of the file is one file as text, and
// prints what readers make of them.
package officetest

import (
	"archive/zip"
	"bytes"
	"fmt"
	"strings"

	"github.com/rogpeppe/go-internal/txtar"

	"github.com/irmtrail/irmtrail/corpus"
)

// Namespaces of the parts of tests. A part whose root element has no declaration gets them all.
const namespaces = ` xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"` +
	` xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"` +
	` xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"` +
	` xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"` +
	` xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"` +
	` xmlns:v="urn:schemas-microsoft-com:vml"` +
	` xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"` +
	` xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"` +
	` xmlns:dc="http://purl.org/dc/elements/1.1/"` +
	` xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"` +
	` xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"` +
	` xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"` +
	` xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"` +
	` xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"` +
	` xmlns:presentation="urn:oasis:names:tc:opendocument:xmlns:presentation:1.0"` +
	` xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"` +
	` xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"` +
	` xmlns:xlink="http://www.w3.org/1999/xlink"`

// Part is a part of a file.
type Part struct{ Name, Text string }

// Parts returns the files of a txtar archive as parts.
func Parts(archive []byte) []Part {
	var parts []Part
	for _, f := range txtar.Parse(archive).Files {
		parts = append(parts, Part{f.Name, Declared(string(f.Data))})
	}
	return parts
}

// Declared returns an XML part with the usual namespaces declared at its root, unless it declares any.
func Declared(text string) string {
	if !strings.HasPrefix(text, "<") || strings.Contains(text, "xmlns") {
		return text
	}
	i := strings.IndexAny(text, " >/")
	if i < 0 {
		return text
	}
	return text[:i] + namespaces + text[i:]
}

// Relations returns the part with the relations of a part: each is "id type target", with an address as target of a
// hyperlink.
func Relations(part string, relations ...string) Part {
	var sb strings.Builder
	sb.WriteString(`<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">`)
	for _, r := range relations {
		f := strings.Fields(r)
		mode := ""
		if strings.Contains(f[2], "://") || strings.HasPrefix(f[2], "mailto:") || strings.HasPrefix(f[2], "#") {
			mode = ` TargetMode="External"`
		}
		fmt.Fprintf(&sb, `<Relationship Id=%q Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/%s" Target=%q%s/>`, f[0], f[1], f[2], mode)
	}
	sb.WriteString(`</Relationships>`)
	dir, file := "", part
	if i := strings.LastIndexByte(part, '/'); i >= 0 {
		dir, file = part[:i+1], part[i+1:]
	}
	return Part{dir + "_rels/" + file + ".rels", sb.String()}
}

// Zip packs parts, in their order.
func Zip(parts ...Part) []byte {
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for _, p := range parts {
		f, err := w.Create(p.Name)
		if err == nil {
			_, err = f.Write([]byte(p.Text))
		}
		if err != nil {
			panic(err) // a buffer takes everything
		}
	}
	if err := w.Close(); err != nil {
		panic(err)
	}
	return b.Bytes()
}

// Print prints a content, one block a line: its kind, level, list, label and page, and its text with **bold**, _italic_, ^raised^,
// ~lowered~ and [linked](to). The cells of a table stand below it: row, column, spans, H for a header.
func Print(c *corpus.Content) string {
	var sb strings.Builder
	fmt.Fprintf(&sb, "title %q, language %q, %d pages\n", c.Title, c.Language, len(c.Pages))
	for i := range c.Blocks {
		printBlock(&sb, c, &c.Blocks[i])
	}
	for _, a := range c.Anchors {
		fmt.Fprintf(&sb, "anchor %s: block %d, %q\n", a.Name, a.Block, c.Text().Slice(a.At, min(a.At+20, c.Text().Len())))
	}
	return sb.String()
}

func printBlock(sb *strings.Builder, c *corpus.Content, b *corpus.Block) {
	fmt.Fprint(sb, b.Kind)
	for _, f := range []struct {
		name  string
		value any
		zero  bool
	}{{"", b.Level, b.Level == 0}, {"list=", b.List, b.List == 0}, {"label=", b.Label, b.Label == ""}, {"page=", b.Page, b.Page == 0}} {
		if !f.zero {
			fmt.Fprintf(sb, " %s%v", f.name, f.value)
		}
	}
	if b.Kind != corpus.Table {
		sb.WriteString(" | ")
		for _, s := range b.Spans {
			printSpan(sb, s)
		}
	}
	sb.WriteByte('\n')
	for _, cell := range b.Cells {
		fmt.Fprintf(sb, "    %d,%d", cell.Row, cell.Col)
		if cell.RowSpan+cell.ColSpan > 0 {
			fmt.Fprintf(sb, " %dx%d", max(1, cell.RowSpan), max(1, cell.ColSpan))
		}
		if cell.Header {
			sb.WriteString(" H")
		}
		fmt.Fprintf(sb, " %s%q\n", cell.Fill, c.Text().Slice(cell.Start, cell.End))
	}
}

func printSpan(sb *strings.Builder, s corpus.Span) {
	text := strings.NewReplacer("\n", "⏎", "\t", "⇥").Replace(s.Text)
	for _, m := range []struct {
		style corpus.Style
		sign  string
	}{{corpus.Bold, "**"}, {corpus.Italic, "_"}, {corpus.Superscript, "^"}, {corpus.Subscript, "~"}} {
		if s.Style.Has(m.style) {
			text = m.sign + text + m.sign
		}
	}
	if s.Link != "" {
		text = "[" + text + "](" + s.Link + ")"
	}
	sb.WriteString(text)
}
