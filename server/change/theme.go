package change

import (
	"context"
	"slices"
	"time"

	"ringain/meetings"
	"ringain/meetings/store"
)

// RenameTheme gives a theme another address. Its pages and calendars keep answering at
// the old one, for life.
func (c *Changes) RenameTheme(ctx context.Context, by meetings.Person, from, to string) error {
	if err := meetings.CheckSlug(to); err != nil {
		return err
	}
	return c.store.Change("themes", func(tx *store.Tx) error {
		theme, found, err := tx.Theme(from)
		if err != nil {
			return err
		}
		if !found {
			return meetings.Refuse(meetings.Unknown, "Det finns inget sådant tema.", "There is no such theme.")
		}
		if err := allow(meetings.MayPlanOf(by, theme.Convener)); err != nil {
			return err
		}
		if from == to {
			return nil
		}
		if err := c.note(tx, by, theme.Convener, meetings.ThemeRenamed, meetings.ID(to)); err != nil {
			return err
		}
		return c.replace(tx, theme, to, func() error { return tx.RenameTheme(from, to) })
	})
}

// MergeTheme has a theme take over the meetings and series of another, which is no
// more. The pages and calendars of the one that was keep answering, with those of the
// one that is.
func (c *Changes) MergeTheme(ctx context.Context, by meetings.Person, from, into string) error {
	return c.store.Change("themes", func(tx *store.Tx) error {
		old, _, err := tx.Theme(from)
		if err != nil {
			return err
		}
		next, _, err := tx.Theme(into)
		if err != nil {
			return err
		}
		if err := allow(meetings.MayPlanOf(by, old.Convener) && meetings.MayPlanOf(by, next.Convener)); err != nil {
			return err
		}
		if err := meetings.CheckMerge(old, next); err != nil {
			return err
		}
		if err := c.note(tx, by, next.Convener, meetings.ThemeMerged, meetings.ID(into)); err != nil {
			return err
		}
		return c.replace(tx, old, into, func() error { return tx.MergeTheme(from, into) })
	})
}

// replace has the meetings of a theme be of another, and their revision raised.
func (c *Changes) replace(tx *store.Tx, old meetings.Theme, to string, keep func() error) error {
	at := max(meetings.At(c.now()), old.Changed.Add(time.Second)) // no calendar moves back
	rooms, err := tx.TakeTheme(old.Slug)
	if err != nil {
		return err
	}
	if err := keep(); err != nil {
		return err
	}
	themes := []string{to, old.Umbrella}
	for _, r := range rooms {
		r.Meeting = r.Meeting.Revised(at)
		r.Meeting.Themes = meetings.Replaced(r.Meeting.Themes, old.Slug, to)
		if err := tx.SaveMeeting(r); err != nil {
			return err
		}
		themes = append(themes, r.Meeting.Themes...)
	}
	c.raise(tx, slices.Compact(slices.Sorted(slices.Values(themes))), at)
	return nil
}
