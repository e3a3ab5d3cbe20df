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
	run := meetings.At(c.now())
	named, err := c.store.MinutesNamed(ctx, run.Add(-kept))
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
			names, err := tx.NameMarks(meeting)
			if err != nil {
				return err
			}
			names.People = m.People
			for _, e := range editions {
				e.Parts, e.Note = names.OutOf(e.Parts), names.Out(e.Note)
				if err := tx.RewordMinutesEdition(meeting, e); err != nil {
					return err
				}
			}
			nameless := m.Nameless(names)
			nameless.Rev++
			at := meetings.At(c.now())
			if err := errors.Join(tx.SaveMinutes(nameless, at), tx.Gone(run, meetings.KeptMinutes, string(room.Meeting.Convener), 1)); err != nil {
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
