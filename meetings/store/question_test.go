package store_test

import (
	"fmt"
	"strings"
	"testing"

	"ringain/meetings"
	"ringain/meetings/sample"
	"ringain/meetings/store"
)

// inputComesBack: the questions and polls of a meeting are kept with it, also what
// nobody sees of them.
func inputComesBack(t *testing.T, s *store.Store) {
	w := sample.World()
	must(t, s.Change("meeting", func(tx *store.Tx) error { return tx.AddMeeting(w.Room) }))
	want := w.Room
	does := does(t, s, w, &want)
	asked := does(w.Cy, meetings.AskQuestion{Text: "om \"sömn\" & <ån>?", Nameless: true})
	does(w.Ada, meetings.JoinQuestion{Question: meetings.QuestionID(asked)})
	does(w.Cy, meetings.AskQuestion{Text: "Dold"})
	does(w.Ada, meetings.HideQuestion{Question: want.Questions[1].ID})
	does(w.Ada, meetings.AddPoll{Question: "Nu?", Choices: []string{"Ja", "Nej"}, Open: true})
	does(w.Cy, meetings.AnswerPoll{Answer: 2})
	room, _, err := s.Room(t.Context(), w.Room.Meeting.Slug)
	must(t, err)
	same(t, want, room)
	same(t, true, room.HasAnswered(w.Cy.ID))
	rooms, err := s.Rooms(t.Context(), store.Which{})
	must(t, err)
	same(t, []meetings.Room{want}, rooms)
}

// hiddenQuestionsLeaveTheLog: what a hidden question, its answer or a removed poll said
// is not read in the log any more.
func hiddenQuestionsLeaveTheLog(t *testing.T, s *store.Store) {
	w := sample.World()
	must(t, s.Change("meeting", func(tx *store.Tx) error { return tx.AddMeeting(w.Room) }))
	room := w.Room
	does := does(t, s, w, &room)
	id := meetings.QuestionID(does(w.Cy, meetings.AskQuestion{Text: "Vem är grannen Eva?"}))
	does(w.Ada, meetings.AnswerQuestion{Question: id, Text: "Eva är min granne"})
	does(w.Ada, meetings.AnswerQuestion{Question: id, Text: "Det säger vi inte om Eva"})
	poll := meetings.PollID(does(w.Ada, meetings.AddPoll{Question: "Känner du Eva?", Choices: []string{"Eva", "Nej"}, Open: true}))
	does(w.Cy, meetings.AnswerPoll{Answer: 1})
	does(w.Ada, meetings.ClosePoll{Poll: poll})
	does(w.Ada, meetings.HideQuestion{Question: id})
	does(w.Ada, meetings.RemovePoll{Poll: poll})
	entries, err := s.EventsSince(t.Context(), w.Room.Meeting.ID, 0, 100)
	must(t, err)
	same(t, 8, len(entries))
	for _, e := range entries {
		b, err := meetings.EncodeEvent(e.Event)
		must(t, err)
		if strings.Contains(string(b), "Eva") {
			t.Errorf("the log still has %s", b)
		}
	}
}

// answersAreTiedToNobody: of a poll that is open, no text in the database has who gave
// which answer, and of one that is closed none has who answered.
func answersAreTiedToNobody(t *testing.T, s *store.Store) {
	w := sample.World()
	must(t, s.Change("meeting", func(tx *store.Tx) error { return tx.AddMeeting(w.Room) }))
	room := w.Room
	does := does(t, s, w, &room)
	poll := meetings.PollID(does(w.Ada, meetings.AddPoll{Question: "Nu?", Choices: []string{"Ja", "Nej"}, Open: true}))
	var marks []string
	for i := range 3 {
		voter := meetings.Person{ID: meetings.ID(fmt.Sprintf("voter-%d", i)), Name: fmt.Sprintf("Väljare %d", i), Role: meetings.Guest}
		does(voter, meetings.AnswerPoll{Answer: 1 + i%2})
		marks = append(room.Ballots[0].Marks, room.Ballots[0].Key)
	}
	text := everyText(t, s)
	if strings.Contains(text, "voter") || strings.Contains(text, "Väljare") || !strings.Contains(text, marks[0]) {
		t.Errorf("the database has who answered: %s", text)
	}
	does(w.Ada, meetings.ClosePoll{Poll: poll})
	text = everyText(t, s)
	for _, mark := range marks {
		if strings.Contains(text, mark) {
			t.Errorf("the database still has %s", mark)
		}
	}
}

// everyText is all that the database has of meetings, and what happened in them.
func everyText(t *testing.T, s *store.Store) string {
	t.Helper()
	_, reads := s.Pools()
	var all strings.Builder
	for _, table := range []string{"meeting", "event", "command"} {
		rows, err := reads.QueryContext(t.Context(), `SELECT * FROM `+table)
		must(t, err)
		defer rows.Close()
		columns, err := rows.Columns()
		must(t, err)
		for rows.Next() {
			values, into := make([]any, len(columns)), make([]any, len(columns))
			for i := range values {
				into[i] = &values[i]
			}
			must(t, rows.Scan(into...))
			fmt.Fprintln(&all, values...)
		}
		must(t, rows.Err())
	}
	return all.String()
}

// does returns what carries out a command in a room as the store has it.
func does(t *testing.T, s *store.Store, w sample.Small, room *meetings.Room) func(meetings.Person, meetings.Command) meetings.ID {
	n := 0
	return func(by meetings.Person, c meetings.Command) meetings.ID {
		t.Helper()
		n++
		d := w.Do(by, n)
		d.ID, d.Key = meetings.ID(fmt.Sprintf("input-%020d", n)), fmt.Sprintf("a key of poll %d", n)
		must(t, s.Change(string(w.Room.Meeting.ID), func(tx *store.Tx) error {
			taken, seq, err := tx.Take(w.Room.Meeting.ID)
			must(t, err)
			after, event, err := taken.Apply(c, d)
			must(t, err)
			*room = after
			return tx.Keep(after, meetings.Entry{Seq: seq, At: d.At, By: taken.AuthorOf(event, d.By), Event: event}, d.ID)
		}))
		return d.ID
	}
}
