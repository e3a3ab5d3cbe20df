package store

import (
	"context"
	"database/sql"
	"errors"

	"ringain/meetings"
)

// CaptionsKept is how long the captions of a meeting that nobody ends are kept.
const CaptionsKept = meetings.DayKept

// WriteCaption writes a line of the captions of a meeting: the one that somebody has
// marked so before, or a new one. Of all lines the newest are kept. Hold the meeting first.
func (t *Tx) WriteCaption(meeting, who meetings.ID, mark, text string, at meetings.Instant) (c meetings.Caption, err error) {
	defer meetings.Wrap(&err, "write a caption of %s", meeting)
	c.Text = text
	err = t.row(`UPDATE caption SET rev = rev + 1, body = $4, at = $5 WHERE meeting = $1 AND who = $2 AND mark = $3 RETURNING line, rev`,
		string(meeting), string(who), mark, text, int64(at)).Scan(&c.Line, &c.Rev)
	if !errors.Is(err, sql.ErrNoRows) {
		return c, err
	}
	if err := t.row(`SELECT COALESCE(MAX(line), 0) + 1 FROM caption WHERE meeting = $1`, string(meeting)).Scan(&c.Line); err != nil {
		return c, err
	}
	c.Rev = 1
	err = t.exec(`INSERT INTO caption (meeting, line, who, mark, rev, body, at) VALUES ($1, $2, $3, $4, 1, $5, $6)`,
		string(meeting), c.Line, string(who), mark, text, int64(at))
	if err != nil {
		return c, err
	}
	return c, t.exec(`DELETE FROM caption WHERE meeting = $1 AND line <= $2`, string(meeting), c.Line-meetings.MaxCaptions)
}

// Captions returns the lines that are kept of the captions of a meeting, in order.
func (s *Store) Captions(ctx context.Context, meeting meetings.ID) (all []meetings.Caption, err error) {
	defer meetings.Wrap(&err, "read the captions of %s", meeting)
	ctx, cancel := context.WithTimeout(ctx, readPatience)
	defer cancel()
	err = s.each(ctx, s.reads, `SELECT line, rev, body FROM caption WHERE meeting = $1 ORDER BY line`, []any{string(meeting)}, func(scan scanner) error {
		var c meetings.Caption
		err := scan(&c.Line, &c.Rev, &c.Text)
		all = append(all, c)
		return err
	})
	return all, err
}

// LastCaption returns the mark and the text of the line that somebody wrote last; an
// empty mark when there is none.
func (s *Store) LastCaption(ctx context.Context, meeting, who meetings.ID) (mark, text string, err error) {
	defer meetings.Wrap(&err, "read the last caption of %s", meeting)
	ctx, cancel := context.WithTimeout(ctx, readPatience)
	defer cancel()
	err = s.reads.QueryRowContext(ctx, `SELECT mark, body FROM caption WHERE meeting = $1 AND who = $2 ORDER BY line DESC LIMIT 1`,
		string(meeting), string(who)).Scan(&mark, &text)
	if errors.Is(err, sql.ErrNoRows) {
		return "", "", nil
	}
	return mark, text, err
}

// ForgetCaptions forgets the captions of a meeting.
func (t *Tx) ForgetCaptions(meeting meetings.ID) (err error) {
	defer meetings.Wrap(&err, "forget the captions of %s", meeting)
	return t.exec(`DELETE FROM caption WHERE meeting = $1`, string(meeting))
}
