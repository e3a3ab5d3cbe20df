package live

import (
	"sync"
	"time"
)

// The bounds of a mailbox: of the letters at hand, and again of those that are gathered.
const (
	maxLetters     = 4096
	maxGatheredIn  = 1024
	maxLettersEach = 64 // of one connection
	maxLetterBytes = 512 << 10
)

// How fast one connection may write for its letters to be taken in at once. Hands are
// slower, whatever they type; a letter of many bytes counts for several.
const (
	lettersAtHand = 32                    // each second in the long run, and so many at once
	letterCounts  = 1 << 10               // bytes
	gatherEvery   = 40 * time.Millisecond // how often those of faster writers are taken in
)

// letter is what somebody sends to the notes: a step 1, or an update.
type letter struct {
	from *conn
	asks bool   // a step 1; body is a state vector
	all  bool   // a step 2: all that the server lacks
	body []byte // its own, not the reader's; nil for an update too large to be read

	number  int64    // which of the updates of its connection, once the room has taken it in
	checked bool     // what it builds on was asked for
	clients []uint64 // that it uses for the first time
}

// mailbox holds what is sent to the notes of a room until the room takes it in, which
// it does when it has kept what came before. It is bounded: when it is full, whoever
// sends more waits, and so is read more slowly.
//
// What comes as fast as people type is taken in at once. Whoever sends faster, as a
// program does, or with a long text, is gathered: their letters are taken in together,
// at once after a pause and then a few times a second. So one who floods the notes
// takes no place and no time from the others: they cost the room a few batches a second,
// however many they send.
type mailbox struct {
	mu       sync.Mutex
	letters  []letter
	bytes    int
	gathered []letter
	weight   int           // bytes of what is gathered
	took     time.Time     // when what was gathered was last taken in
	due      *time.Timer   // rings when it may be taken in again; nil before it was needed
	room     chan struct{} // closed when there is place again; nil when nobody waits
	wake     chan struct{} // holds one token when there is something to take in
}

// mailing is what a mailbox knows of a connection.
type mailing struct {
	waiting  int       // its letters, gathered ones too
	gathered int       // those of them that are gathered
	haste    float64   // letters that it is ahead of hands
	wroteAt  time.Time // when haste was so
	fast     bool      // its letters are gathered
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

// try puts a letter in, or returns what is closed when there may be a place. What comes
// after a letter that is gathered is gathered too: the order of each connection stays.
func (m *mailbox) try(l letter) (full <-chan struct{}) {
	m.mu.Lock()
	defer m.mu.Unlock()
	by := &l.from.mailing
	if by.waiting >= maxLettersEach {
		return m.wait()
	}
	if !by.atHand(l) || by.gathered > 0 {
		return m.gather(l)
	}
	if len(m.letters) > 0 && (len(m.letters) >= maxLetters || m.bytes+len(l.body) > maxLetterBytes) {
		return m.wait()
	}
	m.letters = append(m.letters, l)
	m.bytes += len(l.body)
	by.waiting++
	m.ring()
	return nil
}

// atHand reports whether a letter comes no faster than people write. Whoever was faster
// slows down for a while before they are taken for one who types again.
func (by *mailing) atHand(l letter) bool {
	now := time.Now()
	by.haste = max(0, by.haste-lettersAtHand*now.Sub(by.wroteAt).Seconds())
	by.haste = min(by.haste+float64(1+len(l.body)/letterCounts), 2*lettersAtHand)
	by.wroteAt = now
	switch {
	case by.haste > lettersAtHand:
		by.fast = true
	case by.haste < lettersAtHand/2:
		by.fast = false
	}
	return !by.fast
}

// gather puts a letter with those that are gathered.
func (m *mailbox) gather(l letter) (full <-chan struct{}) {
	if len(m.gathered) > 0 && (len(m.gathered) >= maxGatheredIn || m.weight+len(l.body) > maxLetterBytes) {
		return m.wait()
	}
	m.gathered = append(m.gathered, l)
	m.weight += len(l.body)
	l.from.waiting++
	l.from.gathered++
	if len(m.gathered) == 1 {
		m.ringIn(gatherEvery - time.Since(m.took))
	}
	return nil
}

// wait returns what is closed when letters have been taken.
func (m *mailbox) wait() <-chan struct{} {
	if m.room == nil {
		m.room = make(chan struct{})
	}
	return m.room
}

// ring has the room look.
func (m *mailbox) ring() {
	select {
	case m.wake <- struct{}{}:
	default:
	}
}

// ringIn has the room look after a time.
func (m *mailbox) ringIn(wait time.Duration) {
	switch {
	case wait <= 0:
		m.ring()
	case m.due == nil:
		m.due = time.AfterFunc(wait, m.ring)
	default:
		m.due.Reset(wait)
	}
}

// stop ends the ringing, with the room.
func (m *mailbox) stop() {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.due != nil {
		m.due.Stop()
	}
}

// take empties the mailbox into the letters given, whose place it reuses: what is
// gathered only when it is time for that, or when all is wanted.
func (m *mailbox) take(into []letter, all bool) []letter {
	m.mu.Lock()
	defer m.mu.Unlock()
	into = m.empty(into, &m.letters)
	m.bytes = 0
	if all || time.Since(m.took) >= gatherEvery {
		if len(m.gathered) > 0 {
			m.took = time.Now()
		}
		into = m.empty(into, &m.gathered)
		m.weight = 0
	}
	if m.room != nil {
		close(m.room)
		m.room = nil
	}
	return into
}

// empty moves letters from one place to another.
func (m *mailbox) empty(into []letter, from *[]letter) []letter {
	gathered := from == &m.gathered
	for _, l := range *from {
		l.from.waiting--
		if gathered {
			l.from.gathered--
		}
	}
	into = append(into, *from...)
	clear(*from)
	*from = (*from)[:0]
	return into
}

func (m *mailbox) isEmpty() bool {
	m.mu.Lock()
	defer m.mu.Unlock()
	return len(m.letters) == 0 && len(m.gathered) == 0
}
