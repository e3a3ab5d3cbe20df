package meetings_test

import (
	"encoding/json"
	"strings"
	"testing"

	"ringain/meetings"
)

// sets has an organiser set how a guest is kept.
func (k *talk) sets(p meetings.Person, c meetings.SetPerson) error {
	k.Helper()
	c.Who = p.ID
	return k.about(k.Ada, c, &p)
}

func TestWhoIsMutedNeitherAsksNorWrites(t *testing.T) {
	k := newTalk(t, "Cy")
	if err := k.sets(k.Cy, meetings.SetPerson{Muted: yes()}); err != nil {
		t.Fatal(err)
	}
	k.does(k.Cy, meetings.WithdrawTurn{})
	for _, c := range []meetings.Command{meetings.AskFloor{}, meetings.ReturnTurn{}, meetings.SetNote{}, meetings.AddSignal{Kind: meetings.Need, Text: "Sömn"}} {
		k.refused(k.Cy, c, meetings.NotAllowed)
	}
	if kind(k.room.House.AdmitsWriter(k.Cy, true)) != meetings.NotAllowed || k.room.House.AdmitsWriter(k.Dee, true) != nil {
		t.Error("who writes is not told apart")
	}
	k.does(k.Dee, meetings.AskFloor{})
	if err := k.sets(k.Cy, meetings.SetPerson{Muted: no()}); err != nil {
		t.Fatal(err)
	}
	k.does(k.Cy, meetings.AskFloor{})
	k.is("Dee Cy")
}

// knows reports whether what leaves the server has a text.
func (k *talk) knows(text string) bool {
	k.Helper()
	b, err := json.Marshal(k.room)
	if err != nil {
		k.Fatal(err)
	}
	return strings.Contains(string(b), text)
}

func TestAHiddenNameIsNowhereUntilItIsShownAgain(t *testing.T) {
	k := newTalk(t)
	troll := meetings.Person{ID: "0197-troll", Name: "Fula Ord", Organisation: "Skräp AB", Role: meetings.Guest}
	k.does(troll, meetings.AskFloor{Note: "om bron"})
	s := k.shares(troll, meetings.AddSignal{Text: "Sömn"})
	n := k.shares(troll, meetings.AddSignal{Text: "Oro", Nameless: true})
	if err := k.sets(troll, meetings.SetPerson{Hidden: yes()}); err != nil {
		t.Fatal(err)
	}
	if k.knows("Fula") || k.knows("Skräp") {
		t.Error("the room still has the name")
	}
	if set := k.last.(meetings.PersonSet); len(set.Signals) != 1 || set.Signals[0] != s.ID {
		t.Errorf("%+v gives away whose the signal without a name is", set)
	}
	k.does(troll, meetings.WithdrawTurn{})
	k.does(troll, meetings.AskFloor{})
	k.shares(troll, meetings.AddSignal{Text: "Buller"})
	k.does(k.Ada, meetings.HideSignal{Signal: s.ID})
	k.does(k.Ada, meetings.RestoreSignal{Signal: s.ID})
	if k.knows("Fula") || k.knows("Skräp") {
		t.Error("what is said later has the name")
	}
	if by := k.room.AuthorOf(meetings.FloorAsked{}, troll); by.Name != "" || by.ID != troll.ID {
		t.Errorf("by %v", by)
	}
	if err := k.sets(troll, meetings.SetPerson{Hidden: no()}); err != nil {
		t.Fatal(err)
	}
	if t1 := k.room.Queue.Waiting[0]; t1.Name != troll.Name || t1.Organisation != troll.Organisation {
		t.Errorf("%+v", t1)
	}
	for _, one := range k.room.Signals {
		if named := one.Name == troll.Name; named == (one.ID == n.ID) {
			t.Errorf("%+v", one)
		}
	}
}

func TestWhatIsConcealedLeavesTheLog(t *testing.T) {
	turn := meetings.Turn{ID: "t", Who: "troll", Name: "Fula Ord", Organisation: "Skräp AB", Note: "tjo"}
	signal := meetings.Signal{ID: "s", Text: "Sömn", Name: "Fula Ord", Organisation: "Skräp AB"}
	troll := meetings.Author{ID: "troll", Name: "Fula Ord"}
	hide := meetings.PersonSet{Who: "troll", Hidden: true, Signals: []meetings.SignalID{"s"}}
	for name, e := range map[string]meetings.Entry{
		"asking":        {By: troll, Event: meetings.FloorAsked{Turn: turn}},
		"put back":      {By: meetings.Author{ID: "ada", Name: "Ada"}, Event: meetings.TurnAdded{Turn: turn}},
		"a signal":      {Event: meetings.SignalAdded{Signal: signal}},
		"one edited":    {By: troll, Event: meetings.SignalEdited{Signal: signal}},
		"one restored":  {Event: meetings.SignalRestored{Signal: signal}},
		"withdrawing":   {By: troll, Event: meetings.TurnRemoved{Turn: "t"}},
		"shown earlier": {Event: meetings.PersonSet{Who: "troll", Name: "Fula Ord", Organisation: "Skräp AB"}},
	} {
		rest, had := meetings.Concealed(e, hide)
		b, err := json.Marshal(rest)
		if err != nil || !had || strings.Contains(string(b), "Fula") || strings.Contains(string(b), "Skräp") {
			t.Errorf("%s: %t, %s, %v", name, had, b, err)
		}
	}
	note, had := meetings.Concealed(meetings.Entry{By: troll, Event: meetings.FloorAsked{Turn: turn}}, meetings.NoteSet{Turn: "t"})
	if asked := note.Event.(meetings.FloorAsked); !had || asked.Turn.Note != "" || asked.Turn.Name != turn.Name || note.By != troll {
		t.Errorf("%+v", note)
	}
	for name, e := range map[string]meetings.Entry{
		"of others":    {By: meetings.Author{ID: "cy", Name: "Cy"}, Event: meetings.FloorAsked{Turn: meetings.Turn{ID: "u", Who: "cy", Name: "Cy"}}},
		"another kind": {By: meetings.Author{ID: "cy", Name: "Cy"}, Event: meetings.QueueClosed{}},
	} {
		if rest, had := meetings.Concealed(e, hide); had || rest.By != e.By {
			t.Errorf("%s is changed to %+v", name, rest)
		}
	}
}

func TestOrganisersAreNeitherMutedNorHidden(t *testing.T) {
	k := newTalk(t)
	for name, err := range map[string]error{
		"an organiser": k.about(k.Ada, meetings.SetPerson{Who: k.Bo.ID, Muted: yes()}, &k.Bo),
		"by a guest":   k.about(k.Dee, meetings.SetPerson{Who: k.Cy.ID, Muted: yes()}, &k.Cy),
	} {
		if kind(err) != meetings.NotAllowed {
			t.Errorf("%s: %v", name, err)
		}
	}
	if err := k.about(k.Ada, meetings.SetPerson{Who: "nobody", Muted: yes()}, nil); kind(err) != meetings.Unknown {
		t.Error(err)
	}
	if err := k.sets(k.Cy, meetings.SetPerson{Muted: no()}); kind(err) != meetings.Late {
		t.Error(err)
	}
}

func TestANoteIsTakenAwayByWhoseItIsAndByOrganisers(t *testing.T) {
	k := newTalk(t)
	k.does(k.Cy, meetings.AskFloor{Note: "om bron"})
	turn := k.turn("Cy")
	k.refused(k.Dee, meetings.SetNote{Turn: turn}, meetings.NotAllowed)
	k.does(k.Cy, meetings.SetNote{Turn: turn})
	if note := k.room.Queue.Waiting[0].Note; note != "" {
		t.Errorf("%q stays", note)
	}
	k.refused(k.Cy, meetings.SetNote{Turn: turn}, meetings.Late)
	k.does(k.Ada, meetings.SetNote{Turn: turn, Note: "om bron"})
	k.does(k.Ada, k.next())
	k.does(k.Ada, meetings.SetNote{Turn: turn})
	if note := k.room.Queue.Speaker.Note; note != "" {
		t.Errorf("%q stays with who speaks", note)
	}
	k.refused(k.Ada, meetings.SetNote{Turn: "gone"}, meetings.Late)
	k.refused(k.Ada, meetings.SetNote{Turn: turn, Note: strings.Repeat("x", meetings.MaxNote+1)}, meetings.Invalid)
}
