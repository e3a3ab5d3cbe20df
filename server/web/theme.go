package web

import (
	"cmp"
	"net/http"
	"slices"

	"github.com/go-chi/chi/v5"

	"ringain/meetings"
	"ringain/meetings/store"
)

// pastOnTheme bounds how many past meetings a theme page lists.
const pastOnTheme = 100

// themeView is what the page of a theme shows.
type themeView struct {
	Theme    meetings.Theme
	Umbrella meetings.Theme   // what it is part of; no slug when nothing
	Parts    []meetings.Theme // what it gathers
	Series   []meetings.Series
	Next     meetings.Meeting // no ID when there is none
	Coming   []row            // meetings and skipped dates in order
	Past     []row
	Letters  []*letterView // about dates of its series, that wait; for organisers
	Planned  int           // how many meetings to come stand
}

// theme is the page of a theme: when it meets next, every date, and its calendar.
func (w *Web) theme(p *page, r *http.Request) (body, error) {
	themes, err := w.store.Themes(r.Context())
	if err != nil {
		return nil, err
	}
	slug := chi.URLParam(r, "theme")
	at := slices.IndexFunc(themes, func(t meetings.Theme) bool { return t.Slug == slug })
	if at < 0 { // it may have been renamed or merged since
		if slug, err = w.store.ThemeNow(r.Context(), slug); err != nil {
			return nil, err
		}
		at = slices.IndexFunc(themes, func(t meetings.Theme) bool { return t.Slug == slug })
	}
	if at < 0 {
		return nil, meetings.Refuse(meetings.Unknown, "Det finns inget sådant tema.", "There is no such theme.")
	}
	v := themeView{Theme: themes[at]}
	for _, t := range themes {
		switch {
		case t.Slug == v.Theme.Umbrella:
			v.Umbrella = t
		case t.Umbrella == slug:
			v.Parts = append(v.Parts, t)
		}
	}
	series, err := w.store.AllSeries(r.Context())
	if err != nil {
		return nil, err
	}
	shown := v.slugs()
	for _, s := range series {
		if !s.Draft && slices.ContainsFunc(s.Themes, func(t string) bool { return slices.Contains(shown, t) }) {
			v.Series = append(v.Series, s)
		}
	}
	list, err := w.meetingsOf(p, r, shown)
	if err != nil {
		return nil, err
	}
	v.fill(p, list)
	if v.Letters, err = w.waitingSeries(r.Context(), p, v.Series); err != nil {
		return nil, err
	}
	p.Title, p.Section, p.Feed = p.In(v.Theme.Name), "/#teman", "/tema/"+slug+".ics"
	return themePage(p, v), nil
}

// slugs are the themes whose meetings the page shows.
func (v *themeView) slugs() []string {
	if !v.Theme.Gathers {
		return []string{v.Theme.Slug}
	}
	var slugs []string
	for _, t := range v.Parts {
		slugs = append(slugs, t.Slug)
	}
	return slugs
}

// meetingsOf returns the meetings of some themes in order, each once: those to come
// and the last of those that have been.
func (w *Web) meetingsOf(p *page, r *http.Request, slugs []string) ([]meetings.Meeting, error) {
	var all []meetings.Meeting
	for _, slug := range slugs {
		for _, which := range []store.Which{
			{Theme: slug, From: p.Now.Add(-afterwards)},
			{Theme: slug, To: p.Now, Newest: true, Limit: pastOnTheme},
		} {
			list, err := w.store.Meetings(r.Context(), which)
			if err != nil {
				return nil, err
			}
			all = append(all, list...)
		}
	}
	slices.SortFunc(all, func(a, b meetings.Meeting) int {
		return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(a.ID, b.ID))
	})
	return slices.CompactFunc(all, func(a, b meetings.Meeting) bool { return a.ID == b.ID }), nil
}

// fill sorts out the meetings of the theme: the next one, those to come with the
// dates that are skipped among them, and those that have been.
func (v *themeView) fill(p *page, list []meetings.Meeting) {
	coming, past := split(list, p.Now)
	v.Next, _ = next(coming, p.Now)
	for _, m := range coming {
		if m.Status != meetings.Cancelled {
			v.Planned++
		}
	}
	if v.Theme.Gathers { // a list of all would be a list of everything
		coming, past = soonest(coming, p.Now), nil
	}
	for _, m := range coming {
		if !v.dropped(m) {
			v.Coming = append(v.Coming, v.row(m))
		}
	}
	today := meetings.DateOf(p.Now.In(meetings.Meeting{Zone: "Europe/Stockholm"}.Location()))
	for _, s := range v.Series {
		if !v.Theme.Gathers && p.breaks(s) {
			v.Coming = append(v.Coming, row{Skip: meetings.Skip{Date: s.Break.From, Because: s.Break.Say()}, Break: s.Break})
		}
		for _, skip := range s.Skips {
			if !v.Theme.Gathers && !skip.Date.Before(today) {
				v.Coming = append(v.Coming, row{Skip: skip})
			}
		}
	}
	slices.SortStableFunc(v.Coming, func(a, b row) int { return a.day().UTC().Compare(b.day().UTC()) })
	for _, m := range past[:min(len(past), pastOnTheme)] {
		v.Past = append(v.Past, v.row(m))
	}
}

// dropped reports whether a meeting is a date that its series dropped for a break, which is
// told of as a whole.
func (v *themeView) dropped(m meetings.Meeting) bool {
	return m.Withdrawn && m.Status == meetings.Cancelled &&
		slices.ContainsFunc(v.Series, func(s meetings.Series) bool { return s.ID == m.Series && s.Break.Has(m.Date) })
}

// row shows a meeting by its day when its title is the one of its series.
func (v *themeView) row(m meetings.Meeting) row {
	usual := slices.ContainsFunc(v.Series, func(s meetings.Series) bool { return s.ID == m.Series && s.Title == m.Title })
	return row{Meeting: m, ByDay: usual && !v.Theme.Gathers}
}

// live returns the meeting that is on now, if one is.
func (v *themeView) live(now meetings.Instant) (meetings.Meeting, bool) {
	for _, x := range v.Coming {
		if x.Meeting.ID != "" && x.Meeting.Phase(now) == meetings.OnNow {
			return x.Meeting, true
		}
	}
	return meetings.Meeting{}, false
}

// day is the day of a row, also of a skipped one.
func (x row) day() meetings.Date {
	if x.Meeting.ID == "" {
		return x.Skip.Date
	}
	return x.Meeting.Day()
}
