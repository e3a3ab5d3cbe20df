package web

import (
	"net/http"

	"ringain/server/change"
)

// ownCalendar is where organisers find the address of the calendar that has drafts
// too, or get one.
func (w *Web) ownCalendar(p *page, r *http.Request) (body, error) {
	secret, err := w.store.Private(r.Context(), change.Organisers(p.Who.Convener))
	if err != nil {
		return nil, err
	}
	p.Title = p.Say("Organisatörernas kalender", "The organisers’ calendar")
	feed := ""
	if secret != "" {
		feed = "/planera/kalender/" + secret + ".ics"
	}
	return ownCalendarPage(p, feed), nil
}

// newOwnCalendar gives the calendar an address that nobody knows; the one before stops
// answering.
func (w *Web) newOwnCalendar(p *page, rw http.ResponseWriter, r *http.Request) error {
	if _, err := w.change.RenewPrivate(r.Context(), p.Person); err != nil {
		return err
	}
	return see(rw, r, p, "/planera/kalender?gjort=kalender")
}
