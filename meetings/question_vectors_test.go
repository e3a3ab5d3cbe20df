package meetings_test

import (
	"testing"

	"ringain/meetings"
)

// questionSteps are events of every kind about questions and polls.
func questionSteps(t *testing.T) []step {
	k := newTalk(t)
	k.does(k.Ada, meetings.AddCaller{Line: 3})
	caller := k.room.Callers[0]
	empty := k.room
	a := k.asks(k.Dee, meetings.AskQuestion{Text: "Hur <når> vi jouren?"})
	b := k.asks(k.Cy, meetings.AskQuestion{Text: "Vem svarar?", Nameless: true})
	c := k.asks(k.Ada, meetings.AskQuestion{Text: "Vad kostar det?", Caller: caller.ID})
	three := k.room
	k.does(k.Ada, meetings.SettleQuestion{Question: a.ID})
	settled := k.room
	answered := b
	answered.Answer = "Jouren svarar"
	named := meetings.Caller{ID: caller.ID, Line: 3, Name: "Gun Ek", Organisation: "Bergsö kommun", Sector: "kommun"}
	known := named
	known.Who = k.Cy.ID
	shown := yesNo()
	shown.Shown = true
	open := newTalk(t)
	p := open.puts(shown)
	prepared := p
	prepared.ID, prepared.State = "prepared", meetings.PollPrepared
	both := open.room
	both.Polls = append(both.Polls, prepared)
	few := both.After(meetings.PollAnswered{Poll: p.ID, Answers: 3, Counts: []int{1, 2, 0}}, k.Now)
	return []step{
		{"the first question", empty, meetings.QuestionAsked{Question: a}},
		{"one more question", three, meetings.QuestionAsked{Question: meetings.Question{ID: "new", Text: "När?", Votes: 1}}},
		{"a question is another's too", three, meetings.QuestionCounted{Question: b.ID, Votes: 2}},
		{"a question taken back", three, meetings.QuestionWithdrawn{Question: b.ID}},
		{"the only question taken back", empty.After(meetings.QuestionAsked{Question: a}, k.Now), meetings.QuestionWithdrawn{Question: a.ID}},
		{"a question answered in writing", three, meetings.QuestionAnswered{Question: answered}},
		{"a question answered, though it is gone", empty, meetings.QuestionAnswered{Question: answered}},
		{"a question answered in the meeting", three, meetings.QuestionSettled{Question: c.ID}},
		{"a question not answered after all", settled, meetings.QuestionReopened{Question: a.ID}},
		{"a question hidden", three, meetings.QuestionHidden{Question: a.ID}},
		{"a question hidden, though it is gone", three, meetings.QuestionHidden{Question: "gone"}},
		{"a question restored", three, meetings.QuestionRestored{Question: meetings.Question{ID: "old", Text: "Varför?", Votes: 4, Settled: true}}},
		{"a question restored that is there", three, meetings.QuestionRestored{Question: a}},
		{"the caller of a question named", three, meetings.CallerEdited{Caller: named}},
		{"the caller of a question known", three, meetings.CallerTied{Caller: known}},
		{"ended with questions", three.After(meetings.AgendaStarted{}, k.Now), meetings.AgendaEnded{}},
		{"the first poll", empty, meetings.PollAdded{Poll: p}},
		{"one more poll", both, meetings.PollAdded{Poll: meetings.Poll{ID: "new", Question: "Vad?", Choices: []string{"A", "B"}, State: meetings.PollPrepared}}},
		{"a poll opened", both, meetings.PollOpened{Poll: prepared.ID}},
		{"an answer to a poll", both, meetings.PollAnswered{Poll: p.ID, Answers: 1}},
		{"an answer to a poll that shows how they fell", both, meetings.PollAnswered{Poll: p.ID, Answers: 3, Counts: []int{1, 2, 0}}},
		{"an answer to a poll that does not show how it fell", few, meetings.PollAnswered{Poll: p.ID, Answers: 4}},
		{"an answer to a poll that is gone", both, meetings.PollAnswered{Poll: "gone", Answers: 1}},
		{"a poll closed", few, meetings.PollClosed{Poll: p.ID, Answers: 4, Counts: []int{2, 2, 0}}},
		{"a poll closed with few answers", both, meetings.PollClosed{Poll: p.ID, Answers: 2}},
		{"a poll removed", both, meetings.PollRemoved{Poll: p.ID}},
		{"the only poll removed", open.room, meetings.PollRemoved{Poll: p.ID}},
		{"ended with a poll", both.After(meetings.AgendaStarted{}, k.Now), meetings.AgendaEnded{}},
	}
}

// fullQuestionEvents is one event of every kind about questions and polls, with every member set.
func fullQuestionEvents() []meetings.Event {
	q := meetings.Question{ID: "q", Text: "Hur & <varför>?", Votes: 3, Name: "Åsa", Organisation: "Bergsö", Caller: "c", Line: 3,
		Nameless: true, Answer: "Så här", Settled: true}
	p := meetings.Poll{ID: "p", Question: "Ja & <nej>?", Choices: []string{"Ja", "Nej"}, State: meetings.PollIsClosed, Shown: true, Answers: 3, Counts: []int{1, 2}}
	return []meetings.Event{
		meetings.QuestionAsked{Question: q}, meetings.QuestionWithdrawn{Question: "q"}, meetings.QuestionCounted{Question: "q", Votes: 2},
		meetings.QuestionAnswered{Question: q}, meetings.QuestionSettled{Question: "q"}, meetings.QuestionReopened{Question: "q"},
		meetings.QuestionHidden{Question: "q"}, meetings.QuestionRestored{Question: q},
		meetings.PollAdded{Poll: p}, meetings.PollOpened{Poll: "p"}, meetings.PollAnswered{Poll: "p", Answers: 3, Counts: []int{1, 2}},
		meetings.PollClosed{Poll: "p", Answers: 3, Counts: []int{1, 2}}, meetings.PollRemoved{Poll: "p"},
	}
}
