package live

import "sync"

// The bounds of a queue.
const (
	maxQueued      = 256
	maxQueuedBytes = 1 << 20
)

// queue is what waits to be written to one connection. It is bounded: when it is over
// the bound, nothing more is taken in. So one message may go beyond it, such as the whole
// of the notes for one who has just come. One goroutine at a time writes.
type queue struct {
	mu     sync.Mutex
	frames []frame
	bytes  int
	taken  []frame // by whoever writes; the place is used again
	busy   bool    // somebody writes, and looks again before they cease to
	last   bool    // the connection is to be closed after what is queued
	over   bool    // nothing more is written
}

// push queues a frame. With first, whoever pushed it has it written; with ok false the
// queue is full.
func (q *queue) push(f frame) (first, ok bool) {
	q.mu.Lock()
	defer q.mu.Unlock()
	if q.over {
		return false, true
	}
	if len(q.frames) >= maxQueued || q.bytes > maxQueuedBytes {
		return false, false
	}
	q.frames = append(q.frames, f)
	q.bytes += len(f)
	return len(q.frames) == 1 && !q.busy, true
}

// begin has the caller write, unless somebody does.
func (q *queue) begin() bool {
	q.mu.Lock()
	defer q.mu.Unlock()
	begins := !q.busy
	q.busy = true
	return begins
}

// take empties the queue for the one who writes. When there is nothing, they cease to
// write; or else they close the connection, when that is what is left to do. After a burst
// the place of what was taken is let go of.
func (q *queue) take() (frames []frame, closes bool) {
	q.mu.Lock()
	defer q.mu.Unlock()
	clear(q.taken)
	if cap(q.taken) > 32 {
		q.taken = nil
	}
	if len(q.frames) == 0 {
		q.busy = q.last
		return nil, q.last
	}
	q.frames, q.taken, q.bytes = q.taken[:0], q.frames, 0
	return q.taken, false
}

// isEmpty reports whether nothing waits.
func (q *queue) isEmpty() bool {
	q.mu.Lock()
	defer q.mu.Unlock()
	return len(q.frames) == 0
}

// end has the connection be closed after what is queued: by the caller, when nobody writes.
func (q *queue) end() bool {
	q.mu.Lock()
	q.last = true
	q.mu.Unlock()
	return q.begin()
}

// stop lets go of what is queued, for good. It reports whether this was the first time.
func (q *queue) stop() bool {
	q.mu.Lock()
	defer q.mu.Unlock()
	first := !q.over
	q.frames, q.taken, q.bytes, q.busy, q.over = nil, nil, 0, true, true
	return first
}
