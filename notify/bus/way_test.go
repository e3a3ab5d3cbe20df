package bus_test

import (
	"crypto/tls"
	"io"
	"net"
	"sync"
	"testing"
)

// way is a way to a server that can be cut: then connections break and no new
// ones come through.
type way struct {
	addr   string
	server string

	mu    sync.Mutex
	isCut bool
	conns []net.Conn
	all   sync.WaitGroup
}

// openWay opens a way to the server at addr, encrypted as far as the way goes if
// secure is given. It is closed when the test ends.
func openWay(t *testing.T, addr string, secure *tls.Config) *way {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	if secure != nil {
		l = tls.NewListener(l, secure)
	}
	w := &way{addr: l.Addr().String(), server: addr}
	w.all.Go(func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			w.carry(c)
		}
	})
	t.Cleanup(func() {
		l.Close()
		w.cut()
		w.all.Wait()
	})
	return w
}

// carry connects c with the server.
func (w *way) carry(c net.Conn) {
	s, err := net.Dial("tcp", w.server)
	if err != nil {
		c.Close()
		return
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.isCut {
		c.Close()
		s.Close()
		return
	}
	w.conns = append(w.conns, c, s)
	pass := func(to, from net.Conn) {
		_, _ = io.Copy(to, from)
		to.Close()
	}
	w.all.Go(func() { pass(c, s) })
	w.all.Go(func() { pass(s, c) })
}

func (w *way) cut() {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.isCut = true
	for _, c := range w.conns {
		c.Close()
	}
	w.conns = nil
}

func (w *way) mend() {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.isCut = false
}
