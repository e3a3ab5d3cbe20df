package main

import (
	"bufio"
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"strings"
	"syscall"
)

// redisServer is a Redis that keeps nothing, and can be taken away and brought back.
type redisServer struct {
	address, port, dir string
	child              *exec.Cmd // nil while it is away
}

func startRedis() (*redisServer, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	_, port, err := net.SplitHostPort(l.Addr().String())
	if err = errors.Join(err, l.Close()); err != nil {
		return nil, err
	}
	r := &redisServer{address: "redis://127.0.0.1:" + port, port: port}
	if r.dir, err = os.MkdirTemp("", "ringain-bench-"); err != nil {
		return nil, err
	}
	return r, r.bringBack()
}

// bringBack starts it, and waits until it takes connections.
func (r *redisServer) bringBack() error {
	child := exec.Command("redis-server", "--port", r.port, "--bind", "127.0.0.1", "--dir", r.dir, "--save", "", "--appendonly", "no")
	child.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
	out, err := child.StdoutPipe()
	if err != nil {
		return err
	}
	if err := child.Start(); err != nil {
		return fmt.Errorf("redis-server: %w", err)
	}
	r.child = child
	for lines := bufio.NewScanner(out); lines.Scan(); {
		if strings.Contains(strings.ToLower(lines.Text()), "ready to accept connections") {
			return nil
		}
	}
	r.takeAway()
	return errors.New("redis-server does not start")
}

// takeAway kills it.
func (r *redisServer) takeAway() {
	if r.child != nil {
		r.child.Process.Kill()
		r.child.Wait() // says that it was killed
		r.child = nil
	}
}

func (r *redisServer) close() error {
	r.takeAway()
	return os.RemoveAll(r.dir)
}
