package store

import (
	"context"

	"ringain/meetings"
)

// NetworksKept is how long it is remembered which network somebody came from.
const NetworksKept = meetings.NetworksKept

// Lobby returns who waits to be let into a meeting and has been heard of since a moment,
// those who came first before the others.
func (s *Store) Lobby(ctx context.Context, meeting meetings.ID, since meetings.Instant) (all []Entrant, err error) {
	defer meetings.Wrap(&err, "read who waits for the meeting %s", meeting)
	ctx, cancel := context.WithTimeout(ctx, readPatience)
	defer cancel()
	err = s.each(ctx, s.reads, selectEntrants+`waits = 1 AND at >= $2 ORDER BY who`, []any{string(meeting), int64(since)}, gather(&all))
	return all, err
}

// Organisers returns the organisers who have come into a meeting.
func (t *Tx) Organisers(meeting meetings.ID) (all []meetings.Person, err error) {
	defer meetings.Wrap(&err, "read who runs the meeting %s", meeting)
	var entrants []Entrant
	err = t.s.each(t.ctx, t.tx, selectEntrants+`body LIKE '%"role":"organiser"%'`, []any{string(meeting)}, gather(&entrants))
	for _, e := range entrants {
		if e.Person.Role == meetings.Organiser {
			all = append(all, e.Person)
		}
	}
	return all, err
}

func gather(all *[]Entrant) func(scanner) error {
	return func(scan scanner) error {
		var e Entrant
		err := e.scan(scan)
		if err == nil {
			*all = append(*all, e)
		}
		return err
	}
}

// LetIn has somebody who waited be one who has come in.
func (t *Tx) LetIn(meeting, who meetings.ID) (err error) {
	defer meetings.Wrap(&err, "let somebody in from the lobby of %s", meeting)
	return t.exec(`UPDATE entrant SET waits = 0 WHERE meeting = $1 AND who = $2`, string(meeting), string(who))
}

// BarNetwork keeps out whoever is new from the network that somebody came from, for half
// a day from a moment.
func (t *Tx) BarNetwork(meeting, who meetings.ID, at meetings.Instant) (err error) {
	defer meetings.Wrap(&err, "bar a network from the meeting %s", meeting)
	return t.exec(`UPDATE entrant SET barred = 1, until = $3 WHERE meeting = $1 AND who = $2`, string(meeting), string(who), int64(at.Add(NetworksKept)))
}

// OpenNetwork lets whoever is new in again from the network that somebody came from.
func (t *Tx) OpenNetwork(meeting, who meetings.ID) (err error) {
	defer meetings.Wrap(&err, "open a network to the meeting %s", meeting)
	return t.exec(`UPDATE entrant SET barred = 0 WHERE meeting = $1 AND who = $2`, string(meeting), string(who))
}

// NetworkBarred reports whether nobody new comes into a meeting from a network at a moment.
func (s *Store) NetworkBarred(ctx context.Context, meeting meetings.ID, network string, now meetings.Instant) (barred bool, err error) {
	defer meetings.Wrap(&err, "read which networks are barred from the meeting %s", meeting)
	ctx, cancel := context.WithTimeout(ctx, readPatience)
	defer cancel()
	var n int
	err = s.reads.QueryRowContext(ctx, countBarred, string(meeting), network, int64(now)).Scan(&n)
	return n > 0, err
}

// NetworkBarred is the same in a change.
func (t *Tx) NetworkBarred(meeting meetings.ID, network string, now meetings.Instant) (barred bool, err error) {
	defer meetings.Wrap(&err, "read which networks are barred from the meeting %s", meeting)
	var n int
	err = t.row(countBarred, string(meeting), network, int64(now)).Scan(&n)
	return n > 0, err
}

const countBarred = `SELECT COUNT(*) FROM entrant WHERE meeting = $1 AND network = $2 AND network <> '' AND barred = 1 AND until > $3`

// conceal takes what an event conceals out of the log of a meeting, as far as it has come.
func (t *Tx) conceal(meeting meetings.ID, by meetings.Event) error {
	var rest []meetings.Entry
	who := meetings.ID("")
	if set, ok := by.(meetings.PersonSet); ok {
		who = set.Who
	}
	err := t.s.each(t.ctx, t.tx, `SELECT seq, by_id, by_name, body FROM event
		 WHERE meeting = $1 AND (by_id = $2 OR body LIKE '{"kind":"queue.%' OR body LIKE '{"kind":"signal.%' OR body LIKE '{"kind":"question.%' OR body LIKE '{"kind":"caller.tied"%' OR body LIKE '{"kind":"person.set"%')`,
		[]any{string(meeting), string(who)}, func(scan scanner) (err error) {
			var e meetings.Entry
			var id, body string
			if err := scan(&e.Seq, &id, &e.By.Name, &body); err != nil {
				return err
			}
			e.By.ID = meetings.ID(id)
			if e.Event, err = meetings.DecodeEvent([]byte(body)); err != nil {
				return err
			}
			if blank, had := meetings.Concealed(e, by); had {
				rest = append(rest, blank)
			}
			return nil
		})
	if err != nil {
		return err
	}
	for _, e := range rest {
		body, err := meetings.EncodeEvent(e.Event)
		if err != nil {
			return err
		}
		if err := t.exec(`UPDATE event SET by_name = $3, body = $4 WHERE meeting = $1 AND seq = $2`, string(meeting), e.Seq, e.By.Name, string(body)); err != nil {
			return err
		}
	}
	return nil
}
