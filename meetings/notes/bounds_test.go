package notes

import (
	"strings"
	"testing"

	"ringain/meetings"
)

// guest is one of many.
func guest(n int) Writer {
	return Writer{Person: meetings.Person{ID: meetings.ID("guest-" + strings.Repeat("x", n)), Role: meetings.Guest}}
}

// fills has a guest write without end, and returns how much of it was let in.
func (l *log) fills(by Writer, client uint64) (bytes int) {
	l.t.Helper()
	for {
		update := l.y.Append(client, Meeting, paragraph(strings.Repeat("a", 4000)))
		if _, err := l.admit(update, by, State{}); err != nil {
			if kindOf(l.t, err) != meetings.TooMuch {
				l.t.Fatal(err)
			}
			return bytes
		}
		bytes += len(update)
	}
}

func TestFewGuestsCannotFillTheDocumentForTheOthers(t *testing.T) {
	l := newLog(t)
	for n := range 40 {
		filled := l.fills(guest(n), uint64(n+1))
		if filled < MinShare/2 || n == 0 && filled < MaxDocument/(shares+2) {
			t.Errorf("guest %d could fill only %d bytes", n, filled)
		}
	}
	if left := MaxDocument - l.measured(); left < 8*MinShare {
		t.Fatalf("forty guests have left %d bytes", left)
	}
	l.write(cy, 100, Meeting, strings.Repeat("b", MinShare-1000)) // everybody has this much
	if _, err := l.admit(l.y.DeletionOf([]uint64{1}), guest(0), State{}); err != nil {
		t.Fatal(err)
	}
	l.write(guest(0), 1, Meeting, "Jag tog bort mitt") // what is deleted is not counted
	again := open(t, l.kept)
	if _, err := again.Admit(again.y.Append(2, Meeting, paragraph(strings.Repeat("a", 6000))), guest(1), State{}); kindOf(t, err) != meetings.TooMuch {
		t.Error("what was written before the document was opened is not counted:", err)
	}
}

func TestOrganisersWriteWhenGuestsHaveFilledTheDocument(t *testing.T) {
	l := newLog(t)
	for n := range 100 {
		if l.fills(guest(n), uint64(n+1)) == 0 {
			break
		}
	}
	more := strings.Repeat("a", MaxDocument/7)
	if _, err := l.Admit(l.y.Append(99, Meeting, paragraph(more)), bo, State{}); kindOf(t, err) != meetings.TooMuch {
		t.Fatal(err)
	}
	l.write(ada, 99, Meeting, more)
	if _, err := l.Admit(l.y.Append(99, Meeting, paragraph(more+more)), ada, State{}); kindOf(t, err) != meetings.TooMuch {
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
