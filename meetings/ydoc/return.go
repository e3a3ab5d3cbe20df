package ydoc

import (
	"reflect"
	"slices"
)

// A document is led back to an earlier state of itself by an update like any other:
// nothing that was deleted comes to life again, but what is missing is written once more.

// Returning is an update that leads a root fragment back to what could be read in it in
// old, an earlier state of the same document: what has come since is deleted, and what
// has gone or changed since is written again where it stood, block by block; the blocks
// that are as they were stay. as names for each client that wrote something of it an
// identity that nobody has used, under which that is written again. The document itself
// does not change.
func (d *Doc) Returning(fragment string, old *Doc, as func(client uint64) uint64) []byte {
	w := rewriter{d: d, old: old, as: as, writers: map[uint64]*writer{}}
	kept := d.unchanged(fragment, old)
	at := incoming{under: byRoot, root: []byte(fragment)}
	if n, ok := d.roots[fragment]; ok {
		at.hasRight, at.right = d.startOf(d.lists[n].first)
	}
	for i := range old.live(fragment) {
		if j, stays := kept[i]; stays {
			at.hasOrigin, at.origin = true, d.endOf(j)
			at.hasRight, at.right = d.startOf(d.items[j].right)
			continue
		}
		at.hasOrigin, at.origin = true, w.item(at, i)
	}
	stays := map[int32]bool{}
	for _, j := range kept {
		stays[j] = true
	}
	gone := map[uint64][]Range{}
	for i := range d.live(fragment) {
		if !stays[i] {
			d.name(i, gone)
		}
	}
	var sets rangeWriter
	for _, id := range highestFirst(gone) {
		sets.add(id, joined(gone[id]))
	}
	return sets.append(w.sections())
}

// name adds an item and all that can be read in it to what is deleted. Deleting the item
// would do; but an editor takes what lies in it and is not named for something that
// whoever deletes it has not seen, and writes it again.
func (d *Doc) name(i int32, gone map[uint64][]Range) {
	it := &d.items[i]
	id := d.clients[it.client].id
	gone[id] = append(gone[id], Range{id, it.clock, it.len()})
	if it.kind() != kindType {
		return
	}
	list := &d.lists[it.size]
	for k := list.first; k != 0; k = d.items[k].right {
		if !d.items[k].dead() {
			d.name(k, gone)
		}
	}
	for _, key := range list.keys {
		if k := d.lists[key].last; k != 0 && !d.items[k].dead() {
			d.name(k, gone)
		}
	}
}

// live are the items that can be read in a root fragment, in order.
func (d *Doc) live(fragment string) func(yield func(int32) bool) {
	return func(yield func(int32) bool) {
		n, ok := d.roots[fragment]
		if !ok {
			return
		}
		for i := d.lists[n].first; i != 0; i = d.items[i].right {
			if !d.items[i].dead() && !yield(i) {
				return
			}
		}
	}
}

// unchanged are the blocks of a root fragment in old that stand there now and read the
// same, in the same order, each with what it is now. They are the very blocks, or ones
// that were written again since.
func (d *Doc) unchanged(fragment string, old *Doc) map[int32]int32 {
	const near = 8 // blocks that are looked at for one that was written again
	kept, same := map[int32]int32{}, map[int32]bool{}
	for i := range old.live(fragment) {
		if j := d.itself(fragment, old, i); j != 0 {
			kept[i], same[j] = j, true
		}
	}
	blocks := slices.Collect(d.live(fragment))
	for i := range old.live(fragment) {
		if j, ok := kept[i]; ok {
			blocks = blocks[slices.Index(blocks, j)+1:]
			continue
		}
		for k, j := range blocks[:min(near, len(blocks))] {
			if same[j] {
				break
			}
			if d.readsAs(j, old, i) {
				kept[i], blocks = j, blocks[k+1:]
				break
			}
		}
	}
	return kept
}

// itself is what a block of old is now, if it reads the same; else 0.
func (d *Doc) itself(fragment string, old *Doc, i int32) int32 {
	it := &old.items[i]
	c := d.known(old.clients[it.client].id)
	if c == none || it.clock >= d.clients[c].next {
		return 0
	}
	j := d.holding(c, it.clock)
	if now := &d.items[j]; now.dead() || d.lists[now.list].name != fragment || !d.readsAs(j, old, i) {
		return 0
	}
	return j
}

// readsAs reports whether a block reads as one of old. What is no type is no block.
func (d *Doc) readsAs(j int32, old *Doc, i int32) bool {
	now, was := &d.items[j], &old.items[i]
	return now.kind() == kindType && was.kind() == kindType &&
		reflect.DeepEqual(d.tree(int32(now.size), MaxDepth), old.tree(int32(was.size), MaxDepth))
}

// startOf is the identity of the first unit of an item, if there is one.
func (d *Doc) startOf(i int32) (bool, ident) {
	if i == 0 {
		return false, ident{}
	}
	it := &d.items[i]
	return true, ident{d.clients[it.client].id, it.clock}
}

// endOf is the identity of the last unit of an item.
func (d *Doc) endOf(i int32) ident {
	it := &d.items[i]
	return ident{d.clients[it.client].id, it.end() - 1}
}

// rewriter writes what can be read in a document once more, each part under another
// identity of whoever wrote it.
type rewriter struct {
	d, old  *Doc
	as      func(client uint64) uint64
	writers map[uint64]*writer
}

// item writes an item and all that lies in it, and returns the identity of its last unit.
func (w *rewriter) item(at incoming, i int32) ident {
	it := &w.old.items[i]
	id := w.as(w.old.clients[it.client].id)
	one := w.writers[id]
	if one == nil {
		one = &writer{client: id, clock: w.d.Clock(id)}
		w.writers[id] = one
	}
	first := one.put(at, it.kind(), it.len(), w.old.bytes(it))
	if it.kind() == kindType {
		w.within(first, int32(it.size))
	}
	return ident{id, first.clock + it.len() - 1}
}

// within writes what lies in a type: the values of its keys, and its sequence.
func (w *rewriter) within(holder ident, list int32) {
	for _, key := range w.old.lists[list].keys {
		if l := &w.old.lists[key]; l.last != 0 && !w.old.items[l.last].dead() {
			at := within(holder)
			at.keyed, at.key = true, []byte(l.name)
			w.item(at, l.last)
		}
	}
	at := within(holder)
	for i := w.old.lists[list].first; i != 0; i = w.old.items[i].right {
		if !w.old.items[i].dead() {
			at.hasOrigin, at.origin = true, w.item(at, i)
		}
	}
}

// sections are the structs that were written, as an update has them.
func (w *rewriter) sections() []byte {
	b := appendUint(nil, uint64(len(w.writers)))
	for _, id := range highestFirst(w.writers) {
		one := w.writers[id]
		b = appendUint(appendUint(appendUint(b, one.count), id), w.d.Clock(id))
		b = append(b, one.b...)
	}
	return b
}
