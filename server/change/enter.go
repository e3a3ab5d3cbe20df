package change

import (
	"context"
	"time"

	"ringain/meetings"
	"ringain/meetings/store"
)

// MayEnter refuses one who may not come into the room of a meeting just now.
func (c *Changes) MayEnter(ctx context.Context, by meetings.Person, meeting meetings.ID) error {
	house, err := c.store.House(ctx, meeting)
	if err != nil {
		return err
	}
	wasIn := false
	if house.Locked && by.ID != "" {
		if _, wasIn, err = c.store.Entrant(ctx, meeting, by.ID); err != nil {
			return err
		}
	}
	return house.Admits(by, wasIn)
}

// enteredEvery is how often it is remembered anew that somebody came in, so that many
// who come back at once cost the database no writing.
const enteredEvery = time.Hour

// Enter lets somebody into the room of a meeting, or refuses them. That they came in
// is remembered, so that they come back when it is locked.
func (c *Changes) Enter(ctx context.Context, by meetings.Person, meeting meetings.ID) error {
	before, came, err := c.store.Entrant(ctx, meeting, by.ID)
	if err == nil && came && before.Person == by && meetings.At(c.now()) < before.At.Add(enteredEvery) {
		return c.MayEnter(ctx, by, meeting)
	}
	return c.store.Change(string(meeting), func(tx *store.Tx) error {
		house, err := tx.TakeHouse(meeting)
		if err != nil {
			return err
		}
		_, wasIn, err := tx.Entrant(meeting, by.ID)
		if err != nil {
			return err
		}
		if err := house.Admits(by, wasIn); err != nil {
			return err
		}
		return tx.Enter(meeting, by, meetings.At(c.now()))
	})
}

// known adds to an attempt what is known of the people it concerns, as far as the
// house asks for it.
func known(tx *store.Tx, room meetings.Room, d meetings.Doing, what meetings.Command) (meetings.Doing, error) {
	meeting, h := room.Meeting.ID, room.House
	if d.About == nil {
		var err error
		if d.About, err = about(tx, meeting, what); err != nil {
			return d, err
		}
	}
	if _, rings := room.CallerOf(d.By.ID); rings || !h.Locked && h.Slow == 0 || meetings.MayRun(d.By) {
		return d, nil
	}
	self, came, err := tx.Entrant(meeting, d.By.ID)
	d.Outside, d.Last = !came, self.Said
	return d, err
}

// paced remembers, in slow mode, that a guest has asked or written something.
func paced(tx *store.Tx, room meetings.Room, d meetings.Doing, what meetings.Command) error {
	if room.House.Slow == 0 || meetings.MayRun(d.By) || !meetings.Contributes(what) {
		return nil
	}
	return tx.Say(room.Meeting.ID, d.By.ID, d.At)
}

// WriterRemoved says that an update to the notes is by somebody who has been removed
// from the meeting meanwhile, perhaps on another node.
type WriterRemoved struct{ Who meetings.ID }

func (WriterRemoved) Error() string { return "the writer has been removed from the meeting" }

// allRemain fails with [WriterRemoved] when one who writes has been removed. Ask when
// the notes are taken: a removal takes them too.
func allRemain(tx *store.Tx, meeting meetings.ID, updates []store.NotesUpdate) error {
	house, err := tx.House(meeting)
	if err != nil {
		return err
	}
	for _, u := range updates {
		if house.Bars(u.By.ID) {
			return WriterRemoved{u.By.ID}
		}
	}
	return nil
}

// remains refuses one who writes a line in the notes and has been removed, or writes
// too soon in slow mode. Ask when the notes are taken.
func remains(tx *store.Tx, meeting meetings.ID, by meetings.Person, at meetings.Instant) error {
	house, err := tx.House(meeting)
	if err != nil {
		return err
	}
	if meetings.MayRun(by) {
		return nil
	}
	self, came, err := tx.Entrant(meeting, by.ID)
	if err != nil {
		return err
	}
	if err := house.Admits(by, came); err != nil {
		return err
	}
	if err := house.Paces(self.Said, at); err != nil || house.Slow == 0 {
		return err
	}
	return tx.Say(meeting, by.ID, at)
}
