package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"

	"ringain/meetings"
)

// SaveCode keeps the personal code of a participant for one call to a meeting. It
// reports whether the code was free.
func (t *Tx) SaveCode(meeting meetings.ID, code string, p meetings.Person, at meetings.Instant) (free bool, err error) {
	defer meetings.Wrap(&err, "save a personal code")
	body, err := json.Marshal(p)
	if err != nil {
		return false, err
	}
	var others int
	if err := t.row(`SELECT COUNT(*) FROM personal_code WHERE meeting = $1 AND code = $2`, string(meeting), code).Scan(&others); err != nil || others > 0 {
		return false, err
	}
	return true, t.exec(`INSERT INTO personal_code (meeting, code, who, body, at) VALUES ($1, $2, $3, $4, $5)`,
		string(meeting), code, string(p.ID), string(body), int64(at))
}

// CodeOf returns the personal code that a participant has not used yet, or "".
func (s *Store) CodeOf(ctx context.Context, meeting, who meetings.ID) (code string, err error) {
	defer meetings.Wrap(&err, "read a personal code")
	ctx, cancel := context.WithTimeout(ctx, readPatience)
	defer cancel()
	return scanCode(s.reads.QueryRowContext(ctx, selectCode, string(meeting), string(who)))
}

// CodeOf is the same in a change.
func (t *Tx) CodeOf(meeting, who meetings.ID) (code string, err error) {
	defer meetings.Wrap(&err, "read a personal code")
	return scanCode(t.row(selectCode, string(meeting), string(who)))
}

const selectCode = `SELECT code FROM personal_code WHERE meeting = $1 AND who = $2`

func scanCode(row *sql.Row) (code string, err error) {
	if err = row.Scan(&code); errors.Is(err, sql.ErrNoRows) {
		return "", nil
	}
	return code, err
}

// TakeCode uses a personal code up, and returns whose it was, and whether it was anybody's.
func (t *Tx) TakeCode(meeting meetings.ID, code string) (p meetings.Person, ok bool, err error) {
	defer meetings.Wrap(&err, "take a personal code")
	var body string
	err = t.row(`DELETE FROM personal_code WHERE meeting = $1 AND code = $2 RETURNING body`, string(meeting), code).Scan(&body)
	if errors.Is(err, sql.ErrNoRows) {
		return p, false, nil
	}
	if err != nil {
		return p, false, err
	}
	return p, true, decode("personal code", body, &p)
}

// ForgetCodes forgets the personal codes of a meeting.
func (t *Tx) ForgetCodes(meeting meetings.ID) (err error) {
	defer meetings.Wrap(&err, "forget the personal codes of %s", meeting)
	return t.exec(`DELETE FROM personal_code WHERE meeting = $1`, string(meeting))
}
