package change

import (
	"context"
	"errors"

	"ringain/meetings"
	"ringain/meetings/store"
)

// SaveDraft plans a meeting of no series, that was never announced, anew: what is said of it,
// with its address. When it is announced it is there for everybody, and people are told.
// A meeting that was announced meanwhile is left as it is.
func (c *Changes) SaveDraft(ctx context.Context, by meetings.Person, m meetings.Meeting, announce bool) error {
	if err := c.leads(ctx, by, m.ID); err != nil {
		return err
	}
	return c.store.Change(string(m.ID), func(tx *store.Tx) error {
		room, seq, err := tx.Take(m.ID)
		if err != nil {
			return err
		}
		before, d := room.Meeting, meetings.Doing{By: by, At: meetings.At(c.now())}
		switch {
		case before.Status != meetings.Draft:
			return meetings.Refuse(meetings.Late, "Mötet är redan utlagt.", "The meeting has already been announced.")
		case before.Series != "":
			return meetings.Refuse(meetings.Late, "Mötet läggs ut med sin serie.", "The meeting is announced with its series.")
		}
		if err := ownThemes(tx, before.Convener, m.Themes...); err != nil {
			return err
		}
		m.Status = meetings.Draft
		if announce {
			m.Status = meetings.Planned
		}
		room.Meeting.Slug, room.Meeting.Date = m.Slug, m.Date
		room = room.Draft(m)
		if err := tx.Readdress(room.Meeting); err != nil {
			return err
		}
		if err := c.keepPlanned(tx, before, room, meetings.MeetingPlanned{Plan: room.Meeting.Planned()}, seq, d); err != nil {
			return err
		}
		if !announce {
			c.raise(tx, nil, d.At) // the calendars of no theme show it
			return nil
		}
		c.raise(tx, room.Meeting.Themes, d.At)
		if err := c.note(tx, by, before.Convener, meetings.MeetingAnnounced, m.ID); err != nil {
			return err
		}
		return c.news(tx, TopicOfMeeting(m.ID), nil, room.Meeting, d.At)
	})
}

// keepPlanned keeps a room that was taken and is planned anew, and has every node told:
// somebody may be in it, weeks before. before is the meeting as it was. What was written
// while it was a draft is no longer in its log once everybody may read that.
func (c *Changes) keepPlanned(tx *store.Tx, before meetings.Meeting, room meetings.Room, event meetings.MeetingPlanned, seq int64, d meetings.Doing) error {
	room = room.After(event, d.At)
	if err := c.keepAndTell(tx, room, meetings.Entry{Seq: seq, At: d.At, By: d.By.Author(), Event: event}); err != nil {
		return err
	}
	if before.Status == meetings.Draft && room.Meeting.Status != meetings.Draft {
		if err := tx.ForgetDraft(room.Meeting.ID, event); err != nil {
			return err
		}
	}
	return errors.Join(tx.SaveThemes(room.Meeting), tx.SaveWas(room.Meeting.ID, meetings.Was{})) // what was before is undone with the series, or not at all
}

// RemoveSeries removes a series that was never announced, with its meetings.
func (c *Changes) RemoveSeries(ctx context.Context, by meetings.Person, series meetings.ID) error {
	return c.store.Change("series", func(tx *store.Tx) error {
		s, found, err := tx.Series(series)
		if err != nil || !found {
			return err
		}
		if err := allow(meetings.MayPlanSeries(by, s)); err != nil {
			return err
		}
		if !s.Draft {
			return meetings.Refuse(meetings.Late, "Serien är redan utlagd. Ställ in dess möten i stället.", "The series has already been announced. Cancel its meetings instead.")
		}
		rooms, err := tx.TakeSeries(series)
		if err != nil {
			return err
		}
		for _, r := range rooms {
			if err := tx.RemoveDraft(r.Meeting.ID); err != nil {
				return err
			}
		}
		c.raise(tx, nil, meetings.At(c.now())) // the calendars of no theme show it
		if err := c.note(tx, by, s.Convener, meetings.SeriesRemoved, series); err != nil {
			return err
		}
		return tx.RemoveSeries(series)
	})
}

// saveWas keeps what was planned of a meeting before an event, so that the change that led to
// it can be undone: once.
func saveWas(tx *store.Tx, before meetings.Room, e meetings.Entry, what meetings.Command) error {
	was, undoable := meetings.WasBefore(before, e)
	if _, undoes := what.(meetings.UndoPlan); undoes {
		was = meetings.Was{}
	} else if !undoable {
		return nil
	}
	return tx.SaveWas(before.Meeting.ID, was)
}
