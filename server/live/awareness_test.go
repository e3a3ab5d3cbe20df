package live

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/gorilla/websocket"

	"ringain/server/guest"
	"ringain/server/wire"
)

// said sends where a client is.
func saysWhere(t testing.TB, l *guest.Line, client, clock uint64, state string) {
	t.Helper()
	must(t, l.SendBinary(wire.AppendStates(nil, []wire.State{{Client: client, Clock: clock, JSON: []byte(state)}})))
}

// hearsOf waits until somebody is told of a client in a way that is wanted.
func (w *world) hearsOf(l *guest.Line, client uint64, wanted func(wire.State) bool) wire.State {
	w.t.Helper()
	var found wire.State
	w.hearUntil(l, func(h guest.Heard) bool {
		if h.Message == nil || h.Message.Kind != wire.Awareness {
			return false
		}
		states, err := wire.DecodeStates(h.Message.Body)
		must(w.t, err)
		for _, s := range states {
			if s.Client == client && wanted(s) {
				found = s
				return true
			}
		}
		return false
	})
	return found
}

func isThere(s wire.State) bool { return string(s.JSON) != wire.Gone }
func isGone(s wire.State) bool  { return string(s.JSON) == wire.Gone }

func TestOthersSeeWhereOneIsAndWhoOneReallyIs(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	a, b := w.node("a"), w.node("b")
	cy := w.lineWithNotes(w.participant(a, "Cy"))
	dee, eve := w.lineWithNotes(w.participant(a, "Dee")), w.lineWithNotes(w.participant(b, "Eve"))
	saysWhere(t, cy, 7, 3, `{"cursor":{"item":"meeting"},"user":{"name":"Ada","role":"organiser"}}`)
	for _, l := range []*guest.Line{dee, eve} {
		var state struct {
			Cursor map[string]string
			User   wire.Writer
		}
		s := w.hearsOf(l, 7, isThere)
		must(t, json.Unmarshal(s.JSON, &state))
		if state.User.Name != "Cy" || state.User.Role != "guest" || state.User.Colour < 0 || state.User.Colour > 7 || state.Cursor["item"] != "meeting" || s.Clock != 3 {
			t.Errorf("%d %s", s.Clock, s.JSON)
		}
	}
	w.hearsOf(w.lineWithNotes(w.participant(b, "Fia")), 7, isThere) // a newcomer on another node too
	cy.Cut()
	for _, l := range []*guest.Line{dee, eve} {
		w.hearsOf(l, 7, isGone)
	}
}

func TestOneWhoComesBackByAnOldClockIsSeenAtOnce(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	a := w.node("a")
	g := w.participant(a, "Cy")
	dee := w.lineWithNotes(w.participant(a, "Dee"))
	cy := w.lineWithNotes(g)
	saysWhere(t, cy, 7, 3, `{"cursor":1}`)
	w.hearsOf(dee, 7, isThere)
	cy.Cut()
	w.hearsOf(dee, 7, isGone)
	back := w.lineWithNotes(g)
	saysWhere(t, back, 7, 3, `{"cursor":1}`)
	if s := w.hearsOf(dee, 7, isThere); s.Clock != 4 {
		t.Errorf("back by clock %d", s.Clock)
	}
	if s := w.hearsOf(back, 7, isThere); s.Clock != 4 { // its owner too, who goes on from there
		t.Errorf("told clock %d", s.Clock)
	}
}

// What does not belong to one, is old news or is no state moves nobody.
func TestNobodyIsMovedByAnother(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	a := w.node("a")
	cy, dee, eve := w.lineWithNotes(w.participant(a, "Cy")), w.lineWithNotes(w.participant(a, "Dee")), w.lineWithNotes(w.participant(a, "Eve"))
	saysWhere(t, cy, 7, 3, `{"cursor":"cy"}`)
	saysWhere(t, dee, 8, 3, `{"cursor":"dee"}`)
	w.hearsOf(eve, 7, isThere)
	for clock := range uint64(20) {
		saysWhere(t, dee, 7, clock, `{"cursor":"stolen"}`)
		saysWhere(t, dee, 7, clock, wire.Gone)
		saysWhere(t, dee, 9+clock, 0, `{"cursor":"one more"}`)
	}
	stranger := w.lineWithNotes(a.stranger())
	saysWhere(t, stranger, 99, 1, `{"cursor":"nobody"}`)
	saysWhere(t, cy, 7, 4, `{"cursor":"moved"}`)
	w.hearsOf(eve, 7, func(s wire.State) bool {
		if strings.Contains(string(s.JSON), "stolen") || isGone(s) {
			t.Fatalf("%s", s.JSON)
		}
		return strings.Contains(string(s.JSON), "moved")
	})
	r := w.roomOf(a)
	r.notes.aware.mu.Lock()
	defer r.notes.aware.mu.Unlock()
	if n := len(r.notes.aware.clients); n != 2 {
		t.Errorf("%d clients are known", n)
	}
}

// Many who move at once are told of a few times a second, all in one message.
func TestManyWhoMoveAreToldOfTogether(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	a := w.node("a", func(c *Config) { c.Limits.JoinsPerSecond = 1000 })
	eve := w.lineWithNotes(w.participant(a, "Eve"))
	const many, moves = 20, 10
	var lines []*guest.Line
	for i := range many {
		lines = append(lines, w.lineWithNotes(w.participant(a, fmt.Sprint("Cy ", i))))
	}
	began := time.Now()
	for clock := range uint64(moves) {
		for i, l := range lines {
			saysWhere(t, l, uint64(100+i), clock, fmt.Sprintf(`{"cursor":%d}`, clock))
		}
	}
	last := map[uint64]uint64{}
	messages := 0
	w.hearUntil(eve, func(h guest.Heard) bool {
		if h.Message == nil || h.Message.Kind != wire.Awareness {
			return false
		}
		messages++
		states, err := wire.DecodeStates(h.Message.Body)
		must(t, err)
		there := 0
		for _, s := range states {
			last[s.Client] = s.Clock
		}
		for _, clock := range last {
			if clock == moves-1 {
				there++
			}
		}
		return there == many
	})
	if most := 3 + int(time.Since(began)/awarenessEvery); messages > most {
		t.Errorf("%d messages, at most %d in that time", messages, most)
	}
}

// Stock clients give up a line that has been silent for 30 seconds, and pings do not
// count with them.
func TestAStockClientHearsSomethingBeforeItGivesUp(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	a := w.node("a")
	ws, answer, err := websocket.DefaultDialer.Dial("ws"+a.url[4:]+"/moten/"+w.meeting.Slug+"/rum/anteckningar", nil)
	must(t, err)
	defer ws.Close()
	if answer.Header.Get("Sec-WebSocket-Protocol") != "" {
		t.Error("a subprotocol is answered that nobody asked for")
	}
	must(t, ws.WriteMessage(websocket.BinaryMessage, wire.AppendSync(nil, wire.Step1, []byte{0})))
	next := func() wire.Message {
		t.Helper()
		must(t, ws.SetReadDeadline(time.Now().Add(patience)))
		kind, body, err := ws.ReadMessage()
		must(t, err)
		m, err := wire.DecodeMessage(body)
		must(t, err)
		if kind != websocket.BinaryMessage {
			t.Errorf("told %q", body)
		}
		return m
	}
	if m := next(); m.Step != wire.Step2 {
		t.Errorf("%+v", m)
	}
	if m := next(); m.Step != wire.Step1 {
		t.Errorf("%+v", m)
	}
	w.ahead.Add(int64(pingEvery))
	if m := next(); m.Kind != wire.Awareness {
		t.Errorf("%+v", m)
	}
}

func TestAStockSocketIsNotOpenedFromTheirPages(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	a := w.node("a")
	_, answer, err := websocket.DefaultDialer.Dial("ws"+a.url[4:]+"/moten/"+w.meeting.Slug+"/rum/anteckningar", http.Header{"Origin": {"https://evil.example"}})
	if err == nil || answer == nil || answer.StatusCode != http.StatusForbidden {
		t.Errorf("%+v, %v", answer, err)
	}
}
