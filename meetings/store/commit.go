package store

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"hash/fnv"
	"math/rand/v2"
	"slices"
	"sync"
	"time"

	"ringain/meetings"
)

// lane is a queue of changes. Whoever comes first to an idle lane leads: it carries
// out its own change and, in the same transaction, those of all who came meanwhile;
// then it hands the lane to the first that waits. So a commit's cost is shared by as
// many as wait for it, nobody waits when nobody else is there, and no goroutine is
// needed.
type lane struct {
	mu    sync.Mutex
	led   bool // somebody leads; the queue of a lane that nobody leads is empty
	queue []*waiter
}

type waiter struct {
	key    string
	change func(*Tx) error
	tx     *Tx           // what the change did when it was last run
	err    error         // the outcome
	done   chan struct{} // closed when err is the outcome
	lead   chan struct{} // closed when this waiter is to lead
}

// The bounds of a lane, and how long one transaction may take before it is given up.
const (
	maxBatch       = 128
	maxQueue       = 4096
	maxTries       = 8 // after the first
	changePatience = 5 * time.Second
)

// errCutShort is the outcome of a change whose goroutine was ended in the middle of it.
var errCutShort = errors.New("the change was cut short")

// Change runs change and keeps what it does, together with what it says, or keeps
// nothing when it returns an error. When Change returns nil, everything is on disk.
//
// key says what is changed, such as the identity of a meeting: changes with the
// same key are carried out in the order in which they came. A change may be run
// more than once before it is kept, so it must not do anything outside its Tx
// that cannot be done over. It must not call Change.
//
// A fault leaves it unknown whether the change was kept; repeating a command with
// the same identity is safe.
func (s *Store) Change(key string, change func(*Tx) error) error {
	l := s.lane(key)
	w := &waiter{key: key, change: change, err: errCutShort, done: make(chan struct{}), lead: make(chan struct{})}
	leads, err := l.enter(w)
	if err != nil {
		return err
	}
	if !leads {
		select {
		case <-w.done:
			return w.err
		case <-w.lead:
		}
	}
	s.lead(l)
	return w.err
}

// lane returns the lane of a key.
func (s *Store) lane(key string) *lane {
	h := fnv.New32a()
	h.Write([]byte(key))
	return &s.lanes[h.Sum32()%uint32(len(s.lanes))]
}

// lead carries out the next batch of a lane. Whatever happens in it, the lane is
// handed on and everybody gets an answer.
func (s *Store) lead(l *lane) {
	batch := l.take()
	var fault error
	defer func() {
		l.pass(fault)
		for _, w := range batch {
			close(w.done)
		}
	}()
	fault = s.carryOut(batch)
}

// enter queues w, and reports whether it leads.
func (l *lane) enter(w *waiter) (leads bool, err error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if len(l.queue) >= maxQueue {
		return false, meetings.Refuse(meetings.Unsaved, "Just nu är det för många som sparar samtidigt. Försök igen om en stund.",
			"Too many are saving at the same time just now. Try again in a moment.")
	}
	l.queue = append(l.queue, w)
	leads, l.led = !l.led, true
	return leads, nil
}

// take takes the next batch off the queue: who leads, and those behind it. Ordered
// by key, two nodes take the rows of two meetings in the same order.
func (l *lane) take() []*waiter {
	l.mu.Lock()
	defer l.mu.Unlock()
	n := min(len(l.queue), maxBatch)
	batch := slices.Clone(l.queue[:n])
	l.queue = slices.Delete(l.queue, 0, n)
	slices.SortStableFunc(batch, func(a, b *waiter) int { return cmp.Compare(a.key, b.key) })
	return batch
}

// pass hands the lane to the first that waits. After a fault all who wait are
// answered instead, so that they do not wait one after the other for a database
// that does not answer.
func (l *lane) pass(fault error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if fault != nil {
		for _, w := range l.queue {
			w.err = meetings.Refuse(meetings.Unsaved, "Det gick inte att spara just nu. Försök igen om en stund.",
				"It could not be saved just now. Try again in a moment.")
			close(w.done)
		}
		l.queue = nil
	}
	if len(l.queue) == 0 {
		l.led = false
		return
	}
	close(l.queue[0].lead)
}

// pause waits before another try, longer after each and with some chance in it, so
// that two who undid each other do not meet again. It reports whether there is time.
func pause(ctx context.Context, tries int) bool {
	select {
	case <-time.After(rand.N(5 * time.Millisecond << tries)):
		return true
	case <-ctx.Done():
		return false
	}
}

// carryOut runs a batch in one transaction, and again when the database undid it
// because of others. A fault is one of the transaction; what became of each change
// is in its waiter.
func (s *Store) carryOut(batch []*waiter) (fault error) {
	defer func(began time.Time) { s.took(time.Since(began), len(batch), fault) }(time.Now())
	ctx, cancel := context.WithTimeout(context.Background(), changePatience)
	defer cancel()
	inside := ctx
	if s.dialect.unwatched {
		inside = context.WithoutCancel(ctx)
	}
	said, fault := s.transact(inside, batch)
	for tries := 0; tries < maxTries && s.dialect.again(fault) && pause(ctx, tries); tries++ {
		said, fault = s.transact(inside, batch)
	}
	s.prepared.keep(inside, s.changes)
	if fault != nil {
		for _, w := range batch {
			w.err = fmt.Errorf("keep a change: %w", fault)
		}
		return fault
	}
	for i, w := range batch {
		w.err = said[i]
	}
	for _, w := range batch {
		if w.err == nil {
			s.tell(w.tx.kept)
		}
	}
	return nil
}

// tell calls what was to be called when it was kept. A panic there cannot undo what
// is on disk, and concerns nobody else.
func (s *Store) tell(kept []func()) {
	defer func() {
		if p := recover(); p != nil {
			s.log.Error("telling of a change panicked", "panic", p)
		}
	}()
	for _, f := range kept {
		f()
	}
}
