package upload_test

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"io"
	"log/slog"
	"math/rand/v2"
	"net"
	"net/http"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/go-chi/chi/v5"
	"github.com/google/uuid"

	"ringain/meetings"
	"ringain/meetings/files"
	"ringain/meetings/store"
	"ringain/notify/bus"
	"ringain/server/auth"
	"ringain/server/change"
	"ringain/server/upload"
)

// TestMain runs the tests or, when it is asked to, is a node that takes files in.
func TestMain(m *testing.M) {
	dir := os.Getenv("UPLOAD_TEST_CHILD")
	if dir == "" {
		os.Exit(m.Run())
	}
	if err := child(dir); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// child takes files in under a folder until it is killed. Where there is little room, no
// file of its disk grows past it.
func child(dir string) error {
	if room, err := strconv.ParseUint(os.Getenv("UPLOAD_TEST_ROOM"), 10, 64); err == nil {
		signal.Ignore(syscall.SIGXFSZ)
		if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &syscall.Rlimit{Cur: room, Max: room}); err != nil {
			return err
		}
	}
	log := slog.New(slog.NewTextHandler(os.Stderr, nil))
	s, err := store.Open(context.Background(), store.Options{Address: filepath.Join(dir, "ringain.db"), Log: log, Epoch: "one", Secret: []byte("secret"), Host: "moten.example"})
	if err != nil {
		return err
	}
	place, err := files.Open(os.Getenv("UPLOAD_TEST_PLACE"), filepath.Join(dir, "coming"))
	if err != nil {
		return err
	}
	newID := func() meetings.ID { return meetings.ID(uuid.NewString()) }
	c := change.New(change.Config{Store: s, Bus: bus.NewMemory(), Log: log, Now: time.Now, NewID: newID, Files: place, Limits: change.FileLimits{Each: 8 * megabyte}})
	r := chi.NewRouter()
	upload.New(upload.Config{Store: s, Change: c, Auth: auth.New(auth.Config{Keep: s, Secret: []byte("secret"), Now: time.Now, NewID: newID}), Files: place, Log: log,
		Refuse: func(rw http.ResponseWriter, _ *http.Request, err error) {
			http.Error(rw, err.Error(), http.StatusNotFound)
		}}).Routes(r)
	listener, err := (&net.ListenConfig{}).Listen(context.Background(), "tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	fmt.Println(listener.Addr())
	return (&http.Server{Handler: r, ReadHeaderTimeout: 3 * time.Second}).Serve(listener)
}

// process is a node as a process of its own, on a disk of its own.
type process struct {
	*world
	dir   string
	place string // for files
	cmd   *exec.Cmd
	base  string
}

// everyProcess runs a story on a folder and on a bucket, which stays when the node dies.
func everyProcess(t *testing.T, tell func(p *process)) {
	t.Run("folder", func(t *testing.T) {
		t.Parallel()
		dir := t.TempDir()
		tell(&process{world: &world{T: t}, dir: dir, place: filepath.Join(dir, "files")})
	})
	t.Run("bucket", func(t *testing.T) {
		t.Parallel()
		place, tr := newBucket(t)
		tell(&process{world: &world{T: t, trouble: tr}, dir: t.TempDir(), place: place})
	})
}

// left is how much is left of what was coming in, on the disk of the node and in the place.
func (p *process) left() int {
	p.Helper()
	left, err := os.ReadDir(filepath.Join(p.dir, "coming"))
	p.must(err)
	n, err := p.files.Sweep(p.Context(), time.Now().Add(time.Hour))
	p.must(err)
	return max(len(left), n)
}

// start starts it, with so much room for one file; 0 for as much as one likes.
func (p *process) start(room int) {
	p.Helper()
	p.cmd = exec.CommandContext(p.Context(), os.Args[0])
	p.cmd.Env = append(os.Environ(), "UPLOAD_TEST_CHILD="+p.dir, "UPLOAD_TEST_PLACE="+p.place)
	if room > 0 {
		p.cmd.Env = append(p.cmd.Env, "UPLOAD_TEST_ROOM="+strconv.Itoa(room))
	}
	p.cmd.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
	p.cmd.Stderr = p.Output()
	out, err := p.cmd.StdoutPipe()
	p.must(err)
	p.must(p.cmd.Start())
	line, err := bufio.NewReader(out).ReadString('\n')
	p.must(err)
	p.base = "http://" + strings.TrimSpace(line)
}

func (p *process) kill() {
	p.must(p.cmd.Process.Kill())
	_ = p.cmd.Wait() // it was killed
}

// ask asks the node; the answer has no response when the line broke.
func (p *process) ask(method, path string, body io.Reader, headers ...string) answer {
	p.Helper()
	r, err := http.NewRequestWithContext(p.Context(), method, p.base+path, body)
	p.must(err)
	r.Header.Set("Tus-Resumable", "1.0.0")
	for i := 0; i < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	res, err := http.DefaultClient.Do(r)
	if err != nil {
		return answer{}
	}
	defer res.Body.Close()
	text, err := io.ReadAll(res.Body)
	if err != nil {
		return answer{}
	}
	return answer{res, string(text)}
}

func (p *process) send(path string, at int, body io.Reader) answer {
	p.Helper()
	return p.ask(http.MethodPatch, path, body, "Upload-Offset", strconv.Itoa(at), "Content-Type", "application/offset+octet-stream")
}

// begin begins to send a.pdf.
func (p *process) begin(size int) string {
	p.Helper()
	a := p.ask(http.MethodPost, "/filer/nya", nil, "Upload-Length", strconv.Itoa(size), "Upload-Metadata", "filename YS5wZGY=")
	if a.Response == nil || a.StatusCode != http.StatusCreated {
		p.Fatalf("%+v", a)
	}
	return a.Header.Get("Location")
}

func (p *process) has(path string) int {
	p.Helper()
	a := p.ask(http.MethodHead, path, nil)
	if a.Response == nil || a.StatusCode != http.StatusOK {
		p.Fatalf("%+v", a)
	}
	n, err := strconv.Atoi(a.Header.Get("Upload-Offset"))
	p.must(err)
	return n
}

// wholeFiles are the files in their place by hash; each has the content of its hash, and
// everything that is known to be a file is there.
func (p *process) wholeFiles() map[string]bool {
	p.Helper()
	place, err := files.Open(p.place, filepath.Join(p.dir, "coming"))
	p.must(err)
	p.files = place
	there := map[string]bool{}
	p.must(place.Each(p.Context(), func(h files.Hash, _ int64, _ time.Time) error {
		there[string(h)] = true
		return nil
	}))
	p.count()
	return there
}

// cutAt kills the node once so many bytes of what is sent have been read.
type cutAt struct {
	io.Reader
	left int
	kill func()
}

func (c *cutAt) Read(b []byte) (int, error) {
	if c.left <= 0 {
		c.kill()
		return 0, io.ErrUnexpectedEOF
	}
	n, err := c.Reader.Read(b[:min(len(b), c.left)])
	c.left -= n
	return n, err
}

func TestANodeThatIsKilledAtAnyByteHasWholeFilesAndNothingElse(t *testing.T) {
	everyProcess(t, killedAtAnyByte)
}

func killedAtAnyByte(p *process) {
	t := p.T
	p.start(0)
	want := map[string]bool{}
	for round := range 8 {
		content := pdf(300_000 + round)
		path := p.begin(len(content))
		acknowledged := 0
		for kills := 0; ; {
			at := p.has(path)
			if at < acknowledged {
				t.Fatalf("%d were acknowledged, and it has %d", acknowledged, at)
			}
			rest := bytes.NewReader(content[at:])
			if kills++; kills <= 2 {
				p.send(path, at, &cutAt{io.LimitReader(rest, int64(len(content)-at)), rand.IntN(len(content) - at + 1), p.kill})
				p.start(0)
				continue
			}
			if rand.IntN(2) == 0 { // it dies at any moment of what it does last
				it := p.cmd.Process
				time.AfterFunc(time.Duration(rand.IntN(12))*time.Millisecond, func() { _ = it.Kill() }) // or it is gone already
			}
			a := p.send(path, at, rest)
			if a.Response == nil {
				_ = p.cmd.Wait()
				p.start(0)
				continue
			}
			if a.StatusCode != http.StatusNoContent {
				t.Fatalf("%d %s", a.StatusCode, a.body)
			}
			want[hashOf(content)] = true
			p.kill()
			if !p.wholeFiles()[hashOf(content)] {
				t.Fatal("what was acknowledged is not there")
			}
			p.start(0)
			break
		}
	}
	p.kill()
	if got := p.wholeFiles(); len(got) != len(want) {
		t.Errorf("%d files, want %d", len(got), len(want))
	}
	p.left() // is removed
	if n := p.left(); n != 0 {
		t.Errorf("%d are left", n)
	}
}

func TestAFullDiskIsToldOfAndKeepsNothingByHalves(t *testing.T) {
	everyProcess(t, fullDisk)
}

func fullDisk(p *process) {
	t := p.T
	p.start(0)
	content := pdf(3 * megabyte)
	path := p.begin(len(content))
	p.kill()
	p.start(2 * megabyte)
	full := func(at int) {
		t.Helper()
		a := p.send(path, at, bytes.NewReader(content[at:]))
		if a.Response == nil || a.StatusCode != http.StatusServiceUnavailable || !strings.Contains(a.body, "kunde inte sparas") {
			t.Fatalf("at %d: %+v", at, a)
		}
		if got := p.has(path); got != at {
			t.Fatalf("it has %d, and was sent %d", got, at)
		}
		if left, err := os.ReadDir(filepath.Join(p.dir, "coming")); err != nil || len(left) != 0 {
			t.Fatalf("%d are left: %v", len(left), err)
		}
	}
	full(0) // the part does not fit
	for at := 0; at < len(content); at += megabyte {
		part := io.Reader(bytes.NewReader(content[at : at+megabyte]))
		if a := p.send(path, at, part); at+megabyte < len(content) && (a.Response == nil || a.StatusCode != http.StatusNoContent) {
			t.Fatalf("%+v", a)
		}
	}
	full(len(content)) // its parts do, and the whole does not
	if got := p.wholeFiles(); len(got) != 0 {
		t.Errorf("%d files", len(got))
	}
	p.kill()
	p.start(0) // there is room again
	if a := p.send(path, len(content), http.NoBody); a.Response == nil || a.StatusCode != http.StatusNoContent {
		t.Fatalf("%+v", a)
	}
	if !p.wholeFiles()[hashOf(content)] {
		t.Error("the file is not there")
	}
	p.kill()
}
