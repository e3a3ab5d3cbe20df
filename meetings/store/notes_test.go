package store_test

import (
	"errors"
	"fmt"
	"sync"
	"testing"

	"ringain/meetings"
	"ringain/meetings/store"
)

var cy, dee = meetings.Author{ID: "cy", Name: "Cy"}, meetings.Author{ID: "dee", Name: "Dee"}

// note appends updates to the notes of the meeting "m", each with its text as body.
func note(s *store.Store, by meetings.Author, clients []uint64, texts ...string) (first int64, err error) {
	updates := make([]store.NotesUpdate, len(texts))
	for i, text := range texts {
		updates[i] = store.NotesUpdate{At: 7, By: by, Body: []byte(text), Clients: clients}
	}
	err = s.Change("notes m", func(tx *store.Tx) error {
		first, err = tx.AppendNotes("m", updates)
		return err
	})
	return first, err
}

func kept(n int64, by meetings.Author, text string) store.NotesUpdate {
	return store.NotesUpdate{N: n, At: 7, By: meetings.Author{ID: by.ID}, Body: []byte(text)}
}

func notesAre(t *testing.T, s *store.Store, want store.Notes) {
	t.Helper()
	got, err := s.Notes(t.Context(), "m", store.NewestNotes)
	must(t, err)
	same(t, want, got)
}

// notesComeBack: the very bytes, in order, with whose they are.
func notesComeBack(t *testing.T, s *store.Store) {
	notesAre(t, s, store.Notes{Clients: map[uint64]meetings.ID{}})
	first, err := note(s, cy, []uint64{1<<53 - 1}, "\x00\xff", "b")
	must(t, err)
	second, err := note(s, dee, nil, "c")
	must(t, err)
	same(t, []int64{1, 3}, []int64{first, second})
	all := []store.NotesUpdate{kept(1, cy, "\x00\xff"), kept(2, cy, "b"), kept(3, dee, "c")}
	notesAre(t, s, store.Notes{Updates: all, Last: 3, Clients: map[uint64]meetings.ID{1<<53 - 1: "cy"}})
	since, err := s.NotesSince(t.Context(), "m", 1, 1)
	must(t, err)
	same(t, all[1:2], since)
	at, err := s.NotesPositions(t.Context(), []meetings.ID{"m", "silent"})
	must(t, err)
	same(t, map[meetings.ID]int64{"m": 3}, at)
	writers, err := s.NotesWriters(t.Context(), "m")
	must(t, err)
	same(t, []store.NotesWriter{{By: cy, Clients: 1}}, writers)
}

// manyNotes: more updates than one statement takes are in one transaction, in order.
func manyNotes(t *testing.T, s *store.Store) {
	texts := make([]string, 345)
	for i := range texts {
		texts[i] = fmt.Sprint(i)
	}
	_, err := note(s, cy, nil, texts...)
	must(t, err)
	notes, err := s.Notes(t.Context(), "m", store.NewestNotes)
	must(t, err)
	for i, u := range notes.Updates {
		if u.N != int64(i+1) || string(u.Body) != texts[i] {
			t.Fatalf("update %d is %q", u.N, u.Body)
		}
	}
	if notes.Last != 345 || len(notes.Updates) != 345 {
		t.Errorf("%d updates up to %d", len(notes.Updates), notes.Last)
	}
}

// clientsBelongToOne: whoever uses a client identity first, on whichever node, has
// it, and nothing of another's batch is kept.
func clientsBelongToOne(t *testing.T, empty func(testing.TB) string) {
	address := empty(t)
	a, b := open(t, address), open(t, address)
	_, err := note(a, cy, []uint64{5}, "first")
	must(t, err)
	_, err = note(a, cy, []uint64{5}, "again")
	must(t, err)
	_, err = note(b, dee, []uint64{5}, "stolen")
	if taken, ok := errors.AsType[*store.ClientTaken](err); !ok || taken.Client != 5 || taken.Index != 0 {
		t.Errorf("a client identity was used by two: %v", err)
	}
	notesAre(t, a, store.Notes{Updates: []store.NotesUpdate{kept(1, cy, "first"), kept(2, cy, "again")}, Last: 2,
		Clients: map[uint64]meetings.ID{5: "cy"}})
}

// denseNotes: two nodes append at the same time, and there is neither hole nor double.
func denseNotes(t *testing.T, empty func(testing.TB) string) {
	address := empty(t)
	var group sync.WaitGroup
	for i := range 2 {
		s := open(t, address)
		for j := range 3 {
			group.Go(func() {
				for k := range 10 {
					if _, err := note(s, cy, nil, fmt.Sprint(i, j, k), "and"); err != nil {
						t.Error(err)
					}
				}
			})
		}
	}
	group.Wait()
	notes, err := open(t, address).Notes(t.Context(), "m", store.NewestNotes)
	must(t, err)
	seen := map[string]bool{}
	for i, u := range notes.Updates {
		if u.N != int64(i+1) {
			t.Fatalf("update %d is in place %d", u.N, i+1)
		}
		seen[string(u.Body)] = true
	}
	if notes.Last != 120 || len(seen) != 61 {
		t.Errorf("%d texts up to %d", len(seen), notes.Last)
	}
}

// snapshotsStandForTheLog: the notes are opened from the newest, or from the one before.
func snapshotsStandForTheLog(t *testing.T, s *store.Store) {
	snap := func(upto int64, text string) {
		t.Helper()
		must(t, s.Change("notes m", func(tx *store.Tx) error { return tx.KeepNotesSnapshot("m", upto, 8, []byte(text)) }))
	}
	_, err := note(s, cy, nil, "1", "2", "3", "4", "5", "6")
	must(t, err)
	none := map[uint64]meetings.ID{}
	tail := []store.NotesUpdate{kept(1, cy, "1"), kept(2, cy, "2"), kept(3, cy, "3"), kept(4, cy, "4"), kept(5, cy, "5"), kept(6, cy, "6")}
	snap(2, "to 2")
	notesAre(t, s, store.Notes{Upto: 2, Snapshot: []byte("to 2"), Updates: tail[2:], Last: 6, Clients: none})
	snap(4, "to 4")
	snap(4, "a second of the same")
	snap(3, "an older one")
	notesAre(t, s, store.Notes{Upto: 4, Snapshot: []byte("to 4"), Updates: tail[4:], Last: 6, Clients: none})
	before, err := s.Notes(t.Context(), "m", 4)
	must(t, err)
	same(t, store.Notes{Upto: 2, Snapshot: []byte("to 2"), Updates: tail[2:], Last: 6, Clients: none}, before)
	snap(5, "to 5")
	before, err = s.Notes(t.Context(), "m", 5)
	must(t, err)
	same(t, store.Notes{Upto: 4, Snapshot: []byte("to 4"), Updates: tail[4:], Last: 6, Clients: none}, before)
}

// historyIsKept: one can go back to every moment of the last week, and to the snapshots
// of a month; what is older is let go of.
func historyIsKept(t *testing.T, s *store.Store) {
	const minute, day = 60_000, 24 * 3_600_000
	step := func(at meetings.Instant, text string) (n int64) {
		t.Helper()
		must(t, s.Change("notes m", func(tx *store.Tx) (err error) {
			n, err = tx.AppendNotes("m", []store.NotesUpdate{{At: at, By: cy, Body: []byte(text)}})
			return errors.Join(err, tx.KeepNotesSnapshot("m", n, at, []byte("to "+text)))
		}))
		return n
	}
	readsAt := func(n, upto int64, snapshot string, updates ...string) {
		t.Helper()
		then, err := s.NotesAt(t.Context(), "m", n)
		must(t, err)
		var got []string
		for _, u := range then.Updates {
			got = append(got, string(u.Body))
		}
		same(t, []any{upto, snapshot, updates}, []any{then.Upto, string(then.Snapshot), got})
	}
	for i := range 4 {
		step(meetings.Instant(day+i*minute), string(rune('a'+i)))
	}
	readsAt(1, 0, "", "a") // its snapshot is gone, and the log is not
	readsAt(3, 3, "to c")
	all, err := s.NotesHistory(t.Context(), "m")
	must(t, err)
	same(t, []int64{0, 4, 4}, []int64{all.Upto, int64(len(all.Updates)), all.Last})
	step(day+8*day, "e")
	step(day+8*day+minute, "f")
	all, err = s.NotesHistory(t.Context(), "m")
	must(t, err)
	same(t, []int64{4, 2, 6}, []int64{all.Upto, int64(len(all.Updates)), all.Last})
	same(t, day+3*minute, int(all.Since))
	same(t, 0, len(all.Older))
	readsAt(4, 4, "to d")
	readsAt(5, 5, "to e")
	for _, n := range []int64{-1, 0, 2, 3, 7} {
		if _, err := s.NotesAt(t.Context(), "m", n); err == nil {
			t.Errorf("there is something after %d", n)
		}
	}
	step(day+40*day, "g")
	step(day+40*day+minute, "h")
	if _, err := s.NotesAt(t.Context(), "m", 4); err == nil {
		t.Error("what is older than a month is still there")
	}
}

// aFloodLeavesMoments: whatever somebody sends, one can go back to before it.
func aFloodLeavesMoments(t *testing.T, s *store.Store) {
	must(t, s.Change("notes m", func(tx *store.Tx) error {
		_, err := tx.AppendNotes("m", []store.NotesUpdate{{At: 1, By: cy, Body: []byte("before")}})
		return errors.Join(err, tx.KeepNotesSnapshot("m", 1, 1, []byte("to before")))
	}))
	const hour = 3_600_000
	for i := range meetings.Instant(3) {
		must(t, s.Change("notes m", func(tx *store.Tx) error {
			n, err := tx.AppendNotes("m", []store.NotesUpdate{{At: hour + i, By: dee, Body: make([]byte, 7<<20)}})
			return errors.Join(err, tx.KeepNotesSnapshot("m", n, hour+i, []byte("to flood")))
		}))
	}
	h, err := s.NotesHistory(t.Context(), "m")
	must(t, err)
	same(t, []store.NotesMoment{{N: 1, At: 1}}, h.Older)
	then, err := s.NotesAt(t.Context(), "m", 1)
	must(t, err)
	same(t, "to before", string(then.Snapshot))
}

// writtenAgain: what is written again for somebody is theirs.
func writtenAgain(t *testing.T, s *store.Store) {
	_, err := note(s, cy, []uint64{5}, "1")
	must(t, err)
	must(t, s.Change("notes m", func(tx *store.Tx) error {
		_, err := tx.AppendNotes("m", []store.NotesUpdate{{At: 7, By: dee, Body: []byte("2"), Again: map[uint64]meetings.ID{6: "cy", 9: ""}}})
		return err
	}))
	notesAre(t, s, store.Notes{Updates: []store.NotesUpdate{kept(1, cy, "1"), kept(2, dee, "2")}, Last: 2,
		Clients: map[uint64]meetings.ID{5: "cy", 6: "cy", 9: ""}})
	writers, err := s.NotesWriters(t.Context(), "m")
	must(t, err)
	same(t, []store.NotesWriter{{Clients: 1}, {By: cy, Clients: 2}}, writers)
}

// notesAreMadeAnew: nothing is left of what was there, and an older snapshot that
// comes late is not kept.
func notesAreMadeAnew(t *testing.T, s *store.Store) {
	_, err := note(s, cy, []uint64{5}, "a secret", "2")
	must(t, err)
	must(t, s.Change("notes m", func(tx *store.Tx) error { return tx.KeepNotesSnapshot("m", 1, 8, []byte("a secret")) }))
	must(t, s.Change("notes m", func(tx *store.Tx) error {
		n, err := tx.TakeNotes("m")
		same(t, int64(2), n.Last)
		if err != nil {
			return err
		}
		made, err := tx.MakeNotesAnew("m", 9, []byte("clean"))
		same(t, int64(3), made)
		return err
	}))
	must(t, s.Change("notes m", func(tx *store.Tx) error { return tx.KeepNotesSnapshot("m", 2, 8, []byte("a secret")) }))
	notesAre(t, s, store.Notes{Upto: 3, Snapshot: []byte("clean"), Last: 3, Made: 3, Clients: map[uint64]meetings.ID{5: "cy"}})
}

// lateNotesWait: for each person what they wrote, until it is dropped.
func lateNotesWait(t *testing.T, s *store.Store) {
	keep := func(l store.NotesLate) error {
		return s.Change("notes m", func(tx *store.Tx) error { return tx.KeepLateNotes("m", l) })
	}
	must(t, keep(store.NotesLate{By: dee, At: 5, Body: []byte("d")}))
	must(t, keep(store.NotesLate{By: cy, At: 6, Body: []byte("c")}))
	must(t, keep(store.NotesLate{By: dee, At: 7, Body: []byte("dd")}))
	late, err := s.LateNotes(t.Context(), "m")
	must(t, err)
	want := []store.NotesLate{{By: cy, At: 6, Body: []byte("c")}, {By: dee, At: 7, Body: []byte("dd")}}
	same(t, want, late)
	must(t, s.Change("notes m", func(tx *store.Tx) error {
		late, err := tx.TakeLateNotes("m")
		same(t, want, late)
		return errors.Join(err, tx.DropLateNotes("m", "cy"))
	}))
	late, err = s.LateNotes(t.Context(), "m")
	must(t, err)
	same(t, want[1:], late)
}
