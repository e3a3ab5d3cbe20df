package files

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"time"
)

// folder is a place on disk: a file per hash, in a folder per first two digits.
type folder string

func (f folder) path(h Hash) string { return filepath.Join(string(f), string(h[:2]), string(h)) }

// put brings a spooled file to disk and then gives it its name, which is one step. The
// spool is on the same disk.
func (f folder) put(_ context.Context, h Hash, spool *os.File, size int64) error {
	if info, err := os.Stat(f.path(h)); err == nil && info.Size() == size {
		now := time.Now()
		return os.Chtimes(f.path(h), now, now) // young again, for whoever sweeps
	}
	if err := spool.Sync(); err != nil {
		return err
	}
	dir := filepath.Dir(f.path(h))
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	if err := os.Rename(spool.Name(), f.path(h)); err != nil {
		return err
	}
	return errors.Join(syncFolder(dir), syncFolder(string(f)))
}

// syncFolder brings the names in a folder to disk.
func syncFolder(path string) error {
	d, err := os.Open(path)
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}

func (f folder) open(_ context.Context, h Hash) (io.ReadCloser, int64, error) {
	file, err := os.Open(f.path(h))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, 0, ErrNone
	}
	if err != nil {
		return nil, 0, err
	}
	info, err := file.Stat()
	if err != nil {
		return nil, 0, errors.Join(err, file.Close())
	}
	return file, info.Size(), nil
}

func (f folder) remove(_ context.Context, h Hash) error {
	if err := os.Remove(f.path(h)); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return nil
}

func (f folder) each(ctx context.Context, visit func(Hash, time.Time) error) error {
	return filepath.WalkDir(string(f), func(path string, e fs.DirEntry, err error) error {
		if err := errors.Join(err, ctx.Err()); err != nil {
			return err
		}
		h := Hash(e.Name())
		if e.IsDir() || !h.valid() {
			return nil
		}
		info, err := e.Info()
		if errors.Is(err, fs.ErrNotExist) {
			return nil
		}
		if err != nil {
			return err
		}
		return visit(h, info.ModTime())
	})
}
