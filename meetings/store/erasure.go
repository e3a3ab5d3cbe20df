package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"slices"

	"ringain/meetings"
)

// PlacesOf returns the meetings in whose rooms somebody has been, or that keep something
// of theirs. With the logs it looks through those too, which takes a while.
func (s *Store) PlacesOf(ctx context.Context, who meetings.ID, logs bool) (ids []meetings.ID, err error) {
	defer meetings.Wrap(&err, "read where somebody has been")
	ctx, cancel := context.WithTimeout(ctx, readPatience)
	defer cancel()
	query := `SELECT meeting FROM entrant WHERE who = $1 UNION SELECT meeting FROM notes_client WHERE by_id = $1
		UNION SELECT meeting FROM notes_late WHERE by_id = $1 UNION SELECT meeting FROM upload WHERE owner = $1 AND meeting <> ''
		UNION SELECT meeting FROM proposal WHERE who = $1
		UNION SELECT id FROM meeting WHERE kept = 0 AND (backstage LIKE $2 OR askers LIKE $2 OR sharers LIKE $2 OR queue LIKE $2)`
	if logs {
		query += ` UNION SELECT meeting FROM event WHERE by_id = $1`
	}
	err = s.each(ctx, s.reads, query, []any{string(who), "%" + string(who) + "%"}, func(scan scanner) error {
		var id meetings.ID
		err := scan(&id)
		ids = append(ids, id)
		return err
	})
	return ids, err
}

// UploadsOf returns the names of files that somebody has uploaded in a meeting.
func (s *Store) UploadsOf(ctx context.Context, meeting, who meetings.ID) (names []string, err error) {
	defer meetings.Wrap(&err, "read what somebody has uploaded")
	ctx, cancel := context.WithTimeout(ctx, readPatience)
	defer cancel()
	err = s.each(ctx, s.reads, `SELECT name FROM upload WHERE meeting = $1 AND owner = $2 AND dropped = 0 ORDER BY name`,
		[]any{string(meeting), string(who)}, func(scan scanner) error {
			var name string
			err := scan(&name)
			names = append(names, name)
			return err
		})
	return names, err
}

// EntrantsCalled returns who has come into a meeting under a name.
func (s *Store) EntrantsCalled(ctx context.Context, meeting meetings.ID, name string) (who []meetings.ID, err error) {
	came, err := s.Came(ctx, meeting)
	if err != nil {
		return nil, err
	}
	for _, p := range came {
		if meetings.SameName(p.Name, name) {
			who = append(who, p.ID)
		}
	}
	return who, nil
}

// EraseFromLog takes some people out of the log of a meeting: their names, and what they
// alone said of themselves. The events stay in their order.
func (t *Tx) EraseFromLog(meeting meetings.ID, who []meetings.ID, names []string) (err error) {
	defer meetings.Wrap(&err, "erase somebody from the log of %s", meeting)
	type changed struct {
		by   bool
		body string
	}
	rest := map[int64]changed{}
	err = t.s.each(t.ctx, t.tx, `SELECT seq, by_id, by_name, body FROM event WHERE meeting = $1`, []any{string(meeting)}, func(scan scanner) error {
		var seq int64
		var by meetings.Author
		var body string
		if err := scan(&seq, &by.ID, &by.Name, &body); err != nil {
			return err
		}
		theirs := by.ID != "" && slices.Contains(who, by.ID)
		for _, name := range names {
			theirs = theirs || meetings.SameName(name, by.Name)
		}
		erased, had, err := meetings.ErasedEvent([]byte(body), who, names)
		if err == nil && (had || theirs) {
			rest[seq] = changed{theirs, string(erased)}
		}
		return nil // what cannot be read has nobody's name that can be read
	})
	for seq, c := range rest {
		if err == nil {
			err = t.exec(`UPDATE event SET body = $3 WHERE meeting = $1 AND seq = $2`, string(meeting), seq, c.body)
		}
		if err == nil && c.by {
			err = t.exec(`UPDATE event SET by_id = '', by_name = '' WHERE meeting = $1 AND seq = $2`, string(meeting), seq)
		}
	}
	return err
}

// EraseTraces removes what else is kept of a participant in a meeting: that they came,
// their codes, their links and what they uploaded and did not share. What has taken room is
// counted for their network until its time, though it is nobody's: else whoever erases
// themselves again and again takes all the room there is.
func (t *Tx) EraseTraces(meeting, who meetings.ID, now meetings.Instant) (err error) {
	defer meetings.Wrap(&err, "erase what is left of somebody in %s", meeting)
	for _, query := range []string{
		`DELETE FROM entrant WHERE meeting = $1 AND who = $2`,
		`DELETE FROM personal_code WHERE meeting = $1 AND who = $2`,
		`DELETE FROM notes_late WHERE meeting = $1 AND by_id = $2`,
		`UPDATE duty_link SET name = '' WHERE meeting = $1 AND who = $2`,
		`UPDATE notes_client SET by_id = '', by_name = '' WHERE meeting = $1 AND by_id = $2`,
		`UPDATE deed SET about = '' WHERE meeting = $1 AND about = $2`,
	} {
		if err := t.exec(query, string(meeting), string(who)); err != nil {
			return err
		}
	}
	return t.exec(`UPDATE upload SET name = '', owner = '', dropped = CASE hash WHEN '' THEN dropped ELSE 1 END, until = CASE hash WHEN '' THEN $3 ELSE until END
		WHERE meeting = $1 AND owner = $2`, string(meeting), string(who), int64(now))
}

// ErasePresenters removes the private links of a meeting for somebody, by name.
func (t *Tx) ErasePresenters(meeting meetings.ID, name string) error {
	var gone []string
	err := t.s.each(t.ctx, t.tx, `SELECT secret, name FROM presenter WHERE meeting = $1`, []any{string(meeting)}, func(scan scanner) error {
		var secret, called string
		err := scan(&secret, &called)
		if meetings.SameName(called, name) {
			gone = append(gone, secret)
		}
		return err
	})
	for _, secret := range gone {
		if err == nil {
			err = t.exec(`DELETE FROM presenter WHERE secret = $1`, secret)
		}
	}
	return err
}

// EndSessionsOfGuest ends the sessions of a participant.
func (t *Tx) EndSessionsOfGuest(who meetings.ID) (err error) {
	defer meetings.Wrap(&err, "end the session of a participant")
	var gone []string
	err = t.s.each(t.ctx, t.tx, `SELECT id, body FROM session WHERE account = '' AND body LIKE '%' || $1 || '%'`, []any{string(who)}, func(scan scanner) error {
		var id, body string
		if err := scan(&id, &body); err != nil {
			return err
		}
		var p meetings.Person
		if json.Unmarshal([]byte(body), &p) == nil && p.ID == who {
			gone = append(gone, id)
		}
		return nil
	})
	for _, id := range gone {
		if err == nil {
			err = t.exec(`DELETE FROM session WHERE id = $1`, id)
		}
	}
	return err
}

// MinutesOf returns the meetings of an organisation that have minutes.
func (s *Store) MinutesOf(ctx context.Context, convener meetings.ID) (ids []meetings.ID, err error) {
	defer meetings.Wrap(&err, "read which meetings have minutes")
	return s.minutesOf(ctx, `SELECT x.meeting FROM minutes x JOIN meeting m ON m.id = x.meeting WHERE m.convener = $1 ORDER BY x.meeting`, string(convener))
}

// FollowsAt returns the themes of an organisation that an address follows, or was asked about.
func (s *Store) FollowsAt(ctx context.Context, address string, convener meetings.ID) (themes []string, err error) {
	defer meetings.Wrap(&err, "read what somebody follows")
	ctx, cancel := context.WithTimeout(ctx, readPatience)
	defer cancel()
	err = s.each(ctx, s.reads, `SELECT w.theme FROM follow w JOIN follower f ON f.id = w.follower JOIN theme t ON t.slug = w.theme
		WHERE LOWER(f.address) = LOWER($1) AND t.convener = $2 ORDER BY w.theme`, []any{address, string(convener)}, func(scan scanner) error {
		var theme string
		err := scan(&theme)
		themes = append(themes, theme)
		return err
	})
	return themes, err
}

// UnfollowAt forgets that an address follows a theme, and the address when it follows nothing more.
func (t *Tx) UnfollowAt(address, theme string) (err error) {
	defer meetings.Wrap(&err, "forget what somebody follows")
	var id meetings.ID
	err = t.row(`SELECT id FROM follower WHERE LOWER(address) = LOWER($1)`, address).Scan(&id)
	if errors.Is(err, sql.ErrNoRows) {
		return nil
	} else if err != nil {
		return err
	}
	return t.Unfollow(id, theme)
}

// ForgetAccountOfNobody forgets an account that is a member of no organisation.
func (t *Tx) ForgetAccountOfNobody(id meetings.ID) (err error) {
	var n int
	if err := t.row(`SELECT COUNT(*) FROM member WHERE account = $1`, string(id)).Scan(&n); err != nil || n > 0 {
		return err
	}
	return t.ForgetAccount(id)
}
