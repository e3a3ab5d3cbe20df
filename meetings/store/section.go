package store

import (
	"context"
	"encoding/json"

	"ringain/meetings"
)

// SaveSection keeps a section of the support list at its place.
func (t *Tx) SaveSection(sec meetings.Section, place int) (err error) {
	defer meetings.Wrap(&err, "save the section %s", sec.Slug)
	body, err := json.Marshal(sec)
	if err != nil {
		return err
	}
	return t.exec(`INSERT INTO section (slug, place, body) VALUES ($1, $2, $3)
		ON CONFLICT (slug) DO UPDATE SET place = excluded.place, body = excluded.body`, sec.Slug, place, string(body))
}

// Sections returns the sections of the support list in their order.
func (s *Store) Sections(ctx context.Context) (all []meetings.Section, err error) {
	defer meetings.Wrap(&err, "read the sections")
	return list[meetings.Section](ctx, s, `SELECT slug, body FROM section ORDER BY place, slug`)
}

// Sections returns the sections of the support list in their order, within a change.
func (t *Tx) Sections() (all []meetings.Section, err error) {
	defer meetings.Wrap(&err, "read the sections")
	return all, t.s.each(t.ctx, t.tx, `SELECT slug, body FROM section ORDER BY place, slug`, nil, into(&all))
}

// SupportIn returns how many entries of the support list are in a section.
func (t *Tx) SupportIn(section string) (n int, err error) {
	defer meetings.Wrap(&err, "count the entries in %s", section)
	err = t.row(`SELECT COUNT(*) FROM support_mark WHERE mark = $1`, "section:"+section).Scan(&n)
	return n, err
}

// RemoveSection removes a section of the support list.
func (t *Tx) RemoveSection(slug string) (err error) {
	defer meetings.Wrap(&err, "remove the section %s", slug)
	return t.exec(`DELETE FROM section WHERE slug = $1`, slug)
}
