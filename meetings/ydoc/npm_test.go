package ydoc_test

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"syscall"
	"testing"
)

// session is what testdata/sessions.mjs made with npm yjs: what people did, as the
// server gets it, and how it must end.
type session struct {
	Seed       int
	Deliveries [][]byte
	Known      [][]byte // states people had on the way, as updates
	Unsettled  bool     // npm yjs does not agree with itself on the end
	ending
}

// ending is what a document holds, as npm yjs sees it.
type ending struct {
	Contents map[string]string // of each root, as testdata/show.mjs tells them
	Vector   map[uint64]uint64 // clocks by client
	Size     int               // bytes of the whole state as npm yjs encodes it
	Whole    bool              // nothing waits for something else
	Error    string
}

// npm starts a script of testdata. It ends with the test, or with this process.
func npm(t testing.TB, script string, args ...string) (in io.Writer, out io.Reader) {
	t.Helper()
	lookAt(t)
	ctx, cancel := context.WithCancel(context.Background())
	cmd := exec.CommandContext(ctx, "node", append([]string{"testdata/" + script}, args...)...)
	cmd.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
	cmd.Stderr = os.Stderr
	in, inErr := cmd.StdinPipe()
	out, outErr := cmd.StdoutPipe()
	if err := errors.Join(inErr, outErr, cmd.Start()); err != nil {
		cancel()
		t.Fatal("node is needed to hold the engine against npm yjs: ", err)
	}
	t.Cleanup(func() {
		cancel()
		if err := cmd.Wait(); err != nil && ctx.Err() == nil {
			t.Error(script, ": ", err)
		}
	})
	return in, out
}

// lookAt looks at what the scripts are made of, so that go test does not take an answer
// from before they were changed.
func lookAt(t testing.TB) {
	files, err := filepath.Glob("testdata/*.mjs")
	for _, name := range append(files, "../../client/package-lock.json") {
		_, statErr := os.Stat(name)
		err = errors.Join(err, statErr)
	}
	if err != nil {
		t.Fatal(err)
	}
}

// play has npm yjs make count sessions and hands them over one by one until take says no.
func play(t testing.TB, first, count int, take func(session) bool, more ...string) {
	t.Helper()
	args := append([]string{strconv.Itoa(first), strconv.Itoa(count)}, more...)
	_, out := npm(t, "sessions.mjs", args...)
	lines := json.NewDecoder(bufio.NewReaderSize(out, 1<<20))
	for i := range count {
		var s session
		if err := lines.Decode(&s); err != nil {
			t.Fatalf("session %d: %v", first+i, err)
		}
		if !take(s) {
			return
		}
	}
}

// reader has npm yjs read updates, in the background: what is asked is answered in order.
type reader struct {
	in  *json.Encoder
	out *json.Decoder
}

func newReader(t testing.TB) *reader {
	t.Helper()
	in, out := npm(t, "readback.mjs")
	return &reader{in: json.NewEncoder(in), out: json.NewDecoder(bufio.NewReader(out))}
}

func (r *reader) ask(updates ...[]byte) error {
	return r.in.Encode(map[string][][]byte{"updates": updates})
}

func (r *reader) answer() (e ending, err error) {
	err = r.out.Decode(&e)
	return e, err
}
