package meetings_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"ringain/meetings"
)

func TestWithALobbyWhoeverIsNewWaits(t *testing.T) {
	h := meetings.House{Lobby: true, Barred: []meetings.ID{"eve"}}
	guest := func(id meetings.ID) meetings.Person { return meetings.Person{ID: id, Role: meetings.Guest} }
	for _, row := range []struct {
		name   string
		who    meetings.Person
		wasIn  bool
		locked bool
		want   meetings.RefusalKind
	}{
		{"a new guest", guest("cy"), false, false, meetings.Lobby},
		{"one who only follows", meetings.Person{}, false, false, meetings.Lobby},
		{"one who was in", guest("cy"), true, false, ""},
		{"an organiser", meetings.Person{ID: "ada", Role: meetings.Organiser}, false, false, ""},
		{"one who is removed", guest("eve"), false, false, meetings.Outside},
		{"a new guest, and it is locked too", guest("cy"), false, true, meetings.Outside},
	} {
		h.Locked = row.locked
		if got := kind(h.Admits(row.who, row.wasIn)); got != row.want {
			t.Errorf("%s: %q, want %q", row.name, got, row.want)
		}
	}
}

func TestOnlyThoseWhoWaitAreLetIn(t *testing.T) {
	k := newTalk(t)
	k.does(k.Ada, meetings.SetHouse{Lobby: yes()})
	admit := func(by meetings.Person, waits ...meetings.ID) (meetings.Event, error) {
		d := k.Do(by, 0)
		d.Waits = waits
		_, e, err := k.room.Apply(meetings.AdmitPeople{Who: []meetings.ID{"cy", "gone"}}, d)
		return e, err
	}
	e, err := admit(k.Ada, "cy")
	if diff := cmp.Diff(meetings.Event(meetings.PeopleAdmitted{Who: []meetings.ID{"cy"}}), e); diff != "" || err != nil {
		t.Error(diff, err)
	}
	if _, err := admit(k.Ada); kind(err) != meetings.Late {
		t.Error(err)
	}
	if _, err := admit(k.Ada, make([]meetings.ID, meetings.MaxAdmitted+1)...); kind(err) != meetings.TooMuch {
		t.Error(err)
	}
	if _, err := admit(k.Dee, "cy"); kind(err) != meetings.NotAllowed {
		t.Error(err)
	}
}

func TestWhoWaitsDoesNothing(t *testing.T) {
	k := newTalk(t)
	k.does(k.Ada, meetings.SetHouse{Lobby: yes()})
	d := k.Do(k.Cy, 0)
	d.Outside = true
	if _, _, err := k.room.Apply(meetings.AskFloor{}, d); kind(err) != meetings.Lobby {
		t.Error(err)
	}
	k.does(k.Dee, meetings.AskFloor{})
}

func TestANetworkIsBarredAndOpenedWithWhoeverCameFromIt(t *testing.T) {
	k := newTalk(t)
	remove := func(network bool) error {
		return k.about(k.Ada, meetings.RemovePerson{Who: k.Cy.ID, Network: network}, &k.Cy)
	}
	for _, step := range []struct {
		err  error
		want meetings.RefusalKind
		nets int
	}{{remove(false), "", 0}, {remove(true), "", 1}, {remove(true), meetings.Late, 1}, {remove(false), "", 0}, {remove(true), "", 1}} {
		if kind(step.err) != step.want {
			t.Errorf("%v, want %q", step.err, step.want)
		}
	}
	if h := k.room.House; len(h.Networks) != 1 || len(h.Barred) != 1 || !h.KeepsOut() {
		t.Errorf("%+v", h)
	}
	d := k.Do(meetings.Person{ID: "new", Name: "Ny", Role: meetings.Guest}, 0)
	d.Outside = true
	if _, _, err := k.room.Apply(meetings.AskFloor{}, d); kind(err) != meetings.Outside {
		t.Errorf("somebody new asks past the door: %v", err)
	}
	k.does(k.Dee, meetings.AskFloor{})
	k.does(k.Ada, meetings.ReturnPerson{Who: k.Cy.ID})
	if h := k.room.House; len(h.Networks) != 0 || h.KeepsOut() {
		t.Errorf("%+v", h)
	}
}
