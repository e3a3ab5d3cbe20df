package main

import (
	"fmt"
	"strings"
	"testing"

	"ringain/meetings"
	"ringain/server/guest"
)

// answered is a room in which three items were added, as the answers tell.
func answered() (r *room, v *verdict, log []meetings.Entry) {
	v = &verdict{faults: map[string]int{}}
	r = &room{crowd: &crowd{verdict: v}, slug: "mote", ops: map[int64][]*op{}}
	for seq := range int64(3) {
		id := meetings.ID(fmt.Sprint("id", seq+1))
		r.keep(&op{id: id, command: meetings.AddItem{Title: "Punkt"}, seq: seq + 1})
		log = append(log, meetings.Entry{Seq: seq + 1, Event: meetings.ItemAdded{Item: meetings.Item{ID: meetings.ItemID(id)}}})
	}
	return r, v, log
}

func TestALogIsComparedWithWhatWasAnswered(t *testing.T) {
	for _, test := range []struct {
		name           string
		harm           func(r *room, log []meetings.Entry) []meetings.Entry
		lost, repeated int
		says           string
	}{
		{"as it should be", func(_ *room, log []meetings.Entry) []meetings.Entry { return log }, 0, 0, ""},
		{"the last is gone", func(_ *room, log []meetings.Entry) []meetings.Entry { return log[:2] }, 1, 0, "was answered 3, and the log ends at 2"},
		{"one is there once more", func(_ *room, log []meetings.Entry) []meetings.Entry {
			return append(log, meetings.Entry{Seq: 4, Event: log[2].Event})
		}, 0, 1, "event 4 is in the log, and no command was answered with that"},
		{"another is in its place", func(_ *room, log []meetings.Entry) []meetings.Entry {
			log[1].Event = meetings.ItemRemoved{Item: "id1"}
			return log
		}, 1, 0, "was answered 2, where there is"},
		{"a number is left out", func(_ *room, log []meetings.Entry) []meetings.Entry { return append(log[:1], log[2]) }, 1, 0, "after event 1 of the log comes 3"},
		{"two were answered alike", func(r *room, log []meetings.Entry) []meetings.Entry {
			r.keep(&op{id: "id4", command: meetings.AddItem{}, seq: 3})
			return log
		}, 1, 0, "2 commands were answered 3"},
	} {
		r, v, log := answered()
		r.compare(test.harm(r, log))
		if said := strings.Join(v.wrong, "\n"); v.lost != test.lost || v.repeated != test.repeated || !strings.Contains(said, test.says) || (test.says == "") != (said == "") {
			t.Errorf("%s: lost %d, repeated %d, %q", test.name, v.lost, v.repeated, said)
		}
	}
}

func TestNotesAreComparedWithWhatWasTold(t *testing.T) {
	const typed = "s0001n0000000.s0001n0000001.s0001n0000002.s0001n0000003."
	for _, test := range []struct {
		name, text     string
		lost, repeated bool
	}{
		{"what was told", "s0001n0000001.s0001n0000002.s0001n0000003.", false, false},
		{"less than was typed, but not than was told", "annat\ns0001n0000001.s0001n0000002.", false, false},
		{"what was told to be kept is not there", "s0001n0000001.", true, false},
		{"a hole", "s0001n0000001.s0001n0000003.", true, false},
		{"nothing", "", true, false},
		{"what was told to be deleted is there", "s0001n0000000.s0001n0000001.s0001n0000002.", false, true},
		{"twice", "s0001n0000001.s0001n0000001.s0001n0000002.", false, true},
	} {
		s := &scribe{name: "s0001", typed: typed, deletes: 1, seen: guest.NotesSeen{Written: 2 + 3*pieceLength, Deleted: pieceLength}}
		if lost, repeated := s.amiss(test.text); (lost != "") != test.lost || (repeated != "") != test.repeated {
			t.Errorf("%s: lost %q, repeated %q", test.name, lost, repeated)
		}
	}
}
