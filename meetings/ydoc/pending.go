package ydoc

import (
	"cmp"
	"slices"
)

// What cannot be integrated yet waits: structs whose client has a gap before
// them or that refer to another client's struct not yet known, and deletions
// of what is not known. It is no part of the state vector, but part of the
// encoded document and of every difference, and it is tried again when what
// it waits for comes. The same collection merges updates without a document.

// backlog is structs and deletions outside of a document.
type backlog struct {
	queues  map[uint64]*queue   // by client
	wanted  map[uint64][]uint64 // by client: whose queues wait for it
	deletes map[uint64][]Range  // by client, in order and apart from each other
	size    int                 // bytes, and what they cost to keep
}

// queue is the structs of one client, as runs without gaps. Runs are sorted by
// their clock and may overlap, but none lies within another.
type queue struct {
	runs   []section
	wants  uint64 // the client it waits for, if it waits
	listed bool   // it is in wanted[wants]
}

// overhead is about how many bytes a run or a range costs beside its content.
const overhead = 96

// add keeps the structs of a section that are left.
func (b *backlog) add(s *section) {
	if b.queues == nil {
		b.queues = map[uint64]*queue{}
	}
	var in incoming
	rest := *s
	for rest.left > 0 {
		run := rest
		for run.left = 0; rest.left > 0; run.left++ {
			size := rest.next(&in)
			rest.take(&in, size)
			if in.kind == kindSkip {
				break
			}
			run.end, run.stop = rest.clock, rest.pos
		}
		if run.left > 0 {
			b.addRun(&run)
		}
	}
}

// addRun keeps one run without gaps.
func (b *backlog) addRun(run *section) {
	q := b.queues[run.client]
	if q == nil {
		q = &queue{}
		b.queues[run.client] = q
	}
	content := run.b[run.pos:run.stop]
	at, _ := slices.BinarySearchFunc(q.runs, run.clock, func(r section, clock uint64) int { return cmp.Compare(r.clock, clock+1) })
	if at > 0 && q.runs[at-1].end >= run.end {
		return
	}
	if at > 0 && q.runs[at-1].end == run.clock {
		before := &q.runs[at-1]
		before.b = append(before.b[:before.stop], content...)
		before.left += run.left
		before.end, before.stop = run.end, len(before.b)
		b.size += len(content)
		b.swallow(q, at-1)
		return
	}
	q.runs = slices.Insert(q.runs, at, section{
		client: run.client, clock: run.clock, left: run.left, b: slices.Clone(content),
		end: run.end, stop: len(content),
	})
	b.size += len(content) + overhead
	b.swallow(q, at)
}

// swallow takes away the runs that lie within the one at a place.
func (b *backlog) swallow(q *queue, at int) {
	next := at + 1
	for next < len(q.runs) && q.runs[next].end <= q.runs[at].end {
		b.size -= len(q.runs[next].b) + overhead
		next++
	}
	q.runs = slices.Delete(q.runs, at+1, next)
}

// addDelete keeps a range to be deleted. It reports whether that is news.
func (b *backlog) addDelete(del Range) bool {
	if b.deletes == nil {
		b.deletes = map[uint64][]Range{}
	}
	ranges := b.deletes[del.Client]
	from, _ := slices.BinarySearchFunc(ranges, del.Clock, func(r Range, clock uint64) int { return cmp.Compare(r.End(), clock) })
	to := from
	for to < len(ranges) && ranges[to].Clock <= del.End() {
		if ranges[to].Clock <= del.Clock && ranges[to].End() >= del.End() {
			return false
		}
		to++
	}
	if to > from {
		end := max(del.End(), ranges[to-1].End())
		del.Clock = min(del.Clock, ranges[from].Clock)
		del.Len = end - del.Clock
	}
	b.size += overhead * (1 - (to - from))
	b.deletes[del.Client] = slices.Replace(ranges, from, to, del)
	return true
}

// postpone keeps what is left of a section.
func (d *Doc) postpone(s *section) {
	var in incoming
	for rest := *s; rest.left > 0; {
		from := max(rest.clock, d.Clock(s.client))
		size := rest.next(&in)
		rest.take(&in, size)
		if in.kind != kindSkip && from < rest.clock {
			d.note(Range{s.client, from, rest.clock - from})
		}
	}
	d.pending.add(s)
	d.tryQueue(s.client)
}

// note adds what of a range did not wait already to what the update brought.
func (d *Doc) note(came Range) {
	if q := d.pending.queues[came.Client]; q != nil {
		for _, run := range q.runs {
			if run.clock >= came.End() {
				break
			}
			if run.clock > came.Clock {
				d.noteUnknown(Range{came.Client, came.Clock, run.clock - came.Clock})
			}
			if run.end >= came.End() {
				return
			}
			if run.end > came.Clock {
				came.Clock, came.Len = run.end, came.End()-run.end
			}
		}
	}
	d.noteUnknown(came)
}

func (d *Doc) noteUnknown(came Range) {
	if k := len(d.fresh) - 1; k >= 0 && d.fresh[k].Client == came.Client && d.fresh[k].End() == came.Clock {
		d.fresh[k].Len += came.Len
		return
	}
	d.fresh = append(d.fresh, came)
}

// retry integrates what waited for the clients that have brought something.
func (d *Doc) retry() {
	if len(d.pending.queues) == 0 {
		return
	}
	for k := 0; k < len(d.came); k++ {
		came := d.came[k]
		d.tryQueue(came)
		waiting := d.pending.wanted[came]
		delete(d.pending.wanted, came)
		for _, client := range waiting {
			if q := d.pending.queues[client]; q != nil && q.listed && q.wants == came {
				q.listed = false
				d.tryQueue(client)
			}
		}
	}
}

// tryQueue integrates of one client's queue what does not wait any more.
func (d *Doc) tryQueue(client uint64) {
	q := d.pending.queues[client]
	if q == nil {
		return
	}
	for len(q.runs) > 0 {
		run := &q.runs[0]
		if run.end > d.Clock(client) {
			d.advance(run)
			if run.left > 0 {
				d.want(client, q, run.need.client)
				return
			}
		}
		d.pending.size -= len(run.b) + overhead
		q.runs = slices.Delete(q.runs, 0, 1)
	}
	delete(d.pending.queues, client)
}

// want notes for whom a queue waits. Gaps of its own need no note: the client
// itself comes first.
func (d *Doc) want(client uint64, q *queue, wants uint64) {
	if wants == client || q.listed && q.wants == wants {
		return
	}
	if d.pending.wanted == nil {
		d.pending.wanted = map[uint64][]uint64{}
	}
	q.wants, q.listed = wants, true
	d.pending.wanted[wants] = append(d.pending.wanted[wants], client)
}

// retryDeletes deletes what waited to be deleted of one client and has come.
func (d *Doc) retryDeletes(client uint64) {
	ranges := d.pending.deletes[client]
	for len(ranges) > 0 {
		rest := d.deleteRange(ranges[0])
		if rest.Len > 0 {
			ranges[0] = rest
			d.pending.deletes[client] = ranges
			return
		}
		ranges = ranges[1:]
		d.pending.size -= overhead
	}
	delete(d.pending.deletes, client)
}

// PendingSize is about the number of bytes that wait for what has not come yet.
func (d *Doc) PendingSize() int { return d.pending.size }
