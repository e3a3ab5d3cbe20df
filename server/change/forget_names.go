package change

import (
	"context"
	"errors"
	"time"

	"ringain/meetings"
	"ringain/meetings/store"
)

// ForgetNames takes the personal names out of minutes that were first published with them
// longer ago than kept, out of all their editions too. Organisations and sectors stay. It
// is logged which meetings they were of, and none of the names.
func (c *Changes) ForgetNames(ctx context.Context, kept time.Duration) error {
	named, err := c.store.MinutesNamed(ctx, meetings.At(c.now()).Add(-kept))
	if err != nil {
		return err
	}
	for _, meeting := range named {
		err = errors.Join(err, c.store.Change(string(meeting), func(tx *store.Tx) error {
			room, m, err := tx.TakeMinutes(meeting)
			if err != nil {
				return err
			}
			editions, err := tx.MinutesEditions(meeting) // with what was put right until this moment
			if err != nil {
				return err
			}
			for _, e := range editions {
				e.Parts = meetings.WithoutNames(e.Parts, m.People)
				e.Note = meetings.WithoutName(e.Note, m.People)
				if err := tx.RewordMinutesEdition(meeting, e); err != nil {
					return err
				}
			}
			nameless, _ := m.Nameless()
			nameless.Rev++
			at := meetings.At(c.now())
			if err := tx.SaveMinutes(nameless, at); err != nil {
				return err
			}
			c.raise(tx, room.Meeting.Themes, at)
			tx.WhenKept(func() {
				c.log.Info("personal names were taken out of minutes", "meeting", meeting, "editions", len(editions))
			})
			return nil
		}))
	}
	return err
}
