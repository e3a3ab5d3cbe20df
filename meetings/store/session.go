package store

import (
	"context"
	"encoding/json"
	"slices"
	"strings"

	"ringain/meetings"
)

// KeepSession keeps who a session stands for, until it expires. id is a digest of
// the secret that the browser holds, never the secret.
func (s *Store) KeepSession(id string, p meetings.Person, device string, began, expires meetings.Instant) error {
	return s.Change("session "+id, func(t *Tx) (err error) {
		defer meetings.Wrap(&err, "keep a session")
		body, err := json.Marshal(p)
		if err != nil {
			return err
		}
		return t.exec(`INSERT INTO session (id, body, account, convener, device, began, seen, expires, proved) VALUES ($1, $2, $3, $4, $5, $6, $6, $7, $8)
			ON CONFLICT (id) DO UPDATE SET body = excluded.body, account = excluded.account, convener = excluded.convener,
				device = excluded.device, began = excluded.began, seen = excluded.seen, expires = excluded.expires, proved = excluded.proved`,
			id, string(body), string(p.Account), string(p.Convener), device, int64(began), int64(expires), int64(p.Proved))
	})
}

// A session of an account is good while the account is a member of the organisation that
// it acts for, with the role that it has at this moment.
const (
	selectSessions = `SELECT s.id, s.body, s.began, s.seen, s.expires, s.account, s.convener, s.proved, COALESCE(m.role, '')
  FROM session s LEFT JOIN member m ON s.account <> '' AND m.account = s.account AND m.convener = s.convener
 WHERE s.id IN (`
	stillMember = ` AND (s.account = '' OR EXISTS (SELECT 1 FROM member m WHERE m.account = s.account AND m.convener = s.convener))`

	selectApart = `SELECT s.id FROM series s
 WHERE s.convener = $1 AND EXISTS (SELECT 1 FROM series_organiser o WHERE o.series = s.id)
   AND NOT EXISTS (SELECT 1 FROM series_organiser o WHERE o.series = s.id AND o.account = $2)`
)

// standing is a session, and who it stands for.
type standing struct {
	meetings.Session
	person  meetings.Person
	expires meetings.Instant
	fault   error // it cannot be read
}

// Session returns who a session stands for, as they are trusted at this moment, and when
// it began and was last seen; and whether there is such a session. Many who ask at the
// same time are answered together.
func (s *Store) Session(ctx context.Context, id string, now meetings.Instant) (p meetings.Person, at meetings.Session, ok bool, err error) {
	defer meetings.Wrap(&err, "read a session")
	one, ok, err := s.standings.ask(ctx, id)
	if err == nil {
		err = one.fault
	}
	if err != nil || !ok || one.expires <= now {
		return p, at, false, err
	}
	return one.person, one.Session, true, nil
}

// readSessions reads some sessions, without those of accounts that are members no more.
func (s *Store) readSessions(ctx context.Context, ids []string) (map[string]standing, error) {
	all := make(map[string]standing, len(ids))
	for some := range slices.Chunk(ids, maxAsked) {
		list, of := askedFor(1, some)
		err := s.each(ctx, fixed{s.reads}, selectSessions+list+`)`, of, func(scan scanner) error {
			var one standing
			var body, role string
			var account meetings.Person
			if err := scan(&one.ID, &body, &one.Began, &one.Seen, &one.expires, &account.Account, &account.Convener, &account.Proved, &role); err != nil {
				return err
			}
			one.fault = decode("session", body, &one.person)
			one.person.Account, one.person.Convener, one.person.Proved = account.Account, account.Convener, account.Proved
			if account.Account != "" {
				one.person.Role = meetings.Role(role)
			}
			if account.Account == "" || role != "" {
				all[one.ID] = one
			}
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	for id, one := range all {
		if one.fault != nil || one.person.Account == "" || one.person.Role != meetings.Organiser {
			continue
		}
		if one.person.Apart, one.fault = s.apart(ctx, s.reads, one.person); one.fault != nil {
			return nil, one.fault
		}
		all[id] = one
	}
	return all, nil
}

// apart returns the series of somebody's organisation that others look after.
func (s *Store) apart(ctx context.Context, q querier, p meetings.Person) (ids []meetings.ID, err error) {
	err = s.each(ctx, q, selectApart, []any{string(p.Convener), string(p.Account)}, func(scan scanner) error {
		var id meetings.ID
		err := scan(&id)
		ids = append(ids, id)
		return err
	})
	return ids, err
}

// SeeSession keeps that a session was seen, and until when it is good without being seen again.
func (s *Store) SeeSession(id string, seen, expires meetings.Instant) error {
	return s.Change("session "+id, func(t *Tx) (err error) {
		defer meetings.Wrap(&err, "keep that a session was seen")
		return t.exec(`UPDATE session SET seen = $2, expires = $3 WHERE id = $1`, id, int64(seen), int64(expires))
	})
}

// Sessions returns which of some sessions there are at this moment.
func (s *Store) Sessions(ctx context.Context, ids []string, now meetings.Instant) (there map[string]bool, err error) {
	defer meetings.Wrap(&err, "read %d sessions", len(ids))
	ctx, cancel := context.WithTimeout(ctx, readPatience)
	defer cancel()
	there = make(map[string]bool, len(ids))
	for some := range slices.Chunk(ids, 200) {
		query := `SELECT s.id FROM session s WHERE s.expires > $1 AND s.id IN (` + placeholders(2, len(some)) + `)` + stillMember
		err := s.each(ctx, s.reads, query, append([]any{int64(now)}, args(some)...), func(scan scanner) error {
			var id string
			err := scan(&id)
			there[id] = true
			return err
		})
		if err != nil {
			return nil, err
		}
	}
	return there, nil
}

// SessionsOf returns where an account is signed in at this moment, the newest first.
func (s *Store) SessionsOf(ctx context.Context, account meetings.ID, now meetings.Instant) (all []meetings.Session, err error) {
	defer meetings.Wrap(&err, "read the sessions of an account")
	ctx, cancel := context.WithTimeout(ctx, readPatience)
	defer cancel()
	err = s.each(ctx, s.reads, `SELECT s.id, s.convener, s.device, s.began, s.seen FROM session s
		WHERE s.account = $1 AND s.account <> '' AND s.expires > $2`+stillMember+` ORDER BY s.began DESC, s.id`,
		[]any{string(account), int64(now)}, func(scan scanner) error {
			var one meetings.Session
			err := scan(&one.ID, &one.Convener, &one.Device, &one.Began, &one.Seen)
			all = append(all, one)
			return err
		})
	return all, err
}

// EndSession ends a session.
func (s *Store) EndSession(id string) error {
	return s.Change("session "+id, func(t *Tx) (err error) {
		defer meetings.Wrap(&err, "end a session")
		return t.exec(`DELETE FROM session WHERE id = $1`, id)
	})
}

// EndSessionsOf ends the sessions of an account, but for one; all when it is "". When some
// is not "", it ends only the one that it begins.
func (t *Tx) EndSessionsOf(account meetings.ID, but, some string) (err error) {
	defer meetings.Wrap(&err, "end the sessions of an account")
	return t.exec(`DELETE FROM session WHERE account = $1 AND account <> '' AND id <> $2 AND ($3 = '' OR substr(id, 1, 16) = $3)`,
		string(account), but, strings.ToLower(some))
}
