//go:build unix

package live

import (
	"errors"
	"syscall"
)

// writeNow writes as much as a socket takes without waiting.
func writeNow(fd uintptr, body []byte) (n int, err error) {
	for {
		n, err = syscall.Write(int(fd), body)
		switch {
		case err == nil:
			return n, nil
		case errors.Is(err, syscall.EINTR):
		case errors.Is(err, syscall.EAGAIN):
			return 0, nil
		default:
			return 0, err
		}
	}
}
