package change

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"ringain/meetings"
	"ringain/meetings/store"
)

func TestWhatIsToldOfNotesIsReadAsItWasTold(t *testing.T) {
	for _, want := range []NotesTold{
		{From: "room", First: 7, Updates: []store.NotesUpdate{{N: 7, By: meetings.Author{ID: "cy"}, Body: []byte{1, 2}}, {N: 8, Body: []byte{}}}},
		{First: 1, Anew: true},
	} {
		got, err := DecodeTold(numbered(encodeTold(want), want.First))
		if diff := cmp.Diff(want, got); err != nil || diff != "" {
			t.Errorf("%v %s", err, diff)
		}
	}
}

func FuzzToldNotes(f *testing.F) {
	f.Add(numbered(encodeTold(NotesTold{From: "room", Updates: []store.NotesUpdate{{By: meetings.Author{ID: "cy"}, Body: []byte{1}}}}), 5))
	f.Add([]byte{})
	f.Fuzz(func(t *testing.T, b []byte) {
		told, err := DecodeTold(b)
		if err != nil {
			return
		}
		again, err := DecodeTold(numbered(encodeTold(told), told.First))
		if diff := cmp.Diff(told, again); err != nil || diff != "" {
			t.Errorf("%v %s", err, diff)
		}
	})
}
