package store

import (
	"context"
	"database/sql"
	"errors"

	"ringain/meetings"
)

// Presenter is a private link by which whoever presents an item adds material to it.
type Presenter struct {
	Secret       string // the end of its address
	Meeting      meetings.ID
	Item         meetings.ItemID // empty: the whole meeting
	Name         string
	Organisation string
	At           meetings.Instant // when it was made
}

const presenterColumns = `secret, meeting, item, name, organisation, at`

func (p *Presenter) fields() []any {
	return []any{&p.Secret, (*string)(&p.Meeting), (*string)(&p.Item), &p.Name, &p.Organisation, (*int64)(&p.At)}
}

// AddPresenter keeps a private link.
func (t *Tx) AddPresenter(p Presenter) (err error) {
	defer meetings.Wrap(&err, "add a presenter")
	return t.exec(`INSERT INTO presenter (`+presenterColumns+`) VALUES ($1, $2, $3, $4, $5, $6)`,
		p.Secret, string(p.Meeting), string(p.Item), p.Name, p.Organisation, int64(p.At))
}

// RemovePresenter revokes a private link of a meeting.
func (t *Tx) RemovePresenter(meeting meetings.ID, secret string) (err error) {
	defer meetings.Wrap(&err, "remove a presenter")
	return t.exec(`DELETE FROM presenter WHERE meeting = $1 AND secret = $2`, string(meeting), secret)
}

// Presenter returns the private link of an address, and refuses one that is none, or no
// longer.
func (s *Store) Presenter(ctx context.Context, secret string) (p Presenter, err error) {
	defer meetings.Wrap(&err, "read a presenter")
	ctx, cancel := context.WithTimeout(ctx, readPatience)
	defer cancel()
	err = s.reads.QueryRowContext(ctx, `SELECT `+presenterColumns+` FROM presenter WHERE secret = $1`, secret).Scan(p.fields()...)
	return p, noPresenter(err)
}

func noPresenter(err error) error {
	if !errors.Is(err, sql.ErrNoRows) {
		return err
	}
	return meetings.Refuse(meetings.Unknown, "Länken gäller inte längre. Be den som ordnar mötet om en ny.", "The link is no longer valid. Ask whoever arranges the meeting for a new one.")
}

// Presenters returns the private links of a meeting, those made first first.
func (s *Store) Presenters(ctx context.Context, meeting meetings.ID) (all []Presenter, err error) {
	defer meetings.Wrap(&err, "read the presenters of %s", meeting)
	ctx, cancel := context.WithTimeout(ctx, readPatience)
	defer cancel()
	err = s.each(ctx, s.reads, `SELECT `+presenterColumns+` FROM presenter WHERE meeting = $1 ORDER BY at, secret`, []any{string(meeting)}, func(scan scanner) error {
		var p Presenter
		err := scan(p.fields()...)
		all = append(all, p)
		return err
	})
	return all, err
}

// CountPresenters is how many private links a meeting has.
func (t *Tx) CountPresenters(meeting meetings.ID) (n int, err error) {
	defer meetings.Wrap(&err, "count the presenters of %s", meeting)
	err = t.row(`SELECT COUNT(*) FROM presenter WHERE meeting = $1`, string(meeting)).Scan(&n)
	return n, err
}
