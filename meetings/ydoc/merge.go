package ydoc

// Neighbours that one client wrote one after the other are one item, as if
// they had been written at once; otherwise every letter would stay an item.
// They must follow each other by clock and in their list, have the same right
// neighbour and kind, be both deleted or both not, and the right one must have
// been written right after the left one (yjs, Item.mergeWith).

// mergeAround makes item i one with its neighbours where that may be.
func (d *Doc) mergeAround(i int32) {
	it := &d.items[i]
	switch it.kind() {
	case kindFree:
		return
	case kindGC:
		d.mergeGC(i)
		return
	}
	for it.right != 0 && d.mergeable(i, it.right) {
		d.merge(i, it.right)
	}
	if l := it.left; l != 0 && d.mergeable(l, i) {
		d.merge(l, i)
	}
}

func (d *Doc) mergeable(l, r int32) bool {
	left, right := &d.items[l], &d.items[r]
	if left.client != right.client || left.end() != right.clock || !left.alike(right) ||
		right.originClient != right.client || right.originClock+1 != right.clock ||
		left.rightClient != right.rightClient || left.rightClient != none && left.rightClock != right.rightClock {
		return false
	}
	switch left.kind() {
	case kindDeleted, kindString, kindAny, kindJSON:
		return true
	}
	return false
}

// merge makes r part of l.
func (d *Doc) merge(l, r int32) {
	left, right := &d.items[l], &d.items[r]
	c := &d.clients[left.client]
	at := d.find(left.client, right.clock)
	if left.kind() != kindDeleted {
		d.mergeContent(l, r)
	}
	c.order.remove(at)
	left.setLen(left.len() + right.len())
	left.right = right.right
	if left.right != 0 {
		d.items[left.right].left = l
	} else {
		d.lists[left.list].last = l
	}
	d.freeItem(r)
}

// mergeContent puts the content of r behind that of l.
func (d *Doc) mergeContent(l, r int32) {
	left, right := &d.items[l], &d.items[r]
	if left.off+left.size == right.off {
		left.size += right.size
		return
	}
	if d.clients[right.client].last() == r {
		d.dropSpare(right.client)
	}
	d.waste += int(right.size)
	d.extend(l, d.arena[right.off:right.off+right.size])
}

// mergeGC makes a collected item one with collected neighbours by clock.
func (d *Doc) mergeGC(i int32) {
	it := &d.items[i]
	c := &d.clients[it.client]
	at := d.find(it.client, it.clock)
	from, to := at, at
	for from > 0 && d.items[c.order[from-1]].kind() == kindGC {
		from--
	}
	for to+1 < len(c.order) && d.items[c.order[to+1]].kind() == kindGC {
		to++
	}
	if from == to {
		return
	}
	first := &d.items[c.order[from]]
	first.setLen(d.items[c.order[to]].end() - first.clock)
	for _, gone := range c.order[from+1 : to+1] {
		d.freeItem(gone)
	}
	c.order.removeRun(from+1, to+1)
}
