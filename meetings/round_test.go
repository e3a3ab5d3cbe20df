package meetings_test

import (
	"testing"

	"ringain/meetings"
)

func TestAPastedItemThatSoundsLikeARoundIsOneAndAnyItemMayBe(t *testing.T) {
	for line, want := range map[string]bool{"Laget runt": true, "2. laget runt: vad hör vi? (10)": true, "Round of everyone – signals": true, "Laget runtom": false, "Om laget runt": false, "Frågor": false} {
		if got := meetings.ParseItems(line); len(got) != 1 || got[0].Round != want {
			t.Errorf("%q is a round: %+v", line, got)
		}
	}
	k := newTalk(t)
	k.does(k.Ada, meetings.AddItem{Title: "Alla får ordet", Round: true})
	item := k.room.Agenda.Items[len(k.room.Agenda.Items)-1]
	if !item.Round {
		t.Errorf("%+v is no round", item)
	}
	k.does(k.Ada, meetings.EditItem{Item: item.ID, Title: "Laget runt"})
	if k.room.Agenda.Items[k.room.Agenda.Find(item.ID)].Round {
		t.Error("an item is a round by its title")
	}
}

func TestEachCountsOnceInARoundAndOneWithoutANameIsNotTold(t *testing.T) {
	k := newTalk(t)
	if s := k.shares(k.Dee, meetings.AddSignal{Text: "Före mötet"}); s.First {
		t.Error("a line before the first item counts")
	}
	k.does(k.Ada, meetings.StartAgenda{})
	item := k.room.Agenda.Current
	counts := func(want int, what string) {
		t.Helper()
		if got := k.room.SharedOn(item); got != want {
			t.Errorf("after %s %d have shared, want %d", what, got, want)
		}
	}
	k.shares(k.Dee, meetings.AddSignal{Text: "Utan namn", Nameless: true})
	counts(1, "one without a name")
	first := k.shares(k.Dee, meetings.AddSignal{Text: "Sömn"})
	counts(2, "one with the name of the same person, which must not show")
	k.shares(k.Dee, meetings.AddSignal{Text: "Ork"})
	counts(2, "another of theirs")
	k.does(k.Ada, meetings.AddCaller{Line: 3})
	k.shares(k.Ada, meetings.AddSignal{Text: "Ringt", Caller: k.room.Callers[0].ID})
	counts(3, "one of a caller, entered by an organiser")
	k.shares(k.Ada, meetings.AddSignal{Text: "Eget"})
	counts(4, "one of the organiser")
	k.does(k.Dee, meetings.EditSignal{Signal: first.ID, Kind: meetings.Need, Text: "Sömn och ork"})
	counts(4, "a change of words")
	k.does(k.Ada, meetings.HideSignal{Signal: first.ID})
	counts(3, "hiding one")
	k.does(k.Ada, meetings.RestoreSignal{Signal: first.ID})
	counts(4, "showing it again")
}
