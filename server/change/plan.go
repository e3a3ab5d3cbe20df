package change

import (
	"context"
	"crypto/rand"
	"slices"
	"strings"

	"ringain/meetings"
	"ringain/meetings/store"
)

// SaveTheme keeps a theme, new or changed, at a place in the order of themes.
func (c *Changes) SaveTheme(ctx context.Context, by meetings.Person, theme meetings.Theme, place int) error {
	theme, err := theme.Checked()
	if err != nil {
		return err
	}
	return c.store.Change("themes", func(tx *store.Tx) error {
		before, found, err := tx.Theme(theme.Slug)
		if err != nil {
			return err
		}
		if theme.Convener = before.Convener; !found {
			theme.Convener = by.Convener
		}
		if err := allow(meetings.MayPlanOf(by, theme.Convener)); err != nil {
			return err
		}
		if err := ownThemes(tx, theme.Convener, theme.Umbrella); err != nil {
			return err
		}
		if err := tx.SaveTheme(theme, place); err != nil {
			return err
		}
		at, themes := meetings.At(c.now()), []string{theme.Slug}
		if before.Umbrella != "" {
			themes = append(themes, before.Umbrella)
		}
		if before.Name != theme.Name {
			shown, err := revise(tx, theme.Slug, at)
			if err != nil {
				return err
			}
			themes = append(themes, shown...)
		}
		c.raise(tx, themes, at)
		kind := meetings.ThemeChanged
		if !found {
			kind = meetings.ThemeMade
		}
		return c.note(tx, by, theme.Convener, kind, meetings.ID(theme.Slug))
	})
}

// revise raises the revision of the meetings of a theme, since calendars show the
// theme's name with them, and returns the themes whose calendars hold them.
func revise(tx *store.Tx, theme string, at meetings.Instant) (themes []string, err error) {
	rooms, err := tx.TakeTheme(theme)
	if err != nil {
		return nil, err
	}
	for _, r := range rooms {
		r.Meeting = r.Meeting.Revised(at)
		if err := tx.SaveMeeting(r); err != nil {
			return nil, err
		}
		themes = append(themes, r.Meeting.Themes...)
	}
	return slices.Compact(slices.Sorted(slices.Values(themes))), nil
}

// SaveSeason keeps a season, new or changed.
func (c *Changes) SaveSeason(ctx context.Context, by meetings.Person, season meetings.Season) error {
	if err := allow(meetings.MayFound(by)); err != nil {
		return err
	}
	return c.store.Change("seasons", func(tx *store.Tx) error { return tx.SaveSeason(season) })
}

// SaveOrganisations keeps organisations that people are offered by name.
func (c *Changes) SaveOrganisations(ctx context.Context, by meetings.Person, list []meetings.Organisation) error {
	if err := allow(meetings.MayFound(by)); err != nil {
		return err
	}
	return c.store.Change("organisations", func(tx *store.Tx) error {
		for _, o := range list {
			if err := tx.SaveOrganisation(o); err != nil {
				return err
			}
		}
		return nil
	})
}

// Announce keeps a meeting that belongs to no series, such as an extra meeting or a
// webinar. Its identity and stamps are given here.
func (c *Changes) Announce(ctx context.Context, by meetings.Person, m meetings.Meeting, agenda meetings.Agenda) (meetings.Meeting, error) {
	if err := allow(meetings.MayPlan(by)); err != nil {
		return m, err
	}
	err := c.store.Change("meetings", func(tx *store.Tx) error {
		m.ID, m.Convener = c.newID(), by.Convener
		if err := ownThemes(tx, m.Convener, m.Themes...); err != nil {
			return err
		}
		m.Created = meetings.At(c.now())
		m.Changed = m.Created
		if err := tx.AddMeeting(meetings.Room{Meeting: m, Agenda: agenda, Queue: m.Kind.QueueOf()}); err != nil {
			return err
		}
		kind := meetings.MeetingAnnounced
		if m.Status == meetings.Draft {
			kind = meetings.MeetingDrafted
			c.raise(tx, nil, m.Created) // the calendars of no theme show it
		} else {
			c.raise(tx, m.Themes, m.Created)
		}
		if err := c.note(tx, by, m.Convener, kind, m.ID); err != nil {
			return err
		}
		return c.news(tx, TopicOfMeeting(m.ID), nil, m, m.Created)
	})
	return m, err
}

// RemoveDraft removes a meeting that was never announced. Nobody but organisers has
// seen it, so nothing is told.
func (c *Changes) RemoveDraft(ctx context.Context, by meetings.Person, meeting meetings.ID) error {
	if err := c.leads(ctx, by, meeting); err != nil {
		return err
	}
	return c.store.Change(string(meeting), func(tx *store.Tx) error {
		if err := tx.RemoveDraft(meeting); err != nil {
			return err
		}
		c.raise(tx, nil, meetings.At(c.now())) // the calendars of no theme show it
		return c.note(tx, by, by.Convener, meetings.DraftRemoved, meeting)
	})
}

// Choose keeps a chosen set of themes and returns the short token of its feed. The
// same set always has the same token.
func (c *Changes) Choose(ctx context.Context, themes []string) (token string, err error) {
	known, err := c.store.Themes(ctx)
	if err != nil {
		return "", err
	}
	var chosen []string
	for _, t := range known {
		if slices.Contains(themes, t.Slug) {
			chosen = append(chosen, t.Slug)
		}
	}
	if len(chosen) == 0 {
		return "", meetings.Refuse(meetings.Invalid, "Välj minst ett tema.", "Choose at least one theme.").About("tema")
	}
	err = c.store.Change("chosen", func(tx *store.Tx) error {
		token, err = tx.Choose(newToken(), chosen, meetings.At(c.now()))
		return err
	})
	return token, err
}

// Organisers is whose the private calendar of an organisation is: its organisers share one,
// with its drafts.
func Organisers(convener meetings.ID) string {
	return strings.TrimSpace(meetings.OrganisersCalendar + " " + string(convener))
}

// RenewPrivate gives the private calendar of somebody's organisation a secret that nobody knows, and
// returns it. The one before is forgotten.
func (c *Changes) RenewPrivate(ctx context.Context, by meetings.Person) (secret string, err error) {
	if err := allow(meetings.MayPlan(by)); err != nil {
		return "", err
	}
	secret = rand.Text() // at least 128 bits
	return secret, c.store.Change("private calendars", func(tx *store.Tx) error {
		at := meetings.At(c.now())
		c.raise(tx, nil, at)
		if err := c.note(tx, by, by.Convener, meetings.CalendarRenewed, ""); err != nil {
			return err
		}
		return tx.SavePrivate(Organisers(by.Convener), secret, at)
	})
}

// newToken makes a token short enough to read aloud: 8 letters and digits of which
// none is taken for another, 40 random bits.
func newToken() string {
	const alphabet = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ" // 32 signs
	b := make([]byte, 8)
	rand.Read(b)
	for i := range b {
		b[i] = alphabet[b[i]&31]
	}
	return string(b)
}
