package live

import "sync"

// The bounds of a queue.
const (
	maxQueued      = 256
	maxQueuedBytes = 1 << 20
)

// queue is what waits to be written to one connection. It is bounded: when it is over
// the bound, nothing more is taken in. So one message may go beyond it, such as the whole
// of the notes for one who has just come.
type queue struct {
	mu     sync.Mutex
	frames []frame
	bytes  int
	wake   chan struct{} // holds one token when there is something to do
}

func newQueue() *queue { return &queue{wake: make(chan struct{}, 1)} }

// push queues a frame, and reports false when the queue is full.
func (q *queue) push(f frame) bool {
	q.mu.Lock()
	defer q.mu.Unlock()
	if len(q.frames) >= maxQueued || q.bytes > maxQueuedBytes {
		return false
	}
	q.frames = append(q.frames, f)
	q.bytes += len(f)
	q.ring()
	return true
}

// ring has the writer look.
func (q *queue) ring() {
	select {
	case q.wake <- struct{}{}:
	default:
	}
}

// take empties the queue, and gives it the place of what was taken before and is
// written by now. After a burst the place is let go of.
func (q *queue) take(last []frame) []frame {
	clear(last)
	if cap(last) > 32 {
		last = nil
	}
	q.mu.Lock()
	defer q.mu.Unlock()
	taken := q.frames
	q.frames, q.bytes = last[:0], 0
	return taken
}
