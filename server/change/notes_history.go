package change

import (
	"ringain/meetings"
	"ringain/meetings/notes"
	"ringain/meetings/store"
)

// RestoreNotes leads the notes of a meeting back to how they were after update n of the
// log. Nothing of the history is lost by it: how they are now is a moment of it too.
// command makes the identities under which text is written again.
func (c *Changes) RestoreNotes(by meetings.Person, meeting, command meetings.ID, n int64) (err error) {
	defer meetings.Wrap(&err, "restore the notes of %s as they were after %d", meeting, n)
	if err := mayRun(by); err != nil {
		return err
	}
	if !command.Valid() {
		return meetings.Refuse(meetings.Invalid, "Formuläret saknar en giltig identitet. Ladda om sidan.", "The form has no valid identity. Reload the page.")
	}
	return c.store.Change(notesKey(meeting), func(tx *store.Tx) error {
		now, err := tx.TakeNotes(meeting)
		if err != nil {
			return err
		}
		then, err := tx.NotesAt(meeting, n)
		if err != nil {
			return err
		}
		r, err := notes.Restore(Kept(now), Kept(then), command)
		if err != nil || r.Update == nil {
			return err
		}
		updates := []store.NotesUpdate{{At: meetings.At(c.now()), By: by.Author(), Body: r.Update, Again: r.Clients}}
		first, err := tx.AppendNotes(meeting, updates)
		if err != nil {
			return err
		}
		told := numbered(encodeTold(NotesTold{Again: true, Updates: updates}), first)
		tx.WhenKept(func() { c.tell(NotesTopic(meeting), told) })
		return nil
	})
}

// RemoveNotes deletes all that somebody has written in the notes of a meeting and that
// is still there. It can be seen in the log, and taken back, until it is erased.
func (c *Changes) RemoveNotes(by meetings.Person, meeting, writer meetings.ID) (err error) {
	defer meetings.Wrap(&err, "remove from the notes of %s", meeting)
	if err := mayRun(by); err != nil {
		return err
	}
	author := by.Author()
	return c.writeNotes(&author, meeting, func(_ *store.Tx, doc *notes.Doc) ([]byte, []uint64, error) {
		return doc.Removal(writer), nil, nil
	})
}

// EraseNotes removes for good what somebody has written in the notes of a meeting: in
// the log, in the snapshots and in what waits for an organiser. Those who have the
// document open are told to fetch it anew.
func (c *Changes) EraseNotes(by meetings.Person, meeting, writer meetings.ID) (err error) {
	defer meetings.Wrap(&err, "erase from the notes of %s", meeting)
	if err := mayRun(by); err != nil {
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
		return tx.DropLateNotes(meeting, writer)
	})
}
