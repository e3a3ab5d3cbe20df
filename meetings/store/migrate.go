package store

import (
	"context"
	"embed"
	"encoding/hex"
	"fmt"
	"io/fs"
	"path"
)

//go:embed schema/*.sql
var schema embed.FS

// migrate applies the files of the schema that the database has not seen, in
// order and forward only, each in a transaction of its own. It refuses a database
// that a newer program has changed.
func (s *Store) migrate(ctx context.Context) error {
	if _, err := s.changes.ExecContext(ctx, `CREATE TABLE IF NOT EXISTS migration (name TEXT PRIMARY KEY)`); err != nil && s.dialect.lock == "" {
		return err // PostgreSQL: another node may be creating it this very moment, and the lock below waits for it
	}
	files, err := fs.Glob(schema, "schema/*.sql")
	if err != nil {
		return err
	}
	for _, file := range files {
		if err := s.apply(ctx, file); err != nil {
			return fmt.Errorf("bring the schema to %s: %w", path.Base(file), err)
		}
	}
	var seen int
	if err := s.changes.QueryRowContext(ctx, `SELECT COUNT(*) FROM migration`).Scan(&seen); err != nil {
		return err
	}
	if seen > len(files) {
		return fmt.Errorf("the database has seen %d schema files and this program knows %d: run a newer program", seen, len(files))
	}
	return nil
}

func (s *Store) apply(ctx context.Context, file string) error {
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
	var seen int
	if err := tx.QueryRowContext(ctx, `SELECT COUNT(*) FROM migration WHERE name = $1`, path.Base(file)).Scan(&seen); err != nil || seen > 0 {
		return err
	}
	text, err := schema.ReadFile(file)
	if err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, string(text)); err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, `INSERT INTO migration (name) VALUES ($1)`, path.Base(file)); err != nil {
		return err
	}
	return tx.Commit()
}

// install makes the row of a new installation, or reads that of an old one.
func (s *Store) install(ctx context.Context, o Options) error {
	if _, err := s.changes.ExecContext(ctx, `
		INSERT INTO installation (one, epoch, secret, host, version, changed)
		VALUES (1, $1, $2, $3, 1, 0)
		ON CONFLICT (one) DO NOTHING`, o.Epoch, hex.EncodeToString(o.Secret), o.Host); err != nil {
		return err
	}
	var secret string
	err := s.changes.QueryRowContext(ctx, `SELECT epoch, secret, host FROM installation WHERE one = 1`).
		Scan(&s.about.Epoch, &secret, &s.about.Host)
	if err != nil {
		return err
	}
	s.about.Secret, err = hex.DecodeString(secret)
	return err
}
