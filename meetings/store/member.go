package store

import (
	"context"
	"database/sql"
	"errors"
	"slices"

	"ringain/meetings"
)

const selectMembers = `
SELECT m.role, m.since, a.id, a.body, c.id, c.body
  FROM member m JOIN account a ON a.id = m.account JOIN convener c ON c.id = m.convener
 WHERE `

func scanMember(scan scanner) (m meetings.Member, err error) {
	var account, accountBody, convener, convenerBody string
	if err := scan(&m.Role, &m.Since, &account, &accountBody, &convener, &convenerBody); err != nil {
		return m, err
	}
	return m, errors.Join(decode("account "+account, accountBody, &m.Account), decode("organisation "+convener, convenerBody, &m.Convener))
}

// SaveMember keeps what an account is trusted with in an organisation, new or changed.
func (t *Tx) SaveMember(convener, account meetings.ID, role meetings.Role, since meetings.Instant) (err error) {
	defer meetings.Wrap(&err, "save a member")
	return t.exec(`INSERT INTO member (convener, account, role, since) VALUES ($1, $2, $3, $4)
		ON CONFLICT (convener, account) DO UPDATE SET role = excluded.role`, string(convener), string(account), string(role), int64(since))
}

// RemoveMember takes an account out of an organisation, and away from its series.
func (t *Tx) RemoveMember(convener, account meetings.ID) (err error) {
	defer meetings.Wrap(&err, "remove a member")
	return errors.Join(
		t.exec(`DELETE FROM member WHERE convener = $1 AND account = $2`, string(convener), string(account)),
		t.exec(`DELETE FROM series_organiser WHERE account = $2 AND series IN (SELECT id FROM series WHERE convener = $1)`, string(convener), string(account)))
}

// Member returns what an account is trusted with in an organisation, and whether it is anything.
func (t *Tx) Member(convener, account meetings.ID) (m meetings.Member, found bool, err error) {
	defer meetings.Wrap(&err, "read a member")
	m, err = scanMember(t.row(selectMembers+`m.convener = $1 AND m.account = $2`, string(convener), string(account)).Scan)
	if errors.Is(err, sql.ErrNoRows) {
		return m, false, nil
	}
	return m, err == nil, err
}

// TakeMembers takes the rows of the members of an organisation, before any is changed: so
// two who leave at the same moment do so one after the other, and wait for each other in no ring.
func (t *Tx) TakeMembers(convener meetings.ID) (err error) {
	defer meetings.Wrap(&err, "take the members of an organisation")
	return t.exec(`UPDATE member SET since = since WHERE convener = $1`, string(convener))
}

// Administrators counts those of an organisation whose members were taken.
func (t *Tx) Administrators(convener meetings.ID) (n int, err error) {
	defer meetings.Wrap(&err, "count administrators")
	err = t.row(`SELECT COUNT(*) FROM member WHERE convener = $1 AND role = 'administrator'`, string(convener)).Scan(&n)
	return n, err
}

// Members returns the members of an organisation, those who came first first.
func (s *Store) Members(ctx context.Context, convener meetings.ID) ([]meetings.Member, error) {
	return s.members(ctx, s.reads, `m.convener = $1 ORDER BY m.since, a.id`, string(convener))
}

// MemberOf returns the organisations of an account, the first first.
func (s *Store) MemberOf(ctx context.Context, account meetings.ID) ([]meetings.Member, error) {
	return s.members(ctx, s.reads, `m.account = $1 ORDER BY c.id`, string(account))
}

// MemberOf is the same within a change.
func (t *Tx) MemberOf(account meetings.ID) ([]meetings.Member, error) {
	return t.s.members(t.ctx, t.tx, `m.account = $1 ORDER BY c.id`, string(account))
}

// MemberAt returns the organisations of the account whose address it is, the first first.
func (s *Store) MemberAt(ctx context.Context, email string) ([]meetings.Member, error) {
	return s.members(ctx, s.reads, `a.email = $1 AND a.email <> '' ORDER BY c.id`, email)
}

func (s *Store) members(ctx context.Context, q querier, where string, arg string) (all []meetings.Member, err error) {
	defer meetings.Wrap(&err, "read members")
	ctx, cancel := context.WithTimeout(ctx, readPatience)
	defer cancel()
	err = s.each(ctx, q, selectMembers+where, []any{arg}, func(scan scanner) error {
		m, err := scanMember(scan)
		if err == nil {
			all = append(all, m)
		}
		return err
	})
	return all, err
}

// SeriesOrganisers returns who looks after a series: nobody is everybody in its organisation.
func (s *Store) SeriesOrganisers(ctx context.Context, series meetings.ID) (accounts []meetings.ID, err error) {
	defer meetings.Wrap(&err, "read the organisers of a series")
	ctx, cancel := context.WithTimeout(ctx, readPatience)
	defer cancel()
	err = s.each(ctx, s.reads, `SELECT account FROM series_organiser WHERE series = $1 ORDER BY account`, []any{string(series)}, func(scan scanner) error {
		var id meetings.ID
		err := scan(&id)
		accounts = append(accounts, id)
		return err
	})
	return accounts, err
}

// OrganisersOf returns the accounts of those who look after a meeting: the organisers of
// its series, or everybody who may plan for its organisation when none is named.
func (s *Store) OrganisersOf(ctx context.Context, m meetings.Meeting) (all []meetings.Account, err error) {
	members, err := s.Members(ctx, m.Convener)
	if err != nil {
		return nil, err
	}
	var named []meetings.ID
	if m.Series != "" {
		if named, err = s.SeriesOrganisers(ctx, m.Series); err != nil {
			return nil, err
		}
	}
	for _, x := range members {
		if meetings.MayPlan(x.Person()) && (len(named) == 0 || slices.Contains(named, x.Account.ID)) {
			all = append(all, x.Account)
		}
	}
	return all, nil
}

// SaveSeriesOrganisers keeps who looks after a series.
func (t *Tx) SaveSeriesOrganisers(series meetings.ID, accounts []meetings.ID) (err error) {
	defer meetings.Wrap(&err, "save the organisers of a series")
	if err := t.exec(`DELETE FROM series_organiser WHERE series = $1`, string(series)); err != nil {
		return err
	}
	for _, a := range accounts {
		if err := t.exec(`INSERT INTO series_organiser (series, account) VALUES ($1, $2) ON CONFLICT (series, account) DO NOTHING`, string(series), string(a)); err != nil {
			return err
		}
	}
	return nil
}
