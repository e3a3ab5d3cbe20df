// Bench loads the product and says what it can do, beside what the same machine does with
// a bare broadcast loop in the same run.
//
//	go run ./server/bench [-rounds 3] [-profile DIR] [-only ringain] [w1 w2 …]
//	go run ./server/bench notes [-only engines] [-tasks join] [-scale 1] [-load 1]
//
// Every server is a process of its own on this machine, and this one is all the people.
// What is measured beside what, and what is wanted, is in workloads.go: ratios within one
// run, since absolute figures say more of the machine. It writes a table for each
// workload, with the load of the machine when it began, and at the end one line of JSON.
// Missed goals are told, and are no error. All of it takes about 20 minutes on two cores:
// what takes long is measured once, and after -for so is everything. What this machine
// has not room for, such as 10,000 sockets with fewer open files than that, says so.
//
// The bare loop (bare.go) is what the library and the sockets cost alone: no session, no
// log, no acknowledgement after a commit; gorilla writes each message by itself, and
// gorilla-batch what has queued up at once.
//
// With -profile, each process that is measured leaves a profile of its processor time and
// of its heap in that folder. The shared notes (notes.go) are measured beside npm yjs and
// ywasm, y-websocket and hocuspocus.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"syscall"
	"time"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := run(ctx); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

// run is one of the servers when it was started to be one.
func run(ctx context.Context) error {
	switch be := os.Getenv("BENCH_BE"); be {
	case "ringain":
		return beRingain(ctx, noLimits())
	case "ringain-limits":
		return beRingain(ctx, nil)
	case gorilla, batch:
		return beBare(ctx, be == batch)
	case bareFile:
		return beFile(ctx)
	case "attackers":
		return beAttackers(ctx)
	case "engine":
		return beEngine()
	}
	if len(os.Args) > 1 && os.Args[1] == "notes" {
		return measureNotes(ctx, os.Args[2:])
	}
	var p plan
	flag.IntVar(&p.Rounds, "rounds", 3, "how often each is measured; the middle one counts")
	flag.StringVar(&p.Profile, "profile", "", "a folder for profiles of what is measured")
	flag.StringVar(&p.Only, "only", "", "the servers to measure, with commas between")
	flag.DurationVar(&p.For, "for", 12*time.Minute, "after so long, whatever is left is measured once")
	flag.Parse()
	return measureAll(ctx, p, flag.Args())
}
