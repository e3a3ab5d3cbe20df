package ydoc

import (
	"math/rand/v2"
	"reflect"
	"testing"
)

// back leads a document back to an earlier state of it, and returns the clients under
// which something was written again.
func back(t *testing.T, d, old *Doc, first uint64) (again map[uint64]uint64) {
	t.Helper()
	again = map[uint64]uint64{}
	as := func(client uint64) uint64 {
		if again[client] == 0 {
			again[client] = first + uint64(len(again))
		}
		return again[client]
	}
	for _, name := range []string{"a", "b"} {
		update := d.Returning(name, old, as)
		if _, err := d.Apply(update); err != nil {
			t.Fatal(err)
		}
		if got, want := d.Fragment(name), old.Fragment(name); !reflect.DeepEqual(got, want) {
			t.Errorf("%s reads\n%v, it was\n%v", name, got, want)
		}
	}
	if d.PendingSize() > 0 {
		t.Error("something waits")
	}
	return again
}

// copied is the document as it is now.
func copied(t *testing.T, d *Doc) *Doc {
	t.Helper()
	again := New()
	if _, err := again.Apply(d.Encode()); err != nil {
		t.Fatal(err)
	}
	return again
}

func applied(t *testing.T, d *Doc, updates ...[]byte) {
	t.Helper()
	for _, u := range updates {
		if _, err := d.Apply(u); err != nil {
			t.Fatal(err)
		}
	}
}

func block(text string) []Node { return []Node{{Name: "p", Children: []Node{{Text: text}}}} }

func TestReturningWritesAgainWhatHasGoneAndLeavesTheRest(t *testing.T) {
	d := New()
	applied(t, d, d.Append(1, "a", block("one")))
	applied(t, d, d.Append(2, "a", []Node{{Name: "h", Attributes: map[string]any{"level": 2.0}, Children: []Node{
		{Text: "two "}, {Text: "strong", Marks: map[string]any{"strong": map[string]any{}}}}}}))
	applied(t, d, d.Append(3, "a", block("three")))
	applied(t, d, d.Append(3, "b", block("elsewhere")))
	old := copied(t, d)
	applied(t, d, d.DeletionOf([]uint64{2}))
	applied(t, d, d.Append(4, "a", block("since")))
	was := d.Clock(1)
	again := back(t, d, old, 100)
	if len(again) != 1 || again[2] == 0 || d.Clock(again[2]) == 0 {
		t.Errorf("written again: %v", again)
	}
	if d.Clock(1) != was || d.Clock(4) == 0 {
		t.Error("what others wrote was touched")
	}
	if got := d.Returning("a", old, func(uint64) uint64 { return 200 }); string(got) != "\x00\x00" {
		t.Errorf("there is more to do: %v", got)
	}
}

// TestReturningLeadsBackFromAnywhere has people write, delete and mark at random, and
// goes back to every state there was.
func TestReturningLeadsBackFromAnywhere(t *testing.T) {
	for seed := range uint64(40) {
		chance := rand.New(rand.NewPCG(seed, 1))
		d := New()
		var states []*Doc
		for step := range 12 {
			client := uint64(chance.IntN(4) + 1)
			name := []string{"a", "b"}[chance.IntN(2)]
			switch chance.IntN(5) {
			case 0:
				applied(t, d, d.DeletionOf([]uint64{client}))
			case 1: // into a block of somebody
				if i := firstText(d); i != 0 {
					w := writer{client: client, clock: d.Clock(client)}
					from := w.clock
					w.put(incoming{hasOrigin: true, origin: d.endOf(i)}, kindString, 3, []byte("mer"))
					applied(t, d, append(append(appendUint(appendUint(appendUint([]byte{1}, 1), client), from), w.b...), 0))
				}
			default:
				applied(t, d, d.Append(client, name, block(string(rune('a'+step)))))
			}
			states = append(states, copied(t, d))
		}
		for i, old := range states {
			now := copied(t, d)
			back(t, now, old, 100)
			if i%4 == 0 {
				back(t, now, d, 200) // and forth
			}
		}
	}
}

func firstText(d *Doc) int32 {
	for c := range d.clients {
		for i := range d.clients[c].order.all() {
			if it := &d.items[i]; !it.dead() && it.kind() == kindString {
				return i
			}
		}
	}
	return 0
}

func TestWhatOthersWroteInABlockStaysWhenTheBlockIsTakenAway(t *testing.T) {
	d := New()
	applied(t, d, d.Append(1, "a", []Node{{Name: "p", Attributes: map[string]any{"who": "him"}, Children: []Node{{Text: "abuse"}}}}))
	text := firstText(d)
	w := writer{client: 2}
	w.put(incoming{hasOrigin: true, origin: d.endOf(text)}, kindString, 6, []byte("answer"))
	applied(t, d, append(append([]byte{1, 1, 2, 0}, w.b...), 0))
	if got := d.Visible(); got[1] != 5 || got[2] != 6 {
		t.Error(got)
	}
	applied(t, d, d.DeletionOf([]uint64{1}))
	want := []Node{{Name: "p", Children: []Node{{Text: "answer"}}}}
	if got := d.Fragment("a"); !reflect.DeepEqual(got, want) {
		t.Errorf("%v", got)
	}
	applied(t, d, d.DeletionOf([]uint64{1, 2}))
	if got := d.Fragment("a"); len(got) != 0 {
		t.Errorf("%v", got)
	}
}

// TestReturningNamesAllThatGoes: an editor writes again what is not named.
func TestReturningNamesAllThatGoes(t *testing.T) {
	d := New()
	applied(t, d, d.Append(1, "a", block("one")))
	old := copied(t, d)
	applied(t, d, d.Append(2, "a", []Node{{Name: "ul", Attributes: map[string]any{"x": 1.0}, Children: block("two")}}))
	held, err := Scan(d.Returning("a", old, func(uint64) uint64 { return 100 }))
	if err != nil || len(held.Deletes) != 1 || held.Deletes[0] != (Range{2, 0, d.Clock(2)}) {
		t.Errorf("%+v, %v; there are %d of them", held.Deletes, err, d.Clock(2))
	}
}
