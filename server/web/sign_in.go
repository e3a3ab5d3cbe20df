package web

import (
	"net/http"
	"net/url"

	"github.com/go-chi/chi/v5"

	"ringain/meetings"
	"ringain/server/auth"
)

// signInForm is what a one-time link shows. Reading it does not use the link up, since
// programs that look for viruses in mail read links too.
func (w *Web) signInForm(p *page, r *http.Request) (body, error) {
	f := form{Values: url.Values{}}
	if p.Known {
		f.Values.Set("name", p.Who.Name)
	}
	return w.signInWith(p, r, f)
}

func (w *Web) signInWith(p *page, r *http.Request, f form) (body, error) {
	p.Private = true
	l, err := w.auth.Link(r.Context(), chi.URLParam(r, "secret"))
	if refusal, ok := refused(err); ok {
		return usedLink(p, refusal), nil
	}
	if err != nil {
		return nil, err
	}
	v := signInView{Link: l, Form: f}
	if l.Account != "" && l.Kind != meetings.EmailLink {
		a, _, err := w.store.Account(r.Context(), l.Account)
		if err != nil {
			return nil, err
		}
		v.As = a.Name
	}
	if l.Kind == meetings.InviteLink && l.Asks(p.Who) {
		v.Provider = w.providerName()
	}
	all, err := w.store.Conveners(r.Context())
	if err != nil {
		return nil, err
	}
	for _, o := range all {
		if o.ID == l.Convener && len(all) > 1 {
			v.Convener = o.Name
		}
	}
	p.Title = p.Say("Logga in", "Sign in")
	if l.Kind == meetings.EmailLink {
		p.Title = p.Say("Bekräfta e-postadressen", "Confirm the e-mail address")
	}
	switch l.Kind {
	case meetings.SetupLink:
		p.Title = p.Say("Logga in som organisatör", "Sign in as an organiser")
	case meetings.InviteLink:
		p.Title = p.Say("Logga in som ", "Sign in as an ") + p.sayRole(l.Role)
	}
	return signInPage(p, v), nil
}

// usedLink is the page of a link that is good for nothing.
func usedLink(p *page, refusal *meetings.Refusal) body {
	p.becomeError(status(refusal.Kind))
	p.Title = p.Say("Länken går inte att använda", "The link cannot be used")
	return usedLinkPage(p)
}

// signInView is what a link does, before it is used.
type signInView struct {
	Link     meetings.EntryLink
	As       string // whom it signs in, when that is somebody who has an account
	Convener string // the organisation that it leads to, where there are several
	Provider string // of identities, by which it can be accepted too; empty for none
	Form     form
}

// signIn uses the link up and begins an organiser's session.
func (w *Web) signIn(p *page, rw http.ResponseWriter, r *http.Request) error {
	if r.PostForm.Get("do") == "vidare" {
		err := w.atProvider(p, rw, r, auth.Purpose{Invitation: chi.URLParam(r, "secret"), Name: r.PostForm.Get("name")})
		if err == nil {
			return nil
		}
		return w.again(p, rw, r, err, w.signInWith)
	}
	if r.PostForm.Get("do") == "nej" {
		return w.decline(p, rw, r)
	}
	who, err := w.auth.SignIn(rw, r, chi.URLParam(r, "secret"), r.PostForm.Get("name"))
	if refusal, ok := refused(err); ok && refusal.Kind == meetings.SignIn {
		return w.show(rw, r, p, usedLink(p, refusal))
	}
	if err != nil {
		return w.again(p, rw, r, err, w.signInWith)
	}
	return w.arrive(rw, r, p, who)
}

// decline says no to an invitation.
func (w *Web) decline(p *page, rw http.ResponseWriter, r *http.Request) error {
	l, err := w.auth.Link(r.Context(), chi.URLParam(r, "secret"))
	if err != nil {
		return w.again(p, rw, r, err, w.signInWith)
	}
	if _, err := w.store.DeclineInvitation(l.ID, p.Now); err != nil {
		return err
	}
	p.becomeError(http.StatusOK)
	p.Title = p.Say("Du har tackat nej", "You have declined")
	return w.show(rw, r, p, declinedPage(p))
}

// signOut ends the session.
func (w *Web) signOut(p *page, rw http.ResponseWriter, r *http.Request) error {
	w.auth.Drop(rw)
	if err := w.auth.End(rw, r); err != nil {
		return err
	}
	return see(rw, r, p, "/")
}
