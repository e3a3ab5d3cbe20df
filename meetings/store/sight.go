package store

import (
	"context"
	"encoding/json"
	"fmt"

	"ringain/meetings"
)

// Sighted is an entry of the support list with what was seen of its link.
type Sighted struct {
	Support meetings.Support
	Sight   meetings.Sight
}

// watch keeps that the link of an entry is to be looked at, when it may be: it is
// published, leads to a page, and to no invented host.
func (t *Tx) watch(e meetings.Support) error {
	host := meetings.WatchedHost(e.Href)
	if e.State != meetings.SupportPublished || host == "" {
		return t.exec(`DELETE FROM sight WHERE support = $1`, string(e.ID))
	}
	return t.exec(`INSERT INTO sight (support, host, next, concern, body) VALUES ($1, $2, 0, 0, '{}') ON CONFLICT (support) DO NOTHING`, string(e.ID), host)
}

// WatchAgain has the link of an entry looked at as soon as may be, as if for the first time.
func (t *Tx) WatchAgain(id meetings.ID) (err error) {
	defer meetings.Wrap(&err, "watch the link of %s", id)
	return t.exec(`UPDATE sight SET next = 0, concern = 0, body = '{}' WHERE support = $1`, string(id))
}

// LookSoon has the link of an entry looked at as soon as may be.
func (t *Tx) LookSoon(id meetings.ID) (err error) {
	defer meetings.Wrap(&err, "look at the link of %s soon", id)
	return t.exec(`UPDATE sight SET next = 0 WHERE support = $1`, string(id))
}

// Sight returns what was seen of the link of an entry, within a change.
func (t *Tx) Sight(id meetings.ID) (v meetings.Sight, err error) {
	defer meetings.Wrap(&err, "read what was seen of the link of %s", id)
	err = t.s.each(t.ctx, t.tx, `SELECT support, body FROM sight WHERE support = $1`, []any{string(id)}, func(scan scanner) (err error) {
		v, err = scanBody[meetings.Sight](scan)
		return err
	})
	return v, err
}

// SaveSight keeps what was seen of the link of an entry, and with the entry when it was
// checked and since when it is not reached. By what the entry is found stays.
func (t *Tx) SaveSight(e meetings.Support, v meetings.Sight) (err error) {
	defer meetings.Wrap(&err, "save what was seen of the link of %s", e.ID)
	body, err := json.Marshal(v)
	if err != nil {
		return err
	}
	var concern meetings.Instant
	if v.Concerns() {
		concern = v.Looked
	}
	if err := t.exec(`UPDATE sight SET host = $2, next = $3, concern = $4, body = $5 WHERE support = $1`,
		string(e.ID), meetings.WatchedHost(e.Href), int64(v.Next), int64(concern), string(body)); err != nil {
		return err
	}
	text, err := json.Marshal(e)
	if err != nil {
		return err
	}
	return t.exec(`UPDATE support SET body = $2 WHERE id = $1`, string(e.ID), string(text))
}

// LinksToLook returns entries whose links are to be looked at by a moment, those that
// have waited longest first, but none on some hosts that are left alone just now.
func (s *Store) LinksToLook(ctx context.Context, by meetings.Instant, alone []string, limit int) (list []meetings.Support, err error) {
	defer meetings.Wrap(&err, "read which links to look at")
	ctx, cancel := context.WithTimeout(ctx, readPatience)
	defer cancel()
	query, values := `SELECT s.id, s.body FROM sight v JOIN support s ON s.id = v.support WHERE v.next <= $1`, []any{int64(by)}
	if len(alone) > 0 {
		query, values = query+` AND v.host NOT IN (`+placeholders(2, len(alone))+`)`, append(values, args(alone)...)
	}
	return list, s.each(ctx, s.reads, query+fmt.Sprintf(` ORDER BY v.next, v.support LIMIT %d`, limit), values, into(&list))
}

// LinksOfConcern returns the entries whose links an editor of an organisation should look at, those that
// have been so longest first; and how many there are in all.
func (s *Store) LinksOfConcern(ctx context.Context, convener meetings.ID, limit int) (list []Sighted, all int, err error) {
	defer meetings.Wrap(&err, "read which links are of concern")
	ctx, cancel := context.WithTimeout(ctx, readPatience)
	defer cancel()
	query := fmt.Sprintf(`SELECT s.id, s.body, v.body, COUNT(*) OVER () FROM sight v JOIN support s ON s.id = v.support WHERE v.concern > 0 AND s.convener = $1 ORDER BY v.concern, s.id LIMIT %d`, limit)
	err = s.each(ctx, s.reads, query, []any{string(convener)}, func(scan scanner) error {
		var id, body, seen string
		var one Sighted
		if err := scan(&id, &body, &seen, &all); err != nil {
			return err
		}
		if err := decode(id, body, &one.Support); err != nil {
			return err
		}
		if err := decode("the sight of "+id, seen, &one.Sight); err != nil {
			return err
		}
		list = append(list, one)
		return nil
	})
	return list, all, err
}

// maxDead bounds how many links that are not reached are considered.
const maxDead = 500

// DeadLinks are the entries of the support list of an organisation whose links are not reached.
func (s *Store) DeadLinks(ctx context.Context, convener meetings.ID) (map[meetings.ID]bool, error) {
	list, _, err := s.LinksOfConcern(ctx, convener, maxDead)
	dead := make(map[meetings.ID]bool, len(list))
	for _, x := range list {
		if x.Sight.Unreached() != 0 {
			dead[x.Support.ID] = true
		}
	}
	return dead, err
}

// SightOf returns what was seen of the link of an entry.
func (s *Store) SightOf(ctx context.Context, id meetings.ID) (v meetings.Sight, err error) {
	defer meetings.Wrap(&err, "read what was seen of the link of %s", id)
	ctx, cancel := context.WithTimeout(ctx, readPatience)
	defer cancel()
	err = s.each(ctx, s.reads, `SELECT support, body FROM sight WHERE support = $1`, []any{string(id)}, func(scan scanner) (err error) {
		v, err = scanBody[meetings.Sight](scan)
		return err
	})
	return v, err
}

// Claim has a node take on for all of them what one at a time does, until a moment, and
// reports whether it has: another may have it. Claiming again makes it longer.
func (t *Tx) Claim(task, node string, now, until meetings.Instant) (mine bool, err error) {
	defer meetings.Wrap(&err, "claim %s", task)
	if err := t.exec(`INSERT INTO claim (task, node, until) VALUES ($1, $2, $3)
		ON CONFLICT (task) DO UPDATE SET node = excluded.node, until = excluded.until WHERE claim.until <= $4 OR claim.node = excluded.node`,
		task, node, int64(until), int64(now)); err != nil {
		return false, err
	}
	var has string
	err = t.row(`SELECT node FROM claim WHERE task = $1`, task).Scan(&has)
	return has == node, err
}

// Unclaim lets another node take on what this one did.
func (t *Tx) Unclaim(task, node string) (err error) {
	defer meetings.Wrap(&err, "give up %s", task)
	return t.exec(`DELETE FROM claim WHERE task = $1 AND node = $2`, task, node)
}
