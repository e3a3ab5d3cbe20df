// Chaos does to an installation what happens to installations, while people use it, and
// looks whether it has kept what it said it had.
//
//	go run ./server/chaos -program bin/ringain [-seed 1] [-rounds 20] [-on sqlite,postgres] [-for 30m] [-keep]
//	go run ./server/chaos -only "nodes stop in turn" -every 20s -faults 3 -rounds 4
//	go run ./server/chaos -on postgres -older bin/older -only "a node is upgraded" -faults 1 -rounds 2
//
// People in a few rooms change agendas, ask for the floor, share signals and files and
// write in the notes, over sockets and without; calendars are polled. Nobody knows of the
// faults: whoever gets no answer asks again, under the same identity, on any node, until
// there is one. A round is a few faults (fault.go) and then a look at everything (check.go):
//
//   - what was answered as kept is in the log, once, under the number that was answered,
//     and nothing else is; the log is numbered from 1 without holes;
//   - asked once more, the answer is the same;
//   - everybody has heard the log, in order, without a hole and without anything twice, and
//     sees the room that it leads to, and so does whoever comes on each node;
//   - the notes are the same for everybody, and hold what was told to be kept of those who
//     went away for good with the fault, whom nobody can bring it back for;
//   - files are there as they were sent; calendars were served whenever a node was there;
//   - ringain verify finds nothing, and at the end neither does it in a backup put back.
//
// What is chosen follows from the seed: a run with the same seed and rounds has the same
// faults in the same order, and people who do the same in the same order each; how they
// fall together is up to the machine. Every attempt is a line of JSON in the history,
// which is kept when something is wrong, and with -keep.
//
// With -older the nodes run an older program at first, such as one built in a worktree of an
// older commit. A node that is upgraded stops in order and goes on as -program, and the
// round ends with a look at everything: the first time at an old node beside a new one.
//
// With SQLite there is one node. With PostgreSQL there are two, which hear each other over
// Redis. Where loop devices are allowed the database stands on a disk of its own, whose
// power is cut and which is filled; where strace is, syncs of SQLite fail. What is not
// allowed here is said on the page.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"strings"
	"syscall"
	"time"
)

// plan says what to do.
type plan struct {
	Seed    uint64
	Rounds  int                          // on each database
	Faults  int                          // in each round
	For     time.Duration                // and no new round is begun after so long; 0: all are
	On      string                       // sqlite or postgres
	Every   time.Duration                // between two faults, at the least, under load
	Program string                       // the ringain to run
	Older   string                       // the one that nodes run until they are upgraded; empty: the same
	Dir     string                       // for what is needed meanwhile, and the history
	Keep    bool                         // the history, though nothing is wrong
	Only    string                       // faults in turn, by name with commas between; empty: any
	Tell    bool                         // faults at once, and each round, on standard error
	Harm    func(in *installation) error // a fault of its own, that must be found out; nil: none
	Env     []string                     // what the program is told beside, such as which bug to have
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	var p plan
	flag.Uint64Var(&p.Seed, "seed", 1, "what everything that is chosen follows from")
	flag.IntVar(&p.Rounds, "rounds", 20, "rounds, on each database")
	flag.IntVar(&p.Faults, "faults", 6, "faults in each round")
	flag.DurationVar(&p.For, "for", 0, "begin no round after so long, on each database; 0: none is left out")
	flag.DurationVar(&p.Every, "every", 0, "go on under load for so long between two faults, at the least")
	flag.StringVar(&p.Older, "older", "", "an older ringain, which nodes run until they are upgraded")
	flag.StringVar(&p.Program, "program", "bin/ringain", "the ringain to run")
	flag.StringVar(&p.Dir, "dir", "", "a folder for what is needed meanwhile, and the history; without it, one that is removed unless something is wrong")
	flag.BoolVar(&p.Keep, "keep", false, "keep the history, though nothing is wrong")
	flag.StringVar(&p.Only, "only", "", "faults that happen in turn, by name with commas between; without it, any of all there are")
	on := flag.String("on", "sqlite,postgres", "on which databases, one after the other")
	flag.Parse()
	p.Tell = true
	if err := run(ctx, p, strings.Split(*on, ",")); err != nil {
		fmt.Fprintln(os.Stderr, "chaos:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, p plan, on []string) (err error) {
	wrong := 0
	for _, p.On = range on {
		v, err := cause(ctx, p)
		if err != nil {
			return fmt.Errorf("on %s: %w", p.On, err)
		}
		v.write(os.Stdout)
		wrong += len(v.wrong)
	}
	if wrong > 0 {
		return errors.New("something was lost, or came twice, or was not as it should be")
	}
	return nil
}
