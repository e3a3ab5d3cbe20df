package notes

import (
	"bytes"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"ringain/meetings"
)

func TestWhatIsAdmittedIsReadAndBelongsToItsSession(t *testing.T) {
	l := newLog(t)
	update := l.y.Append(7, Meeting, paragraph("Hej"))
	admitted, err := l.admit(update, bo, State{})
	if diff := cmp.Diff(Admitted{New: true, Clients: []uint64{7}}, admitted); diff != "" || err != nil {
		t.Fatal(diff, err)
	}
	if got := l.reads(Meeting); got != "Hej\n" {
		t.Errorf("it reads %q", got)
	}
	more := l.y.Append(7, Meeting, paragraph("igen"))
	if admitted, err = l.admit(more, bo, State{}); err != nil || len(admitted.Clients) != 0 {
		t.Errorf("more from the same: %v, %v", admitted, err)
	}
	if admitted, err = l.admit(update, cy, State{}); err != nil || admitted.New {
		t.Errorf("the same again, from somebody else who has it: %v, %v", admitted, err)
	}
}

func TestWhoMayWrite(t *testing.T) {
	old := bo
	old.Schema = -1
	for _, test := range []struct {
		name  string
		by    Writer
		state State
		want  meetings.RefusalKind
	}{
		{"a guest", bo, State{}, ""},
		{"a stock client", cy, State{}, ""},
		{"one who follows", nobody, State{}, meetings.SignIn},
		{"an editor that is too old", old, State{}, meetings.NotAllowed},
		{"a guest when the meeting has ended", bo, State{Ended: true}, meetings.Late},
		{"a guest in locked notes", bo, State{Locked: true}, meetings.NotAllowed},
		{"a guest in locked notes of a meeting that has ended", bo, State{Ended: true, Locked: true}, meetings.Late},
		{"an organiser when the meeting has ended", ada, State{Ended: true}, ""},
		{"an organiser in locked notes", ada, State{Locked: true}, ""},
	} {
		l := newLog(t)
		before := l.Encode()
		_, err := l.Admit(l.y.Append(7, Meeting, paragraph("Hej")), test.by, test.state)
		if got := kindOf(t, err); got != test.want {
			t.Errorf("%s: %q, want %q", test.name, got, test.want)
		}
		if changed := !bytes.Equal(before, l.Encode()); changed != (test.want == "") {
			t.Errorf("%s: the document changed: %v", test.name, changed)
		}
	}
}

func TestNobodyWritesAsSomebodyElse(t *testing.T) {
	l := newLog(t)
	l.write(bo, 7, Meeting, "Hej")
	before := l.Encode()
	forged := l.y.Append(7, Meeting, paragraph("som Bo"))
	if _, err := l.Admit(forged, cy, State{}); kindOf(t, err) != meetings.Taken {
		t.Error(err)
	}
	if !bytes.Equal(before, l.Encode()) {
		t.Error("the document has changed")
	}
	if !l.Behind(forged, "cy") {
		t.Error("it was not asked for first, though another node might have it")
	}
	again := open(t, l.kept)
	if _, err := again.Admit(forged, cy, State{}); kindOf(t, err) != meetings.Taken {
		t.Error("after it was opened again:", err)
	}
	other := open(t, Kept{})
	if err := other.Hear(l.kept.Updates[0], "bo"); err != nil {
		t.Fatal(err)
	}
	if _, err := other.Admit(forged, cy, State{}); kindOf(t, err) != meetings.Taken {
		t.Error("on another node:", err)
	}
}

// TestWhatAnotherNodeKeptIsHeardBeforeItIsJudged tells of Cy, who was on one node and
// comes back on another, which has not heard of what they saw there.
func TestWhatAnotherNodeKeptIsHeardBeforeItIsJudged(t *testing.T) {
	here, there := newLog(t), newLog(t)
	first := there.write(bo, 7, Meeting, "Ett")
	there.write(cy, 8, Meeting, "Två")
	all, err := there.Diff(here.StateVector())
	if err != nil {
		t.Fatal(err)
	}
	if !here.Behind(all, "cy") {
		t.Fatal("what another node kept is not asked for")
	}
	for i, update := range there.kept.Updates {
		if err := here.Hear(update, []meetings.ID{"bo", "cy"}[i]); err != nil {
			t.Fatal(err)
		}
	}
	if here.Behind(all, "cy") || here.Behind(first, "cy") {
		t.Error("it is still asked for")
	}
	if admitted, err := here.Admit(all, cy, State{}); err != nil || admitted.New {
		t.Errorf("%+v, %v", admitted, err)
	}
}

func TestWhatWaitsIsAskedForAndThenHeld(t *testing.T) {
	there := newLog(t)
	there.write(bo, 7, Meeting, "Ett")
	second := there.write(bo, 7, Meeting, "Två")
	here := newLog(t)
	if !here.Behind(second, "bo") {
		t.Error("a gap is not asked for")
	}
	admitted, err := here.admit(second, bo, State{})
	if err != nil || !admitted.New || !admitted.Waits {
		t.Fatalf("%+v, %v", admitted, err)
	}
	if got := here.reads(Meeting); got != "" {
		t.Errorf("it reads %q before its beginning is there", got)
	}
	again := open(t, here.kept)
	if err := again.Hear(there.kept.Updates[0], "bo"); err != nil {
		t.Fatal(err)
	}
	if got := Text(again.Read()[Meeting], meetings.SV); got != "Ett\nTvå\n" {
		t.Errorf("it reads %q", got)
	}
}

func TestDeletingAloneIsLetInFromWhoeverMayWrite(t *testing.T) {
	l := newLog(t)
	l.write(bo, 7, Meeting, "Hej")
	gone := l.y.DeletionOf([]uint64{7})
	if admitted, err := l.Admit(gone, nobody, State{}); err != nil || admitted.New {
		t.Errorf("from one who follows it is dropped without a word: %+v, %v", admitted, err)
	}
	if _, err := l.Admit(gone, cy, State{Ended: true}); kindOf(t, err) != meetings.Late {
		t.Error("text is removed when the meeting has ended:", err)
	}
	if l.reads(Meeting) != "Hej\n" {
		t.Error("the text is gone")
	}
	if admitted, err := l.admit(gone, cy, State{}); err != nil || !admitted.New || len(admitted.Clients) != 0 {
		t.Errorf("%+v, %v", admitted, err)
	}
	if got := l.reads(Meeting); got != "" {
		t.Errorf("it still reads %q", got)
	}
	if admitted, err := l.Admit(gone, cy, State{Ended: true}); err != nil || admitted.New {
		t.Errorf("what is gone already: %+v, %v", admitted, err)
	}
}

// TestTidyingByReadersIsDroppedWithoutAWord sends what yjs sends by itself: marks that
// mark nothing are deleted, also by those who may only read.
func TestTidyingByReadersIsDroppedWithoutAWord(t *testing.T) {
	l := newLog(t)
	l.write(bo, 7, Meeting, "Hej")
	// A paragraph (clock 0), its text (1), and in it: strong on, "Hej", strong off.
	marked := newLog(t)
	nodes := paragraph("Hej")
	nodes[0].Children[0].Marks = map[string]any{"strong": map[string]any{}}
	if _, err := marked.admit(marked.y.Append(7, Meeting, nodes), bo, State{}); err != nil {
		t.Fatal(err)
	}
	tidy := []byte{0, 1, 7, 1, 6, 1} // no structs; of client 7 the one clock 6
	if admitted, err := marked.Admit(tidy, cy, State{Ended: true}); err != nil || admitted.New {
		t.Errorf("%+v, %v", admitted, err)
	}
	if admitted, err := marked.Admit(tidy, bo, State{}); err != nil || !admitted.New {
		t.Errorf("from a writer it is let in: %+v, %v", admitted, err)
	}
}

func TestWhatIsUnsoundIsRefused(t *testing.T) {
	for name, update := range map[string][]byte{
		"nothing":       nil,
		"noise":         []byte("hello"),
		"a self origin": {1, 1, 7, 0, 0x84, 7, 0, 1, 'x', 0},
		"cut off":       {1, 1, 7},
	} {
		l := newLog(t)
		l.write(bo, 7, Meeting, "Hej")
		before := l.Encode()
		if _, err := l.Admit(update, bo, State{}); kindOf(t, err) != meetings.Invalid {
			t.Errorf("%s: %v", name, err)
		}
		if !bytes.Equal(before, l.Encode()) {
			t.Errorf("%s changed the document", name)
		}
		if l.Behind(update, "bo") {
			t.Errorf("%s: the store is asked", name)
		}
	}
}

func TestNobodyCountsFurtherThanAnybodyWrites(t *testing.T) {
	l := newLog(t)
	l.write(bo, 7, Meeting, "Hej")
	before := l.Encode()
	gone := []byte{1, 1, 8, 0, 0, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x0f, 0} // 2^53−1 letters
	if _, err := l.Admit(gone, bo, State{}); kindOf(t, err) != meetings.Invalid {
		t.Error(err)
	}
	if !bytes.Equal(before, l.Encode()) {
		t.Error("the document is another")
	}
}

func TestOneUpdateHasABound(t *testing.T) {
	l := newLog(t)
	update := l.y.Append(7, Meeting, paragraph(strings.Repeat("a", MaxUpdate)))
	if _, err := l.Admit(update, bo, State{}); kindOf(t, err) != meetings.TooMuch {
		t.Error(err)
	}
}

func TestADocumentHasABoundButCanBeEmptied(t *testing.T) {
	l := newLog(t)
	for client := range uint64(6) {
		l.write(ada, client, Meeting, strings.Repeat("a", MaxDocument/6-500))
	}
	more := l.y.Append(9, Meeting, paragraph(strings.Repeat("a", 4*MinShare)))
	if _, err := l.Admit(more, bo, State{}); kindOf(t, err) != meetings.TooMuch {
		t.Fatal(err)
	}
	if _, err := l.admit(l.y.DeletionOf([]uint64{1, 2}), cy, State{}); err != nil {
		t.Fatal(err)
	}
	more = l.y.Append(9, Meeting, paragraph(strings.Repeat("a", 4*MinShare)))
	if _, err := l.admit(more, bo, State{}); err != nil {
		t.Error("there is room again:", err)
	}
}

func TestASessionHasABound(t *testing.T) {
	l := newLog(t)
	kind := meetings.RefusalKind("")
	for n := 0; kind == "" && n < 100; n++ {
		update := l.y.Append(7, Meeting, paragraph(strings.Repeat("a", MaxSession/30)))
		_, err := l.admit(update, bo, State{})
		if kind = kindOf(t, err); kind == "" {
			if _, err := l.admit(l.y.DeletionOf([]uint64{7}), bo, State{}); err != nil {
				t.Fatal(err)
			}
		}
	}
	if kind != meetings.TooMuch {
		t.Error("one session writes without end")
	}
	l.write(cy, 8, Meeting, "Jag också")
}

func TestClientIDsHaveABound(t *testing.T) {
	l := newLog(t)
	for client := range uint64(MaxSessionClients) {
		l.write(bo, client, Meeting, "a")
	}
	if _, err := l.Admit(l.y.Append(5000, Meeting, paragraph("a")), bo, State{}); kindOf(t, err) != meetings.TooMuch {
		t.Error("one session has too many:", err)
	}
	again := open(t, l.kept)
	if _, err := again.Admit(l.y.Append(5000, Meeting, paragraph("a")), bo, State{}); kindOf(t, err) != meetings.TooMuch {
		t.Error("after it was opened again:", err)
	}
	for client := uint64(MaxSessionClients); client < MaxClients; client++ {
		if err := l.Hear(l.y.Append(client, Meeting, paragraph("a")), meetings.ID(strings.Repeat("x", int(client/50)))); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := l.Admit(l.y.Append(5000, Meeting, paragraph("a")), cy, State{}); kindOf(t, err) != meetings.TooMuch {
		t.Error("the document has too many:", err)
	}
}

func TestWhatWaitsHasABound(t *testing.T) {
	there := newLog(t)
	there.write(bo, 7, Meeting, "Början")
	here := newLog(t)
	kind := meetings.RefusalKind("")
	n := 0
	for ; kind == "" && n < 1000; n++ {
		_, err := here.admit(there.write(bo, 7, Meeting, strings.Repeat("a", 1000)), bo, State{})
		kind = kindOf(t, err)
	}
	if kind != meetings.TooMuch || here.y.PendingSize() > MaxPending {
		t.Errorf("after %d updates that wait: %q, %d bytes wait", n, kind, here.y.PendingSize())
	}
	if _, err := here.admit(there.kept.Updates[0], bo, State{}); err != nil {
		t.Error("what it waits for is refused:", err)
	}
	if here.y.PendingSize() != 0 {
		t.Error("it still waits")
	}
}

func TestWhatIsKnownAlreadyMustBeWhatIsThere(t *testing.T) {
	l := newLog(t)
	mine := l.write(bo, 7, Meeting, "Jag var först")
	other := open(t, Kept{}).y.Append(7, Meeting, paragraph("Mitt i samma"))
	for name, test := range map[string]struct {
		update []byte
		by     Writer
		state  State
		kind   meetings.RefusalKind
	}{
		"another's text":                    {other, cy, State{}, meetings.Taken},
		"another text of one's own":         {other, bo, State{}, meetings.Taken},
		"what is there, passed on":          {mine, cy, State{}, ""},
		"what is there, by one who reads":   {mine, nobody, State{}, ""},
		"another's text, by one who reads":  {other, nobody, State{}, meetings.SignIn},
		"another's text, when it is locked": {other, cy, State{Locked: true}, meetings.NotAllowed},
	} {
		admitted, err := l.Admit(test.update, test.by, test.state)
		if kindOf(t, err) != test.kind || admitted.New {
			t.Errorf("%s: %v, %v", name, err, admitted)
		}
	}
	if err := l.Hear(l.y.DeletionOf([]uint64{7}), ""); err != nil {
		t.Fatal(err)
	}
	if _, err := l.Admit(mine, cy, State{}); err != nil {
		t.Error("what was deleted meanwhile is refused:", err)
	}
}
