package meetings_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"ringain/meetings"
)

func TestWhatOrganisersHaveDoneIsToldInSentences(t *testing.T) {
	ada := meetings.Author{ID: "ada", Name: "Ada"}
	cy := meetings.Author{ID: "cy", Name: "Cy"}
	turn := meetings.Turn{ID: "t", Who: "cy", Name: "Cy", Note: "hemligt"}
	var log []meetings.Entry
	for _, e := range []meetings.Entry{
		{By: ada, Event: meetings.AgendaStarted{}},
		{By: ada, Event: meetings.HouseSet{Locked: true, Slow: 30}},
		{By: ada, Event: meetings.HouseSet{Lobby: true, ReadOnly: true, Slow: 60}},
		{By: ada, Event: meetings.HouseSet{}},
		{By: ada, Event: meetings.PeopleAdmitted{Who: []meetings.ID{"cy", "dee"}}},
		{By: cy, Event: meetings.FloorAsked{Turn: turn}},
		{By: cy, Event: meetings.NoteSet{Turn: "t"}},
		{By: ada, Event: meetings.NoteSet{Turn: "t", Note: "hemligt"}},
		{By: cy, Event: meetings.TurnRemoved{Turn: "t"}},
		{By: cy, Event: meetings.FloorAsked{Turn: turn}},
		{By: ada, Event: meetings.TurnRemoved{Turn: "t"}},
		{By: ada, Event: meetings.PersonSet{Who: "cy", Muted: true, Hidden: true}},
		{By: ada, Event: meetings.PersonSet{Who: "cy", Name: "hemligt"}},
		{By: ada, Event: meetings.PersonRemoved{Who: "cy"}},
		{By: ada, Event: meetings.PersonRemoved{Who: "cy", Network: true}},
		{By: ada, Event: meetings.PersonRemoved{Who: "cy"}},
		{By: ada, Event: meetings.PersonReturned{Who: "cy"}},
		{By: ada, Event: meetings.SignalHidden{Signal: "s"}},
		{By: ada, Event: meetings.SignalRestored{Signal: meetings.Signal{ID: "s", Text: "hemligt"}}},
		{By: ada, Event: meetings.DutyGiven{Who: "cy", Duty: meetings.Chair}},
		{By: cy, Event: meetings.SignalHidden{Signal: "s"}},
		{By: cy, Event: meetings.DutyEnded{Who: "cy", Duty: meetings.Chair}},
		{By: ada, Event: meetings.DutyEnded{Who: "cy", Duty: meetings.Interpreter}},
		{By: ada, Event: meetings.ItemAdded{}},
	} {
		e.Seq = int64(len(log) + 1)
		log = append(log, e)
	}
	var got []string
	for _, d := range meetings.Deeds(log, func(who meetings.ID) meetings.Text { return meetings.Text{SV: strings.ToUpper(string(who))} }) {
		got = append(got, d.By.Name+" "+d.What.SV)
		if d.What.EN == "" || strings.Contains(d.What.SV+d.What.EN, "hemligt") {
			t.Errorf("%+v", d)
		}
	}
	want := []string{
		"Ada startade mötet", "Ada låste rummet", "Ada satte lugnare takt: en gång på 30 sekunder",
		"Ada låste upp rummet", "Ada lät nya vänta tills de släpps in", "Ada lät bara dem som leder skriva", "Ada satte lugnare takt: en gång på 60 sekunder",
		"Ada lät nya gå rakt in igen", "Ada lät alla skriva igen", "Ada tog bort den lugnare takten", "Ada släppte in CY, DEE",
		"Ada ändrade texten vid en plats i talarlistan", "Ada tog bort någon ur talarlistan",
		"Ada pausade ord och inlägg för CY", "Ada dolde ett namn", "Ada lät CY skriva igen", "Ada visade ett namn igen",
		"Ada tog bort CY ur mötet", "Ada spärrade nätverket som CY kom från", "Ada hävde spärren av nätverket som CY kom från", "Ada lät CY komma in igen",
		"Ada dolde en signal", "Ada visade en signal igen",
		"Ada gav CY rollen mötesledare", "Cy dolde en signal", "Cy lämnade rollen mötesledare", "Ada tog från CY rollen skrivtolk",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}
