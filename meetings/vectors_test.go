package meetings_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"ringain/meetings"
	"ringain/meetings/sample"
)

var update = flag.Bool("update", false, "write the vectors again")

// vectors are read by the browser's tests too, so that both sides follow events alike.
const vectors = "testdata/room_vectors.json"

// vector is one step: the room, what happened in it, and the room afterwards.
type vector struct {
	Name  string           `json:"name"`
	Room  meetings.Room    `json:"room"`
	Event json.RawMessage  `json:"event"`
	At    meetings.Instant `json:"at"`
	After meetings.Room    `json:"after"`
}

type step struct {
	name  string
	room  meetings.Room
	event meetings.Event
}

// steps are events of every kind, in rooms where they matter and where they do not.
func steps(t *testing.T) []step {
	planned, w := story(t)
	running, _ := story(t, meetings.StartAgenda{}, meetings.ParkItem{Item: "boats"})
	between, _ := story(t, meetings.StartAgenda{}, meetings.NextItem{From: "budget"}, meetings.NextItem{From: "minutes"}, meetings.NextItem{From: "boats"})
	cancelled, _ := story(t, meetings.CancelMeeting{Reason: meetings.Text{SV: "Sjuk"}})
	moved, _ := story(t, meetings.MoveMeeting{Start: w.Room.Meeting.Start.Add(24 * time.Hour), Reason: meetings.Text{SV: "Krock"}})
	locked, _ := story(t, meetings.LockNotes{})
	empty := meetings.Room{Meeting: w.Room.Meeting}
	skewed := running
	skewed.Agenda = skewed.Agenda.After(meetings.ItemOpened{Item: "minutes"}, w.Now.Add(2*time.Hour))
	fish := meetings.Item{ID: "fish", Title: "Fisk & <ål>", Minutes: 5, Presenter: "Åsa Öberg"}
	reason := meetings.Text{SV: "Mötesledaren är sjuk", EN: "The chair is ill"}
	start := w.Room.Meeting.Start
	return append(slices.Concat(queueSteps(t), houseSteps(t), signalSteps(t), keeperSteps(t), dutySteps(t), questionSteps(t), materialSteps(t)), []step{
		{"added at the end", planned, meetings.ItemAdded{Item: fish, To: 3}},
		{"added first", planned, meetings.ItemAdded{Item: fish, To: 0}},
		{"added past the end", planned, meetings.ItemAdded{Item: fish, To: 99}},
		{"added before the start", planned, meetings.ItemAdded{Item: fish, To: -1}},
		{"added to nothing", empty, meetings.ItemAdded{Item: fish, To: 0}},
		{"added while running", running, meetings.ItemAdded{Item: fish, To: 1}},
		{"pasted", running, meetings.ItemsPasted{Items: []meetings.Item{fish, {ID: "eels", Title: "Ål"}}}},
		{"edited", planned, meetings.ItemEdited{Item: "minutes", Title: "Protokoll", Minutes: 7, Presenter: "Bo", Round: true}},
		{"edited, clearing minutes and presenter", planned, meetings.ItemEdited{Item: "budget", Title: "Budget"}},
		{"edited, though it is gone", planned, meetings.ItemEdited{Item: "gone", Title: "x"}},
		{"moved down", planned, meetings.ItemMoved{Item: "budget", To: 1}},
		{"moved up", planned, meetings.ItemMoved{Item: "boats", To: 0}},
		{"moved past the end", planned, meetings.ItemMoved{Item: "budget", To: 99}},
		{"moved before the start", planned, meetings.ItemMoved{Item: "boats", To: -1}},
		{"moved while current", running, meetings.ItemMoved{Item: "budget", To: 2}},
		{"moved, though it is gone", planned, meetings.ItemMoved{Item: "gone", To: 0}},
		{"removed", planned, meetings.ItemRemoved{Item: "minutes"}},
		{"removed, though it is gone", planned, meetings.ItemRemoved{Item: "gone"}},
		{"started", planned, meetings.AgendaStarted{Item: "budget"}},
		{"started without items", empty, meetings.AgendaStarted{}},
		{"opened the next", running, meetings.ItemOpened{Item: "minutes"}},
		{"opened a parked one", running, meetings.ItemOpened{Item: "boats"}},
		{"opened a done one again", between, meetings.ItemOpened{Item: "budget"}},
		{"closed the last", running, meetings.ItemOpened{}},
		{"opened by a clock that is behind", skewed, meetings.ItemOpened{Item: "budget"}},
		{"extended", running, meetings.ItemExtended{Item: "budget", Minutes: 5}},
		{"shortened", planned, meetings.ItemExtended{Item: "budget", Minutes: -4}},
		{"planned anew", moved, meetings.MeetingPlanned{Plan: planned.Meeting.Planned()}},
		{"planned anew with its agenda", cancelled, meetings.MeetingPlanned{Plan: moved.Meeting.Planned(), Items: []meetings.Item{fish}}},
		{"parked the current one", running, meetings.ItemParked{Item: "budget", Then: "minutes"}},
		{"parked the last one", running, meetings.ItemParked{Item: "budget"}},
		{"parked another", running, meetings.ItemParked{Item: "minutes", Then: "budget"}},
		{"parked before the start", planned, meetings.ItemParked{Item: "boats"}},
		{"returned", running, meetings.ItemReturned{Item: "boats"}},
		{"carried the current one", running, meetings.ItemCarried{Item: "budget", Then: "minutes", Into: w.Next.ID, Slug: w.Next.Slug, Day: w.Next.Start}},
		{"carried another", running, meetings.ItemCarried{Item: "boats", Then: "budget", Into: w.Next.ID, Slug: w.Next.Slug, Day: w.Next.Start}},
		{"ended", running, meetings.AgendaEnded{}},
		{"ended with none open", between, meetings.AgendaEnded{}},
		{"cancelled", planned, meetings.MeetingCancelled{Reason: reason}},
		{"restored", cancelled, meetings.MeetingRestored{}},
		{"moved to another day", planned, meetings.MeetingMoved{Start: start.Add(48 * time.Hour), Reason: reason}},
		{"moved once more", moved, meetings.MeetingMoved{Start: start.Add(72 * time.Hour), Reason: reason}},
		{"moved back", moved, meetings.MeetingMoved{Start: start, Reason: reason}},
		{"edited the meeting", planned, meetings.MeetingEdited{Title: reason, Minutes: 60, Note: meetings.Text{SV: "Gäst"}, Ways: meetings.Ways{Phone: "+46 8 465 004 20"}}},
		{"edited the meeting, clearing note and ways", planned, meetings.MeetingEdited{Title: meetings.Text{SV: "Floder"}, Minutes: 30}},
		{"the notes are locked", planned, meetings.NotesLocked{}},
		{"the notes are opened", locked, meetings.NotesUnlocked{}},
		{"people are forgotten", running, meetings.PeopleForgotten{}},
		{"something of a newer version", running, meetings.Strange{Name: "song.sung", Body: json.RawMessage(`{"kind":"song.sung","who":"cy"}`)}},
	}...)
}

func TestTheVectorsForTheBrowserAreWhatRoomsDo(t *testing.T) {
	var all []vector
	covered := map[string]bool{}
	at := sample.World().Now.Add(time.Minute)
	for _, s := range steps(t) {
		covered[s.event.Kind()] = true
		e, err := meetings.EncodeEvent(s.event)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, vector{s.name, s.room, e, at, s.room.After(s.event, at)})
	}
	for _, e := range meetings.Events() {
		if !covered[e.Kind()] {
			t.Errorf("no vector has %s", e.Kind())
		}
	}
	got, err := json.MarshalIndent(all, "", " ")
	if err != nil {
		t.Fatal(err)
	}
	got = append(got, '\n')
	if *update {
		if err := os.WriteFile(vectors, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(vectors)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(want, got) {
		t.Errorf("rooms no longer do what the browser is told; look at the difference, then run with -update\n%s", cmp.Diff(string(want), string(got)))
	}
}

func TestTheVectorsAreReadBackAsTheyWereWritten(t *testing.T) {
	b, err := os.ReadFile(vectors)
	if err != nil {
		t.Fatal(err)
	}
	var all []vector
	if err := json.Unmarshal(b, &all); err != nil {
		t.Fatal(err)
	}
	for _, v := range all {
		e, err := meetings.DecodeEvent(v.Event)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(v.After, v.Room.After(e, v.At)); diff != "" {
			t.Errorf("%s: %s", v.Name, diff)
		}
	}
}
