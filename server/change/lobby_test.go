package change_test

import (
	"errors"
	"testing"
	"time"

	"ringain/meetings"
	"ringain/server/change"
)

func guest(id, name string) meetings.Person {
	return meetings.Person{ID: meetings.ID(id), Name: name, Role: meetings.Guest}
}

// waits are the names of those who wait to be let in.
func (w *world) waits() (names []string) {
	w.Helper()
	now := meetings.At(time.UnixMilli(w.clock.Load()))
	all, err := w.store.Lobby(w.Context(), w.Room.Meeting.ID, now.Add(-change.LobbyKept))
	w.must(err)
	for _, e := range all {
		names = append(names, e.Person.Name)
	}
	return names
}

func TestWhoComesToALobbyWaitsUntilTheyAreLetIn(t *testing.T) {
	w := newWorld(t)
	w.must(w.enters(w.Cy))
	on, off := true, false
	w.must(w.tries(w.Ada, meetings.SetHouse{Lobby: &on}))
	dee, eli := guest("dee", "Dee"), guest("eli", "Eli")
	w.refused(meetings.Lobby, w.enters(dee))
	w.refused(meetings.Lobby, w.enters(eli))
	w.refused(meetings.Lobby, w.nodes[1].MayEnter(t.Context(), change.Visitor{}, w.Room.Meeting.ID))
	w.same([]string{"Dee", "Eli"}, w.waits())
	w.refused(meetings.Lobby, w.tries(dee, meetings.AskFloor{}))
	w.refused(meetings.Lobby, w.nodes[0].AddLine(t.Context(), dee, w.Room.Meeting.ID, w.newID(), "", "Hej"))
	w.must(errors.Join(w.enters(w.Cy), w.enters(w.Bo), w.tries(w.Cy, meetings.AskFloor{})))

	w.must(w.tries(w.Ada, meetings.AdmitPeople{Who: []meetings.ID{dee.ID, "gone"}}))
	w.same([]string{"Eli"}, w.waits())
	w.must(errors.Join(w.enters(dee), w.tries(dee, meetings.AskFloor{})))
	w.refused(meetings.Late, w.tries(w.Ada, meetings.AdmitPeople{Who: []meetings.ID{dee.ID}}))

	w.must(w.tries(w.Ada, meetings.RemovePerson{Who: eli.ID}))
	w.refused(meetings.Outside, w.enters(eli))
	w.must(w.tries(w.Ada, meetings.SetHouse{Lobby: &off}))
	w.must(w.enters(guest("fay", "Fay")))
	w.refused(meetings.Outside, w.enters(eli))
}

func TestWhoIsNotHeardOfNoLongerWaits(t *testing.T) {
	w := newWorld(t)
	on := true
	w.must(w.tries(w.Ada, meetings.SetHouse{Lobby: &on}))
	for range 6 {
		w.refused(meetings.Lobby, w.enters(guest("dee", "Dee")))
		w.same([]string{"Dee"}, w.waits())
		w.clock.Add(9_000)
	}
	w.clock.Add(change.LobbyKept.Milliseconds())
	w.same([]string(nil), w.waits())
	w.refused(meetings.Lobby, w.enters(guest("dee", "Dee")))
	w.same([]string{"Dee"}, w.waits())
}

func TestABarredNetworkKeepsOutWhoeverIsNew(t *testing.T) {
	w := newWorld(t)
	eve, cy := guest("eve", "Eve"), w.Cy
	w.must(errors.Join(w.entersFrom(eve, "net"), w.entersFrom(cy, "net")))
	w.must(w.tries(w.Ada, meetings.RemovePerson{Who: eve.ID, Network: true}))
	anew := guest("anew", "Inte Eve")
	w.refused(meetings.Outside, w.entersFrom(anew, "net"))
	w.refused(meetings.Outside, w.nodes[1].MayEnter(t.Context(), change.Visitor{Network: "net"}, w.Room.Meeting.ID))
	w.refused(meetings.Outside, w.tries(anew, meetings.AskFloor{}))
	w.must(errors.Join(w.entersFrom(cy, "net"), w.tries(cy, meetings.AskFloor{}), w.entersFrom(w.Bo, "net"),
		w.entersFrom(guest("dee", "Dee"), "elsewhere"), w.entersFrom(guest("fay", "Fay"), "")))
	w.must(w.tries(w.Ada, meetings.RemovePerson{Who: eve.ID}))
	w.must(w.entersFrom(guest("eli", "Eli"), "net"))
	w.refused(meetings.Outside, w.entersFrom(eve, "net"))

	w.must(w.tries(w.Ada, meetings.RemovePerson{Who: eve.ID, Network: true}))
	w.refused(meetings.Outside, w.entersFrom(anew, "net"))
	w.must(w.tries(w.Ada, meetings.ReturnPerson{Who: eve.ID}))
	w.must(errors.Join(w.entersFrom(anew, "net"), w.entersFrom(eve, "net")))
}

func TestTheNetworkIsForgottenAfterHalfADay(t *testing.T) {
	w := newWorld(t)
	eve := guest("eve", "Eve")
	w.must(w.entersFrom(eve, "net"))
	w.must(w.tries(w.Ada, meetings.RemovePerson{Who: eve.ID, Network: true}))
	w.clock.Add((12 * time.Hour).Milliseconds())
	w.must(w.entersFrom(guest("dee", "Dee"), "net"))
	w.clock.Add(1)
	w.forgets(meetings.At(time.UnixMilli(w.clock.Load())))
	e, _, err := w.store.Entrant(t.Context(), w.Room.Meeting.ID, eve.ID)
	w.must(err)
	w.same("", e.Network)
	w.refused(meetings.Outside, w.entersFrom(eve, "net"))
}

func TestNobodyComesInUnderTheNameOfAnOrganiser(t *testing.T) {
	w := newWorld(t)
	w.must(errors.Join(w.enters(w.Ada), w.enters(w.Cy)))
	eve := guest("eve", w.Ada.Name+".")
	w.refused(meetings.Invalid, w.enters(eve))
	eve.Name = "Eve"
	w.must(w.enters(eve))
	eve.Organisation = "Mötesledare"
	w.refused(meetings.Invalid, w.enters(eve))
	cy := w.Cy
	cy.Name = w.Ada.Name
	w.refused(meetings.Invalid, w.enters(cy))
	w.must(w.enters(w.Cy))
}

func TestWhoIsMutedWritesNothing(t *testing.T) {
	w := newWorld(t)
	w.must(w.enters(w.Cy))
	on, off := true, false
	line := func() error {
		return w.nodes[0].AddLine(t.Context(), w.Cy, w.Room.Meeting.ID, w.newID(), "", "Hej")
	}
	w.must(w.tries(w.Ada, meetings.SetPerson{Who: w.Cy.ID, Muted: &on}))
	w.refused(meetings.NotAllowed, line())
	w.must(w.tries(w.Ada, meetings.SetPerson{Who: w.Cy.ID, Muted: &off}))
	w.must(line())
	w.refused(meetings.Unknown, w.tries(w.Ada, meetings.SetPerson{Who: "nobody", Muted: &on}))
}

func TestAHiddenNameLeavesTheLogAndComesBack(t *testing.T) {
	w := newWorld(t)
	w.must(w.enters(w.Cy))
	w.must(w.tries(w.Cy, meetings.AskFloor{Note: "om bron"}))
	on, off := true, false
	w.must(w.tries(w.Ada, meetings.SetPerson{Who: w.Cy.ID, Hidden: &on}))
	for _, e := range w.log(w.Room.Meeting.ID) {
		if asked, ok := e.Event.(meetings.FloorAsked); ok && asked.Turn.Name != "" || e.By.ID == w.Cy.ID && e.By.Name != "" {
			t.Errorf("%+v", e)
		}
	}
	w.must(w.tries(w.Ada, meetings.SetPerson{Who: w.Cy.ID, Hidden: &off}))
	w.same(w.Cy.Name, w.room(w.Room.Meeting.ID).Queue.Waiting[0].Name)
	w.must(w.tries(w.Ada, meetings.SetNote{Turn: w.room(w.Room.Meeting.ID).Queue.Waiting[0].ID}))
	for _, e := range w.log(w.Room.Meeting.ID) {
		if asked, ok := e.Event.(meetings.FloorAsked); ok && asked.Turn.Note != "" {
			t.Errorf("%+v", e)
		}
	}
}
