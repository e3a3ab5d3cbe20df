package main

import (
	"bytes"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	_ "modernc.org/sqlite"
)

// built builds the program, once; with an overlay, of files that take the places of others.
func built(name, overlay string) (string, error) {
	dir, err := os.MkdirTemp("", "ringain-chaos-")
	if err != nil {
		return "", err
	}
	program := filepath.Join(dir, name)
	if out, err := exec.Command("go", "build", "-overlay", overlay, "-o", program, "ringain/server").CombinedOutput(); err != nil {
		return program, fmt.Errorf("go build: %w: %s", err, out)
	}
	return program, nil
}

var whole = sync.OnceValues(func() (string, error) {
	if name := os.Getenv("RINGAIN_PROGRAM"); name != "" {
		return name, nil
	}
	return built("ringain", "")
})

func TestMain(m *testing.M) {
	code := m.Run()
	programs := []func() (string, error){whole}
	if long() {
		programs = append(programs, broken)
	}
	for _, program := range programs {
		if name, err := program(); err == nil && name != os.Getenv("RINGAIN_PROGRAM") {
			_ = os.RemoveAll(filepath.Dir(name)) // what is left is in the folder for temporary files
		}
	}
	os.Exit(code)
}

// long reports whether there is time for what takes long, as in make check-long.
func long() bool { return os.Getenv("RINGAIN_TEST_ROUNDS") != "" }

// few is a plan for a few faults.
func few(t *testing.T, on string, rounds int, env ...string) plan {
	t.Helper()
	return plan{Seed: 1, Rounds: rounds, Faults: 3, On: on, Env: env}
}

// causes has it happen, and leaves nothing.
func causes(t *testing.T, p plan) (*verdict, error) {
	t.Helper()
	v, err := cause(t.Context(), p)
	if v.historyIs != "" {
		t.Cleanup(func() { _ = os.RemoveAll(v.historyIs) }) // what is left is in the folder for temporary files
	}
	return v, err
}

func page(v *verdict) string {
	var b bytes.Buffer
	v.write(&b)
	return b.String()
}

// A few faults of every kind that fits: make chaos has many.
func TestNothingIsLostWhateverIsKilled(t *testing.T) {
	for _, p := range []plan{few(t, "sqlite", 1), few(t, "postgres", 1)} {
		t.Run(p.On, func(t *testing.T) {
			t.Parallel()
			var err error
			if p.Program, err = whole(); err != nil {
				t.Fatal(err)
			}
			v, err := causes(t, p)
			if err != nil {
				t.Fatal(err)
			}
			if v.isWrong() || v.rounds != p.Rounds || v.commands.Load() == 0 || v.notes.Load() == 0 || v.feeds.Load() == 0 {
				t.Error(page(v))
			}
			t.Log(page(v))
		})
	}
}

// Nodes are restarted under load, one after the other, and what a backup holds that was made
// meanwhile is whole: a few times here, and every 20 s for minutes in make check-long.
func TestNothingIsLostWhenNodesAreRestartedInTurn(t *testing.T) {
	on := []string{"postgres"}
	if long() {
		on = append(on, "sqlite")
	}
	for _, on := range on {
		t.Run(on, func(t *testing.T) {
			t.Parallel()
			p := few(t, on, 1)
			p.Only, p.Faults = "nodes stop in turn,a backup is made", 2
			if long() {
				p.Only = "nodes stop in turn,nodes stop in turn,a backup is made"
				p.Rounds, p.Faults, p.Every = 4, 3, 20*time.Second
			}
			var err error
			if p.Program, err = whole(); err != nil {
				t.Fatal(err)
			}
			v, err := causes(t, p)
			if err != nil {
				t.Fatal(err)
			}
			if v.isWrong() || v.faults["nodes stop in turn"] == 0 || v.faults["a backup is made"] == 0 {
				t.Error(page(v))
			}
			t.Log(page(v))
		})
	}
}

// The newest event of every meeting is taken away while the node is down, as by a program
// that answers before it has kept: that is found out.
func TestWhatIsTakenFromTheLogIsFoundOut(t *testing.T) {
	t.Parallel()
	p := few(t, "sqlite", 1)
	p.Faults, p.Harm = 1, func(in *installation) error {
		n := in.nodes[0]
		n.end(os.Kill)
		db, err := sql.Open("sqlite", filepath.Join(in.data, "ringain.db"))
		if err != nil {
			return err
		}
		for _, statement := range []string{
			`DELETE FROM event WHERE seq = (SELECT m.seq FROM meeting m WHERE m.id = event.meeting)`,
			`DELETE FROM command WHERE seq = (SELECT m.seq FROM meeting m WHERE m.id = command.meeting)`,
			`UPDATE meeting SET seq = seq - 1 WHERE seq > 0`,
		} {
			if _, err := db.Exec(statement); err != nil {
				return errors.Join(err, db.Close())
			}
		}
		return errors.Join(db.Close(), n.start())
	}
	var err error
	if p.Program, err = whole(); err != nil {
		t.Fatal(err)
	}
	v, err := causes(t, p)
	if err != nil {
		t.Fatal(err)
	}
	if v.lost == 0 {
		t.Error(page(v))
	}
}

// What looks for what is wrong is tried on a program that is broken on purpose, in four ways.
// It takes a while to build, so make check-long does it; the places where it is broken are
// always looked for.
func TestAProgramThatIsBrokenOnPurposeIsFoundOut(t *testing.T) {
	if _, err := brokenFiles(); err != nil {
		t.Fatal(err)
	}
	if !long() {
		return
	}
	for _, test := range []struct {
		bug, fault, says string
	}{
		{"early", "a node is killed", "lost: "},
		{"resume", "lines break", "heard"},
		{"twice", "a node is killed", "repeated: "},
		{"unsynced", "the power is cut", ""},
	} {
		t.Run(test.bug, func(t *testing.T) {
			p := few(t, "sqlite", 5, "CHAOS_BUG="+test.bug)
			var err error
			if p.Program, err = broken(); err != nil {
				t.Fatal(err)
			}
			p.Only = test.fault
			v, err := causes(t, p)
			switch {
			case test.fault == "the power is cut" && len(v.missing) > 0:
				t.Log(page(v)) // it says that this cannot be tried here
			case test.says == "" && (err != nil || v.isWrong()):
				t.Logf("%v\n%s", err, page(v)) // so much is lost that the database may not open
			case err != nil:
				t.Fatal(err)
			case !strings.Contains(strings.Join(v.wrong, "\n"), test.says):
				t.Errorf("%q is not said:\n%s", test.says, page(v))
			default:
				t.Log(page(v))
			}
		})
	}
}

// change is one change of one file of the program.
type change struct{ file, from, to string }

// bugs are the changes that break the program; the variable CHAOS_BUG says which of them
// holds. They are made in copies of its files, and are nowhere else.
var bugs = []change{
	// early: it is answered before it is kept.
	{"meetings/store/tx.go", "return said, tx.Commit()", `if early(batch) {
		later = true
		time.AfterFunc(20*time.Millisecond, func() { tx.Commit() })
		return said, nil
	}
	return said, tx.Commit()`},
	{"meetings/store/tx.go", "	defer tx.Rollback()\n	all := raised{}", `	later := false
	defer func() {
		if !later {
			tx.Rollback()
		}
	}()
	all := raised{}`},
	{"meetings/store/tx.go", `	"slices"
`, `	"slices"
	"time"
`},
	// twice: what was done is not remembered.
	{"meetings/store/event.go", "func (t *Tx) Done(meeting, command meetings.ID) (seq int64, done bool, err error) {", `func (t *Tx) Done(meeting, command meetings.ID) (seq int64, done bool, err error) {
	if bug("twice") {
		return 0, false, nil
	}`},
	{"meetings/store/meeting.go", "INSERT INTO command (meeting, id, seq, at) VALUES ($1, $2, $3, $4)`", "INSERT INTO command (meeting, id, seq, at) VALUES ($1, $2, $3, $4) ON CONFLICT (meeting, id) DO NOTHING`"},
	// unsynced: the disk is not waited for.
	{"meetings/store/dialect.go", `"synchronous(FULL)"`, `map[bool]string{false: "synchronous(FULL)", true: "synchronous(OFF)"}[bug("unsynced")]`},
	// resume: whoever comes back misses one event.
	{"server/live/room.go", "events, ok := r.log.since(has.Seq)", `if os.Getenv("CHAOS_BUG") == "resume" && has.Seq > 0 && has.Seq+1 < r.log.last {
		has.Seq++
	}
	events, ok := r.log.since(has.Seq)`},
	{"server/live/room.go", `	"context"
`, `	"context"
	"os"
`},
}

const bugHelper = `package store

import "os"

func bug(name string) bool { return os.Getenv("CHAOS_BUG") == name }

// early says that there is a change of a meeting in a batch, whose key is its identity.
func early(batch []*waiter) bool {
	for _, w := range batch {
		if len(w.key) == 36 {
			return bug("early")
		}
	}
	return false
}
`

// brokenFiles are the files of the program that have bugs, with them.
func brokenFiles() (map[string]string, error) {
	texts := map[string]string{"meetings/store/bug.go": bugHelper}
	for _, c := range bugs {
		if texts[c.file] == "" {
			text, err := os.ReadFile(filepath.Join("..", "..", c.file))
			if err != nil {
				return nil, err
			}
			texts[c.file] = string(text)
		}
		if n := strings.Count(texts[c.file], c.from); n != 1 {
			return nil, fmt.Errorf("%q is in %s %d times: change the bug with it", c.from, c.file, n)
		}
		texts[c.file] = strings.Replace(texts[c.file], c.from, c.to, 1)
	}
	return texts, nil
}

// broken builds the program with its bugs.
var broken = sync.OnceValues(func() (string, error) {
	texts, err := brokenFiles()
	if err != nil {
		return "", err
	}
	root, err := filepath.Abs(filepath.Join("..", ".."))
	if err != nil {
		return "", err
	}
	dir, err := os.MkdirTemp("", "ringain-bugs-")
	if err != nil {
		return "", err
	}
	defer os.RemoveAll(dir)
	overlay := struct{ Replace map[string]string }{map[string]string{}}
	for file, text := range texts {
		copied := filepath.Join(dir, strings.ReplaceAll(file, "/", "-"))
		if err := os.WriteFile(copied, []byte(text), 0o600); err != nil {
			return "", err
		}
		overlay.Replace[filepath.Join(root, file)] = copied
	}
	body, err := json.Marshal(overlay)
	if err != nil {
		return "", err
	}
	name := filepath.Join(dir, "overlay.json")
	if err := os.WriteFile(name, body, 0o600); err != nil {
		return "", err
	}
	return built("ringain-broken", name)
})
