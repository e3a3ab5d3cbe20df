package main

import (
	"bufio"
	"errors"
	"fmt"
	"net"
	"os/exec"
	"strconv"
	"strings"
	"syscall"
	"time"

	"math/rand/v2"
)

// redis is a Redis server of its own that keeps nothing on disk.
type redis struct {
	addr string
	cmd  *exec.Cmd // nil when it is down
}

func newRedis() (r *redis, err error) {
	for range 5 { // somebody else may have the port
		r = &redis{addr: net.JoinHostPort("127.0.0.1", strconv.Itoa(5000+rand.IntN(4000)))}
		if err = r.start(); err == nil {
			return r, nil
		}
	}
	return nil, err
}

func (r *redis) start() error {
	_, port, err := net.SplitHostPort(r.addr)
	if err != nil {
		return err
	}
	cmd := exec.Command("redis-server", "--port", port, "--bind", "127.0.0.1", "--save", "", "--appendonly", "no")
	cmd.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
	out, err := cmd.StdoutPipe()
	if err != nil {
		return err
	}
	if err := cmd.Start(); err != nil {
		return err
	}
	for lines := bufio.NewScanner(out); lines.Scan(); {
		if strings.Contains(lines.Text(), "eady to accept connections") {
			r.cmd = cmd
			return nil
		}
	}
	return errors.Join(errors.New("redis-server does not start"), cmd.Wait())
}

func (r *redis) kill() {
	if r.cmd != nil {
		_ = r.cmd.Process.Kill()
		_ = r.cmd.Wait() // it was killed
		r.cmd = nil
	}
}

// do sends one command as a line.
func (r *redis) do(command string) error {
	c, err := net.DialTimeout("tcp", r.addr, patience)
	if err != nil {
		return err
	}
	defer c.Close()
	if err := c.SetDeadline(time.Now().Add(patience)); err != nil {
		return err
	}
	if _, err := c.Write([]byte(command + "\r\n")); err != nil {
		return err
	}
	answer, err := bufio.NewReader(c).ReadString('\n')
	if err == nil && strings.HasPrefix(answer, "-") {
		err = fmt.Errorf("%s: %s", command, answer)
	}
	return err
}
