package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"

	"ringain/meetings"
)

const selectLinks = `SELECT id, body, expires FROM link WHERE `

func scanLink(scan scanner) (l meetings.EntryLink, err error) {
	var id, body string
	var expires meetings.Instant
	if err := scan(&id, &body, &expires); err != nil {
		return l, err
	}
	err = decode("link", body, &l)
	l.ID, l.Expires = id, expires
	return l, err
}

// AddLink keeps a link by which somebody signs in, until it expires.
func (t *Tx) AddLink(l meetings.EntryLink) (err error) {
	defer meetings.Wrap(&err, "keep a link")
	body, err := json.Marshal(l)
	if err != nil {
		return err
	}
	if a, ok := actOfLink(l, meetings.Author{}, l.Made); ok {
		if err := t.AddAct(a); err != nil {
			return err
		}
	}
	return t.exec(`INSERT INTO link (id, kind, convener, account, body, expires) VALUES ($1, $2, $3, $4, $5, $6)`,
		l.ID, string(l.Kind), string(l.Convener), string(l.Account), string(body), int64(l.Expires))
}

// Link returns a link that is good at this moment, and whether there is one.
func (s *Store) Link(ctx context.Context, id string, now meetings.Instant) (l meetings.EntryLink, ok bool, err error) {
	defer meetings.Wrap(&err, "read a link")
	ctx, cancel := context.WithTimeout(ctx, readPatience)
	defer cancel()
	l, err = scanLink(s.reads.QueryRowContext(ctx, selectLinks+`id = $1 AND expires > $2`, id, int64(now)).Scan)
	if errors.Is(err, sql.ErrNoRows) {
		return l, false, nil
	}
	return l, err == nil, err
}

// TakeLink uses a link up, and reports whether it was good: of two who use it at the same
// moment, one is told so.
func (t *Tx) TakeLink(id string, now meetings.Instant) (l meetings.EntryLink, good bool, err error) {
	defer meetings.Wrap(&err, "take a link")
	l, err = scanLink(t.row(`DELETE FROM link WHERE id = $1 AND expires > $2 RETURNING id, body, expires`, id, int64(now)).Scan)
	if errors.Is(err, sql.ErrNoRows) {
		return l, false, nil
	}
	return l, err == nil, err
}

// Invitations returns the invitations of an organisation that nobody has used, the newest first.
func (s *Store) Invitations(ctx context.Context, convener meetings.ID, now meetings.Instant) (all []meetings.EntryLink, err error) {
	return s.invitations(ctx, `convener = $1 AND kind = 'invite' AND expires > $2 ORDER BY expires DESC, id`, convener, now)
}

// Unanswered returns the invitations of an organisation that nobody has accepted and that
// are good for nothing any longer, the newest first: they expired, or were declined.
func (s *Store) Unanswered(ctx context.Context, convener meetings.ID, now meetings.Instant) (all []meetings.EntryLink, err error) {
	return s.invitations(ctx, `convener = $1 AND kind = 'invite' AND expires <= $2 ORDER BY expires DESC, id`, convener, now)
}

func (s *Store) invitations(ctx context.Context, which string, convener meetings.ID, now meetings.Instant) (all []meetings.EntryLink, err error) {
	defer meetings.Wrap(&err, "read the invitations")
	ctx, cancel := context.WithTimeout(ctx, readPatience)
	defer cancel()
	err = s.each(ctx, s.reads, selectLinks+which,
		[]any{string(convener), int64(now)}, func(scan scanner) error {
			l, err := scanLink(scan)
			if err == nil {
				all = append(all, l)
			}
			return err
		})
	return all, err
}

// DeclineInvitation keeps that whom an invitation is for said no: it is good for nothing
// from then on. It reports whether there was one.
func (s *Store) DeclineInvitation(id string, now meetings.Instant) (there bool, err error) {
	defer meetings.Wrap(&err, "decline an invitation")
	return there, s.Change("link", func(t *Tx) error {
		there = false
		if err := t.exec(`UPDATE link SET expires = expires WHERE id = $1`, id); err != nil { // takes the row
			return err
		}
		l, err := scanLink(t.row(selectLinks+`id = $1 AND kind = 'invite' AND expires > $2`, id, int64(now)).Scan)
		if errors.Is(err, sql.ErrNoRows) {
			return nil
		} else if err != nil {
			return err
		}
		l.Refused = now
		body, err := json.Marshal(l)
		if err != nil {
			return err
		}
		there = true
		return t.exec(`UPDATE link SET body = $2, expires = $3 WHERE id = $1`, id, string(body), int64(now))
	})
}

// RevokeInvitation makes an invitation of an organisation good for nothing, and reports whether there was one.
func (t *Tx) RevokeInvitation(convener meetings.ID, id string) (there bool, err error) {
	defer meetings.Wrap(&err, "revoke an invitation")
	err = t.row(`DELETE FROM link WHERE id = $1 AND convener = $2 AND kind = 'invite' RETURNING id`, id, string(convener)).Scan(&id)
	if errors.Is(err, sql.ErrNoRows) {
		return false, nil
	}
	return err == nil, err
}

// RevokeLinksFor makes the links that were made for an account good for nothing.
func (t *Tx) RevokeLinksFor(account meetings.ID) (err error) {
	defer meetings.Wrap(&err, "revoke the links of an account")
	return t.exec(`DELETE FROM link WHERE account = $1 AND account <> ''`, string(account))
}

// freshly ends the sessions of an account that comes into one more organisation, and makes
// the links good for nothing by which an administrator of another has let it sign in again:
// it is no longer theirs to let in, and what they began with it must not lead here.
func (t *Tx) freshly(account meetings.ID) (err error) {
	defer meetings.Wrap(&err, "have an account sign in anew")
	return errors.Join(t.EndSessionsOf(account, "", ""),
		t.exec(`DELETE FROM link WHERE account = $1 AND account <> '' AND kind = $2`, string(account), string(meetings.RecoverLink)))
}

// MakeLink keeps a link by which somebody signs in, until it expires.
func (s *Store) MakeLink(l meetings.EntryLink) error {
	return s.Change("link", func(t *Tx) error { return t.AddLink(l) })
}

// OpenLink uses a link up and does what it does ([meetings.EntryLink.Opens]), opened by
// somebody who is known by as yet, and says their name when they have no account. fresh is
// the identity of a new one. It returns what whoever opened it is now, and where.
func (s *Store) OpenLink(id string, by meetings.Person, name string, fresh meetings.ID, now meetings.Instant) (m meetings.Member, err error) {
	err = s.Change("link", func(t *Tx) (err error) {
		m, err = t.openLink(id, by, name, fresh, now)
		return err
	})
	return m, err
}

func (t *Tx) openLink(id string, by meetings.Person, name string, fresh meetings.ID, now meetings.Instant) (m meetings.Member, err error) {
	l, good, err := t.TakeLink(id, now)
	if err != nil {
		return m, err
	}
	if !good {
		return m, meetings.UsedLink()
	}
	if l.Kind == meetings.EmailLink && by.Account != l.Account { // an address may have been mistyped
		return m, meetings.Refuse(meetings.SignIn, "Logga in först, och öppna sedan länken i samma webbläsare.", "Sign in first, and then open the link in the same browser.")
	}
	if l.Kind == meetings.InviteLink && l.Mailed { // whoever opens it has that address
		a, _, err := t.AccountAt(l.Email)
		if err != nil {
			return m, err
		}
		l.Account = a.ID
	}
	a, err := t.opener(l, by, name, fresh, now)
	if err != nil {
		return m, err
	}
	switch convener := l.Convener; l.Kind {
	case meetings.SetupLink:
		err = errors.Join(t.freshly(a.ID), t.SaveMember(convener, a.ID, meetings.Administrator, now))
	case meetings.InviteLink:
		var there bool // and stays what they are
		if _, there, err = t.Member(convener, a.ID); err == nil && !there {
			err = errors.Join(t.freshly(a.ID), t.join(l, a, now))
		}
	}
	if err != nil {
		return m, err
	}
	m, found, err := t.Member(l.Convener, a.ID)
	if err == nil && !found {
		err = meetings.UsedLink()
	}
	return m, err
}

// join makes an account a member by an invitation.
func (t *Tx) join(l meetings.EntryLink, a meetings.Account, now meetings.Instant) error {
	if act, ok := actOfLink(l, meetings.Author{ID: a.ID, Name: a.Name}, now); ok {
		if err := t.AddAct(act); err != nil {
			return err
		}
	}
	return t.SaveMember(l.Convener, a.ID, l.Role, now)
}

// opener returns the account that a link is opened with, new or not.
func (t *Tx) opener(l meetings.EntryLink, by meetings.Person, name string, fresh meetings.ID, now meetings.Instant) (a meetings.Account, err error) {
	account, there := l.Opens(by, name)
	if !there {
		a = meetings.Account{ID: fresh, Name: name, Made: now}
		if l.Mailed {
			a.Email = l.Email
		}
		return a, t.SaveAccount(a)
	}
	a, found, err := t.Account(account)
	if err == nil && !found {
		err = meetings.UsedLink()
	}
	if err == nil && l.Kind == meetings.EmailLink {
		err = t.changeAddress(a, l.Email, now)
	}
	return a, err
}
