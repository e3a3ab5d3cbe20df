package live

import (
	"context"
	"errors"

	"ringain/meetings"
	"ringain/server/wire"
)

// found is what the store says when a room asks what it is missing.
type found struct {
	whole   bool          // the room was not open
	state   meetings.Room // with seq, when it was not
	seq     int64
	entries []meetings.Entry // in order
	err     error
}

// ask asks the store what is missing. The question is put by a goroutine of its
// own, one at a time, so that a slow store holds up nobody who hears what the bus
// tells and nobody who can be admitted from memory.
func (r *room) ask() {
	r.behind.Store(r.asking) // under way already: then it is asked again
	if r.asking {
		return
	}
	r.asking = true
	open, last := r.log.open, r.log.last
	go func() {
		a := found{err: errors.New("the question panicked")}
		defer func() { r.answers <- a }()
		r.hub.guard("question", func() { a = r.missing(r.ctx, open, last) })
	}()
}

// missing asks for what comes after last, or for the whole room and the newest part
// of its log.
func (r *room) missing(ctx context.Context, open bool, last int64) (a found) {
	if a.whole = !open; a.whole {
		if a.state, a.seq, a.err = r.hub.Store.Room(ctx, string(r.id)); a.err != nil {
			return a
		}
		last = max(0, a.seq-int64(r.hub.recent))
	}
	a.entries, a.err = r.hub.Store.EventsSince(ctx, r.id, last, r.hub.recent)
	return a
}

// answered takes in what the store said, and asks again when that was not all. A
// question that failed is put again at the next tick; those who wait are sent away.
func (r *room) answered(a found) {
	r.asking = false
	if a.err != nil {
		r.behind.Store(true)
		r.hub.Log.Warn("a room cannot ask what it is missing; it asks again", "meeting", r.id, "err", a.err)
		for c := range r.waiting {
			c.close(wire.CloseComeBack, "the meeting cannot be read just now")
		}
		clear(r.waiting)
		return
	}
	switch {
	case r.log.open:
		r.append(a.entries)
	case a.whole:
		r.open(a)
	}
	if !r.log.open { // people were forgotten meanwhile
		r.ask()
		return
	}
	for c, has := range r.waiting {
		r.admit(c, has)
	}
	clear(r.waiting)
	if r.behind.Load() || len(a.entries) == r.hub.recent {
		r.ask()
	}
}

// open opens the room where the newest part of its log begins. When that part has
// a hole, the log begins where the state is.
func (r *room) open(a found) {
	r.state, r.stateSeq = a.state, a.seq
	r.log = recent{open: true, last: max(0, a.seq-int64(r.hub.recent))}
	r.append(a.entries)
	if r.log.last < a.seq {
		r.log = recent{open: true, last: a.seq}
		r.append(a.entries)
	}
	r.log.handed = r.log.last // nobody is there yet, or they are told the whole
	r.notes.mail.ring()
	if r.log.open && r.anew {
		r.tellAnew()
	}
}

// tellAnew tells everybody the room as it is without those who were forgotten.
func (r *room) tellAnew() {
	r.anew, r.snapshot = false, nil
	r.pushAll(r.snapshotFrame(r.hub.Store.About().Epoch))
	r.showOut()
	r.lane.knock()
	r.nameAgain()
}

// append takes in entries that follow on what is there, and passes over the others.
func (r *room) append(entries []meetings.Entry) {
	for _, e := range entries {
		if e.Seq != r.log.last+1 {
			continue
		}
		event, err := wire.EncodeEntry(e)
		if err != nil {
			r.hub.Log.Error("an event cannot be encoded", "meeting", r.id, "seq", e.Seq, "err", err)
			return
		}
		if r.take(event); !r.log.open {
			return
		}
	}
}
