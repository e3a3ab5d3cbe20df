package main

import (
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// fault is something that happens to installations.
type fault struct {
	name   string
	kill   bool // a process is killed by it
	weight int  // how often it happens, beside others
	// do does it and mends it. Whoever goes away for good does so when gone is called.
	do func(in *installation, rng *rand.Rand, gone func()) error
}

// cutLines breaks the lines of everybody who follows.
func cutLines(in *installation, _ *rand.Rand, _ func()) error {
	in.lines()
	return nil
}

// shortly is a time between two bounds, in milliseconds.
func shortly(rng *rand.Rand, from, to int) time.Duration {
	return time.Duration(from+rng.IntN(to-from)) * time.Millisecond
}

// faults are those that can happen to an installation.
func (in *installation) faults() (list []fault) {
	list = []fault{
		{"a node is killed", true, 10, killNode},
		{"a node stops in order", false, 1, drainNode},
		{"nodes stop in turn", false, 1, drainInTurn},
		{"a node stands still", false, 1, freezeNode},
		{"a backup is made", false, 1, backup},
		{"lines break", false, 1, cutLines},
	}
	if in.plan.Older != in.plan.Program {
		list = append(list, fault{"a node is upgraded", false, 10, upgradeNode})
	}
	if in.disk != nil {
		list = append(list, fault{"the power is cut", true, 3, cutPower}, fault{"the disk is full", false, 1, fillDisk})
	}
	if in.postgres != nil {
		list = append(list, fault{"both nodes are killed", true, 2, killBoth}, fault{"PostgreSQL is killed", true, 5, killPostgres},
			fault{"Redis is killed", true, 3, killRedis}, fault{"Redis forgets", false, 1, flushRedis},
			fault{"Redis drops who listens", false, 1, dropRedis}, fault{"Redis stands still", false, 1, freezeRedis})
	} else if _, err := exec.LookPath("strace"); err == nil {
		list = append(list, fault{"syncs fail", false, 1, failSyncs})
	}
	if in.plan.Harm != nil {
		return []fault{{"harm", true, 1, func(in *installation, _ *rand.Rand, _ func()) error { return in.plan.Harm(in) }}}
	}
	if in.plan.Only == "" {
		return list
	}
	var only []fault
	for name := range strings.SplitSeq(in.plan.Only, ",") {
		for _, f := range list {
			if f.name == name {
				only = append(only, f)
			}
		}
	}
	return only
}

// choose chooses a fault by its weight.
func choose(list []fault, rng *rand.Rand) fault {
	sum := 0
	for _, f := range list {
		sum += f.weight
	}
	n := rng.IntN(sum)
	for _, f := range list {
		if n -= f.weight; n < 0 {
			return f
		}
	}
	return list[0]
}

func (in *installation) some(rng *rand.Rand) *process { return in.nodes[rng.IntN(len(in.nodes))] }

func killNode(in *installation, rng *rand.Rand, gone func()) error {
	n := in.some(rng)
	n.end(os.Kill)
	gone()
	<-time.After(shortly(rng, 0, 100))
	return n.start()
}

func killBoth(in *installation, rng *rand.Rand, gone func()) error {
	for _, n := range in.nodes {
		n.end(os.Kill)
	}
	gone()
	for _, n := range in.nodes {
		if err := n.start(); err != nil {
			return err
		}
	}
	return nil
}

func drainNode(in *installation, rng *rand.Rand, _ func()) error { return in.some(rng).restart() }

// drainInTurn stops the next node, and starts it anew.
func drainInTurn(in *installation, _ *rand.Rand, _ func()) error {
	in.turns++
	return in.nodes[in.turns%len(in.nodes)].restart()
}

// upgradeNode has the next node that runs the older program go on as the newer one. When
// there is none left, it is a restart.
func upgradeNode(in *installation, rng *rand.Rand, gone func()) error {
	for _, n := range in.nodes {
		if n.program != in.plan.Program {
			return n.restartAs(in.plan.Program)
		}
	}
	return drainInTurn(in, rng, gone)
}

func freezeNode(in *installation, rng *rand.Rand, _ func()) error {
	n := in.some(rng)
	n.harmed()
	defer n.isWell()
	if err := n.signal(syscall.SIGSTOP); err != nil {
		return err
	}
	<-time.After(shortly(rng, 200, 1500))
	return n.signal(syscall.SIGCONT)
}

func killPostgres(in *installation, rng *rand.Rand, gone func()) error {
	if err := in.postgres.Kill(); err != nil {
		return err
	}
	gone()
	<-time.After(shortly(rng, 0, 300))
	return in.postgres.Restart()
}

func killRedis(in *installation, rng *rand.Rand, _ func()) error {
	in.redis.kill()
	<-time.After(shortly(rng, 100, 800))
	return in.redis.start()
}

func flushRedis(in *installation, _ *rand.Rand, _ func()) error { return in.redis.do("flushall") }
func dropRedis(in *installation, _ *rand.Rand, _ func()) error {
	return in.redis.do("client kill type pubsub")
}

func freezeRedis(in *installation, rng *rand.Rand, _ func()) error {
	if err := in.redis.cmd.Process.Signal(syscall.SIGSTOP); err != nil {
		return err
	}
	<-time.After(shortly(rng, 200, 1500))
	return in.redis.cmd.Process.Signal(syscall.SIGCONT)
}

// cutPower cuts the power of the database's disk, and with SQLite of the node's.
func cutPower(in *installation, _ *rand.Rand, gone func()) error {
	if err := in.disk.cut(); err != nil {
		return err
	}
	for _, n := range in.nodes {
		n.end(os.Kill)
	}
	gone()
	if in.postgres != nil {
		if err := in.postgres.Kill(); err != nil {
			return err
		}
	}
	if err := in.disk.back(); err != nil {
		return err
	}
	if in.postgres != nil {
		if err := in.postgres.Restart(); err != nil {
			return err
		}
	}
	for _, n := range in.nodes {
		if err := n.start(); err != nil {
			return err
		}
	}
	return nil
}

func fillDisk(in *installation, rng *rand.Rand, _ func()) error {
	if err := in.disk.fill(); err != nil {
		return err
	}
	<-time.After(shortly(rng, 300, 1000))
	if err := in.disk.free(); err != nil {
		return err
	}
	if in.postgres != nil { // it may have given up
		return in.postgres.Restart()
	}
	return nil
}

// failSyncs has the syncs of a node fail for a moment, as those of a dying disk do.
func failSyncs(in *installation, rng *rand.Rand, _ func()) error {
	n := in.nodes[0]
	cmd := exec.Command("strace", "-f", "-qq", "-o", "/dev/null", "-e", "trace=fsync,fdatasync",
		"-e", fmt.Sprintf("inject=fsync,fdatasync:error=EIO:when=%d+2", 1+rng.IntN(5)), "-p", strconv.Itoa(n.cmd.Process.Pid))
	cmd.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGTERM}
	if err := cmd.Start(); err != nil {
		return err
	}
	<-time.After(shortly(rng, 200, 600))
	if err := cmd.Process.Signal(os.Interrupt); err != nil {
		return err
	}
	_ = cmd.Wait() // it was interrupted
	return nil
}
