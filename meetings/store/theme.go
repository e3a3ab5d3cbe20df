package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"strings"

	"ringain/meetings"
)

const selectThemes = `SELECT slug, version, changed, body FROM theme`

// Themes returns all themes, in the order in which they are shown.
func (s *Store) Themes(ctx context.Context) (themes []meetings.Theme, err error) {
	defer meetings.Wrap(&err, "read the themes")
	ctx, cancel := context.WithTimeout(ctx, readPatience)
	defer cancel()
	return s.themes(ctx, s.reads)
}

func (s *Store) themes(ctx context.Context, q querier) (themes []meetings.Theme, err error) {
	err = s.each(ctx, q, selectThemes+` ORDER BY place, slug`, nil, func(scan scanner) error {
		theme, err := scanTheme(scan)
		if err == nil {
			themes = append(themes, theme)
		}
		return err
	})
	return themes, err
}

// Theme returns one theme.
func (s *Store) Theme(ctx context.Context, slug string) (theme meetings.Theme, err error) {
	defer meetings.Wrap(&err, "read the theme %s", slug)
	ctx, cancel := context.WithTimeout(ctx, readPatience)
	defer cancel()
	theme, err = scanTheme(s.reads.QueryRowContext(ctx, selectThemes+` WHERE slug = $1`, slug).Scan)
	return theme, unknown(err, "Det finns inget sådant tema.", "There is no such theme.")
}

func scanTheme(scan scanner) (theme meetings.Theme, err error) {
	var slug, body string
	var version, changed int64
	if err := scan(&slug, &version, &changed, &body); err != nil {
		return theme, err
	}
	err = decode("theme "+slug, body, &theme)
	theme.Slug, theme.Version, theme.Changed = slug, version, meetings.Instant(changed)
	return theme, err
}

// Theme returns a theme as it is within a change, and whether there is one.
func (t *Tx) Theme(slug string) (theme meetings.Theme, found bool, err error) {
	defer meetings.Wrap(&err, "read the theme %s", slug)
	theme, err = scanTheme(t.row(selectThemes+` WHERE slug = $1`, slug).Scan)
	if errors.Is(err, sql.ErrNoRows) {
		return theme, false, nil
	}
	return theme, err == nil, err
}

// SaveTheme keeps a theme, new or changed, at a place in the order of themes. It refuses
// a slug that a theme had which has another now.
func (t *Tx) SaveTheme(theme meetings.Theme, place int) (err error) {
	defer meetings.Wrap(&err, "save the theme %s", theme.Slug)
	if err := t.free(`SELECT COUNT(*) FROM former_theme WHERE slug = $1`, theme.Slug); err != nil {
		return err
	}
	body, err := json.Marshal(theme)
	if err != nil {
		return err
	}
	return t.exec(`
		INSERT INTO theme (slug, umbrella, place, version, changed, body, convener) VALUES ($1, $2, $3, 0, 0, $4, $5)
		ON CONFLICT (slug) DO UPDATE SET umbrella = excluded.umbrella, place = excluded.place, body = excluded.body, convener = excluded.convener`,
		theme.Slug, theme.Umbrella, place, string(body), string(theme.Convener))
}

// Choose keeps a chosen set of themes under a token and returns the token that
// the set has, which is an earlier one when the set was chosen before.
func (t *Tx) Choose(token string, themes []string, at meetings.Instant) (kept string, err error) {
	defer meetings.Wrap(&err, "keep a chosen set")
	set := strings.Join(distinct(themes), " ")
	err = t.row(`
		INSERT INTO chosen (token, themes, at) VALUES ($1, $2, $3)
		ON CONFLICT (themes) DO UPDATE SET themes = excluded.themes
		RETURNING token`, token, set, int64(at)).Scan(&kept)
	return kept, err
}

// Chosen returns the themes of a chosen set, in order.
func (s *Store) Chosen(ctx context.Context, token string) (themes []string, err error) {
	defer meetings.Wrap(&err, "read the chosen set %s", token)
	ctx, cancel := context.WithTimeout(ctx, readPatience)
	defer cancel()
	var set string
	if err := s.reads.QueryRowContext(ctx, `SELECT themes FROM chosen WHERE token = $1`, token).Scan(&set); err != nil {
		return nil, unknown(err, "Kalendern finns inte. Välj teman på nytt.", "There is no such calendar. Choose themes again.")
	}
	return strings.Fields(set), nil
}

// SaveOrganisation keeps an organisation.
func (t *Tx) SaveOrganisation(o meetings.Organisation) (err error) {
	defer meetings.Wrap(&err, "save the organisation %s", o.Name)
	body, err := json.Marshal(o)
	if err != nil {
		return err
	}
	return t.exec(`INSERT INTO organisation (name, body) VALUES ($1, $2)
		ON CONFLICT (name) DO UPDATE SET body = excluded.body`, o.Name, string(body))
}

// Organisations returns all organisations, by name.
func (s *Store) Organisations(ctx context.Context) (all []meetings.Organisation, err error) {
	defer meetings.Wrap(&err, "read the organisations")
	return list[meetings.Organisation](ctx, s, `SELECT name, body FROM organisation ORDER BY name`)
}
