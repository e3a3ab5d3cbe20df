package notes

import (
	"testing"

	"ringain/meetings/ydoc"
)

// What waits for its predecessor is in everybody's copy, and in what they send when
// they come back: that is nobody's theft.
func TestWhatWaitsIsPassedOnByOthersToo(t *testing.T) {
	l := newLog(t)
	author := ydoc.New()
	first := author.Append(7, Meeting, paragraph("ett"))
	if _, err := author.Apply(first); err != nil {
		t.Fatal(err)
	}
	second := author.Append(7, Meeting, paragraph("två"))
	if _, err := l.admit(second, bo, State{}); err != nil {
		t.Fatal(err)
	}
	theirs := ydoc.New()
	if _, err := theirs.Apply(second); err != nil {
		t.Fatal(err)
	}
	if _, err := theirs.Apply(theirs.Append(8, Meeting, paragraph("tre"))); err != nil {
		t.Fatal(err)
	}
	if a, err := l.admit(theirs.Encode(), cy, State{}); err != nil || !a.New || len(a.Clients) != 1 {
		t.Errorf("%+v, %v", a, err)
	}
	if _, err := l.admit(first, bo, State{}); err != nil {
		t.Error(err)
	}
	if n := l.Read()[Meeting]; len(n) != 3 {
		t.Errorf("%+v", n)
	}
}
