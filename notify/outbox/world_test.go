package outbox_test

import (
	"fmt"
	"log/slog"
	"path/filepath"
	"regexp"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"ringain/meetings"
	"ringain/meetings/sample"
	"ringain/meetings/store"
	"ringain/notify/bus"
	"ringain/notify/letter"
	"ringain/notify/mail"
	"ringain/notify/mail/mailtest"
	"ringain/notify/outbox"
	"ringain/server/change"
)

const origin = "https://moten.example"

var secret = []byte("a secret of the installation")

// world is an installation on a real store with a clock that the test sets, and a real
// mail server.
type world struct {
	sample.Small
	testing.TB
	store  *store.Store
	change *change.Changes
	mail   *mailtest.Server
	clock  atomic.Int64 // milliseconds
	ids    atomic.Int64
	nodes  []*outbox.Outbox
}

func newWorld(t *testing.T) *world { return worldOn(t, filepath.Join(t.TempDir(), "ringain.db")) }

func worldOn(t testing.TB, address string) *world {
	t.Helper()
	w := &world{Small: sample.World(), TB: t, mail: mailtest.Start(t)}
	w.clock.Store(int64(w.Next.Start.Add(-7 * 24 * time.Hour))) // a week before the next meeting
	w.store = openStore(t, address)
	w.change = change.New(change.Config{Store: w.store, Bus: bus.NewMemory(), Log: logTo(t), Now: w.now, NewID: w.newID})
	w.must(w.store.Change("world", func(tx *store.Tx) error {
		w.must(tx.SaveTheme(meetings.Theme{Slug: "water", Gathers: true, Name: meetings.Text{SV: "Vatten"}}, 0))
		w.Theme.Umbrella = "water"
		w.must(tx.SaveTheme(w.Theme, 1))
		w.must(tx.SaveTheme(meetings.Theme{Slug: "lakes", Name: meetings.Text{SV: "Sjöar"}}, 2))
		return tx.AddMeeting(meetings.Room{Meeting: w.Next, Agenda: w.Room.Agenda})
	}))
	return w
}

func openStore(t testing.TB, address string) *store.Store {
	t.Helper()
	s, err := store.Open(t.Context(), store.Options{Address: address, Log: logTo(t), Epoch: "one", Secret: secret, Host: "moten.example"})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	return s
}

func logTo(t testing.TB) *slog.Logger { return slog.New(slog.NewTextHandler(t.Output(), nil)) }

func (w *world) now() time.Time { return time.UnixMilli(w.clock.Load()) }

func (w *world) after(d time.Duration) { w.clock.Add(d.Milliseconds()) }

func (w *world) newID() meetings.ID { return meetings.ID(fmt.Sprintf("identity-%010d", w.ids.Add(1))) }

func (w *world) must(err error) {
	w.Helper()
	if err != nil {
		w.Fatal(err)
	}
}

// node is one outbox. Each has identities of its own.
func (w *world) node(s *store.Store, log *slog.Logger) *outbox.Outbox {
	w.Helper()
	server, err := mail.New(mail.Options{Server: w.mail.URL, From: "moten@granvik.example", Timeout: 5 * time.Second})
	w.must(err)
	return outbox.New(outbox.Config{Store: s, Mail: server, Secret: secret, Log: log, Now: w.now, NewID: w.newID, Tick: 10 * time.Millisecond,
		Letter: letter.Options{Name: "Ringa-in-möten", Origin: origin, Host: "moten.example", From: "moten@granvik.example"}})
}

// runs has an outbox run until the test ends.
func (w *world) runs() *outbox.Outbox {
	w.Helper()
	o := w.node(w.store, logTo(w))
	w.run(o)
	return o
}

func (w *world) run(o *outbox.Outbox) {
	w.nodes = append(w.nodes, o)
	ended := make(chan error, 1)
	go func() { ended <- o.Run(w.Context()) }()
	w.Cleanup(func() {
		if err := <-ended; err != nil {
			w.Error(err)
		}
	})
}

// follows has somebody follow a theme without a letter.
func (w *world) follows(address string, hours int, themes ...string) meetings.ID {
	w.Helper()
	f := store.Follower{ID: w.newID(), Address: address, Lang: meetings.SV, Hours: hours}
	w.must(w.store.Change("follow", func(tx *store.Tx) error {
		w.must(tx.SaveFollower(f))
		for _, theme := range themes {
			w.must(tx.AskToFollow(f.ID, theme, meetings.At(w.now())))
		}
		return tx.ConfirmFollows(f.ID, 0, meetings.At(w.now()))
	}))
	return f.ID
}

func (w *world) do(what meetings.Command) {
	w.Helper()
	_, err := w.change.Do(w.Context(), w.Ada, w.Next.ID, w.newID(), what)
	w.must(err)
}

// settled waits until nothing is due and no letter waits for now.
func (w *world) settled() {
	w.Helper()
	w.until("nothing is left to be told", func() bool {
		topics, err := w.store.DueTopics(w.Context(), meetings.At(w.now()), 1)
		w.must(err)
		f, err := w.store.LetterFigures(w.Context())
		w.must(err)
		return len(topics) == 0 && f.Waiting == 0
	})
}

func (w *world) until(what string, holds func() bool) {
	w.Helper()
	for late := time.Now().Add(30 * time.Second); !holds(); {
		if time.Now().After(late) {
			w.Fatal("not within 30 seconds: " + what)
		}
		time.Sleep(5 * time.Millisecond)
	}
}

// subjects are those of letters, each with its receiver.
func subjects(all []mailtest.Letter) (list []string) {
	for _, l := range all {
		list = append(list, l.To+": "+l.Subject)
	}
	return list
}

// line returns the first line of a text that begins so.
func line(text, begins string) string {
	m := regexp.MustCompile(`(?m)^` + regexp.QuoteMeta(begins) + `.*$`).FindString(text)
	return strings.TrimSpace(m)
}

// forgets removes what is past its time at a moment, under the usual terms.
func (w *world) forgets(at meetings.Instant) {
	_, err := w.store.ForgetSome(at, meetings.UsualTerms())
	w.must(err)
}
