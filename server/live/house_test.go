package live

import (
	"context"
	"errors"
	"net/http"
	"testing"
	"time"

	"ringain/meetings"
	"ringain/server/guest"
	"ringain/server/wire"
)

// sees waits until a follower sees somebody of a name in the room, and returns them.
func (w *world) sees(f *guest.Follower, name string) (who wire.Participant) {
	w.t.Helper()
	w.until(f, name+" is seen", func(s guest.Seen) bool {
		for _, p := range s.Present.People {
			if p.Name == name {
				who = p
				return true
			}
		}
		return false
	})
	return who
}

// leaves has somebody follow until they are sent away, and returns what for.
func (w *world) leaves(g *guest.Guest) <-chan error {
	w.t.Helper()
	f := g.Follow(w.meeting.Slug)
	ctx, cancel := context.WithCancel(context.Background())
	ended, why := make(chan struct{}), make(chan error, 1)
	go func() { why <- f.Run(ctx); close(ended) }()
	w.t.Cleanup(func() { cancel(); <-ended })
	w.until(f, "is in the room", func(s guest.Seen) bool { return s.Position.Epoch != "" && s.Opened > 0 })
	return why
}

// ends waits until somebody is sent away for a reason.
func (w *world) ends(line <-chan error, want error) {
	w.t.Helper()
	select {
	case err := <-line:
		if !errors.Is(err, want) {
			w.t.Errorf("the line ended with %v, want %v", err, want)
		}
	case <-time.After(patience):
		w.t.Error("the line did not end")
	}
}

func TestWhoIsRemovedIsShownOutOnEveryNodeAndDoesNotComeBack(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	a, b := w.node("a"), w.node("b")
	ada := w.follow(w.organiser(a, "Ada"))
	cy := w.participant(a, "Cy")
	lines := []<-chan error{w.leaves(cy), w.leaves(cy), w.leaves(cy.At(b.url))}
	eli := w.follow(w.participant(b, "Eli"))
	id := w.sees(ada, "Cy").ID
	if refused := w.reply(ada, meetings.RemovePerson{Who: id}); refused != "" {
		t.Fatal(refused)
	}
	for _, line := range lines {
		w.ends(line, guest.ErrRemoved)
	}
	w.until(eli, "Cy is gone", func(s guest.Seen) bool { return s.Present.Count == 2 })
	for _, n := range []*guest.Guest{cy, cy.At(b.url)} {
		if _, err := n.Ticket(t.Context(), "/moten/"+w.meeting.Slug+"/rum"); err == nil {
			t.Error("a ticket was given")
		}
		reply, err := n.Do(t.Context(), w.meeting.Slug, newID(), meetings.AskFloor{})
		if err != nil || reply.Refused != meetings.Outside {
			t.Errorf("%+v, %v", reply, err)
		}
	}
	if err := cy.Join(t.Context(), w.meeting.Slug, "Någon annan", "", ""); err != nil {
		t.Fatal(err)
	}
	if _, err := cy.Ticket(t.Context(), "/moten/"+w.meeting.Slug+"/rum"); err == nil {
		t.Error("a ticket was given under another name")
	}
	if refused := w.reply(ada, meetings.ReturnPerson{Who: id}); refused != "" {
		t.Fatal(refused)
	}
	w.follow(cy)
	w.sees(eli, "Någon annan")
}

func TestATicketFromBeforeTheRemovalOpensNothing(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	a := w.node("a")
	ada, cy := w.follow(w.organiser(a, "Ada")), w.participant(a, "Cy")
	first := w.leaves(cy)
	ticket, err := cy.Ticket(t.Context(), "/moten/"+w.meeting.Slug+"/rum")
	if err != nil {
		t.Fatal(err)
	}
	if refused := w.reply(ada, meetings.RemovePerson{Who: w.sees(ada, "Cy").ID}); refused != "" {
		t.Fatal(refused)
	}
	w.ends(first, guest.ErrRemoved)
	line, err := cy.OpenWith(t.Context(), "/moten/"+w.meeting.Slug+"/rum", ticket, wire.Position{})
	if err != nil {
		t.Fatal(err)
	}
	for err == nil {
		_, err = line.Hear(time.Now().Add(patience))
	}
	if !errors.Is(err, guest.ErrRemoved) {
		t.Error(err)
	}
}

func TestALockedRoomKeepsThoseInside(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	a, b := w.node("a"), w.node("b")
	ada, cy, follows := w.follow(w.organiser(a, "Ada")), w.participant(a, "Cy"), w.follow(a.stranger())
	inside := w.follow(cy)
	lock := true
	if refused := w.reply(ada, meetings.SetHouse{Locked: &lock}); refused != "" {
		t.Fatal(refused)
	}
	w.follow(cy.At(b.url))
	late := w.participant(b, "Dee")
	for _, g := range []*guest.Guest{late, a.stranger()} {
		if _, err := g.Ticket(t.Context(), "/moten/"+w.meeting.Slug+"/rum"); err == nil {
			t.Error("a ticket was given to one who is new")
		}
	}
	w.untilAt(inside, 1)
	w.untilAt(follows, 1)
	lock = false
	if refused := w.reply(ada, meetings.SetHouse{Locked: &lock}); refused != "" {
		t.Fatal(refused)
	}
	w.follow(late)
}

func TestASocketEndsWithItsSessionThoughNothingIsSaid(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	a := w.node("a")
	cy := w.participant(a, "Cy")
	line := w.leaves(cy)
	answer, err := cy.HTTP.Post(a.url+"/ut", "", http.NoBody)
	if err != nil {
		t.Fatal(err)
	}
	answer.Body.Close()
	w.ends(line, guest.ErrSignedOut)
}
