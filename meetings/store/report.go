package store

import (
	"context"
	"encoding/json"
	"fmt"

	"ringain/meetings"
)

// Reported is what somebody says is wrong with an entry, and the entry.
type Reported struct {
	Report  meetings.Report
	Support meetings.Support
}

// AddReport keeps what somebody says is wrong with an entry; the same once. sender is
// whose share of the reports it takes.
func (t *Tx) AddReport(r meetings.Report, sender string) (err error) {
	defer meetings.Wrap(&err, "keep a report on %s", r.Support)
	body, err := json.Marshal(r)
	if err != nil {
		return err
	}
	return t.exec(`INSERT INTO report (id, support, at, body, sender) VALUES ($1, $2, $3, $4, $5) ON CONFLICT (id) DO NOTHING`,
		string(r.ID), string(r.Support), int64(r.At), string(body), sender)
}

// Reports returns how many reports wait for an editor, how many of them are on one entry,
// and how many take the share of one sender.
func (t *Tx) Reports(support meetings.ID, sender string) (all, ofOne, ofSender int, err error) {
	defer meetings.Wrap(&err, "count the reports")
	err = t.row(`SELECT COUNT(*), COUNT(CASE WHEN support = $1 THEN 1 END), COUNT(CASE WHEN sender = $2 THEN 1 END) FROM report`, string(support), sender).Scan(&all, &ofOne, &ofSender)
	return all, ofOne, ofSender, err
}

// RemoveReport removes a report, on an entry of an organisation, that is settled.
func (t *Tx) RemoveReport(convener, id meetings.ID) (err error) {
	defer meetings.Wrap(&err, "settle the report %s", id)
	return t.exec(`DELETE FROM report WHERE id = $1 AND support IN (SELECT id FROM support WHERE convener = $2)`, string(id), string(convener))
}

// ReportList returns the reports that wait for an editor of an organisation, the oldest
// first, with their entries; and how many there are in all.
func (s *Store) ReportList(ctx context.Context, convener meetings.ID, limit int) (list []Reported, all int, err error) {
	defer meetings.Wrap(&err, "read the reports")
	ctx, cancel := context.WithTimeout(ctx, readPatience)
	defer cancel()
	query := fmt.Sprintf(`SELECT r.id, r.body, s.body, COUNT(*) OVER () FROM report r JOIN support s ON s.id = r.support WHERE s.convener = $1 ORDER BY r.at, r.id LIMIT %d`, limit)
	err = s.each(ctx, s.reads, query, []any{string(convener)}, func(scan scanner) error {
		var id, body, support string
		var one Reported
		if err := scan(&id, &body, &support, &all); err != nil {
			return err
		}
		if err := decode(id, body, &one.Report); err != nil {
			return err
		}
		if err := decode(string(one.Report.Support), support, &one.Support); err != nil {
			return err
		}
		list = append(list, one)
		return nil
	})
	return list, all, err
}
