package live

import (
	"context"
	"testing"

	"ringain/meetings"
	"ringain/server/guest"
)

// The commands of a meeting share one pace, whoever sends them and by whichever way.
func TestAMeetingHasAPaceOfItsOwn(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	a := w.node("a", func(c *Config) { c.Limits.MeetingCommands = 1 })
	ada, bo := w.organiser(a, "Ada"), w.organiser(a, "Bo")
	const sent = 30
	answers := make(chan meetings.RefusalKind, sent)
	for i := range sent {
		go func() {
			reply, err := []*guest.Guest{ada, bo}[i%2].Do(context.Background(), w.meeting.Slug, newID(), meetings.AddItem{Title: "Fika"})
			if err != nil {
				t.Error(err)
			}
			answers <- reply.Refused
		}()
	}
	kinds := map[meetings.RefusalKind]int{}
	for range sent {
		kinds[<-answers]++
	}
	if kinds[""] < 2 || kinds[meetings.TooMuch] == 0 || kinds[""]+kinds[meetings.TooMuch] != sent {
		t.Errorf("%v: two at once and one a second are carried out, and the others refused", kinds)
	}
}

func TestWhoReadsWithoutASocketIsToldWhoIsHere(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	a := w.node("a")
	if p := a.Presence(w.meeting.ID); p.Count != 0 || p.People == nil {
		t.Errorf("nobody is here: %+v", p)
	}
	f := w.follow(w.participant(a, "Cy"))
	w.until(f, "one person", func(s guest.Seen) bool { return s.Present.Count == 1 })
	if p := a.Presence(w.meeting.ID); p.Count != 1 || p.People[0].Name != "Cy" {
		t.Errorf("Cy is here: %+v", p)
	}
}
