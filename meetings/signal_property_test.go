package meetings_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"ringain/meetings"
	"ringain/meetings/sample"
)

// anyShare draws a command about signals that somebody might give, sensible or not.
func anyShare(t *rapid.T, room meetings.Room) meetings.Command {
	signals := []meetings.SignalID{"gone"}
	for _, s := range append(room.Backstage.Hidden(), room.Signals...) {
		signals = append(signals, s.ID)
	}
	callers := []meetings.ID{"", "", "gone"}
	for _, c := range room.Callers {
		callers = append(callers, c.ID)
	}
	one, other := rapid.SampledFrom(signals).Draw(t, "signal"), rapid.SampledFrom(signals).Draw(t, "other")
	caller, nameless := rapid.SampledFrom(callers).Draw(t, "caller"), rapid.Bool().Draw(t, "nameless")
	text := rapid.SampledFrom([]string{"", "Ord om sömn", " \u202eord\r\n<b>", "Ord: فاطمة"}).Draw(t, "text")
	kind := rapid.SampledFrom([]meetings.SignalKind{"", meetings.Need, meetings.Promise}).Draw(t, "kind")
	add := meetings.AddSignal{Kind: meetings.Risk, Text: text, Nameless: nameless, Caller: caller}
	return rapid.SampledFrom([]meetings.Command{
		add, add, add, meetings.AddSignal{Kind: kind, Text: text}, meetings.WithdrawSignal{Signal: one}, meetings.EditSignal{Signal: one, Kind: kind, Text: text},
		meetings.JoinSignal{Signal: one}, meetings.JoinSignal{Signal: one}, meetings.LeaveSignal{Signal: one}, meetings.HideSignal{Signal: one},
		meetings.RestoreSignal{Signal: one}, meetings.MergeSignal{Signal: one, Into: other}, meetings.MergeSignal{Signal: one, Into: other},
		meetings.AddCaller{}, meetings.EditCaller{Caller: caller, Name: "Gun"}, meetings.EndAgenda{},
	}).Draw(t, "command")
}

func TestWhateverPeopleShareNobodyIsGivenAwayAndEverybodyCountsOnce(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := sample.World()
		here, there := w.Room, w.Room // two rooms: one decides, the other hears of it
		dee := meetings.Person{ID: "dee-session", Name: "Dee Who", Organisation: "Dee Where", Sector: "kommun", Role: meetings.Guest}
		people := []meetings.Person{w.Ada, w.Bo, w.Cy, dee, dee, {Role: meetings.Guest}}
		log := []meetings.Event{}
		for i := range rapid.IntRange(1, 60).Draw(t, "commands") {
			by := rapid.SampledFrom(people).Draw(t, "by")
			d := w.Do(by, i*rapid.IntRange(0, 20).Draw(t, "pace"))
			d.ID = meetings.ID(fmt.Sprintf("command-%08d", i))
			c := anyShare(t, here)
			if add, ok := c.(meetings.AddSignal); ok && by.ID == dee.ID {
				add.Nameless = true
				c = add
			}
			before, behind := asJSON(t, here), fmt.Sprint(here.Backstage)
			after, e, err := here.Apply(c, d)
			if before != asJSON(t, here) || behind != fmt.Sprint(here.Backstage) {
				t.Fatalf("%s changed the room it was given", c.Do())
			}
			if err != nil {
				refusedChangesNothing(t, here, after, e, err)
				continue
			}
			there = heard(t, there, e, d.At)
			if diff := cmp.Diff(asJSON(t, after), asJSON(t, there)); diff != "" {
				t.Fatalf("two rooms disagree after %s: %s", e.Kind(), diff)
			}
			if by.ID == dee.ID && here.AuthorOf(e, by) != (meetings.Author{}) {
				t.Fatalf("%s is said to be by %v", e.Kind(), here.AuthorOf(e, by))
			}
			log = forgotten(log, e)
			here = after
			signalsHoldTogether(t, here, log, dee)
		}
	})
}

// forgotten is the log with one event more, as it is kept.
func forgotten(log []meetings.Event, e meetings.Event) []meetings.Event {
	for i, before := range log {
		log[i], _ = meetings.Forgotten(before, meetings.Forgets(e))
	}
	return append(log, e)
}

func signalsHoldTogether(t *rapid.T, room meetings.Room, log []meetings.Event, nameless meetings.Person) {
	seen := map[meetings.SignalID]bool{}
	for _, s := range append(room.Backstage.Hidden(), room.Signals...) {
		if seen[s.ID] || s.Text == "" || strings.ContainsRune(s.Text, '\u202e') || s.Nameless && s.Name+s.Organisation+string(s.Caller) != "" {
			t.Fatalf("%+v", s)
		}
		seen[s.ID] = true
		if s.Voices < 1 || s.Voices > 6 {
			t.Fatalf("%d people say %q", s.Voices, s.Text)
		}
	}
	if len(seen) != len(room.Backstage) {
		t.Fatalf("%d signals and %d entries about them", len(seen), len(room.Backstage))
	}
	for _, e := range log {
		b, err := meetings.EncodeEvent(e)
		if err != nil {
			t.Fatal(err)
		}
		for _, hidden := range room.Backstage.Hidden() {
			about := strings.Contains(string(b), `"id":"`+string(hidden.ID)+`"`) || strings.Contains(string(b), `"signal":"`+string(hidden.ID)+`"`)
			if about && strings.Contains(string(b), "rd") && strings.Contains(string(b), hidden.Text) { // another may say the same words
				t.Fatalf("the log still has what is hidden: %s", b)
			}
		}
		if strings.Contains(string(b), nameless.Name) || strings.Contains(string(b), nameless.Organisation) || strings.Contains(string(b), string(nameless.ID)) {
			t.Fatalf("the log gives somebody away: %s", b)
		}
	}
}
