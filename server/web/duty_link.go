package web

import (
	"net/http"
	"strings"
	"time"

	"github.com/go-chi/chi/v5"

	"ringain/meetings"
	"ringain/meetings/store"
)

// dutyLinkLasts is how long a browser remembers the link for a role that it was opened by.
const dutyLinkLasts = time.Hour

const dutyLinkCookie = "ringain-roll"

// rolesView is what the page of the roles in a meeting shows.
type rolesView struct {
	roomView
	Links []store.DutyLink
	Made  string        // a link that was just made, in full
	For   meetings.Duty // the role it is for
	Form  form
}

func rolesPath(m meetings.Meeting) string { return meetingPath(m) + "/rum/roller" }

func takeRolePath(m meetings.Meeting) string { return meetingPath(m) + "/roll" }

// roles is where an organiser sees who has which role, takes roles back, and makes links
// by which others take one.
func (w *Web) roles(p *page, r *http.Request) (body, error) { return w.rolesWith(p, r, form{}) }

func (w *Web) rolesWith(p *page, r *http.Request, f form) (body, error) {
	v, err := w.rolesOf(p, r)
	v.Form = f
	return rolesPage(p, v), err
}

func (w *Web) rolesOf(p *page, r *http.Request) (v rolesView, err error) {
	room, _, err := w.roomOf(p, r)
	if err != nil {
		return v, err
	}
	p.Title = p.Say("Roller, ", "Roles, ") + p.In(room.Meeting.Title)
	p.Section, p.Path, p.Private = "/moten", rolesPath(room.Meeting), true
	v.roomView = w.wordsFor(p, room)
	v.OnDuty = w.onDuty(r, v.roomView)
	v.Links, err = w.store.DutyLinks(r.Context(), room.Meeting.ID)
	return v, err
}

// changeRoles takes a role back, revokes a link, or makes one and shows it, this once.
func (w *Web) changeRoles(p *page, rw http.ResponseWriter, r *http.Request) error {
	room, _, err := w.roomOf(p, r)
	if err != nil {
		return err
	}
	m := room.Meeting
	switch r.PostForm.Get("do") {
	case "link.make":
		duty := meetings.Duty(r.PostForm.Get("duty"))
		secret, err := w.change.AddDutyLink(p.Person, m.ID, duty)
		if err != nil {
			return w.again(p, rw, r, err, w.rolesWith)
		}
		v, err := w.rolesOf(p, r)
		if err != nil {
			return err
		}
		v.Made, v.For = p.URL(takeRolePath(m)+"/"+secret), duty
		return w.show(rw, r, p, rolesPage(p, v))
	case "link.revoke":
		err = w.change.RevokeDutyLink(p.Person, m.ID, meetings.ID(r.PostForm.Get("link")))
	default:
		c, ok := dutyCommand(r.PostForm)
		if !ok {
			err = meetings.Refuse(meetings.Invalid, "Det finns inget sådant att göra. Välj en av knapparna.", "There is no such thing to do. Choose one of the buttons.")
		} else if err = w.inPace(p, m); err == nil {
			err = w.mayCome(r, m) // an organiser may take a role before they have been in the room
		}
		if err == nil {
			_, err = w.change.Do(r.Context(), p.Person, m.ID, w.newID(), c)
		}
	}
	if err != nil {
		return w.again(p, rw, r, err, w.rolesWith)
	}
	return see(rw, r, p, rolesPath(m))
}

// openRole keeps the secret of a link in a cookie, and leads on to an address without it,
// so that it stands in no history and is told to nobody as where one came from. Nothing
// is taken by it: programs that look for viruses in mail read links too.
func (w *Web) openRole(p *page, rw http.ResponseWriter, r *http.Request) error {
	room, _, err := w.roomOf(p, r)
	if err != nil {
		return err
	}
	rw.Header().Set("Referrer-Policy", "no-referrer")
	http.SetCookie(rw, w.roleCookie(p, room.Meeting, chi.URLParam(r, "secret"), int(dutyLinkLasts.Seconds())))
	return see(rw, r, p, takeRolePath(room.Meeting))
}

func (w *Web) roleCookie(p *page, m meetings.Meeting, secret string, age int) *http.Cookie {
	return &http.Cookie{Name: dutyLinkCookie, Value: secret, Path: p.Href(takeRolePath(m)), MaxAge: age,
		HttpOnly: true, Secure: strings.HasPrefix(w.site.Origin, "https:"), SameSite: http.SameSiteLaxMode}
}

// linkOf returns the secret of the link that a browser was opened by, and what it is for.
func (w *Web) linkOf(p *page, r *http.Request, m meetings.Meeting) (secret string, l store.DutyLink, err error) {
	if c, err := r.Cookie(dutyLinkCookie); err == nil && len(c.Value) <= 64 {
		secret = c.Value
	}
	l, err = w.change.DutyLink(r.Context(), m.ID, p.Person.ID, secret)
	return secret, l, err
}

// takeRoleForm asks somebody who has opened a link for a role who they are.
func (w *Web) takeRoleForm(p *page, r *http.Request) (body, error) {
	return w.takeRoleWith(p, r, w.introduction(p, r))
}

func (w *Web) takeRoleWith(p *page, r *http.Request, f form) (body, error) {
	room, _, err := w.roomOf(p, r)
	if err != nil {
		return nil, err
	}
	p.Section, p.Path, p.Private = "/moten", takeRolePath(room.Meeting), true
	_, l, err := w.linkOf(p, r, room.Meeting)
	if err != nil {
		return nil, err
	}
	v := w.wordsFor(p, room)
	v.Form = f
	p.Title = capital(v.Say(string(l.Duty))) + ", " + p.In(room.Meeting.Title)
	return takeRolePage(p, v, l), nil
}

// takeRole has somebody take the role, and leads them into the room.
func (w *Web) takeRole(p *page, rw http.ResponseWriter, r *http.Request) error {
	room, _, err := w.roomOf(p, r)
	if err != nil {
		return err
	}
	secret, _, err := w.linkOf(p, r, room.Meeting)
	if err != nil {
		return err
	}
	v, known := w.visitor(r, room.Meeting.ID)
	if !known || v.Role == meetings.Guest {
		f := form{Values: r.PostForm}
		if v.Person, err = w.auth.Join(rw, r, f.Value("name"), f.Value("organisation"), f.Value("sector")); err != nil {
			return w.again(p, rw, r, err, w.takeRoleWith)
		}
		w.auth.Remember(rw, v.Person, f.Has("remember", "1"))
	}
	if err := w.change.TakeDuty(v, room.Meeting.ID, secret); err != nil {
		return w.again(p, rw, r, err, w.takeRoleWith)
	}
	http.SetCookie(rw, w.roleCookie(p, room.Meeting, "", -1))
	return see(rw, r, p, meetingPath(room.Meeting)+"/rum")
}
