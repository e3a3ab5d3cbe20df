package live

import (
	"context"
	"encoding/binary"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/gorilla/websocket"

	"ringain/meetings"
	"ringain/meetings/store"
	"ringain/notify/bus"
	"ringain/server/guest"
	"ringain/server/wire"
)

// lineWithNotes is a raw line that has opened the notes.
func (w *world) lineWithNotes(g *guest.Guest) *guest.Line {
	w.t.Helper()
	l := w.open(g, wire.Position{})
	must(w.t, l.SendBinary(wire.AppendSync(nil, wire.Step1, []byte{0})))
	w.hearUntil(l, func(h guest.Heard) bool { return h.Message != nil && h.Message.Step == wire.Step1 })
	return l
}

// hearUntil hears frames until one is wanted.
func (w *world) hearUntil(l *guest.Line, wanted func(guest.Heard) bool) guest.Heard {
	w.t.Helper()
	for {
		h, err := l.Hear(time.Now().Add(patience))
		if err != nil {
			w.t.Fatal(err)
		}
		if wanted(h) {
			return h
		}
	}
}

func aboutNotes(h guest.Heard) bool { return h.Notes != nil }

// insertion is an update that writes a text at the beginning of the root text "t".
func insertion(client, clock uint64, text string) []byte {
	const contentString = 4
	b := []byte{1, 1}
	b = binary.AppendUvarint(binary.AppendUvarint(b, client), clock)
	b = append(b, contentString, 1, 1, 't')
	return append(append(binary.AppendUvarint(b, uint64(len(text))), text...), 0)
}

func TestUpdatesAreCountedAndRefusedInOrder(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	l := w.lineWithNotes(w.participant(w.node("a"), "Cy"))
	say := func(step int, update []byte) { must(t, l.SendBinary(wire.AppendSync(nil, step, update))) }
	expect := func(kept int64, refused meetings.RefusalKind) {
		t.Helper()
		for {
			h := w.hearUntil(l, aboutNotes)
			if h.Notes.Kept == kept && h.Notes.Refused == refused && (refused == "") == (h.Notes.Say == "") {
				return
			}
			if h.Notes.Kept >= kept {
				t.Fatalf("%+v, want %d %s", h.Notes, kept, refused)
			}
		}
	}
	say(wire.Step2, []byte{0, 0})
	expect(1, "")
	say(wire.Update, insertion(7, 0, "en"))
	say(wire.Update, insertion(7, 0, "en"))
	expect(3, "")
	say(wire.Update, []byte{1, 1, 255})
	expect(4, meetings.Invalid)
	say(wire.Update, insertion(7, 2, strings.Repeat("x", 10<<20)))
	expect(5, meetings.TooMuch) // with words, and the line goes on
	say(wire.Update, insertion(7, 2, "två"))
	say(wire.Update, []byte{0})
	expect(7, meetings.Invalid)
	say(wire.Update, insertion(8, 0, "tre"))
	expect(8, "")
}

func TestBinaryFramesThatAreNoMessageEndTheLine(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	a := w.node("a", func(c *Config) { c.Limits.PerSession = 50 })
	g := w.participant(a, "Cy")
	for _, frame := range []string{"", "\x05", "\x00\x07\x00", "\x00\x00\x02\x00", "\x01\x02\x01\x01", "\x01\x05\x01\x01\x01\x02{}", "\x02\x00\x00",
		"\x00\x00\x05\xff\xff\xff\xff\xff"} {
		l := w.lineWithNotes(g)
		must(t, l.SendBinary([]byte(frame)))
		for {
			if _, err := l.Hear(time.Now().Add(patience)); err != nil {
				if !websocket.IsCloseError(err, wire.CloseMalformed) {
					t.Errorf("after %q: %v", frame, err)
				}
				break
			}
		}
	}
}

func TestBeforeHelloThereAreNoNotes(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	a := w.node("a")
	g := w.participant(a, "Cy")
	ticket, err := g.Ticket(t.Context(), "/moten/"+w.meeting.Slug+"/rum")
	must(t, err)
	dialer := websocket.Dialer{Jar: g.HTTP.Jar, Subprotocols: []string{wire.Protocol, wire.TicketPrefix + ticket}}
	ws, _, err := dialer.Dial("ws"+a.url[4:]+"/moten/"+w.meeting.Slug+"/rum/socket", http.Header{"Origin": {a.url}})
	must(t, err)
	defer ws.Close()
	must(t, ws.WriteMessage(websocket.BinaryMessage, wire.AppendSync(nil, wire.Step1, []byte{0})))
	if _, _, err := ws.ReadMessage(); !websocket.IsCloseError(err, wire.CloseMalformed) {
		t.Error(err)
	}
}

// One whose editor knows no schema, or an older one, would delete what it does not know.
func TestAnOldEditorReadsOnly(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	a := w.node("a")
	g := w.participant(a, "Cy")
	ticket, err := g.Ticket(t.Context(), "/moten/"+w.meeting.Slug+"/rum")
	must(t, err)
	dialer := websocket.Dialer{Jar: g.HTTP.Jar, Subprotocols: []string{wire.Protocol, wire.TicketPrefix + ticket}}
	ws, _, err := dialer.Dial("ws"+a.url[4:]+"/moten/"+w.meeting.Slug+"/rum/socket", http.Header{"Origin": {a.url}})
	must(t, err)
	defer ws.Close()
	must(t, ws.WriteMessage(websocket.TextMessage, []byte(`{"hello":{}}`)))
	must(t, ws.WriteMessage(websocket.BinaryMessage, wire.AppendSync(nil, wire.Update, insertion(7, 0, "gammalt"))))
	for {
		_, body, err := ws.ReadMessage()
		must(t, err)
		if strings.Contains(string(body), `{"notes":`) {
			if !strings.Contains(string(body), `"refused":"not-allowed"`) {
				t.Errorf("%s", body)
			}
			return
		}
	}
}

// A client identity belongs to the session that used it first, also when two nodes
// have not heard of each other: the store decides, and what others wrote at the same
// time is kept.
func TestTheClientOfAnotherIsRefusedOnEveryNode(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	a := w.node("a")
	b := w.node("b", func(c *Config) {
		c.Store = ignorant{w.store}
		c.Bus = &twisted{Bus: c.Bus, twist: func(bus.Message) []bus.Message { return nil }}
	})
	cy, dee, eve := w.lineWithNotes(w.participant(a, "Cy")), w.lineWithNotes(w.participant(b, "Dee")), w.lineWithNotes(w.participant(b, "Eve"))
	write := func(l *guest.Line, update []byte) { must(t, l.SendBinary(wire.AppendSync(nil, wire.Update, update))) }
	write(cy, insertion(9, 0, "AAAA"))
	if h := w.hearUntil(cy, aboutNotes); h.Notes.Refused != "" {
		t.Fatalf("%+v", h.Notes)
	}
	w.atOnce(b, func() {
		write(dee, insertion(9, 0, "BBBBBB"))
		write(eve, insertion(10, 0, "CC"))
		eventually(t, "both have arrived", func() bool {
			m := w.roomOf(b).notes.mail
			m.mu.Lock()
			defer m.mu.Unlock()
			return len(m.letters) == 2
		})
	})
	if h := w.hearUntil(dee, aboutNotes); h.Notes.Refused != meetings.Taken {
		t.Errorf("%+v", h.Notes)
	}
	if h := w.hearUntil(eve, aboutNotes); h.Notes.Refused != "" || h.Notes.Kept != 1 {
		t.Errorf("%+v", h.Notes)
	}
	n, err := w.store.Notes(t.Context(), w.meeting.ID, store.NewestNotes)
	if err != nil || len(n.Updates) != 2 {
		t.Errorf("%+v, %v", n, err)
	}
}

// ignorant is a store whose log of notes has nothing new to say.
type ignorant struct{ *store.Store }

func (ignorant) NotesSince(context.Context, meetings.ID, int64, int) ([]store.NotesUpdate, error) {
	return nil, nil
}

func (ignorant) NotesPositions(context.Context, []meetings.ID) (map[meetings.ID]int64, error) {
	return nil, nil
}

func (w *world) roomOf(n *node) *room {
	n.mu.Lock()
	defer n.mu.Unlock()
	return n.rooms[w.meeting.ID]
}

// atOnce holds the room of a node still while something is done.
func (w *world) atOnce(n *node, do func()) {
	r := w.roomOf(n)
	held, release := make(chan struct{}), make(chan struct{})
	r.tell(func() { close(held); <-release })
	<-held
	do()
	close(release)
}

func TestASlowReaderOfNotesIsSentAwayAndOthersAreServed(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	a := w.node("a")
	dee := w.opens(w.participant(a, "Dee"))
	stalled := w.lineWithNotes(a.stranger())
	long := insertion(9, 0, strings.Repeat("x", 50_000))
	r := w.roomOf(a)
	for said := 0; a.Stats().Slow == 0 && said < 2000; said++ { // far more than queue and sockets hold
		seen, _ := dee.Seen()
		r.tell(func() { r.notes.outgoing = append(r.notes.outgoing, relayed{body: long}) })
		dee.until("one more", func(s guest.NotesSeen) bool { return s.Updates > seen.Updates })
	}
	if a.Stats().Slow != 1 {
		t.Error("the stalled one is still there")
	}
	dee.types("Vi går vidare.")
	dee.saved()
	stalled.Cut()
}

// What somebody sent last is kept, though they have gone and the room is empty.
func TestTheRoomKeepsWhatWasSentBeforeItCloses(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	a := w.node("a")
	l := w.lineWithNotes(w.participant(a, "Cy"))
	w.atOnce(a, func() {
		must(t, l.SendBinary(wire.AppendSync(nil, wire.Update, insertion(9, 0, "sist"))))
		must(t, l.Close())
	})
	eventually(t, "it is kept", func() bool {
		n, err := w.store.Notes(t.Context(), w.meeting.ID, store.NewestNotes)
		must(t, err)
		return len(n.Updates) == 1
	})
}

// One who comes gets the whole of the notes at once, however much they are and
// whatever else they are told at that moment.
func TestNotesOfTheLargestSizeAreAnswered(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	a := w.node("a")
	ada := w.lineWithNotes(w.organiser(a, "Ada")) // who may fill all of them
	const parts, size = 4, 230 << 10
	for i := range uint64(parts) {
		must(t, ada.SendBinary(wire.AppendSync(nil, wire.Update, insertion(20+i, 0, strings.Repeat("x", size)))))
	}
	if h := w.hearUntil(ada, func(h guest.Heard) bool { return h.Notes != nil && h.Notes.Kept == parts }); h.Notes.Refused != "" {
		t.Fatalf("%+v", h.Notes)
	}
	l := w.open(w.participant(a, "Dee"), wire.Position{})
	must(t, l.SendBinary(wire.AppendSync(nil, wire.Step1, []byte{0})))
	h := w.hearUntil(l, func(h guest.Heard) bool { return h.Message != nil && h.Message.Step == wire.Step2 })
	if len(h.Message.Body) < parts*size {
		t.Errorf("%d bytes", len(h.Message.Body))
	}
}
