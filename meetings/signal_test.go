package meetings_test

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"ringain/meetings"
)

// shares shares a signal and returns it.
func (k *talk) shares(by meetings.Person, c meetings.AddSignal) meetings.Signal {
	k.Helper()
	if c.Kind == "" {
		c.Kind = meetings.Need
	}
	k.does(by, c)
	return k.room.Signals[len(k.room.Signals)-1]
}

// texts are the signals that are seen, in order.
func (k *talk) texts() (all []string) {
	for _, s := range k.room.Signals {
		all = append(all, s.Text)
	}
	return all
}

func (k *talk) sees(want ...string) {
	k.Helper()
	if diff := cmp.Diff(want, k.texts()); diff != "" {
		k.Errorf("the signals (-want +got):\n%s", diff)
	}
}

func (k *talk) voices(id meetings.SignalID, want int) {
	k.Helper()
	if s, _ := k.room.Signal(id); s.Voices != want {
		k.Errorf("%d say %q, want %d", s.Voices, s.Text, want)
	}
}

func TestASignalSaysWhoSharesItAndUnderWhichItem(t *testing.T) {
	k := newTalk(t)
	k.does(k.Ada, meetings.StartAgenda{})
	got := k.shares(k.Dee, meetings.AddSignal{Kind: meetings.Solution, Text: " Vi  ringer\nsamma dag\u202e ", County: "22", Sector: "region"})
	want := meetings.Signal{ID: got.ID, Kind: meetings.Solution, Text: "Vi ringer samma dag", Voices: 1, Item: "budget",
		Name: "Dee", Organisation: "Lock Keepers", Sector: "kommun", County: "22", First: true}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestWhatCannotBeShownIsRefused(t *testing.T) {
	k := newTalk(t)
	for _, c := range []meetings.AddSignal{
		{Kind: "song", Text: "x"}, {Kind: meetings.Need}, {Kind: meetings.Need, Text: "\u202e\u200b "},
		{Kind: meetings.Need, Text: strings.Repeat("å", meetings.MaxSignal+1)},
		{Kind: meetings.Need, Text: "x", County: "02"},
	} {
		k.refused(k.Dee, c, meetings.Invalid)
	}
	eli := meetings.Person{ID: "eli", Name: "Eli", Role: meetings.Guest}
	k.refused(eli, meetings.AddSignal{Kind: meetings.Need, Text: "x", Sector: "kyrka"}, meetings.Invalid)
	k.shares(k.Dee, meetings.AddSignal{Text: strings.Repeat("å", meetings.MaxSignal)})
	k.refused(meetings.Person{Role: meetings.Guest}, meetings.AddSignal{Kind: meetings.Need, Text: "x"}, meetings.NotAllowed)
}

func TestASignalWithoutANameGivesNobodyAwayAndCanStillBeTakenBack(t *testing.T) {
	k := newTalk(t)
	before := k.room
	s := k.shares(k.Dee, meetings.AddSignal{Text: "Vi orkar inte", Nameless: true})
	events := []meetings.Event{k.last}
	if by := before.AuthorOf(k.last, k.Dee); by != (meetings.Author{}) {
		t.Errorf("the event is said to be by %v", by)
	}
	k.does(k.Dee, meetings.EditSignal{Signal: s.ID, Kind: meetings.Risk, Text: "Vi orkar inte längre"})
	events = append(events, k.last)
	if by := k.room.AuthorOf(k.last, k.Dee); by != (meetings.Author{}) {
		t.Errorf("the change is said to be by %v", by)
	}
	if by := k.room.AuthorOf(meetings.SignalHidden{Signal: s.ID}, k.Ada); by.Name != k.Ada.Name {
		t.Errorf("an organiser hides it, and %v is said to have", by)
	}
	for _, v := range []any{k.room, events} {
		b, err := json.Marshal(v)
		if err != nil {
			t.Fatal(err)
		}
		for _, secret := range []string{k.Dee.Name, k.Dee.Organisation, `"dee"`} {
			if strings.Contains(string(b), secret) {
				t.Errorf("%s is in %s", secret, b)
			}
		}
	}
	k.refused(k.Cy, meetings.WithdrawSignal{Signal: s.ID}, meetings.NotAllowed)
	with := k.room
	k.does(k.Dee, meetings.WithdrawSignal{Signal: s.ID})
	if by := with.AuthorOf(k.last, k.Dee); by != (meetings.Author{}) {
		t.Errorf("taking it back is said to be by %v", by)
	}
	k.sees()
	if k.room.Backstage != nil {
		t.Errorf("something is kept of it: %v", k.room.Backstage)
	}
}

func TestASignalIsOnesOwnForAShortWhile(t *testing.T) {
	k := newTalk(t)
	s := k.shares(k.Dee, meetings.AddSignal{Text: "Sömn"})
	k.refused(k.Cy, meetings.EditSignal{Signal: s.ID, Kind: meetings.Need, Text: "Annat"}, meetings.NotAllowed)
	k.refused(k.Cy, meetings.HideSignal{Signal: s.ID}, meetings.NotAllowed)
	k.done += int(meetings.SignalIsOwn / time.Second)
	k.refused(k.Dee, meetings.WithdrawSignal{Signal: s.ID}, meetings.Late)
	k.refused(k.Dee, meetings.EditSignal{Signal: s.ID, Kind: meetings.Need, Text: "Annat"}, meetings.Late)
	k.does(k.Ada, meetings.EditSignal{Signal: s.ID, Kind: meetings.Risk, Text: "Sömn och oro"})
	k.sees("Sömn och oro")
	k.refused(k.Dee, meetings.WithdrawSignal{Signal: "gone"}, meetings.Late)
}

func TestAnOrganiserSharesForACallerWhoIsNamedLater(t *testing.T) {
	k := newTalk(t)
	k.does(k.Ada, meetings.AddCaller{Line: 3})
	caller := k.room.Callers[0]
	k.refused(k.Dee, meetings.AddSignal{Kind: meetings.Need, Text: "x", Caller: caller.ID}, meetings.NotAllowed)
	k.refused(k.Ada, meetings.AddSignal{Kind: meetings.Need, Text: "x", Caller: "gone"}, meetings.Late)
	s := k.shares(k.Ada, meetings.AddSignal{Text: "Någon att ringa", Caller: caller.ID, Sector: "kommun"})
	hidden := k.shares(k.Ada, meetings.AddSignal{Text: "Dolt", Caller: caller.ID})
	if s.Line != 3 || s.Name != "" || s.Sector != "kommun" {
		t.Errorf("shared as %+v", s)
	}
	k.does(k.Ada, meetings.HideSignal{Signal: hidden.ID})
	k.does(k.Ada, meetings.EditCaller{Caller: caller.ID, Name: "Gun Ek", Organisation: "Bergsö kommun", Sector: "kommun"})
	k.does(k.Ada, meetings.RestoreSignal{Signal: hidden.ID})
	for _, s := range k.room.Signals {
		if s.Name != "Gun Ek" || s.Organisation != "Bergsö kommun" {
			t.Errorf("%+v is not of Gun Ek", s)
		}
	}
	k.does(k.Ada, meetings.WithdrawSignal{Signal: s.ID})
	nameless := k.shares(k.Ada, meetings.AddSignal{Text: "Utan namn", Caller: caller.ID, Nameless: true})
	if nameless.Caller != "" || nameless.Line != 0 || nameless.Name != "" {
		t.Errorf("%+v gives the caller away", nameless)
	}
}

func TestEachSaysTheSameOnce(t *testing.T) {
	k := newTalk(t)
	s := k.shares(k.Dee, meetings.AddSignal{Text: "Sömn"})
	before := k.room
	k.does(k.Cy, meetings.JoinSignal{Signal: s.ID})
	if by := before.AuthorOf(k.last, k.Cy); by != (meetings.Author{}) {
		t.Errorf("saying the same is said to be by %v", by)
	}
	k.voices(s.ID, 2)
	k.refused(k.Cy, meetings.JoinSignal{Signal: s.ID}, meetings.Late)
	k.refused(k.Dee, meetings.JoinSignal{Signal: s.ID}, meetings.Late)
	k.does(k.Cy, meetings.LeaveSignal{Signal: s.ID})
	k.voices(s.ID, 1)
	k.refused(k.Cy, meetings.LeaveSignal{Signal: s.ID}, meetings.Late)
	k.refused(k.Dee, meetings.LeaveSignal{Signal: s.ID}, meetings.Late)
	k.refused(k.Cy, meetings.JoinSignal{Signal: "gone"}, meetings.Late)
}

func TestMergedSignalsCountEverybodyOnce(t *testing.T) {
	k := newTalk(t)
	a := k.shares(k.Dee, meetings.AddSignal{Text: "Sömn"})
	b := k.shares(k.Cy, meetings.AddSignal{Text: "Text om sömn"})
	c := k.shares(k.Dee, meetings.AddSignal{Text: "Sömnskola"})
	k.does(k.Bo, meetings.JoinSignal{Signal: a.ID})
	k.does(k.Bo, meetings.JoinSignal{Signal: b.ID})
	k.refused(k.Ada, meetings.MergeSignal{Signal: a.ID, Into: a.ID}, meetings.Invalid)
	k.refused(k.Ada, meetings.MergeSignal{Signal: a.ID, Into: "gone"}, meetings.Late)
	k.does(k.Ada, meetings.MergeSignal{Signal: a.ID, Into: b.ID})
	k.sees("Text om sömn", "Sömnskola")
	k.voices(b.ID, 3) // Dee, Cy and Bo
	k.does(k.Ada, meetings.MergeSignal{Signal: b.ID, Into: c.ID})
	k.voices(c.ID, 3)
	k.refused(k.Dee, meetings.JoinSignal{Signal: c.ID}, meetings.Late)
	k.does(k.Ada, meetings.RestoreSignal{Signal: a.ID})
	k.voices(a.ID, 2) // Dee and Bo
	k.voices(c.ID, 3) // Dee has said it too, Cy and Bo by the other
	k.does(k.Ada, meetings.RestoreSignal{Signal: b.ID})
	k.voices(b.ID, 2)
	k.voices(c.ID, 1)
}

func TestWhatIsHiddenIsInNothingThatLeavesTheServerAndComesBack(t *testing.T) {
	k := newTalk(t)
	s := k.shares(k.Dee, meetings.AddSignal{Text: "Grannen heter Eva", County: "22"})
	k.refused(k.Ada, meetings.RestoreSignal{Signal: s.ID}, meetings.Late)
	k.does(k.Ada, meetings.HideSignal{Signal: s.ID})
	b, err := json.Marshal(k.room)
	if err != nil || strings.Contains(string(b), "Eva") {
		t.Errorf("a snapshot has it: %s, %v", b, err)
	}
	if got, had := meetings.Forgotten(meetings.SignalAdded{Signal: s}, meetings.Forgets(k.last)); !had || got != (meetings.SignalAdded{Signal: meetings.Signal{ID: s.ID}}) {
		t.Errorf("of its event %+v is left", got)
	}
	k.refused(k.Ada, meetings.HideSignal{Signal: s.ID}, meetings.Late)
	if diff := cmp.Diff([]meetings.Signal{s}, k.room.Backstage.Hidden()); diff != "" {
		t.Error(diff)
	}
	k.does(k.Bo, meetings.RestoreSignal{Signal: s.ID})
	k.sees("Grannen heter Eva")
}

func TestSignalsAreBounded(t *testing.T) {
	k := newTalk(t)
	for range meetings.MaxSignalsEach {
		k.shares(k.Dee, meetings.AddSignal{Text: "x"})
	}
	k.refused(k.Dee, meetings.AddSignal{Kind: meetings.Need, Text: "x"}, meetings.TooMuch)
	k.does(k.Dee, meetings.WithdrawSignal{Signal: k.room.Signals[0].ID})
	k.shares(k.Dee, meetings.AddSignal{Text: "x"})
	for len(k.room.Backstage) < meetings.MaxSignals {
		one := k.Cy
		one.ID = meetings.ID(strings.Repeat("y", len(k.room.Backstage)/5))
		k.shares(one, meetings.AddSignal{Text: "x"})
	}
	k.does(k.Ada, meetings.HideSignal{Signal: k.room.Signals[0].ID})
	k.refused(k.Cy, meetings.AddSignal{Kind: meetings.Need, Text: "x"}, meetings.TooMuch)
}

func TestAfterTheMeetingOnlyOrganisersChangeSignals(t *testing.T) {
	k := newTalk(t)
	s := k.shares(k.Dee, meetings.AddSignal{Text: "Sömn"})
	k.does(k.Ada, meetings.StartAgenda{})
	k.does(k.Ada, meetings.EndAgenda{})
	for _, c := range []meetings.Command{
		meetings.AddSignal{Kind: meetings.Need, Text: "x"}, meetings.WithdrawSignal{Signal: s.ID}, meetings.JoinSignal{Signal: s.ID},
		meetings.LeaveSignal{Signal: s.ID}, meetings.EditSignal{Signal: s.ID, Kind: meetings.Need, Text: "x"},
	} {
		k.refused(k.Dee, c, meetings.Late)
	}
	k.does(k.Ada, meetings.EditSignal{Signal: s.ID, Kind: meetings.Risk, Text: "Sömn"})
	k.does(k.Ada, meetings.HideSignal{Signal: s.ID})
	k.does(k.Ada, meetings.RestoreSignal{Signal: s.ID})
}

func TestSignalsFollowTheHouse(t *testing.T) {
	k := newTalk(t)
	yes, slow := true, 60
	k.does(k.Ada, meetings.SetHouse{Slow: &slow})
	d := k.Do(k.Dee, 10)
	d.Last = d.At.Add(-time.Second)
	if _, _, err := k.room.Apply(meetings.AddSignal{Kind: meetings.Need, Text: "x"}, d); err == nil {
		t.Error("slow mode lets two lines come at once")
	}
	k.does(k.Ada, meetings.SetHouse{ReadOnly: &yes})
	k.refused(k.Dee, meetings.AddSignal{Kind: meetings.Need, Text: "x"}, meetings.NotAllowed)
	k.shares(k.Ada, meetings.AddSignal{Text: "Från mötesledaren"})
}
