package bus

import "sync/atomic"

// Stats counts what a bus over Redis has done since it was made.
type Stats struct {
	Published  uint64 // messages that Redis took in
	Received   uint64 // messages of other nodes that were handed to subscribers
	Lost       uint64 // topics whose subscribers were handed Lost
	Dropped    uint64 // messages that other nodes were not sent
	Reconnects uint64 // links to Redis after the first
}

type counters struct {
	published, received, lost, dropped, links atomic.Uint64
}

// Stats returns the counts so far.
func (r *Redis) Stats() Stats {
	return Stats{
		Published:  r.stats.published.Load(),
		Received:   r.stats.received.Load(),
		Lost:       r.stats.lost.Load(),
		Dropped:    r.stats.dropped.Load(),
		Reconnects: max(r.stats.links.Load(), 1) - 1,
	}
}
