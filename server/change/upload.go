package change

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"os"
	"time"

	"ringain/meetings"
	"ringain/meetings/files"
	"ringain/meetings/store"
)

// FileLimits bound what people upload, in bytes. One that is 0 bounds nothing.
type FileLimits struct {
	Each    int64 // one file
	Owner   int64 // one person within a day, or everybody of one network who has not said their name
	Network int64 // everybody of one network within a day
	Meeting int64 // one meeting; half of it for one network within a day
	All     int64 // the installation
}

// How long an upload lasts since its last part, and its file waits to be shared.
const (
	UploadLasts = time.Hour
	FileWaits   = 24 * time.Hour
)

// maxParts is how many parts a file may come in by; whoever sends smaller ones starts over.
const maxParts = 2000

// So many files may be on their way in at once, of one owner and of one network.
const (
	maxComing     = 20
	maxComingNear = 200
)

// BeginUpload makes room for a file that somebody is about to send: u says its name and
// size, whose room for files it takes, from where it comes, and where it is to be shared,
// if in a meeting. Nothing of it is kept that is too large, or that would not be taken by
// its name.
func (c *Changes) BeginUpload(u meetings.Upload) (meetings.Upload, error) {
	u.ID, u.Name, u.Until = meetings.ID(rand.Text()), files.Name(u.Name), meetings.At(c.now()).Add(UploadLasts)
	if err := c.admits(u); err != nil {
		return u, err
	}
	err := c.store.Change("files", func(tx *store.Tx) error {
		room, err := tx.FileRoom(u)
		if err != nil {
			return err
		}
		if room.Coming >= maxComing || room.Near >= maxComingNear {
			return meetings.Refuse(meetings.TooMuch, "Det är många filer på väg in härifrån. Vänta tills någon har kommit fram.", "Many files are on their way in from here. Wait until one has come.").About("file")
		}
		if err := c.hasRoom(room, u.Size); err != nil {
			return err
		}
		return tx.BeginUpload(u)
	})
	return u, err
}

// admits refuses a file that cannot be taken by what is said of it.
func (c *Changes) admits(u meetings.Upload) error {
	switch _, known := files.TypeNamed(u.Name); {
	case !known:
		_, err := files.TypeOf(u.Name, nil)
		return err
	case u.Size < 1:
		return meetings.Refuse(meetings.Invalid, "Filen är tom.", "The file is empty.").About("file")
	case c.limits.Each > 0 && u.Size > c.limits.Each:
		return files.TooLarge(c.limits.Each)
	}
	return nil
}

// hasRoom refuses a file for which there is no room.
func (c *Changes) hasRoom(room store.FileRoom, size int64) error {
	over := func(has, most int64) bool { return most > 0 && has+size > most }
	switch {
	case over(room.Owner, c.limits.Owner):
		return meetings.Refuse(meetings.TooMuch, fmt.Sprintf("Du har laddat upp så mycket som ryms på ett dygn, %d MB. Dela en länk i stället.", c.limits.Owner>>20),
			fmt.Sprintf("You have uploaded as much as fits in a day, %d MB. Share a link instead.", c.limits.Owner>>20)).About("file")
	case over(room.Network, c.limits.Network):
		return meetings.Refuse(meetings.TooMuch, "Från ert nät har det kommit så mycket som ryms på ett dygn. Dela en länk i stället.", "As much has come from your network as fits in a day. Share a link instead.").About("file")
	case over(room.Share, c.limits.Meeting/2):
		return meetings.Refuse(meetings.TooMuch, "Från ert nät har det kommit så mycket som ryms i ett möte. Dela en länk i stället.", "As much has come from your network as fits in one meeting. Share a link instead.").About("file")
	case over(room.Meeting, c.limits.Meeting):
		return meetings.Refuse(meetings.TooMuch, "Mötet har inte plats för fler filer. Dela en länk i stället.", "The meeting has no room for more files. Share a link instead.").About("file")
	case over(room.All, c.limits.All):
		return meetings.Refuse(meetings.TooMuch, "Det finns ingen plats för fler filer just nu. Dela en länk i stället.", "There is no room for more files just now. Share a link instead.").About("file")
	}
	return nil
}

// Upload returns an upload as far as it has come.
func (c *Changes) Upload(ctx context.Context, id meetings.ID) (meetings.Upload, error) {
	return c.store.Upload(ctx, id, meetings.At(c.now()))
}

// ErrOffset says that a part begins elsewhere than where the upload has come to.
var ErrOffset = errors.New("the upload has come elsewhere")

// ContinueUpload takes in what follows of an upload from a byte on, and returns it as it
// is then: with its hash, once it is whole and kept. What came before r broke off is
// kept, and may be followed by more from any node. An upload that turns out to be
// something else than it should is refused and dropped.
func (c *Changes) ContinueUpload(ctx context.Context, id meetings.ID, at int64, r io.Reader) (u meetings.Upload, err error) {
	u, err = c.Upload(ctx, id)
	if err != nil {
		return u, err
	}
	if at != u.Has {
		return u, ErrOffset
	}
	if u.Has < u.Size {
		n, broken := c.files.Part(ctx, id, at, r, u.Size-u.Has)
		if n == 0 {
			return u, c.unkept(ctx, broken)
		}
		if u, err = c.addPart(id, at, n); err != nil {
			return u, c.unkept(ctx, c.leave(ctx, id, at, n, err))
		}
		if broken != nil && u.Has < u.Size {
			return u, c.unkept(ctx, broken)
		}
	}
	if _, whole := u.File(); whole || u.Has < u.Size {
		return u, nil
	}
	return c.finish(ctx, u)
}

// leave removes from its place what has come of an upload and is not kept: a part that
// somebody else was before with, or all of an upload that is refused, since nothing counts
// it from then on. It returns err.
func (c *Changes) leave(ctx context.Context, id meetings.ID, at, n int64, err error) error {
	if forGood(err) {
		return errors.Join(err, c.DropUpload(ctx, id))
	}
	if !errors.Is(err, ErrOffset) {
		return err // a fault: it may have been kept
	}
	ctx = context.WithoutCancel(ctx)
	has, unread := c.store.HasPart(ctx, id, at, n)
	if has || unread != nil {
		return errors.Join(err, unread)
	}
	if gone := c.files.DropPart(ctx, id, at, n); gone != nil {
		c.log.Warn("a part of an upload stays for an hour", "err", gone)
	}
	return err
}

// forGood reports whether an upload is refused whenever it is tried again. What could not be
// saved just now is there to go on with.
func forGood(err error) bool {
	refusal, refused := errors.AsType[*meetings.Refusal](err)
	return refused && refusal.Kind != meetings.Unsaved
}

// addPart keeps that a part has come in, if nobody else was first and there is room for it still.
func (c *Changes) addPart(id meetings.ID, at, n int64) (u meetings.Upload, err error) {
	now := meetings.At(c.now())
	err = c.store.Change("files", func(tx *store.Tx) error {
		if u, err = tx.TakeUpload(id, now); err != nil {
			return err
		}
		if u.Has != at {
			return ErrOffset
		}
		u.Has, u.Until = at+n, now.Add(UploadLasts)
		if err := tx.AddPart(id, at, n, u.Until); err != nil {
			return err
		}
		return c.roomFor(u)(tx, 0)
	})
	return u, err
}

// finish joins the parts of an upload to a file.
func (c *Changes) finish(ctx context.Context, u meetings.Upload) (meetings.Upload, error) {
	sizes, err := c.store.Parts(ctx, u.ID)
	if err != nil {
		return u, err
	}
	if len(sizes) > maxParts {
		return u, errors.Join(meetings.Refuse(meetings.TooMuch, "Filen kom i för små delar. Välj den igen.", "The file came in too small parts. Choose it again.").About("file"), c.DropUpload(ctx, u.ID))
	}
	b, err := c.files.Keep(ctx, c.files.Join(ctx, u.ID, sizes), u.Size, c.claim(u.Name, counted))
	if err != nil {
		if forGood(err) || errors.Is(err, files.ErrNone) {
			err = errors.Join(err, c.DropUpload(ctx, u.ID)) // it never becomes more than this
		}
		return u, c.unkept(ctx, err)
	}
	u.Hash, u.Until = string(b.Hash), meetings.At(c.now()).Add(FileWaits)
	err = c.store.Change("files", func(tx *store.Tx) error {
		if _, err := tx.TakeUpload(u.ID, meetings.At(c.now())); err != nil {
			return err
		}
		return tx.FinishUpload(u.ID, u.Hash, u.Until)
	})
	if err != nil {
		return u, err
	}
	c.dropParts(ctx, u.ID)
	return u, nil
}

// counted is the room of a file whose every part was counted as it came.
func counted(*store.Tx, int64) error { return nil }

// claim looks at what has come in whole, and makes known that it is about to be kept, if
// there is room for it.
func (c *Changes) claim(name string, room func(*store.Tx, int64) error) func(files.Blob) error {
	return func(b files.Blob) error {
		if _, err := files.TypeOf(name, b.Head); err != nil {
			return err
		}
		return c.store.Change("files", func(tx *store.Tx) error {
			if err := room(tx, b.Size); err != nil {
				return err
			}
			return tx.ClaimFile(string(b.Hash), b.Size, meetings.At(c.now()))
		})
	}
}

// roomFor refuses a file for which somebody, a meeting or the installation has no room.
func (c *Changes) roomFor(u meetings.Upload) func(*store.Tx, int64) error {
	return func(tx *store.Tx, size int64) error {
		room, err := tx.FileRoom(u)
		if err != nil {
			return err
		}
		return c.hasRoom(room, size)
	}
}

// KeepFile takes in a file at once, as a form brings it: when it returns, the file is
// kept and waits for a day to be referred to. u says of it what [Changes.BeginUpload]
// wants to know, but for its size.
func (c *Changes) KeepFile(ctx context.Context, u meetings.Upload, r io.Reader) (meetings.Upload, error) {
	u.ID, u.Name = meetings.ID(rand.Text()), files.Name(u.Name)
	if _, known := files.TypeNamed(u.Name); !known {
		return u, c.admits(u)
	}
	most := c.limits.Each
	if most == 0 {
		most = 1 << 40
	}
	b, err := c.files.Keep(ctx, r, most, c.claim(u.Name, c.roomFor(u)))
	if err != nil {
		return u, c.unkept(ctx, err)
	}
	u.Hash, u.Size, u.Until = string(b.Hash), b.Size, meetings.At(c.now()).Add(FileWaits)
	err = c.store.Change("files", func(tx *store.Tx) error {
		if err := tx.BeginUpload(u); err != nil {
			return err
		}
		return tx.FinishUpload(u.ID, u.Hash, u.Until)
	})
	return u, err
}

// DropUpload forgets an upload and removes what has come of it. What has become a file
// stays where something refers to it.
func (c *Changes) DropUpload(ctx context.Context, id meetings.ID) error {
	if err := c.store.Change("files", func(tx *store.Tx) error { return tx.DropUpload(id) }); err != nil {
		return err
	}
	c.dropParts(ctx, id)
	return nil
}

// CancelUpload does the same for whoever sent it; what has become a file has taken its
// room for the day.
func (c *Changes) CancelUpload(ctx context.Context, id meetings.ID) error {
	if err := c.store.Change("files", func(tx *store.Tx) error { return tx.CancelUpload(id) }); err != nil {
		return err
	}
	c.dropParts(ctx, id)
	return nil
}

func (c *Changes) dropParts(ctx context.Context, id meetings.ID) {
	if err := c.files.Drop(context.WithoutCancel(ctx), id); err != nil {
		c.log.Warn("the parts of an upload stay for an hour", "err", err)
	}
}

// unkept says of a fault of the place for files that nothing was kept, and that one may
// try again. What broke off on its way in is nobody's fault here.
func (c *Changes) unkept(ctx context.Context, err error) error {
	if err == nil || ctx.Err() != nil || errors.Is(err, ErrOffset) {
		return err
	}
	if r, ok := errors.AsType[*meetings.Refusal](err); ok {
		return r
	}
	if errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, os.ErrDeadlineExceeded) {
		return meetings.Refuse(meetings.Unsaved, "Uppkopplingen bröts innan hela filen hade kommit. Försök igen.", "The line broke before the whole file had come. Try again.").About("file")
	}
	c.log.Error("a file could not be kept", "err", err)
	return meetings.Refuse(meetings.Unsaved, "Filen kunde inte sparas hos oss just nu. Inget av den är delat. Försök igen om en stund, eller dela en länk.",
		"The file could not be saved on our side just now. Nothing of it is shared. Try again in a while, or share a link.").About("file")
}
