package store

import "ringain/meetings"

// forget takes the words of a signal out of the log of a meeting, as far as it has
// come: each event that has them stays, without them.
func (t *Tx) forget(meeting meetings.ID, id meetings.SignalID) error {
	blank := map[int64]string{}
	err := t.s.each(t.ctx, t.tx, `SELECT seq, body FROM event WHERE meeting = $1 AND body LIKE '{"kind":"signal.%'`,
		[]any{string(meeting)}, func(scan scanner) error {
			var seq int64
			var body string
			if err := scan(&seq, &body); err != nil {
				return err
			}
			e, err := meetings.DecodeEvent([]byte(body))
			if err != nil {
				return err
			}
			rest, had := meetings.Forgotten(e, id)
			if !had {
				return nil
			}
			b, err := meetings.EncodeEvent(rest)
			blank[seq] = string(b)
			return err
		})
	if err != nil {
		return err
	}
	for seq, body := range blank {
		if err := t.exec(`UPDATE event SET body = $3 WHERE meeting = $1 AND seq = $2`, string(meeting), seq, body); err != nil {
			return err
		}
	}
	return nil
}
