// Package change carries out every change a person can make, from a socket, a form
// or the API: check, keep, then tell. Nothing else publishes a change.
//
// A change and its consequences are kept in one transaction. Only when they are on
// disk are the nodes told over the bus and the person who asked answered; the
// telling may be lost without harm, since whoever listens asks the store for what
// is missing.
package change

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"log/slog"
	"time"

	"ringain/meetings"
	"ringain/meetings/files"
	"ringain/meetings/store"
	"ringain/notify/bus"
	"ringain/server/wire"
)

// Feeds is the topic on which nodes are told that a feed has a new version.
const Feeds = "feeds"

// Topic returns the topic on which the events of a meeting are told, each as the
// JSON text of a [wire.Event].
func Topic(id meetings.ID) string { return "meeting/" + string(id) }

// Changes carries out changes.
type Changes struct {
	store  *store.Store
	bus    bus.Bus
	files  *files.Files
	limits FileLimits
	now    func() time.Time
	newID  func() meetings.ID
	log    *slog.Logger
}

// Config is what Changes needs. Now and NewID are given by tests.
type Config struct {
	Store *store.Store
	Bus   bus.Bus
	Log   *slog.Logger
	Now   func() time.Time
	NewID func() meetings.ID

	Files  *files.Files // where uploads are kept; nil where there are none
	Limits FileLimits
}

// New builds Changes.
func New(c Config) *Changes {
	return &Changes{store: c.Store, bus: c.Bus, files: c.Files, limits: c.Limits, now: c.Now, newID: c.NewID, log: c.Log}
}

// again stops a change that was carried out before.
type again struct{ seq int64 }

func (again) Error() string { return "carried out before" }

// Do carries out one command in one meeting and returns the number of its event.
// Everything that follows from it is kept with it: the new state, the event, the
// command's identity, the versions of what the calendars show, messages to people,
// and the item that is carried to the next meeting.
//
// Doing the same command again has no further effect and gives the same number.
func (c *Changes) Do(ctx context.Context, by meetings.Person, meeting, command meetings.ID, what meetings.Command) (seq int64, err error) {
	if !command.Valid() {
		return 0, meetings.Refuse(meetings.Invalid, "Kommandot saknar en giltig identitet.", "The command has no valid identity.")
	}
	err = c.store.Change(string(meeting), func(tx *store.Tx) error {
		room, n, err := tx.Take(meeting)
		if err != nil {
			return err
		}
		if before, done, err := tx.Done(meeting, command); err != nil {
			return err
		} else if done {
			return again{before}
		}
		d := meetings.Doing{ID: command, By: by, At: meetings.At(c.now()), Key: rand.Text()}
		if _, undoes := what.(meetings.UndoPlan); undoes {
			if d.Was, err = tx.Was(meeting); err != nil {
				return err
			}
		}
		if d.Next, err = later(tx, room.Meeting, what); err != nil {
			return err
		}
		seq = n
		return c.carryOut(tx, room, n, d, what)
	})
	if a, done := errors.AsType[again](err); done {
		return a.seq, nil
	}
	if err != nil {
		return 0, err
	}
	return seq, nil
}

// carryOut applies one command to a room that was taken, and keeps what follows.
func (c *Changes) carryOut(tx *store.Tx, room meetings.Room, seq int64, d meetings.Doing, what meetings.Command) error {
	before, told := room, d.Entry != nil
	d.By = d.By.At(room.Meeting)
	d, err := known(tx, room, d, what)
	if err != nil {
		return err
	}
	if d, what, err = c.listed(tx, room, d, what); err != nil {
		return err
	}
	room, event, err := room.Apply(what, d)
	if err != nil {
		return err
	}
	if err := paced(tx, room, d, what); err != nil {
		return err
	}
	entry := meetings.Entry{Seq: seq, At: d.At, By: before.AuthorOf(event, d.By), Event: event}
	if err := tx.Keep(room, entry, d.ID); err != nil {
		return err
	}
	if err := c.note(tx, d.By, room.Meeting.Convener, meetings.ActOf(event), room.Meeting.ID); err != nil {
		return err
	}
	if err := saveWas(tx, before, entry, what); err != nil {
		return err
	}
	if meetings.ShowsInCalendar(event) {
		c.raise(tx, room.Meeting.Themes, d.At)
	}
	body, err := wire.EncodeEntry(entry)
	if err != nil {
		return err
	}
	tx.WhenKept(func() { c.tell(Topic(room.Meeting.ID), body) })
	if _, judged := event.(meetings.MaterialJudged); judged && !told {
		return c.retell(tx, room.Meeting.ID, d)
	}
	return c.follow(tx, before, event, d)
}

// later returns the meeting that a command puts something on the agenda of, if it does.
func later(tx *store.Tx, m meetings.Meeting, what meetings.Command) (*meetings.Meeting, error) {
	switch c := what.(type) {
	case meetings.CarryItem:
		return tx.Next(m.Series, m.Start)
	case meetings.SettleSignal:
		if c.Into != "" {
			return tx.Later(m.Series, c.Into, m.Start)
		}
	}
	return nil, nil
}

// follow keeps what follows from an event: outside its own meeting, and at its end.
func (c *Changes) follow(tx *store.Tx, before meetings.Room, event meetings.Event, d meetings.Doing) error {
	switch e := event.(type) {
	case meetings.ItemCarried:
		return c.comeInto(tx, e.Into, before.Agenda.Items[before.Agenda.Find(e.Item)], d)
	case meetings.SignalSettled:
		if e.Into == "" {
			return nil
		}
		s, _ := before.Signal(e.Signal)
		return c.comeInto(tx, e.Into, meetings.Item{Title: s.Text}, d)
	case meetings.MeetingCancelled, meetings.MeetingRestored, meetings.MeetingMoved, meetings.MeetingEdited, meetings.MeetingPlanned:
		after := before.After(event, d.At).Meeting
		return c.newsOfMeeting(tx, before.Meeting, after, d.At)
	case meetings.AgendaEnded:
		if err := errors.Join(tx.CountCame(before.Meeting.ID), tx.ForgetCodes(before.Meeting.ID), tx.ForgetCaptions(before.Meeting.ID), tx.ForgetDutyLinks(before.Meeting.ID), tx.ForgetProposals(before.Meeting.ID)); err != nil {
			return err
		}
		return c.conclude(tx, before, d)
	}
	if err := followFiles(tx, before.Meeting.ID, event, d.At); err != nil {
		return err
	}
	return followPeople(tx, before.Meeting.ID, event, d.At)
}

// comeInto puts an item on the agenda of a later meeting, by whoever might do so from
// theirs, who may be a chair of that alone. An item that has its like there joins it, and
// brings its presenter along.
func (c *Changes) comeInto(tx *store.Tx, later meetings.ID, item meetings.Item, d meetings.Doing) error {
	room, seq, err := tx.Take(later)
	if err != nil {
		return err
	}
	then := meetings.Doing{ID: d.ID, By: d.By, At: d.At}
	then.By.Role = meetings.Organiser
	like, there := room.Agenda.Like(item)
	switch {
	case !there:
		return c.carryOut(tx, room, seq, then, meetings.AddItem{Title: item.Title, Minutes: item.Minutes, Presenter: item.Presenter, Round: item.Round})
	case like.Presenter == "" && item.Presenter != "":
		return c.carryOut(tx, room, seq, then, meetings.EditItem{Item: like.ID, Title: like.Title, Minutes: like.Minutes, Presenter: item.Presenter, Round: like.Round})
	}
	return tx.Release(later)
}

// raise raises the versions of themes and has every node told once it is kept.
func (c *Changes) raise(tx *store.Tx, themes []string, at meetings.Instant) {
	tx.Raise(themes, at)
	body, err := json.Marshal(themes)
	if err != nil {
		c.log.Error("the themes of a change cannot be told", "themes", themes, "err", err)
		return
	}
	tx.WhenKept(func() { c.tell(Feeds, body) })
}

func (c *Changes) tell(topic string, body []byte) {
	if err := c.bus.Publish(context.Background(), topic, body); err != nil {
		c.log.Debug("other nodes may hear of a change a second late", "topic", topic, "err", err)
	}
}
