package meetings_test

import (
	"slices"
	"testing"

	"ringain/meetings"
)

// gives has Ada give somebody a duty.
func (k *talk) gives(who meetings.Person, duty meetings.Duty) {
	k.Helper()
	d := k.Do(k.Ada, len(k.room.House.Duties)+1)
	d.About = &who
	after, _, err := k.room.Apply(meetings.GiveDuty{Who: who.ID, Duty: duty}, d)
	if err != nil {
		k.Fatal(err)
	}
	k.room = after
}

// dutySteps are events about duties, and those that end them.
func dutySteps(t *testing.T) []step {
	k := newTalk(t)
	empty := k.room
	k.gives(k.Cy, meetings.Chair)
	k.gives(k.Cy, meetings.Secretary)
	k.gives(k.Dee, meetings.Chair)
	return []step{
		{"the first duty", empty, meetings.DutyGiven{Who: "cy", Duty: meetings.Chair}},
		{"a duty that was given before", k.room, meetings.DutyGiven{Who: k.Cy.ID, Duty: meetings.Chair}},
		{"a duty is taken back", k.room, meetings.DutyEnded{Who: k.Cy.ID, Duty: meetings.Chair}},
		{"a duty is taken back, though it is gone", empty, meetings.DutyEnded{Who: k.Cy.ID, Duty: meetings.Chair}},
		{"one with duties is removed", k.room, meetings.PersonRemoved{Who: k.Cy.ID}},
		{"ended with duties", k.room.After(meetings.AgendaStarted{}, k.Now), meetings.AgendaEnded{}},
	}
}

func fullDutyEvents() []meetings.Event {
	return []meetings.Event{meetings.DutyGiven{Who: "cy", Duty: meetings.Chair}, meetings.DutyEnded{Who: "cy", Duty: meetings.Chair}}
}

func TestAMeetingGoesOnWithoutTheOneWhoMadeIt(t *testing.T) {
	k := newTalk(t)
	k.refused(k.Cy, meetings.StartAgenda{}, meetings.NotAllowed)
	k.gives(k.Cy, meetings.Chair)
	k.does(k.Cy, meetings.StartAgenda{})
	k.does(k.Cy, meetings.NextItem{From: k.room.Agenda.Current})
	k.does(k.Cy, meetings.AskFloor{})
	k.refused(k.Cy, meetings.CancelMeeting{Reason: meetings.Text{SV: "Sjuk"}}, meetings.NotAllowed)
	k.refused(k.Cy, meetings.GiveDuty{Who: k.Dee.ID, Duty: meetings.Chair}, meetings.NotAllowed)
	k.refused(k.Dee, meetings.EndDuty{Who: k.Cy.ID, Duty: meetings.Chair}, meetings.NotAllowed)
	k.gives(k.Dee, meetings.Chair)
	k.does(k.Ada, meetings.EndDuty{Who: k.Cy.ID, Duty: meetings.Chair})
	k.refused(k.Cy, meetings.EndAgenda{}, meetings.NotAllowed)
	k.does(k.Dee, meetings.EndAgenda{})
	k.refused(k.Dee, meetings.AnswerQuestion{}, meetings.NotAllowed)
}

func TestWhoeverChairedAMeetingToItsEndSaysWhatBecomesOfTheRest(t *testing.T) {
	k := newTalk(t)
	k.gives(k.Cy, meetings.Secretary)
	k.gives(k.Dee, meetings.Chair)
	k.does(k.Dee, meetings.StartAgenda{})
	k.does(k.Dee, meetings.EndAgenda{})
	if want := []meetings.OnDuty{{Who: k.Dee.ID, Duty: meetings.Chair}}; !slices.Equal(k.room.House.Duties, want) {
		t.Errorf("after the meeting these have duties: %v", k.room.House.Duties)
	}
	rest := k.room.Agenda.Unfinished()
	if len(rest) == 0 {
		t.Fatal("everything was finished")
	}
	drop := meetings.SettleItem{Item: rest[0].ID, State: meetings.Dropped}
	k.refused(k.Cy, drop, meetings.NotAllowed)
	k.does(k.Dee, drop)
	k.does(k.Dee, meetings.SettleItem{Item: rest[0].ID})
	k.refused(k.Dee, meetings.HideSignal{}, meetings.NotAllowed)
	k.does(k.Ada, meetings.EndDuty{Who: k.Dee.ID, Duty: meetings.Chair})
	k.refused(k.Dee, drop, meetings.NotAllowed)
}

func TestADutyEndsWithTheRemovalOfWhoeverHasIt(t *testing.T) {
	k := newTalk(t)
	k.gives(k.Cy, meetings.Moderator)
	k.gives(k.Dee, meetings.Secretary)
	cy, dee := k.Cy, k.Dee
	remove := func(by, who meetings.Person) error {
		d := k.Do(by, 7)
		d.About = &who
		after, _, err := k.room.Apply(meetings.RemovePerson{Who: who.ID}, d)
		k.room = after
		return err
	}
	if remove(cy, dee) == nil {
		t.Error("a moderator removes another on duty")
	}
	if err := remove(k.Ada, cy); err != nil {
		t.Error(err)
	}
	if k.room.House.Has(cy.ID, "") || !k.room.House.Has(dee.ID, meetings.Secretary) {
		t.Errorf("the duties are %v", k.room.House.Duties)
	}
}

func TestWhoeverHasADutyLaysItDown(t *testing.T) {
	k := newTalk(t)
	k.gives(k.Cy, meetings.Secretary)
	k.does(k.Cy, meetings.LockNotes{})
	k.does(k.Cy, meetings.EndDuty{Who: k.Cy.ID, Duty: meetings.Secretary})
	k.refused(k.Cy, meetings.UnlockNotes{}, meetings.NotAllowed)
	k.refused(k.Cy, meetings.EndDuty{Who: k.Cy.ID, Duty: meetings.Secretary}, meetings.Late)
}

func TestDutiesAreGivenToGuestsWhoAreThere(t *testing.T) {
	k := newTalk(t)
	for _, row := range []struct {
		who  *meetings.Person
		duty meetings.Duty
		want meetings.RefusalKind
	}{
		{nil, meetings.Chair, meetings.Unknown}, {&k.Bo, meetings.Chair, meetings.Late}, {&k.Cy, "song", meetings.Invalid},
	} {
		d := k.Do(k.Ada, 3)
		d.About = row.who
		who := k.Cy.ID
		_, _, err := k.room.Apply(meetings.GiveDuty{Who: who, Duty: row.duty}, d)
		if refusal, ok := err.(*meetings.Refusal); !ok || refusal.Kind != row.want {
			t.Errorf("%v %s: %v, want %s", row.who, row.duty, err, row.want)
		}
	}
	for i := range meetings.MaxDuties {
		k.room = k.room.After(meetings.DutyGiven{Who: meetings.ID(rune('a' + i)), Duty: meetings.Chair}, k.Now)
	}
	d := k.Do(k.Ada, 3)
	d.About = &k.Cy
	if _, _, err := k.room.Apply(meetings.GiveDuty{Who: k.Cy.ID, Duty: meetings.Chair}, d); err == nil {
		t.Error("there is no end to duties")
	}
}
