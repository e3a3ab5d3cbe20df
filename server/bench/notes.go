package main

import (
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
)

// notesPlan says how the shared notes are measured. Everything is measured in one run:
// the engine beside npm yjs and ywasm, the server beside y-websocket and hocuspocus.
type notesPlan struct {
	Peers   string  // the folder of the others
	Scale   float64 // size of the logs of updates, 1 for those the goals speak of
	Load    float64 // size of the loads of servers, 1 for those the goals speak of
	Only    string  // engines or servers; both when empty
	Servers string  // the servers to load, with commas between
	Tasks   string  // a part of the name of the tasks to do; all when empty
	Rounds  int     // how often each is measured; the middle one counts
}

// measureNotes is the command "bench notes".
func measureNotes(ctx context.Context, args []string) error {
	var p notesPlan
	flags := flag.NewFlagSet("bench notes", flag.ExitOnError)
	flags.StringVar(&p.Peers, "peers", "server/bench/peers", "the folder of what the notes are measured beside")
	flags.Float64Var(&p.Scale, "scale", 1, "size of the logs of updates")
	flags.Float64Var(&p.Load, "load", 1, "size of the loads of servers")
	flags.StringVar(&p.Only, "only", "", "engines or servers")
	flags.StringVar(&p.Servers, "servers", "ringain,y-websocket,hocuspocus", "the servers to load")
	flags.StringVar(&p.Tasks, "tasks", "", "do only tasks with this in their name")
	flags.IntVar(&p.Rounds, "rounds", 3, "how often each is measured; the middle one counts")
	if err := flags.Parse(args); err != nil {
		return err
	}
	if _, err := os.Stat(filepath.Join(p.Peers, "node_modules")); err != nil {
		return fmt.Errorf("the others are not there: cd %s && npm ci --ignore-scripts", p.Peers)
	}
	fmt.Printf("shared notes, %d cores, %s; logs × %g, loads × %g, median of %d\n\n", runtime.NumCPU(), runtime.Version(), p.Scale, p.Load, p.Rounds)
	folder, err := os.MkdirTemp("", "ringain-bench-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(folder)
	if err := makeLogs(ctx, p, folder); err != nil {
		return err
	}
	told := map[string]any{"plan": p}
	if p.Only != "servers" {
		if told["engines"], err = compareEngines(ctx, p, folder); err != nil {
			return err
		}
	}
	if p.Only != "engines" {
		if told["servers"], err = compareServers(ctx, p, folder); err != nil {
			return err
		}
	}
	line, err := json.Marshal(told)
	fmt.Printf("\n%s\n", line)
	return err
}
