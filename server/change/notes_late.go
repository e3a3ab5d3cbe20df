package change

import (
	"context"
	"errors"
	"slices"

	"ringain/meetings"
	"ringain/meetings/notes"
	"ringain/meetings/store"
)

// LateNotes is an update that a guest sent to the notes when the meeting had ended.
type LateNotes struct {
	By   meetings.Person
	Body []byte
}

// KeepLate keeps, in one transaction, what guests wrote in the notes when the meeting had
// ended, for an organiser to take in or drop. It returns for each why it was refused:
// too much waits already, or the guest has been removed.
func (c *Changes) KeepLate(meeting meetings.ID, late []LateNotes) (refused []error) {
	if len(late) == 0 {
		return nil
	}
	err := c.store.Change(notesKey(meeting), func(tx *store.Tx) error {
		refused = make([]error, len(late))
		waits, err := tx.TakeLateNotes(meeting)
		if err != nil {
			return err
		}
		for _, one := range byWriter(late) {
			kept := store.NotesLate{By: one.by.Author()}
			if i := lateOf(waits, one.by.ID); i >= 0 {
				kept = waits[i]
			} else {
				waits = append(waits, kept)
			}
			if err := c.keepLateOf(tx, meeting, one, kept, len(waits), refused); err != nil {
				return err
			}
		}
		return nil
	})
	meetings.Wrap(&err, "keep late notes of %s", meeting)
	if err != nil {
		for i := range refused {
			refused[i] = err
		}
	}
	return refused
}

// keepLateOf adds to what is kept of one writer, of so many, and says what was refused.
func (c *Changes) keepLateOf(tx *store.Tx, meeting meetings.ID, one lateWriter, kept store.NotesLate, many int, refused []error) error {
	house, err := tx.House(meeting)
	if err != nil {
		return err
	}
	no := house.Admits(one.by, true)
	if no == nil && many > notes.MaxLate && kept.Body == nil {
		no = meetings.Refuse(meetings.TooMuch, "Mötet är avslutat, och för mycket väntar redan på organisatören. Dina rader finns kvar hos dig: kopiera dem och skicka dem till organisatören.",
			"The meeting has ended, and too much waits for the organiser already. You still have your lines: copy them and send them to the organiser.")
	}
	if no != nil {
		for _, i := range one.at {
			refused[i] = no
		}
		return nil
	}
	l, not := notes.Late{Session: one.by.ID, Name: one.by.Name, Body: kept.Body}.Add(one.bodies...)
	for k, i := range one.at {
		refused[i] = not[k]
	}
	if l.Body == nil {
		return nil
	}
	kept.Body, kept.At = l.Body, meetings.At(c.now())
	return tx.KeepLateNotes(meeting, kept)
}

// lateWriter is what one writer sent, and at which places of the batch it stood.
type lateWriter struct {
	by     meetings.Person
	at     []int
	bodies [][]byte
}

func byWriter(late []LateNotes) (all []lateWriter) {
	for i, l := range late {
		k := slices.IndexFunc(all, func(w lateWriter) bool { return w.by.ID == l.By.ID })
		if k < 0 {
			all = append(all, lateWriter{by: l.By})
			k = len(all) - 1
		}
		all[k].at, all[k].bodies = append(all[k].at, i), append(all[k].bodies, l.Body)
	}
	return all
}

// AcceptLate takes what somebody wrote too late into the notes.
func (c *Changes) AcceptLate(by meetings.Person, meeting, writer meetings.ID) (err error) {
	defer meetings.Wrap(&err, "take late notes into those of %s", meeting)
	if err := c.leads(context.Background(), by, meeting); err != nil {
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
	if err := c.leads(context.Background(), by, meeting); err != nil {
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
