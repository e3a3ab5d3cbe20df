package store

import (
	"fmt"
	"strings"

	"ringain/meetings"
)

// forget takes the words of a signal, a question or a poll out of the log of a meeting,
// as far as it has come: each event that has them stays, without them.
func (t *Tx) forget(meeting, id meetings.ID) error {
	blank := map[int64]string{}
	err := t.s.each(t.ctx, t.tx, selectWords(), []any{string(meeting)}, func(scan scanner) error {
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

// selectWords is a query for the events of a meeting that may say something to forget.
func selectWords() string {
	var kinds []string
	for _, kind := range meetings.ForgetKinds() {
		kinds = append(kinds, fmt.Sprintf(`body LIKE '{"kind":"%s%%'`, kind))
	}
	return `SELECT seq, body FROM event WHERE meeting = $1 AND (` + strings.Join(kinds, ` OR `) + `)`
}
