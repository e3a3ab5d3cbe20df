package web

import (
	"cmp"
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
	Shown   string // which meetings: "" for those of the next weeks, "behov", "utkast" or "alla"
	Rows    []planRow
	Soon    int // how many meetings each of them shows
	Needing int
	Drafts  int
	All     int
	Themes  []meetings.Theme
	Series  []meetings.Series  // that have dates to come
	Ended   []meetings.Series  // that have not, and whose theme has no other; the newest first
	Held    []meetings.Meeting // whose minutes nobody has published
}

// planRow is a meeting to come with what it lacks.
type planRow struct {
	row
	Lacks   []meetings.Lack
	Clashes []meetings.Meeting
	Waiting int // proposals for its agenda

	Undecided int  // promises, needs and unfinished items that wait for a decision
	Over      bool // it has been held, and is here for what was left of it
}

// Needs reports whether the organiser has something to do about the meeting.
func (x planRow) Needs() bool {
	return len(x.Lacks) > 0 || len(x.Clashes) > 0 || x.Waiting > 0 || x.Undecided > 0
}

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
	v.Series = slices.DeleteFunc(v.Series, func(s meetings.Series) bool { return !meetings.MayPlanSeries(p.Who, s) })
	v.Series, v.Ended = seriesOver(v.Series, today)
	rooms, err := w.store.Rooms(r.Context(), store.Which{From: p.Now, Drafts: true, Convener: &p.Who.Convener})
	if err != nil {
		return nil, err
	}
	var ended []meetings.Room
	rooms = slices.DeleteFunc(rooms, func(x meetings.Room) bool {
		over := isOver(x.Meeting, p.Now)
		if over {
			ended = append(ended, x)
		}
		return over
	})
	dead, err := w.store.DeadLinks(r.Context(), p.Who.Convener)
	if err != nil {
		return nil, err
	}
	if v.Held, err = w.held(p, r); err != nil {
		return nil, err
	}
	all := planRows(rooms, v.Themes, p.Now, dead)
	if err := w.proposalsWait(r, all, p.Now); err != nil {
		return nil, err
	}
	left, err := w.undecided(p, r, all, v.Themes, ended)
	if err != nil {
		return nil, err
	}
	needing := slices.DeleteFunc(slices.Concat(left, all), func(x planRow) bool { return !x.Needs() })
	soon := 0
	for soon < len(all) && (soon < plannedLeast || all[soon].Meeting.Start < p.Now.Add(plannedAhead)) {
		soon++
	}
	drafts := slices.DeleteFunc(slices.Clone(all), func(x planRow) bool { return x.Meeting.Status != meetings.Draft })
	v.Soon, v.Needing, v.Drafts, v.All = soon, len(needing), len(drafts), len(all)
	switch v.Shown {
	case "behov":
		v.Rows = needing
	case "utkast":
		v.Rows = drafts
	case "alla":
		v.Rows = all
	default:
		v.Shown, v.Rows = "", all[:soon]
	}
	return overviewPage(p, v), nil
}

// endedFor is how long after its last day a series is shown to be started again, in days.
const endedFor = 400

// seriesOver parts the series that have dates to come from those that have ended of late and
// that no other has taken the place of: one for each theme, the newest first.
func seriesOver(all []meetings.Series, today meetings.Date) (on, over []meetings.Series) {
	slices.SortStableFunc(all, func(a, b meetings.Series) int { return b.Until.UTC().Compare(a.Until.UTC()) })
	has := map[string]bool{}
	for _, s := range all {
		if !s.Until.Before(today) {
			on = append(on, s)
		} else if !has[s.Themes[0]] && today.Before(s.Until.AddDays(endedFor)) {
			over = append(over, s)
		}
		has[s.Themes[0]] = true
	}
	slices.SortStableFunc(on, func(a, b meetings.Series) int { return cmp.Compare(a.Slug, b.Slug) })
	return on, over
}

// proposalsWait counts the proposals for the agendas of meetings to come.
func (w *Web) proposalsWait(r *http.Request, rows []planRow, now meetings.Instant) error {
	waiting, err := w.store.ProposalsWaiting(r.Context(), now)
	for i, x := range rows {
		if x.Meeting.Status == meetings.Planned {
			rows[i].Waiting = waiting[x.Meeting.ID]
		}
	}
	return err
}

// planRows finds out what meetings lack. A cancelled one lacks nothing.
func planRows(rooms []meetings.Room, themes []meetings.Theme, now meetings.Instant, dead map[meetings.ID]bool) []planRow {
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
		all[i] = planRow{
			row:     row{Meeting: m, Themes: themesOf(m, themes)},
			Lacks:   x.Lacks(now, dead),
			Clashes: clashes[m.ID],
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

// rememberedFor is how long an organiser is reminded that minutes are not published.
const rememberedFor = 21 * 24 * time.Hour

// held returns the meetings of an organiser that have been held of late and whose minutes
// nobody has published, nor set a time for; the newest first.
func (w *Web) held(p *page, r *http.Request) (list []meetings.Meeting, err error) {
	rooms, err := w.store.Rooms(r.Context(), store.Which{From: p.Now.Add(-rememberedFor), To: p.Now, Newest: true, Convener: &p.Who.Convener})
	if err != nil {
		return nil, err
	}
	for _, x := range rooms {
		m := x.Meeting
		if !m.AwaitsMinutes(meetings.Minutes{}, p.Now) || !meetings.MayPublish(p.Who, m) {
			continue
		}
		minutes, err := w.store.Minutes(r.Context(), m.ID)
		if err != nil {
			return nil, err
		}
		if m.AwaitsMinutes(minutes, p.Now) {
			list = append(list, m)
		}
	}
	return list, nil
}

// changeWords are the words of the link to change a series.
func changeWords(p *page, s meetings.Series) string {
	if s.Draft {
		return p.Say("Ändra eller lägg ut", "Change or announce")
	}
	return p.Say("Ändra", "Change")
}
