package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"ringain/meetings"
	"ringain/meetings/swedish"
)

// SupportLink is by what entries of the support list are compared: two addresses of
// package material, empty for a file.
type SupportLink struct{ Key, Near string }

// SaveSupport keeps an entry of the support list, new or changed, and what it is found by.
func (t *Tx) SaveSupport(e meetings.Support, link SupportLink) (err error) {
	defer meetings.Wrap(&err, "save the support %s", e.Slug)
	if err := t.free(`SELECT COUNT(*) FROM support WHERE slug = $1 AND id <> $2`, e.Slug, string(e.ID)); err != nil {
		return err
	}
	body, err := json.Marshal(e)
	if err != nil {
		return err
	}
	hash := ""
	if e.File != nil {
		hash = e.File.Hash
	}
	if err := t.exec(`
		INSERT INTO support (id, slug, state, published, updated, address, near, hash, body) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
		ON CONFLICT (id) DO UPDATE SET slug = excluded.slug, state = excluded.state, published = excluded.published, updated = excluded.updated,
			address = excluded.address, near = excluded.near, hash = excluded.hash, body = excluded.body`,
		string(e.ID), e.Slug, string(e.State), int64(e.Published), int64(e.Updated), link.Key, link.Near, hash, string(body)); err != nil {
		return err
	}
	if err := t.exec(`DELETE FROM support_mark WHERE support = $1`, string(e.ID)); err != nil {
		return err
	}
	for _, mark := range marks(e) {
		if err := t.exec(`INSERT INTO support_mark (mark, support) VALUES ($1, $2)`, mark, string(e.ID)); err != nil {
			return err
		}
	}
	return t.find("support", string(e.ID), map[string]int{e.Title: 4, e.Source: 2, e.About: 1})
}

// marks are by what an entry is chosen.
func marks(e meetings.Support) (list []string) {
	list = append(list, "kind:"+e.Kind)
	for name, values := range map[string][]string{"theme": e.Themes, "section": e.Sections, "audience": e.Audiences, "language": e.Languages} {
		for _, v := range distinct(values) {
			list = append(list, name+":"+v)
		}
	}
	return list
}

// find keeps by which words something is found; the texts say how much each counts.
func (t *Tx) find(part, ref string, texts map[string]int) error {
	if err := t.exec(`DELETE FROM word WHERE part = $1 AND ref = $2`, part, ref); err != nil {
		return err
	}
	weights := map[string]int{}
	for text, weight := range texts {
		for _, word := range swedish.Words(text) {
			weights[word] = max(weights[word], weight)
		}
	}
	for word, weight := range weights {
		if err := t.exec(`INSERT INTO word (word, part, ref, weight) VALUES ($1, $2, $3, $4)`, word, part, ref, weight); err != nil {
			return err
		}
	}
	return nil
}

// WhichSupport chooses entries of the support list. Empty members choose all.
type WhichSupport struct {
	State    meetings.SupportState
	Theme    string // slug
	Section  string // slug
	Kind     string // code
	Audience string // code
	Language string // code
	Words    string // all of them, in any form
	Skip     int
	Limit    int // at most so many; 0 is 50
}

// maxWords is how many words are looked for at once; more than that are not considered.
const maxWords = 20

// query is the choice as SQL after FROM.
func (w WhichSupport) query() (from string, args []any) {
	add := func(v any) string { args = append(args, v); return fmt.Sprintf("$%d", len(args)) }
	var b strings.Builder
	b.WriteString(`support s`)
	order := `s.updated DESC, s.id`
	words := distinct(swedish.Words(w.Words))
	if words = words[:min(len(words), maxWords)]; len(words) > 0 {
		list := make([]string, len(words))
		for i, word := range words {
			list[i] = add(word)
		}
		fmt.Fprintf(&b, ` JOIN (SELECT ref, SUM(weight) AS weight FROM word WHERE part = 'support' AND word IN (%s) GROUP BY ref HAVING COUNT(*) = %d) f ON f.ref = s.id`,
			strings.Join(list, ", "), len(words))
		order = `f.weight DESC, ` + order
	}
	b.WriteString(` WHERE 1 = 1`)
	if w.State != "" {
		fmt.Fprintf(&b, ` AND s.state = %s`, add(string(w.State)))
	}
	for _, m := range [][2]string{{"theme:", w.Theme}, {"section:", w.Section}, {"kind:", w.Kind}, {"audience:", w.Audience}, {"language:", w.Language}} {
		if m[1] != "" {
			fmt.Fprintf(&b, ` AND EXISTS (SELECT 1 FROM support_mark m WHERE m.mark = %s AND m.support = s.id)`, add(m[0]+m[1]))
		}
	}
	return b.String() + ` ORDER BY ` + order, args
}

// SupportList returns the chosen entries, those that were changed last first, or those
// that the words are most about; and how many there are in all.
func (s *Store) SupportList(ctx context.Context, w WhichSupport) (list []meetings.Support, all int, err error) {
	defer meetings.Wrap(&err, "read the support list")
	ctx, cancel := context.WithTimeout(ctx, readPatience)
	defer cancel()
	if strings.TrimSpace(w.Words) != "" && len(swedish.Words(w.Words)) == 0 {
		return nil, 0, nil // small words only: nothing is about them
	}
	from, values := w.query()
	count, _, _ := strings.Cut(from, ` ORDER BY `)
	if err := s.reads.QueryRowContext(ctx, `SELECT COUNT(*) FROM `+count, values...).Scan(&all); err != nil {
		return nil, 0, err
	}
	limit := 50
	if w.Limit > 0 {
		limit = w.Limit
	}
	err = s.each(ctx, s.reads, fmt.Sprintf(`SELECT s.id, s.body FROM %s LIMIT %d OFFSET %d`, from, limit, max(w.Skip, 0)), values, into(&list))
	return list, all, err
}

// Support returns one entry by its identity or its slug.
func (s *Store) Support(ctx context.Context, name string) (e meetings.Support, err error) {
	defer meetings.Wrap(&err, "read the support %s", name)
	ctx, cancel := context.WithTimeout(ctx, readPatience)
	defer cancel()
	e, err = scanBody[meetings.Support](s.reads.QueryRowContext(ctx, `SELECT id, body FROM support WHERE slug = $1 OR id = $1`, name).Scan)
	return e, unknown(err, "Det finns inget sådant i stödlistan.", "There is no such entry in the support list.")
}

// Support returns an entry as it is within a change, and whether there is one.
func (t *Tx) Support(id meetings.ID) (e meetings.Support, found bool, err error) {
	defer meetings.Wrap(&err, "read the support %s", id)
	e, err = scanBody[meetings.Support](t.row(`SELECT id, body FROM support WHERE id = $1`, string(id)).Scan)
	if errors.Is(err, sql.ErrNoRows) {
		return e, false, nil
	}
	return e, err == nil, err
}

// SupportProposed is how many entries wait for an editor.
func (t *Tx) SupportProposed() (n int, err error) {
	defer meetings.Wrap(&err, "count what is proposed for the support list")
	err = t.row(`SELECT COUNT(*) FROM support WHERE state = $1`, string(meetings.SupportProposed)).Scan(&n)
	return n, err
}

// HoldSupport has the changes of others that add to the support list wait, on every node,
// until this one is kept: an address belongs to one entry.
func (t *Tx) HoldSupport() (err error) {
	defer meetings.Wrap(&err, "hold the support list")
	return t.exec(`UPDATE installation SET one = 1`)
}

// SupportAt returns the entry of an address or of a file that is on the support list or
// waits for an editor, and whether there is one. One on the list comes first.
func (t *Tx) SupportAt(link SupportLink, hash string) (e meetings.Support, found bool, err error) {
	defer meetings.Wrap(&err, "look for an address in the support list")
	e, err = scanBody[meetings.Support](t.row(`SELECT id, body FROM support
		WHERE ($1 <> '' AND address = $1 OR $2 <> '' AND hash = $2) AND state IN ('published', 'proposed') ORDER BY state DESC, updated DESC, id LIMIT 1`,
		link.Key, hash).Scan)
	if errors.Is(err, sql.ErrNoRows) {
		return e, false, nil
	}
	return e, err == nil, err
}

// SupportLike returns the entries that may be the same as one that somebody is about to
// add: those of its address, near it or of its file, and then those that share the most
// words with its title. At most 30.
func (s *Store) SupportLike(ctx context.Context, title string, link SupportLink, hash string) (list []meetings.Support, err error) {
	defer meetings.Wrap(&err, "look for what is in the support list already")
	ctx, cancel := context.WithTimeout(ctx, readPatience)
	defer cancel()
	err = s.each(ctx, s.reads, `SELECT id, body FROM support WHERE ($1 <> '' AND address = $1 OR $2 <> '' AND near = $2 OR $3 <> '' AND hash = $3) ORDER BY updated DESC LIMIT 10`,
		[]any{link.Key, link.Near, hash}, into(&list))
	words := distinct(swedish.Words(title))
	if err != nil || len(words) == 0 {
		return list, err
	}
	query := `SELECT s.id, s.body FROM support s
		JOIN (SELECT ref, COUNT(*) AS n FROM word WHERE part = 'support' AND weight = 4 AND word IN (` + placeholders(1, len(words)) + `) GROUP BY ref) f ON f.ref = s.id
		ORDER BY f.n DESC, s.updated DESC LIMIT 20`
	return list, s.each(ctx, s.reads, query, args(words), into(&list))
}

// into adds what is read in rows of a name and a body to a list.
func into[T any](list *[]T) func(scanner) error {
	return func(scan scanner) error {
		v, err := scanBody[T](scan)
		if err == nil {
			*list = append(*list, v)
		}
		return err
	}
}

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
