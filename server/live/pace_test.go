package live

import (
	"context"
	"runtime"
	"testing"
	"time"

	"golang.org/x/time/rate"

	"ringain/meetings"
	"ringain/server/guest"
)

// The commands of those who run a meeting share one pace, by whichever way they come.
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

func TestGuestsDoNotUseUpThePaceOfAnOrganiser(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	a := w.node("a", func(c *Config) { c.Limits.MeetingCommands = 1 })
	ada, cy := w.organiser(a, "Ada"), w.participant(a, "Cy")
	add := func(g *guest.Guest) meetings.RefusalKind {
		reply, err := g.Do(t.Context(), w.meeting.Slug, newID(), meetings.AddItem{Title: "Fika"})
		if err != nil {
			t.Fatal(err)
		}
		return reply.Refused
	}
	last := meetings.NotAllowed
	for n := 0; n < 100 && last == meetings.NotAllowed; n++ {
		last = add(cy)
	}
	if last != meetings.TooMuch {
		t.Errorf("a guest without end is answered with %q", last)
	}
	if refused := add(ada); refused != "" {
		t.Errorf("the organiser is refused as %s", refused)
	}
}

func TestALongCommandCountsAsSeveral(t *testing.T) {
	t.Parallel()
	for size, want := range map[int]int{0: 1, 200: 1, cheap - 1: 1, cheap: 2, 10 * cheap: 11} {
		if got := cost(size); got != want {
			t.Errorf("%d bytes count as %d, not %d", size, got, want)
		}
	}
}

// One guest who sends without end uses up a pace of their own, and the others go on.
func TestOneGuestDoesNotUseUpThePaceOfTheOthers(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	a := w.node("a", func(c *Config) { c.Limits.MeetingCommands = 10 })
	cy, dee := w.participant(a, "Cy"), w.participant(a, "Dee")
	last := meetings.NotAllowed
	for n := 0; n < 100 && last == meetings.NotAllowed; n++ {
		reply, err := cy.Do(t.Context(), w.meeting.Slug, newID(), meetings.AddItem{Title: "Fika"})
		if err != nil {
			t.Fatal(err)
		}
		last = reply.Refused
	}
	if last != meetings.TooMuch {
		t.Fatalf("a guest without end is answered with %q", last)
	}
	reply, err := dee.Do(t.Context(), w.meeting.Slug, newID(), meetings.AddSignal{Kind: meetings.Need, Text: "Sömn"})
	if err != nil || reply.Refused != "" {
		t.Errorf("Dee is refused as %s, %v", reply.Refused, err)
	}
}

func TestPacesThatNobodyUsesAreForgotten(t *testing.T) {
	h := &Hub{Config: Config{Limits: Limits{MeetingCommands: 1000}}, paces: paces{of: map[paced]*rate.Limiter{}}}
	cy := meetings.Person{ID: "cy", Role: meetings.Guest}
	if !h.Allows("m", cy) || len(h.paces.of) != 2 {
		t.Fatalf("%d paces", len(h.paces.of))
	}
	for deadline := time.Now().Add(20 * time.Second); len(h.paces.of) > 0; h.paces.forget() {
		if time.Now().After(deadline) {
			t.Fatal("they stay")
		}
		runtime.Gosched()
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
