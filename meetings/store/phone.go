package store

import (
	"context"
	"database/sql"
	"errors"

	"ringain/meetings"
)

// How long what belongs to a call is remembered at least.
const (
	CallsKept      = meetings.TracesKept
	CallEventsKept = meetings.DayKept
)

// Call is a telephone call that a voice provider has told of. ID and Again are digests.
// The number that somebody rings from is nowhere.
type Call struct {
	ID      string
	Meeting meetings.ID
	Caller  meetings.ID
	Again   string // the same for the same telephone; empty when that is not known
	Wrong   int    // personal codes that were wrong
	Told    string // what the caller has been told of, see [meetings.Room.News]
}

// SaveCall keeps a call.
func (t *Tx) SaveCall(c Call, at meetings.Instant) (err error) {
	defer meetings.Wrap(&err, "save a call")
	return t.exec(`INSERT INTO phone_call (id, meeting, caller, again, wrong, told, at) VALUES ($1, $2, $3, $4, $5, $6, $7)
		ON CONFLICT (id) DO UPDATE SET caller = excluded.caller, wrong = excluded.wrong, told = excluded.told, at = excluded.at`,
		c.ID, string(c.Meeting), string(c.Caller), c.Again, c.Wrong, c.Told, int64(at))
}

const selectCall = `SELECT id, meeting, caller, again, wrong, told FROM phone_call `

// Call returns a call, and whether it is there.
func (s *Store) Call(ctx context.Context, id string) (c Call, ok bool, err error) {
	defer meetings.Wrap(&err, "read a call")
	ctx, cancel := context.WithTimeout(ctx, readPatience)
	defer cancel()
	return scanCall(s.reads.QueryRowContext(ctx, selectCall+`WHERE id = $1`, id))
}

// Call is the same in a change.
func (t *Tx) Call(id string) (c Call, ok bool, err error) {
	defer meetings.Wrap(&err, "read a call")
	return scanCall(t.row(selectCall+`WHERE id = $1`, id))
}

// CallAgain returns the newest call to a meeting from a telephone, and whether there is one.
func (t *Tx) CallAgain(meeting meetings.ID, again string) (c Call, ok bool, err error) {
	defer meetings.Wrap(&err, "read who rings again")
	if again == "" {
		return c, false, nil
	}
	return scanCall(t.row(selectCall+`WHERE meeting = $1 AND again = $2 ORDER BY at DESC, id LIMIT 1`, string(meeting), again))
}

func scanCall(row *sql.Row) (c Call, ok bool, err error) {
	var meeting, caller string
	err = row.Scan(&c.ID, &meeting, &caller, &c.Again, &c.Wrong, &c.Told)
	if errors.Is(err, sql.ErrNoRows) {
		return Call{}, false, nil
	}
	c.Meeting, c.Caller = meetings.ID(meeting), meetings.ID(caller)
	return c, err == nil, err
}

// Wrong returns how many wrong personal codes there have been in a meeting, in calls
// that were last heard of after a moment.
func (t *Tx) Wrong(meeting meetings.ID, after meetings.Instant) (n int, err error) {
	defer meetings.Wrap(&err, "count wrong personal codes")
	err = t.row(`SELECT COALESCE(SUM(wrong), 0) FROM phone_call WHERE meeting = $1 AND at > $2`, string(meeting), int64(after)).Scan(&n)
	return n, err
}

// CallEvent returns what was answered to an event of a provider, and whether it has
// come before.
func (s *Store) CallEvent(ctx context.Context, id string) (answer string, seen bool, err error) {
	defer meetings.Wrap(&err, "read an event of a call")
	ctx, cancel := context.WithTimeout(ctx, readPatience)
	defer cancel()
	return scanAnswer(s.reads.QueryRowContext(ctx, selectAnswer, id))
}

// CallEvent is the same in a change.
func (t *Tx) CallEvent(id string) (answer string, seen bool, err error) {
	defer meetings.Wrap(&err, "read an event of a call")
	return scanAnswer(t.row(selectAnswer, id))
}

const selectAnswer = `SELECT answer FROM phone_event WHERE id = $1`

func scanAnswer(row *sql.Row) (answer string, seen bool, err error) {
	err = row.Scan(&answer)
	if errors.Is(err, sql.ErrNoRows) {
		return "", false, nil
	}
	return answer, err == nil, err
}

// KeepCallEvent remembers an event of a provider and what was answered.
func (t *Tx) KeepCallEvent(id, answer string, at meetings.Instant) (err error) {
	defer meetings.Wrap(&err, "keep an event of a call")
	return t.exec(`INSERT INTO phone_event (id, answer, at) VALUES ($1, $2, $3) ON CONFLICT (id) DO NOTHING`, id, answer, int64(at))
}

// Hold takes the row of a meeting without a number of its log: nobody changes the
// meeting before the transaction ends.
func (t *Tx) Hold(meeting meetings.ID) (room meetings.Room, err error) {
	defer meetings.Wrap(&err, "hold the meeting %s", meeting)
	var w written
	err = t.row(`UPDATE meeting SET seq = seq WHERE id = $1 RETURNING `+columns, string(meeting)).Scan(w.fields()...)
	if err != nil {
		return room, unknown(err, "Det finns inget sådant möte.", "There is no such meeting.")
	}
	return w.room(string(meeting))
}

// Answering returns the meetings that may be rung to: those that stand and end after a
// moment, in order of start.
func (s *Store) Answering(ctx context.Context, after meetings.Instant) (all []meetings.Meeting, err error) {
	defer meetings.Wrap(&err, "read the meetings that may be rung to")
	ctx, cancel := context.WithTimeout(ctx, readPatience)
	defer cancel()
	err = s.each(ctx, s.reads, `SELECT id, body FROM meeting WHERE ends >= $1 AND status = 'planned' ORDER BY starts, slug`, []any{int64(after)},
		func(scan scanner) error {
			m, err := scanBody[meetings.Meeting](scan)
			if err == nil {
				all = append(all, m)
			}
			return err
		})
	return all, err
}

// BrokenLines returns the meetings in which the line of a caller is broken.
func (s *Store) BrokenLines(ctx context.Context) (ids []meetings.ID, err error) {
	defer meetings.Wrap(&err, "read where lines are broken")
	ctx, cancel := context.WithTimeout(ctx, readPatience)
	defer cancel()
	err = s.each(ctx, s.reads, `SELECT id FROM meeting WHERE callers LIKE '%"away":%'`, nil, func(scan scanner) error {
		var id string
		err := scan(&id)
		ids = append(ids, meetings.ID(id))
		return err
	})
	return ids, err
}
