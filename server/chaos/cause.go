package main

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"syscall"
	"time"
)

// The size of a generation, in rounds: then everything begins anew, so that looking at all
// of it takes as long each time.
const (
	roundsEach = 8
	someKept   = 40 // commands are kept between two faults, and then some
)

// cause runs rounds until there were enough of them, something was wrong, or the time is up.
func cause(ctx context.Context, p plan) (v *verdict, err error) {
	v = &verdict{plan: p, began: time.Now(), faults: map[string]int{}}
	for _, program := range []*string{&p.Program, &p.Older} {
		if *program == "" {
			*program = p.Program
		}
		if *program, err = filepath.Abs(*program); err != nil {
			return v, err
		}
		if _, err := os.Stat(*program); err != nil {
			return v, fmt.Errorf("there is no program to run: make build, or say -program: %w", err)
		}
	}
	dir, err := os.MkdirTemp(p.Dir, "chaos-")
	if err != nil {
		return v, err
	}
	if err := os.Chmod(dir, 0o755); err != nil { // PostgreSQL runs as somebody else
		return v, err
	}
	p.Dir = dir
	h := &history{dir: dir, began: v.began}
	in, err := build(p)
	if in != nil {
		v.missing = in.missing
		defer func() { err = errors.Join(err, in.tear(), h.close(), v.tidy(dir)) }()
	}
	if err != nil {
		return v, err
	}
	for ; v.rounds < p.Rounds && !v.isWrong() && ctx.Err() == nil && v.hasTime(); v.generations++ {
		if err := h.turn(v.generations, p.Keep); err != nil {
			return v, err
		}
		if err := v.generation(ctx, in, h); err != nil {
			return v, err
		}
	}
	v.took = time.Since(v.began)
	return v, nil
}

func (v *verdict) hasTime() bool { return v.plan.For == 0 || time.Since(v.began) < v.plan.For }

// tidy removes what was needed meanwhile, but keeps the history when something is wrong.
func (v *verdict) tidy(dir string) error {
	if !v.isWrong() && !v.plan.Keep {
		return os.RemoveAll(dir)
	}
	v.historyIs = dir
	return errors.Join(os.RemoveAll(filepath.Join(dir, "disk.img")), os.RemoveAll(filepath.Join(dir, "disk")))
}

// generation is an installation from its beginning, for some rounds.
func (v *verdict) generation(ctx context.Context, in *installation, h *history) (err error) {
	if err := in.begin(v.generations); err != nil {
		return err
	}
	ctx, v.stop = context.WithCancel(ctx)
	defer v.stop()
	defer func() { err = errors.Join(err, v.autopsy(in), in.end()) }()
	c, err := gather(ctx, in, v, h, v.generations)
	defer c.end()
	if err != nil {
		return err
	}
	for range roundsEach {
		if v.rounds >= v.plan.Rounds || ctx.Err() != nil || !v.hasTime() {
			break
		}
		began := time.Now()
		if err := v.round(ctx, in, c); err != nil {
			return err
		}
		v.maxRound = max(v.maxRound, time.Since(began))
		v.rounds++
		if v.plan.Tell {
			fmt.Fprintf(os.Stderr, "%7.1f s  %s, round %d: %d kept, %d kills\n", time.Since(v.began).Seconds(), v.plan.On, v.rounds, v.kept(), v.kills)
		}
		if v.isWrong() {
			break
		}
	}
	return nil
}

// autopsy keeps what the nodes have written when something is wrong, and what each of
// their goroutines does.
func (v *verdict) autopsy(in *installation) (err error) {
	if !v.isWrong() {
		return nil
	}
	for _, n := range in.nodes {
		n.end(syscall.SIGQUIT)
		err = errors.Join(err, os.WriteFile(filepath.Join(in.dir, "node-"+n.name+".log"), []byte(n.log.String()), 0o600))
	}
	return err
}

// round is a few faults under load, and a look at everything.
func (v *verdict) round(ctx context.Context, in *installation, c *crowd) error {
	rng := rand.New(rand.NewPCG(v.plan.Seed, uint64(v.rounds)))
	list := in.faults()
	if len(list) == 0 {
		return fmt.Errorf("there is no fault %q here", v.plan.Only)
	}
	for i := range v.plan.Faults {
		v.goesOn(ctx, c, someKept)
		wait(ctx, max(v.plan.Every, shortly(rng, 10, 250)))
		if ctx.Err() != nil {
			return nil
		}
		f := choose(list, rng)
		if v.plan.Only != "" {
			f = list[i%len(list)]
		}
		if err := v.one(ctx, in, c, f, rng); err != nil {
			return err
		}
	}
	v.goesOn(ctx, c, someKept)
	if ctx.Err() != nil {
		return nil
	}
	c.check(ctx, rng)
	for _, n := range in.nodes {
		v.longestStop = max(v.longestStop, n.longestStop)
		if bad := n.bad(); bad != "" {
			v.fault("node %s: %s", n.name, bad)
		}
	}
	return nil
}

// one has one fault happen, and measures how long it is until something is kept again.
func (v *verdict) one(ctx context.Context, in *installation, c *crowd, f fault, rng *rand.Rand) error {
	since, left := time.Now(), -1
	who := rng.IntN(scribes)
	err := f.do(in, rng, func() {
		left = who
		c.gone(who)
	})
	a := attempt{Who: "fault", Do: f.name}
	if err != nil {
		a.Error = err.Error()
	}
	c.history.tell(a, since)
	if f.name == "a backup is made" && err != nil {
		v.fault("%s: %v", f.name, err)
		err = nil
	}
	if err != nil {
		return fmt.Errorf("%s: %w", f.name, err)
	}
	v.faults[f.name]++
	if f.kill {
		v.kills++
	}
	if ctx.Err() != nil {
		return nil
	}
	if left >= 0 {
		if err := c.comeBack(ctx, left, rng); err != nil && ctx.Err() == nil {
			v.fault("after %s: %v", f.name, err)
		}
	}
	mended, before := time.Now(), v.commands.Load()
	v.until(ctx, func() bool { return v.commands.Load() > before })
	v.downtime = max(v.downtime, time.Since(mended))
	return nil
}

// goesOn waits until so many more commands are kept.
func (v *verdict) goesOn(ctx context.Context, c *crowd, more int64) {
	before := v.commands.Load()
	if !v.until(ctx, func() bool { return v.commands.Load() >= before+more }) && ctx.Err() == nil {
		v.fault("of %d commands only %d are kept in %v", more, v.commands.Load()-before, patience)
	}
}

// until waits until something is so, and reports whether it is.
func (v *verdict) until(ctx context.Context, so func() bool) bool {
	for until := time.Now().Add(patience); ctx.Err() == nil && time.Now().Before(until); wait(ctx, 5*time.Millisecond) {
		if so() {
			return true
		}
	}
	return so()
}
