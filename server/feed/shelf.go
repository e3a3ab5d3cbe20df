package feed

import "sync"

// maxShelf is how many bytes of prepared feeds are kept. All but the plain ones of
// themes and of everything make room when it is full, and are made again when asked for.
const maxShelf = 256 << 20

// shelf holds the last edition of every feed that was asked for.
type shelf struct {
	mu    sync.RWMutex
	kept  map[address]copied
	bytes int
}

// copied is an edition, and the world as of which it is the right one.
type copied struct {
	edition *edition
	world   *world // nil when it was read from disk
}

func (s *shelf) get(a address) (copied, bool) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	c, ok := s.kept[a]
	return c, ok
}

func (s *shelf) put(a address, c copied) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.kept == nil {
		s.kept = map[address]copied{}
	}
	s.drop(a)
	for other := range s.kept {
		if s.bytes+c.edition.size() <= maxShelf {
			break
		}
		if !other.stays() {
			s.drop(other)
		}
	}
	s.kept[a] = c
	s.bytes += c.edition.size()
}

func (s *shelf) remove(a address) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.drop(a)
}

func (s *shelf) drop(a address) {
	if old, ok := s.kept[a]; ok {
		s.bytes -= old.edition.size()
		delete(s.kept, a)
	}
}

func (s *shelf) size() (editions, bytes int) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return len(s.kept), s.bytes
}
