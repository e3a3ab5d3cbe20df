package upload_test

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"errors"
	"io"
	"log/slog"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"net/url"
	"path/filepath"
	"strconv"
	"sync/atomic"
	"testing"
	"time"

	"github.com/go-chi/chi/v5"
	"github.com/google/uuid"
	"github.com/johannesboyne/gofakes3"
	"github.com/johannesboyne/gofakes3/backend/s3mem"

	"ringain/meetings"
	"ringain/meetings/files"
	"ringain/meetings/sample"
	"ringain/meetings/store"
	"ringain/notify/bus"
	"ringain/server/auth"
	"ringain/server/change"
	"ringain/server/upload"
)

// world is an installation of two nodes that take files in and serve them, with a clock
// that the test sets.
type world struct {
	*testing.T
	sample.Small
	store   *store.Store
	change  *change.Changes
	auth    *auth.Auth
	files   *files.Files
	uploads *upload.Uploads
	clock   atomic.Int64
	nodes   [2]*httptest.Server
	cookie  *http.Cookie // of whoever asks, if anybody
	spool   string       // where what is coming in waits
	trouble *trouble     // of a bucket; nil for a folder
}

// trouble stands before a bucket. While it is on, the bucket answers that it fails; while
// it breaks, the bucket is killed, of most requests, at any byte of what is asked or answered.
type trouble struct {
	http.Handler
	on, breaks atomic.Bool
}

func (tr *trouble) ServeHTTP(rw http.ResponseWriter, r *http.Request) {
	if tr.breaks.Load() && rand.IntN(5) > 0 {
		if r.Method == http.MethodPut {
			_, _ = io.CopyN(io.Discard, r.Body, rand.Int64N(r.ContentLength+1))
		} else {
			tr.Handler.ServeHTTP(&cutAnswer{rw, rand.IntN(60_000)}, r)
		}
		panic(http.ErrAbortHandler)
	}
	if tr.on.Load() {
		http.Error(rw, "", http.StatusInternalServerError)
		return
	}
	tr.Handler.ServeHTTP(rw, r)
}

// cutAnswer lets only so many bytes of an answer through.
type cutAnswer struct {
	http.ResponseWriter
	left int
}

func (c *cutAnswer) Write(b []byte) (int, error) {
	n, err := c.ResponseWriter.Write(b[:min(len(b), c.left)])
	if c.left -= n; err == nil && n < len(b) {
		err = io.ErrShortWrite
	}
	return n, err
}

// everyPlace runs a story on a folder and on a bucket.
func everyPlace(t *testing.T, tell func(w *world)) {
	t.Run("folder", func(t *testing.T) {
		t.Parallel()
		tell(newWorld(t, filepath.Join(t.TempDir(), "files"), nil, upload.Config{}))
	})
	t.Run("bucket", func(t *testing.T) {
		t.Parallel()
		place, tr := newBucket(t)
		tell(newWorld(t, place, tr, upload.Config{}))
	})
}

// newBucket is a bucket by its address, and what makes it fail.
func newBucket(t *testing.T) (place string, tr *trouble) {
	t.Helper()
	backend := s3mem.New()
	tr = &trouble{Handler: gofakes3.New(backend).Server()}
	s := httptest.NewServer(tr)
	t.Cleanup(s.Close)
	if err := backend.CreateBucket("delat"); err != nil {
		t.Fatal(err)
	}
	u, err := url.Parse(s.URL)
	if err != nil {
		t.Fatal(err)
	}
	return "s3://key:secret@" + u.Host + "/delat?insecure=true&region=us-east-1", tr
}

const megabyte = 1 << 20

// newWorld builds the installation on a place for files. One file may have 1 MB, one
// person 3, a meeting 4 and all 8.
func newWorld(t *testing.T, place string, tr *trouble, c upload.Config) *world {
	t.Helper()
	w := &world{T: t, Small: sample.World(), trouble: tr}
	w.clock.Store(time.Now().UnixMilli()) // the clock of the disk is nobody's to set
	now := func() time.Time { return time.UnixMilli(w.clock.Load()) }
	newID := func() meetings.ID { return meetings.ID(uuid.Must(uuid.NewV7()).String()) }
	log := slog.New(slog.NewTextHandler(t.Output(), nil))
	var err error
	w.store, err = store.Open(t.Context(), store.Options{Address: filepath.Join(t.TempDir(), "ringain.db"), Log: log, Epoch: "one", Secret: []byte("secret"), Host: "moten.example"})
	w.must(err)
	t.Cleanup(func() { _ = w.store.Close() })
	w.must(w.store.Change("world", func(tx *store.Tx) error { return errors.Join(tx.SaveTheme(w.Theme, 0), tx.AddMeeting(w.Room)) }))
	w.spool = filepath.Join(t.TempDir(), "coming")
	w.files, err = files.Open(place, w.spool)
	w.must(err)
	w.change = change.New(change.Config{Store: w.store, Bus: bus.NewMemory(), Log: log, Now: now, NewID: newID, Files: w.files,
		Limits: change.FileLimits{Each: megabyte, Owner: 3 * megabyte, Network: 4 * megabyte, Meeting: 4 * megabyte, All: 8 * megabyte}})
	w.auth = auth.New(auth.Config{Keep: w.store, Secret: []byte("secret"), Now: now, NewID: newID})
	c.Store, c.Change, c.Auth, c.Files, c.Log, c.Each = w.store, w.change, w.auth, w.files, log, megabyte
	c.Refuse = func(rw http.ResponseWriter, _ *http.Request, err error) {
		refusal, ok := errors.AsType[*meetings.Refusal](err)
		if !ok {
			t.Errorf("a fault: %v", err)
			return
		}
		http.Error(rw, refusal.Say.SV, http.StatusNotFound)
	}
	w.uploads = upload.New(c)
	for i := range w.nodes {
		r := chi.NewRouter()
		r.Use(w.auth.Know)
		w.uploads.Routes(r)
		w.nodes[i] = httptest.NewServer(r)
		t.Cleanup(w.nodes[i].Close)
	}
	w.as(meetings.Person{ID: "cy", Name: "Cy Lind", Role: meetings.Guest})
	return w
}

func (w *world) must(err error) {
	w.Helper()
	if err != nil {
		w.Fatal(err)
	}
}

// as makes somebody the one who asks.
func (w *world) as(p meetings.Person) {
	rec := httptest.NewRecorder()
	w.must(w.auth.Begin(rec, httptest.NewRequest(http.MethodGet, "/", nil), p))
	w.cookie = rec.Result().Cookies()[0]
}

// later lets time pass.
func (w *world) later(d time.Duration) { w.clock.Add(d.Milliseconds()) }

// answer is what came back.
type answer struct {
	*http.Response
	body string
}

// ask asks one of the nodes, any of them.
func (w *world) ask(method, path string, body io.Reader, headers ...string) answer {
	w.Helper()
	r, err := http.NewRequestWithContext(w.Context(), method, w.nodes[rand.IntN(2)].URL+path, body)
	w.must(err)
	r.Header.Set("Tus-Resumable", "1.0.0")
	for i := 0; i < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	if w.cookie != nil {
		r.AddCookie(w.cookie)
	}
	client := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	res, err := client.Do(r)
	if err != nil {
		return answer{} // the line broke off
	}
	defer res.Body.Close()
	text, err := io.ReadAll(res.Body)
	w.must(err)
	return answer{res, string(text)}
}

// begin begins an upload and returns its address.
func (w *world) begin(name string, size int) (path string, a answer) {
	w.Helper()
	about := "filename " + base64.StdEncoding.EncodeToString([]byte(name)) + ",meeting " + base64.StdEncoding.EncodeToString([]byte(w.Room.Meeting.ID))
	a = w.ask(http.MethodPost, "/filer/nya", nil, "Upload-Length", strconv.Itoa(size), "Upload-Metadata", about)
	return a.Header.Get("Location"), a
}

// send sends what follows from a byte on.
func (w *world) send(path string, at int, part []byte) answer {
	w.Helper()
	return w.ask(http.MethodPatch, path, bytes.NewReader(part), "Upload-Offset", strconv.Itoa(at), "Content-Type", "application/offset+octet-stream")
}

// has is how far an upload has come.
func (w *world) has(path string) int {
	w.Helper()
	a := w.ask(http.MethodHead, path, nil)
	n, err := strconv.Atoi(a.Header.Get("Upload-Offset"))
	if err != nil {
		w.Fatalf("%s: %d", path, a.StatusCode)
	}
	return n
}

// became is what an upload has become.
func (w *world) became(path string) (f meetings.File) {
	w.Helper()
	a := w.ask(http.MethodGet, path, nil)
	if err := json.Unmarshal([]byte(a.body), &f); err != nil {
		w.Fatalf("%d %q: %v", a.StatusCode, a.body, err)
	}
	return f
}

// upload sends a whole file.
func (w *world) upload(name string, content []byte) meetings.File {
	w.Helper()
	path, a := w.begin(name, len(content))
	if a.StatusCode != http.StatusCreated {
		w.Fatalf("%s is not begun: %d %s", name, a.StatusCode, a.body)
	}
	if a := w.send(path, 0, content); a.StatusCode != http.StatusNoContent {
		w.Fatalf("%s is not taken: %d %s", name, a.StatusCode, a.body)
	}
	return w.became(path)
}

// refer has something refer to a file, so that it is served.
func (w *world) refer(f meetings.File, ref meetings.ID, shown bool) {
	w.Helper()
	w.must(w.store.Change("files", func(tx *store.Tx) error {
		_, err := tx.UseFile(f, meetings.FileUse{Part: "support", Ref: ref, Shown: shown}, meetings.Instant(w.clock.Load()))
		return err
	}))
}

// get asks for a file.
func (w *world) get(f meetings.File, headers ...string) answer {
	w.Helper()
	return w.ask(http.MethodGet, "/filer/"+f.Hash+"/"+url.PathEscape(f.Name), nil, headers...)
}

// count is how many files are in their place, each with its right content, and every one
// that something is known of is there.
func (w *world) count() (n int) {
	w.Helper()
	var hashes []string
	w.must(w.files.Each(w.Context(), func(h files.Hash, _ int64, _ time.Time) error {
		n++
		hashes = append(hashes, string(h))
		return nil
	}))
	for _, h := range hashes {
		r, _, err := w.files.Open(w.Context(), files.Hash(h))
		w.must(err)
		content, err := io.ReadAll(r)
		w.must(errors.Join(err, r.Close()))
		if got := hashOf(content); got != h {
			w.Errorf("under %s there is %s", h, got)
		}
	}
	return n
}
