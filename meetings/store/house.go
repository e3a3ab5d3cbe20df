package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"time"

	"ringain/meetings"
)

// EntrantsKept is how long it is remembered at least who came into a room.
const EntrantsKept = 48 * time.Hour

// House returns how a meeting is kept.
func (s *Store) House(ctx context.Context, meeting meetings.ID) (h meetings.House, err error) {
	defer meetings.Wrap(&err, "read how the meeting %s is kept", meeting)
	ctx, cancel := context.WithTimeout(ctx, readPatience)
	defer cancel()
	return scanHouse(meeting, s.reads.QueryRowContext(ctx, `SELECT house FROM meeting WHERE id = $1`, string(meeting)))
}

// House returns how a meeting is kept, as others have kept it by now.
func (t *Tx) House(meeting meetings.ID) (h meetings.House, err error) {
	defer meetings.Wrap(&err, "read how the meeting %s is kept", meeting)
	return scanHouse(meeting, t.row(`SELECT house FROM meeting WHERE id = $1`, string(meeting)))
}

// TakeHouse is House, and takes the row of the meeting: nobody changes it meanwhile.
func (t *Tx) TakeHouse(meeting meetings.ID) (h meetings.House, err error) {
	defer meetings.Wrap(&err, "take how the meeting %s is kept", meeting)
	return scanHouse(meeting, t.row(`UPDATE meeting SET seq = seq WHERE id = $1 RETURNING house`, string(meeting)))
}

func scanHouse(meeting meetings.ID, row *sql.Row) (h meetings.House, err error) {
	var text string
	if err := row.Scan(&text); err != nil {
		return h, unknown(err, "Det finns inget sådant möte.", "There is no such meeting.")
	}
	return h, decode("house of "+string(meeting), text, &h)
}

// Enter remembers that somebody has come into the room of a meeting.
func (t *Tx) Enter(meeting meetings.ID, p meetings.Person, at meetings.Instant) (err error) {
	defer meetings.Wrap(&err, "let somebody into the meeting %s", meeting)
	body, err := json.Marshal(p)
	if err != nil {
		return err
	}
	return t.exec(`INSERT INTO entrant (meeting, who, at, said, body) VALUES ($1, $2, $3, 0, $4)
		ON CONFLICT (meeting, who) DO UPDATE SET at = excluded.at, body = excluded.body`, string(meeting), string(p.ID), int64(at), string(body))
}

// Entrant is somebody who has come into the room of a meeting.
type Entrant struct {
	Person meetings.Person  // as they last came in
	At     meetings.Instant // when that was remembered
	Said   meetings.Instant // when they last asked or wrote something in slow mode; 0: never
}

const selectEntrant = `SELECT at, said, body FROM entrant WHERE meeting = $1 AND who = $2`

// Entrant returns one who has come into the room of a meeting, and whether they have.
func (s *Store) Entrant(ctx context.Context, meeting, who meetings.ID) (e Entrant, ok bool, err error) {
	defer meetings.Wrap(&err, "read who is in the meeting %s", meeting)
	ctx, cancel := context.WithTimeout(ctx, readPatience)
	defer cancel()
	return scanEntrant(who, s.reads.QueryRowContext(ctx, selectEntrant, string(meeting), string(who)))
}

// Entrant is the same in a change.
func (t *Tx) Entrant(meeting, who meetings.ID) (e Entrant, ok bool, err error) {
	defer meetings.Wrap(&err, "read who is in the meeting %s", meeting)
	return scanEntrant(who, t.row(selectEntrant, string(meeting), string(who)))
}

func scanEntrant(who meetings.ID, row *sql.Row) (e Entrant, ok bool, err error) {
	var at, said int64
	var text string
	if err := row.Scan(&at, &said, &text); err != nil {
		if errors.Is(err, sql.ErrNoRows) {
			return e, false, nil
		}
		return e, false, err
	}
	e.At, e.Said = meetings.Instant(at), meetings.Instant(said)
	return e, true, decode("entrant "+string(who), text, &e.Person)
}

// Say remembers that one who has come in has asked or written something.
func (t *Tx) Say(meeting, who meetings.ID, at meetings.Instant) (err error) {
	defer meetings.Wrap(&err, "remember who spoke in the meeting %s", meeting)
	return t.exec(`UPDATE entrant SET said = $3 WHERE meeting = $1 AND who = $2`, string(meeting), string(who), int64(at))
}

// HoldNotes takes the notes of a meeting: nobody changes them before the transaction
// ends, and whoever waits sees what it has kept.
func (t *Tx) HoldNotes(meeting meetings.ID) (err error) {
	defer meetings.Wrap(&err, "hold the notes of %s", meeting)
	return t.exec(`INSERT INTO notes (meeting, n, made) VALUES ($1, 0, 0) ON CONFLICT (meeting) DO UPDATE SET n = notes.n`, string(meeting))
}
