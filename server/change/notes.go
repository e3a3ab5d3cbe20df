package change

import (
	"context"
	"errors"

	"ringain/meetings"
	"ringain/meetings/notes"
	"ringain/meetings/store"
)

// NotesTopic returns the topic on which the updates of a meeting's notes are told,
// each as the bytes of a [NotesTold].
func NotesTopic(meeting meetings.ID) string { return "notes/" + string(meeting) }

// notesKey orders the changes to the notes of a meeting among themselves, apart from
// those to its agenda.
func notesKey(meeting meetings.ID) string { return "notes " + string(meeting) }

// KeepNotes keeps updates that a room has admitted, in one transaction, and tells the
// nodes of them. It returns the number of the first in the log. from marks the room,
// so that it knows its own when it hears them. The error is a [store.ClientTaken] when
// another node was first, and [WriterRemoved] when a writer has been removed; then, as
// after every error, nothing is kept.
func (c *Changes) KeepNotes(meeting meetings.ID, from string, updates []store.NotesUpdate) (first int64, err error) {
	defer meetings.Wrap(&err, "keep %d updates to the notes of %s", len(updates), meeting)
	now := meetings.At(c.now())
	for i := range updates {
		updates[i].At = now
	}
	told := encodeTold(NotesTold{From: from, Updates: updates})
	err = c.store.Change(notesKey(meeting), func(tx *store.Tx) (err error) {
		if first, err = tx.AppendNotes(meeting, updates); err != nil {
			return err
		}
		if err := allRemain(tx, meeting, updates); err != nil {
			return err
		}
		number := first // a change may be run again while this is told
		tx.WhenKept(func() { c.tell(NotesTopic(meeting), numbered(told, number)) })
		return nil
	})
	return first, err
}

// OpenNotes reads what is kept of the notes of a meeting and builds the document. When
// the newest snapshot does not load, the one before it is taken, with the log since.
func (c *Changes) OpenNotes(ctx context.Context, meeting meetings.ID) (doc *notes.Doc, n store.Notes, err error) {
	if n, err = c.store.Notes(ctx, meeting, store.NewestNotes); err != nil {
		return nil, n, err
	}
	doc, err = notes.Open(Kept(n))
	if err == nil || n.Snapshot == nil {
		return doc, n, err
	}
	c.log.Error("the newest snapshot of the notes does not load; the one before is taken", "meeting", meeting, "upto", n.Upto, "err", err)
	if n, err = c.store.Notes(ctx, meeting, n.Upto); err != nil {
		return nil, n, err
	}
	doc, err = notes.Open(Kept(n))
	return doc, n, err
}

// Kept is what the store keeps of the notes of a meeting, as documents are opened from it.
func Kept(n store.Notes) notes.Kept {
	k := notes.Kept{Snapshot: n.Snapshot, Clients: n.Clients, Updates: make([][]byte, len(n.Updates))}
	for i, u := range n.Updates {
		k.Updates[i] = u.Body
	}
	return k
}

// CompactNotes lets a snapshot take the place of the older part of the log. The
// snapshot was loaded again and found to agree with the log; if it does not, the log
// stays as it is. It returns how much of the log the snapshot has.
func (c *Changes) CompactNotes(ctx context.Context, meeting meetings.ID) (upto int64, err error) {
	defer meetings.Wrap(&err, "make a snapshot of the notes of %s", meeting)
	n, err := c.store.Notes(ctx, meeting, store.NewestNotes)
	if err != nil || len(n.Updates) == 0 {
		return n.Upto, err
	}
	body, err := notes.Compact(Kept(n))
	if err != nil {
		return n.Upto, err
	}
	err = c.store.Change(notesKey(meeting), func(tx *store.Tx) error {
		return tx.KeepNotesSnapshot(meeting, n.Last, meetings.At(c.now()), body)
	})
	return n.Last, err
}

// writeNotes has the platform or an organiser write in the notes of a meeting: make
// says what, given the document as it is kept, and may set whose it is; nil is nothing. What is written goes
// the way of what people in the room write.
func (c *Changes) writeNotes(by *meetings.Author, meeting meetings.ID,
	make func(tx *store.Tx, doc *notes.Doc) (update []byte, clients []uint64, err error),
) error {
	return c.store.Change(notesKey(meeting), func(tx *store.Tx) error {
		n, err := tx.TakeNotes(meeting)
		if err != nil {
			return err
		}
		doc, err := notes.Open(Kept(n))
		if err != nil {
			return err
		}
		update, clients, err := make(tx, doc)
		if err != nil || update == nil {
			return err
		}
		return c.appendNotes(tx, meeting, store.NotesUpdate{At: meetings.At(c.now()), By: *by, Body: update, Clients: clients}, false)
	})
}

// appendNotes keeps an update to the notes of a meeting that are taken, and tells of it,
// and whether an organiser leads them by it.
func (c *Changes) appendNotes(tx *store.Tx, meeting meetings.ID, update store.NotesUpdate, led bool) error {
	updates := []store.NotesUpdate{update}
	first, err := tx.AppendNotes(meeting, updates)
	if err != nil {
		return err
	}
	told := numbered(encodeTold(NotesTold{Again: len(update.Again) > 0, Led: led, Updates: updates}), first)
	tx.WhenKept(func() { c.tell(NotesTopic(meeting), told) })
	return nil
}

// AddLine adds a text at the end of the notes of one agenda item, or of the meeting
// when item is empty, for those who have no editor. Doing the same command again adds
// nothing. What is refused as late is kept for an organiser, as what an editor sends.
func (c *Changes) AddLine(ctx context.Context, by meetings.Person, meeting, command meetings.ID, item meetings.ItemID, text string) (err error) {
	defer meetings.Wrap(&err, "add a line to the notes of %s", meeting)
	if !command.Valid() {
		return meetings.Refuse(meetings.Invalid, "Raden saknar en giltig identitet. Ladda om sidan.", "The line has no valid identity. Reload the page.")
	}
	room, _, err := c.store.Room(ctx, string(meeting))
	if err != nil {
		return err
	}
	fragment := notes.Meeting
	if item != "" {
		if room.Agenda.Find(item) < 0 {
			return meetings.Refuse(meetings.Late, "Punkten finns inte längre.", "The item is no longer there.")
		}
		fragment = notes.Item(item)
	}
	state := notes.State{Ended: room.Meeting.Ended != 0, Locked: room.Meeting.NotesLocked || room.House.ReadOnly}
	by = by.At(room.Meeting)
	author := by.Author()
	var late []byte
	err = c.writeNotes(&author, meeting, func(tx *store.Tx, doc *notes.Doc) ([]byte, []uint64, error) {
		update, err := notes.Line(doc, fragment, text, notes.NewClient(command))
		if err != nil || update == nil {
			return nil, nil, err
		}
		if err := remains(tx, meeting, by, meetings.At(c.now())); err != nil {
			return nil, nil, err
		}
		admitted, err := doc.Admit(update, notes.Writer{Person: room.As(by, meetings.LockNotes{}), Schema: notes.Schema}, state)
		if no, ok := errors.AsType[*meetings.Refusal](err); ok && no.Kind == meetings.Late {
			late = update
		}
		return update, admitted.Clients, err
	})
	if late != nil {
		if full := c.KeepLate(meeting, []LateNotes{{by, late}})[0]; full != nil {
			return full
		}
	}
	return err
}
