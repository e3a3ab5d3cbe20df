package change

import (
	"context"
	"encoding/json"
	"slices"
	"strings"

	"ringain/meetings"
	"ringain/meetings/store"
)

// TopicOfMeeting is under what is kept that people shall be told of a meeting.
func TopicOfMeeting(id meetings.ID) string { return "meeting/" + string(id) }

// TopicOfSeries is under what is kept that people shall be told of dates of a series.
func TopicOfSeries(id meetings.ID) string { return "series/" + string(id) }

// TopicOfNotes is under what is kept that people shall be told of what came of a meeting.
func TopicOfNotes(id meetings.ID) string { return "notes/" + string(id) }

// news keeps that people shall be told what has become of a meeting, if it is news to
// anybody. before is nil for one that nobody knows of.
func (c *Changes) news(tx *store.Tx, topic string, before *meetings.Meeting, after meetings.Meeting, at meetings.Instant) error {
	kind := meetings.NewsOf(before, after, at)
	if kind == "" {
		return nil
	}
	was := after
	if before != nil {
		was = *before
	}
	return c.keepNews(tx, topic, kind, after.ID, meetings.Untold{Before: before}, at, meetings.TellAt(kind, was, after, at))
}

// newsOfMeeting keeps that people shall be told what has become of one meeting:
//
//   - of one that they have not been told of at all, they hear with the others of its
//     series, as it is by then; and of one that is cancelled by then, never;
//   - what waits to be told of it with its series is told now instead, once, from how they
//     knew it.
func (c *Changes) newsOfMeeting(tx *store.Tx, before, after meetings.Meeting, at meetings.Instant) error {
	topic := TopicOfMeeting(after.ID)
	first, waits, err := tx.UntoldOf(after.ID, at)
	if err != nil {
		return err
	}
	if waits && first.Topic != topic {
		if Unheard(first) {
			return nil
		}
		due := at.Add(meetings.GatherFor)
		if kind := meetings.NewsOf(&before, after, at); kind != "" {
			due = meetings.TellAt(kind, before, after, at)
		}
		if err := tx.Regroup(after.ID, topic, due); err != nil {
			return err
		}
	}
	return c.news(tx, topic, &before, after, at)
}

// Unheard reports whether a notice is of a meeting that nobody had been told of before.
func Unheard(n store.Notice) bool {
	var u meetings.Untold
	return json.Unmarshal(n.Body, &u) == nil && (u.Before == nil || u.Before.Status == meetings.Draft)
}

func (c *Changes) keepNews(tx *store.Tx, topic string, kind meetings.NewsKind, of meetings.ID, u meetings.Untold, at, due meetings.Instant) error {
	body, err := json.Marshal(u)
	if err != nil {
		return err
	}
	return tx.Tell(store.Notice{ID: c.newID(), Topic: topic, Kind: string(kind), Meeting: of, Body: body, At: at, Due: due})
}

// newsOfNotes keeps that people shall be told that what came of a meeting is published, unless
// it is a draft, which they know nothing of.
func (c *Changes) newsOfNotes(tx *store.Tx, m meetings.Meeting, at meetings.Instant) error {
	if m.Status == meetings.Draft {
		return nil
	}
	return c.keepNews(tx, TopicOfNotes(m.ID), meetings.NewsNotes, m.ID, meetings.Untold{}, at, meetings.TellAt(meetings.NewsNotes, m, m, at))
}

// Hush has people not be told of what waits to be told of a topic.
func (c *Changes) Hush(ctx context.Context, by meetings.Person, topic string) error {
	if err := c.tells(ctx, by, topic); err != nil {
		return err
	}
	far := meetings.At(c.now()).Add(meetings.GatherFor)
	hushed := false
	err := c.store.TakeTopic(topic, far, func(tx *store.Tx, _ []store.Notice) error {
		hushed = true
		return c.noteLetter(tx, by, topic, meetings.LettersHushed, meetings.SeriesHushed)
	})
	if err == nil && !hushed {
		return meetings.Refuse(meetings.Late, "Breven har redan gått iväg.", "The letters have already been sent.")
	}
	return err
}

// TellNow has people be told at once of what waits to be told of a topic.
func (c *Changes) TellNow(ctx context.Context, by meetings.Person, topic string) error {
	if err := c.tells(ctx, by, topic); err != nil {
		return err
	}
	return c.store.Change("outbox", func(tx *store.Tx) error {
		if err := c.noteLetter(tx, by, topic, meetings.LettersHastened, meetings.SeriesHastened); err != nil {
			return err
		}
		return tx.Hasten(topic, meetings.At(c.now()))
	})
}

// noteLetter notes what somebody did with the letter about a topic, which is of a meeting or of a series.
func (c *Changes) noteLetter(tx *store.Tx, by meetings.Person, topic string, ofMeeting, ofSeries meetings.ActKind) error {
	kind, id, _ := strings.Cut(topic, "/")
	if kind == "series" {
		ofMeeting = ofSeries
	}
	return c.note(tx, by, by.Convener, ofMeeting, meetings.ID(id))
}

// newsOfSeries keeps that people shall be told what a changed series does to its meetings:
// all of it in one letter.
func (c *Changes) newsOfSeries(tx *store.Tx, series meetings.Series, before []meetings.Room, done meetings.Replanned, added []meetings.Meeting, at meetings.Instant) error {
	topic := TopicOfSeries(series.ID)
	for _, m := range added {
		if err := c.news(tx, topic, nil, m, at); err != nil {
			return err
		}
	}
	for _, r := range done.Changed {
		if err := tx.Regroup(r.Meeting.ID, topic, at.Add(meetings.GatherFor)); err != nil { // what was to be told of it alone
			return err
		}
		i := slices.IndexFunc(before, func(b meetings.Room) bool { return b.Meeting.ID == r.Meeting.ID })
		if err := c.news(tx, topic, &before[i].Meeting, r.Meeting, at); err != nil {
			return err
		}
	}
	told := done.Withdrawn // each was told of as it was cancelled, or stood again
	for _, r := range done.Returned {
		told = append(told, r.Meeting)
	}
	for _, m := range told {
		if err := tx.Regroup(m.ID, topic, at.Add(meetings.GatherFor)); err != nil {
			return err
		}
	}
	return nil
}
