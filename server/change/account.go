package change

import (
	"cmp"
	"context"
	"errors"
	"slices"

	"ringain/meetings"
	"ringain/meetings/store"
	"ringain/server/auth"
)

// accounts orders the changes of who is what in organisations.
const accounts = "accounts"

// maxInvitations is how many invitations that nobody has used an organisation has at the most.
const maxInvitations = 100

// letsIn refuses whoever may not let people into an organisation just now.
func (c *Changes) letsIn(by meetings.Person) error {
	if err := administrates(by); err != nil {
		return err
	}
	return by.Proves(meetings.At(c.now()))
}

func administrates(by meetings.Person) error {
	if meetings.MayAdminister(by) {
		return nil
	}
	return meetings.Refuse(meetings.NotAllowed, "Det här kan bara administratören göra.", "Only the administrator can do this.")
}

func noMember() error {
	return meetings.Refuse(meetings.Unknown, "Personen är inte med i organisationen.", "The person is not a member of the organisation.")
}

// Invite makes a link by which one person becomes a member of the organisation of whoever
// makes it, and returns its secret, which is kept nowhere. The address is a note of whom it
// is meant for; it may be left out.
func (c *Changes) Invite(ctx context.Context, by meetings.Person, role meetings.Role, email string) (secret string, err error) {
	l, err := c.Invitation(ctx, by, role, email)
	if err != nil {
		return "", err
	}
	return c.MakeInvitation(l)
}

// MakeInvitation keeps an invitation that was checked, and returns the secret of its link.
func (c *Changes) MakeInvitation(l meetings.EntryLink) (secret string, err error) {
	l, secret = auth.Secretly(l, meetings.At(c.now()))
	return secret, c.store.MakeLink(l)
}

// Invitation is an invitation as [Changes.Invite] would make it, to be mailed.
func (c *Changes) Invitation(ctx context.Context, by meetings.Person, role meetings.Role, email string) (l meetings.EntryLink, err error) {
	if err := c.letsIn(by); err != nil {
		return l, err
	}
	if err := meetings.CheckRole(role); err != nil {
		return l, err
	}
	if email != "" {
		if email, err = meetings.CheckEmail(email); err != nil {
			return l, err
		}
	}
	now := meetings.At(c.now())
	waiting, err := c.store.Invitations(ctx, by.Convener, now)
	if err != nil {
		return l, err
	}
	if len(waiting) >= maxInvitations {
		return l, meetings.Refuse(meetings.TooMuch, "Så många inbjudningar väntar att inga fler ryms. Dra tillbaka någon först.", "So many invitations wait that no more fit. Revoke one first.")
	}
	return meetings.EntryLink{Kind: meetings.InviteLink, Convener: by.Convener, Role: role, Email: email, By: by.Author()}, nil
}

// Renewed is an invitation like one that nobody has accepted, which it takes the place of: that
// one is good for nothing from then on.
func (c *Changes) Renewed(ctx context.Context, by meetings.Person, link string) (l meetings.EntryLink, err error) {
	if err := c.letsIn(by); err != nil {
		return l, err
	}
	now := meetings.At(c.now())
	waiting, err := c.store.Invitations(ctx, by.Convener, now)
	if err != nil {
		return l, err
	}
	past, err := c.store.Unanswered(ctx, by.Convener, now)
	if err != nil {
		return l, err
	}
	for _, before := range append(waiting, past...) {
		if before.ID == link {
			if err := c.Revoke(by, link); err != nil {
				return l, err
			}
			return c.Invitation(ctx, by, before.Role, before.Email)
		}
	}
	return l, meetings.Refuse(meetings.Late, "Inbjudan är redan använd eller tillbakadragen.", "The invitation has been used already, or was revoked.")
}

// Revoke makes an invitation good for nothing.
func (c *Changes) Revoke(by meetings.Person, link string) error {
	if err := administrates(by); err != nil {
		return err
	}
	return c.store.Change(accounts, func(tx *store.Tx) error {
		there, err := tx.RevokeInvitation(by.Convener, link)
		if err != nil || !there {
			return err
		}
		return c.note(tx, by, by.Convener, meetings.InviteRevoked, "")
	})
}

// SetRole says what a member of an organisation is trusted with there. They sign in anew
// then. An organisation keeps an administrator.
func (c *Changes) SetRole(by meetings.Person, account meetings.ID, role meetings.Role) error {
	if err := meetings.CheckRole(role); err != nil {
		return err
	}
	return c.withMember(by, account, func(tx *store.Tx, m meetings.Member) error {
		if m.Role == role {
			return nil
		}
		if role == meetings.Administrator {
			if err := by.Proves(meetings.At(c.now())); err != nil {
				return err
			}
		}
		if err := tx.SaveMember(by.Convener, account, role, m.Since); err != nil {
			return err
		}
		if err := c.noteRole(tx, by, by.Convener, meetings.RoleChanged, account, role); err != nil {
			return err
		}
		return tx.EndSessionsOf(account, "", "")
	})
}

// RemoveMember takes somebody out of an organisation. It takes effect at once, also where
// they are in a room just now. An organisation keeps an administrator.
func (c *Changes) RemoveMember(by meetings.Person, account meetings.ID) error {
	return c.withMember(by, account, func(tx *store.Tx, _ meetings.Member) error {
		if err := tx.RevokeLinksFor(account); err != nil {
			return err
		}
		if err := c.note(tx, by, by.Convener, meetings.MemberRemoved, account); err != nil {
			return err
		}
		return tx.RemoveMember(by.Convener, account)
	})
}

// withMember changes what a member is, and refuses it when nobody would be left to say who is what.
func (c *Changes) withMember(by meetings.Person, account meetings.ID, change func(*store.Tx, meetings.Member) error) error {
	if err := administrates(by); err != nil {
		return err
	}
	return c.store.Change(accounts, func(tx *store.Tx) error {
		if err := tx.TakeMembers(by.Convener); err != nil {
			return err
		}
		if self, _, err := tx.Member(by.Convener, by.Account); err != nil {
			return err
		} else if err := administrates(self.Person()); err != nil { // they were removed just now
			return err
		}
		m, found, err := tx.Member(by.Convener, account)
		if err != nil {
			return err
		}
		if !found {
			return noMember()
		}
		if err := change(tx, m); err != nil {
			return err
		}
		n, err := tx.Administrators(by.Convener)
		if err == nil && n == 0 {
			err = meetings.Refuse(meetings.Late, "Organisationen behöver en administratör. Gör någon annan till det först.", "The organisation needs an administrator. Make somebody else one first.")
		}
		return err
	})
}

// Recover makes a link by which a member signs in who has lost their ways in, and ends
// their sessions. It is refused for a member of other organisations too: who administers
// one does not open the others.
func (c *Changes) Recover(ctx context.Context, by meetings.Person, account meetings.ID) (secret string, err error) {
	if err := c.letsIn(by); err != nil {
		return "", err
	}
	in, err := c.store.MemberOf(ctx, account)
	if err != nil {
		return "", err
	}
	if !slices.ContainsFunc(in, func(m meetings.Member) bool { return m.Convener.ID == by.Convener }) {
		return "", noMember()
	}
	if len(in) > 1 {
		return "", meetings.Refuse(meetings.NotAllowed, "Personen är med i flera organisationer och måste logga in själv, med länk i e-posten.",
			"The person is a member of several organisations and has to sign in themselves, by a link in their mail.")
	}
	now := meetings.At(c.now())
	l, secret := auth.Secretly(meetings.EntryLink{Kind: meetings.RecoverLink, Convener: by.Convener, Account: account, By: by.Author()}, now)
	return secret, c.store.Change(accounts, func(tx *store.Tx) error {
		return errors.Join(tx.EndSessionsOf(account, "", ""), tx.AddLink(l),
			tx.TellOwner(account, meetings.WayNews{What: meetings.LinkGiven, Name: by.Name, At: now}))
	})
}

// Found adds an organisation to the installation, and returns the secret of the link by
// which its first administrator comes in.
func (c *Changes) Found(by meetings.Person, name string) (secret string, err error) {
	if err := allow(meetings.MayFound(by)); err != nil {
		return "", err
	}
	if err := by.Proves(meetings.At(c.now())); err != nil {
		return "", err
	}
	o, err := meetings.CheckConvener(meetings.Convener{Name: name})
	if err != nil {
		return "", err
	}
	o.ID = c.newID()
	l, secret := auth.Secretly(meetings.EntryLink{Kind: meetings.InviteLink, Convener: o.ID, Role: meetings.Administrator, By: by.Author()}, meetings.At(c.now()))
	return secret, c.store.Change(accounts, func(tx *store.Tx) error {
		if err := tx.SaveConvener(o); err != nil {
			return err
		}
		if err := c.note(tx, by, by.Convener, meetings.ConvenerFounded, o.ID); err != nil {
			return err
		}
		return tx.AddLink(l)
	})
}

// NameConvener gives an organisation another name. Its address stays.
func (c *Changes) NameConvener(by meetings.Person, name string) error {
	if err := administrates(by); err != nil {
		return err
	}
	return c.store.Change(accounts, func(tx *store.Tx) error {
		o, found, err := tx.Convener(by.Convener)
		if err != nil || !found {
			return err
		}
		o.Name = name
		if o, err = meetings.CheckConvener(o); err != nil {
			return err
		}
		if err := c.note(tx, by, by.Convener, meetings.ConvenerRenamed, ""); err != nil {
			return err
		}
		return tx.SaveConvener(o)
	})
}

// NameAccount gives whoever has signed in another name; it is seen where they sign in next.
func (c *Changes) NameAccount(by meetings.Person, name string) error {
	said, err := meetings.NewGuest("", name, "", "")
	if err != nil {
		return err
	}
	return c.store.Change(accounts, func(tx *store.Tx) error {
		a, found, err := tx.Account(by.Account)
		if err != nil || !found {
			return err
		}
		a.Name = said.Name
		return tx.SaveAccount(a)
	})
}

// WriteTo says in which language whoever has signed in gets letters, that of before when
// empty, and whether they are reminded of the meetings that they look after.
func (c *Changes) WriteTo(by meetings.Person, lang meetings.Lang, remind bool) error {
	if lang != "" && lang != meetings.SV && lang != meetings.EN {
		return meetings.Refuse(meetings.Invalid, "Välj ett av språken.", "Choose one of the languages.").About("letters")
	}
	return c.store.Change(accounts, func(tx *store.Tx) error {
		a, found, err := tx.Account(by.Account)
		if err != nil || !found {
			return err
		}
		a.Lang, a.Quiet = cmp.Or(lang, a.Lang), !remind
		return tx.SaveAccount(a)
	})
}

// EndSessions ends the sessions of whoever asks, but for one; when some is not "", only
// the one whose identity it begins.
func (c *Changes) EndSessions(by meetings.Person, but, some string) error {
	return c.store.Change(accounts, func(tx *store.Tx) error { return tx.EndSessionsOf(by.Account, but, some) })
}

// SaveSeriesOrganisers says who looks after a series: some who may plan for its
// organisation, or nobody in particular, which is all of them.
func (c *Changes) SaveSeriesOrganisers(ctx context.Context, by meetings.Person, series meetings.ID, chosen []meetings.ID) error {
	members, err := c.store.Members(ctx, by.Convener)
	if err != nil {
		return err
	}
	var organisers []meetings.ID
	for _, m := range members {
		if meetings.MayPlan(m.Person()) && slices.Contains(chosen, m.Account.ID) {
			organisers = append(organisers, m.Account.ID)
		}
	}
	return c.store.Change("series", func(tx *store.Tx) error {
		s, found, err := tx.Series(series)
		if err != nil {
			return err
		}
		if err := allow(found && meetings.MayPlanSeries(by, s)); err != nil {
			return err
		}
		if err := c.note(tx, by, s.Convener, meetings.SeriesShared, series); err != nil {
			return err
		}
		return tx.SaveSeriesOrganisers(series, organisers)
	})
}
