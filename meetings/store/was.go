package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"

	"ringain/meetings"
)

// SaveWas keeps what was planned of a meeting before its last change, instead of what was
// before the one before that.
func (t *Tx) SaveWas(meeting meetings.ID, was meetings.Was) (err error) {
	defer meetings.Wrap(&err, "keep what the meeting %s was", meeting)
	body, err := json.Marshal(wasBody{was.Plan, was.Item})
	if err != nil {
		return err
	}
	return t.exec(`INSERT INTO was (meeting, seq, at, body) VALUES ($1, $2, $3, $4)
		ON CONFLICT (meeting) DO UPDATE SET seq = excluded.seq, at = excluded.at, body = excluded.body`,
		string(meeting), was.Seq, int64(was.At), string(body))
}

const selectWas = `SELECT seq, at, body FROM was WHERE meeting = $1`

// Was returns what was planned of a meeting before its last change; the zero value when
// there was none, or not of late.
func (t *Tx) Was(meeting meetings.ID) (meetings.Was, error) {
	return oneWas(t.row(selectWas, string(meeting)), meeting)
}

// Was is the same outside a change.
func (s *Store) Was(ctx context.Context, meeting meetings.ID) (meetings.Was, error) {
	ctx, cancel := context.WithTimeout(ctx, readPatience)
	defer cancel()
	return oneWas(s.reads.QueryRowContext(ctx, selectWas, string(meeting)), meeting)
}

func oneWas(row *sql.Row, meeting meetings.ID) (was meetings.Was, err error) {
	defer meetings.Wrap(&err, "read what the meeting %s was", meeting)
	var body string
	err = row.Scan(&was.Seq, &was.At, &body)
	if errors.Is(err, sql.ErrNoRows) {
		return meetings.Was{}, nil
	}
	if err != nil {
		return was, err
	}
	var kept wasBody
	err = json.Unmarshal([]byte(body), &kept)
	was.Plan, was.Item = kept.Plan, kept.Item
	return was, err
}

// wasBody is how it is written down.
type wasBody struct {
	meetings.Plan
	Item meetings.Item `json:"item,omitzero"`
}
