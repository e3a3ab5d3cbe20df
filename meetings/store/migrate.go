package store

import (
	"context"
	"database/sql"
	"embed"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"slices"
)

//go:embed schema/*.sql
var schema embed.FS

// migrate applies the files of the schema that the database has not seen, in order
// and forward only, all in one transaction, and makes the row of a new installation.
//
// So that nodes can be replaced one after the other, it expands first and contracts later:
//
//   - A file only adds: tables, indexes, and columns with a default that is right for what
//     a program of before writes. Nodes of before go on with the database when a newer one
//     has brought it up to date, and neither minds what the other keeps.
//   - What is to mean something else is a new column beside the old one, and both are
//     written until no program is left that reads the old one.
//   - What nothing uses any more goes away in a file of the release after that. Such a file
//     begins with "-- Stop every node first.", and deploy/README.md says so of the release.
//   - A program does not start on a database that a newer one has changed: it cannot know
//     what else is to be kept. One that runs already goes on.
func (s *Store) migrate(ctx context.Context, o Options) error {
	tx, err := s.changes.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if s.dialect.lock != "" {
		if _, err := tx.ExecContext(ctx, s.dialect.lock); err != nil {
			return err
		}
	}
	if err := s.bringUp(ctx, tx); err != nil {
		return err
	}
	if err := s.install(ctx, tx, o); err != nil {
		return err
	}
	if err := s.findAll(ctx, tx); err != nil {
		return err
	}
	return tx.Commit()
}

func (s *Store) bringUp(ctx context.Context, tx *sql.Tx) error {
	if _, err := tx.ExecContext(ctx, `CREATE TABLE IF NOT EXISTS migration (name TEXT PRIMARY KEY)`); err != nil {
		return err
	}
	unknown := map[string]bool{}
	err := s.each(ctx, tx, `SELECT name FROM migration`, nil, func(scan scanner) error {
		var name string
		err := scan(&name)
		unknown[name] = true
		return err
	})
	if err != nil {
		return err
	}
	for was, is := range formerNames() {
		if unknown[was] {
			if _, err := tx.ExecContext(ctx, `UPDATE migration SET name = $1 WHERE name = $2`, is, was); err != nil {
				return err
			}
			delete(unknown, was)
			unknown[is] = true
		}
	}
	files, err := fs.Glob(schema, "schema/*.sql")
	if err != nil {
		return err
	}
	for _, file := range files {
		if !unknown[path.Base(file)] {
			if err := apply(ctx, tx, file); err != nil {
				return fmt.Errorf("bring the schema to %s: %w", path.Base(file), err)
			}
		}
		delete(unknown, path.Base(file))
	}
	if len(unknown) > 0 {
		return fmt.Errorf("a newer program has changed the database with %v: run that one", slices.Sorted(maps.Keys(unknown)))
	}
	return nil
}

// formerNames are those that files of the schema had before each had a number of its own.
func formerNames() map[string]string {
	return map[string]string{
		"0015_files.sql": "0016_files.sql", "0025_scan.sql": "0030_scan.sql", "0030_deeds.sql": "0031_deeds.sql", "0033_kept.sql": "0034_kept.sql",
		"0034_acts.sql": "0035_acts.sql", "0034_proposals.sql": "0036_proposals.sql", "0035_returned.sql": "0037_returned.sql",
	}
}

func apply(ctx context.Context, tx *sql.Tx, file string) error {
	text, err := schema.ReadFile(file)
	if err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, string(text)); err != nil {
		return err
	}
	_, err = tx.ExecContext(ctx, `INSERT INTO migration (name) VALUES ($1)`, path.Base(file))
	return err
}

// install reads the row of the installation, or makes that of a new one.
func (s *Store) install(ctx context.Context, tx *sql.Tx, o Options) error {
	var secret string
	err := tx.QueryRowContext(ctx, `SELECT epoch, secret, host FROM installation WHERE one = 1`).
		Scan(&s.about.Epoch, &secret, &s.about.Host)
	if err == nil {
		s.about.Secret, err = hex.DecodeString(secret)
		return err
	}
	if !errors.Is(err, sql.ErrNoRows) {
		return err
	}
	if len(o.Secret) == 0 {
		return errors.New("there is no installation in the database: start the server once")
	}
	s.about = Installation{Epoch: o.Epoch, Secret: o.Secret, Host: o.Host}
	_, err = tx.ExecContext(ctx, `INSERT INTO installation (one, epoch, secret, host, version, changed) VALUES (1, $1, $2, $3, 1, 0)`,
		o.Epoch, hex.EncodeToString(o.Secret), o.Host)
	return err
}
