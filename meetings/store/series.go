package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"

	"ringain/meetings"
)

// SaveSeason keeps a season, new or changed.
func (t *Tx) SaveSeason(season meetings.Season) (err error) {
	defer meetings.Wrap(&err, "save the season %s", season.Slug)
	body, err := json.Marshal(season)
	if err != nil {
		return err
	}
	return t.exec(`INSERT INTO season (slug, body) VALUES ($1, $2)
		ON CONFLICT (slug) DO UPDATE SET body = excluded.body`, season.Slug, string(body))
}

// Seasons returns all seasons.
func (s *Store) Seasons(ctx context.Context) (all []meetings.Season, err error) {
	defer meetings.Wrap(&err, "read the seasons")
	return list[meetings.Season](ctx, s, `SELECT slug, body FROM season ORDER BY slug`)
}

// SaveSeries keeps a series, new or changed, but not its meetings. It refuses a
// slug that another series has.
func (t *Tx) SaveSeries(series meetings.Series) (err error) {
	defer meetings.Wrap(&err, "save the series %s", series.Slug)
	if err := t.free(`SELECT COUNT(*) FROM series WHERE slug = $1 AND id <> $2`, series.Slug, string(series.ID)); err != nil {
		return err
	}
	body, err := json.Marshal(series)
	if err != nil {
		return err
	}
	return t.exec(`INSERT INTO series (id, slug, body, convener) VALUES ($1, $2, $3, $4)
		ON CONFLICT (id) DO UPDATE SET slug = excluded.slug, body = excluded.body, convener = excluded.convener`,
		string(series.ID), series.Slug, string(body), string(series.Convener))
}

// Series returns a series as it is within a change, and whether there is one.
func (t *Tx) Series(id meetings.ID) (series meetings.Series, found bool, err error) {
	defer meetings.Wrap(&err, "read the series %s", id)
	series, err = scanBody[meetings.Series](t.row(`SELECT slug, body FROM series WHERE id = $1`, string(id)).Scan)
	if errors.Is(err, sql.ErrNoRows) {
		return series, false, nil
	}
	return series, err == nil, err
}

// AllSeries returns all series, by slug.
func (s *Store) AllSeries(ctx context.Context) (all []meetings.Series, err error) {
	defer meetings.Wrap(&err, "read the series")
	return list[meetings.Series](ctx, s, `SELECT slug, body FROM series ORDER BY slug`)
}

// Series returns one series by its identity or its slug.
func (s *Store) Series(ctx context.Context, name string) (series meetings.Series, err error) {
	defer meetings.Wrap(&err, "read the series %s", name)
	ctx, cancel := context.WithTimeout(ctx, readPatience)
	defer cancel()
	series, err = scanBody[meetings.Series](s.reads.QueryRowContext(ctx, `SELECT slug, body FROM series WHERE slug = $1 OR id = $1`, name).Scan)
	return series, unknown(err, "Det finns ingen sådan serie.", "There is no such series.")
}

// RemoveSeries removes a series that has no meetings.
func (t *Tx) RemoveSeries(id meetings.ID) (err error) {
	defer meetings.Wrap(&err, "remove the series %s", id)
	return errors.Join(t.exec(`DELETE FROM series_organiser WHERE series = $1`, string(id)), t.exec(`DELETE FROM series WHERE id = $1`, string(id)))
}
