package ydoc

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func TestTypingStaysOneItemAndAllocatesNothing(t *testing.T) {
	d := doc(t, made(1, 0, text("a")))
	letter := func(k uint64) []byte { return made(1, k, text("å").after(1, k-1)) }
	for k := uint64(1); k < 1000; k++ {
		take(t, d, letter(k))
	}
	if len(d.items) != 2 || d.Text("t") != "a"+strings.Repeat("å", 999) {
		t.Errorf("%d items", len(d.items)-1)
	}
	next := uint64(1000)
	updates := make([][]byte, 200)
	for k := range updates {
		updates[k] = letter(next + uint64(k))
	}
	d.arena = append(make([]byte, 0, 1<<16), d.arena...)
	k := 0
	if n := testing.AllocsPerRun(100, func() { _, _ = d.Apply(updates[k]); k++ }); n > 0 {
		t.Errorf("%v allocations a letter", n)
	}
}

func TestWhatIsKnownInPartIsTakenFromWhereItIsNew(t *testing.T) {
	d := doc(t, made(1, 0, text("hej")), made(1, 0, text("hej på dig")), made(1, 1, text("ej på dig").after(1, 0)))
	same(t, d, doc(t, made(1, 0, text("hej på dig"))))
}

func TestACutPairBecomesTwoReplacementsForGood(t *testing.T) {
	d := doc(t, made(1, 0, text("a🙂b")), made(2, 0, text("-").after(1, 1).before(1, 2)))
	if got := d.Text("t"); got != "a\ufffd-\ufffdb" {
		t.Errorf("read %q", got)
	}
	take(t, d, deleted(Range{2, 0, 1}))
	same(t, doc(t, d.Encode()), d)
}

func TestADifferenceMayBeginInsideAnItem(t *testing.T) {
	d := doc(t, made(1, 0, text("a🙂bcd"), value(1.0, 2.0).after(1, 5)))
	for clock := range uint64(9) {
		b, err := d.Diff([]byte{1, 1, byte(clock)})
		if err != nil {
			t.Fatal(err)
		}
		want := []Range{{1, clock, 8 - clock}}
		if clock == 8 {
			want = nil
		}
		got, err := Scan(b)
		if diff := cmp.Diff(want, got.Structs); err != nil || diff != "" {
			t.Errorf("from %d: %v (-want +got):\n%s", clock, err, diff)
		}
		if clock != 0 && clock != 2 && clock < 6 {
			half := doc(t, made(1, 0, text("a🙂bcd")))
			take(t, half, b)
			same(t, half, d)
		}
	}
	if _, err := d.Diff([]byte{1, 1}); err == nil {
		t.Error("half a state vector is taken")
	}
}

func TestTheLastOfAKeyIsItsValueInAnyOrder(t *testing.T) {
	updates := [][]byte{
		made(1, 0, value("one").at("k")), made(2, 0, value("two").at("k")),
		made(3, 0, value("three").at("k")), made(1, 1, value("one more").after(1, 0)),
	}
	want := doc(t, updates...)
	if got := want.Map("t"); got["k"] != "three" {
		t.Errorf("the value is %v", got["k"])
	}
	orders(updates, func(u [][]byte) { same(t, doc(t, u...), want) })
}

func TestWritersAtOneSpotAgreeInAnyOrder(t *testing.T) {
	base := made(9, 0, text("ab"))
	updates := [][]byte{
		made(1, 0, text("1").after(9, 0).before(9, 1)), made(2, 0, text("22").after(9, 0).before(9, 1)),
		made(3, 0, text("3").after(2, 0).before(2, 1)), made(4, 0, text("4").after(1, 0).before(9, 1)),
		made(5, 0, text("5").after(9, 0).before(9, 1)),
	}
	want := doc(t, append([][]byte{base}, updates...)...)
	if got := want.Text("t"); got != "a142325b" {
		t.Errorf("read %q", got)
	}
	orders(append(updates, base), func(u [][]byte) { same(t, doc(t, u...), want) })
}

func TestManyWritersAtOneSpotAreQuick(t *testing.T) {
	d := New()
	for client := range uint64(8000) {
		if _, err := d.Apply(made(client, 0, text("x"))); err != nil {
			t.Fatal(err)
		}
	}
	if n := len(d.Text("t")); n != 8000 || d.mark > 8000*8000 {
		t.Errorf("%d letters after %d steps", n, d.mark)
	}
}

func TestDeletionsCutRepeatOverlapAndMayComeFirst(t *testing.T) {
	updates := [][]byte{
		made(1, 0, text("0123456789")), deleted(Range{1, 2, 3}), deleted(Range{1, 4, 3}), deleted(Range{1, 2, 3}, Range{2, 0, 1}),
	}
	want := doc(t, updates...)
	if got := want.Text("t"); got != "01789" {
		t.Errorf("read %q", got)
	}
	orders(updates, func(u [][]byte) { same(t, doc(t, u...), want) })
}

func TestRangesThatOverlapAreVisitedOnce(t *testing.T) {
	letters := make([]incoming, 20000)
	for k := range letters {
		letters[k] = text("x")
	}
	d := doc(t, made(1, 0, letters...))
	ranges := appendUint([]byte{0, 1, 1}, uint64(len(letters)))
	for k := range letters {
		ranges = appendUint(appendUint(ranges, uint64(len(letters)-1-k)), uint64(2*len(letters)))
	}
	take(t, d, ranges, ranges)
	if d.Text("t") != "" || len(d.pending.deletes[1]) != 1 {
		t.Errorf("left are %q, and %d ranges wait", d.Text("t"), len(d.pending.deletes[1]))
	}
}

func TestDeletedTextIsNowhereInTheDocument(t *testing.T) {
	d := doc(t, made(1, 0, text("a secret here")), deleted(Range{1, 2, 6}))
	if bytes.Contains(d.Encode(), []byte("secret")) {
		t.Error("it is still written down")
	}
}

func TestWhatLiesInADeletedTypeIsCollected(t *testing.T) {
	inner := text("inner").in(1, 0)
	updates := [][]byte{
		made(1, 0, element("p"), inner, value("v").in(1, 0).at("k"), element("q").in(1, 0)),
		made(2, 0, text("late").in(1, 7)), made(3, 0, text("later").after(1, 3)), made(4, 0, text("apart")), deleted(Range{1, 0, 1}),
	}
	want := doc(t, updates...)
	if runs := want.Tree("t").Runs; len(runs) != 1 || runs[0].Text != "apart" {
		t.Errorf("read %v", runs)
	}
	if n := len(want.items) - 1; n > 8 {
		t.Errorf("%d items are left", n)
	}
	orders(updates, func(u [][]byte) { same(t, doc(t, u...), want) })
}

func TestAParentThatIsNoTypeCollectsItsChildren(t *testing.T) {
	d := doc(t, made(1, 0, text("no type")), made(2, 0, text("x").in(1, 3), text("y").after(2, 0), text("z").before(2, 1)))
	if d.Text("t") != "no type" || d.Clock(2) != 3 {
		t.Errorf("read %q, %d", d.Text("t"), d.Clock(2))
	}
	same(t, doc(t, d.Encode()), d)
}

func TestRedundantMarksStay(t *testing.T) {
	bold := func(v string) incoming {
		return incoming{kind: kindFormat, length: 1, content: appendText(appendText(nil, "b"), v), under: byRoot, root: []byte("t")}
	}
	d := doc(t, made(1, 0, bold("true"), bold("true").after(1, 0), text("x").after(1, 1), bold("null").after(1, 2), bold("null").after(1, 3)))
	if len(d.items) != 6 {
		t.Errorf("%d items are left of 5", len(d.items)-1)
	}
	if diff := cmp.Diff([]Run{{Text: "x", Marks: map[string]any{"b": true}}}, d.Tree("t").Runs); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestALongArrayIsCutInPiecesAndStaysWhole(t *testing.T) {
	values := make([]any, 5*maxValues+1)
	for i := range values {
		values[i] = float64(i)
	}
	d := doc(t, made(1, 0, value(values...)))
	if diff := cmp.Diff(values, d.Array("t")); diff != "" || len(d.items) != 7 {
		t.Errorf("%d items (-want +got):\n%s", len(d.items)-1, diff)
	}
	same(t, doc(t, d.Encode()), d)
}

// hand writes as an editor does: between neighbours that it sees.
type hand struct {
	d  *Doc
	id uint64
}

func (h *hand) write(t *rapid.T) []byte {
	var lists []int32
	for n := int32(1); n < int32(len(h.d.lists)); n++ {
		if l := &h.d.lists[n]; l.owner != 0 {
			lists = append(lists, n)
		}
	}
	in := rapid.SampledFrom([]incoming{text("x"), text("ord å🙂"), value(1.0, "två"), element("p")}).Draw(t, "what")
	if len(lists) == 0 {
		return made(h.id, h.d.Clock(h.id), in)
	}
	n := rapid.SampledFrom(lists).Draw(t, "list")
	var units []ident
	for i := h.d.lists[n].first; i != 0; i = h.d.items[i].right {
		it := &h.d.items[i]
		for k := range it.len() {
			units = append(units, ident{h.d.clients[it.client].id, it.clock + k})
		}
	}
	if len(units) == 0 {
		return made(h.id, h.d.Clock(h.id), in)
	}
	at := rapid.IntRange(0, len(units)).Draw(t, "at")
	if rapid.IntRange(0, 3).Draw(t, "act") == 0 && at < len(units) {
		return deleted(Range{units[at].client, units[at].clock, min(rapid.Uint64Range(1, 4).Draw(t, "long"), h.d.Clock(units[at].client)-units[at].clock)})
	}
	if h.d.lists[n].keyed {
		at = len(units)
	}
	if at > 0 {
		in = in.after(units[at-1].client, units[at-1].clock)
	}
	if at < len(units) {
		in = in.before(units[at].client, units[at].clock)
	}
	return made(h.id, h.d.Clock(h.id), in)
}

func TestAllWhoHeardTheSameAgree(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		hands := []*hand{{New(), 1}, {New(), 2}, {New(), 3}}
		var said [][]byte
		for range rapid.IntRange(1, 25).Draw(t, "steps") {
			h := rapid.SampledFrom(hands).Draw(t, "who")
			if rapid.IntRange(0, 4).Draw(t, "hears") == 0 {
				other := rapid.SampledFrom(hands).Draw(t, "whom")
				diff, err := other.d.Diff(h.d.StateVector())
				if err != nil {
					t.Fatal(err)
				}
				take(t, h.d, diff)
				continue
			}
			u := h.write(t)
			take(t, h.d, u)
			said = append(said, u)
		}
		merged, err := Merge(said...)
		if err != nil {
			t.Fatal(err)
		}
		want := doc(t, said...)
		if want.PendingSize() > 0 {
			t.Fatal("something waits though all came")
		}
		for _, order := range [][][]byte{rapid.Permutation(said).Draw(t, "order"), {merged}, append(said, said...)} {
			got := doc(t, order...)
			if diff := cmp.Diff(read(want), read(got)); diff != "" {
				t.Fatalf("(-want +got):\n%s", diff)
			}
			for _, u := range said {
				if holds, err := got.Holds(u); !holds || err != nil {
					t.Fatalf("an update is not held: %v", err)
				}
			}
		}
	})
}

// read is all that is read of a document. Halves of pairs that were cut are
// left out: where they are cut depends on who heard what when, also in yjs.
func read(d *Doc) string {
	var b strings.Builder
	for _, root := range d.Roots() {
		show(&b, d.Tree(root))
	}
	return strings.NewReplacer("🙂", "", "\ufffd", "").Replace(b.String())
}

func show(b *strings.Builder, t *Tree) {
	fmt.Fprintf(b, "%d %q {", t.Kind, t.Name)
	for _, run := range t.Runs {
		if child, ok := run.Value.(*Tree); ok {
			show(b, child)
			continue
		}
		fmt.Fprint(b, run.Text, run.Value, " ")
	}
	b.WriteString("}")
}
