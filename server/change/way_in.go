package change

import (
	"ringain/meetings"
	"ringain/meetings/store"
)

// LeaveProvider has whoever asks no longer sign in at the provider of identities. It is
// refused when they could not sign in by themselves then.
func (c *Changes) LeaveProvider(by meetings.Person, offered meetings.Offered) error {
	return c.store.Change(accounts, func(tx *store.Tx) error {
		ways, err := tx.WaysIn(by.Account, offered)
		if err != nil || ways.Identities == 0 {
			return err
		}
		ways.Identities = 1 // those there are go together
		if err := ways.MayLose(); err != nil {
			return err
		}
		return tx.RemoveIdentities(by.Account)
	})
}

// RemovePasskey removes one of the keys of whoever asks. It is refused when they could not
// sign in by themselves then; one that may have been copied goes in any case.
func (c *Changes) RemovePasskey(by meetings.Person, id string, offered meetings.Offered) error {
	return c.store.Change(accounts, func(tx *store.Tx) error {
		before, err := tx.WaysIn(by.Account, offered)
		if err != nil {
			return err
		}
		if err := tx.RemovePasskey(by.Account, id); err != nil {
			return err
		}
		after, err := tx.WaysIn(by.Account, offered)
		if err != nil || after == before {
			return err
		}
		return before.MayLose()
	})
}
