// Package files keeps what people upload, under the hash of its content: in a folder, or
// in a bucket that speaks S3. A file is there whole, or it is not there.
//
// A file may come in by parts, to any node: each part is kept in the same place, apart
// from the files, until they are joined or dropped.
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

// place is where whole files and parts are, each under a key, and each put there in one
// step. keep says that what is there already may stay.
type place interface {
	put(ctx context.Context, key string, spool *os.File, size int64) error
	open(ctx context.Context, key string) (io.ReadSeekCloser, int64, error)
	remove(ctx context.Context, key string) error
	each(ctx context.Context, prefix string, visit func(entry) error) error
}

// entry is something in a place.
type entry struct {
	key   string
	size  int64 // bytes
	since time.Time
}

// whole and parts begin the keys of files, and of what comes in by parts.
const (
	whole = "whole/"
	parts = "parts/"
)

// Files keeps files.
type Files struct {
	place
	spool string // the folder of what is still coming to this node
}

// Open opens a folder, or the bucket of an address such as
// s3://key:secret@host/bucket?region=eu-north-1 (without TLS when insecure=true). What is
// still coming in waits in a folder, spool; it is on the same disk as a folder of files.
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
// When it has come in whole, claim may still refuse it, or make known that it is about
// to be put in its place. When Keep returns it is there for good, and where it is does
// not change what it is: the same content twice is one file.
func (f *Files) Keep(ctx context.Context, r io.Reader, most int64, claim func(Blob) error) (b Blob, err error) {
	defer meetings.Wrap(&err, "keep a file")
	err = f.spooled(ctx, io.LimitReader(r, most+1), func(spool *os.File, sum *digest, broken error) error {
		b = Blob{Hash(hex.EncodeToString(sum.Sum(nil))), sum.size, sum.head}
		switch {
		case broken != nil:
			return broken
		case b.Size == 0:
			return meetings.Refuse(meetings.Invalid, "Filen är tom.", "The file is empty.").About("file")
		case b.Size > most:
			return TooLarge(most)
		}
		if err := claim(b); err != nil {
			return err
		}
		return ours(f.put(ctx, b.Hash.key(), spool, b.Size))
	})
	return b, err
}

// TooLarge refuses a file of more than most bytes.
func TooLarge(most int64) *meetings.Refusal {
	return meetings.Refuse(meetings.Invalid, fmt.Sprintf("Filen är för stor. Den får vara högst %d MB. Dela en länk till den i stället.", most>>20),
		fmt.Sprintf("The file is too large: at most %d MB. Share a link to it instead.", most>>20)).About("file")
}

// Part takes in a part of a file, from a byte of it on, and returns how many bytes it
// has: at most most, and fewer when what is read breaks off. What came before is kept
// even then, and the error says why it broke off.
func (f *Files) Part(ctx context.Context, upload meetings.ID, at int64, r io.Reader, most int64) (n int64, err error) {
	defer meetings.Wrap(&err, "keep a part of a file")
	if !isName(string(upload)) {
		return 0, ErrNone
	}
	err = f.spooled(ctx, io.LimitReader(r, most), func(spool *os.File, sum *digest, broken error) error {
		if sum.size == 0 {
			return broken
		}
		if err := f.put(context.WithoutCancel(ctx), partKey(upload, at, sum.size), spool, sum.size); err != nil {
			return ours(err)
		}
		n = sum.size
		return broken
	})
	return n, err
}

// Join reads the parts of a file, of the sizes given, as one. A part that is not there
// is an error of what is read.
func (f *Files) Join(ctx context.Context, upload meetings.ID, sizes []int64) io.Reader {
	list := make([]io.Reader, len(sizes))
	at := int64(0)
	for i, size := range sizes {
		key := partKey(upload, at, size)
		list[i] = &later{open: func() (io.ReadCloser, error) {
			r, there, err := f.open(ctx, key)
			if err == nil && there != size {
				return nil, errors.Join(ErrNone, r.Close())
			}
			return r, err
		}}
		at += size
	}
	return io.MultiReader(list...)
}

// Drop removes the parts of a file.
func (f *Files) Drop(ctx context.Context, upload meetings.ID) (err error) {
	defer meetings.Wrap(&err, "drop the parts of a file")
	if !isName(string(upload)) {
		return nil
	}
	return f.each(ctx, parts+string(upload)+"/", func(e entry) error { return f.remove(ctx, e.key) })
}

// DropPart removes one part of a file.
func (f *Files) DropPart(ctx context.Context, upload meetings.ID, at, size int64) (err error) {
	defer meetings.Wrap(&err, "drop a part of a file")
	if !isName(string(upload)) {
		return nil
	}
	return f.remove(ctx, partKey(upload, at, size))
}

// Open opens a file to read, and says how many bytes it has; ErrNone when there is none.
func (f *Files) Open(ctx context.Context, h Hash) (r io.ReadSeekCloser, size int64, err error) {
	defer meetings.Wrap(&err, "open a file")
	if !h.valid() {
		return nil, 0, ErrNone
	}
	return f.open(ctx, h.key())
}

// Remove removes a file.
func (f *Files) Remove(ctx context.Context, h Hash) (err error) {
	defer meetings.Wrap(&err, "remove a file")
	if !h.valid() {
		return nil
	}
	return f.remove(ctx, h.key())
}

// Each visits every file that is there.
func (f *Files) Each(ctx context.Context, visit func(h Hash, size int64, since time.Time) error) (err error) {
	defer meetings.Wrap(&err, "look through the files")
	return f.each(ctx, whole, func(e entry) error {
		h := Hash(e.key[strings.LastIndexByte(e.key, '/')+1:])
		if !h.valid() || h.key() != e.key {
			return nil
		}
		return visit(h, e.size, e.since)
	})
}

// Sweep removes what stopped coming in before a moment: parts that were not joined, and
// what a node that was killed had begun to take in. It says how many it removed.
func (f *Files) Sweep(ctx context.Context, before time.Time) (n int, err error) {
	defer meetings.Wrap(&err, "sweep what stopped coming in")
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
	err = f.each(ctx, parts, func(e entry) error {
		if !e.since.Before(before) {
			return nil
		}
		n++
		return f.remove(ctx, e.key)
	})
	return n, err
}

// spooled reads all that comes into a file beside, hands it on, and removes it.
func (f *Files) spooled(ctx context.Context, r io.Reader, then func(spool *os.File, sum *digest, broken error) error) (err error) {
	spool, err := os.CreateTemp(f.spool, "coming-")
	if err != nil {
		return err
	}
	defer func() {
		err = errors.Join(err, spool.Close())
		if gone := os.Remove(spool.Name()); !errors.Is(gone, fs.ErrNotExist) {
			err = errors.Join(err, gone)
		}
		err = only(err)
	}()
	sum := &digest{Hash: sha256.New(), to: spool}
	_, broken := io.Copy(sum, withContext{ctx, r})
	if sum.failed != nil {
		return sum.failed // the disk, and not what is read
	}
	return then(spool, sum, broken)
}

// only returns the error in a list of one, so that a refusal stays one.
func only(err error) error {
	if list, ok := err.(interface{ Unwrap() []error }); ok && len(list.Unwrap()) == 1 {
		return list.Unwrap()[0]
	}
	return err
}

// key is where a file is.
func (h Hash) key() string { return whole + string(h[:2]) + "/" + string(h) }

func partKey(upload meetings.ID, at, size int64) string {
	return fmt.Sprintf("%s%s/%d-%d", parts, upload, at, size)
}

// valid keeps paths out of hashes.
func (h Hash) valid() bool {
	return len(h) == 2*sha256.Size && strings.Trim(string(h), "0123456789abcdef") == ""
}

// isName keeps paths out of what parts are kept under.
func isName(s string) bool {
	return s != "" && len(s) <= 64 && !strings.ContainsFunc(s, func(r rune) bool {
		return (r < '0' || r > '9') && (r < 'A' || r > 'Z') && (r < 'a' || r > 'z') && r != '-'
	})
}

// digest writes on, and remembers the hash of it, how it began and how much it was.
type digest struct {
	hash.Hash
	to     io.Writer
	head   []byte
	size   int64
	failed error // to write on
}

func (d *digest) Write(p []byte) (int, error) {
	n, err := d.to.Write(p)
	if err != nil {
		d.failed = err
		return n, err
	}
	d.head = append(d.head, p[:min(len(p), headSize-len(d.head))]...)
	d.size += int64(len(p))
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

// later is opened when it is first read, and closed at its end.
type later struct {
	open func() (io.ReadCloser, error)
	r    io.ReadCloser
}

func (l *later) Read(p []byte) (n int, err error) {
	if l.r == nil {
		if l.r, err = l.open(); err != nil {
			return 0, ours(err)
		}
	}
	n, err = l.r.Read(p)
	if err != nil {
		l.r.Close()
	}
	if err == io.EOF {
		return n, err
	}
	return n, ours(err)
}

// ours is a fault of the place for files: a line to it that breaks is not one of whoever
// sends a file, and is not taken for one.
func ours(err error) error {
	if err == nil || errors.Is(err, ErrNone) {
		return err
	}
	return fmt.Errorf("the place for files: %v", err) // and not %w: nobody is to ask what it was
}

// Measure reads a file as it is there, and returns the hash and the bytes of its content.
func (f *Files) Measure(ctx context.Context, h Hash) (is Hash, size int64, err error) {
	defer meetings.Wrap(&err, "measure a file")
	r, _, err := f.Open(ctx, h)
	if err != nil {
		return "", 0, err
	}
	defer r.Close()
	sum := sha256.New()
	size, err = io.Copy(sum, withContext{ctx, r})
	return Hash(hex.EncodeToString(sum.Sum(nil))), size, err
}
