package store

import (
	"context"

	"ringain/meetings"
)

// AddAct keeps what somebody does, with what they do.
func (t *Tx) AddAct(a meetings.Act) (err error) {
	defer meetings.Wrap(&err, "keep that somebody did %s", a.Kind)
	return t.exec(`INSERT INTO act (id, convener, at, by_id, by_name, kind, about, role) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
		string(a.ID), string(a.Convener), int64(a.At), string(a.By.ID), a.By.Name, string(a.Kind), string(a.About), string(a.Role))
}

// Acts returns what was done in an organisation, the newest first: at most limit of it, after
// skipping some.
func (s *Store) Acts(ctx context.Context, convener meetings.ID, skip, limit int) (all []meetings.Act, err error) {
	defer meetings.Wrap(&err, "read what was done")
	ctx, cancel := context.WithTimeout(ctx, readPatience)
	defer cancel()
	err = s.each(ctx, s.reads, `SELECT id, convener, at, by_id, by_name, kind, about, role FROM act WHERE convener = $1 ORDER BY at DESC, id DESC LIMIT $2 OFFSET $3`,
		[]any{string(convener), limit, skip}, func(scan scanner) error {
			var a meetings.Act
			err := scan(&a.ID, &a.Convener, &a.At, &a.By.ID, &a.By.Name, &a.Kind, &a.About, &a.Role)
			all = append(all, a)
			return err
		})
	return all, err
}

// actOfLink is what it means that a link is made, or used by somebody.
func actOfLink(l meetings.EntryLink, usedBy meetings.Author, at meetings.Instant) (a meetings.Act, ok bool) {
	a = meetings.Act{ID: meetings.ID("made " + l.ID), Convener: l.Convener, At: at, By: l.By, About: l.Account, Role: l.Role}
	switch {
	case l.Kind == meetings.InviteLink && usedBy.ID != "":
		a.ID, a.By, a.Kind, a.About = meetings.ID("used "+l.ID), usedBy, meetings.PersonJoined, ""
	case l.Kind == meetings.InviteLink:
		a.Kind = meetings.PersonInvited
	case l.Kind == meetings.RecoverLink && l.By.ID != "":
		a.Kind = meetings.PersonRecovered
	default:
		return a, false
	}
	return a, true
}
