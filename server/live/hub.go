// Package live is the live room: connections, rooms, and who is present.
//
// A [Hub] holds the rooms that somebody on this node is in. A room belongs to one
// goroutine, which alone touches its members, its place in the meeting's log and
// its snapshot. It is told of events over the bus, this node's own included; when
// one is missing, it asks the store. Each connection has a reader, which is the
// request's own goroutine, and a writer behind a bounded queue; when the queue is
// full, the connection is closed and the browser comes back saying what it has.
//
// The protocol is described in package wire.
package live

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"runtime/debug"
	"sync"
	"time"

	"golang.org/x/time/rate"

	"ringain/meetings"
	"ringain/meetings/store"
	"ringain/notify/bus"
	"ringain/server/auth"
	"ringain/server/change"
	"ringain/server/wire"
)

// Config is what a Hub needs.
type Config struct {
	Store  *store.Store
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
}

// Limits bound what connections may cost.
type Limits struct {
	Sockets        int // on this node
	PerMeeting     int // in one meeting, on this node
	PerSession     int // of one session, on this node
	JoinsPerSecond int // sockets opened, in the long run; five times as many at once
	Commands       int // of one connection each second, in the long run; twice as many at once
}

// DefaultLimits are those of one small machine.
func DefaultLimits() Limits {
	return Limits{Sockets: 10_000, PerMeeting: 2_000, PerSession: 5, JoinsPerSecond: 200, Commands: 20}
}

// Hub holds the rooms that somebody on this node is in.
type Hub struct {
	Config
	joins *rate.Limiter
	stats stats

	mu       sync.Mutex
	rooms    map[meetings.ID]*room
	sockets  int
	sessions map[string]int
	stopping bool
	inside   sync.WaitGroup // rooms and connections
}

// NewHub builds a Hub.
func NewHub(c Config) *Hub {
	return &Hub{
		Config:   c,
		joins:    rate.NewLimiter(rate.Limit(c.Limits.JoinsPerSecond), 5*c.Limits.JoinsPerSecond),
		rooms:    map[meetings.ID]*room{},
		sessions: map[string]int{},
	}
}

// How often all rooms of a node ask, in one statement, whether they have missed
// something. It bounds how late a lost message can make anybody.
const askEvery = time.Second

// Run looks after the rooms until ctx ends. Then it says goodbye to everybody,
// with a spread of times to come back at, and returns when all have left.
func (h *Hub) Run(ctx context.Context) error {
	tick := time.NewTicker(askEvery)
	defer tick.Stop()
	for {
		select {
		case <-tick.C:
			h.ask(ctx)
		case <-ctx.Done():
			h.stop()
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
	for _, r := range open {
		r.send(func() { r.hasReached(at[r.id]) })
	}
}

func (h *Hub) stop() {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.stopping = true
	for _, r := range h.rooms {
		r.send(r.goodbye)
	}
}

// enter lets a connection into the room of a meeting, and opens the room if
// nobody was there. The connection counts as inside until leave.
func (h *Hub) enter(c *conn, id meetings.ID) error {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.stopping {
		return errStopping
	}
	r := h.rooms[id]
	if r == nil {
		r = newRoom(h, id)
		h.rooms[id] = r
		h.inside.Go(func() {
			h.guard("room", r.run)
			h.abandon(r)
		})
	}
	if r.entered >= h.Limits.PerMeeting {
		return errFull
	}
	r.entered++
	c.room = r
	return nil
}

// leave lets a connection out. The last one out closes the room.
func (h *Hub) leave(c *conn) {
	h.mu.Lock()
	defer h.mu.Unlock()
	r := c.room
	r.entered--
	if r.entered == 0 {
		close(r.empty)
		if h.rooms[r.id] == r {
			delete(h.rooms, r.id)
		}
	}
}

// abandon closes a room whose goroutine has ended. Those who are still in it, after
// a panic, come back to a new one.
func (h *Hub) abandon(r *room) {
	close(r.done)
	h.mu.Lock()
	if h.rooms[r.id] == r {
		delete(h.rooms, r.id)
	}
	h.mu.Unlock()
	for c := range r.members {
		c.close(wire.CloseComeBack, "the room is opened anew")
	}
}

var (
	errStopping = errors.New("the node is stopping")
	errFull     = errors.New("the room is full")
)

// reserve counts a socket before it is opened, and gives a function that uncounts
// it; it refuses one too many.
func (h *Hub) reserve(session string) (release func(), err error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.stopping {
		return nil, errStopping
	}
	if h.sockets >= h.Limits.Sockets || session != "" && h.sessions[session] >= h.Limits.PerSession {
		return nil, errFull
	}
	h.sockets++
	h.inside.Add(1)
	if session != "" {
		h.sessions[session]++
	}
	return func() {
		h.mu.Lock()
		defer h.mu.Unlock()
		h.sockets--
		h.inside.Done()
		if session == "" {
			return
		}
		if h.sessions[session]--; h.sessions[session] == 0 {
			delete(h.sessions, session)
		}
	}, nil
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
