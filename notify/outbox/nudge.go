package outbox

import (
	"context"
	"encoding/json"
	"errors"
	"slices"
	"time"

	"ringain/meetings"
	"ringain/meetings/ical"
	"ringain/meetings/store"
)

// nudgeEach is how often it is looked for what organisers are to be reminded of.
const nudgeEach = 20 * time.Second

// nudge makes messages to those who look after meetings of which they are to be reminded.
func (o *Outbox) nudge(ctx context.Context, now meetings.Instant) error {
	last := meetings.Instant(o.nudged.Load())
	if now >= last && now < last.Add(nudgeEach) {
		return nil
	}
	rooms, err := o.Store.Rooms(ctx, store.Which{From: now.Add(-72 * time.Hour), To: now.Add(24 * time.Hour)})
	if err != nil {
		return err
	}
	for _, r := range rooms {
		for _, n := range r.Meeting.Nudges(ical.Stockholm()) {
			if !n.Due(now) {
				continue
			}
			if err := o.nudgeOf(ctx, r, n, now); err != nil {
				return err
			}
		}
	}
	o.nudged.Store(int64(now))
	return nil
}

// nudgeOf has those who look after a meeting be reminded, once.
func (o *Outbox) nudgeOf(ctx context.Context, r meetings.Room, n meetings.Nudge, now meetings.Instant) error {
	id := n.ID(r.Meeting.ID)
	if known, err := o.Store.KnowsMessage(ctx, id); err != nil || known {
		return err
	}
	minutes, err := o.Store.Minutes(ctx, r.Meeting.ID)
	if err != nil || !n.Kind.Stands(r.Meeting, minutes, now) {
		return err
	}
	all, err := o.Store.OrganisersOf(ctx, r.Meeting)
	if err != nil {
		return err
	}
	all = slices.DeleteFunc(all, func(a meetings.Account) bool { return a.Email == "" || a.Quiet })
	t := meetings.Telling{Kind: n.Kind, Meetings: []meetings.Told{{News: n.Kind, Now: r.Meeting}}}
	if n.Kind == meetings.NewsToday {
		t.Meetings[0].Agenda = meetings.Agenda{Items: r.Agenda.Items}
		if err := o.prepare(ctx, r, &t, now); err != nil {
			return err
		}
	}
	body, err := json.Marshal(t)
	if err != nil {
		return err
	}
	return o.Store.Change("outbox", func(tx *store.Tx) error {
		_, err := tx.AddLettersTo(store.Message{ID: id, Kind: n.Kind, Body: body, At: now}, all)
		return err
	})
}

// prepare says who leads a meeting and who writes, and what is missing.
func (o *Outbox) prepare(ctx context.Context, r meetings.Room, t *meetings.Telling, now meetings.Instant) error {
	dead, err := o.Store.DeadLinks(ctx, r.Meeting.Convener)
	if err != nil {
		return err
	}
	came, err := o.Store.Came(ctx, r.Meeting.ID)
	if err != nil {
		return err
	}
	t.Lacks = r.Lacks(now, dead)
	for _, d := range r.House.Duties {
		at := slices.IndexFunc(came, func(p meetings.Person) bool { return p.ID == d.Who })
		switch {
		case at < 0:
		case d.Duty == meetings.Chair:
			t.Leads = append(t.Leads, came[at].Name)
		case d.Duty == meetings.Secretary:
			t.Writes = append(t.Writes, came[at].Name)
		}
	}
	return nil
}

// stands reports whether a reminder to somebody is still to be sent: what it says of the
// meeting is still so and, when it is to organisers, they look after the meeting.
func (o *Outbox) stands(ctx context.Context, l store.Letter) (bool, error) {
	var t meetings.Telling
	if err := json.Unmarshal(l.Message.Body, &t); err != nil || len(t.Meetings) != 1 {
		return false, nil // it cannot be written either
	}
	told := t.Meetings[0].Now
	room, _, err := o.Store.Room(ctx, string(told.ID))
	if _, gone := errors.AsType[*meetings.Refusal](err); gone {
		return false, nil
	} else if err != nil {
		return false, err
	}
	minutes, err := o.Store.Minutes(ctx, room.Meeting.ID)
	if err != nil || room.Meeting.Start != told.Start || !l.Message.Kind.Stands(room.Meeting, minutes, o.now()) {
		return false, err
	}
	if !l.Message.Kind.ToOrganisers() {
		return true, nil
	}
	all, err := o.Store.OrganisersOf(ctx, room.Meeting)
	return slices.ContainsFunc(all, func(a meetings.Account) bool { return a.ID == l.Follower.ID }), err
}
