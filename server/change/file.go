package change

import (
	"context"
	"errors"
	"time"

	"ringain/meetings"
	"ringain/meetings/files"
	"ringain/meetings/store"
)

// The kinds of thing that refer to a file.
const (
	supportFiles  = "support"  // an entry of the support list
	materialFiles = "material" // material of a meeting
)

// keepSupport keeps an entry of the support list, and that it refers to its file, which is
// served to everybody once the entry is published.
func keepSupport(tx *store.Tx, e meetings.Support, link store.SupportLink) error {
	if e.File != nil {
		use := meetings.FileUse{Part: supportFiles, Ref: e.ID, Meeting: e.Meeting, Shown: e.State == meetings.SupportPublished}
		if _, err := tx.UseFile(*e.File, use, e.Updated); err != nil {
			return err
		}
	}
	return tx.SaveSupport(e, link)
}

// followFiles keeps what follows for files from an event about material: what is shared
// is served, what is hidden is not, and what is taken back is let go of.
func followFiles(tx *store.Tx, meeting meetings.ID, event meetings.Event, at meetings.Instant) error {
	switch e := event.(type) {
	case meetings.MaterialShared:
		if e.Material.File == nil {
			return nil
		}
		_, err := tx.UseFile(*e.Material.File, meetings.FileUse{Part: materialFiles, Ref: fileRef(meeting, e.Material.ID), Meeting: meeting, Shown: true}, at)
		return err
	case meetings.MaterialHidden:
		return tx.ShowFiles(materialFiles, fileRef(meeting, e.Material), false)
	case meetings.MaterialRestored:
		return tx.ShowFiles(materialFiles, fileRef(meeting, e.Material.ID), true)
	case meetings.MaterialWithdrawn:
		return tx.ReleaseFiles(materialFiles, fileRef(meeting, e.Material))
	}
	return nil
}

// SettleFile is what an editor decides about a file in which nobody could look for harm: it
// is served nevertheless, or it is stopped.
func (c *Changes) SettleFile(by meetings.Person, hash string, state meetings.FileState) error {
	if err := allow(meetings.MaySection(by)); err != nil {
		return err
	}
	return c.store.Change("files", func(tx *store.Tx) error { return tx.FileChecked(hash, state) })
}

// fileRef is material among all of the installation.
func fileRef(meeting meetings.ID, m meetings.MaterialID) meetings.ID {
	return meeting + "/" + meetings.ID(m)
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
