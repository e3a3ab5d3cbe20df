package store

import (
	"context"
	"database/sql"
	"errors"
	"slices"

	"ringain/meetings"
)

// EventsSince returns the events of a meeting after a number, in order, at most limit.
func (s *Store) EventsSince(ctx context.Context, id meetings.ID, after int64, limit int) (entries []meetings.Entry, err error) {
	defer meetings.Wrap(&err, "read the events of %s after %d", id, after)
	ctx, cancel := context.WithTimeout(ctx, readPatience)
	defer cancel()
	err = s.each(ctx, s.reads, `
		SELECT seq, at, by_id, by_name, body FROM event
		 WHERE meeting = $1 AND seq > $2 ORDER BY seq LIMIT $3`,
		[]any{string(id), after, limit}, func(scan scanner) error {
			var e meetings.Entry
			var at int64
			var by, body string
			if err := scan(&e.Seq, &at, &by, &e.By.Name, &body); err != nil {
				return err
			}
			e.At, e.By.ID = meetings.Instant(at), meetings.ID(by)
			if e.Event, err = meetings.DecodeEvent([]byte(body)); err != nil {
				s.log.Error("an event cannot be read and is passed on as it is", "meeting", id, "seq", e.Seq, "err", err)
				e.Event = meetings.Strange{Name: "unreadable", Body: []byte(`{"kind":"unreadable"}`)}
			}
			entries = append(entries, e)
			return nil
		})
	return entries, err
}

// Positions returns the number of the newest event of each of some meetings. It
// is what tells a room that it has missed something, and costs one statement for
// all rooms of a node.
func (s *Store) Positions(ctx context.Context, ids []meetings.ID) (at map[meetings.ID]int64, err error) {
	defer meetings.Wrap(&err, "read the positions of %d meetings", len(ids))
	ctx, cancel := context.WithTimeout(ctx, readPatience)
	defer cancel()
	at = make(map[meetings.ID]int64, len(ids))
	for some := range slices.Chunk(ids, 200) {
		err := s.each(ctx, s.reads, `SELECT id, seq FROM meeting WHERE id IN (`+placeholders(1, len(some))+`)`, args(some),
			func(scan scanner) error {
				var id string
				var seq int64
				if err := scan(&id, &seq); err != nil {
					return err
				}
				at[meetings.ID(id)] = seq
				return nil
			})
		if err != nil {
			return nil, err
		}
	}
	return at, nil
}

// Done returns the number of the event that a command led to, and whether the
// command was carried out before. Ask after [Tx.Take], which keeps others out.
func (t *Tx) Done(meeting, command meetings.ID) (seq int64, done bool, err error) {
	err = t.row(`SELECT seq FROM command WHERE meeting = $1 AND id = $2`,
		string(meeting), string(command)).Scan(&seq)
	if errors.Is(err, sql.ErrNoRows) {
		return 0, false, nil
	}
	return seq, err == nil, err
}
