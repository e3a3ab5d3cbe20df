package store

import (
	"context"
	"errors"
	"math"
	"slices"

	"ringain/meetings"
)

// Which chooses meetings. The zero value chooses all that are not drafts.
type Which struct {
	Theme  string           // slug; only meetings of this theme
	Series meetings.ID      // only meetings of this series
	From   meetings.Instant // only those that end at this moment or later
	To     meetings.Instant // only those that start before; 0 is no bound
	Drafts bool             // drafts too
	Newest bool             // the newest first, not the oldest
	Limit  int              // at most so many; 0 is no bound

	Convener *meetings.ID // only meetings of this organisation; nil is no bound
}

const selectRooms = `
SELECT id, ` + columns + ` FROM meeting m
 WHERE ends >= $1 AND starts < $2
   AND ($3 = '' OR EXISTS (SELECT 1 FROM meeting_theme t WHERE t.meeting = m.id AND t.theme = $3))
   AND ($4 = '' OR series = $4)
   AND ($5 = 1 OR status <> 'draft')
   AND ($6 = 1 OR convener = $7)`

// Meetings returns the chosen meetings in order of start.
func (s *Store) Meetings(ctx context.Context, w Which) ([]meetings.Meeting, error) {
	rooms, err := s.Rooms(ctx, w)
	list := make([]meetings.Meeting, len(rooms))
	for i, r := range rooms {
		list[i] = r.Meeting
	}
	return list, err
}

// Rooms returns the chosen meetings with their agendas, in order of start.
func (s *Store) Rooms(ctx context.Context, w Which) (rooms []meetings.Room, err error) {
	defer meetings.Wrap(&err, "read meetings")
	ctx, cancel := context.WithTimeout(ctx, readPatience)
	defer cancel()
	return s.rooms(ctx, s.reads, w)
}

func (s *Store) rooms(ctx context.Context, q querier, w Which) (rooms []meetings.Room, err error) {
	query, drafts := selectRooms, 0
	if w.Newest {
		query += ` ORDER BY starts DESC, slug DESC LIMIT $8`
	} else {
		query += ` ORDER BY starts, slug LIMIT $8`
	}
	if w.Drafts {
		drafts = 1
	}
	if w.To == 0 {
		w.To = math.MaxInt64
	}
	if w.Limit == 0 {
		w.Limit = math.MaxInt32
	}
	all, convener := 1, meetings.ID("")
	if w.Convener != nil {
		all, convener = 0, *w.Convener
	}
	args := []any{int64(w.From), int64(w.To), w.Theme, string(w.Series), drafts, all, string(convener), w.Limit}
	err = s.each(ctx, q, query, args, func(scan scanner) error {
		room, err := scanRoom(scan)
		if err == nil {
			rooms = append(rooms, room)
		}
		return err
	})
	return rooms, err
}

// Room returns one meeting with its agenda, and the number of its newest event.
// name is the meeting's identity or its slug.
func (s *Store) Room(ctx context.Context, name string) (room meetings.Room, seq int64, err error) {
	defer meetings.Wrap(&err, "read the meeting %s", name)
	ctx, cancel := context.WithTimeout(ctx, readPatience)
	defer cancel()
	var w written
	err = s.reads.QueryRowContext(ctx, `SELECT seq, `+columns+` FROM meeting WHERE slug = $1 OR id = $1`, name).
		Scan(append([]any{&seq}, w.fields()...)...)
	if err != nil {
		return room, 0, unknown(err, "Det finns inget sådant möte.", "There is no such meeting.")
	}
	room, err = w.room(name)
	return room, seq, err
}

// Meeting returns one meeting by its identity or its slug.
func (s *Store) Meeting(ctx context.Context, name string) (meetings.Meeting, error) {
	room, _, err := s.Room(ctx, name)
	return room.Meeting, err
}

// MeetingsOf returns meetings by their identities, as far as they are there and no drafts.
func (s *Store) MeetingsOf(ctx context.Context, ids []meetings.ID) (all map[meetings.ID]meetings.Meeting, err error) {
	defer meetings.Wrap(&err, "read %d meetings", len(ids))
	ctx, cancel := context.WithTimeout(ctx, readPatience)
	defer cancel()
	all = make(map[meetings.ID]meetings.Meeting, len(ids))
	for some := range slices.Chunk(ids, 200) {
		var read []meetings.Meeting
		query := `SELECT id, body FROM meeting WHERE status <> 'draft' AND id IN (` + placeholders(1, len(some)) + `)`
		if err := s.each(ctx, s.reads, query, args(some), into(&read)); err != nil {
			return nil, err
		}
		for _, m := range read {
			all[m.ID] = m
		}
	}
	return all, nil
}

// AddMeeting keeps a new meeting with its agenda. It refuses a slug that another
// meeting has.
func (t *Tx) AddMeeting(r meetings.Room) (err error) {
	defer meetings.Wrap(&err, "add the meeting %s", r.Meeting.Slug)
	w, err := writeRoom(r)
	if err != nil {
		return err
	}
	m := r.Meeting
	if err := t.free(`SELECT COUNT(*) FROM meeting WHERE slug = $1 AND id <> $2`, m.Slug, string(m.ID)); err != nil {
		return err
	}
	values := w.values()
	if err := t.exec(`
		INSERT INTO meeting (id, slug, series, convener, status, starts, ends, seq, `+columns+`)
		VALUES ($1, $2, $3, $4, $5, $6, $7, 0, `+placeholders(8, len(values))+`)`,
		append([]any{string(m.ID), m.Slug, string(m.Series), string(m.Convener), string(m.Status), int64(m.Start), int64(m.End())}, values...)...); err != nil {
		return err
	}
	t.raised.meetings = append(t.raised.meetings, m.ID)
	t.remember(m.ID, nil) // nothing of it is found yet
	if err := t.refind(r); err != nil {
		return err
	}
	return t.addThemes(m)
}

func (t *Tx) addThemes(m meetings.Meeting) error {
	for _, theme := range distinct(m.Themes) {
		if err := t.exec(`INSERT INTO meeting_theme (theme, meeting) VALUES ($1, $2)`, theme, string(m.ID)); err != nil {
			return err
		}
	}
	return nil
}

// free refuses a slug that a query counts any other of.
func (t *Tx) free(query string, args ...any) error {
	var others int
	if err := t.row(query, args...).Scan(&others); err != nil || others == 0 {
		return err
	}
	return meetings.Refuse(meetings.Invalid, "Adressen används redan. Välj en annan.", "The address is already in use. Choose another.").About("slug")
}

// SaveMeeting keeps a meeting in which something is changed that is no event.
func (t *Tx) SaveMeeting(r meetings.Room) (err error) {
	defer meetings.Wrap(&err, "save the meeting %s", r.Meeting.Slug)
	if err := t.save(r); err != nil {
		return err
	}
	return t.SaveThemes(r.Meeting)
}

// SaveThemes keeps to which themes a meeting belongs.
func (t *Tx) SaveThemes(m meetings.Meeting) error {
	if err := t.exec(`DELETE FROM meeting_theme WHERE meeting = $1`, string(m.ID)); err != nil {
		return err
	}
	return t.addThemes(m)
}

func (t *Tx) save(r meetings.Room) error {
	w, err := writeRoom(r)
	if err != nil {
		return err
	}
	m := r.Meeting
	t.raised.meetings = append(t.raised.meetings, m.ID)
	if err := t.refind(r); err != nil {
		return err
	}
	return t.exec(`UPDATE meeting SET status = $2, starts = $3, ends = $4, `+assigned(5)+` WHERE id = $1`,
		append([]any{string(m.ID), string(m.Status), int64(m.Start), int64(m.End())}, w.values()...)...)
}

// Take takes the row of a meeting and the next number of its log, so that two
// changes of one meeting never mix, on one node or on several.
func (t *Tx) Take(id meetings.ID) (room meetings.Room, seq int64, err error) {
	defer meetings.Wrap(&err, "take the meeting %s", id)
	var w written
	err = t.row(`
		UPDATE meeting SET seq = seq + 1 WHERE id = $1
		RETURNING seq, `+columns, string(id)).Scan(append([]any{&seq}, w.fields()...)...)
	if err != nil {
		return room, 0, unknown(err, "Det finns inget sådant möte.", "There is no such meeting.")
	}
	room, err = w.room(string(id))
	t.remember(id, room.Findable())
	return room, seq, err
}

// Release gives back the number of a meeting that was taken, in which nothing happened.
func (t *Tx) Release(id meetings.ID) (err error) {
	defer meetings.Wrap(&err, "release the meeting %s", id)
	return t.exec(`UPDATE meeting SET seq = seq - 1 WHERE id = $1`, string(id))
}

// Keep keeps a room that was taken, the event that led to it and the identity of
// the command.
func (t *Tx) Keep(r meetings.Room, e meetings.Entry, command meetings.ID) (err error) {
	defer meetings.Wrap(&err, "keep event %d of the meeting %s", e.Seq, r.Meeting.ID)
	event, err := meetings.EncodeEvent(e.Event)
	if err != nil {
		return err
	}
	if err := t.save(r); err != nil {
		return err
	}
	m := r.Meeting
	if gone := meetings.Forgets(e.Event); gone != "" {
		if err := t.forget(m.ID, gone); err != nil {
			return err
		}
	}
	if meetings.Conceals(e.Event) {
		if err := t.conceal(m.ID, e.Event); err != nil {
			return err
		}
	}
	if err := t.exec(`INSERT INTO event (meeting, seq, at, by_id, by_name, body) VALUES ($1, $2, $3, $4, $5, $6)`,
		string(m.ID), e.Seq, int64(e.At), string(e.By.ID), e.By.Name, string(event)); err != nil {
		return err
	}
	return t.exec(`INSERT INTO command (meeting, id, seq, at) VALUES ($1, $2, $3, $4)`,
		string(m.ID), string(command), e.Seq, int64(e.At))
}

// Next returns the first meeting of a series after a moment that stands, or nil.
func (t *Tx) Next(series meetings.ID, after meetings.Instant) (*meetings.Meeting, error) {
	if series == "" {
		return nil, nil
	}
	rooms, err := t.s.rooms(t.ctx, t.tx, Which{Series: series, From: after})
	if err != nil {
		return nil, err
	}
	for _, r := range rooms {
		if m := r.Meeting; m.Start > after && m.Status == meetings.Planned && m.Ended == 0 {
			return &m, nil
		}
	}
	return nil, nil
}

// Later returns a meeting of a series that comes after a moment and to whose agenda
// something can be added, or nil.
func (t *Tx) Later(series, id meetings.ID, after meetings.Instant) (*meetings.Meeting, error) {
	if series == "" {
		return nil, nil
	}
	rooms, err := t.s.rooms(t.ctx, t.tx, Which{Series: series, From: after})
	if err != nil {
		return nil, err
	}
	for _, r := range rooms {
		if m := r.Meeting; m.ID == id && m.Start > after && m.Status == meetings.Planned && m.Ended == 0 {
			return &m, nil
		}
	}
	return nil, nil
}

// TakeSeries takes the rows of all meetings of a series, drafts too, and returns
// them in order of start, so that nothing happens in them while the series changes.
func (t *Tx) TakeSeries(id meetings.ID) (rooms []meetings.Room, err error) {
	defer meetings.Wrap(&err, "take the meetings of the series %s", id)
	if err := t.exec(`UPDATE meeting SET seq = seq WHERE series = $1`, string(id)); err != nil {
		return nil, err
	}
	return t.s.rooms(t.ctx, t.tx, Which{Series: id, Drafts: true})
}

// TakeTheme takes the rows of all meetings of a theme, drafts too, and returns them
// in order of start.
func (t *Tx) TakeTheme(slug string) (rooms []meetings.Room, err error) {
	defer meetings.Wrap(&err, "take the meetings of the theme %s", slug)
	if err := t.exec(`UPDATE meeting SET seq = seq WHERE id IN (SELECT meeting FROM meeting_theme WHERE theme = $1)`, slug); err != nil {
		return nil, err
	}
	return t.s.rooms(t.ctx, t.tx, Which{Theme: slug, Drafts: true})
}

// RemoveDraft removes a meeting that was never announced, with all that is kept of
// it. It refuses one that was.
func (t *Tx) RemoveDraft(id meetings.ID) (err error) {
	defer meetings.Wrap(&err, "remove the draft %s", id)
	room, _, err := t.Take(id)
	if err != nil {
		return err
	}
	if room.Meeting.Status != meetings.Draft {
		return meetings.Refuse(meetings.Late, "Mötet är utlyst och kan bara ställas in.", "The meeting has been announced and can only be cancelled.")
	}
	return t.removeMeeting(id)
}

// RemoveUntold removes a meeting with all that is kept of it, if that it is announced
// still waits to be told, and reports whether it does.
func (t *Tx) RemoveUntold(id meetings.ID) (removed bool, err error) {
	defer meetings.Wrap(&err, "remove the meeting %s that nobody was told of", id)
	var waiting int
	err = t.row(`SELECT COUNT(*) FROM outbox WHERE meeting = $1 AND kind = $2 AND sent = 0`, string(id), string(meetings.NewsAnnounced)).Scan(&waiting)
	if err != nil || waiting == 0 {
		return false, err
	}
	return true, errors.Join(t.exec(`DELETE FROM outbox WHERE meeting = $1`, string(id)), t.exec(`DELETE FROM word WHERE meeting = $1`, string(id)), t.removeMeeting(id))
}

func (t *Tx) removeMeeting(id meetings.ID) error {
	for _, table := range []string{"event", "command", "meeting_theme", "entrant", "phone_call", "personal_code", "minutes", "minutes_edition", "proposal", "was", "summary_order"} {
		if err := t.exec(`DELETE FROM `+table+` WHERE meeting = $1`, string(id)); err != nil {
			return err
		}
	}
	return t.exec(`DELETE FROM meeting WHERE id = $1`, string(id))
}

// Readdress keeps the address of a draft, which nobody knows yet. It refuses one that another
// meeting has.
func (t *Tx) Readdress(m meetings.Meeting) (err error) {
	defer meetings.Wrap(&err, "give the draft %s an address", m.ID)
	if err := t.free(`SELECT COUNT(*) FROM meeting WHERE slug = $1 AND id <> $2`, m.Slug, string(m.ID)); err != nil {
		return err
	}
	return t.exec(`UPDATE meeting SET slug = $2 WHERE id = $1`, string(m.ID), m.Slug)
}

// ForgetDraft has the log of a meeting not say what was written of it and its agenda while
// it was a draft: those events say how it was announced.
func (t *Tx) ForgetDraft(id meetings.ID, as meetings.MeetingPlanned) (err error) {
	defer meetings.Wrap(&err, "forget the draft of %s", id)
	body, err := meetings.EncodeEvent(as)
	if err != nil {
		return err
	}
	return t.exec(`UPDATE event SET body = $2 WHERE meeting = $1 AND (body LIKE '{"kind":"meeting.%' OR body LIKE '{"kind":"agenda.%')`, string(id), string(body))
}
