package files

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// folder is a place on disk: a file per key.
type folder string

func (f folder) path(key string) string { return filepath.Join(string(f), filepath.FromSlash(key)) }

// put brings a spooled file to disk and then gives it its name, which is one step. The
// spool is on the same disk.
func (f folder) put(_ context.Context, key string, spool *os.File, size int64) error {
	path := f.path(key)
	if info, err := os.Stat(path); err == nil && info.Size() == size {
		now := time.Now()
		return os.Chtimes(path, now, now) // young again, for whoever sweeps
	}
	if err := spool.Sync(); err != nil {
		return err
	}
	dir := filepath.Dir(path)
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	if err := os.Rename(spool.Name(), path); err != nil {
		return err
	}
	for ; strings.HasPrefix(dir, string(f)); dir = filepath.Dir(dir) {
		if err := syncFolder(dir); err != nil {
			return err
		}
	}
	return nil
}

// syncFolder brings the names in a folder to disk.
func syncFolder(path string) error {
	d, err := os.Open(path)
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}

func (f folder) open(_ context.Context, key string) (io.ReadSeekCloser, int64, error) {
	file, err := os.Open(f.path(key))
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

// remove removes what is under a key, and its folder with the last of the parts in it.
func (f folder) remove(_ context.Context, key string) error {
	if err := os.Remove(f.path(key)); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	if strings.HasPrefix(key, parts) {
		_ = os.Remove(filepath.Dir(f.path(key))) // stays while there are others
	}
	return nil
}

func (f folder) each(ctx context.Context, prefix string, visit func(entry) error) error {
	return filepath.WalkDir(f.path(prefix), func(path string, e fs.DirEntry, err error) error {
		if errors.Is(err, fs.ErrNotExist) {
			return ctx.Err() // gone meanwhile, or never there
		}
		if err := errors.Join(err, ctx.Err()); err != nil {
			return err
		}
		if e.IsDir() {
			return nil
		}
		info, err := e.Info()
		if errors.Is(err, fs.ErrNotExist) {
			return nil
		}
		if err != nil {
			return err
		}
		key, err := filepath.Rel(string(f), path)
		if err != nil {
			return err
		}
		return visit(entry{filepath.ToSlash(key), info.Size(), info.ModTime()})
	})
}
