package change_test

import (
	"fmt"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"ringain/meetings"
	"ringain/meetings/store"
	"ringain/meetings/store/postgrestest"
	"ringain/server/change"
)

// telephone is a call that a provider tells the nodes of.
type telephone struct {
	*world
	node  int
	call  string
	again string
	n     int
}

func (w *world) telephone(call, again string) *telephone {
	return &telephone{world: w, call: call, again: again}
}

// event is the next thing that happens in the call.
func (p *telephone) event(kind change.CallKind, keys string) change.Calling {
	p.n++
	p.clock.Add(1000)
	return change.Calling{Event: fmt.Sprintf("%s-event-%08d", p.call, p.n), Call: p.call, Kind: kind, Code: "202712", Again: p.again, Keys: keys}
}

func (p *telephone) tell(e change.Calling) change.Answer {
	p.Helper()
	a, err := p.nodes[p.node].Call(p.Context(), e)
	p.must(err)
	return a
}

func (p *telephone) hears(want string, kind change.CallKind, keys string) change.Answer {
	p.Helper()
	a := p.tell(p.event(kind, keys))
	if a.Say.SV != want {
		p.Errorf("%q is said, want %q", a.Say.SV, want)
	}
	return a
}

// ringing is a world whose meeting has begun.
func ringing(t *testing.T) *world {
	return begun(newWorld(t))
}

func begun(w *world) *world {
	w.do(meetings.StartAgenda{})
	return w
}

func (w *world) list() string {
	w.Helper()
	var names []string
	for _, t := range w.room(w.Room.Meeting.ID).Queue.Waiting {
		names = append(names, fmt.Sprint(t.Name, "#", t.Line))
	}
	return strings.Join(names, " ")
}

const welcome = "Välkommen till ringa-in-mötet om floder. Mötet har börjat. Du är Telefon 1. Ditt ljud är av. " +
	"Tryck 9 för att begära ordet, 6 för att slå på eller av ditt ljud och 0 om du vill ha hjälp."

func TestACallerRingsAsksIsCutOffAndRingsAgain(t *testing.T) {
	w := ringing(t)
	_, err := w.nodes[0].Do(w.Context(), w.Cy, w.Room.Meeting.ID, w.newID(), meetings.AskFloor{})
	w.must(err)
	p := w.telephone("call-one", "telephone-one")
	if a := p.hears(welcome, change.CallStarted, ""); !a.Muted || a.End {
		t.Errorf("%+v", a)
	}
	p.node = 1
	p.hears("Du är nummer 2 i talarlistan.", change.CallPressed, "9")
	p.hears("", change.CallListens, "")
	w.do(meetings.AddPoll{Question: "Ses vi igen?", Choices: []string{"ja", "nej"}, Open: true})
	p.hears("Snabbfråga: Ses vi igen? Tryck 1 för ja. Tryck 2 för nej.", change.CallListens, "")
	p.hears("Tack. Ditt svar är räknat.", change.CallPressed, "2")
	w.same(1, w.room(w.Room.Meeting.ID).Polls[0].Answers)
	p.hears("", change.CallEnded, "")
	w.clock.Add((2 * time.Minute).Milliseconds())
	w.must(w.nodes[0].HangUp(w.Context()))

	p = w.telephone("call-two", "telephone-one")
	p.hears("Välkommen tillbaka. Du är nummer 2 i talarlistan.", change.CallStarted, "")
	w.same("Cy#0 #1", w.list())
	late := w.telephone("call-one", "")
	late.n = 10
	late.hears("Du är inte kvar i mötet. Lägg på och ring igen.", change.CallEnded, "") // told late, and nothing to the one who is back
	w.same(meetings.Instant(0), w.room(w.Room.Meeting.ID).Callers[0].Away)

	w.do(meetings.NextSpeaker{})
	if a := p.hears("Du är näst i talarlistan.", change.CallListens, ""); !a.Muted {
		t.Errorf("%+v", a)
	}
	p.hears("", change.CallListens, "")
	w.do(meetings.NextSpeaker{From: w.room(w.Room.Meeting.ID).Queue.Speaker.ID})
	p.hears("Det är din tur. Ordet är ditt. Tryck 6 för att slå på ditt ljud.", change.CallListens, "")
	if a := p.hears("Ditt ljud är på.", change.CallPressed, "6"); a.Muted {
		t.Errorf("%+v", a)
	}
	p.hears("Mötesledaren ser att du vill ha hjälp.", change.CallPressed, "0")
	w.do(meetings.EndAgenda{})
	if a := p.hears("Mötet är avslutat. Tack för att du var med.", change.CallPressed, "9"); !a.End {
		t.Errorf("%+v", a)
	}
	p.hears("Mötet är avslutat. Tack för att du var med.", change.CallEnded, "")
}

func TestWhatAProviderTellsTwiceHappensOnce(t *testing.T) {
	for name, address := range map[string]string{"SQLite": filepath.Join(t.TempDir(), "ringain.db"), "PostgreSQL": postgrestest.Database(t)} {
		t.Run(name, func(t *testing.T) { tellsTwice(begun(worldOn(t, address))) })
	}
}

func tellsTwice(w *world) {
	p := w.telephone("call-one", "")
	started := p.event(change.CallStarted, "")
	p.tell(started)
	pressed := p.event(change.CallPressed, "9")
	first := p.tell(pressed)
	before := len(w.log(w.Room.Meeting.ID))
	w.clock.Add((10 * time.Second).Milliseconds()) // now it would withdraw
	var all sync.WaitGroup
	for i := range 8 {
		all.Go(func() {
			for e, want := range map[change.Calling]meetings.Text{pressed: first.Say, started: {}} {
				a, err := w.nodes[i%2].Call(w.Context(), e)
				if err != nil || want.SV != "" && a.Say != want {
					w.Errorf("%+v, %v", a, err)
				}
			}
		})
	}
	all.Wait()
	w.same(before, len(w.log(w.Room.Meeting.ID)))
	w.same("#1", w.list())
}

func TestWhatIsRefusedIsRefusedWhenItComesAgain(t *testing.T) {
	w := ringing(t)
	p := w.telephone("call-one", "")
	p.hears(welcome, change.CallStarted, "")
	w.do(meetings.CloseQueue{})
	pressed := p.event(change.CallPressed, "9")
	w.same("Talarlistan är stängd.", p.tell(pressed).Say.SV)
	w.do(meetings.OpenQueue{})
	w.same("Talarlistan är stängd.", p.tell(pressed).Say.SV)
	w.same("", w.list())
}

func TestTwoFromOneSwitchboardAreTwo(t *testing.T) {
	w := ringing(t)
	for i, call := range []string{"call-one", "call-two"} {
		w.telephone(call, "switchboard").tell(w.telephone(call, "switchboard").event(change.CallStarted, ""))
		w.same(i+1, len(w.room(w.Room.Meeting.ID).Callers))
	}
}

func TestWhoeverIsGoneTooLongIsNew(t *testing.T) {
	w := ringing(t)
	p := w.telephone("call-one", "telephone-one")
	p.hears(welcome, change.CallStarted, "")
	p.hears("Du är näst i talarlistan.", change.CallPressed, "9")
	p.hears("", change.CallEnded, "")
	w.clock.Add(meetings.RingAgainWithin.Milliseconds())
	for _, node := range w.nodes {
		w.must(node.HangUp(w.Context()))
	}
	w.same("", w.list())
	w.same([]meetings.Caller(nil), w.room(w.Room.Meeting.ID).Callers)
	w.telephone("call-two", "telephone-one").hears(welcome, change.CallStarted, "")
}

func TestAPersonalCodeMakesACallAParticipants(t *testing.T) {
	w := ringing(t)
	_, err := w.nodes[0].Do(w.Context(), w.Cy, w.Room.Meeting.ID, w.newID(), meetings.AskFloor{})
	w.must(err)
	code, err := w.nodes[0].PersonalCode(w.Context(), w.Cy, w.Room.Meeting.ID)
	w.must(err)
	again, err := w.nodes[1].PersonalCode(w.Context(), w.Cy, w.Room.Meeting.ID)
	w.must(err)
	w.same(code, again)
	p := w.telephone("call-one", "")
	p.hears(welcome, change.CallStarted, "")
	p.hears("Du är nummer 2 i talarlistan.", change.CallPressed, "9")
	p.hears("Tack. Nu syns ditt namn i mötet.", change.CallPressed, code+"#")
	w.same("Cy#1", w.list())
	p.hears("Du står inte längre i talarlistan.", change.CallPressed, "9")

	other := w.telephone("call-two", "")
	other.tell(other.event(change.CallStarted, ""))
	other.hears("Koden stämmer inte. Slå den igen, och avsluta med fyrkant.", change.CallPressed, code+"#") // it was good once
	if next, err := w.nodes[0].PersonalCode(w.Context(), w.Cy, w.Room.Meeting.ID); err != nil || next == "" {
		t.Errorf("%q, %v", next, err)
	}
	w.do(meetings.EndAgenda{})
	kept, err := w.store.CodeOf(w.Context(), w.Room.Meeting.ID, w.Cy.ID)
	w.must(err)
	w.same("", kept)
	_, err = w.nodes[0].PersonalCode(w.Context(), w.Cy, w.Room.Meeting.ID)
	w.refused(meetings.Late, err)
}

func TestPersonalCodesCannotBeGuessed(t *testing.T) {
	w := ringing(t)
	code, err := w.nodes[0].PersonalCode(w.Context(), w.Cy, w.Room.Meeting.ID)
	w.must(err)
	wrong := "0000"
	for call := range 7 {
		p := w.telephone(fmt.Sprint("call-number-", call), "")
		p.tell(p.event(change.CallStarted, ""))
		for range 3 {
			p.tell(p.event(change.CallPressed, wrong+"#"))
		}
		p.hears("Koder kan inte användas just nu. Tryck 0 om du vill ha hjälp.", change.CallPressed, code+"#")
	}
	honest := w.telephone("call-honest", "")
	honest.tell(honest.event(change.CallStarted, ""))
	honest.hears("Koder kan inte användas just nu. Tryck 0 om du vill ha hjälp.", change.CallPressed, code+"#")
	w.clock.Add((11 * time.Minute).Milliseconds())
	honest.hears("Tack. Nu syns ditt namn i mötet.", change.CallPressed, code+"#")
}

func TestWhoeverIsRemovedOrHasSaidNoNameGetsNoCode(t *testing.T) {
	w := ringing(t)
	_, err := w.nodes[0].PersonalCode(w.Context(), meetings.Person{Role: meetings.Guest}, w.Room.Meeting.ID)
	w.refused(meetings.NotAllowed, err)
	w.must(w.nodes[0].Enter(w.Context(), change.Visitor{Person: w.Cy}, w.Room.Meeting.ID))
	code, err := w.nodes[0].PersonalCode(w.Context(), w.Cy, w.Room.Meeting.ID)
	w.must(err)
	w.do(meetings.RemovePerson{Who: w.Cy.ID})
	_, err = w.nodes[0].PersonalCode(w.Context(), w.Cy, w.Room.Meeting.ID)
	w.refused(meetings.Outside, err)
	p := w.telephone("call-one", "")
	p.hears(welcome, change.CallStarted, "")
	p.hears("Mötesledaren har avslutat din medverkan i det här mötet.", change.CallPressed, code+"#")
}

func TestInALockedRoomOneCanRingInAndAsk(t *testing.T) {
	w := ringing(t)
	locked := true
	w.do(meetings.SetHouse{Locked: &locked})
	p := w.telephone("call-one", "")
	p.hears(welcome, change.CallStarted, "")
	p.hears("Du är näst i talarlistan.", change.CallPressed, "9")
}

func TestACallThatNobodyStartedIsRefusedAndACodeThatLeadsNowhereIsSaid(t *testing.T) {
	w := newWorld(t)
	p := w.telephone("call-one", "")
	_, err := w.nodes[0].Call(w.Context(), p.event(change.CallPressed, "9"))
	w.refused(meetings.Unknown, err)
	e := p.event(change.CallStarted, "")
	e.Code = "999999"
	if a := p.tell(e); !a.End || a.Say.SV != "Det finns inget möte med den koden just nu. Kontrollera koden och ring igen." {
		t.Errorf("%+v", a)
	}
	p.hears("", change.CallEnded, "")
}

func TestWhatIsKeptOfCallsIsForgotten(t *testing.T) {
	w := ringing(t)
	p := w.telephone("call-one", "")
	e := p.event(change.CallStarted, "")
	p.tell(e)
	_, err := w.nodes[0].PersonalCode(w.Context(), w.Cy, w.Room.Meeting.ID)
	w.must(err)
	w.forgets(meetings.Instant(w.clock.Load()).Add(store.CallsKept + time.Hour))
	_, seen, err := w.store.CallEvent(w.Context(), e.Event)
	w.must(err)
	_, known, err := w.store.Call(w.Context(), e.Call)
	w.must(err)
	code, err := w.store.CodeOf(w.Context(), w.Room.Meeting.ID, w.Cy.ID)
	w.must(err)
	if seen || known || code != "" {
		t.Errorf("%v %v %q", seen, known, code)
	}
}
