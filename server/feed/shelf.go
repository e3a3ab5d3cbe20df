package feed

import "sync"

// maxShelf is how many bytes of prepared feeds are kept beside the plain ones of themes
// and of everything. Those that nobody has asked for in a while make room, and are made
// again when asked for.
const maxShelf = 192 << 20

// shelf holds the last edition of the feeds that are asked for.
type shelf struct {
	mu    sync.RWMutex
	stays map[address]copied
	rest  recent[address, copied]
}

// copied is an edition, and the world as of which it is the right one.
type copied struct {
	edition *edition
	world   *world
}

func newShelf() *shelf {
	return &shelf{stays: map[address]copied{}, rest: recent[address, copied]{most: maxShelf}}
}

func (s *shelf) get(a address) (c copied, ok bool) {
	if !a.stays() {
		return s.rest.get(a)
	}
	s.mu.RLock()
	defer s.mu.RUnlock()
	c, ok = s.stays[a]
	return c, ok
}

func (s *shelf) put(a address, c copied) {
	if !a.stays() {
		s.rest.put(a, c, c.edition.size())
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.stays[a] = c
}

func (s *shelf) remove(a address) {
	if !a.stays() {
		s.rest.remove(a)
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.stays, a)
}

// size returns how many editions there are, and how many bytes they take.
func (s *shelf) size() (editions, bytes int) {
	editions, bytes = s.rest.size()
	s.mu.RLock()
	defer s.mu.RUnlock()
	for _, c := range s.stays {
		bytes += c.edition.size()
	}
	return editions + len(s.stays), bytes
}
