package store

import (
	"context"
	"encoding/json"

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
func (s *Store) Seasons(ctx context.Context) (list []meetings.Season, err error) {
	defer meetings.Wrap(&err, "read the seasons")
	ctx, cancel := context.WithTimeout(ctx, readPatience)
	defer cancel()
	err = each(ctx, s.reads, `SELECT body FROM season ORDER BY slug`, nil, func(scan func(...any) error) error {
		season, err := scanJSON[meetings.Season](scan)
		if err == nil {
			list = append(list, season)
		}
		return err
	})
	return list, err
}

// SaveSeries keeps a series, new or changed, but not its meetings.
func (t *Tx) SaveSeries(series meetings.Series) (err error) {
	defer meetings.Wrap(&err, "save the series %s", series.Slug)
	body, err := json.Marshal(series)
	if err != nil {
		return err
	}
	return t.exec(`INSERT INTO series (id, slug, body) VALUES ($1, $2, $3)
		ON CONFLICT (id) DO UPDATE SET slug = excluded.slug, body = excluded.body`,
		string(series.ID), series.Slug, string(body))
}

// AllSeries returns all series, by slug.
func (s *Store) AllSeries(ctx context.Context) (list []meetings.Series, err error) {
	defer meetings.Wrap(&err, "read the series")
	ctx, cancel := context.WithTimeout(ctx, readPatience)
	defer cancel()
	err = each(ctx, s.reads, `SELECT body FROM series ORDER BY slug`, nil, func(scan func(...any) error) error {
		series, err := scanJSON[meetings.Series](scan)
		if err == nil {
			list = append(list, series)
		}
		return err
	})
	return list, err
}

// Series returns one series by its identity or its slug.
func (s *Store) Series(ctx context.Context, name string) (series meetings.Series, err error) {
	defer meetings.Wrap(&err, "read the series %s", name)
	ctx, cancel := context.WithTimeout(ctx, readPatience)
	defer cancel()
	series, err = scanJSON[meetings.Series](s.reads.QueryRowContext(ctx, `SELECT body FROM series WHERE slug = $1 OR id = $1`, name).Scan)
	return series, unknown(err, "Det finns ingen sådan serie.", "There is no such series.")
}
