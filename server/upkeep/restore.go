package upkeep

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"ringain/meetings"
	"ringain/meetings/files"
	"ringain/meetings/store"
)

// Restore puts a backup back where there is no installation: the files first, and the
// database last and in one step, so that a restore that was broken off can be done again.
// It begins a new epoch, and looks at every byte: what is not as the manifest says is not
// put back. A database of an older program is brought up to date.
func Restore(ctx context.Context, in Installation, dir string, out io.Writer) (err error) {
	defer meetings.Wrap(&err, "restore a backup")
	if in.shared() {
		return errors.New("a backup of PostgreSQL is restored by its own programs: deploy/README.md says how")
	}
	if _, err := os.Stat(in.Database); err == nil {
		return fmt.Errorf("there is an installation in %s already: give another folder with --data, or move that one away", in.Data)
	}
	m, err := readManifest(dir)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(in.Data, 0o700); err != nil {
		return err
	}
	if err := putFiles(ctx, in, m, filepath.Join(dir, filesName)); err != nil {
		return err
	}
	coming := in.Database + ".coming"
	for _, old := range []string{"", "-wal", "-shm"} {
		if err := os.RemoveAll(coming + old); err != nil {
			return err
		}
	}
	if err := putDatabase(ctx, in, m, filepath.Join(dir, databaseName), coming); err != nil {
		return err
	}
	if err := errors.Join(os.Rename(coming, in.Database), syncDir(filepath.Dir(in.Database))); err != nil {
		return err
	}
	_, err = fmt.Fprintf(out, "%s: the database of %s and %d files; see that all is whole with ringain verify\n", in.Data, m.At.Format("2006-01-02 15.04.05 UTC"), len(m.Files))
	return err
}

func putFiles(ctx context.Context, in Installation, m Manifest, dir string) error {
	if len(m.Files) == 0 {
		return nil
	}
	from, err := files.Open(dir, filepath.Join(dir, "coming"))
	if err != nil {
		return err
	}
	to, err := in.open()
	if err != nil {
		return err
	}
	for _, f := range m.Files {
		if err := putFile(ctx, from, to, f); err != nil {
			return err
		}
	}
	return nil
}

func putFile(ctx context.Context, from, to *files.Files, f Copied) error {
	r, _, err := from.Open(ctx, files.Hash(f.SHA256))
	if err != nil {
		return err
	}
	defer r.Close()
	_, err = to.Keep(ctx, r, f.Size, func(b files.Blob) error {
		if string(b.Hash) != f.SHA256 {
			return fmt.Errorf("the file %s of the backup has another content than its name says", f.SHA256)
		}
		return nil
	})
	return err
}

// putDatabase copies the database, and begins a new epoch in the copy.
func putDatabase(ctx context.Context, in Installation, m Manifest, from, to string) error {
	body, err := os.Open(from)
	if err != nil {
		return err
	}
	defer body.Close()
	copied, err := os.OpenFile(to, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	_, err = io.Copy(copied, body)
	if err := errors.Join(err, copied.Close()); err != nil {
		return err
	}
	is, err := settle(to)
	if err != nil {
		return err
	}
	if is != m.Database {
		return fmt.Errorf("the database of the backup is not the one its manifest tells of: %d bytes of %.12s…, not %d of %.12s…", is.Size, is.SHA256, m.Database.Size, m.Database.SHA256)
	}
	s, err := store.Open(ctx, store.Options{Address: to, Log: in.Log})
	if err != nil {
		return err
	}
	err = s.BeginEpoch(strings.ToLower(rand.Text()))
	if err := errors.Join(err, s.Close()); err != nil { // which leaves nothing beside the file
		return err
	}
	_, err = settle(to)
	return err
}
