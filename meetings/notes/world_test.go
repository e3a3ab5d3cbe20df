package notes

import (
	"errors"
	"testing"

	"ringain/meetings"
	"ringain/meetings/ydoc"
)

// The people of the tests: Ada organises, Bo and Cy take part, and nobody follows.
var (
	ada    = Writer{Person: meetings.Person{ID: "ada", Name: "Ada", Role: meetings.Organiser}, Schema: Schema}
	bo     = Writer{Person: meetings.Person{ID: "bo", Name: "Bo", Role: meetings.Guest}, Schema: Schema}
	cy     = Writer{Person: meetings.Person{ID: "cy", Name: "Cy", Role: meetings.Guest}}
	nobody = Writer{Schema: Schema}
)

func open(t testing.TB, k Kept) *Doc {
	t.Helper()
	d, err := Open(k)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// paragraph is a node as the editor makes it.
func paragraph(text string) []ydoc.Node {
	return []ydoc.Node{{Name: "paragraph", Children: []ydoc.Node{{Text: text}}}}
}

// log is the notes of one meeting as a room and the store have them together.
type log struct {
	t testing.TB
	*Doc
	kept Kept
}

func newLog(t testing.TB) *log {
	return &log{t, open(t, Kept{}), Kept{Clients: map[uint64]meetings.ID{}}}
}

// admit lets an update in and keeps it.
func (l *log) admit(update []byte, by Writer, s State) (Admitted, error) {
	admitted, err := l.Admit(update, by, s)
	if err == nil && admitted.New {
		l.kept.Updates = append(l.kept.Updates, update)
		for _, client := range admitted.Clients {
			l.kept.Clients[client] = by.Person.ID
		}
	}
	return admitted, err
}

// write has somebody write a paragraph with a browser, and returns the update.
func (l *log) write(by Writer, client uint64, fragment, text string) []byte {
	l.t.Helper()
	update := l.y.Append(client, fragment, paragraph(text))
	if _, err := l.admit(update, by, State{}); err != nil {
		l.t.Fatal(err)
	}
	return update
}

// reads is what stands in a fragment.
func (l *log) reads(fragment string) string { return Text(l.Read()[fragment], meetings.SV) }

// kindOf returns the kind of a refusal; other errors are faults of the test.
func kindOf(t testing.TB, err error) meetings.RefusalKind {
	t.Helper()
	if err == nil {
		return ""
	}
	no, ok := errors.AsType[*meetings.Refusal](err)
	if !ok {
		t.Fatalf("a fault: %v", err)
	}
	if no.Say.SV == "" || no.Say.EN == "" {
		t.Errorf("%s is not said in both languages", no.Kind)
	}
	return no.Kind
}
