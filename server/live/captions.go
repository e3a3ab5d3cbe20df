package live

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"slices"
	"sync"
	"time"

	"github.com/go-chi/chi/v5/middleware"

	"ringain/meetings"
	"ringain/notify/bus"
	"ringain/server/auth"
)

// lane is the captions of a room as this node knows them. Readers take from it what has
// changed since they last did, each as fast as their own line: nothing waits for them,
// and who is slow misses how a line came to be, and not what it is.
type lane struct {
	mu      sync.Mutex
	lines   []placedLine  // in order of their numbers; those that were taken away too
	n       int64         // changes so far
	stale   bool          // something may be missing, so the store is to be asked
	door    int64         // how often readers were to see whether they may still read
	changed chan struct{} // closed, and made anew, whenever there is something to see

	asking sync.Mutex // one reader asks the store for all
}

// placedLine is a line, and which of the changes it was.
type placedLine struct {
	meetings.Caption
	n int64
}

func newLane() *lane { return &lane{stale: true, changed: make(chan struct{})} }

// heard is called by the bus with a line that was written.
func (l *lane) heard(m bus.Message) {
	var c meetings.Caption
	err := json.Unmarshal(m.Body, &c)
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.stale = l.stale || m.Lost || err != nil; err == nil {
		l.put(c)
	}
	l.ring()
}

// knock has every reader see whether they may still read.
func (l *lane) knock() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.door++
	l.ring()
}

func (l *lane) ring() {
	close(l.changed)
	l.changed = make(chan struct{})
}

// put takes a line in, unless it is known as it is or as it was written later.
func (l *lane) put(c meetings.Caption) {
	at, known := slices.BinarySearchFunc(l.lines, c.Line, func(p placedLine, line int64) int { return int(p.Line - line) })
	switch {
	case known && l.lines[at].Rev >= c.Rev:
		return
	case known:
		l.lines = slices.Delete(l.lines, at, at+1)
	}
	l.n++
	l.lines = slices.Insert(l.lines, at, placedLine{c, l.n})
	l.lines = l.lines[max(0, len(l.lines)-meetings.MaxCaptions):]
}

// news is what a reader has not seen, and how to see more.
type news struct {
	lines   []meetings.Caption
	n, door int64
	more    <-chan struct{} // closed when there is more to see
}

// since returns the lines that have changed after the first n changes. When some may be
// missing, they are asked for first.
func (l *lane) since(ctx context.Context, n int64, load func(context.Context) ([]meetings.Caption, error)) (s news, err error) {
	if err := l.mend(ctx, load); err != nil {
		return s, err
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	s = news{lines: []meetings.Caption{}, n: l.n, door: l.door, more: l.changed}
	for _, p := range l.lines {
		if p.n > n {
			s.lines = append(s.lines, p.Caption)
		}
	}
	return s, nil
}

// mend asks for what may be missing.
func (l *lane) mend(ctx context.Context, load func(context.Context) ([]meetings.Caption, error)) error {
	l.asking.Lock()
	defer l.asking.Unlock()
	l.mu.Lock()
	stale := l.stale
	l.stale = false
	l.mu.Unlock()
	if !stale {
		return nil
	}
	all, err := load(ctx)
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.stale = l.stale || err != nil; err != nil {
		return err
	}
	for _, c := range all {
		l.put(c)
	}
	return nil
}

// ending are in every event after which some, or all, may not read any more.
var ending = [][]byte{removal, []byte(`"kind":"` + meetings.AgendaEnded{}.Kind() + `"`)}

// closes reports whether one of some events may end the reading of somebody.
func closes(events [][]byte) bool {
	return slices.ContainsFunc(events, func(event []byte) bool {
		return slices.ContainsFunc(ending, func(kind []byte) bool { return bytes.Contains(event, kind) })
	})
}

// How the captions are sent: not more often than eyes follow, and with a sign of life
// before anybody on the way takes the line for dead.
const (
	captionsEvery = 100 * time.Millisecond
	lifeEvery     = 15 * time.Second
)

// errOver ends the reading: the meeting has ended, or the reader may not be here.
var errOver = errors.New("there is no more to read")

// captions sends the captions of a meeting as they are written, as server-sent events
// (HTML, 9.2): each is a list of lines, new or written anew, the first with all that are
// kept. Whoever may read what is said in the room may read them. The event named end says
// that there are no more.
func (h *Hub) captions(w http.ResponseWriter, r *http.Request) {
	id, ok := h.meeting(w, r)
	if !ok || !h.letIn(w, r, id) {
		return
	}
	person, _ := auth.Person(r)
	at := place{meeting: id, session: person.ID, address: auth.NetworkOf(middleware.GetClientIPAddr(r.Context())), reads: true}
	room := h.enter(at)
	if room == nil {
		tryLater(w)
		return
	}
	defer h.leave(at, room)
	s := stream{hub: h, room: room, request: r, w: w, control: http.NewResponseController(w)}
	if err := s.control.SetReadDeadline(time.Time{}); err != nil { // that of a request that ends
		tryLater(w)
		return
	}
	if person.ID != "" {
		room.tell(func() { room.readers[&s] = person; room.present.changed = true })
		defer room.tell(func() { delete(room.readers, &s); room.present.changed = true })
	}
	header := w.Header()
	header.Set("Content-Type", "text/event-stream")
	header.Set("Cache-Control", "no-store")
	header.Set("X-Accel-Buffering", "no") // nginx hands it on as it comes
	header.Set("X-Content-Type-Options", "nosniff")
	if err := s.run(); errors.Is(err, errOver) {
		s.write("event: end\ndata: {}\n\n")
	}
}

// stream is one reader of captions.
type stream struct {
	hub     *Hub
	room    *room
	request *http.Request
	w       http.ResponseWriter
	control *http.ResponseController
	seen    int64 // changes of the lane
	door    int64 // of the lane, when it was last seen whether they may read
}

// run sends what is new until the reader leaves, the node stops, or there is no more.
func (s *stream) run() error {
	life := time.NewTicker(lifeEvery)
	defer life.Stop()
	load := func(ctx context.Context) ([]meetings.Caption, error) { return s.hub.Store.Captions(ctx, s.room.id) }
	for first := true; ; first = false {
		now, err := s.room.lane.since(s.request.Context(), s.seen, load)
		if err != nil {
			return err
		}
		if first || now.door != s.door {
			if err := s.mayRead(); err != nil {
				return err
			}
		}
		if s.seen, s.door = now.n, now.door; first || len(now.lines) > 0 {
			body, err := json.Marshal(now.lines)
			if err != nil {
				return err
			}
			if err := s.write("data: " + string(body) + "\n\n"); err != nil {
				return err
			}
			if err := s.wait(time.After(captionsEvery), nil, nil); err != nil {
				return err
			}
		}
		if err := s.wait(nil, now.more, life.C); err != nil {
			return err
		}
	}
}

// wait waits for a pause to pass, or for more to see; meanwhile it shows that it lives.
func (s *stream) wait(pause <-chan time.Time, more <-chan struct{}, life <-chan time.Time) error {
	for {
		select {
		case <-pause:
			return nil
		case <-more:
			return nil
		case <-life:
			if err := errors.Join(s.mayRead(), s.write(":\n\n")); err != nil {
				return err
			}
		case <-s.request.Context().Done():
			return s.request.Context().Err()
		case <-s.hub.stopped:
			return http.ErrServerClosed
		case <-s.room.done:
			return http.ErrServerClosed
		}
	}
}

// mayRead refuses one who may not read any more, and everybody once the meeting has ended.
func (s *stream) mayRead() error {
	ctx := s.request.Context()
	m, err := s.hub.Store.Meeting(ctx, string(s.room.id))
	if err != nil {
		return err
	}
	visitor, _ := s.hub.visitor(s.request, s.room.id)
	if _, refused := errors.AsType[*meetings.Refusal](s.hub.Change.MayEnter(ctx, visitor, s.room.id)); refused || m.Ended != 0 {
		return errOver
	}
	return nil
}

func (s *stream) write(text string) error {
	if err := s.control.SetWriteDeadline(time.Now().Add(writePatience)); err != nil {
		return err
	}
	if _, err := s.w.Write([]byte(text)); err != nil {
		return err
	}
	return s.control.Flush()
}
