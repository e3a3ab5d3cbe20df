package store

import (
	"context"

	"ringain/meetings"
)

// KeepNotesSnapshot keeps the whole document of a meeting's notes after update upto,
// which must have been found to agree with the log, and lets go of what is not needed
// any more, as told at keepLog. A snapshot that is not newer than what is there changes nothing.
func (t *Tx) KeepNotesSnapshot(meeting meetings.ID, upto int64, at meetings.Instant, body []byte) (err error) {
	defer meetings.Wrap(&err, "keep a snapshot of the notes of %s after %d", meeting, upto)
	var newest, made int64
	err = t.row(`SELECT made, (SELECT COALESCE(MAX(upto), 0) FROM notes_snapshot WHERE meeting = $1)
		FROM notes WHERE meeting = $1`, string(meeting)).Scan(&made, &newest)
	if err != nil || upto <= newest || upto < made {
		return err
	}
	if err := t.insertSnapshot(meeting, upto, at, body); err != nil {
		return err
	}
	return t.letGo(meeting, newest, at)
}

func (t *Tx) insertSnapshot(meeting meetings.ID, upto int64, at meetings.Instant, body []byte) error {
	return t.exec(`INSERT INTO notes_snapshot (meeting, upto, at, body) VALUES ($1, $2, $3, $4)`, string(meeting), upto, int64(at), body)
}

// TakeNotes takes the notes of a meeting and returns what is kept of them; nobody
// else changes them before the transaction ends.
func (t *Tx) TakeNotes(meeting meetings.ID) (n Notes, err error) {
	defer meetings.Wrap(&err, "take the notes of %s", meeting)
	err = t.exec(`INSERT INTO notes (meeting, n, made) VALUES ($1, 0, 0) ON CONFLICT (meeting) DO UPDATE SET n = notes.n`, string(meeting))
	if err != nil {
		return n, err
	}
	return t.s.notes(t.ctx, t.tx, meeting, NewestNotes)
}

// MakeNotesAnew lets a document take the place of all that is kept of the notes of a
// meeting, so that what it does not hold is gone for good. It counts as an update, and
// its number is returned.
func (t *Tx) MakeNotesAnew(meeting meetings.ID, at meetings.Instant, body []byte) (n int64, err error) {
	defer meetings.Wrap(&err, "make the notes of %s anew", meeting)
	err = t.row(`UPDATE notes SET n = n + 1, made = n + 1 WHERE meeting = $1 RETURNING n`, string(meeting)).Scan(&n)
	if err != nil {
		return 0, err
	}
	for _, all := range []string{`DELETE FROM notes_update WHERE meeting = $1`, `DELETE FROM notes_snapshot WHERE meeting = $1`} {
		if err := t.exec(all, string(meeting)); err != nil {
			return 0, err
		}
	}
	return n, t.insertSnapshot(meeting, n, at, body)
}

// NotesWriter is somebody who has written in the notes of a meeting.
type NotesWriter struct {
	By      meetings.Author
	Clients int // client identities they have used
}

// NotesWriters returns who has written in the notes of a meeting, by name.
func (s *Store) NotesWriters(ctx context.Context, id meetings.ID) (writers []NotesWriter, err error) {
	defer meetings.Wrap(&err, "read who wrote in the notes of %s", id)
	ctx, cancel := context.WithTimeout(ctx, readPatience)
	defer cancel()
	return s.notesWriters(ctx, s.reads, id)
}

// NotesWriters is the same in a change.
func (t *Tx) NotesWriters(id meetings.ID) (writers []NotesWriter, err error) {
	defer meetings.Wrap(&err, "read who wrote in the notes of %s", id)
	return t.s.notesWriters(t.ctx, t.tx, id)
}

func (s *Store) notesWriters(ctx context.Context, q querier, id meetings.ID) (writers []NotesWriter, err error) {
	err = s.each(ctx, q, `SELECT by_id, MIN(by_name), COUNT(*) FROM notes_client WHERE meeting = $1 GROUP BY by_id ORDER BY 2, 1`,
		[]any{string(id)}, func(scan scanner) error {
			var w NotesWriter
			var by string
			err := scan(&by, &w.By.Name, &w.Clients)
			w.By.ID = meetings.ID(by)
			writers = append(writers, w)
			return err
		})
	return writers, err
}
