package meetings_test

import (
	"testing"

	"ringain/meetings"
)

// signalSteps are events of every kind about signals.
func signalSteps(t *testing.T) []step {
	k := newTalk(t)
	k.does(k.Ada, meetings.AddCaller{Line: 3})
	caller := k.room.Callers[0]
	empty := k.room
	a := k.shares(k.Dee, meetings.AddSignal{Kind: meetings.Solution, Text: "Vi <ringer> samma dag", County: "22"})
	b := k.shares(k.Cy, meetings.AddSignal{Text: "Vi orkar inte", Nameless: true})
	c := k.shares(k.Ada, meetings.AddSignal{Text: "Någon att ringa", Caller: caller.ID})
	three := k.room
	edited := a
	edited.Kind, edited.Text, edited.County = meetings.Risk, "Vi ringer", ""
	named := meetings.Caller{ID: caller.ID, Line: 3, Name: "Gun Ek", Organisation: "Bergsö kommun", Sector: "kommun"}
	return []step{
		{"the first signal", empty, meetings.SignalAdded{Signal: a}},
		{"one more signal", three, meetings.SignalAdded{Signal: meetings.Signal{ID: "new", Kind: meetings.Need, Text: "Sömn", Voices: 1, Item: "a", First: true}}},
		{"a signal changed", three, meetings.SignalEdited{Signal: edited}},
		{"a signal changed, though it is gone", empty, meetings.SignalEdited{Signal: edited}},
		{"another says the same", three, meetings.SignalCounted{Signal: b.ID, Voices: 2}},
		{"a signal taken back", three, meetings.SignalWithdrawn{Signal: b.ID}},
		{"a signal hidden", three, meetings.SignalHidden{Signal: a.ID}},
		{"a signal hidden, though it is gone", three, meetings.SignalHidden{Signal: "gone"}},
		{"signals merged", three, meetings.SignalMerged{Signal: a.ID, Into: b.ID, Voices: 2}},
		{"a signal restored", empty, meetings.SignalRestored{Signal: a}},
		{"a merged signal restored", three, meetings.SignalRestored{Signal: meetings.Signal{ID: "old", Kind: meetings.Need, Text: "Sömn", Voices: 2}, From: c.ID, Voices: 1}},
		{"the caller of a signal named", three, meetings.CallerEdited{Caller: named}},
		{"ended with signals", three.After(meetings.AgendaStarted{}, k.Now), meetings.AgendaEnded{}},
	}
}

// fullSignalEvents is one event of every kind about signals, with every member set.
func fullSignalEvents() []meetings.Event {
	s := meetings.Signal{ID: "s", Kind: meetings.Need, Text: "Sömn & <oro>", Voices: 3, Item: "a", Name: "Åsa", Organisation: "Bergsö", Caller: "c", Line: 3,
		Sector: "kommun", County: "22", Nameless: true, First: true}
	return []meetings.Event{
		meetings.SignalAdded{Signal: s}, meetings.SignalWithdrawn{Signal: "s"}, meetings.SignalEdited{Signal: s}, meetings.SignalCounted{Signal: "s", Voices: 2},
		meetings.SignalHidden{Signal: "s"}, meetings.SignalRestored{Signal: s, From: "b", Voices: 2}, meetings.SignalMerged{Signal: "s", Into: "b", Voices: 4},
	}
}
