package main

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"os"
	"slices"
	"strconv"
	"sync"
	"time"
)

// polling is calendar apps that each ask for a theme's calendar once.
type polling struct{ subscribers int }

const polledFeed = "/tema/psykisk-halsa-i-kristid.ics"

// pollings are how apps ask: whether they say what they have, take gzip, and come on a
// connection that was used before.
var pollings = []struct {
	name        string
	same, gzip  bool
	connectEach bool
}{
	{name: "304", same: true},
	{name: "200 gzip", gzip: true},
	{name: "200 plain"},
	{name: "304, each on a new connection", same: true, connectEach: true},
}

func figurePolls(name string) string    { return name + ": requests a second" }
func figurePollCPU(name string) string  { return name + ": CPU, µs each" }
func figurePollP99(name string) string  { return name + ": p99 ms" }
func figurePollSize(name string) string { return name + ": bytes" }

// bareFile is a handler that writes what the product answers, and does nothing else.
const bareFile = "bare handler"

// run measures one server by name, once.
func (p polling) run(ctx context.Context, name string) (figures, error) {
	s, err := startRingain(ctx, product, setting{})
	if err != nil {
		return nil, err
	}
	defer s.stop()
	server := s.nodes[0]
	if name == bareFile {
		if server, err = startProcess(bareFile, "BENCH_ORIGIN="+server.address); err != nil {
			return nil, err
		}
		defer server.stop()
	}
	a, err := newAsker(server.address)
	if err != nil {
		return nil, err
	}
	defer a.close()
	of := figures{}
	for _, kind := range pollings {
		head := ""
		if kind.gzip {
			head += "Accept-Encoding: gzip\r\n"
		}
		if kind.same {
			first, err := a.ask(request(http.MethodGet, server.address, polledFeed, head, ""), false)
			if err != nil {
				return nil, err
			}
			head += "If-None-Match: " + first.tag + "\r\n"
		}
		request := request(http.MethodGet, server.address, polledFeed, head, "")
		cpu, began := server.cpu(), time.Now()
		took, size, err := p.poll(server, request, kind.connectEach)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", kind.name, err)
		}
		of[figurePolls(kind.name)] = float64(p.subscribers) / time.Since(began).Seconds()
		of[figurePollCPU(kind.name)] = (server.cpu() - cpu).Seconds() * 1e6 / float64(p.subscribers)
		of[figurePollP99(kind.name)] = part(took, 99)
		of[figurePollSize(kind.name)] = float64(size)
	}
	return of, nil
}

// poll has every subscriber ask once, eight at a time.
func (p polling) poll(server *process, request []byte, connectEach bool) (took []time.Duration, size int64, err error) {
	const atOnce = 8
	var mu sync.Mutex
	err = together(atOnce, atOnce, func(k int) error {
		var mine []time.Duration
		a := &asker{}
		defer func() { a.close() }()
		for i := range p.subscribers / atOnce {
			began := time.Now()
			if a.conn == nil || connectEach {
				a.close()
				// Each port of an address is free again only after a while.
				from := &net.TCPAddr{IP: net.IPv4(127, 0, byte(1+k), byte(1+i/5000))}
				if err := a.connect(server.address, from); err != nil {
					return err
				}
			}
			got, err := a.ask(request, false)
			if err != nil || got.status != http.StatusOK && got.status != http.StatusNotModified {
				return fmt.Errorf("answered with %d: %w", got.status, err)
			}
			size = got.size
			mine = append(mine, time.Since(began))
		}
		mu.Lock()
		defer mu.Unlock()
		took = append(took, mine...)
		return nil
	})
	slices.Sort(took)
	return took, size, err
}

// beFile answers with what the product at BENCH_ORIGIN answers, kept before.
func beFile(ctx context.Context) error {
	a, err := newAsker(os.Getenv("BENCH_ORIGIN"))
	if err != nil {
		return err
	}
	defer a.close()
	forms := map[bool]answer{}
	for _, gzip := range []bool{false, true} {
		head := ""
		if gzip {
			head = "Accept-Encoding: gzip\r\n"
		}
		if forms[gzip], err = a.ask(request(http.MethodGet, os.Getenv("BENCH_ORIGIN"), polledFeed, head, ""), true); err != nil {
			return err
		}
	}
	return beServer(ctx, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		form := forms[r.Header.Get("Accept-Encoding") == "gzip"]
		h := w.Header()
		for _, field := range form.fields {
			h.Set(field[0], field[1])
		}
		if r.Header.Get("If-None-Match") == form.tag {
			h.Del("Content-Length")
			w.WriteHeader(http.StatusNotModified)
			return
		}
		h.Set("Content-Length", strconv.Itoa(len(form.body)))
		w.Write(form.body)
	}))
}
