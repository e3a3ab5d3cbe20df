package ydoc

import (
	"cmp"
	"slices"
)

// Emptying is an update that deletes everything visible in a root fragment. The
// document itself does not change.
func (d *Doc) Emptying(fragment string) []byte {
	live := map[uint64][]Range{}
	if n, ok := d.roots[fragment]; ok {
		for i := d.lists[n].first; i != 0; i = d.items[i].right {
			if it := &d.items[i]; !it.dead() {
				id := d.clients[it.client].id
				live[id] = append(live[id], Range{id, it.clock, it.len()})
			}
		}
	}
	var sets rangeWriter
	for _, id := range highestFirst(live) {
		sets.add(id, joined(live[id]))
	}
	return sets.append([]byte{0})
}

// joined is ranges of one client in order, with those that touch made one.
func joined(ranges []Range) (one []Range) {
	slices.SortFunc(ranges, func(a, b Range) int { return cmp.Compare(a.Clock, b.Clock) })
	for _, r := range ranges {
		if k := len(one) - 1; k >= 0 && one[k].End() == r.Clock {
			one[k].Len += r.Len
			continue
		}
		one = append(one, r)
	}
	return one
}

// Forget drops what waits of these clients: structs that could not be integrated.
// If they come again, they are taken as new.
func (d *Doc) Forget(clients []uint64) {
	for _, id := range clients {
		if q := d.pending.queues[id]; q != nil {
			for _, run := range q.runs {
				d.pending.size -= len(run.b) + overhead
			}
			delete(d.pending.queues, id)
		}
	}
}
