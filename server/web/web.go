// Package web is the pages and the forms: one file per page, its templ component
// beside it.
//
// Every page is complete without scripts, in Swedish and in English. A page of the
// same words has the same address in both languages, after /en in English. Pages
// read from the store; forms go through package change.
package web

import (
	"log/slog"
	"net/http"
	"strings"
	"time"

	"github.com/go-chi/chi/v5"

	"ringain/client"
	"ringain/meetings"
	"ringain/meetings/store"
	"ringain/server/auth"
	"ringain/server/change"
	"ringain/server/wire"
)

// Site says whose installation it is.
type Site struct {
	Origin      string        // its own address, such as https://moten.example.org, without a slash at the end
	Name        meetings.Text // the name in the header; "Öppen samordning" when empty
	Responsible string        // the organisation that answers for the pages; may be empty
	Contact     string        // an e-mail address for questions and faults; may be empty
}

// Config is what Web needs. Now, NewID and Presence may be given by tests.
type Config struct {
	Site     Site
	Store    *store.Store
	Change   *change.Changes
	Auth     *auth.Auth
	Client   *client.Files
	Log      *slog.Logger
	Now      func() time.Time
	NewID    func() meetings.ID
	Presence func(meetings.ID) wire.Presence // who is in a room; nil when nobody can tell
}

// Web serves the pages.
type Web struct {
	site     Site
	store    *store.Store
	change   *change.Changes
	auth     *auth.Auth
	client   *client.Files
	log      *slog.Logger
	now      func() time.Time
	newID    func() meetings.ID
	presence func(meetings.ID) wire.Presence
}

// New builds Web.
func New(c Config) *Web {
	c.Site.Origin = strings.TrimSuffix(c.Site.Origin, "/")
	if c.Site.Name.Empty() {
		c.Site.Name = meetings.Text{SV: "Öppen samordning", EN: "Open coordination"}
	}
	if c.Presence == nil {
		c.Presence = func(meetings.ID) wire.Presence { return wire.Presence{} }
	}
	return &Web{site: c.Site, store: c.Store, change: c.Change, auth: c.Auth, client: c.Client,
		log: c.Log, now: c.Now, newID: c.NewID, presence: c.Presence}
}

// Routes puts the pages into a router, in both languages, and answers what nobody
// else answers. Whoever calls it puts [auth.Auth.Know], the protection against
// posts from other origins and the limits of rate around the router.
func (w *Web) Routes(r chi.Router) {
	for _, lang := range []meetings.Lang{meetings.SV, meetings.EN} {
		get := func(path string, v view) {
			at := strings.TrimSuffix(lang.Path(path), "/")
			if path == "/" {
				r.Get(lang.Path(path), w.page(v))
				r.Head(lang.Path(path), w.page(v))
			}
			if at != "" {
				r.Get(at, w.page(v))
				r.Head(at, w.page(v))
			}
		}
		post := func(path string, a act) { r.Post(lang.Path(path), w.form(a)) }
		w.publicRoutes(get, post)
	}
	r.NotFound(w.page(w.notFound))
}

// publicRoutes are the pages that anybody may read.
func (w *Web) publicRoutes(get func(string, view), post func(string, act)) {
	get("/", w.start)
	get("/moten", w.allMeetings)
	get("/tema/{theme}", w.theme)
	get("/om", w.about)
	get("/kalender", w.calendar)
	post("/kalender", w.chooseCalendar)
	get("/kalender/{token}", w.chosenCalendar)
	get("/moten/{meeting}", w.meeting)
	post("/moten/{meeting}/delta", w.join)
}

// notFound answers an address that nothing has.
func (w *Web) notFound(*page, *http.Request) (body, error) {
	return nil, meetings.Refuse(meetings.Unknown, "Det finns ingen sida på den här adressen.", "There is no page at this address.")
}
