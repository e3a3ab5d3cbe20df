package web

import (
	"net/http"
	"strconv"

	"ringain/meetings"
)

// actsPerPage is how much of what was done a page shows, and maxActPages how far back pages go.
const (
	actsPerPage = 50
	maxActPages = 1000
)

// actLine is one line of what was done in an organisation.
type actLine struct {
	When, Who     string
	Before, After string
	What, Href    string // what it was done to, by name, and its page; may be empty
}

// actsView is a page of what was done in an organisation.
type actsView struct {
	Convener string
	Lines    []actLine
	Page     int // from 1
	More     bool
}

// acts is what the organisers of an organisation have done outside rooms, for its administrators.
func (w *Web) acts(p *page, r *http.Request) (body, error) {
	v := actsView{Page: 1}
	if n, err := strconv.Atoi(r.URL.Query().Get("sida")); err == nil {
		v.Page = min(max(n, 1), maxActPages)
	}
	list, err := w.store.Acts(r.Context(), p.Who.Convener, (v.Page-1)*actsPerPage, actsPerPage+1)
	if err != nil {
		return nil, err
	}
	if v.More = len(list) > actsPerPage; v.More {
		list = list[:actsPerPage]
	}
	all, err := w.store.Conveners(r.Context())
	if err != nil {
		return nil, err
	}
	for _, o := range all {
		if o.ID == p.Who.Convener {
			v.Convener = o.Name
		}
	}
	known := map[meetings.ID][2]string{}
	for _, a := range list {
		v.Lines = append(v.Lines, w.actLine(p, r, a, known))
	}
	p.Title, p.Path = p.Say("Vad organisatörerna har gjort", "What organisers have done"), "/personer/logg"
	return actsPage(p, v), nil
}

func (w *Web) actLine(p *page, r *http.Request, a meetings.Act, known map[meetings.ID][2]string) actLine {
	before, after := a.Says()
	l := actLine{When: p.moment(a.At), Who: a.By.Name, Before: p.In(before), After: p.In(after)}
	if a.By.Name == "" {
		l.Who = p.Say("En tidigare organisatör", "A former organiser")
	}
	if a.About == "" && a.Thing() == "person" && a.Kind != meetings.PersonInvited && a.Kind != meetings.PersonJoined {
		l.What = p.Say("en tidigare organisatör", "a former organiser") // whose account is erased
	}
	if a.About == "" || a.Kind == meetings.DraftRemoved || a.Kind == meetings.SeriesRemoved || a.Kind == meetings.ConvenerFounded {
		return l
	}
	what, there := known[a.About]
	if !there {
		what[0], what[1] = w.actOn(p, r, a)
		known[a.About] = what
	}
	l.What, l.Href = what[0], what[1]
	return l
}

// actOn is what an act was done to: its name as it is now, and its page. What is not there
// any longer is told of so.
func (w *Web) actOn(p *page, r *http.Request, a meetings.Act) (name, href string) {
	ctx, id := r.Context(), string(a.About)
	switch a.Thing() {
	case "meeting":
		if m, err := w.store.Meeting(ctx, id); err == nil && m.Convener == p.Who.Convener {
			return p.In(m.Title) + ", " + p.moment(m.Start), meetingPath(m)
		}
	case "series":
		if s, err := w.store.Series(ctx, id); err == nil && s.Convener == p.Who.Convener {
			return p.In(s.Title), "/planera/serie/" + s.Slug
		}
	case "theme":
		if t, err := w.store.Theme(ctx, id); err == nil && t.Convener == p.Who.Convener {
			return p.In(t.Name), "/tema/" + t.Slug
		}
	case "person":
		if m, found, err := w.store.Account(ctx, a.About); err == nil && found {
			return m.Name, ""
		}
		return p.Say("en tidigare organisatör", "a former organiser"), ""
	}
	return p.Say("som inte finns kvar", "which is not there any longer"), ""
}
