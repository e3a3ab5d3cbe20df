// Package store keeps everything: all SQL of the platform, for SQLite and PostgreSQL.
//
// Reads are methods of [Store]. A change is a function handed to [Store.Change]; it
// works on a [Tx], and everything it keeps is kept together or not at all. Changes
// that wait for the same database share a transaction (see [Store.Change]).
//
// One schema text and one statement text serve both databases; what differs is in
// dialect.go. A record that cannot be read is left out of lists and reported in the
// log, so that one bad row never hides the others.
package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"ringain/meetings"
)

// Store is an open database.
type Store struct {
	dialect dialect
	changes *sql.DB
	reads   *reads
	lanes   []lane
	log     *slog.Logger
	took    func(time.Duration, int, error)
	about   Installation

	prepared prepared

	standings together[string, standing]
	houses    together[meetings.ID, keptHouse]
	entrants  together[entering, keptEntrant]
}

// Installation is what the database knows of the whole.
type Installation struct {
	Epoch  string // part of every position in a log
	Secret []byte // signs tickets
	Host   string // ends every UID in the calendars
}

// Options say how to open a database.
type Options struct {
	Address string // a postgres:// address, or the path of the SQLite file
	Log     *slog.Logger

	// Took is told of every transaction: how long it took with all its tries, how many
	// changes it carried, and its fault. It may be nil.
	Took func(took time.Duration, changes int, fault error)

	// The installation as it begins, used when the database is new. A new database
	// is refused when there is no secret.
	Epoch  string
	Secret []byte
	Host   string
}

// readPatience is how long a read may take before it is given up.
const readPatience = 5 * time.Second

// Open opens the database, brings its schema up to date and checks that it keeps
// what it says it keeps.
func Open(ctx context.Context, o Options) (s *Store, err error) {
	defer meetings.Wrap(&err, "open the database")
	d := dialectOf(o.Address)
	changes, readers, err := d.open(o.Address)
	if err != nil {
		return nil, err
	}
	s = &Store{dialect: d, changes: changes, reads: &reads{DB: readers, keeps: d.unwatched}, lanes: make([]lane, d.lanes), log: o.Log, took: o.Took}
	s.standings.read, s.houses.read, s.entrants.read = s.readSessions, s.readHouses, s.readEntrants
	if s.took == nil {
		s.took = func(time.Duration, int, error) {}
	}
	if d.lanes == 1 {
		s.prepared.kept = map[string]*sql.Stmt{}
	}
	for _, step := range []func() error{
		func() error { return d.check(ctx, changes, o.Log) },
		func() error { return s.migrate(ctx, o) },
	} {
		if err := step(); err != nil {
			return nil, errors.Join(err, s.Close())
		}
	}
	return s, nil
}

// Close closes the database. Changes under way are finished first by whoever asked for them.
func (s *Store) Close() error {
	if s.reads.DB == s.changes {
		return s.changes.Close()
	}
	return errors.Join(s.reads.Close(), s.changes.Close())
}

// About returns what the database knows of the whole.
func (s *Store) About() Installation { return s.about }

// Name returns which database it is, for people.
func (s *Store) Name() string { return s.dialect.name }

// Ready reports whether the database answers, and if not, why.
func (s *Store) Ready(ctx context.Context) (err error) {
	defer meetings.Wrap(&err, "ask the database")
	ctx, cancel := context.WithTimeout(ctx, 2*time.Second)
	defer cancel()
	var one int
	return s.changes.QueryRowContext(ctx, `SELECT one FROM installation`).Scan(&one)
}

// querier is what reads need of a database or a transaction.
type querier interface {
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
}

// scanner reads the columns of a row.
type scanner func(into ...any) error

// each runs a query and calls row for every row of its result. A row that is
// unreadable is reported and left out.
func (s *Store) each(ctx context.Context, q querier, query string, args []any, row func(scanner) error) error {
	rows, err := q.QueryContext(ctx, query, args...)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		err := row(rows.Scan)
		if _, bad := errors.AsType[unreadable](err); bad {
			s.log.Error("a row cannot be read and is left out", "err", err)
		} else if err != nil {
			return err
		}
	}
	return rows.Err()
}

// list reads a whole table of names and bodies.
func list[T any](ctx context.Context, s *Store, query string) (values []T, err error) {
	ctx, cancel := context.WithTimeout(ctx, readPatience)
	defer cancel()
	err = s.each(ctx, s.reads, query, nil, func(scan scanner) error {
		value, err := scanBody[T](scan)
		if err == nil {
			values = append(values, value)
		}
		return err
	})
	return values, err
}

// scanBody reads a row of a name and a body.
func scanBody[T any](scan scanner) (value T, err error) {
	var name, body string
	if err := scan(&name, &body); err != nil {
		return value, err
	}
	return value, decode(name, body, &value)
}

// decode reads a body; name says which, in the log.
func decode(name, body string, into any) error {
	if err := json.Unmarshal([]byte(body), into); err != nil {
		return unreadable{name, err}
	}
	return nil
}

// unreadable says that a row is there, but not what its body means.
type unreadable struct {
	name string
	err  error
}

func (u unreadable) Error() string { return fmt.Sprintf("%s cannot be read: %v", u.name, u.err) }
func (u unreadable) Unwrap() error { return u.err }

// unknown says that there is no such thing, as a refusal.
func unknown(err error, sv, en string) error {
	if errors.Is(err, sql.ErrNoRows) {
		return meetings.Refuse(meetings.Unknown, sv, en)
	}
	return err
}
