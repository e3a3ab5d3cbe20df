package ydoc

import (
	"cmp"
	"slices"
)

// Deleting marks an item; deleting a type deletes all that lies in it. At the
// end of an update what was deleted is collected: its content goes, its place
// remains; what lay in a deleted type loses its place too, and only its length
// remains (yjs INTERNALS.md, "Deletions"; Item.gc).

// delete marks an item, and all that lies in it, as deleted.
func (d *Doc) delete(i int32) {
	if d.items[i].dead() {
		return
	}
	d.deleted = true
	d.mourn(i)
	for k := len(d.doomed) - 1; k < len(d.doomed); k++ {
		if it := &d.items[d.doomed[k]]; it.kind() == kindType {
			d.deleteWithin(int32(it.size))
		}
	}
}

// mourn marks one item.
func (d *Doc) mourn(i int32) {
	d.items[i].span |= deadBit
	d.doomed = append(d.doomed, i)
	d.touched = append(d.touched, i)
}

// deleteWithin marks what lies in a type, but not what lies in that.
func (d *Doc) deleteWithin(owner int32) {
	for i := d.lists[owner].first; i != 0; i = d.items[i].right {
		if !d.items[i].dead() {
			d.mourn(i)
		}
	}
	for _, key := range d.lists[owner].keys {
		if i := d.lists[key].last; i != 0 && !d.items[i].dead() {
			d.mourn(i)
		}
	}
}

// applyDeletes deletes what the update deletes, and what waited to be deleted
// and came with it. It reports whether part of the former must wait.
func (d *Doc) applyDeletes(p *parsed) (waits bool) {
	for _, del := range d.apart(p) {
		if rest := d.deleteRange(del); rest.Len > 0 {
			waits = true
			if d.pending.addDelete(rest) {
				d.deleted = true
			}
		}
	}
	if len(d.pending.deletes) > 0 {
		for _, client := range d.came {
			d.retryDeletes(client)
		}
	}
	return waits
}

// apart is what an update deletes, as ranges that do not overlap: so no item is
// visited more often than it is cut.
func (d *Doc) apart(p *parsed) []Range {
	d.ranges = d.ranges[:0]
	sorted := true
	r := reader{b: p.b, pos: p.deletes, trusted: true}
	r.deletes(func(del Range) {
		if k := len(d.ranges) - 1; k >= 0 {
			last := d.ranges[k]
			sorted = sorted && (last.Client > del.Client || last.Client == del.Client && last.End() <= del.Clock)
		}
		d.ranges = append(d.ranges, del)
	})
	if sorted {
		return d.ranges
	}
	slices.SortFunc(d.ranges, func(a, b Range) int {
		return cmp.Or(cmp.Compare(a.Client, b.Client), cmp.Compare(a.Clock, b.Clock))
	})
	apart := d.ranges[:1]
	for _, del := range d.ranges[1:] {
		if last := &apart[len(apart)-1]; last.Client == del.Client && last.End() >= del.Clock {
			last.Len = max(last.End(), del.End()) - last.Clock
			continue
		}
		apart = append(apart, del)
	}
	return apart
}

// deleteRange deletes what of a range is known, and returns the rest.
func (d *Doc) deleteRange(del Range) (rest Range) {
	c := d.known(del.Client)
	if c == none || del.Clock >= d.clients[c].next {
		return del
	}
	end := del.End()
	if next := d.clients[c].next; end > next {
		rest = Range{del.Client, next, end - next}
		end = next
	}
	o := &d.clients[c].order
	at := d.find(c, del.Clock)
	i := o.at(at)
	if it := &d.items[i]; it.clock < del.Clock && !it.dead() {
		i = d.split(i, at, del.Clock-it.clock)
		at = d.find(c, del.Clock)
	}
	for {
		it := &d.items[i]
		if !it.dead() {
			if end < it.end() {
				d.split(i, at, end-it.clock)
				d.delete(i)
				return rest
			}
			d.delete(i)
		}
		next, more := o.next(at)
		if !more || d.items[o.at(next)].clock >= end {
			return rest
		}
		at, i = next, o.at(next)
	}
}

// settle collects what was deleted and makes neighbours one.
func (d *Doc) settle() {
	for k := 0; k < len(d.doomed); k++ {
		i := d.doomed[k]
		switch it := &d.items[i]; it.kind() {
		case kindGC, kindDeleted:
			continue
		case kindType:
			d.collectType(int32(it.size))
		}
		d.dropContent(i)
		d.items[i].setKind(kindDeleted)
	}
	d.doomed = d.doomed[:0]
	for _, i := range d.touched {
		d.mergeAround(i)
	}
	d.touched = d.touched[:0]
	d.tidy()
}

// collectType collects all that lies in a type, and its lists.
func (d *Doc) collectType(owner int32) {
	types := []int32{owner}
	for len(types) > 0 {
		t := types[len(types)-1]
		types = types[:len(types)-1]
		keys := d.lists[t].keys
		types = d.collectList(t, types)
		for _, key := range keys {
			types = d.collectList(key, types)
		}
	}
}

// collectList collects a list. The types in it are still to be collected.
func (d *Doc) collectList(n int32, types []int32) []int32 {
	for i := d.lists[n].first; i != 0; {
		it := &d.items[i]
		next := it.right
		if it.kind() == kindType {
			types = append(types, int32(it.size))
		}
		d.dropContent(i)
		*it = item{
			clock: it.clock, span: it.len() | deadBit | kindGC<<kindShift,
			client: it.client, originClient: none, rightClient: none,
		}
		d.touched = append(d.touched, i)
		i = next
	}
	d.lists[n] = list{}
	d.freeLists = append(d.freeLists, n)
	return types
}
