package meetings_test

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"ringain/meetings"
)

// asks asks a question and returns it.
func (k *talk) asks(by meetings.Person, c meetings.AskQuestion) meetings.Question {
	k.Helper()
	k.does(by, c)
	return k.room.Questions[len(k.room.Questions)-1]
}

// asked are the questions that are seen, in the order they are shown.
func (k *talk) asked(want ...string) {
	k.Helper()
	var got []string
	for _, q := range k.room.QuestionsInOrder() {
		got = append(got, q.Text)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		k.Errorf("the questions (-want +got):\n%s", diff)
	}
}

func TestAQuestionSaysWhoAsks(t *testing.T) {
	k := newTalk(t)
	got := k.asks(k.Dee, meetings.AskQuestion{Text: " Hur  når vi\nnattjouren?\u202e "})
	want := meetings.Question{ID: got.ID, Text: "Hur når vi nattjouren?", Votes: 1, Name: "Dee", Organisation: "Lock Keepers"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if by := k.room.AuthorOf(k.last, k.Dee); by != k.Dee.Author() {
		t.Errorf("asked by %v", by)
	}
}

func TestQuestionsAreAskedFromTheDayBeforeUntilTheEnd(t *testing.T) {
	k := newTalk(t)
	zone := k.Room.Meeting.Location()
	opens := k.Room.Meeting.QuestionsOpen()
	if got := opens.In(zone).Format(time.DateTime); got != "2027-03-22 00:00:00" {
		t.Errorf("questions open at %s", got)
	}
	ask := func(at meetings.Instant, room meetings.Room) error {
		d := k.Do(k.Cy, 0)
		d.At = at
		_, _, err := room.Apply(meetings.AskQuestion{Text: "När?"}, d)
		return err
	}
	if err := ask(opens-1, k.room); kind(err) != meetings.Late {
		t.Errorf("too early: %v", err)
	}
	if err := ask(opens, k.room); err != nil {
		t.Error(err)
	}
	k.does(k.Ada, meetings.StartAgenda{})
	if err := ask(opens-1, k.room); err != nil {
		t.Errorf("the meeting was started early: %v", err)
	}
	k.does(k.Ada, meetings.EndAgenda{})
	k.refused(k.Cy, meetings.AskQuestion{Text: "När?"}, meetings.Late)
}

func TestWhatMostWantToKnowStandsFirstAndWhatIsAnsweredLast(t *testing.T) {
	k := newTalk(t)
	a, b, c := k.asks(k.Cy, meetings.AskQuestion{Text: "A"}), k.asks(k.Dee, meetings.AskQuestion{Text: "B"}), k.asks(k.Bo, meetings.AskQuestion{Text: "C"})
	k.asked("A", "B", "C")
	k.does(k.Ada, meetings.JoinQuestion{Question: c.ID})
	k.does(k.Cy, meetings.JoinQuestion{Question: c.ID})
	k.does(k.Cy, meetings.JoinQuestion{Question: b.ID})
	k.asked("C", "B", "A")
	k.refused(k.Cy, meetings.JoinQuestion{Question: c.ID}, meetings.Late)
	k.refused(k.Cy, meetings.JoinQuestion{Question: a.ID}, meetings.Late)
	k.refused(k.Cy, meetings.LeaveQuestion{Question: a.ID}, meetings.Late)
	k.does(k.Cy, meetings.LeaveQuestion{Question: b.ID})
	k.asked("C", "A", "B")
	k.does(k.Ada, meetings.SettleQuestion{Question: c.ID})
	k.asked("A", "B", "C")
	k.refused(k.Dee, meetings.JoinQuestion{Question: c.ID}, meetings.Late)
	if own, same := k.room.AskedBy(k.Cy.ID); len(own) != 1 || len(same) != 1 || own[0] != a.ID || same[0] != c.ID {
		t.Errorf("Cy has asked %v and wants to know %v", own, same)
	}
	k.does(k.Ada, meetings.ReopenQuestion{Question: c.ID})
	k.asked("C", "A", "B")
}

func TestAQuestionIsAnsweredInWritingAlsoWhenTheMeetingHasEnded(t *testing.T) {
	k := newTalk(t)
	a, b := k.asks(k.Cy, meetings.AskQuestion{Text: "A"}), k.asks(k.Dee, meetings.AskQuestion{Text: "B"})
	k.refused(k.Cy, meetings.AnswerQuestion{Question: a.ID, Text: "Ja"}, meetings.NotAllowed)
	k.refused(k.Ada, meetings.AnswerQuestion{Question: a.ID}, meetings.Invalid)
	k.does(k.Ada, meetings.AnswerQuestion{Question: a.ID, Text: " Ring  numret "})
	k.does(k.Ada, meetings.StartAgenda{})
	k.does(k.Ada, meetings.EndAgenda{})
	if left := k.room.Unanswered(); len(left) != 1 || left[0].ID != b.ID {
		t.Errorf("not answered: %v", left)
	}
	k.does(k.Ada, meetings.AnswerQuestion{Question: b.ID, Text: "I maj"})
	if q, _ := k.room.Question(a.ID); q.Answer != "Ring numret" {
		t.Errorf("the answer is %q", q.Answer)
	}
	if left := k.room.Unanswered(); len(left) != 0 {
		t.Errorf("not answered: %v", left)
	}
	k.does(k.Ada, meetings.AnswerQuestion{Question: a.ID, Text: ""})
	k.does(k.Ada, meetings.HideQuestion{Question: b.ID})
	k.asked("A")
	k.does(k.Ada, meetings.RestoreQuestion{Question: b.ID})
	k.asked("A", "B")
}

func TestAQuestionIsTakenBackByWhoeverAskedAndSoon(t *testing.T) {
	k := newTalk(t)
	a, b := k.asks(k.Cy, meetings.AskQuestion{Text: "A"}), k.asks(k.Cy, meetings.AskQuestion{Text: "B"})
	k.refused(k.Dee, meetings.WithdrawQuestion{Question: a.ID}, meetings.NotAllowed)
	k.does(k.Cy, meetings.WithdrawQuestion{Question: a.ID})
	k.refused(k.Cy, meetings.WithdrawQuestion{Question: a.ID}, meetings.Late)
	k.done += int(meetings.QuestionIsOwn.Seconds())
	k.refused(k.Cy, meetings.WithdrawQuestion{Question: b.ID}, meetings.Late)
	k.asked("B")
}

func TestNobodyAsksWithoutBoundsNorFillsTheMeeting(t *testing.T) {
	k := newTalk(t)
	k.refused(k.Cy, meetings.AskQuestion{Text: " \u200b "}, meetings.Invalid)
	k.refused(k.Cy, meetings.AskQuestion{Text: strings.Repeat("å", meetings.MaxQuestion+1)}, meetings.Invalid)
	k.refused(meetings.Person{Role: meetings.Guest}, meetings.AskQuestion{Text: "Vem?"}, meetings.NotAllowed)
	for range meetings.MaxQuestionsEach {
		k.asks(k.Cy, meetings.AskQuestion{Text: "Varför?"})
	}
	k.refused(k.Cy, meetings.AskQuestion{Text: "Varför?"}, meetings.TooMuch)
	for i := len(k.room.Askers); i < meetings.MaxQuestions; i++ {
		k.room.Askers = append(k.room.Askers, meetings.Asker{})
	}
	k.refused(k.Dee, meetings.AskQuestion{Text: "Varför?"}, meetings.TooMuch)
}

func TestAnOrganiserAsksForOneWhoRingsIn(t *testing.T) {
	k := newTalk(t)
	k.does(k.Ada, meetings.AddCaller{Line: 3})
	caller := k.room.Callers[0]
	k.refused(k.Cy, meetings.AskQuestion{Text: "Hur?", Caller: caller.ID}, meetings.NotAllowed)
	k.refused(k.Ada, meetings.AskQuestion{Text: "Hur?", Caller: "gone"}, meetings.Late)
	hidden := k.asks(k.Ada, meetings.AskQuestion{Text: "Dold", Caller: caller.ID})
	k.does(k.Ada, meetings.HideQuestion{Question: hidden.ID})
	got := k.asks(k.Ada, meetings.AskQuestion{Text: "Hur?", Caller: caller.ID})
	if got.Line != 3 || got.Name != "" || got.Caller != caller.ID {
		t.Errorf("asked by %+v", got)
	}
	k.does(k.Ada, meetings.EditCaller{Caller: caller.ID, Name: "Gun Ek"})
	k.does(k.Ada, meetings.RestoreQuestion{Question: hidden.ID})
	for _, q := range k.room.Questions {
		if q.Name != "Gun Ek" {
			t.Errorf("%q is asked by %q", q.Text, q.Name)
		}
	}
	nameless := k.asks(k.Ada, meetings.AskQuestion{Text: "Utan namn", Caller: caller.ID, Nameless: true})
	if want := (meetings.Question{ID: nameless.ID, Text: "Utan namn", Votes: 1, Nameless: true}); nameless != want {
		t.Errorf("%+v", nameless)
	}
}

func TestInAReadOnlyRoomNobodyAsksAndInSlowModeOneAtATime(t *testing.T) {
	k := newTalk(t)
	q := k.asks(k.Cy, meetings.AskQuestion{Text: "A"})
	k.does(k.Ada, meetings.SetHouse{ReadOnly: yes()})
	k.refused(k.Dee, meetings.AskQuestion{Text: "B"}, meetings.NotAllowed)
	k.does(k.Dee, meetings.JoinQuestion{Question: q.ID})
	if !meetings.Contributes(meetings.AskQuestion{}) || meetings.Contributes(meetings.JoinQuestion{}) || meetings.Contributes(meetings.AnswerPoll{}) {
		t.Error("slow mode counts the wrong things")
	}
}
