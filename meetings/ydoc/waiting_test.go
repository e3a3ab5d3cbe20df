package ydoc

import (
	"bytes"
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestWhatWaitsIsKeptWrittenAndTriedAgain(t *testing.T) {
	updates := [][]byte{
		made(1, 0, text("a")), made(1, 1, text("bc").after(1, 0)), made(2, 0, text("d").after(1, 2)),
		made(1, 3, text("e").after(2, 0)), deleted(Range{1, 2, 2}),
	}
	want := doc(t, updates...)
	orders(updates, func(u [][]byte) {
		d := New()
		for k, update := range u {
			applied, err := d.Apply(update)
			if err != nil {
				t.Fatal(err)
			}
			sound(t, d)
			if applied.Waits && d.PendingSize() == 0 {
				t.Fatal("it waits and is not counted")
			}
			again := doc(t, d.Encode())
			take(t, again, u[k+1:]...)
			same(t, again, want)
			diff, err := d.Diff([]byte{0})
			if err != nil || !bytes.Equal(diff, d.Encode()) {
				t.Fatalf("the whole difference is not the document: %v", err)
			}
		}
		if d.PendingSize() != 0 {
			t.Fatalf("%d bytes wait though all came", d.PendingSize())
		}
		same(t, d, want)
	})
}

func TestEachClockIsNewOnce(t *testing.T) {
	updates := [][]byte{made(1, 0, text("a")), made(1, 1, text("b").after(1, 0)), made(1, 2, text("c").after(1, 1)), made(1, 0, text("abc"))}
	orders(updates, func(u [][]byte) {
		d := New()
		var clocks [4]int
		for _, update := range u {
			applied, err := d.Apply(update)
			if err != nil {
				t.Fatal(err)
			}
			for _, r := range applied.New {
				for k := range r.Len {
					clocks[r.Clock+k]++
				}
			}
			if len(applied.New) == 0 && applied.Changed() {
				t.Error("something changed without anything new")
			}
		}
		if clocks != [4]int{1, 1, 1, 0} {
			t.Errorf("clocks were new %v times", clocks)
		}
	})
}

func TestStructsThatWaitForEachOtherInOneUpdateFindTheirOrder(t *testing.T) {
	u, err := Merge(
		made(1, 0, text("a"), text("c").after(2, 0)), made(2, 0, text("b").after(1, 0), text("d").after(1, 1)),
		made(3, 0, text("e").after(2, 1)),
	)
	if err != nil {
		t.Fatal(err)
	}
	if d := doc(t, u); d.Text("t") != "abcde" || d.PendingSize() != 0 {
		t.Errorf("read %q, %d wait", d.Text("t"), d.PendingSize())
	}
	circle, err := Merge(made(1, 0, text("a").after(2, 0)), made(2, 0, text("b").after(1, 0)))
	if err != nil {
		t.Fatal(err)
	}
	d := doc(t, circle, made(4, 0, text("x")))
	if d.Text("t") != "x" || d.PendingSize() == 0 {
		t.Errorf("a circle is read as %q", d.Text("t"))
	}
	same(t, doc(t, d.Encode()), d)
}

func TestNoMoreWaitsThanMay(t *testing.T) {
	d := doc(t, made(9, 0, text("x")))
	long := text(string(bytes.Repeat([]byte("a"), 1<<20)))
	var got *Error
	for k := uint64(1); ; k++ {
		before := d.PendingSize()
		_, err := d.Apply(made(k, 7, long))
		if err == nil && d.PendingSize() <= MaxPending {
			continue
		}
		if !errors.As(err, &got) || got.Fault != TooMuchWaits || d.PendingSize() != before || k < 3 {
			t.Errorf("after %d: %v, %d bytes wait", k, err, d.PendingSize())
		}
		break
	}
	take(t, d, made(1, 0, text("taken")), made(9, 1, long.after(9, 0)))
	same(t, doc(t, d.Encode()), d)
	crowd := New()
	for k := uint64(0); ; k++ {
		if _, err := crowd.Apply(deleted(Range{k, 1, 1})); err != nil {
			if !errors.As(err, &got) || got.Fault != TooMuchWaits || crowd.PendingSize() > MaxPending {
				t.Errorf("after %d: %v, %d bytes wait", k, err, crowd.PendingSize())
			}
			return
		}
	}
}

func TestAppendedNodesStandAtTheEnd(t *testing.T) {
	d := doc(t, made(7, 0, element("paragraph")))
	nodes := []Node{
		{Name: "heading", Attributes: map[string]any{"level": 2.0, "": true}, Children: []Node{
			{Text: "Öppna "}, {Text: "data", Marks: map[string]any{"strong": map[string]any{}}}, {Name: "hard_break"}, {Text: "🙂"},
		}},
		{Name: "bullet_list", Children: []Node{{Name: "list_item", Children: []Node{{Name: "paragraph"}}}}},
	}
	u := d.Append(3, "t", nodes)
	take(t, d, u, u)
	want := append([]Node{{Name: "paragraph"}}, nodes...)
	if diff := cmp.Diff(want, d.Fragment("t")); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	same(t, doc(t, d.Encode()), d)
	broken := []Node{{Name: "p\xff", Attributes: map[string]any{"\xff": "\xff"}, Children: []Node{{Text: "a\xff", Marks: map[string]any{"\xff": "\xff"}}}}}
	take(t, doc(t), d.Append(4, "\xff", broken))
	take(t, d, d.DeletionOf([]uint64{3, 5}))
	if diff := cmp.Diff(want[:1], d.Fragment("t")); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
