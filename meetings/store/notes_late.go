package store

import (
	"context"

	"ringain/meetings"
)

// NotesLate is what one person wrote in the notes when the meeting had ended. It
// waits for an organiser, who takes it in or drops it.
type NotesLate struct {
	By   meetings.Author
	At   meetings.Instant // of the newest of it
	Body []byte           // one update
}

// LateNotes returns what waits for an organiser in a meeting, the oldest first.
func (s *Store) LateNotes(ctx context.Context, id meetings.ID) (late []NotesLate, err error) {
	defer meetings.Wrap(&err, "read the late notes of %s", id)
	ctx, cancel := context.WithTimeout(ctx, readPatience)
	defer cancel()
	return s.late(ctx, s.reads, id)
}

// TakeLateNotes returns the same in a change, which nobody else makes at the same time.
func (t *Tx) TakeLateNotes(id meetings.ID) (late []NotesLate, err error) {
	defer meetings.Wrap(&err, "take the late notes of %s", id)
	err = t.exec(`INSERT INTO notes (meeting, n, made) VALUES ($1, 0, 0) ON CONFLICT (meeting) DO UPDATE SET n = notes.n`, string(id))
	if err != nil {
		return nil, err
	}
	return t.s.late(t.ctx, t.tx, id)
}

func (s *Store) late(ctx context.Context, q querier, id meetings.ID) (late []NotesLate, err error) {
	err = s.each(ctx, q, `SELECT by_id, by_name, at, body FROM notes_late WHERE meeting = $1 ORDER BY at, by_id`,
		[]any{string(id)}, func(scan scanner) error {
			var l NotesLate
			var by string
			var at int64
			err := scan(&by, &l.By.Name, &at, &l.Body)
			l.By.ID, l.At = meetings.ID(by), meetings.Instant(at)
			late = append(late, l)
			return err
		})
	return late, err
}

// KeepLateNotes keeps what one person wrote too late, instead of what they had written before.
func (t *Tx) KeepLateNotes(meeting meetings.ID, l NotesLate) (err error) {
	defer meetings.Wrap(&err, "keep late notes of %s", meeting)
	return t.exec(`INSERT INTO notes_late (meeting, by_id, by_name, at, body) VALUES ($1, $2, $3, $4, $5)
		ON CONFLICT (meeting, by_id) DO UPDATE SET by_name = excluded.by_name, at = excluded.at, body = excluded.body`,
		string(meeting), string(l.By.ID), l.By.Name, int64(l.At), l.Body)
}

// DropLateNotes removes what one person wrote too late.
func (t *Tx) DropLateNotes(meeting, by meetings.ID) (err error) {
	defer meetings.Wrap(&err, "drop late notes of %s", meeting)
	return t.exec(`DELETE FROM notes_late WHERE meeting = $1 AND by_id = $2`, string(meeting), string(by))
}
