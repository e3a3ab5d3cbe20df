package change

import (
	"bytes"
	"context"
	"encoding/json"

	"ringain/meetings"
	"ringain/meetings/store"
)

// SaveSeries keeps a series, new or changed, and expands its rule into meetings.
// What a change does to the meetings there already are is [meetings.Replan]'s to
// say. What the series was before is kept with it, for [Changes.UndoSeries].
func (c *Changes) SaveSeries(ctx context.Context, by meetings.Person, series meetings.Series) (done meetings.Replanned, err error) {
	return c.saveSeries(by, series, 0)
}

// UndoSeries gives a series back what it was before the change of a moment, soon enough
// after it. Undoing the same change again has no further effect.
func (c *Changes) UndoSeries(ctx context.Context, by meetings.Person, series meetings.ID, saved meetings.Instant) (done meetings.Replanned, err error) {
	s, err := c.store.Series(ctx, string(series))
	switch {
	case err != nil:
		return done, err
	case s.Saved != saved || s.Was == nil:
		return done, nil // undone, or changed by somebody since: the page shows how it is
	case meetings.At(c.now()) > s.Saved.Add(meetings.UndoSeriesFor):
		return done, meetings.Refuse(meetings.Late, "Det har gått för lång tid för att ångra. Ändra serien i stället.",
			"Too much time has passed to undo it. Change the series instead.")
	}
	return c.saveSeries(by, *s.Was, saved)
}

// saveSeries keeps a series; when it undoes the change of a moment, only if that was the last.
func (c *Changes) saveSeries(by meetings.Person, series meetings.Series, undoes meetings.Instant) (done meetings.Replanned, err error) {
	if err := allow(meetings.MayPlan(by)); err != nil {
		return done, err
	}
	if series, err = series.Checked(); err != nil {
		return done, err
	}
	plan, err := series.Expand()
	if err != nil {
		return done, err
	}
	err = c.store.Change("series", func(tx *store.Tx) error {
		at := meetings.At(c.now())
		before, err := c.whose(tx, by, &series)
		if err != nil || undoes != 0 && (before.Saved != undoes || before.Was == nil) {
			return err
		}
		series.Draft = series.Draft && (before.ID == "" || before.Draft) // what is announced stays so
		remember(&series, before, at, undoes != 0)
		rooms, err := tx.TakeSeries(series.ID)
		if err != nil {
			return err
		}
		from := at
		if len(rooms) == 0 {
			from = 0 // a new series may also tell of days that have been
		}
		done = meetings.Replan(series, rooms, plan, from)
		if err := tx.SaveSeries(series); err != nil {
			return err
		}
		themes := withThemes(rooms, series.Themes...) // they may be others than they were
		if series.Draft {
			themes = nil // the calendars of no theme show it
		}
		c.raise(tx, themes, at)
		kind := meetings.SeriesChanged
		switch {
		case series.Draft:
			kind = meetings.SeriesDrafted
		case before.ID == "" || before.Draft:
			kind = meetings.SeriesMade
		case undoes != 0:
			kind = meetings.SeriesUndone
		}
		if err := c.note(tx, by, series.Convener, kind, series.ID); err != nil {
			return err
		}
		return c.replan(tx, series, rooms, done, meetings.Doing{By: by, At: at})
	})
	return done, err
}

// remember keeps with a series what it was, unless it is the same; what undoes a change is
// not itself undone.
func remember(series *meetings.Series, before meetings.Series, at meetings.Instant, undoes bool) {
	was, saved := before.Was, before.Saved
	before.Was, before.Saved, series.Was, series.Saved = nil, 0, nil, 0
	switch {
	case before.ID == "" || before.Draft || undoes: // nobody has seen a draft
	case same(before, *series):
		series.Was, series.Saved = was, saved
	default:
		series.Was, series.Saved = &before, at
	}
}

// same reports whether two series are kept alike.
func same(a, b meetings.Series) bool {
	one, wrong := json.Marshal(a)
	other, bad := json.Marshal(b)
	return wrong == nil && bad == nil && bytes.Equal(one, other)
}

// whose says whose a series is: that of whoever makes it, for good. It refuses one who may
// not change it, and themes of others. It returns the series as it is kept.
func (c *Changes) whose(tx *store.Tx, by meetings.Person, series *meetings.Series) (before meetings.Series, err error) {
	if series.ID == "" {
		series.ID = c.newID()
	}
	before, found, err := tx.Series(series.ID)
	if err != nil {
		return before, err
	}
	if series.Convener = before.Convener; !found {
		series.Convener = by.Convener
	}
	if err := allow(meetings.MayPlanSeries(by, *series)); err != nil {
		return before, err
	}
	return before, ownThemes(tx, series.Convener, series.Themes...)
}

// replan keeps what becomes of the meetings of a changed series.
//
//   - One that is withdrawn has been in people's calendars, and so stays there as cancelled,
//     unless it was made within the last minutes and nobody was told of it, or is a draft: it
//     is removed.
//   - What a series does to its own meetings leaves them as nobody has touched them.
func (c *Changes) replan(tx *store.Tx, series meetings.Series, rooms []meetings.Room, done meetings.Replanned, d meetings.Doing) error {
	var added []meetings.Meeting
	for _, o := range done.Added {
		id := c.newID()
		m := series.Meeting(id, o, d.At)
		added = append(added, m)
		if err := tx.AddMeeting(meetings.Room{Meeting: m, Agenda: series.Agenda(id), Queue: m.Kind.QueueOf()}); err != nil {
			return err
		}
	}
	for _, r := range done.Changed {
		if err := c.planned(tx, r, d); err != nil {
			return err
		}
	}
	for _, m := range done.Withdrawn {
		if err := c.withdraw(tx, series, m, d); err != nil {
			return err
		}
	}
	for _, r := range done.Returned {
		if err := c.ofSeries(tx, r, d, meetings.RestoreMeeting{}); err != nil {
			return err
		}
	}
	return c.newsOfSeries(tx, series, rooms, done, added, d.At)
}

// planned plans a meeting anew, as its series has it, its agenda too.
func (c *Changes) planned(tx *store.Tx, as meetings.Room, d meetings.Doing) error {
	room, seq, err := tx.Take(as.Meeting.ID)
	if err != nil {
		return err
	}
	return c.keepPlanned(tx, room.Meeting, room, meetings.MeetingPlanned{Plan: as.Meeting.Planned(), Items: as.Agenda.Items}, seq, d)
}

func (c *Changes) withdraw(tx *store.Tx, series meetings.Series, m meetings.Meeting, d meetings.Doing) error {
	if m.Status == meetings.Draft {
		return tx.RemoveDraft(m.ID)
	}
	if d.At < m.Created.Add(meetings.GatherFor) {
		if removed, err := tx.RemoveUntold(m.ID); removed || err != nil {
			return err
		}
	}
	room, found, err := tx.Look(m.ID)
	if err != nil || !found {
		return err
	}
	return c.ofSeries(tx, room, d, meetings.CancelMeeting{Reason: series.WithdrawnBecause(m)})
}

// ofSeries carries out what a series does to one of its meetings.
func (c *Changes) ofSeries(tx *store.Tx, room meetings.Room, d meetings.Doing, what meetings.Command) error {
	_, seq, err := tx.Take(room.Meeting.ID)
	if err != nil {
		return err
	}
	d.ID = c.newID()
	if err := c.carryOut(tx, room, seq, d, what); err != nil {
		return err
	}
	after, found, err := tx.Look(room.Meeting.ID)
	if err != nil || !found {
		return err
	}
	after.Meeting.Touched, after.Meeting.Withdrawn = false, after.Meeting.Status == meetings.Cancelled
	return tx.SaveMeeting(after)
}
