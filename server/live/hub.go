// Package live is the live room: connections, rooms, and who is present.
//
// A [Hub] holds the rooms that somebody on this node is in. A room belongs to one
// goroutine, which alone touches its members, its place in the meeting's log and
// its snapshot. It is told of events over the bus, this node's own included; when
// one is missing, it has the store asked, and goes on meanwhile. Each connection
// has a reader and a bounded queue; when the queue is full, the connection is closed
// and the browser comes back saying what it has.
//
// The protocol is described in package wire.
package live

import (
	"cmp"
	"context"
	"fmt"
	"log/slog"
	"runtime/debug"
	"sync"
	"time"

	"github.com/gorilla/websocket"
	"golang.org/x/time/rate"

	"ringain/meetings"
	"ringain/meetings/store"
	"ringain/notify/bus"
	"ringain/server/auth"
	"ringain/server/change"
	"ringain/server/wire"
)

// Store is what rooms ask for. It is a [store.Store].
type Store interface {
	About() store.Installation
	Meeting(ctx context.Context, name string) (meetings.Meeting, error)
	Room(ctx context.Context, name string) (meetings.Room, int64, error)
	EventsSince(ctx context.Context, id meetings.ID, after int64, limit int) ([]meetings.Entry, error)
	Positions(ctx context.Context, ids []meetings.ID) (map[meetings.ID]int64, error)
	Entrant(ctx context.Context, meeting, who meetings.ID) (e store.Entrant, ok bool, err error)
	Lobby(ctx context.Context, meeting meetings.ID, since meetings.Instant) ([]store.Entrant, error)
	Captions(ctx context.Context, meeting meetings.ID) ([]meetings.Caption, error)
	NotesSince(ctx context.Context, id meetings.ID, after int64, limit int) ([]store.NotesUpdate, error)
	NotesPositions(ctx context.Context, ids []meetings.ID) (map[meetings.ID]int64, error)
}

// Config is what a Hub needs.
type Config struct {
	Store  Store
	Change *change.Changes
	Auth   *auth.Auth
	Bus    bus.Bus
	Log    *slog.Logger
	Now    func() time.Time

	// Node names this node among the others.
	Node string
	// Origins are the addresses from which a browser may open a socket, such as
	// https://moten.example.org.
	Origins []string
	// Limits bound what connections may cost.
	Limits Limits

	framePatience time.Duration // for hello, and for an upward frame that has begun; 10 s
	endEvery      time.Duration // between asking whose session has ended; 2 s
	recent        int           // events that a room keeps, and that somebody may have missed before a snapshot is shorter; 5000
}

// Limits bound what connections may cost. Those who read captions are bounded as sockets
// are, but counted apart, so that they take no place from whoever joins; a node has a
// quarter as many of them.
type Limits struct {
	Sockets         int // on this node
	PerMeeting      int // in one meeting, on this node
	PerSession      int // of one session, on this node
	PerAddress      int // of one network address, on this node; a whole region can sit behind one
	JoinsPerSecond  int // sockets opened by those who have joined, by those who only follow, and captions, of each in the long run; five times as many at once
	Commands        int // of one connection each second, in the long run; twice as many at once
	MeetingCommands int // in one meeting each second on this node, in the long run; twice as many at once
}

// Hub holds the rooms that somebody on this node is in.
type Hub struct {
	Config
	joins    *rate.Limiter // sockets of those who have joined
	follows  *rate.Limiter // sockets of those who only follow
	reads    *rate.Limiter // of captions
	upgrader websocket.Upgrader
	pens     sync.Pool // of *pen, lent for as long as somebody writes
	names    sync.Map  // the identity of a meeting by its name in addresses; both are for life
	paces    paces
	sessions sync.Map // the connections, as *conn, of those who have a session
	stats    stats

	mu      sync.Mutex
	rooms   map[meetings.ID]*room
	held    map[string]int // connections, by what [place] counts them under
	stopped chan struct{}  // closed when the node stops
	inside  sync.WaitGroup // rooms and connections
}

// NewHub builds a Hub.
func NewHub(c Config) *Hub {
	c.framePatience = cmp.Or(c.framePatience, 10*time.Second)
	c.endEvery = cmp.Or(c.endEvery, 2*time.Second)
	c.recent = cmp.Or(c.recent, 5000)
	pace := func() *rate.Limiter {
		return rate.NewLimiter(rate.Limit(c.Limits.JoinsPerSecond), 5*c.Limits.JoinsPerSecond)
	}
	h := &Hub{
		Config:  c,
		joins:   pace(),
		follows: pace(),
		reads:   pace(),
		pens:    sync.Pool{New: func() any { return newPen() }},
		rooms:   map[meetings.ID]*room{},
		held:    map[string]int{},
		paces:   paces{of: map[paced]*rate.Limiter{}},
		stopped: make(chan struct{}),
	}
	h.upgrader = websocket.Upgrader{
		Subprotocols:    []string{wire.Protocol},
		ReadBufferSize:  256,          // what people send is short; longer reads pass it by
		WriteBufferPool: &sync.Pool{}, // so that no connection holds a buffer of its own
		CheckOrigin:     h.fromOurPages,
	}
	return h
}

// How often all rooms of a node ask, in one statement, whether they have missed
// something. It bounds how late a lost message can make anybody.
const askEvery = time.Second

// Run looks after the rooms until ctx ends. Then it says goodbye to everybody,
// with a spread of times to come back at, and returns when all have left.
func (h *Hub) Run(ctx context.Context) error {
	tick := time.NewTicker(askEvery)
	defer tick.Stop()
	ends := time.NewTicker(h.endEvery / endTurns)
	defer ends.Stop()
	for turn := 0; ; {
		select {
		case <-tick.C:
			h.ask(ctx)
			h.paces.forget()
		case <-ends.C:
			turn = (turn + 1) % endTurns
			h.endSessions(ctx, turn)
		case <-ctx.Done():
			h.mu.Lock()
			close(h.stopped) // nobody enters any more
			for _, r := range h.rooms {
				for c := range r.conns {
					c.goodbye()
				}
			}
			h.mu.Unlock()
			h.inside.Wait()
			return nil
		}
	}
}

// ask compares every open room with the log.
func (h *Hub) ask(ctx context.Context) {
	h.mu.Lock()
	open := make([]*room, 0, len(h.rooms))
	ids := make([]meetings.ID, 0, len(h.rooms))
	for id, r := range h.rooms {
		open = append(open, r)
		ids = append(ids, id)
	}
	h.mu.Unlock()
	if len(ids) == 0 {
		return
	}
	at, err := h.Store.Positions(ctx, ids)
	if err != nil {
		h.Log.Warn("the log cannot be reached; rooms hear only what the bus tells", "err", err)
		return
	}
	notes, err := h.Store.NotesPositions(ctx, ids)
	if err != nil {
		h.Log.Warn("the log of the notes cannot be reached; rooms hear only what the bus tells", "err", err)
		notes = nil
	}
	for _, r := range open {
		r.send(func() { r.hasReached(at[r.id]); r.notesReached(notes[r.id]) })
	}
}

// place is what a connection is counted under.
type place struct {
	meeting meetings.ID
	session meetings.ID // empty for those who only follow
	address string      // empty when it is not known
	reads   bool        // captions, and nothing else
}

// bounds returns how many there may be of each that a place is counted under.
func (h *Hub) bounds(p place) map[string]int {
	kind, all := "sockets", h.Limits.Sockets
	if p.reads {
		kind, all = "captions", Captions(h.Limits.Sockets)
	}
	b := map[string]int{kind: all, kind + " in " + string(p.meeting): h.Limits.PerMeeting}
	if p.session != "" {
		b[kind+" of "+string(p.session)] = h.Limits.PerSession
	}
	if p.address != "" {
		b[kind+" from "+p.address] = h.Limits.PerAddress
	}
	return b
}

// Captions returns how many may read captions on a node that has so many sockets at the most.
func Captions(sockets int) int { return max(1, sockets/4) }

// inTurn reports whether one more connection may be opened just now. They who have
// joined, who only follow and who read captions do not take each other's turn.
func (h *Hub) inTurn(p place) bool {
	switch {
	case p.reads:
		return h.reads.Allow()
	case p.session == "":
		return h.follows.Allow()
	}
	return h.joins.Allow()
}

// enter gives a connection a place on this node and in the room of its meeting, and
// opens the room if nobody was there. It returns nil when there is no place.
func (h *Hub) enter(p place) *room {
	if !h.inTurn(p) {
		return nil
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	select {
	case <-h.stopped:
		return nil
	default:
	}
	bounds := h.bounds(p)
	for under, most := range bounds {
		if h.held[under] >= most {
			return nil
		}
	}
	r := h.rooms[p.meeting]
	if r == nil {
		r = newRoom(h, p.meeting)
		h.rooms[p.meeting] = r
		h.inside.Go(func() {
			h.guard("room", r.run)
			h.abandon(r)
		})
	}
	for under := range bounds {
		h.held[under]++
	}
	h.inside.Add(1)
	r.entered++
	return r
}

// leave gives a connection's place back. The last one out closes the room.
func (h *Hub) leave(p place, r *room) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.inside.Done()
	for under := range h.bounds(p) {
		if h.held[under]--; h.held[under] == 0 {
			delete(h.held, under)
		}
	}
	if r.entered--; r.entered == 0 {
		close(r.empty)
		h.forget(r)
	}
}

// abandon ends a room whose goroutine has ended. Those who are still in it, after
// a panic, come back to a new one.
func (h *Hub) abandon(r *room) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.forget(r)
	close(r.done)
	for c := range r.conns {
		c.openAnew()
	}
}

// attend has a connection be told when the node stops or its room ends.
func (h *Hub) attend(c *conn) {
	h.mu.Lock()
	defer h.mu.Unlock()
	c.room.conns[c] = true
	select {
	case <-h.stopped:
		c.goodbye()
	case <-c.room.done:
		c.openAnew()
	default:
	}
}

// part is said of a connection that has ended.
func (h *Hub) part(c *conn) {
	h.mu.Lock()
	defer h.mu.Unlock()
	delete(c.room.conns, c)
}

func (h *Hub) forget(r *room) {
	if h.rooms[r.id] == r {
		delete(h.rooms, r.id)
	}
}

// guard runs one of the hub's goroutines; a panic in it is reported and ends it alone.
func (h *Hub) guard(what string, run func()) {
	defer func() {
		if p := recover(); p != nil {
			h.stats.panics.Add(1)
			h.Log.Error("a goroutine panicked", "what", what, "panic", fmt.Sprint(p), "stack", string(debug.Stack()))
		}
	}()
	run()
}

// Presence returns who was last told to be in a room, for those who read it without
// a socket.
func (h *Hub) Presence(id meetings.ID) wire.Presence {
	h.mu.Lock()
	r := h.rooms[id]
	h.mu.Unlock()
	if r != nil {
		if here := r.whoIsHere.Load(); here != nil {
			return *here
		}
	}
	return wire.Presence{Sectors: map[string]int{}, People: []wire.Participant{}}
}
