package web

import (
	"net/http"
	"time"

	"ringain/meetings"
	"ringain/meetings/store"
)

// The start page shows the meetings of the next days, and some more when there are few.
const (
	daysAhead = 14
	atLeast   = 5
)

// startView is what the start page shows.
type startView struct {
	On     []meetings.Room // meetings that are on now
	Next   meetings.Meeting
	Coming []row // without those on now; the next one first
	More   bool  // there are more to come than Coming
	Themes []meetings.Theme
	Empty  bool // nothing has been planned yet
}

// start is the first page: what is on now, what comes next, and the themes.
func (w *Web) start(p *page, r *http.Request) (body, error) {
	v := startView{}
	var err error
	if v.Themes, err = w.store.Themes(r.Context()); err != nil {
		return nil, err
	}
	list, err := w.store.Meetings(r.Context(), store.Which{From: p.Now.Add(-afterwards), Limit: 100})
	if err != nil {
		return nil, err
	}
	coming, past := split(list, p.Now)
	var ahead []meetings.Meeting
	for _, m := range coming {
		if m.Phase(p.Now) != meetings.OnNow {
			ahead = append(ahead, m)
			continue
		}
		room, _, err := w.store.Room(r.Context(), string(m.ID))
		if err != nil {
			return nil, err
		}
		v.On = append(v.On, room)
	}
	v.Next, _ = next(ahead, p.Now)
	soon := soonest(ahead, p.Now)
	v.Coming, v.More = rows(soon, v.Themes), len(soon) < len(ahead)
	v.Empty = len(coming)+len(past)+len(v.Themes) == 0
	p.Feed = "/alla.ics"
	return startPage(p, v), nil
}

// soonest returns the meetings within the next days, but at least some.
func soonest(ahead []meetings.Meeting, now meetings.Instant) []meetings.Meeting {
	until := now.Add(daysAhead * 24 * time.Hour)
	n := 0
	for n < len(ahead) && (n < atLeast || ahead[n].Start < until) {
		n++
	}
	return ahead[:n]
}
