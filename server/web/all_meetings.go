package web

import (
	"net/http"
	"strconv"

	"ringain/meetings"
	"ringain/meetings/store"
)

// pastOnAll is how many past meetings the list of all shows at a time.
const pastOnAll = 60

// allView is what the list of all meetings shows.
type allView struct {
	Themes []meetings.Theme
	Coming []month
	Past   []month
	Older  meetings.Instant // there are more, that began before this; zero when there are not
	Before bool             // only past meetings are shown, from some moment back
}

// allMeetings lists every coming and past meeting by month.
func (w *Web) allMeetings(p *page, r *http.Request) (body, error) {
	var v allView
	var err error
	if v.Themes, err = w.store.Themes(r.Context()); err != nil {
		return nil, err
	}
	p.Title, p.Section, p.Feed = p.Say("Alla möten", "All meetings"), "/moten", "/alla.ics"
	before, err := strconv.ParseInt(r.URL.Query().Get("fore"), 10, 64)
	if v.Before = err == nil && before > 0; !v.Before {
		before = int64(p.Now)
		list, err := w.store.Meetings(r.Context(), store.Which{From: p.Now.Add(-afterwards)})
		if err != nil {
			return nil, err
		}
		coming, _ := split(list, p.Now)
		v.Coming = p.byMonth(rows(coming, v.Themes))
	}
	list, err := w.store.Meetings(r.Context(), store.Which{To: meetings.Instant(before), Newest: true, Limit: pastOnAll + 1})
	if err != nil {
		return nil, err
	}
	if len(list) > pastOnAll {
		list = list[:pastOnAll]
		v.Older = list[pastOnAll-1].Start
	}
	var past []meetings.Meeting
	for _, m := range list {
		if isOver(m, p.Now) {
			past = append(past, m)
		}
	}
	v.Past = p.byMonth(rows(past, v.Themes))
	return allPage(p, v), nil
}
