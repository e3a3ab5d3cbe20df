package meetings_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"ringain/meetings"
)

func yesNo() meetings.AddPoll {
	return meetings.AddPoll{Question: "Ska vi börja kl. 11.30?", Choices: []string{"Ja", "Nej", "Vet inte"}, Open: true}
}

// puts makes a poll and returns it.
func (k *talk) puts(c meetings.AddPoll) meetings.Poll {
	k.Helper()
	k.does(k.Ada, c)
	return k.room.Polls[len(k.room.Polls)-1]
}

// voter is a guest of whom there are many.
func voter(n int) meetings.Person {
	return meetings.Person{ID: meetings.ID(fmt.Sprintf("voter-%d", n)), Name: fmt.Sprintf("Röst %d", n), Role: meetings.Guest}
}

// result checks the poll that was made last.
func (k *talk) result(state meetings.PollState, answers int, counts ...int) {
	k.Helper()
	p := k.room.Polls[len(k.room.Polls)-1]
	if p.State != state || p.Answers != answers || !slices.Equal(p.Counts, counts) {
		k.Errorf("%+v, want %s, %d, %v", p, state, answers, counts)
	}
}

func TestAPollIsPreparedOpenedAnsweredOnceEachAndClosed(t *testing.T) {
	k := newTalk(t)
	prepared := yesNo()
	prepared.Open = false
	p := k.puts(prepared)
	k.result(meetings.PollPrepared, 0)
	k.refused(k.Cy, meetings.AnswerPoll{Answer: 1}, meetings.Late)
	k.does(k.Bo, meetings.OpenPoll{Poll: p.ID})
	for i, answer := range []int{1, 1, 2, 1} {
		k.does(voter(i), meetings.AnswerPoll{Poll: p.ID, Answer: answer})
	}
	k.refused(voter(0), meetings.AnswerPoll{Answer: 2}, meetings.Late)
	k.refused(k.Cy, meetings.AnswerPoll{Answer: 0}, meetings.Invalid)
	k.refused(k.Cy, meetings.AnswerPoll{Answer: 4}, meetings.Invalid)
	k.refused(k.Cy, meetings.AnswerPoll{Poll: "another", Answer: 1}, meetings.Late)
	k.refused(meetings.Person{Role: meetings.Guest}, meetings.AnswerPoll{Answer: 1}, meetings.NotAllowed)
	if !k.room.HasAnswered(voter(0).ID) || k.room.HasAnswered(k.Cy.ID) {
		t.Error("it is not known who has answered")
	}
	k.result(meetings.PollIsOpen, 4)
	k.does(k.Ada, meetings.ClosePoll{Poll: p.ID})
	k.result(meetings.PollIsClosed, 4, 3, 1, 0)
	k.refused(k.Cy, meetings.AnswerPoll{Answer: 1}, meetings.Late)
	k.refused(k.Ada, meetings.OpenPoll{Poll: p.ID}, meetings.Late)
	k.refused(k.Ada, meetings.ClosePoll{Poll: p.ID}, meetings.Late)
	k.does(k.Ada, meetings.RemovePoll{Poll: p.ID})
	if len(k.room.Polls) != 0 {
		t.Error("a poll that was removed is there")
	}
}

func TestOnePollAtATimeIsOpen(t *testing.T) {
	k := newTalk(t)
	first := k.puts(yesNo())
	k.refused(k.Ada, yesNo(), meetings.Late)
	k.refused(k.Ada, meetings.RemovePoll{Poll: first.ID}, meetings.Late)
	prepared := yesNo()
	prepared.Open = false
	second := k.puts(prepared)
	k.refused(k.Ada, meetings.OpenPoll{Poll: second.ID}, meetings.Late)
	k.does(k.Ada, meetings.ClosePoll{Poll: first.ID})
	k.does(k.Ada, meetings.OpenPoll{Poll: second.ID})
}

func TestNobodySeesHowFewerThanThreeAnswered(t *testing.T) {
	k := newTalk(t)
	for answers := range meetings.FewestShown {
		p := k.puts(yesNo())
		for i := range answers {
			k.does(voter(i), meetings.AnswerPoll{Answer: 1})
		}
		k.does(k.Ada, meetings.ClosePoll{Poll: p.ID})
		k.result(meetings.PollIsClosed, answers)
	}
	if len(k.room.Ballots) != 0 {
		t.Error("something is kept of polls that are closed")
	}
}

func TestAResultThatIsShownMeanwhileMovesByThreeAnswersAndStaysThreeBehind(t *testing.T) {
	k := newTalk(t)
	shown := yesNo()
	shown.Shown = true
	p := k.puts(shown)
	want := [][]int{5: {1, 1, 1}, 6: {1, 1, 1}, 7: {1, 1, 1}, 8: {2, 2, 2}, 9: {2, 2, 2}}
	for i := range want {
		k.does(voter(i), meetings.AnswerPoll{Answer: i%3 + 1})
		k.result(meetings.PollIsOpen, i+1, want[i]...)
	}
	k.does(k.Ada, meetings.ClosePoll{Poll: p.ID})
	k.result(meetings.PollIsClosed, 10, 4, 3, 3)
}

// Whenever it is closed, and however the answers come, nothing that is shown says how
// fewer than three people answered.
func TestWhatIsShownOfAPollNeverSaysHowTheLastOneOrTwoAnswered(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		k := newTalk(t)
		callers := rapid.IntRange(0, 6).Draw(rt, "callers")
		for range callers {
			k.does(k.Ada, meetings.AddCaller{})
		}
		poll := yesNo()
		poll.Shown = true
		p := k.puts(poll)
		last := 0
		look := func() {
			now := 0
			for _, n := range k.room.Polls[0].Counts {
				now += n
			}
			if moved := now - last; moved != 0 && moved < meetings.FewestShown {
				rt.Fatalf("what is shown moves by %d answers", moved)
			}
			last = now
		}
		for i := range rapid.IntRange(0, 14).Draw(rt, "answers") {
			if several := min(callers, rapid.IntRange(0, 3).Draw(rt, "several")); several > 0 {
				k.does(k.Ada, meetings.EnterAnswers{Counts: []int{several, 0, 0}})
				callers -= several
			} else {
				k.does(voter(i), meetings.AnswerPoll{Answer: rapid.IntRange(1, 3).Draw(rt, "answer")})
			}
			look()
		}
		k.does(k.Ada, meetings.ClosePoll{Poll: p.ID})
		look()
	})
}

func TestThoseWhoRingInAnswerOnceByTheOrganiserOrByTheirKeys(t *testing.T) {
	k := newTalk(t)
	k.does(k.Ada, meetings.AddCaller{Line: 3})
	k.does(k.Ada, meetings.AddCaller{Line: 4})
	three, four := k.room.Callers[0].ID, k.room.Callers[1].ID
	k.puts(yesNo())
	phone := meetings.Person{ID: "service", Role: meetings.Service}
	k.refused(k.Cy, meetings.AnswerPoll{Answer: 1, Caller: three}, meetings.NotAllowed)
	k.refused(phone, meetings.AnswerPoll{Answer: 1}, meetings.NotAllowed)
	k.does(phone, meetings.AnswerPoll{Answer: 2, Caller: three})
	k.refused(k.Ada, meetings.AnswerPoll{Answer: 1, Caller: three}, meetings.Late)
	k.does(k.Ada, meetings.AnswerPoll{Answer: 2, Caller: four})
	k.refused(k.Ada, meetings.AnswerPoll{Answer: 1, Caller: "gone"}, meetings.Late)
	k.does(k.Ada, meetings.AnswerPoll{Answer: 1})
	k.result(meetings.PollIsOpen, 3)
}

func TestTheAnswersOfSeveralWhoRingInAreCountedAtATimeAndNeverMoreThanThereAre(t *testing.T) {
	k := newTalk(t)
	for range 4 {
		k.does(k.Ada, meetings.AddCaller{})
	}
	p := k.puts(yesNo())
	k.refused(k.Cy, meetings.EnterAnswers{Counts: []int{1, 0, 0}}, meetings.NotAllowed)
	k.refused(k.Ada, meetings.EnterAnswers{Poll: "another", Counts: []int{1, 0, 0}}, meetings.Late)
	for _, counts := range [][]int{nil, {1, 0}, {0, 0, 0}, {2, -1, 0}, {1, 0, 0, 0}} {
		k.refused(k.Ada, meetings.EnterAnswers{Counts: counts}, meetings.Invalid)
	}
	k.does(k.Ada, meetings.AnswerPoll{Caller: k.room.Callers[0].ID, Answer: 2})
	k.refused(k.Ada, meetings.EnterAnswers{Counts: []int{3, 1, 0}}, meetings.TooMuch)
	k.does(k.Ada, meetings.EnterAnswers{Poll: p.ID, Counts: []int{2, 0, 0}})
	k.result(meetings.PollIsOpen, 3)
	k.does(k.room.Callers[3].Person(), meetings.AnswerPoll{Answer: 3})
	k.refused(k.room.Callers[2].Person(), meetings.AnswerPoll{Answer: 3}, meetings.Late)
	k.refused(k.Ada, meetings.EnterAnswers{Counts: []int{1, 0, 0}}, meetings.Late)
	k.hears("Svaren från dem som ringer in är redan räknade.", k.press(k.room.Callers[2].Line, '1'))
	k.does(k.Cy, meetings.AnswerPoll{Answer: 1})
	k.does(k.Ada, meetings.ClosePoll{Poll: p.ID})
	k.result(meetings.PollIsClosed, 5, 3, 1, 1)
}

func TestAPollHasTwoToSixDifferentAnswers(t *testing.T) {
	k := newTalk(t)
	for _, choices := range [][]string{nil, {"Ja"}, {"Ja", " Ja "}, {"Ja", " ", "\u200b"}, {"1", "2", "3", "4", "5", "6", "7"}, {"Ja", strings.Repeat("n", meetings.MaxChoice+1)}} {
		k.refused(k.Ada, meetings.AddPoll{Question: "Vad?", Choices: choices}, meetings.Invalid)
	}
	k.refused(k.Ada, meetings.AddPoll{Question: " ", Choices: []string{"Ja", "Nej"}}, meetings.Invalid)
	if p := k.puts(meetings.AddPoll{Question: "Vad?", Choices: []string{"", " Ja ", "Nej", ""}}); !slices.Equal(p.Choices, []string{"Ja", "Nej"}) {
		t.Errorf("the answers are %q", p.Choices)
	}
	for len(k.room.Polls) < meetings.MaxPolls {
		k.puts(meetings.AddPoll{Question: "Vad?", Choices: []string{"Ja", "Nej"}})
	}
	k.refused(k.Ada, meetings.AddPoll{Question: "Vad?", Choices: []string{"Ja", "Nej"}}, meetings.TooMuch)
}

func TestNothingOfAnAnswerSaysWhoseItIs(t *testing.T) {
	k := newTalk(t)
	d := k.Do(k.Ada, 0)
	d.Key = "random"
	var err error
	if k.room, _, err = k.room.Apply(yesNo(), d); err != nil {
		t.Fatal(err)
	}
	var before []string
	for i := range 40 {
		k.does(voter(i), meetings.AnswerPoll{Answer: i%3 + 1})
		if by := k.room.AuthorOf(k.last, voter(i)); by != (meetings.Author{}) {
			t.Errorf("answered by %v", by)
		}
		e, err := meetings.EncodeEvent(k.last)
		if want := fmt.Sprintf(`{"kind":"poll.answered","poll":%q,"answers":%d}`, k.room.Polls[0].ID, i+1); err != nil || string(e) != want {
			t.Errorf("%s, want %s", e, want)
		}
		marks := k.room.Ballots[0].Marks
		if !slices.IsSorted(marks) || len(marks) != i+1 {
			t.Fatalf("the order of the digests says who answered first: %v", marks)
		}
		before = marks
	}
	kept, err := json.Marshal(k.room.Ballots)
	if err != nil || strings.Contains(string(kept), "voter") || strings.Contains(string(kept), "Röst") {
		t.Errorf("kept in the open: %s", kept)
	}
	d.Key = "another"
	k.does(k.Ada, meetings.ClosePoll{Poll: k.room.Polls[0].ID})
	if k.room, _, err = k.room.Apply(yesNo(), d); err != nil {
		t.Fatal(err)
	}
	k.does(voter(0), meetings.AnswerPoll{Answer: 1})
	if slices.Contains(before, k.room.Ballots[0].Marks[0]) {
		t.Error("two polls have the same digest of one person")
	}
}

func TestNothingIsPutWhenTheMeetingHasEndedButWhatIsOpenIsClosed(t *testing.T) {
	k := newTalk(t)
	p := k.puts(yesNo())
	k.does(k.Ada, meetings.StartAgenda{})
	k.does(k.Ada, meetings.EndAgenda{})
	k.refused(k.Cy, meetings.AnswerPoll{Answer: 1}, meetings.Late)
	k.refused(k.Ada, yesNo(), meetings.Late)
	k.does(k.Ada, meetings.ClosePoll{Poll: p.ID})
}

func TestOneWhoHasAnsweredByTelephoneDoesNotAnswerOnceMoreInTheBrowser(t *testing.T) {
	k := newTalk(t)
	k.does(k.Ada, meetings.AddCaller{Line: 3})
	k.puts(yesNo())
	caller := k.room.Callers[0]
	c, _ := k.room.Press(caller, '2', k.Now)
	if c == nil {
		t.Fatal("the key does nothing")
	}
	k.does(caller.Person(), c)
	k.refused(k.Ada, meetings.AnswerPoll{Answer: 1, Caller: caller.ID}, meetings.Late)
	if err := k.about(k.Ada, meetings.TieCaller{Caller: caller.ID, Who: k.Cy.ID}, &k.Cy); err != nil {
		t.Fatal(err)
	}
	k.refused(k.Cy, meetings.AnswerPoll{Answer: 1}, meetings.Late)
	k.refused(k.Ada, meetings.AnswerPoll{Answer: 1, Caller: caller.ID}, meetings.Late)
	if c, _ := k.room.Press(caller, '4', k.Now); c != nil {
		t.Errorf("a key that no answer has does %s", c.Do())
	}
}

func TestAQuestionOfACallerIsThatOfTheParticipantTheyAre(t *testing.T) {
	k := newTalk(t)
	k.does(k.Ada, meetings.AddCaller{Line: 3})
	caller := k.room.Callers[0]
	q := k.asks(k.Ada, meetings.AskQuestion{Text: "Hur?", Caller: caller.ID})
	if err := k.about(k.Ada, meetings.TieCaller{Caller: caller.ID, Who: k.Cy.ID}, &k.Cy); err != nil {
		t.Fatal(err)
	}
	if got, _ := k.room.Question(q.ID); got.Name != "Cy" || got.Line != 3 {
		t.Errorf("asked by %+v", got)
	}
	k.does(k.Cy, meetings.WithdrawQuestion{Question: q.ID})
}
