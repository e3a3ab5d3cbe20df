package notes

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"ringain/meetings"
	"ringain/meetings/ydoc"
)

// TestLateLinesAreShownAndTakenIn tells of Bo, who wrote on while the meeting ended.
func TestLateLinesAreShownAndTakenIn(t *testing.T) {
	l := newLog(t)
	l.write(bo, 7, Meeting, "I tid")
	device := open(t, l.kept)
	late := Late{Session: "bo", Name: "Bo"}
	for i, text := range []string{"Sent", "Senare"} {
		update := device.y.Append(7, []string{Meeting, Item("a")}[i], paragraph(text))
		if err := device.Hear(update, "bo"); err != nil {
			t.Fatal(err)
		}
		if _, err := l.Admit(update, bo, State{Ended: true}); kindOf(t, err) != meetings.Late {
			t.Fatal(err)
		}
		var err error
		if late, err = add(late, update); err != nil {
			t.Fatal(err)
		}
	}
	before := l.Read()
	added, err := l.Preview(late.Body, meetings.SV)
	if diff := cmp.Diff([]Added{{Item("a"), []string{"Senare"}}, {Meeting, []string{"Sent"}}}, added); diff != "" || err != nil {
		t.Fatal(diff, err)
	}
	if diff := cmp.Diff(before, l.Read()); diff != "" {
		t.Error("looking at it changed it:", diff)
	}
	if admitted, err := l.admit(late.Body, bo, State{}); err != nil || !admitted.New || admitted.Waits {
		t.Fatalf("%+v, %v", admitted, err)
	}
	if diff := cmp.Diff(device.Read(), l.Read()); diff != "" {
		t.Error(diff)
	}
	if added, err = l.Preview(late.Body, meetings.SV); err != nil || len(added) != 0 {
		t.Errorf("there is more of it: %v, %v", added, err)
	}
}

func TestLateLinesHaveABound(t *testing.T) {
	device := newLog(t)
	late := Late{}
	kind := meetings.RefusalKind("")
	for n := 0; n < 200 && kind == ""; n++ {
		before := late
		var err error
		late, err = add(late, device.write(bo, 7, Meeting, strings.Repeat("a", 1000)))
		if kind = kindOf(t, err); kind != "" && string(before.Body) != string(late.Body) {
			t.Error("what was refused has changed what is kept")
		}
	}
	if kind != meetings.TooMuch || len(late.Body) > MaxLateBody {
		t.Errorf("%q with %d bytes", kind, len(late.Body))
	}
	if _, err := add(late, []byte("noise")); kindOf(t, err) != meetings.Invalid {
		t.Error(err)
	}
	if after, err := add(late, []byte{0, 1, 7, 1, 0, 1}); err != nil || len(after.Body) != len(late.Body) {
		t.Error("what only deletes is kept:", err)
	}
}

func add(l Late, update []byte) (Late, error) {
	l, refused := l.Add(update)
	return l, refused[0]
}

func TestOfManyLateLinesAtOnceOnlyThoseAreRefusedThatMustBe(t *testing.T) {
	device := newLog(t)
	first, second := device.write(bo, 7, Meeting, "Ett"), device.write(bo, 7, Meeting, "Två")
	large := newLog(t).write(cy, 8, Meeting, strings.Repeat("a", MaxLateBody-20))
	late, refused := Late{}.Add(first, []byte("noise"), second, large)
	if kindOf(t, refused[0])+kindOf(t, refused[2]) != "" || kindOf(t, refused[1]) != meetings.Invalid || kindOf(t, refused[3]) != meetings.TooMuch {
		t.Errorf("%v", refused)
	}
	l := newLog(t)
	if err := l.Hear(late.Body, "bo"); err != nil || l.reads(Meeting) != "Ett\nTvå\n" {
		t.Errorf("%q, %v", l.reads(Meeting), err)
	}
	if all, refused := (Late{}).Add(first, second); string(all.Body) != string(late.Body) || kindOf(t, refused[0]) != "" {
		t.Error("both at once are something else than one after the other")
	}
}

func TestLinesThatCameAreThoseThatWereNotThere(t *testing.T) {
	got := missing("a\nb\na\n", "a\nc\na\na\n  b\n\nd\n")
	if diff := cmp.Diff([]string{"c", "a", "d"}, got); diff != "" {
		t.Error(diff)
	}
}

// FuzzAdmit sends anything to a document: it is refused or let in, never more, and what
// is let in can be read, made a snapshot of, and opened again.
func FuzzAdmit(f *testing.F) {
	y := ydoc.New()
	f.Add(y.Append(7, Meeting, paragraph("Hej")))
	f.Add(y.Append(8, Item("a"), []ydoc.Node{{Name: "heading", Attributes: map[string]any{"level": 3.0}, Children: []ydoc.Node{
		{Text: "Hej", Marks: map[string]any{"strong--a": map[string]any{}, "link": map[string]any{"href": "https://exempel.se"}}}}}}))
	f.Add([]byte{0, 1, 7, 1, 0, 3})
	f.Add([]byte("noise"))
	f.Fuzz(func(t *testing.T, update []byte) {
		l := newLog(t)
		l.write(bo, 7, Meeting, "Hej på dig")
		l.Behind(update, "cy")
		if _, err := l.admit(update, cy, State{}); err != nil {
			kindOf(t, err)
			return
		}
		for _, blocks := range l.Read() {
			if complaint := unsafe(HTML(blocks, meetings.SV, 3)); complaint != "" {
				t.Fatal(complaint)
			}
		}
		if _, err := l.Preview(update, meetings.SV); err != nil {
			t.Fatal(err)
		}
		body, err := Compact(l.kept)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(l.Read(), open(t, Kept{Snapshot: body}).Read()); diff != "" {
			t.Fatal(diff)
		}
	})
}
