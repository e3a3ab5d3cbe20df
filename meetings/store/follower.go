package store

import (
	"context"
	"database/sql"
	"errors"
	"strings"

	"ringain/meetings"
)

// Follower is somebody who gets letters about themes, or was asked whether they want to.
type Follower struct {
	ID      meetings.ID
	Address string
	Lang    meetings.Lang
	Hours   int              // before a meeting they are reminded of it; 0: never
	Asked   meetings.Instant // when somebody asked that letters be sent there, the first time within a day
	Asks    int              // how often since
	Bounces int              // letters that came back, one after another
	Paused  meetings.Instant // since when nothing is sent, because letters come back; 0: letters are sent
}

// Follow is one theme that a follower follows.
type Follow struct {
	Theme     string
	At        meetings.Instant
	Confirmed meetings.Instant // 0 while they have not said yes
}

// FollowsKept is how long an address is kept that nobody has confirmed.
const FollowsKept = meetings.DayKept

const selectFollower = `SELECT id, address, lang, hours, asked, asks, bounces, paused FROM follower`

func (f *Follower) scan(scan scanner) error {
	return scan(&f.ID, &f.Address, &f.Lang, &f.Hours, &f.Asked, &f.Asks, &f.Bounces, &f.Paused)
}

func oneFollower(row *sql.Row) (f Follower, ok bool, err error) {
	err = f.scan(row.Scan)
	if errors.Is(err, sql.ErrNoRows) {
		return f, false, nil
	}
	return f, err == nil, err
}

// FollowerAt returns the follower with an address, and whether there is one.
func (t *Tx) FollowerAt(address string) (f Follower, ok bool, err error) {
	defer meetings.Wrap(&err, "look for a follower")
	return oneFollower(t.row(selectFollower+` WHERE address = $1`, address))
}

// Follower returns a follower, and whether there is one.
func (s *Store) Follower(ctx context.Context, id meetings.ID) (f Follower, follows []Follow, ok bool, err error) {
	defer meetings.Wrap(&err, "read the follower %s", id)
	ctx, cancel := context.WithTimeout(ctx, readPatience)
	defer cancel()
	if f, ok, err = oneFollower(s.reads.QueryRowContext(ctx, selectFollower+` WHERE id = $1`, string(id))); err != nil || !ok {
		return f, nil, false, err
	}
	err = s.each(ctx, s.reads, `SELECT theme, at, confirmed FROM follow WHERE follower = $1 ORDER BY theme`, []any{string(id)}, func(scan scanner) error {
		var x Follow
		err := scan(&x.Theme, &x.At, &x.Confirmed)
		follows = append(follows, x)
		return err
	})
	return f, follows, err == nil, err
}

// SaveFollower keeps a follower, new or changed.
func (t *Tx) SaveFollower(f Follower) (err error) {
	defer meetings.Wrap(&err, "save the follower %s", f.ID)
	return t.exec(`
		INSERT INTO follower (id, address, lang, hours, asked, asks, bounces, paused) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
		ON CONFLICT (id) DO UPDATE SET lang = excluded.lang, hours = excluded.hours, asked = excluded.asked, asks = excluded.asks,
			bounces = excluded.bounces, paused = excluded.paused`,
		string(f.ID), f.Address, string(f.Lang), f.Hours, int64(f.Asked), f.Asks, f.Bounces, int64(f.Paused))
}

// AsksOf returns how many letters strangers have had sent since a moment to the mailbox of
// an address, whatever stands after a plus in it: RFC 5233.
func (t *Tx) AsksOf(address string, since meetings.Instant) (n int, err error) {
	defer meetings.Wrap(&err, "count what was asked of an address")
	at := strings.LastIndexByte(address, '@')
	name, _, _ := strings.Cut(address[:at], "+")
	any := strings.NewReplacer(`!`, `!!`, `%`, `!%`, `_`, `!_`).Replace(name) + "+%" + address[at:]
	return n, t.row(`SELECT COALESCE(SUM(asks), 0) FROM follower WHERE asked >= $1 AND (address = $2 OR address LIKE $3 ESCAPE '!')`,
		int64(since), name+address[at:], any).Scan(&n)
}

// Unconfirmed returns how many themes were asked for that nobody has confirmed yet.
func (t *Tx) Unconfirmed() (n int, err error) {
	defer meetings.Wrap(&err, "count what is not confirmed")
	return n, t.row(`SELECT COUNT(*) FROM follow WHERE confirmed = 0`).Scan(&n)
}

// AskToFollow keeps that a theme was asked for; one that is followed already stays so.
func (t *Tx) AskToFollow(id meetings.ID, theme string, at meetings.Instant) (err error) {
	defer meetings.Wrap(&err, "keep what %s asks to follow", id)
	return t.exec(`INSERT INTO follow (follower, theme, at, confirmed) VALUES ($1, $2, $3, 0)
		ON CONFLICT (follower, theme) DO UPDATE SET at = CASE WHEN follow.confirmed = 0 THEN excluded.at ELSE follow.at END`,
		string(id), theme, int64(at))
}

// ConfirmFollows keeps that a follower has said yes to all they were asked about since a
// moment, and that letters reach them.
func (t *Tx) ConfirmFollows(id meetings.ID, since, at meetings.Instant) (err error) {
	defer meetings.Wrap(&err, "confirm what %s follows", id)
	return errors.Join(
		t.exec(`UPDATE follow SET confirmed = $2 WHERE follower = $1 AND confirmed = 0 AND at >= $3`, string(id), int64(at), int64(since)),
		t.exec(`UPDATE letter SET sent = -1 WHERE follower = $1 AND sent = -2`, string(id)), // what came back before counts no longer
		t.exec(`UPDATE follower SET bounces = 0, paused = 0 WHERE id = $1`, string(id)))
}

// Unfollow forgets that a follower follows a theme. When they follow nothing more, they
// and all letters to them are forgotten.
func (t *Tx) Unfollow(id meetings.ID, theme string) (err error) {
	defer meetings.Wrap(&err, "forget what %s follows", id)
	if err := t.exec(`DELETE FROM follow WHERE follower = $1 AND theme = $2`, string(id), theme); err != nil {
		return err
	}
	return errors.Join(t.exec(`DELETE FROM follower WHERE id = $1 AND NOT EXISTS (SELECT 1 FROM follow WHERE follower = $1)`, string(id)),
		t.exec(`DELETE FROM letter WHERE follower = $1 AND NOT EXISTS (SELECT 1 FROM follower WHERE id = $1)`, string(id)))
}

// ForgetFollower forgets a follower and all letters to them.
func (t *Tx) ForgetFollower(id meetings.ID) (err error) {
	defer meetings.Wrap(&err, "forget the follower %s", id)
	return errors.Join(t.exec(`DELETE FROM follow WHERE follower = $1`, string(id)),
		t.exec(`DELETE FROM letter WHERE follower = $1`, string(id)), t.exec(`DELETE FROM follower WHERE id = $1`, string(id)))
}

// forgetFollows forgets the addresses that nobody has confirmed in time.
func (t *Tx) forgetFollows(now meetings.Instant) error {
	return errors.Join(
		t.exec(`DELETE FROM follow WHERE confirmed = 0 AND at < $1`, int64(now.Add(-FollowsKept))),
		t.exec(`DELETE FROM follower WHERE NOT EXISTS (SELECT 1 FROM follow w WHERE w.follower = follower.id)`),
		t.exec(`DELETE FROM letter WHERE sent = 0 AND NOT EXISTS (SELECT 1 FROM follower f WHERE f.id = letter.follower)
			AND NOT EXISTS (SELECT 1 FROM account a WHERE a.id = letter.follower)
			AND NOT EXISTS (SELECT 1 FROM message m WHERE m.id = letter.message AND m.kind IN ($1, $2))`, string(meetings.NewsEntry), string(meetings.NewsOrdered)))
}

// Followers returns how many get letters about meetings of some themes, or of a theme that
// gathers one of them.
func (s *Store) Followers(ctx context.Context, themes []string) (n int, err error) {
	defer meetings.Wrap(&err, "count the followers")
	ctx, cancel := context.WithTimeout(ctx, readPatience)
	defer cancel()
	all, err := s.themes(ctx, s.reads)
	if err != nil {
		return 0, err
	}
	wide := gathering(all, themes)
	return n, s.reads.QueryRowContext(ctx, `SELECT COUNT(*) FROM follower f WHERE `+hears(2, len(wide)),
		append([]any{0}, args(wide)...)...).Scan(&n)
}

// Gathering returns some themes and those that gather one of them.
func (t *Tx) Gathering(themes []string) ([]string, error) {
	all, err := t.s.themes(t.ctx, t.tx)
	return gathering(all, themes), err
}

func gathering(all []meetings.Theme, themes []string) []string {
	wide := append([]string{""}, themes...) // never empty, for SQL
	for _, theme := range all {
		for _, of := range themes {
			if theme.Slug == of && theme.Umbrella != "" {
				wide = append(wide, theme.Umbrella)
			}
		}
	}
	return distinct(wide)
}

// hears chooses the followers f of n themes, from the parameter $first on, whose letters
// arrive: all of them when $1 is 0, and those who want to be reminded $1 hours before.
func hears(first, n int) string {
	return `f.paused = 0 AND (CAST($1 AS BIGINT) = 0 OR f.hours = CAST($1 AS BIGINT)) AND EXISTS (SELECT 1 FROM follow w
		WHERE w.follower = f.id AND w.confirmed > 0 AND w.theme IN (` + placeholders(first, n) + `))`
}

// Follows returns whether a follower has said yes to a theme, and whether to any.
func (t *Tx) Follows(id meetings.ID, theme string) (it, any bool, err error) {
	defer meetings.Wrap(&err, "read what %s follows", id)
	var one, all int
	err = t.row(`SELECT COALESCE(SUM(CASE WHEN theme = $2 THEN 1 ELSE 0 END), 0), COUNT(*) FROM follow WHERE follower = $1 AND confirmed > 0`,
		string(id), theme).Scan(&one, &all)
	return one > 0, all > 0, err
}

// Remind keeps how many hours before a meeting a follower is reminded of it.
func (t *Tx) Remind(id meetings.ID, hours int) (err error) {
	defer meetings.Wrap(&err, "keep when %s is reminded", id)
	return t.exec(`UPDATE follower SET hours = $2 WHERE id = $1`, string(id), hours)
}
