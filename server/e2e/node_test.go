package e2e_test

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
)

// patience is how long anything that must happen may take, on a slow machine.
const patience = 20 * time.Second

// program returns where the program is: the one that RINGAIN_PROGRAM names, such as
// one built to find races, or else one that is built here, once.
var program = sync.OnceValues(func() (string, error) {
	if name := os.Getenv("RINGAIN_PROGRAM"); name != "" {
		return name, nil
	}
	dir, err := os.MkdirTemp("", "ringain-e2e-")
	if err != nil {
		return "", err
	}
	name := filepath.Join(dir, "ringain")
	if out, err := exec.Command("go", "build", "-o", name, "ringain/server").CombinedOutput(); err != nil {
		return name, fmt.Errorf("go build: %w: %s", err, out)
	}
	return name, nil
})

// TestMain builds the program before the tests and removes it after them.
func TestMain(m *testing.M) {
	name, err := program()
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	code := m.Run()
	if name != os.Getenv("RINGAIN_PROGRAM") {
		_ = os.RemoveAll(filepath.Dir(name)) // what is left is in the folder for temporary files
	}
	os.Exit(code)
}

// node is one process of the program, with an address for life. Its methods
// belong to one goroutine and fail the test.
type node struct {
	t    testing.TB
	name string
	args []string
	addr string // host:port
	base string // http:// and addr

	child *exec.Cmd   // nil when it is down
	links chan string // the link for the first organiser, once it is printed

	lastLink string        // the link that was taken from links
	ended    chan struct{} // closed when err holds how the child ended
	err      error
	log      *record
}

// newNode starts a node with the settings given, and waits until it is ready.
func newNode(t testing.TB, name string, settings ...string) *node {
	t.Helper()
	n := &node{t: t, name: name, args: settings, log: &record{}}
	t.Cleanup(n.tidy)
	for range 5 { // somebody else may have the port
		// Below the ports of outgoing connections, so that none takes it while the node is down.
		n.addr = fmt.Sprintf("127.0.0.1:%d", 10000+rand.IntN(5000))
		n.base = "http://" + n.addr
		if n.run() {
			return n
		}
	}
	t.Fatalf("node %s does not start:\n%s", name, n.log)
	return nil
}

// start starts the node again at the same address.
func (n *node) start() {
	n.t.Helper()
	if !n.run() {
		n.t.Fatalf("node %s does not start again: %v", n.name, n.err)
	}
}

// run starts the process and reports whether it says that it is ready.
func (n *node) run() bool {
	n.t.Helper()
	n.child = n.command("serve", append([]string{"--addr", n.addr}, n.args...)...)
	out, err := n.child.StdoutPipe()
	if err != nil {
		n.t.Fatal(err)
	}
	n.child.Stderr = n.log
	if err := n.child.Start(); err != nil {
		n.t.Fatalf("start node %s: %v", n.name, err)
	}
	ready, ended, links := make(chan struct{}), make(chan struct{}), make(chan string, 1)
	n.ended, n.links = ended, links
	go func(child *exec.Cmd) {
		defer close(ended)
		for lines := bufio.NewScanner(out); lines.Scan(); {
			if strings.HasPrefix(lines.Text(), "ringain is ready at ") {
				close(ready)
			}
			if _, link, ok := strings.Cut(lines.Text(), "24 hours: "); ok {
				links <- link
			}
		}
		n.err = child.Wait()
	}(n.child)
	select {
	case <-ready:
		return true
	case <-ended:
		n.child = nil
	case <-time.After(patience):
		n.end(os.Kill)
	}
	return false
}

// printedLink returns the link that the node printed for the first organiser.
func (n *node) printedLink() string {
	n.t.Helper()
	select {
	case n.lastLink = <-n.links:
		return n.lastLink
	case <-time.After(patience):
		n.t.Fatalf("node %s printed no link, or it was used", n.name)
		return ""
	}
}

// command is the program with a command that dies with the test.
func (n *node) command(what string, args ...string) *exec.Cmd {
	n.t.Helper()
	name, err := program()
	if err != nil {
		n.t.Fatal(err)
	}
	c := exec.Command(name, append([]string{what}, args...)...)
	c.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
	return c
}

// makeLink has ringain link make a link for one more organiser.
func (n *node) makeLink() string {
	n.t.Helper()
	var settings []string
	for i := 0; i < len(n.args); i++ {
		if n.args[i] == "--data" || n.args[i] == "--database" {
			settings = append(settings, n.args[i], n.args[i+1])
		}
	}
	c := n.command("link", append([]string{"--new", "--addr", n.addr}, settings...)...)
	c.Stderr = n.log
	out, err := c.Output()
	if err != nil || !strings.HasPrefix(string(out), n.base+"/in/") {
		n.t.Fatalf("ringain link wrote %q, %v\n%s", out, err, n.log)
	}
	return strings.TrimSpace(string(out))
}

func (n *node) kill() { n.t.Helper(); n.end(os.Kill) }

// stop asks the node to stop and returns how long it took. It wants an orderly end.
func (n *node) stop() time.Duration {
	n.t.Helper()
	began := time.Now()
	n.end(syscall.SIGTERM)
	if n.err != nil {
		n.t.Errorf("node %s did not stop in order: %v", n.name, n.err)
	}
	return time.Since(began)
}

// end sends a signal and waits until the process is gone.
func (n *node) end(how os.Signal) {
	n.t.Helper()
	if n.child == nil {
		return
	}
	n.signal(how)
	select {
	case <-n.ended:
	case <-time.After(patience):
		n.t.Errorf("node %s does not end on %v", n.name, how)
		_ = n.child.Process.Kill() // if it has ended now, the better
		<-n.ended
	}
	n.child = nil
}

func (n *node) signal(sig os.Signal) {
	n.t.Helper()
	if err := n.child.Process.Signal(sig); err != nil && !errors.Is(err, os.ErrProcessDone) {
		n.t.Errorf("send %v to node %s: %v", sig, n.name, err)
	}
}

// tidy ends the process with the test, and shows its log when the test failed. A
// panic or a race in a node is a failure whatever it led to.
func (n *node) tidy() {
	n.kill()
	for _, bad := range []string{"panicked", "panic: ", "DATA RACE"} {
		if at := strings.Index(n.log.String(), bad); at >= 0 {
			n.t.Errorf("node %s: %.4000s", n.name, n.log.String()[at:])
		}
	}
	if n.t.Failed() {
		n.t.Logf("the log of node %s:\n%s", n.name, n.log.tail(60))
	}
}

// body asks for a path, as somebody without cookies, and returns the whole answer.
func (n *node) body(ctx context.Context, path string, header http.Header) (status int, body []byte, err error) {
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, n.base+path, nil)
	if err != nil {
		return 0, nil, err
	}
	for k, v := range header {
		r.Header[k] = v
	}
	answer, err := http.DefaultTransport.RoundTrip(r)
	if err != nil {
		return 0, nil, err
	}
	defer answer.Body.Close()
	body, err = io.ReadAll(answer.Body)
	return answer.StatusCode, body, err
}

// record is what a process has written.
type record struct {
	mu   sync.Mutex
	text []byte
}

func (r *record) Write(p []byte) (int, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.text = append(r.text, p...)
	return len(p), nil
}

func (r *record) String() string {
	r.mu.Lock()
	defer r.mu.Unlock()
	return string(r.text)
}

// tail returns the last lines.
func (r *record) tail(lines int) string {
	all := strings.SplitAfter(r.String(), "\n")
	return strings.Join(all[max(0, len(all)-lines-1):], "")
}
