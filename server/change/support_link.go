package change

import (
	"context"
	"math/rand/v2"

	"ringain/meetings"
	"ringain/meetings/store"
)

// SeeLink keeps what was seen of the link of an entry, unless the entry leads elsewhere by
// now. The entry itself changes in nothing but when its link was reached last.
func (c *Changes) SeeLink(id meetings.ID, href string, seen meetings.Seen) error {
	return c.sight(id, func(e *meetings.Support, v meetings.Sight) (meetings.Sight, bool) {
		if e.Href != href || e.State != meetings.SupportPublished {
			return v, false
		}
		at := meetings.At(c.now())
		v = v.See(href, seen, at, rand.Float64())
		if seen.State == meetings.LinkReached {
			e.Checked = at
		}
		return v, true
	})
}

// LinkIsRight keeps that an editor has looked: the link of an entry is right as it is.
func (c *Changes) LinkIsRight(ctx context.Context, by meetings.Person, id meetings.ID) error {
	if err := c.edits(ctx, by, id); err != nil {
		return err
	}
	return c.sight(id, func(e *meetings.Support, v meetings.Sight) (meetings.Sight, bool) {
		e.Checked = meetings.At(c.now())
		return v.SaidRight(), true
	})
}

func (c *Changes) sight(id meetings.ID, change func(*meetings.Support, meetings.Sight) (meetings.Sight, bool)) error {
	return c.store.Change("support", func(tx *store.Tx) error {
		e, found, err := tx.Support(id)
		if err != nil || !found {
			return err
		}
		v, err := tx.Sight(id)
		if err != nil {
			return err
		}
		v, changed := change(&e, v)
		if !changed {
			return nil
		}
		e.Unreached = v.Unreached()
		return tx.SaveSight(e, v)
	})
}

// FollowLink changes the address of an entry to where its link has been seen to lead for good.
func (c *Changes) FollowLink(ctx context.Context, by meetings.Person, id meetings.ID, to string) error {
	if err := c.edits(ctx, by, id); err != nil {
		return err
	}
	v, err := c.store.SightOf(ctx, id)
	if err != nil {
		return err
	}
	if v.Final == "" || v.Final != to {
		return meetings.Refuse(meetings.Late, "Länken leder någon annanstans nu. Se efter igen.", "The link leads elsewhere by now. Look again.")
	}
	return c.withSupport(id, func(e meetings.Support) (meetings.Support, error) {
		e.Href, e.Updated, e.Unreached, e.Checked = to, meetings.At(c.now()), 0, v.Looked
		return e, nil
	})
}
