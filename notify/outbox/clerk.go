package outbox

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"ringain/meetings"
	"ringain/meetings/store"
	"ringain/notify/letter"
)

// topicsAtOnce bounds what one look for work takes on.
const topicsAtOnce = 20

// Ranks of letters: what cannot wait goes before what can.
const (
	urgent   = 0
	ordinary = 1
)

// clerk makes messages of what is due, and of meetings that some are to be reminded of.
func (o *Outbox) clerk(ctx context.Context) (more bool, err error) {
	now := o.now()
	topics, err := o.Store.DueTopics(ctx, now, topicsAtOnce)
	if err != nil {
		return false, err
	}
	var faults []error
	for _, topic := range topics { // one that cannot be told holds up no other
		faults = append(faults, o.tell(topic, now))
	}
	return len(topics) == topicsAtOnce, errors.Join(append(faults, o.remind(ctx, now), o.nudge(ctx, now))...)
}

// tell makes a message of what waits to be told of a topic.
func (o *Outbox) tell(topic string, now meetings.Instant) error {
	return o.Store.TakeTopic(topic, now, func(tx *store.Tx, notices []store.Notice) error {
		telling, unread, err := letter.Telling(topic, notices, tx.Look, now)
		if unread != nil {
			o.Log.Error("a notice cannot be read and is told to nobody", "topic", topic, "err", unread)
		}
		if err != nil || len(telling.Meetings) == 0 {
			return err
		}
		if telling.Kind == meetings.NewsNotes {
			for _, m := range telling.Meetings {
				if err := tx.MailSummaries(m.Now.ID, now); err != nil {
					return err
				}
			}
		}
		return o.add(tx, o.NewID(), telling, 0, now)
	})
}

// add keeps a message with a letter to everybody whom it concerns.
func (o *Outbox) add(tx *store.Tx, id meetings.ID, t meetings.Telling, hours int, now meetings.Instant) error {
	body, err := json.Marshal(t)
	if err != nil {
		return err
	}
	rank := ordinary
	for _, m := range t.Meetings {
		if t.Kind == meetings.NewsCancelled || m.Now.Start < now.Add(meetings.SoonNews) && t.Kind != meetings.NewsNotes {
			rank = urgent
		}
	}
	_, err = tx.AddMessage(store.Message{ID: id, Kind: t.Kind, Themes: t.Themes(), Body: body, At: now}, hours, rank)
	return err
}

// remind makes messages of meetings that some want to be reminded of by now. Nobody is
// reminded when half of the time has passed: whoever heard of a meeting late has just
// heard of it.
func (o *Outbox) remind(ctx context.Context, now meetings.Instant) error {
	for _, hours := range meetings.Reminders() {
		if hours == 0 {
			continue
		}
		ahead := time.Duration(hours) * time.Hour
		rooms, err := o.Store.Rooms(ctx, store.Which{From: now.Add(ahead / 2), To: now.Add(ahead + 1)})
		if err != nil {
			return err
		}
		for _, r := range rooms {
			if m := r.Meeting; m.Status != meetings.Planned || m.Start < now.Add(ahead/2) || m.Created > m.Start.Add(-ahead) {
				continue
			}
			if err := o.remindOf(ctx, r, hours, now); err != nil {
				return err
			}
		}
	}
	return nil
}

// remindOf has those who want it be reminded of a meeting, once for each time it has.
func (o *Outbox) remindOf(ctx context.Context, r meetings.Room, hours int, now meetings.Instant) error {
	m := r.Meeting
	id := meetings.ID(fmt.Sprintf("reminder.%s.%d.%d", m.ID, m.Start, hours))
	if known, err := o.Store.KnowsMessage(ctx, id); err != nil || known {
		return err
	}
	t := meetings.Telling{Kind: meetings.NewsReminder, Hours: hours,
		Meetings: []meetings.Told{{News: meetings.NewsReminder, Now: m, Agenda: meetings.Agenda{Items: r.Agenda.Items}}}}
	return o.Store.Change("outbox", func(tx *store.Tx) error { return o.add(tx, id, t, hours, now) })
}
