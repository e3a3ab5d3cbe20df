package guest

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"sync"
	"time"

	"ringain/meetings"
	"ringain/server/wire"
)

// Follower follows one room for as long as it is told to: it holds the room as it
// now is, comes back when its line breaks, and checks that no event is missing or
// comes twice.
type Follower struct {
	guest   *Guest
	meeting string
	notes   *Notes // nil: they are not opened

	mu      sync.Mutex
	has     wire.Position
	room    meetings.Room
	entries []meetings.Entry // every event heard, in order; not those before a snapshot
	line    *Line
	replies map[meetings.ID]wire.Reply
	present wire.Presence
	opened  int // times a line was opened
	changed chan struct{}
}

// Follow makes a follower; Run makes it follow.
func (g *Guest) Follow(meeting string) *Follower {
	return &Follower{guest: g, meeting: meeting, replies: map[meetings.ID]wire.Reply{}, changed: make(chan struct{})}
}

// With has the follower open the notes as well, on every line. It is called before Run.
func (f *Follower) With(n *Notes) *Follower {
	f.notes = n
	return f
}

// Run follows the room until ctx ends. It returns an error when what it heard
// cannot be right: an event missing, repeated or out of order.
func (f *Follower) Run(ctx context.Context) error {
	wait := 20 * time.Millisecond
	for ctx.Err() == nil {
		err := f.once(ctx)
		if bad, ok := errors.AsType[*Wrong](err); ok {
			return bad
		}
		if errors.Is(err, ErrSignedOut) || errors.Is(err, ErrRemoved) {
			return err
		}
		select {
		case <-time.After(wait + rand.N(wait)):
			wait = min(2*wait, time.Second)
		case <-ctx.Done():
		}
		if f.wasOpen() {
			wait = 20 * time.Millisecond
		}
	}
	return nil
}

// Wrong says that what was heard cannot be right.
type Wrong struct{ What string }

func (w *Wrong) Error() string { return w.What }

// wasOpen reports whether there was a line since it was asked last.
func (f *Follower) wasOpen() bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	was := f.line != nil
	f.line = nil
	return was
}

func (f *Follower) once(ctx context.Context) error {
	line, err := f.guest.Open(ctx, f.meeting, f.Position())
	if err != nil {
		return err
	}
	defer line.Cut()
	stop := context.AfterFunc(ctx, line.Cut)
	defer stop()
	f.mu.Lock()
	f.line = line
	f.opened++
	f.mu.Unlock()
	if f.notes != nil {
		defer f.notes.leave()
		if err := f.notes.enter(line); err != nil {
			return err
		}
	}
	for {
		h, err := line.Hear(time.Now().Add(70 * time.Second))
		if err != nil {
			return err
		}
		if err := f.takeAny(h); err != nil {
			return err
		}
	}
}

func (f *Follower) takeAny(h Heard) error {
	switch {
	case h.Message != nil && f.notes != nil:
		return f.notes.take(*h.Message)
	case h.Notes != nil && f.notes != nil:
		return f.notes.told(*h.Notes)
	case h.Message != nil || h.Notes != nil:
		return &Wrong{"told of notes that were not opened"}
	}
	return f.take(h)
}

func (f *Follower) take(h Heard) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	defer func() {
		close(f.changed)
		f.changed = make(chan struct{})
	}()
	switch {
	case h.Snapshot != nil:
		f.has = wire.Position{Epoch: h.Snapshot.Epoch, Seq: h.Snapshot.Seq}
		f.room, f.entries = h.Snapshot.Room, nil
	case h.Here != nil:
		if h.Here.Seq != f.has.Seq || h.Here.Epoch != f.has.Epoch {
			return &Wrong{fmt.Sprintf("told to be at %d, but is at %d", h.Here.Seq, f.has.Seq)}
		}
	case h.Presence != nil:
		f.present = *h.Presence
	case h.Reply != nil:
		f.replies[h.Re] = *h.Reply
	}
	for _, w := range h.Events {
		if w.Seq != f.has.Seq+1 {
			return &Wrong{fmt.Sprintf("heard event %d after %d", w.Seq, f.has.Seq)}
		}
		body, err := json.Marshal(w)
		if err != nil {
			return err
		}
		e, err := wire.DecodeEvent(body)
		if err != nil {
			return err
		}
		f.has.Seq = e.Seq
		f.room = f.room.After(e.Event, e.At)
		f.entries = append(f.entries, e)
	}
	return nil
}

// Position returns how far the follower has heard.
func (f *Follower) Position() wire.Position {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.has
}

// Seen is what a follower knows at one moment.
type Seen struct {
	Position wire.Position
	Room     meetings.Room
	Entries  []meetings.Entry
	Replies  map[meetings.ID]wire.Reply
	Present  wire.Presence
	Opened   int
}

// Until waits until what the follower knows is as wanted, and returns it then; or
// what it knew when ctx ended.
func (f *Follower) Until(ctx context.Context, wanted func(Seen) bool) (Seen, error) {
	for {
		f.mu.Lock()
		seen := Seen{f.has, f.room, f.entries, maps.Clone(f.replies), f.present, f.opened}
		ok := wanted(seen)
		changed := f.changed
		f.mu.Unlock()
		if ok {
			return seen, nil
		}
		select {
		case <-changed:
		case <-ctx.Done():
			return seen, ctx.Err()
		}
	}
}

// Say sends a command over the open line, and reports whether there was one.
func (f *Follower) Say(id meetings.ID, c meetings.Command) bool {
	f.mu.Lock()
	line := f.line
	f.mu.Unlock()
	return line != nil && line.Say(id, c) == nil
}

// Cut breaks the line off; the follower comes back by itself.
func (f *Follower) Cut() {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.line != nil {
		f.line.Cut()
	}
}
