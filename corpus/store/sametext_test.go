package store

import (
	"slices"
	"testing"

	"github.com/irmtrail/irmtrail/corpus"
)

// TestGroupsFollowChanges groups two documents with a third, takes one out again, and expects only what changed to be marked.
func TestGroupsFollowChanges(t *testing.T) {
	s := open(t)
	var ids []corpus.DocumentID
	for _, body := range []string{"one", "two", "three"} {
		id := corpus.DocumentIDOf(put(t, s, corpus.URL("https://a.example/"+body), body, corpus.Fetched).Payload)
		putRead(t, s, id, body, nil, "")
		ids = append(ids, id)
	}
	slices.Sort(ids)
	a, b, c := ids[0], ids[1], ids[2]
	for _, step := range []struct {
		groups  map[corpus.DocumentID]corpus.DocumentID
		changed []corpus.DocumentID
	}{
		{map[corpus.DocumentID]corpus.DocumentID{a: a, b: a}, []corpus.DocumentID{a, b}},
		{map[corpus.DocumentID]corpus.DocumentID{a: a, b: a}, nil},
		{map[corpus.DocumentID]corpus.DocumentID{b: b, c: b}, []corpus.DocumentID{a, b, c}},
		{nil, []corpus.DocumentID{b, c}},
	} {
		before, err := s.LastDocumentChange(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if err := s.Update(t.Context(), func(tx *Tx) error { return tx.PutGroups(t.Context(), step.groups) }); err != nil {
			t.Fatal(err)
		}
		docs, err := List[corpus.Document](t.Context(), s, "")
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range docs {
			if d.SameTextAs != step.groups[d.DocumentID] {
				t.Errorf("%v: %s is the same text as %q", step.groups, d.DocumentID, d.SameTextAs)
			}
		}
		if got := changedDocuments(t, s, before); !slices.Equal(got, step.changed) {
			t.Errorf("%v: changed %v, want %v", step.groups, got, step.changed)
		}
	}
}

// changedDocuments returns the documents that were marked as changed after a change, in order of id.
func changedDocuments(t *testing.T, s *Store, after int64) (ids []corpus.DocumentID) {
	t.Helper()
	found, err := s.db.QueryContext(t.Context(), "SELECT id FROM changes WHERE kind = 'document' AND seq > ? ORDER BY id", after)
	if err != nil {
		t.Fatal(err)
	}
	defer found.Close()
	for found.Next() {
		var id corpus.DocumentID
		if err := found.Scan(&id); err != nil {
			t.Fatal(err)
		}
		ids = append(ids, id)
	}
	return ids
}

// TestFingerprints stores a document with a fingerprint and one without.
func TestFingerprints(t *testing.T) {
	s := open(t)
	for i, print := range [][]byte{{7, 8}, nil} {
		body := string("xy"[i])
		id := corpus.DocumentIDOf(put(t, s, corpus.URL("https://a.example/"+body), body, corpus.Fetched).Payload)
		d, _, err := Get[corpus.Document](t.Context(), s, string(id))
		if err != nil {
			t.Fatal(err)
		}
		content := &corpus.Content{Blocks: []corpus.Block{{Kind: corpus.Paragraph, Spans: []corpus.Span{{Text: body}}}}}
		content.Layout()
		reading := DocumentReading{Document: d, Fingerprint: print, Reading: corpus.Reading{Minutes: &corpus.Minutes{DocumentID: id, HeldOn: "2021-03-04"}}}
		if err := s.Update(t.Context(), func(tx *Tx) error { return tx.PutDocument(t.Context(), reading, content) }); err != nil {
			t.Fatal(err)
		}
	}
	var got []Fingerprinted
	for f, err := range s.Fingerprints(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, f)
	}
	if len(got) != 1 || !slices.Equal(got[0].Fingerprint, []byte{7, 8}) || got[0].HeldOn != "2021-03-04" {
		t.Errorf("%+v, want the one with a fingerprint", got)
	}
}
