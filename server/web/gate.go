package web

import (
	"net/http"

	"ringain/meetings"
)

// gate refuses whoever may not see a page or send its form.
type gate func(p *page, r *http.Request) error

// view keeps everybody else out of a page.
func (g gate) view(v view) view {
	return func(p *page, r *http.Request) (body, error) {
		if err := g(p, r); err != nil {
			return nil, err
		}
		return v(p, r)
	}
}

// act keeps everybody else from sending a form.
func (g gate) act(a act) act {
	return func(p *page, rw http.ResponseWriter, r *http.Request) error {
		if err := g(p, r); err != nil {
			return err
		}
		return a(p, rw, r)
	}
}

// planners are those who plan something, in whichever organisation.
func planners(p *page, _ *http.Request) error {
	p.Section = "/planera"
	return p.organiser()
}

// editors are those who look after the support list.
func editors(p *page, _ *http.Request) error {
	p.Section = "/planera"
	return p.allowed(meetings.MayEdit(p.Who))
}

// sectioners order and name the sections of the support list.
func sectioners(p *page, _ *http.Request) error {
	p.Section = "/planera"
	return p.allowed(meetings.MaySection(p.Who))
}

// administrators say who is what in their organisation.
func administrators(p *page, _ *http.Request) error {
	p.Section, p.Private = "/personer", true
	return p.allowed(meetings.MayAdminister(p.Who))
}

// members have signed in.
func members(p *page, _ *http.Request) error {
	p.Section, p.Private = "/konto", true
	return p.allowed(p.Who.Account != "")
}

// leaders may plan the meeting in the address. Whoever plans nothing is asked to sign in
// before it is known whether there is such a meeting.
func (w *Web) leaders(p *page, r *http.Request) error {
	if err := planners(p, r); err != nil {
		return err
	}
	if _, _, err := w.roomOf(p, r); err != nil {
		return err
	}
	return p.organiser()
}

func forOrganisers(v view) view       { return gate(planners).view(v) }
func byOrganisers(a act) act          { return gate(planners).act(a) }
func forEditors(v view) view          { return gate(editors).view(v) }
func byEditors(a act) act             { return gate(editors).act(a) }
func (w *Web) forLeaders(v view) view { return gate(w.leaders).view(v) }
func (w *Web) byLeaders(a act) act    { return gate(w.leaders).act(a) }
