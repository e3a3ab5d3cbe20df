package meetings_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"ringain/meetings"
	"ringain/meetings/sample"
)

// anyTalk draws a command about the floor that somebody might give, sensible or not.
func anyTalk(t *rapid.T, room meetings.Room) meetings.Command {
	turns := []meetings.TurnID{"", "gone"}
	for _, turn := range turnsOf(room.Queue) {
		turns = append(turns, turn.ID)
	}
	callers := []meetings.ID{"", "gone", "cy"}
	for _, c := range room.Callers {
		callers = append(callers, c.ID)
	}
	turn, caller := rapid.SampledFrom(turns).Draw(t, "turn"), rapid.SampledFrom(callers).Draw(t, "caller")
	name := rapid.SampledFrom([]string{"", "Eli", " eli\n", "0701234567", "\u202e"}).Draw(t, "name")
	to := rapid.IntRange(-2, 9).Draw(t, "to")
	on := rapid.Bool().Draw(t, "on")
	from := meetings.TurnID("")
	if s := room.Queue.Speaker; s != nil {
		from = s.ID
	}
	return rapid.SampledFrom([]meetings.Command{
		meetings.AskFloor{}, meetings.AskFloor{}, meetings.AskFloor{Note: name}, meetings.WithdrawTurn{}, meetings.ReturnTurn{Turn: turn},
		meetings.EndTurn{Turn: turn}, meetings.EndTurn{Turn: from}, meetings.NextSpeaker{From: turn}, meetings.NextSpeaker{From: from},
		meetings.NextSpeaker{From: from, Turn: turn}, meetings.SkipTurn{Turn: turn, Last: to%2 == 0}, meetings.SkipTurn{Turn: from, Then: turn, Last: to%2 == 0},
		meetings.RecallSpeaker{Turn: turn}, meetings.MoveTurn{Turn: turn, To: to}, meetings.AddTurn{Name: name, To: &to},
		meetings.AddTurn{Caller: caller}, meetings.RemoveTurn{Turn: turn}, meetings.CloseQueue{}, meetings.OpenQueue{},
		meetings.AddCaller{Line: to, Name: name}, meetings.EditCaller{Caller: caller, Name: name}, meetings.RemoveCaller{Caller: caller},
		meetings.SetCaller{Caller: caller, Muted: &on}, meetings.SetCaller{Caller: caller, Help: &on, Away: &on},
		meetings.TieCaller{Caller: caller, Who: rapid.SampledFrom([]meetings.ID{"bo", "cy", "dee", "gone"}).Draw(t, "who")},
		meetings.StartAgenda{}, meetings.NextItem{From: room.Agenda.Current}, meetings.EndAgenda{},
	}).Draw(t, "command")
}

// turnsOf are all turns that a list knows of.
func turnsOf(q meetings.Queue) []meetings.Turn {
	all := slices.Clone(q.Waiting)
	for _, one := range []*meetings.Turn{q.Speaker, q.Last} {
		if one != nil {
			all = append(all, *one)
		}
	}
	if q.Removed != nil {
		all = append(all, q.Removed.Turn)
	}
	return all
}

func TestWhateverPeopleDoThereIsOneOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := sample.World()
		here, there := w.Room, w.Room // two rooms: one decides, the other hears of it
		dee := meetings.Person{ID: "dee", Name: "Dee", Sector: "kommun", Role: meetings.Guest}
		people := []meetings.Person{w.Ada, w.Bo, w.Cy, dee, {Role: meetings.Guest}}
		for i := range rapid.IntRange(1, 60).Draw(t, "commands") {
			by := rapid.SampledFrom(people).Draw(t, "by")
			d := w.Do(by, i*rapid.IntRange(0, 3).Draw(t, "pace"))
			d.ID = meetings.ID(fmt.Sprintf("command-%08d", i))
			c := anyTalk(t, here)
			if tie, ok := c.(meetings.TieCaller); ok {
				d.About = known(people, tie.Who)
			}

			before := asJSON(t, here)
			after, e, err := here.Apply(c, d)
			if diff := cmp.Diff(before, asJSON(t, here)); diff != "" {
				t.Fatalf("%s changed the room it was given: %s", c.Do(), diff)
			}
			if err != nil {
				refusedChangesNothing(t, here, after, e, err)
				continue
			}
			there = heard(t, there, e, d.At)
			if diff := cmp.Diff(asJSON(t, after), asJSON(t, there)); diff != "" {
				t.Fatalf("two rooms disagree after %s: %s", e.Kind(), diff)
			}
			there = keptAndRead(t, there)
			if by.Role == meetings.Guest {
				onlyOwnTurn(t, by, here, after, c)
			}
			turnsHoldTogether(t, here, after, c)
			here = after
		}
	})
}

// known is one of some people, or nil.
func known(people []meetings.Person, who meetings.ID) *meetings.Person {
	for _, p := range people {
		if p.ID == who {
			return &p
		}
	}
	return nil
}

func asJSON(t *rapid.T, r meetings.Room) string {
	b, err := json.Marshal(r)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// keptAndRead is a room as the store, and a browser that joins, would have it.
func keptAndRead(t *rapid.T, r meetings.Room) (read meetings.Room) {
	if err := json.Unmarshal([]byte(asJSON(t, r)), &read); err != nil {
		t.Fatal(err)
	}
	return read
}

// onlyOwnTurn wants a guest to have left alone all turns but their own, and the order of the others.
func onlyOwnTurn(t *rapid.T, by meetings.Person, before, after meetings.Room, c meetings.Command) {
	others := func(q meetings.Queue) (rest []meetings.Turn) {
		for _, turn := range q.Waiting {
			if turn.Who != by.ID {
				rest = append(rest, turn)
			}
		}
		return rest
	}
	if diff := cmp.Diff(others(before.Queue), others(after.Queue)); !isOwn(c) || diff != "" {
		t.Fatalf("%s by a guest changed the others: %s", c.Do(), diff)
	}
	was, is := before.Queue.Speaker, after.Queue.Speaker
	if !cmp.Equal(was, is) && (was.Who != by.ID || is != nil) {
		t.Fatalf("%s by a guest gave the floor from %v to %v", c.Do(), was, is)
	}
}

func turnsHoldTogether(t *rapid.T, before, after meetings.Room, c meetings.Command) {
	q := after.Queue
	turns, people := map[meetings.TurnID]bool{}, map[meetings.ID]bool{}
	for _, turn := range q.Waiting {
		if turns[turn.ID] || turn.Who != "" && people[turn.Who] {
			t.Fatalf("after %s %q waits twice: %+v", c.Do(), turn.Name, q)
		}
		turns[turn.ID], people[turn.Who] = true, true
		if turn.Since != 0 || turn.Spent < 0 || turn.Name == "" && turn.Line == 0 {
			t.Fatalf("after %s %+v waits", c.Do(), turn)
		}
	}
	if s := q.Speaker; s != nil && (turns[s.ID] || s.Since == 0) {
		t.Fatalf("after %s the one who speaks waits too, or has no clock: %+v", c.Do(), q)
	}
	calls := map[meetings.ID]bool{}
	for _, caller := range after.Callers {
		if calls[caller.Self()] {
			t.Fatalf("after %s one rings twice: %+v", c.Do(), after.Callers)
		}
		calls[caller.Self()] = true
	}
	for _, v := range q.Spoken {
		if v.Turns < 1 || v.Who == "" && v.Name == "" {
			t.Fatalf("after %s %+v has spoken", c.Do(), v)
		}
	}
	if _, moved := c.(meetings.MoveTurn); !moved {
		orderStays(t, before.Queue, q, c)
	}
	if after.Agenda.Ended != 0 && (len(turnsOf(q)) > 0 || q.Spoken != nil || after.Callers != nil) {
		t.Fatalf("after the end somebody is still named: %+v", q)
	}
}

// orderStays wants those who waited before and after, in the same turn, to wait in the
// same order, but for the one whom a command concerns.
func orderStays(t *rapid.T, before, after meetings.Queue, c meetings.Command) {
	var concerned meetings.TurnID
	if skip, ok := c.(meetings.SkipTurn); ok {
		concerned = skip.Turn
	}
	common := func(q, other meetings.Queue) (ids []meetings.TurnID) {
		for _, turn := range q.Waiting {
			if other.Find(turn.ID) >= 0 && turn.ID != concerned {
				ids = append(ids, turn.ID)
			}
		}
		return ids
	}
	if diff := cmp.Diff(common(before, after), common(after, before)); diff != "" {
		t.Fatalf("%s changed the order of the others: %s", c.Do(), diff)
	}
}
