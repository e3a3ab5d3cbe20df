package store

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"strings"

	"ringain/meetings"
)

// Message is what many are told in the same words.
type Message struct {
	ID     meetings.ID
	Kind   meetings.NewsKind
	Themes []string // those whose followers get it
	Body   []byte   // JSON
	At     meetings.Instant
}

// Letter is a message on its way to one receiver: a follower or, when it is to organisers,
// an account, of which a follower's fields say all that a letter needs.
type Letter struct {
	Message  Message
	Follower Follower
	Follows  []string // the themes they get it for; none for a letter to one alone
	Tries    int      // how often it was tried in vain
}

// Outcome is what became of a letter that was handed to the mail server.
type Outcome struct {
	Sent    bool             // the mail server has it
	GivenUp bool             // it is not tried again
	Next    meetings.Instant // when it is tried again, if neither
	Bounced bool             // the mail server does not take letters to the address
	Pause   bool             // nothing more is sent there
	Returns string           // by what a letter that was sent is known when it comes back
	At      meetings.Instant
}

// AddMessage keeps a message, with a letter to everybody who follows one of its themes, or
// only to those who want to be reminded so many hours before when hours is not 0. Those of
// the lowest rank are sent first. It reports whether the message is new: one with the same
// identity is kept once.
func (t *Tx) AddMessage(m Message, hours, rank int) (fresh bool, err error) {
	defer meetings.Wrap(&err, "keep the message %s", m.ID)
	wide, err := t.Gathering(m.Themes)
	if err != nil {
		return false, err
	}
	m.Themes = wide[1:] // without the empty one
	if fresh, err = t.addMessage(m); err != nil || !fresh {
		return false, err
	}
	values := append([]any{hours, string(m.ID), rank, int64(m.At)}, args(wide)...)
	_, err = t.tx.ExecContext(t.ctx, `INSERT INTO letter (message, follower, rank, sent, tries, due, held)
		SELECT CAST($2 AS TEXT), f.id, CAST($3 AS BIGINT), 0, 0, CAST($4 AS BIGINT), 0 FROM follower f WHERE `+hears(5, len(wide)), values...)
	return true, errors.Join(err, t.dropWords(string(m.ID))) // nobody may follow
}

// AddLetter keeps a message to one follower alone.
func (t *Tx) AddLetter(m Message, to meetings.ID) (err error) {
	defer meetings.Wrap(&err, "keep the message %s", m.ID)
	if _, err := t.addMessage(m); err != nil {
		return err
	}
	return t.exec(`INSERT INTO letter (message, follower, rank, sent, tries, due, held) VALUES ($1, $2, 0, 0, 0, $3, 0)`,
		string(m.ID), string(to), int64(m.At))
}

// AddLettersTo keeps a message with a letter to each of some accounts, and reports whether
// it is new: one with the same identity is kept once.
func (t *Tx) AddLettersTo(m Message, accounts []meetings.Account) (fresh bool, err error) {
	defer meetings.Wrap(&err, "keep the message %s", m.ID)
	if fresh, err = t.addMessage(m); err != nil || !fresh {
		return false, err
	}
	for _, a := range accounts {
		if err := t.exec(`INSERT INTO letter (message, follower, rank, sent, tries, due, held) VALUES ($1, $2, 0, 0, 0, $3, 0)`,
			string(m.ID), string(a.ID), int64(m.At)); err != nil {
			return false, err
		}
	}
	return true, t.dropWords(string(m.ID)) // nobody may be reminded
}

func (t *Tx) addMessage(m Message) (fresh bool, err error) {
	var id string
	err = t.row(`INSERT INTO message (id, kind, themes, body, at) VALUES ($1, $2, $3, $4, $5) ON CONFLICT (id) DO NOTHING RETURNING id`,
		string(m.ID), string(m.Kind), strings.Join(m.Themes, " "), string(m.Body), int64(m.At)).Scan(&id)
	if errors.Is(err, sql.ErrNoRows) {
		return false, nil
	}
	return err == nil, err
}

// TakeLetters takes letters that are due in hand until a moment, so that no other node does.
func (s *Store) TakeLetters(now, until meetings.Instant, limit int) (taken []Letter, err error) {
	defer meetings.Wrap(&err, "take letters in hand")
	return taken, s.Change("letters", func(t *Tx) error {
		taken = nil
		// Two nodes may choose the same rows: the second waits for the first, and then finds them held.
		return t.s.each(t.ctx, t.tx, `
			UPDATE letter SET held = $2 WHERE sent = 0 AND held <= $1 AND (message, follower) IN (
				SELECT message, follower FROM letter WHERE sent = 0 AND due <= $1 AND held <= $1 ORDER BY rank, due LIMIT $3)
			RETURNING message, follower, tries`, []any{int64(now), int64(until), limit}, func(scan scanner) error {
			var l Letter
			err := scan(&l.Message.ID, &l.Follower.ID, &l.Tries)
			taken = append(taken, l)
			return err
		})
	})
}

// LetterOf returns what a letter that was taken says and to whom; ok is false when it was
// sent meanwhile, or whoever it was to does not want it any longer.
func (s *Store) LetterOf(ctx context.Context, l Letter) (full Letter, ok bool, err error) {
	defer meetings.Wrap(&err, "read the message %s", l.Message.ID)
	ctx, cancel := context.WithTimeout(ctx, readPatience)
	defer cancel()
	l.Follows = nil
	var themes, body string
	err = s.reads.QueryRowContext(ctx, `SELECT m.kind, m.themes, m.body, m.at FROM message m JOIN letter l ON l.message = m.id
		WHERE m.id = $1 AND l.follower = $2 AND l.sent = 0`, string(l.Message.ID), string(l.Follower.ID)).
		Scan(&l.Message.Kind, &themes, &body, &l.Message.At)
	if errors.Is(err, sql.ErrNoRows) {
		return l, false, nil
	}
	if err != nil {
		return l, false, err
	}
	l.Message.Themes, l.Message.Body = strings.Fields(themes), []byte(body)
	if l.Message.Kind == meetings.NewsEntry || l.Message.Kind == meetings.NewsOrdered {
		return l, true, nil // its body says to whom it goes
	}
	if l.Message.Kind.ToAccount() {
		a, found, err := account(s.reads.QueryRowContext(ctx, `SELECT id, body FROM account WHERE id = $1`, string(l.Follower.ID)))
		l.Follower = Follower{ID: l.Follower.ID, Address: a.Email, Lang: cmp.Or(a.Lang, meetings.SV)}
		if l.Message.Kind == meetings.NewsWay {
			l.Follower.Address = cmp.Or(wayTo(l.Message.Body), a.Email)
			return l, found && l.Follower.Address != "", err
		}
		return l, found && a.Email != "" && !a.Quiet, err
	}
	if l.Follower, ok, err = oneFollower(s.reads.QueryRowContext(ctx, selectFollower+` WHERE id = $1`, string(l.Follower.ID))); err != nil || !ok {
		return l, false, err
	}
	if len(l.Message.Themes) == 0 {
		return l, true, nil
	}
	// They may have stopped since.
	err = s.each(ctx, s.reads, `SELECT theme FROM follow WHERE follower = $1 AND confirmed > 0 AND theme IN (`+placeholders(2, len(l.Message.Themes))+`) ORDER BY theme`,
		append([]any{string(l.Follower.ID)}, args(l.Message.Themes)...), func(scan scanner) error {
			var theme string
			err := scan(&theme)
			l.Follows = append(l.Follows, theme)
			return err
		})
	return l, len(l.Follows) > 0, err
}

// Settle keeps what became of a letter.
func (s *Store) Settle(message, follower meetings.ID, o Outcome) (err error) {
	defer meetings.Wrap(&err, "keep what became of a letter of %s", message)
	sent, returns := int64(0), ""
	switch {
	case o.Sent:
		sent, returns = int64(o.At), o.Returns
	case o.GivenUp:
		sent = -1
	}
	return s.Change("letters", func(t *Tx) error {
		if err := t.exec(`UPDATE letter SET sent = $3, held = 0, due = $4, tries = tries + 1, returns = $5 WHERE message = $1 AND follower = $2 AND sent = 0`,
			string(message), string(follower), sent, int64(o.Next), returns); err != nil {
			return err
		}
		if sent != 0 {
			if err := t.dropWords(string(message)); err != nil {
				return err
			}
		}
		switch {
		case o.Sent:
			return t.exec(`UPDATE follower SET bounces = 0 WHERE id = $1 AND bounces > 0`, string(follower))
		case o.Bounced:
			pause := int64(0)
			if o.Pause {
				pause = int64(o.At)
			}
			return t.exec(`UPDATE follower SET bounces = bounces + 1, paused = $2 WHERE id = $1`, string(follower), pause)
		}
		return nil
	})
}

// dropWords lets go of what a message said when none of its letters waits any longer.
func (t *Tx) dropWords(message string) error {
	return t.exec(`UPDATE message SET body = '' WHERE id = $1 AND NOT EXISTS (SELECT 1 FROM letter WHERE message = $1 AND sent = 0)`, message)
}

// returnsToPause is how many letters to one address come back, one after another, before
// nothing more is sent there.
const returnsToPause = 3

// Return keeps that a letter came back, for good, by the token it is known by, and reports
// whether there is such a letter: each comes back once. When those before it came back too,
// nothing more is sent to the address.
func (s *Store) Return(token string, now meetings.Instant) (known bool, err error) {
	defer meetings.Wrap(&err, "keep that a letter came back")
	return known, s.Change("letters", func(t *Tx) error {
		known = false
		var message, follower string
		err := t.row(`UPDATE letter SET sent = -2, returns = '' WHERE returns = $1 AND returns <> '' AND sent > 0 RETURNING message, follower`, token).Scan(&message, &follower)
		if errors.Is(err, sql.ErrNoRows) {
			return nil
		} else if err != nil {
			return err
		}
		known = true
		var back int
		if err := t.row(`SELECT COALESCE(SUM(CASE WHEN sent = -2 THEN 1 ELSE 0 END), 0) FROM (SELECT l.sent FROM letter l JOIN message m ON m.id = l.message
			WHERE l.follower = $1 AND (l.sent > 0 OR l.sent = -2) AND m.at <= (SELECT at FROM message WHERE id = $2) ORDER BY m.at DESC, m.id DESC LIMIT 3) last`,
			follower, message).Scan(&back); err != nil || back < returnsToPause {
			return err
		}
		return t.exec(`UPDATE follower SET paused = $2 WHERE id = $1 AND paused = 0`, follower, int64(now))
	})
}

// LetGo has all letters that are in hand be sent by whoever is first.
func (s *Store) LetGo() (err error) {
	defer meetings.Wrap(&err, "let go of letters in hand")
	return s.Change("letters", func(t *Tx) error { return t.exec(`UPDATE letter SET held = 0 WHERE sent = 0 AND held > 0`) })
}

// PutBack has letters that were taken and not tried be sent by whoever is first, not
// before a moment.
func (s *Store) PutBack(letters []Letter, due meetings.Instant) (err error) {
	defer meetings.Wrap(&err, "put letters back")
	return s.Change("letters", func(t *Tx) error {
		for _, l := range letters {
			if err := t.exec(`UPDATE letter SET held = 0, due = $3 WHERE message = $1 AND follower = $2 AND sent = 0`,
				string(l.Message.ID), string(l.Follower.ID), int64(due)); err != nil {
				return err
			}
		}
		return nil
	})
}

// LetterFigures says how many letters wait, were given up and came back, and how many addresses are paused.
type LetterFigures struct{ Waiting, GivenUp, Returned, Followers, Paused int }

// LetterFigures counts letters and addresses.
func (s *Store) LetterFigures(ctx context.Context) (n LetterFigures, err error) {
	defer meetings.Wrap(&err, "count the letters")
	ctx, cancel := context.WithTimeout(ctx, readPatience)
	defer cancel()
	err = s.reads.QueryRowContext(ctx, `SELECT (SELECT COUNT(*) FROM letter WHERE sent = 0), (SELECT COUNT(*) FROM letter WHERE sent = -1), (SELECT COUNT(*) FROM letter WHERE sent = -2),
		(SELECT COUNT(DISTINCT follower) FROM follow WHERE confirmed > 0), (SELECT COUNT(*) FROM follower WHERE paused > 0)`).
		Scan(&n.Waiting, &n.GivenUp, &n.Returned, &n.Followers, &n.Paused)
	return n, err
}
