package store

import (
	"context"
	"encoding/json"

	"ringain/meetings"
)

// maxDeeds bounds how many deeds of a meeting are read; the newest are.
const maxDeeds = 1000

// AddDeed keeps what an organiser has done in a meeting beside its log.
func (t *Tx) AddDeed(meeting, id meetings.ID, d meetings.OffLog) (err error) {
	defer meetings.Wrap(&err, "keep what was done in %s", meeting)
	author, err := json.Marshal(d.By)
	if err != nil {
		return err
	}
	return t.exec(`INSERT INTO deed (id, meeting, at, author, kind, about) VALUES ($1, $2, $3, $4, $5, $6)`,
		string(id), string(meeting), int64(d.At), string(author), string(d.Kind), d.About)
}

// Deeds returns what organisers have done in a meeting beside its log, in order.
func (s *Store) Deeds(ctx context.Context, meeting meetings.ID) (all []meetings.OffLog, err error) {
	defer meetings.Wrap(&err, "read what was done in %s", meeting)
	ctx, cancel := context.WithTimeout(ctx, readPatience)
	defer cancel()
	const newest = `SELECT at, author, kind, about FROM (SELECT id, at, author, kind, about FROM deed WHERE meeting = $1 ORDER BY at DESC, id DESC LIMIT $2) AS newest ORDER BY at, id`
	err = s.each(ctx, s.reads, newest, []any{string(meeting), maxDeeds}, func(scan scanner) error {
		var d meetings.OffLog
		var author string
		if err := scan(&d.At, &author, &d.Kind, &d.About); err != nil {
			return err
		}
		all = append(all, d)
		return decode("deed of "+string(meeting), author, &all[len(all)-1].By)
	})
	return all, err
}
