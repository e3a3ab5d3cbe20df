// Package redistest starts real Redis servers for tests, as children of the test,
// and lets a test do to them what happens to servers.
package redistest

import (
	"bufio"
	"net"
	"os"
	"os/exec"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"
)

// patience is how long a server may take to start, to stop or to answer.
const patience = 20 * time.Second

// Server is a Redis server on a free port of 127.0.0.1 with its data in a folder
// of the test. Its methods belong to the test's goroutine and fail the test.
type Server struct {
	Addr string // host:port
	URL  string // redis://host:port

	t         testing.TB
	dir       string
	kind      []string // what it is beside a server by itself
	encrypted bool
	child     *exec.Cmd // nil when stopped
	ended     chan struct{}
	output    []string // of the child; complete when ended is closed
}

// Start starts a server and waits until it takes connections. It is killed when
// the test ends.
func Start(t testing.TB) *Server {
	t.Helper()
	return begin(&Server{t: t, dir: t.TempDir()})
}

func begin(s *Server) *Server {
	t := s.t
	t.Helper()
	t.Cleanup(s.Kill)
	for range 5 { // somebody else may take the free port first
		s.Addr = freeAddr(t)
		if s.start() {
			s.URL = "redis://" + s.Addr
			return s
		}
	}
	t.Fatalf("redis-server does not start:\n%s", strings.Join(s.output, "\n"))
	return nil
}

func freeAddr(t testing.TB) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().String()
}

// start starts the child and reports whether it says that it is ready.
func (s *Server) start() bool {
	s.t.Helper()
	program, err := exec.LookPath("redis-server")
	if err != nil {
		s.t.Fatal("redis-server is missing: run deploy/setup")
	}
	host, port, _ := net.SplitHostPort(s.Addr)
	reached := []string{"--port", port}
	if s.encrypted {
		reached = []string{"--port", "0", "--tls-port", port}
	}
	s.child = exec.Command(program, slices.Concat(s.kind, reached, []string{"--bind", host, "--dir", s.dir,
		"--save", "", "--appendonly", "yes", "--appendfsync", "always"})...)
	s.child.SysProcAttr = childOf()
	out, err := s.child.StdoutPipe()
	if err != nil {
		s.t.Fatal(err)
	}
	if err := s.child.Start(); err != nil {
		s.t.Fatalf("start redis-server: %v", err)
	}
	ready := make(chan struct{})
	s.ended, s.output = make(chan struct{}), nil
	go func() {
		defer close(s.ended)
		for lines := bufio.NewScanner(out); lines.Scan(); {
			s.output = append(s.output, lines.Text())
			if strings.Contains(lines.Text(), "Ready to accept connections") || strings.Contains(lines.Text(), "Sentinel ID is") {
				close(ready)
			}
		}
		_ = s.child.Wait()
	}()
	select {
	case <-ready:
		return true
	case <-s.ended:
		s.child = nil
		return false
	case <-time.After(patience):
		s.Kill()
		return false
	}
}

// Stop asks the server to stop and waits until it has.
func (s *Server) Stop() { s.end(syscall.SIGTERM) }

// Kill kills the server and waits until it is gone.
func (s *Server) Kill() { s.end(os.Kill) }

func (s *Server) end(how os.Signal) {
	s.t.Helper()
	if s.child == nil {
		return
	}
	s.signal(how)
	select {
	case <-s.ended:
		s.child = nil
	case <-time.After(patience):
		s.t.Fatalf("redis-server does not stop on %v", how)
	}
}

// Restart starts the server again on the same port, after killing it if it runs.
func (s *Server) Restart() {
	s.t.Helper()
	s.Kill()
	if !s.start() {
		s.t.Fatalf("redis-server does not start again:\n%s", strings.Join(s.output, "\n"))
	}
}

// Freeze stops the server where it stands: connections stay, nothing is answered.
func (s *Server) Freeze() { s.signal(syscall.SIGSTOP) }

// Thaw lets a frozen server go on.
func (s *Server) Thaw() { s.signal(syscall.SIGCONT) }

func (s *Server) signal(sig os.Signal) {
	s.t.Helper()
	if err := s.child.Process.Signal(sig); err != nil {
		s.t.Fatalf("send %v to redis-server: %v", sig, err)
	}
}

// FlushAll removes everything the server keeps.
func (s *Server) FlushAll() { s.do("flushall") }

// KillPubSub drops the connection of every subscriber.
func (s *Server) KillPubSub() { s.do("client kill type pubsub") }

// do sends one command as a line and fails if it is answered with an error.
func (s *Server) do(command string) {
	s.t.Helper()
	if answer, err := s.ask(command); err != nil || strings.HasPrefix(answer, "-") {
		s.t.Fatalf("%s: redis says %q, %v", command, answer, err)
	}
}

// ask sends one command as a line and returns all lines of the answer that come at once.
func (s *Server) ask(command string) (string, error) {
	s.t.Helper()
	c, err := net.DialTimeout("tcp", s.Addr, patience)
	if err != nil {
		return "", err
	}
	defer c.Close()
	_ = c.SetDeadline(time.Now().Add(patience))
	if _, err := c.Write([]byte(command + "\r\n")); err != nil {
		return "", err
	}
	answer := make([]byte, 16<<10)
	n, err := c.Read(answer)
	return string(answer[:n]), err
}
