package change_test

import (
	"testing"

	"ringain/meetings"
	"ringain/server/change"
)

func TestNoLogAndNoTellingSaysWhoSharedWithoutAName(t *testing.T) {
	w := newWorld(t)
	w.listen(change.Topic(w.Room.Meeting.ID))
	id := w.newID()
	for _, step := range []struct {
		as   meetings.ID
		what meetings.Command
	}{
		{id, meetings.AddSignal{Kind: meetings.Risk, Text: "Vi orkar inte", Nameless: true}},
		{w.newID(), meetings.EditSignal{Signal: meetings.SignalID(id), Kind: meetings.Need, Text: "Vi orkar inte mer"}},
		{w.newID(), meetings.WithdrawSignal{Signal: meetings.SignalID(id)}},
	} {
		_, err := w.nodes[0].Do(w.Context(), w.Cy, w.Room.Meeting.ID, step.as, step.what)
		w.must(err)
	}
	for _, e := range w.log(w.Room.Meeting.ID) {
		w.same(meetings.Author{}, e.By)
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	w.same(3, len(w.told))
	for _, told := range w.told {
		w.same(meetings.Author{}, told.Entry.By)
	}
}

func TestAHiddenSignalLeavesTheLogOfItsMeeting(t *testing.T) {
	w := newWorld(t)
	id := w.newID()
	_, err := w.nodes[0].Do(w.Context(), w.Cy, w.Room.Meeting.ID, id, meetings.AddSignal{Kind: meetings.Risk, Text: "Grannen Eva"})
	w.must(err)
	w.do(meetings.HideSignal{Signal: meetings.SignalID(id)})
	w.same(meetings.SignalAdded{Signal: meetings.Signal{ID: meetings.SignalID(id)}}, w.log(w.Room.Meeting.ID)[0].Event)
	w.same([]meetings.Signal(nil), w.room(w.Room.Meeting.ID).Signals)
}
