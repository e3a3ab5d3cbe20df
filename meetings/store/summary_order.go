package store

import (
	"context"
	"encoding/json"

	"ringain/meetings"
)

const selectOrders = `SELECT id, meeting, who, how, address, lang, at FROM summary_order WHERE meeting = $1`

func gatherOrders(all *[]meetings.SummaryOrder) func(scanner) error {
	return func(scan scanner) error {
		var o meetings.SummaryOrder
		err := scan(&o.ID, &o.Meeting, &o.Who, &o.How, &o.Address, &o.Lang, &o.At)
		*all = append(*all, o)
		return err
	}
}

// SummaryOrders returns who wants the minutes of a meeting sent, in the order they said so.
func (s *Store) SummaryOrders(ctx context.Context, meeting meetings.ID) (all []meetings.SummaryOrder, err error) {
	defer meetings.Wrap(&err, "read who wants the minutes of %s", meeting)
	ctx, cancel := context.WithTimeout(ctx, readPatience)
	defer cancel()
	err = s.each(ctx, s.reads, selectOrders+` ORDER BY at, id`, []any{string(meeting)}, gatherOrders(&all))
	return all, err
}

// AddSummaryOrder keeps an order; the same once.
func (t *Tx) AddSummaryOrder(o meetings.SummaryOrder) (err error) {
	defer meetings.Wrap(&err, "keep who wants the minutes of %s", o.Meeting)
	return t.exec(`INSERT INTO summary_order (id, meeting, who, how, address, lang, at) VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (id) DO NOTHING`,
		string(o.ID), string(o.Meeting), o.Who, string(o.How), o.Address, string(o.Lang), int64(o.At))
}

// CountSummaryOrders is how many orders a meeting has.
func (t *Tx) CountSummaryOrders(meeting meetings.ID) (n int, err error) {
	defer meetings.Wrap(&err, "count who wants the minutes of %s", meeting)
	err = t.row(`SELECT COUNT(*) FROM summary_order WHERE meeting = $1`, string(meeting)).Scan(&n)
	return n, err
}

// RemoveSummaryOrder removes an order that is seen to.
func (t *Tx) RemoveSummaryOrder(meeting, id meetings.ID) (err error) {
	defer meetings.Wrap(&err, "remove an order of the minutes of %s", meeting)
	return t.exec(`DELETE FROM summary_order WHERE meeting = $1 AND id = $2`, string(meeting), string(id))
}

// MailSummaries makes letters of the orders of a meeting that are by e-mail. Their addresses
// are from then on in the letters alone, until the mail server has them.
func (t *Tx) MailSummaries(meeting meetings.ID, now meetings.Instant) (err error) {
	defer meetings.Wrap(&err, "send the minutes of %s to whoever ordered them", meeting)
	var all []meetings.SummaryOrder
	if err := t.s.each(t.ctx, t.tx, selectOrders+` AND how = $2 ORDER BY at, id`, []any{string(meeting), string(meetings.SummaryByEmail)}, gatherOrders(&all)); err != nil {
		return err
	}
	for _, o := range all {
		body, err := json.Marshal(meetings.OrderedSummary{Meeting: meeting, Address: o.Address, Lang: o.Lang})
		if err != nil {
			return err
		}
		if err := t.AddLetter(Message{ID: "ordered." + o.ID, Kind: meetings.NewsOrdered, Body: body, At: now}, o.ID); err != nil {
			return err
		}
		if err := t.RemoveSummaryOrder(meeting, o.ID); err != nil {
			return err
		}
	}
	return nil
}
