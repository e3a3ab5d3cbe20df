package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"strings"
	"syscall"

	"ringain/meetings/store/postgrestest"
)

// measureRooms measures the largest meeting on one node with SQLite, and on two with
// PostgreSQL that hear each other over Redis.
func measureRooms(ctx context.Context) (map[string]figures, error) {
	one, err := roomOnOne(ctx)
	if err != nil {
		return nil, fmt.Errorf("the room on one node: %w", err)
	}
	two, err := roomOnTwo(ctx)
	if err != nil {
		return nil, fmt.Errorf("the room on two nodes: %w", err)
	}
	head := fmt.Sprintf("room, %d guests, %d actions a second", roomGuests, roomActions)
	tell(head, "one node", one, "two nodes", two, append(allRows, figuresRow{"CPU of the nodes", "% of a core", func(f figures) float64 {
		return 100 * f.CPU.Seconds() / f.Took.Seconds()
	}}))
	fmt.Printf("all in within %v: %s on one node, %s on two\n", comeIn, verdict(one.Joined <= comeIn), verdict(two.Joined <= comeIn))
	return map[string]figures{"one": one, "two": two}, nil
}

func roomOnOne(ctx context.Context) (f figures, err error) {
	p, err := startProcess("node")
	if err != nil {
		return f, err
	}
	defer func() { err = errors.Join(err, p.stop()) }()
	return measureRoom(ctx, []*process{p})
}

func roomOnTwo(ctx context.Context) (f figures, err error) {
	database, err := postgrestest.Launch()
	if err != nil {
		return f, err
	}
	defer func() { err = errors.Join(err, database.Stop()) }()
	redis, stop, err := startRedis()
	if err != nil {
		return f, err
	}
	defer stop()
	var nodes []*process
	for range 2 {
		p, err := startProcess("node", "RINGAIN_DATABASE="+database.URL(), "RINGAIN_REDIS="+redis)
		if err != nil {
			return f, err
		}
		defer p.stop()
		nodes = append(nodes, p)
	}
	return measureRoom(ctx, nodes)
}

// startRedis starts a Redis that keeps nothing, and waits until it takes connections.
func startRedis() (address string, stop func(), err error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", nil, err
	}
	_, port, err := net.SplitHostPort(l.Addr().String())
	if err = errors.Join(err, l.Close()); err != nil {
		return "", nil, err
	}
	dir, err := os.MkdirTemp("", "ringain-bench-")
	if err != nil {
		return "", nil, err
	}
	cmd := exec.Command("redis-server", "--port", port, "--bind", "127.0.0.1", "--dir", dir, "--save", "", "--appendonly", "no")
	cmd.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
	out, err := cmd.StdoutPipe()
	if err != nil {
		return "", nil, err
	}
	if err := cmd.Start(); err != nil {
		return "", nil, errors.Join(err, os.RemoveAll(dir))
	}
	stop = func() { cmd.Process.Kill(); cmd.Wait(); os.RemoveAll(dir) }
	for lines := bufio.NewScanner(out); lines.Scan(); {
		if strings.Contains(strings.ToLower(lines.Text()), "ready to accept connections") {
			return "redis://127.0.0.1:" + port, stop, nil
		}
	}
	stop()
	return "", nil, errors.New("redis-server does not start")
}
