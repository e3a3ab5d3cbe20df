package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"

	"ringain/meetings"
)

// DutyLink is a link by which one person takes a role in a meeting. Its secret is not kept.
type DutyLink struct {
	ID    meetings.ID
	Duty  meetings.Duty
	Maker meetings.Author  // the organiser who gives the role by it
	At    meetings.Instant // when it was made
	Who   meetings.ID      // who took it; empty while nobody has
	Name  string           // what they were called
	Used  meetings.Instant // when they took it
}

// DutyLinksKept is how long it is kept who took a link.
const DutyLinksKept = meetings.TracesKept

// AddDutyLink keeps a link by the digest of its secret.
func (t *Tx) AddDutyLink(meeting meetings.ID, digest string, l DutyLink) (err error) {
	defer meetings.Wrap(&err, "keep a link for a role in %s", meeting)
	maker, err := json.Marshal(l.Maker)
	if err != nil {
		return err
	}
	return t.exec(`INSERT INTO duty_link (meeting, id, digest, duty, maker, at, who, name, used) VALUES ($1, $2, $3, $4, $5, $6, '', '', 0)`,
		string(meeting), string(l.ID), digest, string(l.Duty), string(maker), int64(l.At))
}

// CountDutyLinks returns how many links of a meeting nobody has taken.
func (t *Tx) CountDutyLinks(meeting meetings.ID) (n int, err error) {
	defer meetings.Wrap(&err, "count the links for roles in %s", meeting)
	return n, t.row(`SELECT COUNT(*) FROM duty_link WHERE meeting = $1 AND used = 0`, string(meeting)).Scan(&n)
}

const selectDutyLinks = `SELECT id, duty, maker, at, who, name, used FROM duty_link WHERE meeting = $1`

// DutyLinks returns the links for roles in a meeting, in the order in which they were made.
func (s *Store) DutyLinks(ctx context.Context, meeting meetings.ID) (all []DutyLink, err error) {
	defer meetings.Wrap(&err, "read the links for roles in %s", meeting)
	ctx, cancel := context.WithTimeout(ctx, readPatience)
	defer cancel()
	err = s.each(ctx, s.reads, selectDutyLinks+` ORDER BY at, id`, []any{string(meeting)}, func(scan scanner) error {
		var l DutyLink
		err := l.scan(scan)
		all = append(all, l)
		return err
	})
	return all, err
}

// DutyLink returns the link with a digest, and whether there is one.
func (s *Store) DutyLink(ctx context.Context, meeting meetings.ID, digest string) (l DutyLink, ok bool, err error) {
	defer meetings.Wrap(&err, "read a link for a role in %s", meeting)
	ctx, cancel := context.WithTimeout(ctx, readPatience)
	defer cancel()
	return oneDutyLink(s.reads.QueryRowContext(ctx, selectDutyLinks+` AND digest = $2`, string(meeting), digest))
}

// DutyLink is the same in a change.
func (t *Tx) DutyLink(meeting meetings.ID, digest string) (l DutyLink, ok bool, err error) {
	defer meetings.Wrap(&err, "read a link for a role in %s", meeting)
	return oneDutyLink(t.row(selectDutyLinks+` AND digest = $2`, string(meeting), digest))
}

func oneDutyLink(row *sql.Row) (l DutyLink, ok bool, err error) {
	if err := l.scan(row.Scan); err != nil {
		if errors.Is(err, sql.ErrNoRows) {
			return l, false, nil
		}
		return l, false, err
	}
	return l, true, nil
}

func (l *DutyLink) scan(scan scanner) error {
	var maker string
	if err := scan(&l.ID, &l.Duty, &maker, &l.At, &l.Who, &l.Name, &l.Used); err != nil {
		return err
	}
	return decode("maker of a link", maker, &l.Maker)
}

// UseDutyLink keeps who took a link.
func (t *Tx) UseDutyLink(meeting, id meetings.ID, by meetings.Person, at meetings.Instant) (err error) {
	defer meetings.Wrap(&err, "take a link for a role in %s", meeting)
	return t.exec(`UPDATE duty_link SET who = $3, name = $4, used = $5 WHERE meeting = $1 AND id = $2`,
		string(meeting), string(id), string(by.ID), by.Name, int64(at))
}

// RevokeDutyLink forgets a link that nobody has taken.
func (t *Tx) RevokeDutyLink(meeting, id meetings.ID) (err error) {
	defer meetings.Wrap(&err, "revoke a link for a role in %s", meeting)
	return t.exec(`DELETE FROM duty_link WHERE meeting = $1 AND id = $2 AND used = 0`, string(meeting), string(id))
}

// ForgetDutyLinks forgets the links for roles in a meeting.
func (t *Tx) ForgetDutyLinks(meeting meetings.ID) (err error) {
	defer meetings.Wrap(&err, "forget the links for roles in %s", meeting)
	return t.exec(`DELETE FROM duty_link WHERE meeting = $1`, string(meeting))
}
