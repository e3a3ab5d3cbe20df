package change

import (
	"ringain/meetings"
	"ringain/meetings/store"
)

// LeaveProvider has whoever asks no longer sign in at the provider of identities. It is
// refused when they could not sign in by themselves then.
func (c *Changes) LeaveProvider(by meetings.Person, offered meetings.Offered) error {
	now := meetings.At(c.now())
	if err := by.Proves(now); err != nil {
		return err
	}
	return c.store.Change(accounts, func(tx *store.Tx) error {
		ways, err := tx.WaysIn(by.Account, offered)
		if err != nil || ways.Identities == 0 {
			return err
		}
		ways.Identities = 1 // those there are go together
		if err := ways.MayLose(); err != nil {
			return err
		}
		gone, err := tx.RemoveIdentities(by.Account)
		if err != nil || len(gone) == 0 {
			return err
		}
		return tx.TellOwner(by.Account, meetings.WayNews{What: meetings.SiteLeft, Name: gone[0].Site(), At: now})
	})
}

// RemovePasskey removes one of the keys of whoever asks. It is refused when they could not
// sign in by themselves then; one that may have been copied goes in any case.
func (c *Changes) RemovePasskey(by meetings.Person, id string, offered meetings.Offered) error {
	now := meetings.At(c.now())
	if err := by.Proves(now); err != nil {
		return err
	}
	return c.store.Change(accounts, func(tx *store.Tx) error {
		before, err := tx.WaysIn(by.Account, offered)
		if err != nil {
			return err
		}
		name, there, err := tx.RemovePasskey(by.Account, id)
		if err != nil || !there {
			return err
		}
		after, err := tx.WaysIn(by.Account, offered)
		if err == nil && after != before {
			err = before.MayLose()
		}
		if err != nil {
			return err
		}
		return tx.TellOwner(by.Account, meetings.WayNews{What: meetings.KeyRemoved, Name: name, At: now})
	})
}
