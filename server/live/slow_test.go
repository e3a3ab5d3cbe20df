package live

import (
	"errors"
	"fmt"
	"net/http"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/gorilla/websocket"

	"ringain/meetings"
	"ringain/server/guest"
	"ringain/server/wire"
)

func TestASlowReaderIsSentAwayAndOthersAreServed(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	a := w.node("a")
	good := w.follow(w.organiser(a, "Ada"))
	slow := w.open(a.stranger(), wire.Position{})
	w.hear(slow)
	w.until(good, "two", func(s guest.Seen) bool { return s.Present.Count == 2 })
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	long := strings.Repeat("å", 5_000)
	for said := 0; a.Stats().Slow == 0 && said < 10_000; said++ { // far more than queue and sockets hold
		w.tellAll(a, long)
	}
	runtime.ReadMemStats(&after)
	if grown := int64(after.HeapInuse) - int64(before.HeapInuse); grown > 64<<20 {
		t.Errorf("the heap grew by %d MiB", grown>>20)
	}
	w.until(good, "one", func(s guest.Seen) bool { return s.Present.Count == 1 })
	for {
		if _, err := slow.Hear(time.Now().Add(patience)); err != nil {
			if !websocket.IsCloseError(err, wire.CloseComeBack) {
				t.Errorf("the slow one is told %v", err)
			}
			break
		}
	}
}

// What a socket does not take at once is written by a goroutine, while more is said by the
// room and by the reader; then the room writes by itself again.
func TestWhatASocketDoesNotTakeAtOnceComesInOrder(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	a := w.node("a")
	line := w.open(w.organiser(a, "Ada"), wire.Position{})
	for w.hear(line).Here == nil {
	}
	long := strings.Repeat("x", 30<<10)
	said := 0
	for range 5 {
		for range 30 { // more than the socket takes, and less than the queue
			w.tellAll(a, fmt.Sprint(said, long))
			said++
			if err := line.Say(meetings.ID(fmt.Sprint("command-", said)), meetings.StartAgenda{}); err != nil {
				t.Fatal(err)
			}
		}
		for first := said - 30; first < said; {
			h, err := line.Hear(time.Now().Add(patience))
			if err != nil {
				t.Fatalf("before frame %d: %v", first, err)
			}
			if h.Bye != nil {
				if !strings.HasPrefix(h.Say, fmt.Sprint(first, "x")) {
					t.Fatalf("%.20s instead of frame %d", h.Say, first)
				}
				first++
			}
		}
	}
}

// tellAll pushes a large frame that is no event to everybody in the room.
func (w *world) tellAll(n *node, text string) {
	n.mu.Lock()
	r := n.rooms[w.meeting.ID]
	n.mu.Unlock()
	done := make(chan struct{})
	r.tell(func() {
		r.pushAll(frameOf(wire.Down{Bye: &wire.Bye{After: 0}, Reply: &wire.Reply{Say: text}}))
		close(done)
	})
	<-done
}

func TestASlowStoreHoldsUpNobodyInTheRoom(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	log := newGated(w.store)
	a := w.node("a", func(c *Config) { c.Store = log })
	f := w.follow(a.stranger())
	log.shut()
	w.bus.Publish(t.Context(), "meeting/"+string(w.meeting.ID), nil) // makes the room ask, and wait
	other := w.announce("extra-2026-12-03")
	waiting := make(chan error, 1)
	go func() { // somebody in another room waits for it to be opened
		line, err := a.stranger().Open(t.Context(), other.Slug, wire.Position{})
		if err == nil {
			_, err = line.Hear(time.Now().Add(patience))
			line.Cut()
		}
		waiting <- err
	}()
	w.do(meetings.StartAgenda{})
	w.untilAt(f, 1)
	late := w.open(a.stranger(), wire.Position{Epoch: "e1", Seq: 0}) // is admitted from memory
	if h := w.hear(late); len(h.Events) != 1 {
		t.Errorf("the one who came late heard %+v", h)
	}
	log.open()
	if err := <-waiting; err != nil {
		t.Errorf("the one who waited heard %v", err)
	}
}

func TestWhenTheStoreIsGoneThoseInTheRoomStayAndNewRoomsSendAway(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	a := w.node("a")
	line := w.open(a.stranger(), wire.Position{})
	for w.hear(line).Here == nil {
	}
	other := w.announce("extra-2026-12-03")
	if _, err := a.stranger().Ticket(t.Context(), "/moten/"+other.Slug+"/rum"); err != nil { // the node knows the name now
		t.Fatal(err)
	}
	w.store.Close()
	late := w.open(a.stranger(), wire.Position{})
	if h := w.hear(late); h.Snapshot == nil {
		t.Errorf("an open room answers %+v", h)
	}
	new, err := a.stranger().Open(t.Context(), other.Slug, wire.Position{})
	if err != nil {
		t.Fatal(err)
	}
	defer new.Cut()
	if _, err := new.Hear(time.Now().Add(patience)); !websocket.IsCloseError(err, wire.CloseComeBack) {
		t.Errorf("a new room says %v", err)
	}
	if err := late.Say(newID(), meetings.StartAgenda{}); err != nil {
		t.Fatal(err)
	}
	if r := w.hearReply(late); r.Refused != meetings.SignIn {
		t.Errorf("%+v", r)
	}
}

func TestAPanicInARoomSendsItsPeopleToANewOne(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	a := w.node("a")
	f := w.follow(a.stranger())
	other := w.announce("extra-2026-12-03")
	line, err := a.stranger().Open(t.Context(), other.Slug, wire.Position{})
	if err != nil {
		t.Fatal(err)
	}
	defer line.Cut()
	for w.hear(line).Here == nil {
	}
	a.mu.Lock()
	r := a.rooms[w.meeting.ID]
	a.mu.Unlock()
	r.send(func() { panic("a mistake of ours") })
	w.do(meetings.StartAgenda{})
	w.until(f, "back in the room", func(s guest.Seen) bool { return s.Opened == 2 && s.Position.Seq == 1 })
	if n := a.Stats().Panics; n != 1 {
		t.Errorf("%d panics", n)
	}
	line.Close()
}

func TestStoppingSaysGoodbyeWithDifferentTimesToComeBack(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	a := w.node("a")
	var lines []*guest.Line
	for range 20 {
		line := w.open(a.stranger(), wire.Position{})
		for w.hear(line).Here == nil {
		}
		lines = append(lines, line)
	}
	stopped := make(chan struct{})
	go func() { a.stop(); close(stopped) }()
	times := map[int64]bool{}
	for _, line := range lines {
		for {
			h, err := line.Hear(time.Now().Add(patience))
			if h.Bye != nil {
				times[h.Bye.After] = true
			}
			if err != nil {
				if !websocket.IsCloseError(err, wire.CloseComeBack) {
					t.Errorf("closed with %v", err)
				}
				break
			}
		}
	}
	<-stopped
	if len(times) < 10 {
		t.Errorf("all are to come back at %v", times)
	}
	if s := a.Stats(); s.Rooms != 0 || s.Sockets != 0 {
		t.Errorf("left behind: %+v", s)
	}
	if _, err := a.stranger().Open(t.Context(), w.meeting.Slug, wire.Position{}); err == nil {
		t.Error("a node that has stopped lets somebody in")
	}
}

func TestStoppingWaitsForNobodyWhoIsSilent(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	a := w.node("a")
	raw := w.raw(a) // says no hello, and never reads
	began := time.Now()
	a.stop()
	if took := time.Since(began); took > 5*time.Second {
		t.Errorf("it took %v", took)
	}
	raw.Close()
}

func TestASessionThatHasEndedIsToldSo(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	a := w.node("a", func(c *Config) { c.endEvery = time.Hour })
	g := w.organiser(a, "Ada")
	line := w.open(g, wire.Position{})
	response, err := g.HTTP.Post(a.url+"/ut", "", http.NoBody)
	if err != nil {
		t.Fatal(err)
	}
	response.Body.Close()
	if err := line.Say(newID(), meetings.StartAgenda{}); err != nil {
		t.Fatal(err)
	}
	if r := w.hearReply(line); r.Refused != meetings.SignIn {
		t.Errorf("%+v", r)
	}
	for err == nil {
		_, err = line.Hear(time.Now().Add(patience))
	}
	if !errors.Is(err, guest.ErrSignedOut) {
		t.Errorf("closed with %v", err)
	}
}
