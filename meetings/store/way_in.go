package store

import (
	"context"
	"database/sql"
	"errors"

	"ringain/meetings"
)

// KeepAttempt keeps a sign-in that begins.
func (s *Store) KeepAttempt(a meetings.Attempt) error {
	return s.Change("attempt "+a.ID, func(t *Tx) (err error) {
		defer meetings.Wrap(&err, "keep a sign-in under way")
		return t.exec(`INSERT INTO attempt (id, browser, body, expires) VALUES ($1, $2, $3, $4)`, a.ID, a.Browser, string(a.Body), int64(a.Expires))
	})
}

// TakeAttempt uses a sign-in under way up, and returns it with true when it is the
// browser's own and not too old. Of two who take it, one does.
func (s *Store) TakeAttempt(id, browser string, now meetings.Instant) (a meetings.Attempt, ok bool, err error) {
	err = s.Change("attempt "+id, func(t *Tx) (err error) {
		defer meetings.Wrap(&err, "take a sign-in under way")
		a.ID, a.Browser = id, browser
		var body string
		err = t.row(`DELETE FROM attempt WHERE id = $1 AND browser = $2 AND expires > $3 RETURNING body, expires`, id, browser, int64(now)).Scan(&body, &a.Expires)
		if errors.Is(err, sql.ErrNoRows) {
			return nil
		}
		a.Body, ok = []byte(body), err == nil
		return err
	})
	return a, ok, err
}

// UseIdentity returns the account that signs in by an identity, and keeps that it does so
// now; with false there is none.
func (s *Store) UseIdentity(i meetings.Identity, now meetings.Instant) (account meetings.ID, known bool, err error) {
	err = s.Change("identity", func(t *Tx) (err error) {
		account, known, err = t.useIdentity(i, now)
		return err
	})
	return account, known, err
}

func (t *Tx) useIdentity(i meetings.Identity, now meetings.Instant) (account meetings.ID, known bool, err error) {
	defer meetings.Wrap(&err, "read an identity")
	err = t.row(`UPDATE identity SET used = $3 WHERE issuer = $1 AND subject = $2 RETURNING account`, i.Issuer, i.Subject, int64(now)).Scan(&account)
	if errors.Is(err, sql.ErrNoRows) {
		return "", false, nil
	}
	return account, err == nil, err
}

// SaveIdentity has an account sign in by an identity. It refuses one by which another does.
func (t *Tx) SaveIdentity(i meetings.Identity, account meetings.ID, now meetings.Instant) (err error) {
	defer meetings.Wrap(&err, "save an identity")
	whose, known, err := t.useIdentity(i, now)
	switch {
	case err != nil || known && whose == account:
		return err
	case known:
		return meetings.Refuse(meetings.Late, "Någon annan här loggar redan in så. Logga ut hos leverantören, och försök igen med ditt eget konto där.",
			"Somebody else here signs in that way already. Sign out at the provider, and try again with your own account there.")
	}
	return t.exec(`INSERT INTO identity (issuer, subject, account, made, used) VALUES ($1, $2, $3, $4, $4)`, i.Issuer, i.Subject, string(account), int64(now))
}

// connect is [Tx.SaveIdentity] for an account that was there before, whose owner is told.
func (t *Tx) connect(i meetings.Identity, account meetings.ID, now meetings.Instant) (err error) {
	if whose, known, err := t.useIdentity(i, now); err != nil || known && whose == account {
		return err
	}
	return errors.Join(t.SaveIdentity(i, account, now), t.TellOwner(account, meetings.WayNews{What: meetings.SiteConnected, Name: i.Site(), At: now}))
}

// LinkIdentity is [Tx.SaveIdentity] alone, of which the owner of the account is told.
func (s *Store) LinkIdentity(i meetings.Identity, account meetings.ID, now meetings.Instant) error {
	return s.Change("identity", func(t *Tx) error { return t.connect(i, account, now) })
}

// RemoveIdentities has an account no longer sign in elsewhere, and returns the identities by
// which it did.
func (t *Tx) RemoveIdentities(account meetings.ID) (gone []meetings.Identity, err error) {
	defer meetings.Wrap(&err, "remove identities")
	err = t.s.each(t.ctx, t.tx, `DELETE FROM identity WHERE account = $1 RETURNING issuer, subject`, []any{string(account)}, func(scan scanner) error {
		var i meetings.Identity
		err := scan(&i.Issuer, &i.Subject)
		gone = append(gone, i)
		return err
	})
	return gone, err
}

// Identities returns those by which an account signs in at a provider, the oldest first.
func (s *Store) Identities(ctx context.Context, account meetings.ID, issuer string) (all []meetings.Linked, err error) {
	defer meetings.Wrap(&err, "read identities")
	ctx, cancel := context.WithTimeout(ctx, readPatience)
	defer cancel()
	err = s.each(ctx, s.reads, `SELECT issuer, subject, made, used FROM identity WHERE account = $1 AND issuer = $2 ORDER BY made, subject`, []any{string(account), issuer}, func(scan scanner) error {
		var i meetings.Linked
		err := scan(&i.Issuer, &i.Subject, &i.Made, &i.Used)
		all = append(all, i)
		return err
	})
	return all, err
}

const selectPasskeys = `SELECT id, account, name, made, used, copied, body FROM passkey WHERE `

func scanPasskey(scan scanner) (k meetings.Passkey, err error) {
	var body string
	var copied int
	err = scan(&k.ID, &k.Account, &k.Name, &k.Made, &k.Used, &copied, &body)
	k.Copied, k.Credential = copied > 0, []byte(body)
	return k, err
}

// AddPasskey keeps a new key of an account, whose owner is told. It refuses one that is there already, and more
// than [meetings.MaxPasskeys].
func (s *Store) AddPasskey(k meetings.Passkey) error {
	return s.Change("passkeys of "+string(k.Account), func(t *Tx) (err error) {
		defer meetings.Wrap(&err, "add a passkey")
		var there, own int
		if err := t.row(`SELECT COUNT(*) FROM passkey WHERE id = $1`, k.ID).Scan(&there); err != nil {
			return err
		}
		if err := t.row(`SELECT COUNT(*) FROM passkey WHERE account = $1`, string(k.Account)).Scan(&own); err != nil {
			return err
		}
		switch {
		case there > 0:
			return meetings.Refuse(meetings.Late, "Nyckeln är redan tillagd.", "The key has been added already.")
		case own >= meetings.MaxPasskeys:
			return meetings.Refuse(meetings.TooMuch, "Du har så många nycklar som ryms. Ta bort någon först.", "You have as many keys as fit. Remove one first.")
		}
		return errors.Join(t.exec(`INSERT INTO passkey (id, account, name, made, used, copied, body) VALUES ($1, $2, $3, $4, 0, 0, $5)`,
			k.ID, string(k.Account), k.Name, int64(k.Made), string(k.Credential)),
			t.TellOwner(k.Account, meetings.WayNews{What: meetings.KeyAdded, Name: k.Name, At: k.Made}))
	})
}

// UsePasskey hands a key to use, and keeps what it returns; with false there is no such key.
// Of two who use it at the same moment, one comes first.
func (s *Store) UsePasskey(id string, use func(meetings.Passkey) (meetings.Passkey, error)) (known bool, err error) {
	err = s.Change("passkey "+id, func(t *Tx) (err error) {
		defer meetings.Wrap(&err, "use a passkey")
		if err := t.exec(`UPDATE passkey SET used = used WHERE id = $1`, id); err != nil { // takes the row
			return err
		}
		k, err := scanPasskey(t.row(selectPasskeys+`id = $1`, id).Scan)
		if errors.Is(err, sql.ErrNoRows) {
			return nil
		}
		if err != nil {
			return err
		}
		if k, err = use(k); err != nil {
			return err
		}
		known = true
		copied := 0
		if k.Copied {
			copied = 1
		}
		return t.exec(`UPDATE passkey SET used = $2, copied = $3, body = $4 WHERE id = $1`, id, int64(k.Used), copied, string(k.Credential))
	})
	return known, err
}

// RemovePasskey removes a key of an account, and returns its name and whether there was one.
func (t *Tx) RemovePasskey(account meetings.ID, id string) (name string, there bool, err error) {
	defer meetings.Wrap(&err, "remove a passkey")
	err = t.row(`DELETE FROM passkey WHERE id = $1 AND account = $2 RETURNING name`, id, string(account)).Scan(&name)
	if errors.Is(err, sql.ErrNoRows) {
		return "", false, nil
	}
	return name, err == nil, err
}

// Passkeys returns the keys of an account, the oldest first.
func (s *Store) Passkeys(ctx context.Context, account meetings.ID) (all []meetings.Passkey, err error) {
	defer meetings.Wrap(&err, "read passkeys")
	ctx, cancel := context.WithTimeout(ctx, readPatience)
	defer cancel()
	err = s.each(ctx, s.reads, selectPasskeys+`account = $1 ORDER BY made, id`, []any{string(account)}, func(scan scanner) error {
		k, err := scanPasskey(scan)
		all = append(all, k)
		return err
	})
	return all, err
}

// WaysIn counts the ways in which an account signs in by itself, of those that are offered,
// as they are within a change.
func (t *Tx) WaysIn(account meetings.ID, o meetings.Offered) (w meetings.WaysIn, err error) {
	defer meetings.Wrap(&err, "count the ways in")
	if err := t.exec(`UPDATE account SET email = email WHERE id = $1`, string(account)); err != nil { // takes the row
		return w, err
	}
	a, _, err := t.Account(account)
	if err != nil {
		return w, err
	}
	w.Mail = o.Mail && a.Email != ""
	if err := t.row(`SELECT COUNT(*) FROM identity WHERE account = $1 AND issuer = $2`, string(account), o.Issuer).Scan(&w.Identities); err != nil {
		return w, err
	}
	if o.Passkeys {
		err = t.row(`SELECT COUNT(*) FROM passkey WHERE account = $1 AND copied = 0`, string(account)).Scan(&w.Passkeys)
	}
	return w, err
}

// OpenLinkAs is [Store.OpenLink] by somebody who has signed in elsewhere: from then on they
// sign in here so.
func (s *Store) OpenLinkAs(id string, who meetings.Identity, name string, fresh meetings.ID, now meetings.Instant) (m meetings.Member, err error) {
	err = s.Change("link", func(t *Tx) (err error) {
		account, known, err := t.useIdentity(who, now)
		if err != nil {
			return err
		}
		if m, err = t.openLink(id, meetings.Person{Account: account}, name, fresh, now); err != nil || known {
			return err
		}
		if m.Account.ID == fresh {
			return t.SaveIdentity(who, fresh, now)
		}
		return t.connect(who, m.Account.ID, now)
	})
	return m, err
}
