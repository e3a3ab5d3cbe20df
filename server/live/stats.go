package live

import "sync/atomic"

type stats struct {
	joins, commands, refusals, malformed, slow, events, deliveries, healed, panics,
	notesOpened, notesKept, notesUnkept, notesRefused, notesHandedOn, notesDeliveries atomic.Int64
}

// Stats are the hub's figures since it started, and how it is now.
type Stats struct {
	Rooms, Sockets int   // now
	Joins          int64 // sockets opened
	Commands       int64 // asked for
	Refusals       int64 // commands refused
	Malformed      int64 // frames that could not be understood
	Slow           int64 // connections closed because they did not keep up
	Events         int64 // handed on
	Deliveries     int64 // events times those they were handed to
	Healed         int64 // times a room found in the log what the bus had not told
	Panics         int64 // goroutines that panicked

	NotesOpened     int64 // documents of notes opened from the store
	NotesKept       int64 // updates to notes kept
	NotesUnkept     int64 // times that updates to notes could not be kept
	NotesRefused    int64 // updates to notes refused
	NotesHandedOn   int64 // updates to notes handed on
	NotesDeliveries int64 // those times those they were handed to
}

// Stats returns the hub's figures.
func (h *Hub) Stats() Stats {
	h.mu.Lock()
	defer h.mu.Unlock()
	s := &h.stats
	return Stats{
		Rooms: len(h.rooms), Sockets: h.held["sockets"],
		Joins: s.joins.Load(), Commands: s.commands.Load(), Refusals: s.refusals.Load(), Malformed: s.malformed.Load(),
		Slow: s.slow.Load(), Events: s.events.Load(), Deliveries: s.deliveries.Load(), Healed: s.healed.Load(), Panics: s.panics.Load(),
		NotesOpened: s.notesOpened.Load(), NotesKept: s.notesKept.Load(), NotesUnkept: s.notesUnkept.Load(),
		NotesRefused: s.notesRefused.Load(), NotesHandedOn: s.notesHandedOn.Load(), NotesDeliveries: s.notesDeliveries.Load(),
	}
}
