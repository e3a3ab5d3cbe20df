package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"time"
)

// figures are what one server was measured at in one workload, by name.
type figures map[string]float64

// workload is one thing that is measured: once after the other for each of some servers
// beside each other, and that some times over; the middle figure of each counts.
type workload struct {
	name, what string
	servers    []string
	once       func(ctx context.Context, server string) (figures, error)
	goals      []goal
	rounds     int // if not as many as asked for
}

// goal is what a figure of the first server is to be: at the least or at the most so many
// times that of another, or so much by itself when there is none.
type goal struct {
	figure      string
	of          string // whose figure; the first one's when empty
	beside      string
	least, most float64
	more        float64 // than that of beside, at the most; not a ratio then
}

// plan says how to measure.
type plan struct {
	Rounds  int
	Profile string        // folder for profiles; none when empty
	Only    string        // the servers to measure, with commas between; all when empty
	For     time.Duration // after so long, whatever is left is measured once

	began time.Time
}

// result is what became of a workload.
type result struct {
	Figures map[string]figures `json:"figures"`
	Goals   []verdictOf        `json:"goals"`
	Load    string             `json:"load"`             // average of the machine when it began
	Failed  map[string]string  `json:"failed,omitempty"` // why there are no figures
}

type verdictOf struct {
	Goal string  `json:"goal"`
	Is   float64 `json:"is"`
	Held bool    `json:"held"`
}

// measure measures a workload and writes its table.
func (w *workload) measure(ctx context.Context, p plan) (result, error) {
	all := result{Figures: map[string]figures{}, Load: loadAverage(), Failed: map[string]string{}}
	rounds := map[string][]figures{}
	times := p.Rounds
	if w.rounds > 0 {
		times = min(times, w.rounds)
	}
	for round := range max(1, times) {
		if round > 0 && time.Since(p.began) > p.For {
			break
		}
		for _, name := range w.servers {
			if p.Only != "" && !slices.Contains(strings.Split(p.Only, ","), name) {
				continue
			}
			if p.Profile != "" {
				os.Setenv("BENCH_PROFILE", filepath.Join(p.Profile, w.name+"-"+strings.ReplaceAll(name, " ", "-")))
			}
			f, err := w.once(ctx, name)
			if ctx.Err() != nil {
				return all, ctx.Err()
			}
			if err != nil {
				fmt.Printf("%s, %s: %v\n", w.name, name, err)
				all.Failed[name] = err.Error()
				continue
			}
			rounds[name] = append(rounds[name], f)
		}
	}
	for name, list := range rounds {
		all.Figures[name] = middle(list)
	}
	w.tell(&all)
	return all, nil
}

// middle takes the median of each figure.
func middle(rounds []figures) figures {
	f := figures{}
	for figure := range rounds[0] {
		var all []float64
		for _, r := range rounds {
			all = append(all, r[figure])
		}
		slices.Sort(all)
		f[figure] = all[len(all)/2]
	}
	return f
}

// tell writes the figures of all servers beside each other, then the goals.
func (w *workload) tell(r *result) {
	fmt.Printf("%-46s", w.name+": "+w.what)
	names := map[string]bool{}
	for _, server := range w.servers {
		fmt.Printf(" %14s", server)
		for figure := range r.Figures[server] {
			names[figure] = true
		}
	}
	fmt.Printf("   load %s\n", r.Load)
	ordered := []string{}
	for figure := range names {
		ordered = append(ordered, figure)
	}
	slices.Sort(ordered)
	for _, figure := range ordered {
		fmt.Printf("  %-44s", figure)
		for _, server := range w.servers {
			if f, ok := r.Figures[server][figure]; ok {
				fmt.Printf(" %14.4g", f)
			} else {
				fmt.Printf(" %14s", "–")
			}
		}
		fmt.Println()
	}
	for _, g := range w.goals {
		v, ok := g.judge(w.servers[0], r.Figures)
		if !ok {
			continue
		}
		r.Goals = append(r.Goals, v)
		fmt.Printf("  goal: %-60s %8.3g  %s\n", v.Goal, v.Is, verdict(v.Held))
	}
	fmt.Println()
}

// judge says whether a goal is held; with false it is not known.
func (g goal) judge(first string, all map[string]figures) (v verdictOf, ok bool) {
	who := first
	if g.of != "" {
		who = g.of
	}
	ours, ok := all[who][g.figure]
	v.Goal, v.Is = g.figure, ours
	if who != first {
		v.Goal = who + ": " + v.Goal
	}
	if g.least > 0 {
		v.Goal += fmt.Sprintf(" ≥ %.3g", g.least)
	}
	if g.most > 0 {
		v.Goal += fmt.Sprintf(" ≤ %.4g", g.most)
	}
	if g.more > 0 {
		theirs, there := all[g.beside][g.figure]
		v.Goal, v.Is = fmt.Sprintf("%s more than %s by ≤ %g", v.Goal, g.beside, g.more), ours-theirs
		v.Held = v.Is <= g.more
		return v, ok && there
	}
	if g.beside != "" {
		theirs, there := all[g.beside][g.figure]
		ok = ok && there && theirs != 0
		v.Is, v.Goal = ours/theirs, v.Goal+" × "+g.beside
	}
	v.Held = (g.least == 0 || v.Is >= g.least) && (g.most == 0 || v.Is <= g.most)
	return v, ok
}

func verdict(held bool) string {
	if held {
		return "held"
	}
	return "MISSED"
}

// loadAverage is how busy the machine was in the last minute.
func loadAverage() string {
	text, err := os.ReadFile("/proc/loadavg")
	if err != nil {
		return "unknown"
	}
	first, _, _ := strings.Cut(string(text), " ")
	return first
}

// measureAll measures the workloads named, or all, and ends with one line of JSON.
func measureAll(ctx context.Context, p plan, names []string) error {
	for _, name := range names {
		if !slices.ContainsFunc(workloads(), func(w workload) bool { return w.name == name }) {
			return fmt.Errorf("there is no workload %q", name)
		}
	}
	fmt.Printf("%d cores, %s, middle of %d\n\n", runtime.NumCPU(), runtime.Version(), p.Rounds)
	all := map[string]result{}
	p.began = time.Now()
	for _, w := range workloads() {
		if len(names) > 0 && !slices.Contains(names, w.name) {
			continue
		}
		r, err := w.measure(ctx, p)
		if err != nil {
			return err
		}
		all[w.name] = r
	}
	fmt.Printf("all of it took %v\n", time.Since(p.began).Round(time.Second))
	held, missed := 0, []string{}
	for name, r := range all {
		for _, g := range r.Goals {
			if g.Held {
				held++
			} else {
				missed = append(missed, name+" "+g.Goal)
			}
		}
	}
	slices.Sort(missed)
	fmt.Printf("%d goals held, %d missed\n", held, len(missed))
	for _, m := range missed {
		fmt.Println("  missed:", m)
	}
	return tellJSON(map[string]any{"plan": p, "cores": runtime.NumCPU(), "go": runtime.Version(), "workloads": all})
}

func tellJSON(of any) error {
	line, err := json.Marshal(of)
	fmt.Printf("\n%s\n", line)
	return err
}
