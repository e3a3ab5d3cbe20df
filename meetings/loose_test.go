package meetings_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"ringain/meetings"
)

func TestPromisesAndNeedsReturnUntilSomebodyDecides(t *testing.T) {
	k := newTalk(t)
	need := k.shares(k.Dee, meetings.AddSignal{Kind: meetings.Need, Text: "Någon att ringa"})
	promise := k.shares(k.Cy, meetings.AddSignal{Kind: meetings.Promise, Text: "Vi ringer runt"})
	joy := k.shares(k.Cy, meetings.AddSignal{Kind: meetings.BrightSpot, Text: "Det går framåt"})
	k.does(k.Ada, meetings.StartAgenda{})
	k.does(k.Ada, meetings.EndAgenda{})
	loose := func() (all []string) {
		for _, l := range k.room.Loose() {
			all = append(all, l.Signal.Text)
		}
		return all
	}
	returns := func(want ...string) {
		t.Helper()
		if diff := cmp.Diff(want, loose()); diff != "" {
			t.Error(diff)
		}
	}
	returns("Vi ringer runt", "Någon att ringa")
	k.does(k.Ada, meetings.SettleSignal{Signal: promise.ID, State: meetings.Kept})
	returns("Någon att ringa")
	k.does(k.Ada, meetings.SettleSignal{Signal: promise.ID})
	returns("Vi ringer runt", "Någon att ringa")
	k.does(k.Ada, meetings.SettleSignal{Signal: promise.ID, State: meetings.LetGo})
	k.does(k.Ada, meetings.SettleSignal{Signal: need.ID, State: meetings.OnTheAgenda, Into: k.Next.ID})
	returns()
	if s, _ := k.room.Signal(need.ID); s.Into != k.Next.ID {
		t.Errorf("it is on the agenda of %q", s.Into)
	}

	k.refused(k.Dee, meetings.SettleSignal{Signal: promise.ID, State: meetings.Kept}, meetings.NotAllowed)
	k.refused(k.Ada, meetings.SettleSignal{Signal: promise.ID, State: meetings.LetGo}, meetings.Late)
	k.refused(k.Ada, meetings.SettleSignal{Signal: need.ID, State: meetings.Kept}, meetings.Late)
	k.refused(k.Ada, meetings.SettleSignal{Signal: joy.ID, State: meetings.Kept}, meetings.Invalid)
	k.refused(k.Ada, meetings.SettleSignal{Signal: promise.ID, State: "song"}, meetings.Invalid)
	k.refused(k.Ada, meetings.SettleSignal{Signal: "gone", State: meetings.Kept}, meetings.Late)
	k.refused(k.Ada, meetings.SettleSignal{Signal: promise.ID, State: meetings.OnTheAgenda, Into: "elsewhere"}, meetings.Late)
}
