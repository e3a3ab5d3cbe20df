package main

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"ringain/meetings/store/postgrestest"
)

// installation is what people reach, and what it stands on.
type installation struct {
	plan     plan
	dir      string
	disk     *disk // nil where loop devices are not allowed
	postgres *postgrestest.Server
	redis    *redis
	database string // the address; empty: SQLite
	data     string // of the first node; with its files
	nodes    []*process
	turns    int      // nodes that were stopped in turn
	lines    func()   // breaks the lines of everybody who follows
	missing  []string // what is not allowed here
}

// build makes what an installation stands on, for all generations of it.
func build(p plan) (in *installation, err error) {
	in = &installation{plan: p, dir: p.Dir}
	if in.disk, err = newDisk(p.Dir); err != nil {
		in.missing = append(in.missing, fmt.Sprintf("no power cut and no full disk: %v", err))
		in.disk = nil
	}
	if p.On == "sqlite" {
		if _, err := exec.LookPath("strace"); err != nil {
			in.missing = append(in.missing, "no syncs that fail: strace is not here")
		}
		return in, nil
	}
	if p.On != "postgres" {
		return nil, fmt.Errorf("there is no database %q: sqlite or postgres", p.On)
	}
	if in.redis, err = newRedis(); err != nil {
		return nil, err
	}
	// PostgreSQL keeps its data in the folder for temporary files.
	was := os.Getenv("TMPDIR")
	if err := os.Setenv("TMPDIR", in.ground()); err != nil {
		return nil, err
	}
	if in.postgres, err = postgrestest.Launch(); err == nil {
		err = quietly("sync", "--file-system", in.ground()) // initdb was told not to wait for that
	}
	return in, errors.Join(err, os.Setenv("TMPDIR", was))
}

// ground is the folder of all that must not be lost.
func (in *installation) ground() string {
	if in.disk != nil {
		return in.disk.at
	}
	return in.dir
}

// begin starts a new installation, with the sample season, on the same ground.
func (in *installation) begin(generation int) (err error) {
	in.data = filepath.Join(in.ground(), fmt.Sprintf("data-%d", generation))
	settings := []string{"--sample", "--no-link-watch", "--log", "warn", "--sockets", "5000", "--joins", "100000", "--requests", "100000000",
		"--commands", "1000000", "--meeting-commands", "1000000", "--session-sockets", "1000", "--address-sockets", "5000"}
	if in.postgres == nil {
		n, err := newProcess("a", in.plan.Older, in.plan.Env, append(settings, "--data", in.data)...)
		in.nodes = []*process{n}
		return err
	}
	if in.database, err = in.postgres.Create(); err != nil {
		return err
	}
	in.nodes = nil
	for _, name := range []string{"a", "b"} {
		n, err := newProcess(name, in.plan.Older, in.plan.Env, append(settings, "--data", filepath.Join(in.data, name),
			"--files", filepath.Join(in.data, "files"), "--database", in.database, "--redis", "redis://"+in.redis.addr)...)
		if err != nil {
			return err
		}
		in.nodes = append(in.nodes, n)
	}
	return nil
}

// kept says where it is kept, as settings of the program's commands.
func (in *installation) kept() []string {
	if in.database == "" {
		return []string{"--data", in.data}
	}
	return []string{"--data", filepath.Join(in.data, "a"), "--database", in.database, "--files", filepath.Join(in.data, "files")}
}

// link has the program make a link by which an organiser signs in.
func (in *installation) link() (string, error) {
	n := in.nodes[0]
	out, err := n.command("link", append(in.kept(), "--addr", n.addr)...).Output()
	if err != nil {
		return "", fmt.Errorf("make a link: %w", err)
	}
	return strings.TrimSpace(string(out)), nil
}

// says runs a command of the program and returns what it says. It is the newest that is
// served: what an older one thinks of a database it has not seen is not asked.
func (in *installation) says(what string, args ...string) (string, error) {
	n := in.nodes[0]
	for _, other := range in.nodes {
		if other.program == in.plan.Program {
			n = other
		}
	}
	out, err := n.command(what, args...).CombinedOutput()
	if err != nil {
		err = fmt.Errorf("ringain %s: %w: %s", what, err, out)
	}
	return string(out), err
}

// end ends the nodes of a generation, and removes what it has kept.
func (in *installation) end() error {
	for _, n := range in.nodes {
		n.end(os.Kill)
	}
	return os.RemoveAll(in.data)
}

// tear takes down what everything stood on.
func (in *installation) tear() (err error) {
	for _, n := range in.nodes {
		n.end(os.Kill)
	}
	if in.redis != nil {
		in.redis.kill()
	}
	if in.postgres != nil {
		err = in.postgres.Stop()
	}
	if in.disk != nil {
		err = errors.Join(err, in.disk.unmount())
	}
	return err
}
