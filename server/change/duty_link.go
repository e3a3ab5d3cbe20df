package change

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"slices"

	"ringain/meetings"
	"ringain/meetings/store"
)

// maxDutyLinks is how many links for roles that nobody has taken a meeting has at the most.
const maxDutyLinks = 30

func dutyDigest(secret string) string {
	sum := sha256.Sum256([]byte("duty " + secret))
	return hex.EncodeToString(sum[:])
}

// AddDutyLink makes a link by which one person takes a role in a meeting, whether or not
// they have come yet, and returns its secret, which is kept nowhere.
func (c *Changes) AddDutyLink(by meetings.Person, meeting meetings.ID, duty meetings.Duty) (secret string, err error) {
	if err := c.leads(context.Background(), by, meeting); err != nil {
		return "", err
	}
	if !slices.ContainsFunc(meetings.Duties(), func(n meetings.Named) bool { return n.Code == string(duty) }) {
		return "", meetings.Refuse(meetings.Invalid, "Välj en roll i listan.", "Choose a role in the list.").About("duty")
	}
	secret = rand.Text()
	return secret, c.store.Change(string(meeting), func(tx *store.Tx) error {
		room, err := tx.Hold(meeting)
		if err != nil {
			return err
		}
		if room.Agenda.Ended != 0 {
			return meetings.Refuse(meetings.Late, "Mötet är avslutat, och rollerna med det.", "The meeting has ended, and the roles with it.")
		}
		if n, err := tx.CountDutyLinks(meeting); err != nil {
			return err
		} else if n >= maxDutyLinks {
			return meetings.Refuse(meetings.TooMuch, "Det finns redan så många länkar att inga fler ryms. Dra tillbaka någon först.", "There are so many links already that no more fit. Revoke one first.")
		}
		if err := c.did(tx, meeting, by, meetings.OffLog{Kind: meetings.LinkMade, About: string(duty)}); err != nil {
			return err
		}
		return tx.AddDutyLink(meeting, dutyDigest(secret), store.DutyLink{ID: c.newID(), Duty: duty, Maker: by.Author(), At: meetings.At(c.now())})
	})
}

// RevokeDutyLink makes a link that nobody has taken good for nothing. A role that was
// taken by one is taken back as any other.
func (c *Changes) RevokeDutyLink(by meetings.Person, meeting, id meetings.ID) error {
	if err := c.leads(context.Background(), by, meeting); err != nil {
		return err
	}
	links, err := c.store.DutyLinks(context.Background(), meeting)
	if err != nil {
		return err
	}
	return c.store.Change(string(meeting), func(tx *store.Tx) error {
		before, err := tx.CountDutyLinks(meeting)
		if err := errors.Join(err, tx.RevokeDutyLink(meeting, id)); err != nil {
			return err
		}
		at := slices.IndexFunc(links, func(l store.DutyLink) bool { return l.ID == id })
		if after, err := tx.CountDutyLinks(meeting); err != nil || after == before || at < 0 {
			return err // it was taken or revoked before
		}
		return c.did(tx, meeting, by, meetings.OffLog{Kind: meetings.LinkRevoked, About: string(links[at].Duty)})
	})
}

// DutyLink returns what a link is for; it refuses one that is good for nothing, and one
// that somebody else than who asks has taken.
func (c *Changes) DutyLink(ctx context.Context, meeting, who meetings.ID, secret string) (store.DutyLink, error) {
	l, ok, err := c.store.DutyLink(ctx, meeting, dutyDigest(secret))
	if err == nil && (!ok || l.Used != 0 && l.Who != who) {
		err = noDutyLink()
	}
	return l, err
}

// TakeDuty has somebody take the role that a link is for. They come into the room with
// it, also when nobody else does just now, unless they were removed. Of two who take a
// link at once one gets the role; taking it again changes nothing.
func (c *Changes) TakeDuty(v Visitor, meeting meetings.ID, secret string) error {
	var err error
	if v.Person, err = c.In(context.Background(), v.Person, meeting); err != nil {
		return err
	}
	return c.store.Change(string(meeting), func(tx *store.Tx) error {
		if _, err := tx.Hold(meeting); err != nil { // so that whoever comes second sees who came first
			return err
		}
		l, ok, err := tx.DutyLink(meeting, dutyDigest(secret))
		switch {
		case err != nil:
			return err
		case !ok || l.Used != 0 && l.Who != v.ID:
			return noDutyLink()
		case l.Used != 0:
			return nil
		}
		room, seq, err := tx.Take(meeting)
		if err != nil {
			return err
		}
		if err := room.House.Admits(v.Person, true); err != nil {
			return err
		}
		e, _, err := tx.Entrant(meeting, v.ID)
		if err != nil {
			return err
		}
		if err := c.named(tx, meeting, v.Person, e.Person); err != nil {
			return err
		}
		now := meetings.At(c.now())
		maker := meetings.Person{ID: l.Maker.ID, Name: l.Maker.Name, Role: meetings.Organiser, Convener: room.Meeting.Convener}
		d := meetings.Doing{ID: c.newID(), By: maker, At: now, About: &v.Person}
		if err := c.carryOut(tx, room, seq, d, meetings.GiveDuty{Who: v.ID, Duty: l.Duty}); err != nil {
			return err
		}
		if err := tx.Enter(meeting, store.Entrant{Person: v.Person, At: now, Network: v.Network}); err != nil {
			return err
		}
		return tx.UseDutyLink(meeting, l.ID, v.Person, now)
	})
}

func noDutyLink() *meetings.Refusal {
	return meetings.Refuse(meetings.Outside, "Länken går inte att använda. Den är redan använd, eller tillbakadragen. Be organisatören om en ny.",
		"The link cannot be used. It has been used already, or was revoked. Ask the organiser for a new one.")
}
