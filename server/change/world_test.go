package change_test

import (
	"errors"
	"fmt"
	"log/slog"
	"path/filepath"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"ringain/meetings"
	"ringain/meetings/sample"
	"ringain/meetings/store"
	"ringain/notify/bus"
	"ringain/server/change"
	"ringain/server/wire"
)

// world is the small world, kept on a real store, with two nodes that change it.
type world struct {
	sample.Small
	*testing.T
	store *store.Store
	bus   *bus.Memory
	nodes [2]*change.Changes
	clock atomic.Int64 // what the nodes believe the time is, in milliseconds
	ids   atomic.Int64

	mu   sync.Mutex
	told []told // on any topic listened to, in order
}

// told is one message on the bus. An event has its entry, a feed its body.
type told struct {
	Topic string
	Entry meetings.Entry
	Body  string
}

func newWorld(t *testing.T) *world {
	return worldOn(t, filepath.Join(t.TempDir(), "ringain.db"))
}

func worldOn(t *testing.T, address string) *world {
	t.Helper()
	w := &world{Small: sample.World(), T: t, bus: bus.NewMemory()}
	w.clock.Store(int64(w.Now))
	log := slog.New(slog.NewTextHandler(t.Output(), nil))
	var err error
	w.store, err = store.Open(t.Context(), store.Options{Address: address, Log: log, Epoch: "one", Secret: []byte("secret"), Host: "moten.example"})
	w.must(err)
	t.Cleanup(func() { _ = w.store.Close() })
	for i := range w.nodes {
		w.nodes[i] = change.New(change.Config{Store: w.store, Bus: w.bus, Log: log, NewID: w.newID,
			Now: func() time.Time { return time.UnixMilli(w.clock.Load()) }})
	}
	w.must(w.store.Change("world", func(tx *store.Tx) error {
		w.must(tx.SaveTheme(meetings.Theme{Slug: "water", Gathers: true}, 0))
		w.Theme.Umbrella = "water"
		w.must(tx.SaveTheme(w.Theme, 1))
		w.must(tx.SaveTheme(meetings.Theme{Slug: "lakes"}, 2))
		w.must(tx.AddMeeting(w.Room))
		return tx.AddMeeting(meetings.Room{Meeting: w.Next})
	}))
	return w
}

func (w *world) newID() meetings.ID {
	return meetings.ID(fmt.Sprintf("identity-%010d", w.ids.Add(1)))
}

func (w *world) must(err error) {
	w.Helper()
	if err != nil {
		w.Fatal(err)
	}
}

func (w *world) same(want, got any) {
	w.Helper()
	if diff := cmp.Diff(want, got); diff != "" {
		w.Errorf("-want +got:\n%s", diff)
	}
}

func (w *world) refused(kind meetings.RefusalKind, err error) {
	w.Helper()
	if r, ok := errors.AsType[*meetings.Refusal](err); !ok || r.Kind != kind {
		w.Errorf("%v, want to be refused as %s", err, kind)
	}
}

// do has Ada carry out a command in the meeting, on the first node.
func (w *world) do(what meetings.Command) int64 {
	w.Helper()
	seq, err := w.nodes[0].Do(w.Context(), w.Ada, w.Room.Meeting.ID, w.newID(), what)
	w.must(err)
	return seq
}

func (w *world) room(id meetings.ID) meetings.Room {
	w.Helper()
	room, _, err := w.store.Room(w.Context(), string(id))
	w.must(err)
	return room
}

// log returns the log of a meeting, and fails if it is not dense.
func (w *world) log(id meetings.ID) []meetings.Entry {
	w.Helper()
	entries, err := w.store.EventsSince(w.Context(), id, 0, 10_000)
	w.must(err)
	for i, e := range entries {
		if e.Seq != int64(i+1) {
			w.Fatalf("event %d of %s has the number %d", i+1, id, e.Seq)
		}
	}
	return entries
}

// listen hears a topic. Whatever is told of an event must be kept by then.
func (w *world) listen(topic string) {
	stop := w.bus.Subscribe(topic, func(m bus.Message) {
		heard := told{Topic: topic, Body: string(m.Body)}
		if topic != change.Feeds {
			var err error
			if heard.Entry, err = wire.DecodeEvent(m.Body); err != nil {
				w.Error(err)
			}
			heard.Body = ""
			id := meetings.ID(topic[len("meeting/"):])
			kept, err := w.store.EventsSince(w.Context(), id, heard.Entry.Seq-1, 1)
			if err != nil || !cmp.Equal(kept, []meetings.Entry{heard.Entry}) {
				w.Errorf("told of %v when %v is kept: %v", heard.Entry, kept, err)
			}
		}
		w.mu.Lock()
		defer w.mu.Unlock()
		w.told = append(w.told, heard)
	})
	w.Cleanup(stop)
}

// versions returns the versions of the whole, of rivers, of what gathers it and of lakes.
func (w *world) versions() [4]int64 {
	w.Helper()
	v, err := w.store.Versions(w.Context())
	w.must(err)
	return [4]int64{v.All.N, v.Themes["rivers"].N, v.Themes["water"].N, v.Themes["lakes"].N}
}

func (w *world) waiting() int {
	w.Helper()
	n, err := w.store.Waiting(w.Context())
	w.must(err)
	return n
}

// forgets removes what is past its time at a moment, under the usual terms.
func (w *world) forgets(at meetings.Instant) {
	_, err := w.store.ForgetSome(at, meetings.UsualTerms())
	w.must(err)
}
