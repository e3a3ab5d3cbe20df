// Bench drives N guests in one room and reports deliveries, latency, CPU and memory,
// beside a bare broadcast loop with as many connections in the same run.
//
//	go run ./server/bench [-guests 1000] [-senders 16] [-for 5s] [-every 0]
//	go run ./server/bench room
//	go run ./server/bench notes [-only engines] [-tasks join] [-scale 1] [-load 1]
//
// Both are processes of their own on this machine, and this one is all the guests.
// The bare loop (bare.go) is what the sockets alone cost: no session, no log, no
// acknowledgement after a commit. What ringain costs beside it is told as a ratio.
//
// After that, and alone with room, it measures the largest meeting that is promised
// (room.go): a thousand guests who come at once and do fifty things a second together,
// on one node and on two.
//
// The last measures the shared notes (notes.go): the engine beside npm yjs and ywasm,
// and the server beside the stock servers y-websocket and hocuspocus. With the variable
// BENCH_PROFILE the server leaves a profile of its processor time in that file.
package main

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"runtime"
	"syscall"
	"time"
)

// plan says how to load.
type plan struct {
	Guests  int           // who only hear
	Senders int           // who say something, each waiting for its answer before the next
	For     time.Duration // how long
	Every   time.Duration // time between two messages of one sender; 0 is as fast as it is answered
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	var p plan
	flag.IntVar(&p.Guests, "guests", 1000, "who only hear")
	flag.IntVar(&p.Senders, "senders", 16, "who say something, each one thing at a time")
	flag.DurationVar(&p.For, "for", 5*time.Second, "how long")
	flag.DurationVar(&p.Every, "every", 0, "time between two messages of one sender; 0 is as fast as it is answered")
	be := flag.String("be", "", "be one of the two servers, ringain or bare, or the engine of the notes")
	flag.Parse()
	if err := run(ctx, p, *be); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, p plan, be string) error {
	switch be {
	case "ringain":
		return beRingain(ctx, noLimits())
	case "node":
		return beRingain(ctx, nil)
	case "bare":
		return beBare(ctx)
	case "engine":
		return beEngine()
	}
	switch flag.Arg(0) {
	case "notes":
		return measureNotes(ctx, flag.Args()[1:])
	case "room":
		room, err := measureRooms(ctx)
		return errors.Join(err, tellJSON(map[string]any{"room": room}))
	}
	fmt.Printf("%d guests, %d senders, %v, %d cores, %s\n\n", p.Guests, p.Senders, p.For, runtime.NumCPU(), runtime.Version())
	bare, err := measure(ctx, p, startBare)
	if err != nil {
		return fmt.Errorf("the bare loop: %w", err)
	}
	ours, err := measure(ctx, p, startRingain)
	if err != nil {
		return fmt.Errorf("ringain: %w", err)
	}
	tell("", "ringain", ours, "bare loop", bare, allRows)
	fmt.Println()
	room, err := measureRooms(ctx)
	return errors.Join(err, tellJSON(map[string]any{"plan": p, "ringain": ours, "bare": bare, "room": room}))
}

func tellJSON(of any) error {
	line, err := json.Marshal(of)
	fmt.Printf("\n%s\n", line)
	return err
}

// figuresRow is one line of a table of figures.
type figuresRow struct {
	name, unit string
	of         func(figures) float64
}

var allRows = []figuresRow{
	{"all joined", "s", func(f figures) float64 { return f.Joined.Seconds() }},
	{"messages", "per s", func(f figures) float64 { return float64(f.Messages) / f.Took.Seconds() }},
	{"deliveries", "per s", func(f figures) float64 { return float64(f.Deliveries) / f.Took.Seconds() }},
	{"CPU", "s per million deliveries", func(f figures) float64 { return f.CPU.Seconds() / float64(f.Deliveries) * 1e6 }},
	{"latency p50", "ms", func(f figures) float64 { return ms(f.P50) }},
	{"latency p99", "ms", func(f figures) float64 { return ms(f.P99) }},
	{"memory", "MiB", func(f figures) float64 { return float64(f.Memory) / (1 << 20) }},
	{"memory", "KiB per connection", func(f figures) float64 { return float64(f.Memory-f.Idle) / 1024 / float64(f.Connections) }},
}

// tell writes two sets of figures beside each other, and the first in parts of the second.
func tell(head, name string, f figures, other string, g figures, rows []figuresRow) {
	fmt.Printf("%-40s %12s %12s %8s\n", head, name, other, "ratio")
	for _, r := range rows {
		a, b := r.of(f), r.of(g)
		fmt.Printf("%-40s %12.4g %12.4g %8.2f\n", r.name+", "+r.unit, a, b, a/b)
	}
}

func ms(d time.Duration) float64 { return d.Seconds() * 1000 }
