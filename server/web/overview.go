package web

import (
	"net/http"
	"slices"
	"time"

	"ringain/meetings"
	"ringain/meetings/store"
)

// The overview begins with the meetings of the next weeks, and some more when there are few.
const (
	plannedAhead = 28 * 24 * time.Hour
	plannedLeast = 8
)

// overviewView is what the organiser's overview shows.
type overviewView struct {
	Shown   string // which meetings: "" for those of the next weeks, "behov" or "alla"
	Rows    []planRow
	Soon    int // how many meetings each of the three shows
	Needing int
	All     int
	Themes  []meetings.Theme
	Series  []meetings.Series // that have dates to come
}

// planRow is a meeting to come with what it lacks.
type planRow struct {
	row
	NoAgenda bool
	NoPhone  bool
	Clashes  []meetings.Meeting
}

// Needs reports whether the organiser has something to do about the meeting.
func (x planRow) Needs() bool { return x.NoAgenda || x.NoPhone || len(x.Clashes) > 0 }

// overview is where organisers begin: what is to come, and what it lacks.
func (w *Web) overview(p *page, r *http.Request) (body, error) {
	p.Title = p.Say("Planera", "Plan")
	v := overviewView{Shown: r.URL.Query().Get("visa")}
	var err error
	if v.Themes, err = w.store.Themes(r.Context()); err != nil {
		return nil, err
	}
	if v.Series, err = w.store.AllSeries(r.Context()); err != nil {
		return nil, err
	}
	today := meetings.DateOf(p.Now.In(meetings.Meeting{Zone: zone}.Location()))
	v.Themes = slices.DeleteFunc(v.Themes, func(t meetings.Theme) bool { return !meetings.MayPlanOf(p.Who, t.Convener) })
	v.Series = slices.DeleteFunc(v.Series, func(s meetings.Series) bool { return s.Until.Before(today) || !meetings.MayPlanSeries(p.Who, s) })
	rooms, err := w.store.Rooms(r.Context(), store.Which{From: p.Now, Drafts: true, Convener: &p.Who.Convener})
	if err != nil {
		return nil, err
	}
	rooms = slices.DeleteFunc(rooms, func(x meetings.Room) bool { return isOver(x.Meeting, p.Now) })
	all := planRows(rooms, v.Themes)
	needing := slices.DeleteFunc(slices.Clone(all), func(x planRow) bool { return !x.Needs() })
	soon := 0
	for soon < len(all) && (soon < plannedLeast || all[soon].Meeting.Start < p.Now.Add(plannedAhead)) {
		soon++
	}
	v.Soon, v.Needing, v.All = soon, len(needing), len(all)
	switch v.Shown {
	case "behov":
		v.Rows = needing
	case "alla":
		v.Rows = all
	default:
		v.Shown, v.Rows = "", all[:soon]
	}
	return overviewPage(p, v), nil
}

// planRows finds out what meetings lack. A cancelled one lacks nothing.
func planRows(rooms []meetings.Room, themes []meetings.Theme) []planRow {
	list := make([]meetings.Meeting, len(rooms))
	for i, x := range rooms {
		list[i] = x.Meeting
	}
	clashes := map[meetings.ID][]meetings.Meeting{}
	for _, c := range meetings.Clashes(list, list) {
		clashes[c.A.ID] = append(clashes[c.A.ID], c.B)
		clashes[c.B.ID] = append(clashes[c.B.ID], c.A)
	}
	all := make([]planRow, len(rooms))
	for i, x := range rooms {
		m := x.Meeting
		stands := m.Status != meetings.Cancelled
		all[i] = planRow{
			row:      row{Meeting: m, Themes: themesOf(m, themes)},
			NoAgenda: stands && len(x.Agenda.Items) == 0,
			NoPhone:  stands && m.Ways.Phone == "",
			Clashes:  clashes[m.ID],
		}
	}
	return all
}

// ownThemes are the themes that have meetings of their own.
func ownThemes(themes []meetings.Theme) []meetings.Theme {
	return slices.DeleteFunc(slices.Clone(themes), func(t meetings.Theme) bool { return t.Gathers })
}

// plannedThemes are those of the organisation that whoever asks plans for.
func (p *page) plannedThemes(themes []meetings.Theme) []meetings.Theme {
	return slices.DeleteFunc(ownThemes(themes), func(t meetings.Theme) bool { return !meetings.MayPlanOf(p.Who, t.Convener) })
}

// planHref is the address of the overview with some of the meetings.
func planHref(shown string) string {
	if shown == "" {
		return "/planera"
	}
	return "/planera?visa=" + shown
}
