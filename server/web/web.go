// Package web is the pages and the forms: one file per page, its templ component
// beside it.
//
// Every page is complete without scripts, in Swedish and in English. A page of the
// same words has the same address in both languages, after /en in English. Pages
// read from the store; forms go through package change.
package web

import (
	"cmp"
	"log/slog"
	"net/http"
	"strings"
	"time"

	"github.com/go-chi/chi/v5"

	"ringain/client"
	"ringain/meetings"
	"ringain/meetings/notes"
	"ringain/meetings/store"
	"ringain/notify/letter"
	"ringain/server/auth"
	"ringain/server/change"
	"ringain/server/wire"
)

// Config is what Web needs. Now and NewID are given by tests.
type Config struct {
	Store       *store.Store
	Change      *change.Changes
	Auth        *auth.Auth
	Files       *client.Files
	Origin      string // the installation's own address, such as https://moten.example.org
	Name        string // in the header of every page; "Ringa-in-möten" when empty
	Responsible string // the organisation that answers for the pages; may be empty
	Contact     string // an e-mail address for questions and faults; may be empty
	Log         *slog.Logger
	Now         func() time.Time
	NewID       func() meetings.ID

	// Post mails links to sign in by; nil where no mail server is set.
	Post *auth.Post

	// Provider is where people sign in too; nil for none.
	Provider *auth.Provider

	// Keys are the passkeys by which people sign in too; nil where browsers take none.
	Keys *auth.Keys

	// Letters is what all letters have alike; nil when none are sent.
	Letters *letter.Options

	FileSize int64 // bytes that a shared file has at the most

	Terms meetings.Terms // how long things are kept; the usual ones when zero

	// FileState is what is known of a file to whoever reads a page. It may be nil.
	FileState func(meetings.FileState) meetings.FileState
	// Presence tells who is in a room, for those who read it without scripts. It may be nil.
	Presence func(meetings.ID) wire.Presence
	// Allows reports whether somebody may do one more thing in a meeting just now: forms
	// have the pace of the live room. It may be nil.
	Allows func(meetings.ID, meetings.Person) bool
}

// Web serves the pages.
type Web struct {
	site     site
	store    *store.Store
	change   *change.Changes
	auth     *auth.Auth
	post     *auth.Post // nil where no mail server is set
	provider *auth.Provider
	keys     *auth.Keys
	files    *client.Files
	log      *slog.Logger
	now      func() time.Time
	newID    func() meetings.ID
	presence func(meetings.ID) wire.Presence
	allows   func(meetings.ID, meetings.Person) bool
	written  *written
	seeking  chan struct{} // by those who look for words just now

	letters *letter.Options
	terms   meetings.Terms

	fileSize  int64
	fileState func(meetings.FileState) meetings.FileState
}

// site says whose installation it is.
type site struct{ Origin, Name, Responsible, Contact string }

// New builds Web.
func New(c Config) *Web {
	if c.Presence == nil {
		c.Presence = func(meetings.ID) wire.Presence { return wire.Presence{} }
	}
	if c.Allows == nil {
		c.Allows = func(meetings.ID, meetings.Person) bool { return true }
	}
	c.Terms = cmp.Or(c.Terms, meetings.UsualTerms())
	if c.FileState == nil {
		c.FileState = func(s meetings.FileState) meetings.FileState { return s }
	}
	return &Web{store: c.Store, change: c.Change, files: c.Files, log: c.Log, now: c.Now, newID: c.NewID,
		auth: c.Auth, post: c.Post, provider: c.Provider, keys: c.Keys,
		letters: c.Letters, terms: c.Terms, seeking: make(chan struct{}, seekers),
		fileSize: c.FileSize, fileState: c.FileState, presence: c.Presence, allows: c.Allows,
		written: &written{store: c.Store, change: c.Change, kept: map[meetings.ID]*reading{}},
		site:    site{strings.TrimSuffix(c.Origin, "/"), cmp.Or(c.Name, "Ringa-in-möten"), c.Responsible, c.Contact}}
}

// Routes puts the pages into a router, in both languages, and answers what nobody
// else answers. Whoever calls it puts [auth.Auth.Know], the protection against
// posts from other origins and the limits of rate around the router.
func (w *Web) Routes(r chi.Router) {
	for _, lang := range []meetings.Lang{meetings.SV, meetings.EN} {
		get := func(path string, v view) { r.Get(lang.Path(path), w.answer(w.page(v))) }
		post := func(path string, a act) { r.Post(lang.Path(path), w.form(a)) }
		w.publicRoutes(get, post)
		r.Get(lang.Path("/moten/{meeting}/qr.svg"), w.answer(w.qrCode))
		r.Get(lang.Path("/moten/{meeting}/roll/{secret}"), w.answer(w.openRole))
		r.Get(lang.Path("/moten/{meeting}/rum/vantar"), w.answer(w.lobby))
		r.Get(lang.Path("/kalender/kod.svg"), w.answer(w.feedCode))
		r.Get(lang.Path("/stodlista.json"), w.answer(w.supportJSON))
		r.Get(lang.Path("/stodlista.atom"), w.answer(w.supportAtom))
		r.Get(lang.Path("/moten/{meeting}/anteckningar.md"), w.answer(w.notesFile("text/markdown", ".md", notes.AllMarkdown)))
		r.Get(lang.Path("/moten/{meeting}/anteckningar.txt"), w.answer(w.notesFile("text/plain", ".txt", notes.AllText)))
		r.Get(lang.Path("/moten/{meeting}/minnesanteckningar.md"), w.answer(w.minutesFile("text/markdown", ".md", notes.MinutesMarkdown)))
		r.Get(lang.Path("/moten/{meeting}/minnesanteckningar.txt"), w.answer(w.minutesFile("text/plain", ".txt", notes.MinutesText)))
		r.Get(lang.Path("/moten/{meeting}/minnesanteckningar.html"), w.answer(w.minutesPageFile()))
		r.Get(lang.Path("/moten/{meeting}/minnesanteckningar/granska"), w.answer(w.page(w.forLeaders(w.reviewMinutes))))
		r.Post(lang.Path("/moten/{meeting}/minnesanteckningar/granska"), w.formUpTo(maxMinutesForm, w.byLeaders(w.writeMinutes)))
		r.Get(lang.Path("/moten/{meeting}/rum/liknar"), w.answer(w.alike))
		r.Post(lang.Path("/moten/{meeting}/rum/finns"), w.form(w.findMaterial))
		w.organiserRoutes(get, post)
		w.figureRoutes(r, lang)
		w.mineRoutes(r, lang, get, post)
	}
	r.Get(auth.Returned, w.answer(w.fromProvider))
	r.Get("/en", w.answer(w.page(w.start)))
	r.NotFound(w.answer(w.page(w.notFound)))
}

// publicRoutes are the pages and forms of people who take part. The addresses of
// forms show the page they are on, for whoever comes back to them.
func (w *Web) publicRoutes(get func(string, view), post func(string, act)) {
	get("/", w.start)
	get("/om", w.about)
	get("/moten", w.allMeetings)
	get("/tema/{theme}", w.theme)
	get("/tema/{theme}/folj", w.followForm)
	post("/tema/{theme}/folj", w.follow)
	get("/folj/tack", w.asked)
	get("/folj/{token}", w.own)
	get("/folj/{token}/ja", w.own)
	post("/folj/{token}/ja", w.sayYes())
	get("/folj/{token}/paminn", w.own)
	post("/folj/{token}/paminn", w.remind())
	get("/folj/{token}/sluta", w.own)
	post("/folj/{token}/sluta", w.stop())
	get("/kalender", w.calendar)
	post("/kalender", w.chooseCalendar)
	get("/kalender/{token}", w.chosenCalendar)
	get("/stodlista", w.supportList)
	get("/stodlista/foresla", w.propose)
	post("/stodlista/foresla", w.sendProposal)
	get("/stodlista/tack", w.thanks)
	get("/stodlista/inbaddad", w.framedList)
	get("/stodlista/badda-in", w.frameIt)
	get("/sok", w.search)
	get("/stodlista/{stod}", w.supportEntry)
	get("/stodlista/{stod}/bekrafta", w.supportEntry)
	post("/stodlista/{stod}/bekrafta", w.confirmSupport)
	get("/stodlista/{stod}/fel", w.reportForm)
	post("/stodlista/{stod}/fel", w.reportSupport)
	get("/moten/{meeting}", w.meeting)
	get("/moten/{meeting}/delta", w.meeting)
	post("/moten/{meeting}/delta", w.join)
	get("/moten/{meeting}/forslag", w.itemProposalForm)
	post("/moten/{meeting}/forslag", w.proposeItem)
	get("/moten/{meeting}/rum", w.room)
	get("/moten/{meeting}/rum/gor", w.room)
	post("/moten/{meeting}/rum/gor", w.do)
	get("/moten/{meeting}/rum/anteckna", w.room)
	post("/moten/{meeting}/rum/anteckna", w.addNote)
	get("/moten/{meeting}/rum/sena", w.room)
	post("/moten/{meeting}/rum/sena", w.settleLate)
	get("/moten/{meeting}/rum/logg", w.houseLog)
	get("/moten/{meeting}/roll", w.takeRoleForm)
	post("/moten/{meeting}/roll", w.takeRole)
	get("/moten/{meeting}/textning", w.captions)
	post("/moten/{meeting}/textning", w.writeCaption)
	get("/moten/{meeting}/anteckningar", w.notesPage)
	get("/moten/{meeting}/minnesanteckningar", w.minutes)
	get("/inledare/{secret}", w.presenter)
	post("/inledare/{secret}", w.bringBeforehand)
}

// notFound answers an address that nothing has.
func (w *Web) notFound(*page, *http.Request) (body, error) {
	return nil, meetings.Refuse(meetings.Unknown, "Det finns ingen sida på den här adressen.", "There is no page at this address.")
}
