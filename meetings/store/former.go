package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"slices"

	"ringain/meetings"
)

// ThemeNow returns the slug of the theme that answers where one was before, and "" when
// none was.
func (s *Store) ThemeNow(ctx context.Context, slug string) (now string, err error) {
	defer meetings.Wrap(&err, "read what has become of the theme %s", slug)
	ctx, cancel := context.WithTimeout(ctx, readPatience)
	defer cancel()
	err = s.reads.QueryRowContext(ctx, `SELECT theme FROM former_theme WHERE slug = $1`, slug).Scan(&now)
	if errors.Is(err, sql.ErrNoRows) {
		return "", nil
	}
	return now, err
}

// RenameTheme gives a theme another slug. It refuses one that another theme has or had.
func (t *Tx) RenameTheme(from, to string) (err error) {
	defer meetings.Wrap(&err, "rename the theme %s", from)
	if err := t.free(`SELECT COUNT(*) FROM (SELECT slug FROM theme WHERE slug = $1
		UNION ALL SELECT slug FROM former_theme WHERE slug = $1 AND theme <> $2) AS taken`, to, from); err != nil {
		return err
	}
	if err := t.exec(`UPDATE theme SET slug = $2 WHERE slug = $1`, from, to); err != nil {
		return err
	}
	return t.leave(from, to)
}

// MergeTheme lets a theme take the place of another, which is no more.
func (t *Tx) MergeTheme(from, into string) (err error) {
	defer meetings.Wrap(&err, "merge the theme %s into %s", from, into)
	if err := t.exec(`DELETE FROM theme WHERE slug = $1`, from); err != nil {
		return err
	}
	return t.leave(from, into)
}

// leave notes what answers where a theme was, and that whatever was there before it
// is now there too, and has series and parts of it follow, and those who follow it by
// e-mail. Meetings are the caller's.
func (t *Tx) leave(from, to string) error {
	for _, query := range []string{
		`DELETE FROM former_theme WHERE slug = $2 AND theme = $1`,
		`UPDATE former_theme SET theme = $2 WHERE theme = $1`,
		`INSERT INTO former_theme (slug, theme) VALUES ($1, $2)`,
		`INSERT INTO follow (follower, theme, at, confirmed) SELECT follower, $2, at, confirmed FROM follow WHERE theme = $1
			ON CONFLICT (follower, theme) DO UPDATE SET confirmed = CASE WHEN follow.confirmed = 0 THEN excluded.confirmed ELSE follow.confirmed END`,
	} {
		if err := t.exec(query, from, to); err != nil {
			return err
		}
	}
	if err := t.exec(`DELETE FROM follow WHERE theme = $1`, from); err != nil {
		return err
	}
	all, err := t.seriesOf(from)
	if err != nil {
		return err
	}
	for _, x := range all {
		x.Themes = meetings.Replaced(x.Themes, from, to)
		if err := t.SaveSeries(x); err != nil {
			return err
		}
	}
	themes, err := t.s.themes(t.ctx, t.tx)
	if err != nil {
		return err
	}
	for _, x := range themes {
		if x.Umbrella != from {
			continue
		}
		x.Umbrella = to
		body, err := json.Marshal(x)
		if err != nil {
			return err
		}
		if err := t.exec(`UPDATE theme SET umbrella = $2, body = $3 WHERE slug = $1`, x.Slug, to, string(body)); err != nil {
			return err
		}
	}
	return nil
}

// seriesOf returns the series of a theme.
func (t *Tx) seriesOf(theme string) (list []meetings.Series, err error) {
	err = t.s.each(t.ctx, t.tx, `SELECT slug, body FROM series ORDER BY slug`, nil, func(scan scanner) error {
		x, err := scanBody[meetings.Series](scan)
		if err == nil && slices.Contains(x.Themes, theme) {
			list = append(list, x)
		}
		return err
	})
	return list, err
}
