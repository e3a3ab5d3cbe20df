package live

import (
	"context"
	"sync/atomic"
	"time"

	"github.com/gorilla/websocket"

	"ringain/meetings"
	"ringain/notify/bus"
	"ringain/server/change"
	"ringain/server/wire"
)

// room is one meeting as this node's people see it.
//
// Its goroutine alone touches everything below the line. Others send it functions
// to run; what the bus tells is dropped when the inbox is full, since the room
// then asks the store.
type room struct {
	hub     *Hub
	id      meetings.ID
	inbox   chan func()
	answers chan found     // what the store says; holds the one that may be under way
	empty   chan struct{}  // closed when the last connection has left
	done    chan struct{}  // closed when the goroutine has ended
	entered int            // places in the room that are taken, guarded by the hub
	conns   map[*conn]bool // that are to be told when it ends, guarded by the hub
	behind  atomic.Bool    // something was missed, so the store must be asked

	whoIsHere atomic.Pointer[wire.Presence] // as told last; read by anybody, changed by none

	ctx      context.Context // ends with the room; for questions to the store
	members  map[*conn]bool
	due      []*conn                 // for whom something was queued in this turn
	waiting  map[*conn]wire.Position // those who came before the room was open, and what they have
	asking   bool                    // a question to the store is under way
	anew     bool                    // people were forgotten, and all are to be told the room as it is without them
	log      recent
	snapshot frame // of the newest state; nil when it must be made
	state    meetings.Room
	stateSeq int64 // how much of the log state has
	present  presence
	pinged   time.Time
	notes    *notebook
	lane     *lane                       // of captions; readers take from it by themselves
	readers  map[*stream]meetings.Person // of captions, those of them who have joined
}

func newRoom(h *Hub, id meetings.ID) *room {
	return &room{
		hub: h, id: id, inbox: make(chan func(), 1024), answers: make(chan found, 1),
		empty: make(chan struct{}), done: make(chan struct{}), conns: map[*conn]bool{},
		members: map[*conn]bool{}, waiting: map[*conn]wire.Position{}, notes: newNotebook(), lane: newLane(), readers: map[*stream]meetings.Person{},
	}
}

// send has the room's goroutine run act. It never waits: when the inbox is full,
// act is dropped, and the room asks the store instead.
func (r *room) send(act func()) {
	select {
	case r.inbox <- act:
	default:
		r.behind.Store(true)
	}
}

// tell has the room's goroutine run act. It waits for a place in the inbox, but not
// for a room that has ended.
func (r *room) tell(act func()) {
	select {
	case r.inbox <- act:
	case <-r.done:
	}
}

// How often presence is told and connections are asked whether they are there.
const (
	presenceEvery = time.Second
	pingEvery     = 20 * time.Second
)

// run is the room's goroutine. It subscribes first and reads then, so that nothing
// falls between.
func (r *room) run() {
	ctx, cancel := context.WithCancel(context.Background())
	r.ctx = ctx
	defer func() {
		cancel()
		if r.asking {
			<-r.answers
		}
		r.leaveNotes()
	}()
	defer r.hub.Bus.Subscribe(change.Topic(r.id), r.heard)()
	defer r.hub.Bus.Subscribe(presenceTopic(r.id), r.heardPresence)()
	defer r.hub.Bus.Subscribe(change.CaptionTopic(r.id), r.lane.heard)()
	defer r.farewell()
	r.pinged = r.hub.Now()

	tick := time.NewTicker(presenceEvery)
	defer tick.Stop()
	for {
		select {
		case act := <-r.inbox:
			act()
			r.takeIn()
		case a := <-r.answers:
			r.answered(a)
		case <-r.notes.mail.wake:
			r.takeNotes()
		case then := <-r.notes.done:
			r.ended(then)
		case <-r.notes.later:
			r.askForUnkept()
		case <-r.notes.aware.wake:
			r.tellAwareness()
		case <-tick.C:
			if r.behind.Load() {
				r.ask()
			}
			r.tellPresence()
			r.ping()
			r.lookAfterNotes()
		case <-r.empty:
			r.closeNotes()
			return
		}
		r.handOn()
		r.handOnNotes()
		r.flush()
	}
}

// takeIn runs what waits in the inbox before anything is handed on, so that under
// load many events share a frame and a write.
func (r *room) takeIn() {
	for range len(r.inbox) {
		(<-r.inbox)()
	}
}

// heard is called by the bus with an event of the meeting.
func (r *room) heard(m bus.Message) {
	if m.Lost {
		r.send(r.ask)
		return
	}
	r.send(func() { r.add(m.Body) })
}

// add takes in an event that was told: the next one is taken, one that is known is
// dropped, and one too far ahead means that some were missed.
func (r *room) add(event []byte) {
	seq, ok := seqOf(event)
	switch {
	case ok && r.log.open && seq <= r.log.last:
	case ok && r.log.open && seq == r.log.last+1:
		r.take(event)
	default:
		r.ask()
	}
}

// take takes in the event that follows. When people are forgotten by it, the room is opened
// anew, as the store has it then.
func (r *room) take(event []byte) {
	r.log.append(event)
	if r.log.last > r.stateSeq && forgetsPeople(event) {
		r.log.open, r.anew = false, true
		r.ask()
	}
}

// hasReached is told how far the log has come.
func (r *room) hasReached(seq int64) {
	if r.log.open && seq > r.log.last {
		r.hub.stats.healed.Add(1)
		r.ask()
	}
}

// handOn hands the events that were taken in to everybody, in one frame that all share.
func (r *room) handOn() {
	events := r.log.take()
	if len(events) == 0 {
		return
	}
	r.snapshot = nil
	if r.log.last-r.stateSeq > int64(r.hub.recent/2) {
		r.fold()
	}
	r.log.trim(r.hub.recent)
	r.pushAll(eventsFrame(events))
	if removes(events) {
		r.showOut()
	}
	if closes(events) {
		r.lane.knock()
	}
	if concernsPeople(events) {
		r.nameAgain()
	}
	r.hub.stats.events.Add(int64(len(events)))
	r.hub.stats.deliveries.Add(int64(len(events) * len(r.members)))
}

func (r *room) pushAll(f frame) {
	for c := range r.members {
		if !c.push(f) {
			r.drop(c)
		}
	}
}

func (r *room) drop(c *conn) {
	delete(r.waiting, c)
	c.left = true
	delete(r.notes.hearers, c)
	r.notes.aware.leave(c, r.hub.Now())
	if r.members[c] {
		delete(r.members, c)
		r.present.changed = true
	}
}

// join is told of a connection that has said what it has. It is admitted at once,
// or when the room is open.
func (r *room) join(c *conn, has wire.Position) {
	if r.log.open {
		r.admit(c, has)
		return
	}
	r.waiting[c] = has
	r.ask()
}

// admit makes a connection a member once it has what it lacks: the events after the
// position it names, or a snapshot when there is none, it is of another epoch, or
// the gap is too wide.
func (r *room) admit(c *conn, has wire.Position) {
	r.handOn() // so that the newcomer begins where all others are
	if r.fold(); !r.stays(c) {
		return
	}
	c.unnamed.Store(r.state.House.Hides(c.person.ID))
	epoch := r.hub.Store.About().Epoch
	events, ok := r.log.since(has.Seq)
	if !ok || has.Epoch != epoch || len(events) > r.hub.recent {
		c.push(r.snapshotFrame(epoch))
	} else if len(events) > 0 {
		c.push(eventsFrame(events))
	}
	r.members[c] = true
	r.present.changed = true
	c.push(frameOf(wire.Down{Here: &wire.Here{Epoch: epoch, Seq: r.log.last, Now: meetings.At(r.hub.Now()), You: c.person}}))
	if r.present.told != nil {
		c.push(r.present.told)
	}
}

// fold brings the state up to the newest event in memory.
func (r *room) fold() {
	events, _ := r.log.since(r.stateSeq)
	for _, event := range events {
		e, err := wire.DecodeEvent(event)
		if err != nil {
			r.hub.Log.Error("an event cannot be read and is left out of the room", "meeting", r.id, "err", err)
		} else {
			r.state = r.state.After(e.Event, e.At)
		}
		r.stateSeq++
	}
}

// snapshotFrame returns the room as it now is. It is encoded once for each state,
// however many join.
func (r *room) snapshotFrame(epoch string) frame {
	if r.snapshot == nil {
		r.fold()
		r.snapshot = frameOf(wire.Down{Snapshot: &wire.Snapshot{Epoch: epoch, Seq: r.stateSeq, Room: r.state}})
	}
	return r.snapshot
}

// ping asks every member whether it is there; one that is not misses its read deadline.
func (r *room) ping() {
	if now := r.hub.Now(); now.Sub(r.pinged) >= pingEvery {
		r.pinged = now
		r.pushAll(newFrame(websocket.PingMessage, nil))
		r.pushAll(frameOf(wire.Down{Now: meetings.At(now)}))
		r.pingStock()
	}
}
