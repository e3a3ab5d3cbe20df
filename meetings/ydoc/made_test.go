package ydoc

import (
	"bytes"
	"slices"

	"github.com/google/go-cmp/cmp"
)

// Updates for these tests are put together struct by struct; what stands in
// them is what the rule under test is about, not what an editor would write.

// tester is a test, of properties too.
type tester interface {
	Helper()
	Errorf(format string, args ...any)
	Fatal(args ...any)
	Fatalf(format string, args ...any)
}

// made is an update with the structs of one client from a clock on.
func made(client, clock uint64, structs ...incoming) []byte {
	b := appendUint(appendUint(appendUint([]byte{1}, uint64(len(structs))), client), clock)
	for _, s := range structs {
		s.clock = clock
		b = s.append(b, client, 0)
		clock += s.length
	}
	return append(b, 0)
}

// deleted is an update that only deletes.
func deleted(ranges ...Range) []byte {
	var sets rangeWriter
	for _, r := range ranges {
		sets.add(r.Client, []Range{r})
	}
	return sets.append([]byte{0})
}

// text is a struct with text at the beginning of the root "t".
func text(s string) incoming {
	return incoming{kind: kindString, content: []byte(s), length: units([]byte(s)), under: byRoot, root: []byte("t")}
}

// value is a struct with values at the beginning of the root "t".
func value(values ...any) incoming {
	in := incoming{kind: kindAny, length: uint64(len(values)), under: byRoot, root: []byte("t")}
	for _, v := range values {
		in.content = appendAny(in.content, v)
	}
	return in
}

// element is a struct with an XmlElement at the beginning of the root "t".
func element(name string) incoming {
	return incoming{kind: kindType, length: 1, content: appendText([]byte{byte(KindElement)}, name), under: byRoot, root: []byte("t")}
}

func (s incoming) after(client, clock uint64) incoming {
	s.hasOrigin, s.origin = true, ident{client, clock}
	return s
}

func (s incoming) before(client, clock uint64) incoming {
	s.hasRight, s.right = true, ident{client, clock}
	return s
}

func (s incoming) in(client, clock uint64) incoming {
	s.under, s.parent = byIdent, ident{client, clock}
	return s
}

func (s incoming) at(key string) incoming {
	s.keyed, s.key = true, []byte(key)
	return s
}

// doc is a document that has taken updates.
func doc(t tester, updates ...[]byte) *Doc {
	t.Helper()
	d := New()
	take(t, d, updates...)
	return d
}

func take(t tester, d *Doc, updates ...[]byte) {
	t.Helper()
	for i, u := range updates {
		if _, err := d.Apply(u); err != nil {
			t.Fatalf("update %d: %v", i, err)
		}
		sound(t, d)
	}
}

// same fails if two documents are not the same, in all that can be read or written.
func same(t tester, got, want *Doc) {
	t.Helper()
	if diff := cmp.Diff(want.StateVector(), got.StateVector()); diff != "" {
		t.Errorf("state vectors differ (-want +got):\n%s", diff)
	}
	for _, root := range append(got.Roots(), want.Roots()...) {
		if diff := cmp.Diff(want.Tree(root), got.Tree(root)); diff != "" {
			t.Errorf("%q differs (-want +got):\n%s", root, diff)
		}
	}
	if !bytes.Equal(want.Encode(), got.Encode()) {
		t.Errorf("they are written down differently")
	}
}

// sound fails if what the document keeps about itself does not fit together.
func sound(t tester, d *Doc) {
	t.Helper()
	used, content := 1, 0
	for c := range d.clients {
		var next uint64
		content += int(d.clients[c].spare)
		for i := range d.clients[c].order.all() {
			it := &d.items[i]
			if it.clock != next || int(it.client) != c || it.len() == 0 {
				t.Fatalf("client %d: an item at %d, not at %d", d.clients[c].id, it.clock, next)
			}
			next = it.end()
			used++
			content += len(d.bytes(it))
			if it.kind() == kindString && units(d.bytes(it)) != it.len() {
				t.Fatalf("the text of %d units is %q", it.len(), d.bytes(it))
			}
			if it.dead() && it.kind() != kindDeleted && it.kind() != kindGC {
				t.Fatal("a deleted item was not collected")
			}
			if it.kind() != kindGC {
				linked(t, d, i)
			}
		}
		if next != d.clients[c].next || next == 0 {
			t.Fatalf("client %d: the state is %d, not %d", d.clients[c].id, d.clients[c].next, next)
		}
	}
	free := 0
	for i := d.free; i != 0; i = d.items[i].right {
		free++
	}
	if used+free != len(d.items) {
		t.Fatalf("%d items, of which %d are used and %d free", len(d.items), used, free)
	}
	if content+d.waste != len(d.arena) {
		t.Fatalf("%d bytes of content and %d of waste in %d", content, d.waste, len(d.arena))
	}
}

func linked(t tester, d *Doc, i int32) {
	t.Helper()
	it := &d.items[i]
	l := &d.lists[it.list]
	if left := it.left; left == 0 && l.first != i || left != 0 && d.items[left].right != i {
		t.Fatal("an item is not linked to the left")
	}
	if right := it.right; right == 0 && l.last != i || right != 0 && d.items[right].left != i {
		t.Fatal("an item is not linked to the right")
	}
	if it.right != 0 && d.mergeable(i, it.right) {
		t.Fatal("neighbours were not made one")
	}
}

// orders calls f with all orders of updates.
func orders(updates [][]byte, f func([][]byte)) {
	var permute func(k int)
	permute = func(k int) {
		if k == len(updates) {
			f(slices.Clone(updates))
			return
		}
		for i := k; i < len(updates); i++ {
			updates[k], updates[i] = updates[i], updates[k]
			permute(k + 1)
			updates[k], updates[i] = updates[i], updates[k]
		}
	}
	permute(0)
}
