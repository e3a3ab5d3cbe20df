// Package feed serves the calendars that apps subscribe to and poll for years.
//
//   - /tema/{theme}.ics: one theme; a theme that gathers others holds theirs too.
//   - /alla.ics: everything, webinars and meetings without theme too.
//   - /webbinarier.ics: the webinars.
//   - /kalender/{token}.ics: a chosen set of themes.
//   - /moten/{meeting}.ics: one meeting.
//   - /planera/kalender/{secret}.ics: everything with drafts, for an organiser.
//
// Each is there in Swedish, and in English after /en. After ?installda=dolj a feed is
// without the cancelled meetings, and after ?paminn=15 it has an alarm so many minutes
// before each: 10, 15, 30 or 60. Whatever else is asked for is as if it were not.
//
// Those of themes, of everything and of webinars are there as JSON Feed 1.1 and as Atom
// (RFC 4287) too, with .json or .atom in the place of .ics.
//
// # What a feed holds
//
// The past 400 days and everything to come; a cancelled meeting until 30 days after
// its day. So a feed is a function of what is kept and of the day in Stockholm, and
// the same on every node: it is made anew when either changes, and only then.
//
// # How it is served
//
// All meetings are kept in memory. The versions of all themes are asked for at most once
// a second, or as soon as the bus tells of a change, and then what has changed since. As
// long as a feed's version and the day are the same, its bytes are: plain and gzip, each
// with a strong ETag, written at once.
//
// All that feeds show is kept on disk too. When the database cannot be asked, feeds are
// served as they were, and a node that starts without it makes the very same bytes of
// what is on disk.
package feed

import (
	"context"
	"fmt"
	"log/slog"
	"sync"
	"sync/atomic"
	"time"

	"github.com/go-chi/chi/v5"
	"golang.org/x/sync/singleflight"

	"ringain/meetings"
	"ringain/meetings/ical"
	"ringain/meetings/store"
	"ringain/notify/bus"
	"ringain/server/change"
)

// Config is what Feeds needs.
type Config struct {
	Store  *store.Store     // nil while there is none: then feeds are served of what is in Dir
	Bus    bus.Bus          // tells of changes; without it they are seen within a second
	Origin string           // what addresses begin with, such as https://moten.example.org
	Host   string           // ends every UID, for life; that of the installation
	Dir    string           // where what feeds show is kept for a start without database; empty is nowhere
	Now    func() time.Time // the clock
	Log    *slog.Logger
}

// Feeds serves the calendars.
type Feeds struct {
	Config
	seen     atomic.Pointer[sight]
	told     atomic.Int64 // how often the bus has told of a change
	asking   sync.Mutex   // held by the one who asks for the versions
	shelf    *shelf
	tokens   *tokens
	building singleflight.Group
	press    sync.Pool     // of what compresses
	wake     chan struct{} // tells Run that there is something to prepare
	counts   counts

	keeping    sync.Mutex // held by the one who writes to disk
	keptWorld  *world     // what is there
	keptTokens int64
}

// New builds Feeds.
func New(c Config) *Feeds {
	return &Feeds{Config: c, shelf: newShelf(), tokens: newTokens(), wake: make(chan struct{}, 1)}
}

// Run listens for changes, prepares the feeds of all themes so that nobody waits for
// them, and keeps on disk what feeds show, until ctx ends. Feeds are served without it too.
func (f *Feeds) Run(ctx context.Context) error {
	defer f.listen()()
	defer f.keep()
	f.tell()
	for {
		select {
		case <-f.wake:
			f.prepare(ctx)
			f.keep()
		case <-ctx.Done():
			return nil
		}
		select { // one change is often followed by more
		case <-time.After(time.Second):
		case <-ctx.Done():
			return nil
		}
	}
}

// listen listens for changes until stop is called.
func (f *Feeds) listen() (stop func()) {
	if f.Bus == nil {
		return func() {}
	}
	return f.Bus.Subscribe(change.Feeds, func(bus.Message) { f.tell() })
}

// tell has the versions asked for at the next request.
func (f *Feeds) tell() {
	f.told.Add(1)
	f.wakeUp()
}

// wakeUp has Run look whether there is something to do.
func (f *Feeds) wakeUp() {
	select {
	case f.wake <- struct{}{}:
	default:
	}
}

// prepare makes the feeds of all themes.
func (f *Feeds) prepare(ctx context.Context) {
	defer func() {
		if fault := recover(); fault != nil {
			f.Log.Error("feeds could not be prepared", "fault", fault)
		}
	}()
	w, _ := f.look(ctx) // which tells of the error
	if w == nil {
		return
	}
	for _, lang := range []meetings.Lang{meetings.SV, meetings.EN} {
		list := []address{{kind: all, lang: lang, format: calendar}}
		for _, theme := range w.Themes {
			list = append(list, address{kind: themed, name: theme.Slug, lang: lang, format: calendar})
		}
		for _, a := range list {
			if _, err := f.find(ctx, a); err != nil {
				f.Log.Error("a feed cannot be prepared", "path", a.path(), "err", err)
			}
		}
	}
}

// Check makes every feed of themes and of everything, in each language and form, and says
// how many there are and which cannot be made. What is left out of one is in the log.
func (f *Feeds) Check(ctx context.Context) (looked int, bad []error) {
	w, err := f.look(ctx)
	if w == nil || err != nil {
		return 0, []error{err}
	}
	for _, lang := range []meetings.Lang{meetings.SV, meetings.EN} {
		for _, form := range []format{calendar, jsonFeed, atom} {
			list := []address{{kind: all, lang: lang, format: form}, {kind: webinars, lang: lang, format: form}}
			for _, theme := range w.Themes {
				list = append(list, address{kind: themed, name: theme.Slug, lang: lang, format: form})
			}
			for _, a := range list {
				looked++
				if _, err := f.find(ctx, a); err != nil {
					bad = append(bad, fmt.Errorf("%s: %w", a.path(), err))
				}
			}
		}
	}
	return looked, bad
}

// Routes registers the addresses of the feeds.
func (f *Feeds) Routes(r chi.Router) {
	webDAV()
	for _, lang := range []meetings.Lang{meetings.SV, meetings.EN} {
		for _, form := range []format{calendar, jsonFeed, atom} {
			for _, k := range []kind{all, webinars} {
				r.Handle(lang.Path("/"+string(k)+string(form)), f.handler(k, form, lang))
			}
			r.Handle(lang.Path("/"+string(themed)+"/{name}"+string(form)), f.handler(themed, form, lang))
		}
		for _, k := range []kind{chosen, single, private} {
			r.Handle(lang.Path("/"+string(k)+"/{name}"+string(calendar)), f.handler(k, calendar, lang))
		}
	}
}

// options are those of the events of a language.
func (f *Feeds) options(lang meetings.Lang, w *world) ical.Options {
	return ical.Options{Lang: lang, Origin: f.Origin, Host: w.host, Themes: w.names}
}
