package web

import (
	"net/http"
	"net/url"

	"github.com/go-chi/chi/v5"

	"ringain/meetings"
)

// signInForm is what a one-time link shows. Reading it does not use the link up, since
// programs that look for viruses in mail read links too.
func (w *Web) signInForm(p *page, r *http.Request) (body, error) {
	f := form{Values: url.Values{}}
	if p.Known {
		f.Values.Set("name", p.Person.Name)
	}
	return w.signInWith(p, r, f)
}

func (w *Web) signInWith(p *page, _ *http.Request, f form) (body, error) {
	p.Title, p.Private = p.Say("Logga in som organisatör", "Sign in as an organiser"), true
	return signInPage(p, f), nil
}

// signIn uses the link up and begins an organiser's session.
func (w *Web) signIn(p *page, rw http.ResponseWriter, r *http.Request) error {
	err := w.auth.SignIn(rw, r, chi.URLParam(r, "secret"), r.PostForm.Get("name"))
	if refusal, ok := refused(err); ok && refusal.Kind == meetings.SignIn {
		p.Title, p.Status, p.Private = p.Say("Länken går inte att använda", "The link cannot be used"), status(refusal.Kind), true
		return w.show(rw, r, p, usedLinkPage(p))
	}
	if err != nil {
		return w.again(p, rw, r, err, w.signInWith)
	}
	return see(rw, r, p, "/planera")
}

// signOut ends the session.
func (w *Web) signOut(p *page, rw http.ResponseWriter, r *http.Request) error {
	if err := w.auth.End(rw, r); err != nil {
		return err
	}
	return see(rw, r, p, "/")
}

// linkForm is where an organiser makes a link for a colleague.
func (w *Web) linkForm(p *page, _ *http.Request) (body, error) {
	p.Title = p.Say("Bjud in en organisatör", "Invite an organiser")
	return linkPage(p, ""), nil
}

// newLink makes a one-time link and shows it, this once.
func (w *Web) newLink(p *page, rw http.ResponseWriter, r *http.Request) error {
	secret, err := w.auth.NewLink()
	if err != nil {
		return err
	}
	p.Title = p.Say("Bjud in en organisatör", "Invite an organiser")
	return w.show(rw, r, p, linkPage(p, p.URL("/in/"+secret)))
}
