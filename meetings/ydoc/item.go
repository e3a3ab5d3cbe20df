package ydoc

import "slices"

// An item is a struct in the document. Items lie in one slab and name each
// other by number, so that the collector of garbage has nothing to follow and
// a large document stays small: 64 bytes an item. Item 0 stands for none.
//
// All content lies in one arena of bytes, as it came. Typing makes the last
// item of a client longer in place: at the end of the arena, or in the spare
// bytes that follow the item.

// none is the number of no client, no item and no list.
const none = -1

type item struct {
	clock       uint64
	span        uint64 // the length, and what and how it is: see below
	originClock uint64
	rightClock  uint64
	client      int32 // number in Doc.clients
	// The neighbours when it was written: numbers in Doc.clients, none if there was none.
	originClient int32
	rightClient  int32
	left, right  int32 // the neighbours now: numbers in Doc.items
	list         int32 // the list it stands in; 0 if it is collected
	off          uint32
	size         uint32 // of the content in the arena; for a type the number of its list
}

const (
	kindShift = 53
	kindMask  = uint64(0xf) << kindShift
	deadBit   = uint64(1) << 57
	lenMask   = uint64(1)<<kindShift - 1
)

func (it *item) len() uint64        { return it.span & lenMask }
func (it *item) end() uint64        { return it.clock + it.span&lenMask }
func (it *item) kind() uint8        { return uint8(it.span & kindMask >> kindShift) }
func (it *item) dead() bool         { return it.span&deadBit != 0 }
func (it *item) setLen(n uint64)    { it.span = it.span&^lenMask | n }
func (it *item) setKind(k uint8)    { it.span = it.span&^kindMask | uint64(k)<<kindShift }
func (it *item) alike(o *item) bool { return it.span&^lenMask == o.span&^lenMask }

// list is a sequence of items: the children of a shared type, or all that one
// key of a type ever held, of which only the last counts. Lists lie in a slab;
// list 0 stands for none. A type is known by the number of its sequence.
type list struct {
	first, last int32
	owner       int32   // the type it belongs to: itself, if it is a sequence
	item        int32   // of a sequence: the item that holds the type, 0 for a root
	keys        []int32 // of a sequence: the lists of its keys
	byName      map[string]int32
	name        string // of a key, or of a root
	keyed       bool
}

// client is one who wrote something.
type client struct {
	id    uint64
	next  uint64 // the clock it will write next: the state
	order order  // its items by clock
	held  int32  // the item that was looked for last
	spare uint32 // unused bytes in the arena behind its last item
}

// newItem takes a slot.
func (d *Doc) newItem() int32 {
	if i := d.free; i != 0 {
		d.free = d.items[i].right
		return i
	}
	d.items = append(d.items, item{})
	return int32(len(d.items) - 1)
}

// freeItem gives a slot back.
func (d *Doc) freeItem(i int32) {
	d.items[i] = item{span: kindFree << kindShift, right: d.free}
	d.free = i
}

// newList takes a slot for a list.
func (d *Doc) newList(l list) int32 {
	if k := len(d.freeLists); k > 0 {
		i := d.freeLists[k-1]
		d.freeLists = d.freeLists[:k-1]
		d.lists[i] = l
		return i
	}
	d.lists = append(d.lists, l)
	return int32(len(d.lists) - 1)
}

// newType makes the sequence of a new type that item i holds; 0 for a root.
func (d *Doc) newType(i int32, name string) int32 {
	n := d.newList(list{item: i, name: name})
	d.lists[n].owner = n
	return n
}

// root finds the sequence of a root, and makes it if need be.
func (d *Doc) root(name []byte) int32 {
	if n, ok := d.roots[string(name)]; ok {
		return n
	}
	n := d.newType(0, string(name))
	d.roots[d.lists[n].name] = n
	return n
}

// manyKeys is from how many keys on a type gets a map of them.
const manyKeys = 8

// keyList finds the list of a key of a type, and makes it if need be.
func (d *Doc) keyList(owner int32, key []byte) int32 {
	l := &d.lists[owner]
	if l.byName != nil {
		if n, ok := l.byName[string(key)]; ok {
			return n
		}
	} else {
		for _, n := range l.keys {
			if d.lists[n].name == string(key) {
				return n
			}
		}
	}
	n := d.newList(list{owner: owner, name: string(key), keyed: true})
	l = &d.lists[owner]
	l.keys = append(l.keys, n)
	if l.byName != nil {
		l.byName[d.lists[n].name] = n
	} else if len(l.keys) > manyKeys {
		l.byName = make(map[string]int32, 2*manyKeys)
		for _, k := range l.keys {
			l.byName[d.lists[k].name] = k
		}
	}
	return n
}

// clientOf finds the number of a client, and makes one if need be.
func (d *Doc) clientOf(id uint64) int32 {
	if c := d.known(id); c != none {
		return c
	}
	c := int32(len(d.clients))
	d.clients = append(d.clients, client{id: id})
	d.byID[id] = c
	at, _ := slices.BinarySearchFunc(d.byRank, id, func(c int32, id uint64) int {
		if d.clients[c].id > id {
			return -1
		}
		return 1
	})
	d.byRank = slices.Insert(d.byRank, at, c)
	d.recent = c
	return c
}

// known finds the number of a client, or none.
func (d *Doc) known(id uint64) int32 {
	if int(d.recent) < len(d.clients) && d.clients[d.recent].id == id {
		return d.recent
	}
	c, ok := d.byID[id]
	if !ok {
		return none
	}
	d.recent = c
	return c
}

// Clock is the first clock of client that is not integrated yet.
func (d *Doc) Clock(client uint64) uint64 {
	if c := d.known(client); c != none {
		return d.clients[c].next
	}
	return 0
}

// bytes is the content of an item, without what cannot be kept as bytes.
func (d *Doc) bytes(it *item) []byte {
	if it.kind() == kindType {
		r := reader{b: d.arena, pos: int(it.off), trusted: true}
		r.typeRef()
		return d.arena[it.off:r.pos]
	}
	return d.arena[it.off : it.off+it.size]
}
