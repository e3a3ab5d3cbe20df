package store

import (
	"context"
	"errors"

	"ringain/meetings"
)

// RoomsAt returns the meetings whose rooms are to reach a stage: they ended before a
// moment and have not come so far, the oldest first.
func (s *Store) RoomsAt(ctx context.Context, stage meetings.RoomStage, ended meetings.Instant, limit int) (ids []meetings.ID, err error) {
	defer meetings.Wrap(&err, "read which rooms to let go of")
	ctx, cancel := context.WithTimeout(ctx, readPatience)
	defer cancel()
	err = s.each(ctx, s.reads, `SELECT id FROM meeting WHERE kept < $1 AND ends < $2 ORDER BY ends, id LIMIT $3`, []any{int(stage), int64(ended), limit}, func(scan scanner) error {
		var id meetings.ID
		err := scan(&id)
		ids = append(ids, id)
		return err
	})
	return ids, err
}

// StripEvents takes out of the log of a meeting what it does not say from a stage on, of
// some events after a number. It returns the number of the last, and whether there may be more.
func (t *Tx) StripEvents(meeting meetings.ID, stage meetings.RoomStage, after int64) (last int64, more bool, err error) {
	defer meetings.Wrap(&err, "strip the log of %s", meeting)
	bodies := map[int64]string{}
	last = after
	err = t.s.each(t.ctx, t.tx, `SELECT seq, body FROM event WHERE meeting = $1 AND seq > $2 ORDER BY seq LIMIT $3`, []any{string(meeting), after, forgetBatch}, func(scan scanner) error {
		var body string
		if err := scan(&last, &body); err != nil {
			return err
		}
		stripped, err := meetings.StrippedEvent([]byte(body), stage)
		bodies[last] = string(stripped)
		if err != nil {
			bodies[last] = `{"kind":"unreadable"}`
		}
		return nil
	})
	for seq, body := range bodies {
		if err == nil {
			err = t.exec(`UPDATE event SET by_id = '', by_name = '', body = $3 WHERE meeting = $1 AND seq = $2`, string(meeting), seq, body)
		}
	}
	return last, len(bodies) == forgetBatch, err
}

// KeepRoomAt keeps a room that was taken as it is from a stage on, and removes what else
// there is of its meeting that has no place there any longer.
func (t *Tx) KeepRoomAt(r meetings.Room, stage meetings.RoomStage) (err error) {
	id := r.Meeting.ID
	defer meetings.Wrap(&err, "let go of the room of %s", id)
	for _, m := range r.HiddenMaterial() {
		if err := t.ReleaseFiles("material", id+"/"+meetings.ID(m.ID)); err != nil {
			return err
		}
	}
	if stage >= meetings.RoomCounted {
		if err := errors.Join(t.Count(id, r.Tally()), t.exec(`DELETE FROM file_use WHERE meeting = $1 AND part = 'material'`, string(id))); err != nil {
			return err
		}
	}
	if err := t.save(r.At(stage)); err != nil {
		return err
	}
	queries := []string{
		`DELETE FROM presenter WHERE meeting = $1`,
		`DELETE FROM notes_late WHERE meeting = $1`,
		`DELETE FROM personal_code WHERE meeting = $1`,
		`UPDATE notes_client SET by_id = '', by_name = '' WHERE meeting = $1`,
		`UPDATE deed SET about = '' WHERE meeting = $1 AND kind LIKE 'notes.%'`,
	}
	if stage >= meetings.RoomUnpresented {
		queries = append(queries, `DELETE FROM name_mark WHERE meeting = $1 AND NOT EXISTS (SELECT 1 FROM minutes m WHERE m.meeting = name_mark.meeting AND m.named > 0)`)
	}
	if stage >= meetings.RoomCounted {
		queries = append(queries, `DELETE FROM notes_update WHERE meeting = $1`, `DELETE FROM notes_snapshot WHERE meeting = $1`,
			`DELETE FROM notes_client WHERE meeting = $1`, `DELETE FROM notes WHERE meeting = $1`,
			`DELETE FROM minutes WHERE meeting = $1 AND state <> 'published'`,
			`UPDATE minutes_edition SET by_id = '', by_name = '' WHERE meeting = $1`,
			`DELETE FROM minutes_edition WHERE meeting = $1 AND (NOT EXISTS (SELECT 1 FROM minutes m WHERE m.meeting = minutes_edition.meeting)
				OR n < (SELECT MAX(e.n) FROM minutes_edition e WHERE e.meeting = minutes_edition.meeting))`)
	}
	for _, query := range queries {
		if err := t.exec(query, string(id)); err != nil {
			return err
		}
	}
	return t.exec(`UPDATE meeting SET kept = $2 WHERE id = $1`, string(id), int(stage))
}
