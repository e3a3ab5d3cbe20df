package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"os/exec"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"time"

	"ringain/server/wire"
)

// attackers is a process of those who mean ill. They come from elsewhere: what they do
// themselves is to take no time from those who are measured, so it is done only when
// nobody else has anything to do.
type attackers struct {
	cmd    *exec.Cmd
	orders io.Closer // they go on until it is closed
	report io.Reader
}

// orders are what they are told.
type orders struct {
	Attack  string
	Address string
	People  []string // the cookie of each
}

// deeds is what they tell at the end.
type deeds struct {
	Tried, Most int64
	Stayed      time.Duration
}

// sendAttackers has some of the people attack, from the first of them on.
func sendAttackers(s *server, attack string, first, atOnce int) (*attackers, error) {
	of := orders{Attack: attack, Address: s.nodes[0].address}
	for i := range atOnce {
		of.People = append(of.People, s.cookie(first+i))
	}
	body, err := json.Marshal(of)
	if err != nil {
		return nil, err
	}
	self, err := os.Executable()
	if err != nil {
		return nil, err
	}
	a := &attackers{cmd: exec.Command(self)}
	a.cmd.Env = append(os.Environ(), "BENCH_BE=attackers")
	a.cmd.Stderr = os.Stderr
	a.cmd.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
	in, err := a.cmd.StdinPipe()
	if err != nil {
		return nil, err
	}
	if a.report, err = a.cmd.StdoutPipe(); err != nil {
		return nil, err
	}
	if err := a.cmd.Start(); err != nil {
		return nil, err
	}
	a.orders = in
	_, err = in.Write(append(body, '\n'))
	return a, err
}

// end has them stop, and tells what they did.
func (a *attackers) end() (d deeds, err error) {
	err = a.orders.Close()
	return d, errors.Join(err, json.NewDecoder(a.report).Decode(&d), a.cmd.Wait())
}

// beAttackers attacks as it is told on standard input, until that ends.
func beAttackers(ctx context.Context) error {
	const last = 19 // behind everybody else: setpriority(2)
	if err := syscall.Setpriority(syscall.PRIO_PROCESS, 0, last); err != nil {
		return err
	}
	told := json.NewDecoder(os.Stdin)
	var of orders
	if err := told.Decode(&of); err != nil {
		return fmt.Errorf("orders: %w", err)
	}
	r := &ringain{server: &server{nodes: []*process{{address: of.Address}}}, meetings: []string{firstMeeting},
		people: of.People, askers: []chan *asker{make(chan *asker, 1<<10)}}
	r.request, r.hello = r.socketOf, r.greeting(wire.Position{})
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	go func() {
		_ = told.Decode(&of) // nothing more comes: it is the end
		stop()
	}()
	w := &war{}
	w.run(ctx, r.server, len(of.People), attacks[of.Attack].do)
	return json.NewEncoder(os.Stdout).Encode(deeds{w.tried.Load(), w.most.Load(), time.Duration(w.stayed.Load())})
}

// war is some who mean ill, over and over.
type war struct {
	tried, there, most, stayed atomic.Int64
}

// run goes on until ctx ends.
func (w *war) run(ctx context.Context, s *server, atOnce int, do func(*attacker) error) {
	var all sync.WaitGroup
	for i := range atOnce {
		all.Go(func() {
			for ctx.Err() == nil {
				w.once(&attacker{s: s, who: i, ctx: ctx}, do)
			}
		})
	}
	all.Wait()
}

// once has one of them come, and stay as long as they may.
func (w *war) once(a *attacker, do func(*attacker) error) {
	conn, err := net.Dial("tcp", strings.TrimPrefix(a.s.nodes[0].address, "http://"))
	if err != nil {
		time.Sleep(100 * time.Millisecond)
		return
	}
	defer conn.Close()
	defer context.AfterFunc(a.ctx, func() { conn.Close() })()
	a.conn = conn
	w.tried.Add(1)
	raise(&w.most, w.there.Add(1))
	began := time.Now()
	do(a) // ends with an error, in one way or another: the other side does not want it
	w.there.Add(-1)
	raise(&w.stayed, int64(time.Since(began)))
}

// raise has a figure be at least so much.
func raise(figure *atomic.Int64, least int64) {
	for now := figure.Load(); now < least && !figure.CompareAndSwap(now, least); now = figure.Load() {
	}
}
