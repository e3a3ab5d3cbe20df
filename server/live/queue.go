package live

import (
	"sync"

	"github.com/gorilla/websocket"
)

// frame is one message to a socket, built once and shared by all who get it.
type frame struct {
	prepared *websocket.PreparedMessage // nil: a ping
	size     int
}

var pingFrame = &frame{}

// newFrame prepares a text message.
func newFrame(body []byte) *frame {
	prepared, err := websocket.NewPreparedMessage(websocket.TextMessage, body)
	if err != nil {
		return pingFrame // the library prepares every text message
	}
	return &frame{prepared: prepared, size: len(body)}
}

// eventsFrame prepares events as a JSON array.
func eventsFrame(events [][]byte) *frame {
	size := 1 + len(events)
	for _, e := range events {
		size += len(e)
	}
	body := make([]byte, 0, size)
	for i, e := range events {
		body = append(body, "[,"[min(i, 1)])
		body = append(body, e...)
	}
	return newFrame(append(body, ']'))
}

// The bounds of a queue.
const (
	maxQueued      = 256
	maxQueuedBytes = 1 << 20
)

// queue is what waits to be written to one connection. It is bounded; one message
// may be larger than the bound when nothing else waits.
type queue struct {
	mu     sync.Mutex
	frames []*frame
	bytes  int
	wake   chan struct{} // holds one token when there is something to do
}

func newQueue() *queue { return &queue{wake: make(chan struct{}, 1)} }

// push queues a frame, and reports false when the queue is full.
func (q *queue) push(f *frame) bool {
	q.mu.Lock()
	defer q.mu.Unlock()
	if len(q.frames) > 0 && (len(q.frames) >= maxQueued || q.bytes+f.size > maxQueuedBytes) {
		return false
	}
	q.frames = append(q.frames, f)
	q.bytes += f.size
	select {
	case q.wake <- struct{}{}:
	default:
	}
	return true
}

// take empties the queue into a slice that the caller lends.
func (q *queue) take(into []*frame) []*frame {
	q.mu.Lock()
	defer q.mu.Unlock()
	into = append(into[:0], q.frames...)
	clear(q.frames)
	q.frames, q.bytes = q.frames[:0], 0
	return into
}
