package change

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"

	"ringain/meetings"
	"ringain/meetings/store"
)

// maxPresenters is how many private links a meeting has at the most.
const maxPresenters = 50

// AddPresenter makes a private link by which somebody adds material to an item of a
// meeting, or to all of it, without an account. The name is what the others see.
func (c *Changes) AddPresenter(by meetings.Person, meeting meetings.ID, item meetings.ItemID, name, organisation string) (p store.Presenter, err error) {
	if err := c.leads(context.Background(), by, meeting); err != nil {
		return p, err
	}
	guest, err := meetings.NewGuest("presenter", name, organisation, "")
	if err != nil {
		return p, err
	}
	p = store.Presenter{Secret: rand.Text(), Meeting: meeting, Item: item, Name: guest.Name, Organisation: guest.Organisation, At: meetings.At(c.now())}
	err = c.store.Change(string(meeting), func(tx *store.Tx) error {
		room, err := tx.Hold(meeting)
		if err != nil {
			return err
		}
		n, err := tx.CountPresenters(meeting)
		switch {
		case err != nil:
			return err
		case n >= maxPresenters:
			return meetings.Refuse(meetings.TooMuch, "Mötet har redan så många länkar att inga fler ryms. Ta bort någon först.", "The meeting has so many links already that no more fit. Remove one first.")
		}
		if !room.Meeting.Touched { // so that its items stay those the links are for
			room.Meeting.Touched = true
			if err := tx.SaveMeeting(room); err != nil {
				return err
			}
		}
		return tx.AddPresenter(p)
	})
	return p, err
}

// RemovePresenter revokes a private link. What was added by it stays.
func (c *Changes) RemovePresenter(by meetings.Person, meeting meetings.ID, secret string) error {
	if err := c.leads(context.Background(), by, meeting); err != nil {
		return err
	}
	return c.store.Change(string(meeting), func(tx *store.Tx) error { return tx.RemovePresenter(meeting, secret) })
}

// DoPresenter carries out a command about material for whoever has a private link: they
// share on its item, and take back what they shared.
func (c *Changes) DoPresenter(ctx context.Context, secret string, command meetings.ID, what meetings.Command) error {
	p, err := c.store.Presenter(ctx, secret)
	if err != nil {
		return err
	}
	switch m := what.(type) {
	case meetings.ShareMaterial:
		m.Item, m.Nameless = p.Item, false
		what = m
	case meetings.WithdrawMaterial:
	default:
		return meetings.Refuse(meetings.NotAllowed, "Länken är bara till för att lägga in material.", "The link is for adding material only.")
	}
	_, err = c.Do(ctx, PresenterOf(p), p.Meeting, command, what)
	return err
}

// PresenterOf is whoever has a private link, as a guest of the meeting. Nobody learns the
// link from their identity.
func PresenterOf(p store.Presenter) meetings.Person {
	sum := sha256.Sum256([]byte("presenter " + p.Secret))
	return meetings.Person{ID: meetings.ID("presenter-" + hex.EncodeToString(sum[:12])), Name: p.Name, Organisation: p.Organisation, Role: meetings.Guest}
}
