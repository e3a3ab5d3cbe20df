package meetings_test

import (
	"testing"
	"time"

	"ringain/meetings"
)

// fullQueueEvents are one event about the floor of every kind, with every field filled in.
func fullQueueEvents() []meetings.Event {
	turn := meetings.Turn{ID: "t", Who: "cy", Name: `Cy "<å>"`, Organisation: "Granviks kommun", Sector: "kommun", Line: 3, Note: "om bron", Asked: 5, Since: 6, Spent: 7}
	caller := meetings.Caller{ID: "c", Line: 3, Name: "Gun", Organisation: "Granviks kommun", Sector: "kommun", Who: "cy", Muted: true, Help: true, Away: 8}
	return []meetings.Event{
		meetings.FloorAsked{Turn: turn}, meetings.TurnAdded{Turn: turn, To: 1}, meetings.TurnMoved{Turn: "t", To: 2}, meetings.TurnRemoved{Turn: "t"},
		meetings.FloorGiven{Turn: "t"}, meetings.TurnEnded{Turn: "t"}, meetings.SpeakerSkipped{Turn: "t", Then: "u", To: 1},
		meetings.SpeakerRecalled{Turn: "t"}, meetings.QueueClosed{}, meetings.QueueOpened{},
		meetings.CallerAdded{Caller: caller}, meetings.CallerEdited{Caller: caller},
		meetings.CallerSet{Caller: "c", Muted: yes(), Help: no(), Away: &caller.Away}, meetings.CallerTied{Caller: caller},
		meetings.CallerRemoved{Caller: "c", Who: "cy"},
		meetings.NoteSet{Turn: "t", Note: "om ån"},
	}
}

// queueSteps are events about the floor of every kind, in rooms where they matter and where they do not.
func queueSteps(t *testing.T) []step {
	k := newTalk(t)
	k.does(k.Ada, meetings.AddCaller{})
	gun := k.room.Callers[0]
	empty := k.room
	k.does(k.Cy, meetings.AskFloor{Note: "om bron"})
	k.does(k.Ada, meetings.AddTurn{Caller: gun.ID})
	k.does(k.Ada, meetings.AddTurn{Name: "Eli Fors", Organisation: "Kanalbolaget"})
	k.does(k.Dee, meetings.AskFloor{})
	cy, caller, eli, dee := k.turn("Cy"), k.room.Queue.Waiting[1].ID, k.turn("Eli Fors"), k.turn("Dee")
	waiting := k.room
	k.does(k.Ada, k.next())
	k.does(k.Cy, meetings.AskFloor{})
	speaking := k.room // Cy, who has asked again
	k.does(k.Ada, k.next())
	spoken := k.room // the caller, after Cy
	k.does(k.Ada, meetings.RemoveTurn{Turn: dee})
	removed := k.room
	k.does(k.Ada, meetings.CloseQueue{})
	closed := k.room
	skewed := waiting
	skewed.Queue = skewed.Queue.After(meetings.FloorGiven{Turn: eli}, k.Now.Add(2*time.Hour))
	fay := meetings.Turn{ID: "fay", Who: "fay", Name: "Fay & <ål>", Organisation: "Granviks kommun", Sector: "kommun", Note: "snabbt", Asked: k.Now}
	again := meetings.Turn{ID: "again", Who: "cy", Name: "Cy", Note: "och om ån", Asked: k.Now}
	named := meetings.Caller{ID: gun.ID, Line: gun.Line, Name: "Gun Ek", Organisation: "Brukarrådet", Sector: "civilsamhalle"}
	tied := named
	tied.Who, tied.Name, tied.Sector = "cy", "Cy", "kommun"
	since, back := k.Now, meetings.Instant(0)
	quiet := empty.After(meetings.CallerSet{Caller: gun.ID, Muted: yes(), Help: yes(), Away: &since}, k.Now)
	one := waiting.After(meetings.CallerTied{Caller: tied}, k.Now)
	twice := empty
	twice.Callers = []meetings.Caller{{ID: "before", Line: 7, Who: "cy", Name: "Cy"}, gun}
	return []step{
		{"a note to a turn that waits", waiting, meetings.NoteSet{Turn: cy, Note: "om ån"}},
		{"a note taken from a turn that waits", waiting, meetings.NoteSet{Turn: cy}},
		{"a note taken from one who speaks and was removed once", removed, meetings.NoteSet{Turn: dee, Note: "x"}},
		{"a note taken from whoever spoke last", spoken, meetings.NoteSet{Turn: cy}},
		{"a note to a turn that is gone", empty, meetings.NoteSet{Turn: "gone", Note: "x"}},
		{"asked first", empty, meetings.FloorAsked{Turn: fay}},
		{"asked last", waiting, meetings.FloorAsked{Turn: fay}},
		{"asked again", waiting, meetings.FloorAsked{Turn: again}},
		{"asked while speaking", spoken, meetings.FloorAsked{Turn: meetings.Turn{ID: "once more", Who: gun.ID, Line: 1, Asked: k.Now}}},
		{"added first", waiting, meetings.TurnAdded{Turn: fay, To: 0}},
		{"added past the end", waiting, meetings.TurnAdded{Turn: fay, To: 99}},
		{"added before the start", waiting, meetings.TurnAdded{Turn: fay, To: -1}},
		{"added to nothing", empty, meetings.TurnAdded{Turn: fay}},
		{"put back where it stood", removed, meetings.TurnAdded{Turn: removed.Queue.Removed.Turn, To: removed.Queue.Removed.From}},
		{"a turn moved up", waiting, meetings.TurnMoved{Turn: dee, To: 0}},
		{"a turn moved past the end", waiting, meetings.TurnMoved{Turn: cy, To: 99}},
		{"a turn moved, though it is gone", waiting, meetings.TurnMoved{Turn: "gone", To: 0}},
		{"a turn removed", waiting, meetings.TurnRemoved{Turn: caller}},
		{"another turn removed", removed, meetings.TurnRemoved{Turn: eli}},
		{"a turn removed, though it is gone", waiting, meetings.TurnRemoved{Turn: "gone"}},
		{"the floor given to the first", waiting, meetings.FloorGiven{Turn: cy}},
		{"the floor given from one to another", speaking, meetings.FloorGiven{Turn: caller}},
		{"the floor given to one in the middle", speaking, meetings.FloorGiven{Turn: eli}},
		{"the floor given by a clock that is behind", skewed, meetings.FloorGiven{Turn: cy}},
		{"the floor given to nobody", spoken, meetings.FloorGiven{}},
		{"the floor given, though the turn is gone", spoken, meetings.FloorGiven{Turn: "gone"}},
		{"ended", spoken, meetings.TurnEnded{Turn: caller}},
		{"ended, though another speaks", spoken, meetings.TurnEnded{Turn: cy}},
		{"skipped by one place", spoken, meetings.SpeakerSkipped{Turn: caller, Then: eli, To: 0}},
		{"skipped to the end", spoken, meetings.SpeakerSkipped{Turn: caller, Then: eli, To: 2}},
		{"skipped when waiting once more", speaking, meetings.SpeakerSkipped{Turn: cy, Then: caller, To: 0}},
		{"skipped with nobody else", spoken, meetings.SpeakerSkipped{Turn: caller, To: 0}},
		{"skipped, though another speaks", spoken, meetings.SpeakerSkipped{Turn: eli, Then: dee, To: 0}},
		{"put back", spoken, meetings.SpeakerRecalled{Turn: cy}},
		{"put back to a free floor", spoken.After(meetings.TurnEnded{Turn: caller}, k.Now.Add(time.Second)), meetings.SpeakerRecalled{Turn: caller}},
		{"put back, though another spoke last", spoken, meetings.SpeakerRecalled{Turn: eli}},
		{"closed", waiting, meetings.QueueClosed{}},
		{"opened", closed, meetings.QueueOpened{}},
		{"a caller added", waiting, meetings.CallerAdded{Caller: meetings.Caller{ID: "new", Line: 2}}},
		{"a caller named", spoken, meetings.CallerEdited{Caller: named}},
		{"a caller who waits named", waiting, meetings.CallerEdited{Caller: named}},
		{"a caller who has spoken named", spoken.After(meetings.FloorGiven{Turn: dee}, k.Now.Add(time.Second)), meetings.CallerEdited{Caller: named}},
		{"a caller who was removed from the list named", waiting.After(meetings.TurnRemoved{Turn: caller}, k.Now), meetings.CallerEdited{Caller: named}},
		{"a caller rings off", waiting, meetings.CallerRemoved{Caller: gun.ID}},
		{"a caller who speaks rings off", spoken, meetings.CallerRemoved{Caller: gun.ID}},
		{"a caller who was removed from the list rings off", waiting.After(meetings.TurnRemoved{Turn: caller}, k.Now), meetings.CallerRemoved{Caller: gun.ID}},
		{"a caller who is gone rings off", waiting, meetings.CallerRemoved{Caller: "gone"}},
		{"a caller's sound is off, they want help, and their line is broken", empty, meetings.CallerSet{Caller: gun.ID, Muted: yes(), Help: yes(), Away: &since}},
		{"a caller is back", quiet, meetings.CallerSet{Caller: gun.ID, Away: &back}},
		{"a caller has been helped, with the sound on", quiet, meetings.CallerSet{Caller: gun.ID, Muted: no(), Help: no()}},
		{"a caller is one who waits better", waiting, meetings.CallerTied{Caller: tied}},
		{"a caller who waits is one who has spoken", speaking, meetings.CallerTied{Caller: tied}},
		{"a caller who speaks is one who has spoken", spoken, meetings.CallerTied{Caller: tied}},
		{"a caller is one who rang before", twice, meetings.CallerTied{Caller: tied}},
		{"a caller who is a participant rings off", one, meetings.CallerRemoved{Caller: gun.ID, Who: "cy"}},
		{"a caller who is a participant is removed", one, meetings.PersonRemoved{Who: "cy"}},
		{"ended while somebody speaks and others wait", closed, meetings.AgendaEnded{}},
	}
}
