package ydoc

// Neighbours that one client wrote one after the other are one item, as if
// they had been written at once; otherwise every letter would stay an item.
// They must follow each other by clock and in their list, have the same right
// neighbour and kind, be both deleted or both not, and the right one must have
// been written right after the left one (yjs, Item.mergeWith).

// maxValues is how many values an item holds at most: to cut it they must be
// counted one by one.
const maxValues = 1 << 10

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
	case kindDeleted, kindString:
		return true
	case kindAny, kindJSON:
		return left.len()+right.len() <= maxValues
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
	if d.clients[right.client].order.last() == r {
		d.dropSpare(right.client)
	}
	d.waste += int(right.size)
	d.extend(l, d.arena[right.off:right.off+right.size])
}

// mergeGC makes a collected item one with collected neighbours by clock.
func (d *Doc) mergeGC(i int32) {
	o := &d.clients[d.items[i].client].order
	at := d.find(d.items[i].client, d.items[i].clock)
	for {
		next, more := o.next(at)
		if !more || d.items[o.at(next)].kind() != kindGC {
			break
		}
		d.joinGC(i, next)
	}
	if before, more := o.previous(at); more && d.items[o.at(before)].kind() == kindGC {
		d.joinGC(o.at(before), at)
	}
}

// joinGC makes the item at a place part of the collected one before it.
func (d *Doc) joinGC(i int32, at place) {
	o := &d.clients[d.items[i].client].order
	gone := o.at(at)
	d.items[i].setLen(d.items[i].len() + d.items[gone].len())
	o.remove(at)
	d.freeItem(gone)
}
