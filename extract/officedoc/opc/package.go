// Package opc finds the parts of an OOXML package (ECMA-376 part 2): relationships between parts, the main part, and the
// core properties. Targets outside the package are only addresses: they are never followed.
package opc

import (
	"path"
	"strings"

	"github.com/irmtrail/irmtrail/extract/officedoc/xmltree"
	"github.com/irmtrail/irmtrail/extract/officedoc/zipfile"
)

// Relation is what a part says of another part or of an address.
type Relation struct {
	Type     string // last part of its name: "hyperlink", "footnotes"
	Target   string // name of a part; an address where External
	External bool
}

// Relations are a part's relations by id.
type Relations map[string]Relation

// RelationsOf returns the relations of a part, "" for the package itself. What cannot be read is missing.
func RelationsOf(a *zipfile.Archive, part string) Relations {
	dir, file := path.Split(part)
	text, err := a.Read(path.Join(dir, "_rels", file+".rels"))
	if err != nil {
		return nil
	}
	root, _ := xmltree.Parse(text) // up to a break
	found := Relations{}
	root.All("rel:Relationship", func(n *xmltree.Node) {
		r := Relation{Type: path.Base(n.Attr("Type")), Target: n.Attr("Target"), External: strings.EqualFold(n.Attr("TargetMode"), "External")}
		if !r.External {
			r.Target = resolve(dir, r.Target)
		}
		found[n.Attr("Id")] = r
	})
	return found
}

// resolve returns the name of a part that a relation of a part in a folder names.
func resolve(dir, target string) string {
	target, _, _ = strings.Cut(target, "#")
	if strings.HasPrefix(target, "/") {
		return strings.TrimPrefix(path.Clean(target), "/")
	}
	return strings.TrimPrefix(path.Clean("/"+path.Join(dir, target)), "/")
}

// Part returns the part that the relation with an id names; "" when there is none in the package.
func (r Relations) Part(id string) string {
	if rel, ok := r[id]; ok && !rel.External {
		return rel.Target
	}
	return ""
}

// OfType returns the part that the first relation of a type names, by id; "" when there is none in the package.
func (r Relations) OfType(kind string) string {
	best, part := "", ""
	for id, rel := range r {
		if rel.Type == kind && !rel.External && (best == "" || id < best) {
			best, part = id, rel.Target
		}
	}
	return part
}

// MainPart returns the name of the main part: the one that the package's relations name, else the one whose content type
// ends as a main part's does, else the usual one. It is "" when the package has none of them.
func MainPart(a *zipfile.Archive, usual string) string {
	if part := RelationsOf(a, "").OfType("officeDocument"); part != "" && a.Has(part) {
		return part
	}
	for _, part := range Overrides(a) {
		if strings.HasSuffix(part.ContentType, ".main+xml") && a.Has(part.Name) {
			return part.Name
		}
	}
	if a.Has(usual) {
		return usual
	}
	for _, name := range a.Names() {
		if path.Base(name) == path.Base(usual) && !strings.Contains(name, "glossary/") {
			return name
		}
	}
	return ""
}

// Override is the content type of one part.
type Override struct{ Name, ContentType string }

// Overrides returns the parts whose content types the package lists, in its order.
func Overrides(a *zipfile.Archive) []Override {
	text, err := a.Read("[Content_Types].xml")
	if err != nil {
		return nil
	}
	root, _ := xmltree.Parse(text)
	var found []Override
	root.All("ct:Override", func(n *xmltree.Node) {
		found = append(found, Override{strings.TrimPrefix(n.Attr("PartName"), "/"), strings.ToLower(n.Attr("ContentType"))})
	})
	return found
}

// Tree returns a part as a tree; nil when it is missing or nothing of it can be read.
func Tree(a *zipfile.Archive, part string) *xmltree.Node {
	if part == "" {
		return nil
	}
	text, err := a.Read(part)
	if err != nil {
		return nil
	}
	root, _ := xmltree.Parse(text)
	return root
}

// Title returns the title among the core properties.
func Title(a *zipfile.Archive) string {
	part := RelationsOf(a, "").OfType("core-properties")
	if part == "" {
		part = "docProps/core.xml"
	}
	return Tree(a, part).Child("dc:title").String()
}
