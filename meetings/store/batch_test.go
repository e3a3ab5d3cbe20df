package store_test

import (
	"database/sql"
	"errors"
	"fmt"
	"runtime"
	"slices"
	"strings"
	"testing"

	"ringain/meetings"
	"ringain/meetings/store"
)

var errUndo = errors.New("undo this")

// gather lets changes of one meeting wait, in order, until all are there; then they
// are carried out together. It returns what became of each.
func gather(t *testing.T, s *store.Store, changes ...func(*store.Tx) error) []error {
	t.Helper()
	keyed := make([]keyed, len(changes))
	for i, change := range changes {
		keyed[i].key, keyed[i].change = "meeting-0", change
	}
	return gatherKeys(t, s, keyed...)
}

type keyed struct {
	key    string
	change func(*store.Tx) error
}

// gatherKeys does the same with changes whose keys share a lane with meeting-0.
func gatherKeys(t *testing.T, s *store.Store, changes ...keyed) []error {
	t.Helper()
	began, goOn := make(chan struct{}), make(chan struct{})
	first := make(chan error, 1)
	go func() {
		first <- s.Change("meeting-0", func(*store.Tx) error {
			close(began)
			<-goOn
			return nil
		})
	}()
	<-began
	said := make([]chan error, len(changes))
	for i, c := range changes {
		said[i] = make(chan error, 1)
		go func() {
			err := errors.New("the goroutine was ended")
			defer func() { said[i] <- err }()
			err = s.Change(c.key, c.change)
		}()
		until(t, "a change waits", func() bool { return s.Queued() == i+1 })
	}
	close(goOn)
	must(t, <-first)
	outcomes := make([]error, len(changes))
	for i := range said {
		outcomes[i] = <-said[i]
	}
	return outcomes
}

func waitingShare(t *testing.T, s *store.Store) {
	meet(t, s, 1)
	const n = 100
	transactions := map[*sql.Tx]bool{}
	var told []int
	changes := make([]func(*store.Tx) error, n)
	for i := range changes {
		changes[i] = func(tx *store.Tx) error {
			transactions[tx.Transaction()] = true
			tx.WhenKept(func() {
				entries, err := s.EventsSince(t.Context(), "meeting-0", 0, 2*n)
				if err != nil || len(entries) != n {
					t.Errorf("%d events are kept when the first is told of: %v", len(entries), err)
				}
				told = append(told, i)
			})
			_, err := sayIn(tx, "meeting-0", meetings.ID(fmt.Sprint("command-", i)))
			return err
		}
	}
	for _, err := range gather(t, s, changes...) {
		must(t, err)
	}
	if len(transactions) != 1 {
		t.Errorf("%d waiting changes took %d transactions", n, len(transactions))
	}
	for i, e := range log(t, s, "meeting-0") {
		if e.By.Name != fmt.Sprint("command-", i) || told[i] != i {
			t.Fatalf("event %d is of %s, and %d was told", i+1, e.By.Name, told[i])
		}
	}
}

func failuresAreAlone(t *testing.T, s *store.Store) {
	meet(t, s, 1)
	var told []string
	change := func(name string, then func()) func(*store.Tx) error {
		return func(tx *store.Tx) error {
			tx.WhenKept(func() { told = append(told, name) })
			if _, err := sayIn(tx, "meeting-0", meetings.ID(name)); err != nil {
				return err
			}
			if then != nil {
				then()
				return errUndo
			}
			return nil
		}
	}
	broken := func(tx *store.Tx) error { return tx.SaveSeries(meetings.Series{ID: "bad", Slug: "a\x00b\xff"}) }
	twice := func(tx *store.Tx) error { // the second is refused by the database itself
		must(t, tx.Tell(store.Notice{ID: "message", Kind: "kind", Meeting: "meeting-0", At: 1}))
		return tx.Tell(store.Notice{ID: "message", Kind: "kind", Meeting: "meeting-0", At: 1})
	}
	said := gather(t, s, change("a", nil), change("undone", func() {}), twice, change("b", nil), broken,
		change("panics", func() { panic("help") }), change("a", nil), change("c", nil))
	var kept []string
	for _, e := range log(t, s, "meeting-0") {
		kept = append(kept, e.By.Name)
	}
	same(t, []string{"a", "b", "c"}, kept)
	same(t, kept, told)
	if !errors.Is(said[1], errUndo) || said[2] == nil || said[5] == nil || !strings.Contains(said[5].Error(), "help") {
		t.Errorf("said %v", said)
	}
	if _, again := errors.AsType[doneBefore](said[6]); !again {
		t.Errorf("the same command in one batch: %v", said[6])
	}
	for _, i := range []int{0, 3, 7} {
		must(t, said[i])
	}
	n, err := s.Waiting(t.Context())
	must(t, err)
	same(t, 0, n)
}

func tellingPanics(t *testing.T, s *store.Store) {
	told := 0
	panics := func(tx *store.Tx) error { tx.WhenKept(func() { panic("help") }); return nil }
	tells := func(tx *store.Tx) error { tx.WhenKept(func() { told++ }); return nil }
	for _, err := range gather(t, s, panics, tells, panics, tells) {
		must(t, err)
	}
	must(t, s.Change("meeting-0", panics))
	same(t, 2, told)
}

func goroutineEnds(t *testing.T, s *store.Store) {
	meet(t, s, 1)
	ends := func(tx *store.Tx) error { runtime.Goexit(); return nil }
	says := func(tx *store.Tx) error {
		_, err := sayIn(tx, "meeting-0", "command")
		return err
	}
	said := gather(t, s, says, ends, says)
	if slices.Contains(said, nil) {
		t.Errorf("said %v", said)
	}
	same(t, 0, len(log(t, s, "meeting-0")))
	_, err := say(s, "meeting-0", "command")
	must(t, err)
	same(t, 1, len(log(t, s, "meeting-0")))
}

func fullQueue(t *testing.T, s *store.Store) {
	meet(t, s, 1)
	began, goOn, all := make(chan struct{}), make(chan struct{}), make(chan error, 5000)
	go func() {
		all <- s.Change("meeting-0", func(*store.Tx) error {
			close(began)
			<-goOn
			return nil
		})
	}()
	<-began
	const n = 4096
	kept := 0
	for range n {
		go func() { all <- s.Change("meeting-0", func(*store.Tx) error { kept++; return nil }) }()
	}
	until(t, "the queue is full", func() bool { return s.Queued() == n })
	refused(t, meetings.Unsaved, s.Change("meeting-0", func(*store.Tx) error { return nil }))
	close(goOn)
	for range n + 1 {
		must(t, <-all)
	}
	same(t, n, kept)
}

// longWait has somebody else hold the row, or the file, and not let go.
func longWait(t *testing.T, empty func(testing.TB) string) {
	address := empty(t)
	s := open(t, address)
	meet(t, s, 1)
	holder, err := bare(t, address).Conn(t.Context())
	must(t, err)
	defer holder.Close()
	for _, statement := range []string{`BEGIN`, `UPDATE meeting SET seq = seq`} {
		_, err := holder.ExecContext(t.Context(), statement)
		must(t, err)
	}
	if _, err := say(s, "meeting-0", "first"); err == nil {
		t.Error("kept what somebody else holds")
	}
	if _, _, err := s.Room(t.Context(), "meeting-0"); err != nil {
		t.Errorf("reading waits for it: %v", err)
	}
	_, err = holder.ExecContext(t.Context(), `ROLLBACK`)
	must(t, err)
	seq, err := say(s, "meeting-0", "second")
	must(t, err)
	same(t, int64(1), seq)
	same(t, 1, len(log(t, s, "meeting-0")))
}
