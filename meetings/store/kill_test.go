package store_test

import (
	"bufio"
	"context"
	"crypto/rand"
	"fmt"
	"log/slog"
	mathrand "math/rand/v2"
	"os"
	"os/exec"
	"testing"
	"time"

	"ringain/meetings"
	"ringain/meetings/store"
)

// killed has another process append, kills it several times at any moment, and
// looks for what it had said was kept.
func killed(t *testing.T, empty func(testing.TB) string) {
	const rounds = 8
	address := empty(t)
	s := open(t, address)
	meet(t, s, 1)
	acknowledged := map[meetings.ID]int64{}
	for range rounds {
		cmd := childOf(t, address)
		out, err := cmd.StdoutPipe()
		must(t, err)
		must(t, cmd.Start())
		lines, patience := bufio.NewScanner(out), 20+mathrand.IntN(200)
		for n := 0; lines.Scan(); n++ { // to the end: what was said before the kill counts
			acknowledge(t, acknowledged, lines.Text())
			if n == patience {
				must(t, cmd.Process.Kill())
			}
		}
		_ = cmd.Wait() // it was killed
	}
	agree(t, s, acknowledged)
}

// childOf is this program as another process that appends to a database.
func childOf(t *testing.T, address string) *exec.Cmd {
	cmd := exec.CommandContext(t.Context(), os.Args[0])
	cmd.Env = append(os.Environ(), "STORE_TEST_CHILD="+address)
	cmd.Stderr = os.Stderr
	return cmd
}

func acknowledge(t *testing.T, acknowledged map[meetings.ID]int64, line string) {
	t.Helper()
	var command meetings.ID
	var seq int64
	if _, err := fmt.Sscanf(line, "%s %d", &command, &seq); err != nil {
		t.Fatalf("the child said %q", line)
	}
	acknowledged[command] = seq
}

// agree looks for everything acknowledged in the log, and for anything twice.
func agree(t *testing.T, s *store.Store, acknowledged map[meetings.ID]int64) {
	t.Helper()
	kept := map[meetings.ID]int64{}
	for _, e := range log(t, s, "meeting-0") {
		command := meetings.ID(e.By.Name)
		if before, twice := kept[command]; twice {
			t.Errorf("%s is there as %d and %d", command, before, e.Seq)
		}
		kept[command] = e.Seq
	}
	for command, seq := range acknowledged {
		if kept[command] != seq {
			t.Errorf("%s was acknowledged as %d and is %d", command, seq, kept[command])
		}
	}
	t.Logf("%d acknowledged, %d kept", len(acknowledged), len(kept))
	if len(acknowledged) < 100 {
		t.Errorf("only %d were acknowledged", len(acknowledged))
	}
}

// child appends from four goroutines and says what was kept. It repeats a command
// until it is answered, and lives until it is killed, or nobody reads any longer.
func child(address string) {
	time.AfterFunc(time.Minute, func() { os.Exit(1) })
	s, err := store.Open(context.Background(), store.Options{Address: address, Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return
	}
	said := make(chan string)
	for range 4 {
		go func() {
			for {
				command := meetings.ID(rand.Text())
				seq, err := say(s, "meeting-0", command)
				for err != nil {
					seq, err = say(s, "meeting-0", command)
				}
				said <- fmt.Sprintf("%s %d\n", command, seq)
			}
		}()
	}
	for line := range said {
		if _, err := os.Stdout.WriteString(line); err != nil {
			return
		}
	}
}
