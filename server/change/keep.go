package change

import (
	"context"
	"errors"
	"slices"
	"time"

	"ringain/meetings"
	"ringain/meetings/notes"
	"ringain/meetings/store"
)

// keeping is the task of whoever forgets; keepingHeld is how long a node has it that does
// not say that it goes on.
const (
	keeping     = "keeping"
	keepingHeld = 5 * time.Minute
)

// breath is how long the others have between two batches of what is forgotten.
const breath = 10 * time.Millisecond

// Keep removes what is past its time under some terms, as the table of what is kept says
// ([meetings.WhatIsKept]), on one node at a time. It works in small transactions with a
// breath between them, and goes on another time where it was stopped. What was removed is
// counted, and nothing is said of what it was.
func (c *Changes) Keep(ctx context.Context, node string, terms meetings.Terms) (err error) {
	defer meetings.Wrap(&err, "remove what is past its time")
	mine, err := c.claimKeeping(node)
	if err != nil || !mine {
		return err
	}
	defer func() {
		err = errors.Join(err, c.store.Change("claim", func(tx *store.Tx) error { return tx.Unclaim(keeping, node) }))
	}()
	now := meetings.At(c.now())
	for more := true; more; {
		if more, err = c.store.ForgetSome(now, terms); err != nil {
			return err
		}
		if err := c.goOn(ctx, node); err != nil {
			return err
		}
	}
	err = c.ForgetNames(ctx, terms.Names)
	for _, stage := range []meetings.RoomStage{meetings.RoomNameless, meetings.RoomUnpresented, meetings.RoomCounted} {
		err = errors.Join(err, c.letGoOfRooms(ctx, node, stage, now.Add(-terms.Stage(stage))))
	}
	return err
}

func (c *Changes) claimKeeping(node string) (mine bool, err error) {
	err = c.store.Change("claim", func(tx *store.Tx) (err error) {
		now := c.now()
		mine, err = tx.Claim(keeping, node, meetings.At(now), meetings.At(now.Add(keepingHeld)))
		return err
	})
	return mine, err
}

// errTaken stops a node whose task another has taken on.
var errTaken = errors.New("another node goes on")

// goOn waits a breath, and holds the task.
func (c *Changes) goOn(ctx context.Context, node string) error {
	select {
	case <-time.After(breath):
	case <-ctx.Done():
		return ctx.Err()
	}
	mine, err := c.claimKeeping(node)
	if err == nil && !mine {
		err = errTaken
	}
	return err
}

// letGoOfRooms has the rooms of meetings that ended before a moment reach a stage. One
// that cannot is left for another time, and keeps no other from it.
func (c *Changes) letGoOfRooms(ctx context.Context, node string, stage meetings.RoomStage, ended meetings.Instant) error {
	var failed []meetings.ID
	var all error
	for {
		due, err := c.store.RoomsAt(ctx, stage, ended, 20+len(failed))
		if err != nil {
			return errors.Join(all, err)
		}
		due = slices.DeleteFunc(due, func(id meetings.ID) bool { return slices.Contains(failed, id) })
		if len(due) == 0 {
			return all
		}
		for _, id := range due {
			if err := c.letGoOfRoom(ctx, node, id, stage); err != nil {
				failed, all = append(failed, id), errors.Join(all, err)
			}
			if err := c.goOn(ctx, node); err != nil {
				return errors.Join(all, err)
			}
		}
	}
}

// stageKinds are what is counted when a room reaches a stage.
func stageKinds(stage meetings.RoomStage) []meetings.KeptKind {
	switch stage {
	case meetings.RoomNameless:
		return []meetings.KeptKind{meetings.KeptRooms}
	case meetings.RoomUnpresented:
		return []meetings.KeptKind{meetings.KeptAgendas}
	}
	return []meetings.KeptKind{meetings.KeptWords}
}

// letGoOfRoom has the room of a meeting reach a stage: first its log, some events at a
// time, then the rest in one transaction. Done again after it was stopped, it leads to the same.
func (c *Changes) letGoOfRoom(ctx context.Context, node string, meeting meetings.ID, stage meetings.RoomStage) (err error) {
	defer meetings.Wrap(&err, "let go of the room of %s", meeting)
	for last, more := int64(0), true; more; {
		err := c.store.Change(string(meeting), func(tx *store.Tx) (err error) {
			last, more, err = tx.StripEvents(meeting, stage, last)
			return err
		})
		if err != nil {
			return err
		}
		if err := c.goOn(ctx, node); err != nil {
			return err
		}
	}
	return c.store.Change(string(meeting), func(tx *store.Tx) error {
		room, _, err := tx.TakeMinutes(meeting)
		if err != nil {
			return err
		}
		if stage == meetings.RoomNameless {
			if err := c.markNames(tx, room); err != nil {
				return err
			}
		}
		if err := c.letGoOfHistory(tx, meeting, stage); err != nil {
			return err
		}
		at := meetings.At(c.now())
		if after := room.At(stage); !slices.Equal(after.Agenda.Items, room.Agenda.Items) {
			room.Meeting = room.Meeting.Revised(at)
			c.raise(tx, room.Meeting.Themes, at)
		}
		if err := errors.Join(tx.KeepRoomAt(room, stage), c.tellForgotten(tx, meeting, at)); err != nil {
			return err
		}
		for _, kind := range stageKinds(stage) {
			err = errors.Join(err, tx.Gone(at, kind, string(room.Meeting.Convener), 1))
		}
		return err
	})
}

// markNames marks the names that a room still shows, and of those who wrote in its notes.
func (c *Changes) markNames(tx *store.Tx, room meetings.Room) error {
	writers, err := tx.NotesWriters(room.Meeting.ID)
	if err != nil {
		return err
	}
	people := room.People(room.Meeting.Lang())
	for _, w := range writers {
		if k, named := meetings.KnownAs(meetings.Person{Name: w.By.Name}, room.Meeting.Lang()); named && w.By.ID != questioner().ID {
			people = append(people, k)
		}
	}
	return tx.MarkNames(room.Meeting.ID, room.WithoutPresenters(people))
}

// letGoOfHistory lets the notes of a meeting as they read now take the place of how they
// came about. Notes that cannot be read stay until they are removed as a whole.
func (c *Changes) letGoOfHistory(tx *store.Tx, meeting meetings.ID, stage meetings.RoomStage) error {
	n, err := tx.TakeNotes(meeting)
	if err != nil || n.Last == 0 || stage >= meetings.RoomCounted {
		return err
	}
	body, err := notes.Compact(Kept(n))
	if err != nil {
		c.log.Error("notes cannot be read, and their history stays for now", "meeting", meeting, "err", err)
		return nil
	}
	made, err := tx.MakeNotesAnew(meeting, meetings.At(c.now()), body)
	if err != nil {
		return err
	}
	tx.WhenKept(func() { c.tell(NotesTopic(meeting), numbered(encodeTold(NotesTold{Anew: true}), made)) })
	return nil
}

// scrubAfter is how long what was removed waits for a quiet hour in which the database
// writes over it. After that it does so in any.
const scrubAfter = 20 * time.Hour

// Scrub has the database write over what was removed since it last did so, when no meeting
// is being held or begins within half an hour: on SQLite nothing is saved meanwhile.
func (c *Changes) Scrub(ctx context.Context, node string) (err error) {
	defer meetings.Wrap(&err, "write over what was removed")
	since, waits, err := c.store.ToScrub(ctx)
	if err != nil || !waits {
		return err
	}
	now := meetings.At(c.now())
	if since > now.Add(-scrubAfter) {
		near, err := c.store.Rooms(ctx, store.Which{From: now.Add(-12 * time.Hour), To: now.Add(30 * time.Minute)})
		if err != nil || slices.ContainsFunc(near, func(r meetings.Room) bool {
			return r.Meeting.Phase(now) != meetings.Over && r.Meeting.Status == meetings.Planned
		}) {
			return err
		}
	}
	mine, err := c.claimKeeping(node)
	if err != nil || !mine {
		return err
	}
	if err := c.store.Scrub(ctx); err != nil {
		return err
	}
	return c.store.Change("claim", func(tx *store.Tx) error {
		return errors.Join(tx.Scrubbed(meetings.At(c.now())), tx.Unclaim(keeping, node))
	})
}
