package extract

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/irmtrail/irmtrail/corpus"
)

func TestUnreadPages(t *testing.T) {
	var many []corpus.Unread
	for n := range maxRuns + 5 {
		many = append(many, corpus.Unread{From: 2*n + 1, To: 2*n + 1, Reason: corpus.UnreadBroken})
	}
	tests := []struct {
		name   string
		unread []corpus.Unread
		want   []string
	}{
		{"all read", nil, nil},
		{"one page", []corpus.Unread{{From: 3, To: 3, Reason: corpus.UnreadBroken}}, []string{"Page 3 of 60 was not read, because the file is damaged there."}},
		{"one run", []corpus.Unread{{From: 31, To: 60, Reason: corpus.UnreadTime}}, []string{"Pages 31-60 of 60 were not read, because the pages before took too long."}},
		{"several reasons", []corpus.Unread{
			{From: 2, To: 2, Reason: corpus.UnreadBroken}, {From: 5, To: 7, Reason: corpus.UnreadBroken}, {From: 20, To: 20, Reason: corpus.UnreadBroken}, {From: 51, To: 60, Reason: corpus.UnreadMemory}, {From: 61, To: 6000, Reason: corpus.UnreadLimit},
		}, []string{
			"Pages 2, 5-7 and 20 of 6000 were not read, because the file is damaged there.",
			"Pages 51-60 of 6000 were not read, because the pages before took too much memory.",
			"Pages 61-6000 of 6000 were not read, because the document has more pages than are read.",
		}},
		{"many", many, []string{"Pages 1, 3, 5, 7, 9, 11, 13, 15, 17, 19, 21, 23, 25, 27, 29, 31, 33, 35, 37, 39 and others of 60 were not read, because the file is damaged there."}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var got []string
			for _, f := range unreadPages(&corpus.Content{Pages: make([]corpus.Page, 60), Unread: tt.unread}, "doc") {
				if f.Rule != corpus.RulePagesUnread || f.Severity != corpus.Warning || f.DocumentID != "doc" || f.Page < 1 {
					t.Errorf("%+v", f)
				}
				got = append(got, f.Message)
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}
