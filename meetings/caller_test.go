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

func TestSoManyCanRingIn(t *testing.T) {
	k := newTalk(t)
	for range meetings.MaxCallers {
		k.does(k.Ada, meetings.AddCaller{})
	}
	k.refused(k.Ada, meetings.AddCaller{}, meetings.TooMuch)
}
