package notes

import (
	"encoding/binary"
	"testing"

	"ringain/meetings"
	"ringain/meetings/ydoc"
)

// deletion is an update that deletes a range and brings nothing.
func deletion(client, clock, units uint64) []byte {
	b := []byte{0, 1}
	for _, number := range []uint64{client, 1, clock, units} {
		b = binary.AppendUvarint(b, number)
	}
	return b
}

func TestNobodyDeletesWhatAnotherIsYetToWrite(t *testing.T) {
	for name, written := range map[string]bool{"of one who has written": true, "of one who has not": false} {
		t.Run(name, func(t *testing.T) {
			l := newLog(t)
			if written {
				l.write(bo, 7, Meeting, "ett")
			}
			_, err := l.admit(deletion(7, 0, 1<<40), cy, State{})
			if kindOf(t, err) != meetings.TooMuch {
				t.Errorf("%v", err)
			}
			l.write(bo, 7, Meeting, "två")
			if got, want := l.reads(Meeting), map[bool]string{true: "ett\ntvå\n", false: "två\n"}[written]; got != want {
				t.Errorf("%q, want %q", got, want)
			}
		})
	}
}

// One's own deletions may come before what they delete, by another way, and others
// have them in their copies until then.
func TestOnesOwnDeletionsMayComeFirst(t *testing.T) {
	l := newLog(t)
	l.write(bo, 7, Meeting, "ett")
	author := ydoc.New()
	if _, err := author.Apply(l.Encode()); err != nil {
		t.Fatal(err)
	}
	later := author.Append(7, Meeting, paragraph("två"))
	from := author.Clock(7)
	if _, err := author.Apply(later); err != nil {
		t.Fatal(err)
	}
	early := deletion(7, from, author.Clock(7)-from)
	for _, by := range []Writer{bo, cy} {
		if _, err := l.admit(early, by, State{}); err != nil {
			t.Fatalf("%s: %v", by.Person.Name, err)
		}
	}
	if _, err := l.admit(later, bo, State{}); err != nil || l.reads(Meeting) != "ett\n" {
		t.Errorf("%q, %v", l.reads(Meeting), err)
	}
}

// What a browser wrote and deleted before it was ever here comes as one.
func TestTextOfANewClientMayComeDeleted(t *testing.T) {
	l := newLog(t)
	author := ydoc.New()
	if _, err := author.Apply(author.Append(7, Meeting, paragraph("ett"))); err != nil {
		t.Fatal(err)
	}
	if _, err := author.Apply(deletion(7, 0, author.Clock(7))); err != nil {
		t.Fatal(err)
	}
	if _, err := l.admit(author.Encode(), bo, State{}); err != nil {
		t.Error(err)
	}
}
