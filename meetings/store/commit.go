package store

import (
	"context"
	"database/sql"
	"fmt"
	"hash/fnv"
	"runtime/debug"
	"slices"
	"sync"

	"ringain/meetings"
)

// Tx is a change under way. What it keeps is kept when the change returns nil.
type Tx struct {
	ctx  context.Context
	tx   *sql.Tx
	s    *Store
	kept []func()
}

// WhenKept has f called once everything is on disk, before [Store.Change] returns
// and in the order in which changes with the same key were carried out. It is for
// telling others, and must not wait for anything.
func (t *Tx) WhenKept(f func()) { t.kept = append(t.kept, f) }

// lane is a queue of changes. Whoever comes first to an idle lane carries out its
// own change and, in the same transaction, those of all who came meanwhile; then
// it hands the lane to the first that waits. So a commit's cost is shared by as
// many as wait for it, nobody waits when nobody else is there, and no goroutine
// is needed.
type lane struct {
	mu    sync.Mutex
	busy  bool
	queue []*waiter
}

type waiter struct {
	change func(*Tx) error
	err    error
	kept   []func()
	done   chan struct{} // closed when err holds the outcome
	lead   chan struct{} // closed when this waiter is to carry out the next batch
}

// The bounds of a lane.
const (
	maxBatch = 128
	maxQueue = 4096
)

// Change runs change and keeps what it does, together with what it says, or keeps
// nothing when it returns an error. When Change returns nil, everything is on disk.
//
// key says what is changed, such as the identity of a meeting: changes with the
// same key are carried out in the order in which they came. A change may be run
// more than once before it is kept, so it must not do anything outside its Tx
// that cannot be done over.
//
// A fault leaves it unknown whether the change was kept; repeating a command with
// the same identity is safe.
func (s *Store) Change(key string, change func(*Tx) error) error {
	h := fnv.New32a()
	h.Write([]byte(key))
	l := &s.lanes[h.Sum32()%uint32(len(s.lanes))]

	w := &waiter{change: change, done: make(chan struct{}), lead: make(chan struct{})}
	l.mu.Lock()
	if len(l.queue) >= maxQueue {
		l.mu.Unlock()
		return meetings.Refuse(meetings.Unsaved, "Just nu är det för många som sparar samtidigt. Försök igen om en stund.",
			"Too many are saving at the same time just now. Try again in a moment.")
	}
	l.queue = append(l.queue, w)
	mine := !l.busy
	l.busy = true
	l.mu.Unlock()

	if !mine {
		select {
		case <-w.done:
			return w.err
		case <-w.lead:
		}
	}
	batch := l.take()
	s.carryOut(batch)
	l.pass()
	for _, other := range batch {
		close(other.done)
	}
	return w.err
}

func (l *lane) take() []*waiter {
	l.mu.Lock()
	defer l.mu.Unlock()
	n := min(len(l.queue), maxBatch)
	batch := slices.Clone(l.queue[:n])
	l.queue = slices.Delete(l.queue, 0, n)
	return batch
}

func (l *lane) pass() {
	l.mu.Lock()
	defer l.mu.Unlock()
	if len(l.queue) == 0 {
		l.busy = false
		return
	}
	close(l.queue[0].lead)
}

// carryOut runs a batch in one transaction, and once more when the database undid
// it because of others.
func (s *Store) carryOut(batch []*waiter) {
	ctx, cancel := context.WithTimeout(context.Background(), changePatience)
	defer cancel()
	var err error
	for range 4 {
		if err = s.once(ctx, batch); err == nil || !s.dialect.again(err) {
			break
		}
	}
	for _, w := range batch {
		if err == nil {
			for _, f := range w.kept {
				f()
			}
			continue
		}
		w.err = fmt.Errorf("keep a change: %w", err)
	}
}

func (s *Store) once(ctx context.Context, batch []*waiter) error {
	tx, err := s.changes.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if len(batch) == 1 { // the usual case needs no savepoint
		w := batch[0]
		if s.attempt(ctx, tx, w); w.err != nil {
			if s.dialect.again(w.err) {
				return w.err
			}
			return nil
		}
		return tx.Commit()
	}
	for _, w := range batch {
		if _, err := tx.ExecContext(ctx, `SAVEPOINT change`); err != nil {
			return err
		}
		if s.attempt(ctx, tx, w); w.err != nil {
			if s.dialect.again(w.err) {
				return w.err
			}
			if _, err := tx.ExecContext(ctx, `ROLLBACK TO SAVEPOINT change`); err != nil {
				return err
			}
		}
		if _, err := tx.ExecContext(ctx, `RELEASE SAVEPOINT change`); err != nil {
			return err
		}
	}
	return tx.Commit()
}

// attempt runs one change; a panic in it concerns only the one who asked for it.
func (s *Store) attempt(ctx context.Context, tx *sql.Tx, w *waiter) {
	w.kept = nil
	defer func() {
		if p := recover(); p != nil {
			w.err = fmt.Errorf("a change panicked: %v\n%s", p, debug.Stack())
		}
	}()
	t := &Tx{ctx: ctx, tx: tx, s: s}
	if w.err = w.change(t); w.err == nil {
		w.kept = t.kept
	}
}

func (t *Tx) exec(query string, args ...any) error {
	_, err := t.tx.ExecContext(t.ctx, query, args...)
	return err
}
