package meetings_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"ringain/meetings"
)

// fullEvents are one event of every kind, with every field filled in.
func fullEvents() []meetings.Event {
	item := meetings.Item{ID: "a", Title: `"Budget" <b> & åäö`, Minutes: 5, Presenter: "Ada", State: meetings.Parked, Spent: 12}
	reason := meetings.Text{SV: "Sjuk", EN: "Ill"}
	return append([]meetings.Event{
		meetings.ItemAdded{Item: item, To: 1}, meetings.ItemsPasted{Items: []meetings.Item{item, {ID: "b", Title: "B"}}},
		meetings.ItemEdited{Item: "a", Title: "A", Minutes: 3, Presenter: "Bo"}, meetings.ItemMoved{Item: "a", To: 2},
		meetings.ItemRemoved{Item: "a"}, meetings.AgendaStarted{Item: "a"}, meetings.ItemOpened{Item: "b"},
		meetings.ItemExtended{Item: "a", Minutes: -2}, meetings.ItemParked{Item: "a", Then: "b"}, meetings.ItemReturned{Item: "a"},
		meetings.ItemCarried{Item: "a", Then: "b", Into: "next", Slug: "rivers-2027-03-30", Day: 7}, meetings.AgendaEnded{},
		meetings.MeetingCancelled{Reason: reason}, meetings.MeetingRestored{}, meetings.MeetingMoved{Start: 9, Reason: reason},
		meetings.MeetingEdited{Title: reason, Minutes: 60, Note: reason, Ways: meetings.Ways{Phone: "+46", Code: "1", Link: "https://x"}},
		meetings.MeetingPlanned{Plan: meetings.Plan{Kind: meetings.Extra, Status: meetings.Planned, Themes: []string{"rivers"}, Title: reason, Note: reason, Start: 1, Minutes: 45, Zone: "Europe/Stockholm",
			Ways: meetings.Ways{Phone: "+46"}, CancelledBecause: reason, MovedFrom: 2, MovedBecause: reason, Restricted: true, Touched: true, Withdrawn: true}, Items: []meetings.Item{{ID: "a", Title: "A"}}},
		meetings.NotesLocked{}, meetings.NotesUnlocked{},
	}, slices.Concat(fullQueueEvents(), []meetings.Event{
		meetings.PersonRemoved{Who: "cy", Network: true}, meetings.PersonReturned{Who: "cy"}, meetings.HouseSet{Locked: true, Lobby: true, ReadOnly: true, Slow: 30},
		meetings.PeopleAdmitted{Who: []meetings.ID{"cy"}},
		meetings.PersonSet{Who: "cy", Muted: true, Hidden: true, Name: "Cy", Organisation: "Bergsö", Signals: []meetings.SignalID{"s"}, Questions: []meetings.QuestionID{"q"}, Material: []meetings.MaterialID{"m"}},
		meetings.PeopleForgotten{},
	}, fullSignalEvents(), fullKeeperEvents(), fullDutyEvents(), fullQuestionEvents(), fullMaterialEvents())...)
}

func TestEveryEventIsReadBackAsItWas(t *testing.T) {
	kinds := map[string]bool{}
	for i, e := range fullEvents() {
		kinds[e.Kind()] = true
		if e.Kind() != meetings.Events()[i].Kind() {
			t.Errorf("%s is missing here", meetings.Events()[i].Kind())
		}
		for _, e := range []meetings.Event{e, meetings.Events()[i]} {
			b, err := meetings.EncodeEvent(e)
			if err != nil || !json.Valid(b) || !strings.HasPrefix(string(b), `{"kind":"`+e.Kind()+`"`) {
				t.Errorf("%s is written %s, %v", e.Kind(), b, err)
			}
			got, err := meetings.DecodeEvent(b)
			if err != nil {
				t.Error(err)
			}
			if diff := cmp.Diff(e, got); diff != "" {
				t.Error(diff)
			}
		}
	}
	if len(kinds) != len(meetings.Events()) {
		t.Errorf("%d kinds, %d events", len(kinds), len(meetings.Events()))
	}
}

func TestAnEventOfANewerVersionIsPassedOnAsItCame(t *testing.T) {
	body := `{"kind":"song.sung","who":"cy"}`
	e, err := meetings.DecodeEvent([]byte(body))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(meetings.Strange{Name: "song.sung", Body: []byte(body)}, e); diff != "" {
		t.Error(diff)
	}
	if b, err := meetings.EncodeEvent(e); err != nil || string(b) != body {
		t.Errorf("written %s, %v", b, err)
	}
	if meetings.ShowsInCalendar(e) {
		t.Error("calendars show what nobody here knows")
	}
}

func TestEveryCommandHasANameOfItsOwn(t *testing.T) {
	names := map[string]bool{}
	for _, c := range meetings.Commands() {
		if names[c.Do()] || !strings.Contains(c.Do(), ".") {
			t.Errorf("%q is not a name of its own", c.Do())
		}
		names[c.Do()] = true
	}
}

// FuzzDecodeEvent: whatever is read as an event can be written and read again, and a room can hear it.
func FuzzDecodeEvent(f *testing.F) {
	for _, e := range fullEvents() {
		b, err := meetings.EncodeEvent(e)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(b)
	}
	f.Add([]byte(`{"kind":"agenda.moved","item":"a","to":-9223372036854775808}`))
	f.Add([]byte(`null`))
	f.Fuzz(func(t *testing.T, b []byte) {
		e, err := meetings.DecodeEvent(b)
		if err != nil {
			return
		}
		room := meetings.Room{Agenda: meetings.Agenda{Items: []meetings.Item{{ID: "a"}, {ID: "b"}}, Current: "a"}}
		if after := room.After(e, 5); !after.Meeting.Touched {
			t.Errorf("%s leaves no trace", b)
		}
		again, err := meetings.EncodeEvent(e)
		if err != nil {
			t.Fatal(err)
		}
		if e2, err := meetings.DecodeEvent(again); err != nil || !cmp.Equal(e, e2) {
			t.Errorf("%s is read again as %#v, %v", again, e2, err)
		}
	})
}
