package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"slices"
	"strings"

	"ringain/meetings"
)

const selectThemes = `SELECT slug, version, changed, body FROM theme`

// Themes returns all themes, in the order in which they are shown.
func (s *Store) Themes(ctx context.Context) (themes []meetings.Theme, err error) {
	defer meetings.Wrap(&err, "read the themes")
	ctx, cancel := context.WithTimeout(ctx, readPatience)
	defer cancel()
	err = each(ctx, s.reads, selectThemes+` ORDER BY place, slug`, nil, func(scan func(...any) error) error {
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

func scanTheme(scan func(...any) error) (theme meetings.Theme, err error) {
	var slug, body string
	var version, changed int64
	if err := scan(&slug, &version, &changed, &body); err != nil {
		return theme, err
	}
	err = json.Unmarshal([]byte(body), &theme)
	theme.Slug, theme.Version, theme.Changed = slug, version, meetings.Instant(changed)
	return theme, err
}

// SaveTheme keeps a theme, new or changed, at a place in the order of themes.
func (t *Tx) SaveTheme(theme meetings.Theme, place int) (err error) {
	defer meetings.Wrap(&err, "save the theme %s", theme.Slug)
	body, err := json.Marshal(theme)
	if err != nil {
		return err
	}
	return t.exec(`
		INSERT INTO theme (slug, umbrella, place, version, changed, body) VALUES ($1, $2, $3, 0, 0, $4)
		ON CONFLICT (slug) DO UPDATE SET umbrella = excluded.umbrella, place = excluded.place, body = excluded.body`,
		theme.Slug, theme.Umbrella, place, string(body))
}

// Version is a version with when it was reached.
type Version struct {
	N       int64
	Changed meetings.Instant // never moves back, and differs by a second or more from the one before
}

// Versions are the versions of everything a feed can show.
type Versions struct {
	All    Version            // of all themes together, and of meetings without theme
	Themes map[string]Version // by slug; an umbrella has one of its own
}

// Versions returns the versions of all themes: one small statement, for feeds to ask as often as they like.
func (s *Store) Versions(ctx context.Context) (v Versions, err error) {
	defer meetings.Wrap(&err, "read the versions")
	ctx, cancel := context.WithTimeout(ctx, readPatience)
	defer cancel()
	v.Themes = map[string]Version{}
	err = each(ctx, s.reads, `
		SELECT slug, version, changed FROM theme
		UNION ALL SELECT '', version, changed FROM installation`, nil, func(scan func(...any) error) error {
		var slug string
		var n, changed int64
		if err := scan(&slug, &n, &changed); err != nil {
			return err
		}
		if slug == "" {
			v.All = Version{n, meetings.Instant(changed)}
		} else {
			v.Themes[slug] = Version{n, meetings.Instant(changed)}
		}
		return nil
	})
	return v, err
}

const raise = `version = version + 1, changed = CASE WHEN changed + 1000 > $1 THEN changed + 1000 ELSE $1 END`

// Raise raises the versions of some themes, of what gathers them, and of the whole.
func (t *Tx) Raise(themes []string, at meetings.Instant) (err error) {
	defer meetings.Wrap(&err, "raise the versions of %v", themes)
	for _, slug := range slices.Sorted(slices.Values(themes)) { // in one order, so that two nodes do not wait for each other
		err := t.exec(`
			UPDATE theme SET `+raise+`
			 WHERE slug = $2 OR slug = (SELECT umbrella FROM theme WHERE slug = $2)`, int64(at), slug)
		if err != nil {
			return err
		}
	}
	return t.exec(`UPDATE installation SET `+raise, int64(at))
}

// Choose keeps a chosen set of themes under a token and returns the token that
// the set has, which is an earlier one when the set was chosen before.
func (t *Tx) Choose(token string, themes []string, at meetings.Instant) (kept string, err error) {
	defer meetings.Wrap(&err, "keep a chosen set")
	set := strings.Join(slices.Compact(slices.Sorted(slices.Values(themes))), " ")
	err = t.tx.QueryRowContext(t.ctx, `
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
func (s *Store) Organisations(ctx context.Context) (list []meetings.Organisation, err error) {
	defer meetings.Wrap(&err, "read the organisations")
	ctx, cancel := context.WithTimeout(ctx, readPatience)
	defer cancel()
	err = each(ctx, s.reads, `SELECT body FROM organisation ORDER BY name`, nil, func(scan func(...any) error) error {
		o, err := scanJSON[meetings.Organisation](scan)
		if err == nil {
			list = append(list, o)
		}
		return err
	})
	return list, err
}

func scanJSON[T any](scan func(...any) error) (value T, err error) {
	var body string
	if err := scan(&body); err != nil {
		return value, err
	}
	return value, json.Unmarshal([]byte(body), &value)
}

func isNone(err error) bool { return errors.Is(err, sql.ErrNoRows) }
