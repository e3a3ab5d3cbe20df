package ydoc

import (
	"cmp"
	"slices"
)

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
