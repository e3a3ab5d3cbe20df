package store

import (
	"context"
	"slices"
	"time"

	"ringain/meetings"
)

// What is kept of how the notes of a meeting were before:
//
//   - the two newest snapshots, and all updates after the older of them: what is needed
//     to open the notes, even if the newest does not load;
//   - all updates of the last week, so that one can go back to any moment; when they are
//     more than 16 MiB, the newest of them;
//   - of older snapshots the last of every ten minutes of the last three hours, of every
//     hour of the last two days and of every day of the last month: one can go back to
//     those whatever somebody sends afterwards.
const (
	keepLog      = 7 * 24 * time.Hour
	keepLogBytes = 16 << 20
)

// letGo lets go of what is not needed of the history of the notes, now that there is a
// newer snapshot than the one after update before.
func (t *Tx) letGo(meeting meetings.ID, before int64, now meetings.Instant) error {
	snapshots, err := t.s.snapshots(t.ctx, t.tx, meeting)
	if err != nil {
		return err
	}
	for _, s := range needless(snapshots, now) {
		if err := t.exec(`DELETE FROM notes_snapshot WHERE meeting = $1 AND upto = $2`, string(meeting), s.N); err != nil {
			return err
		}
	}
	err = t.exec(`DELETE FROM notes_update WHERE meeting = $1 AND n <= $2 AND at < $3`, string(meeting), before, int64(now.Add(-keepLog)))
	if err != nil {
		return err
	}
	return t.boundLog(meeting, before)
}

// boundLog lets go of the oldest updates when there are too many.
func (t *Tx) boundLog(meeting meetings.ID, before int64) error {
	var bytes int64
	err := t.row(`SELECT COALESCE(SUM(LENGTH(body)), 0) FROM notes_update WHERE meeting = $1`, string(meeting)).Scan(&bytes)
	if err != nil || bytes <= keepLogBytes {
		return err
	}
	var last int64
	err = t.s.each(t.ctx, t.tx, `SELECT n, LENGTH(body) FROM notes_update WHERE meeting = $1 AND n <= $2 ORDER BY n`,
		[]any{string(meeting), before}, func(scan scanner) error {
			var n, size int64
			if err := scan(&n, &size); err != nil || bytes <= keepLogBytes {
				return err
			}
			bytes, last = bytes-size, n
			return nil
		})
	if err != nil {
		return err
	}
	return t.exec(`DELETE FROM notes_update WHERE meeting = $1 AND n <= $2`, string(meeting), last)
}

// NotesMoment is a point in time that is kept whole: the notes after update N.
type NotesMoment struct {
	N  int64
	At meetings.Instant
}

// needless are the snapshots that need not be kept. They come oldest first.
func needless(snapshots []NotesMoment, now meetings.Instant) (gone []NotesMoment) {
	type slot struct{ step, part int64 }
	taken := map[slot]bool{}
	for i, s := range slices.Backward(snapshots) {
		age, step := time.Duration(now-s.At)*time.Millisecond, 24*time.Hour
		switch {
		case age < 3*time.Hour:
			step = 10 * time.Minute
		case age < 48*time.Hour:
			step = time.Hour
		}
		in := slot{step.Milliseconds(), int64(s.At) / step.Milliseconds()}
		switch {
		case i+2 >= len(snapshots):
		case taken[in] || age > 30*24*time.Hour:
			gone = append(gone, s)
		default:
			taken[in] = true
		}
	}
	return gone
}

func (s *Store) snapshots(ctx context.Context, q querier, meeting meetings.ID) (all []NotesMoment, err error) {
	err = s.each(ctx, q, `SELECT upto, at FROM notes_snapshot WHERE meeting = $1 ORDER BY upto`, []any{string(meeting)}, func(scan scanner) error {
		var m NotesMoment
		var at int64
		err := scan(&m.N, &at)
		m.At = meetings.Instant(at)
		all = append(all, m)
		return err
	})
	return all, err
}

// NotesHistory is what is kept of how the notes of a meeting were.
type NotesHistory struct {
	Notes                  // from the oldest point in time from which the log is whole
	Since meetings.Instant // of its snapshot
	Older []NotesMoment    // snapshots before that, the oldest first
}

// NotesHistory reads how the notes of a meeting were, all as it was at one moment.
func (s *Store) NotesHistory(ctx context.Context, id meetings.ID) (h NotesHistory, err error) {
	defer meetings.Wrap(&err, "read the history of the notes of %s", id)
	ctx, cancel := context.WithTimeout(ctx, readPatience)
	defer cancel()
	tx, err := s.reads.BeginTx(ctx, s.dialect.snapshot)
	if err != nil {
		return h, err
	}
	defer tx.Rollback()
	snapshots, err := s.snapshots(ctx, tx, id)
	if err != nil {
		return h, err
	}
	first, err := s.updatesAfter(ctx, tx, id, 0, 1)
	if err != nil {
		return h, err
	}
	if len(first) == 0 || first[0].N > 1 {
		from := slices.IndexFunc(snapshots, func(m NotesMoment) bool { return len(first) > 0 && m.N+1 >= first[0].N })
		if from < 0 {
			from = len(snapshots) - 1
		}
		if from >= 0 {
			h.Older, h.Since = snapshots[:from], snapshots[from].At
			h.Notes, err = s.notes(ctx, tx, id, snapshots[from].N+1)
			return h, err
		}
	}
	h.Notes, err = s.notes(ctx, tx, id, 0)
	return h, err
}

// NotesAt reads the notes of a meeting as they were after update n. It is refused when
// that is not kept any more.
func (s *Store) NotesAt(ctx context.Context, id meetings.ID, n int64) (then Notes, err error) {
	defer meetings.Wrap(&err, "read the notes of %s as they were after %d", id, n)
	ctx, cancel := context.WithTimeout(ctx, readPatience)
	defer cancel()
	tx, err := s.reads.BeginTx(ctx, s.dialect.snapshot)
	if err != nil {
		return then, err
	}
	defer tx.Rollback()
	return s.notesAt(ctx, tx, id, n)
}

// NotesAt is the same in a change.
func (t *Tx) NotesAt(id meetings.ID, n int64) (then Notes, err error) {
	defer meetings.Wrap(&err, "read the notes of %s as they were after %d", id, n)
	return t.s.notesAt(t.ctx, t.tx, id, n)
}

func (s *Store) notesAt(ctx context.Context, q querier, id meetings.ID, n int64) (then Notes, err error) {
	if then, err = s.notes(ctx, q, id, n+1); err != nil {
		return then, err
	}
	end := slices.IndexFunc(then.Updates, func(u NotesUpdate) bool { return u.N > n })
	if end >= 0 {
		then.Updates = then.Updates[:end]
	}
	reached := then.Upto
	if len(then.Updates) > 0 && then.Updates[0].N == then.Upto+1 {
		reached = then.Updates[len(then.Updates)-1].N
	}
	if n < 1 || n < then.Made || reached != n {
		return then, meetings.Refuse(meetings.Late, "Det läget finns inte kvar i historiken. Välj ett annat.",
			"That moment is no longer in the history. Choose another.")
	}
	return then, nil
}
