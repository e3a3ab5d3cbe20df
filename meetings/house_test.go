package meetings_test

import (
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"ringain/meetings"
)

// removes has somebody removed by an organiser, as one who has come in.
func (k *talk) removes(p meetings.Person) error {
	return k.about(k.Ada, meetings.RemovePerson{Who: p.ID}, &p)
}

// about carries out a command that concerns somebody.
func (k *talk) about(by meetings.Person, c meetings.Command, who *meetings.Person) error {
	k.Helper()
	d := k.Do(by, 0)
	d.About = who
	room, e, err := k.room.Apply(c, d)
	if k.room = room; err == nil {
		k.last = e
	}
	return err
}

func yes() *bool      { v := true; return &v }
func no() *bool       { v := false; return &v }
func secs(n int) *int { return &n }
func kind(err error) meetings.RefusalKind {
	if r, ok := errors.AsType[*meetings.Refusal](err); ok {
		return r.Kind
	}
	return ""
}

func TestWhoIsRemovedDoesNothingMore(t *testing.T) {
	k := newTalk(t, "Cy", "Dee")
	if err := k.removes(k.Cy); err != nil {
		t.Fatal(err)
	}
	k.is("Dee")
	for _, c := range meetings.Commands() {
		k.refused(k.Cy, c, meetings.Outside)
	}
	renamed := k.Cy
	renamed.Name = "Någon annan"
	k.refused(renamed, meetings.AskFloor{}, meetings.Outside)
	if err := k.removes(k.Cy); kind(err) != meetings.Late {
		t.Errorf("removed twice: %v", err)
	}
	k.does(k.Ada, meetings.ReturnPerson{Who: k.Cy.ID})
	k.does(k.Cy, meetings.AskFloor{})
	k.is("Dee Cy")
	k.refused(k.Ada, meetings.ReturnPerson{Who: k.Cy.ID}, meetings.Late)
}

func TestWhoSpeaksWhenRemovedHasSpoken(t *testing.T) {
	k := newTalk(t, "Cy", "Dee")
	k.does(k.Ada, k.next())
	if err := k.removes(k.Cy); err != nil {
		t.Fatal(err)
	}
	k.is("Dee")
	if k.room.Queue.Speaker != nil || k.room.Queue.Last != nil || len(k.room.Queue.Spoken) != 1 {
		t.Errorf("%+v", k.room.Queue)
	}
}

func TestOnlyGuestsWhoHaveComeInAreRemovedAndOnlyByOrganisers(t *testing.T) {
	k := newTalk(t)
	bo := k.Bo
	for _, row := range []struct {
		name string
		err  error
		want meetings.RefusalKind
	}{
		{"by a guest", k.about(k.Dee, meetings.RemovePerson{Who: k.Cy.ID}, &k.Cy), meetings.NotAllowed},
		{"an organiser", k.about(k.Ada, meetings.RemovePerson{Who: bo.ID}, &bo), meetings.NotAllowed},
		{"a stranger", k.about(k.Ada, meetings.RemovePerson{Who: "nobody"}, nil), meetings.Unknown},
		{"let in by a guest", k.about(k.Dee, meetings.ReturnPerson{Who: k.Cy.ID}, nil), meetings.NotAllowed},
	} {
		if kind(row.err) != row.want {
			t.Errorf("%s: %v, want %s", row.name, row.err, row.want)
		}
	}
	if diff := cmp.Diff(meetings.House{}, k.room.House); diff != "" {
		t.Error(diff)
	}
}

func TestALockedRoomKeepsOutWhoIsNew(t *testing.T) {
	h := meetings.House{Locked: true, Barred: []meetings.ID{"eve"}}
	guest := func(id meetings.ID) meetings.Person { return meetings.Person{ID: id, Role: meetings.Guest} }
	for _, row := range []struct {
		name  string
		who   meetings.Person
		wasIn bool
		want  meetings.RefusalKind
	}{
		{"a new guest", guest("cy"), false, meetings.Outside},
		{"one who only follows", meetings.Person{}, false, meetings.Outside},
		{"one who was in", guest("cy"), true, ""},
		{"an organiser", meetings.Person{ID: "ada", Role: meetings.Organiser}, false, ""},
		{"one who was in and is removed", guest("eve"), true, meetings.Outside},
	} {
		if got := kind(h.Admits(row.who, row.wasIn)); got != row.want {
			t.Errorf("%s: %q, want %q", row.name, got, row.want)
		}
	}
	if err := (meetings.House{}).Admits(guest("cy"), false); err != nil {
		t.Errorf("an open room: %v", err)
	}
}

func TestInAReadOnlyRoomGuestsAskNothing(t *testing.T) {
	k := newTalk(t, "Cy")
	turn := k.turn("Cy")
	k.does(k.Ada, meetings.SetHouse{ReadOnly: yes()})
	k.refused(k.Dee, meetings.AskFloor{}, meetings.NotAllowed)
	k.does(k.Bo, meetings.AskFloor{})
	k.does(k.Cy, meetings.WithdrawTurn{})
	k.refused(k.Cy, meetings.ReturnTurn{Turn: turn}, meetings.NotAllowed)
	k.refused(k.Ada, meetings.SetHouse{ReadOnly: yes()}, meetings.Late)
	k.does(k.Ada, meetings.SetHouse{ReadOnly: no()})
	k.does(k.Dee, meetings.AskFloor{})
	k.is("Bo Dee")
}

func TestSlowModeSaysHowLongToWait(t *testing.T) {
	k := newTalk(t)
	k.does(k.Ada, meetings.SetHouse{Slow: secs(30)})
	ask := func(by meetings.Person, after time.Duration) error {
		d := k.Do(by, 0)
		d.Last = d.At.Add(-after)
		_, _, err := k.room.Apply(meetings.AskFloor{}, d)
		return err
	}
	err := ask(k.Cy, 4500*time.Millisecond)
	want := meetings.Refuse(meetings.TooMuch, "Mötet går i lugnare takt just nu. Du kan skriva eller begära ordet igen om 26 sekunder.",
		"The meeting goes at a calmer pace just now. You can write or ask for the floor again in 26 seconds.")
	if diff := cmp.Diff(error(want), err); diff != "" {
		t.Error(diff)
	}
	if err := errors.Join(ask(k.Cy, 30*time.Second), ask(k.Ada, 0), ask(k.Bo, time.Second)); err != nil {
		t.Error(err)
	}
	for _, wrong := range []int{-1, meetings.MaxSlow + 1} {
		k.refused(k.Ada, meetings.SetHouse{Slow: &wrong}, meetings.Invalid)
	}
}

func TestWhatIsNotGivenStaysAsItWas(t *testing.T) {
	k := newTalk(t)
	k.does(k.Ada, meetings.SetHouse{Locked: yes(), Slow: secs(15)})
	k.does(k.Ada, meetings.SetHouse{ReadOnly: yes()})
	k.does(k.Ada, meetings.SetHouse{Locked: no()})
	if diff := cmp.Diff(meetings.House{ReadOnly: true, Slow: 15}, k.room.House); diff != "" {
		t.Error(diff)
	}
	k.refused(k.Ada, meetings.SetHouse{}, meetings.Late)
}

// houseSteps are events about the house of every kind, in rooms where they matter and where they do not.
func houseSteps(t *testing.T) []step {
	k := newTalk(t, "Cy", "Dee")
	waiting := k.room
	k.does(k.Ada, k.next())
	speaking := k.room
	k.does(k.Dee, meetings.WithdrawTurn{})
	withdrawn := k.room
	barred := waiting.After(meetings.PersonRemoved{Who: "0197-cy"}, k.Now)
	set := meetings.HouseSet{Locked: true, ReadOnly: true, Slow: 30}
	kept := waiting.After(set, k.Now)
	signal := k.shares(k.Cy, meetings.AddSignal{Text: "Vi orkar inte"})
	nameless := k.shares(k.Cy, meetings.AddSignal{Text: "Ingen vet", Nameless: true})
	shared := waiting
	shared.Signals = []meetings.Signal{signal, nameless}
	hide := meetings.PersonSet{Who: k.Cy.ID, Hidden: true, Signals: []meetings.SignalID{signal.ID}}
	hidden := shared.After(hide, k.Now)
	show := meetings.PersonSet{Who: k.Cy.ID, Name: k.Cy.Name, Organisation: k.Cy.Organisation, Signals: []meetings.SignalID{signal.ID}}
	shut := waiting.After(meetings.PersonRemoved{Who: "eve", Network: true}, k.Now)
	return []step{
		{"one who waits is removed", waiting, meetings.PersonRemoved{Who: k.Cy.ID}},
		{"one who speaks is removed", speaking, meetings.PersonRemoved{Who: k.Cy.ID}},
		{"one who withdrew is removed", withdrawn, meetings.PersonRemoved{Who: k.Dee.ID}},
		{"one who is not on the list is removed", waiting, meetings.PersonRemoved{Who: "eve"}},
		{"one is removed once more", barred, meetings.PersonRemoved{Who: "0197-cy"}},
		{"another is removed", barred, meetings.PersonRemoved{Who: "eve"}},
		{"one is let in again", barred, meetings.PersonReturned{Who: "0197-cy"}},
		{"one is let in who was not removed", barred, meetings.PersonReturned{Who: "eve"}},
		{"the room is set", waiting, set},
		{"the room is set as it was", kept, meetings.HouseSet{}},
		{"the room gets a lobby", waiting, meetings.HouseSet{Lobby: true}},
		{"some are let in from the lobby", kept, meetings.PeopleAdmitted{Who: []meetings.ID{"eve", "fay"}}},
		{"one is removed with their network", waiting, meetings.PersonRemoved{Who: k.Cy.ID, Network: true}},
		{"the network is open again", shut, meetings.PersonRemoved{Who: "eve"}},
		{"one is let in again with their network", shut, meetings.PersonReturned{Who: "eve"}},
		{"one is muted", waiting, meetings.PersonSet{Who: k.Cy.ID, Muted: true}},
		{"a name is hidden", shared, hide},
		{"the name of one who speaks is hidden", speaking, meetings.PersonSet{Who: k.Cy.ID, Hidden: true}},
		{"the name of one who withdrew is hidden", withdrawn, meetings.PersonSet{Who: k.Dee.ID, Hidden: true}},
		{"a name is hidden once more", hidden, hide},
		{"a name is shown again", hidden, show},
		{"a name is shown that was not hidden", shared, show},
	}
}
