package web

import (
	"maps"
	"net/http"
	"net/url"

	"github.com/go-chi/chi/v5"

	"ringain/meetings"
	"ringain/meetings/ical"
	"ringain/server/auth"
)

// accountRoutes are how people sign in, what concerns their own account, and who is what
// in their organisation.
func (w *Web) accountRoutes(get func(string, view), post func(string, act)) {
	get("/logga-in", w.askForm)
	post("/logga-in", w.askLink)
	get("/logga-in/vidare", w.askForm) // for whoever loads it again
	post("/logga-in/vidare", w.signInThere)
	get("/logga-in/passnyckel", w.askForm)
	post("/logga-in/passnyckel", w.signInByKey)
	w.anewRoutes(get, post)
	get("/in/{secret}", w.signInForm)
	post("/in/{secret}", w.signIn)
	get("/ut", w.start) // for whoever loads it again
	post("/ut", w.signOut)
	get("/konto", gate(members).view(w.account))
	post("/konto", gate(members).act(w.changeAccount))
	get("/konto/passnyckel", gate(members).view(w.account))
	post("/konto/passnyckel", gate(members).act(w.addKey))
	get("/personer", gate(administrators).view(w.people))
	post("/personer", gate(administrators).act(w.changePeople))
	get("/personer/logg", gate(administrators).view(w.acts))
	get("/planera/serie/{series}/organisatorer", forOrganisers(w.seriesOrganisers))
	post("/planera/serie/{series}/organisatorer", byOrganisers(w.saveSeriesOrganisers))
}

// accountView is what somebody's own page shows.
type accountView struct {
	Account  meetings.Account
	Member   []meetings.Member  // what they are, and where
	Sessions []meetings.Session // where they are signed in
	Here     string             // the session that asks
	Mails    bool               // e-mail is set up
	Asked    bool               // a link to confirm an address has been asked for
	Provider string             // of identities, by name; empty for none
	Linked   []meetings.Linked  // what they are there
	HasKeys  bool               // passkeys can be used here
	Keys     []meetings.Passkey
	Form     form
}

// account is the page of whoever has signed in: who they are, where they are signed in,
// and how they sign out there.
func (w *Web) account(p *page, r *http.Request) (body, error) {
	return w.accountWith(p, r, form{})
}

func (w *Web) accountWith(p *page, r *http.Request, f form) (body, error) {
	v := accountView{Here: auth.SessionID(r), Form: f, Mails: w.post != nil, Asked: r.URL.Query().Get("gjort") == "epost"}
	var err error
	if v.Account, _, err = w.store.Account(r.Context(), p.Who.Account); err != nil {
		return nil, err
	}
	if v.Member, err = w.store.MemberOf(r.Context(), p.Who.Account); err != nil {
		return nil, err
	}
	if v.Sessions, err = w.store.SessionsOf(r.Context(), p.Who.Account, p.Now); err != nil {
		return nil, err
	}
	if v.Provider = w.providerName(); v.Provider != "" {
		if v.Linked, err = w.store.Identities(r.Context(), p.Who.Account, w.provider.Issuer); err != nil {
			return nil, err
		}
	}
	if v.HasKeys = w.keys != nil; v.HasKeys {
		if v.Keys, err = w.store.Passkeys(r.Context(), p.Who.Account); err != nil {
			return nil, err
		}
	}
	v.Form.Values = url.Values{"key-name": {keyName(r)}, "name": {v.Account.Name}, "email": {v.Account.Email}}
	maps.Copy(v.Form.Values, f.Values)
	p.Title, p.Path = p.Say("Konto", "Account"), "/konto"
	return accountPage(p, v), nil
}

// changeAccount does one thing on one's own page.
func (w *Web) changeAccount(p *page, rw http.ResponseWriter, r *http.Request) (err error) {
	f := form{Values: r.PostForm}
	done := f.Value("do")
	switch done {
	case "namn":
		if err = w.change.NameAccount(p.Who, f.Value("name")); err == nil {
			err = w.auth.ActFor(rw, r, p.Who.Convener) // under the new name
		}
	case "epost":
		err = w.confirm(p, f.Value("email"))
	case "brev":
		err = w.saveAccountLetters(p, f.Value("letters"))
	case "byt":
		err = w.auth.ActFor(rw, r, meetings.ID(f.Value("convener")))
	case "koppla":
		if err = w.atProvider(p, rw, r, auth.Purpose{Account: p.Who.Account}); err == nil {
			return nil
		}
	case "ta-bort-nyckel":
		err = w.change.RemovePasskey(p.Who, f.Value("key"), w.offered())
	case "losgor":
		err = w.change.LeaveProvider(p.Who, w.offered())
	case "ut":
		err = w.change.EndSessions(p.Who, auth.SessionID(r), f.Value("session"))
	case "overallt":
		if err = w.change.EndSessions(p.Who, "", ""); err == nil {
			if err = w.auth.End(rw, r); err == nil {
				return see(rw, r, p, "/")
			}
		}
	default:
		err = nothingToDo()
	}
	if err != nil {
		return w.again(p, rw, r, err, w.accountWith)
	}
	return see(rw, r, p, "/konto?gjort="+done)
}

// confirm has a link be mailed by which an address becomes that of the account. It is said
// to nobody whether it is another's.
func (w *Web) confirm(p *page, typed string) error {
	email, err := meetings.CheckEmail(typed)
	if err != nil {
		return err
	}
	if w.post == nil {
		return noMail()
	}
	return w.post.Confirm(p.Who, email, p.Lang)
}

func noMail() error {
	return meetings.Refuse(meetings.Late, "E-post är inte inställd på den här servern, så inget kan skickas.", "E-mail is not set up on this server, so nothing can be sent.")
}

func nothingToDo() error {
	return meetings.Refuse(meetings.Invalid, "Det finns inget sådant att göra. Välj en av knapparna.", "There is no such thing to do. Choose one of the buttons.")
}

// sayRole says what somebody is in their organisation.
func (p *page) sayRole(role meetings.Role) string {
	for _, n := range meetings.MemberRoles() {
		if n.Code == string(role) {
			return p.In(n.Name)
		}
	}
	return p.Say("deltagare", "participant")
}

// seriesOrganisersView is who looks after a series, among those who could.
type seriesOrganisersView struct {
	Series  meetings.Series
	Members []meetings.Member
	Form    form
}

// seriesOrganisers is where organisers say who of them looks after a series.
func (w *Web) seriesOrganisers(p *page, r *http.Request) (body, error) {
	s, err := w.seriesAt(p, r)
	if err != nil {
		return nil, err
	}
	chosen, err := w.store.SeriesOrganisers(r.Context(), s.ID)
	if err != nil {
		return nil, err
	}
	v := seriesOrganisersView{Series: s, Form: form{Values: url.Values{}}}
	for _, id := range chosen {
		v.Form.Values.Add("organiser", string(id))
	}
	members, err := w.store.Members(r.Context(), s.Convener)
	if err != nil {
		return nil, err
	}
	for _, m := range members {
		if meetings.MayPlan(m.Person()) {
			v.Members = append(v.Members, m)
		}
	}
	p.Title = p.Say("Seriens organisatörer", "The organisers of the series")
	return seriesOrganisersPage(p, v), nil
}

// saveSeriesOrganisers keeps who looks after a series.
func (w *Web) saveSeriesOrganisers(p *page, rw http.ResponseWriter, r *http.Request) error {
	s, err := w.store.Series(r.Context(), chi.URLParam(r, "series"))
	if err != nil {
		return err
	}
	var chosen []meetings.ID
	for _, id := range r.PostForm["organiser"] {
		chosen = append(chosen, meetings.ID(id))
	}
	if err := w.change.SaveSeriesOrganisers(r.Context(), p.Who, s.ID, chosen); err != nil {
		return err
	}
	return see(rw, r, p, "/planera")
}

// sayMay says what a role lets somebody do.
func (p *page) sayMay(role meetings.Role) string {
	switch role {
	case meetings.Administrator:
		return p.Say("du planerar och leder möten, sköter stödlistan och säger vilka andra som får göra det.", "you plan and run meetings, look after the support list and say who else may.")
	case meetings.Editor:
		return p.Say("du sköter stödlistan.", "you look after the support list.")
	}
	return p.Say("du planerar och leder möten, och sköter stödlistan.", "you plan and run meetings, and look after the support list.")
}

// moment says a day and a time by Swedish clocks.
func (p *page) moment(i meetings.Instant) string {
	at := i.In(ical.Stockholm())
	return meetings.SayPlainDate(p.Lang, meetings.DateOf(at)) + p.Say(" ", " at ") + meetings.SayTime(p.Lang, at)
}
