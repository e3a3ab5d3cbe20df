package ydoc

import "slices"

// order is the items of one client by clock, without gaps from clock 0 on.
type order []int32

// find is the place in o of the item that holds clock, which must be known.
func (d *Doc) find(c int32, clock uint64) int {
	o := d.clients[c].order
	lo, hi := 0, len(o)-1
	if d.items[o[hi]].clock <= clock {
		return hi
	}
	for lo < hi {
		mid := int(uint(lo+hi+1) >> 1)
		if d.items[o[mid]].clock <= clock {
			lo = mid
		} else {
			hi = mid - 1
		}
	}
	return lo
}

// last is the last item of a client, 0 if it has none.
func (c *client) last() int32 {
	if len(c.order) == 0 {
		return 0
	}
	return c.order[len(c.order)-1]
}

// insert puts an item at a place.
func (o *order) insert(at int, i int32) { *o = slices.Insert(*o, at, i) }

// remove takes the item at a place away.
func (o *order) remove(at int) { *o = slices.Delete(*o, at, at+1) }

// removeRun takes the items from one place up to another away.
func (o *order) removeRun(from, to int) { *o = slices.Delete(*o, from, to) }
