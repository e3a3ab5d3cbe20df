package meetings_test

import (
	"testing"

	"ringain/meetings"
	"ringain/meetings/sample"
)

func TestNotesAreLockedAndOpenedOnceAlsoWhenTheMeetingHasEnded(t *testing.T) {
	w := sample.World()
	room := w.Room
	for i, row := range []struct {
		do      meetings.Command
		refused bool
		locked  bool
	}{
		{meetings.UnlockNotes{}, true, false},
		{meetings.LockNotes{}, false, true},
		{meetings.LockNotes{}, true, true},
		{meetings.StartAgenda{}, false, true},
		{meetings.EndAgenda{}, false, true},
		{meetings.UnlockNotes{}, false, false},
	} {
		after, e, err := room.Apply(row.do, w.Do(w.Bo, i))
		if (err != nil) != row.refused || after.Meeting.NotesLocked != row.locked {
			t.Fatalf("%d, %s: %v, locked %v", i, row.do.Do(), err, after.Meeting.NotesLocked)
		}
		if err == nil && (row.do == meetings.LockNotes{} || row.do == meetings.UnlockNotes{}) && meetings.ShowsInCalendar(e) {
			t.Errorf("calendars show %s", e.Kind())
		}
		room = after
	}
}
