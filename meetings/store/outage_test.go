package store_test

import (
	"bufio"
	"fmt"
	"log/slog"
	"strings"
	"sync"
	"testing"
	"time"

	"ringain/meetings"
	"ringain/meetings/store"
	"ringain/meetings/store/postgrestest"
)

func TestALostDatabaseIsToldOfAndComesBackByItself(t *testing.T) {
	t.Parallel()
	server := postgrestest.Start(t)
	s := open(t, server.URL())
	meet(t, s, 1)
	_, err := say(s, "meeting-0", "before")
	must(t, err)
	must(t, server.Kill())

	began := time.Now()
	if _, err := say(s, "meeting-0", "during"); err == nil {
		t.Error("something was kept without a database")
	}
	if _, _, err := s.Room(t.Context(), "meeting-0"); err == nil {
		t.Error("something was read without a database")
	}
	if s.Ready(t.Context()) == nil {
		t.Error("ready without a database")
	}
	if took := time.Since(began); took > 3*time.Second {
		t.Errorf("it took %v to say so", took)
	}

	must(t, server.Restart())
	until(t, "the database is back", func() bool { return s.Ready(t.Context()) == nil })
	_, err = say(s, "meeting-0", "after")
	must(t, err)
	same(t, 2, len(log(t, s, "meeting-0")))
}

func TestWhoWaitsIsAnsweredWhenTheDatabaseIsLost(t *testing.T) {
	t.Parallel()
	server := postgrestest.Start(t)
	s := open(t, server.URL())
	meet(t, s, 1)
	began, goOn, first := make(chan struct{}), make(chan struct{}), make(chan error, 1)
	go func() {
		first <- s.Change("meeting-0", func(tx *store.Tx) error {
			_, err := sayIn(tx, "meeting-0", "command")
			close(began)
			<-goOn
			return err
		})
	}()
	<-began
	const n = 300 // more than one batch
	waiting := make(chan error, n)
	for range n {
		go func() { waiting <- s.Change("meeting-0", func(*store.Tx) error { return nil }) }()
	}
	until(t, "all wait", func() bool { return s.Queued() == n })
	must(t, server.Kill())
	close(goOn)
	if err := <-first; err == nil {
		t.Error("kept without a database")
	}
	for range n {
		refused(t, meetings.Unsaved, <-waiting)
	}
	must(t, server.Restart())
	until(t, "the database is back", func() bool { return s.Ready(t.Context()) == nil })
	same(t, 0, len(log(t, s, "meeting-0")))
	_, err := say(s, "meeting-0", "command")
	must(t, err)
}

// The child goes on through every death of its server, and repeats what it does not
// know the outcome of.
func TestNothingAcknowledgedIsLostWhenPostgreSQLIsKilled(t *testing.T) {
	t.Parallel()
	server := postgrestest.Start(t)
	s := open(t, server.URL())
	meet(t, s, 1)
	cmd := childOf(t, server.URL())
	out, err := cmd.StdoutPipe()
	must(t, err)
	must(t, cmd.Start())
	acknowledged, lines := map[meetings.ID]int64{}, bufio.NewScanner(out)
	for round := range 5 {
		for range 50 + 37*round {
			if !lines.Scan() {
				t.Fatal("the child ended")
			}
			acknowledge(t, acknowledged, lines.Text())
		}
		must(t, server.Kill())
		must(t, server.Restart())
	}
	must(t, cmd.Process.Kill())
	for lines.Scan() {
		acknowledge(t, acknowledged, lines.Text())
	}
	_ = cmd.Wait() // it was killed
	until(t, "the database is back", func() bool { return s.Ready(t.Context()) == nil })
	agree(t, s, acknowledged)
}

func TestTwoChangesInARingAreBothCarriedOut(t *testing.T) {
	t.Parallel()
	address := postgrestest.Database(t)
	run(t, bare(t, address), `ALTER ROLE CURRENT_USER SET deadlock_timeout = '20ms'`)
	nodes := []*store.Store{open(t, address), open(t, address)}
	meet(t, nodes[0], 2)
	ids := []meetings.ID{"meeting-0", "meeting-1"}
	var holds, all sync.WaitGroup
	holds.Add(2)
	runs := make([]int, 2)
	for i := range 2 {
		all.Go(func() {
			err := nodes[i].Change(string(ids[i]), func(tx *store.Tx) error {
				if _, err := sayIn(tx, ids[i], meetings.ID([]string{"a", "b"}[i])); err != nil {
					return err
				}
				if runs[i]++; runs[i] == 1 {
					holds.Done()
					holds.Wait()
				}
				_, err := sayIn(tx, ids[1-i], meetings.ID([]string{"a", "b"}[i]))
				return err
			})
			if err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	if runs[0]+runs[1] < 3 {
		t.Errorf("the ring was never undone: %v", runs)
	}
	for _, id := range ids {
		same(t, 2, len(log(t, nodes[0], id)))
	}
}

// Two nodes have changes of the same two meetings waiting, in different order.
func TestTwoBatchesMakeNoRing(t *testing.T) {
	t.Parallel()
	address := postgrestest.Database(t)
	nodes := []*store.Store{open(t, address), open(t, address)}
	meet(t, nodes[0], 40)
	other := 1
	for !nodes[0].ShareLane("meeting-0", fmt.Sprint("meeting-", other)) {
		other++
	}
	ids := []meetings.ID{"meeting-0", meetings.ID(fmt.Sprint("meeting-", other))}
	began, both := make(chan int, 100), make(chan struct{})
	change := func(node, i int) keyed {
		return keyed{string(ids[i]), func(tx *store.Tx) error {
			if i == 0 {
				began <- node
			} else {
				defer func() { began <- node }() // once it holds the second meeting
			}
			_, err := sayIn(tx, ids[i], meetings.ID([]string{"a", "b"}[node]))
			if node == 0 && i == 0 {
				<-both
			}
			return err
		}}
	}
	var all sync.WaitGroup
	all.Go(func() {
		for _, err := range gatherKeys(t, nodes[0], change(0, 0), change(0, 1)) {
			must(t, err)
		}
	})
	same(t, 0, <-began) // the first node holds the first meeting
	all.Go(func() {
		for _, err := range gatherKeys(t, nodes[1], change(1, 1), change(1, 0)) {
			must(t, err)
		}
	})
	same(t, 1, <-began)
	close(both)
	all.Wait()
	same(t, 2, len(began)) // nothing was run twice
	for _, id := range ids {
		same(t, 2, len(log(t, nodes[0], id)))
	}
}

func TestADatabaseThatForgetsIsRefused(t *testing.T) {
	t.Parallel()
	server := postgrestest.Start(t)
	db := bare(t, server.URL())
	run(t, db, `ALTER SYSTEM SET fsync = off`)
	run(t, db, `SELECT pg_reload_conf()`)
	until(t, "fsync is off", func() bool {
		var is string
		must(t, db.QueryRowContext(t.Context(), `SHOW fsync`).Scan(&is))
		return is == "off"
	})
	if _, err := store.Open(t.Context(), options(t, server.URL())); err == nil || !strings.Contains(err.Error(), "fsync=off") {
		t.Errorf("a database without fsync: %v", err)
	}
}

func TestADatabaseThatKeepsLaterIsWarnedAbout(t *testing.T) {
	o := options(t, postgrestest.Database(t)+"&options=-c%20synchronous_commit%3Doff")
	var warned strings.Builder
	o.Log = slog.New(slog.NewTextHandler(&warned, nil))
	s, err := store.Open(t.Context(), o)
	must(t, err)
	must(t, s.Close())
	if !strings.Contains(warned.String(), "synchronous_commit=off") {
		t.Errorf("warned: %q", warned.String())
	}
}

func TestAnAddressThatCannotBeReadIsNotRepeated(t *testing.T) {
	_, err := store.Open(t.Context(), options(t, "postgres://user:secret@host:port%%/x"))
	if err == nil || strings.Contains(err.Error(), "secret") {
		t.Errorf("said %v", err)
	}
}
