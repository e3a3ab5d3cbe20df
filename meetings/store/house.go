package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"slices"

	"ringain/meetings"
)

// EntrantsKept is how long it is remembered at least who came into a room.
const EntrantsKept = meetings.TracesKept

// House returns how a meeting is kept. Many who ask at the same time are answered together.
func (s *Store) House(ctx context.Context, meeting meetings.ID) (h meetings.House, err error) {
	defer meetings.Wrap(&err, "read how the meeting %s is kept", meeting)
	one, ok, err := s.houses.ask(ctx, meeting)
	if err == nil && !ok {
		err = sql.ErrNoRows
	}
	if err == nil {
		err = one.fault
	}
	return one.house, unknown(err, "Det finns inget sådant möte.", "There is no such meeting.")
}

// keptHouse is how a meeting is kept.
type keptHouse struct {
	house meetings.House
	fault error // it cannot be read
}

// readHouses reads how some meetings are kept.
func (s *Store) readHouses(ctx context.Context, ids []meetings.ID) (map[meetings.ID]keptHouse, error) {
	all := make(map[meetings.ID]keptHouse, len(ids))
	for some := range slices.Chunk(ids, maxAsked) {
		list, of := askedFor(1, some)
		err := s.each(ctx, fixed{s.reads}, `SELECT id, house FROM meeting WHERE id IN (`+list+`)`, of, func(scan scanner) error {
			var id meetings.ID
			var text string
			var one keptHouse
			err := scan(&id, &text)
			one.fault = decode("house of "+string(id), text, &one.house)
			all[id] = one
			return err
		})
		if err != nil {
			return nil, err
		}
	}
	return all, nil
}

// House returns how a meeting is kept, as others have kept it by now.
func (t *Tx) House(meeting meetings.ID) (h meetings.House, err error) {
	defer meetings.Wrap(&err, "read how the meeting %s is kept", meeting)
	return scanHouse(meeting, t.row(`SELECT house FROM meeting WHERE id = $1`, string(meeting)))
}

// TakeHouse is House, and takes the row of the meeting: nobody changes it meanwhile.
func (t *Tx) TakeHouse(meeting meetings.ID) (h meetings.House, err error) {
	defer meetings.Wrap(&err, "take how the meeting %s is kept", meeting)
	return scanHouse(meeting, t.row(`UPDATE meeting SET seq = seq WHERE id = $1 RETURNING house`, string(meeting)))
}

func scanHouse(meeting meetings.ID, row *sql.Row) (h meetings.House, err error) {
	var text string
	if err := row.Scan(&text); err != nil {
		return h, unknown(err, "Det finns inget sådant möte.", "There is no such meeting.")
	}
	return h, decode("house of "+string(meeting), text, &h)
}

// Entrant is somebody who has come to the room of a meeting.
type Entrant struct {
	Person  meetings.Person  // as they last came
	At      meetings.Instant // when that was remembered
	Said    meetings.Instant // when they last asked or wrote something in slow mode; 0: never
	Waits   bool             // they wait in the lobby, and have not been in
	Network string           // a keyed digest of where they came from, for half a day
}

// Enter remembers that somebody has come into the room of a meeting, or waits for it.
func (t *Tx) Enter(meeting meetings.ID, e Entrant) (err error) {
	defer meetings.Wrap(&err, "let somebody into the meeting %s", meeting)
	body, err := json.Marshal(e.Person)
	if err != nil {
		return err
	}
	waits := 0
	if e.Waits {
		waits = 1
	}
	return t.exec(`INSERT INTO entrant (meeting, who, at, said, body, waits, network, until) VALUES ($1, $2, $3, 0, $4, $5, $6, $7)
		ON CONFLICT (meeting, who) DO UPDATE SET at = excluded.at, body = excluded.body, waits = excluded.waits, network = excluded.network, until = excluded.until`,
		string(meeting), string(e.Person.ID), int64(e.At), string(body), waits, e.Network, int64(e.At.Add(NetworksKept)))
}

// Uncount forgets that somebody came into the room of a meeting: they are somebody else there.
func (t *Tx) Uncount(meeting, who meetings.ID) (err error) {
	defer meetings.Wrap(&err, "count somebody in the meeting %s once", meeting)
	return t.exec(`DELETE FROM entrant WHERE meeting = $1 AND who = $2`, string(meeting), string(who))
}

const selectEntrants = `SELECT at, said, waits, network, body FROM entrant WHERE meeting = $1 AND `
const selectEntrant = selectEntrants + `who = $2`

// Entrant returns one who has come into the room of a meeting, and whether they have. Many
// who ask at the same time are answered together.
func (s *Store) Entrant(ctx context.Context, meeting, who meetings.ID) (e Entrant, ok bool, err error) {
	defer meetings.Wrap(&err, "read who is in the meeting %s", meeting)
	one, ok, err := s.entrants.ask(ctx, entering{meeting, who})
	if err == nil {
		err = one.fault
	}
	return one.Entrant, ok && err == nil, err
}

// entering is one person in one meeting.
type entering struct{ meeting, who meetings.ID }

// keptEntrant is one who has come.
type keptEntrant struct {
	Entrant
	fault error // it cannot be read
}

// readEntrants reads some who have come into rooms.
func (s *Store) readEntrants(ctx context.Context, keys []entering) (map[entering]keptEntrant, error) {
	all := make(map[entering]keptEntrant, len(keys))
	of := map[meetings.ID][]meetings.ID{}
	for _, k := range keys {
		of[k.meeting] = append(of[k.meeting], k.who)
	}
	for meeting, people := range of {
		for some := range slices.Chunk(people, maxAsked) {
			list, who := askedFor(2, some)
			err := s.each(ctx, fixed{s.reads}, `SELECT who, at, said, waits, network, body FROM entrant WHERE meeting = $1 AND who IN (`+list+`)`,
				append([]any{string(meeting)}, who...), func(scan scanner) error {
					var one keptEntrant
					k := entering{meeting: meeting}
					one.fault = one.scan(func(into ...any) error { return scan(append([]any{&k.who}, into...)...) })
					all[k] = one
					return nil
				})
			if err != nil {
				return nil, err
			}
		}
	}
	return all, nil
}

// Entrant is the same in a change.
func (t *Tx) Entrant(meeting, who meetings.ID) (e Entrant, ok bool, err error) {
	defer meetings.Wrap(&err, "read who is in the meeting %s", meeting)
	return scanEntrant(t.row(selectEntrant, string(meeting), string(who)))
}

func scanEntrant(row *sql.Row) (e Entrant, ok bool, err error) {
	if err := e.scan(row.Scan); err != nil {
		if errors.Is(err, sql.ErrNoRows) {
			return e, false, nil
		}
		return e, false, err
	}
	return e, true, nil
}

func (e *Entrant) scan(scan scanner) error {
	var at, said, waits int64
	var body string
	if err := scan(&at, &said, &waits, &e.Network, &body); err != nil {
		return err
	}
	e.At, e.Said, e.Waits = meetings.Instant(at), meetings.Instant(said), waits == 1
	return decode("entrant", body, &e.Person)
}

// Say remembers that one who has come in has asked or written something.
func (t *Tx) Say(meeting, who meetings.ID, at meetings.Instant) (err error) {
	defer meetings.Wrap(&err, "remember who spoke in the meeting %s", meeting)
	return t.exec(`UPDATE entrant SET said = $3 WHERE meeting = $1 AND who = $2`, string(meeting), string(who), int64(at))
}

// HoldNotes takes the notes of a meeting: nobody changes them before the transaction
// ends, and whoever waits sees what it has kept.
func (t *Tx) HoldNotes(meeting meetings.ID) (err error) {
	defer meetings.Wrap(&err, "hold the notes of %s", meeting)
	return t.exec(`INSERT INTO notes (meeting, n, made) VALUES ($1, 0, 0) ON CONFLICT (meeting) DO UPDATE SET n = notes.n`, string(meeting))
}
