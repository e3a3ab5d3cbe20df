package store

import (
	"context"

	"ringain/meetings"
)

// SavePrivate keeps the secret of the private calendar of an organiser. One that was
// there before is forgotten.
func (t *Tx) SavePrivate(organiser, secret string, at meetings.Instant) (err error) {
	defer meetings.Wrap(&err, "save a private calendar")
	return t.exec(`INSERT INTO private_calendar (organiser, secret, at) VALUES ($1, $2, $3)
		ON CONFLICT (organiser) DO UPDATE SET secret = excluded.secret, at = excluded.at`, organiser, secret, int64(at))
}

// Private returns the secret of the private calendar of an organiser, and "" when there
// is none.
func (s *Store) Private(ctx context.Context, organiser string) (secret string, err error) {
	defer meetings.Wrap(&err, "read a private calendar")
	ctx, cancel := context.WithTimeout(ctx, readPatience)
	defer cancel()
	all, err := s.private(ctx, s.reads)
	for secret, of := range all {
		if of == organiser {
			return secret, nil
		}
	}
	return "", err
}

// private returns the secrets of all private calendars, each with the organiser whose it is.
func (s *Store) private(ctx context.Context, q querier) (map[string]string, error) {
	return s.pairs(ctx, q, `SELECT secret, organiser FROM private_calendar`)
}

// former returns the slugs that themes had before, each with the one that answers there now.
func (s *Store) former(ctx context.Context, q querier) (map[string]string, error) {
	return s.pairs(ctx, q, `SELECT slug, theme FROM former_theme`)
}

func (s *Store) pairs(ctx context.Context, q querier, query string) (map[string]string, error) {
	pairs := map[string]string{}
	err := s.each(ctx, q, query, nil, func(scan scanner) error {
		var name, value string
		err := scan(&name, &value)
		pairs[name] = value
		return err
	})
	return pairs, err
}
