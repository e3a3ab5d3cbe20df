package meetings_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"ringain/meetings"
	"ringain/meetings/sample"
)

// talk is a room in which people ask for the floor, and the person a test names.
type talk struct {
	*testing.T
	sample.Small
	Dee   meetings.Person  // another guest
	About *meetings.Person // whom the commands concern, when they have been in the room
	room  meetings.Room
	last  meetings.Event
	done  int // attempts so far; each takes a second
}

// newTalk opens a room ten minutes before the meeting, where these wait for the floor in order.
func newTalk(t *testing.T, waiting ...string) *talk {
	k := &talk{T: t, Small: sample.World()}
	k.room = k.Room
	k.Dee = meetings.Person{ID: "dee", Name: "Dee", Organisation: "Lock Keepers", Sector: "kommun", Role: meetings.Guest}
	for _, name := range waiting {
		k.does(k.by(name), meetings.AskFloor{})
	}
	return k
}

func (k *talk) by(name string) meetings.Person {
	return map[string]meetings.Person{"Ada": k.Ada, "Bo": k.Bo, "Cy": k.Cy, "Dee": k.Dee}[name]
}

// try attempts something.
func (k *talk) try(by meetings.Person, c meetings.Command) error {
	k.done++
	d := k.Do(by, k.done)
	d.ID, d.About = meetings.ID(fmt.Sprintf("attempt-%08d", k.done)), k.About
	room, e, err := k.room.Apply(c, d)
	if err == nil {
		k.room, k.last = room, e
	}
	return err
}

func (k *talk) does(by meetings.Person, c meetings.Command) {
	k.Helper()
	if err := k.try(by, c); err != nil {
		k.Fatalf("%s by %s: %v", c.Do(), by.Name, err)
	}
}

func (k *talk) refused(by meetings.Person, c meetings.Command, kind meetings.RefusalKind) {
	k.Helper()
	before := k.room
	err := k.try(by, c)
	if r, ok := errors.AsType[*meetings.Refusal](err); !ok || r.Kind != kind || r.Say.SV == "" || r.Say.EN == "" {
		k.Errorf("%s by %s: %v, want %s", c.Do(), by.Name, err, kind)
	}
	if diff := cmp.Diff(before, k.room); diff != "" {
		k.Errorf("%s was refused and changed something: %s", c.Do(), diff)
	}
}

// turn is the turn of somebody who waits, or has the floor.
func (k *talk) turn(name string) meetings.TurnID {
	k.Helper()
	for _, t := range k.room.Queue.Waiting {
		if t.Name == name {
			return t.ID
		}
	}
	if s := k.room.Queue.Speaker; s != nil && s.Name == name {
		return s.ID
	}
	k.Fatalf("%s is not on the list: %s", name, k.list())
	return ""
}

// next is the command that takes the floor from whoever has it.
func (k *talk) next() meetings.NextSpeaker {
	c := meetings.NextSpeaker{}
	if s := k.room.Queue.Speaker; s != nil {
		c.From = s.ID
	}
	return c
}

// list is the speaker list in a line: who has the floor in brackets, then who waits.
func (k *talk) list() string {
	name := func(t meetings.Turn) string {
		if t.Name == "" {
			return fmt.Sprintf("#%d", t.Line)
		}
		return t.Name
	}
	var words []string
	if s := k.room.Queue.Speaker; s != nil {
		words = append(words, "["+name(*s)+"]")
	}
	for _, t := range k.room.Queue.Waiting {
		words = append(words, name(t))
	}
	return strings.Join(words, " ")
}

func (k *talk) is(want string) {
	k.Helper()
	if got := k.list(); got != want {
		k.Errorf("the list is %q, want %q", got, want)
	}
}

func TestWhoeverAsksGoesLastAndAsksTwiceInVain(t *testing.T) {
	k := newTalk(t, "Cy", "Ada")
	k.does(k.Cy, meetings.AskFloor{})
	k.is("Cy Ada")
	k.does(k.Dee, meetings.AskFloor{Note: "  om  slussen\r\n"})
	k.is("Cy Ada Dee")
	want := meetings.Turn{ID: "attempt-00000004", Who: "dee", Name: "Dee", Organisation: "Lock Keepers", Sector: "kommun", Note: "om slussen", Asked: k.Now.Add(4 * time.Second)}
	if diff := cmp.Diff(want, k.room.Queue.Waiting[2]); diff != "" {
		t.Error(diff)
	}
}

func TestAskingAgainWithANoteKeepsThePlaceAndSaysMore(t *testing.T) {
	k := newTalk(t, "Cy", "Dee")
	k.does(k.Cy, meetings.AskFloor{Note: "en fråga"})
	k.does(k.Cy, meetings.AskFloor{})
	k.is("Cy Dee")
	if got := k.room.Queue.Waiting[0]; got.Note != "en fråga" || got.ID != "attempt-00000001" {
		t.Errorf("%+v", got)
	}
	k.refused(k.Dee, meetings.AskFloor{Note: strings.Repeat("å", 141)}, meetings.Invalid)
	k.does(k.Dee, meetings.AskFloor{Note: strings.Repeat("å", 140)})
}

func TestTheListOpensAnHourBeforeTheMeeting(t *testing.T) {
	for minutes, opens := range map[int]bool{-61: false, -60: true, 0: true, 300: true} {
		k := newTalk(t)
		k.Now = k.room.Meeting.Start.Add(time.Duration(minutes) * time.Minute)
		if opens {
			k.does(k.Cy, meetings.AskFloor{})
		} else {
			k.done = -1
			k.refused(k.Cy, meetings.AskFloor{}, meetings.Late)
		}
	}
	k := newTalk(t)
	k.Now = k.room.Meeting.Start.Add(-24 * time.Hour) // started early
	k.does(k.Ada, meetings.StartAgenda{})
	k.does(k.Cy, meetings.AskFloor{})
}

func TestAClosedListTakesNoRequestsAndKeepsWhoWaits(t *testing.T) {
	k := newTalk(t, "Cy")
	k.does(k.Ada, meetings.CloseQueue{})
	k.refused(k.Bo, meetings.CloseQueue{}, meetings.Late)
	k.refused(k.Dee, meetings.AskFloor{}, meetings.Late)
	k.does(k.Cy, meetings.AskFloor{Note: "det gäller bron"}) // who waits may still say more
	k.does(k.Ada, meetings.AddTurn{Name: "Eli"})
	k.does(k.Ada, k.next())
	k.is("[Cy] Eli")
	k.does(k.Ada, meetings.OpenQueue{})
	k.refused(k.Ada, meetings.OpenQueue{}, meetings.Late)
	k.does(k.Dee, meetings.AskFloor{})
	k.is("[Cy] Eli Dee")
}

func TestWithdrawingIsForOneselfAndCanBeTakenBackSoonEnough(t *testing.T) {
	k := newTalk(t, "Cy", "Dee", "Bo")
	dee := k.turn("Dee")
	k.does(k.Dee, meetings.WithdrawTurn{})
	k.refused(k.Dee, meetings.WithdrawTurn{}, meetings.Late)
	k.is("Cy Bo")
	k.refused(k.Cy, meetings.ReturnTurn{Turn: dee}, meetings.NotAllowed)
	k.does(k.Dee, meetings.ReturnTurn{Turn: dee})
	k.is("Cy Dee Bo")

	k.does(k.Dee, meetings.WithdrawTurn{})
	k.done += 61
	k.refused(k.Dee, meetings.ReturnTurn{Turn: dee}, meetings.Late)
	k.does(k.Ada, meetings.ReturnTurn{Turn: dee}) // an organiser may, for as long as it is known
	k.is("Cy Dee Bo")

	k.does(k.Dee, meetings.WithdrawTurn{})
	k.does(k.Dee, meetings.AskFloor{})
	k.refused(k.Dee, meetings.ReturnTurn{Turn: dee}, meetings.Late)
	k.is("Cy Bo Dee")
}

func TestTheFloorPassesOnceWhenTwoPressNextAtOnce(t *testing.T) {
	k := newTalk(t, "Cy", "Dee", "Bo")
	k.does(k.Ada, k.next())
	k.is("[Cy] Dee Bo")
	seen := k.next()
	k.does(k.Ada, seen)
	k.refused(k.Bo, seen, meetings.Late)
	k.is("[Dee] Bo")
	k.does(k.Ada, k.next())
	k.does(k.Ada, k.next()) // nobody waits: the floor is free
	k.is("")
	k.refused(k.Ada, k.next(), meetings.Late)
}

func TestTheFloorCanBeGivenToAnyoneWhoWaits(t *testing.T) {
	k := newTalk(t, "Cy", "Dee", "Bo")
	k.does(k.Ada, meetings.NextSpeaker{Turn: k.turn("Bo")})
	k.is("[Bo] Cy Dee")
	k.refused(k.Ada, meetings.NextSpeaker{From: k.turn("Bo"), Turn: "gone"}, meetings.Late)
}

func TestWhoeverSpeaksMayAskAgainAndGoesLast(t *testing.T) {
	k := newTalk(t, "Cy", "Dee")
	k.does(k.Ada, k.next())
	k.does(k.Cy, meetings.AskFloor{})
	k.is("[Cy] Dee Cy")
}

func TestTheFloorIsGivenBackByWhoeverHasItOrByAnOrganiser(t *testing.T) {
	k := newTalk(t, "Cy", "Dee")
	k.does(k.Ada, k.next())
	cy := k.turn("Cy")
	k.refused(k.Dee, meetings.EndTurn{Turn: cy}, meetings.NotAllowed)
	k.refused(k.Dee, meetings.EndTurn{Turn: k.turn("Dee")}, meetings.Late)
	k.does(k.Cy, meetings.EndTurn{Turn: cy})
	k.is("Dee")
	k.refused(k.Cy, meetings.EndTurn{Turn: cy}, meetings.Late)
	k.does(k.Ada, k.next())
	k.does(k.Ada, meetings.EndTurn{Turn: k.turn("Dee")})
	k.is("")
}

func TestTheLastSpeakerCanBePutBackAndTheClockGoesOnWhereItStood(t *testing.T) {
	k := newTalk(t, "Cy", "Dee", "Bo")
	k.does(k.Ada, k.next())
	cy := k.turn("Cy")
	k.done += 59
	k.does(k.Ada, k.next())
	k.is("[Dee] Bo")
	k.does(k.Ada, meetings.RecallSpeaker{Turn: cy})
	k.is("[Cy] Dee Bo")
	if got := k.room.Queue.Speaker.Time(k.room.Queue.Speaker.Since.Add(time.Second)); got != time.Minute+time.Second {
		t.Errorf("Cy has spoken for %v", got)
	}
	if len(k.room.Queue.Spoken) != 0 {
		t.Errorf("somebody has spoken: %+v", k.room.Queue.Spoken)
	}
	k.refused(k.Ada, meetings.RecallSpeaker{Turn: cy}, meetings.Late)
}

func TestWhoeverIsSkippedHasNotSpoken(t *testing.T) {
	k := newTalk(t, "Cy", "Dee", "Bo")
	k.does(k.Ada, k.next())
	cy := k.turn("Cy")
	k.does(k.Ada, meetings.SkipTurn{Turn: cy})
	k.is("[Dee] Cy Bo")
	k.does(k.Ada, meetings.SkipTurn{Turn: k.turn("Dee"), Then: cy}) // as undo asks
	k.is("[Cy] Dee Bo")
	k.does(k.Ada, meetings.SkipTurn{Turn: cy, Last: true})
	k.is("[Dee] Bo Cy")
	if k.room.Queue.HasSpoken(k.room.Queue.Waiting[1]) || k.room.Queue.Last != nil {
		t.Errorf("%+v", k.room.Queue)
	}
	k.does(k.Ada, meetings.SkipTurn{Turn: k.turn("Bo")}) // who waits goes one place back
	k.is("[Dee] Cy Bo")
	k.refused(k.Ada, meetings.SkipTurn{Turn: k.turn("Bo")}, meetings.Late)
	k.refused(k.Ada, meetings.SkipTurn{Turn: "gone"}, meetings.Late)

	k = newTalk(t, "Cy")
	k.does(k.Ada, k.next())
	k.does(k.Ada, meetings.SkipTurn{Turn: k.turn("Cy")})
	k.is("Cy")
}

func TestNobodyWaitsTwiceAndTheBetterPlaceStays(t *testing.T) {
	k := newTalk(t, "Cy", "Dee", "Bo")
	k.does(k.Ada, k.next())
	k.does(k.Cy, meetings.AskFloor{})
	k.is("[Cy] Dee Bo Cy")
	k.does(k.Ada, meetings.SkipTurn{Turn: k.room.Queue.Speaker.ID})
	k.is("[Dee] Cy Bo")
}

func TestAnOrganiserMovesAndRemovesWhoWaits(t *testing.T) {
	k := newTalk(t, "Cy", "Dee", "Bo")
	k.does(k.Ada, meetings.MoveTurn{Turn: k.turn("Bo"), To: 0})
	k.is("Bo Cy Dee")
	k.does(k.Ada, meetings.MoveTurn{Turn: k.turn("Bo"), To: 99})
	k.is("Cy Dee Bo")
	dee := k.turn("Dee")
	k.does(k.Ada, meetings.RemoveTurn{Turn: dee})
	k.is("Cy Bo")
	k.does(k.Bo, meetings.ReturnTurn{Turn: dee})
	k.is("Cy Dee Bo")
	k.refused(k.Ada, meetings.RemoveTurn{Turn: "gone"}, meetings.Late)
}

func TestSomebodyIsAddedByNameOnce(t *testing.T) {
	k := newTalk(t, "Cy")
	k.does(k.Ada, meetings.AddTurn{Name: " Eli  Fors ", Organisation: "Kanalbolaget", To: at(0)})
	k.is("Eli Fors Cy")
	k.refused(k.Ada, meetings.AddTurn{Name: "eli fors"}, meetings.Late)
	k.refused(k.Ada, meetings.AddTurn{}, meetings.Invalid)
	k.refused(k.Ada, meetings.AddTurn{Name: "070-123 45 67"}, meetings.Invalid)
	k.does(k.Ada, k.next())
	k.does(k.Ada, k.next())
	if !k.room.Queue.HasSpoken(meetings.Turn{Name: "Eli Fors"}) || k.room.Queue.HasSpoken(meetings.Turn{Name: "Cy"}) {
		t.Errorf("%+v", k.room.Queue.Spoken)
	}
}

func TestWhoHasNotSpokenIsKnownAndLiftsNobody(t *testing.T) {
	k := newTalk(t, "Cy", "Dee")
	k.does(k.Ada, k.next())
	k.does(k.Cy, meetings.AskFloor{})
	k.does(k.Ada, k.next())
	k.does(k.Bo, meetings.AskFloor{})
	k.is("[Dee] Cy Bo")
	q := k.room.Queue
	if !q.HasSpoken(q.Waiting[0]) || q.HasSpoken(q.Waiting[1]) || q.HasSpoken(*q.Speaker) {
		t.Errorf("%+v", q.Spoken)
	}
}

func TestTheAgendaGoesOnAndTheListStays(t *testing.T) {
	k := newTalk(t, "Cy", "Dee")
	k.does(k.Ada, k.next())
	before := k.room.Queue
	k.does(k.Ada, meetings.StartAgenda{})
	k.does(k.Ada, meetings.NextItem{From: "budget"})
	k.does(k.Ada, meetings.MoveItem{Item: "boats", To: 0})
	if diff := cmp.Diff(before, k.room.Queue); diff != "" {
		t.Error(diff)
	}
}

func TestAfterTheMeetingOnlySumsAreKept(t *testing.T) {
	k := newTalk(t, "Cy", "Dee", "Bo")
	k.does(k.Ada, meetings.AddCaller{})
	k.does(k.Ada, meetings.StartAgenda{})
	for range 3 {
		k.does(k.Ada, k.next())
	}
	k.does(k.Cy, meetings.AskFloor{})
	k.does(k.Ada, k.next())
	k.does(k.Dee, meetings.AskFloor{})
	k.does(k.Ada, meetings.EndAgenda{})
	want := meetings.Queue{Heard: []meetings.Heard{{Sector: "foretag", People: 1, Turns: 2}, {Sector: "kommun", People: 1, Turns: 1}, {Sector: "region", People: 1, Turns: 1}}}
	if diff := cmp.Diff(want, k.room.Queue); diff != "" || k.room.Callers != nil {
		t.Error(diff, k.room.Callers)
	}
	k.refused(k.Cy, meetings.AskFloor{}, meetings.Late)
	k.refused(k.Ada, meetings.AddTurn{Name: "Eli"}, meetings.Late)
	k.refused(k.Ada, meetings.AddCaller{}, meetings.Late)
}

func TestNobodySpeaksInACancelledMeeting(t *testing.T) {
	k := newTalk(t)
	k.does(k.Ada, meetings.CancelMeeting{Reason: meetings.Text{SV: "Sjuk"}})
	k.refused(k.Cy, meetings.AskFloor{}, meetings.Late)
	k.refused(k.Ada, meetings.AddTurn{Name: "Eli"}, meetings.Late)
}

func TestWhoMayDoWhatWithTheSpeakerList(t *testing.T) {
	nobody := meetings.Person{Role: meetings.Guest}
	service := meetings.Person{ID: "s", Role: meetings.Service}
	for _, c := range meetings.Commands() {
		k := newTalk(t, "Dee")
		switch {
		case isOwn(c):
			k.refused(nobody, c, meetings.NotAllowed)
			k.refused(service, c, meetings.NotAllowed)
		default:
			k.refused(k.Cy, c, meetings.NotAllowed)
		}
	}
}

// isOwn reports whether a command is one that everybody may give about themselves.
func isOwn(c meetings.Command) bool {
	switch c.(type) {
	case meetings.AskFloor, meetings.WithdrawTurn, meetings.ReturnTurn, meetings.EndTurn, meetings.SetNote,
		meetings.AddSignal, meetings.WithdrawSignal, meetings.EditSignal, meetings.JoinSignal, meetings.LeaveSignal,
		meetings.AskQuestion, meetings.WithdrawQuestion, meetings.JoinQuestion, meetings.LeaveQuestion, meetings.AnswerPoll,
		meetings.ShareMaterial, meetings.WithdrawMaterial, meetings.EditMaterial:
		return true
	}
	return false
}

func TestTheSpeakerListHasAnEnd(t *testing.T) {
	k := newTalk(t)
	for n := range meetings.MaxTurns {
		k.does(meetings.Person{ID: meetings.ID(fmt.Sprint("guest-", n)), Name: "Gäst", Role: meetings.Guest}, meetings.AskFloor{})
	}
	k.refused(k.Cy, meetings.AskFloor{}, meetings.TooMuch)
	k.refused(k.Ada, meetings.AddTurn{Name: "Eli"}, meetings.TooMuch)
}
