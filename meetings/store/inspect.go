package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"slices"

	"ringain/meetings"
)

// OpenAsIs opens the database of an installation that exists, and changes nothing in it.
// It refuses one whose schema is not exactly that of this program.
func OpenAsIs(ctx context.Context, o Options) (s *Store, err error) {
	defer meetings.Wrap(&err, "open the database as it is")
	d := dialectOf(o.Address)
	changes, readers, err := d.open(o.Address)
	if err != nil {
		return nil, err
	}
	s = &Store{dialect: d, changes: changes, reads: &reads{DB: readers, keeps: d.unwatched}, lanes: make([]lane, d.lanes), log: o.Log}
	if err := s.readAsIs(ctx); err != nil {
		return nil, errors.Join(err, s.Close())
	}
	return s, nil
}

func (s *Store) readAsIs(ctx context.Context) error {
	tx, err := s.reads.BeginTx(ctx, s.dialect.snapshot)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	has := map[string]bool{}
	err = s.each(ctx, tx, `SELECT name FROM migration`, nil, func(scan scanner) error {
		var name string
		err := scan(&name)
		has[name] = true
		return err
	})
	if err != nil {
		return err
	}
	files, err := fs.Glob(schema, "schema/*.sql")
	if err != nil {
		return err
	}
	for _, file := range files {
		if !has[path.Base(file)] {
			return fmt.Errorf("the database is of an older program, without %s: start this one on it first", path.Base(file))
		}
		delete(has, path.Base(file))
	}
	if len(has) > 0 {
		return fmt.Errorf("a newer program has changed the database with %v: use that one", slices.Sorted(maps.Keys(has)))
	}
	return s.install(ctx, tx, Options{})
}

// Sound has the database look for damage in itself, and returns what it complains of.
// PostgreSQL has programs of its own for that: pg_amcheck.
func (s *Store) Sound(ctx context.Context) (complaints []string, err error) {
	defer meetings.Wrap(&err, "have the database look for damage")
	if s.dialect.sound == "" {
		return nil, nil
	}
	err = s.each(ctx, s.reads, s.dialect.sound, nil, func(scan scanner) error {
		var said string
		err := scan(&said)
		if said != "ok" {
			complaints = append(complaints, said)
		}
		return err
	})
	return complaints, err
}

// View is everything that is kept, as it was at one moment. It is read without a bound
// on time, for those who look through all of it.
type View struct {
	ctx context.Context
	tx  *sql.Tx
	s   *Store
}

// View calls look with everything as it is now.
func (s *Store) View(ctx context.Context, look func(*View) error) (err error) {
	defer meetings.Wrap(&err, "look through the database")
	tx, err := s.reads.BeginTx(ctx, s.dialect.snapshot)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	return look(&View{ctx, tx, s})
}

func (v *View) each(query string, row func(scanner) error, args ...any) error {
	return v.s.each(v.ctx, v.tx, query, args, row)
}

// KeptMeeting is the row of a meeting.
type KeptMeeting struct {
	ID   meetings.ID
	Slug string
	Seq  int64 // of its newest event
	Room meetings.Room
	Err  error // why Room cannot be read; nil when it can
}

// Meetings returns the rows of all meetings, by identity.
func (v *View) Meetings() (all []KeptMeeting, err error) {
	return all, v.each(`SELECT id, slug, seq, `+columns+` FROM meeting ORDER BY id`, func(scan scanner) error {
		var m KeptMeeting
		var id string
		var w written
		if err := scan(append([]any{&id, &m.Slug, &m.Seq}, w.fields()...)...); err != nil {
			return err
		}
		m.ID = meetings.ID(id)
		m.Room, m.Err = w.room(m.Slug)
		all = append(all, m)
		return nil
	})
}

// Log visits the log of a meeting in order. err says why an event cannot be read.
func (v *View) Log(id meetings.ID, visit func(e meetings.Entry, err error)) error {
	return v.each(`SELECT seq, at, by_id, by_name, body FROM event WHERE meeting = $1 ORDER BY seq`, func(scan scanner) error {
		var e meetings.Entry
		var at int64
		var by, body string
		if err := scan(&e.Seq, &at, &by, &e.By.Name, &body); err != nil {
			return err
		}
		e.At, e.By.ID = meetings.Instant(at), meetings.ID(by)
		event, err := meetings.DecodeEvent([]byte(body))
		e.Event = event
		visit(e, err)
		return nil
	}, string(id))
}

// Commands visits the identities of the commands of a meeting that are remembered, with
// the number of the event that each led to.
func (v *View) Commands(id meetings.ID, visit func(command meetings.ID, seq int64)) error {
	return v.each(`SELECT id, seq FROM command WHERE meeting = $1 ORDER BY seq, id`, func(scan scanner) error {
		var command string
		var seq int64
		if err := scan(&command, &seq); err != nil {
			return err
		}
		visit(meetings.ID(command), seq)
		return nil
	}, string(id))
}

// Orphans returns the meetings that events are kept of, and no row.
func (v *View) Orphans() (ids []meetings.ID, err error) {
	return ids, v.each(`SELECT DISTINCT meeting FROM event WHERE NOT EXISTS (SELECT 1 FROM meeting m WHERE m.id = event.meeting)`, func(scan scanner) error {
		var id string
		err := scan(&id)
		ids = append(ids, meetings.ID(id))
		return err
	})
}
