package ydoc

// Origins and deletions point into items, which are then cut: the right part
// has the unit before it as its left neighbour and keeps the right one. A
// surrogate pair that is cut becomes two U+FFFD for good, as in yjs.

// cleanEnd is the item that ends with clock; it is cut if need be, unless it
// is collected.
func (d *Doc) cleanEnd(c int32, clock uint64) int32 {
	i := d.holding(c, clock)
	if it := &d.items[i]; it.end() != clock+1 && it.kind() != kindGC {
		d.split(i, d.find(c, clock), clock+1-it.clock)
	}
	return i
}

// cleanStart is the item that begins with clock; it is cut if need be, unless
// it is collected.
func (d *Doc) cleanStart(c int32, clock uint64) int32 {
	i := d.holding(c, clock)
	if it := &d.items[i]; it.clock != clock && it.kind() != kindGC {
		return d.split(i, d.find(c, clock), clock-it.clock)
	}
	return i
}

// split cuts item i, which stands at place at of its client's order, after n
// units, and returns the right part.
func (d *Doc) split(i int32, at place, n uint64) int32 {
	r := d.newItem()
	left, right := &d.items[i], &d.items[r]
	*right = *left
	right.clock = left.clock + n
	right.setLen(left.len() - n)
	right.originClient, right.originClock = left.client, right.clock-1
	right.left = i
	d.splitContent(i, r, n)
	left.right = r
	left.setLen(n)
	if right.right != 0 {
		d.items[right.right].left = r
	} else {
		d.lists[right.list].last = r
	}
	d.clients[left.client].order.insertAfter(at, r)
	d.touched = append(d.touched, r)
	if d.lists[right.list].keyed && !left.dead() {
		d.mourn(i) // of a key only the last item stays, also once the document is loaded again
	}
	return r
}

// splitContent shares the content of i, of which r is a copy that still stands
// for the whole, between the two.
func (d *Doc) splitContent(i, r int32, n uint64) {
	left, right := &d.items[i], &d.items[r]
	if left.kind() == kindDeleted {
		return
	}
	content := d.bytes(left)
	at, inside := cut(left.kind(), content, left.len(), n)
	if !inside {
		left.size = uint32(at)
		right.off, right.size = left.off+uint32(at), right.size-uint32(at)
		return
	}
	if d.clients[left.client].order.last() == i {
		d.dropSpare(left.client)
	}
	rest := content[at+4:]
	right.off, _ = d.keep([]byte(replacement))
	d.arena = append(d.arena, rest...)
	right.size = uint32(len(replacement) + len(rest))
	copy(d.arena[left.off+uint32(at):], replacement)
	left.size = uint32(at + len(replacement))
	d.waste += 1 + len(rest)
}
