package upload_test

import (
	"bufio"
	"context"
	"encoding/binary"
	"io"
	"net"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"ringain/meetings"
	"ringain/server/upload"
)

// clamd speaks enough of clamd's protocol to look for a word.
type clamd struct {
	net.Listener
	says atomic.Pointer[string] // instead of what it found
	ends chan struct{}
}

func newClamd(t *testing.T) *clamd {
	t.Helper()
	l, err := (&net.ListenConfig{}).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	c := &clamd{Listener: l, ends: make(chan struct{})}
	go func() {
		defer close(c.ends)
		for {
			line, err := l.Accept()
			if err != nil {
				return
			}
			c.answer(line)
		}
	}()
	t.Cleanup(func() { l.Close(); <-c.ends })
	return c
}

// answer reads one stream: chunks with their length before them, until one of none.
func (c *clamd) answer(line net.Conn) {
	defer line.Close()
	r := bufio.NewReader(line)
	if command, err := r.ReadString(0); err != nil || command != "zINSTREAM\x00" {
		return
	}
	var content strings.Builder
	for {
		var size uint32
		if err := binary.Read(r, binary.BigEndian, &size); err != nil {
			return
		}
		if size == 0 {
			break
		}
		if _, err := io.CopyN(&content, r, int64(size)); err != nil {
			return
		}
	}
	says := "stream: OK"
	if strings.Contains(content.String(), "EICAR") {
		says = "stream: Eicar-Test-Signature FOUND"
	}
	if instead := c.says.Load(); instead != nil {
		says = *instead
	}
	_, _ = io.WriteString(line, says+"\x00") // whoever asked may have gone
}

func TestAFileIsServedWhenItHasBeenFoundClean(t *testing.T) {
	scanner := newClamd(t)
	w := newWorld(t, t.TempDir(), nil, upload.Config{Scan: scanner.Addr().String()})
	clean, bad := w.upload("rapport.pdf", pdf(200_000)), w.upload("virus.pdf", append(pdf(70_000), "EICAR"...))
	w.refer(clean, "e1", true)
	w.refer(bad, "e2", true)
	fails := "INSTREAM size limit exceeded. ERROR"
	scanner.says.Store(&fails)
	for _, f := range []meetings.File{clean, bad} {
		if a := w.get(f); a.StatusCode == http.StatusOK || !strings.Contains(a.body, "Filen kontrolleras.") {
			t.Errorf("before: %s is answered %d %s", f.Name, a.StatusCode, a.body)
		}
	}
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- w.uploads.Run(ctx) }()
	t.Cleanup(func() { stop(); <-ended })
	state := func(f meetings.File) meetings.FileState {
		states, err := w.store.FileStates(t.Context(), []string{f.Hash})
		w.must(err)
		return w.uploads.State(states[f.Hash])
	}
	if state(clean) != meetings.FileChecking {
		t.Errorf("it is %q while the scanner fails", state(clean))
	}
	scanner.says.Store(nil)
	look, end := time.NewTicker(20*time.Millisecond), time.After(time.Minute)
	defer look.Stop()
	for state(clean) == meetings.FileChecking || state(bad) == meetings.FileChecking {
		select {
		case <-look.C:
		case <-end:
			t.Fatal("the files are never looked at")
		}
	}
	if a := w.get(clean); a.StatusCode != http.StatusOK || state(clean) != meetings.FileClean {
		t.Errorf("%s is %q, and answered %d", clean.Name, state(clean), a.StatusCode)
	}
	if a := w.get(bad); a.StatusCode == http.StatusOK || state(bad) != meetings.FileStopped || !strings.Contains(a.body, "stoppad") {
		t.Errorf("%s is %q, and answered %d %s", bad.Name, state(bad), a.StatusCode, a.body)
	}
	if again := w.upload("annat.pdf", append(pdf(70_000), "EICAR"...)); state(again) != meetings.FileStopped {
		t.Errorf("uploaded anew it is %q", state(again))
	}
}

func TestAFileThatCanNeverBeCheckedIsForAnEditorToDecide(t *testing.T) {
	scanner := newClamd(t)
	w := newWorld(t, t.TempDir(), nil, upload.Config{Scan: scanner.Addr().String()})
	f, other := w.upload("stor.pdf", pdf(1000)), w.upload("annan.pdf", pdf(1001))
	w.refer(f, "e1", true)
	w.refer(other, "e2", true)
	fails := "INSTREAM size limit exceeded. ERROR"
	scanner.says.Store(&fails)
	w.must(scanner.Close()) // and then nobody is there at all
	for range 10 {
		w.uploads.ScanAll(t.Context())
	}
	list, err := w.store.UncheckableFiles(t.Context(), 10)
	w.must(err)
	if len(list) != 2 {
		t.Fatalf("an editor is told of %+v", list)
	}
	if a := w.get(f); a.StatusCode == http.StatusOK || !strings.Contains(a.body, "gick inte att kontrollera") {
		t.Errorf("%d %s", a.StatusCode, a.body)
	}
	if err := w.change.SettleFile(meetings.Person{ID: "cy", Role: meetings.Guest}, f.Hash, meetings.FileReleased); err == nil {
		t.Error("anybody releases it")
	}
	ada := meetings.Person{ID: "ada", Name: "Ada", Role: meetings.Organiser}
	w.must(w.change.SettleFile(ada, f.Hash, meetings.FileReleased))
	w.must(w.change.SettleFile(ada, other.Hash, meetings.FileStopped))
	if a := w.get(f); a.StatusCode != http.StatusOK {
		t.Errorf("released: %d %s", a.StatusCode, a.body)
	}
	if a := w.get(other); a.StatusCode == http.StatusOK || !strings.Contains(a.body, "stoppad") {
		t.Errorf("stopped: %d %s", a.StatusCode, a.body)
	}
	if list, err := w.store.UncheckableFiles(t.Context(), 10); err != nil || len(list) != 0 {
		t.Errorf("%+v still wait: %v", list, err)
	}
}

func TestWithoutAScannerFilesAreSaidToBeUnchecked(t *testing.T) {
	w := newWorld(t, t.TempDir(), nil, upload.Config{})
	f := w.upload("rapport.pdf", pdf(1000))
	w.refer(f, "e1", true)
	if a := w.get(f); a.StatusCode != http.StatusOK || w.uploads.State(meetings.FileUnchecked) != meetings.FileUnchecked {
		t.Errorf("%d", a.StatusCode)
	}
}
