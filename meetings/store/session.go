package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"slices"

	"ringain/meetings"
)

// KeepSession keeps who a session stands for, until it expires. id is a digest of
// the secret that the browser holds, never the secret.
func (s *Store) KeepSession(id string, p meetings.Person, expires meetings.Instant) error {
	return s.Change("session "+id, func(t *Tx) (err error) {
		defer meetings.Wrap(&err, "keep a session")
		body, err := json.Marshal(p)
		if err != nil {
			return err
		}
		return t.exec(`INSERT INTO session (id, body, expires) VALUES ($1, $2, $3)
			ON CONFLICT (id) DO UPDATE SET body = excluded.body, expires = excluded.expires`, id, string(body), int64(expires))
	})
}

// Session returns who a session stands for, and whether there is such a session
// at this moment.
func (s *Store) Session(ctx context.Context, id string, now meetings.Instant) (p meetings.Person, ok bool, err error) {
	defer meetings.Wrap(&err, "read a session")
	ctx, cancel := context.WithTimeout(ctx, readPatience)
	defer cancel()
	p, err = scanBody[meetings.Person](s.reads.QueryRowContext(ctx,
		`SELECT 'session', body FROM session WHERE id = $1 AND expires > $2`, id, int64(now)).Scan)
	if errors.Is(err, sql.ErrNoRows) {
		return meetings.Person{}, false, nil
	}
	return p, err == nil, err
}

// Sessions returns which of some sessions there are at this moment.
func (s *Store) Sessions(ctx context.Context, ids []string, now meetings.Instant) (there map[string]bool, err error) {
	defer meetings.Wrap(&err, "read %d sessions", len(ids))
	ctx, cancel := context.WithTimeout(ctx, readPatience)
	defer cancel()
	there = make(map[string]bool, len(ids))
	for some := range slices.Chunk(ids, 200) {
		query := `SELECT id FROM session WHERE expires > $1 AND id IN (` + placeholders(2, len(some)) + `)`
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

// EndSession ends a session.
func (s *Store) EndSession(id string) error {
	return s.Change("session "+id, func(t *Tx) (err error) {
		defer meetings.Wrap(&err, "end a session")
		return t.exec(`DELETE FROM session WHERE id = $1`, id)
	})
}

// KeepLink keeps a one-time link until it expires.
func (s *Store) KeepLink(id string, expires meetings.Instant) error {
	return s.Change("link", func(t *Tx) (err error) {
		defer meetings.Wrap(&err, "keep a link")
		return t.exec(`INSERT INTO link (id, expires) VALUES ($1, $2)`, id, int64(expires))
	})
}

// TakeLink uses a one-time link up, and reports whether it was good: of two who
// use it at the same moment, one is told so.
func (s *Store) TakeLink(id string, now meetings.Instant) (good bool, err error) {
	err = s.Change("link", func(t *Tx) (err error) {
		defer meetings.Wrap(&err, "take a link")
		result, err := t.tx.ExecContext(t.ctx, `DELETE FROM link WHERE id = $1 AND expires > $2`, id, int64(now))
		if err != nil {
			return err
		}
		n, err := result.RowsAffected()
		good = n == 1
		return err
	})
	return good, err
}
