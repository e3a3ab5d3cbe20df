// Package files keeps what people upload, under the hash of its content: in a folder, or
// in a bucket that speaks S3. A file is there whole, or it is not there.
package files

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"ringain/meetings"
)

// Hash is the SHA-256 of a file's content in hexadecimal digits, and its name here.
type Hash string

// ErrNone is what is answered of a file that is not here.
var ErrNone = errors.New("there is no such file")

// Blob is a file that has come in.
type Blob struct {
	Hash Hash
	Size int64  // bytes
	Head []byte // the first of them, to tell by what it is
}

const headSize = 3072

// place is where whole files are: each under a hash, and each put there in one step.
type place interface {
	put(ctx context.Context, h Hash, spool *os.File, size int64) error
	open(ctx context.Context, h Hash) (io.ReadCloser, int64, error)
	remove(ctx context.Context, h Hash) error
	each(ctx context.Context, visit func(h Hash, since time.Time) error) error
}

// Files keeps files.
type Files struct {
	place
	spool string // the folder of what is still coming
}

// Open opens a folder, or the bucket of an address such as
// s3://key:secret@host/bucket?region=eu-north-1 (http://… of a bucket's own host when
// insecure=true). What is still coming in waits in a folder beside, spool.
func Open(address, spool string) (f *Files, err error) {
	defer meetings.Wrap(&err, "open the files")
	if err := os.MkdirAll(spool, 0o700); err != nil {
		return nil, err
	}
	if strings.HasPrefix(address, "s3://") {
		b, err := openBucket(address)
		return &Files{b, spool}, err
	}
	if err := os.MkdirAll(address, 0o700); err != nil {
		return nil, err
	}
	return &Files{folder(address), spool}, nil
}

// Keep takes a file in: at most most bytes, else it is refused and nothing of it is left.
// When Keep returns it is there for good, and where it is does not change what it is:
// the same content twice is one file.
func (f *Files) Keep(ctx context.Context, r io.Reader, most int64) (b Blob, err error) {
	defer meetings.Wrap(&err, "keep a file")
	spool, err := os.CreateTemp(f.spool, "coming-")
	if err != nil {
		return b, err
	}
	defer func() {
		err = errors.Join(err, spool.Close())
		if gone := os.Remove(spool.Name()); !errors.Is(gone, fs.ErrNotExist) {
			err = errors.Join(err, gone)
		}
	}()
	sum := &digest{Hash: sha256.New()}
	b.Size, err = io.Copy(io.MultiWriter(spool, sum), io.LimitReader(withContext{ctx, r}, most+1))
	if err != nil {
		return b, err
	}
	switch {
	case b.Size == 0:
		return b, meetings.Refuse(meetings.Invalid, "Filen är tom.", "The file is empty.").About("file")
	case b.Size > most:
		return b, TooLarge(most)
	}
	b.Hash, b.Head = Hash(hex.EncodeToString(sum.Sum(nil))), sum.head
	return b, f.put(ctx, b.Hash, spool, b.Size)
}

// TooLarge refuses a file of more than most bytes.
func TooLarge(most int64) *meetings.Refusal {
	return meetings.Refuse(meetings.Invalid, fmt.Sprintf("Filen är för stor. Den får vara högst %d MB. Dela en länk till den i stället.", most>>20),
		fmt.Sprintf("The file is too large: at most %d MB. Share a link to it instead.", most>>20)).About("file")
}

// Open opens a file to read, and says how many bytes it has; ErrNone when there is none.
func (f *Files) Open(ctx context.Context, h Hash) (r io.ReadCloser, size int64, err error) {
	defer meetings.Wrap(&err, "open a file")
	if !h.valid() {
		return nil, 0, ErrNone
	}
	return f.open(ctx, h)
}

// Sweep removes what nobody needs: files that are not wanted and came before a moment,
// and what stopped coming in before it. It says how many it removed.
func (f *Files) Sweep(ctx context.Context, before time.Time, wanted func(Hash) (bool, error)) (n int, err error) {
	defer meetings.Wrap(&err, "sweep the files")
	left, err := os.ReadDir(f.spool)
	if err != nil {
		return 0, err
	}
	for _, e := range left {
		info, err := e.Info()
		if err != nil || !info.ModTime().Before(before) {
			continue // gone by itself, or still coming
		}
		if err := os.Remove(filepath.Join(f.spool, e.Name())); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return n, err
		}
		n++
	}
	err = f.each(ctx, func(h Hash, since time.Time) error {
		if !since.Before(before) {
			return nil
		}
		if keep, err := wanted(h); err != nil || keep {
			return err
		}
		n++
		return f.remove(ctx, h)
	})
	return n, err
}

// valid keeps paths out of hashes.
func (h Hash) valid() bool {
	return len(h) == 2*sha256.Size && strings.Trim(string(h), "0123456789abcdef") == ""
}

// digest is a hash that remembers how its input began.
type digest struct {
	hash.Hash
	head []byte
}

func (d *digest) Write(p []byte) (int, error) {
	d.head = append(d.head, p[:min(len(p), headSize-len(d.head))]...)
	return d.Hash.Write(p)
}

// withContext stops reading when the context ends.
type withContext struct {
	ctx context.Context
	io.Reader
}

func (r withContext) Read(p []byte) (int, error) {
	if err := r.ctx.Err(); err != nil {
		return 0, err
	}
	return r.Reader.Read(p)
}
