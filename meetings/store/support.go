package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
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
		INSERT INTO support (id, slug, state, published, updated, address, near, hash, body, convener) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
		ON CONFLICT (id) DO UPDATE SET slug = excluded.slug, state = excluded.state, published = excluded.published, updated = excluded.updated,
			address = excluded.address, near = excluded.near, hash = excluded.hash, body = excluded.body, convener = excluded.convener,
			sender = CASE excluded.state WHEN 'proposed' THEN support.sender ELSE '' END`,
		string(e.ID), e.Slug, string(e.State), int64(e.Published), int64(e.Updated), link.Key, link.Near, hash, string(body), string(e.Convener)); err != nil {
		return err
	}
	if err := t.exec(`DELETE FROM support_mark WHERE support = $1`, string(e.ID)); err != nil {
		return err
	}
	for _, mark := range marks(e) {
		if err := t.exec(`INSERT INTO support_mark (mark, support, state, updated) VALUES ($1, $2, $3, $4)`, mark, string(e.ID), string(e.State), int64(e.Updated)); err != nil {
			return err
		}
	}
	if err := t.watch(e); err != nil {
		return err
	}
	for _, part := range []meetings.Part{meetings.PartSupport, meetings.PartUnlisted} {
		if err := t.unfind(part, string(e.ID)); err != nil {
			return err
		}
	}
	return t.find("", e.Findable())
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

	Convener *meetings.ID // only what is this organisation's; nil is no bound. Not together with words or marks
}

// query is the choice as SQL after FROM, with what names an entry in it, and its order.
// What is chosen by words or marks alone is read from their index.
func (w WhichSupport) query(wanted Wanted) (from, id, order string, args []any) {
	add := func(v any) string { args = append(args, v); return fmt.Sprintf("$%d", len(args)) }
	var marks []string
	for _, m := range [][2]string{{"section:", w.Section}, {"theme:", w.Theme}, {"language:", w.Language}, {"kind:", w.Kind}, {"audience:", w.Audience}} {
		if m[1] != "" {
			marks = append(marks, m[0]+m[1])
		}
	}
	var b strings.Builder
	of := "s"
	switch {
	case len(wanted.words) > 0 && w.State == meetings.SupportPublished: // the newest first: identities are in order of time
		fmt.Fprintf(&b, `(%s) f WHERE 1 = 1`, wanted.hits(add, meetings.PartSupport))
		of, id, order = "", "f.ref", `f.weight DESC, f.ref DESC`
	case len(wanted.words) > 0:
		fmt.Fprintf(&b, `(%s) f JOIN support s ON s.id = f.ref WHERE 1 = 1`, wanted.hits(add, meetings.PartSupport, meetings.PartUnlisted))
		id, order = "s.id", `f.weight DESC, s.updated DESC, s.id`
	case len(marks) > 0:
		fmt.Fprintf(&b, `support_mark k WHERE k.mark = %s`, add(marks[0]))
		of, id, order, marks = "k", "k.support", `k.updated DESC, k.support`, marks[1:]
	default:
		b.WriteString(`support s WHERE 1 = 1`)
		if w.Convener != nil {
			fmt.Fprintf(&b, ` AND s.convener = %s`, add(string(*w.Convener)))
		}
		id, order = "s.id", `s.updated DESC, s.id`
	}
	if w.State != "" && of != "" {
		fmt.Fprintf(&b, ` AND %s.state = %s`, of, add(string(w.State)))
	}
	for _, mark := range marks {
		fmt.Fprintf(&b, ` AND EXISTS (SELECT 1 FROM support_mark m WHERE m.mark = %s AND m.support = %s)`, add(mark), id)
	}
	return b.String(), id, order, args
}

// SupportList returns the chosen entries, those that were changed last first, or those
// that the words are most about; and how many there are in all.
func (s *Store) SupportList(ctx context.Context, w WhichSupport) (list []meetings.Support, all int, err error) {
	defer meetings.Wrap(&err, "read the support list")
	ctx, cancel := context.WithTimeout(ctx, readPatience)
	defer cancel()
	var wanted Wanted
	if strings.TrimSpace(w.Words) != "" {
		if wanted, err = s.Want(ctx, w.Words); err != nil || wanted.Nothing() {
			return nil, 0, err
		}
	}
	from, id, order, values := w.query(wanted)
	count := func(scan scanner) error { return scan(&all) }
	counted := len(wanted.words) == 0 || w.Skip > 0 || slices.Equal(wanted.common, []bool{true})
	if counted {
		if err = s.each(ctx, s.reads, `SELECT COUNT(*) FROM `+from, values, count); err != nil || all == 0 {
			return nil, all, err
		}
	}
	limit := 50
	if w.Limit > 0 {
		limit = w.Limit
	}
	also := `0` // what must be brought together to be found is counted on the way
	if !counted {
		also = `COUNT(*) OVER ()`
	}
	var ids []meetings.ID
	err = s.each(ctx, s.reads, fmt.Sprintf(`SELECT %s, %s FROM %s ORDER BY %s LIMIT %d OFFSET %d`, id, also, from, order, limit, max(w.Skip, 0)), values, func(scan scanner) error {
		var one string
		var n int
		err := scan(&one, &n)
		ids, all = append(ids, meetings.ID(one)), max(all, n)
		return err
	})
	if err != nil {
		return nil, 0, err
	}
	list, err = s.supportOf(ctx, ids)
	return list, all, err
}

// supportOf returns entries by their identities, in that order, as far as they are there.
func (s *Store) supportOf(ctx context.Context, ids []meetings.ID) (list []meetings.Support, err error) {
	byID := make(map[meetings.ID]meetings.Support, len(ids))
	for some := range slices.Chunk(ids, 200) {
		var read []meetings.Support
		if err := s.each(ctx, s.reads, `SELECT id, body FROM support WHERE id IN (`+placeholders(1, len(some))+`)`, args(some), into(&read)); err != nil {
			return nil, err
		}
		for _, e := range read {
			byID[e.ID] = e
		}
	}
	for _, id := range ids {
		if e, ok := byID[id]; ok {
			list = append(list, e)
		}
	}
	return list, nil
}

// Support returns one entry by its identity or its slug.
func (s *Store) Support(ctx context.Context, name string) (e meetings.Support, err error) {
	defer meetings.Wrap(&err, "read the support %s", name)
	ctx, cancel := context.WithTimeout(ctx, readPatience)
	defer cancel()
	e, err = scanBody[meetings.Support](s.reads.QueryRowContext(ctx, `SELECT id, body FROM support WHERE slug = $1 OR id = $1`, name).Scan)
	return e, unknown(err, "Det finns inget sådant i stödlistan.", "There is no such entry in the support list.")
}

// Support takes the row of an entry, so that two changes of it never mix, on one node or
// on several, and returns the entry as it is, and whether there is one.
func (t *Tx) Support(id meetings.ID) (e meetings.Support, found bool, err error) {
	defer meetings.Wrap(&err, "take the support %s", id)
	e, err = scanBody[meetings.Support](t.row(`UPDATE support SET state = state WHERE id = $1 RETURNING id, body`, string(id)).Scan)
	if errors.Is(err, sql.ErrNoRows) {
		return e, false, nil
	}
	return e, err == nil, err
}

// SupportProposed is how many entries wait for an editor, and how many of them take the
// share of one sender.
func (t *Tx) SupportProposed(sender string) (all, ofSender int, err error) {
	defer meetings.Wrap(&err, "count what is proposed for the support list")
	err = t.row(`SELECT COUNT(*), COUNT(CASE WHEN sender = $2 THEN 1 END) FROM support WHERE state = $1`, string(meetings.SupportProposed), sender).Scan(&all, &ofSender)
	return all, ofSender, err
}

// SentBy keeps whose share an entry takes until an editor has looked at it.
func (t *Tx) SentBy(id meetings.ID, sender string) (err error) {
	defer meetings.Wrap(&err, "keep who proposed %s", id)
	return t.exec(`UPDATE support SET sender = $2 WHERE id = $1`, string(id), sender)
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
		JOIN (SELECT ref, COUNT(*) AS n FROM word WHERE part IN ('support', 'unlisted') AND weight = 4 AND word IN (` + placeholders(1, len(words)) + `) GROUP BY ref) f ON f.ref = s.id
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
