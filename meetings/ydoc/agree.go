package ydoc

import (
	"bytes"
	"reflect"
	"slices"
	"sort"
	"unicode/utf16"
)

// Agrees reports whether what an update brings that the document knows already is what
// the document has. Applying passes over such structs by their identity, so an update
// whose writer has given an identity to something else would be lost without a word,
// and the copies would differ for good. What was deleted here or there agrees with
// everything; so do the halves of surrogate pairs, which are replaced where they are cut.
func (d *Doc) Agrees(update []byte) (bool, error) {
	p, err := parse(update, nil)
	if err != nil {
		return false, err
	}
	for i := range p.sections {
		if !d.agrees(&p.sections[i]) {
			return false, nil
		}
	}
	return true, nil
}

// agrees compares the structs of one client with those that are known, or wait.
func (d *Doc) agrees(s *section) bool {
	c, waiting := d.known(s.client), d.waiting(s)
	var in incoming
	for rest := *s; rest.left > 0; {
		size := rest.next(&in)
		rest.take(&in, size)
		if in.kind == kindSkip {
			continue
		}
		if c != none && in.clock < d.clients[c].next {
			for i := range d.clients[c].order.from(d.find(c, in.clock)) {
				if d.items[i].clock >= in.clock+in.length {
					break
				}
				if kept := d.incoming(i); !in.agrees(&kept, s.client) {
					return false
				}
			}
		}
		from := sort.Search(len(waiting), func(i int) bool { return waiting[i].clock+waiting[i].length > in.clock })
		for _, w := range waiting[from:] {
			if w.clock >= in.clock+in.length {
				break
			}
			if !in.agrees(&w, s.client) {
				return false
			}
		}
	}
	return true
}

// waiting is what waits of the client of a section and overlaps it, in order.
func (d *Doc) waiting(s *section) (all []incoming) {
	q := d.pending.queues[s.client]
	if q == nil {
		return nil
	}
	var in incoming
	for _, run := range q.runs {
		for rest := run; rest.left > 0 && rest.clock < s.end; {
			size := rest.next(&in)
			rest.take(&in, size)
			if rest.clock > s.clock && (len(all) == 0 || all[len(all)-1].clock < in.clock) {
				all = append(all, in)
			}
		}
	}
	return all
}

// incoming is an item as the struct that it is written as.
func (d *Doc) incoming(i int32) incoming {
	it := &d.items[i]
	in := incoming{clock: it.clock, length: it.len(), kind: it.kind()}
	if in.kind == kindGC || in.kind == kindDeleted {
		return in
	}
	in.content = d.bytes(it)
	if in.hasOrigin = it.originClient != none; in.hasOrigin {
		in.origin = ident{d.clients[it.originClient].id, it.originClock}
	}
	if in.hasRight = it.rightClient != none; in.hasRight {
		in.right = ident{d.clients[it.rightClient].id, it.rightClock}
	}
	if in.hasOrigin || in.hasRight {
		return in
	}
	l := &d.lists[it.list]
	if l.keyed {
		in.keyed, in.key = true, []byte(l.name)
	}
	if owner := &d.lists[l.owner]; owner.item == 0 {
		in.under, in.root = byRoot, []byte(owner.name)
	} else {
		holder := &d.items[owner.item]
		in.under, in.parent = byIdent, ident{d.clients[holder.client].id, holder.clock}
	}
	return in
}

// agrees reports whether two structs of one client are the same where they overlap.
func (s *incoming) agrees(o *incoming, client uint64) bool {
	if s.kind == kindGC || s.kind == kindDeleted || o.kind == kindGC || o.kind == kindDeleted {
		return true
	}
	from, to := max(s.clock, o.clock), min(s.clock+s.length, o.clock+o.length)
	return s.kind == o.kind && s.standsAs(o, client, from) && s.says(o, from, to)
}

// standsAs reports whether the unit with a clock has the same neighbours in both, or
// the same place at the beginning of the same list.
func (s *incoming) standsAs(o *incoming, client, clock uint64) bool {
	mine, has := s.originAt(client, clock)
	other, hasToo := o.originAt(client, clock)
	if has != hasToo || mine != other || s.hasRight != o.hasRight || s.right != o.right {
		return false
	}
	return has || s.hasRight || s.under == o.under && s.parent == o.parent && bytes.Equal(s.root, o.root) &&
		s.keyed == o.keyed && bytes.Equal(s.key, o.key)
}

// originAt is the left neighbour of the unit with a clock, if it has one.
func (s *incoming) originAt(client, clock uint64) (ident, bool) {
	if clock > s.clock {
		return ident{client, clock - 1}, true
	}
	return s.origin, s.hasOrigin
}

// says reports whether the units of two structs of one kind hold the same.
func (s *incoming) says(o *incoming, from, to uint64) bool {
	if s.clock == o.clock && s.length == o.length && bytes.Equal(s.content, o.content) {
		return true
	}
	mine, other := reader{b: s.content, trusted: true}, reader{b: o.content, trusted: true}
	switch s.kind {
	case kindString:
		return sameText(s.text(from, to), o.text(from, to))
	case kindAny:
		return slices.EqualFunc(s.elements(from, to), o.elements(from, to), sameAny)
	case kindJSON:
		return slices.EqualFunc(s.elements(from, to), o.elements(from, to), sameJSON)
	case kindEmbed:
		return sameJSON(mine.bytes(), other.bytes())
	case kindFormat:
		return bytes.Equal(mine.bytes(), other.bytes()) && sameJSON(mine.bytes(), other.bytes())
	}
	return false
}

// text is some units of a text.
func (s *incoming) text(from, to uint64) []uint16 {
	return utf16.Encode([]rune(string(s.content)))[from-s.clock : to-s.clock]
}

// sameText reports whether two texts are the same, but for what was cut.
func sameText(a, b []uint16) bool {
	const cut = 0xFFFD
	return slices.EqualFunc(a, b, func(x, y uint16) bool { return x == y || x == cut || y == cut })
}

// elements are some values as they are written, each without its length.
func (s *incoming) elements(from, to uint64) (all [][]byte) {
	r := reader{b: s.content, trusted: true}
	for at := s.clock; at < to; at++ {
		begin := r.pos
		r.element(s.kind)
		if at >= from {
			all = append(all, s.content[begin:r.pos])
		}
	}
	return all
}

// sameAny reports whether two values are the same. A number that is none is itself.
func sameAny(a, b []byte) bool {
	x, y := reader{b: a, trusted: true}, reader{b: b, trusted: true}
	return bytes.Equal(a, b) || reflect.DeepEqual(x.any(), y.any())
}

// sameJSON reports whether two texts of JSON say the same.
func sameJSON(a, b []byte) bool {
	return bytes.Equal(a, b) || reflect.DeepEqual(jsonValue(a), jsonValue(b))
}
