package ydoc

import "strings"

// The server writes into a document only by ready-made updates, which it then
// applies as if they had come from outside: something at the end of a
// fragment, and the removal of all that some clients wrote.

// DeletionOf is an update that deletes everything visible these clients wrote. What
// they began and others have written in stays, with what others wrote.
func (d *Doc) DeletionOf(clients []uint64) []byte {
	gone := map[int32]bool{}
	for _, id := range clients {
		if c := d.known(id); c != none {
			gone[c] = true
		}
	}
	live := map[uint64][]Range{}
	shared := d.shared(gone)
	for c := range gone {
		id := d.clients[c].id
		var ranges []Range
		for i := range d.clients[c].order.all() {
			it := &d.items[i]
			if it.dead() || shared[i] {
				continue
			}
			if k := len(ranges) - 1; k >= 0 && ranges[k].End() == it.clock {
				ranges[k].Len += it.len()
				continue
			}
			ranges = append(ranges, Range{id, it.clock, it.len()})
		}
		if len(ranges) > 0 {
			live[id] = ranges
		}
	}
	var sets rangeWriter
	for _, id := range highestFirst(live) {
		sets.add(id, live[id])
	}
	return sets.append([]byte{0})
}

// shared are the items that hold a type in which something can be read that other
// clients than these wrote.
func (d *Doc) shared(but map[int32]bool) map[int32]bool {
	holders := map[int32]bool{}
	for c := range d.clients {
		if but[int32(c)] {
			continue
		}
		for i := range d.clients[c].order.all() {
			it := &d.items[i]
			if it.dead() || it.kind() != kindString && it.kind() != kindEmbed {
				continue
			}
			for h := d.holderOf(i); h != 0 && !holders[h]; h = d.holderOf(h) {
				holders[h] = true
			}
		}
	}
	return holders
}

// holderOf is the item that holds the type in which an item lies; 0 if that is a root.
func (d *Doc) holderOf(i int32) int32 { return d.lists[d.lists[d.items[i].list].owner].item }

// Visible is how much of the text that can be read each client wrote, in UTF-16 units.
func (d *Doc) Visible() map[uint64]int {
	all := map[uint64]int{}
	for c := range d.clients {
		n := 0
		for i := range d.clients[c].order.all() {
			if it := &d.items[i]; !it.dead() && it.kind() == kindString {
				n += int(it.len())
			}
		}
		if n > 0 {
			all[d.clients[c].id] = n
		}
	}
	return all
}

// Weight is how many bytes what a client wrote takes, as far as it is not deleted, with
// so many for each struct beside its content.
func (d *Doc) Weight(client uint64, each int) (bytes int) {
	if c := d.known(client); c != none {
		for i := range d.clients[c].order.all() {
			if it := &d.items[i]; !it.dead() {
				bytes += len(d.bytes(it)) + each
			}
		}
	}
	return bytes
}

// Append is an update that adds nodes at the end of the root fragment, written
// by client, an identity nobody uses. Neighbouring runs of text (nodes without
// name) become one XmlText. The document itself does not change.
func (d *Doc) Append(client uint64, fragment string, nodes []Node) []byte {
	w := writer{client: client, clock: d.Clock(client)}
	first := w.clock
	before := incoming{under: byRoot, root: []byte(strings.ToValidUTF8(fragment, replacement))}
	if n, ok := d.roots[fragment]; ok && d.lists[n].last != 0 {
		last := &d.items[d.lists[n].last]
		before.origin = ident{d.clients[last.client].id, last.end() - 1}
		before.hasOrigin = true
	}
	w.nodes(before, nodes)
	if w.count == 0 {
		return []byte{0, 0}
	}
	b := appendUint(appendUint(appendUint([]byte{1}, w.count), client), first)
	return append(append(b, w.b...), 0)
}

// writer makes structs of one client, one after the other.
type writer struct {
	client, clock, count uint64
	b                    []byte
}

// put writes one struct and returns its identity.
func (w *writer) put(at incoming, kind uint8, length uint64, content []byte) ident {
	id := ident{w.client, w.clock}
	at.kind, at.content, at.clock, at.length = kind, content, w.clock, length
	w.b = at.append(w.b, w.client, 0)
	w.clock += length
	w.count++
	return id
}

// after is the place behind the last unit written.
func (w *writer) after(at incoming) incoming {
	at.hasOrigin, at.origin = true, ident{w.client, w.clock - 1}
	return at
}

// within is the place at the beginning of a type.
func within(holder ident) incoming { return incoming{under: byIdent, parent: holder} }

// nodes writes nodes one after the other. What a node holds comes right after
// it by clock, so each names the node before it as its neighbour.
func (w *writer) nodes(at incoming, nodes []Node) {
	for len(nodes) > 0 {
		if nodes[0].Name == "" {
			n := 1
			for n < len(nodes) && nodes[n].Name == "" {
				n++
			}
			id := w.put(at, kindType, 1, []byte{byte(KindXMLText)})
			at.hasOrigin, at.origin = true, id
			w.texts(within(id), nodes[:n])
			nodes = nodes[n:]
			continue
		}
		id := w.put(at, kindType, 1, appendString([]byte{byte(KindElement)}, nodes[0].Name))
		at.hasOrigin, at.origin = true, id
		for _, key := range sortedKeys(nodes[0].Attributes) {
			attribute := within(id)
			attribute.keyed, attribute.key = true, []byte(strings.ToValidUTF8(key, replacement))
			w.put(attribute, kindAny, 1, appendAny(nil, nodes[0].Attributes[key]))
		}
		w.nodes(within(id), nodes[0].Children)
		nodes = nodes[1:]
	}
}

// texts writes runs of text, with marks switched on before and off after them.
func (w *writer) texts(at incoming, runs []Node) {
	format := func(key string, value any) {
		w.put(at, kindFormat, 1, appendJSON(appendString(nil, key), value))
		at = w.after(at)
	}
	for _, run := range runs {
		if run.Text == "" {
			continue
		}
		keys := sortedKeys(run.Marks)
		for _, key := range keys {
			format(key, run.Marks[key])
		}
		text := []byte(strings.ToValidUTF8(run.Text, replacement))
		w.put(at, kindString, units(text), text)
		at = w.after(at)
		for _, key := range keys {
			format(key, nil)
		}
	}
}
