package store

import (
	"context"
	"database/sql"

	"ringain/meetings"
)

// Schedule is what calendars show, all of it as it was at one moment.
type Schedule struct {
	Versions Versions
	Themes   []meetings.Theme  // in the order in which they are shown
	Former   map[string]string // the slugs that themes had before, each with the one that answers there now
	Private  map[string]string // the secrets of private calendars, each with the organiser whose it is
	Rooms    []meetings.Room   // in order of start
	Count    int               // how many meetings there are in all
}

// Schedule returns what calendars show, drafts included. Of the meetings it returns
// those that calendars saw change after a version of the whole: all of them after -1.
func (s *Store) Schedule(ctx context.Context, after int64) (all Schedule, err error) {
	defer meetings.Wrap(&err, "read the schedule after version %d", after)
	ctx, cancel := context.WithTimeout(ctx, readPatience)
	defer cancel()
	tx, err := s.reads.BeginTx(ctx, s.dialect.snapshot)
	if err != nil {
		return all, err
	}
	defer tx.Rollback()
	if all.Versions, err = s.versions(ctx, tx); err != nil {
		return all, err
	}
	if all.Themes, err = s.themes(ctx, tx); err != nil {
		return all, err
	}
	if all.Former, err = s.former(ctx, tx); err != nil {
		return all, err
	}
	if all.Private, err = s.private(ctx, tx); err != nil {
		return all, err
	}
	if err = tx.QueryRowContext(ctx, `SELECT COUNT(*) FROM meeting`).Scan(&all.Count); err != nil {
		return all, err
	}
	all.Rooms, err = s.revisedRooms(ctx, tx, after)
	return all, err
}

func (s *Store) revisedRooms(ctx context.Context, tx *sql.Tx, after int64) (rooms []meetings.Room, err error) {
	err = s.each(ctx, tx, `SELECT id, `+columns+` FROM meeting WHERE revised > $1 ORDER BY starts, slug`, []any{after}, func(scan scanner) error {
		room, err := scanRoom(scan)
		if err == nil {
			rooms = append(rooms, room)
		}
		return err
	})
	return rooms, err
}
