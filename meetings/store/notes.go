package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"math"
	"slices"

	"ringain/meetings"
)

// NotesUpdate is one update of the shared notes of a meeting, as the log keeps it.
type NotesUpdate struct {
	N    int64 // its number in the log
	At   meetings.Instant
	By   meetings.Author // the name is not in the log, but with the client identities
	Body []byte          // the very bytes that came

	Clients []uint64               // client identities that By uses for the first time; not read back
	Again   map[uint64]meetings.ID // those under which what others wrote is written again, and whose it is; not read back
}

// Notes is what is kept of the notes of one meeting.
type Notes struct {
	Upto     int64  // how much of the log Snapshot has
	Snapshot []byte // nil when there is none
	Updates  []NotesUpdate
	Last     int64 // number of the newest update
	Made     int64 // number at which the document was last made anew; 0: never
	Clients  map[uint64]meetings.ID
}

// ClientTaken says that an update uses a client identity that is somebody else's:
// they have used it first, perhaps on another node.
type ClientTaken struct {
	Index  int // which of the updates
	Client uint64
}

func (c *ClientTaken) Error() string {
	return fmt.Sprintf("update %d uses the client %d of somebody else", c.Index, c.Client)
}

// AppendNotes appends updates of one moment to the log of a meeting's notes and returns the number
// of the first. Its first statement takes the row, so that two nodes never mix. It
// fails with [ClientTaken] when one of them uses what is not its own.
func (t *Tx) AppendNotes(meeting meetings.ID, updates []NotesUpdate) (first int64, err error) {
	defer meetings.Wrap(&err, "append %d updates to the notes of %s", len(updates), meeting)
	var last int64
	err = t.row(`INSERT INTO notes (meeting, n, made) VALUES ($1, $2, 0)
		ON CONFLICT (meeting) DO UPDATE SET n = notes.n + excluded.n RETURNING n`, string(meeting), len(updates)).Scan(&last)
	if err != nil {
		return 0, err
	}
	first = last - int64(len(updates)) + 1
	for i, u := range updates {
		if err := t.claim(meeting, i, u); err != nil {
			return 0, err
		}
	}
	return first, t.exec(`INSERT INTO notes_update (meeting, n, at, body) VALUES ($1, $2, $3, $4)`,
		string(meeting), last, int64(updates[0].At), PackNotes(nil, updates))
}

// claim keeps whose the new client identities of an update are.
func (t *Tx) claim(meeting meetings.ID, index int, u NotesUpdate) error {
	for client, by := range u.Again {
		err := t.exec(`INSERT INTO notes_client (meeting, client, by_id, by_name)
			SELECT $1, $2, $3, COALESCE(MAX(by_name), '') FROM notes_client WHERE meeting = $1 AND by_id = $3`,
			string(meeting), int64(client), string(by))
		if err != nil {
			return err
		}
	}
	for _, client := range u.Clients {
		err := t.exec(`INSERT INTO notes_client (meeting, client, by_id, by_name) VALUES ($1, $2, $3, $4)
			ON CONFLICT (meeting, client) DO NOTHING`, string(meeting), int64(client), string(u.By.ID), u.By.Name)
		if err != nil {
			return err
		}
		var owner string
		err = t.row(`SELECT by_id FROM notes_client WHERE meeting = $1 AND client = $2`,
			string(meeting), int64(client)).Scan(&owner)
		if err != nil {
			return err
		}
		if owner != string(u.By.ID) {
			return &ClientTaken{index, client}
		}
	}
	return nil
}

// Notes reads what is kept of the notes of a meeting, all as it was at one moment:
// the newest snapshot that has less of the log than before, what came after it, and
// whose the client identities are. Pass [NewestNotes] for the newest of all.
func (s *Store) Notes(ctx context.Context, id meetings.ID, before int64) (n Notes, err error) {
	defer meetings.Wrap(&err, "read the notes of %s", id)
	ctx, cancel := context.WithTimeout(ctx, readPatience)
	defer cancel()
	tx, err := s.reads.BeginTx(ctx, s.dialect.snapshot)
	if err != nil {
		return n, err
	}
	defer tx.Rollback()
	return s.notes(ctx, tx, id, before)
}

// NewestNotes has [Store.Notes] begin with the newest snapshot.
const NewestNotes = math.MaxInt64

func (s *Store) notes(ctx context.Context, q querier, id meetings.ID, before int64) (n Notes, err error) {
	err = q.QueryRowContext(ctx, `SELECT n, made FROM notes WHERE meeting = $1`, string(id)).Scan(&n.Last, &n.Made)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return n, err
	}
	err = q.QueryRowContext(ctx, `SELECT upto, body FROM notes_snapshot WHERE meeting = $1 AND upto < $2 ORDER BY upto DESC LIMIT 1`,
		string(id), before).Scan(&n.Upto, &n.Snapshot)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return n, err
	}
	if n.Updates, err = s.updatesAfter(ctx, q, id, n.Upto, math.MaxInt32); err != nil {
		return n, err
	}
	n.Clients = map[uint64]meetings.ID{}
	err = s.each(ctx, q, `SELECT client, by_id FROM notes_client WHERE meeting = $1`, []any{string(id)}, func(scan scanner) error {
		var client int64
		var by string
		err := scan(&client, &by)
		n.Clients[uint64(client)] = meetings.ID(by)
		return err
	})
	return n, err
}

// NotesSince returns the updates of a meeting's notes after a number, in order, at
// most limit. When the first has not the next number, a snapshot has taken the place
// of what is missing, and all must be read again.
func (s *Store) NotesSince(ctx context.Context, id meetings.ID, after int64, limit int) (updates []NotesUpdate, err error) {
	defer meetings.Wrap(&err, "read the notes of %s after %d", id, after)
	ctx, cancel := context.WithTimeout(ctx, readPatience)
	defer cancel()
	return s.updatesAfter(ctx, s.reads, id, after, limit)
}

func (s *Store) updatesAfter(ctx context.Context, q querier, id meetings.ID, after int64, limit int) (updates []NotesUpdate, err error) {
	err = s.each(ctx, q, `SELECT n, at, body FROM notes_update WHERE meeting = $1 AND n > $2 ORDER BY n LIMIT $3`,
		[]any{string(id), after, limit}, func(scan scanner) error {
			var last, at int64
			var body []byte
			if err := scan(&last, &at, &body); err != nil {
				return err
			}
			together, ok := UnpackNotes(body)
			if !ok {
				return fmt.Errorf("the updates up to %d cannot be read", last)
			}
			first := last - int64(len(together)) + 1
			for i, u := range together {
				if u.N, u.At = first+int64(i), meetings.Instant(at); u.N > after && len(updates) < limit {
					updates = append(updates, u)
				}
			}
			return nil
		})
	return updates, err
}

// NotesPositions returns the number of the newest update of the notes of each of some
// meetings, in one statement, as [Store.Positions] does for events.
func (s *Store) NotesPositions(ctx context.Context, ids []meetings.ID) (at map[meetings.ID]int64, err error) {
	defer meetings.Wrap(&err, "read the positions of the notes of %d meetings", len(ids))
	ctx, cancel := context.WithTimeout(ctx, readPatience)
	defer cancel()
	at = make(map[meetings.ID]int64, len(ids))
	for some := range slices.Chunk(ids, 200) {
		err := s.each(ctx, s.reads, `SELECT meeting, n FROM notes WHERE meeting IN (`+placeholders(1, len(some))+`)`, args(some),
			func(scan scanner) error {
				var id string
				var n int64
				err := scan(&id, &n)
				at[meetings.ID(id)] = n
				return err
			})
		if err != nil {
			return nil, err
		}
	}
	return at, nil
}
