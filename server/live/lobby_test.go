package live

import (
	"encoding/json"
	"net/http"
	"testing"

	"ringain/meetings"
	"ringain/server/guest"
	"ringain/server/wire"
)

// inLobby asks, as somebody, who waits to be let in.
func (w *world) inLobby(n *node, g *guest.Guest) (people []wire.Participant, status int) {
	w.t.Helper()
	answer, err := g.HTTP.Get(n.url + "/moten/" + w.meeting.Slug + "/rum/vantande")
	if err != nil {
		w.t.Fatal(err)
	}
	defer answer.Body.Close()
	if answer.StatusCode == http.StatusOK {
		if err := json.NewDecoder(answer.Body).Decode(&people); err != nil {
			w.t.Fatal(err)
		}
	}
	return people, answer.StatusCode
}

func TestTheLobbyOfOneNodeIsOpenedOnAnother(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	a, b := w.node("a"), w.node("b")
	organiser := w.organiser(a, "Ada")
	ada, cy := w.follow(organiser), w.participant(a, "Cy")
	inside, follows := w.follow(cy), w.follow(a.stranger())
	on := true
	if refused := w.reply(ada, meetings.SetHouse{Lobby: &on}); refused != "" {
		t.Fatal(refused)
	}
	dee := w.participant(b, "Dee")
	for _, g := range []*guest.Guest{dee, b.stranger()} {
		if _, err := g.Ticket(t.Context(), "/moten/"+w.meeting.Slug+"/rum"); err == nil {
			t.Error("a ticket was given to one who waits")
		}
	}
	reply, err := dee.Do(t.Context(), w.meeting.Slug, newID(), meetings.AskFloor{})
	if err != nil || reply.Refused != meetings.Lobby {
		t.Errorf("%+v, %v", reply, err)
	}
	waiting, _ := w.inLobby(a, organiser)
	if len(waiting) != 1 || waiting[0].Name != "Dee" {
		t.Fatalf("%+v wait", waiting)
	}
	if _, status := w.inLobby(b, dee); status != http.StatusForbidden {
		t.Errorf("a guest reads who waits: %d", status)
	}
	if refused := w.reply(ada, meetings.AdmitPeople{Who: []meetings.ID{waiting[0].ID}}); refused != "" {
		t.Fatal(refused)
	}
	w.follow(dee)
	w.follow(cy.At(b.url))
	w.untilAt(inside, 2)
	w.untilAt(follows, 2)
}

func TestAHiddenNameIsSeenByNobody(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	a, b := w.node("a"), w.node("b")
	ada, eli := w.follow(w.organiser(a, "Ada")), w.follow(w.participant(b, "Eli"))
	cy := w.follow(w.participant(b, "Cy"))
	w.reply(ada, meetings.StartAgenda{})
	if refused := w.reply(cy, meetings.AskFloor{}); refused != "" {
		t.Fatal(refused)
	}
	id := w.sees(ada, "Cy").ID
	hide, show := true, false
	if refused := w.reply(ada, meetings.SetPerson{Who: id, Hidden: &hide}); refused != "" {
		t.Fatal(refused)
	}
	seen := func(s guest.Seen, name string) bool {
		for _, p := range s.Present.People {
			if p.ID == id {
				return p.Name == name && (name != "" || p.Organisation == "")
			}
		}
		return false
	}
	for _, f := range []*guest.Follower{ada, eli, cy} {
		w.until(f, "the name is hidden", func(s guest.Seen) bool { return seen(s, "") && s.Room.Queue.Waiting[0].Name == "" })
	}
	late := w.follow(w.participant(a, "Fay"))
	w.until(late, "who comes later does not see it", func(s guest.Seen) bool { return seen(s, "") && s.Room.Queue.Waiting[0].Name == "" })
	if refused := w.reply(ada, meetings.SetPerson{Who: id, Hidden: &show}); refused != "" {
		t.Fatal(refused)
	}
	for _, f := range []*guest.Follower{ada, eli, late} {
		w.until(f, "the name is shown again", func(s guest.Seen) bool { return seen(s, "Cy") && s.Room.Queue.Waiting[0].Name == "Cy" })
	}
}
