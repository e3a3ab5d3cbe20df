package ydoc

import (
	"bytes"
	"testing"
)

func TestForgettingLeavesNothingThatWaits(t *testing.T) {
	there := New()
	var updates [][]byte
	for range 3 {
		u := there.Append(7, "a", []Node{{Text: "waiting"}})
		if _, err := there.Apply(u); err != nil {
			t.Fatal(err)
		}
		updates = append(updates, u)
	}
	here := New()
	for _, u := range updates[1:] {
		if _, err := here.Apply(u); err != nil {
			t.Fatal(err)
		}
	}
	here.Forget([]uint64{7, 8})
	if here.PendingSize() != 0 || bytes.Contains(here.Encode(), []byte("waiting")) {
		t.Errorf("%d bytes still wait", here.PendingSize())
	}
	for _, u := range updates {
		if _, err := here.Apply(u); err != nil {
			t.Fatal(err)
		}
	}
	if !bytes.Equal(here.Encode(), there.Encode()) {
		t.Error("what comes again is not taken")
	}
}

// TestOfAKeyOnlyTheLastStaysWhenItIsCut has a value of several units under a key, which
// editors never write, cut by one that names its first unit as its neighbour.
func TestOfAKeyOnlyTheLastStaysWhenItIsCut(t *testing.T) {
	d := New()
	for _, update := range [][]byte{
		{1, 1, 8, 0, 0x24, 1, 1, 'm', 1, 'k', 3, 'a', 'b', 'c', 0}, // "abc" under k
		{1, 1, 9, 0, 0x84, 8, 0, 1, 'x', 0},                        // "x" after its first unit
		{0, 1, 8, 1, 2, 1},                                         // and its last one deleted
	} {
		if _, err := d.Apply(update); err != nil {
			t.Fatal(err)
		}
		again := New()
		if _, err := again.Apply(d.Encode()); err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(d.Encode(), again.Encode()) {
			t.Errorf("loaded again it is\n%x instead of\n%x", again.Encode(), d.Encode())
		}
	}
}
