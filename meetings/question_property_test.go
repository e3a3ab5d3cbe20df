package meetings_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"ringain/meetings"
	"ringain/meetings/sample"
)

// anyInput draws a command about questions and polls that somebody might give, sensible or not.
func anyInput(t *rapid.T, room meetings.Room) meetings.Command {
	questions, polls, callers := []meetings.QuestionID{"gone"}, []meetings.PollID{"gone"}, []meetings.ID{"", "", "gone"}
	for _, q := range append(room.HiddenQuestions(), room.Questions...) {
		questions = append(questions, q.ID)
	}
	for _, p := range room.Polls {
		polls = append(polls, p.ID)
	}
	for _, c := range room.Callers {
		callers = append(callers, c.ID)
	}
	one, poll, caller := rapid.SampledFrom(questions).Draw(t, "question"), rapid.SampledFrom(polls).Draw(t, "poll"), rapid.SampledFrom(callers).Draw(t, "caller")
	text := rapid.SampledFrom([]string{"", "Fråga om sömn", " \u202efråga\r\n<b>"}).Draw(t, "text")
	yes, n := rapid.Bool().Draw(t, "yes"), rapid.IntRange(0, 4).Draw(t, "n")
	answer := meetings.AnswerPoll{Answer: n, Caller: caller}
	return rapid.SampledFrom([]meetings.Command{
		meetings.AskQuestion{Text: text, Nameless: yes, Caller: caller}, meetings.AskQuestion{Text: text, Nameless: yes}, meetings.WithdrawQuestion{Question: one},
		meetings.JoinQuestion{Question: one}, meetings.JoinQuestion{Question: one}, meetings.LeaveQuestion{Question: one}, meetings.AnswerQuestion{Question: one, Text: text},
		meetings.SettleQuestion{Question: one}, meetings.ReopenQuestion{Question: one}, meetings.HideQuestion{Question: one}, meetings.RestoreQuestion{Question: one},
		meetings.AddPoll{Question: text, Choices: []string{"Ja", "Nej", "Vet inte"}, Shown: yes, Open: n > 1}, meetings.OpenPoll{Poll: poll}, meetings.ClosePoll{Poll: poll},
		meetings.RemovePoll{Poll: poll}, answer, answer, answer, meetings.EnterAnswers{Counts: []int{n - 1, 1, 0}}, meetings.AnswerPoll{Poll: poll, Answer: 2},
		meetings.AddCaller{}, meetings.EditCaller{Caller: caller, Name: "Gun"}, meetings.EndAgenda{},
	}).Draw(t, "command")
}

func TestWhateverPeopleAskAndAnswerNobodyIsGivenAwayAndEverybodyCountsOnce(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := sample.World()
		here, there := w.Room, w.Room // two rooms: one decides, the other hears of it
		dee := meetings.Person{ID: "dee-session", Name: "Dee Who", Organisation: "Dee Where", Role: meetings.Guest}
		people := []meetings.Person{w.Ada, w.Bo, w.Cy, dee, dee, {Role: meetings.Guest}, {ID: "phone", Role: meetings.Service}}
		log, voted := []meetings.Event{}, map[string]bool{}
		for i := range rapid.IntRange(1, 60).Draw(t, "commands") {
			by := rapid.SampledFrom(people).Draw(t, "by")
			d := w.Do(by, i*rapid.IntRange(0, 20).Draw(t, "pace"))
			d.ID, d.Key = meetings.ID(fmt.Sprintf("command-%08d", i)), fmt.Sprint("key ", i)
			c := anyInput(t, here)
			if ask, ok := c.(meetings.AskQuestion); ok && by.ID == dee.ID {
				ask.Nameless = true
				c = ask
			}
			before, behind := asJSON(t, here), fmt.Sprint(here.Askers, here.Ballots)
			after, e, err := here.Apply(c, d)
			if before != asJSON(t, here) || behind != fmt.Sprint(here.Askers, here.Ballots) {
				t.Fatalf("%s changed the room it was given", c.Do())
			}
			if err != nil {
				refusedChangesNothing(t, here, after, e, err)
				continue
			}
			there = heard(t, there, e, d.At)
			if diff := cmp.Diff(asJSON(t, after), asJSON(t, there)); diff != "" {
				t.Fatalf("two rooms disagree after %s: %s", e.Kind(), diff)
			}
			if by.ID == dee.ID && here.AuthorOf(e, by) != (meetings.Author{}) {
				t.Fatalf("%s is said to be by %v", e.Kind(), here.AuthorOf(e, by))
			}
			countsOnce(t, here, c, by, voted)
			log = forgotten(log, e)
			here = after
			questionsHoldTogether(t, here, log, dee)
			ballotsHoldTogether(t, here)
		}
	})
}

// countsOnce checks that whoever has answered a poll had not.
func countsOnce(t *rapid.T, room meetings.Room, c meetings.Command, by meetings.Person, voted map[string]bool) {
	answer, ok := c.(meetings.AnswerPoll)
	if !ok {
		return
	}
	who := by.ID
	if answer.Caller != "" {
		who = answer.Caller
	}
	p, _ := room.CurrentPoll()
	key := string(p.ID) + " " + string(who)
	if voted[key] {
		t.Fatalf("%s answered twice", who)
	}
	voted[key] = true
}

func questionsHoldTogether(t *rapid.T, room meetings.Room, log []meetings.Event, nameless meetings.Person) {
	seen := map[meetings.QuestionID]bool{}
	for _, q := range append(room.HiddenQuestions(), room.Questions...) {
		if seen[q.ID] || q.Text == "" || strings.ContainsRune(q.Text, '\u202e') || q.Nameless && q.Name+q.Organisation+string(q.Caller) != "" || q.Votes < 1 || q.Votes > 4 {
			t.Fatalf("%+v", q)
		}
		seen[q.ID] = true
	}
	if len(seen) != len(room.Askers) {
		t.Fatalf("%d questions and %d entries about them", len(seen), len(room.Askers))
	}
	b, err := json.Marshal(log)
	if err != nil {
		t.Fatal(err)
	}
	for _, one := range []string{nameless.Name, nameless.Organisation, string(nameless.ID)} {
		if strings.Contains(string(b), one) {
			t.Fatalf("the log gives somebody away: %s", b)
		}
	}
	for _, e := range log {
		for _, hidden := range room.HiddenQuestions() {
			if asked, ok := e.(meetings.QuestionAsked); ok && asked.Question.ID == hidden.ID && asked.Question.Text != "" {
				t.Fatalf("the log still has what is hidden: %v", e)
			}
		}
	}
}

func ballotsHoldTogether(t *rapid.T, room meetings.Room) {
	open := 0
	for _, p := range room.Polls {
		sum := 0
		for _, n := range p.Counts {
			sum += n
		}
		if sum != 0 && sum < meetings.FewestShown || sum > p.Answers || p.State == meetings.PollIsClosed && p.Answers >= meetings.FewestShown && sum != p.Answers {
			t.Fatalf("%+v", p)
		}
		if p.State == meetings.PollIsOpen {
			open++
			if len(room.Ballots) != 1 || room.Ballots[0].Poll != p.ID || len(room.Ballots[0].Marks)+room.Ballots[0].Entered != p.Answers || !slices.IsSorted(room.Ballots[0].Marks) {
				t.Fatalf("%+v %+v", p, room.Ballots)
			}
		}
	}
	if open > 1 || open != len(room.Ballots) {
		t.Fatalf("%d open, %d ballots", open, len(room.Ballots))
	}
}
