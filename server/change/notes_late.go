package change

import (
	"errors"
	"slices"

	"ringain/meetings"
	"ringain/meetings/notes"
	"ringain/meetings/store"
)

// KeepLate keeps what a guest wrote in the notes when the meeting had ended, for an
// organiser to take in or drop. It is refused when too much waits already.
func (c *Changes) KeepLate(by meetings.Person, meeting meetings.ID, update []byte) (err error) {
	defer meetings.Wrap(&err, "keep late notes of %s", meeting)
	return c.store.Change(notesKey(meeting), func(tx *store.Tx) error {
		late, err := tx.TakeLateNotes(meeting)
		if err != nil {
			return err
		}
		if err := remains(tx, meeting, by, meetings.At(c.now())); err != nil {
			return err
		}
		l := notes.Late{Session: by.ID, Name: by.Name}
		if i := lateOf(late, by.ID); i >= 0 {
			l.Body = late[i].Body
		} else if len(late) >= notes.MaxLate {
			return meetings.Refuse(meetings.TooMuch, "Mötet är avslutat, och för mycket väntar redan på organisatören. Dina rader finns kvar hos dig: kopiera dem och skicka dem till organisatören.",
				"The meeting has ended, and too much waits for the organiser already. You still have your lines: copy them and send them to the organiser.")
		}
		if l, err = l.Add(update); err != nil {
			return err
		}
		return tx.KeepLateNotes(meeting, store.NotesLate{By: by.Author(), At: meetings.At(c.now()), Body: l.Body})
	})
}

// AcceptLate takes what somebody wrote too late into the notes.
func (c *Changes) AcceptLate(by meetings.Person, meeting, writer meetings.ID) (err error) {
	defer meetings.Wrap(&err, "take late notes into those of %s", meeting)
	if err := mayRun(by); err != nil {
		return err
	}
	author := meetings.Author{ID: writer}
	return c.writeNotes(&author, meeting, func(tx *store.Tx, doc *notes.Doc) ([]byte, []uint64, error) {
		late, err := tx.TakeLateNotes(meeting)
		if err != nil {
			return nil, nil, err
		}
		i := lateOf(late, writer)
		if i < 0 {
			return nil, nil, nothingWaits()
		}
		author = late[i].By
		person := meetings.Person{ID: writer, Name: author.Name, Role: meetings.Guest}
		admitted, err := doc.Admit(late[i].Body, notes.Writer{Person: person, Schema: notes.Schema}, notes.State{})
		if err = errors.Join(err, tx.DropLateNotes(meeting, writer)); err != nil || !admitted.New {
			return nil, nil, err
		}
		return late[i].Body, admitted.Clients, nil
	})
}

// DropLate removes what somebody wrote too late.
func (c *Changes) DropLate(by meetings.Person, meeting, writer meetings.ID) (err error) {
	defer meetings.Wrap(&err, "drop late notes of %s", meeting)
	if err := mayRun(by); err != nil {
		return err
	}
	return c.store.Change(notesKey(meeting), func(tx *store.Tx) error { return tx.DropLateNotes(meeting, writer) })
}

func lateOf(late []store.NotesLate, by meetings.ID) int {
	return slices.IndexFunc(late, func(l store.NotesLate) bool { return l.By.ID == by })
}

func nothingWaits() *meetings.Refusal {
	return meetings.Refuse(meetings.Late, "Någon annan har redan tagit hand om de här raderna.", "Somebody else has already taken care of these lines.")
}
