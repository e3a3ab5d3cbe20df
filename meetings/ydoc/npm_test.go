package ydoc_test

import (
	"bufio"
	"context"
	"encoding/json"
	"io"
	"os"
	"os/exec"
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
func npm(t testing.TB, in io.Reader, script string, args ...string) io.Reader {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	cmd := exec.CommandContext(ctx, "node", append([]string{"testdata/" + script}, args...)...)
	cmd.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
	cmd.Stdin, cmd.Stderr = in, os.Stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal("node is needed to hold the engine against npm yjs: ", err)
	}
	t.Cleanup(func() {
		cancel()
		if err := cmd.Wait(); err != nil && ctx.Err() == nil {
			t.Error(script, ": ", err)
		}
	})
	return out
}

// play has npm yjs make count sessions and hands them over one by one until take says no.
func play(t testing.TB, first, count int, take func(session) bool, more ...string) {
	t.Helper()
	args := append([]string{strconv.Itoa(first), strconv.Itoa(count)}, more...)
	lines := json.NewDecoder(bufio.NewReaderSize(npm(t, nil, "sessions.mjs", args...), 1<<20))
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
	in, questions := io.Pipe()
	t.Cleanup(func() { questions.Close() })
	return &reader{in: json.NewEncoder(questions), out: json.NewDecoder(bufio.NewReader(npm(t, in, "readback.mjs")))}
}

func (r *reader) ask(updates ...[]byte) error {
	return r.in.Encode(map[string][][]byte{"updates": updates})
}

func (r *reader) answer() (e ending, err error) {
	err = r.out.Decode(&e)
	return e, err
}
