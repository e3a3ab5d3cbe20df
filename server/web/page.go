package web

import (
	"net/http"
	"strings"
	"time"

	"github.com/a-h/templ"

	"ringain/client"
	"ringain/meetings"
	"ringain/server/auth"
)

// page is what every page knows of itself and of whoever asks.
type page struct {
	Site site
	Lang meetings.Lang
	Now  meetings.Instant

	Who    meetings.Person // who asks; without identity when nobody has said their name
	Person meetings.Person // the same, as they are in the meeting that the page is about
	Known  bool            // somebody has said their name
	Done   done            // what an organiser has just done

	Letters bool        // letters are sent from here
	Told    int         // how many get a letter about what an organiser is about to do
	Unheard bool        // nobody has been told yet of what it is done to
	AtOnce  bool        // they get it at once
	Letter  *letterView // as it would be; nil when nobody has asked to see it

	Path    string // the page's own address in Swedish; the language switch leads to the same page
	Title   string // the page in the window's title, before the name of the site
	Section string // the address in the menu that the page belongs to
	Feed    string // the address of the calendar of what the page shows, if it has one
	Script  string // the source in client/src that takes the page over; page.ts unless set
	Status  int    // 200 unless set
	Class   string // of main, beside wrap
	Refresh int    // seconds after which the page is asked for again without scripts; 0: never
	Onward  string // an address elsewhere that the page leads to by itself
	Private bool   // kept in no cache, since it shows what concerns one person
	NoIndex bool   // search engines leave it out
	Framed  bool   // made to stand in a page of another site, and the same for everybody

	style        client.Style
	script, icon string
	parts        []string // of the script
}

// toolStyle is the stylesheet of the tools of those who run a meeting.
const toolStyle = "run.css"

// styles are the stylesheets that the page has beside that of every page.
func (p *page) styles() (more []string) {
	if meetings.MayEdit(p.Who) {
		more = append(more, "plan.css")
	}
	if p.Section == "/stodlista" || p.Section == "/sok" || strings.HasPrefix(p.Path, "/planera/stodlista") || strings.Contains(p.Path, "/minnesanteckningar") {
		more = append(more, "list.css")
	}
	if p.Script == "captions.ts" {
		more = append(more, captionStyle)
	}
	if p.Script == "room.tsx" {
		more = append(more, "room.css")
		if p.Known && meetings.MayRun(p.Person) {
			more = append(more, toolStyle)
		}
	}
	return more
}

func (w *Web) newPage(r *http.Request) *page {
	p := &page{Site: w.site, Now: meetings.At(w.now()), Status: http.StatusOK, Script: "page.ts"}
	p.Lang = meetings.PathLang(r.URL.Path)
	p.Path = r.URL.Path
	if p.Lang == meetings.EN {
		p.Path = strings.TrimPrefix(p.Path, "/en")
	}
	if p.Path == "" {
		p.Path = "/"
	}
	p.Who, p.Known = auth.Person(r)
	p.Person = p.Who
	p.Letters = w.letters != nil
	p.Private = p.Known
	if p.MayPlan() {
		p.Done = w.justDone(r)
	}
	return p
}

// becomeError makes p the page that tells of an error.
func (p *page) becomeError(status int) {
	p.Status, p.Private = status, true
	p.Path, p.Section, p.Feed, p.Script = "/", "", "", "page.ts"
}

// Say returns the words in the language of the page.
func (p *page) Say(sv, en string) string {
	if p.Lang == meetings.EN {
		return en
	}
	return sv
}

// In returns a text in the language of the page.
func (p *page) In(t meetings.Text) string { return t.In(p.Lang) }

// LangOf returns the language a text is shown in, when it is not that of the page.
func (p *page) LangOf(t meetings.Text) string {
	if p.Lang == meetings.EN && t.EN == "" && t.SV != "" {
		return "sv"
	}
	if p.Lang == meetings.SV && t.SV == "" && t.EN != "" {
		return "en"
	}
	return ""
}

// Href returns an address of ours in the language of the page.
func (p *page) Href(path string) string { return p.Lang.Path(path) }

// address is Href for an address that may be a place on this page.
func (p *page) address(path string) string {
	if strings.HasPrefix(path, "#") {
		return path
	}
	return p.Href(path)
}

// URL returns an address of ours in full, to be used outside the page.
func (p *page) URL(path string) string { return p.Site.Origin + p.Lang.Path(path) }

// MayPlan reports whether whoever asks may plan meetings: the one that the page is about, if it is.
func (p *page) MayPlan() bool { return p.Known && meetings.MayPlan(p.Person) }

// other returns the language that the page can be switched to.
func (p *page) other() meetings.Lang {
	if p.Lang == meetings.EN {
		return meetings.SV
	}
	return meetings.EN
}

// webcal is the attribute href with an address of ours that opens the calendar
// program. The scheme is one that templ does not know as harmless, so this is
// the only place where an address is written past it.
func (p *page) webcal(path string) templ.Attributes {
	return templ.Attributes{"href": p.webcalURL(path)}
}

// webcalURL is an address of ours in full, with the scheme that opens the calendar program.
func (p *page) webcalURL(path string) string {
	_, rest, _ := strings.Cut(p.URL(path), "://")
	return "webcal://" + rest
}

// title is the whole title of the window.
func (p *page) title() string {
	name := p.Site.Name
	if p.Title == "" || p.Title == name {
		return name
	}
	return p.Title + " – " + name
}

// local returns a moment by the clock of a meeting.
func local(m meetings.Meeting, i meetings.Instant) time.Time { return i.In(m.Location()) }

// current says how the page in the menu relates to this one: it is it, or this one belongs to it.
func (p *page) current(path string) string {
	if p.Path == path {
		return "page"
	}
	return "true"
}

// organiser refuses whoever may not plan meetings: first say who you are.
func (p *page) organiser() error { return p.allowed(p.MayPlan()) }

// allowed refuses what only some who sign in may do: whoever has not done so does it first.
func (p *page) allowed(may bool) error {
	switch {
	case may:
		return nil
	case p.Who.Account != "" || meetings.MayEdit(p.Who):
		return meetings.Refuse(meetings.NotAllowed, "Det här får du inte göra. Det hör till en annan organisation, eller sköts av andra i din. Under Konto står vad du får göra.",
			"You may not do this. It belongs to another organisation, or others in yours look after it. What you may do is under Account.")
	}
	return meetings.Refuse(meetings.SignIn, "Den här sidan är för organisatörer. Öppna din länk för att logga in först. Har du ingen, be en kollega som är organisatör om en.",
		"This page is for organisers. Open your link to sign in first. If you have none, ask a colleague who is an organiser for one.")
}
