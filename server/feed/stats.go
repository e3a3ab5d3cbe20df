package feed

import "sync/atomic"

// Stats are counts since the start, for an operator.
type Stats struct {
	Sent        int64 // answers with a feed
	NotModified int64 // answers that the reader has it already
	Unknown     int64 // answers that there is no such feed
	Unavailable int64 // answers that a feed cannot be had just now
	Stale       int64 // feeds served as they were, since the database gave no answer
	Built       int64 // feeds made
	LeftOut     int64 // events left out since they could not be written
	Prepared    int64 // feeds in memory now
	Bytes       int64 // that these take
}

// counts are the counts behind Stats.
type counts struct {
	sent, notModified, unknown, unavailable, stale, built, leftOut atomic.Int64
}

// Stats returns the counts so far.
func (f *Feeds) Stats() Stats {
	prepared, bytes := f.shelf.size()
	return Stats{
		Sent: f.counts.sent.Load(), NotModified: f.counts.notModified.Load(),
		Unknown: f.counts.unknown.Load(), Unavailable: f.counts.unavailable.Load(),
		Stale: f.counts.stale.Load(), Built: f.counts.built.Load(), LeftOut: f.counts.leftOut.Load(),
		Prepared: int64(prepared), Bytes: int64(bytes),
	}
}
