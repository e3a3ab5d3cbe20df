package ydoc

// A new item finds its place between the neighbours it had when it was written
// (yjs INTERNALS.md, "Integration"; the algorithm is YATA). Where others were
// put between the same neighbours meanwhile, they are passed from left to
// right as long as
//
//   - one has the same neighbour to the left: it stays to the left if its
//     client is lower; if its right neighbour is the same too, the search ends;
//   - one has its left neighbour among those passed: it stays together with
//     that one, so it is to the left if that one is.

// spot is where an item is to stand: its neighbours and its list.
type spot struct{ left, right, list int32 }

// place integrates a struct of client c without its first skip units, which
// are known. All it refers to is known.
func (d *Doc) place(c int32, in *incoming, skip uint64) {
	if in.kind == kindGC {
		d.placeGC(c, in.clock+skip, in.length-skip)
		return
	}
	var it item
	it.client, it.clock = c, in.clock+skip
	d.neighbours(&it, in)
	if skip == 0 && d.typeOn(&it, in) {
		return
	}
	at := d.spot(&it, in)
	if skip > 0 {
		at.left = d.cleanEnd(c, it.clock-1)
		it.originClient, it.originClock = c, it.clock-1
		if at.list != 0 {
			// What is known of it decides, also if that was collected.
			at.list = d.items[at.left].list
		}
	}
	if at.list == 0 {
		d.placeGC(c, it.clock, in.length-skip)
		return
	}
	it.list = at.list
	it.span = in.length - skip | uint64(in.kind)<<kindShift
	if in.kind == kindDeleted {
		it.span |= deadBit
	}
	d.dropSpare(c)
	d.hold(&it, in, skip)
	i := d.newItem()
	d.items[i] = it
	if in.kind == kindType {
		d.items[i].size = uint32(d.newType(i, ""))
		d.depth = max(d.depth, d.level(&it)+1)
	}
	cl := &d.clients[c]
	cl.order.push(i)
	cl.next = it.end()
	d.touched = append(d.touched, i)
	d.link(i, d.between(&it, at))
}

// neighbours notes whom the item had beside it when it was written.
func (d *Doc) neighbours(it *item, in *incoming) {
	it.originClient, it.rightClient = none, none
	if in.hasOrigin {
		it.originClient, it.originClock = d.known(in.origin.client), in.origin.clock
	}
	if in.hasRight {
		it.rightClient, it.rightClock = d.known(in.right.client), in.right.clock
	}
}

// hold takes the content of a struct from unit skip on into the arena.
func (d *Doc) hold(it *item, in *incoming, skip uint64) {
	if in.kind == kindDeleted {
		return
	}
	at, inside := cut(in.kind, in.content, in.length, skip)
	if !inside {
		it.off, it.size = d.keep(in.content[at:])
		return
	}
	it.off, _ = d.keep([]byte(replacement))
	d.keep(in.content[at+4:])
	it.size = uint32(len(d.arena)) - it.off
}

// typeOn is the quick way for typing: text that follows the last item of its
// client, in the same place, makes that item longer.
func (d *Doc) typeOn(it *item, in *incoming) bool {
	if in.kind != kindString || it.originClient != it.client || it.originClock+1 != it.clock {
		return false
	}
	last := d.clients[it.client].order.last()
	l := &d.items[last]
	if l.kind() != kindString || l.dead() || l.rightClient != it.rightClient || l.rightClock != it.rightClock {
		return false
	}
	if r := &d.items[l.right]; l.right != 0 && (it.rightClient != r.client || it.rightClock != r.clock) ||
		l.right == 0 && it.rightClient != none || d.lists[l.list].keyed {
		return false
	}
	d.extend(last, in.content)
	l.setLen(l.len() + in.length)
	d.clients[it.client].next = l.end()
	return true
}

// placeGC integrates a struct of which nothing is left but its length.
func (d *Doc) placeGC(c int32, clock, length uint64) {
	cl := &d.clients[c]
	cl.next = clock + length
	if last := &d.items[cl.order.last()]; cl.order.last() != 0 && last.kind() == kindGC {
		last.setLen(last.len() + length)
		return
	}
	d.dropSpare(c)
	i := d.newItem()
	d.items[i] = item{
		clock: clock, span: length | deadBit | kindGC<<kindShift,
		client: c, originClient: none, rightClient: none,
	}
	cl.order.push(i)
}

// spot finds the neighbours and the list of a struct. What has a collected
// neighbour, a collected parent, or a parent that is no type, has no list: it
// is collected too.
func (d *Doc) spot(it *item, in *incoming) (at spot) {
	if in.hasOrigin {
		at.left = d.cleanEnd(it.originClient, it.originClock)
	}
	if in.hasRight {
		at.right = d.cleanStart(it.rightClient, it.rightClock)
	}
	if in.under != byNeighbour {
		if at.list = d.listOf(in); at.list != 0 && in.keyed {
			at.list = d.keyList(at.list, in.key)
		}
		return at
	}
	left, right := &d.items[at.left], &d.items[at.right]
	switch {
	case at.left != 0 && left.kind() == kindGC || at.right != 0 && right.kind() == kindGC:
	case at.left != 0:
		at.list = left.list
	default:
		at.list = right.list
	}
	return at
}

// listOf finds the sequence of the parent a struct names.
func (d *Doc) listOf(in *incoming) int32 {
	if in.under == byRoot {
		return d.root(in.root)
	}
	c := d.known(in.parent.client)
	parent := &d.items[d.holding(c, in.parent.clock)]
	if parent.kind() != kindType {
		return 0
	}
	return int32(parent.size)
}

// between finds after which item the new one belongs; 0 is the beginning.
//
// Those passed are marked with a number that only grows, so "was passed" and
// "was passed since the last that stays to the left" are comparisons.
func (d *Doc) between(it *item, at spot) int32 {
	left := at.left
	if left != 0 && d.items[left].right == at.right ||
		left == 0 && at.right != 0 && d.items[at.right].left == 0 {
		return left
	}
	o := d.lists[at.list].first
	if left != 0 {
		o = d.items[left].right
	}
	if o == 0 || o == at.right {
		return left
	}
	d.makeMarks()
	id := d.clients[it.client].id
	passed := d.mark + 1
	since := passed
	for ; o != 0 && o != at.right; o = d.items[o].right {
		d.mark++
		d.marks[o] = d.mark
		other := &d.items[o]
		if other.originClient == it.originClient && (it.originClient == none || other.originClock == it.originClock) {
			if d.clients[other.client].id < id {
				left, since = o, d.mark+1
			} else if other.rightClient == it.rightClient && (it.rightClient == none || other.rightClock == it.rightClock) {
				break
			}
			continue
		}
		if other.originClient == none {
			break
		}
		m := d.marks[d.holder(other)]
		if m < passed {
			break
		}
		if m < since {
			left, since = o, d.mark+1
		}
	}
	return left
}

// holder finds the item that holds the left neighbour of o, which is mostly
// the one that stands there now.
func (d *Doc) holder(o *item) int32 {
	l := &d.items[o.left]
	if o.left != 0 && l.client == o.originClient && l.clock <= o.originClock && o.originClock < l.end() {
		return o.left
	}
	return d.holding(o.originClient, o.originClock)
}

// makeMarks sees to it that each item has a mark, and that the next ones are
// above all that were given.
func (d *Doc) makeMarks() {
	if len(d.marks) < len(d.items) {
		d.marks = append(d.marks, make([]uint32, cap(d.items)-len(d.marks))...)
	}
	if d.mark > 1<<31 {
		clear(d.marks)
		d.mark = 0
	}
}

// link puts an item into its list, after left. The last item of a key is its
// value, all others are deleted; what comes into a deleted type is deleted.
func (d *Doc) link(i, left int32) {
	it := &d.items[i]
	l := &d.lists[it.list]
	it.left = left
	if left != 0 {
		it.right = d.items[left].right
		d.items[left].right = i
	} else {
		it.right = l.first
		l.first = i
	}
	if it.right != 0 {
		d.items[it.right].left = i
	} else {
		l.last = i
		if l.keyed && left != 0 {
			d.delete(left)
		}
	}
	if holder := d.lists[l.owner].item; holder != 0 && d.items[holder].dead() || l.keyed && it.right != 0 {
		d.delete(i)
	}
}
