package change

import (
	"context"
	"encoding/json"
	"errors"
	"slices"
	"time"

	"ringain/meetings"
	"ringain/meetings/store"
	"ringain/notify/mail"
)

// How many letters strangers can have sent: to one mailbox within a day, whatever stands
// after a plus in its address, and to one whose reader has said yes before; and how many
// themes may wait at the same time for somebody to say yes.
const (
	asksADay       = 1
	asksAFollower  = 3
	maxUnconfirmed = 2000
)

// Asked is what somebody asks who wants letters about a theme.
type Asked struct {
	Theme   string
	Address string
	Lang    meetings.Lang
	Hours   int // before a meeting, to be reminded of it; 0: not at all
}

// AskToFollow sends a letter to an address that asks whether whoever reads it wants letters
// about a theme. Whoever asks learns nothing of who follows what: it is the same to them
// whether the address follows the theme, is unknown, or has been asked too often.
func (c *Changes) AskToFollow(ctx context.Context, a Asked) error {
	address, ok := mail.Address(a.Address)
	if !ok {
		return meetings.Refuse(meetings.Invalid, "Skriv en e-postadress, till exempel namn@exempel.se.", "Write an e-mail address, such as name@example.org.").About("epost")
	}
	if !slices.Contains(meetings.Reminders(), a.Hours) {
		return meetings.Refuse(meetings.Invalid, "Välj en av påminnelserna.", "Choose one of the reminders.").About("paminn")
	}
	return c.store.Change("follow", func(tx *store.Tx) error {
		theme, found, err := tx.Theme(a.Theme)
		if err != nil {
			return err
		}
		if !found {
			return meetings.Refuse(meetings.Unknown, "Det finns inget sådant tema.", "There is no such theme.")
		}
		if n, err := tx.Unconfirmed(); err != nil {
			return err
		} else if n >= maxUnconfirmed {
			return meetings.Refuse(meetings.TooMuch, "Just nu är det många som vill följa. Försök igen om en stund.", "Many want to follow just now. Try again in a while.")
		}
		f, known, err := tx.FollowerAt(address)
		if err != nil {
			return err
		}
		if !known {
			f = store.Follower{ID: c.newID(), Address: address}
		}
		return c.ask(tx, theme, f, a)
	})
}

// ask keeps what was asked for, and the letter that asks for a yes.
func (c *Changes) ask(tx *store.Tx, theme meetings.Theme, f store.Follower, a Asked) error {
	now := meetings.At(c.now())
	follows, any, err := tx.Follows(f.ID, theme.Slug)
	if err != nil {
		return err
	}
	if !any { // nobody has said how they want it yet
		f.Lang, f.Hours = a.Lang, a.Hours
	}
	if f.Asked < now.Add(-24*time.Hour) {
		f.Asked, f.Asks = now, 0
	}
	most := asksADay
	if any {
		most = asksAFollower
	}
	sent, err := tx.AsksOf(f.Address, now.Add(-24*time.Hour))
	if err != nil {
		return err
	}
	if sent < most {
		f.Asks++
	}
	// The letter of today leads to a page that asks about this theme too.
	if err := errors.Join(tx.SaveFollower(f), tx.AskToFollow(f.ID, theme.Slug, now)); err != nil || sent >= most {
		return err
	}
	body, err := json.Marshal(meetings.Telling{Kind: meetings.NewsConfirm, Theme: theme.Name, Follows: follows})
	if err != nil {
		return err
	}
	return tx.AddLetter(store.Message{ID: c.newID(), Kind: meetings.NewsConfirm, Body: body, At: now}, f.ID)
}

// ConfirmFollows is whoever reads the letters to a follower saying yes to what was asked
// for within a day.
func (c *Changes) ConfirmFollows(ctx context.Context, follower meetings.ID) error {
	return c.store.Change("follow", func(tx *store.Tx) error {
		now := meetings.At(c.now())
		return tx.ConfirmFollows(follower, now.Add(-store.FollowsKept), now)
	})
}

// Remind changes how long before a meeting a follower is reminded of it.
func (c *Changes) Remind(ctx context.Context, follower meetings.ID, hours int) error {
	if !slices.Contains(meetings.Reminders(), hours) {
		return meetings.Refuse(meetings.Invalid, "Välj en av påminnelserna.", "Choose one of the reminders.").About("paminn")
	}
	return c.store.Change("follow", func(tx *store.Tx) error { return tx.Remind(follower, hours) })
}

// Unfollow ends letters to a follower about some themes, or about all when none is named.
// It may be asked for any number of times.
func (c *Changes) Unfollow(ctx context.Context, follower meetings.ID, themes []string) error {
	return c.store.Change("follow", func(tx *store.Tx) error {
		if len(themes) == 0 {
			return tx.ForgetFollower(follower)
		}
		for _, theme := range themes {
			if err := tx.Unfollow(follower, theme); err != nil {
				return err
			}
		}
		return nil
	})
}
