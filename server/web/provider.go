package web

import (
	"net/http"
	"net/url"

	"ringain/meetings"
	"ringain/server/auth"
)

// atProvider sends somebody on to the provider of identities. A form cannot lead there by
// itself: the browser is told that forms of ours go to us alone. So a page does.
func (w *Web) atProvider(p *page, rw http.ResponseWriter, r *http.Request, why auth.Purpose) error {
	if w.provider == nil {
		return meetings.Refuse(meetings.Unknown, "Så går det inte att logga in här.", "One cannot sign in that way here.")
	}
	why.Lang = p.Lang
	address, err := w.provider.Begin(rw, r, why)
	if err != nil {
		return err
	}
	p.Private, p.Onward, p.Title = true, address, p.Say("Du skickas vidare", "You are sent on")
	return w.show(rw, r, p, onwardPage(p, w.provider.Name))
}

// signInThere begins a sign-in at the provider.
func (w *Web) signInThere(p *page, rw http.ResponseWriter, r *http.Request) error {
	if err := w.atProvider(p, rw, r, auth.Purpose{}); err != nil {
		return w.again(p, rw, r, err, w.askWith)
	}
	return nil
}

// fromProvider is where the provider sends people back to.
func (w *Web) fromProvider(p *page, rw http.ResponseWriter, r *http.Request) error {
	p.Private = true
	if w.provider == nil {
		_, err := w.notFound(p, r)
		return err
	}
	a, err := w.provider.Finish(rw, r)
	if a.Lang != "" {
		p.Lang = a.Lang
	}
	if refusal, ok := refused(err); ok {
		show := w.askWith
		if a.Linked && p.Who.Account != "" {
			show = w.accountWith
		}
		b, err := show(p, r, form{Values: url.Values{}, Refusal: refusal})
		if err != nil {
			return err
		}
		p.Status = status(refusal.Kind)
		return w.show(rw, r, p, b)
	}
	if err != nil {
		return err
	}
	if a.Linked {
		return see(rw, r, p, "/konto?gjort=koppla")
	}
	return w.arrive(rw, r, p, a.Who)
}

// arrive leads whoever has just signed in to their work, or back to what they were about to do.
func (w *Web) arrive(rw http.ResponseWriter, r *http.Request, p *page, who meetings.Person) error {
	if _, held := w.auth.Held(r, who.Account); held {
		return see(rw, r, p, heldPath)
	}
	if !meetings.MayPlan(who) {
		return see(rw, r, p, "/planera/stodlista")
	}
	return see(rw, r, p, "/planera")
}

// offered are the ways in which people sign in here by themselves.
func (w *Web) offered() meetings.Offered {
	o := meetings.Offered{Mail: w.post != nil, Passkeys: w.keys != nil}
	if w.provider != nil {
		o.Issuer = w.provider.Issuer
	}
	return o
}

// providerName is what the provider is called; empty where there is none.
func (w *Web) providerName() string {
	if w.provider == nil {
		return ""
	}
	return w.provider.Name
}
