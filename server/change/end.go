package change

import (
	"fmt"

	"ringain/meetings"
	"ringain/meetings/notes"
	"ringain/meetings/store"
)

// conclude does what follows when a meeting ends, in the transaction of its end, so that
// it is done once however many end it: a poll that is open is closed, and the questions
// that nobody has answered are carried into the notes.
func (c *Changes) conclude(tx *store.Tx, before meetings.Room, d meetings.Doing) error {
	if p, open := before.CurrentPoll(); open {
		room, seq, err := tx.Take(before.Meeting.ID)
		if err != nil {
			return err
		}
		after := meetings.Doing{ID: c.newID(), By: d.By, At: d.At}
		if err := c.carryOut(tx, room, seq, after, meetings.ClosePoll{Poll: p.ID}); err != nil {
			return err
		}
	}
	return c.carryQuestions(tx, before, d)
}

// carryQuestions writes the questions that nobody has answered at the end of the notes
// of the meeting, without names. Notes that cannot be read, or are full, do not keep
// the meeting from ending: the questions stay on its page too.
func (c *Changes) carryQuestions(tx *store.Tx, room meetings.Room, d meetings.Doing) error {
	unanswered := room.Unanswered()
	if len(unanswered) == 0 {
		return nil
	}
	meeting := room.Meeting.ID
	n, err := tx.TakeNotes(meeting)
	if err != nil {
		return err
	}
	update, clients, err := pointsOf(n, room, unanswered, d)
	if err != nil {
		c.log.Error("the questions of a meeting could not be carried into its notes", "meeting", meeting, "questions", len(unanswered), "err", err)
		return nil
	}
	if update == nil {
		return nil
	}
	return c.appendNotes(tx, meeting, store.NotesUpdate{At: d.At, By: questioner().Author(), Body: update, Clients: clients}, false)
}

// questioner is who the questions are written by in the notes: nobody in particular.
func questioner() meetings.Person {
	return meetings.Person{ID: "questions", Name: "Frågor", Role: meetings.Service}
}

func pointsOf(n store.Notes, room meetings.Room, unanswered []meetings.Question, d meetings.Doing) (update []byte, clients []uint64, err error) {
	doc, err := notes.Open(Kept(n))
	if err != nil {
		return nil, nil, err
	}
	lang := meetings.SV
	if room.Meeting.Title.SV == "" {
		lang = meetings.EN
	}
	heading := meetings.Text{SV: "Frågor som inte hann besvaras", EN: "Questions that were not answered"}.In(lang)
	var points []string
	for _, q := range unanswered {
		point := q.Text
		if q.Votes > 1 {
			point += " " + meetings.Text{SV: fmt.Sprintf("(%d vill veta)", q.Votes), EN: fmt.Sprintf("(%d want to know)", q.Votes)}.In(lang)
		}
		points = append(points, point)
	}
	if update = notes.Points(doc, notes.Meeting, heading, points, notes.NewClient(d.ID)); update == nil {
		return nil, nil, nil
	}
	admitted, err := doc.Admit(update, notes.Writer{Person: questioner(), Schema: notes.Schema}, notes.State{})
	return update, admitted.Clients, err
}
