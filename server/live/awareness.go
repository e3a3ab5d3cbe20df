package live

import (
	"encoding/json"
	"slices"
	"sync"
	"time"

	"github.com/gorilla/websocket"

	"ringain/meetings"
	"ringain/server/wire"
)

// The bounds of awareness.
const (
	awarenessEvery = 200 * time.Millisecond // between two tellings
	awarenessLasts = 30 * time.Second       // a state of another node that nobody repeats; also how long one who has gone is remembered
	maxStates      = 4096                   // clients in one room
	maxTold        = 128 << 10              // bytes of states that are told at once
)

// awareness is where everybody in the notes is. It is best effort. Readers hand in
// what they hear by themselves, so that the room is not kept busy by what is old news:
// stock clients send back every state that they are told.
type awareness struct {
	mu      sync.Mutex
	clients map[uint64]*placed
	changed []uint64      // clients that are to be told of
	wake    chan struct{} // holds one token when there are

	told time.Time   // when it was last told; of the room's goroutine
	due  *time.Timer // when it may be told again; nil when nothing waits; of the room's goroutine
}

// placed is one client, and whose it is.
type placed struct {
	clock   uint64
	json    []byte      // nil when it has gone
	owner   *conn       // nil when it is on another node, or has gone
	session meetings.ID // who has it, or had it
	seen    time.Time
	waiting bool // it is in changed
	local   bool // it is, or was last, on this node
}

func newAwareness() *awareness {
	return &awareness{clients: map[uint64]*placed{}, wake: make(chan struct{}, 1)}
}

// take takes in what a connection says. What is not newer than what is known, and
// what belongs to somebody else, is dropped before it is looked at; it reports false
// when the connection sent what is no state.
func (a *awareness) take(c *conn, body []byte, now time.Time) bool {
	states, err := wire.DecodeStates(body)
	if err != nil {
		return false
	}
	for _, s := range states {
		if !a.mayTake(c, s) {
			continue
		}
		said, ok := c.signed(s.JSON)
		if !ok {
			return false
		}
		a.put(c, s, said, now)
	}
	return true
}

// mayTake reports whether a state is news, and from the one whose client it is:
//
//   - those who only follow have no place in the text;
//   - a connection has one client at a time;
//   - a client may come back on another connection of its session, by the clock it had.
func (a *awareness) mayTake(c *conn, s wire.State) bool {
	a.mu.Lock()
	defer a.mu.Unlock()
	p := a.clients[s.Client]
	switch {
	case c.person.ID == "":
		return false
	case p == nil:
		return len(a.clients) < maxStates && !a.has(c) && string(s.JSON) != wire.Gone
	case p.owner == c:
		return s.Clock > p.clock || s.Clock == p.clock && (p.json == nil) != (string(s.JSON) == wire.Gone)
	}
	return p.session == c.person.ID && !a.has(c) && string(s.JSON) != wire.Gone
}

// has reports whether a connection has a client that is there.
func (a *awareness) has(c *conn) bool {
	p := a.clients[c.client]
	return p != nil && p.owner == c && p.json != nil
}

// isOthers reports whether a client is that of another session, or was until lately.
func (a *awareness) isOthers(client uint64, session meetings.ID) bool {
	a.mu.Lock()
	defer a.mu.Unlock()
	p := a.clients[client]
	return p != nil && p.session != session
}

// put takes in a state of a connection. One who has come back is given the next clock,
// so that those hear it who have heard it go.
func (a *awareness) put(c *conn, s wire.State, said []byte, now time.Time) {
	a.mu.Lock()
	defer a.mu.Unlock()
	p := a.clients[s.Client]
	if p == nil {
		p = &placed{clock: s.Clock}
		a.clients[s.Client] = p
	} else if s.Clock <= p.clock {
		s.Clock = p.clock + 1
	}
	c.client = s.Client
	p.clock, p.json, p.owner, p.session, p.seen, p.local = s.Clock, said, c, c.person.ID, now, true
	a.tell(s.Client, p)
}

// tell has a client told of.
func (a *awareness) tell(client uint64, p *placed) {
	if p.waiting {
		return
	}
	p.waiting = true
	a.changed = append(a.changed, client)
	a.ring()
}

func (a *awareness) ring() {
	select {
	case a.wake <- struct{}{}:
	default:
	}
}

// stop ends the telling, with the room.
func (a *awareness) stop() {
	if a.due != nil {
		a.due.Stop()
	}
}

// leave takes away the client of a connection that has ended.
func (a *awareness) leave(c *conn, now time.Time) {
	a.mu.Lock()
	defer a.mu.Unlock()
	p := a.clients[c.client]
	if p == nil || p.owner != c {
		return
	}
	gone := p.json == nil
	p.owner, p.json, p.seen = nil, nil, now
	if !gone {
		a.tell(c.client, p)
	}
}

// hear takes in the states of people on another node.
func (a *awareness) hear(states []heardState, now time.Time) {
	a.mu.Lock()
	defer a.mu.Unlock()
	for _, s := range states {
		p := a.clients[s.Client]
		if p == nil {
			if len(a.clients) >= maxStates {
				continue
			}
			p = &placed{}
			a.clients[s.Client] = p
		} else if p.owner != nil || s.Clock < p.clock || s.Clock == p.clock && (s.gone() == (p.json == nil)) {
			continue
		}
		p.clock, p.session, p.seen, p.json, p.local = s.Clock, s.Session, now, s.JSON, false
		if s.gone() {
			p.json = nil
		}
		a.tell(s.Client, p)
	}
}

// sweep takes away those of other nodes whom nobody repeats, and forgets those who
// have gone.
func (a *awareness) sweep(now time.Time) {
	a.mu.Lock()
	defer a.mu.Unlock()
	for client, p := range a.clients {
		switch {
		case p.owner != nil || now.Sub(p.seen) < awarenessLasts:
		case p.json != nil:
			p.json, p.seen = nil, now
			a.tell(client, p)
		default:
			delete(a.clients, client)
		}
	}
}

// news returns the states that are to be told of; those of this node's people also for
// the other nodes. What is too much for once is left for the next time.
func (a *awareness) news() (states []wire.State, ours []heardState) {
	a.mu.Lock()
	defer a.mu.Unlock()
	size, n := 0, 0
	for _, client := range a.changed {
		if size > maxTold {
			a.ring()
			break
		}
		n++
		p := a.clients[client]
		if p == nil {
			continue
		}
		p.waiting = false
		states = append(states, p.state(client))
		size += len(p.json)
		if p.local {
			ours = append(ours, p.heard(client))
		}
	}
	a.changed = slices.Delete(a.changed, 0, n)
	return states, ours
}

// ours returns the states of this node's people.
func (a *awareness) ours() (ours []heardState) {
	a.mu.Lock()
	defer a.mu.Unlock()
	for client, p := range a.clients {
		if p.local && p.json != nil {
			ours = append(ours, p.heard(client))
		}
	}
	return ours
}

func (p *placed) heard(client uint64) heardState {
	s := p.state(client)
	return heardState{Client: s.Client, Clock: s.Clock, JSON: s.JSON, Session: p.session}
}

func (p *placed) state(client uint64) wire.State {
	s := wire.State{Client: client, Clock: p.clock, JSON: p.json}
	if s.JSON == nil {
		s.JSON = []byte(wire.Gone)
	}
	return s
}

// all returns a frame with all who are there; nil when there is nobody.
func (a *awareness) all() frame {
	a.mu.Lock()
	defer a.mu.Unlock()
	var states []wire.State
	size := 0
	for client, p := range a.clients {
		if size += len(p.json); p.json != nil && size <= maxTold {
			states = append(states, p.state(client))
		}
	}
	if states == nil {
		return nil
	}
	return newFrame(websocket.BinaryMessage, wire.AppendStates(nil, states))
}

// signed returns a state with who it is by, whoever it said that it was; null stays
// null. It reports false for what is no JSON object, or too large.
func (c *conn) signed(state []byte) (said []byte, ok bool) {
	if string(state) == wire.Gone {
		return nil, true
	}
	var members map[string]json.RawMessage
	if len(state) > wire.MaxAwareness || json.Unmarshal(state, &members) != nil || members == nil {
		return nil, false
	}
	if c.signature == nil {
		c.signature, _ = json.Marshal(wire.Writer{Name: c.person.Name, Colour: colourOf(c.person.ID), Role: c.person.Role})
	}
	members["user"] = c.signature
	if c.unnamed.Load() {
		members["user"], _ = json.Marshal(wire.Writer{Colour: colourOf(c.person.ID), Role: c.person.Role})
	}
	said, err := json.Marshal(members)
	return said, err == nil
}

// colourOf gives everybody one of eight colours, the same on every node.
func colourOf(id meetings.ID) int {
	sum := 0
	for _, b := range []byte(id) {
		sum = (sum*31 + int(b)) & 0xffff
	}
	return sum % 8
}
