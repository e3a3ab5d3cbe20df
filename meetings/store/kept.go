package store

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"ringain/meetings"
)

// CommandsKept is how long the identity of a command is remembered at least.
const CommandsKept = meetings.LettersKept

// forgetBatch is how much of each kind is removed in one transaction: so little that
// nobody in a room notices.
const forgetBatch = 500

// nobodys is the organisation of what belongs to none.
const nobodys = "*"

// ForgetSome removes some of what is past its time, of every kind in the table of what is
// kept ([meetings.WhatIsKept]) that lies in rows of its own, counts it, and reports whether there
// may be more.
func (s *Store) ForgetSome(now meetings.Instant, terms meetings.Terms) (more bool, err error) {
	err = s.Change("forget", func(t *Tx) (err error) {
		defer meetings.Wrap(&err, "forget what is past its time")
		more = false
		if err := t.useAccounts(now); err != nil {
			return err
		}
		for _, o := range overdue(now, terms) {
			n, err := t.remove(o.table, o.key, o.where, o.before)
			if err == nil {
				err = t.Gone(now, o.kind, nobodys, n)
			}
			if err != nil {
				return fmt.Errorf("%s: %w", o.kind, err)
			}
			more = more || n == forgetBatch
		}
		n, err := t.forgetEntrants(now, now.Add(-terms.TimeOf(meetings.KeptEntrants)))
		if err != nil {
			return err
		}
		accounts, err := t.forgetAccounts(now, now.Add(-terms.TimeOf(meetings.KeptAccounts)))
		if err != nil {
			return err
		}
		proposals, err := t.forgetProposals(now, now.Add(-terms.TimeOf(meetings.KeptProposals)))
		more = more || n == forgetBatch || accounts > 0 || proposals == forgetBatch
		return errors.Join(err, t.forgetPeriodic(now, terms))
	})
	return more, err
}

// late is rows of one table that are past their time when a column is before a moment.
type late struct {
	kind       meetings.KeptKind
	table, key string
	where      string
	before     meetings.Instant
}

func overdue(now meetings.Instant, terms meetings.Terms) []late {
	past := func(kind meetings.KeptKind) meetings.Instant { return now.Add(-terms.TimeOf(kind)) }
	return []late{
		{meetings.KeptCommands, "command", "meeting, id", "at < $1", past(meetings.KeptCommands)},
		{meetings.KeptSessions, "session", "id", "expires < $1", now},
		{meetings.KeptLinks, "link", "id", "kind <> 'invite' AND expires < $1", now},
		{meetings.KeptInvites, "link", "id", "kind = 'invite' AND expires < $1", past(meetings.KeptInvites)},
		{meetings.KeptLinks, "attempt", "id", "expires < $1", now},
		{meetings.KeptCalls, "phone_call", "id", "at < $1", past(meetings.KeptCalls)},
		{meetings.KeptCallEvents, "phone_event", "id", "at < $1", past(meetings.KeptCallEvents)},
		{meetings.KeptCodes, "personal_code", "meeting, code", "at < $1", past(meetings.KeptCodes)},
		{meetings.KeptDutyLinks, "duty_link", "meeting, id", "used > 0 AND used < $1", past(meetings.KeptDutyLinks)},
		{meetings.KeptIdeas, "proposal", "id", "NOT EXISTS (SELECT 1 FROM meeting m WHERE m.id = proposal.meeting AND m.ends >= $1)", past(meetings.KeptIdeas)},
		{meetings.KeptOrders, "summary_order", "id", "NOT EXISTS (SELECT 1 FROM meeting m WHERE m.id = summary_order.meeting AND m.ends >= $1)", past(meetings.KeptOrders)},
		{meetings.KeptCaptions, "caption", "meeting, line", "at < $1", past(meetings.KeptCaptions)},
		{meetings.KeptReports, "report", "id", "at < $1", past(meetings.KeptReports)},
		{meetings.KeptDeeds, "deed", "id", "at < $1", past(meetings.KeptDeeds)},
		{meetings.KeptDeeds, "act", "id", "at < $1", past(meetings.KeptDeeds)},
		{meetings.KeptPaused, "follower", "id", "paused > 0 AND paused < $1", past(meetings.KeptPaused)},
		{meetings.KeptAsked, "follow", "follower, theme", "confirmed = 0 AND at < $1", past(meetings.KeptAsked)},
		{meetings.KeptLetters, "letter", "message, follower", "EXISTS (SELECT 1 FROM message m WHERE m.id = letter.message AND m.at < $1)", past(meetings.KeptLetters)},
	}
}

// remove removes some rows, and returns how many.
func (t *Tx) remove(table, key, where string, before meetings.Instant) (n int64, err error) {
	query := fmt.Sprintf(`DELETE FROM %s WHERE (%s) IN (SELECT %s FROM %s WHERE %s LIMIT %d)`, table, key, key, table, where, forgetBatch)
	result, err := t.tx.ExecContext(t.ctx, query, int64(before))
	if err != nil {
		return 0, err
	}
	return result.RowsAffected()
}

// forgetPeriodic removes what follows from what was removed, and what is not counted.
func (t *Tx) forgetPeriodic(now meetings.Instant, terms meetings.Terms) error {
	return errors.Join(
		t.exec(`UPDATE entrant SET network = '', barred = 0, until = 0 WHERE until > 0 AND until < $1`, int64(now)),
		t.exec(`DELETE FROM forgotten WHERE at < $1`, int64(now.Add(-terms.TimeOf(meetings.KeptDeeds)))),
		t.exec(`DELETE FROM was WHERE at < $1`, int64(now.Add(-meetings.UndoPlanFor))),
		t.exec(`DELETE FROM follow WHERE NOT EXISTS (SELECT 1 FROM follower f WHERE f.id = follow.follower)`),
		t.forgetFollows(now), t.forgetLetters(now),
		t.exec(`DELETE FROM vocabulary WHERE NOT EXISTS (SELECT 1 FROM word w WHERE w.word = vocabulary.word)`), // what nothing is found by any longer
	)
}

// Gone counts what was removed of a kind, of an organisation.
func (t *Tx) Gone(at meetings.Instant, kind meetings.KeptKind, convener string, n int64) (err error) {
	defer meetings.Wrap(&err, "count what was removed")
	if n == 0 {
		return nil
	}
	return t.exec(`INSERT INTO forgotten (at, kind, convener, n) VALUES ($1, $2, $3, $4)
		ON CONFLICT (at, kind, convener) DO UPDATE SET n = forgotten.n + excluded.n`, int64(at), string(kind), convener, n)
}

// Forgotten is how many of a kind were removed in one run.
type Forgotten struct {
	At   meetings.Instant
	Kind meetings.KeptKind
	N    int64
}

// ForgottenOf returns what was removed of an organisation, and of what belongs to none,
// the newest first. What was removed within one hour is counted together: a run goes from
// meeting to meeting.
func (s *Store) ForgottenOf(ctx context.Context, convener meetings.ID, limit int) (all []Forgotten, err error) {
	defer meetings.Wrap(&err, "read what was removed")
	ctx, cancel := context.WithTimeout(ctx, readPatience)
	defer cancel()
	err = s.each(ctx, s.reads, `SELECT MAX(at), kind, CAST(SUM(n) AS BIGINT) FROM forgotten WHERE kind <> 'scrubbed' AND (convener = $1 OR convener = $2)
		GROUP BY at / 3600000, kind ORDER BY MAX(at) DESC, kind LIMIT $3`,
		[]any{string(convener), nobodys, limit}, func(scan scanner) error {
			var f Forgotten
			err := scan(&f.At, &f.Kind, &f.N)
			all = append(all, f)
			return err
		})
	return all, err
}

// Count adds to what is counted of a meeting, by kind.
func (t *Tx) Count(meeting meetings.ID, tally map[string]int) (err error) {
	defer meetings.Wrap(&err, "count what was in %s", meeting)
	for kind, n := range tally {
		if err := t.exec(`INSERT INTO tally (meeting, kind, n) VALUES ($1, $2, $3)
			ON CONFLICT (meeting, kind) DO UPDATE SET n = tally.n + excluded.n`, string(meeting), kind, n); err != nil {
			return err
		}
	}
	return nil
}

// Tally returns what is counted of a meeting, by kind.
func (s *Store) Tally(ctx context.Context, meeting meetings.ID) (tally map[string]int, err error) {
	defer meetings.Wrap(&err, "read what was counted of %s", meeting)
	ctx, cancel := context.WithTimeout(ctx, readPatience)
	defer cancel()
	tally = map[string]int{}
	err = s.each(ctx, s.reads, `SELECT kind, n FROM tally WHERE meeting = $1`, []any{string(meeting)}, func(scan scanner) error {
		var kind string
		var n int
		err := scan(&kind, &n)
		tally[kind] = n
		return err
	})
	return tally, err
}

// forgetEntrants forgets who came into rooms: how many of each sector is counted, and
// their names can from then on be recognised, and not read.
func (t *Tx) forgetEntrants(now, before meetings.Instant) (n int64, err error) {
	type came struct{ meeting, who string }
	var gone []came
	people := map[string][]entered{}
	err = t.s.each(t.ctx, t.tx, `SELECT meeting, who, at, body, waits FROM entrant WHERE at < $1 ORDER BY meeting, who LIMIT $2`, []any{int64(before), forgetBatch}, func(scan scanner) error {
		var c came
		var body string
		var waits int
		var p entered
		if err := scan(&c.meeting, &c.who, &p.At, &body, &waits); err != nil {
			return err
		}
		gone = append(gone, c)
		if json.Unmarshal([]byte(body), &p.Person) == nil && waits == 0 {
			people[c.meeting] = append(people[c.meeting], p)
		}
		return nil
	})
	if err != nil {
		return 0, err
	}
	for meeting, all := range people {
		if err := t.letGoOf(meetings.ID(meeting), now, all); err != nil {
			return 0, err
		}
	}
	for _, c := range gone {
		if err := t.exec(`DELETE FROM entrant WHERE meeting = $1 AND who = $2`, c.meeting, c.who); err != nil {
			return 0, err
		}
	}
	return int64(len(gone)), nil
}

// entered is somebody who came into a room, and when.
type entered struct {
	meetings.Person
	At meetings.Instant
}

// letGoOf counts people of a meeting who are forgotten, as far as nobody has counted them,
// and marks their names.
func (t *Tx) letGoOf(meeting meetings.ID, now meetings.Instant, all []entered) error {
	room, found, err := t.Look(meeting)
	if err != nil || !found {
		return err
	}
	var known []meetings.Known
	tally := map[string]int{}
	for _, p := range all {
		sector := p.Sector
		if sector == "" {
			sector = "annat"
		}
		if room.Meeting.CameToIt(p.At) {
			tally["came:"+sector]++
		}
		if k, named := meetings.KnownAs(p.Person, room.Meeting.Lang()); named {
			known = append(known, k)
		}
	}
	return errors.Join(t.Count(meeting, tally), t.MarkNames(meeting, room.WithoutPresenters(known)),
		t.Gone(now, meetings.KeptEntrants, string(room.Meeting.Convener), int64(len(all))))
}

// useAccounts keeps when accounts were last used, by the sessions that there are.
func (t *Tx) useAccounts(now meetings.Instant) error {
	return errors.Join(
		t.exec(`UPDATE account SET used = $1 WHERE used = 0`, int64(now)),
		t.exec(`UPDATE account SET used = (SELECT MAX(s.seen) FROM session s WHERE s.account = account.id)
			WHERE EXISTS (SELECT 1 FROM session s WHERE s.account = account.id AND s.seen > account.used)`))
}

// forgetAccounts forgets an account that nobody has used since a moment, if there is one.
// The last administrator of an organisation stays.
func (t *Tx) forgetAccounts(now, before meetings.Instant) (n int64, err error) {
	var gone []meetings.ID
	err = t.s.each(t.ctx, t.tx, `SELECT a.id FROM account a WHERE a.used > 0 AND a.used < $1 AND NOT EXISTS (
		SELECT 1 FROM member m WHERE m.account = a.id AND m.role = 'administrator' AND NOT EXISTS (
			SELECT 1 FROM member o WHERE o.convener = m.convener AND o.role = 'administrator' AND o.account <> a.id)) ORDER BY a.used, a.id LIMIT 1`,
		[]any{int64(before)}, func(scan scanner) error {
			var id meetings.ID
			err := scan(&id)
			gone = append(gone, id)
			return err
		})
	for _, id := range gone {
		err = errors.Join(err, t.ForgetAccount(id), t.Gone(now, meetings.KeptAccounts, nobodys, 1))
	}
	return int64(len(gone)), err
}

// ForgetAccount forgets an account: its memberships, sessions, links and calendars.
func (t *Tx) ForgetAccount(id meetings.ID) (err error) {
	defer meetings.Wrap(&err, "forget an account")
	if err := t.forgetWayNews(id); err != nil {
		return err
	}
	for _, query := range []string{
		`DELETE FROM session WHERE account = $1 AND account <> ''`,
		`DELETE FROM link WHERE account = $1 AND account <> ''`,
		`DELETE FROM passkey WHERE account = $1`,
		`DELETE FROM identity WHERE account = $1`,
		`DELETE FROM series_organiser WHERE account = $1`,
		`DELETE FROM member WHERE account = $1`,
		`UPDATE act SET by_id = '', by_name = '' WHERE by_id = $1`,
		`UPDATE event SET by_id = '', by_name = '' WHERE by_id = $1`,
		`UPDATE minutes_edition SET by_id = '', by_name = '' WHERE by_id = $1`,
		`UPDATE notes_client SET by_id = '', by_name = '' WHERE by_id = $1`,
		`UPDATE deed SET about = '' WHERE about = $1`,
		`UPDATE deed SET author = '{"id":"","name":""}' WHERE author LIKE '%"id":"' || $1 || '"%'`,
		`UPDATE duty_link SET maker = '{"id":"","name":""}' WHERE maker LIKE '%"id":"' || $1 || '"%'`,
		`UPDATE duty_link SET name = '' WHERE who = $1`,
		`DELETE FROM entrant WHERE who = $1`,
		`UPDATE act SET about = '' WHERE about = $1`,
		`DELETE FROM account WHERE id = $1`,
	} {
		if err := t.exec(query, string(id)); err != nil {
			return err
		}
	}
	return nil
}

// forgetProposals forgets what was proposed for the support list and is not on it, and was
// not changed since a moment.
func (t *Tx) forgetProposals(now, before meetings.Instant) (n int64, err error) {
	type entry struct{ id, convener string }
	var gone []entry
	err = t.s.each(t.ctx, t.tx, `SELECT id, convener, body FROM support WHERE state IN ('proposed', 'returned') AND updated < $1 ORDER BY updated LIMIT $2`,
		[]any{int64(before), forgetBatch}, func(scan scanner) error {
			var e entry
			var body string
			if err := scan(&e.id, &e.convener, &body); err != nil {
				return err
			}
			var s meetings.Support
			if json.Unmarshal([]byte(body), &s) == nil && max(s.Proposed, s.Updated) >= before {
				return nil
			}
			gone = append(gone, e)
			return nil
		})
	for _, e := range gone {
		err = errors.Join(err, t.ReleaseFiles("support", meetings.ID(e.id)), t.unfind(meetings.PartSupport, e.id), t.unfind(meetings.PartUnlisted, e.id),
			t.exec(`DELETE FROM support_mark WHERE support = $1`, e.id), t.exec(`DELETE FROM sight WHERE support = $1`, e.id),
			t.exec(`DELETE FROM report WHERE support = $1`, e.id), t.exec(`DELETE FROM support WHERE id = $1`, e.id),
			t.Gone(now, meetings.KeptProposals, e.convener, 1))
	}
	return int64(len(gone)), err
}

// scrubPatience is how long it may take to write what is free over.
const scrubPatience = time.Minute

// Scrub has the database write over what was removed, as far as it does not do so by
// itself: SQLite empties its log and closes the gaps in its file.
func (s *Store) Scrub(ctx context.Context) (err error) {
	defer meetings.Wrap(&err, "write over what was removed")
	ctx, cancel := context.WithTimeout(ctx, scrubPatience)
	defer cancel()
	for _, statement := range s.dialect.scrub {
		if _, err := s.changes.ExecContext(ctx, statement); err != nil {
			return err
		}
	}
	return nil
}

// scrubbed is the kind by which it is kept when the database last wrote over what was removed.
const scrubbed = "scrubbed"

// ToScrub returns since when something that was removed has not been written over, and
// whether there is any.
func (s *Store) ToScrub(ctx context.Context) (since meetings.Instant, waits bool, err error) {
	defer meetings.Wrap(&err, "read what is to be written over")
	ctx, cancel := context.WithTimeout(ctx, readPatience)
	defer cancel()
	err = s.reads.QueryRowContext(ctx, `SELECT COALESCE(MIN(at), 0), COUNT(*) > 0 FROM forgotten WHERE kind <> $1
		AND at > (SELECT COALESCE(MAX(at), 0) FROM forgotten WHERE kind = $1)`, scrubbed).Scan(&since, &waits)
	return since, waits, err
}

// Scrubbed keeps that what was removed until a moment has been written over.
func (t *Tx) Scrubbed(at meetings.Instant) error { return t.Gone(at, scrubbed, "", 1) }
