package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"

	"ringain/meetings"
)

// MinutesEdition is minutes as they were published once.
type MinutesEdition struct {
	N     int
	At    meetings.Instant
	By    meetings.Author
	Note  string // what it put right
	Parts []meetings.MinutesPart
}

const selectMinutes = `SELECT meeting, body FROM minutes WHERE meeting = $1`

// Minutes returns the minutes of a meeting, with nothing in them when nobody has begun.
func (s *Store) Minutes(ctx context.Context, meeting meetings.ID) (m meetings.Minutes, err error) {
	defer meetings.Wrap(&err, "read the minutes of %s", meeting)
	ctx, cancel := context.WithTimeout(ctx, readPatience)
	defer cancel()
	return scanMinutes(meeting, s.reads.QueryRowContext(ctx, selectMinutes, string(meeting)))
}

// Minutes is the same in a change.
func (t *Tx) Minutes(meeting meetings.ID) (m meetings.Minutes, err error) {
	defer meetings.Wrap(&err, "read the minutes of %s", meeting)
	return scanMinutes(meeting, t.row(selectMinutes, string(meeting)))
}

func scanMinutes(meeting meetings.ID, row *sql.Row) (meetings.Minutes, error) {
	m, err := scanBody[meetings.Minutes](row.Scan)
	if errors.Is(err, sql.ErrNoRows) {
		err = nil
	}
	m.Meeting = meeting
	return m, err
}

// SaveMinutes keeps minutes, and by which words they are found as far as anybody can read them.
func (t *Tx) SaveMinutes(m meetings.Minutes, at meetings.Instant) (err error) {
	defer meetings.Wrap(&err, "save the minutes of %s", m.Meeting)
	body, err := json.Marshal(m)
	if err != nil {
		return err
	}
	var named meetings.Instant
	if m.Named {
		named = max(m.Published, 1)
	}
	if err := t.exec(`INSERT INTO minutes (meeting, state, due, changed, named, body) VALUES ($1, $2, $3, $4, $5, $6)
		ON CONFLICT (meeting) DO UPDATE SET state = excluded.state, due = excluded.due, changed = excluded.changed, named = excluded.named, body = excluded.body`,
		string(m.Meeting), string(m.State), int64(m.Due), int64(at), int64(named), string(body)); err != nil {
		return err
	}
	f, shown := m.Findable()
	if !shown {
		return t.unfind(f.Part, f.Ref)
	}
	return t.find(m.Meeting, f)
}

// AddMinutesEdition keeps an edition of minutes.
func (t *Tx) AddMinutesEdition(meeting meetings.ID, e MinutesEdition) (err error) {
	defer meetings.Wrap(&err, "keep edition %d of the minutes of %s", e.N, meeting)
	body, err := json.Marshal(e.Parts)
	if err != nil {
		return err
	}
	return t.exec(`INSERT INTO minutes_edition (meeting, n, at, by_id, by_name, note, body) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
		string(meeting), e.N, int64(e.At), string(e.By.ID), e.By.Name, e.Note, string(body))
}

// MinutesEditions returns the editions of the minutes of a meeting, the newest first.
func (s *Store) MinutesEditions(ctx context.Context, meeting meetings.ID) (all []MinutesEdition, err error) {
	defer meetings.Wrap(&err, "read the editions of the minutes of %s", meeting)
	ctx, cancel := context.WithTimeout(ctx, readPatience)
	defer cancel()
	return s.minutesEditions(ctx, s.reads, meeting)
}

// MinutesEditions is the same in a change.
func (t *Tx) MinutesEditions(meeting meetings.ID) (all []MinutesEdition, err error) {
	defer meetings.Wrap(&err, "read the editions of the minutes of %s", meeting)
	return t.s.minutesEditions(t.ctx, t.tx, meeting)
}

func (s *Store) minutesEditions(ctx context.Context, from querier, meeting meetings.ID) (all []MinutesEdition, err error) {
	err = s.each(ctx, from, `SELECT n, at, by_id, by_name, note, body FROM minutes_edition WHERE meeting = $1 ORDER BY n DESC`, []any{string(meeting)}, func(scan scanner) error {
		var e MinutesEdition
		var at int64
		var by, body string
		if err := scan(&e.N, &at, &by, &e.By.Name, &e.Note, &body); err != nil {
			return err
		}
		e.At, e.By.ID = meetings.Instant(at), meetings.ID(by)
		if err := decode("an edition of "+string(meeting), body, &e.Parts); err != nil {
			return err
		}
		all = append(all, e)
		return nil
	})
	return all, err
}

// MinutesDue returns the meetings whose minutes are to be published by a moment.
func (s *Store) MinutesDue(ctx context.Context, by meetings.Instant) (due []meetings.ID, err error) {
	defer meetings.Wrap(&err, "read which minutes are to be published")
	return s.minutesOf(ctx, `SELECT meeting FROM minutes WHERE due > 0 AND due <= $1 ORDER BY due, meeting LIMIT 100`, int64(by))
}

// MinutesNamed returns the meetings whose minutes have had personal names since before a moment.
func (s *Store) MinutesNamed(ctx context.Context, before meetings.Instant) (named []meetings.ID, err error) {
	defer meetings.Wrap(&err, "read which minutes have names")
	return s.minutesOf(ctx, `SELECT meeting FROM minutes WHERE named > 0 AND named < $1 ORDER BY named, meeting LIMIT 100`, int64(before))
}

// RewordMinutesEdition keeps an edition of minutes in other words.
func (t *Tx) RewordMinutesEdition(meeting meetings.ID, e MinutesEdition) (err error) {
	defer meetings.Wrap(&err, "reword edition %d of the minutes of %s", e.N, meeting)
	body, err := json.Marshal(e.Parts)
	if err != nil {
		return err
	}
	return t.exec(`UPDATE minutes_edition SET note = $3, body = $4 WHERE meeting = $1 AND n = $2`, string(meeting), e.N, e.Note, string(body))
}

func (s *Store) minutesOf(ctx context.Context, query string, args ...any) (ids []meetings.ID, err error) {
	ctx, cancel := context.WithTimeout(ctx, readPatience)
	defer cancel()
	return ids, s.each(ctx, s.reads, query, args, func(scan scanner) error {
		var id string
		err := scan(&id)
		ids = append(ids, meetings.ID(id))
		return err
	})
}

// TakeMinutes takes the row of a meeting, so that nothing else happens in it meanwhile,
// and returns it with its minutes.
func (t *Tx) TakeMinutes(meeting meetings.ID) (room meetings.Room, m meetings.Minutes, err error) {
	if room, _, err = t.Take(meeting); err != nil {
		return room, m, err
	}
	if err = t.Release(meeting); err != nil {
		return room, m, err
	}
	m, err = t.Minutes(meeting)
	return room, m, err
}

// Untell takes back what waits to be told of a topic, and reports whether there was any.
func (t *Tx) Untell(topic string) (any bool, err error) {
	defer meetings.Wrap(&err, "take back what was to be told of %s", topic)
	result, err := t.tx.ExecContext(t.ctx, `DELETE FROM outbox WHERE topic = $1 AND sent = 0`, topic)
	if err != nil {
		return false, err
	}
	n, err := result.RowsAffected()
	return n > 0, err
}

// Came returns who has come into the room of a meeting and not been kept waiting, as far
// as that is still remembered.
func (s *Store) Came(ctx context.Context, meeting meetings.ID) (people []meetings.Person, err error) {
	defer meetings.Wrap(&err, "read who came to %s", meeting)
	ctx, cancel := context.WithTimeout(ctx, readPatience)
	defer cancel()
	var all []Entrant
	err = s.each(ctx, s.reads, selectEntrants+`waits = 0 ORDER BY who`, []any{string(meeting)}, gather(&all))
	for _, e := range all {
		people = append(people, e.Person)
	}
	return people, err
}
