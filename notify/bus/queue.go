package bus

import "sync"

// The bounds of what may wait for Redis. They are reached when Redis takes in
// less than is published for a while.
const (
	maxWaiting      = 8192
	maxWaitingBytes = 8 << 20
)

// queue holds what has been published and not yet sent. It is open while there is
// a link; what does not fit, or comes when it is closed, is dropped, and the queue
// remembers that something was.
type queue struct {
	ready chan struct{} // holds a token when there is something to take

	mu      sync.Mutex
	open    bool
	missed  bool // something was dropped since the last take
	waiting []outgoing
	bytes   int
}

// outgoing is a message on its way to Redis.
type outgoing struct {
	topic string
	body  []byte
}

func newQueue() *queue {
	return &queue{ready: make(chan struct{}, 1), missed: true}
}

// add puts a message last and reports whether it was taken in.
func (q *queue) add(topic string, body []byte) bool {
	q.mu.Lock()
	defer q.mu.Unlock()
	if !q.open || len(q.waiting) == maxWaiting || q.bytes+len(body) > maxWaitingBytes {
		q.missed = true
		return false
	}
	q.waiting = append(q.waiting, outgoing{topic, body})
	q.bytes += len(body)
	select {
	case q.ready <- struct{}{}:
	default:
	}
	return true
}

// take empties the queue into the room of last, which was taken before and has
// been sent, and says whether anything was dropped.
func (q *queue) take(last []outgoing) (batch []outgoing, missed bool) {
	clear(last) // lets go of the bodies
	q.mu.Lock()
	defer q.mu.Unlock()
	batch, missed = q.waiting, q.missed
	q.waiting, q.bytes, q.missed = last[:0], 0, false
	return batch, missed
}

// start lets messages in.
func (q *queue) start() {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.open = true
}

// stop drops what is waiting and lets nothing more in. What was sent last may not
// have arrived either, so something counts as dropped in any case. It returns how
// many were waiting.
func (q *queue) stop() int {
	q.mu.Lock()
	defer q.mu.Unlock()
	n := len(q.waiting)
	q.open, q.missed, q.waiting, q.bytes = false, true, nil, 0
	return n
}
