package meetings_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"ringain/meetings"
)

func TestACallerIsOnTheFirstFreeLineUntilNamed(t *testing.T) {
	k := newTalk(t, "Cy")
	k.does(k.Ada, meetings.AddCaller{})
	k.does(k.Ada, meetings.AddCaller{Line: 3, Name: " Gun  Ek "})
	k.does(k.Ada, meetings.AddCaller{})
	k.does(k.Ada, meetings.AddCaller{})
	k.refused(k.Ada, meetings.AddCaller{Line: 3}, meetings.Late)
	k.refused(k.Ada, meetings.AddCaller{Line: -1}, meetings.Invalid)
	k.refused(k.Ada, meetings.AddCaller{Sector: "kungahuset"}, meetings.Invalid)
	want := []meetings.Caller{{ID: "attempt-00000002", Line: 1}, {ID: "attempt-00000003", Line: 3, Name: "Gun Ek"}, {ID: "attempt-00000004", Line: 2}, {ID: "attempt-00000005", Line: 4}}
	if diff := cmp.Diff(want, k.room.Callers); diff != "" {
		t.Error(diff)
	}
}

func TestACallerIsInTheSameListAsEverybody(t *testing.T) {
	k := newTalk(t, "Cy")
	k.does(k.Ada, meetings.AddCaller{Sector: "kommun"})
	caller := k.room.Callers[0].ID
	k.does(k.Ada, meetings.AddTurn{Caller: caller, Note: "om färjan"})
	k.refused(k.Ada, meetings.AddTurn{Caller: caller}, meetings.Late)
	k.refused(k.Ada, meetings.AddTurn{Caller: "gone"}, meetings.Late)
	k.does(k.Dee, meetings.AskFloor{})
	k.is("Cy #1 Dee")

	k.does(k.Ada, meetings.EditCaller{Caller: caller, Name: "Gun", Organisation: "Granviks kommun", Sector: "kommun"})
	k.is("Cy Gun Dee")
	k.does(k.Ada, k.next())
	k.does(k.Ada, k.next())
	k.does(k.Ada, meetings.EditCaller{Caller: caller, Name: "Gun Ek", Sector: "kommun"})
	k.is("[Gun Ek] Dee")
	k.does(k.Ada, k.next())
	if !k.room.Queue.HasSpoken(meetings.Turn{Who: caller}) {
		t.Errorf("%+v", k.room.Queue.Spoken)
	}
}

func TestACallerWhoRingsOffLeavesTheList(t *testing.T) {
	k := newTalk(t, "Cy")
	k.does(k.Ada, meetings.AddCaller{})
	k.does(k.Ada, meetings.AddCaller{})
	one, two := k.room.Callers[0].ID, k.room.Callers[1].ID
	k.does(k.Ada, meetings.AddTurn{Caller: one})
	k.does(k.Ada, meetings.AddTurn{Caller: two, To: at(0)})
	k.does(k.Ada, k.next())
	k.is("[#2] Cy #1")
	k.does(k.Ada, meetings.RemoveCaller{Caller: one})
	k.does(k.Ada, meetings.RemoveCaller{Caller: two})
	k.is("Cy")
	k.refused(k.Ada, meetings.RemoveCaller{Caller: two}, meetings.Late)
	k.refused(k.Ada, meetings.EditCaller{Caller: two}, meetings.Late)
	if k.room.Callers != nil || k.room.Queue.Last != nil {
		t.Errorf("%+v", k.room)
	}
}

func TestATelephoneNumberIsNoName(t *testing.T) {
	k := newTalk(t)
	for _, number := range []string{"070-123 45 67", "+46701234567", "Gun 46501", "٠٧٠١٢٣"} {
		k.refused(k.Ada, meetings.AddCaller{Name: number}, meetings.Invalid)
		k.refused(k.Ada, meetings.AddCaller{Organisation: number}, meetings.Invalid)
		k.refused(k.Ada, meetings.AddTurn{Name: number}, meetings.Invalid)
	}
	k.does(k.Ada, meetings.AddCaller{Name: "Gun, region 14", Organisation: "Brukarråd 2027"})
	k.refused(k.Ada, meetings.EditCaller{Caller: k.room.Callers[0].ID, Name: "0701234567"}, meetings.Invalid)
}

func TestNamesThatBreakCarelessCodeAreKeptAsTheyAreWritten(t *testing.T) {
	k := newTalk(t)
	for _, who := range []meetings.Caller{
		{Name: "Åsa Öberg", Organisation: "Granviks kommun"},
		{Name: "Björn-Erik Ängström", Organisation: "Röda tråden i Bergsö"},
		{Name: "Nadia el-Khoury", Organisation: "Region Söderbygd"},
		{Name: "Li Wei", Organisation: "Tystnet AB"},
		{Name: "Marja-Leena Pääkkönen", Organisation: "Brukarrådet Mitt Län"},
		{Name: "Jesús Núñez", Organisation: "Riksnätverket Anhörigkraft"},
		{Name: "Þóra Jónsdóttir", Organisation: "Region Mellanlandet"},
		{Name: "Göran O'Neill", Organisation: "Hantverk & Ro AB"},
		{Name: "فاطمة", Organisation: "Myndigheten för mottagning"},
		{Name: "<script>alert(1)</script>", Organisation: "' OR 1=1 --"},
	} {
		k.does(k.Ada, meetings.AddCaller{})
		caller := k.room.Callers[len(k.room.Callers)-1]
		who.ID, who.Line = caller.ID, caller.Line
		k.does(k.Ada, meetings.AddTurn{Caller: caller.ID})
		k.does(k.Ada, meetings.EditCaller{Caller: caller.ID, Name: who.Name, Organisation: who.Organisation})
		if diff := cmp.Diff(who, k.room.Callers[len(k.room.Callers)-1]); diff != "" {
			t.Error(diff)
		}
		waiting := k.room.Queue.Waiting
		if turn := waiting[len(waiting)-1]; turn.Name != who.Name || turn.Organisation != who.Organisation {
			t.Errorf("%+v waits", turn)
		}
	}
}

func TestNobodyIsNamedAsAnotherLineIs(t *testing.T) {
	k := newTalk(t)
	k.does(k.Ada, meetings.AddCaller{Line: 2, Name: "Telefon 2"}) // which is what the line is called anyhow
	if diff := cmp.Diff(meetings.Caller{ID: k.room.Callers[0].ID, Line: 2}, k.room.Callers[0]); diff != "" {
		t.Error(diff)
	}
	k.refused(k.Ada, meetings.AddCaller{Line: 1, Name: "telefon  2"}, meetings.Invalid)
	k.refused(k.Ada, meetings.EditCaller{Caller: k.room.Callers[0].ID, Name: "Phone 3"}, meetings.Invalid)
	k.does(k.Ada, meetings.EditCaller{Caller: k.room.Callers[0].ID, Name: "Telefon-Gun 3"})
}

func TestSoManyCanRingIn(t *testing.T) {
	k := newTalk(t)
	for range meetings.MaxCallers {
		k.does(k.Ada, meetings.AddCaller{})
	}
	k.refused(k.Ada, meetings.AddCaller{}, meetings.TooMuch)
}

func TestACallerWhoIsAParticipantIsOnePerson(t *testing.T) {
	k := newTalk(t, "Cy")
	k.does(k.Ada, meetings.AddCaller{})
	k.does(k.Ada, meetings.AddCaller{Line: 4})
	one, two := k.room.Callers[0].ID, k.room.Callers[1].ID
	k.does(k.Ada, meetings.AddTurn{Caller: one, To: at(0)})
	k.does(k.Dee, meetings.AskFloor{})
	k.does(k.Ada, k.next())
	k.does(k.Ada, k.next())
	k.does(k.Cy, meetings.EndTurn{Turn: k.room.Queue.Speaker.ID})
	k.does(k.Cy, meetings.AskFloor{})
	k.does(k.Ada, meetings.AddTurn{Caller: one, To: at(0)})
	k.is("#1 Dee Cy")

	k.refused(k.Ada, meetings.TieCaller{Caller: one, Who: "cy"}, meetings.Unknown) // who has not been in the room
	k.About = &k.Cy
	k.refused(k.Ada, meetings.TieCaller{Caller: "gone", Who: "cy"}, meetings.Late)
	k.refused(k.Ada, meetings.TieCaller{Caller: one, Who: "dee"}, meetings.Unknown)
	k.does(k.Ada, meetings.TieCaller{Caller: one, Who: "cy"})
	k.is("Cy Dee") // the better place stays
	if turn := k.room.Queue.Waiting[0]; turn.Who != "cy" || turn.Line != 1 || turn.Sector != k.Cy.Sector {
		t.Errorf("%+v", turn)
	}
	if diff := cmp.Diff([]meetings.Voice{{Who: "cy", Sector: k.Cy.Sector, Turns: 2}}, k.room.Queue.Spoken); diff != "" {
		t.Error(diff)
	}
	k.refused(k.Ada, meetings.TieCaller{Caller: one, Who: "cy"}, meetings.Late)
	k.refused(k.Ada, meetings.EditCaller{Caller: one, Name: "Eli"}, meetings.Late)

	k.does(k.Ada, meetings.TieCaller{Caller: two, Who: "cy"}) // rang again, from another telephone
	if diff := cmp.Diff([]meetings.Caller{{ID: two, Line: 4, Name: "Cy", Organisation: k.Cy.Organisation, Sector: k.Cy.Sector, Who: "cy"}}, k.room.Callers); diff != "" {
		t.Error(diff)
	}
	k.does(k.Ada, meetings.RemoveCaller{Caller: two})
	k.is("Cy Dee") // still in the room
	if turn := k.room.Queue.Waiting[0]; turn.Line != 0 {
		t.Errorf("%+v", turn)
	}
}

func TestWhoeverIsRemovedRingsNoMore(t *testing.T) {
	k := newTalk(t, "Cy")
	k.does(k.Ada, meetings.AddCaller{})
	caller := k.room.Callers[0].ID
	k.About = &k.Cy
	k.does(k.Ada, meetings.TieCaller{Caller: caller, Who: "cy"})
	k.does(k.Ada, meetings.RemovePerson{Who: "cy"})
	if k.room.Callers != nil || k.list() != "" {
		t.Errorf("%+v", k.room)
	}
	k.does(k.Ada, meetings.AddCaller{})
	k.refused(k.Ada, meetings.TieCaller{Caller: k.room.Callers[0].ID, Who: "cy"}, meetings.Outside)
}

func TestABrokenLineKeepsItsCallerAndPlaceForAWhile(t *testing.T) {
	k := newTalk(t, "Cy")
	k.does(k.Ada, meetings.AddCaller{})
	caller := k.room.Callers[0].ID
	k.does(k.Ada, meetings.AddTurn{Caller: caller})
	k.refused(k.Ada, meetings.SetCaller{Caller: caller, Away: no()}, meetings.Late)
	k.refused(k.Ada, meetings.SetCaller{Caller: "gone", Away: yes()}, meetings.Late)
	k.does(k.Ada, meetings.SetCaller{Caller: caller, Away: yes(), Muted: yes()})
	since := k.room.Callers[0].Away
	k.does(k.Ada, meetings.SetCaller{Caller: caller, Away: yes(), Muted: no()}) // it is away since the first time
	if k.room.Callers[0].Away != since || k.room.Callers[0].Muted {
		t.Errorf("%+v", k.room.Callers)
	}
	k.is("Cy #1")
	within, past := since.Add(meetings.RingAgainWithin-1), since.Add(meetings.RingAgainWithin)
	if k.room.Away(within) != nil || len(k.room.Away(past)) != 1 {
		t.Errorf("%v %v", k.room.Away(within), k.room.Away(past))
	}
	k.does(k.Ada, meetings.SetCaller{Caller: caller, Away: no()})
	if k.room.Away(past) != nil {
		t.Errorf("%v", k.room.Away(past))
	}
}
