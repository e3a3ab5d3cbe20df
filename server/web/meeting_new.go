package web

import (
	"fmt"
	"net/http"
	"slices"

	"ringain/meetings"
)

// extraForm is where an organiser announces a meeting outside the series. All that is
// usual is filled in.
func (w *Web) extraForm(p *page, r *http.Request) (body, error) {
	f := w.fresh()
	f.Values["kind"] = []string{string(meetings.Extra)}
	f.Values["minutes"] = []string{"45"}
	f.Values["start"] = []string{p.Say("12.00", "12:00")}
	if err := w.fillWays(p, r, f); err != nil {
		return nil, err
	}
	return w.extraWith(p, r, f)
}

// fillWays fills in the theme in the address and the ways in to its last meeting.
func (w *Web) fillWays(p *page, r *http.Request, f form) error {
	theme := r.URL.Query().Get("tema")
	if theme != "" {
		f.Values.Set("themes", theme)
	}
	last, err := w.lastMeeting(p, r, theme)
	if err == nil && last.ID == "" {
		last, err = w.lastMeeting(p, r, "")
	}
	f.setWays(last.Ways)
	return err
}

func (w *Web) extraWith(p *page, r *http.Request, f form) (body, error) {
	themes, err := w.store.Themes(r.Context())
	if err != nil {
		return nil, err
	}
	p.Title = p.Say("Extra möte", "Extra meeting")
	var day *dayView
	if m, typed := w.typedMeeting(p, f); typed == nil {
		if day, err = w.look(p, r, m, m.Start); err != nil {
			return nil, err
		}
	}
	return extraPage(p, p.plannedThemes(themes), f, day), nil
}

// typedMeeting is the meeting that is typed in a form.
func (w *Web) typedMeeting(p *page, f form) (meetings.Meeting, error) {
	m := meetings.Meeting{Kind: meetings.Kind(f.Value("kind")), Status: meetings.Planned, Themes: slices.Clone(f.Values["themes"]),
		Title: f.Text("title"), Note: f.Text("note"), Minutes: f.Minutes(), Zone: zone, Ways: f.Ways(), Restricted: f.Has("restricted", "1")}
	if m.Kind != meetings.Webinar {
		m.Kind = meetings.Extra
	}
	start, err := typedStart(p, f, m.Location())
	if err != nil {
		return m, err
	}
	m.Start, m.Date = start, meetings.DateOf(start.In(m.Location()))
	return m, nil
}

// saveExtra announces the meeting, or only shows the day that was chosen. The same
// meeting sent twice is one.
func (w *Web) saveExtra(p *page, rw http.ResponseWriter, r *http.Request) error {
	f := form{Values: r.PostForm}
	m, err := w.typedMeeting(p, f)
	if err == nil && f.Value("do") == "look" {
		b, err := w.extraWith(p, r, f)
		if err != nil {
			return err
		}
		return w.show(rw, r, p, b)
	}
	if err == nil {
		m, err = m.Checked(p.Now)
	}
	if err == nil {
		m.Themes, err = w.knownThemes(p, r, m.Themes)
	}
	if err != nil {
		return w.again(p, rw, r, err, w.extraWith)
	}
	slug, there, err := w.freeSlug(r, m)
	if err != nil {
		return err
	}
	if !there {
		m.Slug = slug
		if _, err = w.change.Announce(r.Context(), p.Person, m, meetings.Agenda{Items: []meetings.Item{}}); err != nil {
			if _, now, again := w.freeSlug(r, m); again != nil || !now { // not the other of two at the same moment
				return w.again(p, rw, r, err, w.extraWith)
			}
		}
	}
	return see(rw, r, p, "/moten/"+slug+"?gjort=utlagt")
}

// freeSlug returns an address that no meeting has, or the one of the very same
// meeting if that was announced before.
func (w *Web) freeSlug(r *http.Request, m meetings.Meeting) (slug string, there bool, err error) {
	kind := "extra"
	if m.Kind == meetings.Webinar {
		kind = "webbinarium"
	}
	base := fmt.Sprintf("%s-%s", kind, m.Date)
	for n := 1; ; n++ {
		slug = base
		if n > 1 {
			slug = fmt.Sprintf("%s-%d", base, n)
		}
		other, err := w.store.Meeting(r.Context(), slug)
		if isUnknown(err) {
			return slug, false, nil
		}
		if err != nil || other.Title == m.Title && other.Start == m.Start && slices.Equal(other.Themes, m.Themes) {
			return slug, err == nil, err
		}
	}
}

// knownThemes refuses themes that there are not.
func (w *Web) knownThemes(p *page, r *http.Request, slugs []string) ([]string, error) {
	themes, err := w.store.Themes(r.Context())
	if err != nil {
		return nil, err
	}
	var known []string
	for _, t := range p.plannedThemes(themes) {
		if slices.Contains(slugs, t.Slug) {
			known = append(known, t.Slug)
		}
	}
	if len(known) == 0 {
		return nil, meetings.Refuse(meetings.Invalid, "Välj minst ett tema.", "Choose at least one theme.").About("themes")
	}
	return known, nil
}

// zone is where meetings are held.
const zone = "Europe/Stockholm"
