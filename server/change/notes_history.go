package change

import (
	"context"
	"ringain/meetings"
	"ringain/meetings/notes"
	"ringain/meetings/store"
)

// RestoreNotes leads the notes of a meeting back to how they were after update n of the
// log. Nothing of the history is lost by it: how they are now is a moment of it too.
// command makes the identities under which text is written again. It returns the number
// of the update before it, by which it is taken back; 0 when they read so already.
func (c *Changes) RestoreNotes(by meetings.Person, meeting, command meetings.ID, n int64) (before int64, err error) {
	defer meetings.Wrap(&err, "restore the notes of %s as they were after %d", meeting, n)
	if err := c.leads(context.Background(), by, meeting); err != nil {
		return 0, err
	}
	if !command.Valid() {
		return 0, meetings.Refuse(meetings.Invalid, "Formuläret saknar en giltig identitet. Ladda om sidan.", "The form has no valid identity. Reload the page.")
	}
	return c.changeNotes(by, meeting, meetings.OffLog{Kind: meetings.NotesRestored}, func(tx *store.Tx, now store.Notes) (u store.NotesUpdate, err error) {
		then, err := tx.NotesAt(meeting, n)
		if err != nil {
			return u, err
		}
		r, err := notes.Restore(Kept(now), Kept(then), command)
		return store.NotesUpdate{Body: r.Update, Again: r.Clients}, err
	})
}

// RemoveNotes deletes all that somebody has written in the notes of a meeting and that
// is still there. It can be taken back until it is erased: it returns the number of the
// update before it; 0 when there is nothing to delete.
func (c *Changes) RemoveNotes(by meetings.Person, meeting, writer meetings.ID) (before int64, err error) {
	defer meetings.Wrap(&err, "remove from the notes of %s", meeting)
	if err := c.leads(context.Background(), by, meeting); err != nil {
		return 0, err
	}
	return c.changeNotes(by, meeting, meetings.OffLog{Kind: meetings.NotesRemoved, About: string(writer)}, func(_ *store.Tx, now store.Notes) (u store.NotesUpdate, err error) {
		doc, err := notes.Open(Kept(now))
		if err != nil {
			return u, err
		}
		return store.NotesUpdate{Body: doc.Removal(writer)}, nil
	})
}

// changeNotes has an organiser change the notes of a meeting: make says how, given what
// is kept of them; without a body nothing is done, and before is 0. what is kept of it
// for the log of organisers.
func (c *Changes) changeNotes(by meetings.Person, meeting meetings.ID, what meetings.OffLog,
	make func(tx *store.Tx, now store.Notes) (store.NotesUpdate, error),
) (before int64, err error) {
	err = c.store.Change(notesKey(meeting), func(tx *store.Tx) error {
		before = 0
		now, err := tx.TakeNotes(meeting)
		if err != nil {
			return err
		}
		update, err := make(tx, now)
		if err != nil || update.Body == nil {
			return err
		}
		before, update.At, update.By = now.Last, meetings.At(c.now()), by.Author()
		if err := c.did(tx, meeting, by, what); err != nil {
			return err
		}
		return c.appendNotes(tx, meeting, update, true)
	})
	return before, err
}

// did keeps what an organiser does beside the log of a meeting.
func (c *Changes) did(tx *store.Tx, meeting meetings.ID, by meetings.Person, what meetings.OffLog) error {
	what.At, what.By = meetings.At(c.now()), by.Author()
	return tx.AddDeed(meeting, c.newID(), what)
}

// EraseNotes removes for good what somebody has written in the notes of a meeting: in
// the log, in the snapshots and in what waits for an organiser. Those who have the
// document open are told to fetch it anew.
func (c *Changes) EraseNotes(by meetings.Person, meeting, writer meetings.ID) (err error) {
	defer meetings.Wrap(&err, "erase from the notes of %s", meeting)
	if err := c.leads(context.Background(), by, meeting); err != nil {
		return err
	}
	return c.store.Change(notesKey(meeting), func(tx *store.Tx) error {
		n, err := tx.TakeNotes(meeting)
		if err != nil {
			return err
		}
		removal, body, err := notes.Erase(Kept(n), writer)
		if err != nil {
			return err
		}
		made, err := tx.MakeNotesAnew(meeting, meetings.At(c.now()), body)
		if err != nil {
			return err
		}
		told := NotesTold{Anew: true}
		if removal != nil {
			told.Updates = []store.NotesUpdate{{By: by.Author(), Body: removal}}
		}
		tx.WhenKept(func() { c.tell(NotesTopic(meeting), numbered(encodeTold(told), made)) })
		if err := c.did(tx, meeting, by, meetings.OffLog{Kind: meetings.NotesErased}); err != nil {
			return err
		}
		return tx.DropLateNotes(meeting, writer)
	})
}
