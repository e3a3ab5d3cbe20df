package feed

import (
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/go-chi/chi/v5"
	"pgregory.net/rapid"

	"ringain/meetings"
	"ringain/meetings/store"
	"ringain/notify/bus"
	"ringain/server/change"
)

// TestAnyHistoryIsReadAsThePlatformTellsIt has organisers do a few things in a row, sensible
// or not, in words chosen to hurt, through the whole platform and across both changes
// of clocks. After every step every feed is held against what the platform says, against
// the strict reader, against four programs that read calendars, and against what the feed
// was before, on two nodes. In the end a fifth program reads all, which takes as long as the
// four, and a node starts without database and serves the same.
//
// It does so ten times as often as rapid is told to check: 1,000 times unless told.
func TestAnyHistoryIsReadAsThePlatformTellsIt(t *testing.T) {
	list := programs(t)
	slow := slices.IndexFunc(list, func(p *program) bool { return p.name == "vobject" })
	last := list[slow : slow+1]
	list = slices.Concat(list[:slow], list[slow+1:])
	beginning := begun(t)
	for turn := range 10 {
		t.Run(fmt.Sprint(turn+1), func(t *testing.T) {
			t.Parallel()
			dir := inMemory(t)
			rapid.Check(t, func(r *rapid.T) {
				s := tell(r, dir, beginning)
				defer s.end()
				s.look()
				for range rapid.IntRange(2, 6).Draw(r, "steps") {
					s.step()
					s.look()
					s.readBy(list)
				}
				clear(s.read)
				s.readBy(last)
				s.otherForms()
				s.withoutDatabase()
			})
		})
	}
}

// inMemory is a folder whose files need not reach a disk, where there is one.
func inMemory(t *testing.T) string {
	t.Helper()
	dir, err := os.MkdirTemp("/dev/shm", "ringain-")
	if err != nil {
		return t.TempDir()
	}
	t.Cleanup(func() { os.RemoveAll(dir) })
	return dir
}

// begun is the file of a database with three themes and what gathers two of them.
func begun(t *testing.T) []byte {
	t.Helper()
	path := filepath.Join(t.TempDir(), "begun.db")
	st, err := store.Open(t.Context(), store.Options{Address: path, Log: slog.New(slog.NewTextHandler(t.Output(), nil)),
		Epoch: "e1", Secret: []byte("a secret that signs tickets only"), Host: "moten.example.org"})
	if err != nil {
		t.Fatal(err)
	}
	c := change.New(change.Config{Store: st, Bus: bus.NewMemory(), Log: slog.New(slog.DiscardHandler),
		Now: func() time.Time { return beginsAt }, NewID: func() meetings.ID { return "0" }})
	for i, theme := range []meetings.Theme{{Slug: "vatten", Gathers: true}, {Slug: "floder", Umbrella: "vatten"}, {Slug: "sjoar", Umbrella: "vatten"}, {Slug: "berg"}} {
		theme.Name = meetings.Text{SV: theme.Slug, EN: "The " + theme.Slug}
		if err := c.SaveTheme(t.Context(), platform, theme, i); err != nil {
			t.Fatal(err)
		}
	}
	if err := st.Close(); err != nil {
		t.Fatal(err)
	}
	file, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return file
}

var beginsAt = time.Date(2026, time.November, 22, 8, 0, 0, 0, time.UTC)

// story is one history under way.
type story struct {
	*rapid.T
	path   string
	now    time.Time
	ids    int
	log    *slog.Logger
	store  *store.Store
	change *change.Changes
	nodes  [2]storyNode
	token  string   // of the chosen set
	secret string   // of the private calendar
	rarer  string   // which of the rarer feeds is looked at too
	looked []string // the paths of the feeds that were looked at last
	series []meetings.Series
	seen   map[string]served      // by path
	read   map[string]string      // the tags of what the programs read last, by path
	events map[string]strictEvent // by language and UID
	done   []string               // what was done, for whoever reads a failure
}

type storyNode struct {
	http.Handler
	feeds *Feeds
}

func tell(r *rapid.T, dir string, beginning []byte) *story {
	s := &story{T: r, path: filepath.Join(dir, "ringain.db"), now: beginsAt.Add(time.Hour), seen: map[string]served{}, read: map[string]string{}, events: map[string]strictEvent{}}
	s.log = slog.New(slog.NewTextHandler(io.Discard, nil))
	for _, old := range []string{"", "-wal", "-shm"} {
		os.Remove(s.path + old)
	}
	s.must(os.WriteFile(s.path, beginning, 0o600))
	var err error
	s.store, err = store.Open(r.Context(), store.Options{Address: s.path, Log: s.log})
	s.must(err)
	s.change = change.New(change.Config{Store: s.store, Bus: bus.NewMemory(), Log: s.log, Now: func() time.Time { return s.now }, NewID: s.newID})
	s.token, err = s.change.Choose(r.Context(), []string{"berg", "floder"})
	s.must(err)
	s.secret, err = s.change.RenewPrivate(r.Context(), platform)
	s.must(err)
	s.rarer = rapid.SampledFrom([]string{"private", "webinars", "without cancelled", "alarm", "single"}).Draw(r, "rarer")
	s.start(0, s.store)
	s.start(1, s.store)
	return s
}

func (s *story) end() { s.must(s.store.Close()) }

func (s *story) must(err error) {
	s.Helper()
	if err != nil {
		s.Fatalf("after %v: %v", s.done, err)
	}
}

func (s *story) newID() meetings.ID {
	s.ids++
	return meetings.ID(fmt.Sprintf("0000000000000000-%05d", s.ids))
}

// start starts one of the two nodes anew, on a database or nil for none.
func (s *story) start(node int, db *store.Store) {
	r := chi.NewRouter()
	f := New(Config{Store: db, Origin: origin, Dir: filepath.Join(filepath.Dir(s.path), "feeds"), Now: func() time.Time { return s.now }, Log: s.log})
	if db != nil {
		f.Host = db.About().Host
	}
	f.Routes(r)
	s.nodes[node] = storyNode{r, f}
}
