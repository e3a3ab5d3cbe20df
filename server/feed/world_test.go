package feed

import (
	"bytes"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/go-chi/chi/v5"

	"ringain/meetings"
	"ringain/meetings/sample"
	"ringain/meetings/store"
	"ringain/notify/bus"
	"ringain/server/change"
)

// node is an installation on the real store, with a clock that the test sets.
type node struct {
	t       testing.TB
	now     time.Time
	ids     int
	store   *store.Store
	bus     bus.Bus
	change  *change.Changes
	feeds   *Feeds
	handler http.Handler
	dir     string
}

const origin = "https://moten.example.org"

var platform = meetings.Person{ID: "platform", Name: "Ringain", Role: meetings.Service}

// empty is a new installation with nothing in it, on a morning in November 2026.
func empty(t testing.TB) *node {
	t.Helper()
	return emptyOn(t, filepath.Join(t.TempDir(), "ringain.db"))
}

// emptyOn is the same on a database by its address.
func emptyOn(t testing.TB, database string) *node {
	t.Helper()
	n := &node{t: t, now: time.Date(2026, time.November, 22, 8, 0, 0, 0, time.UTC), bus: bus.NewMemory(), dir: t.TempDir()}
	log := slog.New(slog.NewTextHandler(t.Output(), nil))
	var err error
	n.store, err = store.Open(t.Context(), store.Options{Address: database, Log: log,
		Epoch: "e1", Secret: []byte("a secret that signs tickets only"), Host: "moten.example.org"})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { n.store.Close() })
	n.change = change.New(change.Config{Store: n.store, Bus: n.bus, Log: log, Now: func() time.Time { return n.now }, NewID: n.newID})
	n.restart()
	return n
}

// restart makes the feeds anew, with nothing in memory. What Run keeps on disk is there.
func (n *node) restart() {
	if n.feeds != nil {
		n.feeds.keep()
	}
	n.start(n.store)
}

// start starts the feeds on a database, or nil for none.
func (n *node) start(db *store.Store) {
	n.feeds = New(Config{Store: db, Origin: origin, Dir: filepath.Join(n.dir, "feeds"),
		Now: func() time.Time { return n.now }, Log: slog.New(slog.NewTextHandler(n.t.Output(), nil))})
	if db != nil {
		n.feeds.Host = db.About().Host
	}
	r := chi.NewRouter()
	n.feeds.Routes(r)
	n.handler = r
}

func (n *node) newID() meetings.ID {
	n.ids++
	return meetings.ID(fmt.Sprintf("0000000000000000-%05d", n.ids))
}

// season is an installation with the sample season.
func season(t testing.TB) *node {
	t.Helper()
	return planned(empty(t))
}

// planned has the sample season planned.
func planned(n *node) *node {
	n.t.Helper()
	t := n.t
	p, err := sample.Season()
	if err != nil {
		t.Fatal(err)
	}
	for i, theme := range p.Themes {
		n.must(n.change.SaveTheme(t.Context(), platform, theme, i))
	}
	for _, s := range p.Series {
		_, err := n.change.SaveSeries(t.Context(), platform, s)
		n.must(err)
	}
	for _, m := range slices.Concat(p.Extra, p.Webinars) {
		_, err := n.change.Announce(t.Context(), platform, m, meetings.Agenda{})
		n.must(err)
	}
	for _, c := range p.Changes {
		n.do(c.Series+"-"+c.Date.String(), c.Command)
	}
	return n
}

func (n *node) must(err error) {
	n.t.Helper()
	if err != nil {
		n.t.Fatal(err)
	}
}

// do carries out a command in a meeting, a minute later, and lets the second pass after
// which the feeds know of it.
func (n *node) do(slug string, c meetings.Command) {
	n.t.Helper()
	m, err := n.store.Meeting(n.t.Context(), slug)
	n.must(err)
	n.now = n.now.Add(time.Minute)
	_, err = n.change.Do(n.t.Context(), platform, m.ID, n.newID(), c)
	n.must(err)
	n.now = n.now.Add(time.Second)
}

// send asks for a path with pairs of header fields.
func (n *node) send(method, path string, header ...string) *httptest.ResponseRecorder {
	n.t.Helper()
	r := httptest.NewRequest(method, origin+path, nil)
	for i := 0; i+1 < len(header); i += 2 {
		r.Header.Add(header[i], header[i+1])
	}
	rec := httptest.NewRecorder()
	n.handler.ServeHTTP(rec, r)
	return rec
}

// get returns a feed, which must pass the checks.
func (n *node) get(path string) []byte {
	n.t.Helper()
	rec := n.send(http.MethodGet, path)
	if rec.Code != http.StatusOK {
		n.t.Fatalf("GET %s: %d %s", path, rec.Code, rec.Body)
	}
	if _, err := strictly(rec.Body.Bytes()); err != nil {
		n.t.Fatalf("GET %s: %v", path, err)
	}
	return rec.Body.Bytes()
}

// count is how many events a feed has.
func count(feed []byte) int { return bytes.Count(feed, []byte("BEGIN:VEVENT\r\n")) }
