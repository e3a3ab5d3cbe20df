package store

import (
	"cmp"
	"context"
	"slices"

	"ringain/meetings"
)

// Counted counts rooms: with what was counted of them when they were let go of, and with
// those who are still known to have come in.
func (s *Store) Counted(ctx context.Context, rooms []meetings.Room) (all []meetings.Counted, err error) {
	defer meetings.Wrap(&err, "count %d meetings", len(rooms))
	ctx, cancel := context.WithTimeout(ctx, readPatience)
	defer cancel()
	kept, came := map[meetings.ID]map[string]int{}, map[meetings.ID][]meetings.Person{}
	of := map[meetings.ID]meetings.Meeting{}
	for some := range slices.Chunk(rooms, 200) {
		ids := make([]meetings.ID, len(some))
		for i, r := range some {
			ids[i], kept[r.Meeting.ID], of[r.Meeting.ID] = r.Meeting.ID, map[string]int{}, r.Meeting
		}
		err := s.each(ctx, s.reads, `SELECT meeting, kind, n FROM tally WHERE meeting IN (`+placeholders(1, len(ids))+`)`, args(ids), func(scan scanner) error {
			var meeting meetings.ID
			var kind string
			var n int
			if err := scan(&meeting, &kind, &n); err != nil {
				return err
			}
			kept[meeting][kind] = n
			return nil
		})
		if err != nil {
			return nil, err
		}
		err = s.each(ctx, s.reads, `SELECT meeting, at, body FROM entrant WHERE waits = 0 AND meeting IN (`+placeholders(1, len(ids))+`)`, args(ids), func(scan scanner) error {
			var meeting meetings.ID
			var body string
			var p entered
			if err := scan(&meeting, &p.At, &body); err != nil || !of[meeting].CameToIt(p.At) {
				return err
			}
			err := decode("entrant of "+string(meeting), body, &p.Person)
			came[meeting] = append(came[meeting], p.Person)
			return err
		})
		if err != nil {
			return nil, err
		}
	}
	for _, r := range rooms {
		all = append(all, r.Counted(kept[r.Meeting.ID], came[r.Meeting.ID]))
	}
	return all, nil
}

// CountCame counts who has come into the room of a meeting that ends, of each sector.
func (t *Tx) CountCame(meeting meetings.ID) (err error) {
	defer meetings.Wrap(&err, "count who came to %s", meeting)
	var all []Entrant
	if err := t.s.each(t.ctx, t.tx, selectEntrants+`waits = 0`, []any{string(meeting)}, gather(&all)); err != nil {
		return err
	}
	tally := map[string]int{}
	for _, e := range all {
		tally["came:"+cmp.Or(e.Person.Sector, "annat")]++
	}
	return t.Count(meeting, tally)
}
