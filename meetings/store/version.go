package store

import (
	"context"
	"database/sql"
	"slices"

	"ringain/meetings"
)

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
	return s.versions(ctx, s.reads)
}

func (s *Store) versions(ctx context.Context, q querier) (v Versions, err error) {
	v.Themes = map[string]Version{}
	err = s.each(ctx, q, `
		SELECT slug, version, changed FROM theme
		UNION ALL SELECT '', version, changed FROM installation`, nil, func(scan scanner) error {
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

// Raise raises the versions of some themes, of what gathers them, and of the whole,
// once for all changes that share a transaction.
// Calendars then see what else the change has kept of meetings.
func (t *Tx) Raise(themes []string, at meetings.Instant) {
	t.raised.add(raised{themes: themes, at: at})
}

// raised are the versions that a transaction raises, last of all: the row of the
// whole is taken by everybody who raises anything, so it is held as briefly as can
// be, and taken first, so that nobody waits in a ring for the rows of themes.
type raised struct {
	themes   []string
	meetings []meetings.ID    // those that were kept, whether calendars show it or not
	at       meetings.Instant // 0 when nothing is raised
}

func (r *raised) add(o raised) {
	r.themes, r.at = append(r.themes, o.themes...), max(r.at, o.at)
	r.meetings = append(r.meetings, o.meetings...)
}

func (r raised) keep(ctx context.Context, tx *sql.Tx) error {
	if r.at == 0 {
		return nil
	}
	const raise = ` SET version = version + 1, changed = CASE WHEN changed + 1000 > $1 THEN changed + 1000 ELSE $1 END`
	var version int64
	if err := tx.QueryRowContext(ctx, `UPDATE installation`+raise+` RETURNING version`, int64(r.at)).Scan(&version); err != nil {
		return err
	}
	for some := range slices.Chunk(r.meetings, 500) {
		revise := `UPDATE meeting SET revised = $1 WHERE id IN (` + placeholders(2, len(some)) + `)`
		if _, err := tx.ExecContext(ctx, revise, slices.Concat([]any{version}, args(some))...); err != nil {
			return err
		}
	}
	if len(r.themes) == 0 {
		return nil
	}
	themes := distinct(r.themes)
	in := placeholders(2, len(themes))
	_, err := tx.ExecContext(ctx, `UPDATE theme`+raise+`
		WHERE slug IN (`+in+`) OR slug IN (SELECT umbrella FROM theme WHERE slug IN (`+in+`))`,
		slices.Concat([]any{int64(r.at)}, args(themes))...)
	return err
}
