package main

import (
	"bufio"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"runtime/pprof"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// process is one of the servers, in a process of its own.
type process struct {
	cmd     *exec.Cmd
	data    string
	address string
	link    string // by which an organiser signs in; ringain's alone
}

// startProcess starts this program once more, to be one of the servers, with settings
// in its environment.
func startProcess(be string, settings ...string) (p *process, err error) {
	p = &process{}
	if p.data, err = os.MkdirTemp("", "ringain-bench-"); err != nil {
		return nil, err
	}
	self, err := os.Executable()
	if err != nil {
		return nil, err
	}
	p.cmd = exec.Command(self)
	p.cmd.Env = append(append(os.Environ(), "BENCH_DATA="+p.data, "BENCH_BE="+be), settings...)
	p.cmd.Stderr = os.Stderr
	p.cmd.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
	out, err := p.cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := p.cmd.Start(); err != nil {
		return nil, err
	}
	lines := bufio.NewScanner(out)
	for lines.Scan() {
		at := lines.Text()[strings.LastIndex(lines.Text(), " ")+1:]
		if p.address == "" {
			p.address = at
			if !strings.HasPrefix(be, "ringain") {
				return p, nil
			}
			continue
		}
		p.link = at
		return p, nil
	}
	return nil, errors.Join(fmt.Errorf("%s did not start", be), p.stop())
}

func (p *process) stop() error {
	err := p.cmd.Process.Signal(syscall.SIGTERM)
	return errors.Join(err, p.cmd.Wait(), os.RemoveAll(p.data))
}

// stopAll stops what was started last first.
func stopAll(all []*process) (err error) {
	for _, p := range slices.Backward(all) {
		err = errors.Join(err, p.stop())
	}
	return err
}

// cpu returns the processor time used so far: fields 14 and 15 of proc(5) stat, in
// hundredths of a second.
func (p *process) cpu() time.Duration {
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", p.cmd.Process.Pid))
	if err != nil {
		return 0
	}
	fields := strings.Fields(string(text[strings.LastIndex(string(text), ")")+1:]))
	var ticks int64
	for _, f := range fields[11:13] {
		n, err := strconv.ParseInt(f, 10, 64)
		if err != nil {
			return 0
		}
		ticks += n
	}
	return time.Duration(ticks) * 10 * time.Millisecond
}

// memory returns the resident memory now, in bytes: VmRSS of proc(5) status.
func (p *process) memory() int64 {
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", p.cmd.Process.Pid))
	if err != nil {
		return 0
	}
	_, rest, _ := strings.Cut(string(text), "VmRSS:")
	var kb int64
	fmt.Sscanf(rest, "%d kB", &kb)
	return kb << 10
}

// profile leaves a profile of the processor time from when it is asked for by a signal,
// and of the heap at the end, beside each other under a name with this process's number;
// none without a name.
func profile(name string) (stop func(), err error) {
	if name == "" {
		return func() {}, nil
	}
	name = fmt.Sprintf("%s-%d", name, os.Getpid())
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		return nil, err
	}
	cpu, err := os.Create(name + ".cpu.pprof")
	if err != nil {
		return nil, err
	}
	heap, err := os.Create(name + ".heap.pprof")
	if err != nil {
		return nil, err
	}
	begin, over := make(chan os.Signal, 1), make(chan struct{})
	signal.Notify(begin, syscall.SIGUSR1)
	go func() {
		defer close(over)
		if _, begun := <-begin; begun {
			err = pprof.StartCPUProfile(cpu)
		}
	}()
	return func() {
		signal.Stop(begin)
		close(begin)
		<-over
		pprof.StopCPUProfile()
		if err := errors.Join(err, cpu.Close(), pprof.WriteHeapProfile(heap), heap.Close()); err != nil {
			fmt.Fprintln(os.Stderr, "bench: the profile:", err)
		}
	}, nil
}
