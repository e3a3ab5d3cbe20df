package ydoc_test

import (
	"bytes"
	"testing"

	"ringain/meetings/ydoc"
)

// seeds are updates of two sessions, and those whose meaning is wrong.
func seeds(f *testing.F) [][]byte {
	all := [][]byte{nil, {0, 0}, itself(), nested(100), chained(200), crowd(20)}
	for _, s := range updates(f, 2) {
		all = append(all, s.update)
	}
	return all
}

// Any two updates: refused without a trace, or taken so that the document's own state
// makes the same document again.
func FuzzUpdate(f *testing.F) {
	all := seeds(f)
	for i, u := range all {
		f.Add(all[(i*7+3)%len(all)], u)
	}
	f.Fuzz(func(t *testing.T, first, second []byte) {
		d := ydoc.New()
		for _, u := range [][]byte{first, second} {
			before := d.Encode()
			_, scanErr := ydoc.Scan(u)
			_, err := d.Apply(u)
			if err == nil && scanErr != nil {
				t.Errorf("taken, but Scan says %v", scanErr)
			}
			if err != nil && !bytes.Equal(before, d.Encode()) {
				t.Errorf("refused (%v), but the document has changed", err)
			}
		}
		state := d.Encode()
		again := ydoc.New()
		if _, err := again.Apply(state); err != nil {
			t.Fatalf("its own state is refused: %v", err)
		}
		if !bytes.Equal(again.StateVector(), d.StateVector()) {
			t.Errorf("loaded from its own state the document knows something else")
		}
		for _, name := range d.Roots() {
			d.Tree(name)
			d.Fragment(name)
			d.Text(name)
			d.Map(name)
			d.Array(name)
		}
	})
}

// A merged update brings what its parts bring.
func FuzzMerge(f *testing.F) {
	all := seeds(f)
	for i, u := range all {
		f.Add(all[(i*5+1)%len(all)], u)
	}
	f.Fuzz(func(t *testing.T, first, second []byte) {
		merged, err := ydoc.Merge(first, second)
		if err != nil {
			return
		}
		d := ydoc.New()
		for _, u := range [][]byte{first, second} {
			if _, err := d.Apply(u); err != nil {
				return
			}
		}
		if _, err := d.Apply(merged); err != nil {
			t.Errorf("both are taken, merged they are refused: %v", err)
		}
		once := ydoc.New()
		if _, err := once.Apply(merged); err == nil && !bytes.Equal(once.StateVector(), d.StateVector()) {
			t.Errorf("merged they bring something else")
		}
	})
}

// Any state vector: refused, or answered with what a copy can take.
func FuzzStateVector(f *testing.F) {
	d := ydoc.New()
	for _, s := range updates(f, 3) {
		if _, err := d.Apply(s.update); err != nil {
			continue
		}
		f.Add(d.StateVector())
	}
	f.Add([]byte{1, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x0f, 0})
	f.Fuzz(func(t *testing.T, vector []byte) {
		rest, err := d.Diff(vector)
		if err != nil {
			return
		}
		if _, err := ydoc.New().Apply(rest); err != nil {
			t.Errorf("a difference that is refused: %v", err)
		}
	})
}

// Any list of deletions, on a document that holds something.
func FuzzDeletions(f *testing.F) {
	var state []byte
	for _, s := range updates(f, 1) {
		f.Add(s.update)
		state = s.base
	}
	f.Add(bytesOf(1, 7, 2, 0, 3, 1, largest))
	f.Fuzz(func(t *testing.T, list []byte) {
		d := ydoc.New()
		if _, err := d.Apply(state); err != nil {
			t.Fatal(err)
		}
		before := d.Encode()
		vector := d.StateVector()
		if _, err := d.Apply(append([]byte{0}, list...)); err != nil && !bytes.Equal(before, d.Encode()) {
			t.Errorf("refused (%v), but the document has changed", err)
		}
		if !bytes.Equal(vector, d.StateVector()) {
			t.Errorf("deleting changed what is known")
		}
	})
}
