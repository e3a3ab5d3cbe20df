package web

import (
	"net/http"
	"strings"
	"time"

	"github.com/go-chi/chi/v5"

	"ringain/meetings"
)

// nearby returns the theme with the dates there are, when somebody asks for a meeting
// of one of its series on a date that is none.
func (w *Web) nearby(r *http.Request) (theme meetings.Theme) {
	slug := chi.URLParam(r, "meeting")
	at := len(slug) - len("-"+time.DateOnly)
	if at <= 0 || strings.Count(slug[at:], "-") != 3 {
		return theme
	}
	series, err := w.store.Series(r.Context(), slug[:at])
	if err != nil || len(series.Themes) == 0 || series.Draft {
		return theme
	}
	if theme, err = w.store.Theme(r.Context(), series.Themes[0]); err != nil {
		return meetings.Theme{}
	}
	return theme
}

// errorTitle is the heading of a page that tells of a refusal or a fault.
func errorTitle(p *page, kind meetings.RefusalKind) string {
	switch kind {
	case meetings.Unknown:
		return p.Say("Sidan finns inte", "Page not found")
	case meetings.NotAllowed:
		return p.Say("Det får bara organisatören", "Only for the organiser")
	case meetings.Outside:
		return p.Say("Du kan inte vara med i rummet", "You cannot be in the room")
	case meetings.Late, meetings.Taken:
		return p.Say("Det hann ändras", "It has already changed")
	case meetings.Invalid:
		return p.Say("Det gick inte att använda", "That could not be used")
	case meetings.TooMuch:
		return p.Say("Det blev för mycket", "That was too much")
	case meetings.SignIn, meetings.Anew:
		return p.Say("Säg vem du är först", "First say who you are")
	case meetings.Unsaved:
		return p.Say("Just nu går det inte", "Not just now")
	}
	return p.Say("Något gick fel", "Something went wrong")
}
