package store

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"slices"

	"ringain/meetings"
)

// Notice says that something happened which people shall be told of, kept with the change
// that made it happen.
type Notice struct {
	ID      meetings.ID
	Topic   string // notices of one topic are told of in one letter: a meeting, a series
	Kind    string
	Meeting meetings.ID
	Body    []byte // JSON
	At, Due meetings.Instant
}

// Tell keeps a notice. Its topic is told of when the first of its notices is due.
func (t *Tx) Tell(n Notice) (err error) {
	defer meetings.Wrap(&err, "keep a notice about %s", n.Meeting)
	return t.exec(`INSERT INTO outbox (id, topic, kind, meeting, body, at, due, sent) VALUES ($1, $2, $3, $4, $5, $6, $7, 0)`,
		string(n.ID), n.Topic, n.Kind, string(n.Meeting), string(n.Body), int64(n.At), int64(n.Due))
}

// Regroup has what waits to be told of a meeting, but of its minutes, be told with another
// topic, when that is due.
func (t *Tx) Regroup(meeting meetings.ID, topic string, due meetings.Instant) (err error) {
	defer meetings.Wrap(&err, "tell of %s with %s", meeting, topic)
	return t.exec(`UPDATE outbox SET topic = $2, due = $3 WHERE meeting = $1 AND sent = 0 AND topic NOT LIKE 'notes/%'`, string(meeting), topic, int64(due))
}

// Hasten has what waits to be told of a topic be told at once.
func (t *Tx) Hasten(topic string, now meetings.Instant) (err error) {
	defer meetings.Wrap(&err, "tell of %s at once", topic)
	return t.exec(`UPDATE outbox SET due = $2 WHERE topic = $1 AND sent = 0`, topic, int64(now))
}

// errNotDue undoes the taking of a topic that is not due.
var errNotDue = errors.New("not due")

// TakeTopic takes what waits to be told of a topic, in order, for good: whoever commits it
// tells it. It returns nothing when another node was first, or it is not due.
func (s *Store) TakeTopic(topic string, now meetings.Instant, tell func(*Tx, []Notice) error) (err error) {
	defer meetings.Wrap(&err, "tell of %s", topic)
	err = s.Change("outbox", func(t *Tx) error {
		var all []Notice
		due := false
		err := t.s.each(t.ctx, t.tx, `UPDATE outbox SET sent = $2 WHERE topic = $1 AND sent = 0 RETURNING `+noticeColumns,
			[]any{topic, int64(now)}, func(scan scanner) error {
				n, err := scanNotice(scan)
				all, due = append(all, n), due || n.Due <= now
				return err
			})
		if err != nil {
			return err
		}
		if !due {
			return errNotDue
		}
		// What it says is told now, in the letters that are made of it, and is let go of here.
		if err := t.exec(`UPDATE outbox SET body = '' WHERE topic = $1 AND sent = $2`, topic, int64(now)); err != nil {
			return err
		}
		slices.SortFunc(all, func(a, b Notice) int { return cmp.Or(cmp.Compare(a.At, b.At), cmp.Compare(a.ID, b.ID)) })
		return tell(t, all)
	})
	if errors.Is(err, errNotDue) {
		return nil
	}
	return err
}

const noticeColumns = `id, topic, kind, meeting, body, at, due`

func scanNotice(scan scanner) (n Notice, err error) {
	var body string
	err = scan(&n.ID, &n.Topic, &n.Kind, &n.Meeting, &body, &n.At, &n.Due)
	n.Body = []byte(body)
	return n, err
}

// DueTopics returns topics of which something is to be told by now, those due first.
func (s *Store) DueTopics(ctx context.Context, now meetings.Instant, limit int) (topics []string, err error) {
	defer meetings.Wrap(&err, "look for what is to be told")
	ctx, cancel := context.WithTimeout(ctx, readPatience)
	defer cancel()
	err = s.each(ctx, s.reads, `SELECT topic FROM outbox WHERE sent = 0 GROUP BY topic HAVING MIN(due) <= $1 ORDER BY MIN(due) LIMIT $2`,
		[]any{int64(now), limit}, func(scan scanner) error {
			var topic string
			err := scan(&topic)
			topics = append(topics, topic)
			return err
		})
	return topics, err
}

const untoldOf = `SELECT ` + noticeColumns + ` FROM outbox WHERE meeting = $1 AND sent = 0 AND at >= $2 AND topic <> '' AND topic NOT LIKE 'notes/%' ORDER BY at, id LIMIT 1`

// UntoldOf returns the first notice of what has become of a meeting that waits to be told,
// whatever it is told with, and whether there is one that is news at a moment.
func (t *Tx) UntoldOf(meeting meetings.ID, now meetings.Instant) (n Notice, any bool, err error) {
	defer meetings.Wrap(&err, "read what waits to be told of %s", meeting)
	return oneNotice(t.row(untoldOf, string(meeting), int64(now.Add(-meetings.StaleNews))))
}

// UntoldOf is the same outside a change.
func (s *Store) UntoldOf(ctx context.Context, meeting meetings.ID, now meetings.Instant) (n Notice, any bool, err error) {
	defer meetings.Wrap(&err, "read what waits to be told of %s", meeting)
	ctx, cancel := context.WithTimeout(ctx, readPatience)
	defer cancel()
	return oneNotice(s.reads.QueryRowContext(ctx, untoldOf, string(meeting), int64(now.Add(-meetings.StaleNews))))
}

func oneNotice(row *sql.Row) (n Notice, any bool, err error) {
	n, err = scanNotice(row.Scan)
	if errors.Is(err, sql.ErrNoRows) {
		return n, false, nil
	}
	return n, err == nil, err
}

// WaitingAbout returns what waits to be told of a topic, in order.
func (s *Store) WaitingAbout(ctx context.Context, topic string) (all []Notice, err error) {
	defer meetings.Wrap(&err, "read what waits to be told of %s", topic)
	ctx, cancel := context.WithTimeout(ctx, readPatience)
	defer cancel()
	err = s.each(ctx, s.reads, `SELECT `+noticeColumns+` FROM outbox WHERE topic = $1 AND sent = 0 ORDER BY at, id`, []any{topic}, func(scan scanner) error {
		n, err := scanNotice(scan)
		all = append(all, n)
		return err
	})
	return all, err
}

// Waiting returns how many notices have not been told.
func (s *Store) Waiting(ctx context.Context) (n int, err error) {
	defer meetings.Wrap(&err, "count what waits to be told")
	ctx, cancel := context.WithTimeout(ctx, readPatience)
	defer cancel()
	return n, s.reads.QueryRowContext(ctx, `SELECT COUNT(*) FROM outbox WHERE sent = 0`).Scan(&n)
}

// LettersKept is how long it is kept what was told, and whether the mail server has it.
const LettersKept = meetings.LettersKept

// forgetLetters lets go of the words of letters that wait no longer, and of what was told
// long ago. A letter that has waited longer than any is tried is given up: there is no mail
// server any more.
func (t *Tx) forgetLetters(now meetings.Instant) error {
	before := int64(now.Add(-LettersKept))
	return errors.Join(
		t.exec(`UPDATE letter SET sent = -1 WHERE sent = 0 AND EXISTS (SELECT 1 FROM message m WHERE m.id = letter.message AND m.at < $1)`, int64(now.Add(-meetings.WordsKept))),
		t.exec(`UPDATE message SET body = '' WHERE body <> '' AND NOT EXISTS (SELECT 1 FROM letter l WHERE l.message = message.id AND l.sent = 0)`), t.exec(`DELETE FROM outbox WHERE at < $1`, before),
		t.exec(`DELETE FROM letter WHERE EXISTS (SELECT 1 FROM message m WHERE m.id = letter.message AND m.at < $1)`, before),
		t.exec(`DELETE FROM message WHERE at < $1`, before))
}

// Look returns a meeting as it is within a change, and whether there is one.
func (t *Tx) Look(id meetings.ID) (room meetings.Room, found bool, err error) {
	defer meetings.Wrap(&err, "read the meeting %s", id)
	var w written
	err = t.row(`SELECT `+columns+` FROM meeting WHERE id = $1`, string(id)).Scan(w.fields()...)
	if errors.Is(err, sql.ErrNoRows) {
		return room, false, nil
	} else if err != nil {
		return room, false, err
	}
	room, err = w.room(string(id))
	if _, bad := errors.AsType[unreadable](err); bad {
		t.s.log.Error("a meeting cannot be read and is told of to nobody", "meeting", id, "err", err)
		return room, false, nil
	}
	return room, err == nil, err
}

// KnowsMessage reports whether a message is kept.
func (s *Store) KnowsMessage(ctx context.Context, id meetings.ID) (known bool, err error) {
	defer meetings.Wrap(&err, "look for the message %s", id)
	ctx, cancel := context.WithTimeout(ctx, readPatience)
	defer cancel()
	var n int
	err = s.reads.QueryRowContext(ctx, `SELECT COUNT(*) FROM message WHERE id = $1`, string(id)).Scan(&n)
	return n > 0, err
}

// TellNobody has nobody be told of anything that waits.
func (t *Tx) TellNobody(now meetings.Instant) (err error) {
	defer meetings.Wrap(&err, "tell nobody")
	return t.exec(`UPDATE outbox SET sent = $1 WHERE sent = 0`, int64(now))
}
