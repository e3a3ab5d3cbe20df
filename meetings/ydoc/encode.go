package ydoc

import (
	"cmp"
	"slices"
)

// The document is written as one update, highest client first, which makes it
// quick to read again. What waits is written behind what is known of the same
// client, with a gap between (yjs, encodeStateAsUpdate).

// StateVector is the first clock not yet known of each client, encoded as in
// sync step 1 (y-protocols PROTOCOL.md): the number of clients, and for each
// its identity and clock.
func (d *Doc) StateVector() []byte {
	b := appendUint(make([]byte, 0, 8+12*len(d.byRank)), uint64(len(d.byRank)))
	for _, c := range d.byRank {
		b = appendUint(appendUint(b, d.clients[c].id), d.clients[c].next)
	}
	return b
}

// Encode is the whole document as one update, what waits included.
func (d *Doc) Encode() []byte { return d.encode(nil) }

// Diff is an update with all that the holder of the state vector lacks, what
// waits and all deletions included.
func (d *Doc) Diff(stateVector []byte) ([]byte, error) {
	r := reader{b: stateVector}
	has := map[uint64]uint64{}
	for n := r.uint(); n > 0 && r.fault == nil; n-- {
		client := r.uint()
		has[client] = r.uint()
	}
	if r.fault == nil && r.left() > 0 {
		r.fail(Trailing)
	}
	if r.fault != nil {
		return nil, r.fault
	}
	return d.encode(has), nil
}

// part is what an update holds of one client.
type part struct {
	id    uint64
	c     int32  // its number, none if nothing of it is known
	from  uint64 // the first clock to write
	queue *queue
}

// encode writes what someone lacks that has these clocks.
func (d *Doc) encode(has map[uint64]uint64) []byte {
	parts := d.parts(has)
	b := make([]byte, 0, 64+len(d.arena)-d.waste+24*len(d.items)+d.pending.size)
	b = appendUint(b, uint64(len(parts)))
	for i := range parts {
		b = d.appendPart(b, &parts[i])
	}
	return d.appendDeletes(b)
}

// parts lists the clients of which there is something to write.
func (d *Doc) parts(has map[uint64]uint64) []part {
	parts := make([]part, 0, len(d.byRank)+len(d.pending.queues))
	for _, c := range d.byRank {
		id := d.clients[c].id
		p := part{id: id, c: c, from: has[id], queue: d.pending.queues[id]}
		if p.from < d.clients[c].next || p.waits() {
			parts = append(parts, p)
		}
	}
	known := len(parts)
	for id, q := range d.pending.queues {
		p := part{id: id, c: none, from: has[id], queue: q}
		if d.known(id) == none && p.waits() {
			parts = append(parts, p)
		}
	}
	if len(parts) > known {
		slices.SortFunc(parts, func(a, b part) int { return cmp.Compare(b.id, a.id) })
	}
	return parts
}

// waits reports whether something of it waits that is to be written.
func (p *part) waits() bool {
	return p.queue != nil && p.queue.runs[len(p.queue.runs)-1].end > p.from
}

// appendPart writes the structs of one client.
func (d *Doc) appendPart(b []byte, p *part) []byte {
	if p.c == none || p.from >= d.clients[p.c].next {
		return p.queue.append(b, p.id, p.from)
	}
	c := &d.clients[p.c]
	var at place
	if p.from > 0 {
		at = d.find(p.c, p.from)
	}
	n := c.order.n - c.order.before(at)
	var waiting pieces
	if p.queue != nil {
		waiting = p.queue.pieces(c.next, c.next)
		n += waiting.count
	}
	b = appendUint(appendUint(appendUint(b, uint64(n)), c.id), p.from)
	skip := p.from - d.items[c.order.at(at)].clock
	for i := range c.order.from(at) {
		b = d.appendItem(b, &d.items[i], skip)
		skip = 0
	}
	return append(b, waiting.b...)
}

// pieces are structs ready to be written, without the header.
type pieces struct {
	b     []byte
	count int
	first uint64 // the clock of the first
}

// pieces writes the runs of a queue from a clock on. The gap after the clock
// that was written before is written too; there is none if that is 0.
func (q *queue) pieces(from, written uint64) (p pieces) {
	var in incoming
	for _, run := range q.runs {
		if run.end <= from {
			continue
		}
		for run.clock < from {
			size := run.next(&in)
			if in.clock+in.length > from {
				if p.count == 0 && written == 0 {
					p.first = from
				}
				p.b = in.append(p.b, run.client, from-in.clock)
				p.count++
				from = in.clock + in.length
			}
			run.take(&in, size)
		}
		switch {
		case p.count == 0 && written == 0:
			p.first = run.clock
		case run.clock > from:
			p.b = appendUint(append(p.b, kindSkip), run.clock-from)
			p.count++
		}
		p.b = append(p.b, run.b[run.pos:run.stop]...)
		p.count += run.left
		from = run.end
	}
	return p
}

// append writes a queue as the structs of a client, from a clock on.
func (q *queue) append(b []byte, client, from uint64) []byte {
	p := q.pieces(from, 0)
	b = appendUint(appendUint(appendUint(b, uint64(p.count)), client), p.first)
	return append(b, p.b...)
}

// appendItem writes an item from unit n on.
func (d *Doc) appendItem(b []byte, it *item, n uint64) []byte {
	kind := it.kind()
	if kind == kindGC {
		return appendUint(append(b, kindGC), it.len()-n)
	}
	origin, originClock := it.originClient, it.originClock
	if n > 0 {
		origin, originClock = it.client, it.clock+n-1
	}
	l := &d.lists[it.list]
	info := kind
	if origin != none {
		info |= bitOrigin
	}
	if it.rightClient != none {
		info |= bitRight
	}
	if l.keyed {
		info |= bitKey
	}
	b = append(b, info)
	if origin != none {
		b = appendUint(appendUint(b, d.clients[origin].id), originClock)
	}
	if it.rightClient != none {
		b = appendUint(appendUint(b, d.clients[it.rightClient].id), it.rightClock)
	}
	if origin == none && it.rightClient == none {
		b = d.appendParent(b, l)
	}
	if kind == kindDeleted {
		return appendUint(b, it.len()-n)
	}
	return appendContent(b, kind, d.bytes(it), it.len(), n)
}

// appendParent writes to which type, and under which key, a list belongs.
func (d *Doc) appendParent(b []byte, l *list) []byte {
	owner := &d.lists[l.owner]
	if owner.item == 0 {
		b = appendText(append(b, 1), owner.name)
	} else {
		holder := &d.items[owner.item]
		b = appendUint(appendUint(append(b, 0), d.clients[holder.client].id), holder.clock)
	}
	if l.keyed {
		b = appendText(b, l.name)
	}
	return b
}

// appendDeletes writes all that is deleted or waits to be.
func (d *Doc) appendDeletes(b []byte) []byte {
	all := make([]uint64, 0, len(d.byRank))
	for _, c := range d.byRank {
		all = append(all, d.clients[c].id)
	}
	for id := range d.pending.deletes {
		if d.known(id) == none {
			all = append(all, id)
		}
	}
	slices.SortFunc(all, func(a, b uint64) int { return cmp.Compare(b, a) })
	var sets rangeWriter
	var ranges []Range
	for _, id := range all {
		ranges = ranges[:0]
		if c := d.known(id); c != none {
			ranges = d.deadRanges(c, ranges)
		}
		for _, del := range d.pending.deletes[id] {
			if k := len(ranges) - 1; k >= 0 && ranges[k].End() == del.Clock {
				ranges[k].Len += del.Len
				continue
			}
			ranges = append(ranges, del)
		}
		sets.add(id, ranges)
	}
	return sets.append(b)
}

// deadRanges adds what of a client is deleted.
func (d *Doc) deadRanges(c int32, ranges []Range) []Range {
	live := true
	for i := range d.clients[c].order.all() {
		it := &d.items[i]
		switch {
		case !it.dead():
			live = true
			continue
		case live:
			ranges = append(ranges, Range{d.clients[c].id, it.clock, it.len()})
		default:
			ranges[len(ranges)-1].Len += it.len()
		}
		live = false
	}
	return ranges
}

// rangeWriter collects the deleted ranges of an update, client by client.
type rangeWriter struct {
	b []byte
	n uint64
}

// add writes the ranges of one client, if it has any.
func (w *rangeWriter) add(client uint64, ranges []Range) {
	if len(ranges) == 0 {
		return
	}
	w.n++
	w.b = appendUint(appendUint(w.b, client), uint64(len(ranges)))
	for _, del := range ranges {
		w.b = appendUint(appendUint(w.b, del.Clock), del.Len)
	}
}

// append writes how many clients there were, and their ranges.
func (w *rangeWriter) append(b []byte) []byte { return append(appendUint(b, w.n), w.b...) }
