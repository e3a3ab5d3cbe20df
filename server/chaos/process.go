package main

import (
	"bufio"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"time"
)

// patience is how long anything that must happen may take, on a slow machine.
const patience = time.Minute

// process is one node: a process of the program, with an address for life.
type process struct {
	name    string
	program string
	env     []string
	args    []string // settings
	addr    string   // host:port
	base    string   // http:// and addr

	cmd         *exec.Cmd
	ended       chan struct{} // closed when the process is gone
	log         tail
	lives       atomic.Int64  // raised whenever it is harmed, and when it is well again
	longestStop time.Duration // in order

	well atomic.Bool // nothing is done to it just now
}

func newProcess(name, program string, env []string, args ...string) (*process, error) {
	p := &process{name: name, program: program, env: env, args: args}
	var err error
	for range 5 { // somebody else may have the port
		// Below the ports of outgoing connections, so that none takes it while the node is down.
		p.addr = fmt.Sprintf("127.0.0.1:%d", 10000+rand.IntN(5000))
		p.base = "http://" + p.addr
		if err = p.start(); err == nil {
			return p, nil
		}
	}
	return nil, err
}

// start starts the process and waits until it is ready.
func (p *process) start() error {
	p.cmd = p.command("serve", append([]string{"--addr", p.addr}, p.args...)...)
	out, err := p.cmd.StdoutPipe()
	if err != nil {
		return err
	}
	p.cmd.Stderr = &p.log
	if err := p.cmd.Start(); err != nil {
		return err
	}
	ready, ended := make(chan struct{}), make(chan struct{})
	p.ended = ended
	go func(cmd *exec.Cmd) {
		defer close(ended)
		for lines := bufio.NewScanner(out); lines.Scan(); {
			if strings.HasPrefix(lines.Text(), "ringain is ready at ") {
				close(ready)
			}
		}
		_ = cmd.Wait() // how it ended is what was done to it
	}(p.cmd)
	select {
	case <-ready:
		p.isWell()
		return nil
	case <-ended:
		return fmt.Errorf("node %s ended before it was ready:\n%s", p.name, &p.log)
	case <-time.After(patience):
		p.end(os.Kill)
		return fmt.Errorf("node %s is not ready after %v:\n%s", p.name, patience, &p.log)
	}
}

// command is the program with a command, which dies with this process.
func (p *process) command(what string, args ...string) *exec.Cmd {
	cmd := exec.Command(p.program, append([]string{what}, args...)...)
	cmd.Env = append(os.Environ(), p.env...)
	cmd.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
	return cmd
}

// harmed says that something is done to the node, isWell that it is over.
func (p *process) harmed() { p.well.Store(false); p.lives.Add(1) }
func (p *process) isWell() { p.lives.Add(1); p.well.Store(true) }

// end sends a signal and waits until the process is gone.
func (p *process) end(how os.Signal) {
	p.harmed()
	_ = p.cmd.Process.Signal(how) // it may have ended by itself
	select {
	case <-p.ended:
	case <-time.After(patience):
		_ = p.cmd.Process.Kill()
		<-p.ended
	}
}

// restart has the node stop in order, and starts it anew.
func (p *process) restart() error { return p.restartAs(p.program) }

// restartAs is restart, as another program.
func (p *process) restartAs(program string) error {
	since := time.Now()
	p.end(syscall.SIGTERM)
	p.longestStop = max(p.longestStop, time.Since(since))
	if code := p.cmd.ProcessState.ExitCode(); code != 0 {
		return fmt.Errorf("node %s did not stop in order, but with %d:\n%s", p.name, code, &p.log)
	}
	p.program = program
	return p.start()
}

func (p *process) signal(sig os.Signal) error {
	if err := p.cmd.Process.Signal(sig); err != nil && !errors.Is(err, os.ErrProcessDone) {
		return err
	}
	return nil
}

// bad is what the log tells that must never be: a panic.
func (p *process) bad() string {
	text := p.log.String()
	for _, word := range []string{"panicked", "panic: ", "DATA RACE"} {
		if at := strings.Index(text, word); at >= 0 {
			return text[at:min(at+2000, len(text))]
		}
	}
	return ""
}

// tail is the last of what a process has written.
type tail struct {
	mu   sync.Mutex
	text []byte
}

const tailSize = 256 << 10 // bytes

func (t *tail) Write(b []byte) (int, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.text = append(t.text, b...)
	if extra := len(t.text) - tailSize; extra > tailSize {
		t.text = append([]byte(nil), t.text[extra:]...)
	}
	return len(b), nil
}

func (t *tail) String() string {
	t.mu.Lock()
	defer t.mu.Unlock()
	return string(t.text[max(0, len(t.text)-tailSize):])
}
