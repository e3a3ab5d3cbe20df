package store_test

import (
	"path/filepath"
	"sync"
	"testing"

	"ringain/meetings/sample"
)

// What is read again and again is read with a statement that is kept: many at once get
// what is there, and so they do when a newer node has changed the schema meanwhile.
func TestReadingAgainFindsWhatIsThereThoughTheSchemaChanges(t *testing.T) {
	s, w := open(t, filepath.Join(t.TempDir(), "ringain.db")), sample.World()
	must(t, s.KeepSession("one", w.Ada, "Firefox, Linux", 1, 100))
	read := func() {
		t.Helper()
		var all sync.WaitGroup
		for range 32 { // more than there are connections
			all.Go(func() {
				if p, _, ok, err := s.Session(t.Context(), "one", 1); err != nil || !ok || !p.Same(w.Ada) {
					t.Errorf("%v, %v, %v", p, ok, err)
				}
			})
		}
		all.Wait()
	}
	read()
	changes, _ := s.Pools()
	for _, change := range []string{`ALTER TABLE session ADD COLUMN later TEXT`, `CREATE INDEX later ON session (body)`} {
		_, err := changes.ExecContext(t.Context(), change)
		must(t, err)
		read()
	}
	must(t, s.KeepSession("one", w.Bo, "Firefox, Linux", 1, 200))
	if p, _, ok, err := s.Session(t.Context(), "one", 1); err != nil || !ok || !p.Same(w.Bo) {
		t.Errorf("%v, %v, %v", p, ok, err)
	}
}
