package store

import "database/sql"

// Pools returns the connections of a store, for tests that look at how they are set.
func (s *Store) Pools() (changes, reads *sql.DB) { return s.changes, s.reads.DB }

// Queued returns how many changes wait, for tests that let them gather.
func (s *Store) Queued() (n int) {
	for i := range s.lanes {
		s.lanes[i].mu.Lock()
		n += len(s.lanes[i].queue)
		s.lanes[i].mu.Unlock()
	}
	return n
}

// ShareLane reports whether changes with two keys may share a transaction.
func (s *Store) ShareLane(a, b string) bool { return s.lane(a) == s.lane(b) }

// Transaction returns the transaction of a change, for tests that count them.
func (t *Tx) Transaction() *sql.Tx { return t.tx }
