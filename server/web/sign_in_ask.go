package web

import (
	"net/http"
	"net/url"

	"ringain/meetings"
)

// askForm is where somebody who has an account asks for a link to sign in by.
func (w *Web) askForm(p *page, r *http.Request) (body, error) {
	return w.askWith(p, r, form{Values: url.Values{}})
}

func (w *Web) askWith(p *page, r *http.Request, f form) (body, error) {
	p.Title, p.Path, p.Private = p.Say("Logga in", "Sign in"), "/logga-in", true
	return askPage(p, askView{Keys: w.keys != nil, Form: f, Mails: w.post != nil, Asked: r.URL.Query().Has("skickat"), Provider: w.providerName()}), nil
}

// askView is how one signs in here.
type askView struct {
	Form     form
	Mails    bool   // links are sent by mail
	Asked    bool   // one has just been asked for
	Provider string // of identities, by name; empty for none
	Keys     bool   // passkeys can be used here
}

// askLink answers the same whoever's the address is, and as soon: it is looked up later.
func (w *Web) askLink(p *page, rw http.ResponseWriter, r *http.Request) error {
	email, err := meetings.CheckEmail(r.PostForm.Get("email"))
	if err == nil && w.post == nil {
		err = noMail()
	}
	if err == nil {
		err = w.post.Ask(email, p.Lang)
	}
	if err != nil {
		return w.again(p, rw, r, err, w.askWith)
	}
	return see(rw, r, p, "/logga-in?skickat")
}
