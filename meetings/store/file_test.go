package store_test

import (
	"errors"
	"testing"

	"ringain/meetings"
	"ringain/meetings/store"
)

// changeFiles carries out a change on files.
func changeFiles(t *testing.T, s *store.Store, change func(*store.Tx) error) {
	t.Helper()
	must(t, s.Change("files", change))
}

// uploaded is a file that has come in whole.
func uploaded(t *testing.T, s *store.Store, id meetings.ID, f meetings.File, at meetings.Instant) {
	t.Helper()
	changeFiles(t, s, func(tx *store.Tx) error {
		return errors.Join(tx.ClaimFile(f.Hash, f.Size, at),
			tx.BeginUpload(meetings.Upload{ID: id, Owner: "cy", Meeting: "m1", Name: f.Name, Size: f.Size, Until: at + 10}),
			tx.FinishUpload(id, f.Hash, at+100))
	})
}

// uploadsComeInByParts: an upload has what has come, and is forgotten in time.
func uploadsComeInByParts(t *testing.T, s *store.Store) {
	u := meetings.Upload{ID: "u1", Owner: "cy", Network: "n1", Meeting: "m1", Name: "rapport.pdf", Size: 30, Until: 100}
	changeFiles(t, s, func(tx *store.Tx) error { return tx.BeginUpload(u) })
	changeFiles(t, s, func(tx *store.Tx) error {
		return errors.Join(tx.AddPart("u1", 0, 20, 150), tx.AddPart("u1", 20, 10, 200))
	})
	got, err := s.Upload(t.Context(), "u1", 99)
	must(t, err)
	u.Has, u.Until = 30, 200
	same(t, u, got)
	sizes, err := s.Parts(t.Context(), "u1")
	must(t, err)
	same(t, []int64{20, 10}, sizes)
	if _, err := s.Upload(t.Context(), "u1", 200); !isUnknown(err) {
		t.Errorf("past its time: %v", err)
	}
	late, err := s.LateUploads(t.Context(), 200)
	must(t, err)
	same(t, []meetings.ID{"u1"}, late)

	changeFiles(t, s, func(tx *store.Tx) error {
		room, err := tx.FileRoom(u)
		same(t, store.FileRoom{Owner: 30, Network: 30, Share: 30, Meeting: 30, All: 30, Coming: 1, Near: 1}, room)
		if err != nil {
			return err
		}
		room, err = tx.FileRoom(meetings.Upload{Owner: "bo", Network: "n1", Meeting: "m2"})
		same(t, store.FileRoom{Network: 30, All: 30, Near: 1}, room)
		return err
	})
	for at, size := range map[int64]int64{0: 20, 20: 10, 30: 1} {
		has, err := s.HasPart(t.Context(), "u1", at, size)
		must(t, err)
		same(t, at < 30, has)
	}
	changeFiles(t, s, func(tx *store.Tx) error { return tx.CancelUpload("u1") })
	sizes, err = s.Parts(t.Context(), "u1")
	must(t, err)
	same(t, 0, len(sizes))
}

// droppedUploadsAreCountedUntilTheirTime: whoever takes a file back that has come in whole
// has had its room for the day.
func droppedUploadsAreCountedUntilTheirTime(t *testing.T, s *store.Store) {
	f := meetings.File{Hash: "abc", Name: "rapport.pdf", Size: 30}
	uploaded(t, s, "u1", f, 1000)
	changeFiles(t, s, func(tx *store.Tx) error { return tx.CancelUpload("u1") })
	if _, err := s.Upload(t.Context(), "u1", 1001); !isUnknown(err) {
		t.Errorf("it is there: %v", err)
	}
	changeFiles(t, s, func(tx *store.Tx) error {
		if _, err := tx.UploadedFile(f.Hash, "cy", 1001); !isUnknown(err) {
			t.Errorf("it can be shared: %v", err)
		}
		room, err := tx.FileRoom(meetings.Upload{Owner: "cy", Meeting: "m1"})
		same(t, store.FileRoom{Owner: 30, All: 30}, room)
		return err
	})
	unused, err := s.UnusedFiles(t.Context(), 1001)
	must(t, err)
	same(t, []string{"abc"}, unused)
	late, err := s.LateUploads(t.Context(), 1100)
	must(t, err)
	same(t, []meetings.ID{"u1"}, late)
}

// whoIsErasedHasStillTakenRoom: nobody empties the room of their network by having
// themselves erased, though nothing says whose the files were.
func whoIsErasedHasStillTakenRoom(t *testing.T, s *store.Store) {
	f := meetings.File{Hash: "abc", Name: "rapport.pdf", Size: 30}
	changeFiles(t, s, func(tx *store.Tx) error {
		return errors.Join(tx.ClaimFile(f.Hash, f.Size, 1000),
			tx.BeginUpload(meetings.Upload{ID: "u1", Owner: "cy", Network: "n1", Meeting: "m1", Name: f.Name, Size: f.Size, Until: 1010}), tx.FinishUpload("u1", f.Hash, 1100),
			tx.BeginUpload(meetings.Upload{ID: "u2", Owner: "cy", Network: "n1", Meeting: "m1", Name: f.Name, Size: f.Size, Until: 1010}))
	})
	changeFiles(t, s, func(tx *store.Tx) error { return tx.EraseTraces("m1", "cy", 1001) })
	late, err := s.LateUploads(t.Context(), 1001)
	must(t, err)
	same(t, []meetings.ID{"u2"}, late)
	changeFiles(t, s, func(tx *store.Tx) error {
		if _, err := tx.UploadedFile(f.Hash, "cy", 1001); !isUnknown(err) {
			t.Errorf("it can be shared: %v", err)
		}
		room, err := tx.FileRoom(meetings.Upload{Owner: "cy", Network: "n1", Meeting: "m2"})
		same(t, store.FileRoom{Network: 30, All: 30, Near: 1}, room)
		return err
	})
	unused, err := s.UnusedFiles(t.Context(), 1001)
	must(t, err)
	same(t, []string{"abc"}, unused)
}

// filesAreServedWhereTheyAreReferredTo: a file is there under the names by which
// something refers to it, and for nobody else.
func filesAreServedWhereTheyAreReferredTo(t *testing.T, s *store.Store) {
	f := meetings.File{Hash: "abc", Name: "rapport.pdf", Size: 30}
	uploaded(t, s, "u1", f, 1000)
	if _, err := s.File(t.Context(), f.Hash, f.Name); !isUnknown(err) {
		t.Errorf("before anything refers to it: %v", err)
	}
	use := func(f meetings.File, ref meetings.ID, shown bool, at meetings.Instant) (err error) {
		return s.Change("files", func(tx *store.Tx) error {
			kept, err := tx.UseFile(f, meetings.FileUse{Part: "support", Ref: ref, Meeting: "m1", Shown: shown}, at)
			if err == nil {
				same(t, int64(30), kept.Size)
			}
			return err
		})
	}
	for name, test := range map[string]struct {
		meetings.File
		at meetings.Instant
	}{
		"another name":  {meetings.File{Hash: "abc", Name: "annat.exe"}, 1001},
		"another hash":  {meetings.File{Hash: "abd", Name: "rapport.pdf"}, 1001},
		"after its day": {f, 1100},
	} {
		if err := use(test.File, "e0", true, test.at); !isUnknown(err) {
			t.Errorf("%s: %v", name, err)
		}
	}
	must(t, use(meetings.File{Hash: f.Hash, Name: f.Name, Size: 1}, "e1", false, 1001)) // its size is ours
	look := func(shown bool) {
		t.Helper()
		got, err := s.File(t.Context(), f.Hash, f.Name)
		must(t, err)
		same(t, store.FileKept{File: f, Shown: shown}, got)
	}
	look(false)
	changeFiles(t, s, func(tx *store.Tx) error {
		got, err := tx.UploadedFile(f.Hash, "cy", 1001)
		same(t, f, got)
		for _, other := range []struct {
			hash, owner string
			at          meetings.Instant
		}{{"abd", "cy", 1001}, {"abc", "bo", 1001}, {"abc", "cy", 1100}, {"", "cy", 1001}} {
			if _, err := tx.UploadedFile(other.hash, other.owner, other.at); !isUnknown(err) {
				t.Errorf("%+v: %v", other, err)
			}
		}
		return err
	})
	if err := use(f, "e2", true, 1100); !isUnknown(err) {
		t.Errorf("hidden, and past its day, somebody else refers to it: %v", err)
	}
	must(t, use(f, "e1", true, 1100))
	look(true)
	must(t, use(f, "e2", true, 1100))
	changeFiles(t, s, func(tx *store.Tx) error { return tx.ShowFiles("support", "e1", false) })
	look(true)
	changeFiles(t, s, func(tx *store.Tx) error { return tx.ReleaseFiles("support", "e2") })
	look(false)
	changeFiles(t, s, func(tx *store.Tx) error {
		room, err := tx.FileRoom(meetings.Upload{Owner: "cy", Meeting: "m1"})
		same(t, store.FileRoom{Owner: 30, Meeting: 30, All: 30}, room) // counted once
		return err
	})
	changeFiles(t, s, func(tx *store.Tx) error { return tx.FileChecked(f.Hash, meetings.FileStopped) })
	if err := use(f, "e3", true, 1001); !isUnknown(err) {
		t.Errorf("harm was found in it: %v", err)
	}
	must(t, use(f, "e1", false, 1001)) // what refers to it already can be changed
	states, err := s.FileStates(t.Context(), []string{"abc", "abd"})
	must(t, err)
	same(t, map[string]meetings.FileState{"abc": meetings.FileStopped}, states)
}

// filesAreSweptWhenNothingNeedsThem: and no sooner.
func filesAreSweptWhenNothingNeedsThem(t *testing.T, s *store.Store) {
	f := meetings.File{Hash: "abc", Name: "rapport.pdf", Size: 30}
	uploaded(t, s, "u1", f, 1000)
	removed := 0
	sweep := func(want int, before meetings.Instant, why string) {
		t.Helper()
		unused, err := s.UnusedFiles(t.Context(), before)
		must(t, err)
		if len(unused) != want {
			t.Errorf("%s: %d are unused, want %d", why, len(unused), want)
		}
		removed = 0
		changeFiles(t, s, func(tx *store.Tx) error { return tx.SweepFile(f.Hash, before, func() error { removed++; return nil }) })
		if removed != want {
			t.Errorf("%s: %d are removed, want %d", why, removed, want)
		}
	}
	sweep(0, 2000, "it waits to be referred to")
	changeFiles(t, s, func(tx *store.Tx) error {
		_, err := tx.UseFile(f, meetings.FileUse{Part: "support", Ref: "e1"}, 1001)
		return errors.Join(err, tx.DropUpload("u1"))
	})
	sweep(0, 2000, "something hidden refers to it")
	changeFiles(t, s, func(tx *store.Tx) error { return tx.ReleaseFiles("support", "e1") })
	sweep(0, 1000, "it is young")
	changeFiles(t, s, func(tx *store.Tx) error { return tx.ClaimFile(f.Hash, f.Size, 3000) })
	sweep(0, 2000, "it is claimed anew")
	failed := errors.New("the place is gone")
	if err := s.Change("files", func(tx *store.Tx) error { return tx.SweepFile(f.Hash, 4000, func() error { return failed }) }); !errors.Is(err, failed) {
		t.Errorf("the place fails: %v", err)
	}
	sweep(1, 4000, "nothing needs it")
	sweep(0, 4000, "it is gone")
	for range 2 {
		changeFiles(t, s, func(tx *store.Tx) error { return tx.AdoptFile("abc", 30, 1) })
	}
	sweep(1, 4000, "it was found in its place")
}

func isUnknown(err error) bool {
	r, ok := errors.AsType[*meetings.Refusal](err)
	return ok && r.Kind == meetings.Unknown
}
