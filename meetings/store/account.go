package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"

	"ringain/meetings"
)

// SaveAccount keeps an account, new or changed. It refuses an address that another has.
func (t *Tx) SaveAccount(a meetings.Account) (err error) {
	defer meetings.Wrap(&err, "save an account")
	if other, found, err := t.AccountAt(a.Email); err != nil {
		return err
	} else if found && other.ID != a.ID {
		return meetings.Refuse(meetings.Invalid, "Adressen hör till ett annat konto. Logga in med det, eller använd en annan adress.",
			"The address belongs to another account. Sign in to that one, or use another address.").About("email")
	}
	body, err := json.Marshal(a)
	if err != nil {
		return err
	}
	return t.exec(`INSERT INTO account (id, email, body) VALUES ($1, $2, $3)
		ON CONFLICT (id) DO UPDATE SET email = excluded.email, body = excluded.body`, string(a.ID), a.Email, string(body))
}

// Account returns an account, and whether there is one.
func (t *Tx) Account(id meetings.ID) (meetings.Account, bool, error) {
	return account(t.row(`SELECT id, body FROM account WHERE id = $1`, string(id)))
}

// AccountAt returns the account whose address it is, and whether there is one.
func (t *Tx) AccountAt(email string) (meetings.Account, bool, error) {
	return account(t.row(`SELECT id, body FROM account WHERE email = $1 AND email <> ''`, email))
}

// Account returns an account, and whether there is one.
func (s *Store) Account(ctx context.Context, id meetings.ID) (a meetings.Account, found bool, err error) {
	ctx, cancel := context.WithTimeout(ctx, readPatience)
	defer cancel()
	return account(s.reads.QueryRowContext(ctx, `SELECT id, body FROM account WHERE id = $1`, string(id)))
}

func account(row *sql.Row) (a meetings.Account, found bool, err error) {
	defer meetings.Wrap(&err, "read an account")
	a, err = scanBody[meetings.Account](row.Scan)
	if errors.Is(err, sql.ErrNoRows) {
		return a, false, nil
	}
	return a, err == nil, err
}

// SaveConvener keeps an organisation, new or changed. It refuses an address that another has.
func (t *Tx) SaveConvener(c meetings.Convener) (err error) {
	defer meetings.Wrap(&err, "save the organisation %s", c.Slug)
	if err := t.free(`SELECT COUNT(*) FROM convener WHERE slug = $1 AND id <> $2`, c.Slug, string(c.ID)); err != nil {
		return err
	}
	body, err := json.Marshal(c)
	if err != nil {
		return err
	}
	return t.exec(`INSERT INTO convener (id, slug, body) VALUES ($1, $2, $3)
		ON CONFLICT (id) DO UPDATE SET slug = excluded.slug, body = excluded.body`, string(c.ID), c.Slug, string(body))
}

// Conveners returns the organisations that call to meetings here, the first first.
func (s *Store) Conveners(ctx context.Context) (all []meetings.Convener, err error) {
	defer meetings.Wrap(&err, "read the organisations")
	return list[meetings.Convener](ctx, s, `SELECT id, body FROM convener ORDER BY id`)
}

// Convener returns an organisation as it is within a change, and whether there is one.
func (t *Tx) Convener(id meetings.ID) (c meetings.Convener, found bool, err error) {
	defer meetings.Wrap(&err, "read an organisation")
	c, err = scanBody[meetings.Convener](t.row(`SELECT id, body FROM convener WHERE id = $1`, string(id)).Scan)
	if errors.Is(err, sql.ErrNoRows) {
		return c, false, nil
	}
	return c, err == nil, err
}
