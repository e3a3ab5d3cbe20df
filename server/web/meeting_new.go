package web

import (
	"fmt"
	"net/http"
	"slices"

	"github.com/go-chi/chi/v5"

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

// fillWays fills in the theme in the address, or the only one there is to choose, and the ways
// in to its last meeting.
func (w *Web) fillWays(p *page, r *http.Request, f form) error {
	theme := r.URL.Query().Get("tema")
	themes, err := w.store.Themes(r.Context())
	if err != nil {
		return err
	}
	if own := p.plannedThemes(themes); theme == "" && len(own) == 1 {
		theme = own[0].Slug
	}
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
	v := extraView{Themes: p.plannedThemes(themes), Form: f}
	p.Title = p.Say("Extra möte", "Extra meeting")
	if chi.URLParam(r, "meeting") != "" {
		room, err := w.draftOf(p, r)
		if err != nil {
			return nil, err
		}
		v.Draft, p.Title = room.Meeting, p.Say("Utkast till möte", "Draft of a meeting")
	}
	if m, typed := w.typedMeeting(p, f); typed == nil {
		if v.Day, err = w.look(p, r, m, m.Start); err != nil {
			return nil, err
		}
		v.Day.Clashes = slices.DeleteFunc(v.Day.Clashes, func(o meetings.Meeting) bool { return o.ID == v.Draft.ID })
	}
	if err := w.foretell(r.Context(), p, meetings.Meeting{Themes: f.Values["themes"]}); err != nil {
		return nil, err
	}
	return extraPage(p, v), nil
}

// extraView is what the form of a meeting outside the series shows.
type extraView struct {
	Themes []meetings.Theme
	Form   form
	Day    *dayView         // the day that is typed; nil when none is
	Draft  meetings.Meeting // that is planned; no ID when it is new
}

// Path is the address of the form.
func (v extraView) Path() string {
	if v.Draft.ID != "" {
		return draftPath(v.Draft)
	}
	return "/planera/mote"
}

// draftPath is where a draft of no series is planned.
func draftPath(m meetings.Meeting) string { return "/planera/mote/" + m.Slug }

// typedMeeting is the meeting that is typed in a form.
func (w *Web) typedMeeting(p *page, f form) (meetings.Meeting, error) {
	m := meetings.Meeting{Kind: meetings.Kind(f.Value("kind")), Status: meetings.Planned, Themes: slices.Clone(f.Values["themes"]),
		Title: f.Text("title"), Note: f.Text("note"), Minutes: f.Minutes(), Zone: zone, Ways: f.Ways(), Restricted: f.Has("restricted", "1")}
	if !m.Kind.Listens() {
		m.Kind = meetings.Extra
	}
	start, err := typedStart(p, f, m.Location())
	if err != nil {
		return m, err
	}
	m.Start, m.Date = start, meetings.DateOf(start.In(m.Location()))
	return m, nil
}

// saveExtra announces the meeting, keeps it as a draft, or only shows the day that was
// chosen. The same meeting sent twice is one.
func (w *Web) saveExtra(p *page, rw http.ResponseWriter, r *http.Request) error {
	m, err := w.typedExtra(p, rw, r)
	if err != nil || m.Title.Empty() {
		return err
	}
	done := "utlagt"
	if r.PostForm.Get("do") == "draft" {
		m.Status, done = meetings.Draft, "utkast-mote"
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
	return see(rw, r, p, "/moten/"+slug+"?gjort="+done)
}

// freeSlug returns an address that no other meeting has, or the one of the very same
// meeting if that was announced before.
func (w *Web) freeSlug(r *http.Request, m meetings.Meeting) (slug string, there bool, err error) {
	base := fmt.Sprintf("%s-%s", kindSlug(m.Kind), m.Date)
	for n := 1; ; n++ {
		slug = base
		if n > 1 {
			slug = fmt.Sprintf("%s-%d", base, n)
		}
		other, err := w.store.Meeting(r.Context(), slug)
		if isUnknown(err) || err == nil && other.ID == m.ID {
			return slug, false, nil
		}
		same := other.Title == m.Title && other.Start == m.Start && slices.Equal(other.Themes, m.Themes) && (other.Status == meetings.Draft) == (m.Status == meetings.Draft)
		if err != nil || same && m.ID == "" {
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
