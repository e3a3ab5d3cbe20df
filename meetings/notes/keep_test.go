package notes

import (
	"bytes"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"ringain/meetings"
	"ringain/meetings/ydoc"
)

func TestASnapshotReadsAsItsLog(t *testing.T) {
	l := newLog(t)
	l.write(bo, 7, Meeting, "Ett")
	l.write(cy, 8, Item("a"), "Två")
	if _, err := l.admit(l.y.DeletionOf([]uint64{7}), cy, State{}); err != nil {
		t.Fatal(err)
	}
	waits := newLog(t)
	waits.write(bo, 9, Meeting, "Början")
	if _, err := l.admit(waits.write(bo, 9, Meeting, "Slutet"), bo, State{}); err != nil {
		t.Fatal(err)
	}
	body, err := Compact(l.kept)
	if err != nil {
		t.Fatal(err)
	}
	again := open(t, Kept{Snapshot: body, Clients: l.kept.Clients})
	for _, d := range []*Doc{l.Doc, again} {
		if err := d.Hear(waits.kept.Updates[0], "bo"); err != nil {
			t.Fatal(err)
		}
	}
	if diff := cmp.Diff(l.Read(), again.Read()); diff != "" || !strings.Contains(Text(again.Read()[Meeting], meetings.SV), "Slutet") {
		t.Error("what waited is lost:", diff)
	}
	if !bytes.Equal(l.StateVector(), again.StateVector()) {
		t.Error("the state vectors differ")
	}
}

func TestASnapshotThatDoesNotLoadIsAFault(t *testing.T) {
	if _, err := Open(Kept{Snapshot: []byte("hello")}); err == nil {
		t.Error("it was opened")
	}
	if _, err := Compact(Kept{Updates: [][]byte{{9}}}); err == nil {
		t.Error("a snapshot was made of it")
	}
}

func TestSameSeesEveryDifference(t *testing.T) {
	tree := func() *ydoc.Tree {
		return &ydoc.Tree{Kind: ydoc.KindElement, Name: "p", Keys: map[string]any{"a": []any{1.0, "x"}, "b": map[string]any{"c": nil}},
			Runs: []ydoc.Run{{Text: "t", Marks: map[string]any{"em": true}}, {Value: &ydoc.Tree{Name: "q"}}, {Value: []byte{1}, Embed: true}}}
	}
	if !same(tree(), tree()) || !same((*ydoc.Tree)(nil), &ydoc.Tree{}) {
		t.Error("the same is another")
	}
	for name, change := range map[string]func(*ydoc.Tree){
		"kind":       func(t *ydoc.Tree) { t.Kind = ydoc.KindHook },
		"name":       func(t *ydoc.Tree) { t.Name = "q" },
		"a key":      func(t *ydoc.Tree) { t.Keys["c"] = nil },
		"a list":     func(t *ydoc.Tree) { t.Keys["a"] = []any{1.0, "y"} },
		"a map":      func(t *ydoc.Tree) { t.Keys["b"] = map[string]any{"d": nil} },
		"a text":     func(t *ydoc.Tree) { t.Runs[0].Text = "u" },
		"a mark":     func(t *ydoc.Tree) { t.Runs[0].Marks["em"] = false },
		"a child":    func(t *ydoc.Tree) { t.Runs[1].Value = &ydoc.Tree{Name: "r"} },
		"bytes":      func(t *ydoc.Tree) { t.Runs[2].Value = []byte{2} },
		"an embed":   func(t *ydoc.Tree) { t.Runs[2].Embed = false },
		"one less":   func(t *ydoc.Tree) { t.Runs = t.Runs[:2] },
		"a number":   func(t *ydoc.Tree) { t.Keys["a"] = []any{int64(1), "x"} },
		"a sign":     func(t *ydoc.Tree) { t.Keys["b"] = 0.0 },
		"everything": func(t *ydoc.Tree) { *t = ydoc.Tree{} },
	} {
		other := tree()
		change(other)
		if same(tree(), other) || same(other, tree()) {
			t.Errorf("%s is not seen", name)
		}
	}
}

func TestRemovingTakesOneSessionsTextAndNoOther(t *testing.T) {
	l := newLog(t)
	l.write(bo, 7, Meeting, "Bo")
	l.write(cy, 8, Meeting, "Cy")
	l.write(bo, 9, Item("a"), "Bo igen")
	if got := l.Removal("nobody"); got != nil {
		t.Errorf("there is something of nobody: %v", got)
	}
	removal := l.Removal("bo")
	if err := l.Hear(removal, ""); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(Notes{Meeting: {p("Cy")}}, l.Read()); diff != "" {
		t.Error(diff)
	}
	if got := l.Removal("bo"); got != nil {
		t.Error("there is more to remove")
	}
}

// TestErasedTextIsInNothingThatIsKept looks for the text in the bytes: of the snapshot,
// and of what somebody who joins is sent.
func TestErasedTextIsInNothingThatIsKept(t *testing.T) {
	l := newLog(t)
	l.write(bo, 7, Meeting, "Hemligheten")
	l.write(cy, 8, Meeting, "Kvar")
	if _, err := l.admit(l.y.Append(7, Item("a"), paragraph("Hemligheten igen")), bo, State{}); err != nil {
		t.Fatal(err)
	}
	waits := newLog(t)
	waits.write(bo, 9, Meeting, "Början")
	if _, err := l.admit(waits.write(bo, 9, Meeting, "Hemligheten sist"), bo, State{}); err != nil {
		t.Fatal(err)
	}
	if !bytes.Contains(l.Encode(), []byte("Hemligheten")) {
		t.Fatal("the text is not there to begin with")
	}
	removal, snapshot, err := Erase(l.kept, "bo")
	if err != nil {
		t.Fatal(err)
	}
	d := open(t, Kept{Snapshot: snapshot, Clients: l.kept.Clients})
	if bytes.Contains(snapshot, []byte("Hemligheten")) || bytes.Contains(d.Encode(), []byte("Hemligheten")) || bytes.Contains(removal, []byte("Hemligheten")) {
		t.Error("the text is still there")
	}
	if err := l.Hear(removal, ""); err != nil {
		t.Fatal(err)
	}
	for name, read := range map[string]Notes{"the snapshot": d.Read(), "those who are in the room": l.Read()} {
		if diff := cmp.Diff(Notes{Meeting: {p("Kvar")}}, read); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
	if _, err := d.Admit(d.y.Append(8, Meeting, paragraph("Mer")), cy, State{}); err != nil {
		t.Error("the others cannot go on:", err)
	}
}

func TestRestoringLeadsBackByAChange(t *testing.T) {
	l := newLog(t)
	l.write(bo, 7, Meeting, "Ett")
	l.write(cy, 8, Item("a"), "Två")
	nodes := []ydoc.Node{{Name: "atgard", Attributes: map[string]any{"who": "Åsa"}, Children: []ydoc.Node{
		{Text: "Ring "}, {Text: "Bo", Marks: map[string]any{"link": map[string]any{"href": "tel:+4681"}, "em": map[string]any{}}}}}}
	if _, err := l.admit(l.y.Append(8, Item("a"), nodes), cy, State{}); err != nil {
		t.Fatal(err)
	}
	then := Kept{Updates: slices.Clone(l.kept.Updates), Clients: l.kept.Clients}
	was := l.Read()
	l.write(bo, 7, Item("b"), "Skräp")
	if _, err := l.admit(l.y.DeletionOf([]uint64{8}), bo, State{}); err != nil {
		t.Fatal(err)
	}
	r, err := Restore(l.kept, then, "command")
	if err != nil {
		t.Fatal(err)
	}
	if err := l.Hear(r.Update, ""); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(was, l.Read()); diff != "" {
		t.Error(diff)
	}
	l.kept.Updates = append(l.kept.Updates, r.Update)
	maps.Copy(l.kept.Clients, r.Clients)
	if again, err := Restore(l.kept, then, "another"); err != nil || again.Update != nil {
		t.Errorf("there is more to restore: %v, %v", again, err)
	}
	if without, err := open(t, l.kept).Without("cy"); err != nil || cmp.Diff(Notes{Meeting: {p("Ett")}}, without) != "" {
		t.Errorf("it is not still Cy's: %v, %v", without, err)
	}
	if l.write(bo, 7, Meeting, "Vidare"); !strings.HasSuffix(l.reads(Meeting), "Vidare\n") {
		t.Error("nobody can go on")
	}
}
