// Bench drives N guests in one room and reports deliveries, latency, CPU and memory,
// beside a bare broadcast loop with as many connections in the same run.
//
//	go run ./server/bench [-guests 1000] [-senders 16] [-for 5s] [-every 0]
//	go run ./server/bench notes [-only engines] [-tasks join] [-scale 1] [-load 1]
//
// Both are processes of their own on this machine, and this one is all the guests.
// The bare loop (bare.go) is what the sockets alone cost: no session, no log, no
// acknowledgement after a commit. What ringain costs beside it is told as a ratio.
//
// The second measures the shared notes (notes.go): the engine beside npm yjs and ywasm,
// and the server beside the stock servers y-websocket and hocuspocus. With the variable
// BENCH_PROFILE the server leaves a profile of its processor time in that file.
package main

import (
	"context"
	"encoding/json"
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
		return beRingain(ctx)
	case "bare":
		return beBare(ctx)
	case "engine":
		return beEngine()
	}
	if flag.Arg(0) == "notes" {
		return measureNotes(ctx, flag.Args()[1:])
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
	report(ours, bare)
	line, err := json.Marshal(map[string]any{"plan": p, "ringain": ours, "bare": bare})
	fmt.Printf("\n%s\n", line)
	return err
}

func report(ours, bare figures) {
	fmt.Printf("%-34s %12s %12s %8s\n", "", "ringain", "bare loop", "ratio")
	row := func(name, unit string, of func(figures) float64) {
		a, b := of(ours), of(bare)
		fmt.Printf("%-34s %12.4g %12.4g %8.2f\n", name+", "+unit, a, b, a/b)
	}
	row("all joined", "s", func(f figures) float64 { return f.Joined.Seconds() })
	row("messages", "per s", func(f figures) float64 { return float64(f.Messages) / f.Took.Seconds() })
	row("deliveries", "per s", func(f figures) float64 { return float64(f.Deliveries) / f.Took.Seconds() })
	row("CPU", "s per million deliveries", func(f figures) float64 { return f.CPU.Seconds() / float64(f.Deliveries) * 1e6 })
	row("latency p50", "ms", func(f figures) float64 { return ms(f.P50) })
	row("latency p99", "ms", func(f figures) float64 { return ms(f.P99) })
	row("memory", "MiB", func(f figures) float64 { return float64(f.Memory) / (1 << 20) })
	row("memory", "KiB per connection", func(f figures) float64 { return float64(f.Memory-f.Idle) / 1024 / float64(f.Connections) })
}

func ms(d time.Duration) float64 { return d.Seconds() * 1000 }
