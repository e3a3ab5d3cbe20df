package change

import (
	"context"
	"errors"
	"time"

	"ringain/meetings"
	"ringain/meetings/files"
	"ringain/meetings/store"
)

// supportFiles is the kind of thing that an entry of the support list is to its file.
const supportFiles = "support"

// useSupportFile keeps that an entry of the support list refers to its file, which is
// served to everybody once the entry is published.
func useSupportFile(tx *store.Tx, before *meetings.File, e *meetings.Support, at meetings.Instant) error {
	if before != nil && (e.File == nil || *e.File != *before) {
		if err := tx.ReleaseFiles(supportFiles, e.ID); err != nil {
			return err
		}
	}
	if e.File == nil {
		return nil
	}
	f, err := tx.UseFile(*e.File, meetings.FileUse{Part: supportFiles, Ref: e.ID, Meeting: e.Meeting, Shown: e.State == meetings.SupportPublished}, at)
	if err != nil {
		return err
	}
	e.File = &f
	return nil
}

// sweepPatience is how long the removal of one file may take.
const sweepPatience = 2 * time.Second

// SweepFiles removes what nothing needs: uploads past their time, what stopped coming in
// more than an hour ago, and files that nothing has referred to for as long. It says how
// many files it removed.
func (c *Changes) SweepFiles(ctx context.Context) (n int, err error) {
	defer meetings.Wrap(&err, "sweep the files")
	now := c.now()
	late, err := c.store.LateUploads(ctx, meetings.At(now))
	if err != nil {
		return 0, err
	}
	for _, id := range late {
		if err := c.DropUpload(ctx, id); err != nil {
			return 0, err
		}
	}
	if _, err := c.files.Sweep(ctx, now.Add(-UploadLasts)); err != nil {
		return 0, err
	}
	if err := c.adopt(ctx, now.Add(-UploadLasts)); err != nil {
		return 0, err
	}
	before := meetings.At(now.Add(-UploadLasts))
	unused, err := c.store.UnusedFiles(ctx, before)
	if err != nil {
		return 0, err
	}
	for _, hash := range unused {
		err = errors.Join(err, c.store.Change("files", func(tx *store.Tx) error {
			return tx.SweepFile(hash, before, func() error {
				n++
				ctx, cancel := context.WithTimeout(ctx, sweepPatience)
				defer cancel()
				return c.files.Remove(ctx, files.Hash(hash))
			})
		}))
	}
	return n, err
}

// adopt makes known the files that are in their place though nothing knows of them, as
// after the database was put back from a copy.
func (c *Changes) adopt(ctx context.Context, before time.Time) error {
	type found struct {
		hash  string
		size  int64
		since time.Time
	}
	var batch []found
	look := func() error {
		hashes := make([]string, len(batch))
		for i, f := range batch {
			hashes[i] = f.hash
		}
		known, err := c.store.FileStates(ctx, hashes)
		if err != nil {
			return err
		}
		for _, f := range batch {
			if _, ok := known[f.hash]; ok {
				continue
			}
			err = errors.Join(err, c.store.Change("files", func(tx *store.Tx) error { return tx.AdoptFile(f.hash, f.size, meetings.At(f.since)) }))
		}
		batch = batch[:0]
		return err
	}
	err := c.files.Each(ctx, func(h files.Hash, size int64, since time.Time) error {
		if since.Before(before) {
			batch = append(batch, found{string(h), size, since})
		}
		if len(batch) < 100 {
			return nil
		}
		return look()
	})
	return errors.Join(err, look())
}
