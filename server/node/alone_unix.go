//go:build unix

package node

import (
	"errors"
	"fmt"
	"os"
	"syscall"
)

// alone sees to it that this is the only program that serves from a data folder, until
// release is called or the program ends in whatever way. What one of two kept would not be
// told by the other: several nodes share a PostgreSQL and a Redis instead.
func alone(folder string) (release func() error, err error) {
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return nil, fmt.Errorf("make the data folder: %w", err)
	}
	held, err := os.Open(folder)
	if err != nil {
		return nil, fmt.Errorf("open the data folder: %w", err)
	}
	if err := syscall.Flock(int(held.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); errors.Is(err, syscall.EWOULDBLOCK) {
		return nil, errors.Join(fmt.Errorf("another ringain serves from the data folder %s: stop it first, or give this one a folder of its own with --data", folder), held.Close())
	}
	return held.Close, nil // a file system that knows no locks is taken as it is
}
