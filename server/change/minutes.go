package change

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"ringain/meetings"
	"ringain/meetings/notes"
	"ringain/meetings/store"
)

// MinutesBegun is what minutes are made of, for an organiser to go through.
type MinutesBegun struct {
	Parts  []meetings.MinutesPart
	Lang   meetings.Lang
	People []meetings.Known // who took part under a name, as far as it is remembered
}

// DraftMinutes makes a first draft of the minutes of a meeting from what was written in
// it. origin stands before addresses of our own. Nothing is kept of it.
func (c *Changes) DraftMinutes(ctx context.Context, by meetings.Person, meeting meetings.ID, origin string, named bool) (b MinutesBegun, err error) {
	room, _, err := c.store.Room(ctx, string(meeting))
	if err == nil {
		err = allow(meetings.MayPublish(by, room.Meeting))
	}
	if err != nil {
		return b, err
	}
	doc, _, err := c.OpenNotes(ctx, meeting)
	if err != nil {
		return b, err
	}
	came, err := c.store.Came(ctx, meeting)
	if err != nil {
		return b, err
	}
	b.Lang = meetings.SV
	if room.Meeting.Title.SV == "" {
		b.Lang = meetings.EN
	}
	if b.People, err = c.PeopleOf(ctx, room, b.Lang); err != nil {
		return b, err
	}
	b.Parts = notes.Draft(notes.Source{Room: room, Notes: doc.Read(), Came: came, Lang: b.Lang, Origin: origin, Named: named})
	if named {
		return b, nil
	}
	names, err := c.store.NameMarks(ctx, meeting)
	names.People = b.People
	b.Parts = names.OutOf(b.Parts)
	return b, err
}

// PeopleOf returns who took part in a meeting under a name, as far as it is remembered:
// who came in, who wrote in its notes, and whose names the room shows. Those who are
// forgotten can still be recognised: see [store.Store.NameMarks].
func (c *Changes) PeopleOf(ctx context.Context, room meetings.Room, lang meetings.Lang) (all []meetings.Known, err error) {
	came, err := c.store.Came(ctx, room.Meeting.ID)
	if err != nil {
		return nil, err
	}
	writers, err := c.store.NotesWriters(ctx, room.Meeting.ID)
	if err != nil {
		return nil, err
	}
	for _, w := range writers {
		if w.By.ID != questioner().ID {
			came = append(came, meetings.Person{Name: w.By.Name})
		}
	}
	for _, p := range came {
		if k, named := meetings.KnownAs(p, lang); named {
			all = append(all, k)
		}
	}
	return room.WithoutPresenters(append(room.People(lang), all...)), nil
}

// Publication says what is done with minutes once they are written.
type Publication struct {
	Now bool             // they are published
	At  meetings.Instant // they are published by themselves at this moment; 0: they stay a draft
}

// WriteMinutes keeps the minutes of a meeting that is over as a draft, or publishes them,
// at once or at a time that is set. The same command given again has no further effect.
//
// Without names, nothing is published that has the name of anybody who took part.
func (c *Changes) WriteMinutes(ctx context.Context, by meetings.Person, meeting, command meetings.ID, w meetings.Writing, then Publication) (m meetings.Minutes, err error) {
	room, _, err := c.store.Room(ctx, string(meeting))
	if err != nil {
		return m, err
	}
	people, err := c.PeopleOf(ctx, room, w.Lang)
	if err != nil {
		return m, err
	}
	err = c.changeMinutes(by, meeting, command, func(tx *store.Tx, room meetings.Room, was meetings.Minutes, at meetings.Instant) (meetings.Minutes, error) {
		if room.Meeting.Phase(at) != meetings.Over {
			return was, meetings.Refuse(meetings.Late, "Mötet är inte slut än. Avsluta det först.", "The meeting is not over yet. End it first.")
		}
		m, err := was.Written(w)
		if err != nil {
			return m, err
		}
		names, err := tx.NameMarks(meeting)
		if err != nil {
			return m, err
		}
		names.People = people
		if m.Named {
			err = tx.MarkNames(meeting, people) // so that they are taken out when everybody is forgotten
		} else if left := names.Left(m.Draft); len(left) > 0 && (then.Now || then.At != 0) {
			err = namesStand(left)
		}
		if err != nil {
			return m, err
		}
		switch {
		case then.Now:
			return m.Publish(at)
		case then.At != 0:
			return m.Scheduled(then.At, at)
		}
		return m, nil
	})
	if err != nil {
		return m, err
	}
	return c.store.Minutes(ctx, meeting)
}

func namesStand(names []string) *meetings.Refusal {
	list := strings.Join(names[:min(len(names), 5)], ", ")
	return meetings.Refuse(meetings.Invalid,
		"Här står namn på dem som var med: "+list+". Byt ut dem mot organisation, eller välj att publicera med namn.",
		"Names of those who took part stand here: "+list+". Put their organisations instead, or choose to publish with names.").About("named")
}

// WithdrawMinutes takes published minutes away from everybody but organisers. Followers
// who have not been told yet are not told.
func (c *Changes) WithdrawMinutes(_ context.Context, by meetings.Person, meeting, command meetings.ID) error {
	return c.changeMinutes(by, meeting, command, func(tx *store.Tx, _ meetings.Room, m meetings.Minutes, _ meetings.Instant) (meetings.Minutes, error) {
		m, err := m.Withdraw()
		if err != nil {
			return m, err
		}
		untold, err := tx.Untell(TopicOfNotes(meeting))
		m.Told = m.Told && !untold
		return m, err
	})
}

// KeepMinutesWaiting takes back that minutes are published by themselves.
func (c *Changes) KeepMinutesWaiting(_ context.Context, by meetings.Person, meeting, command meetings.ID) error {
	return c.changeMinutes(by, meeting, command, func(_ *store.Tx, _ meetings.Room, m meetings.Minutes, _ meetings.Instant) (meetings.Minutes, error) {
		return m.Unscheduled(), nil
	})
}

// ForgoMinutes keeps that a meeting is to have no minutes: nobody is reminded of them.
func (c *Changes) ForgoMinutes(_ context.Context, by meetings.Person, meeting, command meetings.ID) error {
	return c.changeMinutes(by, meeting, command, func(_ *store.Tx, _ meetings.Room, m meetings.Minutes, _ meetings.Instant) (meetings.Minutes, error) {
		return m.Forgo()
	})
}

// PublishDue publishes the minutes whose time has come, once each, on however many nodes.
func (c *Changes) PublishDue(ctx context.Context) error {
	due, err := c.store.MinutesDue(ctx, meetings.At(c.now()))
	if err != nil {
		return err
	}
	platform := meetings.Person{ID: "platform", Name: "ringain", Role: meetings.Service}
	for _, meeting := range due {
		one := c.changeMinutes(platform, meeting, c.newID(), func(_ *store.Tx, _ meetings.Room, m meetings.Minutes, at meetings.Instant) (meetings.Minutes, error) {
			if m.Due == 0 || m.Due > at {
				return m, again{} // another node was first, or somebody has changed their mind
			}
			published, err := m.Publish(at)
			if _, no := errors.AsType[*meetings.Refusal](err); no {
				return m.Unscheduled(), nil
			}
			return published, err
		})
		if _, done := errors.AsType[again](one); !done {
			err = errors.Join(err, one)
		}
	}
	return err
}

// changeMinutes changes the minutes of a meeting, and keeps what follows in the same
// transaction: each edition, that the meeting has minutes or no longer has, the version of
// its feeds, and the message to followers, once.
func (c *Changes) changeMinutes(by meetings.Person, meeting, command meetings.ID,
	change func(*store.Tx, meetings.Room, meetings.Minutes, meetings.Instant) (meetings.Minutes, error),
) error {
	if !command.Valid() {
		return meetings.Refuse(meetings.Invalid, "Formuläret saknar identitet. Ladda om sidan och försök igen.", "The form has no identity. Reload the page and try again.")
	}
	return c.store.Change(string(meeting), func(tx *store.Tx) error {
		room, was, err := tx.TakeMinutes(meeting)
		if err == nil {
			err = allow(meetings.MayPublish(by, room.Meeting))
		}
		if err != nil || was.Last == command {
			return err
		}
		at := meetings.At(c.now())
		m, err := change(tx, room, was, at)
		if err != nil {
			return err
		}
		m.Last = command
		if err := c.note(tx, by, room.Meeting.Convener, meetings.ActOfMinutes(was, m), meeting); err != nil {
			return err
		}
		if m.Edition > was.Edition {
			e := store.MinutesEdition{N: m.Edition, At: at, By: by.Author(), Parts: m.Parts}
			if len(m.Fixes) > len(was.Fixes) {
				e.Note = m.Fixes[len(m.Fixes)-1].Note
			}
			if err := tx.AddMinutesEdition(meeting, e); err != nil {
				return err
			}
			if !m.Told {
				if err := c.newsOfNotes(tx, room.Meeting, at); err != nil {
					return err
				}
				m.Told = true
			} else if err := tx.MailSummaries(meeting, at); err != nil { // ordered since everybody was told
				return err
			}
		}
		if err := tx.SaveMinutes(m, at); err != nil {
			return err
		}
		return c.showMinutes(tx, room, m, at)
	})
}

// showMinutes keeps with the meeting whether anybody can read its minutes.
func (c *Changes) showMinutes(tx *store.Tx, room meetings.Room, m meetings.Minutes, at meetings.Instant) error {
	var published meetings.Instant
	if m.Shown() {
		published = m.Published
	}
	if room.Meeting.Published == published {
		return nil
	}
	room.Meeting = room.Meeting.Revised(at)
	room.Meeting.Published = published
	c.raise(tx, room.Meeting.Themes, at)
	if err := tx.SaveMeeting(room); err != nil {
		return fmt.Errorf("tell that %s has minutes: %w", room.Meeting.Slug, err)
	}
	return nil
}
