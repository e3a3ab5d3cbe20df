package notes

import (
	"strings"
	"testing"

	"ringain/meetings"
)

func TestOrganisersWriteWhenGuestsHaveFilledTheDocument(t *testing.T) {
	l := newLog(t)
	for i, by := range []Writer{bo, bo, bo, cy, cy, cy} {
		l.write(by, uint64(i/3+1), Meeting, strings.Repeat("a", MaxDocument/7))
	}
	more := strings.Repeat("a", MaxDocument/7)
	if _, err := l.Admit(l.y.Append(9, Meeting, paragraph(more)), bo, State{}); kindOf(t, err) != meetings.TooMuch {
		t.Fatal(err)
	}
	l.write(ada, 9, Meeting, more)
	if _, err := l.Admit(l.y.Append(9, Meeting, paragraph(more+more)), ada, State{}); kindOf(t, err) != meetings.TooMuch {
		t.Error("those who run the meeting have no bound:", err)
	}
}

func TestFewSessionsCannotUseUpTheClientIDs(t *testing.T) {
	l := newLog(t)
	client := uint64(0)
	for range 60 { // sessions
		session := meetings.Person{ID: meetings.ID(strings.Repeat("x", int(client)/2+1)), Role: meetings.Guest}
		for range MaxSessionClients {
			client++
			if _, err := l.admit(l.y.Append(client, Meeting, paragraph("a")), Writer{Person: session}, State{}); err != nil {
				break
			}
		}
	}
	l.write(cy, client+1, Meeting, "Jag också")
	for len(l.owners) < MaxClients {
		client++
		l.own(client, meetings.ID(strings.Repeat("y", len(l.owners))))
	}
	if _, err := l.Admit(l.y.Append(client+2, Meeting, paragraph("a")), bo, State{}); kindOf(t, err) != meetings.TooMuch {
		t.Error("client ids have no bound:", err)
	}
	l.write(ada, client+2, Meeting, "Jag leder mötet")
}

// What one may not delete is dropped or refused; what that takes has a bound.
func TestWhoeverMayNotDeleteIsRefusedInTheEndWithoutALook(t *testing.T) {
	l := newLog(t)
	nodes := paragraph("Hej")
	nodes[0].Children[0].Marks = map[string]any{"strong": map[string]any{}}
	if _, err := l.admit(l.y.Append(7, Meeting, nodes), bo, State{}); err != nil {
		t.Fatal(err)
	}
	tidy := deletion(7, 6, 1)
	for range maxIdle {
		if _, err := l.Admit(tidy, cy, State{Locked: true}); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := l.Admit(tidy, cy, State{Locked: true}); kindOf(t, err) != meetings.NotAllowed {
		t.Error(err)
	}
}
