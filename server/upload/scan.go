package upload

import (
	"bufio"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"net"
	"path/filepath"
	"strings"
	"time"

	"ringain/meetings"
	"ringain/meetings/files"
	"ringain/meetings/store"
)

// scanPatience is how long the scanner may take with one file.
const scanPatience = time.Minute

// scanAll has every file looked at that nobody has looked at yet. A scanner that does not
// answer is asked again later; until then the files are not served, and an editor is told
// of those that are tried again and again.
func (u *Uploads) scanAll(ctx context.Context) {
	hashes, err := u.Store.UncheckedFiles(ctx)
	asks := true // until nobody is there to ask
	for _, hash := range hashes {
		if ctx.Err() != nil {
			return
		}
		var one error
		if asks {
			one = u.scanOne(ctx, hash)
			line, ok := errors.AsType[*net.OpError](one)
			asks = !ok || line.Op != "dial"
		}
		if one != nil || !asks {
			one = errors.Join(one, u.Store.Change("files", func(tx *store.Tx) error { return tx.FileNotChecked(hash) }))
		}
		err = errors.Join(err, one)
	}
	if err != nil && ctx.Err() == nil {
		u.Log.Warn("files could not be looked at for harm; it is tried again", "err", err)
	}
}

func (u *Uploads) scanOne(ctx context.Context, hash string) (err error) {
	defer meetings.Wrap(&err, "look for harm in the file %.8s", hash)
	ctx, cancel := context.WithTimeout(ctx, scanPatience)
	defer cancel()
	content, _, err := u.Files.Open(ctx, files.Hash(hash))
	if errors.Is(err, files.ErrNone) {
		return nil // it is still on its way to its place
	} else if err != nil {
		return err
	}
	defer content.Close()
	found, err := scan(ctx, u.Scan, content)
	if err != nil {
		return err
	}
	state := meetings.FileClean
	if found != "" {
		u.Log.Warn("something harmful was found in a file, and it is stopped", "hash", hash, "found", found)
		state = meetings.FileStopped
	}
	return u.Store.Change("files", func(tx *store.Tx) error { return tx.FileChecked(hash, state) })
}

// scan has clamd look at something, and returns what it found: empty when it is clean.
// clamd(8), INSTREAM: chunks with their length before them, and one of none at the end.
func scan(ctx context.Context, address string, content io.Reader) (found string, err error) {
	network := "tcp"
	if filepath.IsAbs(address) {
		network = "unix"
	}
	var d net.Dialer
	line, err := d.DialContext(ctx, network, address)
	if err != nil {
		return "", err
	}
	defer line.Close()
	if end, ok := ctx.Deadline(); ok {
		if err := line.SetDeadline(end); err != nil {
			return "", err
		}
	}
	sent := send(line, content) // clamd may answer, and hang up, before it has all
	answer, err := bufio.NewReader(io.LimitReader(line, 4096)).ReadString(0)
	answer = strings.TrimSuffix(strings.TrimPrefix(answer, "stream: "), "\x00")
	switch name, infected := strings.CutSuffix(answer, " FOUND"); {
	case infected:
		return name, nil
	case answer == "OK" && sent == nil:
		return "", nil
	case answer != "":
		return "", errors.Join(fmt.Errorf("the scanner says %q", answer), sent)
	}
	return "", errors.Join(err, sent)
}

func send(line io.Writer, content io.Reader) error {
	if _, err := io.WriteString(line, "zINSTREAM\x00"); err != nil {
		return err
	}
	chunk := make([]byte, 4+64<<10)
	for {
		n, err := io.ReadFull(content, chunk[4:])
		ended := errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF)
		if err != nil && !ended {
			return err
		}
		binary.BigEndian.PutUint32(chunk, uint32(n))
		if n > 0 {
			if _, err := line.Write(chunk[:4+n]); err != nil {
				return err
			}
		}
		if ended {
			_, err := line.Write(make([]byte, 4))
			return err
		}
	}
}
