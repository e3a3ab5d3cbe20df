package ydoc

import (
	"iter"
	"slices"
)

// order is the items of one client by clock, without gaps from clock 0 on. It
// is kept in blocks of bounded size, so that cutting an item costs the same in
// a large document.
type order struct {
	blocks [][]int32 // none is empty
	n      int       // how many items there are
}

// blockSize is how many items a block holds at most.
const blockSize = 512

// place is where an item stands in an order. It is good until the order changes.
type place struct{ block, at int }

// at is the item at a place.
func (o *order) at(p place) int32 { return o.blocks[p.block][p.at] }

// last is the last item, 0 if there is none.
func (o *order) last() int32 {
	if len(o.blocks) == 0 {
		return 0
	}
	b := o.blocks[len(o.blocks)-1]
	return b[len(b)-1]
}

// next is the place after p, and whether there is one.
func (o *order) next(p place) (place, bool) {
	if p.at+1 < len(o.blocks[p.block]) {
		return place{p.block, p.at + 1}, true
	}
	return place{p.block + 1, 0}, p.block+1 < len(o.blocks)
}

// previous is the place before p, and whether there is one.
func (o *order) previous(p place) (place, bool) {
	if p.at > 0 {
		return place{p.block, p.at - 1}, true
	}
	if p.block == 0 {
		return p, false
	}
	return place{p.block - 1, len(o.blocks[p.block-1]) - 1}, true
}

// all are the items in order.
func (o *order) all() iter.Seq[int32] { return o.from(place{}) }

// from are the items from a place on.
func (o *order) from(p place) iter.Seq[int32] {
	return func(yield func(int32) bool) {
		for k := p.block; k < len(o.blocks); k++ {
			b := o.blocks[k]
			if k == p.block {
				b = b[p.at:]
			}
			for _, i := range b {
				if !yield(i) {
					return
				}
			}
		}
	}
}

// before is how many items stand before a place.
func (o *order) before(p place) int {
	n := p.at
	for _, b := range o.blocks[:p.block] {
		n += len(b)
	}
	return n
}

// push puts an item at the end. A block that is full is followed by another.
func (o *order) push(i int32) {
	o.n++
	k := len(o.blocks) - 1
	if k < 0 || len(o.blocks[k]) == blockSize {
		o.blocks = append(o.blocks, append(make([]int32, 0, min(blockSize, max(4, o.n))), i))
		return
	}
	o.blocks[k] = append(o.blocks[k], i)
}

// insertAfter puts an item behind the one at a place. A full block is halved.
func (o *order) insertAfter(p place, i int32) {
	b := o.blocks[p.block]
	if len(b) < blockSize {
		o.blocks[p.block] = slices.Insert(b, p.at+1, i)
		o.n++
		return
	}
	right := append(make([]int32, 0, blockSize), b[blockSize/2:]...)
	o.blocks[p.block] = b[:blockSize/2]
	o.blocks = slices.Insert(o.blocks, p.block+1, right)
	if p.at >= blockSize/2 {
		p = place{p.block + 1, p.at - blockSize/2}
	}
	o.insertAfter(p, i)
}

// remove takes the item at a place away.
func (o *order) remove(p place) {
	o.n--
	b := slices.Delete(o.blocks[p.block], p.at, p.at+1)
	if o.blocks[p.block] = b; len(b) == 0 {
		o.blocks = slices.Delete(o.blocks, p.block, p.block+1)
	}
}

// find is the place of the item of client c that holds clock, which must be known.
func (d *Doc) find(c int32, clock uint64) place {
	blocks := d.clients[c].order.blocks
	lo, hi := 0, len(blocks)-1
	for lo < hi {
		mid := int(uint(lo+hi+1) >> 1)
		if d.items[blocks[mid][0]].clock <= clock {
			lo = mid
		} else {
			hi = mid - 1
		}
	}
	p := place{block: lo}
	b := blocks[lo]
	lo, hi = 0, len(b)-1
	if d.items[b[hi]].clock <= clock {
		return place{p.block, hi}
	}
	for lo < hi {
		mid := int(uint(lo+hi+1) >> 1)
		if d.items[b[mid]].clock <= clock {
			lo = mid
		} else {
			hi = mid - 1
		}
	}
	p.at = lo
	return p
}

// holding is the item of client c that holds clock, which must be known. It is
// often the one that was asked for last.
func (d *Doc) holding(c int32, clock uint64) int32 {
	cl := &d.clients[c]
	if last := cl.order.last(); d.items[last].clock <= clock {
		return last
	}
	if it := &d.items[cl.held]; it.client != c || it.clock > clock || clock >= it.end() {
		cl.held = cl.order.at(d.find(c, clock))
	}
	return cl.held
}
