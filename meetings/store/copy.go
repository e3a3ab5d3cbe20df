package store

import (
	"context"
	"errors"

	"ringain/meetings"
)

// CopyTo writes a copy of a SQLite database, as it is at one moment, to a path where there
// is nothing, while others go on changing it. PostgreSQL is copied by its own programs.
func (s *Store) CopyTo(ctx context.Context, path string) (err error) {
	defer meetings.Wrap(&err, "copy the database")
	if s.dialect.copy == "" {
		return errors.New(s.Name() + " is copied by its own programs: deploy/README.md says how")
	}
	_, err = s.changes.ExecContext(ctx, s.dialect.copy, path)
	return err
}

// BeginEpoch begins a new epoch, after the database was put back to how it was: whoever
// has been in a room before takes what it has now instead of adding to what they had.
func (s *Store) BeginEpoch(epoch string) (err error) {
	defer meetings.Wrap(&err, "begin a new epoch")
	return s.Change("epoch", func(t *Tx) error {
		return t.exec(`UPDATE installation SET epoch = $1`, epoch)
	})
}
