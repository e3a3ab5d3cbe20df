package live

import (
	"context"
	"crypto/rand"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"sync/atomic"
	"testing"
	"time"

	"github.com/go-chi/chi/v5"
	"github.com/go-chi/chi/v5/middleware"
	"go.uber.org/goleak"

	"ringain/meetings"
	"ringain/meetings/store"
	"ringain/notify/bus"
	"ringain/server/auth"
	"ringain/server/change"
	"ringain/server/guest"
)

// TestMain sees to it that no test leaves a goroutine behind.
func TestMain(m *testing.M) {
	code := m.Run()
	http.DefaultTransport.(*http.Transport).CloseIdleConnections()
	if err := goleak.Find(); err != nil && code == 0 {
		fmt.Fprintln(os.Stderr, err)
		code = 1
	}
	os.Exit(code)
}

// world is an installation with one meeting of three items: a real store, a real
// bus, a clock that may be set forward, and as many nodes as the test begins.
type world struct {
	t       testing.TB
	store   *store.Store
	bus     bus.Bus
	log     *slog.Logger
	change  *change.Changes
	meeting meetings.Meeting
	ahead   atomic.Int64
	file    string // of the database
}

var platform = meetings.Person{ID: "platform", Name: "ringain", Role: meetings.Service}

func newWorld(t testing.TB) *world {
	t.Helper()
	w := &world{t: t, bus: bus.NewMemory(), log: slog.New(slog.NewTextHandler(t.Output(), &slog.HandlerOptions{Level: slog.LevelError}))}
	var err error
	w.file = filepath.Join(t.TempDir(), "ringain.db")
	w.store, err = store.Open(t.Context(), store.Options{Address: w.file, Log: w.log,
		Epoch: "e1", Secret: []byte("a secret that signs tickets only"), Host: "moten.example.org"})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { w.store.Close() })
	w.change = w.changes(w.bus)
	w.meeting = w.announce("extra-2026-11-26")
	return w
}

func (w *world) now() time.Time { return time.Now().Add(time.Duration(w.ahead.Load())) }

// someLimits leave room for what most tests do.
func someLimits() Limits {
	return Limits{Sockets: 10_000, PerMeeting: 2_000, PerSession: 5, PerAddress: 1_000, JoinsPerSecond: 200, Commands: 20, MeetingCommands: 200}
}

func newID() meetings.ID { return meetings.ID(rand.Text()) }

func (w *world) changes(b bus.Bus) *change.Changes {
	return change.New(change.Config{Store: w.store, Bus: b, Log: w.log, Now: w.now, NewID: newID})
}

func (w *world) announce(slug string) meetings.Meeting {
	w.t.Helper()
	m, err := w.change.Announce(w.t.Context(), platform, meetings.Meeting{Slug: slug, Kind: meetings.Extra, Status: meetings.Planned,
		Title: meetings.Text{SV: "Extra möte"}, Date: meetings.Date{Year: 2026, Month: 11, Day: 26}, Start: meetings.At(time.Date(2026, 11, 26, 11, 0, 0, 0, time.UTC)),
		Minutes: 45, Zone: "Europe/Stockholm"}, meetings.Agenda{Items: []meetings.Item{
		{ID: "one", Title: "Välkomna", Minutes: 5}, {ID: "two", Title: "Läget", Minutes: 20}, {ID: "three", Title: "Nästa möte", Minutes: 5}}})
	if err != nil {
		w.t.Fatal(err)
	}
	return m
}

// do carries out a command as the platform, past every node.
func (w *world) do(c meetings.Command) {
	w.t.Helper()
	if _, err := w.change.Do(w.t.Context(), platform, w.meeting.ID, newID(), c); err != nil {
		w.t.Fatal(err)
	}
}

// node is one node: a hub behind an HTTP server, with forms for getting in.
type node struct {
	*Hub
	url  string
	stop func() // stops the hub and waits for it
}

func (w *world) node(name string, with ...func(*Config)) *node {
	w.t.Helper()
	a := auth.New(auth.Config{Keep: w.store, Secret: w.store.About().Secret, Now: w.now, NewID: newID})
	r := chi.NewRouter()
	server := httptest.NewServer(r)
	c := Config{Store: w.store, Auth: a, Bus: w.bus, Log: w.log, Now: w.now, Node: name,
		Origins: []string{server.URL}, Limits: someLimits()}
	for _, f := range with {
		f(&c)
	}
	c.Change = w.changes(c.Bus)
	hub := NewHub(c)
	r.Use(middleware.ClientIPFromRemoteAddr, a.Know)
	hub.Routes(r)
	r.Post("/moten/{meeting}/delta", func(rw http.ResponseWriter, r *http.Request) {
		if _, err := a.Join(rw, r, r.FormValue("name"), r.FormValue("organisation"), r.FormValue("sector")); err != nil {
			http.Error(rw, err.Error(), http.StatusBadRequest)
			return
		}
		rw.WriteHeader(http.StatusSeeOther)
	})
	r.Post("/in/{secret}", func(rw http.ResponseWriter, r *http.Request) {
		if err := a.Begin(rw, r, meetings.Person{ID: newID(), Name: r.FormValue("name"), Role: meetings.Organiser}); err != nil {
			http.Error(rw, err.Error(), http.StatusInternalServerError)
			return
		}
		rw.WriteHeader(http.StatusSeeOther)
	})
	r.Post("/ut", func(rw http.ResponseWriter, r *http.Request) {
		if err := a.End(rw, r); err != nil {
			http.Error(rw, err.Error(), http.StatusInternalServerError)
		}
	})
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- hub.Run(ctx); close(ended) }()
	n := &node{Hub: hub, url: server.URL, stop: func() { cancel(); <-ended }}
	w.t.Cleanup(func() { n.stop(); server.Close() })
	return n
}

// stranger only follows.
func (n *node) stranger() *guest.Guest { return guest.New(n.url) }

func (w *world) participant(n *node, name string) *guest.Guest {
	w.t.Helper()
	g := guest.New(n.url)
	if err := g.Join(w.t.Context(), w.meeting.Slug, name, "Granviks kommun", "kommun"); err != nil {
		w.t.Fatal(err)
	}
	return g
}

func (w *world) organiser(n *node, name string) *guest.Guest {
	w.t.Helper()
	g := guest.New(n.url)
	if err := g.SignIn(w.t.Context(), "secret", name); err != nil {
		w.t.Fatal(err)
	}
	return g
}

// follow has somebody follow the meeting until the test ends, and waits until they are in.
func (w *world) follow(g *guest.Guest) *guest.Follower {
	w.t.Helper()
	f := g.Follow(w.meeting.Slug)
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- f.Run(ctx) }()
	w.t.Cleanup(func() {
		cancel()
		if err := <-ended; err != nil {
			w.t.Error(err)
		}
	})
	w.until(f, "is in the room", func(s guest.Seen) bool { return s.Position.Epoch != "" && s.Opened > 0 })
	return f
}

// patience is how long a test waits for what must happen.
const patience = 20 * time.Second

func (w *world) until(f *guest.Follower, what string, wanted func(guest.Seen) bool) guest.Seen {
	w.t.Helper()
	ctx, cancel := context.WithTimeout(w.t.Context(), patience)
	defer cancel()
	seen, err := f.Until(ctx, wanted)
	if err != nil {
		w.t.Fatalf("never came: %s; at %+v with %d events and presence %+v", what, seen.Position, len(seen.Entries), seen.Present)
	}
	return seen
}

func (w *world) untilAt(f *guest.Follower, seq int64) guest.Seen {
	w.t.Helper()
	return w.until(f, fmt.Sprint("event ", seq), func(s guest.Seen) bool { return s.Position.Seq >= seq })
}

// reply sends a command over the follower's line and waits for the answer.
func (w *world) reply(f *guest.Follower, c meetings.Command) meetings.RefusalKind {
	w.t.Helper()
	id := newID()
	eventually(w.t, "a line", func() bool { return f.Say(id, c) })
	return w.until(f, "a reply", func(s guest.Seen) bool { _, ok := s.Replies[id]; return ok }).Replies[id].Refused
}

// eventually waits until something holds that no channel tells of.
func eventually(t testing.TB, what string, holds func() bool) {
	t.Helper()
	tick := time.NewTicker(5 * time.Millisecond)
	defer tick.Stop()
	late := time.After(patience)
	for !holds() {
		select {
		case <-tick.C:
		case <-late:
			t.Fatal("never came: " + what)
		}
	}
}
