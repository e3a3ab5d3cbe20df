package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
)

// engineFigures are what one engine was measured at with one log of updates. Times are
// in milliseconds.
type engineFigures struct {
	Apply   float64 `json:"apply"`  // the log, update by update, into an empty document
	Encode  float64 `json:"encode"` // the whole state as one update
	Load    float64 `json:"load"`   // that update into an empty document
	Bytes   int     `json:"bytes"`  // of that update
	Memory  int64   `json:"memory"` // bytes that a loaded document holds; 0 when not known
	Updates int     `json:"updates"`
	State   string  `json:"state"` // hash of the clocks: all engines end alike
}

// engineGoal is how many times faster than npm yjs and than ywasm the engine is to be.
type engineGoal struct{ yjs, ywasm float64 }

const theNotes, thePaper = "notes, 20 people", "B4 paper"

// engineLogs are the logs in the order of the table.
var engineLogs = []struct {
	name string
	goal engineGoal
}{
	{"B1 append", engineGoal{4, 1.5}}, {"B1 prepend", engineGoal{4, 1.5}}, {"B1 random", engineGoal{4, 1.5}}, {"B1 insert and delete", engineGoal{4, 1.5}},
	{"B2 conflict", engineGoal{4, 1.5}}, {"B3 one spot", engineGoal{20, 10}}, {"map churn", engineGoal{}}, {theNotes, engineGoal{8, 2}}, {thePaper, engineGoal{6, 3}},
}

func makeLogs(ctx context.Context, p notesPlan, folder string) error {
	_, err := script(ctx, p, "logs.mjs", folder, strconv.FormatFloat(p.Scale, 'g', -1, 64))
	return err
}

// script runs a script of the others to its end and returns what it wrote.
func script(ctx context.Context, p notesPlan, name string, args ...string) ([]byte, error) {
	cmd := exec.CommandContext(ctx, "node", append([]string{"--expose-gc", filepath.Join(p.Peers, name)}, args...)...)
	cmd.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
	cmd.Stderr = os.Stderr
	out, err := cmd.Output()
	if err != nil {
		return nil, fmt.Errorf("%s %s: %w", name, strings.Join(args, " "), err)
	}
	return out, nil
}

// compareEngines measures the engines log by log, so that what else this machine does
// meets all of them alike.
func compareEngines(ctx context.Context, p notesPlan, folder string) (map[string]map[string]engineFigures, error) {
	self, err := os.Executable()
	if err != nil {
		return nil, err
	}
	all := map[string]map[string]engineFigures{}
	fmt.Printf("%-28s %10s %10s %10s %9s %9s   %s\n", "engine", "ringain", "npm yjs", "ywasm", "× yjs", "× ywasm", "goal")
	for _, log := range engineLogs {
		if !strings.Contains(log.name, p.Tasks) {
			continue
		}
		file := filepath.Join(folder, log.name+".log")
		of := map[string]engineFigures{}
		for _, engine := range []string{"ringain", "yjs", "ywasm"} {
			var out []byte
			if engine == "ringain" {
				ours := exec.CommandContext(ctx, self)
				ours.Env = append(os.Environ(), "BENCH_BE=engine", "BENCH_LOG="+file)
				ours.Stderr = os.Stderr
				ours.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
				out, err = ours.Output()
			} else {
				out, err = script(ctx, p, "engine.mjs", engine, file)
			}
			if err != nil {
				return nil, fmt.Errorf("%s, %s: %w", log.name, engine, err)
			}
			var f engineFigures
			if err := json.Unmarshal(bytes.TrimSpace(out), &f); err != nil {
				return nil, fmt.Errorf("%s, %s: %w: %s", log.name, engine, err, out)
			}
			of[engine] = f
		}
		all[log.name] = of
		tellEngines(log.name, log.goal, of)
	}
	return all, nil
}

func tellEngines(name string, g engineGoal, of map[string]engineFigures) {
	ours, yjs, ywasm := of["ringain"], of["yjs"], of["ywasm"]
	row := func(what string, g engineGoal, a, b, c float64) {
		met := ""
		if g != (engineGoal{}) {
			met = fmt.Sprintf("%s  (%g, %g)", verdict(b/a >= g.yjs && c/a >= g.ywasm), g.yjs, g.ywasm)
		}
		fmt.Printf("%-28s %10.4g %10.4g %10.4g %9.2f %9.2f   %s\n", what, a, b, c, b/a, c/a, met)
	}
	row(name+", ms", g, ours.Apply, yjs.Apply, ywasm.Apply)
	if name == thePaper {
		row("  encode, ms", engineGoal{6, 1.5}, ours.Encode, yjs.Encode, ywasm.Encode)
		row("  load, ms", engineGoal{6, 1.5}, ours.Load, yjs.Load, ywasm.Load)
		fmt.Printf("%-28s %10d %10d %10d %9.4f %9.4f   %s  (≤ 1.005 of yjs')\n", "  state, bytes", ours.Bytes, yjs.Bytes, ywasm.Bytes,
			float64(yjs.Bytes)/float64(ours.Bytes), float64(ywasm.Bytes)/float64(ours.Bytes), verdict(float64(ours.Bytes) <= 1.005*float64(yjs.Bytes)))
		fmt.Printf("%-28s %10.3f %10.3f %10s %9.2f %9s   %s  (≤ 0.4 of yjs')\n", "  memory loaded, MiB", mib(ours.Memory), mib(yjs.Memory), "–",
			float64(yjs.Memory)/float64(ours.Memory), "–", verdict(float64(ours.Memory) <= 0.4*float64(yjs.Memory)))
	}
	if ours.State != yjs.State || ywasm.State != yjs.State {
		fmt.Printf("%s: the engines do not end alike\n", name)
	}
}

func mib(bytes int64) float64 { return float64(bytes) / (1 << 20) }
