package node

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"log/slog"
	"math/rand/v2"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"ringain/meetings/store/postgrestest"
)

// running is a node that runs until it is stopped.
type running struct {
	t     *testing.T
	base  string
	ready chan struct{}
	stop  func()
}

func runNode(t *testing.T, addr string, settings ...string) *running {
	t.Helper()
	c, err := ReadConfig("serve", append([]string{"--addr", addr}, settings...), func(string) (string, bool) { return "", false })
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	from, to := io.Pipe()
	r, ended := &running{t: t, base: "http://" + addr, ready: make(chan struct{})}, make(chan error, 1)
	go func() {
		ended <- Run(ctx, c, to, slog.New(slog.NewTextHandler(t.Output(), nil)))
		to.Close()
	}()
	go func() {
		for lines := bufio.NewScanner(from); lines.Scan(); {
			if strings.HasPrefix(lines.Text(), "ringain is ready at ") {
				close(r.ready)
			}
		}
	}()
	r.stop = func() {
		cancel()
		if err := <-ended; err != nil {
			t.Error(err)
		}
		ended <- nil // it may be stopped twice
	}
	t.Cleanup(r.stop)
	return r
}

func (r *running) waitReady() {
	r.t.Helper()
	select {
	case <-r.ready:
	case <-time.After(time.Minute):
		r.t.Fatal("the node does not get ready")
	}
}

// freeAddress is one that nobody listens at, below the ports of outgoing connections.
func freeAddress(t *testing.T) string {
	t.Helper()
	for range 20 {
		if l, err := net.Listen("tcp", fmt.Sprintf("127.0.0.1:%d", 10000+rand.IntN(5000))); err == nil {
			defer l.Close()
			return l.Addr().String()
		}
	}
	t.Fatal("every port is taken")
	return ""
}

// get asks for a path until somebody listens.
func (r *running) get(path, has string) *http.Response {
	r.t.Helper()
	for deadline := time.Now().Add(time.Minute); ; {
		q, err := http.NewRequestWithContext(r.t.Context(), http.MethodGet, r.base+path, nil)
		if err != nil {
			r.t.Fatal(err)
		}
		q.Header.Set("If-None-Match", has)
		a, err := http.DefaultClient.Do(q)
		if err == nil {
			io.Copy(io.Discard, a.Body)
			a.Body.Close()
			return a
		}
		if time.Now().After(deadline) {
			r.t.Fatal(err)
		}
	}
}

func TestANodeThatStartsWithoutDatabaseServesCalendarsUntilThereIsOne(t *testing.T) {
	server := postgrestest.Start(t)
	addr := freeAddress(t)
	settings := []string{"--data", t.TempDir(), "--database", server.URL(), "--origin", "https://moten.example.org"}

	n := runNode(t, addr, append(settings, "--sample")...)
	n.waitReady()
	tag := n.get("/alla.ics", "").Header.Get("ETag")
	n.stop()
	if err := server.Kill(); err != nil {
		t.Fatal(err)
	}

	n = runNode(t, addr, settings...)
	for path, want := range map[string]int{"/alla.ics": 304, "/en/alla.ics": 200, "/moten": 503, "/readyz": 503, "/healthz": 200, "/robots.txt": 200} {
		if a := n.get(path, tag); a.StatusCode != want {
			t.Errorf("without database %s answers %d, want %d", path, a.StatusCode, want)
		}
	}
	select {
	case <-n.ready:
		t.Error("the node says that it is ready")
	default:
	}
	if err := server.Restart(); err != nil {
		t.Fatal(err)
	}
	n.waitReady()
	for path, want := range map[string]int{"/alla.ics": 304, "/moten": 200, "/readyz": 200} {
		if a := n.get(path, tag); a.StatusCode != want {
			t.Errorf("with a database again %s answers %d, want %d", path, a.StatusCode, want)
		}
	}
	n.stop()
}

func TestADatabaseFileThatIsGoneIsNotBegunAnew(t *testing.T) {
	addr, data, away := freeAddress(t), t.TempDir(), filepath.Join(t.TempDir(), "ringain.db")
	settings := []string{"--data", data, "--origin", "https://moten.example.org"}
	n := runNode(t, addr, append(settings, "--sample")...)
	n.waitReady()
	tag := n.get("/alla.ics", "").Header.Get("ETag")
	n.stop()
	move := func(from, to string) {
		if err := os.Rename(from, to); err != nil {
			t.Fatal(err)
		}
	}
	move(filepath.Join(data, "ringain.db"), away)
	n = runNode(t, addr, settings...)
	if a := n.get("/alla.ics", tag); a.StatusCode != http.StatusNotModified {
		t.Errorf("without database the calendar answers %d", a.StatusCode)
	}
	move(away, filepath.Join(data, "ringain.db"))
	n.waitReady()
	if a := n.get("/alla.ics", tag); a.StatusCode != http.StatusNotModified {
		t.Errorf("with the database again the calendar answers %d", a.StatusCode)
	}
}

func TestANodeThatIsStoppedWhileItWaitsForADatabaseEnds(t *testing.T) {
	c := []string{"--data", t.TempDir(), "--origin", "https://moten.example.org"}
	addr := freeAddress(t)
	n := runNode(t, addr, append(c, "--sample")...)
	n.waitReady()
	n.get("/alla.ics", "") // a calendar that nobody has seen is not kept for a start without database
	n.stop()
	n = runNode(t, addr, append(c, "--database", "postgres://nobody@127.0.0.1:1/none")...)
	n.stop()
}
