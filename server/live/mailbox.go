package live

import "sync"

// The bounds of a mailbox.
const (
	maxLetters     = 1024
	maxLettersEach = 64 // of one connection
	maxLetterBytes = 512 << 10
)

// letter is what somebody sends to the notes: a step 1, or an update.
type letter struct {
	from *conn
	asks bool   // a step 1; body is a state vector
	body []byte // its own, not the reader's; nil for an update too large to be read

	number  int64    // which of the updates of its connection, once the room has taken it in
	checked bool     // what it builds on was asked for
	clients []uint64 // that it uses for the first time
}

// mailbox holds what is sent to the notes of a room until the room takes it in, which
// it does when it has kept what came before. It is bounded: when it is full, whoever
// sends more waits, and so is read more slowly. Each connection has a bound of its own
// too, so that one who floods it takes no place from the others.
type mailbox struct {
	mu      sync.Mutex
	letters []letter
	bytes   int
	room    chan struct{} // closed when there is place again; nil when nobody waits
	wake    chan struct{} // holds one token when there is something to take in
}

func newMailbox() *mailbox { return &mailbox{wake: make(chan struct{}, 1)} }

// put puts a letter in. It waits for a place as long as neither the connection nor the
// room has ended.
func (m *mailbox) put(l letter) {
	for {
		full := m.try(l)
		if full == nil {
			return
		}
		select {
		case <-full:
		case <-l.from.closed:
			return
		case <-l.from.room.done:
			return
		}
	}
}

// try puts a letter in, or returns what is closed when there may be a place.
func (m *mailbox) try(l letter) (full <-chan struct{}) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if len(m.letters) > 0 && (len(m.letters) >= maxLetters || l.from.waiting >= maxLettersEach || m.bytes+len(l.body) > maxLetterBytes) {
		if m.room == nil {
			m.room = make(chan struct{})
		}
		return m.room
	}
	m.letters = append(m.letters, l)
	l.from.waiting++
	m.bytes += len(l.body)
	m.ring()
	return nil
}

// ring has the room look.
func (m *mailbox) ring() {
	select {
	case m.wake <- struct{}{}:
	default:
	}
}

// take empties the mailbox into the letters given, whose place it reuses.
func (m *mailbox) take(into []letter) []letter {
	m.mu.Lock()
	defer m.mu.Unlock()
	for _, l := range m.letters {
		l.from.waiting = 0
	}
	into = append(into, m.letters...)
	clear(m.letters)
	m.letters, m.bytes = m.letters[:0], 0
	if m.room != nil {
		close(m.room)
		m.room = nil
	}
	return into
}

func (m *mailbox) isEmpty() bool {
	m.mu.Lock()
	defer m.mu.Unlock()
	return len(m.letters) == 0
}
