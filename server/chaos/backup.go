package main

import (
	"errors"
	"io"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
)

// backup makes a backup under load, puts it back elsewhere and has it verified.
func backup(in *installation, _ *rand.Rand, _ func()) (err error) {
	at := filepath.Join(in.dir, "backup")
	defer os.RemoveAll(at)
	if in.postgres != nil {
		return in.backupOfPostgres(at)
	}
	to := []string{"--data", filepath.Join(at, "back")}
	if _, err := in.says("backup", append([]string{filepath.Join(at, "made")}, in.kept()...)...); err != nil {
		return err
	}
	if _, err := in.says("restore", append([]string{filepath.Join(at, "made")}, to...)...); err != nil {
		return err
	}
	_, err = in.says("verify", to...)
	return err
}

// backupOfPostgres does what deploy/README.md says, with the programs of PostgreSQL: the
// files, the database, and the files that came in between.
func (in *installation) backupOfPostgres(at string) error {
	files, copied, dump := filepath.Join(in.data, "files"), filepath.Join(at, "files"), filepath.Join(at, "ringain.dump")
	if err := newFiles(files, copied); err != nil {
		return err
	}
	if err := in.postgres.Do("pg_dump", "--format=custom", "--file="+dump, in.database); err != nil {
		return err
	}
	if err := newFiles(files, copied); err != nil {
		return err
	}
	into, err := in.postgres.Create()
	if err != nil {
		return err
	}
	if err := in.postgres.Do("pg_restore", "--exit-on-error", "--no-owner", "--dbname="+into, dump); err != nil {
		return err
	}
	if err := in.postgres.Do("psql", into, "--quiet", "--command=UPDATE installation SET epoch = md5(random()::text)"); err != nil {
		return err
	}
	if _, err := in.says("verify", "--data", filepath.Join(at, "back"), "--database", into, "--files", copied); err != nil {
		return err
	}
	return in.postgres.Do("psql", in.postgres.URL(), "--quiet", "--command=DROP DATABASE "+filepath.Base(strings.TrimSuffix(into, "?sslmode=disable")))
}

// newFiles copies the files that are not there yet, as rsync does: without those that are
// still coming in, and without minding those that go away meanwhile.
func newFiles(from, to string) error {
	return filepath.WalkDir(from, func(path string, entry fs.DirEntry, err error) error {
		name, _ := filepath.Rel(from, path) // it is below from
		at := filepath.Join(to, name)
		switch {
		case errors.Is(err, fs.ErrNotExist):
			return nil
		case err != nil:
			return err
		case name == "coming":
			return filepath.SkipDir
		case entry.IsDir():
			return os.MkdirAll(at, 0o700)
		}
		if _, err := os.Stat(at); err == nil {
			return nil
		}
		return copyFile(path, at)
	})
}

func copyFile(from, to string) error {
	r, err := os.Open(from)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	} else if err != nil {
		return err
	}
	defer r.Close()
	w, err := os.Create(to)
	if err != nil {
		return err
	}
	_, err = io.Copy(w, r)
	return errors.Join(err, w.Close())
}
