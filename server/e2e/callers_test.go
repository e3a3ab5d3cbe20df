package e2e_test

import (
	"encoding/json"
	"io"
	"net/http"
	"slices"
	"strings"
	"testing"

	"ringain/meetings"
	"ringain/server/guest"
	"ringain/server/phone"
)

const (
	phoneKey = "the key of the provider in the stories"

	// callerNumber is what the provider sends along, and nobody may ever see.
	callerNumber = "+46701740605"
)

// ringing is a meeting that is on, and a voice provider that tells the nodes of calls.
type ringing struct{ *queueing }

// tell has a node told of something that happened in a call, and returns what the
// caller hears.
func (r ringing) tell(node, call, event string, more map[string]string) (said string, muted bool) {
	r.t.Helper()
	e := map[string]string{"call": "call " + call, "id": "event " + string(newID()), "event": event, "from": callerNumber}
	for name, value := range more {
		e[name] = value
	}
	body, err := json.Marshal(e)
	r.must(err)
	answer, err := phone.NewTelephone(r.in.nodes[node].base, []byte(phoneKey)).Send(r.ctx, body)
	r.must(err)
	return answer.Say, answer.Muted
}

func (r ringing) hears(want, node, call, event string, more map[string]string) {
	r.t.Helper()
	if said, _ := r.tell(node, call, event, more); said != want {
		r.t.Fatalf("%s of %s at node %s: %q is said, want %q", event, call, node, said, want)
	}
}

// all waits until everybody, on both nodes, sees the room as it should be.
func (r ringing) all(what string, is func(meetings.Room) bool) {
	r.t.Helper()
	for i, f := range r.followers {
		if seen, err := f.Until(r.ctx, func(s guest.Seen) bool { return is(s.Room) }); err != nil {
			r.t.Fatalf("the %d. does not see %s: %v: %+v, %+v", i, what, err, seen.Room.Callers, seen.Room.Queue)
		}
	}
}

// do has the chair do something.
func (r ringing) do(c meetings.Command) {
	r.t.Helper()
	reply, err := r.guests[0].Do(r.ctx, r.meeting, newID(), c)
	if r.must(err); reply.Refused != "" {
		r.t.Fatalf("%s: %+v", c.Do(), reply)
	}
}

func caller(is func(meetings.Caller) bool) func(meetings.Room) bool {
	return func(r meetings.Room) bool { return len(r.Callers) == 1 && is(r.Callers[0]) }
}

func waits(names ...string) func(meetings.Room) bool {
	return func(r meetings.Room) bool {
		return slices.EqualFunc(r.Queue.Waiting, names, func(t meetings.Turn, name string) bool { return t.Name == name })
	}
}

// Whoever rings in is answered by one node while the chair watches the room on the other,
// is cut off, and is answered by the other.
func TestCallsAnsweredOnOneNodeAreSeenOnTheOther(t *testing.T) {
	for _, v := range []variant{one, two} {
		t.Run(string(v), func(t *testing.T) {
			t.Parallel()
			r := ringing{newQueueing(t, v, "--phone-key", phoneKey)}
			cy := guest.New(r.base(1))
			r.must(cy.Join(r.ctx, r.meeting, "Cy", "", ""))
			r.follow(cy)
			r.callJourney()
			r.seesNoNumber()
		})
	}
}

func (r ringing) callJourney() {
	again := map[string]string{"meeting": "202712", "again": "one telephone"}
	said, muted := r.tell("b", "one", "started", again)
	if !strings.HasPrefix(said, "Välkommen till ringa-in-mötet om ") || !strings.Contains(said, "Du är Telefon 1. Ditt ljud är av.") || !muted {
		r.t.Fatalf("%q, %v", said, muted)
	}
	r.all("the caller", caller(func(c meetings.Caller) bool { return c.Line == 1 && c.Name == "" && c.Muted }))
	reply, err := r.guests[1].Do(r.ctx, r.meeting, newID(), meetings.AskFloor{})
	if r.must(err); reply.Refused != "" {
		r.t.Fatal(reply)
	}
	r.hears("Du är nummer 2 i talarlistan.", "b", "one", "pressed", map[string]string{"keys": "9"})
	r.all("both in the list", waits("Cy", ""))
	room := r.room()
	r.do(meetings.EditCaller{Caller: room.Callers[0].ID, Name: "Gun", Sector: "kommun"})
	r.all("the name", waits("Cy", "Gun"))

	r.do(meetings.NextSpeaker{})
	r.hears("Du är näst i talarlistan.", "b", "one", "listens", nil)
	r.all("Cy with the floor", waits("Gun"))
	r.do(meetings.NextSpeaker{From: r.room().Queue.Speaker.ID})
	r.all("the caller with the floor", waits())
	r.hears("Det är din tur. Ordet är ditt. Tryck 6 för att slå på ditt ljud.", "b", "one", "listens", nil)
	if said, muted := r.tell("b", "one", "pressed", map[string]string{"keys": "6"}); said != "Ditt ljud är på." || muted {
		r.t.Fatalf("%q, %v", said, muted)
	}
	r.all("sound", caller(func(c meetings.Caller) bool { return !c.Muted }))
	r.do(meetings.EndTurn{Turn: r.room().Queue.Speaker.ID})
	r.hears("Du är näst i talarlistan.", "b", "one", "pressed", map[string]string{"keys": "9"})
	r.all("the caller again", waits("Gun"))

	help := map[string]string{"keys": "0", "id": "event of help"}
	r.hears("Mötesledaren ser att du vill ha hjälp.", "b", "one", "pressed", help)
	r.all("the wish for help", caller(func(c meetings.Caller) bool { return c.Help }))
	helped := false
	r.do(meetings.SetCaller{Caller: room.Callers[0].ID, Help: &helped})
	for _, node := range []string{"a", "b"} { // what comes again is answered, and does nothing
		r.hears("Mötesledaren ser att du vill ha hjälp.", node, "one", "pressed", help)
	}

	r.tell("b", "one", "ended", nil)
	r.all("the broken line, and no wish for help", caller(func(c meetings.Caller) bool { return c.Away != 0 && !c.Help }))
	r.hears("Välkommen tillbaka. Du är näst i talarlistan.", "a", "two", "started", again)
	r.all("the caller back", caller(func(c meetings.Caller) bool { return c.Away == 0 && c.Line == 1 && c.Name == "Gun" }))
	r.all("the same place", waits("Gun"))
}

// room is as the chair sees it.
func (r ringing) room() meetings.Room {
	seen, _ := r.followers[0].Until(r.ctx, func(guest.Seen) bool { return true })
	return seen.Room
}

// seesNoNumber wants the number that was sent along in no page, event or log.
func (r ringing) seesNoNumber() {
	r.t.Helper()
	digits := strings.TrimPrefix(callerNumber, "+46")
	for i, f := range r.followers {
		seen, err := f.Until(r.ctx, func(guest.Seen) bool { return true })
		r.must(err)
		if all, err := json.Marshal([]any{seen.Room, seen.Entries}); err != nil || strings.Contains(string(all), digits) {
			r.t.Errorf("the %d. is told the number, %v", i, err)
		}
	}
	for name, node := range r.in.nodes {
		if page := r.page(node.base + "/moten/" + r.meeting + "/rum"); strings.Contains(page, digits) || !strings.Contains(page, "Gun") {
			r.t.Errorf("the page of node %s: %s", name, page)
		}
		if strings.Contains(node.log.String(), digits) {
			r.t.Errorf("the log of node %s has the number", name)
		}
	}
}

func (r ringing) page(address string) string {
	r.t.Helper()
	q, err := http.NewRequestWithContext(r.ctx, http.MethodGet, address, nil)
	r.must(err)
	answer, err := http.DefaultClient.Do(q)
	r.must(err)
	defer answer.Body.Close()
	page, err := io.ReadAll(answer.Body)
	r.must(err)
	return string(page)
}
