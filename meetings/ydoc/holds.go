package ydoc

import "slices"

// What the document knows, told without reading it.

// Clients are all who wrote something that is integrated, highest first.
func (d *Doc) Clients() []uint64 {
	ids := make([]uint64, 0, len(d.byRank))
	for _, c := range d.byRank {
		ids = append(ids, d.clients[c].id)
	}
	return ids
}

// Size is about the number of bytes the document takes in memory.
func (d *Doc) Size() int {
	return cap(d.arena) + 64*cap(d.items) + 96*cap(d.lists) + 4*cap(d.marks) +
		4*len(d.items) + 96*len(d.clients) + d.pending.size
}

// Holds reports whether the document knows all of an update, so that applying
// it would change nothing. What waits counts as known.
func (d *Doc) Holds(update []byte) (bool, error) {
	p, err := parse(update, nil)
	if err != nil {
		return false, err
	}
	holds := true
	for i := range p.sections {
		holds = holds && d.holdsSection(&p.sections[i])
	}
	r := reader{b: update, pos: p.deletes, trusted: true}
	r.deletes(func(del Range) { holds = holds && d.holdsDelete(del) })
	return holds, nil
}

// Knows reports whether the document has all units of a range. What waits counts as
// known.
func (d *Doc) Knows(r Range) bool {
	from := max(r.Clock, d.Clock(r.Client))
	if q := d.pending.queues[r.Client]; q != nil {
		for _, run := range q.runs {
			if run.clock <= from {
				from = max(from, run.end)
			}
		}
	}
	return r.End() <= from
}

// Doomed reports whether all units of a range are deleted, or wait to be.
func (d *Doc) Doomed(r Range) bool { return d.holdsDelete(r) }

func (d *Doc) holdsSection(s *section) bool {
	var in incoming
	for rest := *s; rest.left > 0; {
		size := rest.next(&in)
		rest.take(&in, size)
		from := max(in.clock, d.Clock(s.client))
		if q := d.pending.queues[s.client]; q != nil {
			for _, run := range q.runs {
				if run.clock <= from {
					from = max(from, run.end)
				}
			}
		}
		if in.kind != kindSkip && rest.clock > from {
			return false
		}
	}
	return true
}

func (d *Doc) holdsDelete(del Range) bool {
	c, at := d.known(del.Client), del.Clock
	if c != none && at < d.clients[c].next {
		for i := range d.clients[c].order.from(d.find(c, at)) {
			it := &d.items[i]
			if it.clock >= del.End() {
				break
			}
			if !it.dead() {
				return false
			}
		}
		at = min(d.clients[c].next, del.End())
	}
	return at == del.End() || slices.ContainsFunc(d.pending.deletes[del.Client], func(r Range) bool {
		return r.Clock <= at && r.End() >= del.End()
	})
}
