package ydoc

// The arena holds all content. What is no longer needed in it is waste; when
// more than half of it is, it is written anew.

// keep puts content at the end of the arena.
func (d *Doc) keep(content []byte) (off, size uint32) {
	off = uint32(len(d.arena))
	d.arena = append(d.arena, content...)
	return off, uint32(len(content))
}

// dropSpare gives up the spare bytes behind the last item of a client.
func (d *Doc) dropSpare(c int32) {
	d.waste += int(d.clients[c].spare)
	d.clients[c].spare = 0
}

// dropContent gives up the content of an item.
func (d *Doc) dropContent(i int32) {
	it := &d.items[i]
	d.waste += len(d.bytes(it))
	if d.clients[it.client].order.last() == i {
		d.dropSpare(it.client)
	}
	it.off, it.size = 0, 0
}

// extend puts more content behind that of an item: where the arena ends, in
// the spare bytes behind it, or after moving it to the end with room to grow.
func (d *Doc) extend(i int32, more []byte) {
	it := &d.items[i]
	n := uint32(len(more))
	at := it.off + it.size
	c := &d.clients[it.client]
	last := c.order.last() == i
	switch {
	case int(at) == len(d.arena):
		d.arena = append(d.arena, more...)
	case last && c.spare >= n:
		copy(d.arena[at:], more)
		c.spare -= n
	default:
		d.waste += int(it.size)
		if last {
			d.waste += int(c.spare)
		}
		it.off = uint32(len(d.arena))
		d.arena = append(d.arena, d.arena[at-it.size:at]...)
		d.arena = append(d.arena, more...)
		if last {
			c.spare = max(it.size+n, 16)
			d.arena = append(d.arena, make([]byte, c.spare)...)
		}
	}
	it.size += n
}

// minWaste is from how many bytes of waste on the arena is written anew.
const minWaste = 4 << 10

// tidy writes the arena anew, if more than half of it is waste.
func (d *Doc) tidy() {
	if d.waste < minWaste || d.waste < len(d.arena)/2 {
		return
	}
	fresh := make([]byte, 0, (len(d.arena)-d.waste)*5/4)
	for c := range d.clients {
		d.clients[c].spare = 0
		for i := range d.clients[c].order.all() {
			it := &d.items[i]
			content := d.bytes(it)
			it.off = uint32(len(fresh))
			fresh = append(fresh, content...)
		}
	}
	d.arena, d.waste = fresh, 0
}
