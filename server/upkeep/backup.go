package upkeep

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"ringain/meetings"
	"ringain/meetings/files"
	"ringain/meetings/store"
)

// What a backup is: these, in one folder. The manifest is written last, so that a backup
// without one is none.
const (
	manifestName = "manifest.json"
	databaseName = "ringain.db"
	filesName    = "files"
)

// Manifest says what a backup holds.
type Manifest struct {
	At       time.Time `json:"at"`    // when the copy of the database was made
	Epoch    string    `json:"epoch"` // of the installation it was made of
	Database Copied    `json:"database"`
	Files    []Copied  `json:"files"` // as package files names them: by their content
}

// Copied is one file of a backup.
type Copied struct {
	SHA256 string `json:"sha256"`
	Size   int64  `json:"size"` // bytes
}

// Backup copies an installation that is kept in SQLite to a folder that is new or empty,
// while it is served or not:
//
//   - first the files that people have shared, then the database, as it is at one moment,
//     and then the files that came in between: so every file that the copy of the database
//     refers to is in the backup;
//   - everything is on disk when the manifest is;
//   - of the data folder nothing else is copied: the rest is made anew.
func Backup(ctx context.Context, in Installation, dir string, out io.Writer, now time.Time) (err error) {
	defer meetings.Wrap(&err, "make a backup")
	if in.shared() {
		return errors.New("the installation is kept in PostgreSQL, which is backed up by its own programs: deploy/README.md says how")
	}
	if err := fresh(dir); err != nil {
		return err
	}
	s, err := in.database(ctx, in.Log)
	if err != nil {
		return err
	}
	defer s.Close()
	from, err := in.open()
	if err != nil {
		return err
	}
	to, err := files.Open(filepath.Join(dir, filesName), filepath.Join(dir, filesName, "coming"))
	if err != nil {
		return err
	}
	m := Manifest{At: now.UTC(), Epoch: s.About().Epoch}
	has := map[string]bool{}
	if err := m.copyFiles(ctx, from, to, has); err != nil {
		return err
	}
	path := filepath.Join(dir, databaseName)
	if err := s.CopyTo(ctx, path); err != nil {
		return err
	}
	if err := m.copyFiles(ctx, from, to, has); err != nil {
		return err
	}
	if err := complete(ctx, path, has); err != nil {
		return err
	}
	if m.Database, err = settle(path); err != nil {
		return err
	}
	if err := m.write(dir); err != nil {
		return err
	}
	_, err = fmt.Fprintf(out, "%s: the database (%d bytes) and %d files\n", dir, m.Database.Size, len(m.Files))
	return err
}

// fresh makes a folder, which may be there if it is empty.
func fresh(dir string) error {
	if dir == "" {
		return errors.New("say to which folder")
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	there, err := os.ReadDir(dir)
	if err == nil && len(there) > 0 {
		err = fmt.Errorf("there is something in %s already: choose a new folder", dir)
	}
	return err
}

// copyFiles copies the files that the backup has not. One that is not what its name says
// is told of and left out.
func (m *Manifest) copyFiles(ctx context.Context, from, to *files.Files, has map[string]bool) error {
	return from.Each(ctx, func(h files.Hash, size int64, _ time.Time) error {
		if has[string(h)] {
			return nil
		}
		r, _, err := from.Open(ctx, h)
		if errors.Is(err, files.ErrNone) {
			return nil // swept meanwhile: nothing refers to it
		} else if err != nil {
			return err
		}
		defer r.Close()
		b, err := to.Keep(ctx, r, size, func(b files.Blob) error {
			if b.Hash != h {
				return fmt.Errorf("the file %s has another content than its name says: see ringain verify", h)
			}
			return nil
		})
		if err != nil {
			return err
		}
		has[string(h)] = true
		m.Files = append(m.Files, Copied{string(h), b.Size})
		return nil
	})
}

// complete says which files the copy of the database wants that the backup has not.
func complete(ctx context.Context, path string, has map[string]bool) error {
	s, err := store.OpenAsIs(ctx, store.Options{Address: path})
	if err != nil {
		return err
	}
	defer s.Close()
	return s.View(ctx, func(v *store.View) error {
		known, _, err := v.Files()
		for _, f := range known {
			if f.Wanted && !has[f.Hash] {
				err = errors.Join(err, fmt.Errorf("the file %s is wanted and is not there: see ringain verify", f.Hash))
			}
		}
		return err
	})
}

// settle brings a file to disk and measures it.
func settle(path string) (c Copied, err error) {
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return c, err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	if err := errors.Join(f.Chmod(0o600), f.Sync()); err != nil {
		return c, err
	}
	sum := sha256.New()
	c.Size, err = io.Copy(sum, f)
	c.SHA256 = hex.EncodeToString(sum.Sum(nil))
	return c, err
}

// write writes the manifest, whole or not at all.
func (m *Manifest) write(dir string) error {
	body, err := json.MarshalIndent(m, "", "\t")
	if err != nil {
		return err
	}
	coming := filepath.Join(dir, manifestName+".coming")
	if err := os.WriteFile(coming, body, 0o600); err != nil {
		return err
	}
	if _, err := settle(coming); err != nil {
		return err
	}
	return errors.Join(os.Rename(coming, filepath.Join(dir, manifestName)), syncDir(dir))
}

func syncDir(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}

// readManifest reads the manifest of a backup.
func readManifest(dir string) (m Manifest, err error) {
	body, err := os.ReadFile(filepath.Join(dir, manifestName))
	if errors.Is(err, fs.ErrNotExist) {
		return m, fmt.Errorf("there is no whole backup in %s: its manifest is written last", dir)
	} else if err != nil {
		return m, err
	}
	return m, json.Unmarshal(body, &m)
}
