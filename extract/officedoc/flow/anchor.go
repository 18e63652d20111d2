package flow

import (
	"cmp"
	"slices"

	"github.com/irmtrail/irmtrail/corpus"
)

// Anchor names the place in front of the next word.
func (f *Flow) Anchor(name string) {
	if name != "" {
		f.pending = append(f.pending, name)
	}
}

// DropAnchors forgets the names that no word followed yet.
func (f *Flow) DropAnchors() { f.pending = f.pending[:0] }

// placeAnchors sets the anchors that waited in front of the next character.
func (f *Flow) placeAnchors() {
	f.anchorsAt(f.runes)
}

func (f *Flow) anchorsAt(at int) {
	for _, name := range f.pending {
		f.content.Anchors = append(f.content.Anchors, corpus.Anchor{Name: name, Block: len(f.content.Blocks), At: at})
	}
	f.pending = f.pending[:0]
}

// usedAnchors returns the anchors that something links to, in order: programs name many places that nobody asks for.
func (f *Flow) usedAnchors() []corpus.Anchor {
	f.anchorsAt(0) // behind the last block
	used := slices.DeleteFunc(f.content.Anchors, func(a corpus.Anchor) bool { return !f.linked[a.Name] })
	slices.SortStableFunc(used, func(x, y corpus.Anchor) int {
		return cmp.Or(cmp.Compare(x.Block, y.Block), cmp.Compare(x.At, y.At))
	})
	return slices.Compact(used)
}
