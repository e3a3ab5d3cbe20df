package web

import (
	"cmp"
	"net/http"
	"slices"

	"github.com/go-chi/chi/v5"

	"ringain/meetings"
)

// calendar is where somebody chooses the themes of their own calendar.
func (w *Web) calendar(p *page, r *http.Request) (body, error) { return w.calendarWith(p, r, form{}) }

func (w *Web) calendarWith(p *page, r *http.Request, f form) (body, error) {
	themes, err := w.store.Themes(r.Context())
	if err != nil {
		return nil, err
	}
	p.Title, p.Section, p.Feed = p.Say("Välj teman till din kalender", "Choose themes for your calendar"), "/kalender", "/alla.ics"
	themes = slices.DeleteFunc(themes, func(t meetings.Theme) bool { return t.Gathers })
	return calendarPage(p, themes, f), nil
}

// chooseCalendar keeps a choice of themes and leads to the page of its calendar.
func (w *Web) chooseCalendar(p *page, rw http.ResponseWriter, r *http.Request) error {
	token, err := w.change.Choose(r.Context(), r.PostForm["tema"])
	if err != nil {
		return w.again(p, rw, r, err, w.calendarWith)
	}
	return see(rw, r, p, "/kalender/"+token)
}

// chosenCalendar is the page of a chosen calendar: its address and what is in it.
func (w *Web) chosenCalendar(p *page, r *http.Request) (body, error) {
	token := chi.URLParam(r, "token")
	chosen, err := w.store.Chosen(r.Context(), token)
	if err != nil {
		return nil, err
	}
	themes, err := w.store.Themes(r.Context())
	if err != nil {
		return nil, err
	}
	for i, slug := range chosen { // it may have been renamed or merged since
		now, err := w.store.ThemeNow(r.Context(), slug)
		if err != nil {
			return nil, err
		}
		chosen[i] = cmp.Or(now, slug)
	}
	themes = slices.DeleteFunc(themes, func(t meetings.Theme) bool { return !slices.Contains(chosen, t.Slug) })
	p.Title, p.Section, p.Feed = p.Say("Din kalender", "Your calendar"), "/kalender", "/kalender/"+token+".ics"
	return chosenPage(p, themes), nil
}
